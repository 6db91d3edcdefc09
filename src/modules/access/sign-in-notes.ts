/** Sign-ins, and those refused, in the access log of every cooperative in which the person has a part. */
import { statusOf } from '../../domain/errors/catalogue.ts';
import { Refusal } from '../../domain/refusal.ts';
import { noteAccess } from '../../platform/access-log.ts';
import type { Services } from '../../platform/services.ts';
import { cooperativesOf, findUserByName } from './store.ts';

/** Of a name that nobody bears there is nobody to tell. */
export async function noteSignIn(
  services: Services,
  userName: string,
  address: string,
  refused: string | null,
): Promise<void> {
  const { userId, places } = await services.database.outside(async (tx) => {
    const user = await findUserByName(tx, userName);
    if (user === undefined) return { userId: '', places: [] };
    const all = await cooperativesOf(tx, user);
    return {
      userId: user.id,
      places: all.filter(({ roles }) => roles.some((role) => role !== 'administrator')),
    };
  });
  for (const { id } of places)
    await noteAccess(services, id, { userId, kind: 'sign-in', act: 'signIn', refused, address });
}

/** A try that was looked at and wrong. What a lock, a full lane or the shape of it turned away would fill the log at a stranger's will. */
export async function noteFailed(
  services: Services,
  userName: string,
  address: string,
  error: unknown,
): Promise<void> {
  if (!(error instanceof Refusal) || statusOf(error) !== 401) return;
  await noteSignIn(services, userName, address, error.code);
}
