/** Where the accounts that money goes to stand, and who confirms them. */
import { expect, it } from 'vitest';
import { accountChangeState, requireAccountReview } from '../../src/domain/payee-account.ts';
import { codesRefused } from '../support/refusing.ts';

it.each([
  ['entered', null, 'awaiting'],
  ['entered', 'confirmed', 'confirmed'],
  ['entered', 'sent-back', 'sent-back'],
  ['before', null, 'before'],
] as const)('%s, reviewed with %s: %s', (kind, outcome, state) => {
  expect(accountChangeState(kind, outcome)).toBe(state);
});

it.each([
  ['awaiting', 'enterer', 'other', []],
  ['awaiting', null, 'other', []],
  ['awaiting', 'enterer', 'enterer', ['account.reviewer-is-enterer']],
  ['confirmed', 'enterer', 'other', ['account.reviewed']],
  ['sent-back', 'enterer', 'other', ['account.reviewed']],
  ['before', null, 'other', ['account.reviewed']],
] as const)('%s, entered by %s, reviewed by %s: %j', (state, madeBy, reviewer, codes) => {
  expect(codesRefused(() => requireAccountReview({ state, madeBy }, reviewer))).toEqual(codes);
});
