package org.kneadwell.web;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.http.HttpClientOptions;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.Optional;

/**
 * How the gateway reaches services whose addresses begin with {@code https}: their certificate has to be of a name that was asked for
 * and by somebody the TLS configuration {@code services} trusts ({@code quarkus.tls.services.*}), or else the JDK.
 */
@ApplicationScoped
class ServiceTls {

    private final Optional<TlsConfiguration> trusted;

    ServiceTls(TlsConfigurationRegistry configurations) {
        this.trusted = configurations.get("services");
    }

    /** The options for connections to this service. */
    HttpClientOptions apply(HttpClientOptions options, URI service) {
        if (isTls(service)) {
            options.setSsl(true).setVerifyHost(true);
            trusted.map(TlsConfiguration::getTrustStoreOptions).ifPresent(options::setTrustOptions);
        }
        return options;
    }

    HttpClient.Builder apply(HttpClient.Builder client) {
        if (trusted.isPresent()) {
            try {
                client.sslContext(trusted.get().createSSLContext());
            } catch (Exception e) {
                throw new IllegalStateException("The certificates that services are trusted by cannot be used.", e);
            }
        }
        return client;
    }

    static int port(URI service) {
        if (service.getPort() != -1) {
            return service.getPort();
        }
        return isTls(service) ? 443 : 80;
    }

    private static boolean isTls(URI service) {
        return "https".equals(service.getScheme());
    }
}
