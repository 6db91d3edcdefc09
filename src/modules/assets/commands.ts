/** The register of assets is written: entered, valued, used or idle, disposed of; what was entered in error is struck. */
import { v7 as newId } from 'uuid';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { Money } from '../../domain/money.ts';
import { registerSortKey } from '../../domain/register-number.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import * as wire from './contract.ts';
import { asset, assetEnd, assetStrike, assetUse, assetValuation } from './schema.ts';
import { recordsOf, requireAsset, standing, type AssetRecords } from './store.ts';

export const enterAsset = defineCommand({
  name: 'assets.enter',
  endpoint: wire.enterAsset,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const acquiredOn = notInFuture(unit, input.acquiredOn, '/acquiredOn');
    const value = notNegative(input.value, '/value');
    const { number, kind, name } = input;
    const id = newId();
    const written = { recordedAt: unit.now, recordedBy: unit.actor.userId };
    const rows = await tx
      .insert(asset)
      .values({
        cooperativeId,
        id,
        number,
        kind,
        name,
        acquiredOn,
        sortKey: registerSortKey(number),
        place: input.place ?? null,
        objective: input.objective ?? null,
        ...written,
      })
      .onConflictDoNothing()
      .returning({ id: asset.id });
    if (rows.length === 0) throw refuse('asset.number-taken', { number }, '/number');
    await tx.insert(assetValuation).values({
      cooperativeId,
      id: newId(),
      assetId: id,
      valuedOn: acquiredOn,
      value,
      source: input.source,
      ...written,
    });
    unit.note('asset', { id, number, kind, acquiredOn: input.acquiredOn, value: value.toString() });
    return { id };
  },
});

export const valueAsset = defineCommand({
  name: 'assets.value',
  endpoint: wire.valueAsset,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const { number, records } = await hereOn(unit, input.assetId, input.valuedOn, '/valuedOn');
    const valuedOn = notInFuture(unit, input.valuedOn, '/valuedOn');
    const value = notNegative(input.value, '/value');
    if (standing(records.valuations).some((each) => each.valuedOn.equals(valuedOn)))
      throw refuse('asset.valued-that-day', { number, day: input.valuedOn }, '/valuedOn');
    const id = newId();
    await tx.insert(assetValuation).values({
      cooperativeId,
      id,
      assetId: input.assetId,
      valuedOn,
      value,
      source: input.source,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('asset-value', {
      id,
      assetId: input.assetId,
      number,
      valuedOn: input.valuedOn,
      value: value.toString(),
    });
    return { id };
  },
});

export const useAsset = defineCommand({
  name: 'assets.use',
  endpoint: wire.useAsset,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const { number, records, endedOn } = await hereOn(unit, input.assetId, input.from, '/from');
    const [fromDay, toDay] = [LocalDate.parse(input.from), LocalDate.parse(input.to)];
    if (toDay.isBefore(fromDay))
      throw refuse('asset.span-backwards', { from: input.from, to: input.to }, '/to');
    if (endedOn !== null && toDay.isAfter(endedOn))
      throw refuse('asset.ended', { number, on: `${endedOn}` }, '/to');
    if (input.income === undefined) {
      notInFuture(unit, input.to, '/to');
      refuseIdleTwice(number, records, { fromDay, toDay });
    }
    const income = input.income === undefined ? null : notNegative(input.income, '/income');
    const id = newId();
    await tx.insert(assetUse).values({
      cooperativeId,
      id,
      assetId: input.assetId,
      fromDay,
      toDay,
      income,
      note: input.note,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('asset-use', {
      id,
      assetId: input.assetId,
      number,
      from: input.from,
      to: input.to,
      income: income?.toString() ?? 'idle',
    });
    return { id };
  },
});

export const endAsset = defineCommand({
  name: 'assets.end',
  endpoint: wire.endAsset,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const { number, records, endedOn: before } = await hereOn(unit, input.assetId, input.endedOn, '/endedOn');
    if (before !== null) throw refuse('asset.ended', { number, on: `${before}` });
    const endedOn = notInFuture(unit, input.endedOn, '/endedOn');
    const later = [
      ...standing(records.valuations).map(({ valuedOn }) => valuedOn),
      ...standing(records.uses).map(({ toDay }) => toDay),
    ].find((day) => day.isAfter(endedOn));
    if (later) throw refuse('asset.known-later', { number, day: `${later}` }, '/endedOn');
    const id = newId();
    await tx.insert(assetEnd).values({
      cooperativeId,
      id,
      assetId: input.assetId,
      endedOn,
      reason: input.reason,
      objective: input.objective ?? null,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('asset-end', {
      id,
      assetId: input.assetId,
      number,
      endedOn: input.endedOn,
      reason: input.reason,
    });
    return { id };
  },
});

/** Strikes a valuation, a use, an end, or with its own id the asset: entered in error, it counts no more. */
export const strikeRecord = defineCommand({
  name: 'assets.strike',
  endpoint: wire.strikeAssetRecord,
  async run(unit, { assetId, recordId, reason }) {
    const { tx, cooperativeId } = unit;
    const { asset: row } = await requireAsset(tx, cooperativeId, assetId);
    const { valuations, uses, ends } = await recordsOf(tx, cooperativeId, assetId);
    const known = [
      row.id,
      ...[...standing(valuations), ...standing(uses), ...standing(ends)].map(({ id }) => id),
    ];
    if (!known.includes(recordId)) throw refuse('asset.record-unknown', { number: row.number }, '/recordId');
    await tx.insert(assetStrike).values({
      cooperativeId,
      recordId,
      assetId,
      reason,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('asset-strike', { id: recordId, assetId, number: row.number, reason });
    return { id: recordId };
  },
});

/** The asset, which must be in the register on the day, with all that is known of it. */
async function hereOn(unit: CommandUnit, id: string, day: string, pointer: string) {
  const { asset: row, endedOn } = await requireAsset(unit.tx, unit.cooperativeId, id);
  const date = LocalDate.parse(day);
  if (endedOn !== null && !date.isBefore(endedOn))
    throw refuse('asset.ended', { number: row.number, on: `${endedOn}` }, pointer);
  if (date.isBefore(row.acquiredOn))
    throw refuse('asset.date-before', { day, acquired: `${row.acquiredOn}` }, pointer);
  return { number: row.number, endedOn, records: await recordsOf(unit.tx, unit.cooperativeId, id) };
}

/** A day lies idle once, or the idle days of a span would be more than its days. */
function refuseIdleTwice(
  number: string,
  { uses }: AssetRecords,
  { fromDay, toDay }: { readonly fromDay: LocalDate; readonly toDay: LocalDate },
): void {
  const known = standing(uses).find(
    (each) => each.income === null && !each.toDay.isBefore(fromDay) && !each.fromDay.isAfter(toDay),
  );
  if (known)
    throw refuse('asset.idle-already', { number, from: `${known.fromDay}`, to: `${known.toDay}` }, '/from');
}

function notInFuture(unit: CommandUnit, text: string, pointer: string): LocalDate {
  const day = LocalDate.parse(text);
  if (day.isAfter(unit.today))
    throw refuse('books.entry-in-future', { date: text, today: `${unit.today}` }, pointer);
  return day;
}

function notNegative(text: string, pointer: string): Money {
  const amount = Money.parse(text);
  if (amount.isNegative) throw refuse('asset.amount-negative', {}, pointer);
  return amount;
}
