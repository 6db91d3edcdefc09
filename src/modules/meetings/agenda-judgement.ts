/** The agenda held against the ledger: what its motions are about, whether they fit together, and what the law asks of them. */
import {
  agendaFaults,
  proposerFaults,
  studyFaults,
  unplannedFaults,
  type AgendaSubject,
  type DraftedMotion,
  type PartyStudy,
} from '../../domain/agenda.ts';
import { electsAnew, onlyElectsFaults } from '../../domain/body-composition.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import type { Sentence } from '../../domain/language.ts';
import { throwFaults, type Fault } from '../../domain/refusal.ts';
import { parseSplitRatio } from '../../domain/share-split.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { requireScheme } from '../allotments/index.ts';
import { rulesOn, whyOnlyElects } from '../assemblies/index.ts';
import { plannedFault, requirePlan, requireRun } from '../dividends/index.ts';
import { requireClass } from '../shares/index.ts';
import type { AgendaItem } from './contract.ts';
import type { MeetingRow } from './store.ts';

/** The study as the draft has it. */
export function studyOf({ partyStudy }: Pick<MeetingRow, 'partyStudy'>): PartyStudy | null {
  return partyStudy && { on: LocalDate.parse(partyStudy.on), by: partyStudy.by };
}

/**
 * Refuses an agenda with every fault at once; returns what is only to be minded. `noticeOn` is null while the meeting is being
 * drafted: what must be done by the notice is a warning until then.
 */
export async function judgeAgenda(
  unit: CommandUnit,
  row: MeetingRow,
  noticeOn: LocalDate | null,
): Promise<readonly Sentence[]> {
  const { tx, cooperativeId } = unit;
  const { body, heldOn, agenda } = row;
  if (agenda.length === 0) return [];
  const { set } = await rulesOn(tx, cooperativeId, heldOn);
  const motions: DraftedMotion[] = [];
  for (const item of agenda) motions.push(await draftedMotion(unit, item));
  const study = studyFaults(body, heldOn, noticeOn, studyOf(row), motions);
  const beyond = await beyondElections(unit, row);
  // Whether or not books are kept here: a run without its plan is neither approved, hung up nor posted.
  const due = [...study.refused, ...beyond, ...unplannedFaults(motions)];
  const proposed = agenda.map(({ title, counting, proposer }) => ({
    title,
    voted: counting !== 'none',
    proposer: proposer ?? null,
  }));
  const unnamed = proposerFaults(heldOn, proposed);
  throwFaults([
    ...agendaFaults(set, body, heldOn, motions),
    ...unnamed.refused,
    ...(noticeOn === null ? [] : due),
  ]);
  const minded = [...(noticeOn === null ? due : []), ...study.warned, ...unnamed.warned];
  return minded.map(inBothLanguages);
}

/** What a body that only elects, since its term is over or too few are left, would vote on besides. */
export async function beyondElections(
  { tx, cooperativeId }: CommandUnit,
  { body, heldOn, agenda }: MeetingRow,
): Promise<readonly Fault[]> {
  const why = await whyOnlyElects(tx, cooperativeId, body, heldOn);
  const motions = agenda.map(({ kind, title, counting, about }) => ({
    title,
    elects: electsAnew(kind, about),
    voted: counting !== 'none',
  }));
  return onlyElectsFaults(body, why, motions);
}

async function draftedMotion(unit: CommandUnit, item: AgendaItem): Promise<DraftedMotion> {
  const { kind, title, text, counting, about } = item;
  return {
    kind,
    title,
    text,
    voted: counting !== 'none',
    notReserved: item.notReserved === true,
    about: about && (await subjectKnown(unit, about)),
  };
}

/** What the ledger knows of it. Refuses what is not there. */
async function subjectKnown(
  { tx, cooperativeId }: CommandUnit,
  about: NonNullable<AgendaItem['about']>,
): Promise<AgendaSubject> {
  switch (about.kind) {
    case 'scheme': {
      const { id, name, rules } = await requireScheme(tx, cooperativeId, about.schemeId);
      return { kind: 'scheme', id, name, classes: rules.map(({ shareClass }) => shareClass) };
    }
    case 'plan': {
      const { id, period, payable } = (await requirePlan(tx, cooperativeId, about.planId)).row;
      return { kind: 'plan', id, period, members: payable };
    }
    case 'plan-repeal': {
      const { id, period } = (await requirePlan(tx, cooperativeId, about.planId)).row;
      return { kind: 'plan-repeal', id, period };
    }
    case 'run': {
      const run = await requireRun(tx, cooperativeId, about.runId);
      const { id, period, pool } = run;
      return { kind: 'run', id, period, pool, adopted: await plannedFault(tx, run) };
    }
    case 'reversal':
      return { kind: 'reversal', id: (await requireRun(tx, cooperativeId, about.runId)).id };
    case 'split': {
      const { code } = await requireClass(tx, cooperativeId, about.shareClass, '/shareClass');
      const { numerator, denominator } = parseSplitRatio(about.ratio);
      const ratio = `${numerator}:${denominator}`;
      return { kind: 'split', shareClass: code, ratio, effectiveOn: about.effectiveOn };
    }
    case 'share-takers':
    case 'postponement':
      return about;
  }
}

function inBothLanguages(fault: Fault): Sentence {
  return { zh: faultMessage(fault, 'zh'), en: faultMessage(fault, 'en') };
}
