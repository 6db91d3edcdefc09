/** What a phone or computer is called by what its browser says: whoever looks for a stranger's must know their own. */
import './reader.ts';
import { expect, it } from 'vitest';
import { deviceOf } from '../../src/web/portal/family/device.ts';
import { sayOf } from '../../src/web/shared/language.ts';

const webkit = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0';
it.each([
  [`Mozilla/5.0 (Linux; Android 14; V2309A) ${webkit} Mobile Safari/537.36`, '安卓（Android）', 'Android'],
  [
    `Mozilla/5.0 (Linux; Android 12; HarmonyOS; NOH-AN00) ${webkit} Mobile Safari/537.36`,
    '鸿蒙（HarmonyOS）',
    'HarmonyOS',
  ],
  [
    `Mozilla/5.0 (Phone; OpenHarmony 5.0) ${webkit} Safari/537.36 ArkWeb/4.1.6.1 Mobile`,
    '鸿蒙（HarmonyOS）',
    'HarmonyOS',
  ],
  ['Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15', 'iPhone', 'iPhone'],
  [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit}`, '电脑（Windows）', 'Computer (Windows)'],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/17.5',
    '电脑或平板（Macintosh）',
    'Computer or tablet (Macintosh)',
  ],
  [`Mozilla/5.0 (X11; Linux x86_64) ${webkit}`, '电脑（Linux）', 'Computer (Linux)'],
])('%s', (agent, zh, en) => {
  expect([deviceOf(agent, sayOf(null, 'zh')), deviceOf(agent, sayOf(null, 'en'))]).toEqual([zh, en]);
});

it('of what is not known nothing is said', () => {
  expect([deviceOf('curl/8.5.0', sayOf(null, 'zh')), deviceOf(null, sayOf(null, 'zh'))]).toEqual([
    null,
    null,
  ]);
});
