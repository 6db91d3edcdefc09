/** Amounts and quantities of any size come out of the interface as they went in: no digit is lost, gained or rounded. */
import fc from 'fast-check';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../support/app.ts';
import { draft, expectStatus, openRegister, setByTwo } from '../support/cooperative.ts';

let test: TestApp;
let owner: postgres.Sql;

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2026-01-01T00:00:00Z') });
  owner = postgres(test.ownerUrl, { max: 1 });
  await openRegister(test, ['1']);
});
afterAll(async () => {
  await owner.end();
  await test.close();
});

/** Decimals as people write them, without needless zeros, often at the ends of the range and about 2^53. */
function decimals(digits: number, places: number) {
  const most = 10n ** BigInt(digits) - 1n;
  const about = (centre: bigint) => fc.bigInt({ min: centre - 3n, max: centre + 3n });
  const units = fc.oneof(
    fc.bigInt({ min: 1n, max: most }),
    fc.bigInt({ min: most - 5n, max: most }),
    fc.bigInt({ min: 1n, max: 12n }),
    about(2n ** 53n),
    about(2n ** 53n * 10n ** BigInt(places)).filter((value) => value <= most),
  );
  return units.map((value) => {
    const text = value.toString().padStart(places + 1, '0');
    return `${text.slice(0, -places)}.${text.slice(-places)}`;
  });
}

describe('a number at any place of its range', () => {
  it('as a pool: sent, stored, answered, read again', async () => {
    await fc.assert(
      fc.asyncProperty(decimals(18, 2), async (pool) => {
        const drafted = await expectStatus(draft(test, { period: '2010-H2', pool }), 201);
        expect(drafted.pool).toBe(pool);
        const read = await expectStatus(test.as('auditor').get(`~/dividend-runs/${drafted.id}`), 200);
        expect(read.pool).toBe(pool);
        const [row] = await owner`select pool::text from dividend_run where id = ${drafted.id as string}`;
        expect(row?.['pool']).toBe(pool);
        const withdraw = `~/dividend-runs/${drafted.id}/withdraw`;
        await expectStatus(test.as('accountant').post(withdraw, { reason: '重做' }), 200);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('as a quantity of shares: sent, stored, answered, held, and given back', async () => {
    const accountant = test.as('accountant');
    const allowance = { quantity: '9999999999999999.9999', effectiveOn: '2009-01-01', source: '章程' };
    await setByTwo(test, 'post', '~/share-allowance', allowance);
    const holdingOf = async () => {
      const { holders } = await expectStatus(test.as('auditor').get('~/holdings?on=2011-12-31'), 200);
      return (holders as { holdings: { quantity: string }[] }[])[0]?.holdings[0]?.quantity;
    };
    await fc.assert(
      fc.asyncProperty(decimals(20, 4), async (padded) => {
        const quantity = padded.replace(/\.?0+$/, '');
        const units = BigInt(padded.replace('.', '')) + 10_000n;
        fc.pre(units < 10n ** 20n);
        const movement = {
          kind: 'subscription',
          shareClass: 'basic',
          to: { kind: 'member', number: '1' },
          quantity,
          effectiveOn: '2011-07-01',
        };
        await expectStatus(accountant.post('~/movements', movement), 201);
        const [row] = await owner`select id, quantity::text from share_movement order by number desc limit 1`;
        expect(row?.['quantity']).toBe(padded);
        const text = units.toString().padStart(5, '0');
        expect(await holdingOf()).toBe(`${text.slice(0, -4)}.${text.slice(-4)}`.replace(/\.?0+$/, ''));
        await expectStatus(
          accountant.post(`~/movements/${String(row?.['id'])}/reverse`, { reason: '重做' }),
          201,
        );
        expect(await holdingOf()).toBe('1');
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('is refused in words beyond it, not cut', async () => {
    const beyond = await draft(test, { period: '2010-H2', pool: '10000000000000000.00' });
    expect(beyond.status).toBe(422);
  });
});
