/**
 * Everybody looks at once after a payout: what the first page of the portal asks, by so many shareholders, each in a session of their own.
 * A reply that is not 200 ends the measurement. The bare baseline is a service without sessions, policies or rules that answers with one query.
 */
import { createHmac, randomBytes } from 'node:crypto';
import chromium from '@sparticuz/chromium';
import { fastify } from 'fastify';
import postgres from 'postgres';
import puppeteer from 'puppeteer-core';
import { buildApp } from '../src/app.ts';
import { batchCommands, makePayoutBatch } from '../src/modules/banking/index.ts';
import { sha256 } from '../src/platform/hash-chain.ts';
import { ensureScreens } from '../src/web-build.ts';
import { addressOf } from './http.ts';
import { layRegister, withBooks, type Books, type Office } from './books.ts';
import { run } from './load.ts';
import type { Load, LoadDone } from './load-worker.ts';
import { figure, median, tableRow, type Result } from './measure.ts';
import { answerOf, layAccounts, postedRun, prepare } from './payouts.ts';

const CONNECTIONS = 64;
/** What the first page asks, in its order. */
const FIRST_PAGE = ['own', 'own/money', 'own/meetings', 'own/messages', 'own/mandates'];

export async function benchPortal(quick: boolean): Promise<Result> {
  const people = quick ? 600 : 5_000;
  const [seconds, rounds, phones] = quick ? [5, 2, 3] : [15, 3, 9];
  return withBooks(async (books) => {
    const office = await books.open();
    await layRegister(books, office, people);
    await layAccounts(books, office);
    await prepare(office);
    await postedRun(books, office, 2010, people);
    await payOut(books, office);
    const app = await buildApp(books.services, { logger: false, requestsPerMinute: 1_000_000_000 });
    const bare = await bareServer(books, office);
    try {
      const { port } = addressOf(await app.listen({ host: '127.0.0.1', port: 0 }), app.server.address());
      const cookies = await signedIn(books, office);
      const path = `/api/v1/cooperatives/${office.cooperativeId}`;
      const shared = { method: 'GET', body: null, expected: 200, numbers: people, seconds } as const;
      const load: Load = {
        ...shared,
        connections: CONNECTIONS,
        port,
        targets: cookies.flatMap((cookie) => FIRST_PAGE.map((each) => ({ path: `${path}/${each}`, cookie }))),
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
        `http://127.0.0.1:${port}`,
        office.cooperativeId,
        cookies.slice(0, phones),
      );
      const rates = (done: readonly LoadDone[]) => done.map(({ perSecond }) => perSecond);
      const waiting = (done: readonly LoadDone[]) =>
        `${figure(median(done.map((each) => each.median)))} / ${figure(median(done.map((each) => each.slowest99)))} ms`;
      const pages = median(rates(looked)) / FIRST_PAGE.length;
      return {
        title: `portal: ${people.toLocaleString('en-US')} shareholders look after a payout, ${CONNECTIONS} connections, ${seconds} s a round`,
        rows: [
          tableRow({
            what: 'requests of the first page',
            samples: rates(looked),
            unit: 'req/s',
            against: rates(barely),
          }),
          tableRow({ what: '  bare Fastify and driver, one query', samples: rates(barely), unit: 'req/s' }),
          tableRow({
            what: 'first page on a slow phone, nothing kept',
            samples: slow,
            unit: 's',
            aim: { text: '≤ 1.5 s', met: (middle) => middle <= 1.5 },
          }),
        ],
        notes: [
          `no request failed; waiting, median / 99th of a hundred: ${waiting(looked)} (bare ${waiting(barely)})`,
          `all ${people.toLocaleString('en-US')} have their first page after ${figure(people / pages)} s (${FIRST_PAGE.length} requests each)`,
        ],
      };
    } finally {
      await app.close();
      await bare.close();
    }
  });
}

/** Made, sent and answered: so many hear that it is paid. */
async function payOut(books: Books, office: Office): Promise<void> {
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
  });
}

/** A session for each member, laid past the door: how long a sign-in takes is not what is measured here. */
async function signedIn({ owner, services }: Books, { cooperativeId }: Office): Promise<readonly string[]> {
  const members = await owner<
    { id: string }[]
  >`select id from member where cooperative_id = ${cooperativeId}`;
  const secret = services.vault.blindIndex('house', 'session-secret', 'hegu');
  const tokens = members.map(() => randomBytes(24).toString('base64url'));
  await owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const ids = members.map(({ id }) => id);
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
      insert into session (token_hash, user_id, created_at, expires_at, last_seen_at)
      select t, i, now(), now() + interval '10 hours', now()
      from unnest(${tokens.map((token) => sha256(token))}::text[], ${ids}::uuid[]) as s (t, i)`;
  });
  await owner`analyze`;
  // As @fastify/session signs what it hands out.
  const signed = (token: string) => {
    const signature = createHmac('sha256', secret).update(token).digest('base64').replace(/=+$/, '');
    return `hegu_session=${encodeURIComponent(`${token}.${signature}`)}`;
  };
  return tokens.map(signed);
}

/** Two characters are drawn unlike each other. */
const HAS_LETTERS = `{ let drawn = 0; HTMLCanvasElement.prototype.toDataURL = () => String((drawn += 1)); }`;

/**
 * Seconds from the address to the sum of the dividend standing there, by phones that have nothing yet: a quarter of this processor, 1.6 Mbit/s
 * down, 750 kbit/s up, 150 ms there and back.
 */
async function onSlowPhones(
  address: string,
  cooperativeId: string,
  cookies: readonly string[],
): Promise<readonly number[]> {
  await ensureScreens(() => undefined);
  const browser = await puppeteer.launch({
    executablePath: await chromium.executablePath(),
    headless: 'shell',
    args: ['--no-sandbox', '--disable-gpu', '--lang=zh-CN'],
  });
  const taken: number[] = [];
  for (const cookie of cookies) {
    const context = await browser.createBrowserContext();
    const page = await context.newPage();
    await page.setViewport({ width: 360, height: 740, deviceScaleFactor: 2 });
    // A phone has its letters: a machine without Chinese ones would fetch them from the service first.
    await page.evaluateOnNewDocument(HAS_LETTERS);
    const [name = '', value = ''] = cookie.split('=');
    await context.setCookie({ name, value, domain: '127.0.0.1', path: '/', httpOnly: true });
    const phone = await page.createCDPSession();
    await phone.send('Network.enable');
    await phone.send('Network.emulateNetworkConditions', {
      offline: false,
      latency: 150,
      downloadThroughput: 200_000,
      uploadThroughput: 93_750,
    });
    await phone.send('Emulation.setCPUThrottlingRate', { rate: 4 });
    await page.goto(`${address}/portal/?c=${cooperativeId}`, { waitUntil: 'domcontentloaded' });
    await page.waitForSelector('.hero .amount', { timeout: 60_000 });
    taken.push(Number(await page.evaluate('performance.now()')) / 1000);
    await context.close();
  }
  await browser.close();
  return taken;
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
  const { port } = addressOf(await app.listen({ host: '127.0.0.1', port: 0 }), app.server.address());
  return {
    port,
    async close() {
      await app.close();
      await sql.end({ timeout: 1 });
    },
  };
}
