package org.kneadwell.booking.egress;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * Tells addresses of the public Internet from all others: our own machine, our network, the cloud's metadata service, and
 * whatever else a stranger could reach through us and not without us.
 */
final class PublicAddress {

    /**
     * Blocks of IPv4 that are not for everybody: IANA's registry of special-purpose addresses, also those of it that can be
     * reached from everywhere, because a network may answer them itself (AS112, AMT); and a cloud's server of settings and
     * names for its machines.
     */
    private static final List<Block> NOT_PUBLIC_4 = List.of(
            block(0, 0, 0, 0, 8),
            block(10, 0, 0, 0, 8),
            block(100, 64, 0, 0, 10),
            block(127, 0, 0, 0, 8),
            block(169, 254, 0, 0, 16),
            block(168, 63, 129, 16, 32),
            block(172, 16, 0, 0, 12),
            block(192, 0, 0, 0, 24),
            block(192, 0, 2, 0, 24),
            block(192, 31, 196, 0, 24),
            block(192, 52, 193, 0, 24),
            block(192, 88, 99, 0, 24),
            block(192, 168, 0, 0, 16),
            block(192, 175, 48, 0, 24),
            block(198, 18, 0, 0, 15),
            block(198, 51, 100, 0, 24),
            block(203, 0, 113, 0, 24),
            block(224, 0, 0, 0, 4),
            block(240, 0, 0, 0, 4));

    /** All of IPv6 that is public; mapped, translated, local and multicast addresses lie outside it. */
    private static final Block PUBLIC_6 = block6(3, 0x20, 0x00);

    /** What is not, inside of it: Teredo and other protocols, documentation (two), 6to4, which hides an IPv4 address, and AS112. */
    private static final List<Block> NOT_PUBLIC_6 = List.of(
            block6(23, 0x20, 0x01, 0x00),
            block6(32, 0x20, 0x01, 0x0d, 0xb8),
            block6(16, 0x20, 0x02),
            block6(48, 0x26, 0x20, 0x00, 0x4f, 0x80, 0x00),
            block6(20, 0x3f, 0xff, 0x00));

    private PublicAddress() {}

    static boolean is(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return NOT_PUBLIC_4.stream().noneMatch(block -> block.holds(bytes));
        }
        return PUBLIC_6.holds(bytes) && NOT_PUBLIC_6.stream().noneMatch(block -> block.holds(bytes));
    }

    private static final class Block {
        private final byte[] start;
        private final int bits;

        Block(byte[] start, int bits) {
            this.start = start;
            this.bits = bits;
        }

        boolean holds(byte[] address) {
            int whole = bits / 8;
            if (!Arrays.equals(address, 0, whole, start, 0, whole)) {
                return false;
            }
            int rest = bits % 8;
            int mask = (0xff << (8 - rest)) & 0xff;
            return rest == 0 || (address[whole] & mask) == (start[whole] & mask);
        }
    }

    private static Block block(int a, int b, int c, int d, int bits) {
        return new Block(new byte[] {(byte) a, (byte) b, (byte) c, (byte) d}, bits);
    }

    private static Block block6(int bits, int... start) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < start.length; i++) {
            bytes[i] = (byte) start[i];
        }
        return new Block(bytes, bits);
    }
}
