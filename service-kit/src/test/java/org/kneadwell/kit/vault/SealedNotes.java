package org.kneadwell.kit.vault;

import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class SealedNotes implements KeepsSealed {

    static final SealedTable SEALED = new SealedTable("sealed_note", "id", "client_id", "topic");

    @Override
    public SealedTable sealed() {
        return SEALED;
    }
}
