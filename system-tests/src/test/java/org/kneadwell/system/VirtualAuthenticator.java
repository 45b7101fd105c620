package org.kneadwell.system;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;

/** What keeps a person's passkeys and unlocks them, as a phone does; Chromium's own stand-in, which agrees to all it is asked. */
final class VirtualAuthenticator {

    private final CDPSession session;
    private final String id;

    private VirtualAuthenticator(CDPSession session, String id) {
        this.session = session;
        this.id = id;
    }

    /** Part of the device on which the page is shown. */
    static VirtualAuthenticator of(Page page) {
        CDPSession session = page.context().newCDPSession(page);
        session.send("WebAuthn.enable");
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var added = new JsonObject();
        added.add("options", options);
        return new VirtualAuthenticator(
                session,
                session.send("WebAuthn.addVirtualAuthenticator", added)
                        .get("authenticatorId")
                        .getAsString());
    }

    /** Whether it knows finger, face or code of whoever holds it. */
    void knowsWhoHoldsIt(boolean verified) {
        set("WebAuthn.setUserVerified", "isUserVerified", verified);
    }

    /** Whether somebody is there who touches it. */
    void isTouched(boolean present) {
        set("WebAuthn.setAutomaticPresenceSimulation", "enabled", present);
    }

    private void set(String command, String what, boolean value) {
        var arguments = new JsonObject();
        arguments.addProperty("authenticatorId", id);
        arguments.addProperty(what, value);
        session.send(command, arguments);
    }
}
