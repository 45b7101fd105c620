package org.kneadwell.outbox;

/** Where the engine reports numbers to. */
interface Meters {

    void handled(String type, long nanos);

    void batch(String subscription, int events);

    /** @param seconds age of the oldest event not yet applied, 0 if there is none */
    void lag(String subscription, int shard, long events, double seconds);

    void parked(String subscription, long letters);

    /** @param seconds age of the oldest own event that some subscriber has not reported as applied, 0 if there is none */
    void unsent(double seconds);

    /** Micrometer's where it is on the class path, otherwise none. */
    static Meters find() {
        try {
            Class.forName("io.micrometer.core.instrument.Metrics", false, Meters.class.getClassLoader());
            return new MicrometerMeters();
        } catch (ClassNotFoundException e) {
            return new None();
        }
    }

    /** Keeps nothing. */
    final class None implements Meters {

        @Override
        public void handled(String type, long nanos) {}

        @Override
        public void batch(String subscription, int events) {}

        @Override
        public void lag(String subscription, int shard, long events, double seconds) {}

        @Override
        public void parked(String subscription, long letters) {}

        @Override
        public void unsent(double seconds) {}
    }
}
