/**
 * Who reads what was reported on a resolution. Of assemblies everybody: the law opens their minutes to every member. Of the board and the
 * supervisors, whose affairs name people, the office and whoever sits there; others learn that it was carried out, and when.
 */
import type { Body } from '../../domain/assembly-rules.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { mayDo } from '../../domain/permission.ts';
import type { Actor } from '../../platform/services.ts';
import type { Tx } from '../../platform/database.ts';
import { memberOfUser } from '../members/index.ts';
import { seatsHeldOn } from './seats.ts';

/** As the office is asked; the portal's own row policy says the same. */
export async function readsReportsOf(
  tx: Tx,
  { cooperativeId, actor, today }: Asked,
  body: Body,
): Promise<boolean> {
  if (body === 'members-assembly' || body === 'representative-assembly') return true;
  const { roles, userId } = actor;
  const inOffice = roles.filter((role) => role !== 'representative');
  if (!roles.includes('representative') || mayDo(inOffice, 'resolutions.read')) return true;
  const own = await memberOfUser(tx, cooperativeId, userId);
  const seats = await seatsHeldOn(tx, cooperativeId, body, today);
  return own !== null && seats.some(({ person }) => person === own);
}

interface Asked {
  readonly cooperativeId: string;
  readonly actor: Actor;
  readonly today: LocalDate;
}
