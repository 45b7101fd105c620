package org.kneadwell.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The name of an event on the wire, with its version, and the kind of aggregate it belongs to. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface EventType {

    /** Such as {@code booking.appointment-booked.v1}; the schema is {@code schemas/<value>.json} on the class path. */
    String value();

    /** Such as {@code appointment}. */
    String aggregate();

    /** Whether it tells of a client's health, so that what it says is sealed where it is stored. */
    boolean health() default false;
}
