import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { speak } from "../src/i18n";
import { openIn, pieces } from "../src/week";
import { withoutHeader } from "./stub/headers";
import { open } from "./stub/open";
import { ada, APPOINTMENT, day, ID, PENDING, summary, THERAPIST, World } from "./stub/world";

afterEach(async () => {
  vi.unstubAllGlobals();
  await act(() => speak("en"));
});

const PRACTICE = `/api/booking/v1/therapists/${THERAPIST}`;

function press(name: string | RegExp) {
  fireEvent.click(screen.getByRole("button", { name }));
}

function refusal(field: string, message: string, code = "invalid-input", status = 422) {
  return { status, body: { title: "Refused", status, code, violations: [{ field, message }] } };
}

/** What stands beside an input as wrong with it. */
function wrongWith(input: HTMLElement): string | null | undefined {
  return document.getElementById((input.getAttribute("aria-describedby") ?? "").split(" ").find((id) => id.endsWith("error")) ?? "")?.textContent;
}

/** What was sent from now on: method, path and body. */
function listening(): { sent: [string, string, unknown][]; headers: Headers[] } {
  const heard: { sent: [string, string, unknown][]; headers: Headers[] } = { sent: [], headers: [] };
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method !== "GET") {
      const text = await request.clone().text();
      heard.sent.push([request.method, new URL(request.url).pathname, text ? JSON.parse(text) : undefined]);
      heard.headers.push(request.headers);
    }
    return answering(request);
  });
  return heard;
}

test("follow-ups that need help come first, and reading one shows what was said and what changes", async () => {
  await open("/therapist/follow-ups", new World("therapist"));
  const cards = screen.getAllByTestId("received");
  expect(cards.map((card) => card.querySelector("h3")?.textContent)).toEqual(["Dora Dorn", "Cleo Client", "Emil Ende"]);
  const first = screen.getByTestId("needs-help");
  expect(first.textContent).toContain("Sent to urgent care");
  expect(first.textContent).toContain("need medical help at once");
  fireEvent.click(within(cards[1] as HTMLElement).getByRole("button", { name: /^Read it: Cleo Client/ }));
  const said = await screen.findByTestId("afterwards");
  await waitFor(() => expect(said.textContent).toContain("Too intense"));
  const next = await screen.findByTestId("next-time");
  await waitFor(() => expect(next.textContent).toContain("Low back 5 → 4: still sore at 60 h."));
});

test("the list of follow-ups is read once, however often the window is looked at again", async () => {
  await open("/therapist/follow-ups", new World("therapist"));
  const asked: string[] = [];
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(request.url);
    return answering(request);
  });
  act(() => {
    window.dispatchEvent(new Event("focus"));
    document.dispatchEvent(new Event("visibilitychange"));
    window.dispatchEvent(new Event("online"));
  });
  await act(() => new Promise((done) => setTimeout(done, 50)));
  expect(asked.filter((url) => url.includes("appointment-follow-ups"))).toEqual([]);
});

test("who waits is there with what they wish and what is offered, beside the requests with their deadline", async () => {
  await open("/therapist/waiting", new World("therapist"));
  expect((await screen.findAllByTestId("request"))[0]?.textContent).toMatch(/Please answer by .* That is in \d+ (hours|day)/);
  const [dora, emil] = await screen.findAllByTestId("waiting-client");
  expect(dora?.textContent).toContain("A time is held");
  expect(dora?.textContent).toMatch(/is held for them until/);
  expect(emil?.textContent).toContain("90 min");
  expect(emil?.textContent).toContain("Only on Monday, Friday");
  expect(emil?.textContent).toContain("Between 09:00 and 12:00");
});

test("a therapist cancels only after being asked, once, with the reason", async () => {
  const world = new World("therapist");
  world.begun = false;
  await open(`/therapist/appointments/${APPOINTMENT}`, world);
  const heard = listening();
  press("Cancel the appointment");
  fireEvent.change(await screen.findByLabelText("Reason for the client, if you like"), { target: { value: "The room is flooded." } });
  const yes = screen.getByRole("button", { name: "Yes, cancel it" });
  fireEvent.click(yes);
  fireEvent.click(yes);
  await waitFor(() => expect(screen.queryByRole("button", { name: "Yes, cancel it" })).toBeNull());
  expect(heard.sent).toEqual([
    ["POST", `/api/booking/v1/appointments/${APPOINTMENT}/cancellation`, { reason: "The room is flooded." }],
  ]);
});

test("that nobody came can be recorded once it has begun, and what is refused is said in the question", async () => {
  const world = new World("therapist");
  world.begun = true;
  await open(`/therapist/appointments/${APPOINTMENT}`, world);
  expect(screen.queryByRole("link", { name: "Move to another time" })).toBeNull();
  press("The client did not come");
  world.next("POST", /no-show$/, { status: 409, body: { title: "Conflict", status: 409, code: "session-begun" } });
  fireEvent.click(await screen.findByRole("button", { name: "Yes, record it" }));
  expect((await screen.findByRole("alert")).textContent).toContain("The session has already begun");
  press("Yes, record it");
  await waitFor(() => expect(screen.queryByRole("button", { name: "Yes, record it" })).toBeNull());
  expect(world.changes).toEqual(Array(2).fill(`POST /api/booking/v1/appointments/${APPOINTMENT}/no-show`));
});

test("a therapist moves an appointment only after seeing from when to when", async () => {
  const world = new World("therapist");
  const { router } = await open(`/therapist/appointments/${APPOINTMENT}/move`, world);
  fireEvent.click((await screen.findAllByTestId("slot"))[0] as HTMLElement);
  expect(world.changes).toEqual([]);
  press("Yes, move it");
  await waitFor(() => expect(router.state.location.pathname).toBe(`/therapist/appointments/${APPOINTMENT}`));
  expect(world.changes).toEqual([`POST /api/booking/v1/appointments/${APPOINTMENT}/reschedule`]);
});

test("a request is accepted from its own page too", async () => {
  const world = new World("therapist");
  await open(`/therapist/appointments/${PENDING}`, world);
  press(/^Accept: Cleo Client/);
  await waitFor(() => expect(world.changes).toEqual([`POST /api/booking/v1/appointments/${PENDING}/acceptance`]));
});

test("a new date is closed without If-Match, one that has hours is changed with its version, and forgotten", async () => {
  const world = new World("therapist");
  await open("/therapist/hours", world);
  const heard = listening();
  const dates = screen.getByRole("region", { name: "Single dates" });
  fireEvent.change(within(dates).getByLabelText("Date"), { target: { value: day(20) } });
  await screen.findByRole("checkbox", { name: "Closed on this date" });
  press("Save the date");
  await waitFor(() => expect(heard.sent).toEqual([["PUT", `${PRACTICE}/date-overrides/${day(20)}`, { hours: [] }]]));
  expect(heard.headers[0]?.get("If-Match")).toBeNull();

  fireEvent.click(within(dates).getAllByRole("button", { name: /^Change: / })[1] as HTMLElement);
  const closed = await screen.findByRole<HTMLInputElement>("checkbox", { name: "Closed on this date" });
  expect(closed.checked).toBe(false);
  world.next("PUT", /date-overrides/, refusal("hours[1].to", "Equals from.", "empty-hours"));
  press("Save the date");
  await waitFor(() => expect(within(dates).getAllByLabelText("To").map(wrongWith)).toEqual([undefined, "The end has to come after the beginning."]));
  expect(heard.sent.at(-1)?.[2]).toEqual({ hours: [{ from: "10:00", to: "13:00" }, { from: "15:00", to: "20:00" }] });
  expect(heard.headers.at(-1)?.get("If-Match")).toBe('"7"');

  fireEvent.click(within(dates).getAllByRole("button", { name: /^Back to the weekly hours: / })[0] as HTMLElement);
  await waitFor(() => expect(heard.sent.at(-1)).toEqual(["DELETE", `${PRACTICE}/date-overrides/${day(9)}`, undefined]));
});

test("rules are shown in hours and sent in minutes, an open cap is no cap, and a refusal stands beside its field", async () => {
  const world = new World("therapist");
  await open("/therapist/rules", world);
  const heard = listening();
  const notice = screen.getByLabelText<HTMLInputElement>("Bookable until how many hours before");
  expect(notice.value).toBe("2");
  fireEvent.change(notice, { target: { value: "1.5" } });
  fireEvent.change(screen.getByLabelText("Sessions a day"), { target: { value: "" } });
  world.next("PUT", /booking-rules$/, refusal("horizonDays", "must be less than or equal to 730", "invalid-input", 400));
  press("Save the rules");
  const ahead = screen.getByLabelText("Bookable how many days ahead");
  await waitFor(() => expect(wrongWith(ahead)).toBe("At most 730."));
  expect(document.activeElement).toBe(ahead);
  expect(heard.sent[0]?.[2]).toMatchObject({ noticeMinutes: 90, gaps: "any", acceptance: "by_therapist", answerHours: 24 });
  expect(heard.sent[0]?.[2]).not.toHaveProperty("daySessions");
  expect(heard.headers[0]?.get("If-Match")).toBe('"3"');
  press("Save the rules");
  await screen.findByText("Saved. Free times follow from it at once.");
});

test("rules that somebody changed meanwhile can be shown as they are now", async () => {
  const world = new World("therapist");
  await open("/therapist/rules", world);
  world.next("PUT", /booking-rules$/, { status: 412, body: { title: "Precondition Failed", status: 412, code: "stale" } });
  press("Save the rules");
  await screen.findByRole("button", { name: "Show them as they are now" });
});

test("a refused address is explained beside its field, and a new try has a new key", async () => {
  const world = new World("therapist");
  await open("/therapist/calendars", world);
  const heard = listening();
  const address = screen.getByLabelText("Its address");
  press("Read this calendar");
  expect(wrongWith(address)).toBe("This is needed.");
  expect(heard.sent).toEqual([]);
  fireEvent.change(address, { target: { value: "http://calendar.example/me.ics" } });
  world.next("POST", /busy-calendars$/, refusal("address", "The address of a calendar begins with https://.", "not-https"));
  press("Read this calendar");
  await waitFor(() => expect(wrongWith(address)).toBe("The address of a calendar begins with https://."));
  expect(document.activeElement).toBe(address);
  fireEvent.change(address, { target: { value: "https://calendar.example/me.ics" } });
  press("Read this calendar");
  await waitFor(() => expect((address as HTMLInputElement).value).toBe(""));
  const keys = heard.headers.map((one) => one.get("Idempotency-Key"));
  expect(new Set(keys).size).toBe(2);
});

test("a calendar that could not be read says why, in the reader's language", async () => {
  await act(() => speak("de"));
  await open("/therapist/calendars", new World("therapist"));
  expect(screen.getAllByTestId("busy-calendar")[1]?.textContent).toContain("Unter dieser Adresse gibt es keinen Kalender");
});

test("what stands in the way of being found is said, and nothing else", async () => {
  const world = new World("therapist");
  world.me = { published: false, licences: [] };
  await open("/therapist/profile", world);
  expect(screen.getByTestId("found").textContent).toBe("Clients cannot find you");
  expect([...screen.getByTestId("in-the-way").querySelectorAll("li")].map((line) => line.textContent?.trim())).toEqual([
    "Your profile is not published yet. Your coordinator does that.",
    "No licence of yours is verified and valid today. Your coordinator verifies it.",
  ]);
});

test("licences say whether they are verified and when they end, and a service is added once", async () => {
  const world = new World("therapist");
  await open("/therapist/profile", world);
  expect(screen.getByTestId("found").textContent).toBe("Clients can find you");
  expect(screen.getAllByTestId("licence").map((line) => line.textContent)).toEqual([
    expect.stringMatching(/^R1, A-100.*ends in (19|20|21) days$/),
    expect.stringMatching(/^R2, A-200.*not verified yet$/),
  ]);
  const heard = listening();
  press("Add the session");
  expect(wrongWith(screen.getByLabelText("Minutes"))).toBe("This is needed.");
  fireEvent.change(screen.getByRole("textbox", { name: "Name" }), { target: { value: "Short massage" } });
  fireEvent.change(screen.getByLabelText("Minutes"), { target: { value: "10" } });
  fireEvent.change(screen.getByLabelText("Price"), { target: { value: "45.5" } });
  world.next("POST", /services$/, refusal("minutes", "must be greater than or equal to 15", "invalid-input", 400));
  press("Add the session");
  await waitFor(() => expect(wrongWith(screen.getByLabelText("Minutes"))).toBe("At least 15."));
  fireEvent.change(screen.getByLabelText("Minutes"), { target: { value: "30" } });
  press("Add the session");
  press("Add the session");
  await screen.findByText(/^Added\./);
  expect(heard.sent.slice(1)).toEqual([
    ["POST", `${PRACTICE}/services`, { name: "Short massage", minutes: 30, needsRoom: false, price: { amount: 45.5, currency: "EUR" } }],
  ]);
});

test("what therapists say of themselves is theirs to change, and a refusal stands beside its field", async () => {
  const world = new World("therapist");
  await open("/therapist/profile", world);
  press("Change what you say of yourself");
  const bio = await screen.findByRole("textbox", { name: "About you" });
  expect((bio as HTMLTextAreaElement).value).toBe("I work slowly and ask often.");
  expect(screen.queryByRole("textbox", { name: "E-mail" })).toBeNull();
  const heard = listening();
  fireEvent.change(bio, { target: { value: "I work slowly.\nAnd I ask." } });
  fireEvent.change(screen.getByRole("combobox", { name: "Another language" }), { target: { value: "pl" } });
  fireEvent.click(screen.getByRole("checkbox", { name: "English" }));
  fireEvent.change(screen.getByRole("combobox", { name: "Language of mails to you" }), { target: { value: "de" } });
  const low = screen.getByLabelText("Pressure from (1–10)");
  fireEvent.change(low, { target: { value: "8" } });
  world.next("PUT", /me\/therapist$/, refusal("intensityRange.high", "Is below low.", "intensity-range"));
  press("Save");
  await waitFor(() => expect(wrongWith(low)).toBe("This cannot be below the lower number."));
  fireEvent.change(low, { target: { value: "3" } });
  press("Save");
  await screen.findByText(/^Saved\./);
  expect(heard.sent.at(-1)).toEqual([
    "PUT", "/api/booking/v1/me/therapist",
    {
      bio: "I work slowly.\nAnd I ask.", languages: ["de", "pl"], mailLanguage: "de",
      styles: ["relaxation", "clinical_jing", "movement_stretch"], regions: ["low_back", "hips"], intensityRange: { low: 3, high: 6 },
    },
  ]);
  expect(heard.headers.at(-1)?.get("If-Match")).toBe('"1"');
  await waitFor(() => expect(screen.getByText(/^German, Polish$/)).toBeTruthy());
});

test("a profile that was changed elsewhere meanwhile loses nothing, here or there", async () => {
  const world = new World("therapist");
  await open("/therapist/profile", world);
  press("Change what you say of yourself");
  fireEvent.change(await screen.findByRole("textbox", { name: "About you" }), { target: { value: "Mine." } });
  const heard = listening();
  world.changesMe({ bio: "Theirs.", regions: ["feet"] });
  world.next("PUT", /me\/therapist$/, { status: 412, body: { title: "Precondition Failed", status: 412, code: "stale" } });
  press("Save");
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("Changed in both places: About you.");
  expect((screen.getByRole("textbox", { name: "About you" }) as HTMLTextAreaElement).value).toBe("Mine.");
  expect((screen.getByRole("checkbox", { name: "Feet" }) as HTMLInputElement).checked).toBe(true);
  press("Save");
  await screen.findByText(/^Saved\./);
  expect(heard.sent.at(-1)?.[2]).toMatchObject({ bio: "Mine.", regions: ["feet"] });
  expect(heard.headers.at(-1)?.get("If-Match")).toBe('"2"');
});

test("a licence that ends soon says what to do, unless its successor is there", async () => {
  const world = new World("therapist");
  await open("/therapist/profile", world);
  expect(screen.getAllByText(/^Send your coordinator the renewed licence before /)).toHaveLength(1);
  cleanup();
  const next = new World("therapist");
  const [first] = ada.licences;
  if (!first) throw new Error("none");
  next.me = { licences: [first, { ...first, id: ID(77), number: "A-101", validFrom: day(21), validUntil: day(400) }] };
  await open("/therapist/profile", next);
  expect(screen.queryByText(/^Send your coordinator the renewed licence/)).toBeNull();
});

test("from the summary the session begins at once, and a check-in is in the list with its advice", async () => {
  const world = new World("therapist");
  const session = world.session;
  world.session = null;
  world.next("GET", /summary$/, { status: 200, body: { ...summary, start: new Date().toISOString() } });
  const { router } = await open(`/therapist/appointments/${APPOINTMENT}/summary`, world);
  const begin = await screen.findByRole("button", { name: "Begin the session" });
  world.session = session;
  fireEvent.click(begin);
  fireEvent.click(begin);
  await waitFor(() => expect(router.state.location.pathname).toMatch(/session$/));
  fireEvent.click(await screen.findByRole("button", { name: /^Low back feels like 6/ }));
  const answering = globalThis.fetch;
  // Reading the session again may take long.
  vi.stubGlobal("fetch", (request: Request) =>
    request.method === "GET" && request.url.endsWith("/session") ? new Promise(() => undefined) : answering(request),
  );
  press("Record check-in");
  await waitFor(() => expect(screen.getByTestId("advice").textContent).toContain("Ease off"));
  expect(screen.queryByText(/^No check-in yet/)).toBeNull();
  expect(world.changes.filter((one) => one.endsWith("/session"))).toHaveLength(1);
});

test("a session begun on another device is gone on with", async () => {
  const world = new World("therapist");
  const session = world.session;
  world.session = null;
  await open(`/therapist/appointments/${APPOINTMENT}/session`, world);
  world.session = session;
  world.next("POST", /session$/, { status: 409, body: { title: "Conflict", status: 409, code: "session-begun" } });
  press("Begin the session");
  await screen.findByRole("button", { name: "Record check-in" });
  expect(screen.queryByRole("alert")).toBeNull();
});

test("the week lists appointments, busy times and time off of each day", async () => {
  const world = new World("therapist");
  await open("/therapist/week", world);
  await screen.findByRole("link", { name: /Cleo Client/ });
  expect(screen.getAllByText(/Busy elsewhere$/).length).toBeGreaterThan(0);
});

test("a time of several days is shown on each of them, and single dates come before weekly hours", () => {
  const days = ["2026-11-23", "2026-11-24", "2026-11-25"];
  const off = { id: "1", start: "2026-11-23T17:00:00Z", end: "2026-11-25T08:00:00Z" };
  expect(pieces(off, "off", "Time off", days, "Europe/Berlin").map((one) => one.spoken)).toEqual([
    "18:00 – 23:59, Time off", "Time off", "00:00 – 09:00, Time off",
  ]);
  const weekly = [{ day: "monday" as const, from: "09:00:00", to: "12:00:00" }, { day: "monday" as const, from: "14:00:00", to: "18:00:00" }];
  expect(openIn(days, weekly, [])).toEqual({ 1: ["09:00:00", "18:00:00"], 2: null, 3: null });
  expect(openIn(days, weekly, [{ date: "2026-11-23", hours: [] }])[1]).toBeNull();
});

test("the stand-in refuses what the services would refuse for the want of a header", () => {
  const none = () => null;
  expect(withoutHeader("POST", "/api/booking/v1/holds", none)?.status).toBe(400);
  expect(withoutHeader("POST", `/api/feedback/v1/follow-ups/${ID(3)}/answers`, none)?.body).toMatchObject({ code: "idempotency-key-missing" });
  expect(withoutHeader("PUT", `${PRACTICE}/booking-rules`, none)?.status).toBe(428);
  expect(withoutHeader("POST", "/api/booking/v1/holds", () => "key")).toBeNull();
  expect(withoutHeader("POST", `/api/booking/v1/appointments/${ID(1)}/cancellation`, none)).toBeNull();
});

test("what a therapist may not read any more is not shown any more", async () => {
  const world = new World("therapist");
  const { container } = await open(`/therapist/appointments/${APPOINTMENT}/summary`, world);
  const name = screen.getByRole("heading", { level: 1 }).textContent ?? "";
  expect(name).not.toBe("");
  world.next("GET", /summary$/, { status: 404, body: { title: "Not Found", status: 404, code: "not-found" } });
  await act(() => world.client?.invalidateQueries());
  await screen.findByRole("alert");
  expect(container.textContent).not.toContain(name);
});
