package org.kneadwell.localstack.demo;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Everything the demo begins with. The same seed gives the same people, hours, services and answers. */
public record DemoData(
        DemoPerson coordinator,
        List<DemoLocation> locations,
        List<DemoTherapist> therapists,
        List<DemoClient> clients) {

    public static final long SEED = 20260301;
    private static final int THERAPISTS = 60;
    private static final int CLIENTS = 30;

    private static final List<String> FIRST_NAMES = List.of(
            "Aisha", "Amir", "Anouk", "Asger", "Bao", "Bea", "Carlos", "Chidi", "Daria", "Deniz", "Elif", "Emeka",
            "Esther", "Farid", "Freya", "Gita", "Hana", "Henrik", "Ines", "Ivo", "Jonas", "Jun", "Kaito", "Karin",
            "Lena", "Linh", "Luca", "Maren", "Mateo", "Mina", "Nadia", "Nils", "Noor", "Olga", "Omar", "Paula", "Petra",
            "Quentin", "Rana", "Ravi", "Rosa", "Sami", "Sanne", "Selma", "Tariq", "Tomas", "Uma", "Viktor", "Wanda",
            "Xenia", "Yara", "Yusuf", "Zofia", "Zoran");
    private static final List<String> LAST_NAMES = List.of(
            "Abebe",
            "Andersen",
            "Bauer",
            "Bianchi",
            "Castro",
            "Chen",
            "Dimitrov",
            "Dubois",
            "Eriksen",
            "Farah",
            "Fischer",
            "Garcia",
            "Gurung",
            "Haddad",
            "Horvat",
            "Ito",
            "Jansen",
            "Kaya",
            "Keller",
            "Kim",
            "Kowalski",
            "Larsen",
            "Lopez",
            "Marino",
            "Mbeki",
            "Moreau",
            "Nguyen",
            "Novak",
            "Okafor",
            "Olsen",
            "Park",
            "Petrov",
            "Quist",
            "Rahman",
            "Rossi",
            "Sato",
            "Schmid",
            "Silva",
            "Singh",
            "Tamm",
            "Thapa",
            "Urban",
            "Vargas",
            "Weber",
            "Wolf",
            "Yilmaz",
            "Zhang",
            "Ziegler");
    private static final List<String> STYLES = List.of(
            "relaxation",
            "deep_tissue",
            "trigger_point",
            "sports",
            "clinical_jing",
            "fascial",
            "movement_stretch",
            "self_massage_coaching");
    private static final List<String> REGIONS = List.of(
            "neck",
            "shoulders",
            "upper_back",
            "mid_back",
            "low_back",
            "hips",
            "glutes_piriformis",
            "hamstrings",
            "lower_legs",
            "jaw",
            "head",
            "forearms_wrists");
    private static final List<String> GOALS = List.of(
            "tightness_low_back_hips",
            "mobility_upper_back_shoulders",
            "looser_for_workouts_daily_life",
            "relax_stress",
            "knots",
            "tension_headache",
            "manage_chronic",
            "learn_self_care");
    private static final List<DemoClient.Story> STORIES = List.of(
            DemoClient.Story.WENT_WELL,
            DemoClient.Story.STILL_SORE,
            DemoClient.Story.ASSESSED,
            DemoClient.Story.TOO_FIRM,
            DemoClient.Story.WENT_WELL,
            DemoClient.Story.SILENT,
            DemoClient.Story.TOO_LIGHT,
            DemoClient.Story.BOOKED,
            DemoClient.Story.CANCELLED,
            DemoClient.Story.WENT_WELL);

    private static final ZoneId SHORE_TIME = ZoneId.of("Europe/Berlin");
    private static final ZoneId HARBOUR_TIME = ZoneId.of("America/New_York");
    private static final ZoneId HILL_TIME = ZoneId.of("Asia/Kathmandu");

    public static DemoData generate() {
        return generate(SEED);
    }

    static DemoData generate(long seed) {
        var random = new SplittableRandom(seed);
        var names = new Names(random.split());
        var locations = practices();
        var therapists = new ArrayList<DemoTherapist>();
        therapists.addAll(lettered(locations));
        var generatedTherapists = random.split();
        while (therapists.size() < THERAPISTS) {
            therapists.add(therapist(
                    names.next(DemoPerson.THERAPIST),
                    locations.get(therapists.size() % locations.size()),
                    therapists.size(),
                    generatedTherapists));
        }
        var clients = new ArrayList<DemoClient>();
        clients.add(new DemoClient(
                new DemoPerson("cleo", "Cleo", "Marsh", DemoPerson.CLIENT),
                "R1",
                SHORE_TIME.getId(),
                Map.of(),
                DemoClient.Story.FRESH));
        clients.add(new DemoClient(
                new DemoPerson("marta", "Marta", "Lindqvist", DemoPerson.CLIENT),
                "R1",
                SHORE_TIME.getId(),
                clientM(),
                DemoClient.Story.STILL_SORE));
        var generatedClients = random.split();
        while (clients.size() < CLIENTS) {
            clients.add(client(names.next(DemoPerson.CLIENT), clients.size(), generatedClients));
        }
        return new DemoData(
                new DemoPerson("cora", "Cora", "Brandt", DemoPerson.COORDINATOR),
                List.copyOf(locations),
                List.copyOf(therapists),
                List.copyOf(clients));
    }

    /** Everyone with an account, in a stable order. */
    public List<DemoPerson> people() {
        return Stream.of(
                        Stream.of(coordinator),
                        therapists.stream().map(DemoTherapist::person),
                        clients.stream().map(DemoClient::person))
                .flatMap(people -> people)
                .toList();
    }

    private static List<DemoLocation> practices() {
        return List.of(
                new DemoLocation("shore-mill", "Mill Lane Practice", "4 Mill Lane, Northshore", "R1", SHORE_TIME),
                new DemoLocation("harbour-pier", "Pier House", "19 Pier Street, Harbour Bay", "R2", HARBOUR_TIME),
                new DemoLocation("hill-garden", "Garden Rooms", "7 Terrace Road, Hill Valley", "R3", HILL_TIME),
                new DemoLocation("shore-station", "Station Rooms", "82 Station Road, Northshore", "R1", SHORE_TIME),
                new DemoLocation("harbour-park", "Park Side", "3 Park Row, Harbour Bay", "R2", HARBOUR_TIME),
                new DemoLocation("hill-bridge", "Bridge Practice", "55 Bridge Road, Hill Valley", "R3", HILL_TIME));
    }

    /** Therapists A to D of the worked cases of the clinical rules, to the letter. */
    private static List<DemoTherapist> lettered(List<DemoLocation> locations) {
        var shore = locations.get(0);
        var harbour = locations.get(1);
        return List.of(
                new DemoTherapist(
                        new DemoPerson("ada", "Ada", "Albrecht", DemoPerson.THERAPIST),
                        "Slow, focused deep work for backs and hips.",
                        shore,
                        List.of("relaxation", "deep_tissue"),
                        List.of("low_back", "hips"),
                        4,
                        7,
                        new DemoTherapist.Qualities(true, true, true, true, false, false, true),
                        weekdays(9, 17),
                        services("EUR", 60, 65),
                        licence("ada", "R1")),
                new DemoTherapist(
                        new DemoPerson("ben", "Ben", "Brugger", DemoPerson.THERAPIST),
                        "Begins light, adds movement, asks often.",
                        shore,
                        List.of("relaxation", "clinical_jing", "movement_stretch"),
                        List.of("low_back"),
                        2,
                        5,
                        new DemoTherapist.Qualities(true, true, true, true, true, true, true),
                        weekdays(10, 18),
                        services("EUR", 60, 70),
                        licence("ben", "R1")),
                new DemoTherapist(
                        new DemoPerson("cem", "Cem", "Cetin", DemoPerson.THERAPIST),
                        "Firm work for people who train.",
                        locations.get(3),
                        List.of("deep_tissue", "trigger_point", "sports"),
                        List.of("low_back", "hips", "upper_back"),
                        5,
                        7,
                        new DemoTherapist.Qualities(true, true, false, false, false, false, true),
                        weekdays(8, 16),
                        services("EUR", 60, 60),
                        licence("cem", "R1")),
                new DemoTherapist(
                        new DemoPerson("dora", "Dora", "Dunne", DemoPerson.THERAPIST),
                        "Gentle to firm, with time for movement.",
                        harbour,
                        List.of("relaxation", "clinical_jing", "movement_stretch"),
                        List.of("low_back", "hips"),
                        2,
                        7,
                        new DemoTherapist.Qualities(true, true, true, true, true, true, true),
                        weekdays(9, 17),
                        services("USD", 60, 95),
                        licence("dora", "R2")));
    }

    private static DemoTherapist therapist(
            DemoPerson person, DemoLocation location, int number, SplittableRandom random) {
        var styles = some(STYLES, 2 + random.nextInt(3), random);
        var regions = some(REGIONS, 2 + random.nextInt(4), random);
        var lowest = 1 + random.nextInt(4);
        var highest = Math.min(8, lowest + 2 + random.nextInt(4));
        var opens = 7 + random.nextInt(4);
        var currency = switch (location.jurisdiction()) {
            case "R1" -> "EUR";
            case "R2" -> "USD";
            default -> "NPR";
        };
        var price = "NPR".equals(currency) ? 2200 + 100 * random.nextInt(12) : 55 + 5 * random.nextInt(10);
        return new DemoTherapist(
                person,
                bio(styles, random),
                location,
                styles,
                regions,
                lowest,
                highest,
                // One in twelve does not talk about pressure, which keeps them out of every match and shows why.
                new DemoTherapist.Qualities(
                        number % 12 != 7,
                        random.nextInt(10) < 8,
                        random.nextInt(10) < 7,
                        random.nextInt(10) < 7,
                        random.nextInt(10) < 6,
                        random.nextInt(10) < 5,
                        random.nextInt(10) < 7),
                number % 3 == 0 ? partWeek(opens, opens + 7) : weekdays(opens, opens + 6 + random.nextInt(3)),
                services(currency, random.nextInt(2) == 0 ? 60 : 50, price),
                // Every licence of the demo is verified but two, and one has run out.
                new DemoTherapist.Licence(
                        location.jurisdiction(),
                        "LMT-" + location.jurisdiction() + "-" + (1000 + number),
                        number != 23 && number != 41,
                        number == 35));
    }

    private static DemoTherapist.Licence licence(String username, String jurisdiction) {
        return new DemoTherapist.Licence(
                jurisdiction, "LMT-" + jurisdiction + "-" + username.toUpperCase(java.util.Locale.ROOT), true, false);
    }

    private static String bio(List<String> styles, SplittableRandom random) {
        var openings = List.of(
                "Works slowly and asks often.",
                "Likes to begin with what you would like to do again.",
                "Keeps the room quiet and the pace unhurried.",
                "Explains each step before it begins.");
        return openings.get(random.nextInt(openings.size())) + " Mostly "
                + styles.getFirst().replace('_', ' ') + ".";
    }

    private static List<DemoTherapist.Hours> weekdays(int from, int to) {
        return Stream.of(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.WEDNESDAY, DayOfWeek.THURSDAY, DayOfWeek.FRIDAY)
                .map(day -> new DemoTherapist.Hours(day, LocalTime.of(from, 0), LocalTime.of(to, 0)))
                .toList();
    }

    private static List<DemoTherapist.Hours> partWeek(int from, int to) {
        return Stream.of(DayOfWeek.TUESDAY, DayOfWeek.THURSDAY, DayOfWeek.SATURDAY)
                .map(day -> new DemoTherapist.Hours(day, LocalTime.of(from, 0), LocalTime.of(to, 0)))
                .toList();
    }

    private static List<DemoTherapist.Service> services(String currency, int minutes, int price) {
        return List.of(
                new DemoTherapist.Service(minutes + "-minute massage", minutes, price, currency),
                new DemoTherapist.Service("90-minute massage", 90, price * 14 / 10, currency));
    }

    /** Client M of the worked cases, whose last therapist worked too firmly. */
    private static Map<String, Object> clientM() {
        var answers = everydayAnswers();
        answers.put("pain_regions", List.of("low_back", "hips"));
        answers.put("focus_areas", List.of("low_back", "hips"));
        answers.put("pressure_word", Map.of("low_back", "medium", "hips", "medium"));
        answers.put("goals", List.of("tightness_low_back_hips", "relax_stress"));
        answers.put("left_reason", "too_intense");
        answers.put("start_lighter", true);
        answers.put("want_movement", true);
        return answers;
    }

    private static DemoClient client(DemoPerson person, int number, SplittableRandom random) {
        var answers = everydayAnswers();
        var focus = some(REGIONS.subList(0, 8), 1 + random.nextInt(3), random);
        answers.put("pain_regions", focus);
        answers.put("focus_areas", focus);
        var words = List.of("light", "medium", "medium", "firm");
        var pressure = new LinkedHashMap<String, Object>();
        focus.forEach(region -> pressure.put(region, words.get(random.nextInt(words.size()))));
        answers.put("pressure_word", pressure);
        answers.put("goals", some(GOALS, 1 + random.nextInt(2), random));
        answers.put("baseline_pain", 2 + random.nextInt(5));
        answers.put("start_lighter", random.nextInt(3) == 0);
        answers.put("want_movement", random.nextInt(3) == 0);
        answers.put("bruises_easily", number % 11 == 4);
        if (number % 9 == 5) {
            answers.put("medications", List.of("blood_thinner"));
        }
        if (number % 9 == 7) {
            answers.put("conditions", List.of("controlled_blood_pressure"));
        }
        var jurisdiction = "R" + (1 + number % 3);
        var zone = switch (jurisdiction) {
            case "R1" -> SHORE_TIME;
            case "R2" -> HARBOUR_TIME;
            default -> HILL_TIME;
        };
        return new DemoClient(person, jurisdiction, zone.getId(), answers, STORIES.get(number % STORIES.size()));
    }

    /** An adult without any warning sign, who has been tight for some weeks. */
    private static Map<String, Object> everydayAnswers() {
        var answers = new LinkedHashMap<String, Object>();
        answers.put("duration", "4_12w");
        answers.put("cause_known", true);
        answers.put("worse_with", List.of("sitting"));
        answers.put("better_with", List.of("heat", "movement"));
        answers.put("baseline_pain", 4);
        answers.put("neuro", List.of("none"));
        answers.put("conditions", List.of("none"));
        answers.put("medications", List.of("none"));
        answers.put("sensitised", false);
        answers.put("bruises_easily", false);
        answers.put("draping", "standard");
        answers.put("expectation", "short_series");
        answers.put("pain_must_hurt_to_help", false);
        answers.put("left_reason", "na");
        answers.put("past_bad_experience", List.of("none"));
        answers.put("start_lighter", false);
        answers.put("want_movement", false);
        answers.put("aftercare_wish", List.of("reduce_soreness"));
        return answers;
    }

    private static List<String> some(List<String> of, int count, SplittableRandom random) {
        var left = new ArrayList<>(of);
        var taken = new ArrayList<String>();
        while (taken.size() < count && !left.isEmpty()) {
            taken.add(left.remove(random.nextInt(left.size())));
        }
        return List.copyOf(taken);
    }

    /** Distinct user names that still read like names. */
    private static final class Names {
        private final SplittableRandom random;
        private final Set<String> taken = new HashSet<>(Set.of("cleo", "marta", "ada", "ben", "cem", "dora", "cora"));

        Names(SplittableRandom random) {
            this.random = random;
        }

        DemoPerson next(String role) {
            var first = FIRST_NAMES.get(random.nextInt(FIRST_NAMES.size()));
            var last = LAST_NAMES.get(random.nextInt(LAST_NAMES.size()));
            var username = first.toLowerCase(java.util.Locale.ROOT);
            for (var number = 2; !taken.add(username); number++) {
                username = first.toLowerCase(java.util.Locale.ROOT) + number;
            }
            return new DemoPerson(username, first, last, role);
        }
    }
}
