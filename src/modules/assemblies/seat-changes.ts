/** Changes of seats as they were told, with what another person said of them. Those that wait or were sent back change nothing. */
import { and, desc, eq } from 'drizzle-orm';
import { byCodeUnit } from '../../domain/apportion.ts';
import type { Body } from '../../domain/assembly-rules.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { reviewState } from '../../domain/late-entry.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { membersById } from '../members/index.ts';
import { seatChange, seatChangeReview } from './schema.ts';
import { seatsHeldOn } from './seats.ts';
import type { SeatedBody } from './seat-contract.ts';

export type SeatChangeRow = typeof seatChange.$inferSelect;

export interface KnownSeatChange {
  readonly row: SeatChangeRow;
  readonly reviewed: typeof seatChangeReview.$inferSelect | null;
  readonly people: readonly {
    readonly registerNumber: string;
    readonly name: string;
    readonly group: string | null;
  }[];
}

/** The latest first. */
export async function seatChangesOf(tx: Tx, cooperativeId: string): Promise<readonly KnownSeatChange[]> {
  const rows = await changes(tx)
    .where(eq(seatChange.cooperativeId, cooperativeId))
    .orderBy(desc(seatChange.recordedAt), desc(seatChange.id));
  return withPeople(tx, cooperativeId, rows);
}

export async function requireSeatChange(
  tx: Tx,
  cooperativeId: string,
  changeId: string,
): Promise<KnownSeatChange> {
  const rows = await changes(tx).where(
    and(eq(seatChange.cooperativeId, cooperativeId), eq(seatChange.id, changeId)),
  );
  const [found] = await withPeople(tx, cooperativeId, rows);
  if (!found) throw refuse('assembly.change-unknown');
  return found;
}

type Read = Pick<KnownSeatChange, 'row' | 'reviewed'>;

function changes(tx: Tx) {
  return tx
    .select({ row: seatChange, reviewed: seatChangeReview })
    .from(seatChange)
    .leftJoin(
      seatChangeReview,
      and(
        eq(seatChangeReview.cooperativeId, seatChange.cooperativeId),
        eq(seatChangeReview.changeId, seatChange.id),
      ),
    );
}

async function withPeople(
  tx: Tx,
  cooperativeId: string,
  rows: readonly Read[],
): Promise<readonly KnownSeatChange[]> {
  const ids = [...new Set(rows.flatMap(({ row }) => Object.keys(row.people)))];
  const known = await membersById(tx, cooperativeId, ids);
  return rows.map((each) => ({
    ...each,
    people: Object.entries(each.row.people)
      .flatMap(([id, group]) => {
        const person = known.get(id);
        return person === undefined ? [] : [{ ...person, group }];
      })
      .sort((one, other) => byCodeUnit(one.sortKey, other.sortKey))
      .map(({ registerNumber, name, group }) => ({ registerNumber, name, group })),
  }));
}

/** The last day of the seats held on a day, and what of them was confirmed though it was entered late. */
export async function seatsStandingOn(tx: Tx, cooperativeId: string, body: Body, on: LocalDate) {
  const held = await seatsHeldOn(tx, cooperativeId, body, on);
  const began = new Set(held.map(({ from }) => `${from}`));
  const first = [...began].sort()[0];
  const last = held.flatMap(({ termEndsOn }) => (termEndsOn === null ? [] : [termEndsOn]));
  const all = await changes(tx).where(
    and(eq(seatChange.cooperativeId, cooperativeId), eq(seatChange.body, body)),
  );
  return {
    termEndsOn: last.reduce<LocalDate | null>((a, b) => (a === null || b.isAfter(a) ? b : a), null),
    late: all
      .filter(
        ({ row, reviewed }) =>
          reviewed?.verdict === 'confirmed' &&
          row.lateReason !== null &&
          !row.onDay.isAfter(on) &&
          (row.kind === 'end' ? first !== undefined && `${row.onDay}` >= first : began.has(`${row.onDay}`)),
      )
      .map(({ row }) => row)
      .sort((one, other) => byCodeUnit(`${one.onDay}`, `${other.onDay}`)),
  };
}

export function changeOnWire({ row, reviewed, people }: KnownSeatChange) {
  const { id, kind, body, onDay, seatId, endedBy, reason, recordedAt, lateReason } = row;
  return {
    id,
    kind,
    body: body as SeatedBody,
    on: `${onDay}`,
    people: people.map(({ registerNumber, name, group }) => ({ member: registerNumber, name, group })),
    seatId,
    endedBy,
    reason,
    recordedOn: `${dayInChina(recordedAt)}`,
    lateReason,
    review: {
      state: reviewState(true, reviewed?.verdict ?? null),
      on: reviewed && `${dayInChina(reviewed.recordedAt)}`,
      reason: reviewed?.reason ?? null,
    },
  };
}
