/**
 * Sums that stand in a table among its rows or below them, held against the rows: a sum that no rows have tells of a row that is missing,
 * entered twice or mistyped. Which rows are meant, tables say in many ways: all, those since an earlier sum or until the next one, those
 * of a group or a class that is named. A sum that any of these have is right. The sum of another part, as of women or of those above
 * sixty, is not held: which rows are in it nobody can tell.
 */
import { plainHead } from '../../domain/plain-head.ts';
import type { Fault } from '../../domain/refusal.ts';
import { plainWidths } from '../../domain/seen-text.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Table } from '../../platform/tabular-cells.ts';
import { quoted, textOf } from './sheet-cells.ts';
import type { Places } from './sheet-heads.ts';
import type { BodyRow, PassedRow } from './sheet-rows.ts';
import type { ImportKind } from './table-contract.ts';

type Unit = 'people' | 'households' | 'shares';
/** In ten-thousandths, as shares are held; null: the table does not say, or not in a form that can be summed. */
type Totals = Readonly<Record<Unit, bigint | null>>;

interface Told {
  /** Two where the table does not say which: numbers alone. */
  readonly of: readonly Unit[];
  readonly text: string;
  readonly numbers: readonly string[];
}

const unitOf: Readonly<Record<string, Unit>> = {
  人: 'people',
  名: 'people',
  户: 'households',
  股: 'shares',
};
/** `合计：3户12人` and `共1,200股`; `男6人` is a part, and `成员10人` another count. */
const IN_WORDS =
  /(?<=(?:^|合计|总计|小计|共计|累计|共|总数|人数|户数|股数|[户人名:：,，、;；(|])\s{0,4})(?<number>\d[\d,]*(?:\.\d+)?)\s{0,4}(?<tens>万?)(?<unit>[人名户股])/g;
/** Behind the word that says what it counts: `总人数：12`, `总户数 | 3`. */
const LABELLED =
  /(?<unit>[人户股])数(?:合计|总计|共计)?[\s:：|]{0,6}(?<number>\d[\d,]*(?:\.\d+)?)(?=\s{0,4}(?:[|,，;；)]|$))/g;
const ALONE = /^\d[\d,]*(?:\.\d+)?$/;
/** `1.2万` is rounded to as many digits as it has. */
const ALONE_OR_TENS = /^\d[\d,]*(?:\.\d+)?万?$/;

interface Read {
  readonly rows: readonly BodyRow[];
  readonly passedOver: readonly PassedRow[];
  /** Titles and notes above the heads: `成员名册（共12人）` sums too. */
  readonly above: readonly PassedRow[];
}

/** A title that sums; `每人100股` says what each gets. */
const sumsAbove = ({ text }: PassedRow) =>
  /[共计]|[总人户股]数/.test(text) && /\d/.test(text) && !/每|应到|实到/.test(text);

export function sumFaults(
  kind: ImportKind,
  table: Table,
  places: Places,
  { rows, passedOver, above }: Read,
): readonly Fault[] {
  const titling = above.filter(sumsAbove);
  const titles = new Set(titling.map(({ row }) => row));
  const sums = [...titling, ...passedOver.filter(({ why }) => why === 'sum')];
  if (sums.length === 0) return [];
  const at = (cells: BodyRow['cells'], key: string) => {
    const cell = cells[places.get(key)?.index ?? -1] ?? null;
    return cell === null ? '' : textOf(cell);
  };
  const counting = () => countOf(kind, (cells, key) => at(cells, key));
  const counted = counting();
  for (const { cells } of rows) counted.add(cells);
  const whole = counted.totals();
  const byName = namedParts(rows, at, counting);
  const soFar = counting();
  let next = 0;
  const heres = sums.map(({ row }) => {
    for (; (rows[next]?.row ?? Infinity) < row; next += 1) soFar.add(rows[next]?.cells ?? []);
    return soFar.totals();
  });
  const summed = summedColumns(rows, places);
  const none = counting().totals();
  return sums.flatMap(({ row }, index): Fault[] => {
    const cells = table.rows[row - 1] ?? [];
    const label = cells.flatMap((cell) => (cell === null ? [] : [plainWidths(textOf(cell))])).join(' | ');
    const here = heres[index] ?? none;
    const words = plainHead(label);
    const named = byName.find(({ name }) => words.includes(name));
    const since = [none, ...heres.slice(0, index)].map((end) => less(here, end));
    // A heading stands above its people: `第一组(共2人)`.
    const below = less(heres[index + 1] ?? whole, here);
    const until = below.people === 0n ? [] : [below];
    const meant = [whole, ...since, ...until, ...(named === undefined ? [] : [named.totals])];
    const groups = byName.map(({ name }) => name);
    const all = titles.has(row)
      ? toldAbove(kind, label, groups)
      : toldIn(kind, label, { places, cells, summed, groups });
    const wrong = all.find((told) => !isRight(told, meant));
    if (wrong === undefined) return [];
    const ofPart = /小计|本页|本组|本户/.test(label) ? since.at(-1) : whole;
    const read = (named?.totals ?? ofPart)?.[wrong.of[0] ?? 'people'] ?? 0n;
    const values = { text: quoted(label), told: wrong.text, read: ShareQuantity.fromUnits(read).toString() };
    return [{ code: 'table.sum-differs', values, row }];
  });
}

/** Of several numbers alone one is people and each other one households; or all together are people. */
function isRight({ of, numbers }: Told, meant: readonly Totals[]): boolean {
  const told = numbers.map(quantityOf);
  const together = told.reduce<bigint>((sum, each) => sum + (each ?? 0n), 0n);
  return meant.some((each) => {
    const known = of.flatMap((unit) => (each[unit] === null ? [] : [each[unit]]));
    if (known.length === 0 || (numbers.length > 1 && together === each.people)) return true;
    const isKnown = (number: string) => known.some((one) => isOf(number, one));
    return known.length < numbers.length ? numbers.some(isKnown) : numbers.every(isKnown);
  });
}

/** Whether a number as it is written is this one: in ten thousands, to the digits that it has. */
function isOf(number: string, known: bigint): boolean {
  const told = quantityOf(number.replace('万', ''));
  if (told === null || !number.endsWith('万')) return told === known;
  const [, decimals = ''] = number.slice(0, -1).split('.');
  // Half of its last digit, in ten-thousandths of a share.
  const half = 10n ** BigInt(Math.max(0, 8 - decimals.length)) / 2n;
  const apart = told * TEN_THOUSAND - known;
  return (apart < 0n ? -apart : apart) <= half;
}

const TEN_THOUSAND = 10_000n;

/** Columns of one's own whose rows are numbers: a sum below them is one of these. */
function summedColumns(rows: readonly BodyRow[], places: Places): ReadonlySet<number> {
  const counted = new Set(['registerNumber', 'name', 'household'].map((key) => places.get(key)?.index));
  const summed = new Set<number>();
  for (const { cells } of rows)
    for (const [index, cell] of cells.entries())
      if (cell !== null && !counted.has(index) && ALONE.test(plainWidths(textOf(cell)))) summed.add(index);
  return summed;
}

const less = (one: Totals, other: Totals): Totals => {
  const of = (unit: Unit) => (one[unit] === null || other[unit] === null ? null : one[unit] - other[unit]);
  return { people: of('people'), households: of('households'), shares: of('shares') };
};

type At = (cells: BodyRow['cells'], key: string) => string;

/** Counts rows, households that were not counted before, and shares. */
function countOf(kind: ImportKind, at: At) {
  let people = 0n;
  const households = new Set<string>();
  let shares: bigint | null = kind === 'opening-shares' ? 0n : null;
  return {
    add(cells: BodyRow['cells']): void {
      people += ONE;
      const household = at(cells, 'household');
      if (household !== '') households.add(household);
      const quantity = kind === 'opening-shares' ? quantityOf(plainWidths(at(cells, 'quantity'))) : null;
      // A number of shares that is none is told at its own cell.
      shares = shares === null || quantity === null ? null : shares + quantity;
    },
    totals: (): Totals => ({
      people,
      households: households.size === 0 && people > 0n ? null : BigInt(households.size) * ONE,
      shares,
    }),
  };
}

const ONE = ShareQuantity.fromWhole(1n).units;

/** Sums of a spreadsheet may have digits far behind the point that no row has. */
function quantityOf(text: string): bigint | null {
  const digits = text.replaceAll(',', '');
  if (!ALONE.test(digits) || digits.length > 24) return null;
  const [whole = '', decimals = ''] = digits.split('.');
  return (BigInt(whole + decimals.padEnd(5, '0').slice(0, 5)) + 5n) / 10n;
}

/** More groups than a table has that sums each of them by name. */
const MOST_NAMES = 200;

/** 第一组合计 sums its group, 集体股合计 its class, wherever their rows stand; the longest name first. */
function namedParts(rows: readonly BodyRow[], at: At, counting: () => ReturnType<typeof countOf>) {
  return (['groupName', 'shareClass', 'holderKind'] as const)
    .flatMap((key) => {
      const parts = new Map<string, ReturnType<typeof countOf>>();
      for (const { cells } of rows) {
        const name = plainHead(at(cells, key));
        if (name === '') continue;
        const part = parts.get(name) ?? counting();
        part.add(cells);
        parts.set(name, part);
        if (parts.size > MOST_NAMES) return [];
      }
      return [...parts].map(([name, part]) => ({ name, totals: part.totals() }));
    })
    .sort((one, other) => other.name.length - one.name.length);
}

const SUM_WORD = /合计|总计|小计|共计|累计/;
/** What stands in front of a number and names no part. */
const NO_NAME =
  /合计|总计|小计|共计|累计|总数|人数|户数|股数|全部|全村|全社|全组|本页|本组|本户|本表|股东|成员|社员|人员|人口|农户|家庭|股份|(?:sub)?total|sum|[总共计数为有是\s|:：()[\]\d.,、]/gi;
const GROUP = /[组队村社屯片区巷街户]$/;

/** Whether `text`, in front of a number, names a part whose rows nobody can tell. */
function namesPart(text: string, groups: readonly string[]): boolean {
  const plain = plainHead(text);
  if (groups.some((name) => plain.includes(name))) return false;
  const name = text.replace(NO_NAME, '');
  return name !== '' && !GROUP.test(name);
}

/** Behind these words come parts of what stands in front of them. */
const INSIDE = /其中|包括|包含|含/;

interface SumRow {
  readonly places: Places;
  readonly cells: BodyRow['cells'];
  readonly summed: ReadonlySet<number>;
  readonly groups: readonly string[];
}

/** Numbers with what they count, without those of a part. */
function inWordsOf(
  label: string,
  groups: readonly string[],
): { readonly all: number; readonly told: readonly Told[] } {
  const found = [...label.matchAll(IN_WORDS), ...label.matchAll(LABELLED)].sort(
    (one, other) => one.index - other.index,
  );
  const inside = INSIDE.exec(label)?.index ?? Infinity;
  let [end, isPart] = [0, false];
  const told = found.flatMap(
    ({ index, groups: { number = '', tens = '', unit = '' } = {}, 0: all }): Told[] => {
      const between = label.slice(end, index);
      // `2户3人`: the second is of the same as the first.
      const name = between.slice(Math.max(...[...',，;；。'].map((sign) => between.lastIndexOf(sign))) + 1);
      const behindCount = name.split(/\d[\d,.]*\s?[人名户股]/).at(-1) ?? '';
      if (end === 0 || between.trim() !== '') isPart = namesPart(behindCount, groups);
      end = index + all.length;
      if (isPart || index > inside) return [];
      const text = `${number}${tens}`;
      return [{ of: [unitOf[unit] ?? 'people'], text, numbers: [text] }];
    },
  );
  return { all: found.length, told };
}

/** What a title sums: in brackets behind its words, or where it is nothing but that. */
function toldAbove(kind: ImportKind, title: string, groups: readonly string[]): readonly Told[] {
  const inBrackets = [...title.matchAll(/\(([^()]*)\)/g)].map(([, words = '']) => words).join(' | ');
  const words = inBrackets || (/^(?:共|合计|总|人数|户数|股数)/.test(title) ? title : '');
  const shares = kind === 'opening-shares';
  return inWordsOf(words, groups).told.filter(({ of }) => of.includes('shares') === shares);
}

/** The numbers of a row of sums, each with what it sums. */
function toldIn(kind: ImportKind, label: string, { places, cells, summed, groups }: SumRow): readonly Told[] {
  const inWords = inWordsOf(label, groups);
  const saying = (...wanted: readonly Unit[]) =>
    inWords.told.filter(({ of }) => of.some((unit) => wanted.includes(unit)));
  if (kind === 'opening-shares') {
    const cell = cells[places.get('quantity')?.index ?? -1] ?? null;
    const shares = cell === null ? '' : plainWidths(textOf(cell)).replace(/[\s股]/g, '');
    const isHeld = ALONE_OR_TENS.test(shares) && !namesPart(label.split(SUM_WORD)[0] ?? '', groups);
    // How many hold shares, tables count by person, by household or by line.
    return [
      ...saying('shares'),
      ...(isHeld ? [{ of: ['shares'] as const, text: shares, numbers: [shares] }] : []),
    ];
  }
  if (inWords.all > 0) return saying('people', 'households');
  const texts = cells.map((cell) => (cell === null ? '' : plainWidths(textOf(cell)).replaceAll(' ', '')));
  const word = texts.findIndex((text) => /计|数|total|sum/i.test(text));
  const numbers = texts.filter((text, index) => index > word && /^\d{1,9}$/.test(text) && !summed.has(index));
  const isHeld = numbers.length > 0 && !/[股男女]/.test(label) && !namesPart(label, groups);
  return isHeld ? [{ of: ['people', 'households'], text: numbers.join('、'), numbers }] : [];
}
