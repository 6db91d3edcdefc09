/** Members and their shares as the office sees them: a roster with faults mended on the screen, tried again, entered and confirmed. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectStatus } from '../support/cooperative.ts';
import type { SampleAsked, TestApp } from '../support/app.ts';
import { residentIdOf } from '../support/payout.ts';
import { servedWithin, serveTestApp, type ServedApp } from '../support/screens.ts';
import { closeBrowser, openBrowser, openWindow, signedInAt, type Window } from './browser.ts';

let test: ServedApp;
/** Begins and stands still, until the test lets it end. */
let endSample = () => undefined as void;
const sampleName = '柳溪社区股份经济合作社（样例）';
const samplePeople = (['chair', 'supervisor', 'accountant'] as const).map((role) => ({
  userName: `sample-${role}`,
  displayName: '某某',
  roles: [role],
}));
beforeAll(async () => {
  const sample = {
    name: sampleName,
    people: samplePeople,
    async tell(services: TestApp['services'], { found, onStep }: SampleAsked) {
      const place = { name: sampleName, regionCode: '990105', effectiveOn: '2010-07-01' };
      await found(services, { ...place, people: samplePeople });
      onStep(3, 7);
      await new Promise<void>((resolve) => (endSample = resolve));
    },
  };
  const clock = new Date('2010-08-02T02:00:00Z');
  [test] = await Promise.all([serveTestApp({ clock, sample }), openBrowser()]);
  test.letRegisterWait(true);
  const basic = { code: 'basic', name: '基本股', kind: 'basic', places: 2 };
  await expectStatus(test.as('accountant').post('~/share-classes', basic), 201);
}, servedWithin);
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

const signedIn = (userName: string) => signedInAt(test.address, userName);

/** One of a list that opens, found by what is typed; without it the last of them. By the keyboard alone. */
async function pick({ page }: Window, label: string, typed: string): Promise<void> {
  const list = await page.locator(`::-p-aria([name="${label}"][role="combobox"])`).waitHandle();
  await list.focus();
  await (typed === '' ? page.keyboard.press('ArrowDown') : page.keyboard.type(typed));
  await page.waitForSelector('.ant-select-item-option-active');
  await page.keyboard.press('Enter');
}

async function choose({ page }: Window, name: string, rows: readonly string[]): Promise<void> {
  const path = join(mkdtempSync(join(tmpdir(), 'hegu-')), name);
  writeFileSync(path, rows.join('\r\n'));
  const input = await page.waitForSelector('input[type=file]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
}

/** What stands in cells of the table, by their names. */
const cellsOf = (names: readonly string[]) =>
  `${JSON.stringify(names)}.map((name) => document.querySelector('[aria-label="' + name + '"]')?.value)`;

let accountant: Window;

it('reads a roster that is brought in, asks what it does not know, and puts each fault beside its row', async () => {
  accountant = await signedIn('accountant');
  await accountant.open('/office/members');
  await accountant.press('导入表格');
  await accountant.see('导入记录');
  await accountant.expectSound('import, nothing chosen');
  await choose(accountant, 'roster.csv', [
    '名册',
    '股东编号,姓名,性别,户号,与户主关系,入社日期,血型',
    'A1,王秀英,女,H1,户主,2010-07-01,A',
    'A2,单立人,男,H1,配偶,去年,B',
    'A2,曾小贤,男,H2,户主,2010-07-01,O',
  ]);
  await accountant.see('请先说明它是什么');
  await pick(accountant, '“血型”这一列是', '');
  await accountant.press('检查');
  await accountant.see('2 处要改');
  await accountant.expectSound('import, with faults');
});

it('takes what is mended in place or pasted over, enters it once it is clean, and another confirms', async () => {
  await accountant.fill('第 4 行，入社日期', '2010-07-01');
  await accountant.see('已改，还没有再检查');
  // A block from a spreadsheet goes down from its cell, and adds the row that is missing.
  await accountant.page.evaluate(`(() => {
    const cell = document.querySelector('[aria-label="第 5 行，股东编号"]');
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', 'A3\\t曾小贤\\t男\\tH2\\t户主\\t2010-07-01\\nA4\\t解晓东\\t男\\tH3\\t户主\\t2010-07-01\\n');
    cell.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  })()`);
  await accountant.see('共 4 行');
  // The page is loaded anew in the middle of it, and left for another: the table stays as it was mended.
  accountant.page.on('dialog', (dialog) => void dialog.accept());
  await accountant.page.reload();
  await accountant.see('接着上次改');
  await accountant.see('共 4 行');
  await accountant.open('/office/members');
  await accountant.open('/office/import');
  await accountant.see('“roster.csv”接着上次改');
  expect(await accountant.page.evaluate(cellsOf(['第 4 行，入社日期', '第 5 行，股东编号']))).toEqual([
    '2010-07-01',
    'A3',
  ]);
  await accountant.expectSound('import, after a reload');
  await accountant.press('再检查一次');
  await accountant.see('检查通过，还没有写入');
  // What the check said is read again as well.
  await accountant.page.reload();
  await accountant.see('检查通过，还没有写入');
  await accountant.expectSound('import, checked');
  await accountant.press('写入');
  await accountant.see('写入 4 人、3 户');
  await accountant.expectSound('import, before it is entered');
  await accountant.decide('写入');
  await accountant.see('复核以后身份生效');
  await accountant.expectSound('import, entered');
  expect(await accountant.page.evaluate(`Object.keys(sessionStorage).join().includes('table of')`)).toBe(
    false,
  );

  const { changes } = await expectStatus(test.as('reviewer').get('~/register-changes'), 200);
  expect(changes).toMatchObject([{ state: 'awaiting', count: 4 }]);
  await expectStatus(
    test.as('reviewer').post(`~/register-changes/${(changes as { id: string }[])[0]?.id ?? ''}/confirm`),
    200,
  );
});

it('shows another number to whoever says why, and looking is not confirming', async () => {
  const { members } = await expectStatus(test.as('accountant').get('~/members'), 200);
  const own = (members as { id: string; registerNumber: string }[]).find(
    ({ registerNumber }) => registerNumber === 'A1',
  );
  const numbers = ['99010519500101102', '99010519500101104'].map(residentIdOf);
  for (const residentId of numbers)
    await expectStatus(test.as('accountant').patch(`~/members/${own?.id ?? ''}`, { residentId }), 200);
  const reviewer = await signedIn('reviewer');
  await reviewer.open('/office/waiting');
  await reviewer.page.locator('::-p-xpath(//main//table//button[starts-with(., "复核")])').click();
  await reviewer.fill('查看原因，如：与身份证原件核对', '与原件核对');
  await reviewer.page.keyboard.press('Enter');
  await reviewer.see(numbers[1] ?? '');
  const waiting = async () =>
    (
      (await expectStatus(test.as('reviewer').get('~/register-changes'), 200)).changes as { state: string }[]
    ).map(({ state }) => state);
  expect(await waiting()).toContain('awaiting');
  await reviewer.expectSound('another number to confirm');
  await reviewer.decide('复核通过');
  expect(await waiting()).not.toContain('awaiting');
});

it('finds people by how they are spoken, by their initials, their household', async () => {
  await accountant.open('/office/members');
  for (const [typed, name] of [
    ['shanlr', '单立人'],
    ['zxx', '曾小贤'],
    ['xiaodong', '解晓东'],
    ['H3', '解晓东'],
  ] as const) {
    await accountant.fill('查找', typed);
    await accountant.see('找到 1 人，全部 4 人');
    await accountant.see(name);
  }
  expect(await accountant.page.evaluate('location.search')).toContain('find=H3');
  await accountant.expectSound('members, found');
});

it('brings in opening shares pasted as they were copied, and shows who holds what', async () => {
  await accountant.open('/office/import?kind=opening-shares');
  await accountant.page.waitForSelector('.drop');
  await accountant.page.evaluate(`(() => {
    const clipboardData = new DataTransfer();
    clipboardData.setData('text/plain', '持有人编号\\t股种\\t股数\\t生效日期\\nA1\\t基本股\\t2000\\t2010-07-01\\nA2\\t基本股\\t1000.50\\t2010-07-01\\nA3\\t基本股\\t500\\t2010-07-01\\n');
    document.querySelector('.drop').dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
  })()`);
  await accountant.see('检查通过，还没有写入');
  await accountant.press('写入');
  await accountant.see('共 3,500.5 股，随即入册');
  await accountant.decide('写入');
  await accountant.see('已写入 3 笔，共 3,500.5 股');
  await accountant.open('/office/shares');
  await accountant.see('3 个股东户头');
  await accountant.expectSound('share register');
  await accountant.open('/office/shares?on=2010-06-30');
  await accountant.see('这一天没有人持股');
  await accountant.expectSound('share register, empty');
});

it('shows what a transfer does before it is asked for; another person looks at it and confirms', async () => {
  const alone = { quantity: '100', effectiveOn: '2010-08-02', source: '章程第十三条' };
  await expectStatus(test.as('chair').post('~/share-allowance', alone), 201);
  await accountant.open('/office/shares/move');
  await pick(accountant, '转出方', 'wxy');
  await pick(accountant, '转入方', 'A3');
  await accountant.fill('股数', '3000');
  await accountant.see('−1,000');
  await accountant.press('核对');
  await accountant.see('没有办成');
  await accountant.expectSound('a transfer of more than is held');
  await accountant.press('返回');
  await accountant.fill('股数', '300');
  await accountant.see('1,700');
  await accountant.expectSound('a transfer');
  await accountant.press('核对');
  await accountant.see('须由另一人（复核人、理事长）复核');
  await accountant.expectSound('a transfer, checked');
  await accountant.decide('提交复核');
  await accountant.see('1 笔待复核，由复核人、理事长办理');
  await accountant.expectSound('movements asked for');

  const reviewer = await signedIn('reviewer');
  await reviewer.open('/office/shares/requests');
  await reviewer.press('复核');
  await reviewer.see('复核以后随即入册');
  await reviewer.expectSound('a movement to confirm');
  await reviewer.decide('复核入册');
  await reviewer.see('已入册');
  await reviewer.open('/office/shares/move');
  await reviewer.see('这里不归您办理，也不能查看');
}, 120_000);

it('divides what the dead held among heirs, restricts, and issues certificates to everybody', async () => {
  const { members } = await expectStatus(test.as('accountant').get('~/members'), 200);
  const dead = (members as { id: string; registerNumber: string }[]).find(
    ({ registerNumber }) => registerNumber === 'A2',
  );
  const { changeId } = await expectStatus(
    test.as('accountant').post(`~/members/${dead?.id ?? ''}/standings`, {
      kind: 'deceased',
      effectiveOn: '2010-08-01',
    }),
    201,
  );
  await expectStatus(test.as('reviewer').post(`~/register-changes/${changeId as string}/confirm`), 200);
  await accountant.open('/office/shares/move?kind=inheritance');
  await pick(accountant, '被继承人', 'A2');
  await pick(accountant, '继承人 1', 'A1');
  await accountant.press('加一名继承人');
  await pick(accountant, '继承人 2', 'A3');
  await accountant.fill('依据和说明', '公证书');
  await accountant.see('500.25');
  await accountant.expectSound('an inheritance');
  await accountant.press('核对');
  await accountant.see('须由另一人');
  await accountant.decide('提交复核');
  await accountant.see('A1（1 份）');

  await accountant.open('/office/shares/certificates');
  await accountant.see('还没有颁发过股权证');
  await accountant.expectSound('certificates, none');
  await accountant.press('批量颁发');
  await accountant.see('共 3 户头');
  await accountant.fill('颁发日', '2010-08-02');
  await accountant.decide('批量颁发');
  await accountant.see('3 张');
  await accountant.expectSound('certificates');
  await accountant.open('/office/shares/restrictions');
  await accountant.press('登记限制');
  await pick(accountant, '股东', 'A1');
  await accountant.fill('依据', '协助执行通知书');
  await accountant.expectSound('a restriction');
  await accountant.decide('登记限制');
  await accountant.see('限制中');
  await accountant.expectSound('restrictions');
  await accountant.open('/office/shares/split');
  await accountant.press('拆股');
  await accountant.see('35,005');
  await accountant.expectSound('a split');
}, 120_000);

it('opens a cooperative for its people, who come in by a code and see what is to be done first', async () => {
  const window = await openWindow(test.address);
  await window.open('/office/');
  await window.fill('用户名', 'administrator');
  await window.fill('密码', 'correct horse battery');
  await window.press('登录');
  await window.press('设立合作社');
  await window.see('名称里写明是样例');
  await window.fill('样例各人共用的密码', 'short');
  await window.press('设立样例合作社');
  await window.see('没有办成');
  await window.fill('样例各人共用的密码', 'paper boats on the long canal');
  await window.press('设立样例合作社');
  await window.see('第 3 步，共 7 步');
  await window.open('/office/found');
  await window.see('第 3 步，共 7 步');
  await window.expectSound('a sample under way');
  endSample();
  await window.see(`“${sampleName}”已建好`);
  await window.see('sample-accountant');
  await expectStatus(test.as('administrator').post('/api/v1/sample', { password: 'again' }), 409);
  await expectStatus(test.as('chair').get('/api/v1/sample'), 403);
  await window.see('您是平台管理员');
  await window.fill('全称', '清泉社区股份经济合作社');
  await window.fill('行政区划代码', '990105');
  for (const [at, name] of ['孙立', '孙立秋', '孙立冬'].entries())
    await window.fill(`第 ${at + 1} 人的姓名`, name);
  await window.expectSound('opening a cooperative');
  await window.press('设立');
  await window.see('邀请码只显示这一次');
  await window.expectSound('codes to hand over');
  const codes = (await window.page.evaluate(
    `[...document.querySelectorAll('.code')].map((each) => each.textContent)`,
  )) as string[];
  expect(codes).toHaveLength(3);

  const newcomer = await openWindow(test.address);
  await newcomer.open('/office/');
  await newcomer.press('用邀请码设定密码');
  await newcomer.fill('用户名', '孙立冬');
  await newcomer.fill('邀请码第一段', codes[2] ?? '');
  await newcomer.fill('新密码', 'short');
  await newcomer.fill('再输一次', 'short');
  await newcomer.press('设定密码并登录');
  await newcomer.see('没有办成');
  await newcomer.expectSound('a first password, too short');
  await newcomer.fill('新密码', 'paper boats on the long canal');
  await newcomer.fill('再输一次', 'paper boats on the long canal');
  await newcomer.press('设定密码并登录');
  await newcomer.see('半年工作台');
  await newcomer.see('先把股种、名册、期初股份和期初余额办好');
  await newcomer.open('/office/opening');
  await newcomer.see('先说明有哪几种股');
  await newcomer.see('按城市社区适用法律');
  await newcomer.press('设立股种');
  // Name and code follow from what it is: nobody has to invent them.
  await newcomer.see('只在英文画面和英文文件上用');
  await newcomer.expectSound('a class');
  await newcomer.decide('设立股种');
  await newcomer.see('用表格一次导入全体成员和户');
  await newcomer.expectSound('opening');
}, 120_000);

it('leaves an import alone to whoever may bring in tables', async () => {
  const reviewer = await signedIn('reviewer');
  await reviewer.open('/office/import');
  await reviewer.see('这里不归您办理，也不能查看');
  await reviewer.expectSound('import, no permission');
});
