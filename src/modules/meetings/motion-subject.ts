/** What a motion or a resolution is about, as both name it. Refuses what is not there, not ready, or of another kind. */
import type { MotionKind } from '../../domain/assembly-rules.ts';
import { requirePostponement } from '../../domain/body-composition.ts';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import {
  planRepealSubject,
  planSubject,
  postponementSubject,
  reversalSubject,
  runSubject,
  schemeSubject,
  splitSubject,
  takersSubject,
} from '../../domain/resolution.ts';
import { parseSplitRatio } from '../../domain/share-split.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { requireStandingScheme } from '../allotments/index.ts';
import { requireClass } from '../shares/index.ts';
import { requirePlan, requireRun } from '../dividends/index.ts';
import { requireUndecidedSubject, type RefuseCalled, type SubjectToDecide } from '../assemblies/index.ts';
import type { AgendaItem } from './contract.ts';
import { meetingCalledFor, meetingDeciding } from './store.ts';

/** Refuses to put to the vote what is decided, was rejected that day, or stands on the agenda of another meeting. */
export async function requireToDecide(
  { tx, cooperativeId }: CommandUnit,
  decided: SubjectToDecide,
  meetingId: string | null,
): Promise<void> {
  if (decided.subject === null) return;
  await requireUndecidedSubject(tx, cooperativeId, decided);
  const other = await meetingDeciding(tx, cooperativeId, decided.subject, meetingId);
  if (other)
    throw refuse(
      'meeting.subject-elsewhere',
      { title: other.title, date: `${other.heldOn}` },
      decided.pointer,
    );
}

/** What a meeting was called to vote on is changed and withdrawn by nobody until its notice is taken back. */
export const refuseCalled: RefuseCalled = async ({ tx, cooperativeId }, subject) => {
  const called = await meetingCalledFor(tx, cooperativeId, subject);
  if (called === undefined) return;
  throw refuse('meeting.subject-called', { title: called.title, date: `${called.heldOn}` });
};

export async function subjectOf(
  { tx, cooperativeId }: CommandUnit,
  { about, kind, title }: Pick<AgendaItem, 'about' | 'kind' | 'title'>,
  pointer: string,
): Promise<string | null> {
  if (about === null) return null;
  const fits = (kinds: readonly MotionKind[]) => {
    if (!kinds.includes(kind)) throw refuse('meeting.about-another-matter', { title }, pointer);
  };
  if (about.kind === 'scheme') {
    fits(['allotment-scheme']);
    return schemeSubject((await requireStandingScheme(tx, cooperativeId, about.schemeId)).id);
  }
  if (about.kind === 'plan' || about.kind === 'plan-repeal') {
    fits(['distribution-plan']);
    const { id } = (await requirePlan(tx, cooperativeId, about.planId)).row;
    return about.kind === 'plan' ? planSubject(id) : planRepealSubject(id);
  }
  if (about.kind === 'split') {
    fits(['allotment-scheme']);
    const { code } = await requireClass(tx, cooperativeId, about.shareClass, pointer);
    const { numerator, denominator } = parseSplitRatio(about.ratio);
    return splitSubject(code, `${numerator}:${denominator}`, about.effectiveOn);
  }
  if (about.kind === 'postponement') {
    fits(['election']);
    requirePostponement(LocalDate.parse(about.endsOn), LocalDate.parse(about.until), pointer);
    return postponementSubject(about.body, about.endsOn, about.until);
  }
  if (about.kind === 'share-takers') {
    fits(['articles']);
    return takersSubject(about.takers);
  }
  const run = await requireRun(tx, cooperativeId, about.runId);
  if (about.kind === 'reversal') {
    fits(['dividend-run']);
    return reversalSubject(run.id);
  }
  fits([run.kind === 'difference' ? 'dividend-difference' : 'dividend-run']);
  if (run.calculation === 0) throw refuse('meeting.run-not-calculated', { number: `${run.number}` }, pointer);
  return runSubject(run.id, run.calculation);
}

/** The days on which it takes effect: those it names, and today for what is carried out by entering it. */
export async function effectOf(
  { tx, cooperativeId, today }: CommandUnit,
  { about }: Pick<AgendaItem, 'about'>,
): Promise<readonly LocalDate[]> {
  switch (about?.kind) {
    case undefined:
      return [];
    case 'scheme':
      return [(await requireStandingScheme(tx, cooperativeId, about.schemeId)).effectiveOn];
    case 'split':
      return [LocalDate.parse(about.effectiveOn)];
    case 'run': {
      const { kind, recordDate } = await requireRun(tx, cooperativeId, about.runId);
      return [kind === 'history' ? recordDate : today];
    }
    case 'plan':
    case 'plan-repeal':
    case 'reversal':
    case 'share-takers':
    case 'postponement':
      return [today];
  }
}
