/**
 * The archive of a year, read back: its files are those of its manifest, its manifest is of a trail that stands here, its papers are those
 * on record, and what would be written now is what it holds, unless the books went on since.
 */
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Sentence } from '../../domain/language.ts';
import { readZip, type ReadFile } from '../../platform/archive.ts';
import type { Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash-chain.ts';
import { rowsOf, text } from '../../platform/rows.ts';
import { bookHead } from '../audit/index.ts';
import { booksArchive } from '../exchange/index.ts';
import { papersOfYear } from '../papers/index.ts';

const manifestShape = z.object({
  format: z.literal('hegu-books'),
  year: z.int(),
  papers: z.boolean().optional(),
  trail: z.object({ entries: z.string().regex(/^\d{1,18}$/), seal: z.string().regex(/^[0-9a-f]{64}$/) }),
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: z.string() })),
});
const papersShape = z.array(
  z.object({ number: z.string(), sha256: z.string(), seal: z.string(), path: z.string() }),
);

export interface ReadArchive {
  readonly files: readonly ReadFile[];
  readonly manifest: z.infer<typeof manifestShape> | null;
  readonly papers: z.infer<typeof papersShape>;
  /** What is wrong with it by itself. */
  readonly wrong: readonly Sentence[];
}

const said = (zh: string, en: string): Sentence => ({ zh, en });

export async function readArchive(path: string): Promise<ReadArchive> {
  const files = await readZip(path, (name) => name === 'manifest.json' || name === 'papers.json');
  const parsed = <Shape extends z.ZodType>(shape: Shape, name: string): z.infer<Shape> | null => {
    try {
      return shape.parse(JSON.parse(files.find((each) => each.path === name)?.text ?? ''));
    } catch {
      return null;
    }
  };
  const manifest = parsed(manifestShape, 'manifest.json');
  if (manifest === null)
    return {
      files,
      manifest,
      papers: [],
      wrong: [said('没有可以读取的清单', 'it has no manifest that can be read')],
    };
  const wrong: Sentence[] = [];
  const found = new Map(files.map((file) => [file.path, file]));
  for (const { path: name, sha256: hash } of manifest.files) {
    const file = found.get(name);
    if (file === undefined) wrong.push(said(`缺少 ${name}`, `${name} is missing`));
    else if (file.sha256 !== hash)
      wrong.push(said(`${name} 与清单的哈希不符`, `${name} is not what the manifest says`));
  }
  const listed = new Set([...manifest.files.map((each) => each.path), 'manifest.json']);
  for (const { path: name } of files)
    if (!listed.has(name)) wrong.push(said(`清单中没有 ${name}`, `the manifest knows nothing of ${name}`));
  return { files, manifest, papers: parsed(papersShape, 'papers.json') ?? [], wrong };
}

/** What is wrong with an archive of this cooperative's books; null where it is not of this cooperative. */
export async function checkArchive(
  tx: Tx,
  cooperativeId: string,
  { manifest, papers }: ReadArchive,
): Promise<{ readonly wrong: readonly Sentence[]; readonly since: bigint } | null> {
  if (manifest === null) return null;
  const { entries, seal } = manifest.trail;
  const [entry] = await rowsOf(
    tx,
    sql`select hash from audit_entry where cooperative_id = ${cooperativeId}::uuid and number = ${entries}::bigint`,
    { hash: text },
  );
  if (entry?.hash !== seal) return null;
  const wrong: Sentence[] = [];
  const onRecord = await papersOfYear.list(tx, cooperativeId, manifest.year);
  for (const { number, sha256: hash, seal: printed } of papers) {
    const row = onRecord.find((each) => each.number === number);
    if (row?.sha256 !== hash || row.seal !== printed)
      wrong.push(said(`文件 ${number} 与登记的不符`, `paper ${number} is not the one on record`));
  }
  const since = (await bookHead(tx, cooperativeId)).number - BigInt(entries);
  if (since > 0n) return { wrong, since };
  // Nothing was entered since: what would be written now is what it holds.
  const now = await booksArchive(tx, cooperativeId, manifest.year, papersOfYear, manifest.papers === true);
  for (const { path, bytes } of now.files) {
    const before = manifest.files.find((each) => each.path === path);
    if (before?.sha256 !== sha256(bytes))
      wrong.push(said(`${path} 与账簿不符`, `${path} is not what the books say`));
  }
  return { wrong, since };
}
