/** The embedded PostgreSQL: real clusters, real processes, real kills. The data directory is one that only its owner may enter. */
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import postgres from 'postgres';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startEmbeddedPostgres, type RunningPostgres } from '../../src/platform/embedded-postgres.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'hegu-embedded-'));
const lockFile = join(dataDir, 'postgres', 'postmaster.pid');
const module = new URL('../../src/platform/embedded-postgres.ts', import.meta.url).href;
const children: ChildProcess[] = [];
let running: RunningPostgres | null = null;

/** Another process that starts or joins the cluster, says what it got, and waits. */
async function otherProcess(directory: string) {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(module)};
    const running = await startEmbeddedPostgres({ dataDir: ${JSON.stringify(directory)}, throwAway: true });
    console.log(JSON.stringify({ url: running.url, owned: running.owned }));
    process.stdin.on('data', async () => { await running.stop(); process.exit(0); });`;
  const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  children.push(child);
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout.once('data', (bytes: Buffer) => resolve(bytes.toString()));
    child.once('exit', (code) => reject(new Error(`ended with ${code}`)));
  });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    ...(JSON.parse(line) as { url: string; owned: boolean }),
    stop: () => (child.stdin.write('stop'), ended),
    kill: () => (child.kill('SIGKILL'), ended),
  };
}

async function query<T>(url: string, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, connect_timeout: 5, onnotice: () => undefined });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

const rowCount = (url: string) =>
  query(url, async (sql) => (await sql`select count(*)::int as n from kept`)[0]?.['n'] as number);
const addRow = (url: string) => query(url, (sql) => sql`insert into kept values (1)`);
const start = async () => (running = await startEmbeddedPostgres({ dataDir }));
const postmasterPid = () => Number(readFileSync(lockFile, 'utf8').split('\n')[0]);

async function until<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (attempt > 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

beforeAll(async () => {
  const { url } = await start();
  await query(url, (sql) => sql`create table kept (n int)`);
  await running?.stop();
});
afterEach(async () => {
  await running?.stop();
  running = null;
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('keeps everything over a restart, on the same port and with the same password', async () => {
    const first = await start();
    const before = await rowCount(first.url);
    await addRow(first.url);
    await first.stop();
    const second = await start();
    expect(second.url).toBe(first.url);
    expect(await rowCount(second.url)).toBe(before + 1);
  });

  it('shows its password and its log to nobody but their owner', async () => {
    await start();
    expect(statSync(join(dataDir, 'postgres', 'hegu-access.json')).mode & 0o077).toBe(0);
    expect(statSync(join(dataDir, 'postgres.log')).mode & 0o077).toBe(0);
  });

  it('stores text as UTF-8, knows letters beyond ASCII and refuses a wrong password', async () => {
    const { url } = await start();
    const row = await query(url, async (sql) => (await sql`select lower('ÄΩ𠮷') as text`)[0]);
    expect(row?.['text']).toBe('äω𠮷');
    await expect(rowCount(url.replace(/:[^:@]+@/, ':wrong@'))).rejects.toThrow(/password/);
  });

  it('is shared by a second process, which leaves it running when it goes', async () => {
    const { url } = await start();
    const other = await otherProcess(dataDir);
    expect(other).toMatchObject({ url, owned: false });
    await other.stop();
    expect(await rowCount(url)).toBeGreaterThan(0);
  });

  it('comes back for the one that joined when the one that started it goes', async () => {
    const other = await otherProcess(dataDir);
    expect(other.owned).toBe(true);
    const { url } = await start();
    expect(running?.owned).toBe(false);
    await other.stop();
    expect(await until(() => rowCount(url))).toBeGreaterThan(0);
    expect(running?.owned).toBe(true);
  });

  // Checked to fail: with `throwAway`, which switches synchronous_commit off, the acknowledged row is lost.
  it('comes back on the same port when it is killed, with every acknowledged row', async () => {
    const { url } = await start();
    const before = await rowCount(url);
    await addRow(url);
    process.kill(postmasterPid(), 'SIGKILL');
    expect(await until(() => rowCount(url))).toBe(before + 1);
  });

  it('is taken over when the process that started it was killed', async () => {
    const other = await otherProcess(dataDir);
    const orphan = postmasterPid();
    await other.kill();
    const { url } = await start();
    expect(running?.owned).toBe(true);
    expect(postmasterPid()).not.toBe(orphan);
    expect(await rowCount(url)).toBeGreaterThan(0);
  });

  it('starts over a lock whose process is dead, and over one whose number another program bears', async () => {
    const bystander = spawn('sleep', ['60']);
    children.push(bystander);
    const dead = spawn('true');
    await new Promise((resolve) => dead.once('exit', resolve));
    for (const pid of [dead.pid, bystander.pid]) {
      writeFileSync(lockFile, `${pid}\n${join(dataDir, 'postgres')}\n1\n5432\n\n127.0.0.1\n0 0\nready   \n`);
      const { url } = await start();
      expect(await rowCount(url)).toBeGreaterThan(0);
      await running?.stop();
    }
    expect(bystander.exitCode).toBeNull();
  });

  it('is made once when two processes begin on an empty directory at the same moment', async () => {
    const fresh = mkdtempSync(join(tmpdir(), 'hegu-embedded-'));
    const both = await Promise.all([otherProcess(fresh), otherProcess(fresh)]);
    expect(both[0].url).toBe(both[1].url);
    expect(both.map((each) => each.owned).sort()).toEqual([false, true]);
    for (const each of [...both].sort((a, b) => Number(a.owned) - Number(b.owned))) await each.stop();
    rmSync(fresh, { recursive: true, force: true });
  });
});
