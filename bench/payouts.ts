/**
 * A posted run through the bank: everything payable made into a file, sent, answered line by line, all in the books. The bare
 * baseline reads as many joined rows and writes them as the same kind of text, then inserts as many rows without keys.
 */
import type postgres from 'postgres';
import { announceRun, approveRun, calculateRun, draftRun, postRun } from '../src/modules/dividends/index.ts';
import { revealPersonal } from '../src/modules/members/index.ts';
import { batchCommands, makePayoutBatch, setPayoutSettings } from '../src/modules/banking/index.ts';
import {
  adoptWidePlan,
  decideRun,
  layRegister,
  letNoticeHang,
  today,
  withBooks,
  type Books,
  type Office,
} from './books.ts';
import { tableRow, timed, type Result, type TableRow } from './measure.ts';

export async function benchPayouts(quick: boolean): Promise<Result> {
  return withBooks(async (books) => {
    await books.owner`create table bare_payout as select * from payment_line limit 0`;
    const rows: TableRow[] = [];
    for (const people of quick ? [600] : [600, 5_000, 50_000])
      rows.push(...(await measure(books, people, quick ? 2 : 3)));
    return {
      title: 'payouts: a run from the file for the bank to its answer, in the books',
      rows,
      notes: ['Each account is opened for the file and compared by its blind index for the answer.'],
    };
  });
}

async function measure(books: Books, people: number, rounds: number): Promise<readonly TableRow[]> {
  const office = await books.open();
  await layRegister(books, office, people);
  await layAccounts(books, office);
  await prepare(office);
  const [made, sent, answered, bare]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let round = 0; round < rounds; round += 1) {
    await postedRun(books, office, 2010 + round, people);
    const [making, { batch }] = await timed(() =>
      office.as(office.accountant, makePayoutBatch, { template: 'icbc-gbpt', payOn: '2199-12-31' }),
    );
    if (batch.count !== people) throw new Error(`${batch.count} payments instead of ${people}`);
    made.push(making);
    const [sending] = await timed(async () => {
      const seen = { changed: 0, shared: 0, returned: 0 };
      await office.as(office.reviewer, batchCommands.release, { orderId: batch.id, seen });
      await office.as(office.cashier, batchCommands.send, { orderId: batch.id });
    });
    sent.push(sending);
    const rows = await answerOf(books, office, batch.id);
    const [reading, { news }] = await timed(() =>
      office.as(office.cashier, batchCommands.answer, {
        orderId: batch.id,
        fileName: 'r.csv',
        sha256: batch.id.replaceAll('-', '').padEnd(64, '0'),
        rest: 'open',
        rows,
        counts: { lines: [], sums: [] },
      }),
    );
    if (news.paid !== people) throw new Error(`${news.paid} paid instead of ${people}`);
    answered.push(reading);
    bare.push(await bareFile(books.owner, batch.id, people));
  }
  const name = `${people.toLocaleString('en-US')} payees`;
  return [
    tableRow({ what: `bank file, ${name}`, samples: made, unit: 's', against: bare }),
    tableRow({ what: `– released and sent, into the books`, samples: sent, unit: 's', against: bare }),
    tableRow({ what: `– the answer read`, samples: answered, unit: 's', against: bare }),
    tableRow({ what: `– bare: rows read, written as text, inserted`, samples: bare, unit: 's' }),
  ];
}

/** Every member an account of twelve digits, sealed as the register does; the books are said to be kept elsewhere. */
export async function layAccounts(books: Books, { cooperativeId, chair }: Office): Promise<void> {
  const { vault } = books.services;
  // Past the triggers, which want each proposed by one person and confirmed by another.
  const change = await books.owner.begin(async (sql) => {
    await sql`set local session_replication_role = replica`;
    const [kept] = await sql<{ id: string }[]>`
      insert into account_change (cooperative_id, id, number, kind, count, made_at)
      values (${cooperativeId}, uuidv7(), 0, 'before', 0, now()) returning id`;
    await sql`insert into books_setting (cooperative_id, version, settings, recorded_at, recorded_by)
      values (${cooperativeId}, 1, ${sql.json({ collectivePart: 'undistributed', keptElsewhere: '基准测试' })}, now(), ${chair})`;
    return kept;
  });
  if (change === undefined) throw new Error('The accounts have no change of their own.');
  const rows = await books.owner<{ id: string; number: string }[]>`
    select id, register_number as number from member where cooperative_id = ${cooperativeId}`;
  for (let start = 0; start < rows.length; start += 5_000) {
    const part = rows.slice(start, start + 5_000);
    const account = (number: string) => `9901${number.padStart(8, '0')}`;
    const hex = part.map(({ id, number }) => ({
      cipher: Buffer.from(
        vault.encrypt(
          { cooperativeId, table: 'member', column: 'bank_account_cipher', row: id, before: '' },
          account(number),
        ),
      ).toString('hex'),
      index: vault.blindIndex(cooperativeId, 'bankAccount', account(number)),
    }));
    await books.owner.begin(async (sql) => {
      await sql`set local session_replication_role = replica`;
      await sql`
      update member m set bank_name = '农信社', bank_account_masked = '****', changed_at = now(), account_change_id = ${change.id},
        bank_account_cipher = decode(d.cipher, 'hex'), bank_account_index = decode(d.index, 'hex')
      from unnest(${part.map(({ id }) => id)}::uuid[], ${hex.map(({ cipher }) => cipher)}::text[],
        ${hex.map(({ index }) => index)}::text[]) as d (id, cipher, index)
      where m.cooperative_id = ${cooperativeId} and m.id = d.id`;
    });
  }
  await books.owner`analyze`;
}

export async function prepare(office: Office): Promise<void> {
  await office.as(office.chair, setPayoutSettings, {
    payerName: '基准合作社',
    payerBank: '农信社',
    payerAccount: '990100000001',
    minimum: '0',
  });
}

export async function postedRun(books: Books, office: Office, year: number, holders: number): Promise<void> {
  const period = `${year}-H2`;
  const pool = '100000000.00';
  await adoptWidePlan(office, period, pool, holders);
  const { id: runId } = await office.as(office.accountant, draftRun, {
    period,
    recordDate: `${year}-12-31`,
    basis: 'record-date',
    method: 'largest-remainder',
    pool,
    taxRate: '0.20',
    taxBasis: '基准测试',
  });
  await office.as(office.accountant, calculateRun, { runId });
  const resolutionId = await decideRun(office, runId, holders);
  await office.as(office.reviewer, approveRun, { runId, resolutionId });
  await office.as(office.accountant, announceRun, { runId, postedOn: today() });
  await letNoticeHang(books, runId);
  await office.as(office.accountant, postRun, { runId });
}

export async function answerOf({ owner, services }: Books, { cooperativeId }: Office, batchId: string) {
  const lines = await owner<{ serial: number; memberId: string; cipher: Uint8Array; amount: string }[]>`
    select l.serial, m.id as "memberId", m.bank_account_cipher as cipher, l.amount::text from payment_line l
    join member m on m.cooperative_id = l.cooperative_id and m.id = l.payee_id
    where l.order_id = ${batchId} order by l.serial`;
  return lines.map(({ serial, memberId, cipher, amount }) => ({
    row: serial + 1,
    tab: 0,
    serial,
    payee: '',
    amount,
    outcome: 'paid' as const,
    reason: '',
    account: revealPersonal(services.vault, { cooperativeId, memberId }, 'bankAccount', {
      cipher,
      index: null,
    }),
  }));
}

async function bareFile(owner: postgres.Sql, batchId: string, people: number): Promise<number> {
  await owner`truncate bare_payout`;
  const [seconds, text] = await timed(async () => {
    const rows = await owner<{ serial: number; name: string; masked: string; amount: string }[]>`
      select l.serial, m.name, m.bank_account_masked as masked, d.net::text as amount
      from payment_line l
      join member m on m.cooperative_id = l.cooperative_id and m.id = l.payee_id
      join dividend_run r on r.cooperative_id = l.cooperative_id and r.id = l.run_id
      join dividend_line d on d.cooperative_id = l.cooperative_id and d.run_id = r.id and d.calculation = r.calculation
        and d.account_id = l.account_id
      where l.order_id = ${batchId} order by l.serial`;
    await owner`insert into bare_payout select * from payment_line where order_id = ${batchId}`;
    return rows.map((row) => `${row.serial}|${row.masked}|${row.name}|${row.amount}|`).join('\r\n');
  });
  if (text.split('\r\n').length !== people) throw new Error('The bare file is short.');
  return seconds;
}
