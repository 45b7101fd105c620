import { act, cleanup, fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, describe, expect, test, vi } from "vitest";
import type { Purchase } from "../src/api/booking";
import { speak } from "../src/i18n";
import { isInUse, outstanding, payAt, usableFor } from "../src/packages";
import { balance, PACKAGE, PURCHASE, UNPAID } from "./stub/client";
import { open } from "./stub/open";
import { APPOINTMENT, ID, PENDING, SERVICE, THERAPIST, World } from "./stub/world";

afterEach(async () => {
  // Before what it asks of a browser goes: a question that is still open asks for it while it closes.
  cleanup();
  vi.unstubAllGlobals();
  await act(() => speak("en"));
});

function press(name: string | RegExp) {
  fireEvent.click(screen.getByRole("button", { name }));
}

/** What was sent from now on: method, path, body and headers. */
function listening() {
  const sent: { method: string; path: string; body: unknown; key: string | null; match: string | null }[] = [];
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method !== "GET") {
      const text = await request.clone().text();
      const { headers } = request;
      sent.push({
        method: request.method, path: new URL(request.url).pathname, body: text ? JSON.parse(text) : undefined,
        key: headers.get("Idempotency-Key"), match: headers.get("If-Match"),
      });
    }
    return answering(request);
  });
  return sent;
}

function theirs(world: World, id: string): Purchase {
  return world.answer("GET", `/api/booking/v1/package-purchases/${id}`, undefined).body as Purchase;
}

describe("a client", () => {
  test("sees on a therapist's page that there are packages, and what a session of them costs beside a single one", async () => {
    const { router } = await open(`/therapists/${THERAPIST}`, new World("client"));
    fireEvent.click(await screen.findByRole("link", { name: "Several sessions at one price: from €76.00 each" }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/therapists/${THERAPIST}/packages`));
    const [five] = await screen.findAllByTestId("offer");
    expect(five?.textContent).toContain("5 × Massage, 60 min");
    expect(five?.textContent).toContain("€380.00 in all, €76.00 a session");
    expect(five?.textContent).toContain("A single one costs €85.00.");
    expect(five?.textContent).toContain("within 365 days after it is paid");
  });

  test("sees nothing of packages where none are offered", async () => {
    const world = new World("client");
    world.next("GET", /packages$/, { status: 200, body: { items: [] } });
    await open(`/therapists/${THERAPIST}`, world);
    await screen.findAllByTestId("slot");
    expect(screen.queryByRole("link", { name: /^Several sessions/ })).toBeNull();
  });

  test("buys a package once by two taps, after having read what it means", async () => {
    const world = new World("client");
    world.next("GET", /package-purchases$/, { status: 200, body: { items: [] } });
    const { router } = await open(`/therapists/${THERAPIST}/packages`, world);
    const sent = listening();
    press("Buy: 5 × Massage");
    const dialog = await screen.findByRole("dialog", { name: "Buy 5 × Massage?" });
    expect(dialog.textContent).toContain("You pay €380.00 at the practice.");
    expect(sent).toEqual([]);
    fireEvent.click(within(dialog).getByRole("checkbox", { name: "Let it pay for new appointments by itself" }));
    press("Yes, buy it");
    press("Yes, buy it");
    await waitFor(() => expect(router.state.location.pathname).toBe(`/packages/${UNPAID}`));
    expect(sent.map(({ path, body }) => [path, body])).toEqual([
      ["/api/booking/v1/package-purchases", { packageId: PACKAGE, useAutomatically: false }],
    ]);
    expect(sent[0]?.key).toMatch(/^[0-9a-f]{32}$/);
  });

  test("buys with the same key again after a lost answer", async () => {
    const world = new World("client");
    world.next("GET", /package-purchases$/, { status: 200, body: { items: [] } });
    await open(`/therapists/${THERAPIST}/packages`, world);
    const keys: (string | null)[] = [];
    const answering = globalThis.fetch;
    vi.stubGlobal("fetch", (request: Request) => {
      if (request.method !== "POST") return answering(request);
      keys.push(request.headers.get("Idempotency-Key"));
      return keys.length === 1 ? Promise.reject(new TypeError("lost")) : answering(request);
    });
    press("Buy: 5 × Massage");
    fireEvent.click(await screen.findByRole("button", { name: "Yes, buy it" }));
    await screen.findByText("No connection. Nothing was lost.");
    press("Yes, buy it");
    await screen.findByTestId("left");
    expect(keys).toHaveLength(2);
    expect(keys[1]).toBe(keys[0]);
  });

  test("is led to a package that was bought and not paid, instead of buying it twice", async () => {
    await open(`/therapists/${THERAPIST}/packages`, new World("client"));
    const offers = screen.getAllByTestId("offer");
    const long = offers.find((one) => one.textContent?.includes("Long massage")) as HTMLElement;
    expect(within(long).queryByRole("button")).toBeNull();
    expect(within(long).getByRole("link", { name: "Open package" }).getAttribute("href")).toBe(`/packages/${UNPAID}`);
  });

  test("sees what is left, until when, and what was paid", async () => {
    await open(`/packages/${PURCHASE}`, new World("client"));
    expect(screen.getByTestId("left").textContent).toBe("3 of 5 sessions left");
    const line = await within(screen.getByRole("region", { name: "Payments" })).findByText(/Paid · by card$/);
    expect(line.parentElement?.textContent).toContain("€380.00");
    expect(screen.queryByRole("button", { name: "Cancel this package" })).toBeNull();
    expect(screen.getByText(/^To give it back, ask your practice/)).toBeTruthy();
  });

  test("switches automatic use with the version that was seen, and after a conflict with the newer one", async () => {
    const world = new World("client");
    await open(`/packages/${PURCHASE}`, world);
    const sent = listening();
    const box = () => screen.getByRole<HTMLInputElement>("checkbox", { name: "Let it pay for new appointments by itself" });
    expect(box().checked).toBe(true);
    world.next("PUT", /automatic-use$/, { status: 412, body: { title: "Precondition Failed", status: 412, code: "stale" } });
    world.next("GET", new RegExp(`package-purchases/${PURCHASE}$`), { status: 200, body: theirs(world, PURCHASE), etag: '"8"' });
    fireEvent.click(box());
    await screen.findByText(/^This was changed elsewhere/);
    expect(box().checked).toBe(true);
    await waitFor(() => expect(box().disabled).toBe(false));
    fireEvent.click(box());
    await waitFor(() => expect(box().checked).toBe(false));
    expect(sent.map(({ body, match }) => [body, match])).toEqual([
      [{ useAutomatically: false }, '"3"'],
      [{ useAutomatically: false }, '"8"'],
    ]);
  });

  test("cancels what is not paid, after being told what that means", async () => {
    const world = new World("client");
    await open(`/packages/${UNPAID}`, world);
    expect(screen.getByTestId("left").textContent).toBe("10 sessions, once they are paid");
    press("Cancel this package");
    const dialog = await screen.findByRole("dialog", { name: "Cancel this package?" });
    expect(dialog.textContent).toContain("Nothing was paid, so you owe nothing.");
    world.next("POST", /cancellation$/, { status: 409, body: { title: "Conflict", status: 409, code: "paid-in-part" } });
    press("Yes, cancel it");
    expect((await within(dialog).findByRole("alert")).textContent).toContain("Some of it was paid already");
    press("Yes, cancel it");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(world.changes).toEqual(Array(2).fill(`POST /api/booking/v1/package-purchases/${UNPAID}/cancellation`));
  });

  test("pays for an appointment with a package once, after being asked", async () => {
    const world = new World("client");
    await open(`/appointments/${APPOINTMENT}`, world);
    const sent = listening();
    fireEvent.click(await screen.findByRole("button", { name: "Pay with my package" }));
    const dialog = await screen.findByRole("dialog");
    expect(dialog.textContent).toContain("3 of 5 sessions are left");
    expect(dialog.textContent).toContain("later it is used up");
    world.next("GET", /balance$/, { status: 200, body: { ...balance(APPOINTMENT), coveredByPackage: true, due: 0, outstanding: 0 } });
    press("Yes, use it");
    press("Yes, use it");
    expect(await screen.findByText(/^A package covers it\./)).toBeTruthy();
    expect(screen.queryByRole("button", { name: "Pay with my package" })).toBeNull();
    expect(sent.map(({ path, body }) => [path, body])).toEqual([
      [`/api/booking/v1/appointments/${APPOINTMENT}/package-session`, { packagePurchaseId: PURCHASE }],
    ]);
  });

  test("pays for a request with a package too, and is shown no price before it is agreed", async () => {
    await open(`/appointments/${PENDING}`, new World("client"));
    const card = await screen.findByTestId("balance");
    await within(card).findByRole("button", { name: "Pay with my package" });
    expect(card.textContent).not.toContain("Still to pay");
  });

  test("says that they pay at the practice, and the page remembers", async () => {
    const world = new World("client");
    await open(`/appointments/${APPOINTMENT}`, world);
    const sent = listening();
    await screen.findByRole("button", { name: "I will pay at the practice" });
    world.next("GET", /balance$/, {
      status: 200,
      body: { ...balance(APPOINTMENT), payment: { id: ID(9), payBy: "desk", state: "pending", amount: 85, currency: "EUR" } },
    });
    press("I will pay at the practice");
    press("I will pay at the practice");
    await screen.findByText(/^You pay at the practice\./);
    expect(sent.map(({ body }) => body)).toEqual([{ payBy: "desk" }]);
  });

  test("goes on to where one pays, but only to a real address", () => {
    const asked = { id: ID(9), payBy: "other", state: "pending" as const, amount: 85, currency: "EUR" };
    expect(payAt({ ...asked, continueAt: "https://pay.example/1" })).toBe("https://pay.example/1");
    expect(payAt({ ...asked, continueAt: "javascript:alert(1)" })).toBeUndefined();
    expect(payAt({ ...asked, state: "confirmed", continueAt: "https://pay.example/1" })).toBeUndefined();
    expect(payAt(undefined)).toBeUndefined();
  });

  test("reads all of it in German, with German numbers", async () => {
    await act(() => speak("de"));
    await open(`/packages/${UNPAID}`, new World("client"));
    expect(screen.getByTestId("left").textContent).toBe("10 Sitzungen, sobald sie bezahlt sind");
    expect(document.querySelector(".facts")?.textContent).toMatch(/1\.000,00\s€/);
  });
});

test("a package is usable for its own session up to its last day, and the one that ends first comes first", () => {
  const one = theirs(new World("client"), PURCHASE);
  const ends = (validUntil: string) => ({ ...one, id: validUntil, validUntil });
  const all = [
    ends("2026-12-31"), ends("2026-12-01"), ends("2026-11-29"), { ...ends("2026-12-02"), state: "expired" as const },
    { ...ends("2026-12-03"), sessions: { bought: 5, used: 3, reserved: 2, left: 0 } }, { ...ends("2026-12-04"), service: { id: ID(7), name: "Long" } },
  ];
  // 23:30 in UTC is the day after in Berlin.
  expect(usableFor(all, SERVICE, "2026-11-29T23:30:00Z", "Europe/Berlin").map(({ id }) => id)).toEqual(["2026-12-01", "2026-12-31"]);
  expect(usableFor(all, SERVICE, "2026-11-29T10:00:00Z", "Europe/Berlin").map(({ id }) => id)[0]).toBe("2026-11-29");
  expect(isInUse({ ...one, sessions: { bought: 5, used: 4, reserved: 1, left: 0 } })).toBe(true);
  expect(isInUse({ ...one, sessions: { bought: 5, used: 5, reserved: 0, left: 0 } })).toBe(false);
  expect(outstanding({ ...one, price: { amount: 100.1, currency: "EUR" }, paid: 33.3 })).toBe(66.8);
});

describe("a therapist", () => {
  const OFFERS = `/api/booking/v1/therapists/${THERAPIST}/packages`;

  test("offers a package once, and what is refused stands beside its field", async () => {
    const world = new World("therapist");
    await open("/therapist/packages", world);
    const sent = listening();
    press("Offer it");
    expect(screen.getByText("This is needed.")).toBeTruthy();
    expect(sent).toEqual([]);
    fireEvent.change(screen.getByLabelText("Price in all, EUR"), { target: { value: "400" } });
    expect(screen.getByText(/^That is €80\.00 a session\. A single one costs €85\.00\.$/)).toBeTruthy();
    fireEvent.change(screen.getByLabelText("How many sessions (2–20)"), { target: { value: "50" } });
    world.next("POST", /packages$/, {
      status: 400,
      body: { title: "Bad Request", status: 400, code: "invalid-input", violations: [{ field: "sessions", message: "must be less than or equal to 20" }] },
    });
    press("Offer it");
    expect(await screen.findByText("At most 20.")).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText("How many sessions (2–20)"));
    fireEvent.change(screen.getByLabelText("How many sessions (2–20)"), { target: { value: "5" } });
    press("Offer it");
    press("Offer it");
    await screen.findByText("Offered. Clients see it now.");
    expect(sent.slice(1).map(({ path, body }) => [path, body])).toEqual([
      [OFFERS, { serviceId: SERVICE, sessions: 5, price: { amount: 400, currency: "EUR" }, validityDays: 365 }],
    ]);
  });

  test("changes a package with the version that was seen; after a conflict what was filled in is still there", async () => {
    const world = new World("therapist");
    await open("/therapist/packages", world);
    const sent = listening();
    press("Change: 5 × Massage");
    const card = screen.getAllByTestId("offer")[0] as HTMLElement;
    fireEvent.change(await within(card).findByLabelText("Price in all, EUR"), { target: { value: "360" } });
    world.next("PUT", /packages/, { status: 412, body: { title: "Precondition Failed", status: 412, code: "stale" } });
    world.next("GET", new RegExp(`packages/${PACKAGE}$`), {
      status: 200, body: world.answer("GET", `${OFFERS}/${PACKAGE}`, undefined).body, etag: '"9"',
    });
    press("Save the package");
    await within(card).findByText(/^This was changed elsewhere/);
    expect(within(card).getByLabelText<HTMLInputElement>("Price in all, EUR").value).toBe("360");
    press("Save the package");
    await waitFor(() => expect(screen.queryByRole("button", { name: "Save the package" })).toBeNull());
    expect(sent.map(({ match, body }) => [match, (body as { price: { amount: number } }).price.amount])).toEqual([['"2"', 360], ['"9"', 360]]);
  });

  test("withdraws a package only after being told that it cannot be offered again", async () => {
    const world = new World("therapist");
    await open("/therapist/packages", world);
    const sent = listening();
    press("Sell no more: 5 × Massage");
    const dialog = await screen.findByRole("dialog", { name: "Sell no more of 5 × Massage?" });
    expect(dialog.textContent).toContain("it cannot be offered again");
    press("Yes, sell no more");
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    expect(sent.map(({ method, path, match }) => [method, path, match])).toEqual([["DELETE", `${OFFERS}/${PACKAGE}`, '"2"']]);
  });

  test("sees first who has still to pay, and records a payment once", async () => {
    const world = new World("therapist");
    await open("/therapist/packages", world);
    const bought = await screen.findAllByTestId("bought");
    expect(bought.map((one) => one.textContent?.includes("Waiting for payment"))).toEqual([true, false]);
    const sent = listening();
    press("Record a payment: Cleo Client");
    expect(screen.getByLabelText<HTMLInputElement>("Amount, EUR").value).toBe("1000");
    fireEvent.change(screen.getByLabelText("How it was paid"), { target: { value: "bank_transfer" } });
    fireEvent.change(screen.getByLabelText("Receipt number"), { target: { value: "4111 1111 1111 1111" } });
    world.next("POST", /payments$/, {
      status: 422,
      body: { title: "Refused", status: 422, code: "card-data-refused", violations: [{ field: "reference", message: "Looks like a card number." }] },
    });
    press("Record it");
    await screen.findByText("This looks like a card number. Leave it out.");
    fireEvent.change(screen.getByLabelText("Receipt number"), { target: { value: "R-17" } });
    press("Record it");
    press("Record it");
    await waitFor(() => expect(screen.queryByRole("button", { name: "Record it" })).toBeNull());
    expect(sent.slice(1).map(({ path, body }) => [path, body])).toEqual([
      [
        `/api/booking/v1/package-purchases/${UNPAID}/payments`,
        { money: { amount: 1000, currency: "EUR" }, method: "bank_transfer", reference: "R-17" },
      ],
    ]);
  });
});
