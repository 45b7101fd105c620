package org.kneadwell.outbox;

/** An event of the tests. */
record Noted(String note) {

    static final String TYPE = "clinic.noted.v1";

    static NewEvent about(String aggregate, String note) {
        return new NewEvent("case", aggregate, TYPE, new Noted(note));
    }
}
