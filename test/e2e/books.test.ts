/** A voucher as the books see it: typed with the keys of the hand by one, reviewed by another, and from then on in the journal. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openTill } from '../support/books.ts';
import { servedWithin, serveTestApp, type ServedApp } from '../support/screens.ts';
import { closeBrowser, openBrowser, signedInAt } from './browser.ts';

const CLOCK = new Date('2011-01-10T02:00:00Z');

let test: ServedApp;
beforeAll(async () => {
  [test] = await Promise.all([serveTestApp({ clock: CLOCK }), openBrowser()]);
}, servedWithin);
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

const signedIn = (userName: string) => signedInAt(test.address, userName);

it('is typed by keys, confirmed by the reviewer and stands in the journal', async () => {
  await openTill(test);
  const accountant = await signedIn('accountant');
  const { keyboard } = accountant.page;
  await accountant.open('/office/books/new');
  await accountant.see('填平衡数');
  await accountant.expectSound('voucher, empty');
  await accountant.fill('日期', '2011-01-09');
  await keyboard.press('Enter');
  await keyboard.type('2');
  await keyboard.press('Enter');
  for (const cell of ['存现金', '102']) {
    await keyboard.type(cell);
    await keyboard.press('Enter');
  }
  // The amount is typed on the wrong side and moved; the second row repeats the summary and takes what balances.
  await keyboard.press('Enter');
  await keyboard.type('300.50');
  await keyboard.press('Space');
  await keyboard.press('Enter');
  await keyboard.press('Enter');
  for (const cell of ['..', '101', '']) {
    await keyboard.type(cell);
    await keyboard.press('Enter');
  }
  await keyboard.press('=');
  await accountant.see('借贷相等');
  await accountant.see('叁佰元伍角整');
  await accountant.expectSound('voucher, balanced');
  await keyboard.press('F8');
  await accountant.see('等待复核人复核');
  await accountant.expectSound('voucher, sent');

  const journal = '/office/books?from=2011-01&to=2011-01';
  await accountant.open(journal);
  expect(await accountant.page.evaluate('document.body.innerText')).not.toContain('存现金');

  const reviewer = await signedIn('reviewer');
  await reviewer.open('/office/books/review');
  await reviewer.see('存现金');
  await reviewer.expectSound('review');
  await reviewer.page.locator('::-p-text(存现金)').click();
  await reviewer.see('制单时间');
  await reviewer.expectSound('prepared');
  await reviewer.press('复核入账');
  await reviewer.see('入账并编号');
  await reviewer.expectSound('confirming');
  await reviewer.decide('复核入账');
  await reviewer.see('没有待复核的凭证');
  await reviewer.expectSound('review, empty');
  await reviewer.open(journal);
  await reviewer.see('存现金');
  await reviewer.see('300.50');
  await reviewer.expectSound('journal');
});

it('shows every place of the books, and leads from a figure of a statement to the voucher behind it', async () => {
  const window = await signedIn('reviewer');
  for (const [path, said] of [
    ['trial-balance', '银行存款'],
    ['balance-sheet', '货币资金'],
    ['income', '本年收益'],
    ['closing', '待结账'],
    ['till', '还没有盘点过'],
  ] as const) {
    await window.open(`/office/books/${path}`);
    await window.see(said);
    await window.expectSound(path);
  }
  await window.open('/office/books/balance-sheet');
  await window.press('货币资金');
  await window.see('存现金');
  await window.expectSound('ledger');
  await window.press('记-2011-01-001');
  await window.see('叁佰元伍角整');
  await window.expectSound('entry');
});

it('counts the till against the books and has it confirmed by whoever stood by', async () => {
  const cashier = await signedIn('cashier');
  await cashier.open('/office/books/till');
  await cashier.press('登记盘点');
  await cashier.see('今天账面');
  await cashier.fill('实点数', '1');
  await cashier.see('比账面少');
  await cashier.fill('不符的原因', '零钱短少');
  await cashier.expectSound('counting');
  await cashier.decide('登记盘点');
  await cashier.see('零钱短少');
  await cashier.expectSound('counted');

  const reviewer = await signedIn('reviewer');
  await reviewer.open('/office/books/till');
  await reviewer.see('零钱短少');
  await reviewer.page.locator('::-p-xpath(//td//button[normalize-space(.)="复核"])').click();
  await reviewer.see('您在场监盘');
  await reviewer.decide('复核');
  await reviewer.see('已复核');
  await reviewer.expectSound('count confirmed');
});
