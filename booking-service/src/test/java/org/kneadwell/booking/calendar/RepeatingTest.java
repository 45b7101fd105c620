package org.kneadwell.booking.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rule costs, counted in dates. */
class RepeatingTest {

    private static final LocalDateTime FIRST = LocalDateTime.parse("1601-01-01T09:00:00");
    private static final LocalDate LAST = LocalDate.parse("2000-12-31");

    private record Walk(long named, long cost) {}

    private static Walk walk(String rule) {
        var times = Repeating.read(rule).orElseThrow().from(FIRST);
        long named = 0;
        long cost = 0;
        boolean more = times.hasNext();
        while (more && !times.next().toLocalDate().isAfter(LAST)) {
            named++;
            cost += times.cost();
            more = times.hasNext();
        }
        return new Walk(named, cost + times.cost());
    }

    /** Beside each rule, one that names every date the first one has to make before it can leave any out. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS=-1 FREQ=DAILY 400",
                "FREQ=YEARLY;BYDAY=MO;BYSETPOS=1,-1 FREQ=YEARLY;BYDAY=MO 800",
                "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1 FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR 4800",
                "FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7;BYSETPOS=3 FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7 4800",
                "FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=2 FREQ=WEEKLY;BYDAY=MO,TU,WE 20871",
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=2 FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29 97",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=29 FREQ=DAILY 97",
                "FREQ=WEEKLY;BYDAY=MO;BYMONTH=2;BYMONTHDAY=29 FREQ=WEEKLY;BYDAY=MO 15",
                "FREQ=YEARLY;BYDAY=MO;BYYEARDAY=366 FREQ=YEARLY;BYYEARDAY=366 15",
            })
    void a_rule_costs_at_least_every_date_it_goes_through(String rule, String everything, long named) {
        assertThat(walk(rule).named()).isEqualTo(named);
        assertThat(walk(rule).cost()).isGreaterThanOrEqualTo(walk(everything).named());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ' ',
            value = {
                // one for the first period, and one for each date
                "FREQ=DAILY;COUNT=10 11",
                "FREQ=YEARLY;COUNT=10 11",
                // five for each of three weeks, which begin on a Thursday here, and one for each other date
                "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=10 23",
                "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH;COUNT=10 51",
                // found nowhere, which takes a hundred years
                "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30 101",
                "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30 36526",
            })
    void what_people_write_costs_little(String rule, long cost) {
        assertThat(walk(rule).cost()).isEqualTo(cost);
    }
}
