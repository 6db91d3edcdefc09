/** Own rules that are set anew: what no field holds is named before it is lost. */
import { expect, it } from 'vitest';
import { saidToBeNone } from '../../src/web/office/settings/own-rules.ts';

it('names what is none on purpose, and nothing that a field holds or that nobody set', () => {
  const rules = {
    'members-assembly': { powers: ['dividend'], termYears: 3 },
    'representative-assembly': { powers: [], representation: null, quorum: { fraction: '2/3' } },
    board: { proxies: { allowed: true, withinHousehold: false, mostPerProxy: null } },
  };
  expect(saidToBeNone(rules)).toEqual([
    { body: 'representative-assembly', dimension: 'powers' },
    { body: 'representative-assembly', dimension: 'representation' },
  ]);
});
