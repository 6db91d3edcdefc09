/**
 * What the lock file `postmaster.pid` of a PostgreSQL data directory says, held against the processes that live. A pid
 * alone proves nothing: after a crash another program may bear the number.
 */
import { readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly ready: boolean;
}

/** The server that runs in this directory; null when none does, whatever the lock file says. */
export function runningPostmaster(clusterDir: string): Postmaster | null {
  const written = readLockFile(clusterDir);
  return written && servesDirectory(written.pid, clusterDir) ? written : null;
}

/**
 * Removes a lock file whose pid another program bears by now: PostgreSQL itself would take that program for a server and
 * refuse to start. One whose pid is dead it recovers from alone. Waits until the last backends of the crashed
 * server are gone, which the lock file would have guarded against.
 */
export async function clearForeignLock(clusterDir: string): Promise<void> {
  const written = readLockFile(clusterDir);
  if (!written || !isAlive(written.pid) || servesDirectory(written.pid, clusterDir)) return;
  for (let round = 0; round < 100 && backendsIn(clusterDir).length > 0; round += 1) await pause(100);
  rmSync(join(clusterDir, 'postmaster.pid'), { force: true });
}

/** PostgreSQL's fast shutdown: open transactions are rolled back, nothing acknowledged is lost. What hangs is ended more and more firmly. */
export async function stopPostmaster(clusterDir: string, patienceMilliseconds: number): Promise<void> {
  const running = runningPostmaster(clusterDir);
  if (!running) return;
  const isThere = () => runningPostmaster(clusterDir) !== null || readLockFile(clusterDir) !== null;
  for (const [signal, patience] of [
    ['SIGINT', patienceMilliseconds],
    // Without a checkpoint: the next start recovers from its log.
    ['SIGQUIT', LAST_MILLISECONDS],
    ['SIGKILL', LAST_MILLISECONDS],
  ] as const) {
    if (!tell(running.pid, signal)) return;
    // What was frozen, its backends too, hears of it.
    for (const pid of backendsIn(clusterDir)) wake(Number(pid));
    const deadline = Date.now() + patience;
    // Gone from the process table and from the directory: only then may anybody start anew or delete it.
    while (Date.now() < deadline && isThere()) {
      await pause(20);
      if (signal === 'SIGKILL' && runningPostmaster(clusterDir) === null) return;
    }
    if (!isThere()) return;
  }
}

const LAST_MILLISECONDS = 5_000;

/** For a process that must go at once and waits for nothing any more: its server goes by itself. */
export function tellPostmasterToStop(clusterDir: string): void {
  const running = runningPostmaster(clusterDir);
  if (running) tell(running.pid, 'SIGINT');
}

/** One that was frozen hears it too. False when it is gone. */
function tell(pid: number, signal: NodeJS.Signals): boolean {
  try {
    process.kill(pid, signal);
    wake(pid);
    return true;
  } catch {
    return false;
  }
}

function wake(pid: number): void {
  if (process.platform === 'win32') return;
  try {
    process.kill(pid, 'SIGCONT');
  } catch {
    // It went meanwhile.
  }
}

/** A name for a living process that a later process with the same pid does not bear; null when it is dead. */
export function processIdentity(pid: number): string | null {
  if (!isAlive(pid)) return null;
  try {
    const afterName = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1) ?? '';
    const fields = afterName.split(' ');
    return fields[0] === 'Z' ? null : `${pid}@${fields[19]}`;
  } catch {
    return `${pid}@`;
  }
}

function readLockFile(clusterDir: string): Postmaster | null {
  try {
    const lines = readFileSync(join(clusterDir, 'postmaster.pid'), 'utf8').split('\n');
    const [pid, port] = [Number(lines[0]), Number(lines[3] ?? 0)];
    return Number.isInteger(pid) && pid > 0
      ? { pid, port: port || 0, ready: lines[7]?.trim() === 'ready' }
      : null;
  } catch {
    return null;
  }
}

/** A postmaster's working directory is its data directory. */
function servesDirectory(pid: number, clusterDir: string): boolean {
  if (!isAlive(pid)) return false;
  if (process.platform !== 'linux') return true;
  return workingDirectory(String(pid)) === realpathSync(clusterDir);
}

function backendsIn(clusterDir: string): readonly string[] {
  if (process.platform !== 'linux') return [];
  const directory = realpathSync(clusterDir);
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name) && workingDirectory(name) === directory);
}

function workingDirectory(pid: string): string | null {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    // Another user's process, or one that just ended: not ours.
    return null;
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
