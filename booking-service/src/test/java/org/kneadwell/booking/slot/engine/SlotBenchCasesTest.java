package org.kneadwell.booking.slot.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Three inputs with the exact lists that two independent programs agree on. */
class SlotBenchCasesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest
    @CsvSource({"a, 75", "b5000, 3103", "c100, 6089"})
    void every_list_is_exact(String name, int total) throws IOException {
        JsonNode input = read(name + ".json");
        JsonNode expected = read(name + ".expected.json");
        Duration length = minutes(input, "sessionMin");
        SlotRules rules = SlotRules.forLength(length)
                .every(minutes(input, "intervalMin"))
                .withBuffers(minutes(input, "bufferBeforeMin"), minutes(input, "bufferAfterMin"))
                .withNotice(minutes(input, "noticeMin"))
                .on(SlotRules.Grid.ON_THE_CLOCK);
        Instant from = millis(input.get("fromMs"));
        // The input's window holds whole sessions; ours is one of starts.
        Instant to = millis(input.get("toMs")).minus(length).plusSeconds(60);

        int count = 0;
        for (int i = 0; i < input.get("therapists").size(); i++) {
            JsonNode therapist = input.get("therapists").get(i);
            var busy = new ArrayList<Busy>();
            for (JsonNode item : therapist.get("busy")) {
                busy.add(Busy.session(
                        new TimeSlot(millis(item.get(0)), millis(item.get(1))),
                        minutes(input, "bufferBeforeMin"),
                        minutes(input, "bufferAfterMin")));
            }
            List<String> starts = new SlotFinder(hours(therapist), List.of(), busy, rules, millis(input.get("nowMs")))
                    .startingIn(from, to).stream()
                            .map(slot -> slot.start().toString())
                            .toList();
            var wanted = new ArrayList<String>();
            expected.get(i).get("slots").forEach(slot -> wanted.add(slot.asText()));
            assertThat(starts).as("therapist %s", therapist.get("id")).isEqualTo(wanted);
            count += starts.size();
        }
        assertThat(count).isEqualTo(total);
    }

    private static WorkingHours hours(JsonNode therapist) {
        Map<DayOfWeek, List<LocalHours>> weekly = new HashMap<>();
        for (JsonNode piece : therapist.get("hours")) {
            int end = piece.get("endMin").asInt();
            var local = new LocalHours(
                    LocalTime.ofSecondOfDay(piece.get("startMin").asInt() * 60L),
                    LocalTime.ofSecondOfDay(end == 1439 ? 0 : end * 60L));
            for (JsonNode day : piece.get("days")) {
                DayOfWeek dayOfWeek = day.asInt() == 0 ? DayOfWeek.SUNDAY : DayOfWeek.of(day.asInt());
                weekly.computeIfAbsent(dayOfWeek, _ -> new ArrayList<>()).add(local);
            }
        }
        return new WorkingHours(ZoneId.of(therapist.get("zone").asText()), weekly, Map.of());
    }

    private static Duration minutes(JsonNode input, String field) {
        return Duration.ofMinutes(input.get(field).asInt());
    }

    private static Instant millis(JsonNode value) {
        return Instant.ofEpochMilli(value.asLong());
    }

    private static JsonNode read(String name) throws IOException {
        try (var stream = SlotBenchCasesTest.class.getResourceAsStream("/slots-bench/" + name)) {
            return JSON.readTree(stream);
        }
    }
}
