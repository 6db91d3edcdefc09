import { describe, expect, it } from 'vitest';
import { leastPapersDays } from '../../src/domain/assembly-notice.ts';
import { ruleSetsIn, rulesOfSets } from '../../src/domain/assembly-rule-sets.ts';
import { bodyRulesOf, ruleSetOn } from '../../src/domain/assembly-rules.ts';
import { communities, isProvince, lawPlaces } from '../../src/domain/law-row.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import {
  citation,
  citationOn,
  defaultOfHegu,
  figureOn,
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

  it('names for every row the number of its text, or says that it is not known', () => {
    const without = lawPack.filter(({ text: { number } }) => number.kind === 'unknown');
    expect([...new Set(without.map(({ text }) => text.title.zh))].sort()).toEqual(
      [
        '上海市农村集体资产监督管理条例',
        '个人所得税法',
        '个人所得税法（2011年8月以前）',
        '全国年节及纪念日放假办法',
        '城市居民委员会组织法（2025年修订）',
        '村民委员会组织法（2025年修正）',
        '山东省实施《村民委员会组织法》办法',
        '广东省农村集体资产管理条例',
        '民法总则',
        '江苏省农村集体资产管理条例',
        '浙江省农村集体资产管理条例',
        '黑龙江省农村集体经济组织条例',
      ].sort(),
    );
    const odd = lawPack.filter(
      ({ text: { number } }) =>
        number.kind !== 'unknown' && !/第?[一二三四五六七八九十\d]+号$/.test(number.text),
    );
    expect(odd.map(({ id }) => id)).toEqual([]);
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

describe('a matter of a day', () => {
  it('is cited by the law of that day, never by a later one', () => {
    expect(citationOn('capacity.age', day('2012-07-20'))).toEqual(citation('capacity.age@1987'));
    expect(citationOn('supervisors.incompatible', day('2025-04-30'))).toEqual(defaultOfHegu);
    expect(citationOn('supervisors.incompatible', day('2025-05-01'))).toEqual(
      citation('supervisors.incompatible@2025'),
    );
  });

  it('has a figure also where no law had one yet: that of the first', () => {
    expect(figureOn('count', 'board.size', day('2012-07-20'))).toMatchObject({ least: 3, most: 7 });
    expect(leastPapersDays(day('2025-04-30'))).toBe(5);
    expect(leastPapersDays(day('2025-05-01'))).toBe(10);
    expect(citationOn('papers.open-days', day('2012-07-20')).zh).toMatch(/^缺省规则/);
  });
});

describe('the sets of rules', () => {
  const everywhere = lawPlaces.flatMap((province) =>
    communities.map((community): Jurisdiction => ({ province, community })),
  );

  it.each(everywhere)('of $province $community take no row outside its period', (where) => {
    const sets = ruleSetsIn(where);
    const outside = sets.flatMap(({ id, effectiveFrom, effectiveTo }) => {
      const last = effectiveTo ?? effectiveFrom.plusYears(100);
      return rulesOfSets()
        .filter((rule) => lawInForce(rule, effectiveFrom, where) !== lawInForce(rule, last, where))
        .map((rule) => `${id} ${rule}`);
    });
    expect(outside).toEqual([]);
    // One after the other, without a day between them.
    for (const [index, set] of sets.entries())
      expect(sets[index + 1]?.effectiveFrom ?? null).toEqual(set.effectiveTo?.plusDays(1) ?? null);
    expect(new Set(sets.map(({ id }) => id)).size).toBe(sets.length);
  });

  it('keep the ids that records name, and say of an earlier part until when it holds', () => {
    const parts = (where: Jurisdiction) =>
      ruleSetsIn(where).map(({ id, family, effectiveFrom }) => `${effectiveFrom} ${id} ${family}`);
    expect(parts(shandongVillage)).toEqual([
      '1990-01-01 villagers-1998-until-1998-11-03 villagers-1998',
      '1998-11-04 villagers-1998 villagers-1998',
      '2010-10-28 villagers-2010-until-2011-12-31 villagers-2010',
      '2012-01-01 villagers-2010 villagers-2010',
      '2018-12-29 villagers-2018 villagers-2018',
      '2025-05-01 law-2025 law-2025',
    ]);
    expect(parts(jinan)).toEqual([
      '1990-01-01 residents-assembly residents-assembly',
      '2025-05-01 law-2025 law-2025',
    ]);
  });

  it.each([
    ['2011-12-31', 0, undefined],
    ['2012-01-01', 5, { numerator: 2, denominator: 3, inclusive: true }],
  ] as const)('ask on %s for %i days and the women of Shandong: %j', (on, days, women) => {
    const rules = bodyRulesOf(ruleSetOn(day(on), ruleSetsIn(shandongVillage)), 'representative-assembly');
    expect([rules.notice.days, rules.women]).toEqual([days, women]);
  });
});
