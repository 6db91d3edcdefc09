/** Where the page of another ratio begins. */
import { expect, it } from 'vitest';
import { askedIn, beginning, pathOfRatio } from '../../src/web/portal/money/asked-ratio.ts';

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

it('begins with what the motion asks for, whom it asks it for, and nothing that the slider does not reach', () => {
  const told = { tellsRetired: true };
  const asked = { ratio: '8', whom: 'everybody' } as const;
  expect(askedIn(pathOfRatio(asked), told)).toEqual({ ratio: 8, whom: 'everybody' });
  expect(askedIn(pathOfRatio({ ...asked, ratio: '2.5' }), told)).toEqual({ ratio: 2.5, whom: 'everybody' });
  for (const ratio of ['40', '12.5', '1.25', null])
    expect(askedIn(pathOfRatio({ ...asked, ratio }), told)).toEqual({ ratio: null, whom: 'everybody' });
  const ofRetired = pathOfRatio({ ratio: '8', whom: 'retired' });
  expect(askedIn(ofRetired, told)).toEqual({ ratio: 8, whom: 'retired' });
  // Too few to stand apart: theirs is not opened as if it were asked for everybody.
  expect(askedIn(ofRetired, { tellsRetired: false })).toEqual({ ratio: null, whom: null });
  expect(askedIn('/ratio', told)).toEqual({ ratio: null, whom: null });
});
