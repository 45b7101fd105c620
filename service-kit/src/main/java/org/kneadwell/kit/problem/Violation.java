package org.kneadwell.kit.problem;

/**
 * What is wrong with one part of the input.
 *
 * @param field the member, as a path such as {@code regions[0].soreness}
 * @param message a sentence for a person, without the refused value
 */
public record Violation(String field, String message) {}
