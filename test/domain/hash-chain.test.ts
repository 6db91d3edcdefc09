/** What an entry's hash is of: its content as `canonicalJson` writes it, whatever stands in it. */
import { expect, it } from 'vitest';
import { canonicalJson, chainRoot, entryHash, type ChainedContent } from '../../src/platform/hash-chain.ts';

const entry: ChainedContent = {
  cooperativeId: '01234567-89ab-7cde-8123-456789abcdef',
  number: '7',
  recordedAt: '2026-11-30T01:02:03.456Z',
  actorId: '01234567-89ab-7cde-8123-456789abcde0',
  actorName: '王“会计”\\ \u2028 \ud83d\ude00 \ud800',
  command: 'members.add',
  inputHash: 'a'.repeat(64),
  notes: [{ b: 1, a: [null, true, 'x\n'], c: undefined }, 'y'],
};

it.each<[string, ChainedContent]>([
  ['with the rows it wrote', { ...entry, rowsHash: 'b'.repeat(64) }],
  ['of before digests of rows', entry],
  ['of before, said so', { ...entry, rowsHash: undefined }],
  [
    'with signs that JSON escapes in each of its texts',
    { ...entry, command: '"', inputHash: '\t', number: '\\', rowsHash: '\u0000' },
  ],
])('%s: it is the canonical text behind the hash before it', (_name, content) => {
  const told = entryHash(chainRoot, content, (text) => text);
  expect(told).toBe(chainRoot + canonicalJson({ ...content }));
  const others = (Object.keys(entry) as (keyof ChainedContent)[]).map((each) =>
    entryHash(chainRoot, { ...content, [each]: 'another' }),
  );
  expect(new Set([entryHash(chainRoot, content), ...others]).size).toBe(others.length + 1);
});
