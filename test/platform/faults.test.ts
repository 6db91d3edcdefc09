/**
 * What can go wrong with computers, again and again at random, on a cluster with full durability: `npm run test:faults`. The service and its
 * database are killed under work, replies are cut, one command comes from many at once, the clock jumps, the database is frozen, the disk is
 * full. After each nothing is half done and everything that was asked is done once; at the end the books verify. `HEGU_FAULTS_MINUTES` is
 * what all of it may take from the first start to the last word: what is done at random is done until its count is reached or its part of
 * the time that is left is over; what there is no time for is not begun. The table at the end says of each how often, and what was left out.
 */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statfsSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import { must } from '../../src/platform/must.ts';
import { dayInChina } from '../../src/platform/services.ts';
import { announcedRun } from '../support/announced-run.ts';
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

const MINUTES = Number(process.env['HEGU_FAULTS_MINUTES'] ?? 0);
const BEGAN = Date.now();
const LIMIT_MILLISECONDS = MINUTES * 60_000;
const left = () => BEGAN + LIMIT_MILLISECONDS - Date.now();
/** What is done at random, in its order, and its weight: each gets by it of what is left then, less what the single faults need. */
const WEIGHTS = { kills: 5, storms: 2, cuts: 2, reversals: 2 };
type Random = keyof typeof WEIGHTS;
/** What the single faults after those need, in starts of the service as this machine makes them: measured at the last. */
const SINGLE_FAULTS = { two: 3, keys: 2, frozen: 1, clock: 2, copy: 3, disk: 4, verify: 2 };
type Single = keyof typeof SINGLE_FAULTS;
let startMilliseconds = 0;
/** Whether it was told to stop, and what comes next starts it. */
let isDown = false;
const needed = (...of: readonly Single[]) =>
  of.reduce((sum, each) => sum + SINGLE_FAULTS[each], 0) * startMilliseconds;
const singles = Object.keys(SINGLE_FAULTS) as readonly Single[];
const randoms = Object.keys(WEIGHTS) as readonly Random[];
/** What was done of what was wanted, and what is to be said of it. */
const table: {
  readonly fault: string;
  readonly done: string;
  readonly said: string;
  readonly seconds: number;
}[] = [];
/** A start that takes longer is not spent at random before everything was done once. */
const DEAR_START_MILLISECONDS = 5_000;
const PEOPLE = 60;
const WITH_ACCOUNT = 5;
const password = 'correct horse battery';
const folder = mkdtempSync(join(tmpdir(), 'hegu-faults-'));
const environment = environmentOf(folder, { HEGU_LOG_LEVEL: 'error' });
let service: Service;
let root = '';
let people: Readonly<Record<'accountant' | 'reviewer' | 'auditor' | 'chair' | 'supervisor', Person>>;
let keys = 0;
const freshKey = () => `fault-${(keys += 1)}-${process.pid}`;

async function start(more: Readonly<Record<string, string>> = {}): Promise<void> {
  service = await begun({ ...environment, ...more });
  await everybodySignsIn();
}

/** How long it took is what the next ones are thought to take. */
async function begun(of: Readonly<Record<string, string | undefined>>): Promise<Service> {
  const began = Date.now();
  const started = await startService(of);
  startMilliseconds = Date.now() - began;
  return started;
}

async function everybodySignsIn(): Promise<void> {
  const as = (name: string) => signIn(service.address, root, name, password);
  people = {
    accountant: await as('accountant'),
    reviewer: await as('reviewer'),
    auditor: await as('auditor'),
    chair: await as('chair'),
    supervisor: await as('supervisor'),
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

/** Does it until it was done so often or its part of the time is over, `least` times whatever that is; says how often. */
async function repeat(
  kind: Random,
  wanted: number,
  work: (round: number) => Promise<void>,
  least = 1,
): Promise<number> {
  const after = randoms.slice(randoms.indexOf(kind)).reduce((sum, each) => sum + WEIGHTS[each], 0);
  const end = Date.now() + ((left() - needed(...singles)) * WEIGHTS[kind]) / after;
  let round = 0;
  while (round < least || (round < wanted && Date.now() < end)) {
    await work(round);
    round += 1;
  }
  return round;
}

/** A single fault, where there is time for it and for what has to be seen after it. */
function single(kind: Single, name: string, work: (context: TestContext) => Promise<string>): void {
  it(name, { timeout: LIMIT_MILLISECONDS }, async (context) => {
    const began = Date.now();
    if (left() < needed(kind, ...(kind === 'verify' ? [] : (['verify'] as const)))) {
      table.push({ fault: name, done: 'no', said: 'no time was left', seconds: 0 });
      context.skip('no time was left for it');
    }
    const said = await work(context);
    tell(name, 'yes', said, began);
  });
}

function tell(fault: string, done: string, said: unknown, began: number): void {
  const words = typeof said === 'string' ? said : JSON.stringify(said);
  table.push({ fault, done, said: words, seconds: Math.round((Date.now() - began) / 1000) });
}

/** How many commands the trail tells of. */
async function entries(): Promise<number> {
  const owner = ownerOf(folder);
  const [row] = await owner`select count(*)::int as n from audit_entry`;
  await owner.end({ timeout: 1 });
  return Number(row?.['n']);
}

/** Until a command is in the books, or answered otherwise. */
async function inTheBooks(before: number, begun: Promise<Answer>): Promise<void> {
  let isAnswered = false;
  void begun.finally(() => (isAnswered = true));
  while (!isAnswered && (await entries()) <= before) await pause(2);
}

const entry = (amount: string) => ({
  date: '2011-03-01',
  summary: '测试凭证',
  lines: [
    { account: '101', debit: amount },
    { account: '501', credit: amount },
  ],
});
const fileOf = (lines: readonly string[]): FormData => {
  const form = new FormData();
  form.set('file', new Blob([lines.join('\n')]), 'table.csv');
  return form;
};
/** Whoever is admitted after the register was opened needs a reason and a decision; of a shareholder alone nothing is asked. */
const roster = (first: number, count: number, admittedOn: string): FormData =>
  fileOf([
    '股东编号,姓名,出生日期,入社日期',
    ...Array.from({ length: count }, (_, at) => `${first + at},成员${first + at},1960-01-01,${admittedOn}`),
  ]);

async function ok(asked: Promise<Answer>, status = 200): Promise<Answer['body']> {
  const reply = await asked;
  expect([reply.status, reply.body]).toEqual([status, expect.anything()]);
  return reply.body;
}

/** An import, once it is at one of these. */
async function importAt(id: string, states: readonly string[]): Promise<Record<string, never>> {
  for (;;) {
    const { body } = await until(() => people.accountant.get(`~/imports/${id}`));
    if (states.includes(body['state'] ?? '')) return body;
    if (!['waiting', 'reading', 'checked', 'entering'].includes(body['state'] ?? ''))
      throw new Error(`an import is not at ${states.join()}: ${JSON.stringify(body)}`);
    await pause(20);
  }
}

/** Looked at as somebody does who confirms it: how many rows were read. */
async function checked(
  kind: string,
  form: FormData,
): Promise<{ readonly id: string; readonly rows: string }> {
  const { id = '' } = await ok(people.accountant.post(`~/imports?kind=${kind}`, form), 202);
  return { id, rows: (await importAt(id, ['checked']))['rows'] ?? '' };
}

/** What an import came to that was confirmed. */
async function imported(kind: string, form: FormData): Promise<Record<string, string>> {
  const { id, rows } = await checked(kind, form);
  await ok(people.accountant.post(`~/imports/${id}/confirm`, { rows }), 202);
  return (await importAt(id, ['done']))['result'] ?? {};
}

/** Members with shares, some with a bank account, and a paying account: what runs and batches need. */
async function openRegister(): Promise<void> {
  const { accountant, reviewer, chair, supervisor } = people;
  const allowance = { quantity: '10000', effectiveOn: '2010-01-01', source: '章程' };
  const { proposal } = await ok(chair.post('~/share-allowance', allowance), 201);
  await ok(supervisor.post(`~/setting-proposals/${proposal?.['id']}/confirm`, {}));
  const members = await imported('roster', roster(1, PEOPLE, '2010-07-31'));
  await ok(reviewer.post(`~/register-changes/${members['changeId']}/confirm`, {}));
  await ok(
    accountant.post('~/share-classes', { code: 'basic', name: '基本股', kind: 'basic', places: 0 }),
    201,
  );
  const shares = [
    '持有人编号,股种,股数,生效日期',
    ...Array.from({ length: PEOPLE }, (_, at) => `${at + 1},basic,${(at % 9) + 1},2010-07-31`),
  ];
  await imported('opening-shares', fileOf(shares));
  const { members: first } = await ok(accountant.get(`~/members?limit=${WITH_ACCOUNT}`));
  for (const [at, { id }] of (first as unknown as { id: string }[]).entries())
    await ok(
      accountant.patch(`~/members/${id}`, { bankAccount: `9901058800000${at + 100}`, bankName: '工商银行' }),
    );
  const { changes } = await ok(reviewer.get('~/account-changes?state=awaiting&limit=99'));
  for (const { id } of changes as unknown as { id: string }[])
    await ok(reviewer.post(`~/account-changes/${id}/confirm`, {}));
  const payer = {
    payerName: '双泉',
    payerBank: '工商银行',
    payerAccount: '1602000009900000001',
    minimum: '0',
  };
  await ok(chair.put('~/payout-settings', payer));
}

interface Work {
  readonly name: string;
  /** What has to be there first; null where there is no more of it. */
  readonly prepare?: () => Promise<string | null>;
  readonly begin: (key: string, round: number, prepared: string) => Promise<Answer>;
  /** How many entries of the trail it leaves; one unless given. */
  readonly entries?: number;
  /** What lets the next one begin. */
  readonly after?: (reply: Answer) => Promise<unknown>;
}

const halves: readonly (readonly [period: string, recordDate: string])[] = [
  2010, 2011, 2012, 2013, 2014,
].flatMap((year) => [
  ...(year === 2010 ? [] : [[`${year}-H1`, `${year}-06-30`] as const]),
  [`${year}-H2`, `${year}-12-31`] as const,
]);
let [posted, imports] = [0, 0];
const dayOf = (round: number) => new Date(Date.UTC(2012, 0, 1 + round)).toISOString().slice(0, 10);

/** Work of every sort, each asked under a key of its own: one entry of the trail, once. */
const works: readonly Work[] = [
  {
    name: 'a posting',
    async prepare() {
      const half = halves[posted];
      if (half === undefined) return null;
      posted += 1;
      const { accountant, reviewer } = people;
      const [period, recordDate] = half;
      return announcedRun({ folder, accountant, reviewer, people: PEOPLE }, period, recordDate);
    },
    begin: (key, _round, runId) => people.accountant.post(`~/dividend-runs/${runId}/post`, {}, key),
  },
  {
    name: 'an import',
    // That it was confirmed, and what entered.
    entries: 2,
    async prepare() {
      imports += 1;
      return JSON.stringify(await checked('roster', roster(1000 * imports, 200, '')));
    },
    async begin(key, _round, prepared) {
      const { id, rows } = JSON.parse(prepared) as { readonly id: string; readonly rows: string };
      const reply = await people.accountant.post(`~/imports/${id}/confirm`, { rows }, key);
      // Confirmed before the kill it is entered by the service itself, and no second time.
      return reply.status === 409 ? { status: 202, body: { id } as unknown as Answer['body'] } : reply;
    },
  },
  {
    name: 'a batch',
    begin: (key) =>
      people.accountant.post(
        '~/payout-batches',
        { template: 'icbc-gbpt', payOn: dayInChina(new Date()).toString() },
        key,
      ),
    async after({ body }) {
      const { id } = body['batch'] as unknown as { readonly id: string };
      return ok(people.accountant.post(`~/payout-batches/${id}/cancel`, { reason: '重新制作' }));
    },
  },
  {
    name: 'a paper',
    begin: (key) => people.accountant.post('~/documents/half-year-report', { period: '2011-H1' }, key),
  },
  {
    name: 'an entry',
    begin: (key, round) => people.accountant.post('~/prepared-entries', entry(`${round + 1}.00`), key),
  },
  {
    name: 'a name',
    begin: (key, round) =>
      people.chair.post('~/names', { name: `双泉${round}`, effectiveOn: dayOf(round) }, key),
  },
];

/** Each of both at least once, and by lot where a start of the service does not take what others need. */
function victimOf(round: number): 'service' | 'PostgreSQL' {
  if (round === 0) return 'service';
  const isDear = round < works.length && startMilliseconds > DEAR_START_MILLISECONDS;
  return isDear || Math.random() < 0.5 ? 'PostgreSQL' : 'service';
}

/** Of the embedded PostgreSQL, as somebody else's would be named. */
function ownAddress(): string {
  const access = JSON.parse(readFileSync(join(folder, 'postgres', 'hegu-access.json'), 'utf8')) as {
    port: number;
    password: string;
  };
  return `postgres://postgres:${access.password}@127.0.0.1:${access.port}/postgres`;
}

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

/** A command beside what the test does itself. */
async function meanwhile(args: readonly string[]) {
  const child = spawn(process.execPath, ['src/cli.ts', ...args], { env: environment });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (stdout += text.toString()));
  child.stderr.on('data', (text: Buffer) => (stderr += text.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  return { status, stdout, stderr };
}

/**
 * Days of notice that went past at once did so past the program: each of these rows is named, the line of their cooperative counts them, and
 * the command fails for them. Nothing else may be, on any line, and without them it ends with 0.
 */
function requireSound({ status, stdout }: ReturnType<typeof run>): void {
  const said = stdout.match(/^ *✗ .*$/gm) ?? [];
  const notices = said.filter((line) => /public notice of run \d+: /.test(line));
  const counted = (line: string) =>
    line.startsWith('✗ ') &&
    line.includes(` trail entries, `) &&
    line.includes(`; ${notices.length} do not hold`);
  const others = said.filter((line) => !notices.includes(line) && !(notices.length > 0 && counted(line)));
  expect([others, status, stdout]).toEqual([
    [],
    notices.length > 0 ? 1 : 0,
    expect.stringContaining('trail entries'),
  ]);
}

const random = { timeout: LIMIT_MILLISECONDS };

describe.runIf(MINUTES > 0)('whatever goes wrong', () => {
  beforeAll(async () => {
    // Makes the cluster: those that follow take less, and tell how much.
    service = await begun(environment);
    ({ root } = await openBooks(
      service.address,
      folder,
      ['accountant', 'reviewer', 'auditor', 'chair', 'supervisor'],
      password,
    ));
    await everybodySignsIn();
    await openRegister();
    const said = `the first start, ${Math.round(startMilliseconds / 1000)} s of it, and a register of sixty`;
    tell('books are opened', 'yes', said, BEGAN);
  }, LIMIT_MILLISECONDS);
  afterAll(async () => {
    if (!isDown) await service.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
    const rows = table.map(
      ({ fault, done, said, seconds }) => `| ${fault} | ${done} | ${said} | ${seconds} s |`,
    );
    console.info(['| fault | done | | |', '|---|---|---|---|', ...rows].join('\n'));
  }, 120_000);

  it(
    'kills of the service and of PostgreSQL at random leave nothing half and nothing twice',
    random,
    async () => {
      const began = Date.now();
      const done: Record<string, number> = {};
      const rounds = await repeat(
        'kills',
        200,
        async (round) => {
          const work = must(works[round % works.length], 'work');
          const prepared = await (work.prepare?.() ?? '');
          if (prepared === null) return;
          const key = freshKey();
          const before = await entries();
          const begun = work.begin(key, round, prepared);
          // At any moment, and in turn with it as soon as it is in the books and before anybody may have heard of it.
          if ((round + Math.floor(round / works.length)) % 2 === 0) await pause(Math.random() * 300);
          else await inTheBooks(before, begun);
          const victim = victimOf(round);
          if (victim === 'service') {
            await service.end('SIGKILL');
            await begun;
            await start();
          } else {
            const [pid] = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
            process.kill(Number(pid), 'SIGKILL');
            await begun;
          }
          const reply = await until(() => work.begin(key, round, prepared));
          expect([work.name, victim, reply.status, reply.body['code']]).toEqual([
            work.name,
            victim,
            expect.toBeOneOf([200, 201, 202]),
            undefined,
          ]);
          // An import answers before it has entered anything.
          if (work.name === 'an import') await importAt(String(reply.body['id']), ['done']);
          expect(await entries(), `${work.name}, ${victim}`).toBe(before + (work.entries ?? 1));
          await work.after?.(reply);
          const kind = `${work.name}, ${victim}`;
          done[kind] = (done[kind] ?? 0) + 1;
        },
        works.length,
      );
      tell('kills of the service and of PostgreSQL at random', `${rounds} of 200`, done, began);
    },
  );

  it(
    'a storm of one command from 200 at once is that command once; twenty such storms are twenty',
    random,
    async () => {
      const began = Date.now();
      const before = await entries();
      const counted: Record<string, number> = {};
      const storms = await repeat('storms', 20, async (storm) => {
        const key = freshKey();
        const ask = () => people.accountant.post('~/prepared-entries', entry(`${1000 + storm}.00`), key);
        const all = await Promise.all(Array.from({ length: 200 }, ask));
        for (const { status } of all) counted[status] = (counted[status] ?? 0) + 1;
        await until(ask);
      });
      tell('storms of one command from 200 at once', `${storms} of 20`, counted, began);
      expect(await entries()).toBe(before + storms);
      expect(Object.keys(counted).filter((status) => !['201', '503'].includes(status))).toEqual([]);
    },
  );

  it('whoever cuts every reply and asks again gets each of them once', random, async () => {
    const began = Date.now();
    const before = await entries();
    const replies = await repeat('cuts', 2000, async (at) => {
      const key = freshKey();
      const body = JSON.stringify(entry(`${5000 + at}.00`));
      await cut(key, body, Math.random() * 12);
      const reply = await until(() => people.accountant.post('~/prepared-entries', JSON.parse(body), key));
      expect(reply.status).toBe(201);
    });
    tell('cut replies', `${replies} of 2,000`, 'each entered once', began);
    expect(await entries()).toBe(before + replies);
  });

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

  it('two who take the same entry back at once take it back once', random, async () => {
    const began = Date.now();
    const owner = ownerOf(folder);
    const entered = async (amount: string) => {
      const { id } = await ok(people.accountant.post('~/prepared-entries', entry(amount)), 201);
      await ok(people.reviewer.post(`~/prepared-entries/${id}/confirm`, {}), 201);
    };
    // More than all of them together: a second time is refused because it is one, and not because the till is short.
    await entered('90000000.00');
    const reversals = await repeat('reversals', 500, async (at) => {
      await entered(`${9000 + at}.00`);
      const [last] = await owner`select id from journal_entry order by recorded_at desc limit 1`;
      const entryId = String(last?.['id']);
      const wish = { date: '2011-03-02', reason: '记错' };
      const both = await Promise.all(
        [1, 2].map(() => people.accountant.post(`~/journal/${entryId}/reverse`, wish)),
      );
      expect(both.map(({ status }) => status)).toEqual([201, 201]);
      const confirmed = await Promise.all(
        both.map(({ body }) => people.reviewer.post(`~/prepared-entries/${body['id']}/confirm`, {})),
      );
      expect(confirmed.map(({ body }) => body['code']).sort()).toEqual(['books.entry-reversed', undefined]);
    });
    tell('double reversals', `${reversals} of 500`, 'each taken back once', began);
    const rows = await owner`
      select reverses, count(*)::int as n from journal_entry where reverses is not null group by reverses`;
    await owner.end({ timeout: 1 });
    expect([rows.length, rows.filter(({ n }) => n !== 1)]).toEqual([reversals, []]);
  });

  single(
    'two',
    'two services on one database do what was asked of both at once, once; one killed, the other goes on',
    async () => {
      const second = mkdtempSync(join(tmpdir(), 'hegu-beside-'));
      for (const file of ['hegu.key', 'schema-as-migrated.json'])
        cpSync(join(folder, file), join(second, file));
      let beside = await begun(environmentOf(second, { DATABASE_URL: ownAddress() }));
      const there = await signIn(beside.address, root, 'accountant', password);
      const before = await entries();
      const counted: Record<string, number> = {};
      let asked = 0;
      const both = async () => {
        const key = freshKey();
        asked += 1;
        const wish = entry(`${20_000 + asked}.00`);
        const ask = (person: Person) => person.post('~/prepared-entries', wish, key);
        for (const { status } of await Promise.all(
          [people.accountant, there, people.accountant, there].map(ask),
        ))
          counted[status] = (counted[status] ?? 0) + 1;
        expect((await until(() => ask(people.accountant))).status).toBe(201);
      };
      for (let round = 0; round < 25; round += 1) await both();
      const last = both();
      await beside.end('SIGKILL');
      await last;
      expect(await entries()).toBe(before + asked);
      // What it held dies with it: it starts again beside the other, and both serve.
      beside = await begun(environmentOf(second, { DATABASE_URL: ownAddress() }));
      expect((await (await signIn(beside.address, root, 'auditor', password)).get('~')).status).toBe(200);
      expect((await people.auditor.get('~')).status).toBe(200);
      await beside.end('SIGTERM');
      rmSync(second, { recursive: true });
      return `${asked} commands at both at once, ${JSON.stringify(counted)}`;
    },
  );

  single(
    'keys',
    'a second service with a data directory of its own does not start on these books',
    async () => {
      const url = ownAddress();
      const [without, other] = [1, 2].map(() => mkdtempSync(join(tmpdir(), 'hegu-second-')));
      writeFileSync(join(must(other, 'folder'), 'hegu.key'), `${'ab'.repeat(32)}\n`, { mode: 0o600 });
      const tried = async (place: string | undefined, says: RegExp) => {
        const folderOf = must(place, 'folder');
        await expect(startService(environmentOf(folderOf, { DATABASE_URL: url }))).rejects.toThrow(says);
        rmSync(folderOf, { recursive: true });
      };
      await Promise.all([
        tried(without, /key file of these books/),
        tried(other, /not the key of these books/),
      ]);
      expect((await people.auditor.get('~')).status).toBe(200);
      return 'without a key and with another one: neither serves';
    },
  );

  single(
    'frozen',
    'told to stop while the database is frozen, it goes and leaves nobody behind',
    async () => {
      for (const pid of clusterProcesses()) process.kill(pid, 'SIGSTOP');
      void people.auditor.get('~/members');
      const began = Date.now();
      await service.end('SIGTERM');
      const seconds = Math.round((Date.now() - began) / 1000);
      expect(clusterProcesses()).toEqual([]);
      isDown = true;
      return `gone after ${seconds} s`;
    },
  );

  single('clock', 'a clock ten years ahead writes nothing, and set right it writes at once', async () => {
    if (!isDown) expect(await service.end('SIGTERM')).toBe(0);
    const ahead = `data:text/javascript,${encodeURIComponent(
      'const D = Date, by = 315576e6; globalThis.Date = class extends D { constructor(...a) { if (a.length) super(...a); else super(D.now() + by); } static now() { return D.now() + by; } };',
    )}`;
    await start({ NODE_OPTIONS: `--import=${ahead}` });
    isDown = false;
    const refused = await people.accountant.post('~/prepared-entries', entry('7.00'));
    expect([refused.status, refused.body['code']]).toEqual([503, 'service.clock-jumped']);
    const early = people.accountant;
    expect(await service.end('SIGTERM')).toBe(0);
    service = await begun(environment);
    // Whoever signed in under that clock is signed in no more.
    const cookie = early.cookie();
    const asked = await fetch(`${service.address}${root}`, { headers: { cookie } });
    expect(asked.status).toBe(401);
    await everybodySignsIn();
    expect((await people.accountant.post('~/prepared-entries', entry('8.00'))).status).toBe(201);
    return 'refused with service.clock-jumped; sessions of that clock ended';
  });

  single(
    'copy',
    'a copy made as docs/operation.md says is restored elsewhere as it says, and verifies',
    async () => {
      if (isDown) await start();
      isDown = false;
      const { HEGU_DATA_DIR } = environment;
      const [copies, restored, key] = ['copies', 'restored', 'backup.key'].map((each) => join(folder, each));
      // What is sealed from here on the copy need not hold.
      const seals = readFileSync(join(HEGU_DATA_DIR, 'seals.jsonl'));
      const before = await entries();
      const backup = ['backup', '--to', copies ?? '', '--key', key ?? '', '--keep', '14', '--new-key'];
      const { made, entered } = await whileAllEnter(meanwhile(backup));
      expect([made.status, made.stderr]).toEqual([0, '']);
      const after = await entries();
      expect([after - before, entered > 0]).toEqual([entered, true]);
      const [name = ''] = readdirSync(copies ?? '');
      const there = { HEGU_DATA_DIR: restored ?? '' };
      const back = run(['restore', '--from', join(copies ?? '', name), '--key', key ?? ''], there);
      expect([back.status, back.stderr]).toEqual([0, '']);
      cpSync(join(HEGU_DATA_DIR, 'hegu.key'), join(restored ?? '', 'hegu.key'));
      writeFileSync(join(restored ?? '', 'seals.jsonl'), seals);
      const verified = run(['verify'], there);
      requireSound(verified);
      const held = Number(/([\d,]+) trail entries/.exec(verified.stdout)?.[1]?.replaceAll(',', ''));
      expect([held >= before, held <= after]).toEqual([true, true]);
      return `copied while ${entered} commands entered, restored, verified with ${held - before} of them`;
    },
  );

  /** Four write into the books all the while; says how many of theirs stand there. */
  async function whileAllEnter<T>(
    asked: Promise<T>,
  ): Promise<{ readonly made: T; readonly entered: number }> {
    let [isDone, entered] = [false, 0];
    const writer = async (at: number) => {
      while (!isDone) {
        await ok(people.accountant.post('~/prepared-entries', entry(`${30_000 + at}.00`)), 201);
        entered += 1;
      }
    };
    const [made] = await Promise.all([asked.finally(() => (isDone = true)), ...[1, 2, 3, 4].map(writer)]);
    return { made, entered };
  }

  single(
    'disk',
    'a full disk refuses in words and loses nothing; with room again it writes',
    async (context) => {
      const place = mkdtempSync(join(tmpdir(), 'hegu-full-'));
      const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=500m', 'tmpfs', place]);
      if (mounted.status !== 0) {
        table.push({
          fault: 'a full disk',
          done: 'no',
          said: 'this machine lets nobody mount one',
          seconds: 0,
        });
        context.skip('this machine lets nobody mount a small disk');
      }
      const data = join(place, 'data');
      let small: Service | undefined;
      try {
        mkdirSync(data);
        small = await startService(environmentOf(data, { HEGU_LOG_LEVEL: 'error' }));
        const books = await openBooks(small.address, data, ['accountant'], password);
        const clerk = await signIn(small.address, books.root, 'accountant', password);
        const { bavail, bsize } = statfsSync(place);
        writeFileSync(join(place, 'filler'), Buffer.alloc(bavail * bsize - 24 * 1024));
        const answers: Record<string, number> = {};
        let [acknowledged, key] = [0, ''];
        for (let at = 0; at < 2000 && answers['503'] === undefined; at += 1) {
          key = freshKey();
          const { status } = await clerk.post('~/prepared-entries', entry('7.00'), key);
          answers[status] = (answers[status] ?? 0) + 1;
          if (status === 201) acknowledged += 1;
        }
        rmSync(join(place, 'filler'));
        const again = await until(() => clerk.post('~/prepared-entries', entry('7.00'), key));
        expect([again.status, answers]).toEqual([
          201,
          { ...(acknowledged > 0 && { 201: acknowledged }), 503: 1 },
        ]);
        const kept = await clerk.get('~/prepared-entries?limit=999');
        expect(kept.body['entries']).toHaveLength(Math.min(acknowledged + 1, 999));
        const cause = /"cause":"database failure 53100[^"]*"/.exec(small.printed().output);
        expect(cause, 'the log names the cause').not.toBeNull();
        return `${JSON.stringify(answers)}, ${cause?.[0]}`;
      } finally {
        await small?.end('SIGTERM');
        spawnSync('umount', [place]);
        rmSync(place, { recursive: true, force: true });
      }
    },
  );

  single('verify', 'and after all of that the books verify', async () => {
    // What was told to stop while it sealed is completed at the next start, and until then named.
    if (isDown) await start();
    isDown = false;
    const verified = run(['verify']);
    requireSound(verified);
    return verified.stdout.match(/[\d,]+ trail entries/)?.[0] ?? '';
  });

  it('and all of it kept to its time', () => {
    expect(left()).toBeGreaterThan(0);
  });
});
