package org.kneadwell.kit.vault;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * Where a sealed value lies. It is authenticated with the value, so that one moved to another row, column or client does not
 * open.
 *
 * @param client whose key seals it
 * @param row the id of the row
 */
public record Place(String table, String column, UUID client, UUID row) {

    byte[] associatedData() {
        return (table + "|" + column + "|" + client + "|" + row).getBytes(StandardCharsets.UTF_8);
    }
}
