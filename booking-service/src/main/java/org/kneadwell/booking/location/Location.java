package org.kneadwell.booking.location;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.UUID;

@Entity
@Table(name = "location")
class Location {

    @Id
    private UUID id;

    @Version
    private int version;

    private String name;
    private String address;
    private String jurisdiction;
    private String zone;

    @Column(name = "created_at")
    private Instant createdAt;

    @SuppressWarnings("NullAway.Init")
    protected Location() {}

    Location(UUID id, NewLocation from, Instant now) {
        this.id = id;
        this.name = from.name();
        this.address = from.address();
        this.jurisdiction = from.jurisdiction();
        this.zone = from.zone();
        this.createdAt = now;
    }

    void describe(String name, String address) {
        this.name = name;
        this.address = address;
    }

    int version() {
        return version;
    }

    UUID id() {
        return id;
    }

    LocationView view() {
        return new LocationView(id, name, address, jurisdiction, zone);
    }
}
