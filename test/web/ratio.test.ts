/** Where the page of another ratio begins. */
import { expect, it } from 'vitest';
import { beginning } from '../../src/web/portal/money/asked-ratio.ts';

it.each([
  ['the newest scheme’s', '8', ['3'], 8],
  ['another than one’s own, which beside itself says nothing', '8', ['8'], 5],
  ['another than the one that was held last', '5', ['8', '5'], 8],
  ['the newest scheme’s where one had been given none', '5', [null, null], 5],
  ['what is asked about most where no scheme says a whole one', null, ['8'], 5],
  ['none that the slider does not reach', '40', ['5'], 8],
  ['the newest scheme’s where it is 2:5', '2.5', ['3'], 2.5],
  ['none between its steps', '1.25', ['5'], 8],
] as const)('begins at %s', (_, proposed, actual, ratio) => {
  expect(beginning(proposed, [...actual])).toBe(ratio);
});
