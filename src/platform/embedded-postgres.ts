/**
 * The PostgreSQL that comes with the package, for machines that have none. One cluster a data directory, however many
 * processes ask: the first starts it, later ones join it, one left behind by a crash is taken over, and whoever still
 * needs it brings it back when it dies, on the same port.
 */
import { randomBytes } from 'node:crypto';
import {
  chownSync,
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Sentence } from '../domain/language.ts';
import { Explained } from './explained.ts';
import { findPostgresPrograms, type PostgresPrograms } from './postgres-binaries.ts';
import {
  clearForeignLock,
  processIdentity,
  runningPostmaster,
  stopPostmaster,
  tellPostmasterToStop,
  type Postmaster,
} from './postmaster.ts';

const USER = 'postgres';
const DATABASE = 'postgres';
const PATIENCE_MILLISECONDS = 60_000;
const STOP_MILLISECONDS = 30_000;
const WATCH_MILLISECONDS = 250;
const LARGEST_LOG = 10_000_000;
/** `postgres.new-PID@START`, and its password where it needs a name. */
const DRAFT = '.new-';
const PASSWORD = '.password';

export interface EmbeddedPostgresOptions {
  readonly dataDir: string;
  /** Gives up durability for speed. Only for clusters that are thrown away. */
  readonly throwAway?: boolean;
  readonly log?: (message: string) => void;
}

export interface RunningPostgres {
  readonly url: string;
  /** Where its files lie, and whose they are. */
  readonly place: Sentence;
  /** Whether this process answers for the cluster; `stop` leaves another's running. */
  readonly owned: boolean;
  stop(): Promise<void>;
}

/** What a second process needs to join: kept beside the cluster, readable by its owner only. */
interface Access {
  readonly password: string;
  readonly port: number;
  /** The process that answers for the cluster, as `processIdentity` names it. */
  readonly owner: string;
}

export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<RunningPostgres> {
  const { dataDir } = options;
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  clearDrafts(dataDir);
  const programs = await findPostgresPrograms(clusterOf(dataDir));
  // However this process ends, short of a kill: nobody would answer for the server any more, or for one that is only beginning.
  const atExit = () => {
    for (const child of beginning) child.kill('SIGINT');
    leave(dataDir);
    if (hasCluster(dataDir) && isOwner(dataDir) && !handOn(dataDir)) tellPostmasterToStop(clusterOf(dataDir));
  };
  process.on('exit', atExit);
  use(dataDir);
  let port: number;
  try {
    if (!hasCluster(dataDir)) await initialise(dataDir, programs);
    port = await startOrJoin(options, programs, null);
  } catch (error) {
    leave(dataDir);
    process.off('exit', atExit);
    throw error;
  }
  const watch = watchOver(options, programs, port);
  return {
    url: `postgres://${USER}:${readAccess(dataDir).password}@127.0.0.1:${port}/${DATABASE}`,
    place: {
      zh: `${clusterOf(dataDir)}（${programs.about.zh}）`,
      en: `${clusterOf(dataDir)} (${programs.about.en})`,
    },
    get owned() {
      return isOwner(dataDir);
    },
    async stop() {
      await watch.end();
      leave(dataDir);
      if (isOwner(dataDir) && !handOn(dataDir)) await stopPostmaster(clusterOf(dataDir), STOP_MILLISECONDS);
      process.off('exit', atExit);
    },
  };
}

/** Whether there is a cluster in this data directory, running or not. */
export function hasCluster(dataDir: string): boolean {
  return existsSync(join(clusterOf(dataDir), 'PG_VERSION'));
}

/** Makes the cluster beside its place and moves it there whole, so that an interrupted first start leaves no half. */
async function initialise(dataDir: string, programs: PostgresPrograms): Promise<void> {
  const draft = `${clusterOf(dataDir)}${DRAFT}${processIdentity(process.pid)}`;
  const password = randomBytes(18).toString('base64url');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  if (programs.owner) chownSync(draft, programs.owner.uid, programs.owner.gid);
  const secret = openSecret(`${draft}${PASSWORD}`, password, programs.owner);
  try {
    // Text in the order of its code points, letters known to Unicode: the same on every machine.
    const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
    const access = ['--username', USER, '--auth=scram-sha-256'];
    const parameters = (secretPath: string) => [
      ...locale,
      ...access,
      `--pwfile=${secret.path ?? secretPath}`,
    ];
    const code = await withLog(dataDir, (output) =>
      exitOf(programs.run('initdb', { cluster: draft, parameters, output, secret: secret.descriptor })),
    );
    if (code !== 0) throw startFailure(dataDir, new Error(`initdb ended with ${code}`));
    writeAccess(dataDir, { password, port: 0, owner: '' }, draft);
    try {
      renameSync(draft, clusterOf(dataDir));
    } catch (error) {
      // Another process was faster; its cluster is as good.
      if (!hasCluster(dataDir)) throw startFailure(dataDir, error);
    }
  } finally {
    closeSync(secret.descriptor);
    rmSync(draft, { recursive: true, force: true });
    rmSync(`${draft}${PASSWORD}`, { force: true });
  }
}

/**
 * The password for `initdb` in a file that has lost its name before `initdb` begins: whatever is killed, nothing of it stays
 * on the disk. Windows takes no name from an open file; there the name, `path`, stays until the end or the next start.
 */
function openSecret(
  path: string,
  text: string,
  owner: PostgresPrograms['owner'],
): { readonly descriptor: number; readonly path: string | null } {
  rmSync(path, { force: true });
  writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  if (owner) chownSync(path, owner.uid, owner.gid);
  const descriptor = openSync(path, 'r');
  if (process.platform === 'win32') return { descriptor, path };
  rmSync(path);
  return { descriptor, path: null };
}

/** Takes away what first starts that were killed have left: half clusters, and a password beside them. */
function clearDrafts(dataDir: string): void {
  const ofDraft = new RegExp(`^postgres\\${DRAFT}((\\d+)(?:@\\d*)?)(?:\\${PASSWORD})?$`);
  for (const name of readdirSync(dataDir)) {
    const [, maker, pid] = ofDraft.exec(name) ?? [];
    const living = processIdentity(Number(pid));
    if (maker === undefined || living === maker || (living !== null && maker === pid)) continue;
    try {
      rmSync(join(dataDir, name), { recursive: true, force: true });
    } catch {
      // Its initdb outlived it and still writes: the next start finds it again.
    }
  }
}

/** Leaves a server running and returns its port, which is `fixedPort` if one is given. */
async function startOrJoin(
  options: EmbeddedPostgresOptions,
  programs: PostgresPrograms,
  fixedPort: number | null,
): Promise<number> {
  const { dataDir } = options;
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  let failure: unknown;
  while (Date.now() < deadline) {
    const running = runningPostmaster(clusterOf(dataDir));
    if (running && hasLivingOwner(dataDir)) {
      if (running.ready) return running.port;
    } else if (running?.ready) {
      // Left behind by a process that was killed: nobody answers for it, so it is ended and started anew.
      await stopPostmaster(clusterOf(dataDir), PATIENCE_MILLISECONDS);
    } else if (!running) {
      await clearForeignLock(clusterOf(dataDir));
      const port = fixedPort ?? (await freePort(readAccess(dataDir).port));
      try {
        const started = await startOwn(options, programs, port);
        if (started) return started.port;
      } catch (error) {
        failure = error;
      }
    }
    await pause(50);
  }
  throw startFailure(dataDir, failure);
}

/** Null when another process was faster: then there is one to join. Throws when PostgreSQL does not start. */
async function startOwn(
  options: EmbeddedPostgresOptions,
  programs: PostgresPrograms,
  port: number,
): Promise<Postmaster | null> {
  const { dataDir } = options;
  const settings = [
    `port=${port}`,
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'max_connections=200',
    'log_checkpoints=off',
    // What PostgreSQL writes about an error holds rows and statements, names and ID numbers among them.
    'log_error_verbosity=terse',
    'log_min_error_statement=panic',
    ...(options.throwAway ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'] : []),
  ];
  // Claimed before it runs: a process that comes meanwhile waits for it instead of ending it as left behind.
  claim(dataDir, port);
  const child = await withLog(dataDir, (output) =>
    programs.run('postgres', {
      cluster: clusterOf(dataDir),
      parameters: () => settings.flatMap((each) => ['-c', each]),
      output,
    }),
  );
  const ended = exitOf(child);
  let code: number | string | null = null;
  void ended.then((value) => (code = value));
  child.unref();
  for (;;) {
    const running = runningPostmaster(clusterOf(dataDir));
    if (running?.ready && running.pid === child.pid) {
      beginning.delete(child);
      // Again, because the slower of two may have written its claim in between.
      claim(dataDir, port);
      return running;
    }
    if (code !== null) {
      if (running) return null;
      throw new Error(`postgres ended with ${code}`);
    }
    await pause(20);
  }
}

/** Brings the server back whenever it is gone, until `end` is called. */
function watchOver(options: EmbeddedPostgresOptions, programs: PostgresPrograms, port: number) {
  let ended = false;
  let work: Promise<void> = Promise.resolve();
  let busy = false;
  const look = async () => {
    try {
      turnOverLog(options.dataDir);
      if (runningPostmaster(clusterOf(options.dataDir))) return;
      options.log?.(
        `PostgreSQL is gone: starting it again. Its last words: ${lastWords(options.dataDir).join(' | ')}`,
      );
      await startOrJoin(options, programs, port);
      options.log?.('PostgreSQL runs again.');
    } catch {
      options.log?.(
        `PostgreSQL could not be started again; the next attempt follows. Its last words: ${lastWords(options.dataDir).join(' | ')}`,
      );
    }
  };
  const timer = setInterval(() => {
    if (busy || ended) return;
    busy = true;
    work = look().finally(() => (busy = false));
  }, WATCH_MILLISECONDS);
  timer.unref();
  return {
    async end() {
      ended = true;
      clearInterval(timer);
      await work;
    },
  };
}

function claim(dataDir: string, port: number): void {
  writeAccess(dataDir, { ...readAccess(dataDir), port, owner: processIdentity(process.pid) ?? '' });
}

function hasLivingOwner(dataDir: string): boolean {
  const { owner } = readAccess(dataDir);
  return owner !== '' && processIdentity(Number(owner.split('@')[0])) === owner;
}

/** Beside the cluster, a file for each process that uses it: whoever ends first does not take it from the others. */
const USED_BY = 'postgres.used-by-';
const usedBy = (dataDir: string, identity: string) => join(dataDir, `${USED_BY}${identity}`);

function use(dataDir: string): void {
  others(dataDir);
  writeFileSync(usedBy(dataDir, processIdentity(process.pid) ?? ''), '', { mode: 0o600 });
}

function leave(dataDir: string): void {
  rmSync(usedBy(dataDir, processIdentity(process.pid) ?? ''), { force: true });
}

/** Those that live; what a process that was killed left is taken away. */
function others(dataDir: string): readonly string[] {
  const all = readdirSync(dataDir).flatMap((name) =>
    name.startsWith(USED_BY) ? name.slice(USED_BY.length) : [],
  );
  const lives = (identity: string) => processIdentity(Number(identity.split('@')[0])) === identity;
  for (const identity of all) if (!lives(identity)) rmSync(usedBy(dataDir, identity), { force: true });
  return all.filter(lives);
}

/** Whether another that uses the cluster answers for it from now on. */
function handOn(dataDir: string): boolean {
  const [next] = others(dataDir);
  if (next === undefined) return false;
  writeAccess(dataDir, { ...readAccess(dataDir), owner: next });
  return true;
}

function isOwner(dataDir: string): boolean {
  return readAccess(dataDir).owner === processIdentity(process.pid);
}

type Child = ReturnType<PostgresPrograms['run']>;

/** Programs of PostgreSQL that run and have not come so far that the lock file of their cluster names them. */
const beginning = new Set<Child>();

function exitOf(child: Child): Promise<number | string> {
  beginning.add(child);
  child.once('exit', () => beginning.delete(child));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'nothing'));
  });
}

/** While the server writes to it: it goes on at the end of what is left, which is nothing. */
function turnOverLog(dataDir: string): void {
  const path = logOf(dataDir);
  if ((statSync(path, { throwIfNoEntry: false })?.size ?? 0) <= LARGEST_LOG) return;
  copyFileSync(path, `${path}.1`);
  truncateSync(path);
}

async function withLog<T>(dataDir: string, work: (output: number) => T | Promise<T>): Promise<T> {
  const path = logOf(dataDir);
  turnOverLog(dataDir);
  const output = openSync(path, 'a', 0o600);
  try {
    return await work(output);
  } finally {
    closeSync(output);
  }
}

const clusterOf = (dataDir: string) => join(dataDir, 'postgres');
const logOf = (dataDir: string) => join(dataDir, 'postgres.log');

/** Kept inside the cluster, so that the password and the cluster it opens come into being in one rename. */
function readAccess(dataDir: string): Access {
  return JSON.parse(readFileSync(join(clusterOf(dataDir), 'hegu-access.json'), 'utf8')) as Access;
}

function writeAccess(dataDir: string, access: Access, directory = clusterOf(dataDir)): void {
  const path = join(directory, 'hegu-access.json');
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(access), { mode: 0o600 });
  renameSync(draft, path);
}

/** The preferred port if it is free: restarts keep theirs, so that open pools find the server again. */
async function freePort(preferred: number): Promise<number> {
  const server = createServer();
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen(port, '127.0.0.1', resolve);
    });
  await listen(preferred).catch(() => listen(0));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Lines of the log that a message repeats: it holds no rows and no statements. */
const LAST_WORDS = 3;

function lastWords(dataDir: string): readonly string[] {
  const said = existsSync(logOf(dataDir)) ? readFileSync(logOf(dataDir), 'utf8').trim().split('\n') : [];
  return said.slice(-LAST_WORDS);
}

function startFailure(dataDir: string, cause: unknown): Error {
  // What the system refused us is not in PostgreSQL's own log.
  const refused = cause instanceof Error && 'syscall' in cause ? [cause.message] : [];
  const words = [...lastWords(dataDir), ...refused].map((line) => `  ${line}\n`);
  return new Explained(
    `PostgreSQL could not be started in ${clusterOf(dataDir)}. The last words, more of them in ${logOf(dataDir)}:\n${words.join('')}` +
      'Mend what they name, or set DATABASE_URL to a PostgreSQL of your own.\n' +
      'PostgreSQL 无法启动，上面是最后的记录：请按其所述处理，或把 DATABASE_URL 设为您自己的 PostgreSQL。',
    { cause },
  );
}
