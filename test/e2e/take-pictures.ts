/**
 * `npm run pictures`: photographs the office and the portal for the manual and the READMEs, in both languages, from a demonstration that runs (the
 * same HEGU_DATA_DIR and PORT). It goes on in the sample cooperative from where that was left – posts, pays, reads the bank's
 * answer – and takes each thing before and after, so it is run on a demonstration of its own.
 */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'puppeteer-core';
import { launchBrowser } from '../support/chromium.ts';

type Language = 'zh' | 'en';
type Words = Readonly<Record<Language, string>>;

const address = `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`;
const signInFile = join(process.env['HEGU_DATA_DIR'] ?? 'data', 'demo-sign-in.txt');
const password = readFileSync(signInFile, 'utf8').trim().split('\n').at(-1) ?? '';
const only = process.argv.slice(2);
const manual = 'docs/manual/pictures';
const screens = 'docs/screens';
const WIDTH = 1366;
const PHONE = 390;
/** Letters stay sharp, and all pictures of the manual together within what `test/contract/manual.test.ts` allows. */
const QUALITY = 50;
const languages: readonly Language[] = ['zh', 'en'];

const browser = await launchBrowser();
const pages = new Map<string, Page>();

async function pageOf(userName: string, language: Language): Promise<Page> {
  const known = pages.get(`${userName} ${language}`);
  if (known) return known;
  const context = await browser.createBrowserContext();
  const page = await context.newPage();
  await page.setViewport({ width: WIDTH, height: 800 });
  await page.emulateMediaFeatures([{ name: 'prefers-reduced-motion', value: 'reduce' }]);
  await page.evaluateOnNewDocument(`localStorage.setItem('hegu-language', '${language}')`);
  await page.goto(`${address}/office/`, { waitUntil: 'load' });
  if (userName !== '') {
    const body = JSON.stringify({ userName, password });
    await page.evaluate(
      `fetch('/api/v1/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: ${JSON.stringify(body)} })`,
    );
  }
  pages.set(`${userName} ${language}`, page);
  return page;
}

/** Until everything is answered and drawn: grey lines are gone, pictures are there. */
const IS_DRAWN = `document.readyState === 'complete' && document.querySelector('main h1, main.founding, main.sign-in') !== null
  && document.fonts.status === 'loaded' && document.querySelector('.skeleton, [aria-busy=true]') === null && [...document.images].every((each) => each.complete)`;

async function quiet(page: Page): Promise<void> {
  await page.waitForFunction(IS_DRAWN, { timeout: 60_000 });
  // What is asked again and again, as by a job that runs, never falls silent.
  await page.waitForNetworkIdle({ idleTime: 600, timeout: 20_000 }).catch(() => undefined);
  await page.waitForFunction(IS_DRAWN, { timeout: 60_000 });
}

/** What was never drawn is no picture: the one of before stays, and the run ends in 1. */
const undrawn: string[] = [];

const named = (name: string) =>
  `::-p-xpath((//button|//a|//label|//summary)[normalize-space(.)="${name}" and not(ancestor::aside)])`;

async function press(page: Page, name: string): Promise<void> {
  await page.locator(named(name)).setTimeout(12_000).click();
  await quiet(page);
}

interface Shot {
  readonly name: string;
  readonly who: string;
  readonly path: string;
  readonly height?: number;
  /** The portal on a phone, at its first size of letters. */
  readonly phone?: boolean;
  /** Also one of the READMEs. */
  readonly screen?: boolean;
  /** What is done before the picture; nothing that writes. */
  readonly before?: (page: Page, language: Language) => Promise<void>;
}

async function take(shot: Shot): Promise<void> {
  if (only.length > 0 && !only.includes(shot.name)) return;
  for (const language of languages) {
    const page = await pageOf(shot.who, language);
    await page.setViewport({ width: shot.phone === true ? PHONE : WIDTH, height: shot.height ?? 800 });
    try {
      await page.goto(address + shot.path, { waitUntil: 'load' });
      await quiet(page);
      await shot.before?.(page, language);
      await quiet(page);
    } catch (error) {
      console.error(`${shot.name} ${language}: ${String(error)}`);
      undrawn.push(`${shot.name}.${language}`);
      continue;
    }
    const picture = await page.screenshot({ type: 'webp', quality: QUALITY });
    const look = process.env['LOOK'];
    if (look !== undefined) await page.screenshot({ path: `${look}/${shot.name}.${language}.png` });
    writeFileSync(`${manual}/${shot.name}.${language}.webp`, picture);
    if (shot.screen === true) writeFileSync(`${screens}/${shot.name}.${language}.webp`, picture);
    console.log(`${shot.name}.${language} ${Math.round(picture.length / 1024)} kB`);
  }
}

/** Asks the interface as somebody, for ids and for what only goes on. */
async function ask<T>(userName: string, method: string, path: string, body?: object): Promise<T> {
  const page = await pageOf(userName, 'zh');
  const given = body === undefined ? '' : `, body: ${JSON.stringify(JSON.stringify(body))}`;
  const text = String(
    await page.evaluate(`(async () => {
      const { cooperatives } = await (await fetch('/api/v1/session')).json();
      const reply = await fetch('/api/v1/cooperatives/' + cooperatives[0].id + '/${path}', {
        method: '${method}', headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() }${given} });
      return JSON.stringify({ status: reply.status, body: await reply.json() });
    })()`),
  );
  const reply = JSON.parse(text) as { status: number; body: T };
  if (reply.status >= 400) throw new Error(`${method} ${path}: ${text}`);
  return reply.body;
}

/** Does it on the screen of the Chinese page, and goes on; what was done already by an earlier run is left alone. */
async function act(who: string, path: string, steps: (page: Page) => Promise<void>): Promise<void> {
  if (only.length > 0) return;
  const page = await pageOf(who, 'zh');
  await page.goto(address + path, { waitUntil: 'load' });
  await quiet(page);
  try {
    await steps(page);
    await page.waitForFunction('document.querySelector("dialog") === null', { timeout: 20_000 });
  } catch (error) {
    console.error(`${who} at ${path}: ${String(error)}`);
  }
  await quiet(page);
}

const both = (zh: string, en: string): Words => ({ zh, en });
const opening =
  (words: Words) =>
  async (page: Page, language: Language): Promise<void> =>
    press(page, words[language]);

/** A roster with four faults, as people make them. */
const faultyRoster = [
  '编号,姓名,性别,出生日期,身份证号,户号,与户主关系,组别,入社日期,电话',
  '1001,孙立秋,男,1971-03-08,990105197103080013,3-01,户主,第一组,2025-07-01,19900008001',
  '1002,周桂英,女,1973-11-02,990105197311020028,3-01,配偶,第一组,2025-07-01,19900008002',
  '1003,孙小满,女,2001-05-21,990105200105210049,3-01,女儿,第一组,2025-7-1,199000080',
  '1004,吴长河,男,1965-13-09,990105196512090031,3-02,户主,第二组,2025-07-01,19900008004',
].join('\r\n');

async function chooseRoster(page: Page): Promise<void> {
  const path = join(mkdtempSync(join(tmpdir(), 'hegu-pictures-')), 'roster.csv');
  writeFileSync(path, `\uFEFF${faultyRoster}`);
  const input = await page.waitForSelector('input[type=file]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
  await page.waitForSelector('.grid, table', { timeout: 20_000 });
  await new Promise((resolve) => setTimeout(resolve, 1500));
}

async function wholeManual(): Promise<void> {
  const office = 'sample-accountant';
  interface Listed {
    readonly runs: readonly { readonly id: string; readonly period: string; readonly kind: string }[];
    readonly plans: readonly { readonly id: string; readonly period: string }[];
    readonly meetings: readonly { readonly id: string }[];
    readonly batches: readonly { readonly id: string }[];
    readonly members: readonly { readonly id: string; readonly registerNumber: string }[];
    readonly resolutions: readonly { readonly id: string }[];
  }
  const get = (who: string, path: string) => ask<Listed>(who, 'GET', path);
  const run = (await get(office, 'dividend-runs')).runs[0]?.id ?? '';
  const plan = (await get(office, 'distribution-plans')).plans[0]?.id ?? '';
  const meeting = (await get(office, 'meetings')).meetings.at(-1)?.id ?? '';
  const member = (await get(office, 'members')).members.find(
    ({ registerNumber }) => registerNumber === '0013',
  );

  await take({ name: 'sign-in', who: '', path: '/office/', height: 620 });
  await take({ name: 'desk', who: office, path: '/office/', height: 980, screen: true });
  await take({ name: 'waiting', who: 'sample-reviewer', path: '/office/waiting', height: 620 });
  await take({
    name: 'waiting-sheet',
    who: 'sample-reviewer',
    path: '/office/waiting',
    height: 700,
    before: async (page, language) => {
      await page.locator(`::-p-xpath((//main//table//button)[1])`).setTimeout(20_000).click();
      await quiet(page);
      void language;
    },
  });
  await take({ name: 'found', who: 'administrator', path: '/office/found', height: 980 });
  await take({ name: 'opening', who: office, path: '/office/opening', height: 700 });
  await take({
    name: 'import',
    who: office,
    path: '/office/import?kind=roster',
    height: 820,
    screen: true,
    before: chooseRoster,
  });
  await take({ name: 'members', who: 'accountant', path: '/office/members', height: 800, screen: true });
  await take({
    name: 'member',
    who: office,
    path: `/office/members/${member?.id ?? ''}`,
    height: 900,
    screen: true,
  });
  await take({ name: 'shares', who: office, path: '/office/shares', height: 720 });
  await take({ name: 'move', who: office, path: '/office/shares/move?kind=transfer', height: 760 });
  await take({ name: 'heirs', who: 'accountant', path: '/office/shares/move?kind=inheritance', height: 720 });
  await take({ name: 'restrictions', who: 'accountant', path: '/office/shares/restrictions', height: 560 });
  await take({
    name: 'compare',
    who: 'accountant',
    path: '/office/schemes/compare',
    height: 980,
    screen: true,
  });
  const { schemes } = await ask<{ schemes: { id: string }[] }>('accountant', 'GET', 'allotment-schemes');
  await take({
    name: 'scheme',
    who: 'accountant',
    path: `/office/schemes/${schemes.at(-1)?.id ?? ''}`,
    height: 1000,
  });
  await take({ name: 'meeting-draft', who: office, path: '/office/meetings/new', height: 900 });
  await take({ name: 'meeting', who: office, path: `/office/meetings/${meeting}`, height: 940 });
  await take({
    name: 'meeting-day',
    who: office,
    path: `/office/meetings/${meeting}/day`,
    height: 820,
    screen: true,
  });
  await take({ name: 'votes', who: office, path: `/office/meetings/${meeting}/votes`, height: 820 });
  await take({ name: 'plan', who: office, path: `/office/plans/${plan}`, height: 800, screen: true });
  await take({
    name: 'run',
    who: office,
    path: `/office/dividends/${run}`,
    height: 980,
    screen: true,
    before: async (page) => {
      await page.locator('::-p-xpath((//main//table//button)[1])').setTimeout(8_000).click();
    },
  });
  await take({ name: 'notice', who: office, path: `/office/dividends/${run}`, height: 900, screen: true });
  await take({
    name: 'post',
    who: office,
    path: `/office/dividends/${run}`,
    height: 760,
    before: opening(both('入账', 'Post')),
  });
  await act(office, `/office/dividends/${run}`, async (page) => {
    await press(page, '入账');
    await page.locator('::-p-xpath(//dialog//footer//button[normalize-space(.)="入账"])').click();
  });
  await take({
    name: 'payout-new',
    who: office,
    path: '/office/payouts',
    height: 760,
    before: opening(both('制作银行批次', 'Make a batch for the bank')),
  });
  await act(office, '/office/payouts', async (page) => {
    await press(page, '制作银行批次');
    await page.locator('::-p-xpath(//dialog//footer//button[last()])').click();
  });
  const batch = (await get(office, 'payout-batches')).batches[0]?.id ?? '';
  await take({
    name: 'release',
    who: 'sample-reviewer',
    path: `/office/payouts/${batch}`,
    height: 820,
    before: opening(both('复核放行', 'Release')),
  });
  await act('sample-reviewer', `/office/payouts/${batch}`, async (page) => {
    await press(page, '复核放行');
    await press(page, '我已逐一看过以上账号变动、笔数和金额');
    await page.locator('::-p-xpath(//dialog//footer//button[last()])').click();
  });
  await act('sample-cashier', `/office/payouts/${batch}`, async (page) => {
    await press(page, '确认已送银行');
    await page.locator('::-p-xpath(//dialog//footer//button[last()])').click();
  });
  await take({
    name: 'payout',
    who: 'sample-cashier',
    path: `/office/payouts/${batch}`,
    height: 860,
    screen: true,
  });
  await take({ name: 'payouts', who: 'cashier', path: '/office/payouts', height: 760 });
  await take({ name: 'counter', who: 'sample-cashier', path: '/office/payouts/counter', height: 620 });
  await take({ name: 'till', who: 'sample-cashier', path: '/office/books/till', height: 560 });
  await take({ name: 'pensions', who: office, path: '/office/pensions', height: 700 });
  const order = (await get(office, 'pension-runs')).runs[0]?.id;
  if (order !== undefined)
    await take({ name: 'pension-month', who: office, path: `/office/pensions/${order}`, height: 800 });
  await take({ name: 'tax', who: office, path: '/office/tax', height: 680 });
  await take({ name: 'voucher', who: office, path: '/office/books/new', height: 640 });
  await take({ name: 'journal', who: office, path: '/office/books?from=2025-07&to=2025-12', height: 760 });
  await take({
    name: 'balance-sheet',
    who: office,
    path: '/office/books/balance-sheet?from=2025-07&to=2025-12',
    height: 820,
  });
  await take({ name: 'closing', who: office, path: '/office/books/closing', height: 720 });
  await take({ name: 'assets', who: office, path: '/office/assets?period=2025-H2', height: 560 });
  await take({ name: 'certificates', who: 'accountant', path: '/office/shares/certificates', height: 560 });
  await take({ name: 'papers', who: 'accountant', path: '/office/papers', height: 820, screen: true });
  await take({ name: 'people', who: 'sample-chair', path: '/office/people', height: 720 });
  await take({ name: 'own', who: 'sample-chair', path: '/office/me', height: 760 });
  await take({ name: 'settings', who: 'sample-chair', path: '/office/settings', height: 900 });
  await take({ name: 'trail', who: 'sample-supervisor', path: '/office/trail', height: 720 });
  await take({
    name: 'verification',
    who: 'sample-supervisor',
    path: '/office/trail/verification',
    height: 720,
    before: async (page, language) => {
      await press(page, both('开始核验', 'Verify')[language]).catch(() => undefined);
      await page.waitForSelector('dl.figures', { timeout: 60_000 });
    },
  });
  await take({
    name: 'legality',
    who: 'sample-reviewer',
    path: `/office/dividends/${run}`,
    height: 900,
    screen: true,
    before: async (page) => {
      await page.evaluate(
        `[...document.querySelectorAll('h2')].find((each) => /合法|Legal|lawful/i.test(each.textContent))?.scrollIntoView()`,
      );
    },
  });
  await thePortal();
}

/** On the phone of the sample's shareholder, whose meeting goes on: looked at, and nothing cast. */
async function thePortal(): Promise<void> {
  const [who, phone] = ['sample-shareholder', true];
  const page = await pageOf('sample-accountant', 'zh');
  const asked = `fetch('/api/v1/session').then((reply) => reply.json()).then(({ cooperatives }) => cooperatives[0].id)`;
  const place = `?c=${String(await page.evaluate(asked))}`;
  const home = `/portal/${place}`;
  const { meetings } = await ask<{ meetings: { id: string; state: string }[] }>(who, 'GET', 'own/meetings');
  const meeting = `/portal/meetings/${meetings.find(({ state }) => state === 'open')?.id ?? ''}${place}`;
  await take({ name: 'messages', who: 'sample-accountant', path: '/office/members/messages', height: 400 });
  await take({ name: 'portal-sign-in', who: '', phone, path: home, height: 780 });
  await take({ name: 'portal-home', who, phone, path: home, height: 980 });
  await take({ name: 'portal-messages', who, phone, path: `/portal/messages${place}`, height: 900 });
  // Three votes to cast by name, her own and two of the household, then the same without.
  const choose = (motion: number) => async (page: Page, language: Language) => {
    const come = both('我来了，在手机上参加', 'I am here: join by phone')[language];
    if ((await page.$(named(come))) !== null) await press(page, come);
    await page
      .locator(`::-p-xpath((//fieldset[@class="vote"])[${motion}]//button[1])`)
      .setTimeout(8_000)
      .click();
    await page.evaluate(`document.querySelector('.sheet').scrollIntoView({ block: 'end' })`);
  };
  await take({ name: 'portal-vote', who, phone, path: meeting, height: 780, before: choose(1) });
  await take({ name: 'portal-secret', who, phone, path: meeting, height: 980, before: choose(4) });
}

mkdirSync(manual, { recursive: true });
mkdirSync(screens, { recursive: true });
try {
  await wholeManual();
} finally {
  await browser.close();
}
if (undrawn.length > 0) {
  console.error(`Not drawn, and not taken: ${undrawn.join(', ')}`);
  process.exitCode = 1;
}
