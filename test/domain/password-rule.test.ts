/** What a password must be like, as people would try it. */
import { describe, expect, it } from 'vitest';
import {
  hasExpired,
  newPasswordAsked,
  passwordFault,
  passwordRules,
  type PasswordRule,
} from '../../src/domain/password-rule.ts';

const common = new Set(['password', 'iloveyou', 'qwertyuiop']);
const judged = (rule: PasswordRule, password: string, hasSecondFactor = false) =>
  passwordFault(
    rule,
    { password, userName: 'zhaomin', hasSecondFactor, isCommon: (text) => common.has(text) },
    '/password',
  )?.code ?? null;

describe('A password by the first rules', () => {
  it.each([
    ['correct horse battery', null],
    ['春江潮水连海平海上明月共潮生', null],
    ['short', 'access.password-weak'],
    ['elevensigns', 'access.password-weak'],
    ['1234567890', 'access.password-weak'],
    ['          ', 'access.password-weak'],
    ['            ', 'access.password-common'],
    ['123456789012', 'access.password-common'],
    ['210987654321', 'access.password-common'],
    ['abcdefghijklmnop', 'access.password-common'],
    ['abcabcabcabcabc', 'access.password-common'],
    ['password2025', 'access.password-common'],
    ['i love you', 'access.password-weak'],
    ['qwertyuiop!!', 'access.password-common'],
    ['zhaomin1990zhao', 'access.password-common'],
  ])('"%s": %s', (password, code) => expect(judged('asvs', password)).toBe(code));

  it('may be shorter beside a second factor, and never runs out once its person chose it', () => {
    expect(judged('asvs', 'eight.Is', true)).toBeNull();
    expect(judged('asvs', 'eight.Is')).toBe('access.password-weak');
    expect(hasExpired('asvs', new Date(0), new Date())).toBe(false);
    expect(hasExpired('asvs', null, new Date())).toBe(true);
  });
});

describe('A password by the rules of graded protection', () => {
  it.each([
    ['Abcd.efgh', null],
    ['onlysmallletters', 'access.password-kinds'],
    ['small and spaces', 'access.password-kinds'],
    ['Password1', 'access.password-common'],
  ])('"%s": %s', (password, code) => expect(judged('mlps', password)).toBe(code));

  it('runs out after 90 days', () => {
    const now = new Date('2025-07-01T00:00:00Z');
    const days = (count: number) => new Date(now.getTime() - count * 86_400_000);
    expect([hasExpired('mlps', days(90), now), hasExpired('mlps', days(91), now)]).toEqual([false, true]);
    expect(hasExpired('mlps', null, now)).toBe(true);
  });
});

describe('What is asked of a new one', () => {
  it.each([
    ['asvs', false, true, { isPin: true, shortest: 6, kinds: 1 }],
    ['asvs', false, false, { isPin: false, shortest: 12, kinds: 1 }],
    ['asvs', true, false, { isPin: false, shortest: 8, kinds: 1 }],
    ['mlps', false, true, { isPin: false, shortest: 8, kinds: 3 }],
    ['mlps', true, false, { isPin: false, shortest: 8, kinds: 3 }],
  ] as const)('by %s, second factor %s, portal alone %s: %j', (rule, hasSecondFactor, isForPortal, asked) =>
    expect(newPasswordAsked(rule, { hasSecondFactor, isForPortal })).toEqual(asked),
  );

  it('is what is then taken, and one sign fewer is not', () => {
    for (const rule of passwordRules)
      for (const hasSecondFactor of [false, true])
        for (const isForPortal of [false, true]) {
          const { isPin, shortest } = newPasswordAsked(rule, { hasSecondFactor, isForPortal });
          const signs = isPin ? '407915827364' : 'Hq7.wXp2-Lm9';
          const isTaken = (length: number) =>
            passwordFault(
              rule,
              {
                password: signs.slice(0, length),
                userName: '0012',
                hasSecondFactor,
                isForPortal,
                isCommon: () => false,
              },
              '/password',
            ) === null;
          expect([isTaken(shortest), isTaken(shortest - 1)], `${rule} ${isForPortal}`).toEqual([true, false]);
        }
  });
});
