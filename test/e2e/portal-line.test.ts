/**
 * The portal where the line takes what is sent and gives nothing back, on two phones of one person, for another, and for whoever works for
 * the office as well.
 */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Secret, TOTP } from 'otpauth';
import postgres from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectStatus, openRegister } from '../support/cooperative.ts';
import { todayOf } from '../support/payout.ts';
import { servedWithin, serveTestApp, type ServedApp } from '../support/screens.ts';
import { password } from '../support/staff.ts';
import { closeBrowser, openBrowser, openWindow, serviceAway, type Window } from './browser.ts';

let test: ServedApp;
const now = new Date('2011-01-10T02:00:00Z');
const contact = { telephone: '0990-555 0123', place: '泉东路 8 号', hours: null };
const PIN = '518026';

beforeAll(async () => {
  [test] = await Promise.all([serveTestApp({ clock: now }), openBrowser()]);
  await openRegister(test, ['600', '400.5']);
  await expectStatus(test.as('chair').put('~/office-contact', contact), 200);
  const { body } = await comesIn('2');
  // A mandate holds by the computer's clock.
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const mandate = {
    userId: String(body.userId),
    member: '1',
    ground: 'guardian',
    document: '监护关系证明 2026-17',
    scope: 'read',
    from: day(0),
    until: day(30),
  };
  const proposed = await expectStatus(test.as('chair').post('~/mandates', mandate), 202);
  await expectStatus(test.as('supervisor').post(`~/access-proposals/${String(proposed.id)}/confirm`), 200);
}, servedWithin);
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

/** By both slips of paper, with a PIN. */
async function comesIn(number: string) {
  const proposed = await expectStatus(test.as('chair').post('~/portal-codes', { members: [number] }), 202);
  const path = `~/access-proposals/${String(proposed.id)}/confirm`;
  const confirmed = await expectStatus(test.as('supervisor').post(path), 200);
  const code = `${proposed.halves[0].half} ${confirmed.halves[0].half}`;
  const { cooperativeId } = test;
  return test.stranger.post('/api/v1/portal/activate', { cooperativeId, number, code, password: PIN });
}

/** A phone, with the sign-in filled in and sent. */
async function phoneOf(number: string, secret = PIN, before = ''): Promise<Window> {
  const window = await openWindow(test.address, 'zh', now);
  if (before !== '') await window.page.evaluateOnNewDocument(before);
  await window.page.setViewport({ width: 360, height: 760 });
  await window.open(`/portal/?c=${test.cooperativeId}`);
  await window.fill('成员编号、股权证号或用户名', number);
  await window.fill('密码', secret);
  await window.press('登录');
  return window;
}

/** A page waits for an answer as long as people may; here so long that it would have come on a line that works. */
const IMPATIENT = `{ const timeout = AbortSignal.timeout.bind(AbortSignal);
  AbortSignal.timeout = (patience) => timeout(Math.min(patience, 4_000)); }`;

const textOf = (window: Window) => window.page.evaluate('document.body.innerText');

async function network(isThere: boolean, port = Number(new URL(test.address).port)): Promise<void> {
  const { server } = test.app;
  if (isThere) {
    await new Promise<void>((listening) => void server.listen(port, '127.0.0.1', listening));
    return;
  }
  server.close();
  server.closeAllConnections();
}

/** A line before the service: it takes every call, and lets nothing through until it is opened. */
async function silentLine() {
  const port = Number(new URL(test.address).port);
  const held: Socket[] = [];
  const all = new Set<Socket>();
  let isOpen = false;
  const through = (socket: Socket) => {
    const beyond = connect((test.app.server.address() as AddressInfo).port, '127.0.0.1');
    beyond.on('error', () => socket.destroy());
    socket.pipe(beyond).pipe(socket);
    all.add(beyond);
  };
  const line = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => undefined);
    all.add(socket);
    if (isOpen) through(socket);
    else held.push(socket);
  });
  serviceAway(true);
  await network(false);
  await network(true, 0);
  await new Promise<void>((listening) => void line.listen(port, '127.0.0.1', listening));
  return {
    open: () => {
      isOpen = true;
      held.splice(0).forEach(through);
    },
    close: async () => {
      line.close();
      for (const each of all) each.destroy();
      await network(false);
      await network(true, port);
      serviceAway(false);
    },
  };
}

it(
  'signs another phone out, says when that did not go through, and when it did',
  { timeout: 180_000 },
  async () => {
    const mine = await phoneOf('2');
    await mine.see('股东2，您好');
    const lost = await phoneOf('2');
    await lost.see('股东2，您好');
    await mine.open('/portal/me');
    await mine.see('让这一部退出');
    const sessions = async () =>
      Number(await mine.page.evaluate(`document.querySelectorAll('main section:last-of-type li').length`));
    const before = await sessions();
    serviceAway(true);
    await network(false);
    await mine.press('让这一部退出');
    await mine.see('现在连不上网络');
    await network(true);
    serviceAway(false);
    expect(await textOf(mine)).not.toContain('那一部已经退出了');
    await mine.press('让这一部退出');
    await mine.see('✓ 那一部已经退出了。');
    expect(await sessions()).toBeLessThan(before);
    await mine.expectSound('another phone signed out');
    // Whoever holds it finds the sign-in, and nothing of what was seen there.
    for (let opened = 0; opened < 2; opened += 1) {
      await lost.open('/portal/');
      await lost.see('密码忘了');
      expect(await textOf(lost)).not.toContain('股东2');
    }
  },
);

it(
  'shows nobody who looks for another their own PIN and phones, and reads aloud for whom first',
  { timeout: 120_000 },
  async () => {
    const window = await phoneOf('2');
    await window.see('股东2，您好');
    await window.open('/portal/family');
    // Whoever only wants to know what the button does reads it, and leaves all as it was.
    await window.press('我不再替股东1看');
    await window.see('您马上就不能再替股东1看了');
    await window.press('不结束，照旧');
    expect(await textOf(window)).not.toContain('确定结束');
    await window.press('替股东1看');
    await window.see('您正在替股东1看');
    await window.press('股东1的资料›');
    await window.see('您的密码和登录着的手机是您自己的，不是股东1的');
    await window.see('谁看过股东1的资料');
    const shown = await textOf(window);
    for (const one of ['现在的密码', '让这一部退出', '就是这一部']) expect(shown).not.toContain(one);
    await window.expectSound('details of another');
    await window.page.evaluate(
      `globalThis.said = []; speechSynthesis.speak = ({ text }) => void globalThis.said.push(text)`,
    );
    await window.press('读给我听');
    const said = (await window.page.evaluate('globalThis.said')) as string[];
    expect(said.slice(0, 3)).toEqual(['您正在替股东1看', expect.stringContaining('监护人'), '股东1的资料']);
    await window.press('回到本人，看我的密码和手机');
    await window.see('现在的密码');
    await window.see('就是这一部');
    expect(await textOf(window)).not.toContain('股东1');
  },
);

it(
  'shows what was seen when no answer comes, and keeps the answer that comes late',
  { timeout: 180_000 },
  async () => {
    const window = await phoneOf('2');
    await window.see('股东2，您好');
    // Its worker has all of it.
    await window.page.evaluate('navigator.serviceWorker.ready.then(() => true)');
    await window.open('/portal/');
    await window.see('股东2，您好');
    const line = await silentLine();
    await expectStatus(
      test.as('chair').put('~/office-contact', { ...contact, telephone: '0990-555 0999' }),
      200,
    );
    await window.open('/portal/');
    await window.see('现在没有网络，或者网络太慢');
    await window.see('股东2，您好');
    await window.see('0990-555 0123');
    line.open();
    const kept = `caches.open('hegu-seen')
    .then((seen) => seen.match('/api/v1/portal/place', { ignoreSearch: true }))
    .then((answer) => answer.text())
    .then((text) => text.includes('0990-555 0999'))`;
    await window.page.waitForFunction(kept, { timeout: 60_000, polling: 200 });
    await line.close();
  },
);

it(
  'says of a vote that no answer came, that it may be cast, and casts it once',
  { timeout: 240_000 },
  async () => {
    const accountant = test.as('accountant');
    const motion = { kind: 'other', text: '同意。', proposer: 'board', notReserved: true };
    const heldOn = '2011-01-30';
    const postedOn = todayOf(test);
    const drafted = accountant.post('~/meetings', {
      body: 'members-assembly',
      title: '2011年成员大会',
      heldOn,
      time: '09:00',
      place: '社区礼堂',
      partyStudy: { on: postedOn, by: '社区党委' },
      agenda: [
        { ...motion, title: '评议理事', counting: 'secret' },
        { ...motion, title: '修路' },
      ],
    });
    const meeting = `~/meetings/${String((await expectStatus(drafted, 201)).id)}`;
    await expectStatus(accountant.post(`${meeting}/convene`, { noticeOn: postedOn }), 200);
    test.setClock(new Date(`${heldOn}T01:00:00Z`));
    await expectStatus(accountant.post(`${meeting}/open`), 200);
    const window = await phoneOf('2', PIN, IMPATIENT);
    await window.see('股东2，您好');
    await window.open(`/portal${meeting.slice(1)}`);
    await window.press('我来了，在手机上参加');
    await window.see('您投什么（无记名）');
    await window.press('赞成');
    await window.see('您的回执号');
    const line = await silentLine();
    await window.press('确定投：赞成');
    await window.see('可能已经投出去了');
    expect(await textOf(window)).not.toContain('再想想');
    line.open();
    await window.press('确定投：赞成');
    await window.see('您的无记名票已投进票箱');
    await line.close();
    // What is pressed after the closing is told to count for nothing.
    await window.open(`/portal${meeting.slice(1)}`);
    await window.press('赞成');
    await window.see('您投：赞成');
    await expectStatus(test.as('supervisor').post(`${meeting}/close`), 200);
    await window.press('确定投：赞成');
    await window.see('您按的“赞成”来晚了：会议已经结束');
    await window.see('您在手机上没有投这一项');
    await window.open(`/portal${meeting.slice(1)}`);
    await window.see('您的一票在里面：赞成');
  },
);

it(
  'asks whoever works for the office for their second factor, or for their passkey',
  { timeout: 180_000 },
  async () => {
    const reviewer = test.as('reviewer');
    const begun = await expectStatus(reviewer.post('/api/v1/session/second-factor', { password }), 200);
    const codeNow = (later: number) =>
      new TOTP({ secret: Secret.fromBase32(String(begun.secret)) }).generate({
        timestamp: Date.now() + later * 30_000,
      });
    await expectStatus(reviewer.put('/api/v1/session/second-factor', { code: codeNow(0) }), 200);
    const window = await phoneOf('reviewer', password);
    await window.see('请把它现在显示的六位数字填在下面');
    await window.expectSound('a code asked for');
    await window.fill('验证器上的六位数字，或恢复码', '000000');
    await window.press('登录');
    await window.see('验证码不对');
    await window.fill('验证器上的六位数字，或恢复码', codeNow(1));
    await window.press('登录');
    await window.see('退出登录');

    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    test.expectTampering('outside');
    await owner`insert into passkey (id, user_id, name, credential_id, public_key, counter, created_at)
    values (gen_random_uuid(), ${test.as('cashier').userId}, '手机', 'AAAA', 'AAAA', 0, now())`;
    await owner.end();
    const other = await phoneOf('cashier', password);
    await other.see('请按下面的“用通行密钥登录”');
    await other.expectSound('a passkey asked for');
    await other.press('用通行密钥登录');
    await other.see('浏览器没有给出通行密钥');
  },
);
