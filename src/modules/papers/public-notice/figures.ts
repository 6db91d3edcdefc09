/** The figures of a public notice: every line of the run, people masked, with the notice's days and objections. */
import { dividesPool, isWeighed } from '../../../domain/dividend-run.ts';
import { issuerInCode } from '../../../domain/own-line.ts';
import { enteredAfterwards } from '../../../domain/late-entry.ts';
import { citationOnPaper } from '../../../domain/law.ts';
import { maskName } from '../../../domain/personal-mask.ts';
import { lastNoticeDay, lastObjectionDay, noticeLaw, unlockDay } from '../../../domain/public-notice.ts';
import { Money } from '../../../domain/money.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Tx } from '../../../platform/database.ts';
import { dayInChina } from '../../../platform/services.ts';
import { jurisdictionOn } from '../../assemblies/index.ts';
import { grantedBefore, namedLinesOf, objectionsOf, requireNoticeOf } from '../../dividends/index.ts';
import { classesIn } from '../classes.ts';
import { partyName } from '../holders.ts';
import type { WishOf } from '../paper.ts';
import { byKind, runName, runTerms, writtenWeight } from '../run/figures.ts';
import { requireCalculatedRun } from '../run/subject.ts';
import type { printPublicNotice } from './contract.ts';
import type { PublicNoticePaper } from './layout.ts';

/** Refuses `notice.none` where the run has not been announced. */
export async function publicNoticeFigures(
  tx: Tx,
  cooperativeId: string,
  { runId, language }: WishOf<typeof printPublicNotice>,
): Promise<PublicNoticePaper> {
  const run = await requireCalculatedRun(tx, cooperativeId, runId);
  const notice = await requireNoticeOf(tx, cooperativeId, runId);
  const where = await jurisdictionOn(tx, cooperativeId, notice.postedOn);
  const objections = await objectionsOf(tx, cooperativeId, runId);
  const granted = dividesPool(run) ? null : await grantedBefore(tx, run);
  const lines = byKind(await namedLinesOf(tx, run));
  return {
    run: {
      number: run.number.toString(),
      name: runName(run, language),
      terms: await runTerms(tx, run, language),
      pool: run.pool.plus(run.carriedIn),
      gross: run.paid,
      carried: run.carried,
      net: run.net,
    },
    isWeighed: isWeighed(run),
    weights: isWeighed(run)
      ? (await classesIn(tx, cooperativeId, language)).map(({ code, name }) => ({
          shareClass: name,
          weight: writtenWeight(run.classWeights[code] ?? '1'),
        }))
      : [],
    // What settles differences divides no pool by weights.
    sheet:
      run.totalWeight === null || !dividesPool(run)
        ? null
        : {
            issuer: issuerInCode(cooperativeId),
            run: run.number.toString(),
            period: run.period,
            basis: run.basis,
            isWeighed: isWeighed(run),
            method: run.method,
            rateScale: run.rateScale,
            distributable: run.pool.plus(run.carriedIn).toString(),
            totalWeight: run.totalWeight,
            taxRate: run.taxRate,
            lines: String(lines.length),
          },
    postedOn: notice.postedOn,
    late: notice.lateReason === null ? null : enteredAfterwards('late', notice.recordedOn, notice.lateReason),
    days: notice.days,
    lastDay: lastNoticeDay(notice),
    unlockDay: unlockDay(notice),
    objectionsUntil: lastObjectionDay(notice, where),
    answerDays: noticeLaw('objections.answered', notice.postedOn, where).days,
    law: citationOnPaper(noticeLaw('objections.raised', notice.postedOn, where).id)[language],
    place: notice.place,
    recipients: lines.filter(({ kind, line }) => kind !== 'collective' && line.net.isPositive).length,
    lines: lines.map(({ line, kind, number, name }) => ({
      number: kind === 'collective' ? '—' : number,
      maskedName:
        kind === 'member' && name !== null ? maskName(name) : partyName({ kind, number, name }, language),
      shares: ShareQuantity.parse(line.shares),
      weight: writtenWeight(line.weight),
      granted: granted === null ? null : (granted.get(line.accountId) ?? Money.zero),
      gross: line.gross,
      tax: line.tax,
      net: line.net,
    })),
    objections: objections.map(({ row, settlement }) => ({
      number: String(row.number),
      raisedOn: row.raisedOn,
      recordedOn: dayInChina(row.recordedAt),
      text: row.text,
      settled: settlement && {
        kind: settlement.kind,
        on: settlement.settledOn,
        recordedOn: dayInChina(settlement.recordedAt),
        text: settlement.text,
      },
    })),
  };
}
