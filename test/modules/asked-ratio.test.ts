/** What a scheme asks for, as the page of another ratio begins with it. */
import { expect, it } from 'vitest';
import { mostAsked } from '../../src/modules/allotments/asked-ratio.ts';
import { ruleList } from '../../src/modules/allotments/rules-contract.ts';

const everyone = { everyone: true };
const retired = { standing: 'retired' };
it.each([
  ['everybody alike', [['1:3', everyone]], { ratio: '3', whom: 'everybody' }],
  [
    'the retired more than others',
    [
      ['1:8', retired],
      ['1:5', everyone],
    ],
    { ratio: '8', whom: 'retired' },
  ],
  [
    'others more than the retired',
    [
      ['1:2', retired],
      ['1:5', everyone],
    ],
    { ratio: '5', whom: 'everybody' },
  ],
  [
    'both as much',
    [
      ['1:5', retired],
      ['1:5', everyone],
    ],
    { ratio: '5', whom: 'everybody' },
  ],
  ['one that is no whole number', [['2:5', everyone]], { ratio: '2.5', whom: 'everybody' }],
  [
    'the most, whole or not',
    [
      ['1:3', everyone],
      ['2:15', retired],
    ],
    { ratio: '7.5', whom: 'retired' },
  ],
  ['one without an end', [['3:8', everyone]], { ratio: null, whom: 'everybody' }],
  ['no match at all', [], null],
] as const)('asks for %s', (_, rules, asked) => {
  const match = { kind: 'match', shareClass: 'matched', base: 'basic', rounding: 'down', places: 0 };
  const perHead = { kind: 'per-head', shareClass: 'basic', cohort: everyone, quantity: '1' };
  const given = ruleList.parse([perHead, ...rules.map(([ratio, cohort]) => ({ ...match, ratio, cohort }))]);
  expect(mostAsked(given)).toEqual(asked);
});

it('what another class is matched with, or by another base, is another ratio', () => {
  const match = { kind: 'match', rounding: 'down', places: 0, cohort: everyone };
  const given = ruleList.parse([
    { kind: 'per-head', shareClass: 'basic', cohort: everyone, quantity: '1' },
    { ...match, shareClass: 'matched', base: 'basic', ratio: '1:3' },
    { ...match, shareClass: 'land', base: 'basic', ratio: '1:9' },
    { ...match, shareClass: 'matched', base: 'land', ratio: '1:10' },
  ]);
  expect(mostAsked(given)).toEqual({ ratio: '3', whom: 'everybody' });
});
