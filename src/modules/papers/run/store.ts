/** Reads of dividend runs for papers: one run with its lines and their holders, and the posted runs of a book. */
import { and, asc, eq, lt, or } from 'drizzle-orm';
import { refuse } from '../../../domain/refusal.ts';
import { Money } from '../../../domain/money.ts';
import type { Tx } from '../../../platform/database.ts';
import { dividendLine, dividendRun } from '../../dividends/index.ts';
import { member } from '../../members/index.ts';
import { holderAccount, shareCertificate } from '../../shares/index.ts';

export type RunRow = typeof dividendRun.$inferSelect;
export type RunLine = Awaited<ReturnType<typeof linesOfRun>>[number];

/** A run that has figures; refuses an unknown one and one not yet calculated. */
export async function requireCalculatedRun(tx: Tx, cooperativeId: string, runId: string): Promise<RunRow> {
  const run = await runWithId(tx, cooperativeId, runId);
  if (!run) {
    throw refuse('documents.subject-unknown', { subject: { zh: '分红', en: 'dividend run' } }, '/runId');
  }
  if (run.calculation === 0) throw refuse('documents.run-not-calculated', { run: run.number.toString() });
  return run;
}

export async function runWithId(tx: Tx, cooperativeId: string, id: string): Promise<RunRow | null> {
  const [run] = await tx
    .select()
    .from(dividendRun)
    .where(and(eq(dividendRun.cooperativeId, cooperativeId), eq(dividendRun.id, id)));
  return run ?? null;
}

/** A line of a run counts as its last calculation made it. */
function ofLastCalculation(cooperativeId: string) {
  return and(
    eq(dividendRun.cooperativeId, cooperativeId),
    eq(dividendRun.id, dividendLine.runId),
    eq(dividendRun.calculation, dividendLine.calculation),
  );
}

/** What the run that a difference run corrects, and the differences before it, granted each account. */
export async function grantedBefore(tx: Tx, run: RunRow): Promise<ReadonlyMap<string, Money>> {
  const { cooperativeId, refersTo, number } = run;
  if (refersTo === null) return new Map();
  const rows = await tx
    .select({ accountId: dividendLine.accountId, gross: dividendLine.gross })
    .from(dividendLine)
    .innerJoin(dividendRun, ofLastCalculation(cooperativeId))
    .where(
      and(
        eq(dividendLine.cooperativeId, cooperativeId),
        eq(dividendRun.state, 'posted'),
        lt(dividendRun.number, number),
        or(eq(dividendRun.id, refersTo), eq(dividendRun.refersTo, refersTo)),
      ),
    );
  const granted = new Map<string, Money>();
  for (const { accountId, gross } of rows)
    granted.set(accountId, (granted.get(accountId) ?? Money.zero).plus(gross));
  return granted;
}

/** The lines of a run's last calculation, in natural order of the holders' numbers. */
export async function linesOfRun(tx: Tx, run: RunRow) {
  const { cooperativeId } = run;
  return tx
    .select({
      line: dividendLine,
      kind: holderAccount.kind,
      memberId: holderAccount.memberId,
      number: holderAccount.number,
      name: member.name,
    })
    .from(dividendLine)
    .innerJoin(
      holderAccount,
      and(eq(holderAccount.cooperativeId, cooperativeId), eq(holderAccount.id, dividendLine.accountId)),
    )
    .leftJoin(member, and(eq(member.cooperativeId, cooperativeId), eq(member.id, holderAccount.memberId)))
    .where(
      and(
        eq(dividendLine.cooperativeId, cooperativeId),
        eq(dividendLine.runId, run.id),
        eq(dividendLine.calculation, run.calculation),
      ),
    )
    .orderBy(asc(dividendLine.ordinal));
}

/** Posted runs with the line of one account in each, by record date. */
export async function postedLinesOf(tx: Tx, cooperativeId: string, accountId: string) {
  return tx
    .select({ run: dividendRun, line: dividendLine })
    .from(dividendLine)
    .innerJoin(dividendRun, ofLastCalculation(cooperativeId))
    .where(
      and(
        eq(dividendLine.cooperativeId, cooperativeId),
        eq(dividendLine.accountId, accountId),
        eq(dividendRun.state, 'posted'),
      ),
    )
    .orderBy(asc(dividendRun.recordDate), asc(dividendRun.number));
}

/** Every run that was not withdrawn, in the order of their numbers. */
export async function standingRuns(tx: Tx, cooperativeId: string): Promise<readonly RunRow[]> {
  const rows = await tx
    .select()
    .from(dividendRun)
    .where(eq(dividendRun.cooperativeId, cooperativeId))
    .orderBy(asc(dividendRun.number));
  return rows.filter(({ state, calculation }) => state !== 'withdrawn' && calculation > 0);
}

/** Numbers of the valid certificates, by account. */
export async function validCertificates(tx: Tx, cooperativeId: string): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ accountId: shareCertificate.accountId, number: shareCertificate.number })
    .from(shareCertificate)
    .where(and(eq(shareCertificate.cooperativeId, cooperativeId), eq(shareCertificate.state, 'valid')));
  return new Map(rows.map(({ accountId, number }) => [accountId, number]));
}
