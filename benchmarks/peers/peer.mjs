// What the Node programs share: they write events at a fixed rate or many at once, note when each was committed and when it was
// handled, and print one line of JSON as the last one. Times are in one process, by its own clock.
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';

const WARM_UP_RATE = 500;
const LOT = 1000;
const PATIENCE = 180_000;

/**
 * Measures what the arguments say: `latency <events a second> <seconds> <seconds of warm-up>` or `drain <events> <events of warm-up>`.
 *
 * @param peer `start(what, handle)` begins to work off events and calls `handle` with the number of each, `stop()` ends that,
 *   `write(number)` resolves when it is committed, `writeMany(numbers)` likewise, `open()` tells how many are not done yet,
 *   `close()` ends everything
 */
export async function measure(peer) {
  const [what, ...numbers] = process.argv.slice(2);
  const answer = what === 'latency' ? await latency(peer, ...numbers.map(Number)) : await drain(peer, ...numbers.map(Number));
  await peer.close();
  process.stdout.write(`${JSON.stringify(answer)}\n`, () => process.exit(0));
}

async function latency(peer, rate, seconds, warmUp) {
  const handled = new Map();
  await peer.start('latency', (number) => handled.set(number, performance.now()));
  await atRate(peer, WARM_UP_RATE, warmUp, 0);
  await until(() => handled.size === WARM_UP_RATE * warmUp);
  handled.clear();
  const committed = await atRate(peer, rate, seconds, 1_000_000);
  await until(() => handled.size >= committed.size);
  await peer.stop();
  return { micros: [...committed].map(([number, at]) => (handled.get(number) - at) * 1000) };
}

/** Each is written when it is due, whether those before have been or not. */
async function atRate(peer, rate, seconds, first) {
  const committed = new Map();
  const writing = [];
  const start = performance.now();
  for (let i = 0; i < rate * seconds; i++) {
    const due = start + (i * 1000) / rate;
    while (performance.now() < due) {
      await sleep(Math.max(0, due - performance.now()));
    }
    writing.push(peer.write(first + i).then(() => committed.set(first + i, performance.now())));
  }
  await Promise.all(writing);
  return committed;
}

async function drain(peer, events, warmUp) {
  await fill(peer, warmUp, 0);
  await work(peer, warmUp);
  await fill(peer, events, 1_000_000);
  return work(peer, events);
}

async function fill(peer, events, first) {
  for (let i = 0; i < events; i += LOT) {
    await peer.writeMany(Array.from({ length: Math.min(LOT, events - i) }, (_, j) => first + i + j));
  }
}

async function work(peer, events) {
  const handled = new Set();
  const began = performance.now();
  await peer.start('drain', (number) => handled.add(number));
  await until(() => handled.size === events, 2);
  while ((await peer.open()) > 0) {
    await sleep(2);
  }
  const seconds = (performance.now() - began) / 1000;
  await peer.stop();
  return { handled: handled.size, seconds };
}

async function until(done, pause = 10) {
  const deadline = performance.now() + PATIENCE;
  while (!done()) {
    if (performance.now() > deadline) {
      throw new Error('It takes too long.');
    }
    await sleep(pause);
  }
}

/** What the events carry: as many members as those of booking-service. */
export function payload(number) {
  return {
    number,
    appointmentId: '01890000-0000-7000-8000-000000000001',
    clientId: '01890000-0000-7000-8000-000000000002',
    clientName: 'Mira Client',
    clientEmail: 'mira@example.test',
    therapistId: '01890000-0000-7000-8000-000000000003',
    therapistAccountId: '01890000-0000-7000-8000-000000000004',
    therapistName: 'Tom Therapist',
    therapistEmail: 'tom@example.test',
    serviceName: 'Deep tissue',
    start: '2026-03-02T15:00:00Z',
    end: '2026-03-02T16:00:00Z',
    zone: 'America/New_York',
    firstVisit: false,
  };
}
