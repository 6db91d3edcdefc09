/**
 * Digests of movements, kept in the hash-chained trail: a movement that is changed afterwards is found, whether a dividend
 * ever depended on it or not. A block is so many consecutive movements of one posting; its digest covers every column.
 */
import { rawSql, type Tx } from '../../platform/database.ts';

export const DIGEST_BLOCK = 100n;

/** SQL: all that a movement `m` says, in one text that is the same under every setting of the connection. */
export function movementText(tx: Tx) {
  return rawSql(tx)`concat_ws('|', m.number, m.id, m.kind, m.class_id, m.from_account, m.to_account,
    trim_scale(m.quantity), to_char(m.effective_on, 'YYYY-MM-DD'), extract(epoch from m.recorded_at), m.recorded_by,
    coalesce(m.posting_id::text, ''), coalesce(m.reverses::text, ''), coalesce(m.resolution_id::text, ''),
    coalesce(length(m.reason), -1), m.reason)`;
}

/** SHA-256 of each block of the movements with these numbers, in order; texts joined by line ends. */
export async function movementDigests(
  tx: Tx,
  cooperativeId: string,
  firstNumber: bigint,
  lastNumber: bigint,
): Promise<readonly string[]> {
  const rows = await rawSql(tx)<{ digest: string }[]>`
    select encode(sha256(convert_to(string_agg(${movementText(tx)}, E'\n' order by m.number), 'UTF8')), 'hex') as digest
    from share_movement m
    where m.cooperative_id = ${cooperativeId}::uuid
      and m.number between ${firstNumber.toString()}::bigint and ${lastNumber.toString()}::bigint
    group by (m.number - ${firstNumber.toString()}::bigint) / ${DIGEST_BLOCK.toString()}::bigint
    order by min(m.number)`;
  return rows.map(({ digest }) => digest);
}
