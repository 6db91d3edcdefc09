/**
 * From an agenda to a dividend that may be posted, by two people at a desk and a third at the door: drafted, convened, attended,
 * voted, closed, adopted and approved; and minutes on paper, confirmed by another from what waits.
 */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { calculate, draft, expectStatus, openRegister, widePlan } from '../support/cooperative.ts';
import { serveTestApp, type ServedApp } from '../support/screens.ts';
import { closeBrowser, openBrowser, openWindow, type Window } from './browser.ts';

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
});
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

async function signedIn(userName: string, at: Date): Promise<Window> {
  const window = await openWindow(test.address, 'zh', at);
  await window.open('/office/');
  await window.fill('用户名', userName);
  await window.fill('密码', 'correct horse battery');
  await window.press('登录');
  await window.see('半年工作台');
  return window;
}

/** The one button of the sheet that is open. */
async function act(window: Window): Promise<void> {
  await window.page.locator('dialog footer button[type=submit]:not([disabled])').click();
  await window.settled();
}

async function choose({ page }: Window, label: string, option: string): Promise<void> {
  await page.locator(`::-p-aria([name="${label}"][role="combobox"])`).click();
  await page.locator(`::-p-xpath(//div[contains(@class, "option-content")][.="${option}"])`).click();
}

it('says of every screen of meetings that has nothing yet what it is for', async () => {
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

it('is drafted from what waits for a decision, contradictions said beside the motion, and convened', async () => {
  const accountant = await signedIn('accountant', drafting);
  await accountant.open('/office/meetings/new');
  await accountant.see('关于2010年下半年分红的议案');
  await choose(accountant, '机构', '成员大会');
  await choose(accountant, '加入议案…', '收益分配方案');
  await accountant.fill('第 4 项 标题', '再议分配方案');
  await accountant.fill('第 4 项 议案正文', '同意。');
  await choose(accountant, '第 4 项 表决方式', '听取，不表决');
  await accountant.press('移除 第 4 项');
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
  'is attended on a tablet in step with another, voted by hands and by name, closed, and what it adopted is carried out',
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
    await accountant.see('由录入人以外的另一人核对后闭会');

    await door.open('/office/waiting');
    await door.page.locator('::-p-xpath(//tr[contains(., "已表决")]//a)').click();
    await door.press('闭会');
    await door.see('不得补记');
    await door.expectSound('closing');
    await act(door);
    await door.see('已闭会');
    await door.expectSound('closed');

    const reviewer = await signedIn('reviewer', meeting);
    await reviewer.see('待复核 2');
    await reviewer.expectSound('desk, waiting');
    await reviewer.open('/office/waiting');
    await reviewer.page.locator('::-p-xpath(//tr[contains(., "收益分配方案")]//a)').click();
    await reviewer.press('凭决议通过');
    await reviewer.see('依据决议');
    await reviewer.press('我已核对各项比例和金额');
    await act(reviewer);
    await reviewer.see('已经通过');
    await reviewer.open('/office/waiting');
    await reviewer.page.locator('::-p-xpath(//tr[contains(., "分红")]//a)').click();
    await reviewer.press('审核批准');
    await reviewer.press('我已核对以上金额、人数和合法性各项');
    await act(reviewer);
    await reviewer.see('下一步由会计办理');
    await reviewer.open('/office/meetings/resolutions');
    await reviewer.see('2010 年下半年方案 已经通过');
    await reviewer.expectSound('resolutions');

    await accountant.page.setViewport({ width: 1366, height: 768 });
    await accountant.open('/office/?period=2010-H2');
    await accountant.see('张榜公示');
    await accountant.expectSound('desk after the meeting');
  },
);

it(
  'on paper is entered by one, its heads beside the register, and confirmed by another from what waits',
  { timeout: 60_000 },
  async () => {
    const accountant = await signedIn('accountant', meeting);
    await accountant.open('/office/meetings/resolutions/new');
    await choose(accountant, '事项种类', '投资等重大事项');
    await accountant.fill('决议号', '〔2010〕9号');
    await accountant.page.$eval('input[type=date]', (field) => (field as { focus(): void }).focus());
    await accountant.page.keyboard.type('12282010');
    await accountant.fill('标题', '购买冷库设备');
    await accountant.fill('决议正文', '会议同意购买冷库设备。');
    for (const [label, count] of [
      ['应到人数', '3'],
      ['到会人数', '3'],
      ['赞成', '3'],
    ] as const)
      await accountant.fill(label, count);
    await accountant.see('登记簿当日应到 3 人');
    await accountant.expectSound('minutes from paper');
    await accountant.press('登记，待复核');
    await accountant.see('据纸质会议记录补录');

    const supervisor = await signedIn('supervisor', meeting);
    await supervisor.open('/office/waiting');
    await supervisor.page.locator('::-p-xpath(//tr[contains(., "〔2010〕9号")]//button)').click();
    await supervisor.see('应到（登记簿 → 会议记录）');
    await supervisor.expectSound('minutes, confirming');
    await act(supervisor);
    await supervisor.see('没有等您复核的事');
    expect(await supervisor.page.$$('dialog')).toEqual([]);
  },
);
