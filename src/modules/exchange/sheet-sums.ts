/**
 * Sums that stand in a table among its rows or below them, held against the rows: a sum that no rows have tells of a row that is missing,
 * entered twice or mistyped. Which rows are meant, tables say in many ways: all, those since an earlier sum, those of a group or a class
 * that is named. A sum that any of these have is right.
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
  /** Two where the table does not say which: a number alone. */
  readonly of: readonly Unit[];
  readonly text: string;
}

const unitOf: Readonly<Record<string, Unit>> = {
  人: 'people',
  名: 'people',
  户: 'households',
  股: 'shares',
};
/** `合计：3户12人` and `共1,200股`; `男6人` is a part, and `成员10人` another count. */
const IN_WORDS =
  /(?<=(?:^|合计|总计|小计|共计|累计|共|总数|人数|户数|股数|[户人名:：,，、;；(|])\s{0,4})(?<number>\d[\d,]*(?:\.\d+)?)\s{0,4}(?<unit>[人名户股])/g;
/** Behind the word that says what it counts: `总人数：12`, `总户数 | 3`. */
const LABELLED =
  /(?<unit>[人户股])数(?:合计|总计|共计)?[\s:：|]{0,6}(?<number>\d[\d,]*(?:\.\d+)?)(?=\s{0,4}(?:[|,，;；)]|$))/g;
const ALONE = /^\d[\d,]*(?:\.\d+)?$/;

interface Read {
  readonly rows: readonly BodyRow[];
  readonly passedOver: readonly PassedRow[];
}

export function sumFaults(
  kind: ImportKind,
  table: Table,
  places: Places,
  { rows, passedOver }: Read,
): readonly Fault[] {
  const sums = passedOver.filter(({ why }) => why === 'sum');
  if (sums.length === 0) return [];
  const at = (cells: BodyRow['cells'], key: string) => {
    const cell = cells[places.get(key)?.index ?? -1] ?? null;
    return cell === null ? '' : textOf(cell);
  };
  const counting = () => countOf(kind, (cells, key) => at(cells, key));
  const all = counting();
  for (const { cells } of rows) all.add(cells);
  const byName = namedParts(rows, at, counting);
  const soFar = counting();
  const ends: Totals[] = [soFar.totals()];
  let next = 0;
  return sums.flatMap(({ row }): Fault[] => {
    for (; (rows[next]?.row ?? Infinity) < row; next += 1) soFar.add(rows[next]?.cells ?? []);
    const cells = table.rows[row - 1] ?? [];
    const label = cells.flatMap((cell) => (cell === null ? [] : [plainWidths(textOf(cell))])).join(' | ');
    const here = soFar.totals();
    const words = plainHead(label);
    const named = byName.find(({ name }) => words.includes(name));
    const since = ends.map((end) => less(here, end));
    ends.push(here);
    const meant = [all.totals(), ...since, ...(named === undefined ? [] : [named.totals])];
    const wrong = toldIn(kind, label, places, cells).find(({ of, text }) => {
      const told = quantityOf(text);
      return !of.some((unit) => meant.some((each) => each[unit] === null || each[unit] === told));
    });
    if (wrong === undefined) return [];
    const ofPart = /小计|本页|本组|本户/.test(label) ? since.at(-1) : all.totals();
    const read = (named?.totals ?? ofPart)?.[wrong.of[0] ?? 'people'] ?? 0n;
    const values = { text: quoted(label), told: wrong.text, read: ShareQuantity.fromUnits(read).toString() };
    return [{ code: 'table.sum-differs', values, row }];
  });
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

/** The numbers of a row of sums, each with what it sums. */
function toldIn(kind: ImportKind, label: string, places: Places, cells: BodyRow['cells']): readonly Told[] {
  const inWords = [...label.matchAll(IN_WORDS), ...label.matchAll(LABELLED)].map(({ groups = {} }): Told => {
    return { of: [unitOf[groups.unit ?? ''] ?? 'people'], text: groups.number ?? '' };
  });
  const saying = (...wanted: readonly Unit[]) =>
    inWords.filter(({ of }) => of.some((unit) => wanted.includes(unit)));
  if (kind === 'opening-shares') {
    const cell = cells[places.get('quantity')?.index ?? -1] ?? null;
    const shares = cell === null ? '' : plainWidths(textOf(cell)).replace(/[\s股]/g, '');
    // How many hold shares, tables count by person, by household or by line.
    return [...saying('shares'), ...(ALONE.test(shares) ? [{ of: ['shares'] as const, text: shares }] : [])];
  }
  const texts = cells.map((cell) => (cell === null ? '' : plainWidths(textOf(cell)).replaceAll(' ', '')));
  const word = texts.findIndex((text) => /计|数|total|sum/i.test(text));
  const numbers = texts.filter((text, index) => index > word && /^\d{1,9}$/.test(text));
  const [number] = numbers;
  const isAlone = inWords.length === 0 && numbers.length === 1 && !/[股男女]/.test(label);
  return isAlone && number !== undefined
    ? [{ of: ['people', 'households'], text: number }]
    : saying('people', 'households');
}
