/** Where the button of a message leads: never to a page about the reader when it was written to whom they look for. */
import { expect, it } from 'vitest';
import { messageKinds } from '../../src/domain/member-message.ts';
import { pathTold, placeTold } from '../../src/web/portal/messages/told-of.ts';

it.each([
  ['payout-returned', '/money', '/money'],
  ['account-changed', '/me', '/me'],
  ['meeting-off', '/meetings/7', '/meetings/7'],
  ['objection-settled', '/notice/7', '/notice/7'],
  ['mandate-given', '/family', null],
  ['mandate-ended', '/family', null],
  ['portal-code-made', '/me', null],
  ['pin-chosen', '/me', null],
  ['seat-ended', null, null],
] as const)('%s leads to %s, and looking for another to %s', (kind, own, other) => {
  const path = (isOfReader: boolean) => {
    const place = placeTold(kind, { isOfReader });
    return place === null ? null : pathTold(place, '7');
  };
  expect([path(true), path(false)]).toEqual([own, other]);
});

it('every kind but that of a seat leads somewhere', () => {
  const nowhere = messageKinds.filter((kind) => placeTold(kind, { isOfReader: true }) === null);
  expect(nowhere).toEqual(['seat-ended']);
});
