/** Up to which message one has read on this phone, for oneself and for each whom one acts for. */
import type { Reply } from '../../shared/call.ts';

export type OwnMessage = Reply<'readOwnMessages'>['messages'][number];

const STORED = 'hegu-told';

export function lastSeen(whose: string): bigint {
  return BigInt(localStorage.getItem(STORED + whose) ?? 0);
}

type Numbered = Pick<OwnMessage, 'number'>;

export function seen(whose: string, messages: readonly Numbered[]): void {
  const [newest] = messages;
  if (newest !== undefined) localStorage.setItem(STORED + whose, newest.number);
}

export function unseen<Message extends Numbered>(
  whose: string,
  messages: readonly Message[],
): readonly Message[] {
  const before = lastSeen(whose);
  return messages.filter(({ number }) => BigInt(number) > before);
}
