/** Which step of an order of payments may follow, and whose it is. */
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import {
  orderState,
  orderStates,
  requireOrderStep,
  requireSeen,
  type OrderStanding,
  type OrderStep,
} from '../../src/domain/payment-order.ts';
import { orderStateWords } from '../../src/domain/money-words.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import { refusing } from '../support/refusing.ts';

const order = (change: Partial<OrderStanding> = {}): OrderStanding => ({
  kind: 'pension',
  number: 3n,
  state: 'made',
  hasFile: true,
  answered: 0,
  madeBy: 'maker',
  releasedBy: 'releaser',
  takenBy: [],
  takenOn: null,
  ...change,
});

function said(step: OrderStep, change: Partial<OrderStanding> = {}, actor = 'other'): string {
  try {
    requireOrderStep(order(change), step, actor);
    return 'may';
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.code;
  }
}

describe('an order', () => {
  it.each([
    [{ released: false, ended: null, refused: false, count: 2, answered: 0 }, 'made'],
    [{ released: true, ended: null, refused: false, count: 2, answered: 0 }, 'released'],
    [{ released: true, ended: 'cancelled', refused: false, count: 2, answered: 0 }, 'cancelled'],
    [{ released: true, ended: 'sent', refused: false, count: 2, answered: 1 }, 'sent'],
    [{ released: true, ended: 'sent', refused: false, count: 2, answered: 2 }, 'settled'],
    [{ released: true, ended: 'sent', refused: true, count: 2, answered: 0 }, 'refused'],
    // Nothing of it goes through a bank: once paid, nothing is left to wait for.
    [{ released: true, ended: 'sent', refused: false, count: 0, answered: 0 }, 'settled'],
  ] as const)('with %j is %s', (events, state) => {
    expect(orderState(events)).toBe(state);
  });
});

describe('a step', () => {
  it.each([
    ['release', ['made']],
    ['take-file', ['released', 'sent', 'settled']],
    ['send', ['released']],
    ['cancel', ['made', 'released']],
    ['refuse', ['sent']],
    ['answer', ['sent', 'settled']],
  ] as const)('%s follows from %j only', (step, from) => {
    const may = orderStates.filter((state) => said(step, { state }) === 'may');
    expect(may).toEqual(from);
    for (const state of orderStates)
      if (!may.includes(state)) expect(said(step, { state })).toBe('payout.order-state');
  });

  it('of release, of sending and of refusal is another person’s than the maker’s; the maker may cancel what nobody took', () => {
    expect(said('release', {}, 'maker')).toBe('payout.releaser-is-maker');
    const released = { state: 'released' } as const;
    expect(said('send', released, 'maker')).toBe('payout.sender-is-maker');
    expect(said('send', released, 'releaser')).toBe('payout.sender-released');
    expect(said('send', released)).toBe('may');
    expect(said('refuse', { state: 'sent' }, 'maker')).toBe('payout.sender-is-maker');
    expect(said('cancel', {}, 'maker')).toBe('may');
  });

  it('of cancelling a file that was taken is of somebody who neither made it nor ever took it', () => {
    const taken = { takenOn: LocalDate.parse('2025-07-05'), takenBy: ['first', 'second'] };
    for (const actor of ['maker', 'first', 'second'])
      expect(said('cancel', taken, actor)).toBe('payout.cancel-needs-other');
    expect(said('cancel', taken)).toBe('may');
  });

  it('with a file needs one; what was answered was not refused as a whole', () => {
    for (const step of ['take-file', 'refuse', 'answer'] as const)
      expect(said(step, { hasFile: false, state: 'settled' })).toBe('payout.order-without-file');
    expect(said('send', { hasFile: false, state: 'released' })).toBe('may');
    expect(said('cancel', { hasFile: false })).toBe('may');
    expect(said('refuse', { state: 'sent', answered: 1 })).toBe('payout.order-answered');
    expect(said('answer', { state: 'sent', answered: 1 })).toBe('may');
    expect(said('refuse', { state: 'refused', answered: 1 })).toBe('payout.order-state');
  });

  it('other than cancelling is open to whoever took the file', () => {
    const taken = { state: 'released' as const, takenOn: LocalDate.parse('2025-07-05'), takenBy: ['first'] };
    expect(said('take-file', taken, 'first')).toBe('may');
    expect(said('send', taken, 'first')).toBe('may');
  });

  it('is refused with the order, where it stands, what was wished and since when', () => {
    const run = { zh: '养老金发放表第 3 号', en: 'pension run no. 3' };
    const taken = { takenOn: LocalDate.parse('2025-07-05'), takenBy: ['first'] };
    expect(() => requireOrderStep(order({ state: 'sent' }), 'cancel', 'other')).toThrow(
      refusing('payout.order-state', {
        order: run,
        state: orderStateWords.sent,
        wish: { zh: '取消', en: 'cancelled' },
      }),
    );
    expect(() => requireOrderStep(order({ hasFile: false }), 'answer', 'other')).toThrow(
      refusing('payout.order-without-file', { order: run }),
    );
    expect(() =>
      requireOrderStep(order({ kind: 'payout', state: 'sent', answered: 1 }), 'refuse', 'other'),
    ).toThrow(refusing('payout.order-answered', { order: { zh: '发放批次第 3 号', en: 'batch 3' } }));
    expect(() => requireOrderStep(order(taken), 'cancel', 'first')).toThrow(
      refusing('payout.cancel-needs-other', { takenAt: '2025-07-05' }),
    );
  });
});

describe('whoever releases an order', () => {
  it('says how many changed and shared accounts were looked at, and is refused with the numbers there are', () => {
    const found = { changed: 1, shared: 2, returned: 3, proved: 4 };
    expect(() => requireSeen(found, found)).not.toThrow();
    for (const seen of [
      { ...found, changed: 0 },
      { ...found, shared: 0 },
      { ...found, returned: 0 },
      { ...found, proved: 0 },
    ])
      expect(() => requireSeen(seen, found)).toThrow(refusing('payout.release-unseen', found));
  });
});
