/** The figures of the register of shares: what every holder has of every class at the end of a day. */
import type { LocalDate } from '../../../domain/calendar.ts';
import type { AccountKind } from '../../../domain/share-register.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Tx } from '../../../platform/database.ts';
import { factsOn } from '../../members/index.ts';
import { holdingsOn, validCertificates } from '../../shares/index.ts';
import { classesIn } from '../classes.ts';
import { headsOf, householdName, partyName } from '../holders.ts';
import { registerDay, type WishOf } from '../paper.ts';
import type { printShareRegister } from './contract.ts';
import type { ShareRegisterPaper } from './layout.ts';

export async function shareRegisterFigures(
  tx: Tx,
  cooperativeId: string,
  { language, ...wish }: WishOf<typeof printShareRegister>,
  today: LocalDate,
): Promise<ShareRegisterPaper> {
  const on = registerDay(wish, today);
  const facts = await factsOn(tx, cooperativeId, on, null);
  const [names, heads] = [new Map(facts.map(({ memberId, name }) => [memberId, name])), headsOf(facts)];
  const certificates = await validCertificates(tx, cooperativeId, on);
  const held = await holdingsOn(tx, cooperativeId, { date: on, knownAt: null });
  const classes = (await classesIn(tx, cooperativeId, language)).filter(({ id }) =>
    held.some(({ classId }) => classId === id),
  );
  // Members in the order of their numbers, then households, then what is the cooperative’s own.
  const accounts = [...Map.groupBy(held, ({ accountId }) => accountId).values()].sort(
    ([one], [other]) => placeOf(one?.kind) - placeOf(other?.kind),
  );
  return {
    on,
    classes: classes.map(({ name }) => name),
    holders: accounts.flatMap((holdings) => {
      const [first] = holdings;
      if (first === undefined) return [];
      const { kind, number, memberId, accountId } = first;
      const name =
        kind === 'household'
          ? householdName(number, heads.get(number), language)
          : ((memberId === null ? null : names.get(memberId)) ??
            partyName({ kind, number, name: null }, language));
      return [
        {
          number: kind === 'member' || kind === 'household' ? number : '—',
          name,
          certificate: certificates.get(accountId) ?? '',
          shares: classes.map(({ id }) => holdings.find(({ classId }) => classId === id)?.quantity ?? null),
          all: ShareQuantity.sum(holdings.map(({ quantity }) => quantity)),
        },
      ];
    }),
  };
}

const placeOf = (kind: AccountKind | undefined) => (kind === 'member' ? 0 : kind === 'household' ? 1 : 2);
