import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { open } from "./stub/open";
import { ID, THERAPIST, World } from "./stub/world";

afterEach(() => vi.unstubAllGlobals());

function press(name: string | RegExp) {
  fireEvent.click(screen.getByRole("button", { name }));
}

function fill(label: string | RegExp, value: string) {
  fireEvent.change(screen.getByLabelText(label), { target: { value } });
}

/** What is said of a field, wherever the library puts it. */
async function saidOf(field: HTMLElement): Promise<string> {
  await waitFor(() => expect(field.getAttribute("aria-invalid")).toBe("true"));
  return (field.getAttribute("aria-describedby") ?? "")
    .split(" ")
    .map((id) => document.getElementById(id)?.textContent ?? "")
    .join(" ");
}

const refusal = (status: number, code: string, field?: string, message?: string) => ({
  status,
  body: { title: "Refused", status, code, detail: "In English.", ...(field ? { violations: [{ field, message }] } : {}) },
});

async function filledInvitation(world: World) {
  await open("/coordinator/invite", world);
  fill("First name", "Nora");
  fill("Last name", "Neu");
  fill("Mail address", "nora@practice.example.test");
  fireEvent.click(screen.getByRole("checkbox", { name: "Relaxation" }));
}

test("the first page says what needs doing, and verifies a licence", async () => {
  const world = new World("coordinator");
  await open("/coordinator", world);
  expect(screen.getByRole("heading", { name: "Invitations without an answer" })).toBeTruthy();
  expect(screen.getByRole("heading", { name: "2 requests wait for their therapists" })).toBeTruthy();
  expect(screen.getByRole("heading", { name: "1 event could not be delivered" })).toBeTruthy();
  press("Verify R2 for Ada Auer");
  await waitFor(() => expect(world.changes).toHaveLength(1));
  expect(world.changes[0]).toBe(`POST /api/booking/v1/therapists/${THERAPIST}/licences/${ID(9)}/verification`);
});

test("therapists are found by any word of them", async () => {
  await open("/coordinator/therapists", new World("coordinator"));
  expect(screen.getByRole("link", { name: "Ben Brugger" })).toBeTruthy();
  fill("Search", "auer river");
  expect(screen.queryByRole("link", { name: "Ben Brugger" })).toBeNull();
  expect(screen.getByRole("link", { name: "Ada Auer" })).toBeTruthy();
  expect(screen.getByText("1 therapist")).toBeTruthy();
});

test("nobody is invited before it is said who and what, and then once", async () => {
  const world = new World("coordinator");
  await open("/coordinator/invite", world);
  press("Send the invitation");
  expect(await saidOf(screen.getByLabelText("First name"))).toContain("This is needed.");
  expect(world.changes).toEqual([]);
  fill("First name", "Nora");
  fill("Last name", "Neu");
  fill("Mail address", "nora@practice.example.test");
  fireEvent.click(screen.getByRole("checkbox", { name: "Relaxation" }));
  press("Send the invitation");
  press("Send the invitation");
  await screen.findByRole("heading", { name: "Nora Neu is invited" });
  expect(world.changes).toEqual(["POST /api/booking/v1/therapists/invitations"]);
});

test("an address that has an account is refused beside the address", async () => {
  const world = new World("coordinator");
  await filledInvitation(world);
  world.next("POST", /invitations$/, refusal(409, "mail-has-account", "email", "Has an account already."));
  press("Send the invitation");
  const email = screen.getByLabelText("Mail address");
  expect(await saidOf(email)).toContain("Has an account already.");
  expect(screen.getByRole("alert").textContent).toContain("Invite with another address");
  expect(document.activeElement).toBe(email);
});

test("while accounts cannot be reached nothing that was entered is lost, and the same request is sent again", async () => {
  const world = new World("coordinator");
  await filledInvitation(world);
  const keys: (string | null)[] = [];
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", (request: Request) => {
    if (request.method === "POST") keys.push(request.headers.get("Idempotency-Key"));
    return answering(request);
  });
  world.next("POST", /invitations$/, refusal(503, "identity-provider-unreachable"));
  press("Send the invitation");
  expect((await screen.findByRole("alert")).textContent).toContain("What you entered is kept");
  expect((screen.getByLabelText("First name") as HTMLInputElement).value).toBe("Nora");
  press("Send the invitation");
  await screen.findByRole("heading", { name: "Nora Neu is invited" });
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

test("an invitation is sent again, and taken back only after asking", async () => {
  const world = new World("coordinator");
  await open("/coordinator/therapists", world);
  await screen.findByText("nora@practice.example.test");
  press("Send again: Nora Neu");
  await screen.findByText("The mail is on its way.");
  press("Take back: Olaf Offen");
  expect(world.changes).toHaveLength(1);
  world.next("DELETE", /invitations/, refusal(409, "invitation-accepted"));
  press("Take it back");
  expect((await screen.findByRole("alert")).textContent).toContain("was accepted in the meantime");
  expect(screen.getAllByTestId("invitation")).toHaveLength(3);
  expect(within(screen.getAllByTestId("invitation")[2] as HTMLElement).queryByRole("button")).toBeNull();
});

test("a licence is added, and revoked only with a reason", async () => {
  const world = new World("coordinator");
  await open(`/coordinator/therapists/${THERAPIST}`, world);
  press("Revoke the licence for R1");
  press("Revoke it");
  expect(await saidOf(screen.getByLabelText("Why"))).toContain("This is needed.");
  expect(world.changes).toEqual([]);
  fill("Why", "Withdrawn by the board.");
  press("Revoke it");
  await waitFor(() => expect(world.changes).toHaveLength(1));
  fill("Number", "A-300");
  fill("Valid from", "2026-01-01");
  fill("Valid until", "2025-01-01");
  world.next("POST", /licences$/, refusal(422, "licence-period", "validUntil", "Is before validFrom."));
  press("Add a licence");
  expect(await saidOf(screen.getByLabelText("Valid until"))).toContain("The end has to come after the beginning.");
});

test("appointments are shown without who comes", async () => {
  await open(`/coordinator/therapists/${THERAPIST}`, new World("coordinator"));
  expect((await screen.findAllByText(/Massage · Room by the river/)).length).toBe(3);
  expect(document.body.textContent).not.toContain("Cleo");
});

test("a place is changed unless somebody else was faster, and a room closed only after asking", async () => {
  const world = new World("coordinator");
  await open("/coordinator/places", world);
  press("Change Room by the river");
  const name = await screen.findByDisplayValue("Room by the river");
  fireEvent.change(name, { target: { value: "" } });
  world.next("PUT", /locations/, refusal(400, "invalid-input", "name", "must not be blank"));
  press("Save");
  expect(await saidOf(name)).toContain("This is needed.");
  world.next("PUT", /locations/, refusal(412, "stale"));
  fireEvent.change(name, { target: { value: "Room by the quay" } });
  press("Save");
  await screen.findByRole("button", { name: "Look at it again" });
  fireEvent.click(screen.getAllByRole("button", { name: "Close Blue room" })[0] as HTMLElement);
  expect(world.changes).toHaveLength(2);
  press("Close it");
  await waitFor(() => expect(world.changes).toHaveLength(3));
});

test("a room and a place that are refused say so beside the field", async () => {
  const world = new World("coordinator");
  await open("/coordinator/places", world);
  fill("New room in Room by the river", "Blue room");
  world.next("POST", /rooms$/, refusal(409, "room-exists"));
  fireEvent.click(screen.getAllByRole("button", { name: "Add the room" })[0] as HTMLElement);
  expect((await screen.findByRole("alert")).textContent).toContain("There is a room of that name already");
  press("Add a place");
  expect(world.changes).toHaveLength(1);
  fill("Name", "Mill");
  fill("Address", "4 Mill Lane");
  world.next("POST", /locations$/, refusal(422, "unknown-zone", "zone", "Is not known."));
  press("Add a place");
  expect(await saidOf(screen.getByLabelText("Time zone"))).toContain("Is not known.");
});

test("figures are told in tables, for a period that is one", async () => {
  await open("/coordinator/figures", new World("coordinator"));
  const byTherapist = await screen.findByRole("table", { name: "By therapist" });
  const ada = within(byTherapist).getByRole("row", { name: /Ada Auer/ });
  expect(within(ada).getAllByRole("cell").map((cell) => cell.textContent)).toEqual(["111", "192", "58 %"]);
  const places = within(screen.getByRole("table", { name: "By place" })).getAllByRole("row");
  expect(places).toHaveLength(4);
  expect(within(places[1] as HTMLElement).getAllByRole("cell").map((cell) => cell.textContent)).toEqual(["201", "312", "64 %"]);
  expect(screen.getByText("76 %")).toBeTruthy();
  fill("To", "2020-01-01");
  press("Show");
  expect(await saidOf(screen.getByLabelText("To"))).toContain("The end has to come after the beginning.");
});

test("many therapists are summed up first, ten are shown, and one is found by name", async () => {
  const world = new World("coordinator");
  const items = Array.from({ length: 60 }, (_, i) => ({
    therapist: { id: ID(500 + i), name: `Therapist ${String(i).padStart(2, "0")}` }, location: { id: ID(10), name: "Quay" },
    workingMinutes: 600, bookedMinutes: 300, sessions: 5, noShows: 0,
    cancelled: { total: 1, late: 0, byClient: 1, byTherapist: 0, byCoordinator: 0 },
  }));
  world.next("GET", /booking\/v1\/figures$/, { status: 200, body: { from: "2026-01-01", to: "2026-01-28", items } });
  await open("/coordinator/figures", world);
  const rows = () => within(screen.getByRole("table", { name: "By therapist" })).getAllByRole("row");
  await waitFor(() => expect(rows()).toHaveLength(12));
  expect(rows()[1]?.textContent).toBe("All 60 together30060050 %");
  press("Show all 60: By therapist");
  expect(rows()).toHaveLength(62);
  press("Show fewer: By therapist");
  fill("Look for a therapist", "therapist 42");
  expect(rows()).toHaveLength(2);
  expect(rows()[1]?.textContent).toContain("Therapist 42");
  fill("Look for a therapist", "nobody");
  expect(screen.getByText("Nobody by that name worked in this time.")).toBeTruthy();
});

test("an invitation is written in the language that is chosen", async () => {
  const world = new World("coordinator");
  await filledInvitation(world);
  const sent: unknown[] = [];
  const answering = globalThis.fetch;
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method === "POST") sent.push(await request.clone().json());
    return answering(request);
  });
  fireEvent.change(screen.getByRole("combobox", { name: "Language of the invitation and later mails" }), { target: { value: "de" } });
  fireEvent.click(screen.getByRole("checkbox", { name: "Italian" }));
  press("Send the invitation");
  await screen.findByRole("heading", { name: "Nora Neu is invited" });
  expect(sent).toEqual([expect.objectContaining({ mailLanguage: "de", languages: ["it"] })]);
});

test("who has no account is led to where one is made", async () => {
  await open("/", new World("nobody"));
  const went: string[] = [];
  vi.stubGlobal("location", { ...location, assign: (to: string) => went.push(to) });
  press("Create an account");
  expect(went).toEqual(["/login?return=%2F&ui_locales=en&prompt=create"]);
});
