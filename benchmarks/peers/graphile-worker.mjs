// graphile-worker: a job per event. For the drain as its page on performance says: a local queue, completions in batches and
// many workers; for latency without them, because they trade latency for throughput. It is woken by NOTIFY anyway.
import { Logger, makeWorkerUtils, run } from 'graphile-worker';
import pg from 'pg';
import { measure, payload } from './peer.mjs';

function newPool(max) {
  const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max });
  pool.on('error', (error) => console.error(error));
  pool.on('connect', (client) => client.on('error', (error) => console.error(error)));
  return pool;
}

// Whoever writes does not wait for the workers' connections, nor they for the writers'.
const pool = newPool(16);
const workers = newPool(26);
const logger = new Logger(() => () => {});
const utils = await makeWorkerUtils({ pgPool: pool, logger });
await utils.migrate();
let runner;

await measure({
  async start(what, handle) {
    runner = await run({
      pgPool: workers,
      logger,
      noHandleSignals: true,
      concurrency: what === 'drain' ? 24 : 10,
      preset: { worker: what === 'drain' ? { localQueue: { size: 500 }, completeJobBatchDelay: 0, failJobBatchDelay: 0 } : {} },
      taskList: { event: async (event) => handle(event.number) },
    });
  },
  stop: () => runner.stop(),
  write: (number) => utils.addJob('event', payload(number)),
  writeMany: (numbers) => utils.addJobs(numbers.map((number) => ({ identifier: 'event', payload: payload(number) }))),
  // It deletes what is done.
  open: async () => Number((await pool.query('select count(*) from graphile_worker._private_jobs')).rows[0].count),
  close: async () => {
    await utils.release();
    await pool.end();
    await workers.end();
  },
});
