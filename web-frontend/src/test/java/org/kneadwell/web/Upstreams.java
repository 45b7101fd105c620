package org.kneadwell.web;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.Map;

/** Tells the gateway at which ports its services are; a test starts and stops them itself ({@link Clinic}). */
public final class Upstreams implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<String, String>();
        for (String service : Clinic.SERVICES) {
            try (var socket = new ServerSocket(0)) {
                settings.put("kneadwell.upstream." + service, "http://localhost:" + socket.getLocalPort());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        settings.put("kneadwell.upstream.patience", "4S");
        return settings;
    }

    @Override
    public void stop() {}
}
