/**
 * What can go wrong with computers, again and again at random, on a cluster with full durability: `npm run test:faults`. The service and its
 * database are killed under work, replies are cut, one command comes from many at once, the clock jumps, the database is frozen. After
 * each nothing is half done and everything that was asked is done once; at the end the books verify. `HEGU_FAULTS` is the number of rounds.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  environmentOf,
  openBooks,
  ownerOf,
  signIn,
  startService,
  type Answer,
  type Person,
  type Service,
} from '../support/service.ts';

const ROUNDS = Number(process.env['HEGU_FAULTS'] ?? 0);
const password = 'correct horse battery';
const folder = mkdtempSync(join(tmpdir(), 'hegu-faults-'));
const environment = environmentOf(folder, { HEGU_LOG_LEVEL: 'error' });
let service: Service;
let root = '';
let people: Readonly<Record<'accountant' | 'reviewer' | 'auditor' | 'chair', Person>>;
let keys = 0;
const freshKey = () => `fault-${(keys += 1)}-${process.pid}`;

async function start(more: Readonly<Record<string, string>> = {}): Promise<void> {
  service = await startService({ ...environment, ...more });
  await everybodySignsIn();
}

async function everybodySignsIn(): Promise<void> {
  const as = (name: string) => signIn(service.address, root, name, password);
  people = {
    accountant: await as('accountant'),
    reviewer: await as('reviewer'),
    auditor: await as('auditor'),
    chair: await as('chair'),
  };
}

/** Asked under one key until it is answered for good, whatever dies meanwhile. */
async function until(ask: () => Promise<Answer>): Promise<Answer> {
  for (;;) {
    const reply = await ask();
    if (reply.status !== 0 && reply.status !== 503) return reply;
    await pause(50);
  }
}

/** How many commands the trail tells of. */
async function entries(): Promise<number> {
  const owner = ownerOf(folder);
  const [row] = await owner`select count(*)::int as n from audit_entry`;
  await owner.end({ timeout: 1 });
  return Number(row?.['n']);
}

const entry = (amount: string) => ({
  date: '2011-03-01',
  summary: '测试凭证',
  lines: [
    { account: '101', debit: amount },
    { account: '501', credit: amount },
  ],
});
const roster = (first: number): FormData => {
  const rows = Array.from({ length: 40 }, (_, at) => `${first + at},成员${first + at},1960-01-01,2010-07-31`);
  const form = new FormData();
  form.set('file', new Blob([['股东编号,姓名,出生日期,入社日期', ...rows].join('\n')]), 'roster.csv');
  return form;
};

/** Work of every sort, each asked under a key of its own; `check` says that it was done once. */
const works: readonly {
  readonly name: string;
  readonly begin: (key: string, round: number) => Promise<Answer>;
}[] = [
  {
    name: 'a name',
    begin: (key, round) =>
      people.chair.post('~/names', { name: `双泉${round}`, effectiveOn: dayOf(round) }, key),
  },
  {
    name: 'an entry',
    begin: (key, round) => people.accountant.post('~/prepared-entries', entry(`${round + 1}.00`), key),
  },
  {
    name: 'an import',
    begin: (key, round) => people.accountant.post('~/imports?kind=roster', roster(round * 100 + 1), key),
  },
  {
    name: 'a paper',
    begin: (key) => people.accountant.post('~/documents/half-year-report', { period: '2011-H1' }, key),
  },
];
const dayOf = (round: number) => new Date(Date.UTC(2012, 0, 1 + round)).toISOString().slice(0, 10);

function clusterProcesses(): readonly number[] {
  const of = (pid: string) => {
    try {
      return readlinkSync(`/proc/${pid}/cwd`) === join(folder, 'postgres');
    } catch {
      return false;
    }
  };
  return readdirSync('/proc')
    .filter((pid) => /^\d+$/.test(pid) && of(pid))
    .map(Number);
}

const run = (args: readonly string[], more: Readonly<Record<string, string>> = {}) =>
  spawnSync(process.execPath, ['src/cli.ts', ...args], {
    env: { ...environment, ...more },
    encoding: 'utf8',
  });

describe.runIf(ROUNDS > 0)('whatever goes wrong', () => {
  beforeAll(async () => {
    service = await startService(environment);
    ({ root } = await openBooks(
      service.address,
      folder,
      ['accountant', 'reviewer', 'auditor', 'chair', 'supervisor'],
      password,
    ));
    await everybodySignsIn();
  }, 300_000);
  afterAll(async () => {
    await service.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  }, 300_000);

  it('kills of the service and of PostgreSQL at random leave nothing half and nothing twice', async () => {
    const done: Record<string, number> = {};
    for (let round = 0; round < ROUNDS; round += 1) {
      const work = works[round % works.length];
      if (work === undefined) break;
      const key = freshKey();
      const before = await entries();
      const begun = work.begin(key, round);
      await pause(Math.random() * 300);
      const victim = Math.random() < 0.5 ? 'service' : 'PostgreSQL';
      if (victim === 'service') {
        await service.end('SIGKILL');
        await begun;
        await start();
      } else {
        const [pid] = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
        process.kill(Number(pid), 'SIGKILL');
        await begun;
      }
      const reply = await until(() => work.begin(key, round));
      expect([work.name, victim, reply.status, reply.body['code']]).toEqual([
        work.name,
        victim,
        expect.toBeOneOf([200, 201, 202]),
        undefined,
      ]);
      if (work.name === 'an import') await imported();
      expect(await entries(), `${work.name}, ${victim}`).toBe(before + 1);
      done[`${work.name}, ${victim}`] = (done[`${work.name}, ${victim}`] ?? 0) + 1;
    }
    console.info('kills', done);
  }, 1_800_000);

  /** Every import that was begun has ended. */
  async function imported(): Promise<void> {
    const owner = ownerOf(folder);
    await expect
      .poll(
        async () =>
          (
            await owner`select state from import_file where state not in ('done', 'refused', 'failed', 'cancelled', 'checked')`
          ).length,
        { timeout: 60_000 },
      )
      .toBe(0);
    await owner.end({ timeout: 1 });
  }

  it('a storm of one command from 200 at once is that command once; twenty such storms are twenty', async () => {
    const before = await entries();
    const counted: Record<string, number> = {};
    for (let storm = 0; storm < 20; storm += 1) {
      const key = freshKey();
      const ask = () => people.accountant.post('~/prepared-entries', entry(`${1000 + storm}.00`), key);
      const all = await Promise.all(Array.from({ length: 200 }, ask));
      for (const { status } of all) counted[status] = (counted[status] ?? 0) + 1;
      await until(ask);
    }
    console.info('storms', counted);
    expect(await entries()).toBe(before + 20);
    expect(Object.keys(counted).filter((status) => !['201', '503'].includes(status))).toEqual([]);
  }, 600_000);

  it('whoever cuts every reply and asks again gets each of them once', async () => {
    const replies = ROUNDS * 20;
    const before = await entries();
    for (let at = 0; at < replies; at += 1) {
      const key = freshKey();
      const body = JSON.stringify(entry(`${5000 + at}.00`));
      await cut(key, body, Math.random() * 12);
      const reply = await until(() => people.accountant.post('~/prepared-entries', JSON.parse(body), key));
      expect(reply.status).toBe(201);
    }
    expect(await entries()).toBe(before + replies);
  }, 600_000);

  async function cut(key: string, body: string, after: number): Promise<void> {
    const { hostname, port, host } = new URL(service.address);
    const socket = connect(Number(port), hostname);
    socket.on('error', () => undefined);
    socket.write(
      `POST ${root}/prepared-entries HTTP/1.1\r\nhost: ${host}\r\ncookie: ${people.accountant.cookie()}\r\n` +
        `idempotency-key: ${key}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    await pause(after);
    socket.destroy();
  }

  it('two who take the same entry back at once take it back once', async () => {
    const reversals = ROUNDS * 10;
    const owner = ownerOf(folder);
    for (let at = 0; at < reversals; at += 1) {
      const prepared = await people.accountant.post('~/prepared-entries', entry(`${9000 + at}.00`));
      await people.reviewer.post(`~/prepared-entries/${prepared.body['id']}/confirm`, {});
      const [last] = await owner`select id from journal_entry order by recorded_at desc limit 1`;
      const entryId = String(last?.['id']);
      const wish = { date: '2011-03-02', reason: '记错' };
      const both = await Promise.all(
        [1, 2].map(() => people.accountant.post(`~/journal/${entryId}/reverse`, wish)),
      );
      await Promise.all(
        both
          .filter(({ status }) => status === 201)
          .map(({ body }) => people.reviewer.post(`~/prepared-entries/${body['id']}/confirm`, {})),
      );
    }
    const rows = await owner`
      select reverses, count(*)::int as n from journal_entry where reverses is not null group by reverses`;
    await owner.end({ timeout: 1 });
    expect([rows.length, rows.filter(({ n }) => n !== 1)]).toEqual([reversals, []]);
  }, 600_000);

  it('a second service with a data directory of its own does not start on these books', async () => {
    const access = JSON.parse(readFileSync(join(folder, 'postgres', 'hegu-access.json'), 'utf8')) as {
      port: number;
      password: string;
    };
    const second = mkdtempSync(join(tmpdir(), 'hegu-second-'));
    const url = `postgres://postgres:${access.password}@127.0.0.1:${access.port}/postgres`;
    await expect(startService(environmentOf(second, { DATABASE_URL: url }))).rejects.toThrow(
      /key file of these books/,
    );
    writeFileSync(join(second, 'hegu.key'), `${'ab'.repeat(32)}\n`, { mode: 0o600 });
    await expect(startService(environmentOf(second, { DATABASE_URL: url }))).rejects.toThrow(
      /not the key of these books/,
    );
    rmSync(second, { recursive: true });
    expect((await people.auditor.get('~')).status).toBe(200);
  }, 300_000);

  it('a clock ten years ahead writes nothing, and set right it writes at once', async () => {
    expect(await service.end('SIGTERM')).toBe(0);
    const ahead = `data:text/javascript,${encodeURIComponent(
      'const D = Date, by = 315576e6; globalThis.Date = class extends D { constructor(...a) { if (a.length) super(...a); else super(D.now() + by); } static now() { return D.now() + by; } };',
    )}`;
    await start({ NODE_OPTIONS: `--import=${ahead}` });
    const refused = await people.accountant.post('~/prepared-entries', entry('7.00'));
    expect([refused.status, refused.body['code']]).toEqual([503, 'service.clock-jumped']);
    const early = people.accountant;
    expect(await service.end('SIGTERM')).toBe(0);
    service = await startService(environment);
    // Whoever signed in under that clock is signed in no more.
    const cookie = early.cookie();
    const asked = await fetch(`${service.address}${root}`, { headers: { cookie } });
    expect(asked.status).toBe(401);
    await everybodySignsIn();
    expect((await people.accountant.post('~/prepared-entries', entry('8.00'))).status).toBe(201);
  }, 600_000);

  it('told to stop while the database is frozen, it goes and leaves nobody behind', async () => {
    for (const pid of clusterProcesses()) process.kill(pid, 'SIGSTOP');
    void people.auditor.get('~/members');
    const began = Date.now();
    await service.end('SIGTERM');
    console.info('stop on a frozen database', Math.round((Date.now() - began) / 1000), 's');
    expect(clusterProcesses()).toEqual([]);
    await start();
  }, 300_000);

  it('a copy made as docs/operation.md says is restored elsewhere as it says, and verifies', async () => {
    const { HEGU_DATA_DIR } = environment;
    const [copies, restored, key] = ['copies', 'restored', 'backup.key'].map((each) => join(folder, each));
    const began = Date.now();
    const made = run(['backup', '--to', copies ?? '', '--key', key ?? '', '--keep', '14']);
    expect([made.status, made.stderr]).toEqual([0, '']);
    const [name = ''] = readdirSync(copies ?? '');
    const there = { HEGU_DATA_DIR: restored ?? '' };
    const back = run(['restore', '--from', join(copies ?? '', name), '--key', key ?? ''], there);
    expect([back.status, back.stderr]).toEqual([0, '']);
    for (const file of ['hegu.key', 'seals.jsonl'])
      cpSync(join(HEGU_DATA_DIR, file), join(restored ?? '', file));
    const verified = run(['verify'], there);
    console.info('copied, restored, verified', Math.round((Date.now() - began) / 1000), 's');
    expect([verified.status, verified.stdout.match(/^ *✗.*$/gm)]).toEqual([0, null]);
  }, 600_000);

  it('and after all of that the books verify', () => {
    const { status, stdout } = run(['verify']);
    expect([status, stdout.match(/^ *✗.*$/gm)]).toEqual([0, null]);
  }, 300_000);
});
