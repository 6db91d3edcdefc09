/** The answers of the certificate, as they are on the day of issue, and what they are about. */
import { Period, type LocalDate } from '../../../domain/calendar.ts';
import { refuse } from '../../../domain/refusal.ts';
import type { Tx } from '../../../platform/database.ts';
import { requireScheme } from '../../allotments/index.ts';
import { runLegality, schemeLegality } from '../../legality/index.ts';
import type { WishOf } from '../paper.ts';
import { requireCalculatedRun } from '../run/subject.ts';
import type { printLegality } from './contract.ts';
import type { LegalityPaper } from './layout.ts';

export async function legalityFigures(
  tx: Tx,
  cooperativeId: string,
  { runId, schemeId }: WishOf<typeof printLegality>,
  today: LocalDate,
): Promise<LegalityPaper> {
  if (schemeId !== undefined && runId === undefined) {
    const { name, effectiveOn, version } = await requireScheme(tx, cooperativeId, schemeId);
    return {
      subject: `scheme ${version}`,
      about: { kind: 'scheme', name, effectiveOn },
      ...(await schemeLegality(tx, cooperativeId, schemeId)),
    };
  }
  if (runId === undefined || schemeId !== undefined)
    throw refuse(
      'documents.subject-unknown',
      { subject: { zh: '分红或方案', en: 'run or scheme' } },
      '/runId',
    );
  const { number, period, recordDate, paid, pool, carriedIn, carried } = await requireCalculatedRun(
    tx,
    cooperativeId,
    runId,
  );
  return {
    subject: `run ${number}`,
    about: {
      kind: 'run',
      number: `${number}`,
      period: Period.parse(period),
      recordDate,
      paid,
      pool,
      carriedIn,
      carried,
    },
    ...(await runLegality(tx, cooperativeId, runId, today)),
  };
}
