package org.kneadwell.kit.problem;

import jakarta.ws.rs.core.Response;

/** The title of a status: its standard phrase. */
final class Titles {

    private Titles() {}

    static String of(int status) {
        return switch (status) {
            case 422 -> "Unprocessable Content";
            case 413 -> "Content Too Large";
            default -> {
                Response.Status known = Response.Status.fromStatusCode(status);
                yield known == null ? "Error" : known.getReasonPhrase();
            }
        };
    }
}
