/** Where the cooperative is set to stand, from a day on, and the days of rest that it lays over the shipped ones. */
import { asc, desc, eq } from 'drizzle-orm';
import type * as z from 'zod';
import { LocalDate } from '../../domain/calendar.ts';
import { isProvince } from '../../domain/law-row.ts';
import { requireReview, type Verdict } from '../../domain/late-entry.ts';
import { refuse } from '../../domain/refusal.ts';
import type { OwnRestDays } from '../../domain/rest-days.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { dayInChina } from '../../platform/services.ts';
import { findCooperative } from '../access/index.ts';
import {
  jurisdictionsSet,
  keepJurisdiction,
  keepJurisdictionReview,
  setOrPropose,
  type JurisdictionRow,
  type KnownJurisdiction,
  type Setting,
} from '../settings/index.ts';
import * as wire from './law-contract.ts';
import { resolution, restDay } from './schema.ts';

/**
 * Refused behind a decision: what was decided stays judged by the law that held for it. The province is the region code's, so
 * that nobody chooses a milder law; only a code of no province leaves it open. After the first decision a second person confirms it.
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
    const decided = await lastDecision(tx, cooperativeId);
    requireNoneSince(decided, effectiveFrom);
    const row: JurisdictionRow = {
      cooperativeId,
      version: await unit.nextNumber('jurisdiction'),
      effectiveFrom,
      ...input,
      needsReview: decided !== undefined,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    };
    const set = await keepJurisdiction(tx, row);
    unit.note('jurisdiction', { version: `${row.version}`, effectiveFrom: day, ...input });
    return jurisdictionOnWire(set);
  },
});

export const confirmJurisdiction = defineCommand({
  name: 'assemblies.confirm-jurisdiction',
  endpoint: wire.confirmJurisdiction,
  run: (unit, { version }) => review(unit, BigInt(version), 'confirmed', null),
});

export const sendBackJurisdiction = defineCommand({
  name: 'assemblies.send-back-jurisdiction',
  endpoint: wire.sendBackJurisdiction,
  run: (unit, { version, reason }) => review(unit, BigInt(version), 'sent-back', reason),
});

/** What was decided while it waited is judged by the law that held: it is confirmed no more, only sent back. */
async function review(unit: CommandUnit, version: bigint, verdict: Verdict, reason: string | null) {
  const { tx, cooperativeId, actor, now } = unit;
  const found = (await jurisdictionsSet(tx, cooperativeId)).find((each) => each.version === version);
  if (!found) throw refuse('assembly.jurisdiction-unknown');
  requireReview(found.review, found.recordedBy, actor.userId);
  if (verdict === 'confirmed') requireNoneSince(await lastDecision(tx, cooperativeId), found.effectiveFrom);
  const row = { cooperativeId, version, verdict, reason, recordedAt: now, recordedBy: actor.userId };
  const reviewed = await keepJurisdictionReview(tx, found, row);
  unit.note('jurisdiction-review', { version: `${version}`, verdict, reason });
  return jurisdictionOnWire(reviewed);
}

async function lastDecision(tx: Tx, cooperativeId: string) {
  const [decided] = await tx
    .select({ number: resolution.number, decidedOn: resolution.decidedOn })
    .from(resolution)
    .where(eq(resolution.cooperativeId, cooperativeId))
    .orderBy(desc(resolution.decidedOn))
    .limit(1);
  return decided;
}

function requireNoneSince(decided: Awaited<ReturnType<typeof lastDecision>>, day: LocalDate): void {
  if (decided === undefined || decided.decidedOn.isBefore(day)) return;
  throw refuse(
    'assembly.rules-behind-decision',
    { number: decided.number, decidedOn: `${decided.decidedOn}` },
    '/effectiveFrom',
  );
}

export function jurisdictionOnWire({
  version,
  effectiveFrom,
  province,
  community,
  source,
  review,
  reviewed,
}: KnownJurisdiction) {
  return {
    version: `${version}`,
    effectiveFrom: `${effectiveFrom}`,
    province,
    community,
    source,
    review: {
      state: review,
      on: reviewed && `${dayInChina(reviewed.recordedAt)}`,
      reason: reviewed?.reason ?? null,
    },
  };
}

export async function restDaysOf(tx: Tx, cooperativeId: string): Promise<OwnRestDays> {
  const rows = await tx
    .select({ day: restDay.day, rest: restDay.rest })
    .from(restDay)
    .where(eq(restDay.cooperativeId, cooperativeId))
    .orderBy(asc(restDay.version));
  return new Map(rows.map(({ day, rest }) => [day.toString(), rest]));
}

/** Terms that end on it move, whichever way: each day waits for another person. */
export const restDaySetting: Setting<z.output<typeof wire.setRestDay.input>, void> = {
  kind: 'rest-day',
  wish: wire.setRestDay.input,
  async loosens({ today }, { day }) {
    // Terms that a day moved are counted already: what is over is not off afterwards.
    if (LocalDate.parse(day).isBefore(today))
      throw refuse('assembly.rest-day-over', { day, today: `${today}` }, '/day');
    return true;
  },
  says: ({ day, rest, source }) => ({
    zh: `${day} ${rest ? '休息' : '上班'}（${source}）`,
    en: `${day} is ${rest ? 'off' : 'worked'} (${source})`,
  }),
  async enter(unit, { day, rest, source }, proposalId) {
    const version = await unit.nextNumber('rest-day');
    await unit.tx.insert(restDay).values({
      cooperativeId: unit.cooperativeId,
      version,
      day: LocalDate.parse(day),
      rest,
      source,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
      proposalId,
    });
    unit.note('rest-day', { version: `${version}`, day, rest, source });
  },
};

export const setRestDay = defineCommand({
  name: 'assemblies.set-rest-day',
  endpoint: wire.setRestDay,
  run: async (unit, wish) => ({ proposal: (await setOrPropose(unit, restDaySetting, wish)).proposal }),
});
