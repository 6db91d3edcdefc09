/**
 * Everything sealed opens where it stands and is what its row says; how much is still sealed by an older key or form is told.
 * Here all rooms with sealings are known, so the work of sealing anew begins here too.
 */
import { sql } from 'drizzle-orm';
import type { Sentence } from '../../domain/language.ts';
import { cooperativeIds } from '../access/index.ts';
import { bankSealings } from '../banking/index.ts';
import { importSealings } from '../exchange/index.ts';
import { meetingSealings } from '../meetings/index.ts';
import { memberSealings } from '../members/index.ts';
import type { Database, Tx } from '../../platform/database.ts';
import { movedKeysUnopened, movedSealings } from '../../platform/moved-books.ts';
import {
  opened,
  resealColumn,
  sealedOtherwise,
  sealingsGone,
  sealingsOf,
  type SealedColumn,
} from '../../platform/resealing.ts';
import { json, rowsOf, text } from '../../platform/rows.ts';
import type { Vault } from '../../platform/vault.ts';
import type { FindingList } from './finding.ts';
import { keyInWords, rowInWords, type RowValues } from './row-place.ts';

export const sealedColumns: readonly SealedColumn[] = [
  ...memberSealings,
  ...meetingSealings,
  ...bankSealings,
  ...importSealings,
];

const PAGE = 500;

export async function checkSealed(
  tx: Tx,
  vault: Vault,
  cooperativeId: string,
  findings: FindingList,
): Promise<void> {
  for (const column of sealedColumns) {
    const { table } = column;
    for (let after = ''; ;) {
      const page = { after, limit: PAGE, otherwiseThan: null };
      const sealings = await sealingsOf(tx, cooperativeId, column, page);
      for (const sealing of sealings) {
        if (opened(vault, column, sealing) !== null) continue;
        const found = await whose(tx, cooperativeId, column, sealing.place.row, sealing.key);
        findings.add({ table, rule: 'sealed-otherwise', ...found });
      }
      const last = sealings.at(-1);
      if (last === undefined || sealings.length < PAGE) break;
      after = last.key;
    }
    for (const gone of await sealingsGone(tx, cooperativeId, column)) {
      const found = await whose(tx, cooperativeId, column, gone, gone);
      findings.add({ table, rule: 'sealed-gone', ...found });
    }
    const older = await sealedOtherwise(tx, cooperativeId, column, vault.header());
    if (older > 0)
      findings.note({ table, row: column.column, remark: 'sealed-before', found: String(older) });
  }
}

/** Whose row it is, and which by its key. */
async function whose(
  tx: Tx,
  cooperativeId: string,
  { table, column, row }: SealedColumn,
  place: string,
  key: string,
): Promise<{ readonly row: string; readonly found: Sentence }> {
  const [values] = await rowsOf(
    tx,
    sql`select to_jsonb(r) - ${column}::text as row from ${sql.identifier(table)} r
      where cooperative_id = ${cooperativeId}::uuid and ${sql.identifier(row)}::text = ${place} limit 1`,
    { row: json((value) => value as RowValues) },
  );
  const keyed = keyInWords(key);
  return {
    row: await rowInWords(tx, cooperativeId, values?.row ?? {}),
    found: { zh: `${column}，${keyed.zh}`, en: `${column}, ${keyed.en}` },
  };
}

/** Outside the cooperatives: the keys that one came with open. Nothing of it can be read where they do not. */
export async function checkMovedKeys(tx: Tx, vault: Vault, findings: FindingList): Promise<void> {
  for (const id of await movedKeysUnopened(tx, vault)) {
    const [row] = await rowsOf(tx, sql`select name from cooperative where id = ${id}::uuid`, { name: text });
    const found = { table: 'moved_book', row: row?.name ?? '', found: 'keys_cipher' };
    findings.add({ ...found, rule: 'sealed-otherwise' });
  }
}

/** Seals anew whatever is sealed otherwise than today, in every cooperative. */
export async function resealEverywhere(
  database: Database,
  vault: Vault,
): Promise<{ readonly resealed: number; readonly failed: number }> {
  let [resealed, failed] = [0, 0];
  for (const id of await database.outside(cooperativeIds))
    for (const column of [...sealedColumns, ...movedSealings]) {
      const done = await resealColumn(database, vault, id, column);
      resealed += done.resealed;
      failed += done.failed;
    }
  return { resealed, failed };
}
