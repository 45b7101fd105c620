package org.kneadwell.localstack.demo;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;

/** A therapist as a coordinator would enter them. */
public record DemoTherapist(
        DemoPerson person,
        String bio,
        DemoLocation location,
        List<String> styles,
        List<String> regions,
        int lowestIntensity,
        int highestIntensity,
        Qualities qualities,
        List<Hours> weekly,
        List<Service> services,
        Licence licence) {

    /** What matching asks of a therapist besides styles and regions (clinical rules, hard filters and score parts). */
    public record Qualities(
            boolean talksAboutPressure,
            boolean intakeProcess,
            boolean communicatesConsent,
            boolean modifiesPressure,
            boolean startsLighter,
            boolean movementWork,
            boolean therapeuticExperience) {}

    /** Open hours on one weekday, by the clocks of the location. */
    public record Hours(DayOfWeek day, LocalTime from, LocalTime to) {}

    /** What can be booked; the price is in whole units of the currency. */
    public record Service(String name, int minutes, int price, String currency) {}

    /** An unverified or expired licence keeps a therapist out of every match, with its reason. */
    public record Licence(String jurisdiction, String number, boolean verified, boolean expired) {}
}
