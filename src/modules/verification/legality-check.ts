/**
 * The legality certificate of everything that was posted: a no is a finding, except of what lay before
 * these books; what is not done yet, such as a declaration, is told.
 */
import { Refusal } from '../../domain/refusal.ts';
import { refusalMessage } from '../../domain/errors/catalogue.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { questionWords } from '../../domain/legality-facts.ts';
import type { Tx } from '../../platform/database.ts';
import { postingsOf, schemesOf } from '../allotments/index.ts';
import { runsAfter } from '../dividends/index.ts';
import { runLegality, schemeLegality, type Legality } from '../legality/index.ts';
import type { FindingList } from './finding.ts';

const EVERY_RUN = 100_000;

export async function checkLegality(
  tx: Tx,
  cooperativeId: string,
  today: LocalDate,
  findings: FindingList,
): Promise<void> {
  for (const { id, number, state } of await runsAfter(tx, cooperativeId, EVERY_RUN)) {
    if (state !== 'posted') continue;
    await told('dividend_run', `run ${number}`, () => runLegality(tx, cooperativeId, id, today), findings);
  }
  const posted = (await postingsOf(tx, cooperativeId)).filter(({ reversedAt }) => reversedAt === null);
  const names = new Map((await schemesOf(tx, cooperativeId)).map(({ id, name }) => [id, name]));
  for (const id of new Set(posted.map(({ posting }) => posting.schemeId)))
    await told(
      'allotment_scheme',
      names.get(id) ?? id,
      () => schemeLegality(tx, cooperativeId, id),
      findings,
    );
}

async function told(
  table: string,
  row: string,
  judge: () => Promise<Legality>,
  findings: FindingList,
): Promise<void> {
  try {
    for (const { question, answer, weight, evidence } of (await judge()).answers) {
      if (answer !== 'no' && answer !== 'open') continue;
      const said = {
        zh: `${questionWords[question].zh}：${evidence.zh}`,
        en: `${questionWords[question].en}: ${evidence.en}`,
      };
      if (answer === 'no' && weight === 'finding')
        findings.add({ table, row, rule: 'unlawful', found: said });
      else findings.note({ table, row, remark: 'not-shown', found: said });
    }
  } catch (error) {
    // What can no longer be judged, such as a plan whose figures contradict themselves.
    if (!(error instanceof Refusal)) throw error;
    findings.add({
      table,
      row,
      rule: 'unlawful',
      found: { zh: refusalMessage(error, 'zh'), en: refusalMessage(error, 'en') },
    });
  }
}
