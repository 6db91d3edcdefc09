/** The half-year's checklist: what is next, what blocks it, and what nobody can act on today. */
import { describe, expect, it } from 'vitest';
import {
  checklist,
  checklistSteps,
  type ChecklistStep,
  type StepFact,
} from '../../src/domain/half-year-checklist.ts';

/** What each step rests on: stated a second time by hand. */
const table: readonly (readonly [ChecklistStep, readonly ChecklistStep[]])[] = [
  ['months-entered', []],
  ['entries-reviewed', []],
  ['assets-valued', []],
  ['pensions-paid', []],
  ['plan-drawn', []],
  ['assembly-held', []],
  ['plan-adopted', ['plan-drawn', 'assembly-held']],
  ['run-calculated', ['plan-drawn']],
  ['run-approved', ['run-calculated', 'assembly-held']],
  ['on-notice', ['run-approved']],
  ['run-posted', ['on-notice']],
  ['batch-sent', ['run-posted']],
  ['bank-answered', ['batch-sent']],
  ['money-settled', ['batch-sent', 'bank-answered']],
  ['tax-filed', ['run-posted']],
  ['tax-remitted', ['tax-filed']],
  ['year-closed', []],
  ['months-closed', []],
];
const all = (fact: StepFact, more: Partial<Record<ChecklistStep, StepFact>> = {}) =>
  checklist({
    ...(Object.fromEntries(checklistSteps.map((step) => [step, fact])) as Record<ChecklistStep, StepFact>),
    ...more,
  });
const open = { done: false };
const itemOf = (step: ChecklistStep, fact: StepFact, others: StepFact = open) =>
  all(others, { [step]: fact }).find((each) => each.step === step)!;
const word = { zh: '原因', en: 'reason' };

describe('The checklist', () => {
  it.each(table)('of %s: it rests on %j', (step, grounds) => {
    const item = itemOf(step, open);
    expect(item.blockedBy).toEqual(grounds);
    expect(item.state).toBe(grounds.length > 0 ? 'blocked' : 'next');
  });

  it('has every step once, in order, each with words', () => {
    expect(all(open).map(({ step }) => step)).toEqual(table.map(([step]) => step));
    expect(new Set(all(open).map(({ name }) => name.zh)).size).toBe(checklistSteps.length);
  });

  it('says done of what is done and unneeded of what is not needed, and neither blocks anything', () => {
    for (const over of [{ done: true }, { done: false, unneeded: true }]) {
      const item = itemOf('run-approved', open, over);
      expect([item.state, item.blockedBy]).toEqual(['next', []]);
    }
    expect(new Set(all({ done: true }).map(({ state }) => state))).toEqual(new Set(['done']));
    expect(itemOf('tax-filed', { done: true, unneeded: true }).state).toBe('unneeded');
    expect(itemOf('tax-filed', { done: false, unneeded: false }).state).toBe('blocked');
  });

  it('says which of several grounds is still missing', () => {
    const items = all(open, { 'plan-drawn': { done: true } });
    expect(items.find(({ step }) => step === 'plan-adopted')).toMatchObject({
      state: 'blocked',
      blockedBy: ['assembly-held'],
    });
  });

  it('is blocked by a reason of the day, whatever else is done', () => {
    expect(itemOf('months-entered', { done: false, reason: word })).toMatchObject({
      state: 'blocked',
      blockedBy: [],
      reason: word,
    });
    expect(itemOf('run-posted', { done: false, reason: word }, { done: true })).toMatchObject({
      state: 'blocked',
      reason: word,
    });
  });

  it('gives no reason for what is over, and none for what can be acted on in part', () => {
    for (const fact of [
      { done: true, reason: word },
      { done: false, unneeded: true, reason: word },
    ])
      expect(itemOf('batch-sent', fact)).toMatchObject({ blockedBy: [], reason: null });
    expect(itemOf('batch-sent', { done: false, ready: true, reason: word })).toMatchObject({
      state: 'next',
      blockedBy: [],
      reason: null,
    });
    expect(itemOf('batch-sent', { done: false, ready: false }).state).toBe('blocked');
  });

  it('carries how far it is', () => {
    expect(itemOf('batch-sent', { done: false, detail: word })).toMatchObject({ detail: word });
    expect(itemOf('batch-sent', open)).toMatchObject({ detail: null, reason: null });
  });
});
