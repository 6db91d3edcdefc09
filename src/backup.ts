/**
 * Copies of the whole database: written and read through at once, kept as many as wanted, restored into an empty one. By hand on the command
 * line, and each day by the service where a folder is named.
 */
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bootToRead, requireFitToBuild } from './boot.ts';
import type { Config } from './config.ts';
import type { Sentence } from './domain/language.ts';
import { must } from './platform/must.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { backupKey, readBackup, restoreBackup, writeBackup, type Contents } from './platform/backup.ts';
import { say } from './program.ts';

export interface BackupOptions {
  /** The folder that copies are kept in. */
  readonly to: string;
  readonly key: string;
  /** How many copies stay; all unless given. */
  readonly keep: number | null;
}

const NAME = /^hegu-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.backup$/;

interface Copied {
  readonly path: string;
  readonly contents: Contents;
  /** How many older ones were let go of. */
  readonly gone: number;
}

/** Writes a copy, reads it through, and only then gives it its name and lets go of the oldest. */
async function makeCopy(
  databaseUrl: string,
  folder: string,
  key: Buffer,
  keep: number | null,
): Promise<Copied> {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const name = `hegu-${new Date().toISOString().replaceAll(/[-:.]/g, '')}.backup`;
  const draft = join(folder, `${name}.part`);
  let contents: Contents;
  try {
    await writeBackup(databaseUrl, draft, key);
    contents = await readBackup(draft, key);
    renameSync(draft, join(folder, name));
  } finally {
    rmSync(draft, { force: true });
  }
  const kept = copiesIn(folder);
  const gone = keep === null ? [] : kept.slice(0, Math.max(0, kept.length - keep));
  for (const each of gone) rmSync(join(folder, each));
  return { path: join(folder, name), contents, gone: gone.length };
}

function copiesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
      .filter((each) => NAME.test(each))
      .sort();
  } catch {
    return [];
  }
}

/** When the newest copy of a folder was made; null where there is none. */
export function newestCopy(folder: string): Date | null {
  const [, year, month, day, hour, minute, second, rest] = NAME.exec(copiesIn(folder).at(-1) ?? '') ?? [];
  return year === undefined ? null : new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${rest}Z`);
}

export async function backUp(config: Config, { to, key: keyPath, keep }: BackupOptions): Promise<number> {
  const { HEGU_LANGUAGE: language } = config;
  const { key, made } = backupKey(resolve(keyPath), true);
  const running = await bootToRead(config);
  try {
    const { path, contents, gone } = await makeCopy(running.databaseUrl, resolve(to), key, keep);
    const rows = rowsOf(contents);
    say(
      language === 'zh'
        ? `✓ 备份 ${path}：${contents.tables.length} 张表，${rows} 行，写后通读相符${gone > 0 ? `；删去较早的 ${gone} 份` : ''}。`
        : `✓ copy ${path}: ${contents.tables.length} tables, ${rows} rows, read through after it was written${gone > 0 ? `; ${gone} older ones removed` : ''}.`,
    );
    if (made) say(keepTheKey(config, resolve(keyPath))[language]);
    return 0;
  } finally {
    await running.close();
  }
}

function keepTheKey({ HEGU_KEY_FILE }: Config, path: string): Sentence {
  return {
    zh: `已新建备份密钥 ${path}：请立即另存到别处，没有它备份无法恢复。账册的密钥 ${HEGU_KEY_FILE} 不在备份中，也请另存。`,
    en: `A key of copies was made at ${path}: keep it elsewhere, now; without it no copy can be restored. The key of the books, ${HEGU_KEY_FILE}, is in no copy: keep it too.`,
  };
}

const HOUR_MILLISECONDS = 3_600_000;
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;
/** A copy of so many days ago is told to whoever verifies. */
const OLD_DAYS = 3;

/** Looks each hour whether the newest copy is a day old, and makes one; what cannot be done is said, and tried again an hour later. */
export function copyDaily(
  config: Config,
  databaseUrl: string,
  failed: (error: unknown) => void,
): { stop(): void } {
  const { HEGU_BACKUP_DIR: folder, HEGU_BACKUP_KEY_FILE: keyPath, HEGU_BACKUP_KEEP: keep } = config;
  if (folder === undefined) return { stop: () => undefined };
  const { key, made } = backupKey(keyPath, true);
  if (made) say(keepTheKey(config, keyPath)[config.HEGU_LANGUAGE]);
  let busy = false;
  const look = async () => {
    const age = Date.now() - (newestCopy(folder)?.getTime() ?? 0);
    // Also one of a day that has not come, made under a clock that ran ahead.
    if (busy || Math.abs(age) < DAY_MILLISECONDS) return;
    busy = true;
    await makeCopy(databaseUrl, folder, key, keep)
      .catch(failed)
      .finally(() => (busy = false));
  };
  void look();
  const timer = setInterval(() => void look(), HOUR_MILLISECONDS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** What whoever verifies is told of the copies; null where there is nothing to say. */
export function remarkOnCopies({ HEGU_BACKUP_DIR: folder }: Config, now: Date): Sentence | null {
  if (folder === undefined) return null;
  const newest = newestCopy(folder);
  const days = newest === null ? null : Math.floor((now.getTime() - newest.getTime()) / DAY_MILLISECONDS);
  if (days !== null && days < OLD_DAYS) return null;
  return days === null
    ? { zh: `${folder} 中没有备份。`, en: `There is no copy in ${folder}.` }
    : {
        zh: `${folder} 中最近一份备份是 ${days} 天前的：请查看日志中的原因。`,
        en: `The newest copy in ${folder} is ${days} days old: the log says why.`,
      };
}

/** Restores a copy into the empty database that the settings name: the embedded one of an empty data directory, or another. */
export async function restore(config: Config, path: string, keyPath: string): Promise<number> {
  const { HEGU_LANGUAGE: language } = config;
  const { key } = backupKey(resolve(keyPath), false);
  // Before a cluster is made for it.
  await readBackup(resolve(path), key);
  const embedded =
    config.DATABASE_URL === undefined ? await startEmbeddedPostgres({ dataDir: config.HEGU_DATA_DIR }) : null;
  try {
    const url = config.DATABASE_URL ?? must(embedded, 'the own PostgreSQL').url;
    await requireFitToBuild(url);
    const contents = await restoreBackup(url, resolve(path), key);
    say(
      language === 'zh'
        ? `✓ 已恢复 ${contents.at} 的备份：${contents.tables.length} 张表，${rowsOf(contents)} 行。请把账册的密钥放到 ${config.HEGU_KEY_FILE}，启动一次服务，再运行 npm run verify。`
        : `✓ restored the copy of ${contents.at}: ${contents.tables.length} tables, ${rowsOf(contents)} rows. Put the key of the books at ${config.HEGU_KEY_FILE}, start the service once, and run npm run verify.`,
    );
    return 0;
  } finally {
    await embedded?.stop();
  }
}

const rowsOf = ({ tables }: Contents) => tables.reduce((sum, { rows }) => sum + rows, 0);
