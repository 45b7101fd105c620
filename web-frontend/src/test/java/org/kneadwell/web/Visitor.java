package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Somebody with a browser. */
final class Visitor {

    /** What signing in left behind: the session's cookies, and every line that set one on the way. */
    record SignedIn(Map<String, String> cookies, List<String> setCookieLines) {}

    private Visitor() {}

    /** Walks the code flow; answers with the cookies of the session. */
    static Map<String, String> signIn(String wanted) {
        return signIn(wanted, Map.of()).cookies();
    }

    /**
     * The same from behind a proxy.
     *
     * @param headers what the proxy adds to each request
     */
    static SignedIn signIn(String wanted, Map<String, String> headers) {
        var lines = new ArrayList<String>();
        var jar = new HashMap<String, String>();
        var first = keep(ask(headers, jar).queryParam("return", wanted).get("/login"), jar, lines);
        String provider = first.header("Location");
        assertThat(provider).contains("code_challenge_method=S256").contains("response_type=code");
        var second = given().redirects().follow(false).urlEncodingEnabled(false).get(provider);
        assertThat(second.statusCode()).isEqualTo(302);
        String next = second.header("Location");
        for (int i = 0; i < 4 && next.contains("/login"); i++) {
            next = keep(ask(headers, jar).urlEncodingEnabled(false).get(ownPath(next)), jar, lines)
                    .header("Location");
        }
        assertThat(next).endsWith(wanted);
        jar.keySet().removeIf(name -> !name.contains("q_session"));
        return new SignedIn(jar, lines);
    }

    private static RequestSpecification ask(Map<String, String> headers, Map<String, String> cookies) {
        return given().redirects().follow(false).headers(headers).cookies(cookies);
    }

    private static Response keep(Response answer, Map<String, String> jar, List<String> lines) {
        assertThat(answer.statusCode()).isEqualTo(302);
        jar.putAll(answer.cookies());
        lines.addAll(answer.headers().getValues("Set-Cookie"));
        return answer;
    }

    private static String ownPath(String location) {
        var uri = URI.create(location);
        return uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
    }
}
