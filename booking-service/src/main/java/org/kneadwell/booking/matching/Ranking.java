package org.kneadwell.booking.matching;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kneadwell.booking.client.MatchingClient;
import org.kneadwell.booking.fit.Scores;
import org.kneadwell.booking.fit.Traits;
import org.kneadwell.booking.matching.MatchService.Search;
import org.kneadwell.booking.therapist.PublishedTherapist;
import org.kneadwell.booking.therapist.ServiceView;

/**
 * Therapists in groups of equal fit, best first, without a word said about any of them: which of a group comes first is asked only
 * of the groups that are shown.
 */
final class Ranking {

    private static final int NOT_RANKED = -1;
    private static final int MOST = 1000;
    private static final int PLACES = 2 * (MOST + 1);

    /** Therapists of equal fit. */
    record Group(boolean proposeAnother, int tenths, List<PublishedTherapist> therapists) {

        private int place() {
            return Ranking.place(proposeAnother, tenths);
        }
    }

    private final List<PublishedTherapist> therapists;
    /** The place of each; equal ones form a group. */
    private final int[] places;
    /** How many there are in each place. */
    private final int[] counts = new int[PLACES];

    private final boolean[] fits;

    Ranking(
            MatchingClient client,
            List<PublishedTherapist> therapists,
            Search search,
            LocalDate first,
            LocalDate last) {
        this.therapists = therapists;
        this.places = new int[therapists.size()];
        this.fits = new boolean[therapists.size()];
        Arrays.fill(places, NOT_RANKED);
        var scores = new Scores(client.needs());
        long wanted = search.style() == null ? -1 : Traits.bit(search.style());
        for (int i = 0; i < places.length; i++) {
            var therapist = therapists.get(i);
            var history = client.historyWith(therapist.offer().id());
            int tenths = scores.tenths(therapist.offer(), therapist.traits(), history, first, last);
            fits[i] = tenths != Scores.DOES_NOT_FIT;
            if (fits[i]
                    && (scores.eligible(therapist.traits(), history.visited()) & wanted) != 0
                    && (search.anySession() || service(therapist, search) != null)) {
                places[i] = place(history.proposeAnother(), tenths);
                counts[places[i]]++;
            }
        }
    }

    /** The shortest session a therapist offers that is as long and as cheap as asked for; null when there is none. */
    static @Nullable ServiceView service(PublishedTherapist therapist, Search search) {
        for (var service : therapist.view().services()) {
            if (search.suits(service.minutes(), service.price().amount())) {
                return service;
            }
        }
        return null;
    }

    /** Those who miss a hard filter, in the order they were given. */
    List<PublishedTherapist> notFitting(int atMost) {
        var missing = new ArrayList<PublishedTherapist>();
        for (int i = 0; i < fits.length && missing.size() < atMost; i++) {
            if (!fits[i]) {
                missing.add(therapists.get(i));
            }
        }
        return missing;
    }

    /** The best group at or after this fit, which may be any number at all; null when there is none. */
    @Nullable
    Group from(boolean proposeAnother, int tenths) {
        return next(place(proposeAnother, Math.clamp(tenths, 0, MOST)));
    }

    @Nullable
    Group best() {
        return next(0);
    }

    @Nullable
    Group after(Group group) {
        return next(group.place() + 1);
    }

    private @Nullable Group next(int from) {
        int place = from;
        while (place < PLACES && counts[place] == 0) {
            place++;
        }
        if (place >= PLACES) {
            return null;
        }
        var members = new ArrayList<PublishedTherapist>(counts[place]);
        for (int i = 0; i < places.length; i++) {
            if (places[i] == place) {
                members.add(therapists.get(i));
            }
        }
        return new Group(place > MOST, MOST - place % (MOST + 1), members);
    }

    private static int place(boolean proposeAnother, int tenths) {
        return (proposeAnother ? MOST + 1 : 0) + MOST - tenths;
    }
}
