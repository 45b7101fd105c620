package org.kneadwell.system;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** A log server that takes syslog messages by TLS (RFC 5424 and 5425): each is preceded by its length in bytes. */
final class SyslogReceiver implements AutoCloseable {

    private final ServerSocket server;
    private final List<String> messages = new CopyOnWriteArrayList<>();

    SyslogReceiver(SSLContext certificate) throws IOException {
        server = certificate.getServerSocketFactory().createServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    String address() {
        return "localhost:" + server.getLocalPort();
    }

    /** Whole messages that came, with their headers. */
    List<String> messages() {
        return List.copyOf(messages);
    }

    private void accept() {
        while (!server.isClosed()) {
            try (Socket connection = server.accept();
                    InputStream in = new BufferedInputStream(connection.getInputStream())) {
                while (true) {
                    messages.add(new String(in.readNBytes(length(in)), StandardCharsets.UTF_8));
                }
            } catch (IOException e) {
                // Whoever sent has hung up, or was not let in, or this one was closed.
                continue;
            }
        }
    }

    private static int length(InputStream in) throws IOException {
        int length = 0;
        for (int digit = in.read(); digit != ' '; digit = in.read()) {
            if (digit < '0' || digit > '9') {
                throw new EOFException();
            }
            length = length * 10 + digit - '0';
        }
        return length;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
