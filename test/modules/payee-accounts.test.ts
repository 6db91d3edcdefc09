/** Accounts that money goes to: entered by one person, confirmed by another, and held until then, at every door. */
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importNow } from '../../src/modules/exchange/index.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus, openRegister, runToPosted, basisOfNewcomer } from '../support/cooperative.ts';
import {
  accountOf,
  confirmAccounts,
  enterAccount,
  exampleRun,
  makeBatch,
  memberId,
  openAccounts,
  sendBatch,
  sentBatch,
  states,
} from '../support/payout.ts';
import { caseOf, numbersIn } from '../support/cases.ts';

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2025-07-10T02:00:00Z') });
});
afterAll(() => test.close());

const awaiting = async () =>
  (await expectStatus(test.as('reviewer').get('~/account-changes?state=awaiting'), 200)).changes as {
    id: string;
    count: number;
    madeBy: string;
  }[];
const accountsIn = async (orderId: string) =>
  expectStatus(test.as('reviewer').get(`~/payout-batches/${orderId}/accounts`), 200);

describe('an account that was entered', () => {
  // “PATCH member 003 with 006's account”: 3 is given the account of 6.
  const [swapped, other] = numbersIn(caseOf('ACCOUNT-SWAP').input, 2).map((text) => String(Number(text))) as [
    string,
    string,
  ];

  beforeAll(async () => {
    const resolutionId = await openRegister(test, ['1000', '1000', '8000', '3000', '3000', '3000']);
    await openAccounts(test, 6);
    await runToPosted(test, resolutionId, exampleRun);
    await sentBatch(test);
    await runToPosted(test, resolutionId, { ...exampleRun, period: '2025-H1', recordDate: '2025-06-30' });
  });

  it('is paid nothing until another person confirms it, and the batch names who waits', async () => {
    await enterAccount(test, swapped, accountOf(other));
    const held = { [`2/${swapped}`]: 'account-unconfirmed', [`2/${other}`]: 'payable' };
    expect(await states(test)).toMatchObject(held);
    const { batch, leftOut } = await expectStatus(makeBatch(test), 201);
    expect(batch.count).toBe(5);
    expect(leftOut).toContainEqual({
      state: 'account-unconfirmed',
      count: 1,
      total: '42105.26',
      open: '42105.26',
    });
    expect((await accountsIn(batch.id as string)).waiting).toEqual([
      { number: swapped, name: '股东3', accountMasked: '****0006', amount: '42105.26' },
    ]);
    await expectStatus(sendBatch(test, batch.id as string), 200);
  });

  it('is confirmed neither by whoever entered it nor twice, and shows what stood before and who shares it', async () => {
    const [change] = await awaiting();
    const path = `~/account-changes/${change?.id}`;
    expect(change).toMatchObject({ count: 1, madeBy: 'The accountant' });
    expect((await test.as('accountant').post(`${path}/confirm`)).status).toBe(403);
    const { accounts } = await expectStatus(test.as('reviewer').get(path), 200);
    expect(accounts).toMatchObject([
      { number: swapped, accountMasked: '****0006', beforeMasked: '****0003', sharedWith: [other] },
    ]);
    await expectStatus(test.as('reviewer').post(`${path}/confirm`), 200);
    const again = await test.as('chair').post(`${path}/send-back`, { reason: '有误' });
    expect(again).toMatchObject({ status: 409, body: { code: 'account.reviewed' } });
  });

  it('stands before whoever releases the batch: changed since the last payment, shared by two households', async () => {
    const { batch } = await expectStatus(makeBatch(test), 201);
    const { changed, shared, waiting } = await accountsIn(batch.id as string);
    expect(changed).toEqual([
      {
        serial: 1,
        number: swapped,
        name: '股东3',
        accountMasked: '****0006',
        beforeMasked: '****0003',
        confirmedBy: 'The reviewer',
      },
    ]);
    expect(shared).toMatchObject([
      { accountMasked: '****0006', serials: [1], bearers: [{ number: swapped }, { number: other }] },
    ]);
    expect(waiting).toEqual([]);
    await expectStatus(sendBatch(test, batch.id as string), 200);
  });

  it('that was sent back stays unpaid until it is entered anew and confirmed', async () => {
    await enterAccount(test, '3', '99010588000000777');
    const [change] = await awaiting();
    const sentBack = { reason: '与存折不符' };
    const reviewer = test.as('reviewer');
    await expectStatus(reviewer.post(`~/account-changes/${change?.id}/send-back`, sentBack), 200);
    expect(await awaiting()).toEqual([]);
    await enterAccount(test, '3');
    expect(await awaiting()).toHaveLength(1);
    await confirmAccounts(test);
  });

  it('again in the same words changes nothing', async () => {
    await enterAccount(test, '3');
    expect(await awaiting()).toEqual([]);
  });

  it('with a new member waits alike', async () => {
    const basis = await basisOfNewcomer(test);
    const standings = [{ kind: 'admitted', effectiveOn: '2024-01-01', basis }];
    const newcomer = { registerNumber: '9', name: '新来者', standings, bankAccount: accountOf('9') };
    await expectStatus(test.as('accountant').post('~/members', newcomer), 201);
    expect(await awaiting()).toMatchObject([{ count: 1 }]);
    await confirmAccounts(test);
  });
});

describe('a card number that fails Luhn', () => {
  it('is taken in with a warning, by hand and in one row of a roster', async () => {
    const id = await memberId(test, '3');
    const [bankAccount = ''] = /\d{8} \d{8}/.exec(caseOf('LUHN').input) ?? [];
    const card = { bankAccount };
    const { warnings } = await expectStatus(test.as('accountant').patch(`~/members/${id}`, card), 200);
    expect(warnings).toMatchObject([{ code: 'bank-account.check-digit', pointer: '/bankAccount' }]);
    await confirmAccounts(test);
    const roster = `股东编号,姓名,入社日期,银行账号\n21,赵一,,${bankAccount.replace(' ', '')}\n22,赵二,,99010588000021`;
    const sender = { cooperativeId: test.cooperativeId, userId: test.as('accountant').userId };
    const file = { kind: 'roster', fileName: '名册.csv', bytes: Buffer.from(roster) } as const;
    const { state, result } = await importNow(test.services, sender, file, false);
    expect([state, result]).toMatchObject([
      'checked',
      {
        members: 2,
        // Nobody of this list has a day of admission either.
        warnings: [{ code: 'roster.nobody-admitted' }, { code: 'bank-account.check-digit', row: 2 }],
      },
    ]);
  });
});

describe('PostgreSQL', () => {
  const refused = async (statement: string, values: string[] = []) => {
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    try {
      await owner.unsafe(statement, values);
      return 'written';
    } catch (error) {
      return String((error as Error).message);
    } finally {
      await owner.end();
    }
  };

  it('takes no account without a change of the same transaction', async () => {
    const id = await memberId(test, '1');
    const swap = `update member set bank_account_index = o.bank_account_index, bank_account_cipher = o.bank_account_cipher
      from member o where o.register_number = '3' and member.id = $1`;
    expect(await refused(swap, [id])).toContain('an account is entered with a change');
  });

  it('takes no confirmation by whoever entered the account', async () => {
    await enterAccount(test, '2', '99010588000000222');
    const own = `insert into account_change_review select cooperative_id, id, 'confirmed', null, made_at, made_by
      from account_change order by number desc limit 1`;
    expect(await refused(own)).toContain('whoever entered an account does not confirm it');
  });

  it('takes no payment to an account that nobody confirmed', async () => {
    const line = `with made as (
        insert into payment_order select cooperative_id, gen_random_uuid(), kind, 999, pay_on, purpose, 1, 1, template, encoding,
          file_id, made_at, made_by, payer_version from payment_order limit 1 returning *)
      insert into payment_line
      select o.cooperative_id, o.id, 1, m.id, m.name, null, m.bank_account_index, m.bank_account_masked, 1, null, null, null
      from made o join member m on m.register_number = '2'`;
    expect(await refused(line)).toContain('an account that nobody has confirmed');
    await confirmAccounts(test);
  });
});
