/**
 * The trail: every entry follows from the one before, its content is what its hash says, and the seal is the last; from the first
 * keyed entry on all are keyed, and cover the digests of the rows they wrote.
 */
import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { ADOPTION } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { tablesTakenOver } from '../../platform/migrations.ts';
import { digestsTogether, misshapen, waitsForAdoption } from '../../platform/row-digests.ts';
import { id, json, orNull, plannedOnce, rowsOf, text as textColumn, whole } from '../../platform/rows.ts';
import type { Vault } from '../../platform/vault.ts';
import { chainRoot, entryHash, sha256, type JsonValue } from '../../platform/hash-chain.ts';
import { bookHead } from '../audit/index.ts';
import { DIGEST_BLOCK } from '../shares/index.ts';
import type { FindingList, Rule } from './finding.ts';
import type { MovementBlock } from './movement-blocks.ts';
import { foundBy } from './row-place.ts';

const PAGE = 1_000;

/** Where a walk begins: at the first entry, or after one that was told of elsewhere. */
export interface TrailStart {
  readonly number: bigint;
  readonly seal: string;
  readonly recordedAt: Date | null;
  readonly keyed: boolean;
}

export const fromTheFirst: TrailStart = { number: 0n, seal: chainRoot, recordedAt: null, keyed: false };

/** What the trail says about the ledger, for comparison with its rows. */
export interface Told {
  readonly entries: bigint;
  /** The hash of the last entry. */
  readonly seal: string;
  /** Entries that the service did not write, or whose rows are not those it told. */
  readonly unproved: readonly bigint[];
  /** Ranges of movement numbers, in the order they were posted. */
  readonly movements: readonly { readonly first: bigint; readonly last: bigint; readonly count: bigint }[];
  /** The digests of all movements, by rising number. */
  readonly blocks: readonly MovementBlock[];
  /** By number: the hash of each paper that was issued. */
  readonly papers: ReadonlyMap<string, string>;
  /** By id: outcome and votes of each resolution. */
  readonly resolutions: ReadonlyMap<string, string>;
  /** By id: count, total and the two hashes of the file of each payout batch. */
  readonly batches: ReadonlyMap<string, string>;
  /** By id: people, sums and sealed file of each month's pensions. */
  readonly pensions: ReadonlyMap<string, string>;
  /** By voucher: what stands for each journal entry (`journalMark`), since there may be a million. Whoever compares takes them out. */
  readonly journal: Map<string, string>;
  /** By id: half-year and amounts of each distribution plan. */
  readonly plans: ReadonlyMap<string, string>;
  /** By id: month, count, tax and the two hashes of the file of each tax list. */
  readonly filings: ReadonlyMap<string, string>;
  /** By plan: resolution and reason of its repeal. */
  readonly repeals: ReadonlyMap<string, string>;
  /** By id: day, amount, receipt and account of what was remitted. */
  readonly remittances: ReadonlyMap<string, string>;
  /** By the remittance: why it was struck. */
  readonly remittanceStrikes: ReadonlyMap<string, string>;
  /** By remittance: what another person answered (`answerMark`). */
  readonly remittanceAnswers: ReadonlyMap<string, string>;
  /** By run: what was said when it was posted. */
  readonly runs: ReadonlyMap<string, { readonly paid: string; readonly tax: string; readonly lines: string }>;
}

/** Digests under entries that are not written: told past the program, for the next entry to cover. */
async function nameToldAhead(
  tx: Tx,
  cooperativeId: string,
  last: bigint,
  findings: FindingList,
): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`select table_name as name, entry_number as entry from row_digest
      where cooperative_id = ${cooperativeId}::uuid and entry_number > ${last.toString()}::bigint
      group by 1, 2 order by 2, 1 limit 20`,
    { name: textColumn, entry: whole },
  );
  for (const { name, entry } of rows)
    findings.add({ table: 'row_digest', row: name, rule: 'told-ahead', found: `${entry}` });
}

/** Digests that are none, whatever entry they stand under. */
async function nameMisshapen(
  tx: Tx,
  cooperativeId: string,
  after: bigint,
  findings: FindingList,
): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`select coalesce(table_name, '') as name, coalesce(array_to_string(keys, ' '), '') as key, entry_number as entry from row_digest
      where cooperative_id = ${cooperativeId}::uuid and (entry_number is null or entry_number > ${after.toString()}::bigint) and ${misshapen}
      order by entry_number nulls first, id limit 20`,
    { name: textColumn, key: textColumn, entry: orNull(whole) },
  );
  for (const { name: row, key, entry } of rows) {
    const by = await foundBy(tx, cooperativeId, entry, key);
    findings.add({ table: 'row_digest', row, rule: 'digest-form', ...by });
  }
}

const MARK = 16;
const markOf = (told: string) => Buffer.from(sha256(told), 'hex').toString('latin1', 0, MARK);

/** `reason` null: confirmed. */
export const answerMark = (reason: string | null): string =>
  reason === null ? 'confirmed' : `sent back: ${reason}`;

/** Stands for the head and the lines of a journal entry in thirty-two bytes. Entries of earlier versions have no head. */
export const journalMark = (head: string | null, lines: string): string =>
  markOf(lines) + (head === null ? '' : markOf(head));

/** Where a journal entry differs from what its mark stands for. */
export function differsFrom(mark: string, head: string, lines: string): 'lines' | 'head' | null {
  if (!mark.startsWith(markOf(lines))) return 'lines';
  return mark.length > MARK && mark.slice(MARK) !== markOf(head) ? 'head' : null;
}

/** Of an entry without rows. */
const noRows = sha256('');

type Note = Readonly<Record<string, JsonValue | undefined>>;

export async function checkTrail(
  tx: Tx,
  vault: Vault,
  cooperativeId: string,
  findings: FindingList,
  start: TrailStart = fromTheFirst,
): Promise<Told> {
  const keyed = (text: string) => vault.chainHash(text, cooperativeId);
  const unproved: bigint[] = [];
  /** The first entry over rows: in books of before the one that took theirs over. */
  let firstKeyed: bigint | null = start.keyed ? start.number : null;
  let adoptedAt = 0n;
  const movements: { first: bigint; last: bigint; count: bigint }[] = [];
  const blocks: MovementBlock[] = [];
  const papers = new Map<string, string>();
  const runs = new Map<string, { paid: string; tax: string; lines: string }>();
  const resolutions = new Map<string, string>();
  const journal = new Map<string, string>();
  const batches = new Map<string, string>();
  const pensions = new Map<string, string>();
  const plans = new Map<string, string>();
  const filings = new Map<string, string>();
  const repeals = new Map<string, string>();
  const remittances = new Map<string, string>();
  const remittanceStrikes = new Map<string, string>();
  const remittanceAnswers = new Map<string, string>();
  let [number, seal, time] = [start.number, start.seal, start.recordedAt?.getTime() ?? 0];
  for await (const page of pagesAfter(tx, cooperativeId, start.number)) {
    for (const entry of page) {
      const say = (rule: Extract<Rule, `trail-${string}`>) =>
        findings.add({ table: 'audit_entry', row: entry.number.toString(), rule });
      if (entry.number !== number + 1n) say('trail-number');
      if (entry.previousHash !== seal) say('trail-link');
      const { previousHash, hash, rowsHash, wrote, ...content } = entry;
      const told = { ...content, cooperativeId, number: entry.number.toString() };
      const recordedAt = Date.parse(content.recordedAt);
      if (rowsHash === null) {
        if (firstKeyed !== null) {
          say('trail-unkeyed');
          unproved.push(entry.number);
        } else if (entryHash(previousHash, told) !== hash) say('trail-hash');
      } else {
        firstKeyed ??= entry.number;
        const own = entryHash(previousHash, { ...told, rowsHash }, keyed) === hash;
        if (!own) say('trail-hash');
        const rowsStand = rowsHash === (wrote ?? noRows);
        if (!rowsStand) say('trail-rows');
        if (!own || !rowsStand) unproved.push(entry.number);
      }
      if (!(recordedAt > time)) say('trail-time');
      [number, seal, time] = [entry.number, hash, recordedAt];
      for (const note of (Array.isArray(entry.notes) ? entry.notes : []) as readonly Note[]) {
        const text = (name: string) => {
          const value = note[name];
          return typeof value === 'string' || typeof value === 'number' ? String(value) : '0';
        };
        if (note['subject'] === 'movements') {
          const [first, last] = [BigInt(text('firstNumber')), BigInt(text('lastNumber'))];
          movements.push({ first, last, count: BigInt(text('count')) });
          blocks.push(...blocksOf(first, last, note['digests']));
        }
        if (entry.command === ADOPTION && note['subject'] === 'upgrade') {
          const upgrade = BigInt(text('migration'));
          if (upgrade <= adoptedAt) say('trail-adopted-again');
          adoptedAt = upgrade;
        }
        const [, paper] = /^document (.+)$/.exec(text('subject')) ?? [];
        if (paper !== undefined) papers.set(paper, text('sha256'));
        if (note['subject'] === 'resolution')
          resolutions.set(text('id'), `${text('outcome')} ${text('votes')}`);
        if (note['subject'] === 'payout-batch')
          batches.set(text('id'), `${text('count')} ${text('total')} ${text('sha256')} ${text('sealed')}`);
        // When it was made; earlier versions told of its end under the same subject.
        if (note['subject'] === 'pension-run' && note['byBank'] !== undefined)
          pensions.set(text('id'), `${text('count')} ${text('byBank')} ${text('inCash')} ${text('sealed')}`);
        if (note['subject'] === 'plan' && entry.command === 'distributions.draft-plan')
          plans.set(text('id'), `${text('period')} ${text('reserve')} ${text('members')} ${text('payable')}`);
        if (note['subject'] === 'tax-filing')
          filings.set(
            text('id'),
            `${text('month')} ${text('count')} ${text('tax')} ${text('sha256')} ${text('sealed')}`,
          );
        if (note['subject'] === 'plan-repeal')
          repeals.set(text('id'), `${text('resolutionId')} ${text('reason')}`);
        if (note['subject'] === 'tax-remittance')
          remittances.set(
            text('id'),
            `${text('on')} ${text('amount')} ${text('receipt')} ${text('bankAccount')}`,
          );
        if (note['subject'] === 'tax-remittance-strike') remittanceStrikes.set(text('id'), text('reason'));
        if (note['subject'] === 'tax-remittance-answer')
          remittanceAnswers.set(text('id'), answerMark(note['reason'] === null ? null : text('reason')));
        if (note['subject'] === 'journal' && Array.isArray(note['lines']))
          journal.set(
            text('entry'),
            journalMark(
              note['head'] === undefined ? null : text('head'),
              note['lines'].map(String).join('; '),
            ),
          );
        if (note['subject'] === 'run' && entry.command === 'dividends.post-run') {
          runs.set(text('runId'), { paid: text('paid'), tax: text('tax'), lines: text('lines') });
        }
      }
    }
  }
  if ((firstKeyed === null && number > 0n) || (await waitsForAdoption(tx, cooperativeId)))
    findings.add({ table: 'book', row: cooperativeId, rule: 'trail-not-adopted' });
  await nameToldAhead(tx, cooperativeId, number, findings);
  await nameMisshapen(tx, cooperativeId, start.number, findings);
  await noteAdopted(tx, cooperativeId, firstKeyed ?? number, findings);
  const head = await bookHead(tx, cooperativeId);
  if (head.number !== number || head.seal !== seal) {
    findings.add({
      table: 'book',
      row: cooperativeId,
      rule: 'trail-head',
      expected: `${number} ${seal.slice(0, 12)}`,
      found: `${head.number} ${head.seal.slice(0, 12)}`,
    });
  }
  return {
    entries: number,
    seal,
    unproved,
    movements,
    blocks,
    papers,
    resolutions,
    batches,
    pensions,
    plans,
    repeals,
    filings,
    remittances,
    remittanceStrikes,
    remittanceAnswers,
    journal,
    runs,
  };
}

/**
 * Rows that the service took over once more at a later start: a migration changed them, or somebody said so in its place. Of a table that no
 * migration takes over it was somebody.
 */
async function noteAdopted(
  tx: Tx,
  cooperativeId: string,
  after: bigint,
  findings: FindingList,
): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`
    select table_name as table, entry_number as entry, sum(cardinality(keys))::bigint as rows from row_digest
    where cooperative_id = ${cooperativeId}::uuid and operation = 'A' and entry_number > ${after.toString()}::bigint
    group by 1, 2 order by 2, 1`,
    { table: textColumn, entry: whole, rows: whole },
  );
  const takenOver = rows.length === 0 ? new Set<string>() : tablesTakenOver();
  // Books of before digests are taken over whole, once: late, where somebody wrote in them first.
  const [first] = await rowsOf(
    tx,
    sql`select min(entry_number) as entry from row_digest where cooperative_id = ${cooperativeId}::uuid and operation = 'A'`,
    { entry: orNull(whole) },
  );
  for (const { table, entry, rows: many } of rows) {
    const found = { zh: `流水${entry}，${many} 行`, en: `entry ${entry}, rows: ${many}` };
    if (takenOver.has(table) || entry === first?.entry)
      findings.note({ table, row: '', remark: 'rows-adopted', found });
    else findings.add({ table, row: '', rule: 'row-adopted', found });
  }
}

/** PostgreSQL puts the next page together while this one is walked. */
async function* pagesAfter(tx: Tx, cooperativeId: string, start: bigint) {
  let page = await pageAfter(tx, cooperativeId, start);
  for (;;) {
    const last = page.length < PAGE ? undefined : page.at(-1);
    const next = last === undefined ? null : pageAfter(tx, cooperativeId, last.number);
    // Whoever stops walking does not wait for it.
    next?.catch(() => undefined);
    // The question leaves now, not once the walk is through the page.
    await turn();
    yield page;
    if (next === null) return;
    page = await next;
  }
}

/** Entries in their order, each with what the digests say that it wrote. */
function pageAfter(tx: Tx, cooperativeId: string, after: bigint) {
  const [from, to] = [after.toString(), (after + BigInt(PAGE)).toString()];
  return rowsOf(
    tx,
    sql`
    with wrote as (
      select entry_number, ${digestsTogether} as hash from row_digest
      where cooperative_id = ${cooperativeId}::uuid and entry_number > ${from}::bigint and entry_number <= ${to}::bigint
      group by entry_number
    ), page as (
      select * from audit_entry where cooperative_id = ${cooperativeId}::uuid and number > ${from}::bigint order by number limit ${PAGE}
    )
    select e.number, to_char(e.recorded_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as recorded_at, e.actor_id, e.actor_name,
      e.command, e.input_hash, e.notes, e.previous_hash, e.hash, e.rows_hash, w.hash as wrote
    from page e left join wrote w on w.entry_number = e.number order by e.number ${plannedOnce}`,
    {
      number: whole,
      recordedAt: textColumn,
      actorId: id,
      actorName: textColumn,
      command: textColumn,
      inputHash: textColumn,
      notes: json((value) => value as JsonValue),
      previousHash: textColumn,
      hash: textColumn,
      rowsHash: orNull(textColumn),
      wrote: orNull(textColumn),
    },
  );
}

function blocksOf(first: bigint, last: bigint, digests: JsonValue | undefined): readonly MovementBlock[] {
  if (!Array.isArray(digests)) return [];
  return (digests as readonly JsonValue[]).map((digest, index) => {
    const from = first + BigInt(index) * DIGEST_BLOCK;
    const to = from + DIGEST_BLOCK - 1n;
    return { first: from, last: to < last ? to : last, digest: typeof digest === 'string' ? digest : '' };
  });
}
