/** How far an earlier resolution is carried out, where the ledger itself did it: the day and the figures, not anybody's word. */
import type { LocalDate } from '../../../domain/calendar.ts';
import type { Sentence } from '../../../domain/language.ts';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina } from '../../../platform/services.ts';
import { postingsOf } from '../../allotments/index.ts';
import { findRun, plansOf } from '../../dividends/index.ts';

export interface Carried {
  readonly on: LocalDate;
  readonly words: Sentence;
}

/** Null where the subject is none of the ledger's, or nothing was posted of it by that day. */
export async function carriedOut(
  tx: Tx,
  cooperativeId: string,
  subject: string | null,
  by: LocalDate,
): Promise<Carried | null> {
  const [kind, id] = (subject ?? '').split(':');
  if (id === undefined) return null;
  const found = await ledgerOn(tx, cooperativeId, kind ?? '', id);
  return found === null || found.on.isAfter(by) ? null : found;
}

async function ledgerOn(tx: Tx, cooperativeId: string, kind: string, id: string): Promise<Carried | null> {
  switch (kind) {
    case 'scheme': {
      const standing = (await postingsOf(tx, cooperativeId)).find(
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
      const plan = (await plansOf(tx, cooperativeId)).find(({ row }) => row.id === id);
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
      const run = await findRun(tx, cooperativeId, id);
      if (run?.postedAt == null) return null;
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
}
