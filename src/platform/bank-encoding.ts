/**
 * A bank's file as bytes: text in the bank's character set, or a workbook in which accounts stay text. A character that the
 * set lacks is named, with its line; never replaced.
 */
import type { Sentence } from '../domain/language.ts';
import { buffer } from 'node:stream/consumers';
import iconv from 'iconv-lite';
import {
  bankFileSheet,
  bankFileText,
  type BankEncoding,
  type BankTemplate,
  type CharacterSet,
  type PaymentOrder,
} from '../domain/bank-file.ts';
import { throwFaults, type Fault } from '../domain/refusal.ts';
import { xlsxStream } from './tabular-writing.ts';

/** Everything that cannot be written is refused at once, before there is a file. */
export async function bankFileBytes(
  template: BankTemplate,
  order: PaymentOrder,
  encoding: BankEncoding,
): Promise<Uint8Array> {
  if (encoding !== 'xlsx') {
    throwFaults(
      order.payments.flatMap(({ serial, name, bank }) =>
        strangers(`${name}${bank ?? ''}`, encoding, {
          zh: `第 ${serial} 笔（${name}）`,
          en: `Payment ${serial} (${name})`,
        }),
      ),
    );
    return encodeForBank(bankFileText(template, order), encoding);
  }
  const { above, columns, rows } = bankFileSheet(template, order);
  const width = (index: number) => Math.max(8, ...rows.map((row) => (row[index] ?? '').length * 1.4 + 2));
  async function* each() {
    yield* rows;
  }
  return buffer(
    xlsxStream({
      sheet: template.name.zh,
      above,
      columns: columns.map(({ name, amount }, index) => ({
        name,
        kind: amount ? 'number' : 'text',
        width: Math.min(60, width(index)),
      })),
      rows: each(),
    }),
  );
}

/** Refuses with one `payout.character-not-encodable` for every character of every line that would not come back. */
export function encodeForBank(text: string, encoding: CharacterSet): Uint8Array {
  const bytes = iconv.encode(text, encoding);
  if (iconv.decode(bytes, encoding) !== text)
    throwFaults(
      text
        .split('\n')
        .flatMap((line, index) =>
          strangers(line, encoding, { zh: `第 ${index + 1} 行`, en: `Line ${index + 1}` }),
        ),
    );
  return bytes;
}

/** A fault for each character that the set lacks. */
function strangers(text: string, encoding: CharacterSet, where: Sentence): readonly Fault[] {
  const back = (part: string) => iconv.decode(iconv.encode(part, encoding), encoding);
  if (back(text) === text) return [];
  return [...new Set(text)]
    .filter((character) => back(character) !== character)
    .map((character) => {
      const code = character.codePointAt(0) ?? 0;
      const codePoint = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
      const values = { where, character, codePoint, encoding: encoding.toUpperCase() };
      return { code: 'payout.character-not-encodable', values };
    });
}
