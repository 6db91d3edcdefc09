/** Changes of access: opening a cooperative, naming it, people and the roles they hold. */
import { v5 as uuidFrom, v7 as newId } from 'uuid';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse, throwFaults } from '../../domain/refusal.ts';
import { exclusionFaults } from '../../domain/role-exclusion.ts';
import { parseCreditCode } from '../../domain/identity-number.ts';
import { parsePersonName } from '../../domain/person-name.ts';
import { actionWords, rolesThatMay } from '../../domain/role-words.ts';
import { appendEntry, defineCommand } from '../../platform/command.ts';
import { chainRoot } from '../../platform/hash-chain.ts';
import { hashPassword, verifyPassword } from '../../platform/password.ts';
import { safeError } from '../../platform/redaction.ts';
import type { Services } from '../../platform/services.ts';
import type { InputOf } from '../../contract/endpoint.ts';
import * as wire from './contract.ts';
import {
  anyUserExists,
  changePassword,
  findCooperative,
  findUser,
  findUserByName,
  insertCooperative,
  insertCooperativeName,
  insertUser,
  lockFirstAdministrator,
  noteSignIn,
  replaceRoles,
  setCooperativeName,
  unusedAdministrator,
  type UserRow,
} from './store.ts';

const SHORTEST_PASSWORD = 10;
const KEY_NAMESPACE = '6f1c7ac1-3f64-4f0b-9d36-0c40b62b3a5e';

/**
 * Opens a cooperative: its row, its book and the first entry of its trail. Only a platform administrator may.
 * With an idempotency key the id follows from the key, so a repeated request finds the same cooperative.
 */
export async function createCooperative(
  services: Services,
  context: { readonly userId: string; readonly idempotencyKey?: string | undefined },
  input: InputOf<typeof wire.createCooperative>,
): Promise<{ readonly id: string }> {
  const { idempotencyKey, userId } = context;
  const id = idempotencyKey === undefined ? newId() : uuidFrom(`${userId}:${idempotencyKey}`, KEY_NAMESPACE);
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
        if (existing.names[0]?.name !== input.name) throw refuse('idempotency.other-content');
        return { id };
      }
      const now = services.clock();
      const { name, regionCode } = input;
      const creditCode = input.creditCode === undefined ? null : parseCreditCode(input.creditCode);
      const effectiveOn = LocalDate.parse(input.effectiveOn);
      await insertCooperative(tx, {
        id,
        nameId: newId(),
        name,
        regionCode,
        creditCode,
        effectiveOn,
        now,
        seal: chainRoot,
      });
      await appendEntry(
        tx,
        { number: 0n, seal: chainRoot },
        {
          cooperativeId: id,
          recordedAt: now,
          actorId: userId,
          actorName: actor.displayName,
          command: 'access.create-cooperative',
          inputHash: '',
          notes: [{ subject: 'cooperative', name, regionCode, creditCode, effectiveOn: input.effectiveOn }],
        },
      );
      return { id };
    });
  } catch (error) {
    throw safeError(error);
  }
}

export const renameCooperative = defineCommand({
  name: 'access.rename-cooperative',
  endpoint: wire.renameCooperative,
  async run(unit, { name, effectiveOn }) {
    await insertCooperativeName(
      unit.tx,
      unit.cooperativeId,
      newId(),
      name,
      LocalDate.parse(effectiveOn),
      unit.now,
    );
    await setCooperativeName(unit.tx, unit.cooperativeId, name);
    unit.note('cooperative', { name, effectiveOn });
    return { name };
  },
});

export const createUser = defineCommand({
  name: 'access.create-user',
  endpoint: wire.createUser,
  async run(unit, input) {
    if (await findUserByName(unit.tx, input.userName)) {
      throw refuse('user.name-taken', { userName: input.userName }, '/userName');
    }
    throwFaults(exclusionFaults(input.displayName, input.roles, { opensCooperatives: false }));
    const userId = newId();
    const displayName = parsePersonName(input.displayName);
    await insertUser(unit.tx, {
      id: userId,
      userName: input.userName,
      displayName,
      passwordHash: await acceptablePassword(input.password),
      isAdministrator: false,
      createdAt: unit.now,
    });
    await replaceRoles(unit, userId, input.roles);
    unit.note('user', { userId, userName: input.userName, roles: input.roles });
    return { userId, userName: input.userName, displayName, roles: input.roles };
  },
});

export const setRoles = defineCommand({
  name: 'access.set-roles',
  endpoint: wire.setRoles,
  async run(unit, input) {
    const user = await findUser(unit.tx, input.userId);
    if (!user) throw refuse('user.unknown');
    if (user.id === unit.actor.userId) throw refuse('access.own-roles', {}, '/userId');
    const opensCooperatives = user.isAdministrator;
    const { tx, cooperativeId, today: on } = unit;
    const wish = { userId: user.id, memberId: null, roles: input.roles, on };
    const against = await unit.judgeAppointment(tx, cooperativeId, wish);
    throwFaults([
      ...exclusionFaults(user.displayName, input.roles, { opensCooperatives }),
      ...against.map((each) => ({ ...each, pointer: '/roles' })),
    ]);
    await replaceRoles(unit, user.id, input.roles);
    unit.note('user', { userId: user.id, userName: user.userName, roles: input.roles });
    return { userId: user.id, userName: user.userName, displayName: user.displayName, roles: input.roles };
  },
});

/**
 * The first person of an installation, or a new password for one who never signed in. `handOver` brings the password to its
 * place inside the same transaction, so that there is nobody whose password nobody has. Returns the id; null, doing nothing,
 * when somebody else exists or the first has signed in.
 */
export async function createFirstAdministrator(
  services: Services,
  input: { readonly userName: string; readonly displayName: string; readonly password: string },
  options: { readonly renew?: boolean; readonly handOver?: () => void } = {},
): Promise<string | null> {
  const passwordHash = await acceptablePassword(input.password);
  return services.database.outside(async (tx) => {
    await lockFirstAdministrator(tx);
    const unused = options.renew ? await unusedAdministrator(tx) : undefined;
    if (!unused && (await anyUserExists(tx))) return null;
    const id = unused?.id ?? newId();
    const { userName, displayName } = input;
    if (unused) await changePassword(tx, id, passwordHash);
    else
      await insertUser(tx, {
        id,
        userName,
        displayName,
        passwordHash,
        isAdministrator: true,
        createdAt: services.clock(),
      });
    options.handOver?.();
    return id;
  });
}

/** The user with this name and password, or a refusal that does not say which of the two was wrong. */
export async function checkSignIn(services: Services, userName: string, password: string): Promise<UserRow> {
  const user = await services.database.outside((tx) => findUserByName(tx, userName));
  // An unknown name costs the same time as a wrong password.
  const hash = user?.passwordHash ?? (await decoyHash());
  const matches = await verifyPassword(hash, password);
  if (!user || !matches || user.disabledAt !== null) throw refuse('access.sign-in-failed');
  if (user.signedInAt === null) await services.database.outside((tx) => noteSignIn(tx, user.id, new Date()));
  return user;
}

let decoy: Promise<string> | undefined;
function decoyHash(): Promise<string> {
  return (decoy ??= hashPassword('nobody has this password'));
}

async function acceptablePassword(password: string): Promise<string> {
  if ([...password].length < SHORTEST_PASSWORD) {
    throw refuse('access.password-weak', { length: SHORTEST_PASSWORD }, '/password');
  }
  return hashPassword(password);
}
