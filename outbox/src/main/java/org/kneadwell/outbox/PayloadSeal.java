package org.kneadwell.outbox;

/**
 * Seals what some events say, so that nobody reads it in a table, in a copy of one, or in what carries events on. A CDI bean of
 * this type is used if there is one; without it nothing is sealed.
 */
public interface PayloadSeal {

    /**
     * What is stored in place of a payload.
     *
     * @param json the payload as a JSON object
     * @return a JSON object, the same one when events of this type are not sealed
     */
    String seal(NewEvent event, String json);

    /**
     * The payload of an event that is about to be handed to its handlers. A failure counts as the handler's own: it is tried
     * again, and the event is parked in the end.
     *
     * @param stored what {@link #seal} gave; or a payload that was written before its type was sealed
     */
    String open(Delivery delivery, String stored);

    /** Seals nothing. */
    PayloadSeal NONE = new PayloadSeal() {
        @Override
        public String seal(NewEvent event, String json) {
            return json;
        }

        @Override
        public String open(Delivery delivery, String stored) {
            return stored;
        }
    };
}
