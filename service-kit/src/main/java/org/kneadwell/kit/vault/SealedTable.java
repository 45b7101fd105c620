package org.kneadwell.kit.vault;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A table with sealed values, in its column {@value #COLUMN}. Whatever keeps one {@link KeepsSealed says so}.
 *
 * @param idColumn the uuid that tells its rows apart
 * @param clientColumn whose row it is
 * @param moving a column that lay in clear before it was part of the document: what is still there goes into the member of its
 *     name when the client's key is changed; null: there is none
 */
public record SealedTable(
        String name,
        String idColumn,
        String clientColumn,
        @Nullable String moving) {

    static final String COLUMN = "sealed";

    /** With the usual columns {@code id} and {@code client_id}. */
    public SealedTable(String name) {
        this(name, "id", "client_id");
    }

    public SealedTable(String name, String idColumn, String clientColumn) {
        this(name, idColumn, clientColumn, null);
    }

    public Place place(UUID client, UUID row) {
        return new Place(name, COLUMN, client, row);
    }
}
