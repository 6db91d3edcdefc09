/** What the two kinds of table mean: rows of a sheet as people of a roster, or as opening shares. */
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { listed, type Words } from '../../domain/language.ts';
import { Refusal, refuse, type Fault } from '../../domain/refusal.ts';
import { residentIdCheckDigit } from '../../domain/identity-number.ts';
import { nameFault, spelledName } from '../../domain/person-name.ts';
import { relations, sexes, type Relation } from '../../domain/membership.ts';
import { standingsFromDates, type RosterRow } from '../../domain/roster.ts';
import { parseRegisterNumber } from '../../domain/register-number.ts';
import { plainWidths } from '../../domain/seen-text.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { accountWords, relationWords, sexWords } from '../../domain/words.ts';
import type { OpeningRow } from '../shares/index.ts';
import { namesHouseholds, type OpeningKey, type RosterKey } from './table-contract.ts';
import type { ReadSheet, SheetRow } from './sheet-reading.ts';

const holderKinds = ['member', 'household', 'collective'] as const;
const holderWords = {
  member: accountWords.member,
  household: accountWords.household,
  collective: { zh: '集体', en: 'collective' },
} as const;
/** What rosters write for a relation besides the name of the list. */
const relationAliases: Readonly<Record<string, Relation>> = {
  本人: 'head',
  妻: 'spouse',
  妻子: 'spouse',
  夫: 'spouse',
  丈夫: 'spouse',
  子: 'child',
  女: 'child',
  儿子: 'child',
  女儿: 'child',
  长子: 'child',
  次子: 'child',
  长女: 'child',
  次女: 'child',
  儿媳: 'child-in-law',
  女婿: 'child-in-law',
  孙子: 'grandchild',
  孙女: 'grandchild',
  外孙: 'grandchild',
  外孙女: 'grandchild',
  父亲: 'parent',
  母亲: 'parent',
  父: 'parent',
  母: 'parent',
  公公: 'parent-in-law',
  婆婆: 'parent-in-law',
  岳父: 'parent-in-law',
  岳母: 'parent-in-law',
  祖父: 'grandparent',
  祖母: 'grandparent',
  兄: 'sibling',
  弟: 'sibling',
  姐: 'sibling',
  妹: 'sibling',
};

/** Any of the names in either language, or the key itself. */
function choicesOf<T extends string>(
  keys: readonly T[],
  words: Words<T>,
  aliases: Readonly<Record<string, T>> = {},
) {
  return {
    map: new Map<string, T>([
      ...keys.flatMap((key) =>
        [key, words[key].zh, words[key].en].map((name) => [name.toLowerCase(), key] as const),
      ),
      ...Object.entries(aliases),
    ]),
    shown: listed(keys.map((key) => words[key])),
  };
}
const sexChoices = choicesOf(sexes, sexWords, { m: 'male', f: 'female' });
const relationChoices = choicesOf(relations, relationWords, relationAliases);
const holderChoices = choicesOf(holderKinds, holderWords);

/** Rows that are read between two turns of the loop: others are served meanwhile. */
const ROWS_A_TURN = 500;

async function eachInTurn<Row, Read>(
  rows: readonly Row[],
  read: (row: Row) => readonly Read[],
): Promise<readonly Read[]> {
  const all: Read[] = [];
  for (const [index, row] of rows.entries()) {
    all.push(...read(row));
    if (index % ROWS_A_TURN === 0) await turnOfTheLoop();
  }
  return all;
}

/** The name in its one form, told where it is another than was typed. */
function nameOf(row: SheetRow<RosterKey>, { notes }: ReadSheet<RosterKey>): string {
  const typed = row.text('name') ?? '';
  const name = spelledName(typed);
  if (name !== typed && nameFault(name) === null)
    notes.push({ code: 'cell.name-respelled', values: { typed, name }, row: row.row, column: 'name' });
  // 王建国2 is the second of two, or bears the mark of a footnote: it is told, and whoever confirms looks.
  const digit = /(?<=[\p{Script=Han}〇])\d/u.exec(name);
  if (digit !== null) {
    const values = { sign: digit[0], place: [...name.slice(0, digit.index)].length + 1 };
    notes.push({ code: 'membership.name-doubtful', values, row: row.row, column: 'name' });
  }
  return typed;
}

/** Digits that a spreadsheet drops of a long number come back as zeros. An ID shows it by its check digit, an account does not. */
function zerosAtEnd(row: SheetRow<RosterKey>, { faults, notes }: ReadSheet<RosterKey>): void {
  const at = { code: 'cell.zeros-at-end', values: {}, row: row.row } as const;
  const id = row.quiet('residentId') ?? '';
  // One of eleven fits by chance.
  if (/^\d{15}000$/.test(id))
    (residentIdCheckDigit(id.slice(0, 17)) === '0' ? notes : faults).push({ ...at, column: 'residentId' });
  if (/^\d{15}0{2,15}$/.test(row.quiet('bankAccount') ?? '')) notes.push({ ...at, column: 'bankAccount' });
}

export function rosterRows(sheet: ReadSheet<RosterKey>): Promise<readonly RosterRow[]> {
  return eachInTurn(sheet.rows, (row): readonly RosterRow[] => {
    zerosAtEnd(row, sheet);
    const standings = standingsFromDates({
      admittedOn: row.day('admittedOn'),
      retiredOn: row.day('retiredOn'),
      deceasedOn: row.day('deceasedOn'),
    });
    return [
      {
        row: row.row,
        registerNumber: row.text('registerNumber') ?? '',
        name: nameOf(row, sheet),
        sex: row.choice('sex', sexChoices.map, sexChoices.shown),
        birthDate: row.day('birthDate'),
        residentId: row.text('residentId'),
        phone: row.text('phone'),
        bankName: row.text('bankName'),
        bankAccount: row.text('bankAccount'),
        seniorityFrom: row.day('seniorityFrom'),
        household: row.text('household'),
        groupName: row.text('groupName'),
        relation: row.choice('relation', relationChoices.map, relationChoices.shown),
        standings,
        tags: (row.text('tags') ?? '')
          .split(/[、;；,，]/)
          .map((tag) => tag.trim())
          .filter((tag) => tag !== ''),
      },
    ];
  });
}

export function openingRows(sheet: ReadSheet<OpeningKey>): Promise<readonly OpeningRow[]> {
  // Numbers under a head of households are of households where nothing else is said.
  const unsaid = namesHouseholds(sheet.headOf('holder')) ? 'household' : 'member';
  // Where a kind is said once for the rows below it, nothing tells a blank that means it from one that means a member.
  const saysOthers = sheet.rows.some((row) => {
    const said = row.quiet('holderKind') ?? '';
    return said !== '' && holderChoices.map.get(said.toLowerCase()) !== unsaid;
  });
  return eachInTurn(sheet.rows, (row): readonly OpeningRow[] => {
    if (saysOthers && (row.quiet('holderKind') ?? '') === '') {
      sheet.faults.push({ code: 'cell.required', values: {}, row: row.row, column: 'holderKind' });
      return [];
    }
    const kind = row.choice('holderKind', holderChoices.map, holderChoices.shown) ?? unsaid;
    const holder = row.text('holder');
    const shareClass = row.text('shareClass');
    const quantity = parsed(row, 'quantity', sheet.faults, someShares);
    const effectiveOn = row.day('effectiveOn');
    if (kind !== 'collective' && holder === null) {
      sheet.faults.push({ code: 'cell.required', values: {}, row: row.row, column: 'holder' });
      return [];
    }
    const number = kind === 'collective' ? null : parsed(row, 'holder', sheet.faults, parseRegisterNumber);
    if (shareClass === null || quantity === null || effectiveOn === null) return [];
    return [{ row: row.row, holder: { kind, number }, shareClass, quantity, effectiveOn }];
  });
}

function someShares(text: string): ShareQuantity {
  const quantity = ShareQuantity.parse(plainWidths(text));
  if (quantity.isZero) throw refuse('quantity.zero');
  return quantity;
}

function parsed<T>(
  row: SheetRow<OpeningKey>,
  key: OpeningKey,
  faults: Fault[],
  parse: (text: string) => T,
): T | null {
  const text = row.text(key);
  if (text === null) return null;
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    for (const fault of error.faults) faults.push({ ...fault, row: row.row, column: key });
    return null;
  }
}
