/** Opening shares of a whole register at once, all or nothing, every fault with its row and column. */
import { sql } from 'drizzle-orm';
import { throwFaults, type Fault } from '../../domain/refusal.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { unitOfPlaces } from '../../domain/share-register.ts';
import type { ShareQuantity } from '../../domain/share-quantity.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { rowsOf, text, whole } from '../../platform/rows.ts';
import { accountsByNumber, systemAccount, type OwnerKind } from './accounts.ts';
import { postMovements, type NewMovement, type Posting } from './movements.ts';
import { shareClasses } from './store.ts';

export interface OpeningRow {
  /** Row in the file, or a count from 1. */
  readonly row: number;
  readonly holder: { readonly kind: 'member' | 'household' | 'collective'; readonly number: string | null };
  /** Code or name of the class. */
  readonly shareClass: string;
  readonly quantity: ShareQuantity;
  readonly effectiveOn: LocalDate;
}

/** Posts opening shares (or paid-in subscriptions) from the pool to their holders, or throws every fault of every row, also those found while it was read. */
export async function openShares(
  unit: CommandUnit,
  rows: readonly OpeningRow[],
  kind: 'opening' | 'subscription' = 'opening',
  readFaults: readonly Fault[] = [],
): Promise<Posting> {
  const accounts = {
    member: await accountsOf(unit, rows, 'member'),
    household: await accountsOf(unit, rows, 'household'),
  };
  const pool = await systemAccount(unit, 'pool');
  const collective = await systemAccount(unit, 'collective');
  const classes = new Map(
    (await shareClasses(unit.tx, unit.cooperativeId)).flatMap((row) => [
      [row.code, row],
      [row.name, row],
    ]),
  );
  const faults: Fault[] = [];
  /** Entered before: said of a file that is right otherwise, since one that was mended comes in as a whole. */
  const standing: Fault[] = [];
  const there = kind === 'opening' ? await openedBefore(unit) : new Map<string, string>();
  const seen = new Map<string, number>();
  const movements = rows.flatMap((row): readonly NewMovement[] => {
    const { holder, quantity, effectiveOn } = row;
    const shareClass = classes.get(row.shareClass);
    const to = holder.kind === 'collective' ? collective.id : accounts[holder.kind].get(holder.number ?? '');
    const before = faults.length;
    const say = (column: string, code: Fault['code'], values: Fault['values'] = {}) =>
      void faults.push({ code, values, row: row.row, column });
    if (to === undefined) say('holder', 'shares.holder-not-found', { holder: holder.number ?? '' });
    if (shareClass === undefined) {
      say('shareClass', 'shares.class-not-found', { shareClass: row.shareClass.slice(0, 60) });
    } else if (quantity.units % unitOfPlaces(shareClass.places) !== 0n) {
      const values = { quantity: quantity.toString(), places: shareClass.places };
      say('quantity', 'shares.too-fine-for-class', values);
    }
    if (quantity.isZero) say('quantity', 'quantity.zero');
    if (faults.length > before || to === undefined || shareClass === undefined) return [];
    if (kind === 'opening') {
      const key = `${to} ${shareClass.id} ${effectiveOn}`;
      const entered = there.get(key);
      const first = seen.get(`${key} ${quantity}`);
      seen.set(`${key} ${quantity}`, first ?? row.row);
      const at = { holder: holder.number ?? holder.kind, shareClass: shareClass.name };
      if (entered !== undefined) {
        const values = { ...at, number: entered };
        standing.push({ code: 'shares.opening-there', values, row: row.row, column: 'holder' });
      } else if (first !== undefined)
        say('holder', 'shares.opening-twice', { ...at, quantity: `${quantity}`, first });
    }
    return [{ kind, classId: shareClass.id, from: pool.id, to, quantity, effectiveOn, row: row.row }];
  });
  throwFaults(readFaults, faults);
  throwFaults(standing);
  return postMovements(unit, movements);
}

/** The number of the opening entry that stands, by account, class and day. */
async function openedBefore({ tx, cooperativeId }: CommandUnit): Promise<ReadonlyMap<string, string>> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`select m.to_account || ' ' || m.class_id || ' ' || m.effective_on as key, min(m.number) as number
      from share_movement m
      where m.cooperative_id = ${coop} and m.kind = 'opening'
        and not exists (select from share_movement r where r.cooperative_id = ${coop} and r.reverses = m.id)
      group by 1`,
    { key: text, number: whole },
  );
  return new Map(rows.map(({ key, number }) => [key, `${number}`]));
}

async function accountsOf(
  unit: CommandUnit,
  rows: readonly OpeningRow[],
  kind: OwnerKind,
): Promise<ReadonlyMap<string, string>> {
  const numbers = rows.flatMap(({ holder }) =>
    holder.kind === kind && holder.number !== null ? [holder.number] : [],
  );
  return numbers.length === 0 ? new Map() : accountsByNumber(unit, kind, numbers);
}
