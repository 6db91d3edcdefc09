/** Where what a message tells of stands. */
import type { MessageKind } from '../../../domain/member-message.ts';

export type PlaceTold = 'money' | 'meeting' | 'notice' | 'details' | 'family' | 'me';

/** Null where there is no more to see. */
const places: Readonly<Record<MessageKind, PlaceTold | null>> = {
  'payout-sent': 'money',
  'payout-returned': 'money',
  'payout-refused': 'money',
  'payout-arrived': 'money',
  'paid-in-cash': 'money',
  'cash-struck': 'money',
  'telephone-changed': 'details',
  'account-changed': 'details',
  'mandate-given': 'family',
  'mandate-ended': 'family',
  'portal-code-made': 'me',
  'pin-chosen': 'me',
  'meeting-called': 'meeting',
  'meeting-off': 'meeting',
  'notice-hung': 'notice',
  'notice-withdrawn': 'notice',
  'objection-settled': 'notice',
  'seat-ended': null,
};

/** What is about whoever reads it alone: mandates, PIN and phones of another are shown to nobody who looks for them. */
const ofReaderAlone: readonly (PlaceTold | null)[] = ['family', 'me'];

export function placeTold(
  kind: MessageKind,
  { isOfReader }: { readonly isOfReader: boolean },
): PlaceTold | null {
  const place = places[kind];
  return isOfReader || !ofReaderAlone.includes(place) ? place : null;
}

/** `about`: which meeting or notice. */
export function pathTold(place: PlaceTold, about: string): string {
  switch (place) {
    case 'meeting':
      return `/meetings/${about}`;
    case 'notice':
      return `/notice/${about}`;
    case 'details':
      return '/me';
    default:
      return `/${place}`;
  }
}
