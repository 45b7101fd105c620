package org.kneadwell.outbox;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "visit", schema = "desk")
public class Visit {

    @Id
    String id;

    String note;

    protected Visit() {}

    Visit(String id, String note) {
        this.id = id;
        this.note = note;
    }
}
