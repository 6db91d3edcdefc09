/**
 * Tables say again, as checks, which terms a column takes. The domain says it first: each such list is a list of the domain, or one
 * that stands here with the table because only the table knows it. So neither grows without the other. A list that shares two terms
 * with one of the domain says it again.
 */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { is, SQL, StringChunk } from 'drizzle-orm';
import { getTableConfig, PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';

const root = process.cwd();
const rooms = async (paths: readonly string[]) =>
  Promise.all(paths.map(async (path) => (await import(join(root, path))) as Record<string, unknown>));

const domain = readdirSync(join('src', 'domain'))
  .filter((name) => name.endsWith('.ts'))
  .map((name) => join('src', 'domain', name));
const schemas = readdirSync(join('src', 'modules'))
  .map((room) => join('src', 'modules', room, 'schema.ts'))
  .filter((path) => existsSync(path));

/** The statement of a check, its columns by their names. */
function textOf(value: SQL): string {
  return value.queryChunks
    .map((chunk) => {
      if (is(chunk, StringChunk)) return chunk.value.join('');
      if (is(chunk, PgColumn)) return chunk.name;
      return is(chunk, SQL) ? textOf(chunk) : '$';
    })
    .join('');
}

const known = new Map<string, readonly string[]>();
const key = (terms: readonly string[]) => [...terms].sort().join(' ');
for (const room of await rooms(domain))
  for (const list of Object.values(room))
    if (Array.isArray(list) && list.every((each) => typeof each === 'string')) known.set(key(list), list);

const checks: { readonly name: string; readonly terms: readonly string[] }[] = [];
for (const room of await rooms(schemas))
  for (const table of Object.values(room)) {
    if (!is(table, PgTable)) continue;
    for (const { name, value } of getTableConfig(table).checks)
      for (const [index, [, list = '']] of [...textOf(value).matchAll(/ in \(('[^)]*')\)/g)].entries())
        checks.push({
          name: index === 0 ? name : `${name} ${index + 1}`,
          terms: [...list.matchAll(/'([^']*)'/g)].map(([, term = '']) => term),
        });
  }

/** What is a part of a list of the domain, or a step that only its table has: by the check. */
const ownToTheTable: Readonly<Record<string, string>> = {
  access_proposal_whom: 'before founding second-factor closing portal',
  account_change_kind: 'entered before',
  asset_kind: 'operating non-operating resource',
  distribution_plan_end_kind: 'adopted withdrawn',
  dividend_run_resolved: 'approved on-notice posted',
  estate_share_end_kind: 'passed-on undone',
  file_template_kind: 'bank tax',
  run_withdrawal_kind: 'asked before',
  import_file_confirmed: 'done refused failed cancelled',
  import_file_state: 'waiting reading entering checked done refused failed cancelled',
  journal_entry_source_names: 'automatic closing',
  mandate_end_by: 'death not-dead',
  meeting_attendance_manner: 'on-site online proxy absent',
  message_delivery_outcome: 'taken refused no-telephone later',
  month_close_kind: 'closed reopened',
  motion_result_outcome: 'adopted rejected lapsed heard',
  payment_order_end_kind: 'sent cancelled',
  payment_result_outcome: 'paid returned',
  payout_cash_direction: 'paid received',
  pension_line_means: 'bank cash held',
  pension_repayment_means: 'bank cash',
  run_objection_settlement_kind: 'answered released',
  sealed_file_kind: 'payout-file pension-file tax-file bank-sample',
  seat_body: 'representative-assembly board supervisors',
  seat_change_body: 'representative-assembly board supervisors',
  seat_change_ending: 'resigned removed died',
  share_limit_shape: 'holder-cap transferee-cap collective-cap',
  term_postponement_body: 'representative-assembly board supervisors',
};

describe('A check of a table', () => {
  it('is found in many tables', () => {
    expect(checks.length).toBeGreaterThan(30);
  });
  it('takes a list of the domain, or one that only the table knows', () => {
    const restates = (terms: readonly string[]) =>
      [...known.values()].some((list) => list.filter((term) => terms.includes(term)).length >= 2);
    const alone = checks.filter(
      ({ name, terms }) => !known.has(key(terms)) && (restates(terms) || name in ownToTheTable),
    );
    expect(Object.fromEntries(alone.map(({ name, terms }) => [name, terms.join(' ')]))).toEqual(
      ownToTheTable,
    );
  });
});
