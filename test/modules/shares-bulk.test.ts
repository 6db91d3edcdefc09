/** The bulk paths of the registers: whole rosters, whole postings, and PostgreSQL against the domain. */
import fc from 'fast-check';
import postgres from 'postgres';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { LocalDate } from '../../src/domain/calendar.ts';
import { Refusal } from '../../src/domain/refusal.ts';
import type { RosterRow } from '../../src/domain/roster.ts';
import {
  balancesOn,
  dailyFlows,
  firstOverdraft,
  holdingKey,
  shareDays,
  type Movement,
} from '../../src/domain/share-register.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { admitMembers, factsOn } from '../../src/modules/members/index.ts';
import {
  accountsByNumber,
  holdingRows,
  holdingsOn,
  openShares,
  postMovements,
  reversePosting,
  shareClasses,
  shareDayRows,
  systemAccount,
  type OpeningRow,
} from '../../src/modules/shares/index.ts';
import { defineCommand, execute, type CommandUnit } from '../../src/platform/command.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  const reply = await test
    .as('accountant')
    .post('~/share-classes', { code: 'basic', name: '基本股', kind: 'basic' });
  if (reply.status !== 201) throw new Error(JSON.stringify(reply.body));
});
afterAll(() => test.close());

/** Runs work as a command, as modules to the right of this one do. */
async function command<T>(work: (unit: CommandUnit) => Promise<T>, dryRun = false): Promise<T> {
  const define = defineCommand({
    name: 'test.bulk',
    action: 'register.change',
    input: z.strictObject({}),
    run: work,
  });
  const { userId } = test.as('accountant');
  return execute(test.services, define, { cooperativeId: test.cooperativeId, userId, dryRun }, {});
}

/** Enters a roster, and another person confirms it. */
async function admitted(rows: readonly RosterRow[]) {
  const admission = await command((unit) => admitMembers(unit, rows));
  if (admission.changeId !== null) {
    const path = `~/register-changes/${admission.changeId}/confirm`;
    await expectStatus(test.as('reviewer').post(path), 200);
  }
  return admission;
}

async function faultsOf(work: Promise<unknown>): Promise<Refusal['faults']> {
  try {
    await work;
  } catch (error) {
    if (error instanceof Refusal) return error.faults;
    throw error;
  }
  throw new Error('nothing was refused');
}

const day = (text: string) => LocalDate.parse(text);
const founding = day('2010-07-31');

function person(row: number, fields: Partial<RosterRow> = {}): RosterRow {
  return {
    row,
    registerNumber: `R-${row}`,
    name: `成员${row}`,
    sex: null,
    birthDate: null,
    residentId: null,
    phone: null,
    bankName: null,
    bankAccount: null,
    seniorityFrom: null,
    household: `F-${Math.ceil(row / 3)}`,
    groupName: '一组',
    relation: row % 3 === 1 ? 'head' : 'child',
    standings: [{ kind: 'admitted', effectiveOn: founding }],
    tags: [],
    ...fields,
  };
}

function opening(row: number, fields: Partial<OpeningRow> = {}): OpeningRow {
  return {
    row,
    holder: { kind: 'member', number: `R-${row}` },
    shareClass: '基本股',
    quantity: ShareQuantity.fromWhole(100n),
    effectiveOn: founding,
    ...fields,
  };
}

describe('a roster of many', () => {
  const rows = Array.from({ length: 12_000 }, (_, index) => person(index + 1));

  it('comes in as a whole, over several batches, with its households', async () => {
    const admission = await admitted(rows);
    expect(admission).toMatchObject({ members: 12_000, households: 4_000 });
    const facts = await test.database.read(test.cooperativeId, (tx) =>
      factsOn(tx, test.cooperativeId, founding, null),
    );
    expect(facts).toHaveLength(12_000);
    expect(facts[11_999]).toMatchObject({ registerNumber: 'R-12000', household: { number: 'F-4000' } });
    expect(facts.every(({ standing }) => standing.state === 'admitted')).toBe(true);
  });

  it('or not at all: one fault in the last row leaves nothing, and every fault is told', async () => {
    const second = [
      person(20_001, { household: 'F-1' }),
      person(20_002, { registerNumber: 'R-7' }),
      person(20_003, { household: 'F-1', relation: 'head' }),
    ];
    const faults = await faultsOf(command((unit) => admitMembers(unit, second)));
    expect(faults.map(({ code, row, column }) => [code, row, column])).toEqual([
      ['register-number.duplicate', 20_002, 'registerNumber'],
      ['membership.two-heads', 20_003, 'relation'],
    ]);
    const facts = await test.database.read(test.cooperativeId, (tx) =>
      factsOn(tx, test.cooperativeId, founding, null),
    );
    expect(facts).toHaveLength(12_000);
  });

  it('gets its opening shares at once, or every fault with row and column', async () => {
    const bad = [
      opening(1, { holder: { kind: 'member', number: 'R-99999' } }),
      opening(2, { shareClass: '金股', quantity: ShareQuantity.zero }),
    ];
    const faults = await faultsOf(command((unit) => openShares(unit, bad)));
    expect(faults.map(({ code, row, column }) => [code, row, column])).toEqual([
      ['shares.holder-not-found', 1, 'holder'],
      ['shares.class-not-found', 2, 'shareClass'],
      ['quantity.zero', 2, 'quantity'],
    ]);
    const posting = await command((unit) =>
      openShares(
        unit,
        rows.map(({ row }) => opening(row)),
      ),
    );
    expect(posting).toMatchObject({ count: 12_000, firstNumber: 1n, lastNumber: 12_000n });
    const held = await test.database.read(test.cooperativeId, (tx) =>
      holdingsOn(tx, test.cooperativeId, { date: founding, knownAt: null }),
    );
    expect(ShareQuantity.sum(held.map(({ quantity }) => quantity)).toString()).toBe('1200000');
    expect(held[1]).toMatchObject({ number: 'R-2' });
  });

  it('has its posting reversed as a whole, and not when somebody gave shares on', async () => {
    const postingId = '01890000-0000-7000-8000-000000000001';
    const allot = (unit: CommandUnit) => allotAll(unit, postingId);
    expect((await command(allot)).count).toBe(12_000);
    // With statistics, as any database has them after a while: all shares came from one account.
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe('analyze');
    await owner.end();
    expect((await command((unit) => reversePosting(unit, postingId, '方案有误'), true)).count).toBe(12_000);
    const transfer = {
      kind: 'transfer',
      from: { kind: 'member', number: 'R-5' },
      to: { kind: 'member', number: 'R-6' },
      shareClass: 'basic',
      quantity: '101',
      effectiveOn: '2011-01-01',
    };
    expect((await test.as('accountant').post('~/movements', transfer)).status).toBe(201);
    const faults = await faultsOf(command((unit) => reversePosting(unit, postingId, '方案有误')));
    expect(faults).toMatchObject([{ code: 'shares.above-holding', values: { account: 'R-5', short: '1' } }]);
  });

  async function allotAll(unit: CommandUnit, postingId: string) {
    const pool = await systemAccount(unit, 'pool');
    const [shareClass] = await shareClasses(unit.tx, unit.cooperativeId);
    const accounts = await accountsByNumber(
      unit,
      'member',
      rows.map((row) => row.registerNumber),
    );
    return postMovements(
      unit,
      [...accounts.values()].map((to) => ({
        kind: 'allotment' as const,
        classId: shareClass!.id,
        from: pool.id,
        to,
        quantity: ShareQuantity.fromWhole(1n),
        effectiveOn: founding,
        postingId,
      })),
    );
  }
});

describe('PostgreSQL and the domain', () => {
  const start = day('2012-01-01');
  const step = fc.record({
    from: fc.nat(3),
    to: fc.nat(3),
    units: fc.bigInt(1n, 3_000_000n),
    days: fc.nat(30),
  });

  it('agree on holdings, share-days and on what is refused', async () => {
    const { accounts, classId } = await command(async (unit) => {
      const found = await accountsByNumber(unit, 'member', ['R-101', 'R-102', 'R-103']);
      const pool = await systemAccount(unit, 'pool');
      const [shareClass] = await shareClasses(unit.tx, unit.cooperativeId);
      return { accounts: [pool.id, ...found.values()], classId: shareClass!.id };
    });
    const before = await movementsOf(accounts);
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        const added = steps
          .filter(({ from, to }) => from !== to)
          .map(({ from, to, units, days }, index): Movement => ({
            id: `new ${index}`,
            kind: 'correction',
            classId,
            from: accounts[from]!,
            to: accounts[to]!,
            quantity: ShareQuantity.fromUnits(units),
            effectiveOn: start.plusDays(days),
            recordedAt: new Date(),
          }));
        const book = [...before, ...added];
        const holders = accounts.slice(1);
        const overdrawn = holders.some((id) => {
          const gives = added.some((movement) => movement.from === id);
          return gives && firstOverdraft(dailyFlows(book, id, classId)) !== null;
        });
        const outcome = await command(async (unit) => {
          await postMovements(unit, added, { confirmed: true });
          return readBack(unit, holders);
        }, true).catch((error: unknown) => {
          if (error instanceof Refusal) return error;
          throw error;
        });
        expect(outcome instanceof Refusal).toBe(overdrawn);
        if (outcome instanceof Refusal) return;
        const date = start.plusDays(15);
        const balances = balancesOn(book, date);
        for (const id of holders) {
          expect(outcome.held.get(id) ?? 0n).toBe(balances.get(holdingKey(id, classId)) ?? 0n);
          const weight = shareDays(dailyFlows(book, id, classId), start.plusDays(5), date);
          expect(outcome.weights.get(id) ?? 0n).toBe(weight);
        }
      }),
      { numRuns: 60 },
    );

    async function readBack(unit: CommandUnit, holders: readonly string[]) {
      const date = start.plusDays(15);
      const rows = holdingRows(unit.cooperativeId, date, null);
      const days = shareDayRows(unit.cooperativeId, start.plusDays(5), date, null);
      const among = sql`account_id = any(${sql.param([...holders])}::uuid[])`;
      const held = await unit.tx.execute<{ account_id: string; units: string }>(
        sql`select account_id, (quantity * 10000)::numeric(40, 0)::text as units from ${rows} h where ${among}`,
      );
      const weights = await unit.tx.execute<{ account_id: string; units: string }>(
        sql`select account_id, (share_days * 10000)::numeric(40, 0)::text as units from ${days} h where ${among}`,
      );
      const byAccount = (found: readonly { account_id: string; units: string }[]) =>
        new Map(found.map((row) => [row.account_id, BigInt(row.units)]));
      return { held: byAccount(held), weights: byAccount(weights) };
    }
  });

  async function movementsOf(accounts: readonly string[]): Promise<readonly Movement[]> {
    return test.database.read(test.cooperativeId, async (tx) => {
      const rows = await tx.execute<Record<string, string>>(sql`
        select id, class_id, from_account, to_account, quantity::text as quantity, effective_on::text as effective_on
        from share_movement where cooperative_id = ${test.cooperativeId}
          and to_account = any(${sql.param(accounts.slice(1))}::uuid[])`);
      return rows.map((row): Movement => ({
        id: row['id']!,
        kind: 'opening',
        classId: row['class_id']!,
        from: row['from_account']!,
        to: row['to_account']!,
        quantity: ShareQuantity.parse(row['quantity']!),
        effectiveOn: day(row['effective_on']!),
        recordedAt: new Date(0),
      }));
    });
  }
});
