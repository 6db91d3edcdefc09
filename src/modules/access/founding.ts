/**
 * Opens a cooperative with the people it begins with. Whoever opens it holds no role in it; everybody named chooses a password
 * by an invitation of their own.
 */
import { v5 as uuidFrom, v7 as newId } from 'uuid';
import type { InputOf } from '../../contract/endpoint.ts';
import { requireFounders } from '../../domain/access-proposal.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { parseCreditCode } from '../../domain/identity-number.ts';
import type { Role } from '../../domain/permission.ts';
import { parsePersonName } from '../../domain/person-name.ts';
import { refuse, throwFaults } from '../../domain/refusal.ts';
import { exclusionFaults } from '../../domain/role-exclusion.ts';
import { actionWords, rolesThatMay } from '../../domain/role-words.ts';
import { appendEntry, firstInputHash, inputHashOf } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { chainRoot } from '../../platform/hash-chain.ts';
import { must } from '../../platform/must.ts';
import { safeError } from '../../platform/redaction.ts';
import type { Actor, Services } from '../../platform/services.ts';
import type * as wire from './contract.ts';
import { drawHalf, invite } from './invitations.ts';
import { foundingOf, insertFounding, reachesFurther } from './proposal-store.ts';
import {
  findCooperative,
  findUser,
  findUserByName,
  insertCooperative,
  insertUser,
  replaceRoles,
  type UserRow,
} from './store.ts';

const COMMAND = 'access.create-cooperative';
const KEY_NAMESPACE = '6f1c7ac1-3f64-4f0b-9d36-0c40b62b3a5e';

type Wish = InputOf<typeof wire.createCooperative>;
interface Founder {
  readonly user: Pick<UserRow, 'id' | 'userName' | 'displayName' | 'passwordHash' | 'signedInAt'>;
  readonly roles: readonly Role[];
}

/**
 * Only a platform administrator may. With an idempotency key the id follows from the key, so a repeated request finds the same
 * cooperative, and invites those anew who have no password yet.
 */
export async function createCooperative(
  services: Services,
  context: { readonly userId: string; readonly idempotencyKey?: string | undefined },
  input: Wish,
) {
  const { idempotencyKey, userId } = context;
  const id = idempotencyKey === undefined ? newId() : uuidFrom(`${userId}:${idempotencyKey}`, KEY_NAMESPACE);
  const inputHash = inputHashOf(services.vault, id, COMMAND, input);
  try {
    return await services.database.write(id, async (tx) => {
      const actor = await services.identify(tx, id, userId);
      if (!actor) throw refuse('access.sign-in-required');
      if (!actor.roles.includes('administrator')) {
        throw refuse('access.forbidden', {
          action: actionWords['cooperative.create'],
          roles: rolesThatMay('cooperative.create'),
        });
      }
      const existing = await findCooperative(tx, id);
      if (existing) {
        const opened = await firstInputHash(tx, id);
        const same = opened === '' ? existing.names[0]?.name === input.name : opened === inputHash;
        if (!same) throw refuse('idempotency.other-content');
        return invited(tx, id, await foundersOf(tx, id));
      }
      return invited(tx, id, await open(services, tx, { id, inputHash }, actor, input));
    });
  } catch (error) {
    throw safeError(error);
  }
}

async function open(
  services: Services,
  tx: Tx,
  { id, inputHash }: { readonly id: string; readonly inputHash: string },
  actor: Actor,
  input: Wish,
): Promise<readonly Founder[]> {
  const now = services.clock();
  services.clockGuard?.require(now);
  const { name, regionCode } = input;
  requireFounders(input.people);
  const creditCode = input.creditCode === undefined ? null : parseCreditCode(input.creditCode);
  const effectiveOn = LocalDate.parse(input.effectiveOn);
  const place = { id, nameId: newId(), name, regionCode, creditCode, effectiveOn };
  await insertCooperative(tx, { ...place, now, seal: chainRoot });
  const founders: Founder[] = [];
  for (const [index, person] of input.people.entries())
    founders.push(await named(tx, person, `/people/${index}`, now));
  const twice = founders.find(
    ({ user }, index) => founders.findIndex((one) => one.user.id === user.id) < index,
  );
  if (twice) throw refuse('access.person-twice', { userName: twice.user.userName }, '/people');
  const people = founders.map(({ user, roles }) => ({ userId: user.id, roles }));
  const proposalId = await insertFounding(tx, id, actor, now, people);
  for (const { userId, roles } of people)
    await replaceRoles(
      { tx, cooperativeId: id, now },
      { userId, roles, grantedBy: actor.userId, proposalId },
    );
  await appendEntry(
    tx,
    services.vault,
    { number: 0n, seal: chainRoot },
    {
      cooperativeId: id,
      recordedAt: now,
      actorId: actor.userId,
      actorName: actor.displayName,
      command: COMMAND,
      inputHash,
      notes: [
        { subject: 'cooperative', name, regionCode, creditCode, effectiveOn: input.effectiveOn },
        ...founders.map(({ user, roles }) => ({
          subject: 'user',
          userId: user.id,
          userName: user.userName,
          roles: [...roles],
        })),
      ],
    },
  );
  return founders;
}

/** Somebody known, or a new person under a name that nobody has. */
async function named(tx: Tx, person: Wish['people'][number], pointer: string, now: Date): Promise<Founder> {
  const { roles } = person;
  const judged = (displayName: string, opensCooperatives: boolean) =>
    throwFaults(
      exclusionFaults(displayName, roles, { opensCooperatives }).map((fault) => ({
        ...fault,
        pointer: `${pointer}/roles`,
      })),
    );
  if ('userId' in person) {
    const user = await findUser(tx, person.userId);
    if (!user || user.disabledAt !== null) throw refuse('user.unknown', {}, `${pointer}/userId`);
    judged(user.displayName, user.isAdministrator);
    return { user, roles };
  }
  const { userName } = person;
  const displayName = parsePersonName(person.displayName);
  judged(displayName, false);
  if (await findUserByName(tx, userName))
    throw refuse('user.name-taken', { userName }, `${pointer}/userName`);
  const user = { id: newId(), userName, displayName, passwordHash: null, isAdministrator: false };
  await insertUser(tx, { ...user, createdAt: now });
  return { user: { ...user, signedInAt: null }, roles };
}

async function foundersOf(tx: Tx, cooperativeId: string): Promise<readonly Founder[]> {
  const founders: Founder[] = [];
  for (const { userId, roles } of await foundingOf(tx, cooperativeId))
    founders.push({ user: must(await findUser(tx, userId), 'a founder'), roles });
  return founders;
}

async function invited(tx: Tx, id: string, founders: readonly Founder[]) {
  const people = [];
  for (const { user, roles } of founders) {
    // Whoever is being let in elsewhere already gets their code there, and nobody here could sign in as them.
    // Whoever has been here is let in again by two people of the cooperative, never by whoever opened it.
    const isNew =
      user.passwordHash === null && user.signedInAt === null && !(await reachesFurther(tx, id, user.id));
    const { half, hash } = drawHalf();
    const invitation = isNew ? `${half}.${await invite(tx, user.id, hash)}` : null;
    const { userName, displayName } = user;
    people.push({ userId: user.id, userName, displayName, roles: [...roles], invitation });
  }
  return { id, people };
}
