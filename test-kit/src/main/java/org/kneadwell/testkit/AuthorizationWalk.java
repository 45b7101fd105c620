package org.kneadwell.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.restassured.http.Method;
import io.restassured.response.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Walks every operation of a running service: who may call it, and that nobody else can. The table that comes of it is part of
 * {@code docs/authorization.md}, so that a change of who may do what is seen in review.
 */
public final class AuthorizationWalk {

    private static final int ROUNDS = 15;
    private static final String RECORD_OF_ACCESSES = "audit_entry";

    private static final List<String> ROLES = List.of("client", "therapist", "coordinator");
    /** What other systems are given one by one, as roles of their own accounts. */
    private static final List<String> SCOPES = List.of("webhooks:manage", "appointments:read");

    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final Path TABLE = Repository.root().resolve("docs/authorization.md");

    private final String service;
    private final List<ApiOperation> operations = ApiOperation.documented();

    /** @param service such as {@code booking}, which runs */
    public AuthorizationWalk(String service) {
        this.service = service;
    }

    public List<ApiOperation> operations() {
        return operations;
    }

    /** Without a good token nothing answers but what is for everybody. */
    public void assertThatOnlyGoodTokensAreTaken() {
        var faults = new ArrayList<String>();
        var refused = new HashMap<Set<String>, Map<String, String>>();
        for (ApiOperation operation : operations) {
            if (operation.isOpen()) {
                expectOneOf(faults, operation, "no token", operation.call(null), 200, 400, 404);
                continue;
            }
            refused.computeIfAbsent(operation.roles(), AuthorizationWalk::refusedTokens)
                    .forEach((kind, token) -> {
                        Response answer = operation.call(token.isEmpty() ? null : token);
                        expectOneOf(faults, operation, kind, answer, 401);
                        if (answer.statusCode() == 401 && !"unauthorized".equals(answer.path("code"))) {
                            faults.add(operation + ", " + kind + ": not the problem unauthorized");
                        }
                    });
        }
        assertThat(operations).isNotEmpty();
        assertThat(faults).isEmpty();
    }

    /** Tokens with the right roles that are no good. An empty one stands for none. */
    private static Map<String, String> refusedTokens(Set<String> rightRoles) {
        UUID account = UUID.randomUUID();
        String[] roles = rightRoles.toArray(String[]::new);
        var tokens = new LinkedHashMap<String, String>();
        tokens.put("no token", "");
        tokens.put("malformed", "abc.def.ghi");
        tokens.put("expired", Tokens.expired(account, roles));
        tokens.put("wrong issuer", Tokens.wrongIssuer(account, roles));
        tokens.put("wrong audience", Tokens.wrongAudience(account, roles));
        tokens.put("wrong key", Tokens.wrongKey(account, roles));
        tokens.put("alg none", Tokens.algNone(account, roles));
        tokens.put("public key as a secret", Tokens.hs256Confusion(account, roles));
        tokens.put("ID token", Tokens.idToken(account, roles));
        return tokens;
    }

    /**
     * Each role gets in where the document says so and nowhere else; an account without a role, such as an integrator's, gets in
     * nowhere. The accounts are new: what they may call has nothing of theirs.
     */
    public void assertThatRolesAreAsDocumented() {
        var faults = new ArrayList<String>();
        for (ApiOperation operation : operations) {
            if (operation.isOpen()) {
                continue;
            }
            if (operation.roles().isEmpty()) {
                faults.add(operation + ": the document names no role");
            }
            expectOneOf(faults, operation, "no role", operation.call(Tokens.integrator(UUID.randomUUID())), 403);
            for (String role : Stream.concat(ROLES.stream(), SCOPES.stream()).toList()) {
                Response answer = operation.call(Tokens.of(UUID.randomUUID(), role));
                int status = answer.statusCode();
                if (isForbidden(answer) == operation.roles().contains(role) || status == 401 || status >= 500) {
                    faults.add(operation + ", " + role + ": " + status);
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    /** Each parameter of a query that is no list is refused when it is given twice, by its name; each that is one is not. */
    public void assertThatNothingIsTakenTwice() {
        var faults = new ArrayList<String>();
        askEach((operation, name, kind, ask) -> {
            Response answer = ask.apply(List.of("1", "1"));
            if (isRefused(answer, name, "May be given once only.") == (kind == ApiOperation.Parameter.LIST)) {
                faults.add(operation + ", " + name + " twice: " + answer.statusCode() + " " + answer.asString());
            }
        });
        assertThat(faults).isEmpty();
    }

    /** Each parameter of a query that takes a date, a number, an id or a word of a list is refused by its name when it is none. */
    public void assertThatValuesAreOfTheirKind() {
        var faults = new ArrayList<String>();
        var asked = new ArrayList<String>();
        askEach((operation, name, kind, ask) -> {
            if (kind == ApiOperation.Parameter.VALUE) {
                asked.add(name);
                Response answer = ask.apply("nonsense");
                if (!isRefused(answer, name, "")) {
                    faults.add(operation + ", " + name + ": " + answer.statusCode() + " " + answer.asString());
                }
            }
        });
        assertThat(asked).isNotEmpty();
        assertThat(faults).isEmpty();
    }

    private interface Asking {
        void ask(
                ApiOperation operation, String name, ApiOperation.Parameter kind, Function<Object, Response> withValue);
    }

    private void askEach(Asking asking) {
        for (ApiOperation operation : operations) {
            String token = operation.isOpen()
                    ? null
                    : Tokens.of(UUID.randomUUID(), operation.roles().iterator().next());
            operation
                    .query()
                    .forEach((name, kind) -> asking.ask(operation, name, kind, value -> {
                        var values = new LinkedHashMap<String, Object>(operation.pathValues());
                        values.put(name, value);
                        return operation.call(token, values, Map.of());
                    }));
        }
    }

    private static boolean isRefused(Response answer, String parameter, String message) {
        return answer.statusCode() == 400
                && answer.asString().contains("{\"field\":\"" + parameter + "\",\"message\":\"" + message);
    }

    /**
     * Each GET is asked by each of these, and the rows of the service are afterwards what they were, versions included. The one
     * exception is the record of who looked, which must have grown.
     *
     * @param readers their tokens; together they may read all there is
     * @param existing for operations, values of the parameters that name what exists
     * @param noted what a read notes on purpose, and is seen to: the table by the operation
     * @param without operations that have nothing to be read here; all others must have been answered with something
     */
    public void assertThatReadsChangeNothing(
            TestDatabase database,
            List<String> readers,
            Map<String, Map<String, String>> existing,
            Map<String, String> noted,
            Set<String> without) {
        var changed = new TreeMap<String, String>();
        var unread = new TreeSet<String>();
        var rows = new Rows(database, service);
        boolean recorded = false;
        Map<String, String> before = rows.atRest();
        for (ApiOperation operation : operations) {
            if (operation.method() != Method.GET) {
                continue;
            }
            var values = new LinkedHashMap<String, Object>(operation.pathValues());
            values.putAll(existing.getOrDefault(operation.id(), Map.of()));
            boolean read = false;
            for (String reader : readers) {
                read |= operation
                                .call(operation.isOpen() ? null : reader, values, Map.of())
                                .statusCode()
                        == 200;
            }
            if (!read) {
                unread.add(operation.id());
            }
            Map<String, String> after = rows.prints();
            for (var table : after.entrySet()) {
                if (!table.getValue().equals(before.get(table.getKey()))) {
                    if (table.getKey().equals(RECORD_OF_ACCESSES)) {
                        recorded = true;
                    } else {
                        changed.merge(operation.id(), table.getKey(), (one, other) -> one + ", " + other);
                    }
                }
            }
            before = after;
        }
        assertThat(unread).as("operations with nothing to read").isEqualTo(new TreeSet<>(without));
        assertThat(changed).as("tables that reads changed").isEqualTo(new TreeMap<>(noted));
        assertThat(recorded).as("that somebody looked was recorded").isTrue();
    }

    /** Refused for the role alone; a 403 of another code, such as that consent is missing, is not. */
    private static boolean isForbidden(Response answer) {
        return answer.statusCode() == 403 && "forbidden".equals(answer.path("code"));
    }

    /**
     * What belongs to somebody else answers exactly as what does not exist: 404 and the same words.
     *
     * @param id of the operation
     * @param token of somebody whose role may call it, and whom this does not concern
     * @param theirs values of the path's parameters that name what exists
     * @param body that would do
     */
    public void assertSameAsMissing(String id, String token, Map<String, String> theirs, Object body) {
        ApiOperation operation = operations.stream()
                .filter(one -> one.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("There is no operation " + id));
        Response missing = operation.call(token, operation.pathValues(), body);
        assertThat(missing.statusCode())
                .as(operation + " of nothing: " + missing.asString())
                .isEqualTo(404);
        Response existing = operation.call(token, theirs, body);
        assertThat(existing.statusCode())
                .as(operation + " of somebody else: " + existing.asString())
                .isEqualTo(404);
        assertThat(body(existing, theirs))
                .as(operation + " of somebody else")
                .isEqualTo(body(missing, operation.pathValues()));
        printHowLong(operation, token, theirs, body);
    }

    /** Both in turn, in one run: how long an answer takes must not tell what the answer does not. Only to be read. */
    private static void printHowLong(ApiOperation operation, String token, Map<String, String> theirs, Object body) {
        long[] existing = new long[ROUNDS];
        long[] missing = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            missing[i] = nanos(() -> operation.call(token, operation.pathValues(), body));
            existing[i] = nanos(() -> operation.call(token, theirs, body));
        }
        double theirsMs = median(existing) / 1e6;
        double nothingMs = median(missing) / 1e6;
        System.out.printf(
                "%s of somebody else %.1f ms, of nothing %.1f ms: %.2f%n",
                operation.id(), theirsMs, nothingMs, theirsMs / nothingMs);
    }

    private static long nanos(Runnable call) {
        long began = System.nanoTime();
        call.run();
        return System.nanoTime() - began;
    }

    private static long median(long[] times) {
        Arrays.sort(times);
        return times[times.length / 2];
    }

    /** Fails unless each operation with a parameter in its path was either tried or is for everybody with the role. */
    public void assertAllWereTried(Set<String> tried, Set<String> forAll) {
        Set<String> left = operations.stream()
                .filter(operation -> !operation.pathValues().isEmpty() && !operation.isOpen())
                .map(ApiOperation::id)
                .collect(Collectors.toCollection(TreeSet::new));
        left.removeAll(tried);
        assertThat(left).as("operations nobody tried as a stranger").isEqualTo(new TreeSet<>(forAll));
    }

    /** Without what was asked for itself. */
    private static String body(Response answer, Map<String, String> values) {
        String body = answer.asString();
        for (String value : values.values()) {
            body = body.replace(value, "{}");
        }
        return body;
    }

    /** Every method of a resource is an operation of the document. */
    public void assertNothingIsUndocumented() {
        Set<String> documented = operations.stream()
                .map(operation -> operation.method() + " " + shape(operation.path()))
                .collect(Collectors.toSet());
        var served = new TreeSet<String>();
        for (JavaClass resource : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.kneadwell")) {
            if (resource.isAnnotatedWith("jakarta.ws.rs.Path")
                    && !resource.getModifiers().contains(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)) {
                resource.getAllMethods()
                        .forEach(method -> verb(method)
                                .forEach(verb -> served.add(verb + " "
                                        + shape(path(
                                                resource.getAnnotationOfType("jakarta.ws.rs.Path")
                                                        .get("value")
                                                        .map(Object::toString)
                                                        .orElse(""),
                                                method)))));
            }
        }
        assertThat(served).isNotEmpty();
        assertThat(served).as("operations served and documented").isEqualTo(new TreeSet<>(documented));
    }

    private static Stream<String> verb(JavaMethod method) {
        return VERBS.stream().filter(verb -> method.isAnnotatedWith("jakarta.ws.rs." + verb));
    }

    private static String path(String base, JavaMethod method) {
        return method.isAnnotatedWith("jakarta.ws.rs.Path")
                ? base + "/"
                        + method.getAnnotationOfType("jakarta.ws.rs.Path")
                                .get("value")
                                .map(Object::toString)
                                .orElse("")
                : base;
    }

    private static String shape(String path) {
        return "/"
                + path.replaceAll("\\{([^{}]|\\{[^}]*})*}", "{}")
                        .replaceAll("/+", "/")
                        .replaceAll("^/|/$", "");
    }

    /** With {@code -Dauthorization.update=true} writes the table instead. */
    public void assertTableIsUpToDate() {
        try {
            String whole = Files.exists(TABLE) ? Files.readString(TABLE) : "";
            String begin = "<!-- " + service + " -->\n";
            String end = "<!-- /" + service + " -->\n";
            int from = whole.indexOf(begin);
            int to = whole.indexOf(end);
            assertThat(from)
                    .as("the mark " + begin.strip() + " in docs/authorization.md")
                    .isNotNegative();
            assertThat(to)
                    .as("the mark " + end.strip() + " in docs/authorization.md")
                    .isGreaterThan(from);
            if (Boolean.getBoolean("authorization.update")) {
                Files.writeString(TABLE, whole.substring(0, from) + begin + table() + whole.substring(to), UTF_8);
                return;
            }
            assertThat(whole.substring(from + begin.length(), to))
                    .as(
                            "docs/authorization.md is stale: run this test with -Dauthorization.update=true and look at the change")
                    .isEqualTo(table());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String table() {
        var lines = new StringBuilder(
                "\n| operation | | client | therapist | coordinator | everybody |\n|---|---|---|---|---|---|\n");
        for (ApiOperation operation : operations) {
            lines.append("| `%s` | %s `%s` |"
                    .formatted(
                            operation.id(),
                            operation.method(),
                            operation.path().replaceFirst("^/api/" + service + "/v1", "")));
            ROLES.forEach(role -> lines.append(operation.roles().contains(role) ? " yes |" : " |"));
            lines.append(operation.isOpen() ? " yes |\n" : " |\n");
        }
        lines.append("\n");
        for (String scope : SCOPES) {
            String scoped = operations.stream()
                    .filter(operation -> operation.roles().contains(scope))
                    .map(operation -> "`" + operation.id() + "`")
                    .collect(Collectors.joining(", "));
            if (!scoped.isEmpty()) {
                lines.append("Integrators with the scope `%s`: %s.\n\n".formatted(scope, scoped));
            }
        }
        return lines.toString();
    }

    private static void expectOneOf(
            List<String> faults, ApiOperation operation, String who, Response answer, Integer... statuses) {
        if (!List.of(statuses).contains(answer.statusCode())) {
            faults.add(operation + ", " + who + ": " + answer.statusCode());
        }
    }
}
