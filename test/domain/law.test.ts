import { describe, expect, it } from 'vitest';
import { isProvince } from '../../src/domain/law-row.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import {
  citation,
  lawById,
  lawInForce,
  lawPack,
  lawRule,
  lawValue,
  type Jurisdiction,
} from '../../src/domain/law.ts';

const day = (text: string) => LocalDate.parse(text);
const jinan: Jurisdiction = { province: '37', community: 'urban' };
const shandongVillage: Jurisdiction = { province: '37', community: 'village' };
const shanghai: Jurisdiction = { province: '31', community: 'village' };

describe('the law pack', () => {
  it('names for every row its text, article and meaning in both languages', () => {
    const without = lawPack.filter(
      ({ text, article, says }) =>
        ![text.title, article, says].every(({ zh, en }) => /\p{Script=Han}/u.test(zh) && /[a-z]/.test(en)),
    );
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  it('has no row that ends before it begins, and none beyond the time of its text', () => {
    const wrong = lawPack.filter(
      ({ from, to, text, force }) =>
        (to !== null && to.isBefore(from)) ||
        (force === 'law' && from.isBefore(day(text.from))) ||
        (text.to !== null && (to === null || to.isAfter(day(text.to)))),
    );
    expect(wrong.map(({ id }) => id)).toEqual([]);
  });

  it('has at most one row of a rule on any day in any place', () => {
    const overlapping = lawPack.flatMap((one, index) =>
      lawPack.slice(index + 1).flatMap((other) => {
        const samePlace =
          one.place === other.place &&
          (one.community === other.community || one.community === 'both' || other.community === 'both');
        const sameTime =
          (one.to === null || !one.to.isBefore(other.from)) &&
          (other.to === null || !other.to.isBefore(one.from));
        return lawRule(one.id) === lawRule(other.id) && samePlace && sameTime ? [[one.id, other.id]] : [];
      }),
    );
    expect(overlapping).toEqual([]);
  });

  it('gives the rule of the day and place', () => {
    const quorum = (on: string, where: Jurisdiction) =>
      lawInForce('representatives.quorum', day(on), where)?.id;
    expect(quorum('2012-07-20', jinan)).toBe('representatives.quorum@urban-1990');
    expect(quorum('2012-07-20', shandongVillage)).toBe('representatives.quorum@village-2010');
    expect(quorum('2025-04-30', jinan)).toBe('representatives.quorum@urban-1990');
    expect(quorum('2025-05-01', jinan)).toBe('representatives.quorum@2025');
  });

  it('lets a province go before the nation', () => {
    const reserve = (where: Jurisdiction) => lawInForce('reserve.rate', day('2025-12-31'), where)?.id;
    expect(reserve(shanghai)).toBe('reserve.rate@shanghai-2018');
    expect(reserve(jinan)).toBe('reserve.rate@2022');
    expect(lawInForce('welfare.rate', day('2025-12-31'), jinan)).toBeUndefined();
  });

  it('knows the codes of provinces', () => {
    expect(['11', '37', '65', '82'].every(isProvince)).toBe(true);
    expect(['00', '16', '38', '99'].some(isProvince)).toBe(false);
  });

  it('reads figures by their kind', () => {
    expect(lawValue('day-of-next-month', 'dividend-tax.day', day('2011-08-31'), jinan)?.day).toBe(7);
    expect(lawValue('day-of-next-month', 'dividend-tax.day', day('2011-09-01'), jinan)?.day).toBe(15);
    expect(lawValue('years', 'limitation.years', day('2013-01-23'), jinan)?.years).toBe(2);
    expect(() => lawValue('days', 'limitation.years', day('2013-01-23'), jinan)).toThrow(TypeError);
  });

  it('cites a law as law, a default as a default, and an unread text as unconfirmed', () => {
    expect(citation('quantification.body@2025')).toEqual({
      zh: '《农村集体经济组织法》第二十六条第一款第八项、第二十八条第四款',
      en: 'the Law on Rural Collective Economic Organizations, art. 26(1)(8) and art. 28(4)',
    });
    expect(citation('supervisors.quorum@2025').zh).toMatch(/^缺省规则/);
    expect(citation('supervisors.quorum@2025').en).toMatch(/^the default where/);
    expect(citation('distribution.order@2022').zh).toContain('财农〔2021〕121号');
    expect(lawById('books.switch@2024').known).toBe('from-memory');
    expect(citation('books.switch@2024').zh).toContain('待核对');
  });
});
