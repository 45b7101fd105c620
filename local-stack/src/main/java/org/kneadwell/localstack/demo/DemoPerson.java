package org.kneadwell.localstack.demo;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;

/** Someone with a demo account. The account id follows from the user name, so that every part names the same person. */
public record DemoPerson(String username, String firstName, String lastName, String role) {
    static final String CLIENT = "client";
    static final String THERAPIST = "therapist";
    static final String COORDINATOR = "coordinator";

    public DemoPerson {
        if (!username.matches("[a-z]+[0-9]*")) {
            throw new IllegalArgumentException("not a user name: " + username);
        }
    }

    public UUID id() {
        return UUID.nameUUIDFromBytes(("kneadwell demo account " + username).getBytes(StandardCharsets.UTF_8));
    }

    public String name() {
        return firstName + " " + lastName;
    }

    /** A reserved domain: no mail can leave for it. */
    public String email() {
        return username.toLowerCase(Locale.ROOT) + "@kneadwell.example";
    }
}
