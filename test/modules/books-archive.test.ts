/** The archive of a year: whole, hashed, and read by others as it stands. */
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { paperKindWords } from '../../src/domain/money-words.ts';
import { Money } from '../../src/domain/money.ts';
import { verifyAll } from '../../src/modules/verification/index.ts';
import { closeYear, enterByHand, takeBack } from '../support/books.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus, openRegister, runToPosted } from '../support/cooperative.ts';
import { askFor } from '../support/papers.ts';
import { makeBatch, openAccounts, sendBatch } from '../support/payout.ts';

let test: TestApp;
let archive: Readonly<Record<string, string>> = {};
let packed: Buffer = Buffer.alloc(0);

const fetchArchive = async (year: number) =>
  (await test.as('auditor').get(`~/exports/books?year=${year}`)).rawPayload;

beforeAll(async () => {
  test = await startTestApp({ clock: new Date('2025-07-23T01:00:00Z') });
  const enter = (date: string, debit: string, credit: string, amount: string, fields: object = {}) =>
    expectStatus(
      enterByHand(test, {
        date,
        summary: '收租金; "东头"|商铺',
        ...fields,
        lines: [
          { account: debit, debit: amount },
          { account: credit, credit: amount },
        ],
      }),
      201,
    );
  await enter('2023-12-31', '102', '301', '500000.00', { kind: 'opening', summary: '建账' });
  await enter('2023-12-31', '154', '202', '700.00', { summary: '在建工程' });
  const part = { chart: '2023', code: '501.01', name: '商铺租金: 东街;西街' };
  await expectStatus(test.as('accountant').post('~/ledger-accounts', part), 201);
  const red2024 = await enter('2024-06-01', '513', '102', '88.80', { summary: '办公"费\\' });
  await expectStatus(
    takeBack(test, red2024.id as string, {
      date: '2024-06-30',
      reason: '重复',
    }),
    201,
  );
  await enter('2024-07-01', '102', '501', '100050.00');
  await expectStatus(closeYear(test, 2024), 201);
  await enter('2025-03-03', '102', '501.01', '600.00');
  const wrong = await enter('2025-03-01', '102', '501', '1234.56');
  await expectStatus(takeBack(test, wrong.id as string, { reason: '金额有误' }), 201);
  await enter('2025-03-02', '102', '501', '120000.00', { summary: '=SUM(1+1)' });
  const resolutionId = await openRegister(test, ['8000', '9000', '2000']);
  await openAccounts(test, 2);
  // Household numbers as villages write them.
  for (const number of ['一组-01', '一组/01', '乙.2_3']) await oweHousehold(number);
  await runToPosted(test, resolutionId, { period: '2024-H2', recordDate: '2024-12-31', pool: '100000.00' });
  const { batch } = await expectStatus(makeBatch(test), 201);
  await expectStatus(sendBatch(test, batch.id as string), 200);
  const wish = { kind: 'half-year-report', period: '2025-H1' } as const;
  await expectStatus(test.as('accountant').post(...askFor(wish)), 201);
  packed = await fetchArchive(2025);
  const files = unzipSync(packed);
  archive = Object.fromEntries(
    Object.entries(files).map(([name, bytes]) => [
      name,
      // Its byte order mark included, which a decoder of the web would take off.
      Buffer.from(bytes).toString(name.endsWith('.pdf') ? 'latin1' : 'utf8'),
    ]),
  );
});
afterAll(() => test.close());

const file = (name: string) => archive[name] ?? '';

/** Sums of a plain-text journal by account, read without the code that wrote it. */
function balancesIn(text: string): ReadonlyMap<string, Money> {
  const sums = new Map<string, Money>();
  let open = Money.zero;
  for (const line of text.split('\n')) {
    const match = /^ {2,4}(\S.*?) {2}(-?\d+\.\d{2}) CNY$/.exec(line);
    if (match) {
      const [, account = '', amount = '0'] = match;
      sums.set(account, (sums.get(account) ?? Money.zero).plus(Money.parse(amount)));
      open = open.plus(Money.parse(amount));
    } else if (/^\d{4}-/.test(line) && !line.includes(' open ')) {
      expect(open.toString(), `before ${line}`).toBe('0.00');
    }
  }
  expect(open.toString()).toBe('0.00');
  return sums;
}

function sumUnder(sums: ReadonlyMap<string, Money>, part: RegExp): string {
  return Money.sum(
    [...sums].filter(([account]) => part.test(account)).map(([, amount]) => amount),
  ).toString();
}

/** Sums by account code, zeros left out. */
function byCode(
  rows: readonly (readonly [code: string, amount: string])[],
): Readonly<Record<string, string>> {
  const sums = new Map<string, Money>();
  for (const [code, amount] of rows) {
    const plain = /-?[\d.]+/.exec(amount.replaceAll(',', ''))?.[0] ?? '0';
    sums.set(code, (sums.get(code) ?? Money.zero).plus(Money.parse(plain)));
  }
  return Object.fromEntries(
    [...sums].filter(([, sum]) => !sum.isZero).map(([code, sum]) => [code, sum.toString()]),
  );
}

/** What verify says of an archive that it reads back: whether all holds, and every line about the archive. */
async function readBack(bytes: Uint8Array): Promise<readonly (string | boolean)[]> {
  const folder = mkdtempSync(join(tmpdir(), 'hegu-archive-'));
  const path = join(folder, 'books.zip');
  writeFileSync(path, bytes);
  const lines: string[] = [];
  const holds = await verifyAll(test.services, (line) => void lines.push(line), {
    outside: false,
    archive: path,
  });
  rmSync(folder, { recursive: true });
  const marked = lines.slice(2).filter((line) => /^ *[✓✗]/.test(line));
  return [holds, ...marked.map((line) => line.replace(path, ''))];
}

type Files = Record<string, Uint8Array>;

/** The archive, changed behind the program's back. */
function other(change: (files: Files) => void): Uint8Array {
  const files = { ...unzipSync(packed) };
  change(files);
  return zipSync(files);
}

/** Puts another file in the place of one, and makes the manifest fit it. */
function refit(files: Files, path: string, bytes: Uint8Array): void {
  const hash = (content: Uint8Array) => createHash('sha256').update(content).digest('hex');
  const before = files[path] ?? new Uint8Array();
  files[path] = bytes;
  const manifest = JSON.parse(strFromU8(files['manifest.json']!)) as { files: Record<string, unknown>[] };
  for (const each of manifest.files)
    if (each['sha256'] === hash(before)) Object.assign(each, { bytes: bytes.length, sha256: hash(bytes) });
  files['manifest.json'] = strToU8(`${JSON.stringify(manifest, null, 2)}\n`);
}

/** Takes a file out, and out of the manifest. */
function takeOut(files: Files, path: string): void {
  delete files[path];
  const manifest = JSON.parse(strFromU8(files['manifest.json']!)) as { files: { path: string }[] };
  manifest.files = manifest.files.filter((each) => each.path !== path);
  files['manifest.json'] = strToU8(`${JSON.stringify(manifest, null, 2)}\n`);
}

const withForgedJournal = (files: Files) =>
  refit(files, 'journal.csv', strToU8(file('journal.csv').replace('600.00', '900.00')));

const NOT_AS_WRITTEN =
  '    ✗ manifest.json is not as this service wrote it: what it says of the files proves nothing';

/** The household of a member that holds shares, and is owed ten yuan. */
async function oweHousehold(number: string): Promise<void> {
  const standings = [{ kind: 'admitted', effectiveOn: '2009-01-01' }];
  const head = {
    registerNumber: `主${number}`,
    name: '赵一',
    household: number,
    relation: 'head',
    standings,
  };
  await expectStatus(test.as('accountant').post('~/members', head), 201);
  const to = { kind: 'household', number };
  const movement = {
    kind: 'subscription',
    shareClass: 'basic',
    to,
    quantity: '1',
    effectiveOn: '2025-07-01',
  };
  await expectStatus(test.as('accountant').post('~/movements', movement), 201);
  const lines = [
    { account: '513', debit: '10.00' },
    { account: '113', credit: '10.00', holder: to },
  ];
  const entry = { date: '2025-07-02', summary: '误工补贴', lines };
  await expectStatus(enterByHand(test, entry), 201);
}

describe('the archive of 2025', () => {
  it('has the files of its manifest, each with its hash', () => {
    const manifest = JSON.parse(file('manifest.json')) as {
      readonly chart: string;
      readonly files: readonly { readonly path: string; readonly sha256: string; readonly zh: string }[];
    };
    expect(manifest.chart).toBe('2023');
    expect([...manifest.files.map(({ path }) => path), 'manifest.json', 'manifest.seal'].sort()).toEqual(
      Object.keys(archive).sort(),
    );
    for (const { path, sha256, zh } of manifest.files) {
      const bytes = path.endsWith('.pdf') ? Buffer.from(file(path), 'latin1') : file(path);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
      expect(zh).not.toBe('');
    }
  });

  it('has the papers of the year with what each is, and is read back by verify', async () => {
    const [paper] = JSON.parse(file('papers.json')) as {
      number: string;
      kind: keyof typeof paperKindWords;
      path: string;
      sha256: string;
      seal: string;
    }[];
    expect(paper).toMatchObject({ number: '2025-000001', path: 'papers/2025-000001.pdf' });
    expect(file('papers/2025-000001.pdf')).toMatch(/^%PDF-/);
    const words = `2025-000001,${paperKindWords[paper?.kind ?? 'voucher'].zh},`;
    expect(file('papers.csv')).toContain(words);
    expect(file('papers.csv')).toMatch(/^2025-000001,[^,]+,[^,]+,[^,]*,中文,/m);
    expect(file('papers.csv')).toContain(`,${paper?.sha256},${paper?.seal},papers/2025-000001.pdf`);
    const good = await readBack(packed);
    expect(good).toEqual([
      true,
      expect.stringMatching(
        /^ {2}✓ .* 1 papers against the register; figures against the books of now; all hold$/,
      ),
    ]);
    // A figure, and the manifest made to fit it; a paper; a file that is gone; another trail.
    const forged = await readBack(other(withForgedJournal));
    expect(forged.slice(2)).toEqual([NOT_AS_WRITTEN, '    ✗ journal.csv is not what the books say']);
    const spoilt = await readBack(
      other((files) => {
        files['papers/2025-000001.pdf']?.fill(1, 2000, 2010);
        delete files['papers.csv'];
      }),
    );
    expect(spoilt.slice(2)).toEqual([
      '    ✗ papers.csv is missing',
      '    ✗ papers/2025-000001.pdf is not what the manifest says',
      '    ✗ paper 2025-000001 is not the one on record',
    ]);
    const stranger = await readBack(
      other((files) => {
        const manifest = file('manifest.json').replace(
          /"seal": "[0-9a-f]{64}"/,
          `"seal": "${'0'.repeat(64)}"`,
        );
        files['manifest.json'] = strToU8(manifest);
      }),
    );
    expect(stranger).toEqual([false, '✗ : no trail has the seal that its manifest tells']);
  });

  it('is the same bytes for the same books', async () => {
    expect((await fetchArchive(2025)).equals(packed)).toBe(true);
  });

  it('its CSV comes to the trial balance of the service', async () => {
    const rows = parse<Record<string, string>>(file('journal.csv'), { columns: true, bom: true });
    const trial = await expectStatus(
      test.as('auditor').get('~/trial-balance?from=2025-01-01&to=2025-12-31'),
      200,
    );
    for (const { account, debit, credit } of trial.rows as Record<string, string>[]) {
      const of = (side: '借方' | '贷方') =>
        Money.sum(rows.filter((row) => row['科目'] === account).map((row) => Money.parse(row[side] ?? '0')));
      expect([account, of('借方').toString(), of('贷方').toString()]).toEqual([account, debit, credit]);
    }
    expect(rows.some((row) => row['借方'] === '-1234.56')).toBe(true);
  });

  it.each([
    ['journal.hledger', /:102 /, /:113 /, /:501 /],
    ['journal.beancount', /:A102$/, /:A113/, /:A501$/],
  ])('%s balances entry by entry and comes to the same balances', async (name, bank, members, income) => {
    const sums = balancesIn(file(name));
    const trial = await expectStatus(
      test.as('auditor').get('~/trial-balance?from=2025-01-01&to=2025-12-31'),
      200,
    );
    const closing = (account: string) =>
      (trial.rows as { account: string; closing: string }[]).find((row) => row.account === account)?.closing;
    expect(sumUnder(sums, bank)).toBe(closing('102'));
    expect(sumUnder(sums, members)).toBe(closing('113'));
    expect(sumUnder(sums, income)).toBe(closing('501'));
    // What was 在建工程 154 in the old chart is 153 in the new one.
    expect(sumUnder(sums, /[:A]153( |$)/)).toBe('700.00');
  });

  it('a summary that a spreadsheet would run is text in the CSV, and as it was entered in the JSON', () => {
    expect(file('journal.csv')).toContain(",'=SUM(1+1),");
    expect(file('journal.csv')).not.toContain(',=SUM(1+1),');
    expect(file('journal.json')).toContain('"=SUM(1+1)"');
  });

  it('its hledger journal declares every account it uses, and its beancount journal opens each', () => {
    const declared = new Set(
      file('journal.hledger')
        .split('\n')
        .flatMap((line) => /^account (.+?) {2};/.exec(line)?.[1] ?? []),
    );
    for (const account of balancesIn(file('journal.hledger')).keys()) expect(declared).toContain(account);
    const opened = new Set(
      file('journal.beancount')
        .split('\n')
        .flatMap((line) => /^\d{4}-01-01 open (\S+) CNY$/.exec(line)?.[1] ?? []),
    );
    for (const account of balancesIn(file('journal.beancount')).keys()) {
      expect(opened).toContain(account);
      expect(account).toMatch(/^(Assets|Liabilities|Equity|Income|Expenses)(:[A-Z0-9][A-Za-z0-9-]*)+$/);
    }
  });

  it('has the roster, the movements and the lines of the dividends that were posted in it, under Chinese heads', () => {
    const rowsIn = (name: string) => parse<Record<string, string>>(file(name), { columns: true, bom: true });
    const movements = rowsIn('share-movements.csv');
    expect(movements.map((row) => [row['种类'], row['股数'], row['生效日期']])).toEqual(
      Array(3).fill(['认购', '1', '2025-07-01']),
    );
    const lines = rowsIn('dividend-lines-1.csv');
    expect(Money.sum(lines.map((row) => Money.parse(row['应发'] ?? '0'))).toString()).toBe('100000.00');
    expect(rowsIn('roster.csv').map((row) => row['姓名'])).toContain('赵一');
    for (const name of Object.keys(archive).filter((each) => each.endsWith('.csv')))
      expect(file(name), name).toMatch(/^\ufeff[\p{Script=Han}SHA,()（）、/“”0-9.-]+/u);
    const manifest = JSON.parse(file('manifest.json')) as {
      files: { path: string; columns?: { zh: string; en: string }[] }[];
    };
    const journal = manifest.files.find(({ path }) => path === 'journal.csv');
    expect(journal?.columns?.at(0)).toEqual({ zh: '凭证号', en: 'number' });
  });

  it('has the share movements, which the service shows, too', async () => {
    const schedule = await expectStatus(
      test.as('auditor').get('~/share-schedule?from=2010-01-01&to=2010-12-31'),
      200,
    );
    expect(schedule.classes[0]).toMatchObject({
      code: 'basic',
      opening: '0',
      issued: '19000',
      closing: '19000',
    });
    const year = JSON.parse(file('share-movements.json'));
    expect(year.classes[0]).toMatchObject({
      opening: '19000',
      closing: '19003',
      movements: [{ kind: 'subscription', count: 3, issued: '3' }],
    });
  });

  it('of a year without entries is empty, and says so by its manifest', async () => {
    const files = unzipSync(await fetchArchive(2001));
    expect(strFromU8(files['journal.csv']!).trim().split('\n')).toHaveLength(1);
  });
});

describe.each([2023, 2024, 2025])('the archive of %i', (year) => {
  let texts: Readonly<Record<string, string>> = {};
  let expected: Readonly<Record<string, string>> = {};
  const folder = mkdtempSync(join(tmpdir(), 'hegu-books-'));
  beforeAll(async () => {
    const files = unzipSync(await fetchArchive(year));
    texts = Object.fromEntries(Object.entries(files).map(([name, bytes]) => [name, strFromU8(bytes)]));
    mkdirSync(join(folder, 'papers'), { recursive: true });
    for (const [name, text] of Object.entries(texts)) writeFileSync(join(folder, name), text);
    const query = `from=${year}-01-01&to=${year}-12-31`;
    const trial = await expectStatus(test.as('auditor').get(`~/trial-balance?${query}`), 200);
    expected = Object.fromEntries(
      (trial.rows as { account: string; closing: string }[])
        .filter(({ closing }) => closing !== '0.00')
        .map(({ account, closing }) => [account, closing]),
    );
    expect(Object.keys(expected).length).toBeGreaterThan(2);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('is accepted by hledger as it stands, where that is installed, with the balance of every account', (context) => {
    if (spawnSync('hledger', ['--version']).status !== 0)
      context.skip('hledger is not installed here: the grammar of its journal is checked above instead.');
    const path = join(folder, 'journal.hledger');
    execFileSync('hledger', ['-f', path, 'check', '--strict']);
    const args = ['-f', path, 'balance', '--strict', '--flat', '--no-total', '-O', 'csv'];
    const report = execFileSync('hledger', args).toString();
    const rows = parse<Record<string, string>>(report, { columns: true });
    // Accounts are `revenues:501.01 name`, the holders of 113 one level below it.
    const codeOf = (account: string) => /^[a-z]+:([\d.]+)/.exec(account)?.[1] ?? account;
    expect(byCode(rows.map((row) => [codeOf(row['account'] ?? ''), row['balance'] ?? '']))).toEqual(expected);
  });

  it('is accepted by beancount as it stands, where that is installed, with the balance of every account', (context) => {
    if (spawnSync('bean-check', ['--version']).status !== 0)
      context.skip('beancount is not installed here: the grammar of its journal is checked above instead.');
    const path = join(folder, 'journal.beancount');
    const checked = spawnSync('bean-check', [path]);
    expect(`${checked.stdout.toString()}${checked.stderr.toString()}`).toBe('');
    expect(checked.status).toBe(0);
    const query = 'select account, sum(number) as balance group by account';
    const report = spawnSync('bean-query', ['-f', 'csv', path, query]);
    if (report.status !== 0) context.skip('bean-query is not installed here; bean-check accepted the file.');
    const rows = parse<Record<string, string>>(report.stdout.toString(), { columns: true, trim: true });
    const codeOf = (account: string) => /^[A-Za-z]+:A([\d-]+)/.exec(account)?.[1]?.replaceAll('-', '.');
    expect(byCode(rows.map((row) => [codeOf(row['account'] ?? '') ?? '', row['balance'] ?? '']))).toEqual(
      expected,
    );
  });
});

describe('an archive to which the books have gone on', () => {
  const PAPER = 'papers/2025-000001.pdf';
  beforeAll(async () => {
    const lines = [
      { account: '102', debit: '5.00' },
      { account: '501', credit: '5.00' },
    ];
    await expectStatus(enterByHand(test, { date: '2025-07-20', summary: '房租', lines }), 201);
  });

  it('holds by its own proof while it is as it was written', async () => {
    expect(await readBack(packed)).toEqual([
      true,
      expect.stringMatching(
        /the books went on by \d+ entries since, figures as sealed at the time; all hold$/,
      ),
    ]);
  });

  it.each<readonly [string, (files: Files) => void, readonly string[]]>([
    ['a figure is changed, and the manifest made to fit it', withForgedJournal, [NOT_AS_WRITTEN]],
    [
      'a paper is another, and the manifest made to fit it',
      (files) => {
        const forged = Uint8Array.from(files[PAPER]!);
        forged.fill(1, 2000, 2010);
        refit(files, PAPER, forged);
      },
      [NOT_AS_WRITTEN, '    ✗ paper 2025-000001 is not the one on record'],
    ],
    [
      'the list of papers is gone, out of the manifest as well',
      (files) => takeOut(files, 'papers.json'),
      [NOT_AS_WRITTEN, '    ✗ papers.json cannot be read'],
    ],
    [
      'a paper is left out of both lists',
      (files) => {
        takeOut(files, PAPER);
        refit(files, 'papers.json', strToU8('[]\n'));
      },
      [NOT_AS_WRITTEN, '    ✗ paper 2025-000001 is left out'],
    ],
    [
      'a paper is on the list, and its file is not there',
      (files) => takeOut(files, PAPER),
      [NOT_AS_WRITTEN, '    ✗ papers/2025-000001.pdf is missing'],
    ],
    [
      'its proof is taken out',
      (files) => {
        withForgedJournal(files);
        delete files['manifest.seal'];
      },
      ['    ✗ manifest.seal is missing: nothing proves its figures by now'],
    ],
  ])('%s: that is named', async (_, change, wrong) => {
    const [holds, , ...lines] = await readBack(other(change));
    expect([holds, lines]).toEqual([false, wrong]);
  });
});
