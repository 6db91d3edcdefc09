/**
 * The service and its database are killed in the middle of their work. Nothing may be half done, and what was begun is
 * done once in the end. On a cluster with full durability, in processes of their own, through the socket.
 */
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { announcedRun } from '../support/announced-run.ts';
import {
  environmentOf,
  openBooks,
  ownerOf,
  signIn as signInAt,
  startService,
  type Person,
  type Service,
} from '../support/service.ts';

/** More than are entered at once. */
const PEOPLE = 6_000;
/** Enough that sealing them anew takes a while. */
const WITH_PHONE = 1_500;
const phoneOf = (number: number) => `1390000${String(number).padStart(4, '0')}`;
const folder = mkdtempSync(join(tmpdir(), 'hegu-crash-'));
const environment = environmentOf(folder);
const password = 'correct horse battery';
let service: Service;
let root = '';
let importId = '';

async function startServer(): Promise<void> {
  service = await startService(environment);
}

async function killServer(): Promise<void> {
  await service.end('SIGKILL');
}

const signIn = (userName: string, secret: string) => signInAt(service.address, root, userName, secret);

/** An allowance of the articles, by two people: by default nothing passes one person alone, and no file either. */
async function allowImports(): Promise<void> {
  const as = (role: string) => signIn(role, password);
  const allowance = { quantity: '10000', effectiveOn: '2010-01-01', source: '章程' };
  const { status, body } = await (await as('chair')).post('~/share-allowance', allowance);
  expect(status, JSON.stringify(body)).toBe(201);
  const { id } = body['proposal'] as unknown as { readonly id: string };
  expect((await (await as('supervisor')).post(`~/setting-proposals/${id}/confirm`, {})).status).toBe(200);
}

beforeAll(async () => {
  await startServer();
  ({ root } = await openBooks(
    service.address,
    folder,
    ['accountant', 'reviewer', 'auditor', 'chair', 'supervisor'],
    password,
  ));
  await allowImports();
});

afterAll(async () => {
  await service.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

function table(heads: string, row: (number: number) => string): FormData {
  const rows = Array.from({ length: PEOPLE }, (_, index) => row(index + 1));
  const form = new FormData();
  form.set('file', new Blob([[heads, ...rows].join('\n')]), 'table.csv');
  return form;
}

/** The state of an import, until it is one of these. */
async function reaches(
  person: Person,
  id: string,
  states: readonly string[],
): Promise<Record<string, never>> {
  for (;;) {
    const { body } = await person.get(`~/imports/${id}`);
    if (states.includes(body['state'] ?? '')) return body;
    await pause(5);
  }
}

/** What was read is looked at and confirmed, so that it is entered. */
async function confirmed(person: Person, id: string): Promise<void> {
  const { rows } = await reaches(person, id, ['checked', 'refused', 'failed']);
  expect((await person.post(`~/imports/${id}/confirm`, { rows })).status).toBe(202);
}

/**
 * Holds the trail shut, so that a change does all its work and waits with its last row; does `act` once one waits there,
 * and lets go. What is killed then is killed in the middle, whatever the machine's speed.
 */
async function inTheMiddle(begin: () => Promise<unknown>, act: () => Promise<void> | void): Promise<unknown> {
  const deadline = Date.now() + 30_000;
  const observer = ownerOf(folder);
  try {
    return await observer.begin(async (tx) => {
      await tx`lock table audit_entry in share mode`;
      const begun = begin();
      for (;;) {
        const waiting =
          await tx`select 1 from pg_locks where not granted and relation = 'audit_entry'::regclass`;
        if (waiting.length > 0) break;
        if (Date.now() > deadline) throw new Error('Nothing came to the middle.');
        await pause(5);
      }
      await act();
      return begun;
    });
  } finally {
    await observer.end({ timeout: 1 });
  }
}

function killPostgres(): void {
  const [pid] = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
}

/** A run that only waits for its posting. */
const announced = async (accountant: Person, period: string, recordDate: string) =>
  announcedRun(
    { folder, accountant, reviewer: await signIn('reviewer', password), people: PEOPLE },
    period,
    recordDate,
  );

describe('a kill', () => {
  it('of the service in the middle of an import leaves nothing half; started again, it completes it, once', async () => {
    let accountant = await signIn('accountant', password);
    const roster = table(
      '股东编号,姓名,出生日期,入社日期,电话',
      (number) =>
        `${number},成员${number},1960-01-01,2010-07-31,${number <= WITH_PHONE ? phoneOf(number) : ''}`,
    );
    const { status, body } = await accountant.post('~/imports?kind=roster', roster);
    expect(status).toBe(202);
    importId = body['id'] ?? '';
    await confirmed(accountant, importId);
    await inTheMiddle(() => reaches(accountant, importId, ['entering']), killServer);

    await startServer();
    accountant = await signIn('accountant', password);
    const ended = await reaches(accountant, importId, ['done', 'refused', 'failed']);
    expect(ended).toMatchObject({ state: 'done', result: { members: PEOPLE } });
    const { changeId } = ended['result'] as unknown as { changeId: string };
    const confirmer = await signIn('reviewer', password);
    expect((await confirmer.post(`~/register-changes/${changeId}/confirm`, {})).status).toBe(200);
    const auditor = await signIn('auditor', password);
    const trail = (await auditor.get('~/audit-entries?limit=999')).body['entries'] as unknown as {
      command: string;
    }[];
    expect(trail.filter(({ command }) => command === 'exchange.import-roster')).toHaveLength(1);
    const last = (await accountant.get(`~/members?limit=5&after=`)).body['members'];
    expect(last).toHaveLength(5);
  }, 60_000);

  it('of PostgreSQL in the middle of an import leaves nothing half; the service completes it by itself, once', async () => {
    const accountant = await signIn('accountant', password);
    await accountant.post('~/share-classes', { code: 'basic', name: '基本股', kind: 'basic', places: 0 });
    const shares = table(
      '持有人编号,股种,股数,生效日期',
      (number) => `${number},basic,${(number % 97) + 1},2010-07-31`,
    );
    const opened = await accountant.post('~/imports?kind=opening-shares', shares);
    const id = opened.body['id'] ?? '';
    await confirmed(accountant, id);
    await inTheMiddle(() => reaches(accountant, id, ['entering']), killPostgres).catch(() => undefined);
    const done = await reaches(accountant, id, ['done', 'refused', 'failed']);
    expect(done).toMatchObject({ state: 'done', result: { movements: PEOPLE } });
    const last = await accountant.get(`~/movements?after=${PEOPLE - 1}`);
    expect([last.status, last.body['movements']]).toEqual([200, [expect.anything()]]);
  }, 60_000);

  it('of PostgreSQL in the middle of a posting leaves it unposted; the retry posts it once', async () => {
    const accountant = await signIn('accountant', password);
    const runId = await announced(accountant, '2010-H2', '2010-12-31');

    let cut: Promise<{ status: number }> = Promise.resolve({ status: 0 });
    // The lock goes down with the server that kept it.
    await inTheMiddle(
      () => (cut = accountant.post(`~/dividend-runs/${runId}/post`, {}, 'posting-2010-H2')),
      killPostgres,
    ).catch(() => undefined);
    expect((await cut).status).toBe(503);
    let retried = await accountant.post(`~/dividend-runs/${runId}/post`, {}, 'posting-2010-H2');
    for (let round = 0; retried.status === 503 && round < 200; round += 1) {
      await pause(100);
      retried = await accountant.post(`~/dividend-runs/${runId}/post`, {}, 'posting-2010-H2');
    }
    expect([retried.status, retried.body]).toMatchObject([
      200,
      { state: 'posted', paid: '1000000.00', lines: PEOPLE },
    ]);
    const again = await accountant.post(`~/dividend-runs/${runId}/post`, {}, 'posting-another');
    expect(again.status).toBe(409);
  }, 90_000);

  it('is not needed for another key: whoever reads and writes sealed numbers meanwhile notices nothing', async () => {
    const accountant = await signIn('accountant', password);
    const { members } = (await accountant.get('~/members?limit=40')).body as unknown as {
      members: readonly { id: string; registerNumber: string }[];
    };
    const before = readFileSync(join(folder, 'hegu.key'), 'utf8');
    const rotating = spawn(process.execPath, ['src/cli.ts', 'rotate-key'], {
      env: environment,
      stdio: 'pipe',
    });
    let said = '';
    rotating.stdout.on('data', (text: Buffer) => (said += text.toString()));
    rotating.stderr.on('data', (text: Buffer) => (said += text.toString()));
    let rotated: number | null | undefined;
    rotating.once('exit', (status) => (rotated = status));
    const known = new Map(members.map(({ id, registerNumber }) => [id, phoneOf(Number(registerNumber))]));
    let [read, written] = [0, 0];
    // Somewhat longer than the change itself, so that the keys of before are gone from the file.
    for (let turn = 0, left = 12; left > 0; turn += 1) {
      if (rotated !== undefined) left -= 1;
      const { id = '' } = members[turn % members.length] ?? {};
      if (turn % 3 === 0) {
        const phone = `1380000${String(turn).padStart(4, '0')}`;
        const { status, body } = await accountant.patch(`~/members/${id}`, { phone });
        expect(status, JSON.stringify(body)).toBe(200);
        known.set(id, phone);
        written += 1;
      }
      const { status, body } = await accountant.post(`~/members/${id}/unmask`, {
        field: 'phone',
        reason: '核对电话',
      });
      expect([status, body['value']]).toEqual([200, known.get(id)]);
      read += 1;
      await pause(rotated === undefined ? 10 : 120);
    }
    expect([rotated, said]).toEqual([0, expect.stringContaining(' 0 not.')]);
    expect(Math.min(read, written)).toBeGreaterThan(10);
    const after = readFileSync(join(folder, 'hegu.key'), 'utf8');
    expect(after.trim().split('\n')).toEqual([before.trim().split('\n')[0], expect.any(String)]);
  }, 90_000);

  it('of the service in the middle of a posting leaves it unposted; asked again under its key, it is posted once', async () => {
    let accountant = await signIn('accountant', password);
    const runId = await announced(accountant, '2011-H1', '2011-06-30');
    const post = () => accountant.post(`~/dividend-runs/${runId}/post`, {}, 'posting-2011-H1');
    const cut = await inTheMiddle(post, killServer);
    expect(cut).toEqual({ status: 0, body: {} });

    await startServer();
    accountant = await signIn('accountant', password);
    expect((await accountant.get(`~/dividend-runs/${runId}`)).body).toMatchObject({ state: 'on-notice' });
    const retried = await post();
    expect([retried.status, retried.body]).toMatchObject([200, { state: 'posted', paid: '1000000.00' }]);
    expect(await post()).toEqual(retried);
    const auditor = await signIn('auditor', password);
    const trail = (await auditor.get('~/audit-entries?limit=999')).body['entries'] as unknown as {
      command: string;
    }[];
    expect(trail.filter(({ command }) => command === 'dividends.post-run')).toHaveLength(2);
    const proof = spawnSync(process.execPath, ['src/cli.ts', 'verify'], {
      env: environment,
      encoding: 'utf8',
    });
    // Days of notice past at once are past the program (`announced`): these two rows are named, and nothing else.
    expect(proof.stdout).toContain(`2 runs with ${2 * PEOPLE} lines`);
    expect(proof.stdout.match(/^ +✗.*?: /gm)).toEqual([
      expect.stringContaining('public notice of run 1'),
      expect.stringContaining('public notice of run 2'),
    ]);
  }, 90_000);
});
