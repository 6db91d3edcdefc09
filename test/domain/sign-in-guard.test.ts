/** How long nobody may try again. */
import { expect, it } from 'vitest';
import { countedAddress, waitAfter } from '../../src/domain/sign-in-guard.ts';

it('the first failures cost nothing, then the wait doubles up to an hour', () => {
  const waits = [1, 4, 5, 6, 7, 8, 12, 13, 610].map((failures) => waitAfter('both', failures));
  expect(waits).toEqual([0, 0, 30, 60, 120, 240, 3600, 3600, 3600]);
  expect([49, 50, 51].map((failures) => waitAfter('address', failures))).toEqual([0, 60, 120]);
  expect([99, 100, 101].map((failures) => waitAfter('name', failures))).toEqual([0, 60, 120]);
});

it.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:aaaa:bbbb:cccc:dddd', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
])('the address %s counts as %s', (address, counted) => expect(countedAddress(address)).toBe(counted));
