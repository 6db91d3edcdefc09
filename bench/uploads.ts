/**
 * A roster of 100,000 people sent to the listening service as an office sends it, as CSV and as a workbook, checked, confirmed and entered, while others go on asking:
 * somebody in another cooperative, and somebody in the very one. The baseline is what both are answered while nobody imports.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { buildApp } from '../src/app.ts';
import { xlsxStream } from '../src/platform/tabular-writing.ts';
import { addressOf, targetOf } from './http.ts';
import { layRegister, withBooks } from './books.ts';
import { rosterCsv } from './imports.ts';
import { run } from './load.ts';
import type { Load, LoadDone } from './load-worker.ts';
import { figure, median, tableRow, timed, withPeakMemory, type Result } from './measure.ts';

const HOLDERS = 5_000;
/** Seconds that one look at those who ask takes. */
const LOOK = 5;
const PATIENCE = 1_000;
/** Seconds after the end of an import at which its memory is looked at again. */
const AFTERWARDS = 20;

export const benchUploads = (quick: boolean) => benchFormat(quick, 'csv');
export const benchWorkbooks = (quick: boolean) => benchFormat(quick, 'xlsx');

async function bytesOf(people: number, format: 'csv' | 'xlsx'): Promise<Buffer> {
  const csv = rosterCsv(people);
  return format === 'csv' ? Buffer.from(csv) : workbookOf(csv);
}

/** The same table as offices keep it: every cell text, none of them shared. */
async function workbookOf(csv: string): Promise<Buffer> {
  const [heads = [], ...rows] = parse(csv);
  const columns = heads.map((name) => ({ name, kind: 'text' as const, width: 20 }));
  async function* each() {
    yield* rows;
  }
  return Buffer.concat(await xlsxStream({ sheet: '股东名册', columns, rows: each() }).toArray());
}

async function benchFormat(quick: boolean, format: 'csv' | 'xlsx'): Promise<Result> {
  const people = quick ? 10_000 : 100_000;
  const bytes = await bytesOf(people, format);
  return withBooks(async (books) => {
    const [importing, other] = [await books.open(), await books.open()];
    await layRegister(books, other, HOLDERS);
    const app = await buildApp(books.services, { logger: false, requestsPerMinute: 1_000_000_000 });
    try {
      const { port } = addressOf(await app.listen({ host: '127.0.0.1', port: 0 }), app.server.address());
      const [own, others] = [await targetOf(app, importing), await targetOf(app, other)];
      const shared = { port, method: 'GET', body: null, expected: 200, numbers: 1, connections: 1 } as const;
      const asking = ({ path, cookie }: typeof own): Load => ({
        ...shared,
        seconds: LOOK,
        targets: [{ path: `${path}/members?limit=20`, cookie }],
      });
      const ask = async (path: string, init: RequestInit = {}) => {
        const origin = `http://127.0.0.1:${port}`;
        const headers = { ...init.headers, cookie: own.cookie, origin };
        const reply = await fetch(`${origin}${own.path}${path}`, { ...init, headers });
        const body = (await reply.json()) as { id: string; state: string; rows: number };
        if (!reply.ok) throw new Error(JSON.stringify(body));
        return body;
      };
      const ended = async (id: string) => {
        for (;;) {
          const { state, rows } = await ask(`/imports/${id}`);
          if (!['waiting', 'reading', 'entering'].includes(state)) return { state, rows };
          await new Promise((resolve) => setTimeout(resolve, PATIENCE));
        }
      };
      await run(asking(others));
      const quiet = { others: await run(asking(others)), own: await run(asking(own)) };
      const before = process.memoryUsage.rss() / 1e6;
      const meanwhile = { others: [] as LoadDone[], own: [] as LoadDone[] };
      const steps = { checked: 0, entered: 0 };
      const [peak] = await withPeakMemory(async () => {
        let isAtWork = true;
        const work = (async () => {
          const file = new FormData();
          file.append('file', new Blob([bytes]), `roster.${format}`);
          const [checked, { id, rows }] = await timed(async () => {
            const sent = await ask('/imports?kind=roster', { method: 'POST', body: file });
            return { id: sent.id, ...(await ended(sent.id)) };
          });
          const [entered, { state }] = await timed(async () => {
            const headers = { 'content-type': 'application/json' };
            await ask(`/imports/${id}/confirm`, { method: 'POST', headers, body: JSON.stringify({ rows }) });
            return ended(id);
          });
          if (state !== 'done') throw new Error(`The import is ${state}.`);
          Object.assign(steps, { checked, entered });
        })().finally(() => (isAtWork = false));
        const watch = async (whom: 'others' | 'own', load: Load) => {
          while (isAtWork) meanwhile[whom].push(await run(load));
        };
        await Promise.all([work, watch('others', asking(others)), watch('own', asking(own))]);
      });
      await pause(1000 * AFTERWARDS);
      const kept = process.memoryUsage.rss() / 1e6;
      const medians = (done: readonly LoadDone[]) => done.map((each) => each.median);
      const slowest = (done: readonly LoadDone[]) => Math.max(...done.map((each) => each.slowest99));
      const aim = { text: '≤ 200 ms', met: (wait: number) => wait <= 200 };
      return {
        title: `uploads: a roster of ${people.toLocaleString('en-US')} rows, ${figure(bytes.length / 1e6)} MB of .${format}, sent to the listening service`,
        rows: [
          tableRow({ what: 'checked', samples: [steps.checked], unit: 's' }),
          tableRow({ what: 'confirmed and entered', samples: [steps.entered], unit: 's' }),
          tableRow({
            what: 'members of another cooperative, asked meanwhile',
            samples: medians(meanwhile.others),
            unit: 'ms',
            against: [quiet.others.median],
            aim,
          }),
          tableRow({
            what: 'members of the one that imports, asked meanwhile',
            samples: medians(meanwhile.own),
            unit: 'ms',
            against: [quiet.own.median],
          }),
          tableRow({
            what: 'memory of Node above what it was, at most',
            samples: [peak - before],
            unit: 'MB',
            aim: { text: '≤ 500 MB', met: (size: number) => size <= 500 },
          }),
          tableRow({
            what: `  ${AFTERWARDS} seconds after the end`,
            samples: [kept - before],
            unit: 'MB',
          }),
        ],
        notes: [
          `99th of a hundred, worst look: others ${figure(slowest(meanwhile.others))} ms (quiet ${figure(quiet.others.slowest99)}), ` +
            `own ${figure(slowest(meanwhile.own))} ms (quiet ${figure(quiet.own.slowest99)}); ` +
            `median of the medians: others ${figure(median(medians(meanwhile.others)))} ms, own ${figure(median(medians(meanwhile.own)))} ms`,
        ],
      };
    } finally {
      await app.close();
    }
  });
}
