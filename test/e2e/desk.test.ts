/** Signing in and the half-year desk, seen through a browser. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { servedWithin, serveTestApp, type ServedApp } from '../support/screens.ts';
import { closeBrowser, openBrowser, openWindow } from './browser.ts';

let test: ServedApp;
beforeAll(async () => {
  [test] = await Promise.all([serveTestApp({ clock: new Date('2010-08-02T02:00:00Z') }), openBrowser()]);
}, servedWithin);
afterAll(async () => {
  await closeBrowser();
  await test.close();
});

it('lets in who knows the password, says so to who does not, and shows where the half-year stands', async () => {
  const window = await openWindow(test.address);
  await window.open('/');
  await window.see('农村集体经济组织');
  await window.expectSound('sign-in');
  await window.fill('用户名', 'accountant');
  await window.fill('密码', 'wrong horse');
  await window.press('登录');
  await window.see('用户名或密码不对');
  await window.expectSound('sign-in, refused');
  await window.fill('密码', 'correct horse battery');
  await window.press('登录');
  await window.see('等您办理');
  await window.open('/office/?period=2010-H2');
  await window.see('2010 年下半年');
  await window.see('编制收益分配方案');
  await window.expectSound('desk');
});

it('asks again for the password when the session has ended, and goes on where one was', async () => {
  const window = await openWindow(test.address, 'en');
  await window.open('/office/?period=2010-H2');
  await window.fill('User name', 'reviewer');
  await window.fill('Password', 'correct horse battery');
  await window.press('Sign in');
  await window.see('Waiting for you');
  await window.page.deleteCookie(...(await window.page.cookies()));
  await window.press('Half-year after');
  await window.see('Your session has ended');
  await window.expectSound('session ended');
  await window.fill('Password', 'correct horse battery');
  await window.press('Sign in');
  await window.see('First half of 2011');
  await window.see('Draw up the distribution plan');
  await window.expectSound('desk again');
  expect(await window.page.$$('dialog')).toEqual([]);
});
