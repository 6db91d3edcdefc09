/**
 * Which row of a table, in words: whose it is and to what it belongs by the numbers and names that people know, then what it is itself.
 * What only an id tells is left out.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { Sentence } from '../../domain/language.ts';
import { doingOf } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { rowsOf, text } from '../../platform/rows.ts';
import { dayInChina } from '../../platform/services.ts';

export type RowValues = Readonly<Record<string, unknown>>;

const tenant = (table: string, label: string): ((coop: string, id: string) => SQL) => {
  const [from, says] = [sql.identifier(table), sql.raw(label)];
  return (coop, id) =>
    sql`select (${says})::text as label from ${from} where cooperative_id = ${coop}::uuid and id::text = ${id}`;
};

const member = tenant('member', `'member ' || register_number || ' ' || name`);
const account = tenant('holder_account', `kind || ' ' || number`);
const run = tenant('dividend_run', `'run ' || number`);
const user = (_coop: string, id: string) =>
  sql`select display_name::text as label from app_user where id::text = ${id}`;

/** What a column with an id leads to. */
const referents: Readonly<Record<string, (coop: string, id: string) => SQL>> = {
  member_id: member,
  account_id: account,
  taxpayer_id: account,
  from_account: account,
  to_account: account,
  household_id: tenant('household', `number`),
  run_id: run,
  order_id: tenant(
    'payment_order',
    `case kind when 'payout' then 'batch ' else 'pension run no. ' end || number`,
  ),
  meeting_id: tenant('meeting', `'meeting ' || body || ' ' || year || '-' || number`),
  motion_id: tenant('meeting_motion', `'motion ' || number || ' ' || title`),
  entry_id: tenant('journal_entry', `'voucher ' || month || '-' || number`),
  class_id: tenant('share_class', `code`),
  resolution_id: tenant('resolution', `coalesce(number || ' ', '') || title`),
  scheme_id: tenant('allotment_scheme', `name`),
  plan_id: tenant('distribution_plan', `'plan ' || period`),
  asset_id: tenant('asset', `name`),
  change_id: tenant('register_change', `'no. ' || number`),
  request_id: tenant('movement_request', `'no. ' || number`),
  proposal_id: tenant('setting_proposal', `'no. ' || number`),
  user_id: user,
};

/** What a row is called by itself, where it has such a column. */
const ownColumns = [
  'register_number',
  'number',
  'version',
  'code',
  'user_name',
  'display_name',
  'name',
  'title',
  'chart',
  'serial',
  'ordinal',
  'account',
  'record_class',
  'tag',
  'kind',
  'body',
  'role',
  'period',
  'month',
  'effective_on',
  'held_on',
  'on',
  'entry_date',
  'act',
  'file_name',
  'outcome',
];
const MOST_LABELS = 5;

export async function rowInWords(tx: Tx, cooperativeId: string, row: RowValues): Promise<string> {
  const labels: string[] = [];
  for (const [column, ask] of Object.entries(referents)) {
    const id = row[column];
    if (typeof id !== 'string' || labels.length >= MOST_LABELS) continue;
    const [found] = await rowsOf(tx, ask(cooperativeId, id), { label: text });
    if (found !== undefined) labels.push(found.label);
  }
  for (const column of ownColumns) {
    const value = row[column];
    if ((typeof value === 'string' || typeof value === 'number') && labels.length < MOST_LABELS)
      labels.push(String(value));
  }
  return labels.join(', ');
}

/** The key of a row, as PostgreSQL joins its columns. */
export function keyInWords(key: string): Sentence {
  const parts = key.replaceAll('\x1f', ' ');
  return { zh: `键 ${parts}`, en: `key ${parts}` };
}

/** Which row it is by its key, and which entry wrote it, when and by whom: two rows may be called alike. */
export async function foundBy(
  tx: Tx,
  cooperativeId: string,
  entry: bigint | null,
  key: string,
): Promise<{ readonly found: Sentence }> {
  const keyed = keyInWords(key);
  if (entry === null) return { found: keyed };
  const [by] = await rowsOf(
    tx,
    sql`select actor_name as person, command, recorded_at::text as at from audit_entry
      where cooperative_id = ${cooperativeId}::uuid and number = ${entry.toString()}::bigint`,
    { person: text, command: text, at: text },
  );
  if (by === undefined)
    return { found: { zh: `流水${entry}，${keyed.zh}`, en: `entry ${entry}, ${keyed.en}` } };
  const day = dayInChina(new Date(by.at)).toString();
  const does = doingOf(by.command);
  return {
    found: {
      zh: `由流水${entry}写入：${day} ${by.person}，${does?.zh ?? by.command}，${keyed.zh}`,
      en: `written by entry ${entry}: ${day} ${by.person}, ${does?.en ?? by.command}, ${keyed.en}`,
    },
  };
}
