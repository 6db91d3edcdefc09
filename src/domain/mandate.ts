/**
 * Acting for a member: on what ground, from when until when. Heirs act after a death, everybody else before it; nobody acts for
 * themselves, and nothing holds without an end. Product: People, duties, rights; Portal.
 */
import type { LocalDate } from './calendar.ts';
import type { Words } from './language.ts';
import { refuse } from './refusal.ts';

export const mandateGrounds = ['guardian', 'heir', 'child', 'attorney'] as const;
export type MandateGround = (typeof mandateGrounds)[number];

export const mandateGroundWords: Words<MandateGround> = {
  guardian: { zh: '监护人', en: 'guardian' },
  heir: { zh: '继承人', en: 'heir' },
  child: { zh: '子女（经本人同意）', en: 'child, with the member’s consent' },
  attorney: { zh: '受托人（授权委托书）', en: 'attorney' },
};

/** What may be done by a mandate. */
export const mandateScopes = ['read'] as const;
export type MandateScope = (typeof mandateScopes)[number];

export const mandateScopeWords: Words<MandateScope> = { read: { zh: '查看', en: 'read' } };

/** `member`, `mandatary`: either of the two gave it up; `not-dead`: an heir’s, after the death was struck out. */
export const mandateEndCauses = ['member', 'mandatary', 'office', 'death', 'not-dead'] as const;
export type MandateEndCause = (typeof mandateEndCauses)[number];

export const mandateEndCauseWords: Words<MandateEndCause> = {
  member: { zh: '被代理的成员', en: 'the member' },
  mandatary: { zh: '代理人', en: 'whoever acted' },
  office: { zh: '合作社', en: 'the office' },
  death: { zh: '成员去世', en: 'a death' },
  'not-dead': { zh: '去世登记作废', en: 'no death after all' },
};

export const mandateStates = ['coming', 'holds', 'over', 'ended'] as const;
export type MandateState = (typeof mandateStates)[number];

export const mandateStateWords: Words<MandateState> = {
  coming: { zh: '尚未开始', en: 'coming' },
  holds: { zh: '有效', en: 'holds' },
  over: { zh: '已到期', en: 'over' },
  ended: { zh: '提前结束', en: 'ended early' },
};

export interface MandateDays {
  readonly beginsOn: LocalDate;
  readonly endsOn: LocalDate;
}

interface Mandated extends MandateDays {
  readonly ground: MandateGround;
  readonly deceased: boolean;
  /** Whether whoever would act is the member. */
  readonly oneself: boolean;
  readonly today: LocalDate;
}

/** Refuses to act for oneself, for days that are over or in the wrong order, and on a ground that life or death rules out. */
export function requireMandate({ ground, beginsOn, endsOn, deceased, oneself, today }: Mandated): void {
  if (oneself) throw refuse('access.mandate-of-oneself', {}, '/member');
  if (endsOn.isBefore(beginsOn) || endsOn.isBefore(today)) throw refuse('access.mandate-days', {}, '/until');
  if (ground === 'heir' && !deceased) throw refuse('access.mandate-heir-of-living', {}, '/ground');
  if (ground !== 'heir' && deceased) throw refuse('access.mandate-for-deceased', {}, '/ground');
}

/** What a mandate is on a day. */
export function mandateStateOn(
  { beginsOn, endsOn, ended }: MandateDays & { readonly ended: boolean },
  day: LocalDate,
): MandateState {
  if (ended) return 'ended';
  if (day.isBefore(beginsOn)) return 'coming';
  return day.isAfter(endsOn) ? 'over' : 'holds';
}
