/**
 * The portal on a phone, as a shareholder sees it: a code from paper, a PIN of one's own, what the half-year paid and how it was
 * worked out, and the shares behind it. At the narrowest phone and at the largest letters alike.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  adoptWidePlan,
  announce,
  approve,
  calculate,
  draft,
  expectStatus,
  openRegister,
  runToPosted,
} from '../support/cooperative.ts';
import { launchBrowser } from '../support/chromium.ts';
import { scanned } from '../documents/scan.ts';
import { askFor } from '../support/papers.ts';
import { todayOf } from '../support/payout.ts';
import { servedWithin, serveTestApp, type ServedApp } from '../support/screens.ts';
import {
  closeBrowser,
  openBrowser,
  openWindow,
  seriousFindings,
  serviceAway,
  type Window,
} from './browser.ts';
import { findingsAsOpened, findingsOnPhone } from './on-a-phone.ts';

let test: ServedApp;
let paidRun: string;
const now = new Date('2011-01-10T02:00:00Z');
beforeAll(async () => {
  [test] = await Promise.all([serveTestApp({ clock: now }), openBrowser()]);
  await openRegister(test, ['600', '400.5']);
  const contact = { telephone: '0990-555 0123', place: '泉东路 8 号', hours: null };
  await expectStatus(test.as('chair').put('~/office-contact', contact), 200);
  // Of the half-year before a dividend hangs out later.
  await adoptWidePlan(test, '2010-H1', '600');
  const run = { period: '2010-H2', recordDate: '2010-12-31', method: 'largest-remainder' };
  const terms = { pool: '1000', taxRate: '0', taxBasis: '免税', basis: 'record-date' };
  paidRun = String((await runToPosted(test, undefined, { ...run, ...terms })).id);
  // A scheme that matches shares, so that there is another ratio to compare with.
  const matched = { code: 'matched', name: '配股', kind: 'matched', places: 0 };
  await expectStatus(test.as('accountant').post('~/share-classes', matched), 201);
  const match = { kind: 'match', shareClass: 'matched', base: 'basic', cohort: { everyone: true } };
  const rules = [{ ...match, ratio: '1:8', rounding: 'down', places: 0 }];
  const scheme = { name: '一比八方案', meaning: '每持一股配八股', rules, effectiveOn: todayOf(test) };
  await expectStatus(test.as('accountant').post('~/allotment-schemes', scheme), 201);
}, servedWithin);
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

/** The addresses of the pages that a test came to, and of those it judged: the first part tells them apart. */
const [visited, judged] = [new Set<string>(), new Set<string>()];
beforeEach(() => {
  visited.clear();
  judged.clear();
});
afterEach(() => {
  expect([...visited].filter((each) => !judged.has(each))).toEqual([]);
});

/** A window as wide as a phone, with letters of this size: what is sound on it is sound on every phone. */
async function phone(width: number, size = '18', language: 'zh' | 'en' = 'zh'): Promise<Phone> {
  const window = await openWindow(test.address, language, now);
  const { page } = window;
  await page.setViewport({ width, height: 760 });
  await page.evaluateOnNewDocument(`localStorage.setItem('hegu-size', '${size}')`);
  const pageNow = () => new URL(page.url()).pathname.split('/')[2] ?? '';
  return {
    ...window,
    async see(text) {
      await window.see(text);
      visited.add(pageNow());
    },
    async expectSound(where) {
      await window.expectQuiet(where);
      // Axe once for each state, where it asks most: the largest letters on the narrowest phone, and the contrast that elders are promised.
      const found = await findingsOnPhone(page, () => seriousFindings(page, true));
      expect({ where, found }).toEqual({ where, found: [] });
      judged.add(pageNow());
    },
    async expectAsOpened(where, zoom) {
      await window.expectQuiet(where);
      expect({ where, found: await findingsAsOpened(page, zoom) }).toEqual({ where, found: [] });
      judged.add(pageNow());
    },
  };
}

interface Phone extends Window {
  /** At its own width and letters alone. */
  expectAsOpened(where: string, zoom: 1 | 2): Promise<void>;
}

/** Takes the service off the network, for the page and the worker beside it alike, or puts it back. */
async function network(isThere: boolean): Promise<void> {
  const { server } = test.app;
  serviceAway(!isThere);
  if (isThere) {
    const { hostname, port } = new URL(test.address);
    await new Promise<void>((listening) => void server.listen(Number(port), hostname, listening));
    return;
  }
  server.close();
  server.closeAllConnections();
}

/** In place of the phone's own voice, which no test can hear: what it is given to say is kept. */
const VOICE = `globalThis.heguSaid = [];
  Object.defineProperty(globalThis, 'speechSynthesis', { value: { speak: (each) => heguSaid.push(each), cancel() {} } })`;

/** What the sheet on the wall says to a phone that is held before it. */
async function codeOnTheWall(runId: string): Promise<URL> {
  const accountant = test.as('accountant');
  const paper = await expectStatus(accountant.post(...askFor({ kind: 'public-notice', runId })), 201);
  const { rawPayload } = await accountant.get(`~/documents/${String(paper.id)}/content`);
  return new URL(await scanned(rawPayload, '扫码算自己的一行'));
}

const BYTES_LOADED = `performance.getEntriesByType('resource').filter(({ name }) => /\\.(js|css)$/.test(name))
  .reduce((sum, { encodedBodySize }) => sum + encodedBodySize, 0)`;

/** Both slips of paper of a member. */
async function slipsFor(member: string): Promise<readonly [string, string]> {
  const proposed = await expectStatus(test.as('chair').post('~/portal-codes', { members: [member] }), 202);
  const path = `~/access-proposals/${String(proposed.id)}/confirm`;
  const confirmed = await expectStatus(test.as('supervisor').post(path), 200);
  return [String(proposed.halves[0].half), String(confirmed.halves[0].half)];
}

it('leads from a code to the dividend, its proof and the shares', { timeout: 120_000 }, async () => {
  const [one, two] = await slipsFor('1');
  const onTheWall = await codeOnTheWall(paidRun);
  const { lines } = await expectStatus(test.as('reviewer').get(`~/dividend-runs/${paidRun}/lines`), 200);
  const inBooks = (lines as { number: string; shares: string; gross: string }[]).find(
    ({ number }) => number === '1',
  );
  const window = await phone(320);
  await window.page.evaluateOnNewDocument(VOICE);
  await window.open(`/portal/?c=${test.cooperativeId}`);
  await window.see('打电话 0990-555 0123');
  await window.expectSound('sign-in');
  await window.press('第一次来，用开通码');
  for (const [label, text] of [
    ['成员编号、股权证号或用户名', '1'],
    ['第一张纸上的六位数字', one],
    ['第二张纸上的六位数字', two],
    ['自己定一个密码', '407915'],
    ['密码再输一次', '407915'],
  ] as const)
    await window.fill(label, text);
  await window.expectSound('first time');
  await window.press('设好，进去');
  await window.see('股东1，您好');
  await window.see('599.70\u00a0元');
  await window.expectSound('home');
  // All script and style until here, as they came over the line.
  const bytes = Number(await window.page.evaluate(BYTES_LOADED));
  expect(bytes).toBeGreaterThan(0);
  expect(bytes).toBeLessThan(60_000);
  await window.press('这笔钱怎么算的');
  await window.see('一分不差');
  await window.see('1,000.5');
  await window.expectSound('proof');
  await window.press('‹ 回首页');
  await window.press('我的股份›');
  await window.see('600 股');
  await window.see('认购');
  await window.expectSound('shares');
  await window.open('/portal/money');
  await window.see('合计，扣税后');
  await window.expectSound('history');
  await window.open('/portal/notice');
  await window.press('2010 年下半年分红公示2011年1月10日 · 已期满›');
  await window.see('我的一行');
  await window.see('看整张名单（2 行）');
  await window.expectSound('notice');
  await window.open('/portal/meetings');
  await window.see('还没有召集会议');
  await window.expectSound('meetings, none');
  await window.open('/portal/resolutions');
  await window.see('✓ 通过');
  await window.expectSound('resolutions');
  await window.open('/portal/papers');
  await window.press('2010年全年');
  await window.press('出具');
  await window.see('对账单好了');
  await window.expectSound('statement');
  await window.open('/portal/books');
  await window.see('还没有结过账的月份');
  await window.expectSound('accounts');
  await window.open('/portal/ratio');
  await window.see('假如是 1:8');
  await window.expectSound('another ratio');
  await window.open('/portal/me');
  await window.see('就是这一部');
  await window.expectSound('details');
  await window.open('/portal/family');
  await window.see('替家人看');
  await window.expectSound('family');

  // What was seen is there without a network, and gone with whoever saw it.
  await window.open('/portal/');
  await window.see('599.70\u00a0元');
  await network(false);
  await window.open('/portal/');
  await window.see('现在没有网络');
  await window.see('599.70\u00a0元');
  await window.press('这笔钱怎么算的');
  await window.see('一分不差');
  await window.expectSound('proof without a network');
  // The code on the sheet on the wall says all that one's line takes, and leads to where the service is reached.
  expect(onTheWall.origin).toBe(test.services.config.HEGU_PUBLIC_URL);
  const { pathname, hash } = onTheWall;
  await window.open(pathname + hash);
  await window.fill('我有多少股', inBooks!.shares);
  await window.press('算一算');
  await window.see(`${inBooks!.gross}\u00a0元`);
  await window.see('✓ 码里分的钱、总数、怎么分和税率，和本社账上这一次的一样');
  await window.expectSound('line of the sheet without a network');
  await window.press('读给我听');
  await window.see('停下来');
  const said = (await window.page.evaluate('heguSaid.map(({ lang, text }) => [lang, text.trim()])')) as [
    string,
    string,
  ][];
  expect(new Set(said.map(([language]) => language))).toEqual(new Set(['zh-CN']));
  const aloud = said.map(([, text]) => text).join(' ');
  expect(aloud).toContain(
    `应得（扣税前） ${inBooks!.gross}\u00a0元 1,000.00\u00a0元 × 600 ÷ 1,000.5 = 599.700149…`,
  );
  await window.page.evaluate('heguSaid.at(-1).onend()');
  await window.see('读给我听');
  // Whoever draws another code, of the first version too, is found out by what was seen of the books; what is no code is said in words.
  await window.open('/portal/');
  await window.open('/portal/line#1;1;2010-H2;r;9000.00;1000.5;0;2;0123456789ab');
  await window.fill('我那一行的股数（或股日）', '600');
  await window.press('算一算');
  await window.see('✗ 码里的数和本社账上这一次的不一样');
  await window.page.evaluate(`location.hash = '#%'`);
  await window.see('请用手机扫公示表');
  await network(true);
  await window.open('/portal/');
  // Who leaves without a network has left: here at once, and at the service as soon as it is there again.
  await network(false);
  await window.press('退出登录');
  await window.see('密码忘了');
  await window.open('/portal/');
  await window.see('现在连不上网络');
  expect(await window.page.evaluate('document.body.innerText')).not.toContain('599.70');
  await network(true);
  await window.open('/portal/');
  await window.see('密码忘了');
  expect(await window.page.evaluate('document.body.innerText')).not.toContain('599.70');
});

it('sends Chinese letters to a machine that has none, before it shows anything', async () => {
  const bare = await launchBrowser(false);
  const page = await bare.newPage();
  await page.evaluateOnNewDocument(`localStorage.setItem('hegu-language', 'zh')`);
  await page.goto(`${test.address}/portal/?c=${test.cooperativeId}`);
  await page.waitForFunction(`document.body?.innerText.includes('密码忘了')`);
  // Drawn unlike each other, not as the same box.
  const drawn = ['国', '郎'].map((letter) =>
    page.evaluate(`(() => {
      const pen = document.createElement('canvas').getContext('2d');
      pen.font = getComputedStyle(document.body).font;
      pen.fillText('${letter}', 1, 30);
      return pen.canvas.toDataURL();
    })()`),
  );
  const [one, two] = await Promise.all(drawn);
  expect(one).not.toBe(two);
  await bare.close();
});

it('holds at the largest letters, at half the width and in English', { timeout: 120_000 }, async () => {
  const [one, two] = await slipsFor('2');
  const activated = await test.stranger.post('/api/v1/portal/activate', {
    cooperativeId: test.cooperativeId,
    number: '2',
    code: one + two,
    password: '407915',
  });
  expect(activated.status).toBe(200);
  for (const [width, size, language] of [
    [360, '30', 'zh'],
    [180, '18', 'zh'],
    [320, '30', 'en'],
  ] as const) {
    const window = await phone(width, size, language);
    await window.open(`/portal/?c=${test.cooperativeId}`);
    const zh = language === 'zh';
    await window.fill(
      zh ? '成员编号、股权证号或用户名' : 'Number of the register or of your certificate, or user name',
      '2',
    );
    const pin = zh ? '密码' : 'PIN or password';
    // A slip of the finger is told, and one types on beneath it; more of them are told to whoever comes in afterwards.
    for (let tries = 0; tries < (zh ? 1 : 3); tries++) {
      await window.fill(pin, '407916');
      await window.press(zh ? '登录' : 'Sign in');
      await window.see(zh ? '编号或密码不对' : `The number or the PIN is wrong; tries left: ${4 - tries}`);
    }
    await window.fill(pin, '407915');
    await window.press(zh ? '登录' : 'Sign in');
    await window.see(zh ? '400.30\u00a0元' : '¥400.30');
    const isTold = String(await window.page.evaluate('document.body.innerText')).includes(
      'typed wrong 3 times',
    );
    expect(isTold).toBe(!zh);
    // In Chinese these very pages were judged at every look by the test before: here as they are opened at this one.
    const sound = (path: string) => {
      const where = `${path} at ${width}, ${size}, ${language}`;
      return zh ? window.expectAsOpened(where, width < 300 ? 2 : 1) : window.expectSound(where);
    };
    await sound('home');
    for (const path of ['proof/1', 'shares', 'money', 'me']) {
      await window.open(`/portal/${path}`);
      await window.see(zh ? '回首页' : 'Back to the start');
      await sound(path);
    }
    if (zh) continue;
    // Every other page in English, where words are longest.
    const others = ['notice', 'meetings', 'resolutions', 'papers', 'books', 'messages', 'family', 'ratio'];
    for (const path of others) {
      await window.open(`/portal/${path}`);
      await window.see('Back to the start');
      await window.expectAsOpened(`${path} in English`, 1);
    }
  }
});

it('lets anybody compare a file with the record, without signing in', { timeout: 60_000 }, async () => {
  const wish = {
    language: 'zh',
    holder: { kind: 'member', number: '1' },
    from: '2010-01-01',
    to: '2010-12-31',
  };
  const accountant = test.as('accountant');
  const paper = await expectStatus(accountant.post('~/documents/statement', wish), 201);
  const { rawPayload } = await accountant.get(`~/documents/${String(paper.id)}/content`);
  const folder = mkdtempSync(join(tmpdir(), 'hegu-paper-'));
  writeFileSync(join(folder, 'paper.pdf'), rawPayload);
  writeFileSync(join(folder, 'other.pdf'), `${String(rawPayload)} `);
  const window = await phone(360);
  await window.open(`/portal/check/${test.cooperativeId}/${String(paper.number)}`);
  await window.see(String(paper.number));
  for (const [name, said] of [
    ['other.pdf', '不是当时出具的文件'],
    ['paper.pdf', '一字不差'],
  ] as const) {
    const field = await window.page.waitForSelector('input[type=file]');
    await (field as unknown as { uploadFile: (path: string) => Promise<void> }).uploadFile(
      join(folder, name),
    );
    await window.see(said);
    await window.expectSound(`check of ${name}`);
  }
  // The page that the code on the paper leads to, without a script: it has one size.
  const bare = await phone(320);
  for (const language of ['zh', 'en']) {
    await bare.open(`/check/${test.cooperativeId}/${String(paper.number)}?lang=${language}`);
    await bare.see(String(paper.number));
    await bare.expectAsOpened(`check page in ${language}`, 1);
    expect(await seriousFindings(bare.page, true)).toEqual([]);
  }
  // The longest word of the portal is the digest: in English nothing is broken but where it is said to be.
  const foreign = await phone(320, '18', 'en');
  await foreign.open(`/portal/check/${test.cooperativeId}/${String(paper.number)}`);
  await foreign.page
    .locator('::-p-xpath(//summary[normalize-space(.)="For whoever knows about such things"])')
    .click();
  await foreign.see('Digest (SHA-256)');
  await foreign.expectSound('check in English');
  rmSync(folder, { recursive: true });
});

it('objects, votes with and without a name, and looks for another', { timeout: 180_000 }, async () => {
  const accountant = test.as('accountant');
  // A dividend of the half-year before hangs out.
  const run = { period: '2010-H1', recordDate: '2010-06-30', method: 'largest-remainder', pool: '500' };
  const terms = { taxRate: '0', taxBasis: '免税', basis: 'record-date' };
  const { id: runId } = await expectStatus(draft(test, { ...run, ...terms }), 201);
  await expectStatus(calculate(test, String(runId)), 200);
  await expectStatus(approve(test, String(runId)), 200);
  const postedOn = todayOf(test);
  await expectStatus(announce(test, String(runId), postedOn), 201);
  // A meeting of all members is called, with one motion by name and one without.
  const motion = { kind: 'other', text: '同意。', proposer: 'board', notReserved: true };
  const heldOn = '2011-01-30';
  const { id: meetingId } = await expectStatus(
    accountant.post('~/meetings', {
      body: 'members-assembly',
      title: '2011年成员大会',
      heldOn,
      time: '09:00',
      place: '社区礼堂',
      partyStudy: { on: postedOn, by: '社区党委' },
      agenda: [
        { ...motion, title: '修路' },
        { ...motion, title: '评议理事', counting: 'secret' },
      ],
    }),
    201,
  );
  const meeting = `~/meetings/${String(meetingId)}`;
  await expectStatus(accountant.post(`${meeting}/convene`, { noticeOn: postedOn }), 200);
  const called = { language: 'zh', meetingId: String(meetingId), part: 'notice' };
  await expectStatus(accountant.post('~/documents/meeting-paper', called), 201);

  const [one, two] = await slipsFor('2');
  const activated = await test.stranger.post('/api/v1/portal/activate', {
    cooperativeId: test.cooperativeId,
    number: '2',
    code: one + two,
    password: '518026',
  });
  expect(activated.status, JSON.stringify(activated.body)).toBe(200);
  // A mandate holds by the computer's clock.
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const mandate = {
    userId: String(activated.body.userId),
    member: '1',
    ground: 'guardian',
    document: '监护关系证明 2026-17',
    scope: 'read',
    from: day(0),
    until: day(30),
  };
  const proposed = await expectStatus(test.as('chair').post('~/mandates', mandate), 202);
  await expectStatus(test.as('supervisor').post(`~/access-proposals/${String(proposed.id)}/confirm`), 200);

  const window = await phone(360);
  await window.open(`/portal/?c=${test.cooperativeId}`);
  await window.fill('成员编号、股权证号或用户名', '2');
  await window.fill('密码', '518026');
  await window.press('登录');
  // The newest is that the PIN was chosen, a moment ago; the meeting stands among the others.
  await window.see('新的：您的门户密码重新定了');
  await window.open('/portal/messages');
  await window.see('2011年成员大会定于');
  await window.expectSound('messages');

  // The objection, its receipt, and its answer once there is one.
  await window.open(`/portal/notice/${String(runId)}`);
  await window.press('觉得不对，提异议');
  await window.fill('哪里不对，用自己的话写', '我的股数应为 500 股');
  await window.expectSound('objecting');
  // Where no answer comes it may have been received: it is sent again as it was, and no other in its place.
  await network(false);
  await window.press('提交异议');
  await window.see('可能已经收到了，所以不能再改');
  await window.see('还不知道收到没有');
  await window.expectSound('objecting, unanswered');
  await network(true);
  // The session has ended meanwhile: one signs in over the page, and what was typed goes out as it was pressed.
  await window.page.browserContext().deleteMatchingCookies({ url: test.address, name: 'hegu_session' });
  await window.press('提交异议');
  await window.see('为了安全请再登录一次');
  await window.expectSound('signing in once more');
  await window.fill('成员编号、股权证号或用户名', '2');
  await window.fill('密码', '518026');
  await window.press('登录');
  await window.see('收到了您的异议，第 1 号');
  await window.expectSound('objection received');
  // The receipt does not go with the page: number, half-year and the last day for the answer stand there until it comes.
  for (const path of ['notice', `notice/${String(runId)}`]) {
    await window.open(`/portal/${path}`);
    await window.see('第 1 号异议');
    await window.see('还在等答复：监事最迟');
    await window.expectSound(`own objection on ${path}`);
  }
  const answer = { answeredOn: postedOn, text: '股权证上是 400.5 股' };
  await expectStatus(
    test.as('supervisor').post(`~/dividend-runs/${String(runId)}/objections/1/answer`, answer),
    200,
  );
  await window.open(`/portal/notice/${String(runId)}`);
  await window.see('✓ 已答复：股权证上是 400.5 股');

  // The papers of the meeting open as the file that was issued.
  await window.open(`/portal/meetings/${String(meetingId)}`);
  await window.see('会议材料');
  const opened = `fetch(document.querySelector('main a[target=_blank]').href).then(({ status, headers }) => [status, headers.get('content-type')])`;
  expect(await window.page.evaluate(opened)).toEqual([200, 'application/pdf']);

  // On the day: whether one may vote, that one is there, a vote by name and its receipt, a vote without.
  test.setClock(new Date(`${heldOn}T01:00:00Z`));
  await expectStatus(accountant.post(`${meeting}/open`), 200);
  await window.open(`/portal/meetings/${String(meetingId)}`);
  await window.see('可以。您在这次会议的名单上。');
  await window.press('我来了，在手机上参加');
  await window.see('您投什么');
  await window.expectSound('voting');
  // On another phone of the same person something else is about to be cast.
  const other = await phone(360);
  await other.open(`/portal/?c=${test.cooperativeId}`);
  await other.fill('成员编号、股权证号或用户名', '2');
  await other.fill('密码', '518026');
  await other.press('登录');
  await other.open(`/portal/meetings/${String(meetingId)}`);
  await other.press('反对');
  await other.see('您投：反对');
  const first = (label: string, on: Window = window) =>
    on.page.locator(`::-p-xpath((//fieldset[.//legend[normalize-space(.)="${label}"]]//button)[1])`).click();
  await first('您投什么');
  await window.see('投了不能改');
  await window.expectSound('about to vote');
  // Without a mouse, and on a line that breaks: what was chosen stands, and pressing once more casts it once.
  const cast = async () => {
    await window.page.focus('.sheet');
    await window.page.keyboard.press('Tab');
    await window.page.keyboard.press('Enter');
    await window.settled();
  };
  expect(await window.page.evaluate('document.activeElement.className')).toBe('sheet');
  await network(false);
  await cast();
  await window.see('没有收到回音');
  await window.see('可能已经投出去了，所以现在不能改');
  expect(await window.page.evaluate('document.body.innerText')).not.toContain('再想想');
  await network(true);
  await cast();
  await window.see('✓ 已投：赞成');
  // Who presses something else there is told that it does not count, and what does.
  await other.press('确定投：反对');
  await other.see('您刚才按的“反对”没有算');
  await other.see('✓ 已投：赞成');
  await other.expectSound('what was pressed does not count');
  await first('您投什么（无记名）');
  await window.see('您的回执号');
  await window.expectSound('about to vote without a name');
  // Another phone draws a receipt of its own; it is opened now, so that it does not ask again before it is pressed.
  await other.open(`/portal/meetings/${String(meetingId)}`);
  await first('您投什么（无记名）', other);
  await other.see('您的回执号');
  // Nobody can be told what they handed in: what may have been cast is not changed into something else.
  await network(false);
  await cast();
  await window.see('可能已经投出去了');
  expect(await window.page.evaluate('document.body.innerText')).not.toContain('再想想');
  await network(true);
  await cast();
  await window.see('您的无记名票已投进票箱');
  // Who presses on the other phone is told that it does not count; the same vote stands there, and there is nothing more to press.
  await other.press('确定投：赞成');
  await other.see('您刚才按的“赞成”没有算');
  await other.see('这部手机上没有这一票的回执号');
  expect(await other.page.evaluate('document.querySelector("fieldset.vote") === null')).toBe(true);
  await expectStatus(test.as('supervisor').post(`${meeting}/close`), 200);
  await window.open(`/portal/meetings/${String(meetingId)}`);
  await window.see('会议已经结束');
  await window.see('您的一票在里面：赞成');
  await other.open(`/portal/meetings/${String(meetingId)}`);
  // Alone by phone: what they voted is told to nobody but themselves.
  await other.see('用手机投的只有 1 张');
  expect(await other.page.evaluate('document.body.innerText')).not.toContain('没有找到回执号');
  await window.expectSound('result');

  // For the other: whose it is stands at the head of each page, and nobody votes or objects for them.
  await window.open('/portal/family');
  await window.press('替股东1看');
  await window.see('您正在替股东1看');
  await window.see('299.85\u00a0元');
  await window.expectSound('for another');
  await window.press('股东1的股份›');
  await window.see('您正在替股东1看');
  await window.expectSound('shares of another');
  await window.press('‹ 回首页');
  await window.press('会议和表决›');
  await window.press('2011年成员大会2011年1月30日开过了›');
  await window.see('您正在替股东1看');
  expect(await window.page.evaluate('document.body.innerText')).not.toContain('您的一票');
  await window.press('不替了，回到本人');
  await window.see('股东2，您好');
});
