/** A session begun, and who is signed in as they are told of themself. */
import type { FastifyRequest } from 'fastify';
import { hasExpired, newPasswordAsked } from '../../domain/password-rule.ts';
import { Refusal, refuse } from '../../domain/refusal.ts';
import type { Services } from '../../platform/services.ts';
import { hasSecondFactor } from './second-factor.ts';
import { cooperativesOf, findUser, suspendedEver } from './store.ts';

/**
 * A new token at sign-in: one that was planted before it is worth nothing. It is written down at once, while the password that it was given for
 * still is the person's.
 */
export async function beginSession(
  services: Services,
  request: FastifyRequest,
  userId: string,
  { showedCode, passwordHash }: { readonly showedCode: boolean; readonly passwordHash: string | null },
) {
  await request.session.regenerate();
  const agent = request.headers['user-agent']?.slice(0, 200);
  request.session.userId = userId;
  request.session.address = request.ip;
  if (showedCode) request.session.secondFactorAt = new Date();
  if (agent !== undefined) request.session.agent = agent;
  if (passwordHash !== null) request.session.begunBy = passwordHash;
  try {
    await request.session.save();
  } catch (error) {
    // What was not written down is not tried again with the answer.
    await request.session.regenerate();
    throw error;
  }
  return describeUser(services, request, userId);
}

export async function describeUser(services: Services, request: FastifyRequest, userId: string) {
  const { told, suspended } = await services.database.outside(async (tx) => {
    const user = await findUser(tx, userId);
    if (!user || user.disabledAt !== null) throw refuse('access.sign-in-required');
    const { userName, displayName, isAdministrator } = user;
    const mustChangePassword =
      request.session.mustChangePassword ??
      hasExpired(services.config.HEGU_PASSWORD_RULES, user.passwordChosenAt, new Date());
    const newPassword = newPasswordAsked(services.config.HEGU_PASSWORD_RULES, {
      hasSecondFactor: await hasSecondFactor(tx, userId),
      isForPortal: user.portalOnly,
    });
    const cooperatives = await cooperativesOf(tx, user);
    const suspended = await suspendedEver(tx, userId);
    const told = {
      userId,
      userName,
      displayName,
      isAdministrator,
      mustChangePassword,
      newPassword,
      cooperatives,
    };
    return { told, suspended };
  });
  return { ...told, cooperatives: await withoutSuspended(services, userId, told.cooperatives, suspended) };
}

type Told = Awaited<ReturnType<typeof cooperativesOf>>;

/**
 * Whoever is suspended somewhere has no part there, until two people restore it: whether they did is the cooperative's own to know, and where
 * somebody never was suspended it is not asked. One that cannot say so now, because it is asked too much, keeps nobody out of the others: its
 * own door asks again.
 */
async function withoutSuspended(
  services: Services,
  userId: string,
  all: Told,
  suspended: ReadonlySet<string>,
): Promise<Told> {
  const asked = all.map(async (each): Promise<Told> => {
    if (!suspended.has(each.id) || each.roles.every((role) => role === 'administrator')) return [each];
    const actor = await services.database
      .read(each.id, (tx) => services.identify(tx, each.id, userId))
      .catch((error: unknown): 'unknown' => {
        if (error instanceof Refusal && error.code === 'service.busy') return 'unknown';
        throw error;
      });
    if (actor === 'unknown') return [each];
    return actor === null || actor.roles.length === 0 ? [] : [{ ...each, roles: [...actor.roles] }];
  });
  return (await Promise.all(asked)).flat();
}
