package org.kneadwell.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HonestWordsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "This cures you.",
                "a permanent fix",
                "Flush toxins",
                "it MUST HURT",
                "melts knots",
                "No pain\nno gain",
                "We guarantee it",
                "Massage heilt.",
                "die HEILUNG Ihrer Schulter",
                "heilsame Hände",
                "Sie sind danach geheilt",
                "entgiftet den Körper",
                "eine Entschlackungskur",
                "spült Giftstoffe aus",
                "Ihre Schmerzen sind für immer weg",
                "Wir lösen Verklebungen",
                "Knoten lösen",
                "Es muss wehtun",
                "Das garantieren wir",
                "mit Garantie"
            })
    void what_we_do_not_say_is_found(String dishonest) {
        assertThat(HonestWords.areMissingIn(dishonest)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Your appointment is booked.",
                "Ihr Termin ist gebucht. Wir freuen uns auf Sie.",
                "Massage can ease tension for a while.",
                "am Heiligabend geschlossen",
                "accurate"
            })
    void what_we_do_say_is_not(String honest) {
        assertThat(HonestWords.areMissingIn(honest)).isFalse();
    }
}
