/** The people of the staffed template database, signed in once for all test files: passwords are slow on purpose. */
import { buildApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { roles, type Role } from '../../src/domain/permission.ts';
import { createFirstAdministrator, identify } from '../../src/modules/access/index.ts';
import { withholdReleased } from '../../src/modules/dividends/index.ts';
import { judgeAppointment } from '../../src/modules/assemblies/index.ts';
import { memberNumbered } from '../../src/modules/members/index.ts';
import { connectDatabase, type Database } from '../../src/platform/database.ts';
import type { App } from '../../src/platform/http.ts';
import { outsideChain } from '../../src/platform/platform-chain.ts';
import type { Services } from '../../src/platform/services.ts';
import { createVault } from '../../src/platform/vault.ts';

export const password = 'correct horse battery';

/** Plain, because it travels from the global setup to the test files. */
export interface Staff {
  readonly cooperativeId: string;
  readonly people: Readonly<Record<Role, { readonly userId: string; readonly cookie: string }>>;
}

export const vault = createVault(Buffer.alloc(32, 7));
/** By the key of the tests' books. */
export const chainHash = (text: string, id?: string) => vault.chainHash(text, id);
export const chain = outsideChain(chainHash);

export function testServices(database: Database, ownerUrl: string, clock: () => Date): Services {
  return {
    config: parseConfig({ HEGU_LANGUAGE: 'en', DATABASE_URL: ownerUrl, HEGU_LOG_LEVEL: 'silent' }),
    database,
    vault,
    clock,
    identify,
    follow: withholdReleased,
    judgeAppointment,
    memberNumbered,
  };
}

/** What the opening of a cooperative answers. */
export interface Founded {
  readonly id: string;
  readonly people: readonly {
    readonly userId: string;
    readonly userName: string;
    readonly invitation: string | null;
  }[];
}

/** Makes the cooperative and its people before the time of any test, since the books' time never goes back. */
export async function staff(ownerUrl: string): Promise<Staff> {
  const database = connectDatabase({ url: ownerUrl, connections: 5, chain });
  const services = testServices(database, ownerUrl, () => new Date('2009-01-01T00:00:00Z'));
  const app = await buildApp(services, { logger: false });
  await app.ready();
  const administrator = { userName: 'administrator', displayName: 'Platform administrator', password };
  const administratorId = (await createFirstAdministrator(services, administrator)) ?? '';
  const cookie = await cookieOf(app, 'administrator', password);
  const root = '/api/v1/cooperatives';
  const named = roles.filter((each) => each !== 'administrator');
  const cooperative = {
    name: '双泉社区股份经济合作社',
    regionCode: '990105',
    effectiveOn: '2010-01-01',
    people: named.map((role) => ({ userName: role, displayName: `The ${role}`, roles: [role] })),
  };
  const { id: cooperativeId, people: invited } = await posted<Founded>(app, cookie, root, cooperative);
  const people: Partial<Record<Role, { userId: string; cookie: string }>> = {
    administrator: { userId: administratorId, cookie },
  };
  for (const [index, { userId, userName, invitation }] of invited.entries())
    people[named[index] ?? 'chair'] = { userId, cookie: await acceptedCookie(app, userName, invitation) };
  // An allowance of the articles, as a cooperative gives itself one: by default nothing passes one person alone.
  const path = `${root}/${cooperativeId}`;
  const allowance = { quantity: '10000', effectiveOn: '2009-01-01', source: '章程' };
  const { chair, supervisor } = people as Staff['people'];
  const asked = await posted<{ proposal: { id: string } }>(
    app,
    chair.cookie,
    `${path}/share-allowance`,
    allowance,
  );
  await posted(app, supervisor.cookie, `${path}/setting-proposals/${asked.proposal.id}/confirm`, {});
  await app.close();
  await services.database.close();
  return { cooperativeId, people: people as Staff['people'] };
}

async function posted<Reply>(app: App, cookie: string, url: string, payload: object): Promise<Reply> {
  const reply = await app.inject({ method: 'POST', url, payload, cookies: { hegu_session: cookie } });
  if (![200, 201].includes(reply.statusCode)) throw new Error(`POST ${url}: ${reply.body}`);
  return reply.json<Reply>();
}

export function cookieOf(app: App, userName: string, secret: string): Promise<string> {
  return cookieFrom(app, '/api/v1/session', { userName, password: secret });
}

/** Somebody who was invited chooses the password of all tests. */
export function acceptedCookie(app: App, userName: string, invitation: string | null): Promise<string> {
  return cookieFrom(app, '/api/v1/session/invitation', { userName, invitation: invitation ?? '', password });
}

async function cookieFrom(
  app: App,
  url: string,
  payload: { readonly userName: string; readonly password: string; readonly invitation?: string },
): Promise<string> {
  const reply = await app.inject({ method: 'POST', url, payload });
  const cookie = reply.cookies.find((each) => each.name === 'hegu_session');
  if (reply.statusCode !== 200 || !cookie) throw new Error(`sign-in of ${payload.userName}: ${reply.body}`);
  return cookie.value;
}
