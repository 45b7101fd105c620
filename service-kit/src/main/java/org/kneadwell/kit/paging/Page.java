package org.kneadwell.kit.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the next page; null on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /**
     * Cuts a page out of rows of which one more than the limit was asked for.
     *
     * @param cursorOf the position of a row, from which the following page goes on
     */
    public static <T> Page<T> of(List<T> oneMoreThanLimit, int limit, Function<T, String> cursorOf) {
        if (oneMoreThanLimit.size() <= limit) {
            return new Page<>(List.copyOf(oneMoreThanLimit), null);
        }
        List<T> items = List.copyOf(oneMoreThanLimit.subList(0, limit));
        return new Page<>(items, Cursor.encode(cursorOf.apply(items.getLast())));
    }

    public <R> Page<R> map(Function<T, R> view) {
        return new Page<>(items.stream().map(view).toList(), next);
    }
}
