/** What waits of dividends for another person: plans and runs to be adopted, notices that were entered late, approved runs to be withdrawn. */
import { sql } from 'drizzle-orm';
import { Period } from '../../domain/calendar.ts';
import { fact, type Waiting } from '../../domain/waiting.ts';
import { runKindWords } from '../../domain/words.ts';
import type { Tx } from '../../platform/database.ts';
import { amount, day, id, moment, rowsOf, text, whole } from '../../platform/rows.ts';
import { planState, plansOf } from './plan-store.ts';
import { runsAfter } from './store.ts';

const EVERY_RUN = 100_000;

const inWords = (period: string) => Period.parse(period).inWords;

export async function waitingOfDividends(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const drafted = (await plansOf(tx, cooperativeId)).filter((plan) => planState(plan) === 'draft');
  const runs = await runsAfter(tx, cooperativeId, EVERY_RUN);
  return [
    ...drafted.map(({ row }): Waiting => ({
      kind: 'plan',
      known: { planId: row.id },
      says: {
        zh: `${inWords(row.period).zh}第 ${row.number} 号方案，本期应分 ${row.payable.toGrouped()} 元`,
        en: `Plan ${row.number} of ${inWords(row.period).en}: ${row.payable.toGrouped()} yuan payable now`,
      },
      facts: [
        fact('向成员分配', 'To members', row.members.toString(), { unit: 'yuan' }),
        fact('本期应分', 'Payable now', row.payable.toString(), { unit: 'yuan' }),
      ],
      askedBy: row.recordedBy,
      askedAt: row.recordedAt,
    })),
    ...runs
      .filter(({ state }) => state === 'calculated')
      .map((run): Waiting => {
        const kind = runKindWords[run.kind];
        return {
          kind: 'run',
          known: { runId: run.id },
          says: {
            zh: `${inWords(run.period).zh}${kind.zh}，${run.lines} 户头 ${run.paid.toGrouped()} 元`,
            en: `${kind.en} of ${inWords(run.period).en}: ${run.paid.toGrouped()} yuan to ${run.lines} holders`,
          },
          facts: [
            fact('应发红利', 'Dividends', run.paid.toString(), { unit: 'yuan' }),
            fact('代扣税', 'Tax withheld', run.tax.toString(), { unit: 'yuan' }),
            fact('实发', 'Net', run.net.toString(), { unit: 'yuan' }),
          ],
          askedBy: run.preparedBy,
          askedAt: run.preparedAt,
        };
      }),
    ...(await lateNotices(tx, cooperativeId)),
    ...(await withdrawals(tx, cooperativeId)),
  ];
}

/** Of runs that are not posted meanwhile. */
async function withdrawals(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select q.run_id, d.number, d.period, d.paid, q.reason, q.recorded_at, q.recorded_by from run_withdrawal q
    join dividend_run d on d.cooperative_id = ${coop} and d.id = q.run_id and d.state in ('approved', 'on-notice')
    where q.cooperative_id = ${coop} and q.kind = 'asked' and not exists (select from run_withdrawal_answer a
      where a.cooperative_id = ${coop} and a.withdrawal_id = q.id)
    order by q.recorded_at, q.id`,
    {
      runId: id,
      number: whole,
      period: text,
      paid: amount,
      reason: text,
      recordedAt: moment,
      recordedBy: id,
    },
  );
  return rows.map((row): Waiting => ({
    kind: 'run-withdrawal',
    known: { runId: row.runId },
    says: {
      zh: `撤回${inWords(row.period).zh}第 ${row.number} 号分红，${row.paid.toGrouped()} 元`,
      en: `The run ${row.number} of ${inWords(row.period).en}, ${row.paid.toGrouped()} yuan, is withdrawn`,
    },
    facts: [
      fact('应发红利', 'Dividends', row.paid.toString(), { unit: 'yuan' }),
      fact('原因', 'Reason', row.reason),
    ],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}

async function lateNotices(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select n.run_id, d.number, d.period, n.posted_on, n.place, n.late_reason, n.recorded_at, n.recorded_by from run_notice n
    join dividend_run d on d.cooperative_id = ${coop} and d.id = n.run_id
    where n.cooperative_id = ${coop} and n.late_reason is not null and not exists (select from run_notice_review v
      where v.cooperative_id = ${coop} and v.run_id = n.run_id)
    order by n.recorded_at, n.run_id`,
    {
      runId: id,
      number: whole,
      period: text,
      postedOn: day,
      place: text,
      lateReason: text,
      recordedAt: moment,
      recordedBy: id,
    },
  );
  return rows.map((row): Waiting => ({
    kind: 'public-notice',
    known: { runId: row.runId },
    says: {
      zh: `${inWords(row.period).zh}第 ${row.number} 号分红于 ${row.postedOn} 张贴`,
      en: `Run ${row.number} of ${inWords(row.period).en} was hung up on ${row.postedOn}`,
    },
    facts: [
      fact('张贴日', 'Hung up', `${row.postedOn}`),
      fact('地点', 'Where', row.place),
      fact('迟录理由', 'Entered late because', row.lateReason),
    ],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}
