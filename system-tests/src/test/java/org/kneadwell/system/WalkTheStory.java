package org.kneadwell.system;

import java.net.URI;

/** Walks the story on a platform that somebody else has started: {@code WalkTheStory <gateway> <mail catcher>}. */
public final class WalkTheStory {

    private WalkTheStory() {}

    public static void main(String[] args) {
        if (args.length != 2) {
            System.err.println("usage: WalkTheStory <gateway> <mail catcher>");
            System.exit(2);
        }
        try (RunningPlatform.Platform platform =
                RunningPlatform.Platform.at(URI.create(args[0]), URI.create(args[1]))) {
            new Story(platform, () -> {}).live();
        }
        System.out.println("The story was lived, from the intake to the next search.");
    }
}
