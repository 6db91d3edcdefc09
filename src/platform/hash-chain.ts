/**
 * The hash chain of the audit trail: each entry's hash covers its own content and the hash before it, so that
 * nothing can be changed, dropped or slipped in without every later hash failing. Pure: no I/O.
 */
import { createHash } from 'node:crypto';

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue | undefined };

/** JSON with sorted keys and no spaces: the same content always gives the same text. */
export function canonicalJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonicalJson(item)).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value as Record<string, JsonValue | undefined>)
      .filter((entry): entry is [string, JsonValue] => entry[1] !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonicalJson(item)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

export function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** The hash before the first entry. */
export const chainRoot = '0'.repeat(64);

/** Everything an entry says; all of it is covered by its hash. */
export interface ChainedContent {
  readonly cooperativeId: string;
  readonly number: string;
  readonly recordedAt: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly command: string;
  readonly inputHash: string;
  readonly notes: JsonValue;
  /** What the rows are that the command wrote; absent in entries of versions before. */
  readonly rowsHash?: string | undefined;
}

/** `keyed`: with a key that is not in the database; entries of versions before have a bare hash. */
export function entryHash(
  previousHash: string,
  content: ChainedContent,
  keyed: (text: string) => string = sha256,
): string {
  return keyed(previousHash + contentText(content));
}

/** What `canonicalJson` makes of it, its keys known beforehand: of a trail it is asked a million times. */
function contentText(content: ChainedContent): string {
  const { actorId, actorName, command, cooperativeId, inputHash, notes, number, recordedAt, rowsHash } =
    content;
  const text = JSON.stringify;
  return (
    `{"actorId":${text(actorId)},"actorName":${text(actorName)},"command":${text(command)},"cooperativeId":${text(cooperativeId)},` +
    `"inputHash":${text(inputHash)},"notes":${canonicalJson(notes)},"number":${text(number)},"recordedAt":${text(recordedAt)}` +
    `${rowsHash === undefined ? '' : `,"rowsHash":${text(rowsHash)}`}}`
  );
}
