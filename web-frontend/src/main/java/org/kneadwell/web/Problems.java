package org.kneadwell.web;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.jboss.logging.Logger;

/** The gateway's own refusals, in the form every service uses: RFC 9457 with a stable type and code. */
enum Problems {
    NOT_SIGNED_IN(401, "not-signed-in", "Sign in first", "This needs an account. Sign in and try again."),
    SESSION_EXPIRED(401, "session-expired", "Your session has ended", "Sign in again. Nothing you sent was stored."),
    FORGED(
            403,
            "cross-site-request",
            "Refused",
            "A change must come from our own pages, with the header X-Kneadwell-CSRF: 1."),
    SECOND_FACTOR_NEEDED(
            403,
            "second-factor-needed",
            "A second factor is needed",
            "A password alone is not enough for this. Set up a second factor on your account page, then sign in again."),
    NOT_ENCRYPTED(
            403,
            "not-encrypted",
            "Ask by https",
            "This came without encryption, so it was not answered. If it held a password or a token, change that:"
                    + " it could be read on the way."),
    BAD_PATH(400, "bad-path", "Not a path we serve", "The path holds characters that do not belong there."),
    UNKNOWN_PATH(404, "not-found", "Not found", "There is nothing at this address."),
    BAD_METHOD(405, "method-not-allowed", "Not a method we know", "Ask with another method."),
    LENGTH_REQUIRED(411, "length-required", "Length required", "Say how long the body is with Content-Length."),
    TOO_LARGE(413, "body-too-large", "Too large", "A body may hold at most 256 KiB."),
    HEADERS_TOO_LARGE(
            431,
            "headers-too-large",
            "Headers too large",
            "Headers may hold at most 16 KiB. Signing out shortens them."),
    TOO_MANY(
            429,
            "too-many-requests",
            "Too many requests",
            "That was very often in a short time. Wait a minute and try again. Nothing was stored."),
    ARCHIVE_FORGED(
            403,
            "cross-site-request",
            "Start this from our own pages",
            "Another site asked for your data. If it was you, ask for it from here."),
    NOT_A_CLIENT(403, "not-a-client", "Not a client's account", "Only what is kept about clients can be taken here."),
    ACCOUNT_ERASED(
            410, "account-erased", "This account was erased", "What was kept about you is gone, or about to be."),
    TOO_MANY_ARCHIVES(
            429,
            "too-many-requests",
            "Too many archives",
            "You have taken your data several times in the last hour. Wait a while and try again."),
    ARCHIVE_INCOMPLETE(
            502,
            "archive-incomplete",
            "Your archive could not be made whole",
            "A part of Kneadwell did not answer as it should. You got nothing, so that you do not take a part for all of it."
                    + " Try again later."),
    ARCHIVE_TOO_LARGE(
            502,
            "archive-too-large",
            "Your archive would be too large",
            "More is kept about you than can be taken here at once. Please ask us for it."),
    BAD_CLOCK(400, "bad-clock", "Not a duration", "Send {\"advance\":\"PT48H\"} or {\"offset\":\"PT0S\"}."),
    UNREACHABLE(
            502,
            "service-unreachable",
            "A part of Kneadwell is not answering",
            "Try again in a moment. Nothing was lost."),
    TOO_SLOW(504, "service-too-slow", "A part of Kneadwell is too slow", "Try again. It may have been done already.");

    private static final Logger LOG = Logger.getLogger("org.kneadwell.refused");

    static final String CONTENT_TYPE = "application/problem+json";

    private final int status;
    private final String code;
    private final String title;
    private final String detail;

    Problems(int status, String code, String title, String detail) {
        this.status = status;
        this.code = code;
        this.title = title;
        this.detail = detail;
    }

    String title() {
        return title;
    }

    String detail() {
        return detail;
    }

    int status() {
        return status;
    }

    Buffer body(String path) {
        return new JsonObject()
                .put("type", "https://kneadwell.org/problems/" + code)
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("instance", path)
                .put("code", code)
                .toBuffer();
    }

    void answer(RoutingContext rc) {
        if (status == 401 || status == 403 || status == 429) {
            LOG.infof("%d %s", status, code);
        }
        rc.response()
                .setStatusCode(status)
                .putHeader("Content-Type", CONTENT_TYPE)
                .putHeader("Cache-Control", "no-store")
                .end(body(rc.request().path()));
    }
}
