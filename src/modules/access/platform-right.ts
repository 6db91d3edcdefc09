/** What only whoever looks after the service may, outside every cooperative. */
import { mayDo, type Action } from '../../domain/permission.ts';
import { refuse } from '../../domain/refusal.ts';
import { actionWords, rolesThatMay } from '../../domain/role-words.ts';
import type { Services } from '../../platform/services.ts';
import { identify } from './store.ts';

const NOWHERE = '00000000-0000-0000-0000-000000000000';

export async function requirePlatformRight(
  { database }: Pick<Services, 'database'>,
  userId: string,
  action: Action,
): Promise<void> {
  const actor = await database.outside((tx) => identify(tx, NOWHERE, userId));
  if (actor !== null && mayDo(actor.roles, action)) return;
  throw refuse('access.forbidden', { action: actionWords[action], roles: rolesThatMay(action) });
}
