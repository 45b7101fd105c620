package org.kneadwell.feedback.rules;

import java.util.function.Predicate;
import org.kneadwell.vocabulary.FollowUpClass;

/**
 * One row of the table of follow-up classes.
 *
 * @param id stable; stored with every answer it decided
 * @param trigger in words, for a clinician to review
 * @param source {@link #ARTICLES} or {@link #OURS}
 */
public record FollowUpRule(String id, FollowUpClass outcome, String trigger, String source, Predicate<Report> when) {

    /** Paraphrased from the articles this platform is built on. */
    public static final String ARTICLES = "articles on massage pressure and its after-effects";

    /** A conservative choice of this platform's, where the articles give no number. */
    public static final String OURS = "Kneadwell's own conservative choice";
}
