/**
 * Seals how far every trail has come: into the platform's chain, and into the seal files outside the database. At the start, each hour in
 * which anything was entered, and within a minute after what weighs; what cannot be done now is done the next time. The first sealing of a
 * service reads the chain's heads and each place whole, the others what came since. What an upgrade left to be taken over, under a clock that
 * was not believed or because a book was kept from it, is taken over first, and what jobs told is covered where much of it waits.
 */
import { dirname } from 'node:path';
import type { Sentence } from './domain/language.ts';
import { cooperativeIds } from './modules/access/index.ts';
import { bookHead } from './modules/audit/index.ts';
import { answers } from './platform/answering.ts';
import { Explained } from './platform/explained.ts';
import { rememberDisk, requireOtherDisk } from './platform/other-disk.ts';
import { adoptRows, coverWaiting } from './platform/command.ts';
import { coverPlatform, lastHeads, type Heads } from './platform/platform-chain.ts';
import { manyWait, toldByUpgrade } from './platform/row-digests.ts';
import {
  completePlaces,
  entriesToSeal,
  readPlace,
  sealFiles,
  silentPlace,
  strangeIn,
  type PlaceKnown,
  type PlaceRead,
  type SealedEntry,
} from './platform/seal-file.ts';
import type { Services } from './platform/services.ts';

/** What the last sealing found: the next one reads what came since, of the chain and of each place. One for each service that seals. */
export interface SealingKnown {
  /** The heads that the chain told, up to an entry of it. */
  heads: Heads;
  upTo: bigint;
  readonly places: Map<string, PlaceKnown>;
}
export const knownOfNothing = (): SealingKnown => ({ heads: {}, upTo: 0n, places: new Map() });

/** Says whether there was anything new to seal. Each cooperative and each place by itself: what kept one from it is thrown at the end. */
export async function sealHeads(
  services: Services,
  known: SealingKnown = knownOfNothing(),
): Promise<boolean> {
  const { config, database, vault, clockGuard } = services;
  // A seal of a day that has not come would be the newest for years.
  if (clockGuard?.hasJumped(new Date()) === true) return false;
  const since = await database.outside((tx) => lastHeads(tx, known.upTo));
  known.heads = { ...known.heads, ...since.heads };
  known.upTo = since.upTo;
  const heads: Record<string, readonly [string, string]> = {};
  const failures: unknown[] = [];
  const ids = await database.outside(cooperativeIds);
  await adoptRows(services, ids, (_id, error) => failures.push(error));
  for (const id of ids) {
    try {
      const { number, seal } = await coveredHead(services, id);
      if (known.heads[id]?.[1] !== seal) heads[id] = [number.toString(), seal];
    } catch (error) {
      failures.push(error);
    }
  }
  const keyed = (text: string) => vault.chainHash(text);
  const upgraded = await database.outside((tx) => toldByUpgrade(tx, null, keyed));
  const isNew = Object.keys(heads).length > 0 || upgraded.length > 0;
  const made = isNew ? await database.outside((tx) => coverPlatform(tx, keyed, heads as Heads)) : null;
  await completeSealFiles({ config, database }, made?.number ?? null, known.places);
  if (failures.length > 0) throw failures[0];
  return isNew;
}

/** The head of a book, after what waited of a night of looks is covered: piece by piece, so that it holds up nobody who writes. */
async function coveredHead(services: Services, id: string): ReturnType<typeof bookHead> {
  const head = await services.database.read(id, async (tx) => ({
    ...(await bookHead(tx, id)),
    waits: await manyWait(tx, id),
  }));
  if (!head.waits) return head;
  await coverWaiting(services, id);
  return services.database.read(id, (tx) => bookHead(tx, id));
}

/**
 * Every place has the line of every entry that tells heads; those that it lacked say that they were written later. To the second place
 * nothing is written while it tells what these books do not have: it is that of others, who go on, and lines of two books spoil it for both.
 */
export async function completeSealFiles(
  { config, database }: Pick<Services, 'config' | 'database'>,
  made: bigint | null,
  known = new Map<string, PlaceKnown>(),
): Promise<void> {
  const [, second] = sealFiles(config);
  const { places, entries, ahead } = await placesAhead({ config, database }, known);
  const refused = ahead.find(({ file }) => file === second);
  const isSilent = places.some(({ file, fault }) => file === second && fault !== null);
  const unmounted =
    second === undefined || isSilent ? null : notMounted(config.HEGU_DATA_DIR, dirname(second));
  const written = places.filter(
    ({ file }) => file !== refused?.file && (unmounted === null || file !== second),
  );
  try {
    completePlaces(written, entries, made, known);
    if (second !== undefined && !isSilent && written.some(({ file }) => file === second))
      rememberDisk(config.HEGU_DATA_DIR, dirname(second));
  } finally {
    // What tells of others is read whole until it is put aside.
    for (const { file } of ahead) known.delete(file);
  }
  if (unmounted !== null) throw unmounted;
  if (refused !== undefined)
    throw new Explained(
      `${refused.file} holds ${refused.lines} lines of other books, or of these before they were restored: nothing is written there. Unset HEGU_SEAL_DIR where this is a trial; where these books go on, put that file aside.\n` +
        `${refused.file} 中有 ${refused.lines} 行属于别的账册，或属于恢复以前的账册：不向其中写入。若只是试恢复，请去掉 HEGU_SEAL_DIR；若以这套账册继续，请把该文件移到别处存放。`,
    );
}

function notMounted(dataDir: string, folder: string): Explained | null {
  try {
    requireOtherDisk(dataDir, folder);
    return null;
  } catch (error) {
    if (error instanceof Explained) return error;
    throw error;
  }
}

/** What these places tell that the platform's chain does not: it went on from an older copy, or they are another's. */
async function placesAhead(
  { config, database }: Pick<Services, 'config' | 'database'>,
  known: ReadonlyMap<string, PlaceKnown>,
): Promise<{
  readonly places: readonly PlaceRead[];
  /** Those that some place may lack, and those it tells of. */
  readonly entries: readonly SealedEntry[];
  readonly ahead: readonly { readonly file: string; readonly lines: number }[];
}> {
  // The files first: a line that another process writes meanwhile is of an entry that stands already.
  const places = await Promise.all(
    sealFiles(config).map(async (file) =>
      (await answers(dirname(file))) ? readPlace(file, known.get(file)) : silentPlace(file),
    ),
  );
  const read = places.filter(({ fault }) => fault === null);
  const from = read.reduce((least, { upTo }) => (upTo < least ? upTo : least), read[0]?.upTo ?? 0n);
  const besides = places.flatMap(({ lines }) => lines.map(({ platform: [number] }) => number));
  const entries = await database.outside((tx) => entriesToSeal(tx, from, besides));
  const ahead = places
    .map((each) => ({ file: each.file, lines: strangeIn(each, entries).length }))
    .filter(({ lines }) => lines > 0);
  return { places, entries, ahead };
}

/** What whoever starts the service is told where the books are behind what was sealed of them; null where they are not. */
export async function behindSeals(services: Pick<Services, 'config' | 'database'>): Promise<Sentence | null> {
  const [first] = (await placesAhead(services, new Map())).ahead;
  if (first === undefined) return null;
  const { file, lines } = first;
  return {
    zh: `警告：${file} 中有 ${lines} 行是这套账册的链条所没有的：这套账册是从较早的备份恢复的，或者有人改动过。请运行 npm run verify 查看，并见《运行维护》“恢复”一节。`,
    en: `Warning: ${file} holds ${lines} lines that the chain of these books does not have: they were restored from an older copy, or somebody changed them. See npm run verify, and “Restore” in docs/operation.md.`,
  };
}

const HOUR_MILLISECONDS = 3_600_000;
const MINUTE_MILLISECONDS = 60_000;

/**
 * Now, each hour, and soon after it is asked for: at once where the last time was a minute ago, and otherwise as soon as that minute is
 * over, so that many who ask are one sealing. One after the other; what was asked for is done before `stop` returns.
 */
export function keepSealing(
  seal: () => Promise<unknown>,
  failed: (error: unknown) => void,
): { soon(): void; stop(): Promise<void> } {
  let work: Promise<unknown> = Promise.resolve();
  let last = 0;
  let waiting: NodeJS.Timeout | null = null;
  const now = () => {
    if (waiting !== null) clearTimeout(waiting);
    waiting = null;
    last = Date.now();
    work = work.then(seal).catch(failed);
  };
  now();
  const timer = setInterval(now, HOUR_MILLISECONDS);
  timer.unref();
  return {
    soon() {
      if (waiting !== null) return;
      const rest = last + MINUTE_MILLISECONDS - Date.now();
      if (rest <= 0 || rest > MINUTE_MILLISECONDS) return now();
      waiting = setTimeout(now, rest);
      waiting.unref();
    },
    async stop() {
      clearInterval(timer);
      if (waiting !== null) now();
      await work;
    },
  };
}
