/**
 * A meeting as the office sees it, by one at a desk and one at the door: drafted from what waits, convened, attended, voted,
 * closed, carried out, its papers issued.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { calculate, draft, expectStatus, openRegister, widePlan } from '../support/cooperative.ts';
import { servedWithin, serveTestApp, type ServedApp } from '../support/screens.ts';
import { closeBrowser, openBrowser, signedInAt, type Window } from './browser.ts';

const drafting = new Date('2011-01-10T02:00:00Z');
/** The day for which it is convened, by the calendar of the half-year. */
let meeting = drafting;

let test: ServedApp;
beforeAll(async () => {
  [test] = await Promise.all([serveTestApp({ clock: drafting }), openBrowser()]);
  await openRegister(test, ['2000', '1000', '500']);
  const run = await expectStatus(draft(test, { period: '2010-H2', pool: '100000.00' }), 201);
  await expectStatus(calculate(test, run.id as string), 200);
  await expectStatus(test.as('accountant').post('~/distribution-plans', widePlan('2010-H2')), 201);
}, servedWithin);
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

const signedIn = (userName: string, at: Date) => signedInAt(test.address, userName, at);

/** The one button of the sheet that is open. */
async function act(window: Window): Promise<void> {
  await window.page.locator('dialog footer button[type=submit]:not([disabled])').click();
  await window.settled();
}

/** One of a list that opens, found by its words; gone on once it stands in the field. */
async function choose({ page }: Window, label: string, option: string): Promise<void> {
  await page.locator(`::-p-aria([name="${label}"][role="combobox"])`).click();
  await page.locator(`.ant-select-dropdown:not(.ant-select-dropdown-hidden) [title="${option}"]`).click();
  await page.waitForSelector(
    `::-p-xpath(//div[contains(@class, "field")][label="${label}"][contains(., "${option}")])`,
  );
}

it('says of every screen of meetings that has nothing yet what it is for', { timeout: 120_000 }, async () => {
  const window = await signedIn('accountant', drafting);
  for (const [path, said] of [
    ['meetings', '还没有会议'],
    ['meetings/resolutions/new', '所表决的事项'],
    ['waiting', '没有等您复核的事'],
  ] as const) {
    await window.open(`/office/${path}`);
    await window.see(said);
    await window.expectSound(path);
  }
});

it('is drafted from what waits for a decision, and convened', { timeout: 120_000 }, async () => {
  const accountant = await signedIn('accountant', drafting);
  await accountant.open('/office/meetings/new');
  await accountant.see('关于2010年下半年分红的议案');
  await choose(accountant, '机构', '成员大会');
  await accountant.fill('地点', '社区礼堂');
  await accountant.expectSound('agenda');
  await accountant.press('保存草稿');
  await accountant.see('修改草稿');
  await accountant.expectSound('draft');
  await accountant.press('发出通知');
  await accountant.see('逐字确定');
  await accountant.expectSound('notice');
  await act(accountant);
  const { meetings } = await expectStatus(test.as('auditor').get('~/meetings'), 200);
  const [{ heldOn }] = meetings as [{ heldOn: string }];
  meeting = new Date(`${heldOn}T02:00:00Z`);
  await accountant.see(`${heldOn} 09:00 开会`);
  await accountant.expectSound('convened');
});

it(
  'is attended on a tablet in step with another and voted by hands and by name',
  { timeout: 120_000 },
  async () => {
    test.setClock(meeting);
    const accountant = await signedIn('accountant', meeting);
    await accountant.page.setViewport({ width: 768, height: 1024 });
    await accountant.open('/office/meetings');
    await accountant.press('2010年下半年成员大会');
    await accountant.press('开会');
    await act(accountant);
    await accountant.see('各台设备同步');
    const door = await signedIn('supervisor', meeting);
    await door.open(new URL(accountant.page.url()).pathname);
    await door.see('各台设备同步');
    for (const [index, person] of (await accountant.page.$$('.person')).entries()) {
      await person.click();
      await accountant.see(`${index + 1} / 3`);
    }
    await door.see('3 / 3');
    await door.expectSound('attendance');
    await accountant.expectSound('attendance on a tablet');

    await accountant.press('表决');
    await accountant.press('到会 3 人全部赞成 第 2 项');
    await accountant.see('通过');
    await accountant.page.locator('::-p-aria([name="第 3 项 表决方式"]) ::-p-text(记名)').click();
    await accountant.press('其余 3 人都投赞成 第 3 项');
    await accountant.see('已投 3 / 3');
    await accountant.expectSound('votes on a tablet');
  },
);

it(
  'is closed by another, carried out by a third, its minutes written by two who see each other',
  { timeout: 300_000 },
  async () => {
    const supervisor = await signedIn('supervisor', meeting);
    await supervisor.open('/office/meetings');
    await supervisor.press('2010年下半年成员大会');
    const address = new URL(supervisor.page.url()).pathname;
    await supervisor.open(`${address}/votes`);
    await supervisor.press('闭会');
    await supervisor.see('您没有录入到会和表决');
    await supervisor.expectSound('closing');
    await supervisor.decide('闭会');
    await supervisor.see('看决议');
    await supervisor.expectSound('closed');

    const reviewer = await signedIn('reviewer', meeting);
    await reviewer.open(address);
    await reviewer.press('凭决议办理');
    await reviewer.see('依据决议');
    await reviewer.press('我已核对以上方案和分红的金额、人数、合法性和决议');
    await reviewer.decide('通过并批准');
    const { runs } = await expectStatus(test.as('auditor').get('~/dividend-runs'), 200);
    const { plans } = await expectStatus(test.as('auditor').get('~/distribution-plans'), 200);
    expect([...(runs as object[]), ...(plans as object[])]).toMatchObject([
      { state: 'approved' },
      { state: 'adopted' },
    ]);

    // Both open the minutes; the second to save sees what the first wrote, and chooses.
    const accountant = await signedIn('accountant', meeting);
    for (const window of [accountant, supervisor]) {
      await window.open(address);
      await window.press('写会议记录');
      await window.fill('主持人', window === supervisor ? '林国栋' : '孙立');
      await window.fill('记录人', '陈素英');
      await window.fill('记录', window === supervisor ? '全体同意。' : '到会三人，全体同意。');
    }
    await supervisor.decide('保存');
    await accountant.act('保存');
    await accountant.see('有人已经改过');
    await accountant.see('The supervisor');
    await accountant.expectSound('two who wrote');
    for (const [field, whose] of [
      ['主持人', '用对方的'],
      ['记录', '保留我的'],
    ])
      await accountant.page
        .locator(`::-p-xpath(//fieldset[legend="${field}"]//label[contains(., "${whose}")])`)
        .click();
    await accountant.act('按所选继续');
    await accountant.decide('保存');
    const kept = await expectStatus(test.as('auditor').get(`~${address.replace('/office', '')}`), 200);
    expect(kept.minutes).toMatchObject({ chair: '林国栋', text: '到会三人，全体同意。' });
    await accountant.press('一次出具全部文件');
    await accountant.see('合法性证明');
    await accountant.expectSound('papers issued');
  },
);
