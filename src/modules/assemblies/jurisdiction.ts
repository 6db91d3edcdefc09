/** Where the cooperative stands, from a day on, and the days of rest that it lays over the shipped ones. */
import { and, asc, desc, eq, gte } from 'drizzle-orm';
import { LocalDate } from '../../domain/calendar.ts';
import type { Jurisdiction } from '../../domain/law.ts';
import { isProvince } from '../../domain/law-row.ts';
import { refuse } from '../../domain/refusal.ts';
import type { OwnRestDays } from '../../domain/rest-days.ts';
import { defineCommand } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { findCooperative } from '../access/index.ts';
import * as wire from './law-contract.ts';
import { jurisdiction, resolution, restDay } from './schema.ts';

type JurisdictionRow = typeof jurisdiction.$inferSelect;

/** All that was set, the earliest first; of one day the latest counts. */
export async function jurisdictionsSet(tx: Tx, cooperativeId: string): Promise<readonly JurisdictionRow[]> {
  return tx
    .select()
    .from(jurisdiction)
    .where(eq(jurisdiction.cooperativeId, cooperativeId))
    .orderBy(asc(jurisdiction.effectiveFrom), asc(jurisdiction.version));
}

/** Whose law holds on a day: as set, or by default the province of the region code and an urban community. */
export async function jurisdictionOn(
  tx: Tx,
  cooperativeId: string,
  on: LocalDate,
): Promise<Jurisdiction & { readonly row: JurisdictionRow | null }> {
  const row =
    (await jurisdictionsSet(tx, cooperativeId)).findLast(({ effectiveFrom }) => !effectiveFrom.isAfter(on)) ??
    null;
  if (row) return { province: row.province, community: row.community, row };
  const { regionCode } = must(await findCooperative(tx, cooperativeId), 'the cooperative');
  return { province: regionCode.slice(0, 2), community: 'urban', row };
}

/**
 * Refused behind a decision: what was decided stays judged by the law that held for it. The province is the region code's, so
 * that nobody chooses a milder law; only a code of no province leaves it open.
 */
export const setJurisdiction = defineCommand({
  name: 'assemblies.set-jurisdiction',
  endpoint: wire.setJurisdiction,
  async run(unit, { effectiveFrom: day, ...input }) {
    const { tx, cooperativeId } = unit;
    const effectiveFrom = LocalDate.parse(day);
    const { regionCode } = must(await findCooperative(tx, cooperativeId), 'the cooperative');
    if (isProvince(regionCode.slice(0, 2)) && regionCode.slice(0, 2) !== input.province)
      throw refuse(
        'assembly.province-differs',
        { province: input.province, region: regionCode },
        '/province',
      );
    const [decided] = await tx
      .select({ number: resolution.number, decidedOn: resolution.decidedOn })
      .from(resolution)
      .where(and(eq(resolution.cooperativeId, cooperativeId), gte(resolution.decidedOn, effectiveFrom)))
      .orderBy(desc(resolution.decidedOn))
      .limit(1);
    if (decided)
      throw refuse(
        'assembly.rules-behind-decision',
        { number: decided.number, decidedOn: `${decided.decidedOn}` },
        '/effectiveFrom',
      );
    const row: JurisdictionRow = {
      cooperativeId,
      version: await unit.nextNumber('jurisdiction'),
      effectiveFrom,
      ...input,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    };
    await tx.insert(jurisdiction).values(row);
    unit.note('jurisdiction', { version: `${row.version}`, effectiveFrom: day, ...input });
    return jurisdictionOnWire(row);
  },
});

export function jurisdictionOnWire({ effectiveFrom, province, community, source }: JurisdictionRow) {
  return { effectiveFrom: `${effectiveFrom}`, province, community, source };
}

export async function restDaysOf(tx: Tx, cooperativeId: string): Promise<OwnRestDays> {
  const rows = await tx
    .select({ day: restDay.day, rest: restDay.rest })
    .from(restDay)
    .where(eq(restDay.cooperativeId, cooperativeId))
    .orderBy(asc(restDay.version));
  return new Map(rows.map(({ day, rest }) => [day.toString(), rest]));
}

export const setRestDay = defineCommand({
  name: 'assemblies.set-rest-day',
  endpoint: wire.setRestDay,
  async run(unit, { day, rest, source }) {
    const version = await unit.nextNumber('rest-day');
    await unit.tx.insert(restDay).values({
      cooperativeId: unit.cooperativeId,
      version,
      day: LocalDate.parse(day),
      rest,
      source,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('rest-day', { version: `${version}`, day, rest, source });
    return { day, rest, own: true };
  },
});
