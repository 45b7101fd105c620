import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CheckIn, CheckInRequest } from "../src/api/booking";
import { Problem } from "../src/api/http";
import { CheckInQueue } from "../src/pages/checkInQueue";

const request = (reported: number): CheckInRequest => ({ region: "low_back", reported });
let script: ("ok" | "offline" | "refused")[];
let sent: { reported: number; key: string }[];
let told: { answered: number[]; refused: number; waiting: number[] };
let queue: CheckInQueue;

beforeEach(() => {
  vi.useFakeTimers();
  script = [];
  sent = [];
  told = { answered: [], refused: 0, waiting: [] };
  queue = new CheckInQueue(
    ({ reported }, key) => {
      sent.push({ reported, key });
      switch (script.shift()) {
        case "offline":
          return Promise.reject(new Problem(0, {}));
        case "refused":
          return Promise.reject(new Problem(409, { code: "no-session" }));
        default:
          return Promise.resolve({ reported } as CheckIn);
      }
    },
    {
      answered: ({ reported }) => told.answered.push(reported),
      refused: () => told.refused++,
      waiting: (count) => told.waiting.push(count),
    },
  );
});
afterEach(() => vi.useRealTimers());

test("check-ins made without a connection are kept, and sent in their order with their keys", async () => {
  script = ["offline", "offline"];
  await queue.put(request(5));
  await queue.put(request(6));
  expect(told).toEqual({ answered: [], refused: 0, waiting: [1, 2] });
  expect(queue.empty).toBe(false);
  await vi.advanceTimersByTimeAsync(3000);
  expect(told).toEqual({ answered: [5, 6], refused: 0, waiting: [1, 2, 0] });
  expect(sent.map((one) => one.reported)).toEqual([5, 5, 5, 6]);
  expect(new Set(sent.slice(0, 3).map((one) => one.key)).size).toBe(1);
  expect(sent[3]?.key).not.toBe(sent[0]?.key);
});

test("what is refused is told once and does not hold up the next", async () => {
  script = ["refused", "ok"];
  await queue.put(request(5));
  await queue.put(request(6));
  expect(told).toEqual({ answered: [6], refused: 1, waiting: [0, 0] });
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toHaveLength(2);
});

test("one that is being sent is not sent twice", async () => {
  await Promise.all([queue.put(request(5)), queue.flush(), queue.put(request(6))]);
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent.map((one) => one.reported)).toEqual([5, 6]);
});

test("a page that is left tries no more", async () => {
  script = ["offline"];
  await queue.put(request(5));
  queue.stop();
  await vi.advanceTimersByTimeAsync(10_000);
  expect(sent).toHaveLength(1);
});
