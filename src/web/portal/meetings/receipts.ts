/**
 * Receipts of secret ballots, kept on this phone alone until one signs out: what is forgotten here nobody can tell any more. Beside the
 * page of a meeting whoever signs out is asked.
 */
import { choices, type Choice } from '../../../domain/assembly-vote.ts';
import { worksFor } from '../../shared/drawn-for.ts';
import { receiptOf } from '../../../domain/receipt-number.ts';

const STORED = 'hegu-receipt ';
/** Under whose page this is: in another window somebody else may have signed in, who keeps theirs here too. */
const ownKey = (place = ''): string => `${STORED}${worksFor() ?? ''} ${place}`;

/** How far a receipt went: only drawn, sent and not answered, or handed in. */
const signs = { drawn: '? ', sent: '… ', cast: '' } as const;
type Stage = keyof typeof signs;

interface KeptReceipt {
  readonly receipt: string;
  readonly stage: Stage;
  /** What went out and was not answered: it may be in the box, and nothing else goes out in its place. Null at any other stage. */
  readonly choice: Choice | null;
}

/** One's own receipts of ballots that went out from this phone, in fours: what signing out forgets, and nobody else can tell. */
export function receiptsOnPhone(): readonly string[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(ownKey()))
    .map((key) => keptReceipt(key.slice(ownKey().length)))
    .filter((kept) => kept !== null && kept.stage !== 'drawn')
    .map((kept) => inFours(kept?.receipt ?? ''));
}

export function keptReceipt(place: string): KeptReceipt | null {
  const kept = localStorage.getItem(ownKey(place));
  if (kept === null) return null;
  if (kept.startsWith(signs.drawn)) return { receipt: kept.slice(2), stage: 'drawn', choice: null };
  if (!kept.startsWith(signs.sent)) return { receipt: kept, stage: 'cast', choice: null };
  const [receipt = '', sent] = kept.slice(2).split(' ');
  return { receipt, stage: 'sent', choice: choices.find((each) => each === sent) ?? null };
}

export function keepReceipt(place: string, { receipt, stage, choice }: KeptReceipt): void {
  const sent = stage === 'sent' && choice !== null ? ` ${choice}` : '';
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
