package org.kneadwell.booking.payment;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kneadwell.kit.problem.Problems;
import org.kneadwell.kit.problem.Violation;

/** Keeps card numbers out of free text. Some other number may be refused with them; a card number kept would be worse. */
final class CardNumbers {

    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    private CardNumbers() {}

    /** @throws io.quarkiverse.resteasy.problem.HttpProblem 422 {@code card-data-refused}; the text is not repeated in it */
    static void refuse(String field, @Nullable String text) {
        if (text != null && anyIn(text)) {
            throw Problems.invalid(
                    422,
                    "card-data-refused",
                    "That looks like a card number. We keep none: use the receipt's or the transfer's own number.",
                    List.of(new Violation(field, "Looks like a card number.")));
        }
    }

    /**
     * Whether neighbouring groups of digits make up a number of 13 to 19 digits that passes Luhn's check, so that neither
     * the spaces in a card number nor an expiry date behind it hide it.
     */
    static boolean anyIn(String text) {
        for (List<String> run : runs(text)) {
            for (int first = 0; first < run.size(); first++) {
                var number = new StringBuilder();
                for (String group : run.subList(first, run.size())) {
                    number.append(group);
                    if (number.length() >= SHORTEST && number.length() <= LONGEST && luhn(number)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Groups of digits with no more than three other characters, none of them a letter, between neighbours. */
    private static List<List<String>> runs(String text) {
        var runs = new ArrayList<List<String>>();
        var run = new ArrayList<String>();
        var group = new StringBuilder();
        int gap = 0;
        for (int at = 0; at <= text.length(); at++) {
            char next = at < text.length() ? text.charAt(at) : ' ';
            int digit = Character.digit(next, 10);
            if (digit >= 0) {
                group.append(digit);
                gap = 0;
                continue;
            }
            if (!group.isEmpty()) {
                run.add(group.toString());
                group.setLength(0);
            }
            gap++;
            if (Character.isLetter(next) || gap > 3 || at == text.length()) {
                if (!run.isEmpty()) {
                    runs.add(List.copyOf(run));
                    run.clear();
                }
            }
        }
        return runs;
    }

    private static boolean luhn(CharSequence number) {
        int sum = 0;
        for (int i = 0; i < number.length(); i++) {
            int digit = number.charAt(number.length() - 1 - i) - '0';
            int counted = i % 2 == 0 ? digit : digit * 2;
            sum += counted > 9 ? counted - 9 : counted;
        }
        return sum % 10 == 0;
    }
}
