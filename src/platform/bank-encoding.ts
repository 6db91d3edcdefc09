/** Text as the bytes of a bank's character set. A character that the set lacks is named, with its line; never replaced. */
import iconv from 'iconv-lite';
import type { BankEncoding } from '../domain/bank-file.ts';
import { refuse } from '../domain/error.ts';

/** Refuses `payout.character-not-encodable` for the first character that would not come back as it was. */
export function encodeForBank(text: string, encoding: BankEncoding): Uint8Array {
  const bytes = iconv.encode(text, encoding);
  if (iconv.decode(bytes, encoding) === text) return bytes;
  let line = 1;
  for (const character of text) {
    if (character === '\n') line += 1;
    if (iconv.decode(iconv.encode(character, encoding), encoding) === character) continue;
    const code = character.codePointAt(0) ?? 0;
    const codePoint = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
    throw refuse('payout.character-not-encodable', {
      ...{ line, character, codePoint, encoding: encoding.toUpperCase() },
    });
  }
  return bytes;
}
