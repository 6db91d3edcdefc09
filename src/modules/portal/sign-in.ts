/**
 * Coming to the portal. Whoever comes says a number, which leads to a user name or to one that nobody bears: from there on the
 * way is that of every sign-in, and it answers, waits and locks the same for both.
 */
import type { Services } from '../../platform/services.ts';
import type { Tx } from '../../platform/database.ts';
import { newPasswordAsked } from '../../domain/password-rule.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  cooperativesCalled,
  findCooperative,
  findSignInName,
  userNameLike,
  type Coming,
} from '../access/index.ts';
import { isDead, memberIdsOf, userOfMember } from '../members/index.ts';
import { certificateNumbered } from '../shares/index.ts';
import { contactOf } from './contact.ts';

/**
 * The user name behind a number of the register or of a valid certificate, or typed itself; of none, a name that nobody can have.
 * Counted is what was typed: a lock that two numbers, or a number and a name of the office, had in common would tell whose they are.
 */
export async function nameBehind(
  { database }: Services,
  cooperativeId: string,
  number: string,
): Promise<Coming> {
  const found = await database.read(cooperativeId, async (tx) => {
    const memberId = await memberBehind(tx, cooperativeId, number);
    const userId = memberId === null ? null : await userOfMember(tx, cooperativeId, memberId);
    if (memberId !== null && userId !== null) {
      const user = await findSignInName(tx, userId);
      // Of the dead the office alone is still somebody: their PIN and their code lead nowhere while they are.
      return user?.portalOnly === true && (await isDead(tx, cooperativeId, memberId))
        ? undefined
        : user?.userName;
    }
    // Who acts for a member without being one, and who works for the office, has a user name alone.
    return memberId === null ? userNameLike(tx, cooperativeId, number) : undefined;
  });
  const asTyped = `${cooperativeId}/${withoutZeros(number)}`;
  return { userName: found ?? asTyped, asTyped };
}

/** Numbers of the register are printed with so many digits at most. */
const MOST_DIGITS = 8;

/** A number as it was typed, and the same with other zeros before it: 3 for 0003, where one person alone bears such a number. */
function alike(number: string): readonly string[] {
  if (!/^\d+$/.test(number)) return [number];
  const least = withoutZeros(number);
  return [number, ...Array.from({ length: MOST_DIGITS }, (_, digits) => least.padStart(digits + 1, '0'))];
}

/** Of a number that nobody bears as of one that somebody does: typed either way, its tries are counted together. */
function withoutZeros(number: string): string {
  return /^\d+$/.test(number) ? number.replace(/^0+(?=\d)/, '') : number;
}

async function memberBehind(tx: Tx, cooperativeId: string, number: string): Promise<string | null> {
  const found = await memberIdsOf(tx, cooperativeId, alike(number));
  const [likeIt, ...more] = new Set(found.values());
  const byRegister = found.get(number) ?? (more.length === 0 ? likeIt : undefined);
  if (byRegister !== undefined) return byRegister;
  const paper = await certificateNumbered(tx, cooperativeId, number);
  return paper?.certificate.state === 'valid' ? paper.account.memberId : null;
}

export async function placeCalled({ database, config }: Services, called: string | null) {
  const [place, ...more] = await database.outside((tx) => cooperativesCalled(tx, called));
  if (place === undefined || more.length > 0) throw refuse('portal.place-unknown', {}, '/cooperative');
  return database.read(place.id, async (tx) => {
    const found = await findCooperative(tx, place.id);
    const newPassword = newPasswordAsked(config.HEGU_PASSWORD_RULES, {
      hasSecondFactor: false,
      isForPortal: true,
    });
    return { ...place, moved: found?.moved ?? null, newPassword, ...(await contactOf(tx, place.id)) };
  });
}
