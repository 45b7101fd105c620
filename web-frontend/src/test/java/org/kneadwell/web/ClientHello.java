package org.kneadwell.web;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** The first words of a TLS connection, written by hand: the JDK's own client would not offer what is too weak for it. */
final class ClientHello {

    static final int TLS_1_0 = 0x0301;
    static final int TLS_1_1 = 0x0302;
    static final int TLS_1_2 = 0x0303;

    private static final int HANDSHAKE = 22;
    private static final int SERVER_HELLO = 2;

    /** What a server takes of it. */
    record ServerHello(int version, int suite) {}

    private ClientHello() {}

    /**
     * Offers these and nothing else.
     *
     * @return empty when the server refuses
     */
    static Optional<ServerHello> say(int port, int version, int... suites) throws IOException {
        try (var socket = new Socket("localhost", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(record(version, hello(version, suites)));
            var in = new DataInputStream(socket.getInputStream());
            int type = in.read();
            if (type != HANDSHAKE) {
                return Optional.empty();
            }
            in.readUnsignedShort();
            in.readUnsignedShort();
            if (in.readUnsignedByte() != SERVER_HELLO) {
                throw new IOException("Not the answer to a greeting.");
            }
            in.skipNBytes(3);
            int taken = in.readUnsignedShort();
            in.skipNBytes(32);
            in.skipNBytes(in.readUnsignedByte());
            return Optional.of(new ServerHello(taken, in.readUnsignedShort()));
        }
    }

    private static byte[] hello(int version, int... suites) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeShort(version);
        out.write(new byte[32]);
        out.writeByte(0);
        out.writeShort(suites.length * 2);
        for (int suite : suites) {
            out.writeShort(suite);
        }
        out.writeByte(1);
        out.writeByte(0);
        var extensions = new ByteArrayOutputStream();
        // secp256r1 and x25519, uncompressed points, and RSA and ECDSA with SHA-256, RSA with SHA-1.
        extension(extensions, 10, 0, 4, 0, 23, 0, 29);
        extension(extensions, 11, 1, 0);
        extension(extensions, 13, 0, 8, 4, 1, 4, 3, 8, 4, 2, 1);
        out.writeShort(extensions.size());
        extensions.writeTo(out);
        return bytes.toByteArray();
    }

    private static void extension(ByteArrayOutputStream to, int type, int... body) throws IOException {
        var out = new DataOutputStream(to);
        out.writeShort(type);
        out.writeShort(body.length);
        for (int part : body) {
            out.writeByte(part);
        }
    }

    private static byte[] record(int version, byte[] hello) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var out = new DataOutputStream(bytes);
        out.writeByte(HANDSHAKE);
        out.writeShort(Math.min(version, TLS_1_0));
        out.writeShort(hello.length + 4);
        out.writeByte(1);
        out.writeByte(0);
        out.writeShort(hello.length);
        out.write(hello);
        return bytes.toByteArray();
    }
}
