package org.kneadwell.booking.client;

import java.util.List;
import org.kneadwell.booking.fit.WhyNot;

/**
 * Why this client may not book this session.
 *
 * @param code of the problem: {@code intake-needed}, {@code not-bookable} or {@code does-not-fit}
 * @param whyNot the hard filters missed, when that is the reason
 */
public record Refusal(String code, String sentence, List<WhyNot> whyNot) {}
