/**
 * Everybody looks at once after a payout: what the first page of the portal asks, by so many shareholders, each in a session and from an
 * address of their own, which a trusted proxy names. The service has its limits as shipped; a reply that is not 200 ends the measurement. The bare baseline is a service without sessions, policies or rules that answers with one query.
 * Then slow phones, one after the other: from the address to what can be used. Beside them stands a page that is nothing but its text, and
 * an index of what this processor does in a browser, since a quarter of a slow one is not a quarter of a usual one.
 */
import { createHmac, randomBytes } from 'node:crypto';
import { fastify } from 'fastify';
import postgres from 'postgres';
import { buildApp } from '../src/app.ts';
import { sealOfSession } from '../src/modules/access/index.ts';
import { batchCommands, makePayoutBatch } from '../src/modules/banking/index.ts';
import { sha256 } from '../src/platform/hash-chain.ts';
import type { Services } from '../src/platform/services.ts';
import { ensureScreens } from '../src/web-build.ts';
import { launchBrowser } from '../test/support/chromium.ts';
import { addressOf } from './http.ts';
import { layRegister, withBooks, type Books, type Office } from './books.ts';
import { run } from './load.ts';
import type { Load, LoadDone } from './load-worker.ts';
import { figure, median, tableRow, type Result } from './measure.ts';
import { answerOf, layAccounts, postedRun, prepare } from './payouts.ts';

const CONNECTIONS = 64;
/** What the first page asks of what is one's own. */
const FIRST_PAGE = ['own/start'];

export async function benchPortal(quick: boolean): Promise<Result> {
  const shareholders = quick ? 600 : 5_000;
  const [seconds, rounds, phones] = quick ? [5, 2, 3] : [15, 3, 9];
  return withBooks(async (books) => {
    const office = await books.open();
    await layRegister(books, office, shareholders);
    await layAccounts(books, office);
    await prepare(office);
    await postedRun(books, office, 2010, shareholders);
    await payOut(books, office);
    const app = await buildApp(behindProxy(books.services), { logger: false });
    const bare = await bareServer(books, office);
    try {
      const { port } = addressOf(await app.listen({ host: '127.0.0.1', port: 0 }), app.server.address());
      const people = await signedIn(books, office);
      const path = `/api/v1/cooperatives/${office.cooperativeId}`;
      const shared = { method: 'GET', body: null, expected: 200, numbers: shareholders, seconds } as const;
      const load: Load = {
        ...shared,
        connections: CONNECTIONS,
        port,
        targets: people.flatMap(({ cookie }, place) =>
          FIRST_PAGE.map((each) => ({ path: `${path}/${each}`, cookie, from: addressAt(place) })),
        ),
      };
      const bareLoad: Load = {
        ...shared,
        connections: CONNECTIONS,
        port: bare.port,
        targets: [{ path: '/money?number={n}', cookie: '' }],
      };
      const [looked, barely]: [LoadDone[], LoadDone[]] = [[], []];
      await run({ ...load, seconds: 2 });
      for (let round = 0; round < rounds; round += 1) {
        looked.push(await run(load));
        barely.push(await run(bareLoad));
      }
      const slow = await onSlowPhones(
        { portal: `http://127.0.0.1:${port}`, bare: `http://127.0.0.1:${bare.port}` },
        office.cooperativeId,
        people.slice(0, phones),
      );
      const rates = (done: readonly LoadDone[]) => done.map(({ perSecond }) => perSecond);
      const waiting = (done: readonly LoadDone[]) =>
        `${figure(median(done.map((each) => each.median)))} / ${figure(median(done.map((each) => each.slowest99)))} ms`;
      const pages = median(rates(looked)) / FIRST_PAGE.length;
      return {
        title: `portal: ${shareholders.toLocaleString('en-US')} shareholders look after a payout, ${CONNECTIONS} connections, ${seconds} s a round`,
        rows: [
          tableRow({
            what: 'requests of the first page',
            samples: rates(looked),
            unit: 'req/s',
            against: rates(barely),
          }),
          tableRow({ what: '  bare Fastify and driver, one query', samples: rates(barely), unit: 'req/s' }),
          ...slow.phones.map(({ what, samples, isAim }) =>
            tableRow({
              what: `slow phone: ${what}`,
              samples,
              unit: 's',
              against: slow.bare,
              ...(isAim && { aim: { text: '≤ 1.5 s', met: (middle: number) => middle <= 1.5 } }),
            }),
          ),
          tableRow({ what: '  bare page, its text alone', samples: slow.bare, unit: 's' }),
        ],
        notes: [
          `no request failed; waiting, median / 99th of a hundred: ${waiting(looked)} (bare ${waiting(barely)})`,
          `this processor: index ${figure(median(slow.indexes))}, a usual one ${USUAL_INDEX}; phones were slowed ${SLOWED} times, “as usual” ${figure(slow.asUsual)} times`,
          `all ${shareholders.toLocaleString('en-US')} have their first page after ${figure(shareholders / pages)} s (${FIRST_PAGE.length} requests each)`,
        ],
      };
    } finally {
      await app.close();
      await bare.close();
    }
  });
}

/** As an installation is, before which a proxy of this machine stands. */
function behindProxy(services: Services): Services {
  return { ...services, config: { ...services.config, HEGU_TRUSTED_PROXIES: ['127.0.0.1'] } };
}

/** One of the sixteen million addresses of 10.0.0.0/8. */
function addressAt(place: number): string {
  return ['10', place >> 16, (place >> 8) & 255, place & 255].join('.');
}

/** Made, sent and answered: so many hear that it is paid. */
export async function payOut(books: Books, office: Office): Promise<void> {
  const { batch } = await office.as(office.accountant, makePayoutBatch, {
    template: 'icbc-gbpt',
    payOn: '2199-12-31',
  });
  const seen = { changed: 0, shared: 0, returned: 0 };
  await office.as(office.reviewer, batchCommands.release, { orderId: batch.id, seen });
  await office.as(office.cashier, batchCommands.send, { orderId: batch.id });
  await office.as(office.cashier, batchCommands.answer, {
    orderId: batch.id,
    fileName: 'r.csv',
    sha256: batch.id.replaceAll('-', '').padEnd(64, '0'),
    rest: 'open',
    rows: await answerOf(books, office, batch.id),
    counts: { lines: [], sums: [] },
  });
}

interface SignedIn {
  readonly userId: string;
  readonly cookie: string;
}

/** A session for each member, laid past the door: how long a sign-in takes is not what is measured here. */
export async function signedIn(
  { owner, services }: Books,
  { cooperativeId }: Office,
): Promise<readonly SignedIn[]> {
  const members = await owner<
    { id: string }[]
  >`select id from member where cooperative_id = ${cooperativeId}`;
  const secret = services.vault.blindIndex('house', 'session-secret', 'hegu');
  const tokens = members.map(() => randomBytes(24).toString('base64url'));
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const ids = members.map(({ id }) => id);
    const hashes = tokens.map((token) => sha256(token));
    const seals = ids.map((id, place) => sealOfSession(services.vault, hashes[place] ?? '', id));
    // Whoever is member x is user x here: ids of their own say nothing more.
    await sql`
      insert into app_user (id, user_name, display_name, portal_only, created_at, password_chosen_at)
      select i, 'looks-' || i, 'looks', true, now(), now() from unnest(${ids}::uuid[]) i`;
    await sql`
      insert into role_grant (cooperative_id, user_id, role, granted_at, proposal_id)
      select ${cooperativeId}, i, 'shareholder', now(), uuidv7() from unnest(${ids}::uuid[]) i`;
    await sql`
      insert into member_user (cooperative_id, user_id, member_id, linked_at, proposal_id)
      select ${cooperativeId}, i, i, now(), uuidv7() from unnest(${ids}::uuid[]) i`;
    await sql`
      insert into session (token_hash, user_id, seal, created_at, expires_at, last_seen_at)
      select t, i, s, now(), now() + interval '10 hours', now()
      from unnest(${hashes}::text[], ${ids}::uuid[], ${seals}::text[]) as s (t, i, s)`;
  });
  await owner`analyze`;
  // As @fastify/session signs what it hands out.
  const signed = (token: string) => {
    const signature = createHmac('sha256', secret).update(token).digest('base64').replace(/=+$/, '');
    return `hegu_session=${encodeURIComponent(`${token}.${signature}`)}`;
  };
  return members.map(({ id }, place) => ({ userId: id, cookie: signed(tokens[place] ?? '') }));
}

/** How often slower than this processor a phone is. */
const SLOWED = 4;
/** What a usual desk computer reaches: the measure of Lighthouse, whose phones are a quarter of it (docs/throttling.md there: 1,000 to 2,000). */
const USUAL_INDEX = 1_500;

/**
 * As Lighthouse takes it: texts of ten thousand letters, put together letter by letter, and numbers copied between two lists of a hundred
 * thousand, each for half a second; a tenth of how many a second, both together halved.
 */
const INDEX = `(() => {
  const tenths = (work) => {
    const start = performance.now();
    let done = 0;
    while (done % 10 !== 0 || performance.now() - start < 500) { work(done); done += 1; }
    return done / 10 / ((performance.now() - start) / 1000);
  };
  const lists = [0, 1].map(() => Array.from({ length: 100000 }, (_, place) => place));
  const texts = () => { let text = ''; for (let at = 0; at < 10000; at += 1) text += 'a'; if (text.length === 1) throw new Error(); };
  const copies = (round) => {
    const [from, to] = [lists[round % 2], lists[1 - round % 2]];
    for (let at = 0; at < from.length; at += 1) to[at] = from[at];
  };
  return (tenths(texts) + tenths(copies)) / 2;
})()`;

interface SlowPhones {
  readonly phones: readonly {
    readonly what: string;
    readonly samples: readonly number[];
    readonly isAim: boolean;
  }[];
  readonly bare: readonly number[];
  readonly indexes: readonly number[];
  /** How often a phone is slowed so that it is a quarter of a usual processor, not of this one. */
  readonly asUsual: number;
}

/**
 * Seconds from the address to what can be used, on phones of 1.6 Mbit/s down, 750 kbit/s up, 150 ms there and back: the page of numbers and
 * PIN; the sum of the dividend on a phone that was signed in before and keeps nothing of the program; the same when it was looked at before.
 */
async function onSlowPhones(
  address: { readonly portal: string; readonly bare: string },
  cooperativeId: string,
  people: readonly SignedIn[],
): Promise<SlowPhones> {
  await ensureScreens(() => undefined);
  const browser = await launchBrowser();
  // What signing in and the first page leave on a phone.
  const leftBy = ({ userId }: SignedIn) => ({
    'hegu-place': cooperativeId,
    'hegu-whose': userId,
  });
  const phone = async (slowed: number, person: SignedIn | null) => {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 360, height: 740, deviceScaleFactor: 2 });
    if (person !== null) {
      const [name = '', value = ''] = person.cookie.split('=');
      await context.setCookie({ name, value, domain: '127.0.0.1', path: '/', httpOnly: true });
      await page.evaluateOnNewDocument(`Object.assign(localStorage, ${JSON.stringify(leftBy(person))})`);
    }
    const session = await page.createCDPSession();
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 200_000,
      uploadThroughput: 93_750,
    });
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowed });
    const opened = async (at: string, usable: string) => {
      await page.goto(at, { waitUntil: 'domcontentloaded' });
      await page.waitForSelector(usable, { timeout: 60_000 });
      return Number(await page.evaluate('performance.now()')) / 1000;
    };
    return { opened, close: () => context.close(), page };
  };
  const indexes: number[] = [];
  const page = await (await browser.createBrowserContext()).newPage();
  for (let round = 0; round < 3; round += 1) indexes.push(Number(await page.evaluate(INDEX)));
  // At least as slow as this processor is.
  const asUsual = Math.max(1, (SLOWED * median(indexes)) / USUAL_INDEX);
  const bare: number[] = [];
  const taken = {
    signIn: [] as number[],
    home: [] as number[],
    again: [] as number[],
    usual: [] as number[],
  };
  const start = `${address.portal}/portal/?c=${cooperativeId}`;
  for (const person of people) {
    const stranger = await phone(SLOWED, null);
    bare.push(await stranger.opened(`${address.bare}/page`, 'strong'));
    taken.signIn.push(await stranger.opened(start, 'input'));
    await stranger.close();
    const known = await phone(SLOWED, person);
    taken.home.push(await known.opened(start, '.hero .amount'));
    await known.page.waitForFunction(
      `navigator.serviceWorker.controller !== null || performance.now() > 8000`,
    );
    taken.again.push(await known.opened(start, '.hero .amount'));
    await known.close();
    const usual = await phone(asUsual, person);
    taken.usual.push(await usual.opened(start, '.hero .amount'));
    await usual.close();
  }
  await browser.close();
  return {
    phones: [
      { what: 'signing in', samples: taken.signIn, isAim: true },
      { what: 'first page, nothing kept', samples: taken.home, isAim: true },
      { what: 'first page, looked at before', samples: taken.again, isAim: true },
      { what: 'first page, nothing kept, a quarter of a usual processor', samples: taken.usual, isAim: true },
    ],
    bare,
    indexes,
    asUsual,
  };
}

async function bareServer({ databaseUrl }: Books, { cooperativeId }: Office) {
  const sql = postgres(databaseUrl, { max: 10, onnotice: () => undefined });
  const app = fastify();
  app.get<{ Querystring: { number: string } }>('/money', async (request) => {
    const lines = await sql`
      select r.period, r.number::text, l.shares::text, l.gross::text, l.tax::text, l.net::text
      from member m
      join holder_account a on a.cooperative_id = m.cooperative_id and a.member_id = m.id
      join dividend_line l on l.cooperative_id = a.cooperative_id and l.account_id = a.id
      join dividend_run r on r.cooperative_id = l.cooperative_id and r.id = l.run_id and r.calculation = l.calculation
      where m.cooperative_id = ${cooperativeId} and m.register_number = ${request.query.number}`;
    return { lines };
  });
  app.get('/page', (_, reply) =>
    reply
      .type('text/html; charset=utf-8')
      .send('<!doctype html><meta charset="utf-8"><title>分红</title><p>到手 <strong>875.10 元</strong></p>'),
  );
  const { port } = addressOf(await app.listen({ host: '127.0.0.1', port: 0 }), app.server.address());
  return {
    port,
    async close() {
      await app.close();
      await sql.end({ timeout: 1 });
    },
  };
}
