/** A dividend as the office sees it: calculated by one, approved by another who looked at it; and the screens that have nothing yet. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  announce,
  calculate,
  decideRun,
  draft,
  ensurePlan,
  expectStatus,
  onceItIs,
  openRegister,
  post,
} from '../support/cooperative.ts';
import { fillTill } from '../support/books.ts';
import { giveResidentIds } from '../support/payout.ts';
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
  await ensurePlan(test, run.id as string);
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

  // Who prepared it does not approve it, whatever their duty is by now.
  await onceItIs(test, 'reviewer', async () => {
    const own = await signedIn('accountant');
    await own.open(`/office/dividends/${run.id as string}`);
    await own.press('审核批准');
    await own.see('依据决议');
    await own.press('我已核对以上金额、人数和合法性各项');
    await own.act('批准');
    await own.see('没有办成');
    await own.expectSound('approving one’s own');
  });

  const reviewer = await signedIn('reviewer');
  await reviewer.open(`/office/dividends/${run.id as string}`);
  await reviewer.press('审核批准');
  await reviewer.see('依据决议');
  await reviewer.expectSound('approving');
  await reviewer.press('我已核对以上金额、人数和合法性各项');
  await reviewer.press('批准');
  await reviewer.see('下一步由会计办理');
  await reviewer.expectSound('approved');
  // On paper the lines go on from page to page.
  await reviewer.page.emulateMediaType('print');
  expect(
    await reviewer.page.evaluate(`[...document.querySelectorAll('.table-scroll')].map((each) => {
      const { maxHeight, overflowY } = getComputedStyle(each);
      return maxHeight + ' ' + overflowY;
    })`),
  ).toContain('none visible');
  await reviewer.page.emulateMediaType();
});

it('its tax stands in the month in which it can be drawn, is listed and remitted', async () => {
  const { runs } = await expectStatus(test.as('auditor').get('~/dividend-runs'), 200);
  const [{ id: runId }] = runs as [{ id: string }];
  await giveResidentIds(test, 3);
  await expectStatus(announce(test, runId), 201);
  await expectStatus(post(test, runId), 200);
  const later = new Date('2011-03-10T02:00:00Z');
  test.setClock(later);
  const accountant = await signedInAt(test.address, 'accountant', later);
  await accountant.open('/office/tax?month=2011-01');
  await accountant.see('20,000.00');
  await accountant.expectSound('tax of a month');
  await accountant.press('编制申报表');
  await accountant.decide('编制申报表');
  await accountant.see('申报表第 1 号');
  await accountant.press('登记缴税');
  await accountant.fill('完税凭证号', '完税-1');
  await accountant.expectSound('remitting');
  await accountant.decide('登记缴税');
  await accountant.see('2011-03-10 已缴，待复核');
  await accountant.expectSound('tax, remittance to be confirmed');
  const reviewer = await signedInAt(test.address, 'reviewer', later);
  await reviewer.open('/office/tax?month=2011-01');
  await reviewer.press('复核');
  await reviewer.see('完税-1');
  await reviewer.expectSound('confirming a remittance');
  await reviewer.decide('复核缴税登记');
  await reviewer.see('2011-03-10 已缴');
  await reviewer.expectSound('tax, remitted');
}, 300_000);

it('what no bank takes is paid over the counter, on slips that name who signs, each whole on its paper', async () => {
  const later = new Date('2011-03-11T02:00:00Z');
  test.setClock(later);
  await fillTill(test);
  const cashier = await signedInAt(test.address, 'cashier', later);
  await cashier.open('/office/payouts/counter');
  await cashier.fill('查找', '2');
  await cashier.see('1 / 3 笔');
  await cashier.page.locator('::-p-aria([role="checkbox"])').click();
  await cashier.press('现金付款 1 笔');
  // Enter after a name pays nobody.
  await cashier.fill('股东2 的代领人（本人领取不填）', '李四');
  await cashier.page.keyboard.press('Enter');
  await cashier.settled();
  await cashier.see('登记现金付款');
  const { cash } = await expectStatus(test.as('auditor').get('~/payout-cash'), 200);
  expect(cash).toEqual([]);
  await cashier.expectSound('paying in cash');
  await cashier.act('登记现金付款');
  await cashier.see('领取人 股东2（成员 2）');
  await cashier.expectSound('a slip');
  // As many as an invitation of everybody has: all of them come on paper, none torn in two.
  await cashier.page.evaluate(`(() => {
    const printed = document.querySelector('.printed');
    for (let more = 1; more < 60; more += 1) printed.append(printed.firstElementChild.cloneNode(true));
  })()`);
  const paper = Buffer.from(await cashier.page.pdf({ format: 'A4' })).toString('latin1');
  expect(paper.match(/\/Type\s*\/Page\b/g)?.length).toBeGreaterThan(4);
  await cashier.press('完成');
  await cashier.see('股东2');
  await cashier.expectSound('the counter');
}, 120_000);
