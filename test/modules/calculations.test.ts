/** The open calculations, as another system or a doubting shareholder uses them: no sign-in. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
});
afterAll(() => test.close());

const dividend = (body: object) => test.stranger.post('/api/v1/calculations/dividend', body);
const heirs = [
  { key: 'a', shares: '1/3' },
  { key: 'b', shares: '1/3' },
  { key: 'c', shares: '1/3' },
];

describe('the open dividend calculation', () => {
  it('divides an estate of 500.00 among three equal heirs, ties by key', async () => {
    const { status, body } = await dividend({
      pool: '500.00',
      method: 'largest-remainder',
      holdings: [...heirs].reverse(),
    });
    expect(status).toBe(200);
    expect(body.lines.map((line: { key: string; amount: string }) => [line.key, line.amount])).toEqual([
      ['c', '166.66'],
      ['b', '166.67'],
      ['a', '166.67'],
    ]);
    expect(body).toMatchObject({ paid: '500.00', carried: '0.00', rate: null });
    expect(body.lines[0].quota).toBe('500/3');
  });

  it('counts in a finer unit when asked', async () => {
    const { body } = await dividend({
      pool: '0.0001',
      method: 'largest-remainder',
      unit: '0.0001',
      holdings: heirs,
    });
    expect(body.lines.map((line: { amount: string }) => line.amount)).toEqual(['0.0001', '0.0000', '0.0000']);
  });

  it.each([
    ['a pool of zero', { pool: '0' }, 'dividend.pool-not-positive', '/pool'],
    ['three decimals', { pool: '1.005' }, 'dividend.amount-malformed', '/pool'],
    ['1e6', { pool: '1e6' }, 'dividend.amount-malformed', '/pool'],
    ['a number instead of text', { pool: 100 }, 'input.not-text', '/pool'],
    ['an unknown field', { colour: 'red' }, 'input.unknown-field', '/colour'],
    [
      'a malformed share',
      { holdings: [{ key: 'a', shares: '1/0' }] },
      'fraction.malformed',
      '/holdings/0/shares',
    ],
    ['all zero', { holdings: [{ key: 'a', shares: '0' }] }, 'dividend.nothing-held', '/holdings'],
  ])('refuses %s and says where', async (_title, change, code, pointer) => {
    const { status, body } = await dividend({
      pool: '1.00',
      method: 'largest-remainder',
      holdings: heirs,
      ...change,
    });
    expect(status).toBe(422);
    expect(body.faults[0]).toMatchObject({ code, pointer });
  });
});

describe('the open allotment calculation', () => {
  const rule = (ratio: string) => ({
    kind: 'match',
    shareClass: 'matched',
    base: 'subscribed',
    cohort: { everyone: true },
    ratio,
    rounding: 'down',
    places: 0,
  });
  const holders = [
    ['A', '2000'],
    ['B', '1000'],
    ['C', '500'],
  ].map(([key, subscribed]) => ({ key, holdings: { subscribed } }));

  it('applies schemes, compares them, and says that one ratio for all pays the same', async () => {
    const { status, body } = await test.stranger.post('/api/v1/calculations/allotment', {
      schemes: [
        { name: '1:3', rules: [rule('1:3')] },
        { name: '1:8', rules: [rule('1:8')] },
      ],
      holders,
      pool: '100000.00',
    });
    expect(status).toBe(200);
    expect(body.schemes[1].lines.map((line: { target: string }) => line.target)).toEqual([
      '16000',
      '8000',
      '4000',
    ]);
    expect(body.comparison.rows[0].outcomes).toEqual([
      { shares: '8000', dividend: '57142.86' },
      { shares: '18000', dividend: '57142.86' },
    ]);
    expect(body.comparison.findings[0].kind).toBe('paid-the-same');
  });

  it('takes a fixed total with the rest collective', async () => {
    const rest = { kind: 'rest', shareClass: 'collective', total: '50000' };
    const { body } = await test.stranger.post('/api/v1/calculations/allotment', {
      schemes: [{ name: 'x', rules: [rule('1:8'), rest] }],
      holders,
      pool: '100000.00',
    });
    expect(body.schemes[0].collective).toEqual({ collective: '18500' });
    expect(body.comparison.collective[0]).toEqual({ shares: '18500', dividend: '37000.00' });
  });

  it('refuses a holder who appears twice', async () => {
    const { body } = await test.stranger.post('/api/v1/calculations/allotment', {
      schemes: [{ name: 'x', rules: [rule('1:8')] }],
      holders: [...holders, holders[0]],
    });
    expect(body.code).toBe('allotment.duplicate-holder');
  });
});
