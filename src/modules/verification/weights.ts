/**
 * What every holder's shares weigh in a run, counted by the domain's core from movements alone, in natural order of the
 * holders' numbers. Independent of the statement that wrote the lines.
 */
import { Period, type LocalDate } from '../../domain/calendar.ts';
import { accountKinds, shareDays, type AccountKind, type DailyFlow } from '../../domain/share-register.ts';
import { unitsAtMeasureOf, type Split } from '../../domain/share-split.ts';
import { rawSql, type Tx } from '../../platform/database.ts';
import { day, decimal, flag, id, oneOf, rowsOfCursor, text, whole, type RowOf } from '../../platform/rows.ts';
import { scaled, type RunRow } from '../dividends/index.ts';
import { splitsKnown } from '../shares/index.ts';
import { signedUnits } from './movement-check.ts';

export interface Weighed {
  readonly accountId: string;
  readonly sortKey: string;
  readonly kind: AccountKind;
  readonly number: string;
  /** Ten-thousandths of a share, or of a share times days. */
  readonly shares: bigint;
  /** Hundred-millionths. */
  readonly weight: bigint;
}

const flowShape = {
  accountId: id,
  sortKey: text,
  kind: oneOf(accountKinds),
  number: text,
  code: text,
  classId: id,
  day,
  movement: whole,
  split: flag,
  quantity: decimal,
};
type FlowRow = RowOf<typeof flowShape>;

/** Holders with a weight above zero, as known at `knownAt`. One stream at a time in a transaction. */
export async function* weighedHolders(tx: Tx, run: RunRow, knownAt: Date): AsyncGenerator<Weighed> {
  const { cooperativeId } = run;
  const known = knownAt.toISOString();
  await rawSql(tx)`
    declare weighed no scroll cursor for
    select a.id as account_id, a.sort_key, a.kind, a.number, c.code, f.class_id, f.day, f.number as movement, f.split,
      f.quantity
    from (
      select to_account as account_id, class_id, effective_on as day, number, kind = 'split' as split, quantity
        from share_movement
        where cooperative_id = ${cooperativeId}::uuid and recorded_at <= ${known}::timestamptz
      union all
      select from_account, class_id, effective_on, number, kind = 'split', -quantity from share_movement
        where cooperative_id = ${cooperativeId}::uuid and recorded_at <= ${known}::timestamptz
    ) f
    join holder_account a on a.cooperative_id = ${cooperativeId}::uuid and a.id = f.account_id
      and a.kind in ('member', 'household', 'collective')
    join share_class c on c.cooperative_id = ${cooperativeId}::uuid and c.id = f.class_id
    order by a.sort_key, a.id, c.code, f.day`;
  const splits = await splitsKnown(tx, cooperativeId, knownAt);
  let of: FlowRow | null = null;
  let flows = new Map<string, Flow[]>();
  for await (const row of rowsOfCursor(tx, 'weighed', flowShape)) {
    if (of && row.accountId !== of.accountId) {
      const weighed = weigh(run, of, flows, splits);
      if (weighed.weight > 0n) yield weighed;
      flows = new Map();
    }
    of = row;
    const ofClass = flows.get(row.code) ?? [];
    const { classId, day, movement, split } = row;
    ofClass.push({ classId, day, movement, split, units: signedUnits(row.quantity) });
    flows.set(row.code, ofClass);
  }
  const last = of && weigh(run, of, flows, splits);
  if (last && last.weight > 0n) yield last;
}

/** What a movement did to an account, as the register has it. */
interface Flow extends DailyFlow {
  readonly classId: string;
  readonly movement: bigint;
  readonly split: boolean;
}

function weigh(
  run: RunRow,
  of: FlowRow,
  flows: ReadonlyMap<string, readonly Flow[]>,
  splits: readonly Split[],
): Weighed {
  let [shares, weight] = [0n, 0n];
  for (const [code, ofClass] of flows) {
    const held = counted(run, ofClass, splits);
    shares += held;
    weight += held * scaled(run.classWeights[code] ?? '1', 4);
  }
  const { accountId, sortKey, kind, number } = of;
  return { accountId, sortKey, kind, number, shares, weight };
}

function counted(run: RunRow, flows: readonly Flow[], splits: readonly Split[]): bigint {
  switch (run.basis) {
    case 'record-date':
      return flows.reduce(
        (total, { day, units }) => (day.isAfter(run.recordDate) ? total : total + units),
        0n,
      );
    case 'share-days': {
      const { firstDay, lastDay } = Period.parse(run.period);
      return shareDays(atMeasureOf(lastDay, flows, splits), firstDay, lastDay);
    }
  }
}

/** Share-days count at the measure of the last day, so what a split does by itself is left out. */
function atMeasureOf(
  lastDay: LocalDate,
  flows: readonly Flow[],
  splits: readonly Split[],
): readonly DailyFlow[] {
  return flows
    .filter(({ split }) => !split)
    .map(({ classId, day, movement, units }) => {
      const ofClass = splits.filter((split) => split.classId === classId);
      const flow = { effectiveOn: day, number: movement, units };
      return { day, units: unitsAtMeasureOf(flow, ofClass, lastDay) };
    });
}
