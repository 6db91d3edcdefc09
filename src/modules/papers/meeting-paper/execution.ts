/** How far a resolution is carried out: where the ledger itself did it, the day and the figures; else what was last reported. */
import type { LocalDate } from '../../../domain/calendar.ts';
import type { Language, Sentence } from '../../../domain/language.ts';
import type { ExecutionState } from '../../../domain/resolution.ts';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina } from '../../../platform/services.ts';
import { postingsOf } from '../../allotments/index.ts';
import { latestReports } from '../../assemblies/index.ts';
import { findRuns, plansOf } from '../../dividends/index.ts';

interface Carried {
  readonly on: LocalDate;
  readonly words: Sentence;
}

/** As papers and portal tell it; free text of a report in the language it was written in. */
export interface Execution {
  readonly state: ExecutionState | 'not-reported';
  readonly text: string;
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
  );
  const told: (readonly [Row, Execution])[] = [];
  for (const row of adopted) {
    const done = await ledger(subjectOf(row.subject));
    if (done !== null && !done.on.isAfter(by)) {
      told.push([row, { state: 'carried-out', text: done.words[language], reportedOn: done.on }]);
      continue;
    }
    const report = reports.get(row.id);
    told.push([
      row,
      report === undefined
        ? { state: 'not-reported', text: '', reportedOn: null }
        : { state: report.state, text: report.text, reportedOn: report.reportedOn },
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
): (subject: Subject | null) => Promise<Carried | null> {
  const postings = once(() => postingsOf(tx, cooperativeId));
  const plans = once(() => plansOf(tx, cooperativeId));
  const runIds = all.flatMap((each) => (each?.kind === 'run' ? [each.id] : []));
  const runs = once(() => findRuns(tx, cooperativeId, runIds));
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
        const { reserve, welfare, members } = plan.row;
        const [zh, en] = kind === 'plan' ? ['已生效', 'in effect'] : ['已废止', 'repealed'];
        return {
          on: dayInChina(done.recordedAt),
          words: {
            zh: `方案${zh}：提取公积金 ${reserve.toGrouped()} 元、公益金 ${welfare.toGrouped()} 元，向成员分配 ${members.toGrouped()} 元`,
            en: `${en}: reserve ${reserve.toGrouped()}, welfare ${welfare.toGrouped()}, to members ${members.toGrouped()} yuan`,
          },
        };
      }
      case 'run': {
        const { run, takenBack } = (await runs()).find((each) => each.run.id === id) ?? {};
        if (run?.postedAt == null || takenBack === true) return null;
        const { lines, paid, tax, net } = run;
        return {
          on: dayInChina(run.postedAt),
          words: {
            zh: `分红入账 ${lines} 人（户），应发 ${paid.toGrouped()} 元，代扣税 ${tax.toGrouped()} 元，实发 ${net.toGrouped()} 元`,
            en: `posted: ${lines} holders, ${paid.toGrouped()} yuan, tax ${tax.toGrouped()}, net ${net.toGrouped()}`,
          },
        };
      }
      default:
        return null;
    }
  };
}

function once<T>(read: () => Promise<T>): () => Promise<T> {
  let kept: Promise<T> | undefined;
  return () => (kept ??= read());
}
