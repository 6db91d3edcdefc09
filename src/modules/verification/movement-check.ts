/**
 * The share register from its movements alone: numbers without gaps and known to the trail, quantities their class
 * allows, what was posted still what stands, reversals that mirror, and nobody below zero on any day.
 */
import { firstOverdraft, unitOfPlaces, type DailyFlow } from '../../domain/share-register.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { rawSql, type Tx } from '../../platform/database.ts';
import {
  count,
  day,
  decimal,
  flag,
  id,
  rowsOfCursor,
  shares,
  text,
  whole,
  type RowOf,
} from '../../platform/rows.ts';
import { movementText } from '../shares/index.ts';
import type { FindingList } from './finding.ts';
import { createBlockJudge } from './movement-blocks.ts';
import type { Told } from './trail-check.ts';

const movementShape = {
  number: whole,
  text,
  quantity: shares,
  places: count,
  reversal: flag,
  mirrors: flag,
};

/** Returns how many movements there are. */
export async function checkMovements(
  tx: Tx,
  cooperativeId: string,
  told: Told,
  findings: FindingList,
): Promise<bigint> {
  await rawSql(tx)`
    declare movements no scroll cursor for
    select m.number, ${movementText(tx)} as text, m.quantity, c.places, m.reverses is not null as reversal,
      coalesce(o.class_id = m.class_id and o.from_account = m.to_account and o.to_account = m.from_account
        and o.quantity = m.quantity and o.effective_on = m.effective_on, false) as mirrors
    from share_movement m
    join share_class c on c.cooperative_id = m.cooperative_id and c.id = m.class_id
    left join share_movement o on o.cooperative_id = m.cooperative_id and o.id = m.reverses
    where m.cooperative_id = ${cooperativeId}::uuid
    order by m.number`;
  const blocks = createBlockJudge(told.blocks, findings);
  let last = 0n;
  for await (const row of rowsOfCursor(tx, 'movements', movementShape)) {
    const { number } = row;
    const say = (rule: 'movement-number' | 'movement-unit' | 'movement-mirror') =>
      findings.add({ table: 'share_movement', row: `${number}`, rule });
    if (number !== last + 1n) say('movement-number');
    if (row.quantity.units % unitOfPlaces(row.places) !== 0n) say('movement-unit');
    if (row.reversal && !row.mirrors) say('movement-mirror');
    blocks.read(number, row.text);
    last = number;
  }
  blocks.end();
  compareWithTrail(last, told, findings);
  await checkHoldings(tx, cooperativeId, findings);
  return last;
}

/** The trail tells of every movement exactly once, in order. */
function compareWithTrail(last: bigint, told: Told, findings: FindingList): void {
  let expected = 1n;
  for (const { first, last: end, count } of told.movements) {
    if (count === 0n) continue;
    if (first !== expected || end - first + 1n !== count) {
      findings.add({ table: 'share_movement', row: first.toString(), rule: 'trail-differs' });
    }
    expected = end + 1n;
  }
  if (expected - 1n !== last) {
    findings.add({
      table: 'share_movement',
      row: (last < expected ? last + 1n : expected).toString(),
      rule: 'trail-silent',
      expected: (expected - 1n).toString(),
      found: last.toString(),
    });
  }
}

const flowShape = { accountId: id, holder: text, classId: id, code: text, day, quantity: decimal };
type FlowRow = RowOf<typeof flowShape>;

async function checkHoldings(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  await rawSql(tx)`
    declare flows no scroll cursor for
    select a.id as account_id, a.kind || ' ' || a.number as holder, f.class_id, c.code, f.day, f.quantity
    from (
      select to_account as account_id, class_id, effective_on as day, quantity from share_movement
        where cooperative_id = ${cooperativeId}::uuid
      union all
      select from_account, class_id, effective_on, -quantity from share_movement
        where cooperative_id = ${cooperativeId}::uuid
    ) f
    join holder_account a on a.cooperative_id = ${cooperativeId}::uuid and a.id = f.account_id and a.kind <> 'pool'
    join share_class c on c.cooperative_id = ${cooperativeId}::uuid and c.id = f.class_id
    order by a.id, f.class_id, f.day`;
  let of: FlowRow | null = null;
  let flows: DailyFlow[] = [];
  const judge = () => {
    const overdraft = firstOverdraft(flows);
    if (!of || !overdraft) return;
    findings.add({
      table: 'share_movement',
      row: `${of.holder}, ${of.code}, ${overdraft.day.toString()}`,
      rule: 'holding-negative',
      expected: '≥ 0',
      found: signedQuantity(overdraft.units),
    });
  };
  for await (const row of rowsOfCursor(tx, 'flows', flowShape)) {
    if (of && (row.accountId !== of.accountId || row.classId !== of.classId)) {
      judge();
      flows = [];
    }
    of = row;
    const units = signedUnits(row.quantity);
    const previous = flows.at(-1);
    // All of one day counts together: the order within a day has no meaning.
    if (previous?.day.equals(row.day))
      flows[flows.length - 1] = { day: row.day, units: previous.units + units };
    else flows.push({ day: row.day, units });
  }
  judge();
}

/** A quantity with a sign, in ten-thousandths of a share. */
export function signedUnits(text: string): bigint {
  return text.startsWith('-') ? -ShareQuantity.parse(text.slice(1)).units : ShareQuantity.parse(text).units;
}

export function signedQuantity(units: bigint): string {
  return units < 0n
    ? `-${ShareQuantity.fromUnits(-units).toString()}`
    : ShareQuantity.fromUnits(units).toString();
}
