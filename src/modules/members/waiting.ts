/** What waits of the register for another person. Whose it is stands behind the reading that is written down. */
import { sql } from 'drizzle-orm';
import { correctionFields, correctionFieldWords } from '../../domain/correction-request.ts';
import { fact, type Waiting } from '../../domain/waiting.ts';
import type { Tx } from '../../platform/database.ts';
import { count, day, id, moment, oneOf, orNull, rowsOf, text, whole } from '../../platform/rows.ts';

const change = { id, number: whole, count, madeAt: moment, madeBy: orNull(id) };

export async function waitingOfRegister(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const changes = await rowsOf(
    tx,
    sql`
    select c.id, c.number, c.count, c.made_at, c.made_by from register_change c
    where c.cooperative_id = ${coop} and c.kind = 'entered' and not exists (select from register_change_review r
      where r.cooperative_id = ${coop} and r.change_id = c.id)
    order by c.number`,
    change,
  );
  const accounts = await rowsOf(
    tx,
    sql`
    select c.id, c.number, c.count, c.made_at, c.made_by from account_change c
    where c.cooperative_id = ${coop} and c.kind = 'entered' and not exists (select from account_change_review r
      where r.cooperative_id = ${coop} and r.change_id = c.id)
    order by c.number`,
    change,
  );
  const corrections = await rowsOf(
    tx,
    sql`
    select c.id, c.field, c.asked_on, c.recorded_at, c.recorded_by, m.name, m.register_number from correction_request c
    join member m on m.cooperative_id = ${coop} and m.id = c.member_id
    where c.cooperative_id = ${coop} and not exists (select from correction_answer a
      where a.cooperative_id = ${coop} and a.request_id = c.id)
    order by c.recorded_at, c.id`,
    {
      id,
      field: oneOf(correctionFields),
      askedOn: day,
      recordedAt: moment,
      recordedBy: id,
      name: text,
      registerNumber: text,
    },
  );
  return [
    ...changes.map((row): Waiting => ({
      kind: 'register-change',
      known: { changeId: row.id },
      says: {
        zh: `第 ${row.number} 号名册变更，${row.count} 人`,
        en: `Change ${row.number} of the register, ${row.count} people`,
      },
      facts: [],
      askedBy: row.madeBy,
      askedAt: row.madeAt,
    })),
    ...accounts.map((row): Waiting => ({
      kind: 'account-change',
      known: { changeId: row.id },
      says: {
        zh: `第 ${row.number} 号收款账号登记，${row.count} 个账号`,
        en: `Entry ${row.number} of accounts, ${row.count} of them`,
      },
      facts: [],
      askedBy: row.madeBy,
      askedAt: row.madeAt,
    })),
    ...corrections.map((row): Waiting => {
      const { zh, en } = correctionFieldWords[row.field];
      return {
        kind: 'correction',
        known: { correctionId: row.id },
        says: {
          zh: `${row.name}（${row.registerNumber}）申请更正${zh}`,
          en: `${row.name} (${row.registerNumber}) asks for a correction: ${en}`,
        },
        facts: [fact('申请日期', 'Asked on', `${row.askedOn}`)],
        askedBy: row.recordedBy,
        askedAt: row.recordedAt,
      };
    }),
  ];
}
