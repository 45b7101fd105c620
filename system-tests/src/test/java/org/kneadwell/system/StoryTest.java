package org.kneadwell.system;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
@OnThePlatform
class StoryTest {

    @Test
    void the_story_is_lived_over_http_while_the_booking_service_is_killed_in_the_middle(
            RunningPlatform.Platform platform) {
        new Story(platform, () -> platform.killAndAwaitRestart("booking-service")).live();
    }
}
