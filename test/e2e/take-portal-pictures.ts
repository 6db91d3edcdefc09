/**
 * `npm run pictures:portal`: photographs every page of the portal, and what the office has of it, for somebody to look at and judge, from a
 * demonstration that runs (the same HEGU_DATA_DIR and PORT). At 360 pixels in Chinese, the same at the largest letters, and in English; the
 * office at 1366. Into `out/portal`, one after the other as one meets them. What can be told without an eye is told: what a page
 * does not hold to on a phone, and English within Chinese. It objects, votes and closes the meeting of the sample, so it is run on a
 * demonstration of its own.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchBrowser } from '../support/chromium.ts';
import { findingsOnPhone } from './on-a-phone.ts';

const address = `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;
const signInFile = join(process.env['HEGU_DATA_DIR'] ?? 'data', 'demo-sign-in.txt');
const password = readFileSync(signInFile, 'utf8').trim().split('\n').at(-1) ?? '';
const only = process.argv.slice(2);
const folder = 'out/portal';
const WIDTH = 360;
const LONGEST = 6_000;

const looks = [
  { look: 'zh', language: 'zh', size: '18' },
  { look: 'largest', language: 'zh', size: '30' },
  { look: 'en', language: 'en', size: '18' },
] as const;
type Look = (typeof looks)[number];

/** English within Chinese. */
const FOREIGN = `(() => {
  if (!document.documentElement.lang.startsWith('zh')) return [];
  const text = document.querySelector('.page')?.innerText ?? '';
  const known = ['Language', 'English', 'PDF', 'SHA', 'Linux', 'Android'];
  const isForeign = (each) => !known.includes(each) && !/^[0-9a-f]+$/.test(each);
  const foreign = [...new Set(text.match(/[A-Za-z]{2,}/g) ?? [])].filter(isForeign);
  return foreign.length === 0 ? [] : ['English: ' + foreign.join(', ')];
})()`;

const browser = await launchBrowser();

async function open(
  language: string,
  size: string,
  who: string,
  width: number,
  at = 'portal',
): Promise<Page> {
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width, height: 740 });
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.evaluateOnNewDocument(
    `localStorage.setItem('hegu-language', '${language}'); localStorage.setItem('hegu-size', '${size}')`,
  );
  await page.goto(`${address}/${at}/`, { waitUntil: 'load' });
  if (who !== '') {
    const body = JSON.stringify(JSON.stringify({ userName: who, password }));
    const status = await page.evaluate(
      `fetch('/api/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${body} }).then(({ status }) => status)`,
    );
    if (status !== 200) throw new Error(`${who} could not sign in: ${String(status)}`);
  }
  return page;
}

async function quiet(page: Page): Promise<void> {
  await page.waitForNetworkIdle({ idleTime: 500, timeout: 20_000 }).catch(() => undefined);
  await page.evaluate('document.fonts.ready.then(() => 0)');
}

/** The same person on three phones: small letters, the largest, and in English. */
type Phones = readonly { readonly look: Look; readonly page: Page }[];
async function phonesOf(who: string): Promise<Phones> {
  return Promise.all(
    looks.map(async (look) => ({ look, page: await open(look.language, look.size, who, WIDTH) })),
  );
}

let count = 0;
async function picture(page: Page, name: string, look: string): Promise<void> {
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  const clip = { x: 0, y: 0, width: page.viewport()?.width ?? WIDTH, height: Math.min(height, LONGEST) };
  const path = `${folder}/${look}-${String(count).padStart(2, '0')}-${name}.png`;
  writeFileSync(path, await page.screenshot({ type: 'png', clip, captureBeyondViewport: true }));
}

interface Shot {
  readonly name: string;
  /** Null: as it stands. */
  readonly path: string | null;
  readonly phones: Phones;
  /** On each phone. */
  readonly before?: (page: Page) => Promise<unknown>;
}

async function take({ name, path, phones, before }: Shot): Promise<void> {
  count += 1;
  const isTaken = only.length === 0 || only.includes(name);
  for (const { look, page } of phones) {
    try {
      if (path !== null) await page.goto(`${address}/portal${path}`, { waitUntil: 'load' });
      await quiet(page);
      await before?.(page);
      await quiet(page);
    } catch (error) {
      console.error(`${name} ${look.look}: ${String(error)}`);
    }
    if (!isTaken) continue;
    await picture(page, name, look.look);
    const foreign = (await page.evaluate(FOREIGN)) as readonly string[];
    for (const found of [...foreign, ...(await findingsOnPhone(page))])
      console.log(`${name} ${look.look}: ${found}`);
  }
  console.log(name);
}

/** Presses the nth of what is called so in either language. */
const press =
  (zh: string, en: string, nth = 1) =>
  (page: Page): Promise<void> =>
    page
      .locator(
        `::-p-xpath((//*[self::button or self::a or self::summary][contains(normalize-space(.), "${zh}") or contains(normalize-space(.), "${en}")])[${nth}])`,
      )
      .setTimeout(8_000)
      .click();

/** Into the nth field of the page. */
const type =
  (nth: number, text: string) =>
  async (page: Page): Promise<void> => {
    const fields = await page.$$('main input, main textarea');
    await fields[nth]?.type(text);
  };

async function ask<T>(page: Page, method: string, path: string, body?: object): Promise<T> {
  const given = body === undefined ? '' : `, body: ${JSON.stringify(JSON.stringify(body))}`;
  const reply = (await page.evaluate(`(async () => {
    const { cooperatives } = await (await fetch('/api/v1/session')).json();
    const reply = await fetch('/api/v1/cooperatives/' + cooperatives[0].id + '/${path}', { method: '${method}',
      headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }${given} });
    return { status: reply.status, body: await reply.json() };
  })()`)) as { status: number; body: T };
  if (reply.status >= 400) throw new Error(`${method} ${path}: ${JSON.stringify(reply)}`);
  return reply.body;
}

async function session(page: Page): Promise<{ cooperatives: readonly { id: string }[] }> {
  return (await page.evaluate(`fetch('/api/v1/session').then((reply) => reply.json())`)) as {
    cooperatives: readonly { id: string }[];
  };
}

interface Seen {
  readonly meetings: readonly { readonly id: string; readonly state: string }[];
  readonly notices: readonly { readonly runId: string; readonly isOver: boolean }[];
  readonly papers: readonly { readonly number: string }[];
  readonly dividends: readonly { readonly run: string; readonly state: string }[];
}

async function thePortal(): Promise<void> {
  const strangers = await phonesOf('');
  await take({ name: 'which-cooperative', path: '/', phones: strangers });
  const own = await phonesOf('sample-shareholder');
  const [{ page: first }] = own as [Phones[number]];
  const { cooperatives } = await session(first);
  const cooperative = cooperatives[0]?.id ?? '';
  const place = `?c=${cooperative}`;
  await take({ name: 'sign-in', path: `/${place}`, phones: strangers });
  await take({
    name: 'sign-in-refused',
    path: `/${place}`,
    phones: strangers,
    before: async (page) => {
      await type(0, '0001')(page);
      await type(1, '000000')(page);
      await page.click('button[type=submit]');
    },
  });
  await take({
    name: 'first-time',
    path: `/${place}`,
    phones: strangers,
    before: press('第一次来', 'First time'),
  });

  const mine = (path: string) => ask<Seen>(first, 'GET', `own/${path}`);
  const { meetings } = await mine('meetings');
  const { notices } = await mine('notices');
  const { dividends } = await mine('money');
  const run = dividends.findLast(({ state }) => state === 'posted')?.run ?? dividends.at(-1)?.run ?? '';
  await take({ name: 'home', path: `/${place}`, phones: own });
  await take({ name: 'proof', path: `/proof/${run}`, phones: own });
  await take({ name: 'shares', path: '/shares', phones: own });
  await take({ name: 'history', path: '/money', phones: own });
  await take({ name: 'notices', path: '/notice', phones: own });
  await take({ name: 'notice', path: `/notice/${notices.at(-1)?.runId ?? ''}`, phones: own });
  await take({
    name: 'notice-list',
    path: `/notice/${notices.at(-1)?.runId ?? ''}`,
    phones: own,
    before: press('看整张名单', 'The whole list'),
  });
  await take({ name: 'messages', path: '/messages', phones: own });
  await take({ name: 'papers', path: '/papers', phones: own });
  await take({
    name: 'statement',
    path: '/papers',
    phones: own.slice(0, 1),
    before: press('2025年全年', 'All of'),
  });
  await take({ name: 'statement', path: null, phones: [] });
  await take({ name: 'resolutions', path: '/resolutions', phones: own });
  await take({ name: 'books', path: '/books', phones: own });
  await take({ name: 'ratio', path: '/ratio', phones: own });
  await take({ name: 'family', path: '/family', phones: own });
  await take({ name: 'me', path: '/me', phones: own });
  await take({
    name: 'settings',
    path: `/${place}`,
    phones: own,
    before: press('字的大小', 'Letter size'),
  });
  await take({ name: 'unknown', path: '/nowhere', phones: own });

  const open = meetings.find(({ state }) => state === 'open')?.id ?? '';
  await take({ name: 'meetings', path: '/meetings', phones: own });
  await take({ name: 'meeting-open', path: `/meetings/${open}`, phones: own });
  await first.bringToFront();
  const choose = (motion: number) => async (page: Page) => {
    await page
      .locator(`::-p-xpath((//fieldset[contains(@class, "vote")])[${motion}]//button[1])`)
      .setTimeout(8_000)
      .click();
  };
  await take({ name: 'vote-sheet', path: `/meetings/${open}`, phones: own, before: choose(1) });
  // Her own, and those of the two whom she votes for.
  const cast = async () => {
    await press('确定投', 'Cast it')(first).catch(() => undefined);
    await quiet(first);
  };
  const castOthers = async () => {
    for (let each = 0; each < 2; each += 1) {
      await choose(1)(first).catch(() => undefined);
      await cast();
    }
  };
  await cast();
  await take({ name: 'vote-receipt', path: `/meetings/${open}`, phones: own });
  await castOthers();
  await take({ name: 'secret-sheet', path: `/meetings/${open}`, phones: own, before: choose(1) });
  await cast();
  await castOthers();
  await take({ name: 'secret-handed-in', path: `/meetings/${open}`, phones: own });
  const supervisor = await openOffice('sample-supervisor', 'zh');
  await ask(supervisor, 'POST', `meetings/${open}/close`, { lateReason: '样例' }).catch((error: unknown) => {
    console.error(String(error));
  });
  await take({
    name: 'meeting-closed',
    path: `/meetings/${open}`,
    phones: own,
    before: press('公布的全部手机票', 'All ballots'),
  });

  // Somebody to whom money came, before whom a notice hangs, and who looks for his mother.
  const family = await phonesOf('qingquan-shareholder');
  const [{ page: son }] = family as [Phones[number]];
  const home = `?c=${(await session(son)).cooperatives[0]?.id ?? ''}`;
  await take({ name: 'home-on-notice', path: `/${home}`, phones: family });
  const hanging = (await ask<Seen>(son, 'GET', 'own/notices')).notices.find(({ isOver }) => !isOver);
  const noticeOpen = `/notice/${hanging?.runId ?? ''}`;
  await take({ name: 'notice-open', path: noticeOpen, phones: family });
  const object = press('觉得不对', 'I think it is wrong');
  await take({ name: 'objecting', path: noticeOpen, phones: family, before: object });
  await take({ name: 'family-acting', path: '/family', phones: family });
  await take({ name: 'home-acting', path: '/family', phones: family, before: press('替', 'Look for') });

  // Without signing in: a paper, and the sheet on the wall.
  const { papers } = await mine('papers');
  await take({
    name: 'check',
    path: `/check/${cooperative}/${encodeURIComponent(papers[0]?.number ?? '')}`,
    phones: strangers,
  });
  const sheet = '/line#2;h;1;2025-H2;r;103680.00;82944;0.2;40;0123456789ab';
  await take({
    name: 'line-of-the-sheet',
    path: sheet,
    phones: strangers,
    before: async (page) => {
      await type(0, '600')(page);
      await page.click('button[type=submit]');
    },
  });

  const representative = await phonesOf('representative');
  const [{ page: elected }] = representative as [Phones[number]];
  const seat = `?c=${(await session(elected)).cooperatives[0]?.id ?? ''}`;
  const called = (await ask<Seen>(elected, 'GET', 'own/meetings')).meetings;
  await take({ name: 'representative-home', path: `/${seat}`, phones: representative });
  await take({ name: 'representative-meetings', path: '/meetings', phones: representative });
  const goingOn = called.find(({ state }) => state === 'open')?.id ?? '';
  await take({ name: 'representative-meeting', path: `/meetings/${goingOn}`, phones: representative });
  // Alone by phone on what is voted without names: their ballot is not told apart.
  await elected.bringToFront();
  await press('我来了', 'I am here')(elected).catch(() => undefined);
  await quiet(elected);
  for (let each = 0; each < 2; each += 1) {
    await choose(1)(elected).catch(() => undefined);
    await press('确定投', 'Cast it')(elected).catch(() => undefined);
    await quiet(elected);
  }
  const supervisorThere = await openOffice('supervisor', 'zh');
  await ask(supervisorThere, 'POST', `meetings/${goingOn}/close`, { lateReason: '样例' }).catch(
    (error: unknown) => {
      console.error(String(error));
    },
  );
  await take({
    name: 'representative-alone-by-phone',
    path: `/meetings/${goingOn}`,
    phones: representative,
  });
  const over = called.find(({ state }) => state === 'closed')?.id ?? '';
  await take({ name: 'representative-result', path: `/meetings/${over}`, phones: representative });
  await take({ name: 'representative-ratio', path: '/ratio', phones: representative });
  await take({ name: 'representative-history', path: '/money', phones: representative });
}

const opened = new Map<string, Page>();
async function openOffice(who: string, language: string): Promise<Page> {
  const key = `${who} ${language}`;
  const page = opened.get(key) ?? (await open(language, '18', who, 1366, 'office'));
  opened.set(key, page);
  return page;
}

/** What the office has of the portal: codes, mandates, the telephone, messages, votes without names. */
async function theOffice(): Promise<void> {
  const chair = await openOffice('sample-chair', 'zh');
  const { meetings } = await ask<Seen>(chair, 'GET', 'meetings');
  const meeting = meetings.at(-1)?.id ?? '';
  const screens = [
    ['office-people', 'sample-chair', '/people'],
    ['office-settings', 'sample-chair', '/settings'],
    ['office-waiting', 'sample-supervisor', '/waiting'],
    ['office-messages', 'sample-accountant', '/members/messages'],
    ['office-votes', 'sample-accountant', `/meetings/${meeting}/votes`],
    ['office-day', 'sample-accountant', `/meetings/${meeting}/day`],
    ['office-draft', 'sample-accountant', '/meetings/new'],
  ] as const;
  for (const [name, who, path] of screens) {
    count += 1;
    if (only.length > 0 && !only.includes(name)) continue;
    for (const language of ['zh', 'en']) {
      const page = await openOffice(who, language);
      await page.goto(`${address}/office${path}`, { waitUntil: 'load' });
      await page
        .waitForFunction(`document.querySelector('main h1') && !document.querySelector('.skeleton')`)
        .catch(() => undefined);
      await quiet(page);
      await picture(page, name, language);
    }
    console.log(name);
  }
}

mkdirSync(folder, { recursive: true });
try {
  await thePortal();
  await theOffice();
} finally {
  await browser.close();
}
