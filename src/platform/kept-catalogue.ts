/**
 * What the migrations make of an empty schema, kept in the data directory between starts: making it takes longer than all else
 * of a start. It is kept under the key of the books, by the migrations and the version of PostgreSQL that made it, so that
 * nobody without the key changes what a database is compared with; what does not match is made anew.
 */
import { createHash } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import { builtIn, builtInName, everything, migratedCatalogue, type Catalogue } from './catalogue.ts';
import { keyedHashOf } from './key-file.ts';
import { migrationsFolder } from './migrations-folder.ts';
import { openOwnerConnection } from './owner-connection.ts';

const NAME = 'schema-as-migrated.json';

interface Place {
  readonly HEGU_DATA_DIR: string;
  readonly HEGU_KEY_FILE: string;
}

interface Kept {
  /** The migrations, the question and the version of PostgreSQL that it answers for. */
  readonly of: string;
  readonly catalogue: readonly (readonly [name: string, definition: string])[];
  readonly hash: string;
}

/** As kept, else made anew. Writes nothing. */
export async function expectedCatalogue(url: string, place: Place): Promise<Catalogue> {
  return keptCatalogue(place, await madeBy(url)) ?? (await migratedCatalogue(url));
}

/** For the next start. Without effect where no key is. */
export async function keepCatalogue(url: string, place: Place, catalogue: Catalogue): Promise<void> {
  const of = await madeBy(url);
  if (keptCatalogue(place, of) === null) keep(place, of, catalogue);
}

/** What PostgreSQL came with was accepted as it stands: the next start compares it with that. */
export async function keepBuiltIn(
  url: string,
  place: Place,
  hashes: Readonly<Record<string, string>>,
): Promise<void> {
  const of = await madeBy(url);
  const kept = keptCatalogue(place, of);
  // Not there, it is made anew by what stands.
  if (kept === null) return;
  const accepted = Object.entries(hashes).map(([kind, hash]) => [builtInName(kind), hash] as const);
  keep(place, of, new Map([...kept, ...accepted]));
}

function keep(place: Place, of: string, catalogue: Catalogue): void {
  const hash = keyedHashOf(place.HEGU_KEY_FILE);
  if (hash === null) return;
  const entries = [...catalogue];
  const kept: Kept = { of, catalogue: entries, hash: hash(hashed(of, entries)) };
  const file = join(place.HEGU_DATA_DIR, NAME);
  const draft = `${file}.${process.pid}`;
  try {
    writeFileSync(draft, JSON.stringify(kept), { mode: 0o600 });
    renameSync(draft, file);
  } catch {
    // A full disk: the next start makes it again.
    rmSync(draft, { force: true });
  }
}

function keptCatalogue(place: Place, of: string): Catalogue | null {
  const hash = keyedHashOf(place.HEGU_KEY_FILE);
  if (hash === null) return null;
  try {
    const kept = JSON.parse(readFileSync(join(place.HEGU_DATA_DIR, NAME), 'utf8')) as Kept;
    return kept.of === of && kept.hash === hash(hashed(of, kept.catalogue)) ? new Map(kept.catalogue) : null;
  } catch {
    // Not there, or not whole.
    return null;
  }
}

function hashed(of: string, catalogue: Kept['catalogue']): string {
  return `schema as migrated\n${JSON.stringify([of, catalogue])}`;
}

async function madeBy(url: string): Promise<string> {
  const program = createHash('sha256').update(everything).update(JSON.stringify(builtIn));
  for (const { hash } of readMigrationFiles({ migrationsFolder })) program.update(hash);
  const owner = openOwnerConnection(url);
  try {
    await owner`select 1`;
    // As the server greets with it: what a function says of the version may be changed.
    return `${program.digest('hex')} ${owner.parameters['server_version'] ?? ''}`;
  } finally {
    await owner.end({ timeout: 5 });
  }
}
