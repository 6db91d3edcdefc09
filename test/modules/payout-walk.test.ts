/**
 * A random walk through payouts: runs are posted, batched, sent, answered, answered again, cancelled, frozen, paid in cash,
 * divided among heirs, reversed, in any order. After each step nobody was paid twice, nobody is lost, and the books agree.
 * `HEGU_WALK_STEPS=1500` walks longer.
 */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Money } from '../../src/domain/money.ts';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import { openTill } from '../support/books.ts';
import {
  adoptWidePlan,
  decideReversal,
  expectStatus,
  liftByTwo,
  openRegister,
  runToPosted,
} from '../support/cooperative.ts';
import {
  accountOf,
  confirmAnswers,
  estateBy,
  giveAccount,
  lateReturnBy,
  takeBackBy,
  takeBackLateBy,
  makeBatch,
  memberId,
  openAccounts,
  openAndOwed,
  readAnswer,
  releaseBatch,
  sendBatch,
  setOffBy,
  todayOf,
  undoEstateBy,
} from '../support/payout.ts';

const STEPS = Number(process.env['HEGU_WALK_STEPS'] ?? '120');
const PEOPLE = 5;
/** The half-years that are paid: from the shares’ first day on, and before anybody dies or is frozen. */
const [FIRST_YEAR, LAST_YEAR] = [1980, 2025];
const yuan = (text: string) => Money.parse(text);

const deeds = [
  'declare',
  'batch',
  'take-file',
  'send',
  'cancel',
  'refuse',
  'answer',
  'answer-again',
  'answer-of-another',
  'late-return',
  'take-back',
  'take-back-late',
  'cash',
  'strike',
  'set-off',
  'strike-set-off',
  'freeze',
  'lift',
  'die',
  'divide',
  'undo-estate',
  'reverse',
  'lose-account',
  'get-account',
] as const;
/** What moves money on is done more often, so that there is always something to go wrong with. */
const often = ['declare', 'batch', 'send', 'answer', 'cash'] as const;
const step = fc.record({ deed: fc.constantFrom(...deeds, ...often, ...often), pick: fc.nat({ max: 9_999 }) });

interface BatchSummary {
  readonly id: string;
  readonly number: string;
  readonly state: string;
  readonly total: string;
}

/** What the walker knows by itself: everything declared, and every yuan that left or came back. */
class Walk {
  readonly test: TestApp;
  readonly resolutionId: string;
  declared = Money.zero;
  bankOut = Money.zero;
  cashOut = Money.zero;
  period = 0;
  runs: string[] = [];
  readonly reversals = new Map<string, string>();
  restrictions: string[] = [];
  readonly setOffs: string[] = [];
  /** Who is frozen, in dispute or an estate, by restriction. */
  readonly restricted = new Map<string, string>();
  readonly dead = new Set<string>();
  lastAnswer: (() => Promise<Reply>) | null = null;
  done = 0;
  refused = 0;

  constructor(test: TestApp, resolutionId: string) {
    this.test = test;
    this.resolutionId = resolutionId;
  }

  async take({ deed, pick }: { deed: (typeof deeds)[number]; pick: number }): Promise<void> {
    const reply = await this.attempt(deed, pick);
    if (reply === null) return;
    if (reply.status < 300) this.done += 1;
    else this.refused += 1;
    expect(reply.status, `${deed}: ${JSON.stringify(reply.body)}`).toBeLessThan(500);
  }

  private who = (pick: number) => String((pick % PEOPLE) + 1);

  private async batches(state: string): Promise<readonly BatchSummary[]> {
    const rows: BatchSummary[] = [];
    for (let after = ''; ;) {
      const page = await expectStatus(this.test.as('auditor').get(`~/payout-batches?limit=999${after}`), 200);
      rows.push(...(page.batches as BatchSummary[]).filter((each) => each.state === state));
      if (page.next === null) return rows;
      after = `&after=${page.next}`;
    }
  }

  private async attempt(deed: (typeof deeds)[number], pick: number): Promise<Reply | null> {
    const { test } = this;
    const accountant = test.as('accountant');
    switch (deed) {
      case 'declare': {
        const [year, half] = [FIRST_YEAR + Math.floor(this.period / 2), (this.period % 2) + 1];
        if (year >= LAST_YEAR) return null;
        this.period += 1;
        const pool = yuan(`${(pick % 90) + 10}.${pick % 10}7`);
        const period = `${year}-H${half}`;
        // No wider than the run: what a plan leaves open would be missing in the next.
        await adoptWidePlan(test, period, pool.toString());
        const run = await runToPosted(test, this.resolutionId, {
          period,
          recordDate: half === 1 ? `${year}-06-30` : `${year}-12-31`,
          pool: pool.toString(),
          taxRate: '0.20',
        });
        this.declared = this.declared.plus(yuan(run.paid as string));
        this.runs.push(run.id as string);
        return null;
      }
      case 'batch':
        return this.batch(pick);
      case 'send': {
        const ready = one(await this.batches('released'), pick);
        const batch = ready ?? one(await this.batches('made'), pick);
        if (!batch) return null;
        const reply = await (ready === undefined
          ? sendBatch(test, batch.id)
          : test.as('cashier').post(`~/payout-batches/${batch.id}/send`, {}));
        if (reply.status !== 200) return reply;
        await this.nobodyHeld(batch.id);
        this.bankOut = this.bankOut.plus(yuan(batch.total));
        return reply;
      }
      case 'cancel': {
        const open = [...(await this.batches('made')), ...(await this.batches('released'))];
        const batch = one([...open, ...(await this.batches('sent'))], pick);
        const who = test.as(pick % 3 === 0 ? 'reviewer' : 'accountant');
        return batch ? who.post(`~/payout-batches/${batch.id}/cancel`, { reason: '走一步' }) : null;
      }
      case 'take-file': {
        const batch = one(await this.batches('made'), pick);
        if (!batch) return null;
        const released = await releaseBatch(test, batch.id);
        return released.status === 200
          ? accountant.post(`~/payout-batches/${batch.id}/take-file`, {})
          : released;
      }
      case 'refuse': {
        const batch = one(await this.batches('sent'), pick);
        if (!batch) return null;
        const reason = { reason: '余额不足' };
        const reply = await test.as('reviewer').post(`~/payout-batches/${batch.id}/refuse`, reason);
        if (reply.status === 200) this.bankOut = this.bankOut.minus(yuan(batch.total));
        return reply;
      }
      case 'answer':
      case 'answer-of-another':
        return this.answer(deed, pick);
      case 'answer-again': {
        if (!this.lastAnswer) return null;
        const reply = await this.lastAnswer();
        expect([reply.status, reply.body.news], 'the same answer again').toEqual([
          200,
          { paid: 0, returned: 0 },
        ]);
        return reply;
      }
      case 'late-return': {
        const batch = one([...(await this.batches('sent')), ...(await this.batches('settled'))], pick);
        if (!batch) return null;
        const { lines } = await expectStatus(
          test.as('auditor').get(`~/payout-batches/${batch.id}/lines`),
          200,
        );
        const line = one(lines as { serial: number; amount: string }[], pick);
        const reply = await lateReturnBy(test, `~/payout-batches/${batch.id}`, line?.serial ?? 1);
        if (reply.status === 200) this.bankOut = this.bankOut.minus(yuan(line?.amount ?? '0'));
        return reply;
      }
      case 'take-back': {
        const { answers } = await expectStatus(test.as('auditor').get('~/payout-answers?limit=999'), 200);
        type Told = { id: string; orderId: string; returned: { amount: string }[] };
        const told = one(answers as Told[], pick);
        if (!told) return null;
        const reply = await takeBackBy(test, `~/payout-batches/${told.orderId}`, told.id);
        if (reply.status === 200)
          this.bankOut = this.bankOut.plus(Money.sum(told.returned.map(({ amount }) => yuan(amount))));
        return reply;
      }
      case 'take-back-late': {
        const batch = one([...(await this.batches('sent')), ...(await this.batches('settled'))], pick);
        if (!batch) return null;
        const path = `~/payout-batches/${batch.id}`;
        const { lines } = await expectStatus(test.as('auditor').get(`${path}/lines`), 200);
        type Line = { lateReturnId: string | null; amount: string };
        const line = one(
          (lines as Line[]).filter(({ lateReturnId }) => lateReturnId !== null),
          pick,
        );
        if (line?.lateReturnId == null) return null;
        const reply = await takeBackLateBy(test, path, line.lateReturnId);
        if (reply.status === 200) this.bankOut = this.bankOut.plus(yuan(line.amount));
        return reply;
      }
      case 'cash': {
        const runId = one(this.runs, pick);
        if (runId === undefined) return null;
        const payment = { runId, kind: 'member', number: this.who(pick), part: pick % 7 === 0 ? 1 : 0 };
        const cash = { handedOn: todayOf(test), payments: [payment] };
        if (pick % 3 !== 0) await confirmAnswers(test);
        const reply = await test.as('cashier').post('~/payout-cash', cash);
        for (const { direction, amount } of (reply.body.cash ?? []) as {
          direction: string;
          amount: string;
        }[])
          this.cashOut =
            direction === 'paid' ? this.cashOut.plus(yuan(amount)) : this.cashOut.minus(yuan(amount));
        return reply;
      }
      case 'strike': {
        const { cash } = await expectStatus(test.as('auditor').get('~/payout-cash?limit=999'), 200);
        const entry = one(cash as { id: string; direction: string; amount: string }[], pick);
        if (!entry) return null;
        const reply = await test.as('reviewer').post(`~/payout-cash/${entry.id}/strike`, { reason: '记错' });
        if (reply.status === 200)
          this.cashOut =
            entry.direction === 'paid'
              ? this.cashOut.minus(yuan(entry.amount))
              : this.cashOut.plus(yuan(entry.amount));
        return reply;
      }
      case 'set-off': {
        const [owedRunId, againstRunId] = [one(this.runs, pick), one(this.runs, Math.floor(pick / 7))];
        if (owedRunId === undefined || againstRunId === undefined) return null;
        const body = { kind: 'member', number: this.who(pick), owedRunId, againstRunId };
        const reply = await setOffBy(test, body);
        if (reply.status === 200) this.setOffs.push(reply.body.id as string);
        return reply;
      }
      case 'strike-set-off': {
        const setOffId = one(this.setOffs, pick);
        if (setOffId === undefined) return null;
        return test.as('chair').post(`~/payout-set-offs/${setOffId}/strike`, { reason: '抵错' });
      }
      case 'freeze': {
        const holder = { kind: 'member', number: this.who(pick) };
        const kind = ['freeze', 'dispute', 'estate-pending', 'pledge'][pick % 4];
        const reply = await accountant.post('~/restrictions', {
          kind,
          holder,
          effectiveOn: '2025-01-01',
          reason: '法院来函',
        });
        if (reply.status < 300) {
          const id = reply.body.id as string;
          this.restrictions.push(id);
          if (kind !== 'pledge') this.restricted.set(id, holder.number);
        }
        return reply;
      }
      case 'lift': {
        const id = one(this.restrictions, pick);
        if (id === undefined) return null;
        const reply = await liftByTwo(this.test, id, '2025-06-01');
        if (reply.status < 300) this.restricted.delete(id);
        return reply;
      }
      case 'die': {
        // The last two live on: somebody must inherit.
        if (pick % 40 >= PEOPLE - 2) return null;
        const number = String((pick % 40) + 1);
        const standing = { kind: 'deceased', effectiveOn: '2025-03-01' };
        const reply = await accountant.post(`~/members/${await memberId(test, number)}/standings`, standing);
        if (reply.status < 300) this.dead.add(number);
        return reply;
      }
      case 'divide': {
        const heirs = [
          { member: String(PEOPLE), parts: (pick % 3) + 1 },
          { member: String(PEOPLE - 1), parts: 1 },
        ];
        return estateBy(test, { deceased: this.who(pick), heirs, basis: '公证书' });
      }
      case 'undo-estate':
        return undoEstateBy(test, this.who(pick));
      case 'reverse': {
        if (pick % 3 !== 0) return null;
        const runId = one(this.runs, pick);
        if (runId === undefined) return null;
        // A subject is decided once: a reversal that was refused is tried again under the same resolution.
        const decided = this.reversals.get(runId) ?? (await decideReversal(test, runId));
        this.reversals.set(runId, decided);
        const body = { resolutionId: decided, reason: '登记有误' };
        const reply = await test.as('reviewer').post(`~/dividend-runs/${runId}/reverse`, body);
        if (reply.status === 201) {
          this.declared = this.declared.plus(yuan(reply.body.paid as string));
          this.runs.push(reply.body.id as string);
        }
        return reply;
      }
      case 'lose-account':
      case 'get-account': {
        const number = this.who(pick);
        await giveAccount(test, number, deed === 'get-account' ? accountOf(number) : null);
        return null;
      }
    }
  }

  private async batch(pick: number): Promise<Reply> {
    const reply = await makeBatch(this.test, pick % 2 === 0 ? {} : { template: 'abc-payroll' });
    if (reply.status === 201) await this.nobodyHeld(reply.body.batch.id as string);
    return reply;
  }

  /** Nobody who died or is held is in this batch under their own name. */
  private async nobodyHeld(batchId: string): Promise<void> {
    const path = `~/payout-batches/${batchId}/lines?limit=999`;
    const { lines } = await expectStatus(this.test.as('auditor').get(path), 200);
    const own = (lines as { number: string; part: number }[]).filter(({ part }) => part === 0);
    const held = new Set([...this.dead, ...this.restricted.values()]);
    expect(own.filter(({ number }) => held.has(number))).toEqual([]);
  }

  /** Every line answered, one way or the other; now and then only the first. */
  private async answer(deed: 'answer' | 'answer-of-another', pick: number): Promise<Reply | null> {
    const { test } = this;
    const batch = one(await this.batches('sent'), pick);
    if (!batch) return null;
    const { lines } = await expectStatus(
      test.as('auditor').get(`~/payout-batches/${batch.id}/lines?limit=999`),
      200,
    );
    type Line = { serial: number; accountMasked: string; amount: string; outcome: string | null };
    const answers = (lines as Line[]).map(({ serial, accountMasked, amount, outcome }) => ({
      serial,
      amount,
      number: String(Number(accountMasked.slice(-4))),
      result: outcome === null ? ((pick >> (serial % 8)) % 3 === 0 ? '失败' : '成功') : outcome,
    }));
    const told = pick % 5 === 0 ? answers.slice(0, 1) : answers;
    if (deed === 'answer-of-another') {
      const wrong = told.map((each) => ({
        ...each,
        amount: yuan(each.amount).plus(Money.fromFen(1n)).toString(),
      }));
      const reply = await readAnswer(test, batch.id, wrong);
      expect(reply.status).toBe(422);
      return reply;
    }
    const send = () => readAnswer(test, batch.id, told);
    const reply = await send();
    expect(reply.status, JSON.stringify(reply.body)).toBe(200);
    const back = told.filter(
      (each, index) => each.result === '失败' && (lines as Line[])[index]?.outcome === null,
    );
    this.bankOut = this.bankOut.minus(Money.sum(back.map(({ amount }) => yuan(amount))));
    this.lastAnswer = send;
    return reply;
  }

  /**
   * Nobody is lost: what each holder can still claim is what the books owe that holder. Nobody is paid twice: what was
   * declared is what left, by the walker's own count, and what is still owed.
   */
  async check(): Promise<void> {
    const auditor = this.test.as('auditor');
    const { open, owed } = await openAndOwed(this.test);
    expect(open, 'what every holder can claim').toEqual(owed);
    const { total } = await expectStatus(auditor.get('~/member-balances'), 200);
    const year = todayOf(this.test).slice(0, 4);
    const trial = await expectStatus(auditor.get(`~/trial-balance?from=${year}-01-01&to=${year}-12-31`), 200);
    // Of what nobody may draw yet no tax is withheld: it is owed whole.
    const taxes = (trial.rows as { account: string; closing: string }[]).filter(
      ({ account }) => account === '214',
    );
    const declared = this.declared.plus(Money.sum(taxes.map(({ closing }) => yuan(closing))));
    expect(total, 'account 113').toBe(declared.minus(this.bankOut).minus(this.cashOut).toString());
    const { totals } = await expectStatus(auditor.get('~/payout-claims?limit=1'), 200);
    const all = Money.sum((totals as { total: string }[]).map((each) => yuan(each.total)));
    expect(all.toString(), 'all claims').toBe(declared.toString());
    expect(trial.totals.closing).toBe('0.00');
  }
}

function one<T>(list: readonly T[], pick: number): T | undefined {
  return list[pick % Math.max(1, list.length)];
}

describe('whatever is done in whatever order', () => {
  it('nobody is paid twice, nobody is lost, and the books balance', { timeout: 3_600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: STEPS, maxLength: STEPS, size: 'max' }), async (steps) => {
        const clock = new Date('2025-07-31T01:00:00Z');
        const test = await startTestApp({ clock, requestsPerMinute: 1_000_000 });
        try {
          const walk = new Walk(
            test,
            await openRegister(test, ['8000', '9000', '2000', '3', '0.5'], `${FIRST_YEAR}-01-01`),
          );
          await openAccounts(test, PEOPLE, '0.50');
          await openTill(test);
          for (const each of [{ deed: 'declare', pick: 77 } as const, ...steps]) {
            await walk.take(each);
            await walk.check();
          }
          expect(walk.done).toBeGreaterThan(STEPS / 10);
        } finally {
          // Verifies everything once more, line by line.
          await test.close();
        }
      }),
      {
        numRuns: 2,
        endOnFailure: true,
        ...(process.env['HEGU_WALK_SEED'] ? { seed: Number(process.env['HEGU_WALK_SEED']) } : {}),
      },
    );
  });
});
