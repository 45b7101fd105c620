package org.kneadwell.kit.mail;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Writes whatever a test lays ready. */
@ApplicationScoped
public class NoteMails implements MailComposer {

    static final Letter HELLO = new Letter("cleo@example.test", "Cleo Example", "Hello", "Hello.\n", "<p>Hello.</p>");

    private final AtomicReference<Letter> ready = new AtomicReference<>(HELLO);

    void write(@Nullable Letter letter) {
        ready.set(letter);
    }

    @Override
    public Set<String> kinds() {
        return Set.of("NOTE");
    }

    @Override
    public Optional<Letter> compose(MailOrder order) {
        if ("yes".equals(order.facts().get("broken"))) {
            throw new IllegalStateException("A template is missing.");
        }
        return Optional.ofNullable(ready.get())
                .map(letter -> new Letter(
                        letter.to(),
                        letter.toName(),
                        letter.subject() + order.facts().getOrDefault("more", ""),
                        letter.text(),
                        letter.html(),
                        letter.with()));
    }

    static Letter to(String address, @Nullable String name, String subject) {
        return new Letter(address, name, subject, HELLO.text(), HELLO.html(), List.of());
    }
}
