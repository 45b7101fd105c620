package org.kneadwell.kit.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kneadwell.kit.language.Language.DE;
import static org.kneadwell.kit.language.Language.EN;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentenceTest {

    private static final Sentence PLACES =
            Sentence.of("places", List.of(Sentence.of("back"), Sentence.of("hip"), Sentence.of("neck")));

    private final ObjectMapper json = new ObjectMapper();

    private record Kept(Sentence said) {}

    @Test
    void it_is_worded_in_either_language() {
        var note = Sentence.of("note", "Ada", 5, 4, LocalDate.of(2026, 3, 2));
        assertThat(note.in(EN)).isEqualTo("Ada's pressure went from 5 to 4 on 2026-03-02.");
        assertThat(note.in(DE)).isEqualTo("Der Druck von Ada ging am 2.3.2026 von 5 auf 4.");
        assertThat(Sentence.of("points", BigDecimal.valueOf(125, 1), 25).in(DE)).isEqualTo("12,5 von 25");
        assertThat(Sentence.of("points", BigDecimal.valueOf(250, 1), 25).in(EN)).isEqualTo("25 of 25");
    }

    @Test
    void what_it_names_is_worded_and_enumerated() {
        assertThat(PLACES.in(EN)).isEqualTo("Here: back, hip and neck.");
        assertThat(PLACES.in(DE)).isEqualTo("Hier: Rücken, Hüfte und Nacken.");
        assertThat(Sentence.of("places", List.of(Sentence.of("hip"))).in(DE)).isEqualTo("Hier: Hüfte.");
    }

    @Test
    void what_a_person_wrote_is_not_taken_for_a_pattern() {
        assertThat(Sentence.of("places", "{0} it''s").in(EN)).isEqualTo("Here: {0} it''s.");
    }

    @Test
    void it_is_stored_by_its_key_and_read_again_as_the_same() throws JsonProcessingException {
        var kept = json.writeValueAsString(new Kept(Sentence.of("note", PLACES, 5)));
        assertThat(kept).doesNotContain("Here");
        assertThat(json.readValue(kept, Kept.class).said()).isEqualTo(Sentence.of("note", PLACES, 5));
    }

    @Test
    void a_text_stored_before_stays_as_it_was() throws JsonProcessingException {
        var kept = json.readValue("{\"said\":\"Low back 5 to 4: {sore}.\"}", Kept.class);
        assertThat(kept.said().in(DE)).isEqualTo("Low back 5 to 4: {sore}.");
        assertThat(json.writeValueAsString(kept)).isEqualTo("{\"said\":\"Low back 5 to 4: {sore}.\"}");
    }
}
