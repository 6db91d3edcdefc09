/** However much was looked at since the last command, the next entry covers a bounded piece of it, and the service covers the rest. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { checkRows } from '../../src/modules/verification/row-check.ts';
import { checkTrail } from '../../src/modules/verification/trail-check.ts';
import { createFindings } from '../../src/modules/verification/finding.ts';
import { refuse } from '../../src/domain/refusal.ts';
import { appendEntry, coverWaiting, COVERING } from '../../src/platform/command.ts';
import { connectDatabase, rawSql, type Database, type Tx } from '../../src/platform/database.ts';
import { chainRoot } from '../../src/platform/hash-chain.ts';
import { outsideChain } from '../../src/platform/platform-chain.ts';
import { COVERED_AT_ONCE, manyWait } from '../../src/platform/row-digests.ts';
import { createVault } from '../../src/platform/vault.ts';
import { cloneDatabase, type TestDatabase } from '../support/database.ts';
import { insertRow, takeMeaningOff } from '../support/rows-of-no-meaning.ts';

const vault = createVault(Buffer.alloc(32, 7));
let test: TestDatabase;
let database: Database;
let own = '';

beforeAll(async () => {
  test = await cloneDatabase();
  await takeMeaningOff(test.owner, ['told\\_%', 'with\\_an\\_entry', 'under\\_an\\_entry']);
  own = await test.openCooperative();
  await test.owner`update book set seal = ${chainRoot}`;
  database = connectDatabase({
    url: test.url,
    connections: 2,
    chain: outsideChain((text, id) => vault.chainHash(text, id)),
  });
}, 120_000);
afterAll(async () => {
  await database.close();
  await test.drop();
});

const looks = (many: number) =>
  database.write(own, async (tx) => {
    for (let each = 0; each < many; each += 1) await insertRow(rawSql(tx), 'access_entry', own);
  });

/** What a command leaves in the trail. */
const command = () =>
  database.write(own, async (tx) => {
    const [head] = await rawSql(tx)<{ number: string; seal: string }[]>`
      select last_entry_number::text as number, seal from book where cooperative_id = ${own}`;
    await insertRow(rawSql(tx), 'payment_release', own);
    await appendEntry(
      tx,
      vault,
      { number: BigInt(head?.number ?? 0), seal: head?.seal ?? '' },
      {
        cooperativeId: own,
        recordedAt: new Date(),
        actorId: own,
        actorName: '王会计',
        command: 'members.add',
        inputHash: '',
        notes: [],
      },
    );
  });

const cover = (by = vault) => coverWaiting({ database, vault: by, clock: () => new Date() }, own);
const lastEntry = async () => {
  const [head] =
    await test.owner`select last_entry_number::text as number from book where cooperative_id = ${own}`;
  return head?.['number'] as string;
};

/** Digests of looks, by the entry that covers them. */
const covered = async () => {
  const rows = await test.owner<{ entry: string | null; many: number }[]>`
    select entry_number::text as entry, count(*)::int as many from row_digest where table_name = 'access_entry' group by 1, entry_number
    order by entry_number`;
  return rows.map(({ entry, many }) => [entry, many]);
};

const findings = () =>
  database.read(own, async (tx: Tx) => {
    const found = createFindings();
    const told = await checkTrail(tx, vault, own, found);
    await checkRows(tx, vault, own, told, found);
    return found.kept.map(({ table, rule }) => `${table} ${rule}`);
  });

it('a command covers the first thousand, what is left counts by its seal, and the service covers it piece by piece', async () => {
  await looks(2 * COVERED_AT_ONCE + 300);
  await command();
  expect(await covered()).toEqual([
    ['1', COVERED_AT_ONCE],
    [null, COVERED_AT_ONCE + 300],
  ]);
  expect(await findings()).toEqual([]);
  await cover();
  expect(await covered()).toEqual([
    ['1', COVERED_AT_ONCE],
    ['2', COVERED_AT_ONCE],
    [null, 300],
  ]);
  expect(await findings()).toEqual([]);
  const [last] = await test.owner`select command, actor_name from audit_entry where number = 2`;
  expect(last).toEqual({ command: COVERING, actor_name: '合股 Hegu' });
  // Less than a piece waits for the command that comes next.
  await cover();
  await command();
  expect((await covered()).at(-1)).toEqual(['3', 300]);
  expect(await findings()).toEqual([]);
}, 120_000);

it('what an older process wrote beside a newer one is named, and goes by the statement of the operation page', async () => {
  const statements = ['docs/operation.md', 'docs/operation.zh.md'].map(
    (page) => /`(begin; [^`]*delete from access_entry [^`]*)`/.exec(readFileSync(page, 'utf8'))?.[1] ?? page,
  );
  expect(new Set(statements).size).toBe(1);
  await looks(3);
  // As a program writes that knows of no seals.
  const older = connectDatabase({ url: test.url, connections: 1 });
  for (let each = 0; each < 2; each += 1)
    await older.write(own, (tx) => insertRow(rawSql(tx), 'access_entry', own));
  await older.close();
  const named = ['access_entry row-added', 'row_digest digest-unsealed'];
  expect((await findings()).sort()).toEqual([...named, ...named].sort());
  await test.owner.unsafe(statements[0] ?? '');
  expect(await findings()).toEqual([]);
  const [left] = await test.owner`select count(*)::int as looks from row_digest where entry_number is null`;
  expect(left).toEqual({ looks: 3 });
});

it('where somebody else wrote what waits in front, the service covers its own before it, and enters nothing that covers nothing', async () => {
  await test.owner.begin(async (owner) => {
    await owner.unsafe('set local session_replication_role = replica');
    await owner`insert into row_digest (cooperative_id, table_name, operation, keys, digests, seal)
      select ${own}, 'access_entry', 'I', array['x' || i], sha256('x'), repeat('0', 64) from generate_series(1, ${COVERED_AT_ONCE}) i`;
  });
  const before = await covered();
  expect(before.at(-1)).toEqual([null, COVERED_AT_ONCE + 3]);
  // The three looks from before bear the seal of the service and stand in front of what bears none.
  const after = [...before.slice(0, -1), ['4', 3], [null, COVERED_AT_ONCE]];
  await cover();
  expect(await covered()).toEqual(after);
  // However often it is asked: what came behind waits as well, no entry is empty, and what is false is named as long as it lies there.
  await looks(2);
  for (let each = 0; each < 2; each += 1) await cover();
  expect(await covered()).toEqual([...after.slice(0, -1), [null, COVERED_AT_ONCE + 2]]);
  expect(await database.read(own, (tx) => manyWait(tx, own))).toBe(true);
  expect(await lastEntry()).toBe('4');
  expect([...new Set(await findings())]).toEqual(['row_digest digest-unsealed']);
}, 120_000);

it('where the keys that the books came with do not open, nothing is entered, and that keeps nobody', async () => {
  const withheld = {
    ...vault,
    chainHash: (text: string, id?: string) => {
      if (id === own) throw refuse('cooperative.keys-changed');
      return vault.chainHash(text, id);
    },
  };
  // Behind what is false an entry covers nothing either way: without it the keys alone keep it.
  await test.owner.begin(async (owner) => {
    await owner.unsafe('set local session_replication_role = replica');
    await owner`delete from row_digest where seal = repeat('0', 64)`;
  });
  await looks(COVERED_AT_ONCE);
  await cover(withheld);
  expect(await lastEntry()).toBe('4');
  await cover();
  expect(await covered()).toContainEqual(['5', COVERED_AT_ONCE]);
}, 120_000);
