/**
 * The counters of a book against the numbers that were given: a counter below the highest number of its series gives that number once more,
 * which every table refuses, and work stops there; above it, in a series that people read as gapless, the next number leaves a hole. What a
 * row that was added or removed explains is told by that row, until somebody answers for it; no other finding hides a counter.
 */
import { sql, type SQL } from 'drizzle-orm';
import type { Language } from '../../domain/language.ts';
import type { Tx } from '../../platform/database.ts';
import { rowsOf, text, whole } from '../../platform/rows.ts';
import type { FindingList, Rule } from './finding.ts';
import { inWords, placeInWords } from './place.ts';
import { keyInWords } from './row-place.ts';

interface Counted {
  readonly table: string;
  /** The name of its counter; an expression where there is one a month, a year or a body. */
  readonly series: string;
  readonly number?: string;
  readonly where?: string;
}

const versions = (table: string, series: string): Counted => ({
  table,
  series: `'${series}'`,
  number: 'version',
});
const numbers = (table: string, series: string, where = 'true'): Counted => ({
  table,
  series: `'${series}'`,
  where,
});

/** Resolutions aside: those recorded from paper bear numbers of their own, and the counter passes over what is taken. */
const counted: readonly Counted[] = [
  numbers('share_movement', 'movement'),
  numbers('movement_request', 'movement-request'),
  {
    table: 'share_certificate',
    series: `'certificate'`,
    number: 'number::bigint',
    where: `number ~ '^\\d{1,18}$'`,
  },
  {
    table: 'document',
    series: `'document-' || left(number, 4)`,
    number: `split_part(number, '-', 2)::bigint`,
    where: `number ~ '^\\d{4}-\\d{1,18}$'`,
  },
  { table: 'journal_entry', series: `'journal:' || month` },
  numbers('prepared_entry', 'prepared-entry'),
  numbers('till_count', 'till-count'),
  numbers('tax_filing', 'tax-filing'),
  numbers('payout_cash', 'payout-cash'),
  numbers('payment_order', 'payout-batch', `kind = 'payout'`),
  numbers('payment_order', 'pension-run', `kind = 'pension'`),
  numbers('dividend_run', 'run'),
  numbers('distribution_plan', 'distribution-plan'),
  numbers('account_change', 'account-change', `kind = 'entered'`),
  numbers('register_change', 'register-change', `kind = 'entered'`),
  numbers('member_message', 'member-message'),
  numbers('access_proposal', 'access-proposal'),
  numbers('setting_proposal', 'setting-proposal'),
  { table: 'meeting', series: `'meeting ' || body || ' ' || year` },
  versions('allotment_scheme', 'scheme'),
  versions('assembly_setting', 'assembly-settings'),
  versions('jurisdiction', 'jurisdiction'),
  versions('rest_day', 'rest-day'),
  versions('own_rules', 'own-rules'),
  versions('books_setting', 'books-settings'),
  versions('payout_setting', 'payout-settings'),
  versions('kept_out_setting', 'kept-out-accounts'),
  { table: 'file_template', series: `kind || '-template:' || id`, number: 'version' },
];

/** Whose numbers follow each other without a hole. */
const gapless: readonly (readonly [series: RegExp, table: string])[] = [
  [/^movement$/, 'share_movement'],
  [/^certificate$/, 'share_certificate'],
  [/^document-\d{4}$/, 'document'],
  [/^journal:\d{4}-\d\d$/, 'journal_entry'],
];

/** Of a row that is there or is not there for no entry: the numbers that stand are others then. */
const changesNumbers: readonly Rule[] = [
  'row-added',
  'row-removed',
  'trail-only',
  'trail-silent',
  'movement-number',
  'entry-number',
];

export async function checkCounters(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const counters = await rowsOf(
    tx,
    sql`select series, last from book_number where cooperative_id = ${cooperativeId}::uuid order by series`,
    { series: text, last: whole },
  );
  const given = await rowsOf(
    tx,
    sql.join(
      counted.map((each) => highestOf(each, cooperativeId)),
      sql` union all `,
    ),
    {
      place: text,
      series: text,
      highest: whole,
    },
  );
  const lastOf = new Map(counters.map(({ series, last }) => [series, last]));
  const highestIn = new Map(given.map(({ series, highest }) => [series, highest]));
  const explained = new Set(
    findings.kept
      .filter((each) => changesNumbers.includes(each.rule) && findings.answerTo(each) === undefined)
      .map(({ table }) => table),
  );
  const say = (rule: Rule, table: string, series: string, highest: bigint, last: bigint) => {
    if (explained.has(table)) return;
    const key = keyInWords(series);
    findings.add({
      table: 'book_number',
      row: '',
      rule,
      found: {
        zh: `${ofIt(table, series, 'zh')}：已用到 ${highest}，计数器为 ${last}，${key.zh}`,
        en: `${ofIt(table, series, 'en')}: given up to ${highest}, the counter says ${last}, ${key.en}`,
      },
    });
  };
  for (const { place, series, highest } of given) {
    const last = lastOf.get(series) ?? 0n;
    if (last < highest) say('counter-behind', place, series, highest, last);
  }
  for (const { series, last } of counters) {
    const [, table] = gapless.find(([form]) => form.test(series)) ?? [];
    const highest = highestIn.get(series) ?? 0n;
    if (table !== undefined && last > highest) say('counter-ahead', table, series, highest, last);
  }
}

/** What it counts, in words. */
function ofIt(table: string, series: string, language: Language): string {
  const ofOrders: Readonly<Record<string, string>> = {
    'payout-batch': 'batch',
    'pension-run': 'pension run no.',
  };
  const said = placeInWords(table, '', language);
  return said === '' ? inWords(ofOrders[series] ?? series, language) : said;
}

function highestOf(
  { table, series, number = 'number', where = 'true' }: Counted,
  cooperativeId: string,
): SQL {
  return sql`
    select ${table}::text as place, (${sql.raw(series)})::text as series, max(${sql.raw(number)})::bigint as highest
    from ${sql.identifier(table)} where cooperative_id = ${cooperativeId}::uuid and ${sql.raw(where)} group by 2`;
}
