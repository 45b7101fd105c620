package org.kneadwell.system;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.PlaywrightException;
import java.util.List;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** Tells with a failed test what its browser showed when it was closed: an assertion only says what was not there. */
final class LastSeen implements BeforeEachCallback, TestExecutionExceptionHandler {

    private static final int LONGEST = 600;
    private static final ThreadLocal<List<String>> SEEN = ThreadLocal.withInitial(List::of);

    static void keep(List<Page> pages) {
        SEEN.set(pages.stream().map(LastSeen::of).toList());
    }

    private static String of(Page page) {
        try {
            String text = page.locator("body").innerText().replaceAll("\\s+", " ");
            return page.url() + ": " + text.substring(0, Math.min(LONGEST, text.length()));
        } catch (PlaywrightException gone) {
            return page.url() + ": nothing that could be read";
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        SEEN.remove();
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        List<String> seen = SEEN.get();
        if (seen.isEmpty()) {
            throw failure;
        }
        throw new AssertionError(failure.getMessage() + "\nLast seen: " + String.join("\n", seen), failure);
    }
}
