/**
 * Everything the results of a meeting follow from, read back as the domain takes it. Closing counts it, a recount counts
 * it again, and both come to the same.
 */
import type { Attendance } from '../../domain/assembly-attendance.ts';
import { bodyRulesOf } from '../../domain/assembly-rules.ts';
import type { FrozenList } from '../../domain/assembly-seats.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { MeetingRecord, MotionRecord } from '../../domain/meeting.ts';
import type { Tx } from '../../platform/database.ts';
import { rulesOn } from '../assemblies/index.ts';
import {
  attendanceOf,
  ballotsOf,
  entitledOf,
  handedInAt,
  handsOf,
  leftOutOf,
  motionsOf,
  secretBallotsOf,
  type EntitledRow,
  type MeetingRow,
  type MotionRow,
} from './store.ts';

export interface HeldMeeting {
  readonly record: MeetingRecord;
  readonly entitled: readonly EntitledRow[];
  readonly motions: readonly (MotionRecord & { readonly row: MotionRow })[];
}

export async function heldMeeting(tx: Tx, row: MeetingRow): Promise<HeldMeeting> {
  const { set } = await rulesOn(tx, row.cooperativeId, row.heldOn);
  const entitled = await entitledOf(tx, row);
  const hands = new Map((await handsOf(tx, row)).map((count) => [count.motionId, count]));
  const handedIn = await handedInAt(tx, row);
  const secret = await secretBallotsOf(tx, row.cooperativeId, row.id);
  const ballots = (await ballotsOf(tx, row)).filter(({ struck }) => struck === null);
  return {
    entitled,
    record: {
      rules: bodyRulesOf(set, row.body),
      list: await frozenList(tx, row, entitled),
      attendance: (await attendanceOf(tx, row)).flatMap(({ memberId, manner, proxyId }): Attendance[] =>
        manner === 'absent' ? [] : [{ person: memberId, manner, proxy: proxyId }],
      ),
      closedAt: row.closedAt,
    },
    motions: (await motionsOf(tx, row)).map((motion) => {
      const counted = hands.get(motion.id);
      return {
        row: motion,
        motion: motion.id,
        title: motion.title,
        counting: motion.counting,
        hands:
          counted && !counted.withdrawn
            ? { for: counted.for, against: counted.against, abstain: counted.abstain }
            : null,
        ballots: ballots
          .filter(({ ballot }) => ballot.motionId === motion.id)
          .map(({ ballot }) => ({
            motion: motion.id,
            voter: ballot.voterId,
            principal: ballot.principalId,
            choice: ballot.choice,
            castAt: ballot.recordedAt,
          })),
        secret: {
          handedIn: handedIn
            .filter(({ motionId }) => motionId === motion.id)
            .map(({ memberId, voterId, recordedAt }) => ({
              motion: motion.id,
              voter: voterId,
              principal: memberId === voterId ? null : memberId,
              castAt: recordedAt,
            })),
          ballots: secret.filter(({ motionId }) => motionId === motion.id),
        },
      };
    }),
  };
}

async function frozenList(tx: Tx, row: MeetingRow, entitled: readonly EntitledRow[]): Promise<FrozenList> {
  return {
    on: row.heldOn,
    entitled: entitled.map((each) => ({
      person: each.memberId,
      name: each.name,
      sex: each.sex,
      group: each.groupName,
      household: each.householdId,
      weight: each.weight,
      from: each.heldFrom,
      termEndsOn: each.termEndsOn,
      ended: null,
      incapacity: null,
    })),
    leftOut: (await leftOutOf(tx, row)).map(({ memberId, name, reason, since }) => ({
      person: memberId,
      name,
      reason,
      on: since,
    })),
  };
}

/** Votes as a resolution keeps them: heads, or shares with their decimals. */
export function votesAsText(units: bigint, counting: 'by-head' | 'by-shares'): string {
  return counting === 'by-head' ? `${units}` : ShareQuantity.fromUnits(units).toString();
}
