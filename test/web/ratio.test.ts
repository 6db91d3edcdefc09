/** Where the page of another ratio begins. */
import { expect, it } from 'vitest';
import { beginning } from '../../src/web/portal/money/asked-ratio.ts';

it.each([
  ['the newest scheme’s', '8', [3n], 8],
  ['another than one’s own, which beside itself says nothing', '8', [8n], 5],
  ['another than the one that was held last', '5', [8n, 5n], 8],
  ['the newest scheme’s where one had been given none', '5', [null, null], 5],
  ['what is asked about most where no scheme says a whole one', null, [8n], 5],
  ['none that the slider does not reach', '40', [5n], 8],
] as const)('begins at %s', (_, proposed, actual, ratio) => {
  expect(beginning(proposed, [...actual])).toBe(ratio);
});
