/**
 * Votes without names. Handing in is a command under an entry that says who; the ballot itself is no part of its input, its reply, its
 * notes or its digests, and lies sealed in a box until the closing writes all of them down together.
 */
import { v4 as randomId } from 'uuid';
import { and, eq } from 'drizzle-orm';
import * as z from 'zod';
import { guardOf } from '../../contract/endpoint.ts';
import { choices } from '../../domain/assembly-vote.ts';
import { countMotion } from '../../domain/meeting.ts';
import { refuse } from '../../domain/refusal.ts';
import { receiptShape } from '../../domain/receipt-number.ts';
import { inOrderOfReceipts, type SecretBallot } from '../../domain/secret-ballot.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Place } from '../../platform/vault.ts';
import { noteStep } from './agenda-commands.ts';
import {
  byRegisterNumber,
  motionNumbered,
  refuseUnvoted,
  requireOwnMember,
  requireShown,
  votingOn,
} from './holding.ts';
import { secretBallot, secretBox, secretHandedIn } from './schema.ts';
import { handedInAt, inBatches, motionsOf, recordedBy, type MeetingRow } from './store.ts';
import * as wire from './vote-contract.ts';

/** A ballot as it lies sealed: it counts for its motion alone. */
const sealedBallot = z.strictObject({
  motion: z.string(),
  receipt: z.string().regex(receiptShape),
  choice: z.enum(choices),
});

function placeOf(cooperativeId: string, id: string): Place {
  return { cooperativeId, table: 'ballot_box', column: 'ballot_cipher', row: id, before: 'ballot' };
}

/** The ballot comes beside the input: whatever is hashed, kept or noted of a command says nothing of it. */
export function handInSecretly({ choice, receipt }: SecretBallot) {
  return defineCommand({
    name: 'meetings.hand-in-secretly',
    action: guardOf(wire.castSecretBallot),
    act: wire.castSecretBallot.summary,
    input: wire.castSecretBallot.input.omit({ choice: true, receipt: true }),
    async run(unit, { meetingId, motion: place, principal }) {
      const number = Number(place);
      const { tx, cooperativeId } = unit;
      await requireShown(unit, meetingId);
      const [row, held] = await votingOn(unit, meetingId, { name: unit.actor.displayName });
      const voter = await requireOwnMember(unit);
      const personOf = await byRegisterNumber(unit, held, principal === null ? [] : [principal]);
      const motion = motionNumbered(held, number);
      if (refuseUnvoted(motion) !== 'secret') throw refuse('meeting.not-secret', { title: motion.title });
      const whose = principal === null ? null : personOf(principal);
      const given = { motion: motion.motion, voter, principal: whose, castAt: unit.now };
      const handedIn = [...motion.secret.handedIn, given];
      countMotion(held.record, { ...motion, secret: { ...motion.secret, handedIn } });
      await tx.insert(secretHandedIn).values({
        cooperativeId,
        meetingId,
        motionId: motion.motion,
        memberId: whose ?? voter,
        voterId: voter,
        ...recordedBy(unit),
      });
      const id = randomId();
      const sealed = JSON.stringify({ motion: motion.motion, receipt, choice });
      const ballotCipher = unit.vault.encrypt(placeOf(cooperativeId, id), sealed);
      await tx
        .insert(secretBox)
        .values({ cooperativeId, id, meetingId, motionId: motion.motion, ballotCipher });
      noteStep(unit, row, 'secret ballot handed in', { motion: number });
      return { handedIn: handedIn.length };
    },
  });
}

/** At the closing: what is in the boxes is written down in the order of receipts, and the boxes are emptied. */
export async function openBoxes(unit: CommandUnit, row: MeetingRow): Promise<void> {
  const { tx, cooperativeId, vault } = unit;
  const handedIn = await handedInAt(tx, row);
  for (const motion of await motionsOf(tx, row)) {
    if (motion.counting !== 'secret') continue;
    const ofMotion = and(eq(secretBox.cooperativeId, cooperativeId), eq(secretBox.motionId, motion.id));
    const lying = await tx.select().from(secretBox).where(ofMotion);
    const due = handedIn.filter(({ motionId }) => motionId === motion.id).length;
    const found = lying.flatMap(({ id, ballotCipher }): SecretBallot[] => {
      const { motion: of, ...ballot } = sealedBallot.parse(
        JSON.parse(vault.decrypt(placeOf(cooperativeId, id), ballotCipher)),
      );
      return of === motion.id ? [ballot] : [];
    });
    if (found.length !== due)
      throw refuse('meeting.box-differs', { title: motion.title, found: found.length, due });
    if (due === 0) continue;
    const rows = inOrderOfReceipts(found).map((ballot, index) => ({
      cooperativeId,
      meetingId: row.id,
      motionId: motion.id,
      ordinal: index + 1,
      ...ballot,
    }));
    await inBatches(rows, (batch) => tx.insert(secretBallot).values(batch));
    await tx.delete(secretBox).where(ofMotion);
  }
}
