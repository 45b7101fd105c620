package org.kneadwell.kit.vault;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.kneadwell.events.Event;
import org.kneadwell.events.EventTypes;
import org.kneadwell.outbox.Delivery;
import org.kneadwell.outbox.NewEvent;
import org.kneadwell.outbox.PayloadSeal;

/**
 * Seals what events say of a client's health, by AES-256-GCM under a keyset that the services share: whoever reads an outbox, a
 * letter, a dump or what carries events on reads the name of the event and whose it is, and no more. The type and the aggregate
 * are authenticated with it, so that one moved to another client does not open.
 */
@ApplicationScoped
class SealedEvents implements PayloadSeal {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The one member of what is stored. */
    private static final String SEALED = "sealed";

    private final MasterKey key;

    SealedEvents(
            @ConfigProperty(name = "kneadwell.events.keyset-file") Optional<String> keysetFile,
            @ConfigProperty(name = "kneadwell.encryption.make-keyset", defaultValue = "false") boolean make) {
        Path file = keysetFile
                .map(Path::of)
                .orElseThrow(() -> new IllegalStateException("kneadwell.events.keyset-file is not set."));
        this.key = make ? MasterKey.readOrMake(file) : MasterKey.read(file);
    }

    void onStart(@Observes StartupEvent start) {
        key.primaryId(); // A service whose keyset cannot be read does not start.
    }

    @Override
    public String seal(NewEvent event, String json) {
        if (!(event.payload() instanceof Event said) || !EventTypes.tellsOfHealth(said.getClass())) {
            return json;
        }
        try {
            byte[] sealed = key.aead()
                    .encrypt(
                            json.getBytes(StandardCharsets.UTF_8),
                            place(event.type(), event.aggregateType(), event.aggregateId()));
            return JSON.writeValueAsString(Map.of(SEALED, sealed));
        } catch (GeneralSecurityException | JsonProcessingException e) {
            throw new IllegalStateException("An event could not be sealed.");
        }
    }

    @Override
    public String open(Delivery delivery, String stored) {
        try {
            var json = JSON.readTree(stored);
            if (!json.has(SEALED)) {
                return stored;
            }
            byte[] sealed = JSON.treeToValue(json.get(SEALED), byte[].class);
            return new String(
                    key.aead()
                            .decrypt(sealed, place(delivery.type(), delivery.aggregateType(), delivery.aggregateId())),
                    StandardCharsets.UTF_8);
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("A sealed event does not open with the services' keyset.");
        }
    }

    private static byte[] place(String type, String aggregateType, String aggregateId) {
        return ("event|" + type + "|" + aggregateType + "|" + aggregateId).getBytes(StandardCharsets.UTF_8);
    }
}
