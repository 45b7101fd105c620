// pg-boss: a job per event, woken by NOTIFY, handled in batches.
import pg from 'pg';
import { PgBoss } from 'pg-boss';
import { measure, payload } from './peer.mjs';

const connectionString = process.env.DATABASE_URL;
const pool = new pg.Pool({ connectionString, max: 2 });
const boss = new PgBoss({ connectionString, max: 10, useListenNotify: true, supervise: false, schedule: false });
boss.on('error', (error) => console.error(error));
await boss.start();
// Whoever writes does not wait for the workers' connections, nor they for the writers'.
const writer = new PgBoss({ connectionString, max: 16, migrate: false, supervise: false, schedule: false });
writer.on('error', (error) => console.error(error));
await writer.start();
await boss.createQueue('event', { notify: true });

await measure({
  start: (what, handle) =>
    boss.work('event', { batchSize: what === 'drain' ? 1000 : 100, burstWhenBatchFull: true, pollingIntervalSeconds: 0.5 }, async (jobs) => {
      for (const job of jobs) {
        handle(job.data.number);
      }
    }),
  stop: () => boss.offWork('event', { wait: true }),
  write: (number) => writer.send('event', payload(number)),
  writeMany: (numbers) => writer.insert('event', numbers.map((number) => ({ data: payload(number) }))),
  open: async () => Number((await pool.query("select count(*) from pgboss.job where state < 'completed'")).rows[0].count),
  close: async () => {
    await boss.stop({ graceful: false });
    await writer.stop({ graceful: false });
    await pool.end();
  },
});
