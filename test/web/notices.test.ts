/** What is said of a notice and of an objection to it, and of the code on the sheet on the wall. */
import './reader.ts';
import { describe, expect, it } from 'vitest';
import { Fraction } from '../../src/domain/fraction.ts';
import type { SheetFigures } from '../../src/domain/own-line.ts';
import { sayOf } from '../../src/web/shared/language.ts';
import { comparedWithBooks, countedOn, typedFigure } from '../../src/web/portal/money/on-wall.ts';
import { endingIn } from '../../src/web/portal/money/figures.ts';
import type { OwnDividend } from '../../src/web/portal/money/where.ts';
import {
  countsForNothing,
  isSought,
  objectionStands,
  ownObjectionWaits,
  restInWords,
  standsInList,
  whenPaid,
  whyNoObjection,
  type Hung,
} from '../../src/web/portal/notices/standing.ts';
import { sentences } from './sentences.ts';

const zh = sayOf(null, 'zh');
const hung: Hung = {
  runId: 'run',
  run: '1',
  kind: 'regular',
  state: 'on-notice',
  takenBack: false,
  period: '2025-H1',
  postedOn: '2025-08-01',
  lastDay: '2025-08-08',
  isOver: false,
  place: '公示栏',
};

describe('A notice', () => {
  it.each([
    [{}, null, '公示到2025年8月8日'],
    [{ state: 'posted', isOver: true }, null, '2025年8月1日 · 已期满'],
    [{ state: 'withdrawn' }, '这次公示撤回了，不作数，不会按它发放。', '2025年8月1日 · 撤回了，不作数'],
    [
      { state: 'withdrawn', withdrawnBecause: '股数有误。' },
      '这次公示撤回了，不作数，不会按它发放。为什么：股数有误。重新公示以后，会有新的一份。',
      '2025年8月1日 · 撤回了，不作数',
    ],
    [
      { state: 'posted', takenBack: true, isOver: true },
      '这次分红入账以后冲销了，不作数。',
      '2025年8月1日 · 冲销了，不作数',
    ],
  ] as const)('%j', (change, head, inList) => {
    const each = { ...hung, ...change };
    expect([countsForNothing(each, zh), standsInList(each, zh)]).toEqual([head, inList]);
  });

  it.each([
    [{}, false, null],
    [{ state: 'withdrawn', mayObject: false }, false, '公示已经撤回，不用再提异议。'],
    [{ state: 'withdrawn', mayObject: false, daysToObject: 0 }, true, '公示已经撤回，不用再提异议。'],
    [{ state: 'posted', takenBack: true, mayObject: false }, false, '这次分红入账以后冲销了，不作数。'],
    [{ daysToObject: 0, mayObject: false }, false, '提异议的日子已经过了。还觉得不对，请给办公室打电话。'],
    [{ mayObject: false }, true, '在这里异议要由本人提。替人提的，请到办公室，由办公室登记。'],
    [{ mayObject: false }, false, '异议由成员本人提。'],
  ] as const)('is objected to, or not: %j, for another: %s', (change, isForAnother, why) => {
    const notice = {
      state: 'on-notice',
      takenBack: false,
      daysToObject: 3,
      mayObject: true,
      ...change,
    } as const;
    expect(whyNoObjection(notice, isForAnother, zh)).toBe(why);
  });
});

describe('A line of the list', () => {
  it.each([
    ['0031', '31', true],
    ['0031', '0031', true],
    ['0031', '3', true],
    ['0031', '', true],
    ['0301', '31', false],
    ['3-12', '3-1', true],
    ['0', '0', true],
  ])('%s is found by “%s”: %s', (number, typed, is) => {
    expect(isSought(number, typed)).toBe(is);
  });
});

describe('An objection', () => {
  const own = {
    state: 'on-notice',
    takenBack: false,
    settled: null,
    answer: null,
    answerBy: '2025-08-16',
  } as const;
  it.each([
    [{}, '还在等答复：监事最迟2025年8月16日答复。在答复之前，这次分红谁的钱都不发。'],
    [{ state: 'posted' }, '还在等答复：监事最迟2025年8月16日答复。提得对，会补差更正。'],
    [{ state: 'withdrawn' }, '公示撤回了，这条异议不用再答复。'],
    [{ state: 'posted', takenBack: true }, '这次分红入账以后冲销了，不作数。'],
    [{ settled: 'answered', answer: '已核对' }, '✓ 已答复：已核对'],
    [
      { state: 'withdrawn', settled: 'released', answer: '不影响' },
      '监事没有采纳，分红照原样办。理由：不影响',
    ],
  ] as const)('%j', (change, said) => {
    expect(objectionStands({ ...own, ...change }, zh)).toBe(said);
  });

  it.each([
    [
      false,
      null,
      /^您对2025 年上半年分红的异议第 2 号，监事最迟2025年8月16日答复。在答复之前，这次分红谁的钱都不发。$/,
    ],
    [true, null, /照常发放；提得对，会补差更正。$/],
    [false, '张三', /^张三对.*谁的钱都不发。$/],
    [true, '张三', /^张三对.*照常发放/],
  ] as const)('waits (posted: %s, of %s) and says whose money waits', (isPosted, name, said) => {
    const waits = { runId: 'run', period: '2025-H1', number: 2, answerBy: '2025-08-16', isPosted };
    expect(ownObjectionWaits(waits, sayOf(name, 'zh'))).toMatch(said);
  });
});

describe('What one gets', () => {
  it('bears one name before the tax is taken off and one after it, and says which', () => {
    const said = sentences.map(({ zh: each }) => each);
    expect(said.filter((each) => each.includes('应得') && !/扣税[前后]/.test(each))).toEqual([]);
    expect(said.filter((each) => /应分|应发|实发|(?<!扣)税后/.test(each))).toEqual([]);
  });
});

describe('What is left of a pool', () => {
  it('is said with the figures that make it up, and where it goes', () => {
    const of = { pool: '90002.28', paid: '90000.96', carried: '1.32' };
    expect(restInWords(of, zh)).toMatch(
      /90,002\.28\s元 ＝ 分给大家的 90,000\.96\s元 ＋ 零头 1\.32\s元。.*下一次分红/,
    );
    expect(restInWords({ pool: '100.00', paid: '100.00', carried: '0.00' }, zh)).toMatch(/全部分完/);
  });
});

describe('When a dividend on notice is paid', () => {
  const hangs = { state: 'on-notice', unlockDay: '2025-08-09', openObjections: 0, answersBy: null } as const;
  it('is a day only while no objection waits, whoever raised it', () => {
    expect(whenPaid(hangs, zh)).toEqual({ fact: ['没有异议，可以发放', '2025年8月9日'], waits: null });
    const { fact, waits } = whenPaid({ ...hangs, openObjections: 2, answersBy: '2025-08-16' }, zh);
    expect([fact, waits]).toEqual([
      null,
      expect.stringMatching(/2 条异议没有答复.*2025年8月16日.*谁的钱都要等/),
    ]);
    expect(whenPaid({ ...hangs, state: 'posted' }, zh)).toEqual({ fact: null, waits: null });
  });
});

describe('The code on the wall', () => {
  const cooperativeId = '0197e3a0-5c00-7000-8000-0000000000c1';
  const sheet: SheetFigures = {
    issuer: '000000c1',
    run: '4',
    period: '2025-H1',
    basis: 'share-days',
    isWeighed: false,
    method: 'largest-remainder',
    rateScale: null,
    distributable: '1000.00',
    totalWeight: '181000',
    taxRate: '0.20',
    lines: '2',
    seal: '0123456789ab',
  };
  const line = {
    run: '4',
    state: 'posted',
    takenBack: false,
    period: '2025-H1',
    basis: 'share-days',
    method: 'largest-remainder',
    rateScale: null,
    pool: '999.00',
    carriedIn: '1.00',
    totalWeight: '181000.0000',
    taxRate: '0.2',
    shares: '600.0000',
    weight: '600',
  } as OwnDividend;

  it('is held against the books, where it may say the same and still count for nothing', () => {
    for (const [change, found] of [
      [{}, 'same'],
      [{ state: 'withdrawn' }, 'withdrawn'],
      [{ takenBack: true }, 'takenBack'],
      [{ run: '5' }, 'unchecked'],
      [{ pool: '998.00' }, 'other'],
      [{ basis: 'record-date' }, 'other'],
      // A code whose mark of weighed figures was dropped would ask for the wrong one.
      [{ weight: '300' }, 'other'],
      [{ state: 'withdrawn', taxRate: '0' }, 'other'],
    ] as const)
      expect(comparedWithBooks(sheet, [{ ...line, ...change }], cooperativeId), JSON.stringify(change)).toBe(
        found,
      );
    // An earlier code does not say what it counts.
    const earlier = { ...sheet, basis: null, issuer: null };
    for (const of of [line, { ...line, weight: '300' }])
      expect(comparedWithBooks(earlier, [of], cooperativeId), of.weight).toBe('same');
    expect(
      comparedWithBooks({ ...sheet, isWeighed: true }, [{ ...line, weight: '300' }], cooperativeId),
    ).toBe('same');
    // The sheet of the village next door has a run of this number too: it is not forged.
    expect(
      comparedWithBooks({ ...sheet, issuer: '000000c2' }, [{ ...line, pool: '5.00' }], cooperativeId),
    ).toBe('unchecked');
  });

  it.each([
    [{ basis: 'record-date' }, '我有多少股', '全社参加分红的股份', '每股分'],
    [{ basis: 'share-days' }, '我有多少股日', '全社的股日', '每股日分'],
    [{ isWeighed: true }, '我折算以后是多少', '全社折算以后的总数', '折算数每 1 分'],
    [{ basis: null }, '我那一行的股数（或股日）', '全社参加分红的股份（或股日）', '每股分'],
  ] as const)(
    'asks for what it counts, and says for each of what a rate is: %j',
    (change, mine, total, rate) => {
      const counted = countedOn({ ...sheet, ...change });
      expect([zh(counted.mine), zh(counted.total), zh(counted.rate)]).toEqual([mine, total, rate]);
    },
  );

  it('shows a quota that comes to an end as it is, and of another that it goes on', () => {
    const shown = (text: string, by: string) => endingIn(Fraction.parse(text).dividedBy(Fraction.parse(by)));
    expect([shown('500', '4'), shown('100', '3'), shown('1', '8'), shown('7', '1')]).toEqual([
      '125.00',
      '33.333333…',
      '0.125',
      '7.00',
    ]);
  });

  it('takes a figure as it stands on the sheet', () => {
    expect(['1,810.5', ' 600 ', '0.12345678'].map(typedFigure)).toEqual(['1810.5', '600', '0.12345678']);
    for (const wrong of ['', '六百', '-1', '1e3', '0.123456789'])
      expect(typedFigure(wrong), wrong).toBeNull();
  });
});
