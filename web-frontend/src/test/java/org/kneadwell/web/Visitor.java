package org.kneadwell.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;

/** Somebody with a browser. */
final class Visitor {

    private Visitor() {}

    /** Walks the code flow; answers with the cookies of the session. */
    static Map<String, String> signIn(String wanted) {
        var first =
                given().redirects().follow(false).queryParam("return", wanted).get("/login");
        assertThat(first.statusCode()).isEqualTo(302);
        String provider = first.header("Location");
        assertThat(provider).contains("code_challenge_method=S256").contains("response_type=code");
        var second = given().redirects().follow(false).urlEncodingEnabled(false).get(provider);
        assertThat(second.statusCode()).isEqualTo(302);
        var jar = new HashMap<>(first.cookies());
        var third = given().redirects()
                .follow(false)
                .urlEncodingEnabled(false)
                .cookies(jar)
                .get(second.header("Location"));
        assertThat(third.statusCode()).isEqualTo(302);
        jar.putAll(third.cookies());
        String next = third.header("Location");
        for (int i = 0; i < 3 && next.contains("/login"); i++) {
            var hop = given().redirects()
                    .follow(false)
                    .urlEncodingEnabled(false)
                    .cookies(jar)
                    .get(next);
            jar.putAll(hop.cookies());
            next = hop.header("Location");
        }
        assertThat(next).endsWith(wanted);
        jar.keySet().removeIf(name -> !name.startsWith("q_session"));
        return jar;
    }
}
