/**
 * What a bank's answer counts beside its rows, in a title, a head with its number below or a last line. Held against the rows that
 * were read: failures that are counted and not listed would count as the rest, which was paid. A file counts its own rows, or with
 * them what earlier files told.
 */
import { usualAnswer, type ToldOutcome } from '../../domain/bank-file.ts';
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
const FAILED = '失败|退汇|退票|退回|退单|未成功|不成功|未入账|未到账|拒付|拒绝|(?<!无)错误|(?<!无)异常';
const PAID = '(?<![未不])(?:成功|已付|已入账|已到账)';
/** What is neither paid nor returned yet. */
const OPEN = [...(usualAnswer.open ?? []), '可疑', '待确认', '挂账'].join('|');
const COUNTED = '笔数|户数|人数|条数|件数|记录数';
const UNIT = '[笔户人条件]';
/** A page or a group counts its own rows; so does what the bank parts by where accounts are, and a fee counts no payments. */
const OF_PART =
  '(?<!(?:小计|本页)[^,，;；。\\d笔]{0,8})(?<!(?:本行|他行|行内|行外|跨行|同行|其中|费用?)[\\s:：]{0,4})';
const ALL = `${OF_PART}(?:总|合计|总计|共计|共)`;
const WHAT = `(?<what>${COUNTED}|金额|款项?|数)?`;
/** `成功5/失败1` parts two counts; any other stroke is one of a day or a share. */
const NUMBER = `(?<text>\\d[\\d,.]*|[${HAN}]+(?=${UNIT}))(?![\\d年月日天个%:：=-]|/(?!未?不?成功|失败|退|[总合共]))(?<unit>${UNIT}|万?元)?`;
// What repeats is bounded: a line of blanks as long as a cell may be would be walked through once for each of them.
const inLine = (words: string) =>
  new RegExp(
    `(?:${words})(?<sum>(?:总|合计|共计|共|明细|清单|名单|记录(?!数)){0,4})(?<blank>\\s{0,4})${WHAT}(?<gap>(?:合计|共计)?[\\s:：()共计为有是]{0,12}(?:\\(?元\\)?)?[\\s:：]{0,12})${NUMBER}`,
    'g',
  );
const LINK = '(?:交易|款项?|记录|付款|代发|的|已|被|为|是){0,3}';
/** `2笔失败`, `有2笔未成功`: where no number of its own follows the word. */
const infront = (words: string) =>
  new RegExp(`(?<![第\\d.])(?<text>\\d[\\d,]*|[${HAN}]+)(?<unit>${UNIT})${LINK}(?:${words})`, 'g');
const DEALT = '(?:交易|入账|付款|支付|代发|发放|的){0,4}';
const asHead = (words: string) =>
  new RegExp(`^(?:${words})(?:总|合计)*(${COUNTED}|记录|金额|款项?|数)?(?:合计)?(?:\\((?:元|分)\\))?$`);
const counts = [
  { of: 'failed', line: inLine(`(?:${FAILED})${DEALT}`), before: infront(FAILED), head: asHead(FAILED) },
  { of: 'open', line: inLine(`(?:${OPEN})${DEALT}`), before: infront(OPEN), head: asHead(OPEN) },
  { of: 'paid', line: inLine(`(?:${PAID})${DEALT}`), before: infront(PAID), head: asHead(PAID) },
  { of: 'all', line: inLine(ALL), before: null, head: /^总(笔数|金额)(?:\((?:元|分)\))?$/ },
] as const;
/** `5笔成功 1笔失败`: every number in front of its word. */
const ALL_INFRONT = new RegExp(
  `^\\D{0,12}(?:\\d{1,9}${UNIT}${LINK}(?:${FAILED}|${OPEN}|${PAID})[\\s,，;；、。]{0,3}){2,9}$`,
);
/** Of two numbers with a stroke between, each is what the word at its place says: `失败/总数：1/6`. */
const PARTED =
  /(?<words>\p{Script=Han}{2,10}(?:\/\p{Script=Han}{2,10}){1,3})[\s:：为()]{0,6}(?<numbers>\d{1,9}笔?(?:\s?\/\s?\d{1,9}笔?){1,3})(?![\d/])/gu;
const ofWord = [
  ['failed', new RegExp(FAILED)],
  ['open', new RegExp(OPEN)],
  ['paid', new RegExp(PAID)],
  ['all', /总|全部|合计/],
] as const;
const AT_BANKS = /(?:本行|他行|行内|行外|跨行|同行)[的\s:：]{0,4}$/;
/** A sum beside a count: `失败1笔，金额9756.05`, `共6笔100000.00元`. Which of the two it sums, the line need not say. */
const BESIDE_COUNT =
  /(?<![费税单每][^,;，；。\d]{0,4})(?<!费[合总共计\s:：为]{0,6}\d{0,6})(?<!(?:本行|他行|行内|行外|跨行|同行|其中(?!.{0,4}(?:失败|退|未|不|拒)))(?:(?!合计|[总共])[^,，;；。]){0,16})(?:金额|[笔户人条件][\s,，/(]{0,6}(?:共计|合计|计|共)?(?:人民币)?(?=[¥￥]?\d[\d,.]{0,30}万?元))[\s:：为计是()元¥￥]{0,8}(?<text>\d[\d,.]*)(?<unit>万?)(?![\d年月日%笔户人条件])/g;

type Counted = CountsOfAnswer['lines'][number]['counted'][number];

const DAY = /^20\d{6}$/;
/** A day, a month, a number of the bank's own. */
const NO_COUNT = /^\d{7,}$|^20\d\d(?:0[1-9]|1[0-2])$|^\d+\.\d+\.\d/;
/** What is counted is paper, a time or a page. */
const OTHER_UNIT = /^[份次张页号批期季]/;

/** `失败1成功`, `退汇清单 20261130` and `退回1份` have a number beside the word, and count no payments. */
function countsPayments(
  { what, unit, sum = '', blank = '', gap = '', text = '' }: Readonly<Partial<Record<string, string>>>,
  after: string,
): boolean {
  if (!/^\d/.test(text) && countOf(text) === null) return false;
  if (unit !== undefined) return true;
  if (what !== undefined) return !(what.startsWith('款') && DAY.test(text));
  const between = sum + blank + gap;
  if (OTHER_UNIT.test(after) || NO_COUNT.test(text)) return false;
  // After a blank alone, what follows the number may be what it stands for.
  return /[:共计为有是]/.test(between) || (between !== '' && !/^\p{L}/u.test(after));
}

/** Nothing but two counts; a legend says `0失败1成功`. */
const PAIR = /^\D{0,12}(?:成功|失败|退汇|退回)\d+\/(?:成功|失败|退汇|退回)\d+$/;

/** `失败笔数(笔)` and `失败[笔数]` as 失败笔数. */
const withoutBrackets = (text: string) =>
  text
    .replace(/[[【〔]/g, '(')
    .replace(/[\]】〕]/g, ')')
    .replace(new RegExp(`(${COUNTED}|记录)\\(${UNIT}数?\\)`, 'g'), '$1')
    .replace(/\([笔户人条件]数?\)/g, '笔数');

/** The word has a number of its own behind it. */
const GOES_ON = /^[^\d,，;；。]{0,8}\d/;

/** Everything that one line counts. */
export function countedIn({ texts: given, below }: Omit<LineBeside, 'row'>): readonly Counted[] {
  const texts = given.map(withoutBrackets);
  const line = texts.filter((text) => text !== '').join(' ');
  const read: [number, number][] = [];
  const isPair = PAIR.test(line);
  const isRead = (from: number, to: number) => read.some(([start, end]) => from < end && to > start);
  const found: (Counted & { readonly at: number; readonly isPart: boolean })[] = [];
  for (const { index, groups = {}, 0: all } of line.matchAll(PARTED)) {
    const words = groups.words?.split('/') ?? [];
    const numbers = groups.numbers?.replace(/[笔\s]/g, '').split('/') ?? [];
    if (words.length !== numbers.length) continue;
    read.push([index, index + all.length]);
    for (const [place, word] of words.entries()) {
      const of = ofWord.find(([, pattern]) => pattern.test(word))?.[0];
      if (of !== undefined)
        found.push({ of, isCount: true, text: numbers[place] ?? '', at: index, isPart: false });
    }
  }
  const allInfront = ALL_INFRONT.test(line);
  const behind = counts.map(({ of, line: pattern }) => ({ of, pattern, isInfront: false }));
  const infront = counts.flatMap(({ of, before }) =>
    before === null ? [] : [{ of, pattern: before, isInfront: true }],
  );
  for (const { of, pattern, isInfront } of allInfront ? infront : [...behind, ...infront]) {
    for (const { index, groups = {}, 0: all } of line.matchAll(pattern)) {
      const end = index + all.length;
      const { what, unit, gap = '', text = '' } = groups;
      // `成功共3笔` says how many succeeded, not how many there are.
      if (isRead(index, end)) continue;
      if (isInfront && (countOf(text) === null || (!allInfront && GOES_ON.test(line.slice(end))))) continue;
      read.push([index, end]);
      if (!isInfront && !isPair && !countsPayments(groups, line.slice(end))) continue;
      const money = /金额|款/.test(what ?? '') || unit?.endsWith('元') === true || gap.includes('元');
      // A sum of money is told of its own; 合计 with a number alone is one.
      if (of === 'all' && !money && what !== '笔数' && unit !== '笔') continue;
      const said = numberOf(text, unit);
      const isCount = !money && !/\.\d/.test(text);
      const isPart = AT_BANKS.test(line.slice(Math.max(0, index - 8), index));
      found.push({ of: of === 'all' && money ? 'any' : of, isCount, text: said, at: index, isPart });
    }
  }
  const underHeads = counts.flatMap(({ of, head }) =>
    texts.flatMap((text, at): Counted[] => {
      const heading = head.exec(plainHead(text));
      const number = new RegExp(`^([\\d,.]+)(${UNIT}|元)?$`).exec(below[at] ?? '')?.[1];
      if (heading === null || number === undefined) return [];
      const isCount = !/金额|款/.test(heading[1] ?? '');
      return [{ of: of === 'all' && !isCount ? 'any' : of, isCount, text: numberOf(number) }];
    }),
  );
  // All that was accepted is counted too where the line goes on to say what became of it.
  const decides = found.some(({ of }) => of === 'paid' || of === 'failed');
  const inWords = wholeOfParts(
    found.filter(({ of, at }) => !(decides && of === 'open' && line.startsWith('已受理', at))),
  );
  if (!found.some(({ isCount }) => isCount)) return [...inWords, ...underHeads, ...unread()];
  const beside = [...line.matchAll(BESIDE_COUNT)].flatMap(({ index, groups = {}, 0: all }): Counted[] => {
    const end = index + all.length - (groups.unit ?? '').length;
    const { text = '', unit } = groups;
    return isRead(end - numberOf(text).length, end)
      ? []
      : [{ of: 'any', isCount: false, text: numberOf(text, unit) }];
  });
  return [...inWords, ...underHeads, ...beside, ...unread()];

  /** A failure beside a number that none of the above has read. */
  function unread(): readonly Counted[] {
    if (NOTE.test(line)) return [];
    let at = 0;
    const isUnread = line.split(/(?<=[,，;；。])(?!\d)/).some((part) => {
      const from = at;
      at += part.length;
      if (!TROUBLE.test(part) || found.some((each) => each.at >= from && each.at < at)) return false;
      return /[1-9]/.test(part.replace(NO_COUNTS, ' ').replace(CODES, ' '));
    });
    return isUnread ? [UNREAD] : [];
  }
}

const UNREAD: Counted = { of: 'open', isCount: true, text: '' };
const TROUBLE = new RegExp(`${FAILED}|${OPEN}`);
const NOTE = /^[(*#\s]{0,4}(?:说明|注|备注|附注|附言|温馨提示|提示)/;
/** Days, times, numbers that a bank, a page or a paper has, fees and limits. */
const NO_COUNTS =
  /[A-Za-z_][\w.-]*|\d+(?:[-_:]\d+)+[\w.]*|\d+(?:[/.]\d+){2}|\d{7,}|\d+(?:年度?|月份?|日|天|时|分|秒|点)|20\d\d(?:0[1-9]|1[0-2])?(?!\d)|\d+个(?:工作|自然)?[日天月小]|第\d+(?!\d*[笔户人条件])|\d+[份次张页号批期季届%]|[号码次页期批][:：]?\s{0,3}\d+|(?:电话|致电|热线|咨询)\D{0,6}[\d-]+|(?:费|税|单笔|每笔|超过|限额|低于|高于)\D{0,6}[\d,.]+/g;
/** `0失败1成功`, `1-失败`, `02户名不符`, `失败=1`. */
const CODES =
  /(?<![\d,.])0\d+|=\s{0,3}\d+|\d{1,2}\s{0,3}(?:[=:：-]\s{0,3}\p{Script=Han}|(?=成功|失败|退|未|不|处理|正常|异常))/gu;

/** `本行成功3笔，他行成功2笔` are five; beside a whole, parts are of it. */
function wholeOfParts(found: readonly (Counted & { readonly isPart: boolean })[]): readonly Counted[] {
  const plain = ({ of, isCount, text }: Counted): Counted => ({ of, isCount, text });
  const parts = Map.groupBy(
    found.filter(({ isPart }) => isPart),
    ({ of, isCount }) => `${of} ${isCount}`,
  );
  const sums = [...parts.values()].flatMap((each): Counted[] => {
    const [first] = each;
    if (first === undefined || first.of === 'all' || first.of === 'any') return [];
    if (found.some(({ of, isCount, isPart }) => of === first.of && isCount === first.isCount && !isPart))
      return [];
    if (each.length === 1 || !first.isCount) return each.map(plain);
    return [{ ...plain(first), text: `${each.reduce((sum, { text }) => sum + (countOf(text) ?? 0), 0)}` }];
  });
  return [...found.filter(({ isPart }) => !isPart).map(plain), ...sums];
}

const LONGEST_NUMBER = 40;
/** As it stands; in ten thousands, as many yuan to the last digit. */
function numberOf(text: string, unit = ''): string {
  const number = text.replace(/[,.]+$/, '').slice(0, LONGEST_NUMBER - 5);
  if (!unit.startsWith('万')) return number;
  const [whole = '', decimals = ''] = number.replaceAll(',', '').split('.');
  const digits = (whole + decimals.padEnd(4, '0').slice(0, 4)).replace(/^0+(?=\d)/, '');
  return decimals.length > 4 ? `${digits}.${decimals.slice(4)}` : digits;
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

const IN_PART = /部分(?:成功|失败|入账|退汇|退回)/;

/** `第1页 共2页`, `第1/2页`, `共2页 第1页`, `页码：1/2`, `Page 1 of 2`; `共2页` alone. */
const PAGES = [
  /第\s?(?<page>\d{1,3})\s?页?[\s,，;；/|()]{0,4}共?\s?(?<pages>\d{1,3})\s?页/,
  /共\s?(?<pages>\d{1,3})\s?页[\s,，;；/|()]{0,4}第\s?(?<page>\d{1,3})\s?页/,
  /页[码次][\s:：]{0,3}(?<page>\d{1,3})\s?\/\s?(?<pages>\d{1,3})/,
  /page\s{0,3}(?<page>\d{1,3})\s{0,3}(?:of|\/)\s{0,3}(?<pages>\d{1,3})/i,
  /共\s?(?<pages>\d{1,3})\s?页/,
];
/** There is more than stands here. */
const IN_EXCERPT =
  /(?:明细|清单|名单|列表)\s?\((?:部分|续|[一二三四五六七八九十]{1,2})\)$|(?:仅|只|最多)(?:显示|列出|导出|打印|下载)前?\d|以上为部分|部分明细|更多(?:明细|记录)/;
/** The same, unless payments come after it. */
const GOES_ON_BELOW = /未完|待续|[转接续见]下[页表]|下[页表]续/;

/** The lines that tell of payments on pages that are not in the file; `last`: the row of its last payment. */
function linesOfMore(beside: readonly LineBeside[], last: number): ReadonlySet<number> {
  const paged = beside.flatMap(({ row, texts }) => {
    const line = texts.filter((text) => text !== '').join(' ');
    const isMore = IN_EXCERPT.test(line) || (row > last && GOES_ON_BELOW.test(line));
    const found = PAGES.map((shape) => shape.exec(line)?.groups).find((groups) => groups !== undefined);
    return [{ row, isMore, page: Number(found?.['page'] ?? 0), pages: Number(found?.['pages'] ?? 0) }];
  });
  const seen = new Set(paged.map(({ page }) => page));
  const lacks = (pages: number) =>
    pages > 1 && Array.from({ length: pages }, (_, at) => at + 1).some((each) => !seen.has(each));
  return new Set(paged.flatMap(({ row, isMore, pages }) => (isMore || lacks(pages) ? [row] : [])));
}

/** The lines beside the payments that count any, each with what it counts. */
export function countingLines(
  beside: readonly LineBeside[],
  { tab, last }: { readonly tab: number; readonly last: number },
): CountsOfAnswer['lines'] {
  const ofMore = linesOfMore(beside, last);
  return beside.flatMap((line) => {
    const counted = [...countedIn(line), ...(ofMore.has(line.row) ? [UNREAD] : [])];
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
  readonly open: Tally;
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
    open: where('open'),
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
  /** Null: what is not listed is left open. */
  readonly open: readonly Tally[] | null;
  readonly all: readonly Tally[];
  /** No payment is left of which nothing is said. */
  readonly listsAll: boolean;
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
    open: rest === 'open' ? null : [own.open, ofTab.open],
    listsAll,
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
  const saysFailed = counting.some(({ counted }) => counted.some(({ of }) => of === 'failed'));
  const isRight = (tab: number, { of, isCount, text }: Counted) => {
    const { failed, failedSoFar, paid, open, all, listsAll } = known(tab);
    if (of === 'open' && text === '') return open === null || listsAll;
    const soFar = order.rest === 'open' || saysWhole ? failedSoFar : [];
    const may = {
      failed: [...failed, ...soFar],
      paid,
      // Where nothing else is said to have failed, the rows may call it so.
      open: open === null || saysFailed ? open : [...open, ...failed],
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
