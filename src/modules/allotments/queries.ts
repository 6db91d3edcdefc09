/** Schemes and postings as people read them, the preview of one scheme, the comparison of several over one pool. */
import { compareSchemes, findingSentence, type Outcome } from '../../domain/allotment-comparison.ts';
import { LocalDate } from '../../domain/calendar.ts';
import type { Language } from '../../domain/language.ts';
import { Fraction } from '../../domain/fraction.ts';
import type { StandingState } from '../../domain/membership.ts';
import { Money } from '../../domain/money.ts';
import { refuse } from '../../domain/refusal.ts';
import { schemeSubject, type SchemeState } from '../../domain/resolution.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { resolutionOn } from '../assemblies/index.ts';
import { applyScheme, changedLines, lineOnWire, registerOn, sumsOf, type Register } from './preview.ts';
import { parseRule } from './rules-contract.ts';
import {
  postedBefore,
  postingsOf,
  requireScheme,
  schemesOf,
  withdrawalsOf,
  type SchemeRow,
} from './store.ts';

/** A scheme with where it stands: what adopted it, whether it is posted, or why it was taken back. */
export async function schemeOnWire(tx: Tx, row: SchemeRow) {
  const { cooperativeId, id, name, nameEn, meaning, meaningEn, rules } = row;
  const withdrawn = (await withdrawalsOf(tx, cooperativeId)).get(id);
  const posted = (await postingsOf(tx, cooperativeId)).findLast(
    ({ posting, reversedAt }) => posting.schemeId === id && reversedAt === null,
  );
  const voted = await resolutionOn(tx, cooperativeId, schemeSubject(id));
  const adopted = voted && voted.review !== 'awaiting-review' ? voted.id : null;
  const state: SchemeState = withdrawn
    ? 'withdrawn'
    : posted
      ? 'posted'
      : adopted === null
        ? 'proposed'
        : 'adopted';
  return {
    id,
    version: row.version.toString(),
    name,
    nameEn,
    effectiveOn: row.effectiveOn.toString(),
    state,
    resolutionId: posted?.posting.resolutionId ?? adopted ?? row.resolutionId,
    withdrawnBecause: withdrawn?.reason ?? null,
    meaning,
    meaningEn,
    rules,
  };
}

export async function schemesOnWire(tx: Tx, cooperativeId: string) {
  const schemes = [];
  for (const row of await schemesOf(tx, cooperativeId)) schemes.push(await schemeOnWire(tx, row));
  return { schemes };
}

export async function postingList(tx: Tx, cooperativeId: string) {
  return {
    postings: (await postingsOf(tx, cooperativeId)).map(({ posting, reversedAt }) => ({
      id: posting.id,
      schemeId: posting.schemeId,
      on: posting.effectiveOn.toString(),
      movements: Number(posting.movements),
      given: posting.given.toString(),
      taken: posting.taken.toString(),
      reversedAt: reversedAt?.toISOString() ?? null,
    })),
  };
}

export async function previewScheme(tx: Tx, cooperativeId: string, schemeId: string, onText: string) {
  const on = LocalDate.parse(onText);
  const scheme = await requireScheme(tx, cooperativeId, schemeId);
  const register = await registerOn(
    tx,
    cooperativeId,
    on,
    await postedBefore(tx, cooperativeId, schemeId, on),
  );
  const allotment = applyScheme(scheme, register, on);
  const { lines } = allotment;
  const { given, taken } = sumsOf(changedLines(allotment));
  return {
    on: onText,
    lines: lines.map((line) => lineOnWire(line, scheme, register)),
    given: given.toString(),
    taken: taken.toString(),
  };
}

export interface CompareWish {
  readonly schemeIds: readonly string[];
  readonly on: string;
  readonly pool: string;
  readonly classWeights?: Readonly<Record<string, string>> | undefined;
}

/** Any schemes may be compared on any day, also one that is not yet in effect: that is what a vote is about. */
export async function compareOn(tx: Tx, cooperativeId: string, wish: CompareWish) {
  const on = LocalDate.parse(wish.on);
  const pool = Money.parse(wish.pool);
  if (!pool.isPositive) throw refuse('allotment.pool-not-positive', { pool: wish.pool }, '/pool');
  const schemes = [];
  for (const id of wish.schemeIds) schemes.push(await requireScheme(tx, cooperativeId, id));
  const register = await registerOn(tx, cooperativeId, on);
  const comparison = compareSchemes({
    schemes: schemes.map((scheme) => ({ name: scheme.name, rules: scheme.rules.map(parseRule) })),
    holders: register.holders,
    cohortOf: (holder) => holder.standing,
    collective: register.collective,
    pool,
    classWeights: new Map(
      Object.entries(wish.classWeights ?? {}).map(([code, weight]) => [code, Fraction.parse(weight)]),
    ),
  });
  const cohortOf = new Map(register.holders.map((holder) => [holder.key, holder.standing]));
  return {
    schemes: schemes.map((scheme) => scheme.name),
    pool: pool.toString(),
    rows: comparison.rows.map(({ key, outcomes }) => ({
      number: memberOf(register, key).registerNumber,
      cohort: must(cohortOf.get(keyOf(key)), 'the cohort of a row'),
      outcomes: outcomes.map(outcomeOnWire),
    })),
    cohorts: comparison.cohorts.map((row) => ({ ...row, outcomes: row.outcomes.map(outcomeOnWire) })),
    collective: comparison.collective.map(outcomeOnWire),
    totals: comparison.totals.map(outcomeOnWire),
    findings: comparison.findings.map((finding) => ({
      kind: finding.kind,
      zh: findingSentence(finding, 'zh', (cohort) => standingName(cohort, 'zh')),
      en: findingSentence(finding, 'en', (cohort) => standingName(cohort, 'en')),
    })),
  };
}

/** Rows of a comparison are members; the collective stands apart. */
function keyOf(key: string | null): string {
  return must(key, 'the member of a row');
}

function memberOf(register: Register, key: string | null) {
  return must(register.members.get(keyOf(key)), 'the member of a row');
}

function outcomeOnWire(outcome: Outcome) {
  return { shares: outcome.shares.toString(), dividend: outcome.dividend.toString() };
}

const standingNames: Readonly<Record<StandingState, Readonly<Record<Language, string>>>> = {
  none: { zh: '非社员股东', en: 'shareholders who are not members' },
  admitted: { zh: '在册成员', en: 'members who are not retired' },
  retired: { zh: '退休老人', en: 'retirees' },
  left: { zh: '已离社人员', en: 'people who have left' },
  deceased: { zh: '已故成员', en: 'deceased members' },
};

function standingName(cohort: string, language: Language): string {
  return standingNames[cohort as StandingState][language];
}
