/** Settings of the register with their days: who may take shares, and how many one person may move. Append only. */
import { and, asc, eq, sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import type * as z from 'zod';
import { LocalDate } from '../../domain/calendar.ts';
import { allowanceOn, raisesAllowance } from '../../domain/share-allowance.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Split } from '../../domain/share-split.ts';
import type { Takers } from '../../domain/share-taker.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { dayOfSetting, setOrPropose, type Setting } from '../settings/index.ts';
import * as wire from './contract.ts';
import { shareAllowance, shareSplit, shareTakerRule } from './schema.ts';

/** In the order in which they were written. */
export async function takerRules(tx: Tx, cooperativeId: string) {
  return tx
    .select()
    .from(shareTakerRule)
    .where(eq(shareTakerRule.cooperativeId, cooperativeId))
    .orderBy(asc(shareTakerRule.recordedAt), asc(shareTakerRule.id));
}

export async function addTakerRule(
  unit: CommandUnit,
  rule: {
    readonly takers: Takers;
    readonly effectiveOn: LocalDate;
    readonly resolutionId: string | null;
    readonly source: string;
    readonly proposalId: string | null;
  },
): Promise<string> {
  const id = newId();
  const { tx, cooperativeId, now: recordedAt, actor } = unit;
  await tx
    .insert(shareTakerRule)
    .values({ cooperativeId, id, ...rule, recordedAt, recordedBy: actor.userId });
  unit.note('share-takers', { id, ...rule, effectiveOn: rule.effectiveOn.toString() });
  return id;
}

/** In the order in which they were written. */
export async function allowances(tx: Tx, cooperativeId: string) {
  return tx
    .select()
    .from(shareAllowance)
    .where(eq(shareAllowance.cooperativeId, cooperativeId))
    .orderBy(asc(shareAllowance.recordedAt), asc(shareAllowance.id));
}

export async function allowanceReport(tx: Tx, cooperativeId: string, today: LocalDate) {
  const rows = await allowances(tx, cooperativeId);
  return {
    quantity: allowanceOn(rows, today).toString(),
    isDefault: !rows.some(({ effectiveOn }) => !effectiveOn.isAfter(today)),
    history: rows.map(({ quantity, effectiveOn, source }) => ({
      quantity: quantity.toString(),
      effectiveOn: effectiveOn.toString(),
      source,
    })),
  };
}

export const allowanceSetting: Setting<z.output<typeof wire.setShareAllowance.input>, string> = {
  kind: 'share-allowance',
  wish: wire.setShareAllowance.input,
  from: ({ effectiveOn }) => effectiveOn,
  async loosens({ tx, cooperativeId }, { quantity, effectiveOn }) {
    const wished = { quantity: ShareQuantity.parse(quantity), effectiveOn: LocalDate.parse(effectiveOn) };
    return raisesAllowance(await allowances(tx, cooperativeId), wished);
  },
  says: ({ quantity, effectiveOn, source }) => ({
    zh: `个人经办限额 ${quantity} 股，自 ${effectiveOn} 起、不早于复核之日（${source}）`,
    en: `allowance of one person: ${quantity} shares from ${effectiveOn}, not before the confirmation (${source})`,
  }),
  async enter(unit, { quantity, effectiveOn, source }, proposalId, loosened) {
    const id = newId();
    const { tx, cooperativeId, now: recordedAt, actor } = unit;
    const day = dayOfSetting(unit, effectiveOn, loosened);
    await tx.insert(shareAllowance).values({
      cooperativeId,
      id,
      quantity: ShareQuantity.parse(quantity),
      effectiveOn: day,
      recordedAt,
      recordedBy: actor.userId,
      source,
      proposalId,
    });
    unit.note('share-allowance', { id, quantity, effectiveOn: `${day}` });
    return id;
  },
};

export const setAllowance = defineCommand({
  name: 'shares.set-allowance',
  endpoint: wire.setShareAllowance,
  async run(unit, wish) {
    const { entered, proposal } = await setOrPropose(unit, allowanceSetting, wish);
    return { id: entered, proposal };
  },
});

export type SplitRow = typeof shareSplit.$inferSelect;

/** Splits as known at a moment (null: now), earliest first. */
export async function splitsKnown(
  tx: Tx,
  cooperativeId: string,
  knownAt: Date | null = null,
): Promise<readonly (SplitRow & Split)[]> {
  return tx
    .select()
    .from(shareSplit)
    .where(
      and(
        eq(shareSplit.cooperativeId, cooperativeId),
        knownAt === null ? undefined : sql`${shareSplit.recordedAt} <= ${knownAt.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(asc(shareSplit.effectiveOn), asc(shareSplit.id));
}

export async function addSplit(
  unit: CommandUnit,
  split: Split & { readonly id: string; readonly resolutionId: string },
): Promise<void> {
  const { tx, cooperativeId, now: recordedAt, actor } = unit;
  await tx.insert(shareSplit).values({ cooperativeId, ...split, recordedAt, recordedBy: actor.userId });
}
