/** Whoever is made at the first start can be signed in as; who cannot be told is not made. */
import {
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
import { afterEach, beforeEach, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { connectDatabase } from '../../src/platform/database.ts';
import type { App } from '../../src/platform/http.ts';
import type { Services } from '../../src/platform/services.ts';
import { ensureFirstSignIn } from '../../src/sign-in-file.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { chain, cookieOf, testServices } from '../support/staff.ts';

let test: TestDatabase;
let services: Services;
let app: App;
let folder: string;
let path: string;
beforeEach(async () => {
  test = await cloneDatabase();
  const database = connectDatabase({ url: test.url, connections: 2, chain });
  services = testServices(database, test.url, () => new Date());
  app = await buildApp(services, { logger: false });
  folder = mkdtempSync(join(tmpdir(), 'hegu-sign-in-'));
  path = join(folder, 'first-sign-in.txt');
});
afterEach(async () => {
  await app.close();
  await services.database.close();
  await test.drop();
  rmSync(folder, { recursive: true, force: true });
});

const told = () => readFileSync(path, 'utf8').trim().split('\n') as [string, string];
const users = async () => (await test.owner`select user_name from app_user`).length;

it('the first start makes somebody and the file that only its owner reads', async () => {
  expect(await ensureFirstSignIn(services, path)).toBe(path);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  const [userName, password] = told();
  const cookies = { hegu_session: await cookieOf(app, userName, password) };
  const session = await app.inject({ method: 'GET', url: '/api/v1/session', cookies });
  expect(session.json<{ mustChangePassword: boolean }>().mustChangePassword).toBe(true);
  // Whoever else finds the file opens nothing with it, and it is good for nothing once another password was chosen.
  const open = () => app.inject({ method: 'GET', url: '/api/v1/session/all', cookies });
  expect((await open()).json<{ code: string }>().code).toBe('access.password-expired');
  const payload = { password, newPassword: 'chosen by whoever it is' };
  const chosen = await app.inject({ method: 'PUT', url: '/api/v1/session/password', cookies, payload });
  expect([chosen.statusCode, (await open()).statusCode]).toEqual([204, 200]);
  await expect(cookieOf(app, userName, password)).rejects.toThrow();
});

it('a file that cannot be written leaves nobody; the next start makes both', async () => {
  mkdirSync(path);
  await expect(ensureFirstSignIn(services, path)).rejects.toThrow(/cannot be written[^]*无法写入/);
  expect([await users(), readdirSync(folder)]).toEqual([0, ['first-sign-in.txt']]);
  rmSync(path, { recursive: true });
  await ensureFirstSignIn(services, path);
  await cookieOf(app, ...told());
});

it('a file that was written before a start was cut off is written anew', async () => {
  writeFileSync(path, 'administrator\nof nobody at all\n');
  await ensureFirstSignIn(services, path);
  await cookieOf(app, ...told());
});

it('somebody whom nobody was told is given a new password while they never signed in', async () => {
  await ensureFirstSignIn(services, path);
  rmSync(path);
  await ensureFirstSignIn(services, path);
  expect(await users()).toBe(1);
  await cookieOf(app, ...told());
  rmSync(path);
  expect(await ensureFirstSignIn(services, path), 'they know it').toBeNull();
  expect(existsSync(path)).toBe(false);
});

it('the demonstration takes over nobody whose password lies in the file of the service', async () => {
  await ensureFirstSignIn(services, path);
  expect(await ensureFirstSignIn(services, join(folder, 'demo-sign-in.txt'))).toBeNull();
  await cookieOf(app, ...told());
});

it('of two starts at once one makes the person and the file', async () => {
  await Promise.all([ensureFirstSignIn(services, path), ensureFirstSignIn(services, path)]);
  expect([await users(), readdirSync(folder)]).toEqual([1, ['first-sign-in.txt']]);
  await cookieOf(app, ...told());
});
