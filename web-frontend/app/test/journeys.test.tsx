import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import i18n, { speak } from "../src/i18n";
import { tellSignedIn } from "../src/signedIn";
import { dateTime } from "../src/time";
import { open } from "./stub/open";
import { APPOINTMENT, at, COMPLETED, FOLLOW_UP, HELD, PENDING, THERAPIST, urgent, World } from "./stub/world";

afterEach(async () => {
  vi.unstubAllGlobals();
  localStorage.clear();
  await act(() => speak("en"));
});

function press(name: string | RegExp) {
  fireEvent.click(screen.getByRole("button", { name }));
}

test("what the service refuses stands beside its field, which is focused", async () => {
  const world = new World("client");
  await open(`/follow-ups/${FOLLOW_UP}`, world);
  fireEvent.click(screen.getByRole("radio", { name: "Soreness over all, right now: 5" }));
  fireEvent.click(screen.getByRole("radio", { name: "Your pain now: 3" }));
  world.next("POST", /answers$/, {
    status: 400,
    body: {
      title: "Bad Request", status: 400, code: "invalid-input",
      violations: [{ field: "note", message: "size must be between 0 and 20" }],
    },
  });
  press("Send my answers");
  const note = await screen.findByLabelText("Anything to add");
  await waitFor(() => expect(note.getAttribute("aria-invalid")).toBe("true"));
  expect(document.getElementById((note.getAttribute("aria-describedby") ?? "").split(" ")[0] ?? "")?.textContent).toBe(
    "At most 20 characters or entries.",
  );
  expect(document.activeElement).toBe(note);
});

test("a number that is missing is asked for where it belongs, before anything is sent", async () => {
  const world = new World("client");
  await open(`/follow-ups/${FOLLOW_UP}`, world);
  press("Send my answers");
  expect(screen.getAllByText("This is needed.").map((text) => text.closest("fieldset")?.querySelector("legend")?.textContent)).toEqual([
    "Soreness over all, right now",
    "Your pain now",
  ]);
  expect(world.changes).toEqual([]);
});

test("nobody waits for what the answer has told already: neither the held time nor the booked one is asked for again", async () => {
  const world = new World("client");
  const { router } = await open(`/therapists/${THERAPIST}`, world);
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", (request: Request) =>
    request.method === "GET" && /\/appointments\/[^/]+$/.test(request.url) ? new Promise(() => undefined) : answering(request),
  );
  fireEvent.click((await screen.findAllByTestId("slot"))[0] as HTMLElement);
  await screen.findByTestId("hold-left");
  press("Book this appointment");
  await screen.findByTestId("appointment-state");
  expect(router.state.location.pathname).toBe(`/appointments/${APPOINTMENT}`);
});

test("two taps book once", async () => {
  const world = new World("client");
  const { router } = await open(`/hold/${HELD}`, world);
  press("Book this appointment");
  press("Book this appointment");
  await waitFor(() => expect(router.state.location.pathname).toBe(`/appointments/${APPOINTMENT}`));
  expect(world.changes).toEqual(["POST /api/booking/v1/appointments"]);
});

test("after a lost answer the same key is sent again", async () => {
  const world = new World("client");
  await open(`/hold/${HELD}`, world);
  const keys: (string | null)[] = [];
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", (request: Request) => {
    if (request.method !== "POST") return answering(request);
    keys.push(request.headers.get("Idempotency-Key"));
    return keys.length === 1 ? Promise.reject(new TypeError("lost")) : answering(request);
  });
  press("Book this appointment");
  await screen.findByText("No connection. Nothing was lost.");
  press("Book this appointment");
  await waitFor(() => expect(keys).toHaveLength(2));
  expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  expect(keys[1]).toBe(keys[0]);
});

test("going back never comes to a hold that was booked", async () => {
  const world = new World("client");
  const { router } = await open(`/therapists/${THERAPIST}`, world);
  await act(() => router.navigate({ to: "/hold/$id", params: { id: HELD } }));
  fireEvent.click(await screen.findByRole("button", { name: "Book this appointment" }));
  await waitFor(() => expect(router.state.location.pathname).toBe(`/appointments/${APPOINTMENT}`));
  act(() => router.history.back());
  await waitFor(() => expect(router.state.location.pathname).toBe(`/therapists/${THERAPIST}`));
});

test("a lost time shows the nearest others", async () => {
  const world = new World("client");
  await open(`/therapists/${THERAPIST}`, world);
  world.next("POST", /holds$/, {
    status: 409,
    body: { title: "Conflict", status: 409, code: "slot-taken", alternatives: [{ start: "2026-11-30T09:00:00Z", end: "2026-11-30T10:00:00Z" }] },
  });
  fireEvent.click((await screen.findAllByTestId("slot"))[0] as HTMLElement);
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("Someone was faster");
  expect(alert.querySelector("[data-start]")?.getAttribute("data-start")).toBe("2026-11-30T09:00:00Z");
});

test("the policy is shown before cancelling, and two taps cancel once", async () => {
  const world = new World("client");
  await open(`/appointments/${APPOINTMENT}`, world);
  expect((await screen.findByTestId("policy")).textContent).toMatch(/free of charge until .* After that, cancelling costs €42\.50\./);
  press("Cancel the appointment");
  const yes = await screen.findByRole("button", { name: "Yes, cancel it" });
  expect(screen.getAllByTestId("policy")).toHaveLength(2);
  fireEvent.click(yes);
  fireEvent.click(yes);
  await waitFor(() => expect(screen.queryByRole("button", { name: "Yes, cancel it" })).toBeNull());
  expect(world.changes).toEqual([`POST /api/booking/v1/appointments/${APPOINTMENT}/cancellation`]);
});

test("an appointment is moved only after one has seen from when to when, and going back does not move it again", async () => {
  const world = new World("client");
  const { router } = await open(`/appointments/${APPOINTMENT}`, world);
  await act(() => router.navigate({ to: "/appointments/$id/move", params: { id: APPOINTMENT } }));
  fireEvent.click((await screen.findAllByTestId("slot"))[0] as HTMLElement);
  expect(world.changes).toEqual([]);
  expect((await screen.findByRole("status")).textContent).toMatch(/^From .* to .*\?/);
  press("Yes, move it");
  await waitFor(() => expect(router.state.location.pathname).toBe(`/appointments/${APPOINTMENT}`));
  act(() => router.history.back());
  await waitFor(() => expect(router.state.location.pathname).toBe(`/appointments/${APPOINTMENT}`));
  expect(world.changes).toEqual([`POST /api/booking/v1/appointments/${APPOINTMENT}/reschedule`]);
});

test("two matches are compared part by part, and a third takes the place of the first", async () => {
  await open("/matches", new World("client"));
  fireEvent.click(await screen.findByRole("checkbox", { name: "Compare: Ada Auer" }));
  expect(screen.getByText("Choose one more to compare.")).toBeTruthy();
  fireEvent.click(screen.getByRole("checkbox", { name: "Compare: Ben Brugger" }));
  const table = screen.getByTestId("comparison");
  expect([...table.querySelectorAll("thead th")].map((cell) => cell.textContent)).toEqual(["Ada Auer", "Ben Brugger"]);
  expect(table.textContent).toContain("12.5 / 25. Works with low back, not hips.");
  expect(document.activeElement?.textContent).toBe("Side by side");
});

test("what the list is narrowed to is asked of the service and kept in the address", async () => {
  const world = new World("client");
  const asked: string[] = [];
  const { router } = await open("/matches?minutes=60", world);
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(request.url);
    return answering(request);
  });
  fireEvent.change(await screen.findByLabelText("Style"), { target: { value: "relaxation" } });
  await waitFor(() => expect(asked.some((url) => url.includes("minutes=60") && url.includes("style=relaxation"))).toBe(true));
  expect(router.state.location.search).toEqual({ minutes: 60, style: "relaxation" });
});

test("an offer from the waitlist is taken once and leads to its appointment", async () => {
  const world = new World("client");
  const { router } = await open("/waitlist", world);
  press("Take this time");
  press("Take this time");
  await waitFor(() => expect(router.state.location.pathname).toBe(`/appointments/${APPOINTMENT}`));
  expect(world.changes).toHaveLength(1);
});

test("a series is looked at before it is booked", async () => {
  const world = new World("client");
  await open(`/therapists/${THERAPIST}/series`, world);
  fireEvent.click((await screen.findAllByTestId("slot"))[0] as HTMLElement);
  await screen.findByText("Someone else has this time.");
  press("Book 1 session");
  await screen.findByText("Your series is booked");
  expect(world.changes).toEqual(["POST /api/booking/v1/series/preview", "POST /api/booking/v1/series"]);
});

test("a therapist answers a request once", async () => {
  const world = new World("therapist");
  await open("/therapist", world);
  press(/^Accept: Cleo Client/);
  press(/^Accept: Cleo Client/);
  await waitFor(() => expect(world.changes).toEqual([`POST /api/booking/v1/appointments/${PENDING}/acceptance`]));
});

test("hours that overlap are marked where they are", async () => {
  const world = new World("therapist");
  await open("/therapist/hours", world);
  world.next("PUT", /working-hours$/, {
    status: 422,
    body: {
      title: "Unprocessable", status: 422, code: "overlapping-hours",
      violations: [{ field: "weekly[1].from", message: "Overlaps hours before it." }],
    },
  });
  press("Save the week");
  const wrong = await screen.findByText("This overlaps with the hours before it.");
  expect(wrong.closest("fieldset")?.querySelector("legend")?.textContent).toBe("Hours 2");
  press("Save the week");
  await screen.findByText(/^Saved/);
});

test("time off is sent as the instant it is where the therapist works", async () => {
  const world = new World("therapist");
  await open("/therapist/hours", world);
  const sent: unknown[] = [];
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method === "POST") sent.push(await request.clone().json());
    return answering(request);
  });
  press("Add time off");
  expect(screen.getAllByText("This is needed.")).toHaveLength(2);
  fireEvent.change(screen.getByLabelText("Time off from"), { target: { value: "2026-12-24T08:00" } });
  fireEvent.change(screen.getByLabelText("Time off until"), { target: { value: "2026-12-26T20:00" } });
  press("Add time off");
  await waitFor(() => expect(sent).toEqual([{ start: "2026-12-24T07:00:00Z", end: "2026-12-26T19:00:00Z" }]));
});

test("an event is replayed at once, and set aside only after asking", async () => {
  const world = new World("coordinator");
  await open("/coordinator/events", world);
  fireEvent.click(await screen.findByRole("button", { name: "Set aside" }));
  expect(world.changes).toEqual([]);
  press("Keep it");
  press("Replay: FollowUpAnswered 4");
  await screen.findByText("On its way. The list follows in a moment.");
  expect(world.changes).toHaveLength(1);
  expect(world.changes[0]).toMatch(/^POST \/api\/booking\/v1\/event-delivery\/dead-letters\/follow-ups\/.*\/replay$/);
});

test("a check-in answers at once, and one without a connection is kept, with what to go by until then", async () => {
  const world = new World("therapist");
  await open(`/therapist/appointments/${APPOINTMENT}/session`, world);
  press("Low back feels like 6, medium to firm");
  press("Record check-in");
  await waitFor(() => expect(screen.getByTestId("advice").textContent).toContain("Ease off"));
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", (request: Request) =>
    request.method === "POST" ? Promise.reject(new TypeError("offline")) : answering(request),
  );
  press("Low back feels like 7, firm");
  press("Record check-in");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("1 check-in is kept here");
  expect(alert.textContent).toContain("two above it, or a bad word, stop");
  expect(screen.getByTestId("advice").textContent).toBe("");
  vi.stubGlobal("fetch", answering);
  act(() => void window.dispatchEvent(new Event("online")));
  await waitFor(() => expect(screen.getByTestId("advice").textContent).toContain("Ease off"));
  expect(screen.queryByText(/kept here/)).toBeNull();
  expect(world.changes).toHaveLength(2);
});

test("an ended session is signed in to beside the form, which keeps what was filled in", async () => {
  const world = new World("client");
  await open(`/follow-ups/${FOLLOW_UP}`, world);
  const opened = vi.fn();
  vi.stubGlobal("open", opened);
  fireEvent.click(screen.getByRole("radio", { name: "Soreness over all, right now: 5" }));
  fireEvent.click(screen.getByRole("radio", { name: "Your pain now: 3" }));
  world.next("POST", /answers$/, { status: 401, body: { title: "Unauthorized", status: 401, code: "session-expired" } });
  press("Send my answers");
  await screen.findByText("Your session has ended. Please sign in again");
  press("Sign in");
  expect(opened).toHaveBeenCalledWith("/login?return=%2Fsigned-in&ui_locales=en", "_blank", "noopener");
  tellSignedIn();
  await screen.findByText("You are signed in again. Please send it once more.");
  press("Send my answers");
  await screen.findByRole("heading", { name: "Thank you" });
});

test("after a session the therapist sees target against what was reported", async () => {
  await open(`/therapist/appointments/${COMPLETED}/session`, new World("therapist"));
  const said = await screen.findByTestId("afterwards");
  await waitFor(() => expect(said.textContent).toContain("Low back: target 5, soreness 5 of 10"));
  expect(said.textContent).toContain("Too intense");
  expect(screen.queryByRole("button", { name: "Record check-in" })).toBeNull();
});

test("what one has here is erased only after saying so, once, and the page then says that it is gone", async () => {
  const world = new World("client");
  await open("/my-data", world);
  const looked = await screen.findByRole("list", { name: "Who looked at your health data" });
  expect(looked.textContent).toMatch(/your therapistRead your intake summary: /);
  expect(looked.textContent).not.toContain("Changed");
  press("Show earlier");
  await waitFor(() => expect(looked.textContent).toMatch(/your therapistChanged what was said in the session: /));
  expect(screen.queryByRole("button", { name: "Show earlier" })).toBeNull();
  expect(screen.queryByText(/: you$/)).toBeNull();
  fireEvent.click(screen.getByRole("checkbox", { name: /Also my own visits/ }));
  expect(await screen.findByText(/: you$/)).toBeTruthy();
  expect(screen.getByRole("button", { name: "Erase everything about me" }).hasAttribute("disabled")).toBe(true);
  fireEvent.click(screen.getByRole("checkbox", { name: /cannot be undone/ }));
  press("Erase everything about me");
  press("Erase everything about me");
  expect(await screen.findByText("Your data is erased")).toBeTruthy();
  expect(world.changes).toEqual(["POST /api/intake/v1/erasure"]);
});

test("consent is withdrawn only after saying so, and can be given again", async () => {
  const world = new World("client");
  await open("/my-data", world);
  await screen.findByText(/You have agreed/);
  fireEvent.click(screen.getByRole("checkbox", { name: "I understand this" }));
  press("Withdraw my consent");
  expect(await screen.findByRole("link", { name: "Read the text and agree" })).toBeTruthy();
  expect(world.changes).toEqual(["POST /api/intake/v1/consents/withdrawal"]);
});

test("urgent advice stands alone: one heading, what to do, and the way back", async () => {
  const world = new World("client");
  world.assessment = urgent;
  await open("/result", world);
  expect(screen.getByRole("alert").textContent).toContain("Call your emergency number.");
  expect(screen.getAllByRole("heading", { level: 2 })[0]?.textContent).toBe("Get urgent medical care now.");
  expect(screen.queryByText("How firm, region by region")).toBeNull();
  expect(screen.queryByText("Your overall ceiling")).toBeNull();
  expect(screen.getByRole("link", { name: "Change my answers" })).toBeTruthy();
});

test("the language is switched and remembered, and what was filled in stays", async () => {
  await open(`/follow-ups/${FOLLOW_UP}`, new World("client"));
  fireEvent.click(screen.getByRole("radio", { name: "Your pain now: 3" }));
  press("Deutsch");
  const pain = await screen.findByRole("radio", { name: "Ihr Schmerz jetzt: 3" });
  expect((pain as HTMLInputElement).checked).toBe(true);
  expect(document.documentElement.lang).toBe("de");
  expect(i18n.language).toBe("de");
  expect(Object.keys(localStorage)).toEqual(["kneadwell.language"]);
});

test("days and words that are shown already turn into the language that was chosen", async () => {
  await open("/appointments", new World("client"));
  const inWords = () => dateTime(at(3));
  const english = inWords();
  expect(screen.getAllByText(english).length).toBeGreaterThan(0);
  press("Deutsch");
  await waitFor(() => expect(inWords()).not.toBe(english));
  expect((await screen.findAllByText(inWords())).length).toBeGreaterThan(0);
  expect(screen.queryByText(english)).toBeNull();
});

test("what the services say is asked for again in the language that was chosen", async () => {
  await open("/result", new World("client"));
  const answering = globalThis.fetch;
  const asked: [string, string | null][] = [];
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push([new URL(request.url).pathname, request.headers.get("Accept-Language")]);
    return answering(request);
  });
  press("Deutsch");
  await waitFor(() => {
    expect(asked).toContainEqual(["/api/intake/v1/assessments/current", "de"]);
  });
  expect(asked.filter(([, language]) => language !== "de")).toEqual([]);
});
