import { act, fireEvent, renderHook, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Appointment } from "../src/api/booking";
import { calendarFile } from "../src/calendarFile";
import { speak } from "../src/i18n";
import { regionStories } from "../src/pages/regionStory";
import { tellSignedIn } from "../src/signedIn";
import { day } from "../src/time";
import { useAct } from "../src/useAct";
import { changes, outcomes, SERIES } from "./stub/client";
import { open } from "./stub/open";
import { APPOINTMENT, assessment, at, FOLLOW_UP, HELD, ID, SERVICE, THERAPIST, World } from "./stub/world";

afterEach(async () => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
  await act(() => speak("en"));
});

function press(name: string | RegExp) {
  fireEvent.click(screen.getByRole("button", { name }));
}

/** Every request from here on, as method and address, with its key. */
function listen() {
  const seen: { method: string; url: string; key: string | null }[] = [];
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", (request: Request | string) => {
    if (typeof request !== "string")
      seen.push({ method: request.method, url: request.url, key: request.headers.get("Idempotency-Key") });
    return answering(request);
  });
  return seen;
}

test("from a match it takes three taps to book", async () => {
  const world = new World("client");
  const { router } = await open("/matches", world);
  let taps = 0;
  const tap = (element: HTMLElement) => {
    taps++;
    fireEvent.click(element);
  };
  tap(await screen.findByRole("link", { name: /^See times with Ada Auer/ }).catch(() => screen.getByRole("button", { name: /^See times with Ada Auer/ })));
  tap((await screen.findAllByTestId("slot"))[0] as HTMLElement);
  tap(await screen.findByRole("button", { name: "Book this appointment" }));
  await waitFor(() => expect(router.state.location.pathname).toBe(`/appointments/${APPOINTMENT}`));
  expect(world.changes).toEqual(["POST /api/booking/v1/holds", "POST /api/booking/v1/appointments"]);
  expect(taps).toBeLessThanOrEqual(3);
});

test("matches are narrowed by time of day, place and price, and the list stays until there is another", async () => {
  const { router } = await open("/matches", new World("client"));
  const seen = listen();
  press("Narrow the list");
  fireEvent.change(screen.getByLabelText("Time of day"), { target: { value: "evening" } });
  expect(screen.getAllByTestId("match")).toHaveLength(2);
  await waitFor(() => expect(seen.some(({ url }) => url.includes("fromTime=17%3A00"))).toBe(true));
  fireEvent.change(screen.getByLabelText("Place"), { target: { value: ID(13) } });
  await waitFor(() => expect(seen.at(-1)?.url).toContain(`locationId=${ID(13)}`));
  const price = screen.getByLabelText("Costs at most");
  fireEvent.change(price, { target: { value: "85" } });
  expect(seen.some(({ url }) => url.includes("maxPrice")), "not at each digit").toBe(false);
  fireEvent.blur(price);
  await waitFor(() => expect(seen.at(-1)?.url).toContain("maxPrice=85"));
  expect(router.state.location.search).toEqual({ fromTime: "17:00", locationId: ID(13), maxPrice: 85 });
  expect(screen.getByRole("button", { name: "Narrowed by 3 choices" })).toBeTruthy();
});

test("matches can be narrowed to a place whose therapists are on no page that was read", async () => {
  const world = new World("client");
  const far = { id: ID(14), name: "Annex", address: "9 Far Lane", zone: "Europe/Berlin" };
  const near = world.answer("GET", "/api/booking/v1/places", undefined).body as { items: object[] };
  world.next("GET", /booking\/v1\/places$/, { status: 200, body: { items: near.items, next: "more" } });
  world.next("GET", /\/places$/, { status: 200, body: { items: [far] } });
  const { router } = await open("/matches", world);
  const seen = listen();
  press("Narrow the list");
  const place = await screen.findByLabelText("Place");
  expect(within(place).getAllByRole("option").map((option) => option.textContent)).toEqual(["Any", "Annex", "Hillside rooms", "Room by the river"]);
  fireEvent.change(place, { target: { value: ID(14) } });
  await waitFor(() => expect(seen.at(-1)?.url).toContain(`locationId=${ID(14)}`));
  expect(router.state.location.search).toEqual({ locationId: ID(14) });
});

test("what is wrong with a search stands beside its field", async () => {
  const world = new World("client");
  world.next("GET", /matches$/, {
    status: 422,
    body: { title: "Unprocessable", status: 422, code: "dates-not-searchable", violations: [{ field: "from", message: "Is in the past." }] },
  });
  await open("/matches?from=2020-01-01", world);
  const from = await screen.findByLabelText("First day");
  expect(from.getAttribute("aria-invalid")).toBe("true");
  expect(screen.getByText("This is over already.")).toBeTruthy();
});

describe("a series", () => {
  test("is moved from one of its times on, after one has said which, once", async () => {
    const world = new World("client");
    await open(`/series/${SERIES}`, world);
    const seen = listen();
    fireEvent.click(screen.getAllByRole("button", { name: /^Move to another time/ })[0] as HTMLElement);
    fireEvent.click(screen.getByRole("radio", { name: "This one and the 1 after it" }));
    fireEvent.change(screen.getByLabelText("New time"), { target: { value: "15:30" } });
    const sent = vi.spyOn(world, "answer");
    press("Yes, move it");
    press("Yes, move it");
    await waitFor(() => expect(screen.queryByRole("button", { name: "Yes, move it" })).toBeNull());
    const posts = sent.mock.calls.filter(([method]) => method === "POST");
    expect(posts).toHaveLength(1);
    expect(posts[0]?.[2]).toMatchObject({ number: 2, scope: "following", time: "15:30" });
    expect(seen.find(({ method }) => method === "POST")?.key).toMatch(/^[0-9a-f]{32}$/);
  });

  test("is cancelled only after the terms of each have been shown", async () => {
    const world = new World("client");
    await open(`/series/${SERIES}`, world);
    fireEvent.click(screen.getAllByRole("button", { name: /^Cancel:/ })[0] as HTMLElement);
    fireEvent.click(screen.getByRole("radio", { name: "This one and the 1 after it" }));
    expect(await screen.findAllByTestId("policy")).toHaveLength(1);
    expect(world.changes).toEqual([]);
    press("Yes, cancel 2 sessions");
    await waitFor(() => expect(world.changes).toEqual([`POST /api/booking/v1/series/${SERIES}/cancellation`]));
  });

  test("says of which times a change was refused", async () => {
    const world = new World("client");
    await open(`/series/${SERIES}`, world);
    fireEvent.click(screen.getAllByRole("button", { name: /^Move to another time/ })[0] as HTMLElement);
    const before = world.answer("GET", `/api/booking/v1/series/${SERIES}`, undefined).body as { occurrences: object[] };
    world.next("POST", /changes$/, {
      status: 200,
      body: { ...before, occurrences: before.occurrences.map((one, i) => (i === 2 ? { ...one, code: "slot-taken", sentence: "Taken." } : one)) },
    });
    press("Yes, move it");
    const alert = await screen.findByRole("alert");
    expect(alert.textContent).toContain("Session 3: Someone was faster: this time is taken");
  });
});

test("a time lost while moving shows the nearest others, and the old one is kept", async () => {
  const world = new World("client");
  await open(`/appointments/${APPOINTMENT}/move`, world);
  fireEvent.click((await screen.findAllByTestId("slot"))[0] as HTMLElement);
  const nearest = at(40);
  world.next("POST", /reschedule$/, {
    status: 409,
    body: { title: "Conflict", status: 409, code: "slot-taken", alternatives: [{ start: nearest, end: at(40, 11) }] },
  });
  press("Yes, move it");
  await screen.findByText("That time has just been taken. The nearest others:");
  expect(screen.getByRole("button", { name: new RegExp(day(nearest)) })).toBeTruthy();
  expect(screen.getByText(/It stays until the new time is certain/)).toBeTruthy();
});

test("the waitlist says with whom one waits, and for what", async () => {
  await open("/waitlist", new World("client"));
  for (const card of screen.getAllByTestId("waiting")) expect(await within(card).findByText("Massage · Ada Auer")).toBeTruthy();
});

test("going back does not come to a form that was sent", async () => {
  const world = new World("client");
  const { router } = await open(`/therapists/${THERAPIST}`, world);
  await act(() => router.navigate({ to: "/waitlist", search: { therapist: THERAPIST, service: SERVICE } }));
  fireEvent.click(await screen.findByRole("button", { name: "Put me on the waitlist" }));
  await waitFor(() => expect(screen.queryByRole("button", { name: "Put me on the waitlist" })).toBeNull());
  act(() => router.history.back());
  await waitFor(() => expect(router.state.location.pathname).toBe(`/therapists/${THERAPIST}`));
  expect(world.changes).toEqual(["POST /api/booking/v1/waitlist"]);
});

test("appointments show what comes, what was, series and packages", async () => {
  await open("/appointments", new World("client"));
  const coming = screen.getByRole("region", { name: "Coming" });
  expect(within(coming).getAllByRole("link", { name: /^Open appointment/ })).toHaveLength(2);
  expect(await screen.findByRole("link", { name: /^See the series: Ada Auer/ })).toBeTruthy();
  expect((await screen.findAllByTestId("package"))[0]?.textContent).toContain("3 of 5 sessions left");
  expect(await within(screen.getByRole("region", { name: "Earlier appointments" })).findByText("Completed")).toBeTruthy();
});

test("an appointment becomes a calendar file that says when and where and nothing of health", async () => {
  const world = new World("client");
  const appointment = world.answer("GET", `/api/booking/v1/appointments/${APPOINTMENT}`, undefined).body as Appointment;
  const file = calendarFile({ ...appointment, location: { id: "1", name: "Room, by; the \\ river", address: "12 Quay Street ".repeat(6) } }, "Massage appointment with Ada");
  expect(file).toContain(`UID:${APPOINTMENT}@kneadwell\r\n`);
  expect(file).toContain(`DTSTART:${appointment.start.replace(/[-:]/g, "")}\r\n`);
  expect(file.replace(/\r\n /g, "")).toContain("LOCATION:Room\\, by\\; the \\\\ river\\, 12 Quay Street");
  expect(file.split("\r\n").every((line) => new TextEncoder().encode(line).length <= 75)).toBe(true);
  expect(file).not.toContain(appointment.service.name + ",");
  await open(`/appointments/${APPOINTMENT}`, world);
  const made = vi.fn(() => "blob:x");
  vi.stubGlobal("URL", Object.assign(URL, { createObjectURL: made, revokeObjectURL: vi.fn() }));
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(() => undefined);
  press("Add to my calendar");
  expect(made).toHaveBeenCalledTimes(1);
  expect((await screen.findByTestId("balance")).textContent).toContain("Still to pay€85.00");
});

describe("progress", () => {
  const told = {
    ada: { id: THERAPIST, name: "Ada" }, serviceId: SERVICE, appointments: { booked: "", pending: "", completed: "" }, id: ID,
    at: (days: number) => new Date(Date.UTC(2026, 5, 1) + days * 86_400_000).toISOString(),
  };

  test("tells region by region what was felt and what was changed, in the order of time", () => {
    const stories = regionStories(outcomes(told).items, changes(told));
    const back = stories.find(({ region }) => region === "low_back")?.moments ?? [];
    expect(back.map(({ at }) => at)).toEqual(back.map(({ at }) => at).sort());
    expect(back.map(({ soreness, pressure, sentence }) => [soreness, pressure, sentence?.slice(0, 14)])).toEqual([
      [undefined, 5, "Low back 5, as"],
      [3, 5, undefined],
      [5, 5, undefined],
      [undefined, 4, "Low back 5 → 4"],
      [1, 4, undefined],
      [0, 4, undefined],
      [undefined, 5, "Low back 4 → 5"],
    ]);
  });

  test("can be read without its charts, with the reasons", async () => {
    await open("/progress", new World("client"));
    const table = screen.getByRole("table", { name: "Pain and soreness after each session, from 0 to 10" });
    expect(within(table).getAllByRole("row").slice(1).map((row) => within(row).getAllByRole("cell").slice(0, 2).map((cell) => cell.textContent))).toEqual([
      ["3", "0"], ["4", "1"], ["5", "5"], ["6", "3"],
    ]);
    const story = screen.getByTestId("story-low_back");
    expect(story.textContent).toContain("Low back 5 → 4: still sore at 60 h.");
    expect(story.textContent).toContain("Soreness 5 of 10");
    expect(await screen.findByTestId("self-care")).toBeTruthy();
  });

  test("says nothing of self-care where the service says nothing", async () => {
    const world = new World("client");
    world.next("GET", /self-care$/, { status: 200, body: { items: [] } });
    await open("/progress", world);
    expect(screen.queryByTestId("self-care")).toBeNull();
  });
});

test("soreness elsewhere is shown on the body or chosen from the list, and rated", async () => {
  const world = new World("client");
  await open(`/follow-ups/${FOLLOW_UP}`, world);
  press("Sore anywhere else?");
  fireEvent.click(screen.getByRole("checkbox", { name: "Neck, on the back" }));
  fireEvent.click(screen.getByRole("checkbox", { name: "Front of the thighs" }));
  fireEvent.click(screen.getByRole("radio", { name: "Soreness: Neck: 4" }));
  fireEvent.click(screen.getByRole("radio", { name: "Soreness over all, right now: 4" }));
  fireEvent.click(screen.getByRole("radio", { name: "Your pain now: 3" }));
  press("Send my answers");
  expect(screen.getAllByText("This is needed.").map((text) => text.closest("fieldset")?.querySelector("legend")?.textContent)).toEqual(["Soreness: Front of the thighs"]);
  fireEvent.click(screen.getByRole("checkbox", { name: "Front of the thighs, on the front" }));
  const sent = vi.spyOn(world, "answer");
  press("Send my answers");
  await screen.findByRole("heading", { name: "Thank you" });
  expect(sent.mock.calls.find(([method]) => method === "POST")?.[2]).toMatchObject({ regions: [{ region: "neck", soreness: 4 }] });
});

const EXPIRED = { status: 401, body: { title: "Unauthorized", status: 401, code: "session-expired" } };

/** Each form: what is filled in, what sends it, what is refused, and how one sees that it went. */
const FORMS: { name: string; path: string; post: [string, RegExp]; fill: () => void | Promise<void>; kept: () => void; send: string; sent: () => unknown }[] = [
  {
    name: "the follow-up",
    path: `/follow-ups/${FOLLOW_UP}`,
    post: ["POST", /answers$/],
    fill: () => {
      fireEvent.click(screen.getByRole("radio", { name: "Soreness over all, right now: 5" }));
      fireEvent.click(screen.getByRole("radio", { name: "Your pain now: 3" }));
    },
    kept: () => expect((screen.getByRole("radio", { name: "Your pain now: 3" }) as HTMLInputElement).checked).toBe(true),
    send: "Send my answers",
    sent: () => screen.findByRole("heading", { name: "Thank you" }),
  },
  {
    name: "the check of today",
    path: `/appointments/${APPOINTMENT}/today`,
    post: ["PUT", /today-check$/],
    fill: () => void fireEvent.change(screen.getByLabelText(/^Anything else/), { target: { value: "Slept badly" } }),
    kept: () => expect((screen.getByLabelText(/^Anything else/) as HTMLTextAreaElement).value).toBe("Slept badly"),
    send: "Tell my therapist",
    sent: () => screen.findByText("Thank you. Your therapist will see this."),
  },
  {
    name: "the waitlist",
    path: `/waitlist?therapist=${THERAPIST}&service=${SERVICE}`,
    post: ["POST", /waitlist$/],
    fill: () => void fireEvent.change(screen.getByLabelText("Not before"), { target: { value: "16:00" } }),
    kept: () => expect((screen.getByLabelText("Not before") as HTMLInputElement).value).toBe("16:00"),
    send: "Put me on the waitlist",
    sent: () => waitFor(() => expect(screen.queryByLabelText("Not before")).toBeNull()),
  },
  {
    name: "a clinician's note",
    path: "/result",
    post: ["POST", /clearances$/],
    fill: () => {
      fireEvent.change(screen.getByLabelText(/^Who wrote it/), { target: { value: "Dr. Who" } });
      fireEvent.change(screen.getByLabelText(/^Valid until/), { target: { value: "2030-01-01" } });
    },
    kept: () => expect((screen.getByLabelText(/^Who wrote it/) as HTMLInputElement).value).toBe("Dr. Who"),
    send: "Record the note",
    sent: () => waitFor(() => expect(screen.queryByRole("alert")).toBeNull()),
  },
  {
    name: "a booking",
    path: `/hold/${HELD}`,
    post: ["POST", /appointments$/],
    fill: () => undefined,
    kept: () => expect(screen.getByTestId("hold-left")).toBeTruthy(),
    send: "Book this appointment",
    sent: () => screen.findByTestId("appointment-state"),
  },
];

describe.each(FORMS)("$name", ({ path, post, fill, kept, send, sent }) => {
  test("keeps what was filled in while one signs in beside it, and is then sent once", async () => {
    const world = new World("client");
    const { router } = await open(path, world);
    const opened = vi.fn();
    vi.stubGlobal("open", opened);
    await fill();
    world.next(...post, EXPIRED);
    press(send);
    await screen.findByText("Your session has ended. Please sign in again");
    // Whatever is read again meanwhile says that nobody is signed in; the form stays.
    world.signedOut = true;
    act(() => void document.dispatchEvent(new Event("visibilitychange")));
    kept();
    fireEvent.click(screen.getAllByRole("button", { name: "Sign in" }).at(-1) as HTMLElement);
    expect(opened).toHaveBeenCalledWith("/login?return=%2Fsigned-in&ui_locales=en", "_blank", "noopener");
    world.signedOut = false;
    tellSignedIn();
    await screen.findByText("You are signed in again. Please send it once more.");
    kept();
    const before = world.changes.length;
    press(send);
    await sent();
    expect(world.changes.length - before).toBe(1);
    expect(router.state.location.pathname).not.toBe("/login");
  });

  test("is sent once by two taps, and by the same key after a lost answer", async () => {
    const world = new World("client");
    await open(path, world);
    await fill();
    const keys: (string | null)[] = [];
    const answering = globalThis.fetch;
    vi.stubGlobal("fetch", (request: Request | string) => {
      if (typeof request === "string" || request.method !== post[0]) return answering(request);
      keys.push(request.headers.get("Idempotency-Key"));
      return keys.length === 1 ? Promise.reject(new TypeError("lost")) : answering(request);
    });
    press(send);
    press(send);
    await screen.findByText("No connection. Nothing was lost.");
    kept();
    press(send);
    press(send);
    await sent();
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
    if (post[0] === "POST") expect(keys[0]).toMatch(/^[0-9a-f]{32}$/);
  });
});

test("two acts in one moment are one, before anything is drawn again", async () => {
  const { result } = renderHook(useAct);
  const work = vi.fn(() => Promise.resolve());
  await act(async () => void (await Promise.all([result.current.act(work), result.current.act(work)])));
  expect(work).toHaveBeenCalledTimes(1);
});

test("a page that is there stays when its session ends, and says so; what is read again does not replace it", async () => {
  const world = new World("client");
  await open(`/follow-ups/${FOLLOW_UP}`, world);
  fireEvent.click(screen.getByRole("radio", { name: "Your pain now: 3" }));
  world.signedOut = true;
  await act(() => world.client?.invalidateQueries());
  expect((await screen.findByRole("alert")).textContent).toContain("Your session has ended");
  expect((screen.getByRole("radio", { name: "Your pain now: 3" }) as HTMLInputElement).checked).toBe(true);
  world.signedOut = false;
  act(() => tellSignedIn());
  await waitFor(() => expect(screen.queryByRole("alert")).toBeNull());
  expect((screen.getByRole("radio", { name: "Your pain now: 3" }) as HTMLInputElement).checked).toBe(true);
});

test("without a connection the page says so until there is one, and is then read again", async () => {
  const world = new World("client");
  await open("/", world);
  expect(screen.queryByTestId("offline")).toBeNull();
  const line = vi.spyOn(navigator, "onLine", "get").mockReturnValue(false);
  act(() => void window.dispatchEvent(new Event("offline")));
  expect(screen.getByTestId("offline").textContent).toContain("No connection");
  const seen = listen();
  world.assessment = { ...assessment, headline: "Something new." };
  line.mockReturnValue(true);
  act(() => void window.dispatchEvent(new Event("online")));
  expect(screen.queryByTestId("offline")).toBeNull();
  await screen.findByText("Something new.");
  expect(seen.length).toBeGreaterThan(0);
});

test("the foot of every page says that it is no diagnosis, and leads to privacy and accessibility", async () => {
  await open("/", new World("nobody"));
  const foot = screen.getByRole("contentinfo");
  expect(foot.textContent).toContain("Nothing here is a diagnosis.");
  fireEvent.click(within(foot).getByRole("link", { name: "Accessibility" }));
  expect(await screen.findByRole("heading", { level: 1, name: "Accessibility" })).toBeTruthy();
  expect(within(foot).getByRole("link", { name: "Privacy" })).toBeTruthy();
});
