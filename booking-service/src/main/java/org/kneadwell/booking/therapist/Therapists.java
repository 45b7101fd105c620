package org.kneadwell.booking.therapist;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.catalogue.ChangeLog;
import org.kneadwell.booking.catalogue.Kept;
import org.kneadwell.booking.credential.LicenceView;
import org.kneadwell.booking.credential.Licences;
import org.kneadwell.booking.fit.LicencePeriod;
import org.kneadwell.booking.fit.TherapistOffer;
import org.kneadwell.booking.fit.TherapistOffer.Shown;
import org.kneadwell.booking.fit.Traits;
import org.kneadwell.booking.location.LocationView;
import org.kneadwell.booking.location.Locations;
import org.kneadwell.booking.sql.Sql;
import org.kneadwell.booking.therapist.TherapistView.LicenceLine;
import org.kneadwell.events.TherapistPublished;
import org.kneadwell.kit.events.Events;
import org.kneadwell.kit.id.Ids;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;
import org.kneadwell.kit.security.Caller;
import org.kneadwell.vocabulary.BodyRegion;
import org.kneadwell.vocabulary.IntensityBand;
import org.kneadwell.vocabulary.MassageStyle;

/** Keeps therapists and reads them with all that belongs to them: a fixed number of queries, however many there are. */
@ApplicationScoped
public class Therapists {

    /** A therapist with the version its ETag is made of. */
    record Versioned(TherapistView view, int version) {}

    private static final Set<String> LANGUAGES = Set.of(Locale.getISOLanguages());

    /** What is said of a therapist before anybody can book. */
    private static final List<String> OF_THERAPIST = List.of(
            "licence",
            "service",
            "working_hours",
            "date_override",
            "time_off",
            "booking_rules",
            "therapist_base",
            "travel_time");

    private final TherapistRepository therapists;
    private final Locations locations;
    private final Licences licences;
    private final Events events;
    private final Sql sql;
    private final Clock clock;
    private final Event<TherapistSignedIn> signIns;
    private final Kept<Published> published;

    Therapists(
            TherapistRepository therapists,
            Locations locations,
            Licences licences,
            Events events,
            Sql sql,
            ChangeLog changes,
            Event<TherapistSignedIn> signIns,
            Clock clock) {
        this.therapists = therapists;
        this.locations = locations;
        this.licences = licences;
        this.events = events;
        this.sql = sql;
        this.clock = clock;
        this.signIns = signIns;
        this.published = new Kept<>(changes, new ReadingPublished());
    }

    /**
     * Whether the caller may manage this therapist: a coordinator may any, a therapist only itself.
     *
     * @throws RuntimeException the 404 of a therapist that does not exist, when not
     */
    @Transactional
    public void requireManageable(UUID id, Caller caller) {
        manageable(id, caller);
    }

    /**
     * Published therapists with everything matching needs and a client sees, by name and then by id. They are kept in memory; who
     * was changed is read again first, so that nothing that was committed before is missing.
     */
    @Transactional
    public List<PublishedTherapist> published() {
        return published.current().inOrder;
    }

    /** So that nobody's first search waits for it. */
    @Transactional
    void atStart(@Observes StartupEvent started) {
        published.current();
    }

    /** What matching weighs of one published therapist, of the same that are kept in memory. */
    @Transactional
    public Optional<TherapistOffer> publishedOffer(UUID id) {
        return Optional.ofNullable(published.current().byId.get(id)).map(PublishedTherapist::offer);
    }

    /** The zone in which a therapist's hours are meant; empty for an unknown therapist. */
    @Transactional
    public Optional<ZoneId> zone(UUID id) {
        return therapists
                .findByIdOptional(id)
                .map(therapist -> ZoneId.of(locationOf(therapist).zone()));
    }

    @Transactional
    Versioned add(TherapistProfile profile) {
        check(profile);
        if (therapists.count("accountId", profile.accountId()) > 0) {
            throw Problems.of(409, "account-taken", "This account already belongs to a therapist.");
        }
        var therapist = new Therapist(Ids.next(), profile, clock.instant());
        therapists.persistAndFlush(therapist);
        return whole(therapist);
    }

    /** Enters a therapist, not yet published. @return its id */
    @Transactional
    public UUID enter(TherapistProfile profile) {
        return add(profile).view.id();
    }

    /**
     * Takes back a therapist who was never published, with what was said of it.
     *
     * @return whether it is gone; not if it was published
     */
    @Transactional
    public boolean takeBack(UUID id) {
        if (sql.list("select id from therapist where id = ? and published_at is null for update", row -> id, id)
                .isEmpty()) {
            return therapists.count("id", id) == 0;
        }
        for (String table : OF_THERAPIST) {
            sql.update("delete from " + table + " where therapist_id = ?", id);
        }
        return sql.update("delete from therapist where id = ?", id) > 0;
    }

    /** @param requireCurrent is given the stored version and refuses a stale one */
    @Transactional
    Versioned change(UUID id, TherapistProfile profile, java.util.function.IntConsumer requireCurrent) {
        var therapist = therapists.findByIdOptional(id).orElseThrow(Problems::notFound);
        requireCurrent.accept(therapist.version());
        if (!therapist.accountId().equals(profile.accountId())) {
            throw Problems.invalid(
                    422,
                    "account-fixed",
                    "A therapist keeps the account it was entered with.",
                    List.of(new Violation("accountId", "Cannot be changed.")));
        }
        check(profile);
        therapist.describe(profile);
        return changed(therapist);
    }

    /**
     * What the therapist of an account says of itself.
     *
     * @param requireCurrent is given the stored version and refuses a stale one
     */
    @Transactional
    Versioned changeOwn(UUID accountId, OwnProfile profile, java.util.function.IntConsumer requireCurrent) {
        var therapist =
                therapists.find("accountId", accountId).firstResultOptional().orElseThrow(Problems::notFound);
        requireCurrent.accept(therapist.version());
        requireRange(profile.intensityRange());
        requireKnown(profile.languages());
        therapist.describe(profile);
        return changed(therapist);
    }

    private Versioned changed(Therapist therapist) {
        therapists.flush();
        if (therapist.published()) {
            tell(therapist);
        }
        return whole(therapist);
    }

    @Transactional
    Versioned publish(UUID id) {
        var therapist = therapists.findByIdOptional(id).orElseThrow(Problems::notFound);
        if (therapist.publish(clock.instant())) {
            tell(therapist);
            therapists.flush();
        }
        return whole(therapist);
    }

    /** Clients see who is published; a coordinator sees all, a therapist also itself. */
    @Transactional
    Optional<Versioned> find(UUID id, Caller caller) {
        return therapists.findByIdOptional(id).flatMap(therapist -> {
            boolean whole = caller.isCoordinator() || owns(therapist, caller);
            return whole || therapist.published()
                    ? Optional.of(read(List.of(therapist), whole).getFirst().view)
                    : Optional.empty();
        });
    }

    /** The therapist of an account that is signed in. */
    @Transactional
    Optional<Versioned> signedIn(UUID accountId) {
        signIns.fire(new TherapistSignedIn(accountId));
        return therapists.find("accountId", accountId).firstResultOptional().map(this::whole);
    }

    /** @return at most {@code limit} therapists whose id follows {@code after}, by id */
    @Transactional
    List<TherapistView> after(@Nullable UUID after, int limit, boolean all) {
        var conditions = new ArrayList<String>();
        var parameters = new ArrayList<Object>();
        if (!all) {
            conditions.add("publishedAt is not null");
        }
        if (after != null) {
            conditions.add("id > ?1");
            parameters.add(after);
        }
        var where = conditions.isEmpty() ? "" : String.join(" and ", conditions) + " ";
        var page = therapists
                .find(where + "order by id", parameters.toArray())
                .page(0, limit)
                .list();
        return read(page, all).stream().map(read -> read.view.view).toList();
    }

    @Transactional
    ServiceView addService(UUID therapistId, NewService wanted) {
        Price.requirePayable("price", wanted.price().amount(), wanted.price().currency());
        var id = Ids.next();
        boolean needsRoom = Boolean.TRUE.equals(wanted.needsRoom());
        sql.update(
                "insert into service (id, version, therapist_id, name, minutes, price_amount, price_currency, needs_room,"
                        + " created_at) values (?, 0, ?, ?, ?, ?, ?, ?, ?)",
                id,
                therapistId,
                wanted.name(),
                wanted.minutes(),
                wanted.price().amount(),
                wanted.price().currency(),
                needsRoom,
                clock.instant());
        return new ServiceView(id, wanted.name(), wanted.minutes(), wanted.price(), needsRoom);
    }

    private Therapist manageable(UUID id, Caller caller) {
        return therapists
                .findByIdOptional(id)
                .filter(therapist -> caller.isCoordinator() || owns(therapist, caller))
                .orElseThrow(Problems::notFound);
    }

    private static boolean owns(Therapist therapist, Caller caller) {
        return caller.isTherapist() && therapist.accountId().equals(caller.accountId());
    }

    private void check(TherapistProfile profile) {
        requireFit(profile.locationId(), profile.intensityRange());
        if (profile.languages() != null) {
            requireKnown(profile.languages());
        }
    }

    /** Refuses codes that stand for no language. */
    public static void requireKnown(Set<String> languages) {
        if (!LANGUAGES.containsAll(languages)) {
            throw Problems.invalid(
                    422,
                    "unknown-language",
                    "A code stands for no language.",
                    List.of(new Violation("languages", "Use codes of ISO 639-1 such as en.")));
        }
    }

    private static void requireRange(IntensityRange range) {
        if (range.low() > range.high()) {
            throw Problems.invalid(
                    422,
                    "intensity-range",
                    "A range runs from low to high.",
                    List.of(new Violation("intensityRange.high", "Is below low.")));
        }
    }

    /** Refuses a location that is not known, and a range that is none. */
    @Transactional
    public void requireFit(UUID locationId, IntensityRange range) {
        requireRange(range);
        if (locations.byId(List.of(locationId)).isEmpty()) {
            throw Problems.invalid(
                    422,
                    "unknown-location",
                    "The location is not known.",
                    List.of(new Violation("locationId", "Name one of the locations listed under /locations.")));
        }
    }

    private void tell(Therapist therapist) {
        events.publish(new TherapistPublished(
                therapist.id(),
                therapist.accountId(),
                therapist.name(),
                therapist.email(),
                ZoneId.of(locationOf(therapist).zone())));
    }

    private LocationView locationOf(Therapist therapist) {
        return Objects.requireNonNull(
                locations.byId(List.of(therapist.locationId())).get(therapist.locationId()),
                "a foreign key keeps the location");
    }

    private Versioned whole(Therapist therapist) {
        return read(List.of(therapist), true).getFirst().view;
    }

    /** All published therapists, by name and then by id, and each by its id. */
    private record Published(List<PublishedTherapist> inOrder, Map<UUID, PublishedTherapist> byId) {

        private static final Comparator<PublishedTherapist> ORDER = Comparator.comparing(
                        (PublishedTherapist therapist) -> therapist.offer().name())
                .thenComparing(therapist -> therapist.offer().id());

        static Published of(Stream<PublishedTherapist> therapists) {
            var inOrder = therapists.sorted(ORDER).toList();
            return new Published(
                    inOrder,
                    inOrder.stream()
                            .collect(Collectors.toUnmodifiableMap(
                                    therapist -> therapist.offer().id(), therapist -> therapist)));
        }
    }

    /** Reads past Hibernate's session: what it read earlier in this transaction may since have been changed by others. */
    private final class ReadingPublished implements Kept.Reading<Published> {

        @Override
        public Published all() {
            return Published.of(list("from Therapist where publishedAt is not null", List.of()));
        }

        @Override
        public Published changed(Published before, Set<UUID> ids) {
            var kept = before.inOrder.stream()
                    .filter(therapist -> !ids.contains(therapist.offer().id()));
            return Published.of(Stream.concat(
                    kept, list("from Therapist where publishedAt is not null and id in ?1", List.of(ids))));
        }

        private Stream<PublishedTherapist> list(String query, List<Object> parameters) {
            try (var session = therapists
                    .getEntityManager()
                    .unwrap(Session.class)
                    .getSessionFactory()
                    .openStatelessSession()) {
                var found = session.createSelectionQuery(query, Therapist.class);
                for (int i = 0; i < parameters.size(); i++) {
                    found.setParameter(i + 1, parameters.get(i));
                }
                return read(found.list(), false).stream()
                        .map(read -> new PublishedTherapist(read.offer, Traits.of(read.offer), read.view.view));
            }
        }
    }

    private record Read(TherapistOffer offer, Versioned view) {}

    private List<Read> read(List<Therapist> of, boolean whole) {
        if (of.isEmpty()) {
            return List.of();
        }
        var ids = of.stream().map(Therapist::id).toList();
        var places =
                locations.byId(of.stream().map(Therapist::locationId).distinct().toList());
        var papers = licences.of(ids);
        var services = servicesOf(ids);
        int year = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).getYear();
        return of.stream()
                .map(therapist -> {
                    var mine = papers.getOrDefault(therapist.id(), List.of());
                    var place = Objects.requireNonNull(places.get(therapist.locationId()));
                    return new Read(
                            offer(therapist, mine, year),
                            new Versioned(
                                    view(
                                            therapist,
                                            place,
                                            mine,
                                            services.getOrDefault(therapist.id(), List.of()),
                                            whole),
                                    therapist.version()));
                })
                .toList();
    }

    private static TherapistOffer offer(Therapist therapist, List<LicenceView> licences, int year) {
        var since = therapist.practisingSince();
        return new TherapistOffer(
                therapist.id(),
                therapist.name(),
                therapist.styles(),
                therapist.regions(),
                IntensityBand.of(therapist.range().low(), therapist.range().high()),
                therapist.qualities(),
                licences.stream()
                        .map(licence -> new LicencePeriod(
                                licence.jurisdiction(), licence.validFrom(), licence.validUntil(), licence.verified()))
                        .toList(),
                new Shown(since == null ? null : Math.max(0, year - since), null));
    }

    private static TherapistView view(
            Therapist therapist,
            LocationView place,
            List<LicenceView> licences,
            List<ServiceView> services,
            boolean whole) {
        return new TherapistView(
                therapist.id(),
                whole ? therapist.accountId() : null,
                therapist.name(),
                whole ? therapist.email() : null,
                whole ? therapist.published() : null,
                therapist.bio(),
                therapist.practisingSince(),
                therapist.languages(),
                whole ? therapist.mailLanguage() : null,
                place.zone(),
                place,
                ordered(MassageStyle.class, therapist.styles()),
                ordered(BodyRegion.class, therapist.regions()),
                therapist.range(),
                therapist.qualities(),
                services,
                licences.stream()
                        .map(licence -> new LicenceLine(
                                whole ? licence.id() : null,
                                licence.jurisdiction(),
                                whole ? licence.number() : null,
                                whole ? licence.validFrom() : null,
                                licence.validUntil(),
                                licence.verified()))
                        .toList());
    }

    private static <E extends Enum<E>> java.util.Set<E> ordered(Class<E> type, Collection<E> values) {
        var set = EnumSet.noneOf(type);
        set.addAll(values);
        return set;
    }

    private Map<UUID, List<ServiceView>> servicesOf(List<UUID> ids) {
        record Row(UUID therapistId, ServiceView view) {}
        return sql
                .list(
                        "select id, therapist_id, name, minutes, price_amount, price_currency, needs_room from service"
                                + " where therapist_id = any (?) order by minutes, id",
                        row -> new Row(
                                row.getObject("therapist_id", UUID.class),
                                new ServiceView(
                                        row.getObject("id", UUID.class),
                                        row.getString("name"),
                                        row.getInt("minutes"),
                                        new Price(row.getBigDecimal("price_amount"), row.getString("price_currency")),
                                        row.getBoolean("needs_room"))),
                        ids)
                .stream()
                .collect(Collectors.groupingBy(Row::therapistId, Collectors.mapping(Row::view, Collectors.toList())));
    }
}
