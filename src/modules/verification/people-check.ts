/**
 * People and what they hold: names in their one form, certificates of those who held something. What older versions let in is
 * named here, and nothing of it stops the service.
 */
import { sql } from 'drizzle-orm';
import { isSpelledName } from '../../domain/person-name.ts';
import type { Tx } from '../../platform/database.ts';
import { rowsOf, text } from '../../platform/rows.ts';
import type { FindingList } from './finding.ts';

export async function checkPeople(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  await checkNames(tx, cooperativeId, findings);
  await checkCertificates(tx, cooperativeId, findings);
}

/** A name of common Chinese characters alone has only one form; the others are judged by the domain. */
async function checkNames(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`select register_number as number, name from member
      where cooperative_id = ${cooperativeId}::uuid and name ~ '[^一-鿿]' order by sort_key`,
    { number: text, name: text },
  );
  for (const { number, name } of rows) {
    if (isSpelledName(name)) continue;
    findings.add({ table: 'member', row: number, rule: 'name-form' });
  }
}

async function checkCertificates(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`select c.number from share_certificate c
      where c.cooperative_id = ${coop} and c.state = 'valid' and not exists (
        select 1 from (
          select m.class_id, m.quantity from share_movement m
            where m.cooperative_id = ${coop} and m.to_account = c.account_id and m.effective_on <= c.issued_on
          union all
          select m.class_id, -m.quantity from share_movement m
            where m.cooperative_id = ${coop} and m.from_account = c.account_id and m.effective_on <= c.issued_on
        ) f group by f.class_id having sum(f.quantity) > 0)
      order by c.sort_key`,
    { number: text },
  );
  for (const { number } of rows)
    findings.add({ table: 'share_certificate', row: number, rule: 'certificate-empty' });
}
