/**
 * What a bank's answer counts beside its rows, in a title, a head with its number below or a last line. Held against the rows that
 * were read: failures that are counted and not listed would count as the rest, which was paid. A file counts its own rows, or with
 * them what earlier files told.
 */
import type { ToldOutcome } from '../../domain/bank-file.ts';
import { Money } from '../../domain/money.ts';
import { plainHead } from '../../domain/plain-head.ts';
import type { SentLine } from '../../domain/payout.ts';
import type { Fault } from '../../domain/refusal.ts';
import type { CountsOfAnswer } from './order-contract.ts';

/** One line outside the payments, and the line below it, where numbers of its heads stand. */
interface LineBeside {
  readonly row: number;
  readonly texts: readonly string[];
  readonly below: readonly string[];
}

const HAN_DIGITS = '零壹贰叁肆伍陆柒捌玖';
const HAN_DAILY = '〇一二三四五六七八九';
const HAN = '〇零一二两三四五六七八九十百千壹贰叁肆伍陆柒捌玖拾佰仟';
const FAILED = '失败|退汇|退票|退回|退单|未成功|不成功|未入账|未到账|拒付';
const PAID = '(?<![未不])(?:成功|已付|已入账|已到账)';
/** A page or a group counts its own rows. */
const OF_PART = '(?<!(?:小计|本页)[^,，;；。\\d笔]{0,8})';
const ALL = `${OF_PART}(?:总|合计|总计|共计|共)`;
const WHAT = '(?<what>笔数|户数|人数|条数|金额|款项?|数)?';
/** `成功5/失败1` parts two counts; any other stroke is one of a day or a share. */
const NUMBER = `(?<text>\\d[\\d,.]*|[${HAN}]+(?=[笔户人条]))(?![\\d年月日天个%:：=-]|/(?!未?不?成功|失败|退|[总合共]))(?<unit>[笔户人条元])?`;
// What repeats is bounded: a line of blanks as long as a cell may be would be walked through once for each of them.
const inLine = (words: string) =>
  new RegExp(
    `(?:${words})(?<sum>(?:总|合计|共计|共|明细|清单){0,4})${WHAT}(?<gap>(?:合计|共计)?[\\s:：()共计为有是]{0,12}(?:\\(?元\\)?)?[\\s:：]{0,12})${NUMBER}`,
    'g',
  );
const DEALT = '(?:交易|入账|付款|支付|代发|发放|的){0,4}';
const asHead = (words: string) =>
  new RegExp(`^(?:${words})(?:总|合计)*(笔数|户数|人数|条数|金额|款项?|数)(?:合计)?(?:\\((?:元|分)\\))?$`);
const counts = [
  { of: 'failed', line: inLine(`(?:${FAILED})${DEALT}`), head: asHead(FAILED) },
  { of: 'paid', line: inLine(`(?:${PAID})${DEALT}`), head: asHead(PAID) },
  { of: 'all', line: inLine(ALL), head: /^总(笔数|金额)(?:\((?:元|分)\))?$/ },
] as const;
/** A sum beside a count: `失败1笔，金额9756.05`, `共6笔100000.00元`. Which of the two it sums, the line need not say. */
const BESIDE_COUNT =
  /(?<![费税单每][^,;，；。\d]{0,4})(?:金额|[笔户人条][\s,，/(]{0,6}(?:共计|合计|计|共)?(?:人民币)?(?=[¥￥]?\d[\d,.]{0,30}元))[\s:：为计是()元¥￥]{0,8}(?<text>\d[\d,.]*)(?![\d年月日%笔户人条])/g;

type Counted = CountsOfAnswer['lines'][number]['counted'][number];

const DAY = /^20\d{6}$/;
/** A day, a month, a number of the bank's own. */
const NO_COUNT = /^\d{7,}$|^20\d\d(?:0[1-9]|1[0-2])$|^\d+\.\d+\.\d/;
/** What is counted is paper, a time or a page. */
const OTHER_UNIT = /^[份次张页号批期季]/;

/** `失败1成功`, `退汇清单 20261130` and `退回1份` have a number beside the word, and count no payments. */
function countsPayments(
  { what, unit, sum = '', gap = '', text = '' }: Readonly<Partial<Record<string, string>>>,
  after: string,
): boolean {
  if (!/^\d/.test(text) && countOf(text) === null) return false;
  if (unit !== undefined) return true;
  if (what !== undefined) return !(what.startsWith('款') && DAY.test(text));
  const between = sum + gap;
  if (OTHER_UNIT.test(after) || NO_COUNT.test(text)) return false;
  // After a blank alone, what follows the number may be what it stands for.
  return /[:共计为有是]/.test(between) || (between !== '' && !/^\p{L}/u.test(after));
}

/** Nothing but two counts; a legend says `0失败1成功`. */
const PAIR = /^\D{0,12}(?:成功|失败|退汇|退回)\d+\/(?:成功|失败|退汇|退回)\d+$/;

/** Everything that one line counts. */
export function countedIn({ texts, below }: Omit<LineBeside, 'row'>): readonly Counted[] {
  const line = texts.filter((text) => text !== '').join(' ');
  const read: (readonly [number, number])[] = [];
  const isPair = PAIR.test(line);
  const isRead = (from: number, to: number) => read.some(([start, end]) => from < end && to > start);
  const inWords = counts.flatMap(({ of, line: pattern }) =>
    [...line.matchAll(pattern)].flatMap(({ index, groups = {}, 0: all }): Counted[] => {
      const end = index + all.length;
      const { what, unit, text = '' } = groups;
      // `成功共3笔` says how many succeeded, not how many there are.
      if (isRead(index, end)) return [];
      read.push([index, end]);
      if (!isPair && !countsPayments(groups, line.slice(end))) return [];
      const money = /金额|款/.test(what ?? '') || unit === '元';
      if (of === 'all' && money) return [{ of: 'any', isCount: false, text: numberOf(text) }];
      // A sum of money is told of its own; 合计 with a number alone is one.
      if (of === 'all' && what !== '笔数' && unit !== '笔') return [];
      return [{ of, isCount: !money && !/\.\d/.test(text), text: numberOf(text) }];
    }),
  );
  const underHeads = counts.flatMap(({ of, head }) =>
    texts.flatMap((text, at): Counted[] => {
      const [, what = ''] = head.exec(plainHead(text)) ?? [];
      const number = /^([\d,.]+)[笔户人条元]?$/.exec(below[at] ?? '')?.[1];
      if (what === '' || number === undefined) return [];
      const isCount = !/金额|款/.test(what);
      return [{ of: of === 'all' && !isCount ? 'any' : of, isCount, text: numberOf(number) }];
    }),
  );
  if (!inWords.some(({ isCount }) => isCount)) return [...inWords, ...underHeads];
  const beside = [...line.matchAll(BESIDE_COUNT)].flatMap(({ index, groups = {}, 0: all }): Counted[] => {
    const end = index + all.length;
    const text = numberOf(groups.text ?? '');
    return isRead(end - text.length, end) ? [] : [{ of: 'any', isCount: false, text }];
  });
  return [...inWords, ...underHeads, ...beside];
}

const LONGEST_NUMBER = 40;
const numberOf = (text: string) => text.replace(/[,.]+$/, '').slice(0, LONGEST_NUMBER);

/** `12`, `壹`, `十二`, `一百零五`; null: no whole number that is read here. */
function countOf(text: string): number | null {
  const digits = text.replaceAll(',', '');
  if (/^\d{1,9}$/.test(digits)) return Number(digits);
  const plain = [...text].map((sign) => {
    const at = Math.max(HAN_DIGITS.indexOf(sign), HAN_DAILY.indexOf(sign));
    return at >= 0 ? `${at}` : ({ 两: '2', 拾: '十', 佰: '百', 仟: '千' }[sign] ?? sign);
  });
  if (/^\d{2,4}$/.test(plain.join(''))) return Number(plain.join(''));
  const each = /^(?:(\d)千0?)?(?:(\d)百0?)?(?:(\d)?(十)0?)?(\d)?$/.exec(plain.join(''));
  // 一百二 is 120 to most, and 102 as it stands.
  if (each === null || text === '' || /[百千][1-9]$/.test(plain.join(''))) return null;
  const [, thousands = 0, hundreds = 0, tens, ten, ones = 0] = each;
  const ofTens = ten === undefined ? 0 : Number(tens ?? 1);
  return Number(thousands) * 1000 + Number(hundreds) * 100 + ofTens * 10 + Number(ones);
}

/** In yuan, or in fen. */
function isMoney(text: string, known: readonly Money[]): boolean {
  const digits = text.replaceAll(',', '').replace(/^\./, '0.');
  try {
    const told = Money.parse(digits);
    return known.some((each) => each.equals(told) || digits === `${each.fen}`);
  } catch {
    return false;
  }
}

const IN_PART = /部分(?:成功|失败|入账|退汇|退回)/;

/** The lines beside the payments that count any, each with what it counts. */
export function countingLines(beside: readonly LineBeside[], tab: number): CountsOfAnswer['lines'] {
  return beside.flatMap((line) => {
    const counted = [...countedIn(line)];
    const said = line.texts.filter((text) => text !== '').join(' ');
    const inPart = IN_PART.test(said);
    if (counted.length === 0 && !inPart) return [];
    return [
      { row: line.row, tab, text: said.replace(/\d(?:[\s-]?\d){7,}/g, '…').slice(0, 40), inPart, counted },
    ];
  });
}

/** A row that was read, with the payment that it names. */
interface Told {
  readonly outcome: ToldOutcome;
  readonly amount: Money;
  readonly tab: number;
  readonly serial: number;
}

/** What is counted of some payments. */
interface Tally {
  readonly count: number;
  readonly sum: Money;
}

const tallyOf = (of: readonly { readonly amount: Money }[]): Tally => {
  return { count: of.length, sum: Money.sum(of.map(({ amount }) => amount)) };
};
const plus = (one: Tally, other: Tally): Tally => {
  return { count: one.count + other.count, sum: one.sum.plus(other.sum) };
};
const less = (one: Tally, other: Tally): Tally => {
  return { count: one.count - other.count, sum: one.sum.minus(other.sum) };
};

interface Rows {
  readonly all: Tally;
  readonly paid: Tally;
  readonly returned: Tally;
  readonly notPaid: Tally;
}

function rowsOf(rows: readonly Told[]): Rows {
  // A payment that is listed twice is one; what is decided of it counts.
  const once = new Map<number, Told>();
  for (const row of rows)
    if (once.get(row.serial) === undefined || row.outcome !== 'open') once.set(row.serial, row);
  const where = (...outcomes: readonly ToldOutcome[]) =>
    tallyOf([...once.values()].filter(({ outcome }) => outcomes.includes(outcome)));
  return {
    all: tallyOf([...once.values()]),
    paid: where('paid'),
    returned: where('returned'),
    notPaid: where('returned', 'open'),
  };
}

/** All that a file may rightly count: of its own rows, and of these with what earlier files told. */
interface Known {
  readonly failed: readonly Tally[];
  /** The same together with earlier files. */
  readonly failedSoFar: readonly Tally[];
  /** Null: what it does not list is left open, and how much of that succeeded is the bank's to say. */
  readonly paid: readonly Tally[] | null;
  readonly all: readonly Tally[];
}

/** `tab`: the rows of the tab in which it is counted. */
function knownOf(rows: readonly Told[], tab: readonly Told[], { lines, rest }: Order): Known {
  const named = new Set(rows.map(({ serial }) => serial));
  const [own, ofTab] = [rowsOf(rows), rowsOf(tab)];
  const before = lines.filter(({ serial, told }) => told.length > 0 && !named.has(serial));
  // What came back late was paid to the bank at first; it may count it either way.
  const earlier = (['first', 'last'] as const).map((which) => {
    const is = (outcome: 'paid' | 'returned') =>
      tallyOf(before.filter(({ told }) => (which === 'first' ? told[0] : told.at(-1)) === outcome));
    return { paid: is('paid'), returned: is('returned') };
  });
  const whole = tallyOf(lines);
  // What this file can be about: payments of which nothing was known, and those that it names again.
  const left = tallyOf(lines.filter(({ serial, told }) => told.length === 0 || named.has(serial)));
  const listsAll = lines.every(({ serial, told }) => told.length > 0 || named.has(serial));
  const raw = [rows, tab].map((each) => tallyOf(each));
  return {
    failed: [own, ofTab].flatMap(({ returned, notPaid }) => [returned, notPaid]),
    failedSoFar: earlier.flatMap(({ returned }) => [
      plus(own.returned, returned),
      plus(own.notPaid, returned),
    ]),
    paid: paidOf(),
    all: [
      ...[whole, left, ...raw, ...earlier.map(({ paid, returned }) => plus(own.all, plus(paid, returned)))],
      ...[own, ofTab].flatMap(({ all, paid, returned, notPaid }) => [all, paid, returned, notPaid]),
    ],
  };

  function paidOf(): Known['paid'] {
    const listed = [own.paid, ofTab.paid, ...earlier.map(({ paid }) => plus(own.paid, paid))];
    if (rest === 'open') return own.paid.count === 0 ? null : listed;
    const withRest = [
      less(left, own.notPaid),
      ...earlier.map(({ returned }) => less(whole, plus(own.notPaid, returned))),
    ];
    return listsAll ? [...withRest, ...listed] : withRest;
  }
}

/** The order that is answered. */
interface Order {
  readonly lines: readonly SentLine[];
  /** What is said of payments that the answer does not name. */
  readonly rest: 'open' | 'paid' | 'all-paid';
}

/**
 * What the file counts and sums beside its rows, and what these do not say. Failures of earlier files are counted by one that counts
 * the whole order besides: else one that was left out would pass for one of theirs, and count as the rest.
 */
export function countFaults(
  { lines: counting, sums }: CountsOfAnswer,
  rows: readonly Told[],
  order: Order,
): readonly Fault[] {
  const byTab = Map.groupBy(rows, ({ tab }) => tab);
  const knownIn = new Map<number, Known>();
  const known = (tab: number): Known => {
    const found = knownIn.get(tab) ?? knownOf(rows, byTab.get(tab) ?? [], order);
    knownIn.set(tab, found);
    return found;
  };
  const whole = tallyOf(order.lines);
  const own = rowsOf(rows);
  const saysWhole = counting.some(({ counted }) =>
    counted.some(({ of, isCount, text }) => of === 'all' && isCount && countOf(text) === whole.count),
  );
  const isRight = (tab: number, { of, isCount, text }: Counted) => {
    const { failed, failedSoFar, paid, all } = known(tab);
    const soFar = order.rest === 'open' || saysWhole ? failedSoFar : [];
    const may = {
      failed: [...failed, ...soFar],
      paid,
      all,
      any: [...failed, ...soFar, ...(paid ?? []), ...all],
    }[of];
    if (may === null) return true;
    return isCount
      ? may.some(({ count }) => count === countOf(text))
      : isMoney(
          text,
          may.map(({ sum }) => sum),
        );
  };
  const inCounts = counting.flatMap(({ row, tab, text, inPart, counted }): Fault[] => {
    const contradicts = inPart && own.notPaid.count === 0;
    if (!contradicts && counted.every((each) => isRight(tab, each))) return [];
    const values = { text, returned: own.notPaid.count };
    return [{ code: 'payout.return-failures-unlisted', values, row }];
  });
  const inSums = sums.flatMap(({ row, tab, told, part, text }): Fault[] => {
    const ofTab = tallyOf(byTab.get(tab) ?? []);
    const { all, failedSoFar, failed, paid } = known(tab);
    // A tab with the sum of the order alone ends a file of several.
    const ofNone = rows.length > 0 ? [ofTab, whole] : [ofTab];
    const may = ofTab.count === 0 ? ofNone : [...all, ...failed, ...failedSoFar, ...(paid ?? [])];
    const right = told !== null && (told === part || may.some(({ sum }) => `${sum}` === told));
    if (right) return [];
    const values = { told: told ?? text, read: `${ofTab.sum}` };
    return [{ code: 'payout.return-sum-differs', values, row }];
  });
  const inSum = new Set(inSums.map(({ row }) => row));
  return [...inSums, ...inCounts.filter(({ row }) => !inSum.has(row))];
}
