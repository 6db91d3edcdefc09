/**
 * What a bank's answer counts beside its rows, in a title, a head with its number below or a last line. Held against the rows that
 * were read: failures that are counted and not listed would count as the rest, which was paid.
 */
import type { ToldOutcome } from '../../domain/bank-file.ts';
import { Money } from '../../domain/money.ts';
import { plainHead } from '../../domain/plain-head.ts';
import type { Fault } from '../../domain/refusal.ts';

/** The order that is answered. */
export interface Sent {
  readonly total: Money;
  readonly payments: number;
  /** What is said of payments that the answer does not name. */
  readonly rest: 'open' | 'paid' | 'all-paid';
}

interface Told {
  readonly outcome: ToldOutcome;
  readonly amount: string;
}

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
const NUMBER = `(?<text>\\d[\\d,.]*|[${HAN}]+(?=[笔户人条]))(?![\\d年月日天个%/:：=-])(?<unit>[笔户人条元])?`;
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
  { of: 'all', line: inLine(ALL), head: /^总(笔数)$/ },
] as const;

interface Counted {
  readonly of: (typeof counts)[number]['of'];
  /** Of payments; else of money. */
  readonly isCount: boolean;
  readonly text: string;
}

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

/** Everything that one line counts. */
function countedIn({ texts, below }: LineBeside): readonly Counted[] {
  const line = texts.filter((text) => text !== '').join(' ');
  const read: (readonly [number, number])[] = [];
  return counts.flatMap(({ of, line: pattern, head }) => [
    ...[...line.matchAll(pattern)].flatMap(({ index, groups = {}, 0: all }): Counted[] => {
      const end = index + all.length;
      const { what, unit, text = '' } = groups;
      // `成功共3笔` says how many succeeded, not how many there are.
      if (read.some(([from, to]) => index < to && end > from)) return [];
      read.push([index, end]);
      if (!countsPayments(groups, line.slice(end))) return [];
      const isMoney = /金额|款/.test(what ?? '') || unit === '元' || /\.\d/.test(text);
      // A sum of money is told of its own; 合计 with a number alone is one.
      if (of === 'all' && what !== '笔数' && unit !== '笔') return [];
      return [{ of, isCount: !isMoney, text: text.replace(/[,.]+$/, '') }];
    }),
    ...texts.flatMap((text, at): Counted[] => {
      const [, what = ''] = head.exec(plainHead(text)) ?? [];
      const number = /^([\d,.]+)[笔户人条元]?$/.exec(below[at] ?? '')?.[1];
      return what === '' || number === undefined
        ? []
        : [{ of, isCount: !/金额|款/.test(what), text: number }];
    }),
  ]);
}

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

const sumOf = (rows: readonly Told[]) => Money.sum(rows.map(({ amount }) => Money.parse(amount)));

/** What may rightly be counted, by the rows of one tab or of all. */
function knownOf(of: Counted['of'], rows: readonly Told[], { total, payments }: Sent) {
  const [paid, returned, open] = (['paid', 'returned', 'open'] as const).map((each) =>
    rows.filter(({ outcome }) => outcome === each),
  ) as [Told[], Told[], Told[]];
  const notPaid = [...returned, ...open];
  switch (of) {
    case 'failed':
      return { counts: [returned.length, notPaid.length], sums: [sumOf(returned), sumOf(notPaid)] };
    case 'paid':
      return {
        counts: [payments - notPaid.length],
        sums: [total.minus(sumOf(notPaid))],
      };
    case 'all':
      return { counts: [payments, rows.length, paid.length, returned.length, notPaid.length], sums: [] };
  }
}

const IN_PART = /部分(?:成功|失败|入账|退汇|退回)/;

/** `tabs`: the rows of each and the lines beside them. Successes are only held against the order where the rest is to be paid. */
export function countFaults(
  tabs: readonly { readonly rows: readonly Told[]; readonly beside: readonly LineBeside[] }[],
  sent: Sent,
): readonly Fault[] {
  const all = tabs.flatMap(({ rows }) => rows);
  const notPaid = all.filter(({ outcome }) => outcome !== 'paid');
  return tabs.flatMap(({ rows, beside }) =>
    beside.flatMap((line): Fault[] => {
      const isRight = ({ of, isCount, text }: Counted) => {
        if (of === 'paid' && sent.rest === 'open') return true;
        const known = [all, rows].map((each) => knownOf(of, each, sent));
        return isCount
          ? known.some((each) => each.counts.includes(countOf(text) ?? -1))
          : isMoney(
              text,
              known.flatMap((each) => each.sums),
            );
      };
      const said = line.texts.filter((text) => text !== '').join(' ');
      const inPart = notPaid.length === 0 && IN_PART.test(said);
      if (!inPart && countedIn(line).every(isRight)) return [];
      const values = {
        text: said.replace(/\d(?:[\s-]?\d){7,}/g, '…').slice(0, 40),
        returned: notPaid.length,
      };
      return [{ code: 'payout.return-failures-unlisted', values, row: line.row }];
    }),
  );
}
