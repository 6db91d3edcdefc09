/** Runs that correct others: a reversal is its run negated line by line; a difference is what the later knowledge gives. */
import { differencesOf, type Touched } from '../../domain/dividend-difference.ts';
import { isTaxed, taxDue } from '../../domain/dividend-run.ts';
import { Money } from '../../domain/money.ts';
import { accountKinds, type AccountKind } from '../../domain/share-register.ts';
import { rawSql, type Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { amount, count, decimal, id, oneOf, rowsOfCursor, text, type RowOf } from '../../platform/rows.ts';
import { lastCounted, paidByOf, requireRun, scaled, type RunRow } from '../dividends/index.ts';
import { linksRecorded } from '../shares/index.ts';
import type { FindingList } from './finding.ts';
import { peekable } from './rows.ts';
import { addLine, checkAmounts, comesBefore, linesOf, fen, sayOf, taxRateOf, type Totals } from './line.ts';
import { weighedHolders } from './weights.ts';

export async function checkReversal(
  tx: Tx,
  run: RunRow,
  totals: Totals,
  findings: FindingList,
): Promise<void> {
  const original = await requireRun(
    tx,
    run.cooperativeId,
    must(run.refersTo, 'the run that this one corrects'),
  );
  await rawSql(tx)`
    declare originals no scroll cursor for
    select account_id, gross, tax, ordinal from dividend_line
    where cooperative_id = ${run.cooperativeId}::uuid and run_id = ${original.id}::uuid
      and calculation = ${original.calculation}
    order by ordinal`;
  const mirrors = await peekable(
    rowsOfCursor(tx, 'originals', { accountId: id, gross: decimal, tax: decimal, ordinal: count }),
  );
  for await (const line of linesOf(tx, run)) {
    const say = sayOf(run, line, findings);
    const mirror = await mirrors.take();
    if (mirror?.accountId !== line.accountId) say('line-extra');
    else if (fen(mirror.gross) !== -fen(line.gross)) say('line-gross', `-${mirror.gross}`, line.gross);
    checkAmounts(line, Money.fromFen(mirror ? -fen(mirror.tax) : 0n), say);
    addLine(totals, line);
  }
  while (mirrors.peek()) {
    const missing = await mirrors.take();
    const row = `run ${run.number}, line ${missing?.ordinal}`;
    findings.add({ table: 'dividend_line', row, rule: 'line-missing' });
  }
}

const paidShape = {
  accountId: id,
  sortKey: text,
  kind: oneOf(accountKinds),
  weight: decimal,
  gross: amount,
  tax: amount,
};
type PaidRow = RowOf<typeof paidShape>;

interface Expected {
  readonly accountId: string;
  readonly gross: Money;
  readonly tax: Money;
}

export async function checkDifference(
  tx: Tx,
  run: RunRow,
  totals: Totals,
  findings: FindingList,
): Promise<void> {
  const expected = new Map((await expectedDifferences(tx, run)).map((each) => [each.accountId, each]));
  for await (const line of linesOf(tx, run)) {
    const say = sayOf(run, line, findings);
    const due = expected.get(line.accountId);
    expected.delete(line.accountId);
    if (!due) say('line-extra');
    else if (due.gross.fen !== fen(line.gross)) say('line-gross', due.gross.toString(), line.gross);
    checkAmounts(line, due?.tax ?? Money.parse(line.tax), say);
    addLine(totals, line);
  }
  for (const { accountId } of expected.values()) {
    const row = `run ${run.number}, account ${accountId}`;
    findings.add({ table: 'dividend_line', row, rule: 'line-missing' });
  }
}

/** What the corrected run and its earlier differences have paid, against the weights known when this one was drafted. */
async function expectedDifferences(tx: Tx, run: RunRow): Promise<readonly Expected[]> {
  const original = await requireRun(
    tx,
    run.cooperativeId,
    must(run.refersTo, 'the run that this one corrects'),
  );
  const counted = rawSql(tx)`
    r.cooperative_id = ${run.cooperativeId}::uuid and r.state = 'posted'
      and (r.id = ${original.id}::uuid or (r.refers_to = ${original.id}::uuid and r.kind = 'difference'
        and r.posted_at <= ${run.preparedAt.toISOString()}::timestamptz and r.number < ${run.number.toString()}::bigint
        and not exists (select 1 from dividend_run v where v.cooperative_id = r.cooperative_id and v.refers_to = r.id
          and v.kind = 'reversal' and v.posted_at <= ${run.preparedAt.toISOString()}::timestamptz)))`;
  await rawSql(tx)`
    declare paid no scroll cursor for
    select l.account_id, a.sort_key, a.kind, (array_agg(l.weight order by r.number desc))[1] as weight,
      sum(l.gross) as gross, sum(l.tax) as tax
    from dividend_run r
    join dividend_line l on l.cooperative_id = r.cooperative_id and l.run_id = r.id and l.calculation = r.calculation
    join holder_account a on a.cooperative_id = l.cooperative_id and a.id = l.account_id
    where ${counted}
    group by l.account_id, a.sort_key, a.kind, a.id
    order by a.sort_key, a.id`;
  const paid = await peekable(rowsOfCursor(tx, 'paid', paidShape));
  const touched: (Touched & { taxed: boolean; oldTax: Money })[] = [];
  const touch = (
    was: PaidRow | null,
    now: {
      readonly accountId: string;
      readonly sortKey: string;
      readonly kind: AccountKind;
      readonly weight: bigint;
    },
  ) => {
    const oldWeight = scaled(was?.weight ?? '0', 8);
    if (oldWeight === now.weight) return;
    touched.push({
      key: now.accountId,
      tie: now.sortKey,
      taxed: isTaxed(now.kind),
      oldWeight,
      newWeight: now.weight,
      oldGross: was?.gross ?? Money.zero,
      oldTax: was?.tax ?? Money.zero,
    });
  };
  const gone = (was: PaidRow | null) => was && touch(was, { ...was, weight: 0n });
  for await (const holder of weighedHolders(tx, original, run.knownAt ?? run.preparedAt)) {
    for (let row = paid.peek(); row && comesBefore(row, holder); row = paid.peek()) gone(await paid.take());
    touch(paid.peek()?.accountId === holder.accountId ? await paid.take() : null, holder);
  }
  while (paid.peek()) gone(await paid.take());
  if (touched.length === 0) return [];
  const [known] = await rawSql(tx)`select max(r.known_at) as until from dividend_run r where ${counted}`;
  const links = await linksRecorded(tx, run.cooperativeId, {
    after: new Date(String(known?.['until'])),
    until: run.knownAt ?? run.preparedAt,
    effectiveBy: lastCounted(original),
  });
  const differences = differencesOf(touched, links, paidByOf(original));
  const rate = taxRateOf(run);
  return touched.map((each, index): Expected => {
    const newGross = differences[index]?.newGross ?? Money.zero;
    const newTax = taxDue(each.taxed, newGross, rate);
    return {
      accountId: each.key,
      gross: newGross.minus(each.oldGross),
      tax: newTax.minus(each.oldTax),
    };
  });
}
