/**
 * Whether a template writes what the bank gave as its sample: the payments are read out of the sample by the template itself, the file is
 * written again from them, and both are compared line by line and in the end byte for byte. What differs is named with its line and column.
 */
import {
  bankFileSheet,
  bankFileText,
  type BankTemplate,
  type Payment,
  type PaymentOrder,
  type Place,
  type TemplateLine,
} from './bank-file.ts';
import { LocalDate } from './calendar.ts';
import type { Sentence } from './language.ts';
import { bankPlaceWords } from './money-words.ts';
import { Money } from './money.ts';
import { Refusal, type Fault } from './refusal.ts';

export interface SampleProof {
  /** A workbook is compared by its cells. */
  readonly by: 'bytes' | 'cells';
  /** Payments that were read out of it. */
  readonly rows: number;
  /** What they come to: a template in fen for a sample in yuan is seen by it alone. */
  readonly total: Money;
  /** What differs, the first of it; nothing: the template is proved. */
  readonly faults: readonly Fault[];
}

const MOST_FAULTS = 20;

/** `encode`: to the bank's character set. */
export function proofByText(
  template: BankTemplate,
  sample: { readonly text: string; readonly bytes: Uint8Array },
  encode: (text: string) => Uint8Array,
): SampleProof {
  const { newline } = template;
  const proof = proofBy('bytes');
  const { text } = sample;
  const otherSet: Fault = {
    code: 'payout.sample-encoding',
    values: { encoding: template.encoding.toUpperCase() },
  };
  if (!same(encode(text), sample.bytes)) return proof([], [otherSet]);
  if (/\r\n/.test(text) !== (newline === '\r\n'))
    return proof([], [{ code: 'payout.sample-newline', values: {} }]);
  const lines = text.split(newline);
  const isEnded = lines.at(-1) === '';
  if (isEnded) lines.pop();
  const cells = lines.map((line) => ({ whole: line, cells: splitLine(template, line) }));
  const outcome = proved(template, cells, proof, (order) => {
    const written = bankFileText(template, order);
    const differences = lineFaults(lines, written.split(newline).slice(0, -1));
    if (differences.length > 0) return differences;
    return same(encode(written), sample.bytes)
      ? []
      : [{ code: 'payout.sample-end', values: {}, row: lines.length }];
  });
  // Chinese in UTF-8 is well-formed GBK of other characters, which may even swallow a separator: that is why it differs.
  const isMistaken =
    template.encoding !== 'utf-8' && outcome.faults.length > 0 && isChineseUtf8(sample.bytes);
  return isMistaken ? proof([], [otherSet]) : outcome;
}

function isChineseUtf8(bytes: Uint8Array): boolean {
  try {
    return /\p{Script=Han}/u.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
}

/** The rows of a workbook's tab, cells as text. */
export function proofByCells(template: BankTemplate, rows: readonly (readonly string[])[]): SampleProof {
  const proof = proofBy('cells');
  const lines = rows.map((cells) => ({ whole: cells.join(''), cells }));
  return proved(template, lines, proof, (order) => {
    const { above, columns, rows: written } = bankFileSheet(template, order);
    const all = [...above, columns.map(({ name }) => name), ...written];
    const plain = (cells: readonly string[]) => cells.map(plainCell).join('\t').trimEnd();
    return lineFaults(rows.map(plain), all.map(plain));
  });
}

type Proof = (payments: readonly Payment[], faults: readonly Fault[]) => SampleProof;

const proofBy =
  (by: SampleProof['by']): Proof =>
  (payments, faults) => ({
    by,
    rows: payments.length,
    total: Money.sum(payments.map(({ amount }) => amount)),
    faults: faults.slice(0, MOST_FAULTS),
  });

interface SampleLine {
  readonly whole: string;
  /** Null: quotes do not close. */
  readonly cells: readonly string[] | null;
}

function proved(
  template: BankTemplate,
  lines: readonly SampleLine[],
  proof: Proof,
  compared: (order: PaymentOrder) => readonly Fault[],
): SampleProof {
  const { head, row, foot } = template;
  const least = head.length + foot.length + 1;
  if (lines.length < least)
    return proof([], [{ code: 'payout.sample-short', values: { lines: lines.length, least } }]);
  const body = lines.slice(head.length, lines.length - foot.length);
  const known = new Map<Place['is'], string>();
  const faults: Fault[] = [
    ...wholeFaults(head, lines, 0, known),
    ...wholeFaults(foot, lines, lines.length - foot.length, known),
  ];
  const payments: Payment[] = [];
  for (const [index, { cells }] of body.entries()) {
    if (faults.length >= MOST_FAULTS) break;
    const at = head.length + index + 1;
    const read = placesOf(row, cells, at);
    if (!(read instanceof Map)) {
      faults.push(read);
      continue;
    }
    for (const [is, text] of read) if (!known.has(is)) known.set(is, text);
    faults.push(...strangers(read, at));
    const amount = row.find((place) => place.is === 'amount');
    const unit = amount?.is === 'amount' ? amount.unit : 'yuan';
    const money = moneyOf(read.get('amount') ?? '', unit);
    if (money === null) {
      faults.push(placeFault('amount', read.get('amount') ?? '', at));
      continue;
    }
    const text = (is: Place['is']) => read.get(is) ?? '';
    payments.push({
      serial: index + 1,
      name: text('name'),
      account: text('account').replace(/^'/, ''),
      residentId: text('resident-id') || null,
      bank: text('bank') || null,
      amount: money,
    });
  }
  const payOn = dayOf(known.get('date'));
  if (payOn === null) faults.push(placeFault('date', known.get('date') ?? '', 0));
  if (faults.length > 0 || payOn === null) return proof([], faults);
  const order: PaymentOrder = {
    payOn,
    payer: {
      account: known.get('payer-account') ?? '',
      name: known.get('payer-name') ?? '',
      bank: known.get('payer-bank') ?? '',
    },
    purpose: known.get('purpose') ?? '',
    payments,
  };
  try {
    return proof(payments, compared(order));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return proof(payments, error.faults);
  }
}

/** Reads the places of the head or the foot; what stands there as it is, is compared later. */
function wholeFaults(
  template: readonly TemplateLine[],
  lines: readonly SampleLine[],
  from: number,
  known: Map<Place['is'], string>,
): readonly Fault[] {
  return template.flatMap((line, index) => {
    if ('raw' in line) return [];
    const read = placesOf(line.places, lines[from + index]?.cells ?? null, from + index + 1);
    if (!(read instanceof Map)) return [read];
    for (const [is, text] of read) if (!known.has(is)) known.set(is, text);
    return strangers(read, from + index + 1);
  });
}

const words = /\p{L}/u;
/** What may stand at a place. The template reads and writes: two columns exchanged would come out as they went in. */
const looks: Partial<Record<Place['is'], RegExp>> = {
  account: /^'?\d[\d-]{3,38}$/,
  'payer-account': /^[^\p{Script=Han}]*$/u,
  name: words,
  'payer-name': /^$|\p{L}/u,
  bank: words,
  'payer-bank': /^$|\p{L}/u,
  'resident-id': /^'?(?:[\dX*]{15}|[\dX*]{18})$/i,
};

function strangers(read: ReadonlyMap<Place['is'], string>, row: number): readonly Fault[] {
  return [...read].flatMap(([is, text]) =>
    looks[is]?.test(text) === false ? [placeFault(is, text, row)] : [],
  );
}

/** What stands at each place, the first of a kind; a fault where the columns are others. */
function placesOf(
  places: readonly Place[],
  cells: readonly string[] | null,
  row: number,
): Map<Place['is'], string> | Fault {
  const trimmed = cells === null ? [] : withoutEmptyEnd(cells, places.length);
  if (trimmed.length !== places.length)
    return { code: 'payout.sample-columns', values: { columns: trimmed.length, places: places.length }, row };
  const read = new Map<Place['is'], string>();
  for (const [index, { is }] of places.entries()) if (!read.has(is)) read.set(is, trimmed[index] ?? '');
  return read;
}

/** A row of a workbook has no cells where it is empty at its end. */
function withoutEmptyEnd(cells: readonly string[], wanted: number): readonly string[] {
  const end = cells.findLastIndex((cell) => cell !== '') + 1;
  return Array.from({ length: Math.max(end, Math.min(cells.length, wanted)) }, (_, at) => cells[at] ?? '');
}

function splitLine({ separator, closed, quoted }: BankTemplate, line: string): readonly string[] | null {
  const cells = quoted ? splitQuoted(line, separator) : line.split(separator);
  if (cells === null || !closed) return cells;
  return cells.at(-1) === '' ? cells.slice(0, -1) : null;
}

function splitQuoted(line: string, separator: string): readonly string[] | null {
  const cells: string[] = [];
  let rest = line;
  for (;;) {
    const quoted = /^"((?:[^"]|"")*)"/.exec(rest);
    const end = quoted === null ? rest.indexOf(separator) : quoted[0].length;
    cells.push(
      quoted === null ? rest.slice(0, end < 0 ? undefined : end) : (quoted[1] ?? '').replaceAll('""', '"'),
    );
    if (end < 0 || end === rest.length) return cells;
    if (!rest.startsWith(separator, end)) return null;
    rest = rest.slice(end + separator.length);
  }
}

function moneyOf(text: string, unit: 'yuan' | 'fen'): Money | null {
  if (unit === 'fen') return /^\d{1,18}$/.test(text) ? Money.fromFen(BigInt(text)) : null;
  return /^\d{1,15}(\.\d{1,2})?$/.test(text) ? Money.parse(text) : null;
}

/** Without a place for the day any day will do. */
function dayOf(text: string | undefined): LocalDate | null {
  if (text === undefined) return LocalDate.of(2000, 1, 1);
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (parts === null) return null;
  try {
    return LocalDate.parse(parts.slice(1).join('-'));
  } catch {
    return null;
  }
}

function placeFault(is: Place['is'], text: string, row: number): Fault {
  const place: Sentence = bankPlaceWords[is];
  return { code: 'payout.sample-place', values: { place, text: shown(text) }, ...(row > 0 && { row }) };
}

function lineFaults(found: readonly string[], written: readonly string[]): readonly Fault[] {
  const faults: Fault[] = [];
  for (let at = 0; at < Math.max(found.length, written.length) && faults.length < MOST_FAULTS; at += 1) {
    const [one, other] = [found[at] ?? '', written[at] ?? ''];
    if (one === other) continue;
    let first = 0;
    while (first < Math.min(one.length, other.length) && one[first] === other[first]) first += 1;
    const part = (text: string) => shown(text.slice(Math.max(0, first - 8), first + 24));
    const values = { place: first + 1, found: part(one), written: part(other) };
    faults.push({ code: 'payout.sample-differs', values, row: at + 1 });
  }
  return faults;
}

/** An amount in a workbook's cell has no zeros at its end. */
const plainCell = (text: string) =>
  /^\d+\.\d+$/.test(text) ? text.replace(/0+$/, '').replace(/\.$/, '') : text.trim();

/** What may be an account or a resident ID stays unsaid. */
const shown = (text: string) => text.replace(/\d(?:[\s-]?\d){7,}/g, '…');

function same(one: Uint8Array, other: Uint8Array): boolean {
  if (one.length !== other.length) return false;
  for (let at = 0; at < one.length; at += 1) if (one[at] !== other[at]) return false;
  return true;
}
