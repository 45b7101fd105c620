package org.kneadwell.benchmarks.slots;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.kneadwell.booking.slot.engine.Busy;
import org.kneadwell.booking.slot.engine.LocalHours;
import org.kneadwell.booking.slot.engine.SlotFinder;
import org.kneadwell.booking.slot.engine.SlotRules;
import org.kneadwell.booking.slot.engine.TimeSlot;
import org.kneadwell.booking.slot.engine.WorkingHours;

/**
 * One of the inputs in {@code /slots-bench}, as the engine takes it, with the exact starts it must give.
 *
 * @param therapists what is asked of each
 * @param from first possible start
 * @param to no slot starts at or after it
 * @param expected starts per therapist, as the file has them
 */
record SlotInput(List<SlotFinder> therapists, Instant from, Instant to, List<List<String>> expected) {

    static final SlotInput NONE = new SlotInput(List.of(), Instant.MIN, Instant.MAX, List.of());

    private static final ObjectMapper JSON = new ObjectMapper();

    static SlotInput read(String name) {
        JsonNode input = json(name + ".json");
        Duration length = minutes(input, "sessionMin");
        SlotRules rules = SlotRules.forLength(length)
                .every(minutes(input, "intervalMin"))
                .withBuffers(minutes(input, "bufferBeforeMin"), minutes(input, "bufferAfterMin"))
                .withNotice(minutes(input, "noticeMin"))
                .on(SlotRules.Grid.ON_THE_CLOCK);
        var therapists = new ArrayList<SlotFinder>();
        for (JsonNode therapist : input.get("therapists")) {
            var busy = new ArrayList<Busy>();
            for (JsonNode item : therapist.get("busy")) {
                busy.add(Busy.session(
                        new TimeSlot(millis(item.get(0)), millis(item.get(1))),
                        rules.bufferBefore(),
                        rules.bufferAfter()));
            }
            therapists.add(
                    new SlotFinder(hours(therapist), List.of(), List.copyOf(busy), rules, millis(input.get("nowMs"))));
        }
        var expected = new ArrayList<List<String>>();
        for (JsonNode therapist : json(name + ".expected.json")) {
            var starts = new ArrayList<String>();
            therapist.get("slots").forEach(slot -> starts.add(slot.asText()));
            expected.add(List.copyOf(starts));
        }
        return new SlotInput(
                List.copyOf(therapists),
                millis(input.get("fromMs")),
                // The input's window holds whole sessions; ours is one of starts.
                millis(input.get("toMs")).minus(length).plusSeconds(60),
                List.copyOf(expected));
    }

    /** One way to find slots. */
    @FunctionalInterface
    interface Way {
        List<TimeSlot> startingIn(SlotFinder asked, Instant from, Instant to);
    }

    /** The whole call that is measured: every therapist's slots from the prepared input. */
    List<List<TimeSlot>> slots(Way way) {
        var slots = new ArrayList<List<TimeSlot>>(therapists.size());
        for (SlotFinder finder : therapists) {
            slots.add(way.startingIn(finder, from, to));
        }
        return slots;
    }

    private static WorkingHours hours(JsonNode therapist) {
        Map<DayOfWeek, List<LocalHours>> weekly = new EnumMap<>(DayOfWeek.class);
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

    private static JsonNode json(String file) {
        try (var stream = Objects.requireNonNull(SlotInput.class.getResourceAsStream("/slots-bench/" + file), file)) {
            return JSON.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
