/**
 * The archive of a year, read back: its files are those of its manifest, its manifest is of a trail that stands here and bears the seal that
 * this service put on it, its papers are all those on record and their files what was issued, and what would be written now is what it
 * holds, unless the books went on since. Where they did and nothing seals the manifest, the figures are not proved, and that is said.
 */
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import type { Sentence } from '../../domain/language.ts';
import { readZip, type ReadFile } from '../../platform/archive.ts';
import type { Tx } from '../../platform/database.ts';
import { sha256 } from '../../platform/hash-chain.ts';
import { rowsOf, text } from '../../platform/rows.ts';
import { bookHead } from '../audit/index.ts';
import { booksArchive, manifestSeal, type ArchivedPaper } from '../exchange/index.ts';
import type { Vault } from '../../platform/vault.ts';
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
  /** Null where it tells nothing of papers that can be read. */
  readonly papers: z.infer<typeof papersShape> | null;
  /** The seal of the manifest; null where there is none. */
  readonly sealed: string | null;
  /** What is wrong with it by itself. */
  readonly wrong: readonly Sentence[];
}

const MANIFEST = 'manifest.json';
const SEAL = 'manifest.seal';
const PAPERS = 'papers.json';
const toldBy: readonly string[] = [MANIFEST, SEAL, PAPERS];

const said = (zh: string, en: string): Sentence => ({ zh, en });

export async function readArchive(path: string): Promise<ReadArchive> {
  const files = await readZip(path, (name) => toldBy.includes(name));
  const parsed = <Shape extends z.ZodType>(shape: Shape, name: string): z.infer<Shape> | null => {
    try {
      return shape.parse(JSON.parse(files.find((each) => each.path === name)?.text ?? ''));
    } catch {
      return null;
    }
  };
  const manifest = parsed(manifestShape, MANIFEST);
  if (manifest === null)
    return {
      files,
      manifest,
      papers: null,
      sealed: null,
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
  const listed = new Set([...manifest.files.map((each) => each.path), MANIFEST, SEAL]);
  for (const { path: name } of files)
    if (!listed.has(name)) wrong.push(said(`清单中没有 ${name}`, `the manifest knows nothing of ${name}`));
  // Of two files of one name each program unpacks another.
  if (found.size < files.length) wrong.push(said('有重名的文件', 'two files of it have one name'));
  const sealed = found.get(SEAL)?.text?.trim() ?? null;
  return { files, manifest, papers: parsed(papersShape, PAPERS), sealed, wrong };
}

/** What is wrong with an archive of this cooperative's books; null where it is not of this cooperative. */
export async function checkArchive(
  tx: Tx,
  vault: Pick<Vault, 'chainHash'>,
  cooperativeId: string,
  archive: ReadArchive,
): Promise<{ readonly wrong: readonly Sentence[]; readonly since: bigint } | null> {
  const { manifest } = archive;
  if (manifest === null) return null;
  const { entries, seal } = manifest.trail;
  const [entry] = await rowsOf(
    tx,
    sql`select hash, recorded_at::text as at from audit_entry
      where cooperative_id = ${cooperativeId}::uuid and number = ${entries}::bigint`,
    { hash: text, at: text },
  );
  if (entry?.hash !== seal) return null;
  const since = (await bookHead(tx, cooperativeId)).number - BigInt(entries);
  const onRecord = await papersOfYear.list(tx, cooperativeId, manifest.year);
  const wrong = [
    ...wrongSeal(vault, cooperativeId, archive, since),
    ...wrongPapers(archive, onRecord, new Date(entry.at)),
  ];
  if (since > 0n) return { wrong, since };
  // Nothing was entered since: what would be written now is what it holds.
  const now = await booksArchive(tx, vault, cooperativeId, {
    year: manifest.year,
    papers: papersOfYear,
    withFiles: manifest.papers === true,
  });
  const written = new Map(now.files.map(({ path, bytes }) => [path, sha256(bytes)]));
  const held = new Map(manifest.files.map((file) => [file.path, file.sha256]));
  for (const path of new Set([...written.keys(), ...held.keys()]))
    if (written.get(path) !== held.get(path))
      wrong.push(said(`${path} 与账簿不符`, `${path} is not what the books say`));
  return { wrong, since };
}

/** While nothing was entered since, the books themselves prove an archive of before archives were sealed. */
function wrongSeal(
  vault: Pick<Vault, 'chainHash'>,
  cooperativeId: string,
  { files, sealed }: ReadArchive,
  since: bigint,
): readonly Sentence[] {
  if (sealed === null)
    return since === 0n
      ? []
      : [
          said(
            `缺少 ${SEAL}：其中的账目现在已无从证明`,
            `${SEAL} is missing: nothing proves its figures by now`,
          ),
        ];
  const hash = files.find(({ path }) => path === MANIFEST)?.sha256 ?? '';
  if (sealed === manifestSeal(vault, cooperativeId, hash)) return [];
  return [
    said(
      `${MANIFEST} 不是本服务当时写出的：它所说的各文件都得不到证明`,
      `${MANIFEST} is not as this service wrote it: what it says of the files proves nothing`,
    ),
  ];
}

/** All that was issued up to the manifest's entry is told as it is on record, and stands there as it was issued. */
function wrongPapers(
  { manifest, papers, files }: ReadArchive,
  onRecord: readonly ArchivedPaper[],
  upTo: Date,
): readonly Sentence[] {
  // Archives of the first form tell nothing of papers.
  if (manifest?.papers === undefined) return [];
  if (papers === null) return [said(`无法读取 ${PAPERS}`, `${PAPERS} cannot be read`)];
  const wrong: Sentence[] = [];
  const held = new Map(files.map(({ path, sha256: hash }) => [path, hash]));
  for (const { number, sha256: hash, seal: printed, path } of papers) {
    const row = onRecord.find((each) => each.number === number);
    const file = held.get(path);
    if (manifest.papers && file === undefined) wrong.push(said(`缺少 ${path}`, `${path} is missing`));
    else if (row?.sha256 !== hash || row.seal !== printed || (manifest.papers && file !== row.sha256))
      wrong.push(said(`文件 ${number} 与登记的不符`, `paper ${number} is not the one on record`));
  }
  const told = new Set(papers.map(({ number }) => number));
  for (const { number, issuedAt } of onRecord)
    if (!told.has(number) && new Date(issuedAt) <= upTo)
      wrong.push(said(`缺少文件 ${number}`, `paper ${number} is left out`));
  return wrong;
}
