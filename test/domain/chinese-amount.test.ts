import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chineseAmount, parseChineseAmount } from '../../src/domain/chinese-amount.ts';
import { Money } from '../../src/domain/money.ts';
import { refusing } from '../support/refusing.ts';

describe('an amount in capitals', () => {
  it.each([
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    ['1409.50', '壹仟肆佰零玖元伍角整'],
    ['100000000', '壹亿元整'],
    ['0.05', '伍分'],
    ['1000000.01', '壹佰万元零壹分'],
    ['0', '零元整'],
    ['0.5', '伍角整'],
    ['10', '壹拾元整'],
    ['10.25', '壹拾元贰角伍分'],
    ['1001', '壹仟零壹元整'],
    ['10001', '壹万零壹元整'],
    ['100010000', '壹亿零壹万元整'],
    ['100100000', '壹亿零壹拾万元整'],
    ['100000001', '壹亿零壹元整'],
    ['107000.53', '壹拾万柒仟元伍角叁分'],
    ['1000000000000', '壹万亿元整'],
    ['1234567890123456.78', '壹仟贰佰叁拾肆万伍仟陆佰柒拾捌亿玖仟零壹拾贰万叁仟肆佰伍拾陆元柒角捌分'],
    ['-8', '负捌元整'],
    ['11000', '壹万壹仟元整'],
    ['110', '壹佰壹拾元整'],
    ['11111', '壹万壹仟壹佰壹拾壹元整'],
  ])('%s is %s', (digits, capitals) => {
    expect(chineseAmount(Money.parse(digits))).toBe(capitals);
    expect(parseChineseAmount(capitals).equals(Money.parse(digits))).toBe(true);
  });

  it('reads back as the amount it was written from, and never has two 零 in a row', () => {
    const fen = fc.oneof(
      fc.bigInt(-(10n ** 17n), 10n ** 17n),
      fc
        .tuple(fc.bigInt(1n, 999n), fc.integer({ min: 0, max: 14 }))
        .map(([n, zeros]) => n * 10n ** BigInt(zeros)),
    );
    fc.assert(
      fc.property(fen, (value) => {
        const capitals = chineseAmount(Money.fromFen(value));
        expect(parseChineseAmount(capitals).fen).toBe(value);
        expect(capitals).not.toMatch(/零零/);
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['人民币伍分', '人民币：伍分', '人民币:伍分', ' 伍分 '])('%j is read', (text) => {
    expect(`${parseChineseAmount(text)}`).toBe('0.05');
  });

  it('what cannot be read is repeated to forty signs', () => {
    const long = '壹'.repeat(60);
    expect(() => parseChineseAmount(long)).toThrow(refusing('money.malformed', { text: '壹'.repeat(40) }));
    expect(() => parseChineseAmount('伍分人民币')).toThrow(refusing('money.malformed'));
    expect(() => parseChineseAmount('x伍分')).toThrow(refusing('money.malformed'));
  });

  it.each([['壹拾拾元整'], ['一元整'], [''], ['壹元'], ['壹拾零元整'], ['壹佰伍元整']])(
    '%j is refused',
    (text) => {
      expect(() => parseChineseAmount(text)).toThrow(refusing('money.malformed', { text }));
    },
  );
});
