package org.kneadwell.web;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which operations of the services an archive of a client's data is made of, and which not, and why. Together they are all that a
 * client may read; a test holds them against the services' API documents, so that a new operation is decided about.
 */
final class ArchiveContents {

    enum Service {
        BOOKING("Appointments and payments"),
        INTAKE("Intake and pressure plan"),
        FEEDBACK("Follow-ups");

        private final String title;

        Service(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        String key() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        private String api(String path) {
            return "/api/" + key() + "/v1" + path;
        }
    }

    /**
     * One operation.
     *
     * @param path with at most one parameter, and what must be asked for beyond that
     * @param list whether it answers with items, a page at a time
     * @param forEach whose items fill in the parameter of the path; null: there is none
     * @param title what it is called on the page; null: it is not shown there by itself
     */
    record Asked(
            Service service,
            String id,
            String path,
            boolean list,
            @Nullable ForEach forEach,
            @Nullable String title) {

        /** The same name may be used by several services. */
        String key() {
            return service.key() + "." + id;
        }
    }

    /**
     * @param of the key of a list that is asked for before
     * @param member of its items, whose values fill in the path
     */
    record ForEach(String of, String member) {}

    /** @param within the operation whose answer holds the very same; null: none does */
    record LeftOut(
            Service service,
            String id,
            String why,
            @Nullable String within) {}

    /** What is kept and can be read by no operation, or was not wanted. In words for the person whose data it is. */
    record NotHere(String what, String why) {}

    private static final String EVERY_STATE =
            "state=held&state=pending&state=booked&state=cancelled&state=completed" + "&state=no_show&state=expired";
    private static final String APPOINTMENTS = "booking.listAppointments";
    private static final String PURCHASES = "booking.listPackagePurchases";
    private static final String ASSESSMENTS = "intake.listAssessments";
    private static final String DRAFTS = "intake.listDrafts";

    /** In the order of asking; the record of accesses is last in each service, for it tells of this archive too. */
    static final List<Asked> ASKED = List.of(
            one(Service.BOOKING, "getProfile", "/me/profile", "Where you want to be treated"),
            list(Service.BOOKING, "listAppointments", "/appointments?" + EVERY_STATE, "Appointments"),
            each(Service.BOOKING, "getAppointment", "/appointments/{id}", APPOINTMENTS, "id", null),
            each(Service.BOOKING, "getSession", "/appointments/{id}/session", APPOINTMENTS, "id", "The session"),
            each(Service.BOOKING, "getBalance", "/appointments/{id}/balance", APPOINTMENTS, "id", "What it costs"),
            eachList(Service.BOOKING, "listPayments", "/appointments/{id}/payments", APPOINTMENTS, "Payments"),
            list(Service.BOOKING, "listSeries", "/series", "Series of appointments"),
            list(Service.BOOKING, "listPackagePurchases", "/package-purchases", "Packages you bought"),
            eachList(Service.BOOKING, "listPackagePayments", "/package-purchases/{id}/payments", PURCHASES, "Payments"),
            list(Service.BOOKING, "listWaitlist", "/waitlist", "Waiting list"),
            all(
                    Service.BOOKING,
                    "listBlockedTherapists",
                    "/me/blocked-therapists",
                    "Therapists you do not want to see"),
            all(Service.BOOKING, "listCalendarFeeds", "/calendar-feeds", "Calendar feeds"),
            list(Service.BOOKING, "listAccesses", "/accesses", "Who looked at what was said in sessions"),
            one(Service.INTAKE, "getConsent", "/consent", "Your consent now"),
            list(Service.INTAKE, "listConsents", "/consents", "Every consent you gave"),
            list(Service.INTAKE, "listDrafts", "/drafts", "Your answers"),
            each(Service.INTAKE, "getQuestionnaire", "/questionnaires/{version}", DRAFTS, "questionnaireVersion", null),
            list(Service.INTAKE, "listAssessments", "/assessments", "What your answers meant"),
            each(
                    Service.INTAKE,
                    "explainAssessment",
                    "/assessments/{id}/explanation",
                    ASSESSMENTS,
                    "id",
                    "The rules that applied"),
            one(Service.INTAKE, "getPressurePlan", "/pressure-plan", "Your pressure plan"),
            list(
                    Service.INTAKE,
                    "listPressurePlanChanges",
                    "/pressure-plan/history",
                    "Every change of your pressure plan"),
            all(Service.INTAKE, "listClearances", "/clearances", "Notes of clinicians"),
            each(
                    Service.INTAKE,
                    "getTodayCheck",
                    "/appointments/{appointmentId}/today-check",
                    APPOINTMENTS,
                    "id",
                    "What you said before the session"),
            one(Service.INTAKE, "getErasure", "/erasure", "Being forgotten"),
            list(Service.INTAKE, "listAccesses", "/accesses", "Who looked at your intake"),
            list(Service.FEEDBACK, "listFollowUps", "/follow-ups", "Follow-ups and your answers"),
            one(Service.FEEDBACK, "getOutcomes", "/outcomes", "How you are doing"),
            one(Service.FEEDBACK, "getPlan", "/plan", "The next step that was suggested"),
            list(Service.FEEDBACK, "listAccesses", "/accesses", "Who looked at your follow-ups"));

    private static final String FOR_EVERYBODY = "It is the same for everybody and says nothing about you.";
    private static final String OF_THE_MOMENT =
            "It is worked out for the moment it is asked for, from what is in here, and is not kept.";

    static final List<LeftOut> LEFT_OUT = List.of(
            same(Service.BOOKING, "getSeries", "listSeries"),
            same(Service.BOOKING, "getPackagePurchase", "listPackagePurchases"),
            same(Service.BOOKING, "getWaitlistEntry", "listWaitlist"),
            left(Service.BOOKING, "listAlternatives", OF_THE_MOMENT),
            left(Service.BOOKING, "listMatches", OF_THE_MOMENT),
            left(Service.BOOKING, "listSlots", OF_THE_MOMENT),
            left(Service.BOOKING, "listTherapists", FOR_EVERYBODY),
            left(Service.BOOKING, "getTherapist", FOR_EVERYBODY),
            left(Service.BOOKING, "listPackages", FOR_EVERYBODY),
            left(Service.BOOKING, "listJurisdictions", FOR_EVERYBODY),
            left(Service.BOOKING, "listPlaces", FOR_EVERYBODY),
            left(
                    Service.BOOKING,
                    "readCalendar",
                    "It is your appointments in another form, by a secret address that only its owner has."),
            same(Service.INTAKE, "getOpenDraft", "listDrafts"),
            same(Service.INTAKE, "getDraft", "listDrafts"),
            same(Service.INTAKE, "getCurrentAssessment", "listAssessments"),
            same(Service.INTAKE, "getAssessment", "listAssessments"),
            left(Service.INTAKE, "getCurrentQuestionnaire", FOR_EVERYBODY),
            left(Service.INTAKE, "getCurrentConsentText", FOR_EVERYBODY),
            same(Service.FEEDBACK, "getFollowUp", "listFollowUps"),
            left(Service.FEEDBACK, "getSelfCare", OF_THE_MOMENT));

    static final List<NotHere> NOT_HERE = List.of(
            new NotHere(
                    "The secret address of your calendar feed",
                    "Whoever has it can read your appointments; only a trace of it is kept."),
            new NotHere(
                    "What the booking part keeps for matching: the ceiling, styles, goals, places, and target numbers",
                    "It is a copy of what your answers meant and of your pressure plan, which are here."),
            new NotHere(
                    "Your name, address and language as they were when you booked, which mails you were sent and when, and"
                            + " earlier offers of the waiting list",
                    "No part of Kneadwell tells them yet. Please ask us."),
            new NotHere(
                    "Your account: name, address, password and sign-ins", "It is kept where you sign in, not here."));

    private ArchiveContents() {}

    private static Asked one(Service service, String id, String path, String title) {
        return new Asked(service, id, service.api(path), false, null, title);
    }

    private static Asked list(Service service, String id, String path, String title) {
        return new Asked(
                service, id, service.api(path + (path.contains("?") ? "&" : "?") + "limit=100"), true, null, title);
    }

    /** A list that comes whole. */
    private static Asked all(Service service, String id, String path, String title) {
        return new Asked(service, id, service.api(path), true, null, title);
    }

    private static Asked each(
            Service service, String id, String path, String of, String member, @Nullable String title) {
        return new Asked(service, id, service.api(path), false, new ForEach(of, member), title);
    }

    private static Asked eachList(Service service, String id, String path, String of, String title) {
        return new Asked(service, id, service.api(path + "?limit=100"), true, new ForEach(of, "id"), title);
    }

    private static LeftOut same(Service service, String id, String list) {
        return new LeftOut(service, id, "All of them are in " + list + ".", list);
    }

    private static LeftOut left(Service service, String id, String why) {
        return new LeftOut(service, id, why, null);
    }
}
