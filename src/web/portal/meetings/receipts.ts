/**
 * Receipts of secret ballots, kept on this phone alone until one signs out: what is forgotten here nobody can tell any more. Beside the
 * page of a meeting whoever signs out is asked.
 */
import { choices, type Choice } from '../../../domain/assembly-vote.ts';
import { worksFor } from '../../shared/drawn-for.ts';
import { receiptOf } from '../../../domain/receipt-number.ts';
import { isWhose } from '../notes.ts';

const STORED = 'hegu-receipt ';
/** Under whose page this is: in another window somebody else may have signed in, who keeps theirs here too. */
const ownKey = (place = ''): string => `${STORED}${worksFor() ?? ''} ${place}`;

/** An earlier portal kept it by its place alone; it is theirs whose notes this phone keeps. */
const earlierKey = (place: string): string | null => {
  const userId = worksFor();
  return userId !== null && isWhose(userId) ? STORED + place : null;
};
/** A meeting and the number of a motion; before those whose it is, in what is kept now. */
const isEarlier = (rest: string): boolean => /^\S+ \d+ /.test(rest);

/** How far a receipt went: only drawn, sent and not answered, lost on the way, or handed in. */
const signs = { drawn: '? ', sent: '… ', lost: '! ', cast: '' } as const;
export type Stage = keyof typeof signs;
const waitingStages = ['sent', 'lost'] as const;

interface KeptReceipt {
  readonly receipt: string;
  readonly stage: Stage;
  /**
   * What went out and was not answered: it may be in the box, and nothing else goes out in its place; lost where the box was closed
   * without it. Null at any other stage.
   */
  readonly choice: Choice | null;
}

/** One's own receipts of ballots that went out from this phone, in fours: what signing out forgets, and nobody else can tell. */
export function receiptsOnPhone(): readonly string[] {
  const keys = Object.keys(localStorage);
  const own = keys.filter((key) => key.startsWith(ownKey())).map((key) => key.slice(ownKey().length));
  const earlier = keys
    .filter((key) => key.startsWith(STORED))
    .map((key) => key.slice(STORED.length))
    .filter(isEarlier);
  return [...new Set([...own, ...earlier])]
    .map(keptReceipt)
    .filter((kept) => kept?.stage === 'sent' || kept?.stage === 'cast')
    .map((kept) => inFours(kept?.receipt ?? ''));
}

export function keptReceipt(place: string): KeptReceipt | null {
  const earlier = earlierKey(place);
  const kept =
    localStorage.getItem(ownKey(place)) ?? (earlier === null ? null : localStorage.getItem(earlier));
  if (kept === null) return null;
  if (kept.startsWith(signs.drawn)) return { receipt: kept.slice(2), stage: 'drawn', choice: null };
  const stage = waitingStages.find((each) => kept.startsWith(signs[each]));
  if (stage === undefined) return { receipt: kept, stage: 'cast', choice: null };
  const [receipt = '', sent] = kept.slice(2).split(' ');
  return { receipt, stage, choice: choices.find((each) => each === sent) ?? null };
}

export function keepReceipt(place: string, { receipt, stage, choice }: KeptReceipt): void {
  const sent = choice !== null && (stage === 'sent' || stage === 'lost') ? ` ${choice}` : '';
  localStorage.setItem(ownKey(place), signs[stage] + receipt + sent);
}

/** Drawn once for each vote, so that what is sent again bears the same. */
export function receiptFor(place: string): KeptReceipt {
  const kept = keptReceipt(place);
  if (kept !== null) return kept;
  const receipt = receiptOf(crypto.getRandomValues(new Uint8Array(10)));
  const drawn = { receipt, stage: 'drawn', choice: null } as const;
  keepReceipt(place, drawn);
  return drawn;
}

/** In fours, as people read numbers out. */
export const inFours = (receipt: string): string => receipt.replace(/(.{4})(?=.)/g, '$1 ');

export function placeOf(meetingId: string, motion: number, principal: string | null): string {
  return [meetingId, motion, principal ?? ''].join(' ');
}
