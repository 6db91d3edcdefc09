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
const HAN = '〇零一二两三四五六七八九十百壹贰叁肆伍陆柒捌玖拾佰';
const FAILED = '失败|退汇|退票|退回|退单|未成功|不成功|未入账|未到账|拒付';
const PAID = '(?<![未不])(?:成功|已付|已入账|已到账)';
const WHAT = '(笔数|户数|人数|条数|金额|款项?|数)?';
const NUMBER = `(\\d[\\d,.]*|[${HAN}]+(?=[笔户人条]))(?![\\d年月日天个/-])([笔户人条元])?`;
const inLine = (words: string) =>
  new RegExp(
    `(?:${words})(?:总|合计|共计|共|明细|清单)*${WHAT}(?:合计|共计)?[\\s:：()共计为有是]*(?:\\(?元\\)?)?[\\s:：]*${NUMBER}`,
    'g',
  );
const asHead = (words: string) =>
  new RegExp(`^(?:${words})(?:总|合计)*(笔数|户数|人数|条数|金额|款项?|数)(?:合计)?(?:\\((?:元|分)\\))?$`);
const counts = [
  { of: 'failed', line: inLine(FAILED), head: asHead(FAILED) },
  { of: 'paid', line: inLine(PAID), head: asHead(PAID) },
  { of: 'all', line: inLine('总|合计|总计|共计|小计|共'), head: /^总(笔数)$/ },
] as const;

interface Counted {
  readonly of: (typeof counts)[number]['of'];
  /** Of payments; else of money. */
  readonly isCount: boolean;
  readonly text: string;
}

/** Everything that one line counts. */
function countedIn({ texts, below }: LineBeside): readonly Counted[] {
  const line = texts.filter((text) => text !== '').join(' ');
  return counts.flatMap(({ of, line: pattern, head }) => [
    ...[...line.matchAll(pattern)].flatMap(([, what, text = '', unit]): Counted[] => {
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

/** `12`, `壹`, `十二`; null: no whole number that is read here. */
function countOf(text: string): number | null {
  const digits = text.replaceAll(',', '');
  if (/^\d{1,9}$/.test(digits)) return Number(digits);
  const plain = [...text].map((sign) => {
    const at = Math.max(HAN_DIGITS.indexOf(sign), HAN_DAILY.indexOf(sign));
    return at >= 0 ? `${at}` : sign === '两' ? '2' : sign;
  });
  const match = /^(\d)?[十拾](\d)?$/.exec(plain.join(''));
  if (match !== null) return Number(match[1] ?? 1) * 10 + Number(match[2] ?? 0);
  return plain.length === 1 && /^\d$/.test(plain[0] ?? '') ? Number(plain[0]) : null;
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
