package org.kneadwell.kit.vault;

import java.util.UUID;

/**
 * A table with sealed values, in its column {@value #COLUMN}. Whatever keeps one {@link KeepsSealed says so}.
 *
 * @param idColumn the uuid that tells its rows apart
 * @param clientColumn whose row it is
 */
public record SealedTable(String name, String idColumn, String clientColumn) {

    static final String COLUMN = "sealed";

    /** With the usual columns {@code id} and {@code client_id}. */
    public SealedTable(String name) {
        this(name, "id", "client_id");
    }

    public Place place(UUID client, UUID row) {
        return new Place(name, COLUMN, client, row);
    }
}
