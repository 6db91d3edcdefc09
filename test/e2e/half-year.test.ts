/**
 * The first half-year of a cooperative as its people walk it, each from the desk, with nothing to follow from before: plan drawn up,
 * dividend calculated, assembly convened, held and closed, what it decided carried out by another, hung up, posted, sent through the
 * bank, answered, books closed. Every press and every field that is typed into is counted by the page itself; on the way stands what
 * each of them is refused. Two do the half-year: accountant and reviewer. Who closes the assembly and who pays must be others.
 */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { credit, debit, enterByHand, openTill } from '../support/books.ts';
import { expectStatus, openRegister, setByTwo } from '../support/cooperative.ts';
import { accountOf, openAccounts } from '../support/payout.ts';
import { servedWithin, serveTestApp, type ServedApp } from '../support/screens.ts';
import { closeBrowser, openBrowser, signedInAt, type Effort, type Window } from './browser.ts';

/** Of the four who settle it, and of the two who do it and close its books. */
const MOST_PRESSES = 30;
const MOST_FIELDS = 6;

let test: ServedApp;
let now = new Date('2026-01-12T02:00:00Z');
beforeAll(async () => {
  [test] = await Promise.all([serveTestApp({ clock: now }), openBrowser()]);
  const place = { effectiveFrom: '1998-11-04', province: '33', community: 'urban', source: '登记证' };
  await expectStatus(test.as('chair').post('~/jurisdictions', place), 201);
  const keptOut = { accounts: [{ chart: '2023', account: '503' }], source: '浙江省农村集体资产管理条例' };
  await setByTwo(test, 'put', '~/kept-out-accounts', keptOut);
  await openRegister(test, ['2000', '1000', '500']);
  await openAccounts(test, 3);
  await openTill(test);
  const rent = [debit('102', '70000.00'), credit('501', '70000.00')];
  const entry = { kind: 'manual', date: '2025-09-01', summary: '租金', lines: rent };
  await expectStatus(enterByHand(test, entry), 201);
}, servedWithin);
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

const done: (Effort & { readonly who: string; readonly what: string })[] = [];

/** Somebody comes to the desk on a day; what is done from there is counted. */
async function at(
  day: Date,
  who: 'accountant' | 'supervisor' | 'reviewer' | 'cashier',
  what: string,
  work: (window: Window) => Promise<void>,
): Promise<void> {
  now = day;
  test.setClock(day);
  const window = await signedInAt(test.address, who, day);
  await window.see('2025 年下半年');
  const before = { ...window.effort };
  await work(window);
  await window.expectSound(what);
  done.push({
    who,
    what,
    presses: window.effort.presses - before.presses,
    fields: window.effort.fields - before.fields,
  });
  await window.page.browserContext().close();
}

const focused = ({ page }: Window) =>
  page.evaluate(`document.activeElement.labels?.[0]?.textContent`) as Promise<string | undefined>;

/** Types where the hands are: in the field that a sheet begins in, or where Tab led. */
async function typeAt(window: Window, label: string, text: string): Promise<void> {
  await window.settled();
  for (let times = 0; times < 50 && (await focused(window)) !== label; times += 1)
    await new Promise((on) => setTimeout(on, 100));
  expect(await focused(window)).toBe(label);
  await window.page.keyboard.type(text);
}

/** A day has parts of its own, through which Tab goes first. */
async function tabTo(window: Window, label: string): Promise<void> {
  for (let times = 0; times < 5 && (await focused(window)) !== label; times += 1)
    await window.page.keyboard.press('Tab');
}

const days = (count: number) => new Date(now.getTime() + count * 86_400_000);

function answerFile(name: string, rows: readonly (readonly [serial: number, amount: string])[]): string {
  const path = join(tmpdir(), `${test.cooperativeId}-${name}.csv`);
  const lines = rows.map(([serial, amount]) => `${serial},${accountOf(String(serial))},${amount},成功,`);
  writeFileSync(path, ['序号,账号,金额,结果,原因', ...lines].join('\n'));
  return path;
}

it('the plan is drawn up, the dividend calculated and the assembly convened in one go', async () => {
  await at(now, 'accountant', 'plan, dividend and notice', async (window) => {
    await window.press('去办 编制收益分配方案');
    // Before any plan, what the law of the place asks stands there already: thirty percent of the year's income.
    await window.see('21,000.00');
    await window.expectSound('drawing up the plan');
    await window.act('编制方案');
    await typeAt(window, '税率', '0');
    await window.page.keyboard.press('Tab');
    await typeAt(window, '税法依据', '免税');
    // What the dry run objects to is said while one types, and the hands stay where they are; it is no part of the way.
    const { presses, fields } = window.effort;
    await window.fill('税率', '2');
    await window.see('没有办成');
    expect(await window.page.evaluate('document.activeElement.value')).toBe('2');
    await window.fill('税率', '0');
    Object.assign(window.effort, { presses, fields });
    await window.see('3 户头');
    await window.expectSound('drafting the dividend');
    await window.act('拟定并计算');
    await typeAt(window, '地点', '社区礼堂');
    // Picked, which no page hears as typing: counted as if it were.
    await window.fill('党组织研究日期', '2026-01-10');
    window.effort.fields += 1;
    await tabTo(window, '党组织名称');
    await typeAt(window, '党组织名称', '社区党支部');
    await window.see('关于2025年下半年分红的议案');
    await window.expectSound('convening');
    await window.act('草拟并发出通知');
    await window.see('会议定于');
  });
}, 300_000);

it('the assembly is held, closed by another, and a third carries out what it decided', async () => {
  const { meetings } = await expectStatus(test.as('auditor').get('~/meetings'), 200);
  const day = new Date(`${(meetings as { heldOn: string }[])[0]?.heldOn ?? ''}T02:00:00Z`);
  await at(day, 'accountant', 'attendance and votes', async (window) => {
    await window.press('去办 召开半年度成员（代表）大会');
    await window.act('开会');
    await window.press('其余 3 人全部到场');
    await window.see('3 / 3');
    await window.press('表决');
    await window.press('余下 2 项，到会 3 人都全部赞成');
    await window.see('通过');
    // Whoever entered who came does not close it.
    await window.see('由录入人以外的另一人核对后闭会');
  });
  await at(day, 'supervisor', 'closing the assembly', async (window) => {
    await window.press('去办 召开半年度成员（代表）大会');
    await window.expectSound('closing');
    await window.act('闭会');
  });
  await at(day, 'reviewer', 'carrying out', async (window) => {
    await window.press('去办 依据决议通过分配方案');
    await window.see('49,000.00');
    await window.expectSound('carrying out');
    await window.press('我已核对以上方案和分红的金额、人数、合法性和决议');
    await window.act('通过并批准');
    await window.see('下一步在会计那里');
  });
}, 300_000);

it('the dividend hangs on its notice, is not posted before it is over, and then goes to the bank', async () => {
  await at(now, 'accountant', 'public notice', async (window) => {
    await window.press('去办 公示');
    await window.act('张榜公示');
    await window.see('公示期至');
  });
  // What the desk does not offer yet is refused on the screen of the run as well.
  const early = await signedInAt(test.address, 'accountant', now);
  const { runs } = await expectStatus(test.as('auditor').get('~/dividend-runs'), 200);
  const [{ id: runId }] = runs as [{ id: string }];
  await early.open(`/office/dividends/${runId}`);
  await early.press('入账');
  await early.see('公示：公示期内');
  expect(await early.page.$('dialog footer button[type=submit][disabled]')).not.toBeNull();
  await early.expectSound('posting before the notice is over');
  await early.page.browserContext().close();

  const notice = await expectStatus(test.as('auditor').get(`~/dividend-runs/${runId}/notice`), 200);
  const over = new Date(`${String(notice.unlockDay)}T02:00:00Z`);
  await at(over, 'accountant', 'posting and batch', async (window) => {
    await window.press('去办 公示期满入账');
    await window.act('入账');
    await window.see('制作银行批次');
    await window.act('制作银行批次');
    await window.see('批次待放行、送出 3 笔 49,000.00 元');
  });
  await at(now, 'reviewer', 'release', async (window) => {
    await window.press('去办 银行代发送出');
    await window.see('没有变更的账号');
    await window.expectSound('releasing');
    await window.press('我已逐一看过以上账号变动、笔数和金额');
    await window.act('复核放行');
  });
}, 300_000);

it('a wrong answer of the bank is refused, the right one settles the money', async () => {
  const right = [
    [1, '28000.00'],
    [2, '14000.00'],
    [3, '7000.00'],
  ] as const;
  const wrong = answerFile('wrong', [[1, '28000.01'], right[1], right[2]]);
  await at(now, 'cashier', 'file, sent and answer', async (window) => {
    await window.press('去办 银行代发送出');
    await window.press('取银行文件');
    await window.act('确认已送银行');
    await window.see('读入银行回盘');
    const { presses } = window.effort;
    await window.give(wrong);
    await window.see('没有办成');
    await window.expectSound('a wrong answer');
    // To be refused is no part of the way.
    window.effort.presses = presses;
    await window.give(answerFile('right', right));
    await window.see('还没有登记');
    await window.press('读入这份回盘');
    await window.see('已登记成功 3 笔 49,000.00 元');
    await window.expectSound('the answer was read');
    await window.press('关闭');
  });
  const { items } = await expectStatus(test.as('auditor').get('~/half-year-checklist?period=2025-H2'), 200);
  const stateOf = (step: string) =>
    (items as { step: string; state: string }[]).find((each) => each.step === step)?.state;
  expect([stateOf('money-settled'), stateOf('tax-filed')]).toEqual(['done', 'unneeded']);
}, 300_000);

it('the books are closed in one press, the year confirmed by another, in so many presses and fields', async () => {
  await at(days(1), 'accountant', 'closing the books', async (window) => {
    await window.press('去办 结账');
    await window.see('2025-12');
    await window.expectSound('closing the months');
    await window.act('全部结账');
  });
  await at(now, 'reviewer', 'confirming the year', async (window) => {
    await window.page.locator('::-p-xpath(//ul[@class="mine"]//button[starts-with(., "复核")])').click();
    await window.act('复核通过');
  });
  // What each needed, and no press more; the two who do the half-year within what they are promised.
  expect(done.map(({ who, what, presses, fields }) => `${who}, ${what}: ${presses}, ${fields}`)).toEqual([
    'accountant, plan, dividend and notice: 4, 5',
    'accountant, attendance and votes: 5, 0',
    'supervisor, closing the assembly: 2, 0',
    'reviewer, carrying out: 3, 0',
    'accountant, public notice: 2, 0',
    'accountant, posting and batch: 3, 0',
    'reviewer, release: 3, 0',
    'cashier, file, sent and answer: 6, 0',
    'accountant, closing the books: 2, 0',
    'reviewer, confirming the year: 2, 0',
  ]);
  const sum = (of: keyof Effort, by: readonly (typeof done)[number][]) =>
    by.reduce((whole, each) => whole + each[of], 0);
  // From plan to settled, all four who have a hand in it; and the two who do the half-year, their books closed as well.
  const settled = done.slice(
    0,
    done.findIndex(({ what }) => what === 'closing the books'),
  );
  const two = done.filter(({ who }) => who === 'accountant' || who === 'reviewer');
  for (const whole of [settled, two]) {
    expect(sum('presses', whole)).toBeLessThanOrEqual(MOST_PRESSES);
    expect(sum('fields', whole)).toBeLessThanOrEqual(MOST_FIELDS);
  }
}, 300_000);
