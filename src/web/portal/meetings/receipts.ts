/**
 * Receipts of secret ballots, kept on this phone alone until one signs out: what is forgotten here nobody can tell any more. Beside the
 * page of a meeting whoever signs out is asked.
 */
import { receiptOf } from '../../../domain/receipt-number.ts';

const STORED = 'hegu-receipt ';

/** How far a receipt went: only drawn, sent and not answered, or handed in. */
const signs = { drawn: '? ', sent: '… ', cast: '' } as const;
type Stage = keyof typeof signs;

/** Receipts of ballots that went out from this phone, in fours: what signing out forgets, and nobody else can tell. */
export function receiptsOnPhone(): readonly string[] {
  return Object.keys(localStorage)
    .filter((key) => key.startsWith(STORED))
    .map((key) => keptReceipt(key.slice(STORED.length)))
    .filter((kept) => kept !== null && kept.stage !== 'drawn')
    .map((kept) => inFours(kept?.receipt ?? ''));
}

export function keptReceipt(place: string): { readonly receipt: string; readonly stage: Stage } | null {
  const kept = localStorage.getItem(STORED + place);
  if (kept === null) return null;
  if (kept.startsWith(signs.drawn)) return { receipt: kept.slice(2), stage: 'drawn' };
  if (kept.startsWith(signs.sent)) return { receipt: kept.slice(2), stage: 'sent' };
  return { receipt: kept, stage: 'cast' };
}

export function keepReceipt(place: string, receipt: string, stage: Stage): void {
  localStorage.setItem(STORED + place, signs[stage] + receipt);
}

/** Drawn once for each vote, so that what is sent again bears the same. */
export function receiptFor(place: string): string {
  const kept = keptReceipt(place);
  if (kept !== null) return kept.receipt;
  const drawn = receiptOf(crypto.getRandomValues(new Uint8Array(10)));
  keepReceipt(place, drawn, 'drawn');
  return drawn;
}

/** In fours, as people read numbers out. */
export const inFours = (receipt: string): string => receipt.replace(/(.{4})(?=.)/g, '$1 ');

export function placeOf(meetingId: string, motion: number, principal: string | null): string {
  return [meetingId, motion, principal ?? ''].join(' ');
}
