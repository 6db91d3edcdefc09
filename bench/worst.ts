/**
 * The worst request of each kind that is accepted, and the worst that is refused, on a whole service: what it takes, and how long
 * everybody else waits meanwhile. Beside it bare Fastify that reads the same body and writes an answer of the same size.
 */
import fastify from 'fastify';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { strToU8, zipSync } from 'fflate';
import { buildApp } from '../src/app.ts';
import { Refusal } from '../src/domain/refusal.ts';
import { readTables } from '../src/platform/tabular-reading.ts';
import { layRegister, password, withBooks, type Office } from './books.ts';
import { layAccounts, postedRun, prepare } from './payouts.ts';
import { figure, median, tableRow, timed, withPeakMemory, type Result, type TableRow } from './measure.ts';

/** Half-years of dividends of which what is owed is asked. */
const RUNS = 3;

const many = <T>(length: number, each: (index: number) => T) =>
  Array.from({ length }, (_, index) => each(index));

interface Asked {
  readonly what: string;
  readonly path: string;
  readonly body: object;
  readonly expected: number;
}

const rule = (index: number) => ({
  kind: 'match' as const,
  base: 'subscribed',
  shareClass: 'matched',
  ratio: `1:${index + 2}`,
  // Nobody's, so that every rule is asked of everybody.
  cohort: { tag: `nobody ${index}` },
  rounding: 'down' as const,
  places: 2,
});

/** Denominators of which all together are as long as is let. */
const denominators = [997, 1009, 1013, 1019, 1021, 1031, 1033, 1039, 1049, 1051, 1061, 1063, 1069];

const asked: readonly Asked[] = [
  {
    what: 'open dividend, 10,000 holders, denominators of 40 digits',
    path: '/api/v1/calculations/dividend',
    body: {
      pool: '9999999999999999.99',
      method: 'largest-remainder',
      holdings: many(10_000, (index) => ({
        key: `k${index}`,
        shares: `${'9'.repeat(20)}${index}/${denominators[index % denominators.length]}`,
      })),
    },
    expected: 200,
  },
  {
    what: 'open comparison, 6 schemes × 2 rules × 10,000 holders',
    path: '/api/v1/calculations/allotment',
    body: {
      schemes: many(6, (place) => ({
        name: `s${place}`,
        rules: many(2, (index) => ({
          ...rule(index),
          shareClass: `c${index}`,
          cohort: { standing: 'admitted' },
        })),
      })),
      holders: many(10_000, (index) => ({ key: `k${index}`, holdings: { subscribed: `${index}.1234` } })),
      pool: '9999999999999999.99',
    },
    expected: 200,
  },
  {
    what: 'a body of 150,001 values, before sign-in',
    path: '/api/v1/session',
    body: { list: many(150_001, (index) => index) },
    expected: 413,
  },
  {
    what: '30,000 wrong values in an open question',
    path: '/api/v1/calculations/dividend',
    body: {
      pool: '1',
      method: 'largest-remainder',
      holdings: many(10_000, () => ({ key: 1, shares: '1/0', more: 1 })),
    },
    expected: 422,
  },
];

export async function benchWorst(quick: boolean): Promise<Result> {
  const rounds = quick ? 2 : 5;
  const holders = quick ? 4_000 : 20_000;
  return withBooks(async (books) => {
    const office = await books.open();
    await layRegister(books, office, holders);
    const app = await buildApp(books.services, { logger: false, requestsPerMinute: 1e9, openPerMinute: 1e9 });
    const bare = fastify({ bodyLimit: 64 * 1024 * 1024 });
    let bytes = 0;
    bare.post('/', async (_request, reply) =>
      reply.type('application/json').send(JSON.stringify('x'.repeat(bytes))),
    );
    const rows: TableRow[] = [];
    const notes: string[] = [];
    const measured = async (what: string, work: () => Promise<number>, body: object) => {
      const [samples, bares, peaks, delays] = [
        [] as number[],
        [] as number[],
        [] as number[],
        [] as number[],
      ];
      await work();
      for (let round = 0; round < rounds; round += 1) {
        const delay = monitorEventLoopDelay({ resolution: 5 });
        delay.enable();
        const [peak, [seconds, size]] = await withPeakMemory(() => timed(work));
        // A hold-up at the very end is told by the next turn.
        await pause(20);
        delay.disable();
        samples.push(seconds);
        peaks.push(peak);
        delays.push(delay.max / 1e6);
        bytes = size;
        bares.push((await timed(() => bare.inject({ method: 'POST', url: '/', payload: body })))[0]);
      }
      rows.push(tableRow({ what, samples, unit: 's', against: bares }));
      rows.push(tableRow({ what: '  others wait at most', samples: delays, unit: 'ms' }));
      notes.push(`${what}: peak memory ${figure(median(peaks))} MB`);
    };
    try {
      for (const { what, path, body, expected } of asked)
        await measured(
          what,
          async () => {
            const reply = await app.inject({ method: 'POST', url: path, payload: body });
            if (reply.statusCode !== expected)
              throw new Error(`${what}: ${reply.statusCode} ${reply.body.slice(0, 300)}`);
            return reply.rawPayload.length;
          },
          body,
        );
      const { cookie, body, path } = await sixSchemes(app, office, holders);
      await measured(
        `comparison of 6 schemes × ${rulesFor(holders)} rules × ${holders.toLocaleString('en-US')} holders`,
        async () => {
          const reply = await app.inject({ method: 'POST', url: path, payload: body, headers: { cookie } });
          if (reply.statusCode !== 200) throw new Error(reply.body.slice(0, 300));
          return reply.rawPayload.length;
        },
        body,
      );
      await layAccounts(books, office);
      await prepare(office);
      for (let year = 2010; year < 2010 + RUNS; year += 1) await postedRun(books, office, year, holders);
      const root = `/api/v1/cooperatives/${office.cooperativeId}`;
      for (const question of [`payout-claims?limit=100`, `checklist?period=${2009 + RUNS}-H2`])
        await measured(
          `five at once of one person: ${question}, ${RUNS} posted runs`,
          async () => {
            const replies = await Promise.all(
              many(5, () => app.inject({ url: `${root}/${question}`, headers: { cookie } })),
            );
            const refused = replies.find(({ statusCode }) => statusCode !== 200);
            if (refused !== undefined) throw new Error(refused.body.slice(0, 300));
            return replies[0]?.rawPayload.length ?? 0;
          },
          {},
        );
      for (const [what, file, code] of workbooks())
        await measured(
          `a workbook of ${figure(file.length / 1000)} kB: ${what}`,
          async () => {
            const refused = await readTables(file, 'roster.xlsx').catch((error: unknown) => error);
            if (!(refused instanceof Refusal) || refused.code !== code)
              throw new Error(`${what}: ${String(refused)}`);
            return 0;
          },
          {},
        );
      return {
        title: `the worst requests, a register of ${holders.toLocaleString('en-US')} holders`,
        rows,
        notes,
      };
    } finally {
      await app.close();
      await bare.close();
    }
  });
}

/** As many as are let for six schemes together. */
const rulesFor = (holders: number) => Math.min(50, Math.floor(4_000_000 / (6 * 2 * holders)));

async function sixSchemes(app: Awaited<ReturnType<typeof buildApp>>, office: Office, holders: number) {
  const root = `/api/v1/cooperatives/${office.cooperativeId}`;
  const signedIn = await app.inject({
    method: 'POST',
    url: '/api/v1/session',
    payload: { userName: office.accountantName, password },
  });
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
  const schemeIds: string[] = [];
  for (let place = 0; place < 6; place += 1) {
    const reply = await app.inject({
      method: 'POST',
      url: `${root}/allotment-schemes`,
      headers: { cookie },
      payload: {
        name: `s${place}`,
        effectiveOn: '2010-07-01',
        meaning: 'x',
        rules: many(rulesFor(holders), rule),
      },
    });
    if (reply.statusCode !== 201) throw new Error(reply.body.slice(0, 300));
    schemeIds.push(reply.json<{ id: string }>().id);
  }
  return {
    cookie,
    path: `${root}/allotment-comparisons`,
    body: { schemeIds, on: '2010-12-31', pool: '1000000.00' },
  };
}

/** Small files that would be large tables. */
function workbooks(): readonly (readonly [what: string, file: Buffer, code: string])[] {
  const cell = (place: string, text: string) => `<c r="${place}" t="inlineStr"><is><t>${text}</t></is></c>`;
  return [
    [
      'one cell at XFD1048576',
      workbook(`<row r="1">${cell('XFD1048576', 'x')}</row>`),
      'table.too-many-columns',
    ],
    [
      'one cell of 90 MB',
      workbook(`<row r="1">${cell('A1', 'x'.repeat(90_000_000))}</row>`),
      'file.unpacks-too-large',
    ],
    ['90 MB of nothing', workbook(' <!-- -->'.repeat(10_000_000)), 'file.unpacks-too-large'],
    [
      '5 million cells',
      workbook(many(25_000, () => `<row>${'<c/>'.repeat(200)}</row>`).join('')),
      'file.unpacks-too-large',
    ],
  ];
}

function workbook(rows: string): Buffer {
  return Buffer.from(
    zipSync({
      'xl/workbook.xml': strToU8('<workbook/>'),
      'xl/worksheets/sheet1.xml': strToU8(`<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    }),
  );
}
