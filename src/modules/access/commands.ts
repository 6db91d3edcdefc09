/** Changes of access: the first person of an installation, signing in, choosing a password, what a cooperative is called. */
import { v7 as newId } from 'uuid';
import { LocalDate } from '../../domain/calendar.ts';
import type { Sentence } from '../../domain/language.ts';
import { refuse } from '../../domain/refusal.ts';
import { countedAddress } from '../../domain/sign-in-guard.ts';
import { defineCommand, isFresh } from '../../platform/command.ts';
import { hashPassword, verifyPassword } from '../../platform/password.ts';
import type { Services } from '../../platform/services.ts';
import * as wire from './contract.ts';
import { countTry, forgiveTries, isLockedBehind, type Trying } from './guards.ts';
import { codeHashes, portalHashes } from './invitations.ts';
import { hasPasskey } from './passkeys.ts';
import { acceptablePassword } from './passwords.ts';
import { hasSecondFactor, requireCode } from './second-factor.ts';
import {
  actAs,
  anyUserExists,
  changePassword,
  endSessionsOf,
  endTokensOf,
  findUser,
  findUserByName,
  insertCooperativeName,
  insertUser,
  lockFirstAdministrator,
  noteSignIn,
  requireSamePassword,
  setCooperativeName,
  unusedAdministrator,
  useInvitation,
  type UserRow,
} from './store.ts';

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

/**
 * The first person of an installation, or a new password for one who never signed in. `handOver` brings the password to its
 * place inside the same transaction, so that there is nobody whose password nobody has. `told`: they did not choose it themselves,
 * and do so before anything else. Returns the id; null, doing nothing,
 * when somebody else exists or the first has signed in.
 */
export async function createFirstAdministrator(
  services: Services,
  input: { readonly userName: string; readonly displayName: string; readonly password: string },
  options: { readonly renew?: boolean; readonly told?: boolean; readonly handOver?: () => void } = {},
): Promise<string | null> {
  const passwordHash = await acceptablePassword(services.config.HEGU_PASSWORD_RULES, input);
  return services.database.outside(async (tx) => {
    await lockFirstAdministrator(tx);
    const unused = options.renew ? await unusedAdministrator(tx) : undefined;
    if (!unused && (await anyUserExists(tx))) return null;
    const id = unused?.id ?? newId();
    const { userName, displayName } = input;
    if (!unused)
      await insertUser(tx, {
        id,
        userName,
        displayName,
        passwordHash,
        isAdministrator: true,
        createdAt: services.clock(),
      });
    await changePassword(tx, id, passwordHash, options.told === true ? null : new Date());
    options.handOver?.();
    return id;
  });
}

/**
 * The user with this name and password, or a refusal that does not say which of the two was wrong. Each try is counted before it
 * is looked at; a name that nobody has is counted, locked and reckoned like any other.
 */
export async function checkSignIn(
  services: Services,
  trying: Trying & {
    readonly password: string;
    readonly code?: string | undefined;
    /** When a second factor was last shown in the session that asks. */
    readonly shownAt?: Date | null | undefined;
  },
): Promise<{
  readonly user: UserRow;
  readonly failedBefore: number;
  readonly showedCode: boolean;
  readonly shownHash: string;
}> {
  const { database, vault } = services;
  const now = new Date();
  const left = await database.outside((tx) => countTry(tx, vault, trying, now));
  const user = await database.outside((tx) => findUserByName(tx, trying.userName));
  // Of a name that nobody has, the count is kept for what was typed: it costs the same, and tells nothing.
  const behind = { ...trying, userName: user?.userName ?? trying.asTyped ?? trying.userName };
  const isLocked = await isLockedBehind(services, behind, now);
  // An unknown name costs the same time as a wrong password.
  const matches = await verifyPassword(
    user?.passwordHash ?? (await decoyHash()),
    trying.password,
    countedAddress(trying.address),
  );
  if (!user || user.passwordHash === null || !matches || isLocked || user.disabledAt !== null)
    throw refuse('access.sign-in-failed', { next: whatIsLeft(left) });
  const showedCode = await database.outside((tx) => hasSecondFactor(tx, user.id));
  if (showedCode) {
    if (trying.code === undefined) throw refuse('access.code-needed');
    await requireCode(services, user, trying.code, trying.address);
  } else if (!isFresh(trying.shownAt) && (await database.outside((tx) => hasPasskey(tx, user.id))))
    throw refuse('access.passkey-needed');
  const failedBefore = await database.outside(async (tx) => {
    await noteSignIn(tx, user.id, now);
    return forgiveTries(tx, vault, behind);
  });
  return { user, failedBefore, showedCode, shownHash: user.passwordHash };
}

/** Said of names that nobody has as of others: what was typed is counted, not whom it leads to. */
function whatIsLeft(left: number): Sentence {
  if (left === 0) return { zh: '请过一会儿再试。', en: 'Please wait a moment before the next try.' };
  return {
    zh: `还可以试 ${left} 次，再不对就要等一会儿。`,
    en: `${left} more ${left === 1 ? 'try' : 'tries'}, then you have to wait a moment.`,
  };
}

/** One's own password, by the old one; every other sign-in of the person ends, and every token. */
export async function changeOwnPassword(
  services: Services,
  who: {
    readonly userId: string;
    readonly sessionId: string | null;
    readonly address: string;
    readonly shownAt: Date | null | undefined;
  },
  input: {
    readonly password: string;
    readonly newPassword: string;
    readonly code?: string | undefined;
  },
): Promise<void> {
  const { database, config } = services;
  const own = await database.outside((tx) => findUser(tx, who.userId));
  if (!own) throw refuse('access.sign-in-required');
  const { userName } = own;
  const { address, shownAt } = who;
  const { password, code } = input;
  const { showedCode, user } = await checkSignIn(services, { userName, address, password, code, shownAt });
  if (input.newPassword === input.password) throw refuse('access.password-same', {}, '/newPassword');
  const chosen = {
    password: input.newPassword,
    userName,
    hasSecondFactor: showedCode,
    isForPortal: own.portalOnly,
    address,
  };
  const passwordHash = await acceptablePassword(config.HEGU_PASSWORD_RULES, chosen, '/newPassword');
  await database.outside(async (tx) => {
    await actAs(tx, own.id);
    await requireSamePassword(tx, user);
    await changePassword(tx, own.id, passwordHash, new Date());
    await endTokensOf(tx, own.id);
    await endSessionsOf(tx, own.id, who.sessionId);
  });
}

let decoy: Promise<string> | undefined;
function decoyHash(): Promise<string> {
  return (decoy ??= hashPassword('nobody has this password'));
}

/** Chooses a password by an invitation, which is used up by it; whoever is disabled does not come back by one. */
export async function acceptInvitation(
  services: Services,
  input: {
    readonly userName: string;
    readonly invitation: string;
    readonly password: string;
    readonly address?: string;
  },
): Promise<UserRow> {
  const passwordHash = await acceptablePassword(services.config.HEGU_PASSWORD_RULES, input);
  const now = new Date();
  return services.database.outside(async (tx) => {
    const user = await findUserByName(tx, input.userName);
    const hashes = codeHashes(input.invitation);
    const fits = user !== undefined && user.disabledAt === null && hashes !== null;
    if (!fits || !(await useInvitation(tx, { userId: user.id, ...hashes }, now)))
      throw refuse('access.invitation-invalid', {}, '/invitation');
    await changePassword(tx, user.id, passwordHash, now);
    await endSessionsOf(tx, user.id);
    await noteSignIn(tx, user.id, now);
    return user;
  });
}

/**
 * Chooses a PIN by a code of the portal, which is used up by it. The try is counted before anything is looked at, the PIN among it; a
 * number that nobody bears is counted, locked and refused like any other.
 */
export async function activatePortal(
  services: Services,
  input: Trying & { readonly code: string; readonly password: string },
): Promise<UserRow> {
  const { database, vault, config } = services;
  const { userName, asTyped = userName, password } = input;
  const now = new Date();
  await database.outside((tx) => countTry(tx, vault, input, now));
  // Compared with what was typed: whether it is like the name behind the number would tell that there is one.
  const chosen = { password, userName: asTyped, isForPortal: true, address: input.address };
  const passwordHash = await acceptablePassword(config.HEGU_PASSWORD_RULES, chosen);
  const named = await database.outside((tx) => findUserByName(tx, userName));
  // As at every door: however the number was typed, half a code is not guessed in more tries than a PIN.
  const behind = { ...input, userName: named?.userName ?? asTyped };
  const isLocked = await isLockedBehind(services, behind, now);
  return database.outside(async (tx) => {
    const user = await findUserByName(tx, userName);
    const hashes = portalHashes(vault, user?.id ?? '', input.code);
    const fits = user !== undefined && user.portalOnly && user.disabledAt === null && hashes !== null;
    if (!fits || isLocked) throw refuse('access.portal-code-wrong');
    // Of two slips nobody remembers which came first: both orders are one try.
    const { firstHash, secondHash } = hashes;
    const turned = { firstHash: secondHash, secondHash: firstHash };
    const isUsed =
      (await useInvitation(tx, { userId: user.id, ...hashes }, now)) ||
      (await useInvitation(tx, { userId: user.id, ...turned }, now));
    if (!isUsed) throw refuse('access.portal-code-wrong');
    await changePassword(tx, user.id, passwordHash, now);
    await endSessionsOf(tx, user.id);
    await noteSignIn(tx, user.id, now);
    await forgiveTries(tx, vault, behind);
    return user;
  });
}
