/** The register of assets is written: entered, valued, used or idle, disposed of. */
import { v7 as newId } from 'uuid';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/error.ts';
import { Money } from '../../domain/money.ts';
import { registerSortKey } from '../../domain/register-number.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { endAssetInput, enterAssetInput, useAssetInput, valueAssetInput } from './contract.ts';
import { asset, assetEnd, assetUse, assetValuation } from './schema.ts';
import { requireAsset } from './store.ts';

export const enterAsset = defineCommand({
  name: 'assets.enter',
  action: 'assets.record',
  input: enterAssetInput,
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
        ...{ cooperativeId, id, number, kind, name, acquiredOn, sortKey: registerSortKey(number) },
        ...{ place: input.place ?? null, objective: input.objective ?? null, ...written },
      })
      .onConflictDoNothing()
      .returning({ id: asset.id });
    if (rows.length === 0) throw refuse('asset.number-taken', { number }, '/number');
    await tx
      .insert(assetValuation)
      .values({ cooperativeId, assetId: id, valuedOn: acquiredOn, value, source: input.source, ...written });
    unit.note('asset', { id, number, kind, acquiredOn: input.acquiredOn, value: value.toString() });
    return { id };
  },
});

export const valueAsset = defineCommand({
  name: 'assets.value',
  action: 'assets.record',
  input: valueAssetInput,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const { number } = await hereOn(unit, input.assetId, input.valuedOn, '/valuedOn');
    const valuedOn = notInFuture(unit, input.valuedOn, '/valuedOn');
    const value = notNegative(input.value, '/value');
    const rows = await tx
      .insert(assetValuation)
      .values({
        ...{ cooperativeId, assetId: input.assetId, valuedOn, value, source: input.source },
        ...{ recordedAt: unit.now, recordedBy: unit.actor.userId },
      })
      .onConflictDoNothing()
      .returning({ id: assetValuation.assetId });
    if (rows.length === 0)
      throw refuse('asset.valued-that-day', { number, day: input.valuedOn }, '/valuedOn');
    unit.note('asset-value', {
      id: input.assetId,
      number,
      valuedOn: input.valuedOn,
      value: value.toString(),
    });
    return { id: input.assetId };
  },
});

export const useAsset = defineCommand({
  name: 'assets.use',
  action: 'assets.record',
  input: useAssetInput,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const { number } = await hereOn(unit, input.assetId, input.from, '/from');
    const [fromDay, toDay] = [LocalDate.parse(input.from), LocalDate.parse(input.to)];
    if (toDay.isBefore(fromDay))
      throw refuse('asset.span-backwards', { from: input.from, to: input.to }, '/to');
    const income = input.income === undefined ? null : notNegative(input.income, '/income');
    const id = newId();
    await tx.insert(assetUse).values({
      ...{ cooperativeId, id, assetId: input.assetId, fromDay, toDay, income, note: input.note },
      ...{ recordedAt: unit.now, recordedBy: unit.actor.userId },
    });
    unit.note('asset-use', {
      ...{ id: input.assetId, number, from: input.from, to: input.to },
      income: income?.toString() ?? 'idle',
    });
    return { id };
  },
});

export const endAsset = defineCommand({
  name: 'assets.end',
  action: 'assets.record',
  input: endAssetInput,
  async run(unit, input) {
    const { tx, cooperativeId } = unit;
    const { number } = await hereOn(unit, input.assetId, input.endedOn, '/endedOn');
    const endedOn = notInFuture(unit, input.endedOn, '/endedOn');
    await tx.insert(assetEnd).values({
      ...{ cooperativeId, assetId: input.assetId, endedOn, reason: input.reason },
      ...{ objective: input.objective ?? null, recordedAt: unit.now, recordedBy: unit.actor.userId },
    });
    unit.note('asset-end', { id: input.assetId, number, endedOn: input.endedOn, reason: input.reason });
    return { id: input.assetId };
  },
});

/** The asset, which must be in the register on the day. */
async function hereOn(unit: CommandUnit, id: string, day: string, pointer: string) {
  const { asset: row, endedOn } = await requireAsset(unit.tx, unit.cooperativeId, id);
  if (endedOn !== null) throw refuse('asset.ended', { number: row.number, on: `${endedOn}` });
  if (LocalDate.parse(day).isBefore(row.acquiredOn))
    throw refuse('asset.date-before', { day, acquired: `${row.acquiredOn}` }, pointer);
  return row;
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
