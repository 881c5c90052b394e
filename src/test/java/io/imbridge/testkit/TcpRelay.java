package io.imbridge.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A connection between a client and a server on this machine that can be cut, slowed and blocked. Safe for many
 * threads.
 */
public final class TcpRelay implements AutoCloseable {
    private static final int CHUNK_BYTES = 16 * 1024;
    private static final Duration LOOK = Duration.ofMillis(5);

    private final int target;
    private final ServerSocket door;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile Duration delay = Duration.ZERO;
    private volatile boolean cut;
    private volatile boolean blocked;
    private volatile int connections;
    private volatile int forgotten;

    /** Listens on {@link #port}, and passes bytes on to {@code target}. */
    public TcpRelay(int target) {
        this.target = target;
        try {
            this.door = new ServerSocket(FreePorts.next(), 50, InetAddress.getLoopbackAddress());
        } catch (IOException unable) {
            throw new UncheckedIOException(unable);
        }
        start("relay-door", this::accept);
    }

    public int port() {
        return door.getLocalPort();
    }

    /** Ends all connections, and ends every new one at once. */
    public void cut() {
        cut = true;
        open.forEach(TcpRelay::end);
    }

    /** Delays every 16 KiB in each direction of a connection by {@code each}. */
    public void slow(Duration each) {
        delay = each;
    }

    /** Keeps all connections open, and lets no byte through. */
    public void block() {
        blocked = true;
    }

    /**
     * Silently drops all later bytes of the existing connections, as network devices do with connections that were
     * quiet for long. New connections work.
     */
    public void forget() {
        forgotten = connections;
    }

    /** Works normally again. The bytes that {@link #block} kept go through. */
    public void fix() {
        cut = false;
        blocked = false;
        delay = Duration.ZERO;
    }

    private void accept() {
        try {
            while (true) {
                Socket client = door.accept();
                if (cut) {
                    end(client);
                } else {
                    connect(client);
                }
            }
        } catch (IOException closed) {
            // The relay was closed.
        }
    }

    private synchronized void connect(Socket client) {
        try {
            Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
            open.add(client);
            open.add(server);
            int number = ++connections;
            start("relay-there", () -> pump(client, server, number));
            start("relay-back", () -> pump(server, client, number));
        } catch (IOException nobody) {
            end(client);
        }
    }

    private void pump(Socket from, Socket to, int number) {
        byte[] chunk = new byte[CHUNK_BYTES];
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
                LockSupport.parkNanos(delay.toNanos());
                while (blocked && !to.isClosed()) {
                    LockSupport.parkNanos(LOOK.toNanos());
                }
                if (number > forgotten) {
                    out.write(chunk, 0, read);
                }
            }
        } catch (IOException ended) {
            // The other side ends too.
        } finally {
            end(from);
            end(to);
            open.remove(from);
            open.remove(to);
        }
    }

    private static void end(Socket socket) {
        try {
            socket.close();
        } catch (IOException gone) {
            // The close was intended.
        }
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        cut();
        try {
            door.close();
        } catch (IOException gone) {
            // The close was intended.
        }
    }
}
