/**
 * Tells members in writing, in the command by which it happens: what is told and what it tells of are there together, or neither. Nothing
 * is sent from here; what goes to telephones is handed on afterwards (`outbox.ts`).
 */
import { v7 as newId } from 'uuid';
import type { MandateGround } from '../../domain/mandate.ts';
import { messageText, type MemberMessage } from '../../domain/member-message.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { memberMessage } from './schema.ts';

const BATCH = 1000;

/** `about`: the order, run or meeting that all of it follows from. */
export async function tellMembers(
  unit: CommandUnit,
  about: string,
  told: readonly (MemberMessage & { readonly memberId: string })[],
): Promise<void> {
  if (told.length === 0) return;
  const { tx, cooperativeId, now: recordedAt } = unit;
  const first = await unit.nextNumbers('member-message', BigInt(told.length));
  const rows = told.map((message, index) => {
    const { zh: saidZh, en: saidEn } = messageText(message);
    const { memberId, kind } = message;
    const number = first + BigInt(index);
    return { cooperativeId, id: newId(), number, memberId, kind, about, saidZh, saidEn, recordedAt };
  });
  for (let from = 0; from < rows.length; from += BATCH)
    await tx.insert(memberMessage).values(rows.slice(from, from + BATCH));
}

interface Mandated {
  readonly id: string;
  readonly memberId: string;
  readonly person: string;
  readonly ground: MandateGround;
}

/** Who looked for a member does so no more. Of the dead, for whom an heir looked, nobody is there to be told. */
export async function tellMandateEnded(
  unit: CommandUnit,
  { id, memberId, person, ground }: Mandated,
  by: (MemberMessage & { readonly kind: 'mandate-ended' })['by'],
): Promise<void> {
  if (ground !== 'heir') await tellMembers(unit, id, [{ kind: 'mandate-ended', memberId, person, by }]);
}
