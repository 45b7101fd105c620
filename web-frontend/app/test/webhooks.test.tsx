import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { open } from "./stub/open";
import { ENDPOINT } from "./stub/webhooks";
import { World } from "./stub/world";

afterEach(() => vi.unstubAllGlobals());

function press(name: string | RegExp) {
  fireEvent.click(screen.getByRole("button", { name }));
}
const PATH = "/api/booking/v1/webhook-endpoints";

function fill(url: string) {
  fireEvent.change(screen.getByRole("textbox", { name: "Name" }), { target: { value: "Books" } });
  fireEvent.change(screen.getByRole("textbox", { name: "Address" }), { target: { value: url } });
}

test("an address that is refused says so beside itself, and the secret is shown once it is taken", async () => {
  const world = new World("coordinator");
  await open("/integrators/webhooks", world);
  fill("https://10.0.0.1/hooks");
  const sentence = "That address is not on the public Internet.";
  world.next("POST", /webhook-endpoints$/, {
    status: 422,
    body: { status: 422, code: "private-address", detail: sentence, violations: [{ field: "url", message: sentence }] },
  });
  press("Add the endpoint");
  const url = screen.getByRole("textbox", { name: "Address" });
  await waitFor(() => expect(document.activeElement).toBe(url));
  expect(url.getAttribute("aria-invalid")).toBe("true");
  expect(screen.queryByTestId("webhook-secret")).toBeNull();
  expect((screen.getByRole("textbox", { name: "Name" }) as HTMLInputElement).value).toBe("Books");

  fill("https://books.example.com/hooks");
  press("Add the endpoint");
  expect((await screen.findByTestId("webhook-secret")).textContent).toMatch(/^whsec_/);
});

test("an endpoint made by an answer that was lost is not made twice", async () => {
  const world = new World("coordinator");
  await open("/integrators/webhooks", world);
  const keys: (string | null)[] = [];
  const answered = fetch;
  vi.stubGlobal("fetch", async (request: Request) => {
    if (request.method === "POST") keys.push(request.headers.get("Idempotency-Key"));
    if (keys.length === 1 && request.method === "POST") throw new TypeError("lost");
    return answered(request);
  });
  fill("https://books.example.com/hooks");
  press("Add the endpoint");
  await screen.findByText("No connection. Nothing was lost.");
  press("Add the endpoint");
  await screen.findByTestId("webhook-secret");
  expect(keys).toHaveLength(2);
  expect(keys[0]).toBe(keys[1]);
});

test("a new secret is made only after asking, and shown", async () => {
  const world = new World("coordinator");
  await open(`/integrators/webhooks/${ENDPOINT}`, world);
  press("New secret");
  expect(world.changes).toEqual([]);
  press("Yes, make a new secret");
  await screen.findByTestId("webhook-secret");
  expect(world.changes).toEqual([`POST ${PATH}/${ENDPOINT}/rotate-secret`]);
});

test("a message that was not delivered says why and is sent again", async () => {
  const world = new World("coordinator");
  await open(`/integrators/webhooks/${ENDPOINT}`, world);
  const failed = screen.getAllByTestId("delivery").find((one) => one.textContent?.includes("not delivered"));
  if (!failed) throw new Error("none failed");
  expect(failed.textContent).toContain("10 attempts · no answer in time");
  fireEvent.click(within(failed).getByRole("button", { name: /^Send again: Cancelled/ }));
  await waitFor(() => expect(world.changes).toHaveLength(1));
  expect(world.changes[0]).toMatch(/deliveries\/[^/]+\/replay$/);
});

test("clients and therapists have no such page", async () => {
  const { container } = await open("/integrators", new World("therapist"));
  expect(container.textContent).toContain("This page is not for your kind of account");
  expect(screen.queryByRole("link", { name: "Other systems" })).toBeNull();
});
