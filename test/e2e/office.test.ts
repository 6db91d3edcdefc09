/**
 * What an office does besides the dividend, as it is seen: pensions, tax, assets; people who come by proposal, confirmation and an
 * invitation that works once.
 */
import { Secret, TOTP } from 'otpauth';
import postgres from 'postgres';
import { create as qrOf } from 'qrcode';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectStatus } from '../support/cooperative.ts';
import { password } from '../support/staff.ts';
import { enterPensioners, setPensionRule } from '../support/pension.ts';
import { servedWithin, serveTestApp, type ServedApp } from '../support/screens.ts';
import {
  closeBrowser,
  loseFirstAnswer,
  openBrowser,
  openWindow,
  signedInAt,
  type Window,
} from './browser.ts';

/** Where the time of the service stands still. */
const now = new Date('2011-01-10T02:00:00Z');
let test: ServedApp;
beforeAll(async () => {
  [test] = await Promise.all([serveTestApp({ clock: now }), openBrowser()]);
}, servedWithin);
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

const signedIn = (userName: string) => signedInAt(test.address, userName);

const once = '.once';

async function halfSaidIn(window: Window): Promise<string> {
  await window.see('这一段只显示这一次');
  await window.expectSound('half of an invitation');
  // Shown once: no key takes it away before it is written down.
  for (let times = 0; times < 3; times += 1) await window.page.keyboard.press('Escape');
  await window.settled();
  const half = String(await window.page.evaluate(`document.querySelector('${once}').textContent`));
  await window.press('已抄下');
  return half;
}

it('says of every place that has nothing yet what it is for', async () => {
  const accountant = await signedIn('accountant');
  for (const [path, said] of [
    ['pensions', '还没有养老金规定'],
    ['tax', '没有代扣税款'],
    ['assets', '还没有登记资产'],
    ['people', '这里不归您办理，也不能查看'],
    ['me', '在哪里登录着'],
    ['settings', '没有待复核的提议'],
    ['papers', '还没有出具过文件'],
  ] as const) {
    await accountant.open(`/office/${path}`);
    await accountant.see(said);
    await accountant.expectSound(`${path}, empty`);
  }
});

it('pays a month of pensions in two steps, drawn up from the desk and released by another', async () => {
  await enterPensioners(test);
  const rule = { from: '2011-01', retireesOnly: false, age: { male: 55, female: 55 } };
  await expectStatus(setPensionRule(test, rule), 201);
  const accountant = await signedIn('accountant');
  await accountant.open('/office/?period=2011-H1');
  await accountant.press('去办 发放六个月养老金');
  await accountant.see('编制 2011-01 养老金');
  await accountant.see('1,200.00');
  await accountant.expectSound('the next month of pensions');
  await accountant.decide('编制');

  const reviewer = await signedIn('reviewer');
  await reviewer.open('/office/?period=2011-H1');
  await reviewer.press('去办 发放六个月养老金');
  await reviewer.press('复核放行');
  await reviewer.press('我已逐一看过以上账号、笔数和金额');
  await reviewer.expectSound('releasing pensions');
  await reviewer.decide('复核放行');

  const cashier = await signedIn('cashier');
  await cashier.open('/office/pensions');
  await cashier.expectSound('pensions, a month');
  await cashier.press('2011-01');
  await cashier.press('确认已送出');
  await cashier.decide('确认已送出');
  await cashier.see('成员1');
  await cashier.expectSound('month of pensions, paid');
}, 300_000);

it('enters an asset, values it, and says whether the value held', async () => {
  const accountant = await signedIn('accountant');
  await accountant.open('/office/assets?period=2010-H2');
  await accountant.press('登记资产');
  for (const [label, text] of [
    ['编号', 'A-1'],
    ['名称', '临街商铺'],
    ['坐落', '泉东路'],
    ['取得时价值（元）', '350,000'],
    ['价值依据', '清产核资表'],
  ] as const)
    await accountant.fill(label, text);
  await accountant.page.evaluate(`(() => {
    const day = document.querySelector('dialog input[type=date]');
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set.call(day, '2010-07-01');
    day.dispatchEvent(new Event('input', { bubbles: true }));
  })()`);
  await accountant.expectSound('entering an asset');
  // It was entered, and nobody heard of it: what was typed stays, and pressing again is the same wish.
  const keys = await loseFirstAnswer(accountant, '*/assets?*');
  await accountant.act('登记资产');
  await accountant.see('没有连上服务，已填写的内容都还在');
  expect(await accountant.page.evaluate(`document.querySelector('dialog input').value`)).toBe('A-1');
  await accountant.expectSound('entering an asset, no answer');
  await accountant.decide('登记资产');
  expect([keys.length, new Set(keys).size]).toEqual([2, 1]);
  const { assets } = await expectStatus(
    test.as('auditor').get('~/assets?from=2010-07-01&to=2010-12-31'),
    200,
  );
  expect(assets).toHaveLength(1);
  await accountant.see('临街商铺');
  await accountant.expectSound('assets');
  await accountant.press('临街商铺');
  await accountant.see('清产核资表');
  await accountant.expectSound('asset');
});

it('a new person comes by two people and an invitation that works once', { timeout: 300_000 }, async () => {
  const chair = await signedIn('chair');
  await chair.open('/office/people');
  await chair.press('增加用户');
  await chair.fill('姓名', '赵敏');
  await chair.fill('用户名', 'zhaomin');
  await chair.page.locator('::-p-xpath(//dialog//label[contains(., "审计人员")])').click();
  await chair.expectSound('adding a person');
  await chair.page.locator('::-p-xpath(//dialog//footer//button[normalize-space(.)="增加用户"])').click();
  const first = await halfSaidIn(chair);
  await chair.see('监事、系统管理员复核');
  await chair.expectSound('people, one waits');

  const supervisor = await signedIn('supervisor');
  await supervisor.open('/office/people');
  await supervisor.see('赵敏（zhaomin）');
  await supervisor.press('复核通过');
  await supervisor.page
    .locator('::-p-xpath(//dialog//footer//button[normalize-space(.)="复核通过"])')
    .click();
  const second = await halfSaidIn(supervisor);
  await supervisor.see('没有待复核的提议');
  await supervisor.expectSound('people');

  const comes = async (): Promise<Window> => {
    const window = await openWindow(test.address);
    await window.open('/office/');
    await window.press('用邀请码设定密码');
    await window.fill('用户名', 'zhaomin');
    await window.fill('邀请码第一段', first);
    await window.fill('邀请码第二段', second);
    await window.fill('新密码', 'a long sentence of her own');
    await window.fill('再输一次', 'a long sentence of her own');
    await window.expectSound('invitation');
    await window.press('设定密码并登录');
    return window;
  };
  const window = await comes();
  await window.see('半年工作台');
  await window.press('赵敏');
  await window.see('在哪里登录着');
  await window.expectSound('own sign-in');
  const again = await comes();
  await again.see('没有办成');
  await again.expectSound('invitation, used');
  expect(first).not.toBe(second);
});

it(
  'prints two slips for the portal: one leads there, the other says with which it goes',
  { timeout: 300_000 },
  async () => {
    const contact = { telephone: '0990-555 0123', place: null, hours: null };
    await expectStatus(test.as('chair').put('~/office-contact', contact), 200);
    const standings = [{ kind: 'admitted', effectiveOn: '1990-01-01' }];
    const woman = { registerNumber: '9', name: '孙桂英', sex: 'female', birthDate: '1950-01-01', standings };
    await expectStatus(test.as('accountant').post('~/members', woman), 201);
    const { portal } = await expectStatus(test.as('chair').get('~/office-contact'), 200);
    const whose = '孙桂英（编号 9）';
    const chair = await signedIn('chair');
    await chair.open('/office/people');
    await chair.press('门户开通码');
    await chair.fill('成员编号', '9');
    await chair.act('提议给 1 名成员发码');
    await chair.see('手机门户开通码 · 第一张');
    await chair.see('办公室电话：0990-555 0123');
    await chair.see('2011年3月10日以前（含当天）用，只能用一次');
    await chair.see(`或打开 ${String(portal).split('?')[0]}`);
    await chair.expectSound('a first slip');
    const drawn = `document.querySelector('.printed .half svg path').getAttribute('d')`;
    await chair.page.waitForFunction(`document.querySelector('.printed .half svg path') !== null`);
    expect(await chair.page.evaluate(drawn)).toBe(squaresOf(String(portal)));
    const first = await printed(chair);
    expect(first).toContain(whose);
    expect(first).toContain('0990-555 0123');
    await chair.press('已打印或抄下');

    const supervisor = await signedIn('supervisor');
    await supervisor.open('/office/people');
    await supervisor.press('复核通过');
    await supervisor.act('复核通过');
    await supervisor.see('手机门户开通码 · 第二张');
    await supervisor.expectSound('a second slip');
    const second = await printed(supervisor);
    expect(second).toContain(`和写着${whose}、印有二维码的第一张一起用`);
    expect(second).toContain('2011年3月10日以前');
    expect(await supervisor.page.evaluate(`document.querySelector('.printed .half svg')`)).toBeNull();
    await supervisor.press('已打印或抄下');
  },
);

/** What stands on the paper and nowhere else. */
async function printed(window: Window): Promise<string> {
  await window.page.emulateMediaType('print');
  const text = String(await window.page.evaluate(`document.body.innerText`));
  await window.page.emulateMediaType();
  return text;
}

/** The dark squares of a code that a phone reads, as they are drawn. */
function squaresOf(text: string): string {
  const { modules } = qrOf(text);
  const { size } = modules;
  return Array.from({ length: size * size }, (_, at) => [at % size, Math.floor(at / size)] as const)
    .filter(([x, y]) => modules.get(y, x))
    .map(([x, y]) => `M${x} ${y}h1v1h-1z`)
    .join('');
}

it('issues a paper in one press and keeps it in the list', async () => {
  const accountant = await signedIn('accountant');
  await accountant.open('/office/papers');
  await accountant.press('半年度报告');
  await accountant.see('已出具 2011-000001');
  await accountant.expectSound('papers');
});

it('keeps what was typed over a reload, until it is given up', async () => {
  const accountant = await signedIn('accountant');
  const typed = async () => {
    await accountant.open('/office/members');
    await accountant.press('登记一户');
    return accountant.page.evaluate(`document.querySelector('dialog input').value`);
  };
  expect(await typed()).toBe('');
  await accountant.fill('编号', 'H77');
  expect(await typed()).toBe('H77');
  await accountant.expectSound('a sheet after a reload');
  await accountant.act('返回');
  expect(await typed()).toBe('');
});

it('shows whoever looks after the service what does not hold outside, which a cooperative answers by its number', async () => {
  const keeper = await openWindow(test.address);
  await keeper.open('/office/');
  await keeper.fill('用户名', 'administrator');
  await keeper.fill('密码', password);
  await keeper.press('登录');
  await keeper.press('平台核验');
  await keeper.see('全部相符');
  await keeper.expectSound('the platform, all of it holds');
  const owner = postgres(test.ownerUrl, { max: 1 });
  await owner`update app_user set display_name = display_name || '（改）' where user_name = 'cashier'`;
  await keeper.press('重新核验');
  await keeper.see('1 处不符');
  await keeper.expectSound('the platform, what does not hold');
  const number = String(
    await keeper.page.evaluate(`document.querySelector('.warnings .digest').textContent`),
  );
  const chair = await signedIn('chair');
  await chair.open('/office/trail/verification');
  await chair.see('还没有核验过');
  await chair.press('开始核验');
  await chair.see('全部相符');
  await chair.press('按编号答复');
  await chair.fill('编号', number);
  await chair.fill('答复', '维护时误改姓名，已改回');
  await chair.expectSound('an answer by its number');
  await chair.decide('按编号答复');
  const supervisor = await signedIn('supervisor');
  const { items } = await expectStatus(test.as('supervisor').get('~/waiting'), 200);
  const { answerId } = (items as { kind: string; known: { answerId: string } }[]).find(
    ({ kind }) => kind === 'finding',
  )!.known;
  await supervisor.open('/office/waiting');
  await supervisor.page.locator('::-p-xpath(//main//table//button[starts-with(., "复核")])').click();
  await supervisor.see('维护时误改姓名，已改回');
  await expectStatus(test.as('supervisor').post(`~/finding-answers/${answerId}/confirm`), 200);
  await keeper.press('重新核验');
  await keeper.see('维护时误改姓名，已改回');
  await owner`update app_user set display_name = replace(display_name, '（改）', '') where user_name = 'cashier'`;
  await owner.end();
});

it('asks for the second factor over the page, and then does what was pressed', async () => {
  // Signed in before there was one: nothing was shown in this window.
  const window = await signedIn('chair');
  const chair = test.as('chair');
  const asked = await expectStatus(chair.put('~/second-factor-rule', { required: true }), 202);
  const confirm = `~/access-proposals/${String(asked.id)}/confirm`;
  await expectStatus(test.as('supervisor').post(confirm), 200);
  const begun = await expectStatus(chair.post('/api/v1/session/second-factor', { password }), 200);
  const secret = Secret.fromBase32(String(begun.secret));
  // Codes go by the computer's clock.
  const code = new TOTP({ secret }).generate();
  const set = await expectStatus(chair.put('/api/v1/session/second-factor', { code }), 200);
  const [recoveryCode = ''] = set.recoveryCodes as readonly string[];

  await window.open('/office/people');
  await window.press('第二重验证');
  await window.page.locator('dialog input[role=combobox]').click();
  await window.page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden) [title="否"]').click();
  await window.act('提议是否要求第二重验证');
  await window.see('出示第二重验证');
  await window.expectSound('second factor');
  await window.fill('验证器上的六位数字，或一个恢复码', '000000');
  await window.act('出示');
  await window.see('验证码不对');
  await window.fill('验证器上的六位数字，或一个恢复码', recoveryCode);
  await window.decide('出示');
  await window.see('不要求第二重验证');
});

it('shows what was done and who read what, and finds it again', async () => {
  const supervisor = await signedIn('supervisor');
  await supervisor.open('/office/trail?find=登记资产');
  await supervisor.see('The accountant');
  await supervisor.see('350,000.00');
  await supervisor.expectSound('trail');
  await supervisor.open('/office/trail?find=无此人');
  await supervisor.see('没有找到');
  await supervisor.expectSound('trail, nothing found');
  await supervisor.open('/office/trail/verification');
  await supervisor.press('重新核验');
  await supervisor.see('全部相符');
  await supervisor.expectSound('verification');
  await supervisor.open('/office/trail/looks');
  await supervisor.see('查看人');
  await supervisor.expectSound('looks');
});
