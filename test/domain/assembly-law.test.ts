/** The two rule sets that ship, stated a second time by hand: who decides what, by how many, with what notice. */
import { describe, expect, it } from 'vitest';
import {
  lawOf2025,
  residentsAssemblyRules,
  ruleSetsIn,
  shippedRuleSets,
} from '../../src/domain/assembly-rule-sets.ts';
import {
  bodies,
  bodyRulesOf,
  leastNumber,
  motionKinds,
  requirePower,
  ruleSetOn,
  type Body,
  type MotionKind,
} from '../../src/domain/assembly-rules.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { bodyWords } from '../../src/domain/words.ts';
import { citation, type Jurisdiction, type LawId } from '../../src/domain/law.ts';
import { codesRefused, refusing } from '../support/refusing.ts';

const day = (text: string) => LocalDate.parse(text);

describe('Who decides what', () => {
  // Columns: members' assembly, representatives, board, supervisors; before 1 May 2025, then since.
  it.each<[MotionKind, string, string]>([
    ['allotment-scheme', 'x x . .', 'x . . .'],
    ['dividend-run', 'x x . .', 'x x . .'],
    ['dividend-difference', 'x x x .', 'x x x .'],
    ['distribution-plan', 'x x . .', 'x x . .'],
    ['budget', 'x x . .', 'x x . .'],
    ['election', 'x x . .', 'x x . .'],
    ['report', 'x x . x', 'x x . x'],
    ['articles', 'x x . .', 'x . . .'],
    ['rules', 'x x . .', 'x x . .'],
    ['membership', 'x x . .', 'x . . .'],
    ['land-contract', 'x x . .', 'x . . .'],
    ['land-compensation', 'x x . .', 'x . . .'],
    ['construction-land', 'x x . .', 'x x . .'],
    ['officers-pay', 'x x . .', 'x x . .'],
    ['merger', 'x x . .', 'x . . .'],
    ['investment', 'x x . .', 'x x . .'],
    ['other', 'x x x x', 'x x x x'],
  ])('%s', (kind, before, since) => {
    const marks = (on: string) =>
      bodies
        .map((body) =>
          codesRefused(() => requirePower(ruleSetOn(day(on), shippedRuleSets), body, kind, day(on)))
            .length === 0
            ? 'x'
            : '.',
        )
        .join(' ');
    expect([marks('2025-04-30'), marks('2025-05-01')]).toEqual([before, since]);
  });

  it.each<[Body, MotionKind, LawId]>([
    ['representative-assembly', 'articles', 'representatives.excluded@2025'],
    ['representative-assembly', 'membership', 'representatives.excluded@2025'],
    ['representative-assembly', 'allotment-scheme', 'quantification.body@2025'],
    ['representative-assembly', 'land-contract', 'representatives.excluded@2025'],
    ['representative-assembly', 'land-compensation', 'representatives.excluded@2025'],
    ['representative-assembly', 'merger', 'representatives.excluded@2025'],
    ['board', 'budget', 'assembly.powers@2025'],
    ['supervisors', 'budget', 'assembly.powers@2025'],
  ])('%s may not decide %s, and the article is named', (body, kind, law) => {
    expect(() => requirePower(lawOf2025, body, kind, day('2025-05-01'))).toThrow(
      refusing('assembly.power-forbidden', {
        date: '2025-05-01',
        body: bodyWords[body],
        article: citation(law),
      }),
    );
  });

  it.each<Body>(['board', 'supervisors'])('%s before the law: the articles of the time', (body) => {
    expect(() => requirePower(residentsAssemblyRules, body, 'budget', day('2011-01-01'))).toThrow(
      refusing('assembly.power-forbidden', {
        matter: { zh: '财务预决算', en: 'budget and final accounts' },
        article: {
          zh: '当时的章程和居民（村民）会议制度',
          en: 'the articles and the assembly rules of the time',
        },
      }),
    );
  });

  it('a power that is neither given nor forbidden, and a body that is unknown, are named with the rules', () => {
    const board = { ...bodyRulesOf(lawOf2025, 'board'), powers: [], forbidden: [] };
    expect(() =>
      requirePower({ ...lawOf2025, bodies: { board } }, 'board', 'budget', day('2025-06-01')),
    ).toThrow(
      refusing('assembly.power-not-given', {
        date: '2025-06-01',
        body: bodyWords.board,
        matter: { zh: '财务预决算', en: 'budget and final accounts' },
        rules: lawOf2025.name,
      }),
    );
    expect(() => bodyRulesOf({ ...lawOf2025, bodies: {} }, 'board')).toThrow(
      refusing('assembly.body-unknown-to-rules', {
        body: bodyWords.board,
        rules: lawOf2025.name,
      }),
    );
  });

  it('rules are in force from their first day to their last', () => {
    for (const on of ['1990-01-01', '2025-04-30'])
      requirePower(residentsAssemblyRules, 'members-assembly', 'other', day(on));
    requirePower(lawOf2025, 'members-assembly', 'other', day('2025-05-01'));
    for (const [rules, on] of [
      [residentsAssemblyRules, '1989-12-31'],
      [residentsAssemblyRules, '2025-05-01'],
      [lawOf2025, '2025-04-30'],
    ] as const)
      expect(() => requirePower(rules, 'members-assembly', 'other', day(on))).toThrow(
        refusing('assembly.rules-not-in-force', { rules: rules.name, date: on }),
      );
  });

  it('every kind of motion is known once', () => {
    expect(new Set(motionKinds).size).toBe(17);
  });
});

describe('By how many, with what notice, by whom', () => {
  const short = (set: typeof lawOf2025, body: Body) => {
    const { quorum, majority, notice, proxies, counting, termYears } = bodyRulesOf(set, body);
    const part = (each: typeof quorum | typeof majority) =>
      `${each.inclusive ? '≥' : '>'} ${each.numerator}/${each.denominator} of ${each.base}`;
    const limit = proxies.mostPerProxy === null ? 'any' : String(proxies.mostPerProxy);
    const stood = proxies.allowed
      ? `proxies ${proxies.withinHousehold ? 'of the household' : 'of all'}, ${limit}`
      : 'no proxies';
    return [
      part(quorum),
      part(majority),
      `${notice.days} ${notice.counting}`,
      stood,
      counting.join('+'),
      termYears,
    ];
  };

  it.each<[Body, unknown[], unknown[]]>([
    [
      'members-assembly',
      [
        '> 1/2 of with-capacity',
        '> 1/2 of present',
        '0 first-day-excluded',
        'no proxies',
        'by-head+by-shares',
        null,
      ],
      [
        '≥ 2/3 of with-capacity',
        '≥ 2/3 of all',
        '10 clear-days',
        'proxies of the household, any',
        'by-head',
        null,
      ],
    ],
    [
      'representative-assembly',
      [
        '> 1/2 of representatives',
        '> 1/2 of present',
        '0 first-day-excluded',
        'no proxies',
        'by-head+by-shares',
        null,
      ],
      ['≥ 2/3 of representatives', '≥ 2/3 of all', '10 clear-days', 'no proxies', 'by-head', 5],
    ],
    [
      'board',
      [
        '> 1/2 of members-of-body',
        '> 1/2 of present',
        '0 first-day-excluded',
        'no proxies',
        'by-head+by-shares',
        null,
      ],
      ['≥ 2/3 of members-of-body', '> 1/2 of all', '0 first-day-excluded', 'no proxies', 'by-head', 5],
    ],
    [
      'supervisors',
      [
        '> 1/2 of members-of-body',
        '> 1/2 of present',
        '0 first-day-excluded',
        'no proxies',
        'by-head+by-shares',
        null,
      ],
      ['≥ 2/3 of members-of-body', '> 1/2 of all', '0 first-day-excluded', 'no proxies', 'by-head', 5],
    ],
  ])('%s, before the law and since', (body, before, since) => {
    expect([short(residentsAssemblyRules, body), short(lawOf2025, body)]).toEqual([before, since]);
  });

  // Quorum, majority, days of notice, years of a term, women among them.
  it.each<[string, Jurisdiction, string[]]>([
    ['2009-07-01', { province: '37', community: 'village' }, ['> 1/2', '> 1/2 present', '0', '3', '-']],
    ['2012-07-01', { province: '37', community: 'village' }, ['≥ 2/3', '> 1/2 present', '5', '3', '1/3']],
    ['2012-07-01', { province: '33', community: 'village' }, ['≥ 2/3', '> 1/2 present', '0', '3', '1/3']],
    ['2019-07-01', { province: '33', community: 'village' }, ['≥ 2/3', '> 1/2 present', '0', '5', '1/3']],
    ['2012-07-01', { province: '37', community: 'urban' }, ['> 1/2', '> 1/2 present', '0', '-', '-']],
    ['2025-05-01', { province: '37', community: 'village' }, ['≥ 2/3', '≥ 2/3 all', '10', '5', '-']],
  ])('representatives on %s in %o', (on, jurisdiction, expected) => {
    const rules = bodyRulesOf(ruleSetOn(day(on), ruleSetsIn(jurisdiction)), 'representative-assembly');
    const { quorum, majority, notice, termYears, representation } = rules;
    const part = ({ inclusive, numerator, denominator }: typeof quorum | typeof majority) =>
      `${inclusive ? '≥' : '>'} ${numerator}/${denominator}`;
    const women = representation?.leastWomenShare;
    expect([
      part(quorum),
      `${part(majority)} ${majority.base}`,
      String(notice.days),
      String(termYears ?? '-'),
      women ? `${women.numerator}/${women.denominator}` : '-',
    ]).toEqual(expected);
  });

  it('villagers meet by more than half of the adults, told ten days before since 2010', () => {
    const on = (text: string) =>
      bodyRulesOf(
        ruleSetOn(day(text), ruleSetsIn({ province: '37', community: 'village' })),
        'members-assembly',
      );
    expect(on('2012-07-01')).toMatchObject({
      quorum: { numerator: 1, denominator: 2, inclusive: false, base: 'with-capacity' },
      majority: { base: 'present' },
      notice: { days: 10, counting: 'clear-days' },
    });
    expect(on('2010-10-27').notice.days).toBe(0);
  });

  it('representatives: 21 at least, one for 5 to 15 households, a woman among them; nobody else is spread', () => {
    for (const set of shippedRuleSets)
      for (const body of bodies)
        expect(bodyRulesOf(set, body).representation, `${set.id} ${body}`).toEqual(
          set === lawOf2025 && body === 'representative-assembly'
            ? { leastSeats: 21, leastHouseholdsPerSeat: 5, mostHouseholdsPerSeat: 15, leastWomen: 1 }
            : null,
        );
  });

  it('nobody who may not have a proxy stands for anybody, not even within the household', () => {
    expect(bodyRulesOf(lawOf2025, 'board').proxies).toEqual({
      allowed: false,
      withinHousehold: true,
      mostPerProxy: 0,
    });
  });

  it('a proportion is never of less than nothing', () => {
    expect(() => leastNumber({ numerator: 1, denominator: 2 }, -1n, true)).toThrow(RangeError);
    expect(() => leastNumber({ numerator: -1, denominator: 2 }, 1n, true)).toThrow(RangeError);
    expect(() => leastNumber({ numerator: 1, denominator: -2 }, 1n, true)).toThrow(RangeError);
    expect(leastNumber({ numerator: 0, denominator: 2 }, 0n, true)).toBe(0n);
  });

  it('rules that overlap: the later ones hold, those that began on the same day as they are listed', () => {
    const newer = { ...lawOf2025, id: 'newer' };
    expect(ruleSetOn(day('2026-01-01'), [lawOf2025, newer]).id).toBe('law-2025');
    expect(() => ruleSetOn(day('1989-12-31'), shippedRuleSets)).toThrow(
      refusing('assembly.no-rules-on-date', { date: '1989-12-31' }),
    );
  });
});
