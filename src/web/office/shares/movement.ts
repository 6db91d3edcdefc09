/**
 * A movement while it is entered, and what it does: who gives, who takes, how many of which class, and what each holds before
 * and after. Quantities are text and whole units; the service judges, this shows.
 */
import { divideEstate } from '../../../domain/share-estate.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Input, Reply } from '../../shared/call.ts';

export const movementKindsByHand = [
  'transfer',
  'gift',
  'inheritance',
  'redemption',
  'subscription',
  'escheat',
] as const;
export type MovementByHand = (typeof movementKindsByHand)[number];

export type Holder = Reply<'listHoldings'>['holders'][number];
export type ShareClass = Reply<'listShareClasses'>['classes'][number];
export type Wish = Input<'requestMovement'>;

/** `member:3-12`, `household:H2`, `collective:`. */
export type Party = string;
export const partyOf = ({
  kind,
  number,
}: {
  readonly kind: string;
  readonly number?: string | undefined;
}): Party => `${kind}:${kind === 'collective' ? '' : (number ?? '')}`;

export function holderName(party: Party) {
  const [kind = '', ...rest] = party.split(':');
  if (kind === 'collective') return { kind: 'collective' as const };
  return {
    kind: kind === 'household' ? ('household' as const) : ('member' as const),
    number: rest.join(':'),
  };
}

/** What one gives another; no giver where shares are issued, no taker where they are taken back. */
export interface Step {
  readonly from: Party | null;
  readonly to: Party | null;
  readonly classId: string;
  readonly quantity: ShareQuantity;
}

export interface Effect {
  readonly party: Party;
  readonly classId: string;
  /** In ten-thousandths of a share; below zero where more is given than is held. */
  readonly before: bigint;
  readonly after: bigint;
}

/** `-1200.5` of so many ten-thousandths. */
export function textOfUnits(units: bigint): string {
  return units < 0n ? `-${ShareQuantity.fromUnits(-units)}` : ShareQuantity.fromUnits(units).toString();
}

type Held = ReadonlyMap<Party, ReadonlyMap<string, ShareQuantity>>;

export function heldBy(holders: readonly Holder[]): Held {
  return new Map(
    holders.map((holder) => [
      partyOf(holder),
      new Map(holder.holdings.map(({ classId, quantity }) => [classId, ShareQuantity.parse(quantity)])),
    ]),
  );
}

/** The steps of a wish; none while something of it is missing or cannot be read. */
export function stepsOf(wish: Wish, held: Held, classes: readonly ShareClass[]): readonly Step[] {
  try {
    switch (wish.kind) {
      case 'inheritance': {
        const from = partyOf({ kind: 'member', number: wish.deceased.number });
        const heirs = wish.heirs.map(({ holder, parts }) => ({ key: partyOf(holder), parts: BigInt(parts) }));
        return [...(held.get(from) ?? [])].flatMap(([classId, whole]) =>
          divideEstate(whole, classes.find(({ id }) => id === classId)?.places ?? 4, heirs).map(
            ({ key: to, quantity }) => ({ from, to, classId, quantity }),
          ),
        );
      }
      case 'escheat': {
        const from = partyOf(wish.from);
        return [...(held.get(from) ?? [])].map(([classId, quantity]) => ({
          from,
          to: partyOf({ kind: 'collective' }),
          classId,
          quantity,
        }));
      }
      case 'reversal':
      case 'correction':
        return [];
      case 'subscription':
      case 'transfer':
      case 'gift':
      case 'redemption': {
        const shareClass = classes.find(({ code, name }) => [code, name].includes(wish.shareClass));
        if (shareClass === undefined) return [];
        return [
          {
            from: wish.kind === 'subscription' ? null : partyOf(wish.from),
            to: wish.kind === 'redemption' ? null : partyOf(wish.to),
            classId: shareClass.id,
            quantity: ShareQuantity.parse(wish.quantity),
          },
        ];
      }
    }
  } catch {
    return [];
  }
}

/** What each party holds before and after, in the order in which they are named. */
export function effectsOf(steps: readonly Step[], held: Held): readonly Effect[] {
  const effects = new Map<string, Effect>();
  for (const { from, to, classId, quantity } of steps) {
    for (const [party, gains] of [
      [from, false],
      [to, true],
    ] as const) {
      if (party === null) continue;
      const key = `${party} ${classId}`;
      const before = held.get(party)?.get(classId)?.units ?? 0n;
      const known = effects.get(key) ?? { party, classId, before, after: before };
      effects.set(key, {
        ...known,
        after: known.after + (gains ? quantity.units : -quantity.units),
      });
    }
  }
  return [...effects.values()];
}
