/** Who is in a cohort: the predicates one by one, then put together. */
import { expect, it } from 'vitest';
import { isInCohort, type Cohort, type CohortFacts } from '../../src/domain/cohort.ts';

const elder: CohortFacts = {
  standing: 'retired',
  age: 60,
  years: 30,
  group: '一组',
  tags: ['劳模', '老党员'],
};
const unknown: CohortFacts = { standing: 'admitted', age: null, years: null, group: null, tags: [] };

it.each<[string, Cohort, boolean, boolean]>([
  ['everyone', { everyone: true }, true, true],
  ['retirees', { standing: 'retired' }, true, false],
  ['59 or older', { ageAtLeast: 59 }, true, false],
  ['60 or older, on the birthday', { ageAtLeast: 60 }, true, false],
  ['61 or older', { ageAtLeast: 61 }, false, false],
  ['of any age that is known', { ageAtLeast: 0 }, true, false],
  ['30 years or more', { yearsAtLeast: 30 }, true, false],
  ['31 years or more', { yearsAtLeast: 31 }, false, false],
  ['of any years that are known', { yearsAtLeast: 0 }, true, false],
  ['the first group', { group: '一组' }, true, false],
  ['the second group', { group: '二组' }, false, false],
  ['who is tagged', { tag: '老党员' }, true, false],
  ['who is tagged otherwise', { tag: '军属' }, false, false],
  ['retirees of the first group', { all: [{ standing: 'retired' }, { group: '一组' }] }, true, false],
  ['retirees of the second group', { all: [{ standing: 'retired' }, { group: '二组' }] }, false, false],
  ['all of no conditions', { all: [] }, true, true],
  ['retirees or who is tagged otherwise', { any: [{ standing: 'retired' }, { tag: '军属' }] }, true, false],
  ['any of no conditions', { any: [] }, false, false],
  ['whoever is no retiree', { not: { standing: 'retired' } }, false, true],
])('%s: the elder %j is in: %s; of whom nothing is known: %s', (_, cohort, first, second) => {
  expect([isInCohort(cohort, elder), isInCohort(cohort, unknown)]).toEqual([first, second]);
});

it.each([
  ['admitted', true],
  ['retired', true],
  ['none', false],
  ['left', false],
  ['deceased', false],
] as const)('everyone is everyone with a living membership: %s %s', (standing, isIn) => {
  expect(isInCohort({ everyone: true }, { ...elder, standing })).toBe(isIn);
});
