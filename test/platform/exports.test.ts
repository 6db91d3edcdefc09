/**
 * Readers and writers over real sockets: they go away at any moment, stand still, trickle, or wait for a book that another
 * holds, and the database fails in the middle. Nobody else notices, the service prints no statement, and it stops in order.
 * The register is larger than what the sockets between hold; the limits are small ones.
 */
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  environmentOf,
  openBooks,
  ownerOf,
  signIn,
  startService,
  type Person,
  type Service,
} from '../support/service.ts';

const PEOPLE = 8_000;
const folder = mkdtempSync(join(tmpdir(), 'hegu-exports-'));
const password = 'correct horse battery';
let service: Service;
let owner: postgres.Sql;
let root = '';
let auditor: Person;
let chair: Person;

beforeAll(async () => {
  service = await startService(
    environmentOf(folder, {
      HEGU_LOG_LEVEL: 'info',
      HEGU_DATABASE_CONNECTIONS: '4',
      HEGU_WAIT_SECONDS: '2',
      HEGU_REQUEST_SECONDS: '4',
    }),
  );
  const books = await openBooks(service.address, folder, ['auditor', 'chair'], password);
  root = books.root;
  auditor = await signIn(service.address, root, 'auditor', password);
  chair = await signIn(service.address, root, 'chair', password);
  owner = ownerOf(folder);
  await owner`
    insert into member (cooperative_id, id, register_number, sort_key, name, bank_name, recorded_at, changed_at)
    select ${books.cooperativeId}::uuid, gen_random_uuid(), i::text, lpad(i::text, 12, '0'), '股东' || i,
      (select string_agg(md5(i || ' ' || j), '') from generate_series(1, 100) j), now(), now()
    from generate_series(1, ${PEOPLE}::int) i`;
  await owner`analyze`;
}, 240_000);

afterAll(async () => {
  await owner.end({ timeout: 1 });
  await service.end('SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

/** A reader that takes as much as it likes. */
function reader(path: string) {
  const { hostname, port, host } = new URL(service.address);
  const socket: Socket = connect(Number(port), hostname);
  const parts: Buffer[] = [];
  const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  socket.on('error', () => undefined).on('data', (part: Buffer) => parts.push(part));
  socket.write(`GET ${root}${path} HTTP/1.1\r\nhost: ${host}\r\ncookie: ${auditor.cookie()}\r\n`);
  socket.write('connection: close\r\n\r\n');
  return {
    socket,
    closed,
    bytes: () => Buffer.concat(parts),
    async begun() {
      while (parts.length === 0) {
        if (socket.closed) throw new Error('The answer never began.');
        await pause(1);
      }
    },
  };
}

/** Whether as much came as was announced. */
function isWhole(answer: Buffer): boolean {
  const end = answer.indexOf('\r\n\r\n');
  const announced = /content-length: (\d+)/i.exec(answer.toString('latin1', 0, end))?.[1];
  return announced !== undefined && answer.length === end + 4 + Number(announced);
}

const openUnits = async () => [
  ...(await owner`
    select pid from pg_stat_activity where application_name = 'hegu' and state like 'idle in transaction%'`),
];

/** What the metrics say of these: `hegu_` and each name. */
async function figures<Name extends string>(...names: readonly Name[]): Promise<Record<Name, number>> {
  const told = await (await fetch(`${service.address}/metrics`)).text();
  const figure = (name: string) => Number(new RegExp(`^hegu_${name} (\\d+)$`, 'm').exec(told)?.[1]);
  return Object.fromEntries(names.map((name) => [name, figure(name)])) as Record<Name, number>;
}
const spooled = () => figures('spooled_files', 'spooled_bytes');

async function expectUnharmed(path: string): Promise<void> {
  const again = reader(path);
  await again.closed;
  expect(again.bytes().toString('latin1', 0, 15)).toBe('HTTP/1.1 200 OK');
  expect(isWhole(again.bytes()), 'the same export, whole').toBe(true);
  await expect.poll(openUnits, { message: 'no unit of work is left open', timeout: 10_000 }).toEqual([]);
  const { output, complaints } = service.printed();
  expect(complaints).toBe('');
  expect(output).not.toMatch(/failed query|\bselect\b|\bparams\b/i);
}

describe.each(['/exports/members?format=csv', '/exports/members?format=xlsx'])('of %s', (path) => {
  it('a reader who goes at the first byte leaves the service unharmed', async () => {
    for (let round = 0; round < 3; round += 1) {
      const gone = reader(path);
      await gone.begun();
      gone.socket.destroy();
      await gone.closed;
    }
    await expectUnharmed(path);
  }, 60_000);

  it('a reader who takes a part and waits holds no unit of work, and is ended in the end', async () => {
    const still = reader(path);
    await still.begun();
    still.socket.pause();
    await expect.poll(openUnits, { timeout: 10_000 }).toEqual([]);
    await expectUnharmed(path);
    // Its file is given up while it still stands there.
    await expect.poll(spooled, { timeout: 30_000 }).toEqual({ spooled_files: 0, spooled_bytes: 0 });
    still.socket.destroy();
  }, 60_000);

  it('a query that fails is a refusal in words, not half a file', async () => {
    await owner`revoke select on member from hegu_reader`;
    const refused = reader(path);
    await refused.closed;
    await owner`grant select on member to hegu_reader`;
    expect(refused.bytes().toString()).toMatch(/^HTTP\/1\.1 500 [^]*service\.failed/);
    await expectUnharmed(path);
  }, 60_000);

  it('a connection to the database that breaks in the middle is a refusal in words, not half a file', async () => {
    const refused = await owner.begin(async (sql) => {
      await sql`lock table member in access exclusive mode`;
      const waiting = reader(path);
      await expect
        .poll(async () => {
          const cut = await sql`
          select pg_terminate_backend(pid) from pg_stat_activity
          where application_name = 'hegu' and wait_event_type = 'Lock'`;
          return cut.length;
        })
        .toBe(1);
      await waiting.closed;
      return waiting.bytes().toString();
    });
    expect(refused).toMatch(/^HTTP\/1\.1 503 [^]*retry-after[^]*service\.unavailable/);
    await expectUnharmed(path);
  }, 60_000);
});

it('many readers who stand still leave the service to everybody else', async () => {
  const still = Array.from({ length: 10 }, () => reader('/exports/members?format=csv'));
  await Promise.all(still.map((each) => each.begun()));
  for (const { socket } of still) socket.pause();
  const { status, body } = await auditor.get('~/members?limit=1');
  expect([status, JSON.stringify(body)]).toEqual([200, expect.stringContaining('registerNumber')]);
  // Whoever is nobody is told whether it serves, and not how much is under way.
  expect((await auditor.get('/health/ready')).body).toEqual({ status: 'ok', clock: 'ok' });
  expect(await figures('units_running', 'units_waiting')).toEqual({ units_running: 0, units_waiting: 0 });
  for (const { socket } of still) socket.destroy();
});

it('many writers who wait for one book leave the others their connections, and are told to come again', async () => {
  const statuses = await owner.begin(async (sql) => {
    await sql`select 1 from book for update`;
    const rename = { name: '双泉', effectiveOn: '2011-01-01' };
    const waiting = Array.from({ length: 10 }, () => chair.post('~/names', rename));
    await expect
      .poll(() => figures('units_running', 'units_waiting'))
      .toEqual({ units_running: 1, units_waiting: 0 });
    expect((await auditor.get('~/members?limit=1')).status).toBe(200);
    return (await Promise.all(waiting)).map(({ status, body }) => `${status} ${String(body['code'])}`);
  });
  expect(new Set(statuses)).toEqual(new Set(['503 service.busy']));
}, 60_000);

describe('what trickles in', () => {
  const trickle = async (head: string, drop: string) => {
    const { hostname, port } = new URL(service.address);
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.on('data', (part) => (answer += part.toString())).on('error', () => undefined);
    const closed = new Promise<void>((resolve) => socket.once('close', () => resolve()));
    socket.write(head);
    const tap = setInterval(() => socket.write(drop), 100);
    await closed;
    clearInterval(tap);
    return answer;
  };
  const head = 'POST /api/v1/calculations/dividend HTTP/1.1\r\nhost: x\r\n';

  it.each([
    ['a body', `${head}content-type: application/json\r\ncontent-length: 100000\r\n\r\n{`, ' '],
    ['a head', head, 'x-a: b\r\n'],
    [
      'a form',
      `${head.replace('/calculations/dividend', '/session')}content-type: multipart/form-data; boundary=x\r\ncontent-length: 100000\r\n\r\n--x`,
      ' ',
    ],
  ])(
    '%s is ended in words',
    async (_, begun, drop) => {
      expect(await trickle(begun, drop)).toMatch(
        /^HTTP\/1\.1 (408 [^]*request\.too-slow|422 [^]*connection: close)/i,
      );
    },
    60_000,
  );
});

it('a moment that the database does not know is refused before anything is read', async () => {
  for (const path of ['~/exports/members', '~/exports/holdings', '~/members'])
    for (const moment of ['0000-01-01T00:00:00Z', '1899-12-31T23:59:59Z', '2200-01-01T00:00:00Z']) {
      const { status, body } = await auditor.get(`${path}?knownAt=${moment}`);
      expect([status, body['code']], `${path} ${moment}`).toEqual([422, 'instant.out-of-range']);
    }
  expect((await auditor.get('~/members?limit=1&knownAt=2010-07-05T00:00:00Z')).status).toBe(200);
});

/** Every process of the cluster, as the kernel knows it. */
const clusterProcesses = () =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === join(folder, 'postgres');
    } catch {
      return false;
    }
  });

it('a database that is frozen leaves the health pages answering, whoever asks', async () => {
  const pids = clusterProcesses().map(Number);
  expect(pids.length).toBeGreaterThan(3);
  const logged = service.printed().output.length;
  for (const pid of pids) process.kill(pid, 'SIGSTOP');
  try {
    const began = Date.now();
    const [live, ready] = await Promise.all([auditor.get('/health/live'), auditor.get('/health/ready')]);
    expect([live.status, ready.status, ready.body['code']]).toEqual([200, 503, 'service.unavailable']);
    expect(Date.now() - began).toBeLessThan(10_000);
    // Asked again and again meanwhile, as whoever watches does.
    for (let probe = 0; probe < 3; probe += 1) expect((await auditor.get('/health/ready')).status).toBe(503);
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT');
  }
  await expect.poll(async () => (await auditor.get('/health/ready')).status, { timeout: 20_000 }).toBe(200);
  const log = () => service.printed().output.slice(logged).split('\n');
  // What is printed comes by another way than the answer, and may come after it.
  await expect
    .poll(() => log().filter((line) => /"msg":"(not ready|ready again)/.test(line)), { timeout: 10_000 })
    .toEqual([
      expect.stringMatching(
        /"level":50.*"cause":"PostgreSQL did not answer in time[^"]*".*"msg":"not ready"/,
      ),
      expect.stringMatching(/"seconds":\d+.*"msg":"ready again: PostgreSQL answers"/),
    ]);
  expect(log().filter((line) => line.includes('"path":"/health') && line.includes('"level":50'))).toEqual([]);
  expect(log().filter((line) => line.includes('request failed'))).toEqual([]);
}, 60_000);

it('the metrics name no person and no thing, and are for this computer alone', async () => {
  const metrics = await fetch(`${service.address}/metrics`);
  const told = await metrics.text();
  expect(told).toMatch(/^hegu_requests_total\{method="GET",status="2xx"\} \d+$/m);
  expect(told).toMatch(/^hegu_database_up 1$/m);
  expect(told).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(told).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|auditor|cooperatives/);
  const proxied = await fetch(`${service.address}/metrics`, { headers: { 'x-forwarded-for': '127.0.0.1' } });
  expect(proxied.status).toBe(404);
});

it('that PostgreSQL was killed is in the log, with its last words', async () => {
  const [pid] = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n');
  process.kill(Number(pid), 'SIGKILL');
  await expect.poll(() => service.printed().output, { timeout: 30_000 }).toMatch(/PostgreSQL runs again/);
  expect(service.printed().output).toMatch(
    /"msg":"PostgreSQL is gone: starting it again\. Its last words: [^"]/,
  );
  await expect.poll(async () => (await auditor.get('/health/ready')).status, { timeout: 20_000 }).toBe(200);
}, 60_000);

it('after all of that the service stops in order, also while somebody stands still, and so does PostgreSQL', async () => {
  const still = reader('/exports/members?format=csv');
  await still.begun();
  still.socket.pause();
  expect(await service.end('SIGTERM')).toBe(0);
  expect(service.printed()).toMatchObject({ output: expect.stringMatching(/Stopped\.\s*$/), complaints: '' });
  expect(clusterProcesses()).toEqual([]);
}, 60_000);
