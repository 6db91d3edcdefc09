import { describe, expect, it } from 'vitest';
import {
  isSpelledName,
  nameFault,
  nameKey,
  parsePersonName,
  spelledName,
} from '../../src/domain/person-name.ts';

describe('a name', () => {
  it.each([
    ['买买提\u2022艾力', '买买提·艾力'],
    ['买买提\u30FB艾力', '买买提·艾力'],
    ['买买提\u2027艾力', '买买提·艾力'],
    ['买买提.艾力', '买买提·艾力'],
    ['买买提．艾力', '买买提·艾力'],
    ['买买提 ・ 艾力', '买买提·艾力'],
    ['张\u3000三', '张三'],
    [' 李 四 ', '李四'],
    ['王\u00A0五', '王五'],
    ['J. R.  Smith', 'J. R. Smith'],
    ['ＪＯＨＮ　Ｓｍｉｔｈ', 'JOHN Smith'],
    ['Aygul\u2022Memet', 'Aygul·Memet'],
    ['⾺三', '馬三'],
    ['䶮𠮷', '䶮𠮷'],
  ])('typed as %j is stored as %s', (typed, stored) => {
    expect(spelledName(typed)).toBe(stored);
    expect(nameFault(stored)).toBeNull();
    expect(isSpelledName(stored)).toBe(true);
    expect(nameKey(typed)).toBe(nameKey(stored));
  });

  it.each([
    ['王\u200B五', 'U+200B'],
    ['\u202E王五', 'U+202E'],
    ['王五\u200F', 'U+200F'],
    ['王\uFEFF五', 'U+FEFF'],
    ['王\u00AD五', 'U+00AD'],
    ['王\u3164五', 'U+3164'],
    ['王\uFE01五', 'U+FE01'],
    ['王\uE000五', 'U+E000'],
    ['王\u2066五', 'U+2066'],
  ])('%j holds a sign that cannot be seen, which is named', (typed, sign) => {
    const fault = nameFault(spelledName(typed));
    expect([fault?.code, fault?.values.sign]).toEqual(['membership.name-unseen', sign]);
    expect(() => parsePersonName(typed)).toThrow('membership.name-unseen');
    expect(isSpelledName(typed)).toBe(false);
  });

  it.each(['Aygul · Memet', 'Aygul ·Memet', 'Aygul· Memet'])('%j has no space beside its dot', (typed) => {
    expect(parsePersonName(typed)).toBe('Aygul·Memet');
    expect(isSpelledName(typed)).toBe(false);
  });

  it('is looked for without regard to large and small letters', () => {
    expect(nameKey('Aygul MEMET')).toBe('aygulmemet');
    expect(nameKey('王 五')).toBe('王五');
  });

  it.each([
    ...[
      0xa0, 0xad, 0x34f, 0x61c, 0x115f, 0x1160, 0x17b4, 0x17b5, 0x180b, 0x180f, 0x2000, 0x200f, 0x2028,
      0x202f,
    ],
    ...[
      0x205f, 0x206f, 0x2800, 0x3000, 0x3164, 0xfe00, 0xfe0f, 0xfeff, 0xffa0, 0xfff0, 0xfffb, 0xe0000,
      0xe0fff,
    ],
  ])('is found though sign %i stands in it', (code) => {
    expect(nameKey(`王${String.fromCodePoint(code)}五`)).toBe('王五');
  });

  it('says at which sign it holds one that cannot be seen, a rare character counted as one', () => {
    expect(nameFault('𠮷王\u200B五')?.values.place).toBe(3);
  });

  it.each([
    ['王五', null],
    ['王'.repeat(100), null],
    ['阿卜杜拉·艾山', null],
    ['王+五', null],
    ['', 'membership.name-missing'],
    ['王'.repeat(101), 'membership.name-missing'],
    ['=1', 'membership.name-malformed'],
    ['+1', 'membership.name-malformed'],
    ['-1', 'membership.name-malformed'],
    ['@1', 'membership.name-malformed'],
    ['王\u0007五', 'membership.name-malformed'],
    ['王\u0085五', 'membership.name-malformed'],
    ['·王五', 'membership.name-malformed'],
    ['王··五', 'membership.name-malformed'],
  ])('%j: %s', (name, fault) => {
    expect(nameFault(name)?.code ?? null).toBe(fault);
  });
});
