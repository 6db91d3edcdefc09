/** Copies of the whole database on the command line: written and read through at once, kept as many as wanted, restored into an empty one. */
import { mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { bootToRead } from './boot.ts';
import type { Config } from './config.ts';
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

const NAME = /^hegu-\d{8}T\d{9}Z\.backup$/;

/** Writes a copy, reads it through, and only then gives it its name and lets go of the oldest. */
export async function backUp(config: Config, { to, key: keyPath, keep }: BackupOptions): Promise<number> {
  const { HEGU_LANGUAGE: language } = config;
  const folder = resolve(to);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { key, made } = backupKey(resolve(keyPath), true);
  const running = await bootToRead(config);
  try {
    const name = `hegu-${new Date().toISOString().replaceAll(/[-:.]/g, '')}.backup`;
    const draft = join(folder, `${name}.part`);
    let contents: Contents;
    try {
      await writeBackup(running.databaseUrl, draft, key);
      contents = await readBackup(draft, key);
      renameSync(draft, join(folder, name));
    } finally {
      rmSync(draft, { force: true });
    }
    const kept = readdirSync(folder)
      .filter((each) => NAME.test(each))
      .sort();
    const gone = keep === null ? [] : kept.slice(0, Math.max(0, kept.length - keep));
    for (const each of gone) rmSync(join(folder, each));
    const rows = rowsOf(contents);
    say(
      language === 'zh'
        ? `✓ 备份 ${join(folder, name)}：${contents.tables.length} 张表，${rows} 行，写后通读相符${gone.length > 0 ? `；删去较早的 ${gone.length} 份` : ''}。`
        : `✓ copy ${join(folder, name)}: ${contents.tables.length} tables, ${rows} rows, read through after it was written${gone.length > 0 ? `; ${gone.length} older ones removed` : ''}.`,
    );
    if (made)
      say(
        language === 'zh'
          ? `已新建备份密钥 ${resolve(keyPath)}：请立即另存到别处，没有它备份无法恢复。账册的密钥 ${config.HEGU_KEY_FILE} 不在备份中，也请另存。`
          : `A key of copies was made at ${resolve(keyPath)}: keep it elsewhere, now; without it no copy can be restored. The key of the books, ${config.HEGU_KEY_FILE}, is in no copy: keep it too.`,
      );
    return 0;
  } finally {
    await running.close();
  }
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
