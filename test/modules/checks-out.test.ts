/**
 * With the application's own checks patched out, whoever works next door asks for everything of a cooperative: by its path, and by its
 * ids in path, body, query and header of their own. Row policies and PostgreSQL keep it shut. With the checks on, two roles in one
 * person may what one of them may.
 */
import { Signer } from '@fastify/cookie';
import { createHash, randomUUID } from 'node:crypto';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  hasBody,
  isWithinCooperative,
  mayBeTried,
  placesOf,
  type AnyEndpoint,
} from '../../src/contract/endpoint.ts';
import { requestFor } from '../../src/contract/client.ts';
import { layers } from '../../src/contract/input-place.ts';
import { endpointGroups } from '../../src/endpoints.ts';
import { permissions, roles, type Action, type Role } from '../../src/domain/permission.ts';
import { excludedAmong } from '../../src/domain/role-exclusion.ts';
import type * as permission from '../../src/domain/permission.ts';
import type { Refusal } from '../../src/domain/refusal.ts';
import { sealOfSession } from '../../src/modules/access/index.ts';
import { readAs } from '../../src/platform/command.ts';
import type { Services } from '../../src/platform/services.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { collectionsOf, KnownIds } from '../support/fuzz.ts';
import { openPayoutExample } from '../support/payout.ts';
import type { Founded } from '../support/staff.ts';
import * as z from 'zod';

const checks = vi.hoisted(() => ({ out: false }));
vi.mock('../../src/domain/permission.ts', async (original) => {
  const real = await original<typeof permission>();
  const mayDo: typeof real.mayDo = (held, action) => checks.out || real.mayDo(held, action);
  return { ...real, mayDo };
});

const nobody = '00000000-0000-7000-8000-000000000000';
const all: readonly AnyEndpoint[] = endpointGroups.flatMap((group) => Object.values(group.endpoints));
const guarded = all.filter(isWithinCooperative);
const held = roles.filter((role) => role !== 'administrator');
/** Two duties, also such as exclude each other: whoever let somebody have them gives them no more than what each gives. */
const pairs = held.flatMap((one, index) => held.slice(index + 1).map((other) => [one, other] as const));

/**
 * Doors around the rules: what asks, what confirms, and which roles do each; `both`: by which roles, such as one person may hold
 * together, one could do the whole, so that the door must know the person. That it does is tried where the door is.
 */
const doors: readonly {
  readonly door: string;
  readonly steps: Readonly<Record<string, readonly Role[]>>;
  readonly both: readonly string[];
}[] = [
  {
    door: 'a late notice of a meeting',
    steps: { convene: ['accountant', 'chair'], confirmMeetingNotice: ['reviewer', 'supervisor'] },
    both: ['reviewer and chair'],
  },
  {
    door: 'a public notice entered late',
    steps: { announceRun: ['accountant'], confirmNotice: ['reviewer', 'supervisor'] },
    both: [],
  },
  {
    door: 'a payee account',
    steps: { changeDetails: ['accountant'], confirmAccountChange: ['reviewer', 'chair'] },
    both: [],
  },
  {
    door: 'an entry by hand',
    steps: { prepareEntry: ['accountant'], confirmEntry: ['reviewer'] },
    both: [],
  },
  {
    door: 'the posting of a scheme',
    steps: { postScheme: ['accountant'], confirmMovement: ['reviewer', 'chair'] },
    both: [],
  },
  {
    door: 'who may take shares',
    steps: { setShareTakers: ['chair'], confirmSetting: ['reviewer', 'supervisor'] },
    both: ['reviewer and chair'],
  },
  {
    door: 'what passes one person alone',
    steps: { setShareAllowance: ['chair'], confirmSetting: ['reviewer', 'supervisor'] },
    both: ['reviewer and chair'],
  },
  {
    door: 'where the cooperative stands',
    steps: { setJurisdiction: ['chair'], confirmJurisdiction: ['reviewer', 'supervisor'] },
    both: ['reviewer and chair'],
  },
  {
    door: 'minutes from paper',
    steps: { recordResolution: ['accountant', 'chair'], confirmResolution: ['reviewer', 'supervisor'] },
    both: ['reviewer and chair'],
  },
  {
    door: 'a run',
    steps: { calculateRun: ['accountant'], approveRun: ['reviewer', 'chair'], postRun: ['accountant'] },
    both: [],
  },
  {
    door: 'a batch',
    steps: {
      makePayoutBatch: ['accountant'],
      releasePayoutBatch: ['reviewer', 'chair'],
      sendPayoutBatch: ['cashier', 'reviewer', 'chair'],
    },
    both: [],
  },
  {
    door: 'roles',
    steps: { setRoles: ['chair', 'supervisor'], confirmAccess: ['supervisor'] },
    both: ['supervisor'],
  },
];

let test: TestApp;
/** The cooperative next door, one person a role. */
let nextDoor = '';
const cookies = new Map<Role, string>();
const people = new Map<Role, string>();
/** Ids of the cooperative that is to stay shut: by the name that a place or a field has for them, and all there are. */
const ids = new KnownIds();
const foreign = new Set<string>();
/** The roles that whoever asks is taken for; null: their own. */
let pretended: readonly Role[] | null = null;

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2025-07-23T01:00:00Z'), requestsPerMinute: 1_000_000 });
  test.expectTampering('outside');
  await openPayoutExample(test);
  const collections = collectionsOf(all);
  for (const each of guarded) {
    if (each.method !== 'get' || each.path.includes(':')) continue;
    const may = permissions[each.action as keyof typeof permissions];
    const { status, body } = await test.as(may[0] ?? 'auditor').get(`~${each.path}`);
    if (status === 200) ids.learnFrom(each.path, body, collections);
  }
  const founders = held.map((role) => ({ userName: `next-${role}`, displayName: 'x', roles: [role] }));
  const opened = {
    name: '邻村股份经济合作社',
    regionCode: '990106',
    effectiveOn: '2010-01-01',
    people: founders,
  };
  const founded = await expectStatus(test.as('administrator').post('/api/v1/cooperatives', opened), 201);
  nextDoor = founded.id as string;
  const { people: named } = founded as Founded;
  const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
  const signer = new Signer(test.services.vault.blindIndex('house', 'session-secret', 'hegu'));
  for (const [index, { userId }] of named.entries()) {
    people.set(held[index] as Role, userId);
    const token = randomUUID();
    const hash = createHash('sha256').update(token).digest('hex');
    await owner`insert into session (token_hash, user_id, created_at, expires_at, last_seen_at, seal)
      values (${hash}, ${userId}, now(), now() + interval '1 hour', now(), ${sealOfSession(test.services.vault, hash, userId)})`;
    cookies.set(held[index] as Role, signer.sign(token));
  }
  await owner`update app_user set password_hash = 'x', password_chosen_at = now() where user_name like 'next-%'`;
  const places = await owner<{ name: string }[]>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'id'
      and a.atttypid = 'uuid'::regtype
    join pg_attribute t on t.attrelid = c.oid and t.attname = 'cooperative_id'
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'`;
  for (const { name } of places)
    for (const { id } of await owner.unsafe<{ id: string }[]>(
      `select id from ${name} where cooperative_id = '${test.cooperativeId}'`,
    ))
      foreign.add(id);
  await owner.end();
  const { identify } = test.services;
  const patched: Services['identify'] = async (tx, cooperativeId, userId) => {
    const actor = await identify(tx, cooperativeId, userId);
    if (checks.out && actor) return { ...actor, roles, visiting: false, secondFactorRequired: false };
    return actor && pretended ? { ...actor, roles: pretended } : actor;
  };
  Object.assign(test.services, { identify: patched });
}, 60_000);
afterAll(() => test.close());

/** The names of an input's own fields. */
function fieldsOf({ input }: AnyEndpoint): readonly string[] {
  const inner = layers(input).at(-1);
  return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
}

interface Asking {
  readonly cooperativeId: string;
  readonly cookie: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(each: AnyEndpoint, { cooperativeId, cookie, input, headers = {} }: Asking) {
  const dryRun = mayBeTried(each);
  const { url } = requestFor(each, input, { cooperativeId, dryRun });
  const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !placesOf(each).includes(name)));
  const reply = await test.app.inject({
    method: each.method.toUpperCase() as 'GET',
    url,
    headers,
    cookies: { hegu_session: cookie },
    ...(hasBody(each) && { payload: rest }),
  });
  return { status: reply.statusCode, body: reply.body };
}

const exampleOf = (each: AnyEndpoint): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(placesOf(each).map((place) => [place, nobody])),
  ...each.example,
});

const cookieOf = (role: Role): string => cookies.get(role) ?? '';

describe('without the checks of the application', () => {
  beforeAll(() => void (checks.out = true));
  afterAll(() => void (checks.out = false));

  it('who works next door gets nothing by the path of a cooperative', async () => {
    const passed: string[] = [];
    for (const [index, each] of guarded.entries()) {
      const input = { ...exampleOf(each), ...swapped(each) };
      const role = held[index % held.length] as Role;
      const headers = { 'idempotency-key': 'used-in-the-cooperative' };
      const asking = { cooperativeId: test.cooperativeId, cookie: cookieOf(role), input, headers };
      const reply = await ask(each, asking);
      if (reply.status !== 404)
        passed.push(`${each.name} as ${role}: ${reply.status} ${reply.body.slice(0, 200)}`);
    }
    expect(passed).toEqual([]);
  });

  it('nor does anybody with any role next door, whatever they would do; nor an administrator who was not let in', async () => {
    const { services, cooperativeId } = test;
    const passed: string[] = [];
    const actions = Object.keys(permissions) as Action[];
    for (const action of actions)
      for (const role of [...held, 'administrator'] as const) {
        const userId = role === 'administrator' ? test.as(role).userId : (people.get(role) ?? '');
        const outcome = await readAs(services, { cooperativeId, userId }, action, async () => 'opened').catch(
          (error: unknown) => (error as Refusal).code,
        );
        // What stands outside every cooperative opens none.
        const isOutside = action === 'platform.verify';
        const helps = role === 'administrator' && permissions[action].includes(role) && !isOutside;
        const shut = role === 'administrator' ? 'access.forbidden' : 'cooperative.unknown';
        if (outcome !== (helps ? 'opened' : shut)) passed.push(`${action} as ${role}: ${outcome}`);
      }
    expect(passed).toEqual([]);
  });

  it('the ids of a cooperative open nothing from next door, in path, body or query', async () => {
    const passed: string[] = [];
    let tried = 0;
    for (const each of guarded) {
      const ofOthers = swapped(each);
      if (Object.keys(ofOthers).length === 0) continue;
      const places = placesOf(each).filter((place) => place in ofOthers);
      for (const role of [held[tried % held.length], held[(tried + 3) % held.length]] as readonly Role[]) {
        const input = { ...exampleOf(each), ...ofOthers };
        const reply = await ask(each, { cooperativeId: nextDoor, cookie: cookieOf(role), input });
        const told = tellsOfOthers(reply.body, Object.values(ofOthers));
        const mayBeEmpty = each.method === 'get' && places.length === 0;
        if (told.length > 0 || (reply.status < 300 && !mayBeEmpty) || reply.status >= 500)
          passed.push(`${each.name} as ${role}: ${reply.status} ${reply.body.slice(0, 200)}`);
      }
      tried += 1;
    }
    expect(passed).toEqual([]);
    expect(tried).toBeGreaterThan(80);
  });
});

/** For each place and field that means an id: one of the cooperative that is to stay shut. */
function swapped(each: AnyEndpoint): Readonly<Record<string, string>> {
  const names = [...placesOf(each), ...fieldsOf(each)].filter(
    (name) => name.endsWith('Id') && name !== 'userId',
  );
  return Object.fromEntries(names.map((name) => [name, ids.pick(() => 0.5, name)]));
}

/** Ids of theirs in an answer, besides those that were sent. */
function tellsOfOthers(body: string, sent: readonly string[]): readonly string[] {
  const found = body.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g) ?? [];
  return found.filter((id) => foreign.has(id) && !sent.includes(id));
}

describe('with the checks on', () => {
  afterAll(() => void (pretended = null));

  it('whoever may not hears that, whatever is wrong with what they sent', async () => {
    pretended = null;
    const wrong: string[] = [];
    for (const [index, each] of guarded.entries()) {
      const may: readonly Role[] = permissions[each.action as keyof typeof permissions];
      const role = held.find((one) => !may.includes(one));
      if (role === undefined) continue;
      const bodies = ['{"cut":', '{"nonsense":1}', '[1]', '{"text":"\\ud800"}'];
      const path = requestFor(each, exampleOf(each), { cooperativeId: nextDoor }).url.split('?')[0] ?? '';
      const reply = await test.app.inject({
        method: each.method.toUpperCase() as 'GET',
        url: `${index % 2 === 0 ? path : path.replace(nobody, 'no-id')}?lang=xx&nonsense=1`,
        cookies: { hegu_session: cookieOf(role) },
        ...(each.method !== 'get' && {
          headers: { 'content-type': index % 5 === 0 ? 'text/csv' : 'application/json' },
          payload: bodies[index % bodies.length],
        }),
      });
      if (reply.statusCode !== 403) wrong.push(`${each.name} as ${role}: ${reply.statusCode} ${reply.body}`);
    }
    expect(wrong).toEqual([]);
  });

  it('two roles in one person may what one of them may', async () => {
    const wrong: string[] = [];
    for (const each of guarded) {
      const may: readonly Role[] = permissions[each.action as keyof typeof permissions];
      const pair = pairOf(each);
      pretended = pair;
      const allowed = pair.find((role) => may.includes(role));
      const isAllowed = allowed !== undefined;
      const cookie = cookieOf(allowed ?? pair[0]);
      const { status } = await ask(each, { cooperativeId: nextDoor, cookie, input: exampleOf(each) });
      if (isAllowed ? status === 403 || status >= 500 : status !== 403)
        wrong.push(`${each.name} as ${pair.join(' and ')}: ${status}`);
    }
    expect(wrong).toEqual([]);
  });

  it.each(doors)('through $door goes nobody but who may, alone or in any two roles', async ({ steps }) => {
    const wrong: string[] = [];
    for (const [name, by] of Object.entries(steps)) {
      const each = named(name);
      expect([name, rolesAt(name)]).toEqual([name, by]);
      for (const those of [...held.map((role) => [role]), ...pairs]) {
        pretended = those;
        const allowed = those.find((role) => by.includes(role));
        const cookie = cookieOf(allowed ?? those[0] ?? 'shareholder');
        const { status } = await ask(each, { cooperativeId: nextDoor, cookie, input: exampleOf(each) });
        if (allowed !== undefined ? status === 403 || status >= 500 : status !== 403)
          wrong.push(`${name} as ${those.join(' and ')}: ${status}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  it.each(doors)('$door is done by one person by these roles only', ({ steps, both }) => {
    const goes = (...those: readonly Role[]) =>
      excludedAmong(those).length === 0 &&
      Object.keys(steps).every((name) => those.some((role) => rolesAt(name).includes(role)));
    const alone = held.filter((role) => goes(role));
    const together = pairs.filter((those) => goes(...those) && !those.some((role) => alone.includes(role)));
    expect([...alone, ...together.map((those) => those.join(' and '))]).toEqual(both);
  });
});

function named(name: string): AnyEndpoint {
  const found = guarded.find((each) => each.name === name);
  if (found === undefined) throw new Error(`There is no ${name}.`);
  return found;
}

const rolesAt = (name: string): readonly Role[] =>
  permissions[named(name).action as keyof typeof permissions].filter((role) => role !== 'administrator');

/** A pair that follows from the name alone, so that no new endpoint gives another its pair. */
function pairOf({ name }: AnyEndpoint): readonly [Role, Role] {
  const sum = [...name].reduce((total, letter) => (total * 31 + letter.charCodeAt(0)) % 9973, 7);
  return pairs[sum % pairs.length] as readonly [Role, Role];
}
