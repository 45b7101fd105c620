package org.kneadwell.booking.series;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.appointment.AppointmentDetails;
import org.kneadwell.booking.appointment.AppointmentView;
import org.kneadwell.booking.appointment.BookingClient;
import org.kneadwell.booking.appointment.Bookings;
import org.kneadwell.booking.appointment.Party;
import org.kneadwell.booking.appointment.Placement;
import org.kneadwell.booking.appointment.Placement.NotPlaced;
import org.kneadwell.booking.appointment.Placement.Placed;
import org.kneadwell.booking.appointment.Wish;
import org.kneadwell.booking.client.ClientStanding;
import org.kneadwell.booking.series.SeriesChange.Scope;
import org.kneadwell.booking.series.SeriesOutcome.Conflicts;
import org.kneadwell.booking.series.SeriesOutcome.Made;
import org.kneadwell.booking.series.SeriesOutcome.Nonsense;
import org.kneadwell.booking.series.SeriesOutcome.NotOffered;
import org.kneadwell.booking.series.SeriesOutcome.Previewed;
import org.kneadwell.booking.series.SeriesOutcome.TrialFirst;
import org.kneadwell.booking.series.SeriesOutcome.Unknown;
import org.kneadwell.booking.series.SeriesStore.Row;
import org.kneadwell.booking.series.SeriesStore.Series;
import org.kneadwell.booking.series.SeriesView.Occurrence;
import org.kneadwell.booking.slot.Offer;
import org.kneadwell.booking.slot.SlotSearch;
import org.kneadwell.booking.slot.engine.WallClock;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.language.CallersLanguage;
import org.kneadwell.kit.language.Sentence;

/** Books, changes and cancels sessions together; each on its own terms, so that one that cannot be had does not cost the others. */
@ApplicationScoped
class SeriesService {

    private static final Set<String> LIVE = Set.of("booked", "pending");

    private final SeriesStore store;
    private final Bookings bookings;
    private final SlotSearch slots;
    private final ClientStanding standing;
    private final CallersLanguage language;
    private final Clock clock;

    SeriesService(
            SeriesStore store,
            Bookings bookings,
            SlotSearch slots,
            ClientStanding standing,
            CallersLanguage language,
            Clock clock) {
        this.store = store;
        this.bookings = bookings;
        this.slots = slots;
        this.standing = standing;
        this.language = language;
        this.clock = clock;
    }

    /** What booking would bring: it is booked, and undone, so that the answer cannot differ from what booking does. */
    SeriesOutcome preview(BookingClient client, NewSeries wanted) {
        QuarkusTransaction.begin();
        try {
            return prepared(client, wanted, plan -> {
                List<Occurrence> occurrences = attempt(client, wanted, plan).stream()
                        .map(Attempt::bookable)
                        .toList();
                return new Previewed(new SeriesPreview(plan.zone.getId(), occurrences, notes(client.id(), wanted)));
            });
        } finally {
            QuarkusTransaction.rollback();
        }
    }

    /** Books what can be booked. A refusal may leave bookings behind that the caller has to undo with the transaction. */
    @Transactional
    SeriesOutcome book(BookingClient client, NewSeries wanted) {
        return prepared(client, wanted, plan -> {
            List<Attempt> attempts = attempt(client, wanted, plan);
            List<Occurrence> occurrences =
                    attempts.stream().map(Attempt::occurrence).toList();
            if (attempts.stream().allMatch(attempt -> attempt.booked == null)) {
                return new Conflicts("nothing-booked", "None of these times can be booked.", occurrences);
            }
            if (wanted.wholeOnly() && attempts.stream().anyMatch(attempt -> attempt.booked == null)) {
                return new Conflicts(
                        "series-conflict",
                        "Not all of these times can be booked, and you asked for all or none.",
                        attempts.stream().map(Attempt::bookable).toList());
            }
            var series = new Series(
                    Ids.next(),
                    0,
                    client.id(),
                    wanted.therapistId(),
                    plan.offer.therapistAccountId(),
                    plan.offer.therapistName(),
                    wanted.serviceId(),
                    plan.offer.serviceName(),
                    wanted.locationId(),
                    plan.zone,
                    wanted.start(),
                    wanted.every(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS));
            store.add(
                    series,
                    attempts.stream().map(attempt -> attempt.row(series.id())).toList());
            return new Made(view(series, occurrences), series.version());
        });
    }

    /** Moves one occurrence, or it and those that follow; each keeps its time where the new one is refused. */
    @Transactional
    SeriesOutcome change(BookingClient client, UUID id, SeriesChange change) {
        Optional<Series> found = store.lock(id, client.id());
        if (found.isEmpty()) {
            return new Unknown();
        }
        Series series = found.get();
        Map<Integer, Standing> all = standings(series);
        Standing named = all.get(change.number());
        if (named == null) {
            return new Nonsense("number", "The series has no such occurrence.");
        }
        if (change.date() == null && change.time() == null) {
            return new Nonsense("date", "A change needs a new date, a new time or both.");
        }
        if (change.scope() == Scope.ONE && !named.mayChange(clock.instant()) && named.appointment != null) {
            return new Conflicts("too-late", "It can no longer be changed.", List.of(named.occurrence()));
        }
        LocalDate date = change.date() == null ? named.local().toLocalDate() : change.date();
        long days = ChronoUnit.DAYS.between(named.local().toLocalDate(), date);

        List<Standing> meant = all.values().stream()
                .filter(one -> change.scope() == Scope.ONE
                        ? one == named
                        : one.row.number() >= change.number() && one.mayChange(clock.instant()))
                .sorted(Comparator.comparing(one -> one.row.number()))
                .toList();
        // Those that move later go last one first, so that none has to wait for the time of the next to become free.
        boolean later =
                days > 0 || (days == 0 && isLater(change.time(), named.local().toLocalTime()));
        Map<Integer, Occurrence> results = new HashMap<>();
        boolean changed = false;
        for (Standing one : later ? meant.reversed() : meant) {
            Instant start = start(series, one.local(), days, change.time());
            Placement placement = one.appointment == null
                    ? bookings.book(
                            client, new Wish(series.therapistId(), series.serviceId(), series.locationId(), start))
                    : bookings.move(one.appointment.id(), series.locationId(), start, Party.CLIENT);
            switch (placement) {
                case Placed(AppointmentDetails now) -> {
                    if (one.appointment == null) {
                        store.booked(id, one.row.number(), start, now.id());
                    }
                    results.put(one.row.number(), occurrence(one.row.number(), now));
                    changed = true;
                }
                case NotPlaced(String code, String sentence, var alternatives) ->
                    results.put(one.row.number(), one.occurrence().unchanged(code, sentence, alternatives));
            }
        }
        if (!changed) {
            return new Conflicts(
                    "nothing-changed",
                    "Nothing could be changed; all times are as they were.",
                    results.values().stream()
                            .sorted(Comparator.comparing(Occurrence::number))
                            .toList());
        }
        store.touch(id);
        return new Made(
                view(
                        series,
                        all.values().stream()
                                .map(one ->
                                        Objects.requireNonNullElseGet(results.get(one.row.number()), one::occurrence))
                                .toList()),
                series.version() + 1);
    }

    /** Cancels one occurrence, or it and those that follow. */
    @Transactional
    SeriesOutcome cancel(UUID clientId, UUID id, SeriesChange.Cancellation wanted) {
        Optional<Series> found = store.lock(id, clientId);
        if (found.isEmpty()) {
            return new Unknown();
        }
        Series series = found.get();
        Map<Integer, Standing> all = standings(series);
        if (!all.containsKey(wanted.number())) {
            return new Nonsense("number", "The series has no such occurrence.");
        }
        List<Standing> meant = all.values().stream()
                .filter(one -> wanted.scope() == Scope.ONE
                        ? one.row.number() == wanted.number()
                        : one.row.number() >= wanted.number())
                .toList();
        boolean cancelledBefore = meant.stream()
                .anyMatch(one ->
                        one.appointment != null && one.appointment.state().equals("cancelled"));
        boolean cancelled = false;
        for (Standing one : meant) {
            if (one.appointment != null && one.mayChange(clock.instant())) {
                cancelled |= bookings.cancel(one.appointment.id(), Party.CLIENT, wanted.reason());
            }
        }
        if (cancelled) {
            store.touch(id);
        } else if (!cancelledBefore) {
            return new Conflicts(
                    "too-late",
                    "Nothing is left that could be cancelled.",
                    meant.stream().map(Standing::occurrence).toList());
        }
        return new Made(
                view(
                        series,
                        standings(series).values().stream()
                                .map(Standing::occurrence)
                                .toList()),
                series.version() + (cancelled ? 1 : 0));
    }

    @Transactional
    Optional<Made> one(UUID accountId, UUID id) {
        return store.find(id)
                .filter(series -> accountId.equals(series.clientId()) || accountId.equals(series.therapistAccountId()))
                .map(series -> new Made(views(accountId, List.of(series)).getFirst(), series.version()));
    }

    @Transactional
    List<SeriesView> list(UUID accountId, boolean asClient, boolean asTherapist, @Nullable UUID before, int limit) {
        return views(accountId, store.of(accountId, asClient, asTherapist, before, limit));
    }

    private SeriesOutcome prepared(BookingClient client, NewSeries wanted, Function<Plan, SeriesOutcome> with) {
        Optional<Offer> offered = slots.offer(wanted.therapistId(), wanted.serviceId());
        if (offered.isEmpty()) {
            return new NotOffered();
        }
        UUID location = wanted.locationId();
        Optional<ZoneId> zone = location == null
                ? store.zoneOn(wanted.therapistId(), wanted.start().toLocalDate())
                : store.zone(location);
        if (zone.isEmpty()) {
            return new Nonsense("locationId", "There is no such location.");
        }
        Map<Integer, OffsetDateTime> replaced = new HashMap<>();
        for (NewSeries.Replacement replacement : wanted.replaced()) {
            if (replacement.number() > wanted.times()) {
                return new Nonsense("replacements", "The series has no occurrence " + replacement.number() + ".");
            }
            if (replaced.put(replacement.number(), replacement.start()) != null) {
                return new Nonsense("replacements", "Occurrence " + replacement.number() + " is replaced twice.");
            }
        }
        // A first session shows whether it helps at all; more of them are offered after that, never before.
        if (!standing.hasVisited(client.id(), wanted.therapistId())) {
            return new TrialFirst();
        }
        return with.apply(new Plan(offered.get(), zone.get(), replaced));
    }

    /** A wish that makes sense. */
    private record Plan(Offer offer, ZoneId zone, Map<Integer, OffsetDateTime> replaced) {}

    /** @param booked null: it was refused, and the occurrence says why */
    private record Attempt(
            int number, Instant wanted, @Nullable AppointmentDetails booked, Occurrence occurrence) {

        Row row(UUID seriesId) {
            return new Row(seriesId, number, wanted, booked == null ? null : booked.id());
        }

        Occurrence bookable() {
            return booked == null ? occurrence : Occurrence.of(number, "bookable", booked.time(), null);
        }
    }

    private List<Attempt> attempt(BookingClient client, NewSeries wanted, Plan plan) {
        var attempts = new ArrayList<Attempt>();
        for (int number = 1; number <= wanted.times(); number++) {
            LocalDateTime local = wanted.start().plus(wanted.every().period().multipliedBy(number - 1));
            ZoneId zone = wanted.locationId() == null
                    ? store.zoneOn(wanted.therapistId(), local.toLocalDate()).orElse(plan.zone)
                    : plan.zone;
            OffsetDateTime instead = plan.replaced.get(number);
            Wish wish = instead == null
                    ? new Wish(
                            wanted.therapistId(),
                            wanted.serviceId(),
                            wanted.locationId(),
                            WallClock.instant(local, zone))
                    : Wish.written(wanted.therapistId(), wanted.serviceId(), wanted.locationId(), instead);
            Instant start = wish.start();
            attempts.add(
                    switch (bookings.book(client, wish)) {
                        case Placed(AppointmentDetails booked) ->
                            new Attempt(number, start, booked, occurrence(number, booked));
                        case NotPlaced(String code, String sentence, var alternatives) ->
                            new Attempt(
                                    number,
                                    start,
                                    null,
                                    Occurrence.refused(number, start, code, sentence, alternatives));
                    });
        }
        return attempts;
    }

    private List<String> notes(UUID clientId, NewSeries wanted) {
        return standing.suggested(clientId)
                .filter(step -> step.therapistId().equals(wanted.therapistId()))
                .map(step -> Sentence.all(PlanNotes.on(step, wanted.times(), wanted.every()), language.get()))
                .orElse(List.of());
    }

    private Instant start(Series series, LocalDateTime local, long days, @Nullable LocalTime time) {
        LocalDate date = local.toLocalDate().plusDays(days);
        ZoneId zone = series.locationId() == null
                ? store.zoneOn(series.therapistId(), date).orElse(series.zone())
                : series.zone();
        return WallClock.instant(date.atTime(time == null ? local.toLocalTime() : time), zone);
    }

    private static boolean isLater(@Nullable LocalTime time, LocalTime than) {
        return time != null && time.isAfter(than);
    }

    /** An occurrence with where it stands. */
    private record Standing(Row row, @Nullable AppointmentDetails appointment, ZoneId zone) {

        LocalDateTime local() {
            return appointment == null
                    ? LocalDateTime.ofInstant(row.wantedAt(), zone)
                    : LocalDateTime.ofInstant(appointment.time().start(), appointment.zone());
        }

        boolean mayChange(Instant now) {
            return appointment != null
                    && LIVE.contains(appointment.state())
                    && appointment.time().start().isAfter(now);
        }

        Occurrence occurrence() {
            return appointment == null
                    ? new Occurrence(row.number(), "refused", row.wantedAt(), null, null, null, null, List.of())
                    : SeriesService.occurrence(row.number(), appointment);
        }
    }

    /** By number, in order. */
    private Map<Integer, Standing> standings(Series series) {
        return standings(List.of(series)).getOrDefault(series.id(), Map.of());
    }

    private Map<UUID, Map<Integer, Standing>> standings(List<Series> all) {
        Map<UUID, List<Row>> rows = store.rows(all.stream().map(Series::id).toList());
        List<UUID> ids = rows.values().stream()
                .flatMap(List::stream)
                .map(Row::appointmentId)
                .filter(Objects::nonNull)
                .toList();
        Map<UUID, AppointmentDetails> appointments = ids.isEmpty()
                ? Map.of()
                : bookings.find(ids).stream().collect(Collectors.toMap(AppointmentDetails::id, Function.identity()));
        Map<UUID, Map<Integer, Standing>> standings = new HashMap<>();
        for (Series series : all) {
            Map<Integer, Standing> numbered = new LinkedHashMap<>();
            for (Row row : rows.getOrDefault(series.id(), List.of())) {
                UUID appointment = row.appointmentId();
                numbered.put(
                        row.number(),
                        new Standing(row, appointment == null ? null : appointments.get(appointment), series.zone()));
            }
            standings.put(series.id(), numbered);
        }
        return standings;
    }

    private List<SeriesView> views(UUID viewer, List<Series> all) {
        Map<UUID, Map<Integer, Standing>> standings = standings(all);
        return all.stream()
                .map(series -> view(
                        series,
                        standings.getOrDefault(series.id(), Map.of()).values().stream()
                                // What came to nothing is the client's own business.
                                .filter(one -> one.appointment != null || viewer.equals(series.clientId()))
                                .map(Standing::occurrence)
                                .toList()))
                .toList();
    }

    private static Occurrence occurrence(int number, AppointmentDetails appointment) {
        return Occurrence.of(number, appointment.state(), appointment.time(), appointment.id());
    }

    private static SeriesView view(Series series, List<Occurrence> occurrences) {
        return new SeriesView(
                series.id(),
                new AppointmentView.Person(series.therapistId(), series.therapistName()),
                new SeriesView.Session(series.serviceId(), series.serviceName()),
                series.zone().getId(),
                series.firstStart(),
                series.every(),
                occurrences.size(),
                series.createdAt(),
                occurrences);
    }
}
