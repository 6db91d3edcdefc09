import { writeFileSync } from 'node:fs';
import { closeBrowser, openBrowser, openWindow } from './browser.ts';
const [
  ,
  ,
  port = '3771',
  user = 'shareholder',
  size = '18',
  language = 'zh',
  width = '360',
  placeName = '',
  ...paths
] = process.argv;
const out = `/tmp/door/shots/${user}-${language}-${size}-${width}`;
import { mkdirSync, readFileSync } from 'node:fs';
mkdirSync(out, { recursive: true });
const [password = ''] = readFileSync('/tmp/door/data/demo-sign-in.txt', 'utf8').trim().split('\n').slice(-1);
await openBrowser();
const window = await openWindow(`http://127.0.0.1:${port}`, language as 'zh');
await window.page.setViewport({ width: Number(width), height: 740 });
await window.page.evaluateOnNewDocument(`localStorage.setItem('hegu-size', '${size}')`);
const shot = async (name: string) => {
  await new Promise((r) => setTimeout(r, 400));
  const h = Number(await window.page.evaluate('document.documentElement.scrollHeight'));
  const wide = await window.page.evaluate('document.documentElement.scrollWidth > innerWidth');
  writeFileSync(`${out}/${name}.png`, await window.page.screenshot({ fullPage: true }));
  console.log(name, h, wide ? 'TOO WIDE' : '');
};
await window.open(`/portal/?c=${encodeURIComponent(placeName)}`);
await shot('sign-in');
const zh = language === 'zh';
await window.fill(zh ? '成员编号或股权证号' : 'Number of the register or of your certificate', user);
await window.fill(zh ? '密码' : 'PIN or password', password);
await window.press(zh ? '登录' : 'Sign in');
await new Promise((r) => setTimeout(r, 800));
await shot('home');
for (const p of paths) {
  await window.open(`/portal/${p}`);
  await shot(p.replaceAll('/', '_'));
}
try {
  await window.expectSound('x');
} catch (e) {
  console.log(String(e).slice(0, 800));
}
await closeBrowser();
