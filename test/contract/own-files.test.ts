/**
 * Small files of our own, beside those of `fixtures/files`: each is written out in `own.json` there, with the values it is read to or
 * the places at which it is refused. What each would have done to people or money, had it been read, is what it is called by.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectSaid, folder, readAsAnswer, readAsImport, type FileCase } from '../support/sent-files.ts';
import { writtenWorkbook, type WrittenSheet } from '../support/written-workbook.ts';

interface OwnCase extends Omit<FileCase, 'file'> {
  /** Of a text file. */
  readonly lines?: readonly string[];
  /** Of a workbook. */
  readonly sheets?: readonly WrittenSheet[];
  readonly batch?: readonly (readonly [string, string, string])[];
}

const cases = JSON.parse(readFileSync(new URL('own.json', folder), 'utf8')) as readonly OwnCase[];
const bytesOf = ({ lines, sheets }: OwnCase) =>
  lines === undefined ? writtenWorkbook(sheets ?? []) : Buffer.from(`${lines.join('\r\n')}\r\n`);

describe.each(['roster', 'opening-shares', 'answer'] as const)('a file of our own sent as %s', (kind) => {
  it.each(cases.filter((each) => each.kind === kind))('$special', async (each) => {
    const bytes = bytesOf(each);
    const said =
      kind === 'answer'
        ? await readAsAnswer('own', { ...each, bytes })
        : await readAsImport(kind, 'own', bytes);
    expectSaid({ ...each, file: 'own' }, said);
  });
});

it('every one says either what is read or what is refused', () => {
  for (const { special, values, refused = [] } of cases)
    expect([special, values === undefined]).toEqual([special, refused.length > 0]);
});
