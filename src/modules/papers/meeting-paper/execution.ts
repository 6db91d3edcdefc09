/** How far a resolution is carried out: where the ledger itself did it, the day and the figures; else what was last reported. */
import { chartOn, RESERVES, welfareAccount } from '../../../domain/chart.ts';
import { Period, type LocalDate } from '../../../domain/calendar.ts';
import type { Language, Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import type { ExecutionState } from '../../../domain/resolution.ts';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina } from '../../../platform/services.ts';
import { postingsOf } from '../../allotments/index.ts';
import { latestReports } from '../../assemblies/index.ts';
import {
  findRuns,
  noticesHung,
  plansOf,
  runsByPeriod,
  taxLeftAtPostings,
  type Plan,
  type RunRow,
} from '../../dividends/index.ts';

interface Carried {
  readonly state: 'carried-out' | 'under-way' | 'not-begun';
  readonly on: LocalDate;
  readonly words: Sentence;
}

/** As papers and portal tell it; free text of a report in the language it was written in. */
export interface Execution {
  readonly state: ExecutionState | 'not-reported';
  readonly text: string;
  /** Somebody's own words, and not the ledger's. */
  readonly isReported: boolean;
  readonly reportedOn: LocalDate | null;
}

interface Followed {
  readonly id: string;
  readonly subject: string | null;
}

/** Of each adopted resolution, as of the day `by`: the ledger's own figures before anybody's word. */
export async function executionsBy<Row extends Followed>(
  tx: Tx,
  cooperativeId: string,
  adopted: readonly Row[],
  { by, language }: { readonly by: LocalDate; readonly language: Language },
): Promise<readonly (readonly [Row, Execution])[]> {
  if (adopted.length === 0) return [];
  const reports = await latestReports(tx, cooperativeId, by);
  const ledger = ledgerReader(
    tx,
    cooperativeId,
    adopted.map(({ subject }) => subjectOf(subject)),
    by,
  );
  const told: (readonly [Row, Execution])[] = [];
  for (const row of adopted) {
    const done = await ledger(subjectOf(row.subject));
    const report = reports.get(row.id);
    // What the ledger did goes before anybody's word; what it knows to be under way stands where nobody reported.
    if (done !== null && !done.on.isAfter(by) && (done.state === 'carried-out' || report === undefined)) {
      told.push([
        row,
        { state: done.state, text: done.words[language], isReported: false, reportedOn: done.on },
      ]);
      continue;
    }
    told.push([
      row,
      report === undefined
        ? { state: 'not-reported', text: '', isReported: false, reportedOn: null }
        : { state: report.state, text: report.text, isReported: true, reportedOn: report.reportedOn },
    ]);
  }
  return told;
}

interface Subject {
  readonly kind: string;
  readonly id: string;
}

function subjectOf(subject: string | null): Subject | null {
  const [kind, id] = (subject ?? '').split(':');
  return kind === undefined || id === undefined ? null : { kind, id };
}

/** Null where the subject is none of the ledger's, or nothing was posted of it. All that is asked for is read once, when first asked. */
function ledgerReader(
  tx: Tx,
  cooperativeId: string,
  all: readonly (Subject | null)[],
  by: LocalDate,
): (subject: Subject | null) => Promise<Carried | null> {
  const postings = once(() => postingsOf(tx, cooperativeId));
  const plans = once(() => plansOf(tx, cooperativeId));
  const runIds = all.flatMap((each) => (each?.kind === 'run' ? [each.id] : []));
  const runs = once(() => findRuns(tx, cooperativeId, runIds));
  const byPeriod = once(() => runsByPeriod(tx, cooperativeId));
  const notices = once(() => noticesHung(tx, cooperativeId));
  const taxLeft = once(() => taxLeftAtPostings(tx, cooperativeId, runIds));
  const hanging = async (run: RunRow): Promise<Carried | null> => {
    if (run.state !== 'on-notice' && run.state !== 'withdrawn') return null;
    const hung = (await notices()).find((each) => each.run.id === run.id);
    if (hung === undefined) return null;
    if (run.state === 'withdrawn') {
      const since = hung.notice.postedOn;
      const gone = {
        zh: `公示（${since.toString()} 起）撤回了，没有入账：要重新计算、重新公示`,
        en: `the notice of ${since.toString()} was withdrawn, nothing is posted: it is worked out and put on notice anew`,
      };
      return { state: 'not-begun', on: since, words: gone };
    }
    const words = { zh: '公示中，尚未入账', en: 'on public notice, not posted yet' };
    return { state: 'under-way', on: hung.notice.postedOn, words };
  };
  return async (subject) => {
    if (subject === null) return null;
    const { kind, id } = subject;
    switch (kind) {
      case 'scheme': {
        const standing = (await postings()).find(
          ({ posting, reversedAt }) => posting.schemeId === id && reversedAt === null,
        );
        if (!standing) return null;
        const { movements, given, taken, recordedAt } = standing.posting;
        return {
          state: 'carried-out',
          on: dayInChina(recordedAt),
          words: {
            zh: `配股入账 ${movements} 笔，增加 ${given.toGrouped()} 股，减少 ${taken.toGrouped()} 股`,
            en: `posted: ${movements} movements, ${given.toGrouped()} shares given, ${taken.toGrouped()} taken`,
          },
        };
      }
      case 'plan':
      case 'plan-repeal': {
        const plan = (await plans()).find(({ row }) => row.id === id);
        const done = kind === 'plan' ? (plan?.end?.kind === 'adopted' ? plan.end : null) : plan?.repeal;
        if (!plan || !done) return null;
        const { members, payable, period, mode } = plan.row;
        const run = (await byPeriod()).get(period);
        const paid = run?.postedAt != null && !dayInChina(run.postedAt).isAfter(by);
        const [zh, en] = kind === 'plan' ? ['已生效', 'in effect'] : ['已废止', 'repealed'];
        const [toMembers, given] = paid
          ? ['向成员分配', 'to members']
          : ['拟向成员分配', 'to be given to members'];
        const funds = fundWords(plan);
        const parts = mode === 'year' ? partsOfYear(members, payable) : { zh: '', en: '' };
        return {
          // In force is not paid: a plan that gives members something is carried out once its dividend is in the books.
          state: kind === 'plan' && !paid && payable.isPositive ? 'under-way' : 'carried-out',
          on: dayInChina(done.recordedAt),
          words: {
            zh: `方案${zh}：${funds.zh}，${toMembers} ${members.toGrouped()} 元${parts.zh}`,
            en: `${en}: ${funds.en}, ${given} ${members.toGrouped()} yuan${parts.en}`,
          },
        };
      }
      case 'run': {
        const { run, takenBack } = (await runs()).find((each) => each.run.id === id) ?? {};
        if (run === undefined || takenBack === true) return null;
        if (run.postedAt === null) return hanging(run);
        const { lines, paid, tax, net, kind: of } = run;
        const [less, lessEn] =
          of === 'difference' && net.isNegative
            ? [
                '（负数：多发的，由成员退回或以后抵扣）',
                ' (below zero: paid too much, given back or set off)',
              ]
            : ['', ''];
        const left = (await taxLeft()).get(run.id) ?? Money.zero;
        const [toCome, laterOn] = left.isZero
          ? ['', '']
          : [
              `（其中暂存部分入账时未扣 ${left.toGrouped()} 元）`,
              ` (of which not withheld at the posting ${left.toGrouped()})`,
            ];
        return {
          state: 'carried-out',
          on: dayInChina(run.postedAt),
          words: {
            zh: `分红入账 ${lines} 人（户），应发 ${paid.toGrouped()} 元，代扣税 ${tax.toGrouped()} 元${toCome}，实发 ${net.toGrouped()} 元${less}`,
            en: `posted: ${lines} holders, ${paid.toGrouped()} yuan, tax ${tax.toGrouped()}${laterOn}, net ${net.toGrouped()}${lessEn}`,
          },
        };
      }
      default:
        return null;
    }
  };
}

/** Of the plan of a year as a whole: the dividend of its second half-year is the rest of it alone. */
function partsOfYear(members: Money, payable: Money): Sentence {
  const advanced = members.minus(payable);
  if (advanced.isZero) return { zh: '（全年）', en: ' (the whole year)' };
  return {
    zh: `（全年，其中上半年已预分 ${advanced.toGrouped()} 元，这次 ${payable.toGrouped()} 元）`,
    en: ` (the whole year: ${advanced.toGrouped()} paid in advance, ${payable.toGrouped()} now)`,
  };
}

/** As the chart of the plan's half-year has them: one fund, or two. */
function fundWords({ row: { period, reserve, welfare } }: Plan): Sentence {
  if (welfareAccount(chartOn(Period.parse(period).lastDay)) !== RESERVES)
    return {
      zh: `提取公积金 ${reserve.toGrouped()} 元、公益金 ${welfare.toGrouped()} 元`,
      en: `reserve ${reserve.toGrouped()}, welfare ${welfare.toGrouped()}`,
    };
  const both = reserve.plus(welfare).toGrouped();
  return { zh: `提取公积公益金 ${both} 元`, en: `reserve and welfare fund ${both}` };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => (kept ??= read());
}
