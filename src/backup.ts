/**
 * Copies of the whole database: written and read through at once, kept as many as wanted and one a month besides, restored into an empty
 * one. By hand on the command line, and each day by the service where a folder is named. A copy bears the mark of its installation: what
 * others keep in the same folder is not touched, nor what is named for a day that has not come.
 */
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { bootToRead, requireFitToBuild, requireRightClock } from './boot.ts';
import type { Config } from './config.ts';
import type { Sentence } from './domain/language.ts';
import { Explained } from './platform/explained.ts';
import { must } from './platform/must.ts';
import { startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import {
  backupKey,
  beginsAsCopy,
  NoCopy,
  readBackup,
  restoreBackup,
  writeBackup,
  type Contents,
} from './platform/backup.ts';
import { answers } from './platform/answering.ts';
import { rememberDisk, requireOtherDisk } from './platform/other-disk.ts';
import { CLOCK_SLACK_MILLISECONDS, type ClockGuard } from './platform/clock-guard.ts';
import { say } from './program.ts';

export interface BackupOptions {
  /** The folder that copies are kept in. */
  readonly to: string;
  /** That of the settings unless given. */
  readonly key: string | undefined;
  /** How many copies stay; all unless given. */
  readonly keep: number | null;
  /** Whether a key is made where there is none. */
  readonly newKey: boolean;
}

/** Copies of before bear no mark. */
const NAME = /^hegu-(?:([0-9a-f]{8})-)?(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)(\d{3})Z\.backup$/;
const DRAFT = /^hegu-(?:([0-9a-f]{8})-)?\d{8}T\d{9}Z\.backup\.part$/;

const HOUR_MILLISECONDS = 3_600_000;
const DAY_MILLISECONDS = 24 * HOUR_MILLISECONDS;
/** A copy of so many days ago is told to whoever verifies. */
const OLD_DAYS = 3;
/** Of so many months the last copy stays beside those of every day. */
const MONTHS_KEPT = 12;

const markOf = (fingerprint: string) => fingerprint.slice(0, 8);

interface Kept {
  readonly name: string;
  readonly at: Date;
  /** Null in those of before. */
  readonly mark: string | null;
}

/** Of this installation, the oldest first; those for a day that has not come were made under a clock that ran ahead, and do not count. */
function copiesIn(folder: string, fingerprint: string, now: Date): readonly Kept[] {
  return namesIn(folder)
    .flatMap((name): Kept[] => {
      const [whole, mark = null, year, month, day, hour, minute, second, rest] = NAME.exec(name) ?? [];
      if (whole === undefined || (mark !== null && mark !== markOf(fingerprint))) return [];
      const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}.${rest}Z`);
      if (at.getTime() > now.getTime() + CLOCK_SLACK_MILLISECONDS) return [];
      // What is empty, or something else under such a name, takes no copy's place.
      return beginsAsCopy(join(folder, name)) ? [{ name, at, mark }] : [];
    })
    .sort((one, other) => one.at.getTime() - other.at.getTime());
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** When the newest copy of this installation was made; null where there is none. One of before counts only where there is no other. */
export function newestCopy(folder: string, fingerprint: string, now: Date): Date | null {
  const copies = copiesIn(folder, fingerprint, now);
  return (copies.findLast(({ mark }) => mark !== null) ?? copies.at(-1))?.at ?? null;
}

interface Place {
  readonly databaseUrl: string;
  readonly dataDir: string;
  readonly folder: string;
  /** Of the key of the books. */
  readonly fingerprint: string;
  readonly key: Buffer;
  readonly keep: number | null;
}

interface Copied {
  readonly path: string;
  readonly contents: Contents;
  /** How many older ones were let go of. */
  readonly gone: number;
}

/** Writes a copy, reads it through, and only then gives it its name and lets go of the oldest. */
async function makeCopy(place: Place, now: Date): Promise<Copied> {
  const { databaseUrl, dataDir, folder, fingerprint, key } = place;
  requireOtherDisk(dataDir, folder);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  removeDrafts(folder, fingerprint, now);
  const name = `hegu-${markOf(fingerprint)}-${now.toISOString().replaceAll(/[-:.]/g, '')}.backup`;
  const draft = join(folder, `${name}.part`);
  let contents: Contents;
  try {
    const written = await writeBackup(databaseUrl, draft, key);
    contents = await readBackup(draft, key);
    if (!isDeepStrictEqual(contents, written))
      throw new NoCopy(draft, {
        zh: '读回的与写出的不同。',
        en: 'what was read back is not what was written.',
      });
    renameSync(draft, join(folder, name));
    rememberDisk(dataDir, folder);
  } catch (error) {
    throw isForWantOfRoom(error) ? new NoRoomForCopy(folder, sizeOf(draft)) : error;
  } finally {
    rmSync(draft, { force: true });
  }
  return { path: join(folder, name), contents, gone: await letGo(place, name, now) };
}

/** The disk is full, or what one user or one file may take of it is. */
const isForWantOfRoom = (error: unknown) =>
  ['ENOSPC', 'EDQUOT', 'EFBIG'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');

const sizeOf = (path: string) => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

class NoRoomForCopy extends Explained {
  constructor(folder: string, written: number) {
    const size = `${Math.ceil(written / 1_000_000)} MB`;
    super(
      `There is not room enough in ${folder}: the copy could not be written beyond its first ${size}. Nothing of it was kept, and older copies stand as they were. Make room, or name another folder.\n` +
        `${folder} 的空间不够：备份写了约 ${size} 就写不下去了。没有留下半份，原有的备份都在。请腾出空间，或换一个文件夹。`,
    );
  }
}

/** What a run left that was killed. */
function removeDrafts(folder: string, fingerprint: string, now: Date): void {
  for (const name of namesIn(folder)) {
    const [whole, mark = markOf(fingerprint)] = DRAFT.exec(name) ?? [];
    if (whole === undefined || mark !== markOf(fingerprint)) continue;
    const path = join(folder, name);
    const { mtimeMs } = statSync(path, { throwIfNoEntry: false }) ?? { mtimeMs: now.getTime() };
    if (now.getTime() - mtimeMs > DAY_MILLISECONDS) rmSync(path, { force: true });
  }
}

/** All but the newest, the last of each month, and the one that was just written. */
async function letGo({ folder, fingerprint, key, keep }: Place, written: string, now: Date): Promise<number> {
  if (keep === null) return 0;
  const copies = copiesIn(folder, fingerprint, now);
  const marked = copies.filter(({ mark }) => mark !== null);
  // Those of before make room as marked ones come.
  const before = copies.filter(({ mark }) => mark === null);
  const stays = new Set([
    written,
    ...staying(marked, keep),
    ...staying(before, Math.max(0, keep - marked.length)),
  ]);
  let gone = 0;
  for (const { name, mark } of copies) {
    if (stays.has(name)) continue;
    const path = join(folder, name);
    // One without a mark may be another installation's: it is ours if our key opens it.
    if (mark === null && !(await opens(path, key))) continue;
    rmSync(path, { force: true });
    gone += 1;
  }
  return gone;
}

function staying(copies: readonly Kept[], keep: number): readonly string[] {
  const lastOfMonth = new Map(copies.map(({ name, at }) => [at.toISOString().slice(0, 7), name]));
  const newest = copies.slice(Math.max(0, copies.length - keep)).map(({ name }) => name);
  return [...newest, ...[...lastOfMonth.values()].slice(-MONTHS_KEPT)];
}

async function opens(path: string, key: Buffer): Promise<boolean> {
  try {
    await readBackup(path, key);
    return true;
  } catch (error) {
    if (error instanceof NoCopy) return false;
    throw error;
  }
}

/** Never made where copies stand that another key has sealed. */
function keyFor(path: string, mayMake: boolean, folder: string, fingerprint: string) {
  const sealed = copiesIn(folder, fingerprint, new Date(8.64e15)).length;
  if (mayMake && sealed > 0 && statSync(path, { throwIfNoEntry: false }) === undefined)
    throw new Explained(
      `There is no key of copies at ${path}, and ${folder} holds ${sealed} copies that were sealed with one. Put that key back from where you keep it; where it is lost, name another folder for the copies.\n` +
        `${path} 没有备份密钥，而 ${folder} 中已有 ${sealed} 份用密钥加密的备份。请从另存处放回那把密钥；确已丢失的，请另用一个文件夹存放备份。`,
    );
  return backupKey(path, mayMake);
}

export async function backUp(config: Config, options: BackupOptions): Promise<number> {
  const { HEGU_LANGUAGE: language } = config;
  const { keep, newKey } = options;
  const folder = resolve(options.to);
  const keyPath = options.key === undefined ? config.HEGU_BACKUP_KEY_FILE : resolve(options.key);
  const running = await bootToRead(config);
  try {
    // It would be the newest for years, and older ones would make room for it.
    await requireRightClock(running);
    const { databaseUrl, services } = running;
    const { fingerprint } = services.vault;
    const { key, made } = keyFor(keyPath, newKey || isDefaultPlace(config, keyPath), folder, fingerprint);
    // Before the copy: if that fails, the key stands there all the same.
    if (made) say(keepTheKey(config, keyPath)[language]);
    const { path, contents, gone } = await makeCopy(
      { databaseUrl, dataDir: config.HEGU_DATA_DIR, folder, fingerprint, key, keep },
      new Date(),
    );
    const rows = rowsOf(contents);
    say(
      language === 'zh'
        ? `✓ 备份 ${path}：${contents.tables.length} 张表，${rows} 行，写后通读相符${gone > 0 ? `；删去较早的 ${gone} 份` : ''}。`
        : `✓ copy ${path}: ${contents.tables.length} tables, ${rows} rows, read through after it was written${gone > 0 ? `; ${gone} older ones removed` : ''}.`,
    );
    return 0;
  } finally {
    await running.close();
  }
}

/** Where nobody named a place for the key, one may be made; a place that was named may be a disk that is not there now. */
const isDefaultPlace = ({ HEGU_DATA_DIR }: Config, path: string) =>
  path === join(HEGU_DATA_DIR, 'backup.key');

function keepTheKey({ HEGU_KEY_FILE }: Config, path: string): Sentence {
  return {
    zh: `已新建备份密钥 ${path}：请立即另存到别处，没有它备份无法恢复。账册的密钥 ${HEGU_KEY_FILE} 不在备份中，也请另存。`,
    en: `A key of copies was made at ${path}: keep it elsewhere, now; without it no copy can be restored. The key of the books, ${HEGU_KEY_FILE}, is in no copy: keep it too.`,
  };
}

export interface DailyCopies {
  readonly databaseUrl: string;
  readonly fingerprint: string;
  readonly clockGuard: Pick<ClockGuard, 'hasJumped'> | undefined;
  readonly clock?: () => Date;
}

/** Looks each hour whether the newest copy is a day old, and makes one; what cannot be done is said, and tried again an hour later. */
export function copyDaily(
  config: Config,
  { databaseUrl, fingerprint, clockGuard, clock = () => new Date() }: DailyCopies,
  failed: (error: unknown) => void,
): { look(): Promise<void>; stop(): void } {
  const { HEGU_BACKUP_DIR: folder, HEGU_BACKUP_KEY_FILE: keyPath, HEGU_BACKUP_KEEP: keep } = config;
  if (folder === undefined) return { look: async () => undefined, stop: () => undefined };
  let running: Promise<void> | null = null;
  const copyIfDue = async () => {
    const now = clock();
    // A copy of a day that has not come would be the newest for years.
    if (clockGuard?.hasJumped(now) === true) return;
    if (!(await answers(folder)))
      throw new Explained(
        `${folder} does not answer: is the machine there?\n${folder} 没有回应：那台机器在吗？`,
      );
    const newest = copiesIn(folder, fingerprint, now).findLast(({ mark }) => mark !== null);
    if (newest !== undefined && now.getTime() - newest.at.getTime() < DAY_MILLISECONDS) return;
    const { key, made } = keyFor(keyPath, isDefaultPlace(config, keyPath), folder, fingerprint);
    if (made) say(keepTheKey(config, keyPath)[config.HEGU_LANGUAGE]);
    await makeCopy({ databaseUrl, dataDir: config.HEGU_DATA_DIR, folder, fingerprint, key, keep }, now);
  };
  const look = () =>
    (running ??= copyIfDue()
      .catch(failed)
      .finally(() => (running = null)));
  void look();
  const timer = setInterval(() => void look(), HOUR_MILLISECONDS);
  timer.unref();
  return { look, stop: () => clearInterval(timer) };
}

/** What whoever verifies is told of the copies; null where there is nothing to say. */
export function remarkOnCopies(
  { HEGU_BACKUP_DIR: folder }: Config,
  fingerprint: string,
  now: Date,
): Sentence | null {
  if (folder === undefined) return null;
  const newest = newestCopy(folder, fingerprint, now);
  const days = newest === null ? null : Math.floor((now.getTime() - newest.getTime()) / DAY_MILLISECONDS);
  if (days !== null && days < OLD_DAYS) return null;
  return days === null
    ? { zh: `${folder} 中没有本安装的备份。`, en: `There is no copy of this installation in ${folder}.` }
    : {
        zh: `${folder} 中最近一份备份是 ${days} 天前的：请查看日志中的原因。`,
        en: `The newest copy in ${folder} is ${days} days old: the log says why.`,
      };
}

/** Reads the newest copy of this installation through, as `verify --copy` asks: a line to say, and whether it is whole. */
export async function checkNewestCopy(
  { HEGU_BACKUP_DIR: folder, HEGU_BACKUP_KEY_FILE: keyPath }: Config,
  fingerprint: string,
  now: Date,
): Promise<{ readonly holds: boolean; readonly says: Sentence }> {
  if (folder === undefined)
    return {
      holds: false,
      says: {
        zh: '✗ 没有设置 HEGU_BACKUP_DIR，不知道到哪里找备份',
        en: '✗ HEGU_BACKUP_DIR is not set: nothing says where the copies are',
      },
    };
  const newest = copiesIn(folder, fingerprint, now).at(-1);
  if (newest === undefined)
    return {
      holds: false,
      says: { zh: '✗ 没有本安装的备份可读', en: '✗ there is no copy of this installation to read' },
    };
  const path = join(folder, newest.name);
  try {
    const { key } = backupKey(keyPath, false);
    const contents = await readBackup(path, key);
    const [tables, rows] = [contents.tables.length, rowsOf(contents)];
    return {
      holds: true,
      says: {
        zh: `✓ ${path}：可以打开，完整，${tables} 张表，${rows} 行`,
        en: `✓ ${path}: it opens and is whole, ${tables} tables, ${rows} rows`,
      },
    };
  } catch (error) {
    if (!(error instanceof Explained)) throw error;
    const [en = '', zh = en] = error.message.split('\n');
    return { holds: false, says: { zh: `✗ ${zh}`, en: `✗ ${en}` } };
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
