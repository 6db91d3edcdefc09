/**
 * From a configuration to running services: database started or reached, migrated, checked; key opened. Shared by the
 * server and the command line; `close` undoes it in reverse.
 */
import { accessSync, chmodSync, constants, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config.ts';
import type { Sentence } from './domain/language.ts';
import { logLine } from './log-line.ts';
import { cooperativeIds, anyUserExists, identify } from './modules/access/index.ts';
import { withholdReleased } from './modules/dividends/index.ts';
import { judgeAppointment } from './modules/assemblies/index.ts';
import { memberNumbered } from './modules/members/index.ts';
import { opensPersonal } from './modules/members/index.ts';
import type { Catalogue } from './platform/catalogue.ts';
import { createClockGuard, lastTold, requireClock, type ClockGuardOptions } from './platform/clock-guard.ts';
import { adoptRows } from './platform/command.ts';
import { connectDatabase, type Database } from './platform/database.ts';
import { hasCluster, startEmbeddedPostgres } from './platform/embedded-postgres.ts';
import { Explained } from './platform/explained.ts';
import { reasonsNotToBuild } from './platform/given-database.ts';
import { expectedCatalogue, keepCatalogue } from './platform/kept-catalogue.ts';
import {
  keyedHashOf,
  openVault,
  openVaultToRead,
  requireKnownKey,
  type KeyProof,
} from './platform/key-file.ts';
import { servingAddresses } from './platform/logins.ts';
import { migrateDatabase, NewerDatabase, OlderDatabase, schemaState } from './platform/migrations.ts';
import { knowMovedBook } from './platform/moved-books.ts';
import { outsideChain } from './platform/platform-chain.ts';
import { describeFailure } from './platform/redaction.ts';
import { readSeals, sealFiles } from './platform/seal-file.ts';
import { reasonsNotToServe } from './platform/self-check.ts';
import type { Services } from './platform/services.ts';
import { reasonsOfPostgresql, recordFirst } from './postgresql-accepted.ts';
import { must } from './platform/must.ts';
import type { Vault } from './platform/vault.ts';

export interface Running {
  readonly services: Services;
  /** The database's address as the owner, which serves nobody: for keys and the command line. Holds the password. */
  readonly databaseUrl: string;
  /** Where the books lie, in words without a password. */
  readonly booksAt: Sentence;
  close(): Promise<void>;
}

/** Who comes while so many wait is asked to come again: for a connection, for one book. */
const MOST_WAITING_UNITS = 500;
const MOST_WAITING_WRITERS = 50;

/** Thrown when the database's promises do not hold; one line a reason. */
export class NotFitToServe extends Explained {
  constructor(reasons: readonly string[]) {
    super(
      `Hegu does not start, because:\n合股不能启动，原因：\n${reasons.map((reason) => `  - ${reason}`).join('\n')}`,
    );
    this.name = 'NotFitToServe';
  }
}

/** Thrown when only existing books were asked for. */
export class NoBooks extends Explained {
  constructor(place: string) {
    super(`There are no books in ${place}.\n${place} 中没有账册。`);
    this.name = 'NoBooks';
  }
}

export async function boot(config: Config): Promise<Running> {
  makeDataDir(config.HEGU_DATA_DIR);
  let migrated: Catalogue | null = null;
  const running = await start(config, openVault, servingAddresses, async (databaseUrl) => {
    await requireFitToBuild(databaseUrl);
    await requireKnownKey(databaseUrl, config.HEGU_KEY_FILE);
    if ((await schemaState(databaseUrl)) === 'missing') requireNoBooksSealed(config);
    migrated =
      (await migrateDatabase(databaseUrl, keyedHashOf(config.HEGU_KEY_FILE))) ??
      (await expectedCatalogue(databaseUrl, config));
    const reasons = await reasonsNotToServe(databaseUrl, { migrated });
    if (reasons.length > 0) throw new NotFitToServe(reasons);
  });
  try {
    const { services } = running;
    const ofPostgresql = await reasonsOfPostgresql(services);
    if (ofPostgresql.length > 0) throw new NotFitToServe(ofPostgresql);
    // By now there is a key to keep it under.
    if (migrated !== null) await keepCatalogue(running.databaseUrl, config, migrated);
    const clockGuard = createClockGuard(await clockOptions(config, services.database));
    if (!clockGuard.hasJumped(new Date())) {
      await recordFirst(services);
      const due = await services.database.outside(cooperativeIds);
      // Whoever is kept from it now is asked again with every sealing.
      await adoptRows(services, due, (id, error) =>
        logLine(
          config,
          `${id}: what the upgrade changed was not taken over. ${describeFailure(error).message}`,
        ),
      );
    }
    return {
      ...running,
      services: { ...services, clockGuard },
      async close() {
        clockGuard.stop();
        await running.close();
      },
    };
  } catch (error) {
    await running.close();
    throw error;
  }
}

/** Where the seal file tells of books, none are begun beside it: those are elsewhere, or still to be restored. */
function requireNoBooksSealed(config: Config): void {
  const [file = ''] = sealFiles(config);
  const { length } = readSeals([file]);
  if (length === 0) return;
  throw new Explained(
    `The database is empty, and ${file} has ${length} lines of books: no new ones are begun beside it. Is DATABASE_URL the one you mean? Restore a copy (npm run restore), or, where new books are meant, put that file aside.\n` +
      `数据库是空的，而 ${file} 中有 ${length} 行属于已有的账册：不在它旁边另建新账。请核对 DATABASE_URL；或先恢复备份（npm run restore）；确要新建的，请把该文件移到别处存放。`,
  );
}

const clockOptions = async (config: Config, database: Database): Promise<ClockGuardOptions> => ({
  days: config.HEGU_CLOCK_JUMP_DAYS,
  path: join(config.HEGU_DATA_DIR, 'last-served.txt'),
  told: await database.outside(lastTold),
  confirmed: config.HEGU_CLOCK_CONFIRMED,
});

/** Of whoever writes or copies beside the service: as the service, under a clock that has jumped they do not. */
export async function requireRightClock({ services: { config, database } }: Running): Promise<void> {
  requireClock(await clockOptions(config, database));
}

/** What is given must be such that tables can be made in it at all; refused before anything is tried. */
export async function requireFitToBuild(databaseUrl: string): Promise<void> {
  const reasons = await reasonsNotToBuild(databaseUrl);
  if (reasons.length > 0) throw new NotFitToServe(reasons);
}

/** As `boot`, for looking at existing books: makes no books, no tables, no key. */
export async function bootToRead(config: Config): Promise<Running> {
  if (config.DATABASE_URL === undefined && !hasCluster(config.HEGU_DATA_DIR))
    throw new NoBooks(config.HEGU_DATA_DIR);
  // Whoever looks may look as the owner: no login is made for it.
  return start(
    config,
    openVaultToRead,
    async (ownerUrl) => ({ service: ownerUrl, portal: ownerUrl }),
    async (databaseUrl) => {
      const state = await schemaState(databaseUrl);
      if (state === 'missing') throw new NoBooks(addressOf(databaseUrl));
      if (state === 'newer') throw new NewerDatabase();
      if (state === 'older') throw new OlderDatabase();
    },
  );
}

function makeDataDir(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    closeToOthers(path);
    accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new Explained(
      `Hegu cannot write to its data directory ${path} (${code}). Name another folder with HEGU_DATA_DIR, or let the user that runs it write there.\n` +
        `合股无法写入数据目录 ${path}（${code}）。请用 HEGU_DATA_DIR 指定别的文件夹，或让运行它的用户可以写入。`,
    );
  }
}

/** Key, sign-in file and books lie here: whoever else has an account on the computer sees nothing of them. */
function closeToOthers(path: string): void {
  if (process.platform === 'win32') return;
  const { mode, uid } = statSync(path);
  // Another's folder (a mounted volume) is that owner's to close.
  if ((mode & 0o077) !== 0 && uid === process.getuid?.()) chmodSync(path, 0o700);
}

type OpenVault = typeof openVault;

async function start(
  config: Config,
  open: OpenVault,
  addressFor: typeof servingAddresses,
  prepare: (databaseUrl: string) => Promise<void>,
): Promise<Running> {
  const embedded =
    config.DATABASE_URL === undefined
      ? await startEmbeddedPostgres({
          dataDir: config.HEGU_DATA_DIR,
          log: (message) => logLine(config, message),
        })
      : null;
  const databaseUrl = config.DATABASE_URL ?? must(embedded, 'the own PostgreSQL').url;
  let database: Database | null = null;
  try {
    await prepare(databaseUrl);
    const vault = await openedVault(databaseUrl, config, open);
    const connections = config.HEGU_DATABASE_CONNECTIONS;
    const { service, portal } = await addressFor(databaseUrl, vault);
    const connected = connectDatabase({
      url: service,
      portalUrl: portal,
      connections,
      chain: outsideChain((text, id) => vault.chainHash(text, id)),
      firstIn: (tx, id) => knowMovedBook(tx, vault, id),
      patience: {
        seconds: config.HEGU_WAIT_SECONDS,
        units: MOST_WAITING_UNITS,
        writers: MOST_WAITING_WRITERS,
        perCooperative: Math.ceil(connections / 2),
      },
    });
    database = connected;
    return {
      services: {
        config,
        database: connected,
        vault,
        clock: () => new Date(),
        identify,
        judgeAppointment,
        memberNumbered,
        follow: withholdReleased,
      },
      databaseUrl,
      booksAt: embedded?.place ?? { zh: addressOf(databaseUrl), en: addressOf(databaseUrl) },
      async close() {
        await connected.close();
        await embedded?.stop();
      },
    };
  } catch (error) {
    await database?.close();
    await embedded?.stop();
    const code = (error as { code?: unknown } | null)?.code;
    if (embedded === null && typeof code === 'string' && unreachable.includes(code))
      throw new NotFitToServe([
        `the database ${addressOf(databaseUrl)} does not let it in (${code}); see DATABASE_URL. ` +
          `无法连接数据库 ${addressOf(databaseUrl)}（${code}），请查看 DATABASE_URL。`,
      ]);
    throw error;
  }
}

/** The owner's own connection shows whether a key is that of the books; it is closed before anything is served. */
async function openedVault(databaseUrl: string, config: Config, open: OpenVault): Promise<Vault> {
  const asOwner = connectDatabase({ url: databaseUrl, connections: 2 });
  try {
    return await open(databaseUrl, config.HEGU_KEY_FILE, keyProof(asOwner), config.HEGU_CIPHER);
  } finally {
    await asOwner.close();
  }
}

/** What the books know of their key before they remember its fingerprint. */
function keyProof(database: Database): KeyProof {
  return {
    used: () => database.outside(anyUserExists),
    async opens(vault) {
      for (const id of await database.outside(cooperativeIds)) {
        const opened = await database.read(id, (tx) => opensPersonal(tx, vault, id));
        if (opened !== null) return opened;
      }
      return null;
    },
  };
}

/** Nobody there, nobody by that name, or not with that password or database. */
const unreachable = [
  'ECONNREFUSED',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'CONNECT_TIMEOUT',
  '28P01',
  '28000',
  '3D000',
];

/** Where a database is, without the name and password that open it. */
function addressOf(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  return host + pathname;
}
