/** Members and their shares as the office sees them: a roster with faults mended on the screen, tried again, entered and confirmed. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectStatus } from '../support/cooperative.ts';
import { serveTestApp, type ServedApp } from '../support/screens.ts';
import { closeBrowser, openBrowser, openWindow, type Window } from './browser.ts';

let test: ServedApp;
beforeAll(async () => {
  [test] = await Promise.all([serveTestApp({ clock: new Date('2010-08-02T02:00:00Z') }), openBrowser()]);
  test.letRegisterWait(true);
});
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

async function signedIn(userName: string): Promise<Window> {
  const window = await openWindow(test.address);
  await window.open('/office/');
  await window.fill('用户名', userName);
  await window.fill('密码', 'correct horse battery');
  await window.press('登录');
  await window.see('半年工作台');
  return window;
}

async function choose({ page }: Window, name: string, rows: readonly string[]): Promise<void> {
  const path = join(tmpdir(), `${test.cooperativeId}-${name}`);
  writeFileSync(path, rows.join('\r\n'));
  const input = await page.waitForSelector('input[type=file]');
  await (input as unknown as { uploadFile(path: string): Promise<void> }).uploadFile(path);
}

it('brings in a roster: faults stand beside their rows, are mended in place or pasted over, and another confirms', async () => {
  const accountant = await signedIn('accountant');
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
  await accountant.page.locator('[aria-label="“血型”这一列是"]').click();
  await accountant.page.locator('::-p-text(不用，不读这一列)').click();
  await accountant.press('检查');
  await accountant.see('2 处要改');
  await accountant.expectSound('import, with faults');
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
  await accountant.press('再检查一次');
  await accountant.see('检查通过，还没有写入');
  await accountant.expectSound('import, checked');
  await accountant.press('写入');
  await accountant.see('写入 4 人、3 户');
  await accountant.expectSound('import, before it is entered');
  await accountant.page.evaluate(`document.querySelector('dialog button[type=submit]').click()`);
  await accountant.see('复核以后身份生效');
  await accountant.expectSound('import, entered');

  const { changes } = await expectStatus(test.as('reviewer').get('~/register-changes'), 200);
  expect(changes).toMatchObject([{ state: 'awaiting', count: 4 }]);
  await expectStatus(
    test.as('reviewer').post(`~/register-changes/${(changes as { id: string }[])[0]?.id ?? ''}/confirm`),
    200,
  );
});

it('leaves an import alone to whoever may bring in tables', async () => {
  const reviewer = await signedIn('reviewer');
  await reviewer.open('/office/import');
  await reviewer.see('您的职责不能查看这里');
  await reviewer.expectSound('import, no permission');
});
