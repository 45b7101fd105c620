package org.kneadwell.system.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The way from one process to its database: a TCP proxy that can be cut, closed, held up and slowed. Disturbances add up. */
final class Wire implements AutoCloseable {

    private static final int CHUNK = 16 * 1024;

    private final ServerSocket door;
    private final int target;
    private final Set<Socket> ends = ConcurrentHashMap.newKeySet();
    private final AtomicInteger refusing = new AtomicInteger();
    private final AtomicInteger silent = new AtomicInteger();
    private final AtomicInteger delayMillis = new AtomicInteger();

    /** @param target the port on this machine it leads to */
    Wire(int target) {
        this.target = target;
        try {
            this.door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().name("wire-" + door.getLocalPort()).start(this::accept);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Resets every connection there is. */
    void cut() {
        ends.forEach(Wire::reset);
    }

    /** From now on each new connection is reset. */
    void refuse() {
        refusing.incrementAndGet();
    }

    void acceptAgain() {
        refusing.decrementAndGet();
    }

    /** From now on connections stay open, and nothing passes. */
    void silence() {
        silent.incrementAndGet();
    }

    void passAgain() {
        silent.decrementAndGet();
    }

    /** Whatever passes, in either direction, passes this much later; negative takes a delay back. */
    void delayBy(int millis) {
        delayMillis.addAndGet(millis);
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket near = door.accept();
                if (refusing.get() > 0) {
                    reset(near);
                } else {
                    Thread.ofVirtual().start(() -> join(near));
                }
            } catch (IOException e) {
                // Closed, or one connection that failed before it was one.
            }
        }
    }

    private void join(Socket near) {
        try {
            var far = new Socket(InetAddress.getLoopbackAddress(), target);
            near.setTcpNoDelay(true);
            far.setTcpNoDelay(true);
            ends.add(near);
            ends.add(far);
            Thread.ofVirtual().start(() -> pass(near, far));
            pass(far, near);
        } catch (IOException e) {
            reset(near);
        }
    }

    private void pass(Socket from, Socket to) {
        try {
            var buffer = new byte[CHUNK];
            for (int read; (read = from.getInputStream().read(buffer)) >= 0; ) {
                int delay = delayMillis.get();
                if (delay > 0) {
                    Thread.sleep(delay);
                }
                while (silent.get() > 0) {
                    Thread.sleep(20);
                }
                to.getOutputStream().write(buffer, 0, read);
            }
        } catch (IOException e) {
            // Cut.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            reset(from);
            reset(to);
            ends.remove(from);
            ends.remove(to);
        }
    }

    private static void reset(Socket socket) {
        try {
            if (!socket.isClosed()) {
                socket.setSoLinger(true, 0);
            }
            socket.close();
        } catch (IOException e) {
            // It was closed meanwhile.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        cut();
    }
}
