package org.kneadwell.booking.account;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.rest.client.inject.RestClient;
import org.jboss.logging.Logger;
import org.kneadwell.booking.account.KeycloakUsers.NewUser;
import org.kneadwell.booking.account.KeycloakUsers.Role;
import org.kneadwell.kit.language.Language;

/**
 * Makes accounts of therapists at the identity provider and deletes accounts. Everything here may be done again: what is done
 * already stays so. Each method throws {@link Unreachable} when the identity provider does not answer as it should; call none of
 * them in a transaction that others wait for.
 */
@ApplicationScoped
public class Accounts {

    /**
     * Who gets an account.
     *
     * @param key ours and nobody's guess; by it the account is found again when it was made and we did not hear of it
     * @param language of the identity provider's mails and pages, until the person chooses another
     */
    public record Person(UUID key, String email, String firstName, String lastName, Language language) {}

    public sealed interface Provided {

        /** @param id the subject of the account's tokens */
        record Account(UUID id) implements Provided {}

        /** Somebody has an account with this mail address, which may be anybody: nothing is given to it. */
        record MailTaken() implements Provided {}

        /** The identity provider does not take this name or mail address. */
        record Refused() implements Provided {}
    }

    private static final Logger LOG = Logger.getLogger(Accounts.class);

    /** What Keycloak words its mails and pages by; a realm without languages takes no notice. */
    private static final String LOCALE = "locale";

    private static final String THERAPIST = "therapist";
    private static final String COORDINATOR = "coordinator";
    /** What everybody who registers gets, which makes them a client. */
    private static final String OF_EVERYBODY = "default-roles-";

    /** A password, and a second factor, which is asked for at every sign-in once it is there: therapists see health data of many. */
    private static final List<String> FIRST_VISIT = List.of("UPDATE_PASSWORD", "CONFIGURE_TOTP");

    /** One that is slow must not take all our threads. */
    private static final int AT_ONCE = 4;

    private final Semaphore places = new Semaphore(AT_ONCE);
    private final KeycloakUsers users;
    private final Duration linkLasts;

    Accounts(
            @RestClient KeycloakUsers users,
            @ConfigProperty(name = "kneadwell.accounts.invitation-lasts") Duration linkLasts) {
        this.users = users;
        this.linkLasts = linkLasts;
    }

    /** How long the link of an invitation leads somewhere. */
    public Duration linkLasts() {
        return linkLasts;
    }

    /** An account of a therapist, who cannot sign in before choosing a password. */
    public Provided therapist(Person person) {
        return asking(() -> {
            var found = made(person.key());
            if (found.isEmpty()) {
                switch (create(person)) {
                    case 409 -> found = made(person.key());
                    case 400 -> {
                        return new Provided.Refused();
                    }
                    default -> found = made(person.key());
                }
            }
            found.ifPresent(this::makeTherapist);
            return found.<Provided>map(Provided.Account::new).orElseGet(Provided.MailTaken::new);
        });
    }

    /** The account that was made with this key, if it was. */
    public Optional<UUID> ofKey(UUID key) {
        return asking(() -> made(key));
    }

    /** Sends the mail with the link. @return whether the account is still there */
    public boolean invite(UUID accountId) {
        return asking(() -> unlessGone(() -> {
                    users.mail(accountId, "gateway", linkLasts.toSeconds(), FIRST_VISIT);
                    return true;
                })
                .isPresent());
    }

    /** @return whether the account is one that people work with, as a therapist or a coordinator; empty if it is gone */
    public Optional<Boolean> worksHere(UUID accountId) {
        return asking(() -> unlessGone(() -> users.roles(accountId).stream()
                .anyMatch(role -> role.name().equals(THERAPIST) || role.name().equals(COORDINATOR))));
    }

    /** It may be gone already. */
    public void delete(UUID accountId) {
        asking(() -> unlessGone(() -> {
            users.delete(accountId);
            return true;
        }));
    }

    private Optional<UUID> made(UUID key) {
        return users.find(key.toString(), true).stream()
                .map(KeycloakUsers.User::id)
                .findFirst();
    }

    /** @return the status: made, 409 where the mail address or the key is taken, or 400 */
    private int create(Person person) {
        var user = new NewUser(
                person.key().toString(),
                person.email(),
                person.firstName(),
                person.lastName(),
                true,
                false,
                FIRST_VISIT,
                Map.of(LOCALE, List.of(person.language().tag())));
        try (var answer = users.create(user)) {
            return answer.getStatus();
        } catch (WebApplicationException refused) {
            int status = refused.getResponse().getStatus();
            if (status == 409 || status == 400) {
                return status;
            }
            throw refused;
        }
    }

    private void makeTherapist(UUID id) {
        var has = users.roles(id);
        if (has.stream().noneMatch(role -> role.name().equals(THERAPIST))) {
            var wanted = named(users.rolesToGive(id), THERAPIST);
            if (wanted.isEmpty()) {
                throw new Unreachable("the realm has no role therapist");
            }
            users.give(id, wanted);
        }
        var tooMany = has.stream()
                .filter(role -> role.name().startsWith(OF_EVERYBODY))
                .toList();
        if (!tooMany.isEmpty()) {
            users.take(id, tooMany);
        }
    }

    private static List<Role> named(List<Role> roles, String name) {
        return roles.stream().filter(role -> role.name().equals(name)).toList();
    }

    private static <T> Optional<T> unlessGone(Supplier<T> call) {
        try {
            return Optional.of(call.get());
        } catch (WebApplicationException refused) {
            if (refused.getResponse().getStatus() == 404) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /** Without any message of a failure, which may quote a mail address. */
    private <T> T asking(Supplier<T> call) {
        if (!places.tryAcquire()) {
            throw new Unreachable("too many are being asked already");
        }
        try {
            return call.get();
        } catch (Unreachable failure) {
            LOG.warnf("The identity provider is of no use: %s", failure.getMessage());
            throw failure;
        } catch (WebApplicationException refused) {
            throw unreachable("status " + refused.getResponse().getStatus());
        } catch (RuntimeException failure) {
            throw unreachable(failure.getClass().getName());
        } finally {
            places.release();
        }
    }

    private static Unreachable unreachable(String why) {
        LOG.warnf("The identity provider did not answer as it should: %s", why);
        return new Unreachable(why);
    }
}
