/** A dividend as the office sees it: calculated by one, approved by another who looked at it; and the screens that have nothing yet. */
import { afterAll, beforeAll, it } from 'vitest';
import { calculate, decideRun, draft, expectStatus, openRegister } from '../support/cooperative.ts';
import { servedWithin, serveTestApp, type ServedApp } from '../support/screens.ts';
import { closeBrowser, openBrowser, signedInAt } from './browser.ts';

let test: ServedApp;
beforeAll(async () => {
  [test] = await Promise.all([serveTestApp({ clock: new Date('2011-01-10T02:00:00Z') }), openBrowser()]);
}, servedWithin);
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

const signedIn = (userName: string) => signedInAt(test.address, userName);

it('says of every screen that has nothing yet what it is for', async () => {
  const window = await signedIn('accountant');
  for (const [path, said] of [
    ['members', '名册还是空的'],
    ['schemes', '还没有配股方案'],
    ['schemes/compare', '要有两个方案才能比较'],
    ['plans', '还没有分配方案'],
    ['dividends', '还没有分过红'],
    ['payouts', '还没有发放过'],
    ['nowhere', '没有这个页面'],
  ] as const) {
    await window.open(`/office/${path}`);
    await window.see(said);
    await window.expectSound(`${path}, empty`);
  }
});

it('is approved by another than whoever prepared it, on a sheet that asks for a look', async () => {
  await openRegister(test, ['2000', '1000', '500']);
  const run = await expectStatus(draft(test, { period: '2010-H2', pool: '100000.00' }), 201);
  await expectStatus(calculate(test, run.id as string), 200);
  await decideRun(test, run.id as string);

  const accountant = await signedIn('accountant');
  await accountant.open('/office/members?find=3');
  await accountant.see('股东3');
  await accountant.expectSound('members');
  await accountant.press('股东3');
  await accountant.see('历年事项');
  await accountant.expectSound('member');
  await accountant.open(`/office/dividends/${run.id as string}`);
  await accountant.see('下一步由复核人、理事长办理');
  await accountant.see('57,142.86');
  await accountant.press('1');
  await accountant.see('应得额');
  await accountant.expectSound('run, its proof');

  const reviewer = await signedIn('reviewer');
  await reviewer.open(`/office/dividends/${run.id as string}`);
  await reviewer.press('审核批准');
  await reviewer.see('依据决议');
  await reviewer.expectSound('approving');
  await reviewer.press('我已核对以上金额、人数和合法性各项');
  await reviewer.press('批准');
  await reviewer.see('下一步由会计办理');
  await reviewer.expectSound('approved');
});
