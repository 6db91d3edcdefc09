/**
 * Exports over a real socket: readers go away at any moment, the database fails in the middle. The service stays, answers
 * the next request, and prints no statement. The register is larger than what the sockets between hold.
 */
import { mkdtempSync, rmSync } from 'node:fs';
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

beforeAll(async () => {
  service = await startService(environmentOf(folder, { HEGU_LOG_LEVEL: 'info' }));
  const books = await openBooks(service.address, folder, ['auditor'], password);
  root = books.root;
  auditor = await signIn(service.address, root, 'auditor', password);
  owner = ownerOf(folder);
  await owner`
    insert into member (cooperative_id, id, register_number, sort_key, name, bank_name, recorded_at, changed_at)
    select ${books.cooperativeId}::uuid, gen_random_uuid(), i::text, lpad(i::text, 12, '0'), '股东' || i,
      (select string_agg(md5(i || ' ' || j), '') from generate_series(1, 100) j), now(), now()
    from generate_series(1, ${PEOPLE}::int) i`;
  await owner`analyze`;
}, 60_000);

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

/** Whether a chunked answer came to its end. */
const isWhole = (answer: Buffer) => answer.subarray(-5).toString() === '0\r\n\r\n';

/** The connection of the export that waits for its reader, once it does. */
async function stalled(): Promise<number> {
  const deadline = Date.now() + 20_000;
  for (let quiet = 0, last = ''; Date.now() < deadline;) {
    const [row] = await owner<{ pid: number; since: string }[]>`
      select pid, state_change::text as since from pg_stat_activity
      where application_name = 'hegu' and state = 'idle in transaction'`;
    quiet = row !== undefined && row.since === last ? quiet + 1 : 0;
    last = row?.since ?? '';
    if (row && quiet > 10) return row.pid;
    await pause(20);
  }
  throw new Error('No export waits for its reader.');
}

const openUnits = async () => [
  ...(await owner`
    select pid from pg_stat_activity where application_name = 'hegu' and state like 'idle in transaction%'`),
];

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
    for (let round = 0; round < 5; round += 1) {
      const gone = reader(path);
      await gone.begun();
      gone.socket.destroy();
      await gone.closed;
    }
    await expectUnharmed(path);
  }, 60_000);

  it('a reader who takes a part, waits and goes leaves the service unharmed', async () => {
    const gone = reader(path);
    await gone.begun();
    gone.socket.pause();
    await stalled();
    gone.socket.destroy();
    await gone.closed;
    await expectUnharmed(path);
  }, 60_000);

  it('a query that fails in the middle ends the answer short of its end, not the service', async () => {
    const cut = reader(path);
    await cut.begun();
    cut.socket.pause();
    await stalled();
    await owner`revoke select on member from hegu_reader`;
    cut.socket.resume();
    await cut.closed;
    await owner`grant select on member to hegu_reader`;
    expect(cut.bytes().toString('latin1', 0, 15)).toBe('HTTP/1.1 200 OK');
    expect(isWhole(cut.bytes())).toBe(false);
    await expectUnharmed(path);
  }, 60_000);

  it('a connection to the database that breaks in the middle ends the answer short of its end, not the service', async () => {
    const cut = reader(path);
    await cut.begun();
    cut.socket.pause();
    await owner`select pg_terminate_backend(${await stalled()})`;
    cut.socket.resume();
    await cut.closed;
    expect(isWhole(cut.bytes())).toBe(false);
    await expectUnharmed(path);
  }, 60_000);
});

it('a moment that the database does not know is refused before anything is read', async () => {
  for (const path of ['~/exports/members', '~/exports/holdings', '~/members'])
    for (const moment of ['0000-01-01T00:00:00Z', '1899-12-31T23:59:59Z', '2200-01-01T00:00:00Z']) {
      const { status, body } = await auditor.get(`${path}?knownAt=${moment}`);
      expect([status, body['code']], `${path} ${moment}`).toEqual([422, 'instant.out-of-range']);
    }
  expect((await auditor.get('~/members?limit=1&knownAt=2010-07-05T00:00:00Z')).status).toBe(200);
});

it('after all of that the service stops in order', async () => {
  expect(await service.end('SIGTERM')).toBe(0);
  expect(service.printed()).toMatchObject({ output: expect.stringMatching(/Stopped\.\s*$/), complaints: '' });
}, 60_000);
