/**
 * The portal on a phone, as a shareholder sees it: a code from paper, a PIN of one's own, what the half-year paid and how it was
 * worked out, and the shares behind it. At the narrowest phone and at the largest letters alike.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectStatus, openRegister, runToPosted } from '../support/cooperative.ts';
import { servedWithin, serveTestApp, type ServedApp } from '../support/screens.ts';
import { closeBrowser, openBrowser, openWindow, type Window } from './browser.ts';

let test: ServedApp;
const now = new Date('2011-01-10T02:00:00Z');
beforeAll(async () => {
  [test] = await Promise.all([serveTestApp({ clock: now }), openBrowser()]);
  await openRegister(test, ['600', '400.5']);
  const contact = { telephone: '0990-555 0123', place: '泉东路 8 号', hours: null };
  await expectStatus(test.as('chair').put('~/office-contact', contact), 200);
  const run = { period: '2010-H2', recordDate: '2010-12-31', method: 'largest-remainder' };
  const terms = { pool: '1000', taxRate: '0', taxBasis: '免税', basis: 'record-date' };
  await runToPosted(test, undefined, { ...run, ...terms });
}, servedWithin);
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

/** A window as wide as a phone, with letters of this size. */
async function phone(width: number, size = '18', language: 'zh' | 'en' = 'zh'): Promise<Window> {
  const window = await openWindow(test.address, language, now);
  await window.page.setViewport({ width, height: 760 });
  await window.page.evaluateOnNewDocument(`localStorage.setItem('hegu-size', '${size}')`);
  return window;
}

/** Takes the service off the network, for the page and the worker beside it alike, or puts it back. */
async function network(isThere: boolean): Promise<void> {
  const { server } = test.app;
  if (isThere) {
    const { hostname, port } = new URL(test.address);
    await new Promise<void>((listening) => void server.listen(Number(port), hostname, listening));
    return;
  }
  server.close();
  server.closeAllConnections();
}

/** Both slips of paper of a member. */
async function slipsFor(member: string): Promise<readonly [string, string]> {
  const proposed = await expectStatus(test.as('chair').post('~/portal-codes', { members: [member] }), 202);
  const path = `~/access-proposals/${String(proposed.id)}/confirm`;
  const confirmed = await expectStatus(test.as('supervisor').post(path), 200);
  return [String(proposed.halves[0].half), String(confirmed.halves[0].half)];
}

it('leads from a code to the dividend, its proof and the shares', { timeout: 120_000 }, async () => {
  const [one, two] = await slipsFor('1');
  const window = await phone(320);
  await window.open(`/portal/?c=${test.cooperativeId}`);
  await window.see('打电话 0990-555 0123');
  await window.expectSound('sign-in');
  await window.press('第一次来，用开通码');
  for (const [label, text] of [
    ['成员编号或股权证号', '1'],
    ['第一张纸上的六位数字', one],
    ['第二张纸上的六位数字', two],
    ['自己定一个密码', '407915'],
    ['密码再输一次', '407915'],
  ] as const)
    await window.fill(label, text);
  await window.expectSound('first time');
  await window.press('设好，进去');
  await window.see('股东1，您好');
  await window.see('599.70 元');
  await window.expectSound('home');
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
  await window.see('一共到手');
  await window.expectSound('history');
  await window.open('/portal/notice');
  await window.press('2010 年下半年分红公示2011年1月10日›');
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
  await window.see('对账单好了');
  await window.expectSound('statement');
  await window.open('/portal/books');
  await window.see('还没有结过账的月份');
  await window.open('/portal/me');
  await window.see('就是这一部');
  await window.expectSound('details');
  await window.open('/portal/family');
  await window.see('替家人看');
  await window.expectSound('family');

  // What was seen is there without a network, and gone with whoever saw it.
  await network(false);
  await window.open('/portal/');
  await window.see('现在没有网络');
  await window.see('599.70 元');
  await window.press('这笔钱怎么算的');
  await window.see('一分不差');
  await window.expectSound('proof without a network');
  // The code on the sheet on the wall says all that one's line takes.
  await window.open('/portal/line#1;1;2010-H2;r;1000.00;1000.5;0;2;0123456789ab');
  await window.fill('我有多少股', '600');
  await window.press('算一算');
  await window.see('599.70 元');
  await window.expectSound('line of the sheet without a network');
  await network(true);
  await window.open('/portal/');
  await window.press('退出登录');
  await window.see('密码忘了');
  await network(false);
  await window.open('/portal/');
  await window.see('现在连不上网络');
  expect(await window.page.evaluate('document.body.innerText')).not.toContain('599.70');
  await network(true);
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
    await window.fill(zh ? '成员编号或股权证号' : 'Number of the register or of your certificate', '2');
    await window.fill(zh ? '密码' : 'PIN or password', '407915');
    await window.press(zh ? '登录' : 'Sign in');
    await window.see(zh ? '400.30 元' : '¥400.30');
    await window.expectSound(`home at ${width}, ${size}, ${language}`);
    for (const path of ['proof/1', 'shares', 'money', 'me']) {
      await window.open(`/portal/${path}`);
      await window.see(zh ? '回首页' : 'Back to the start');
      await window.expectSound(`${path} at ${width}, ${size}, ${language}`);
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
  rmSync(folder, { recursive: true });
});
