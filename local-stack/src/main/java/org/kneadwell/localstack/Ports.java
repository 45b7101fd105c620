package org.kneadwell.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The eight ports of one running platform, all on the loopback address. */
record Ports(int gateway, int intake, int booking, int feedback, int keycloak, int mailPage, int smtp, int postgres) {

    static Ports usual() {
        return new Ports(8080, 8081, 8082, 8083, 8180, 8025, 1025, 55432);
    }

    /** Eight ports in a row, for a second platform on the same machine. */
    static Ports from(int first) {
        if (first < 1024 || first > 65535 - 7) {
            throw new IllegalArgumentException("--ports-from takes a number from 1024 to 65528, not " + first);
        }
        return new Ports(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6, first + 7);
    }

    String baseUrl() {
        return "http://localhost:" + gateway;
    }

    String keycloakUrl() {
        return "http://localhost:" + keycloak;
    }

    String issuer() {
        return keycloakUrl() + "/realms/kneadwell";
    }

    String mailUrl() {
        return "http://localhost:" + mailPage;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://localhost:" + postgres + "/kneadwell";
    }

    /** The ports something else listens on, with what we want them for. */
    List<String> taken() {
        return wanted().entrySet().stream()
                .filter(port -> !isFree(port.getValue()))
                .map(port -> port.getValue() + " (" + port.getKey() + ")")
                .toList();
    }

    private Map<String, Integer> wanted() {
        var wanted = new LinkedHashMap<String, Integer>();
        wanted.put("web front", gateway);
        wanted.put("intake-service", intake);
        wanted.put("booking-service", booking);
        wanted.put("feedback-service", feedback);
        wanted.put("Keycloak", keycloak);
        wanted.put("mail page", mailPage);
        wanted.put("mail", smtp);
        wanted.put("PostgreSQL", postgres);
        return wanted;
    }

    private static boolean isFree(int port) {
        // A listener on the wildcard address shows only when somebody binds the same address, so both are tried.
        return canBind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                && canBind(new InetSocketAddress(port));
    }

    private static boolean canBind(InetSocketAddress address) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(address);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
