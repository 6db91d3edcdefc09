/** The demonstration, cut off in the middle and told again, on the embedded database that everybody gets. */
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import iconv from 'iconv-lite';
import postgres from 'postgres';
import readWorkbook from 'read-excel-file/node';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { boot, type Running } from '../../src/boot.ts';
import { parseConfig } from '../../src/config.ts';
import { interfaceOf } from '../../src/demo/client.ts';
import { greeting, perform, recall, signInOf, writeSummary, type Summary } from '../../src/demo/demo.ts';
import { tellingIn } from '../../src/demo/telling.ts';
import { bankTemplates } from '../../src/domain/bank-templates.ts';
import { paymentsIn } from '../../src/demo/bank.ts';
import { Money } from '../../src/domain/money.ts';
import { dutyWords, roleWords } from '../../src/domain/role-words.ts';
import { dayInChina } from '../../src/platform/services.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { caseOf, numbersIn, titleOf } from '../support/cases.ts';

let running: Running;
const folder = mkdtempSync(join(tmpdir(), 'hegu-demo-test-'));

beforeAll(async () => {
  running = await boot(parseConfig({ HEGU_DATA_DIR: folder, HEGU_LOG_LEVEL: 'silent' }));
}, 600_000);
afterAll(async () => {
  await running.close();
  rmSync(folder, { recursive: true, force: true });
});

it('pays every half-year of both cooperatives to the fen, leaves its papers, and goes on where it was cut off', async () => {
  const { services } = running;
  const said: string[] = [];
  const tell = {
    ...tellingIn('zh'),
    chapter: () => undefined,
    line: () => undefined,
    columns: () => undefined,
  };
  const password = await signInOf(services, join(folder, 'demo-sign-in.txt'));
  let papers = 0;
  const cutOff = () => {
    papers += 1;
    if (papers === 6) throw new Error('cut off');
  };
  await expect(perform(services, password, join(folder, 'cut'), { ...tell, paper: cutOff })).rejects.toThrow(
    'cut off',
  );
  const told = await perform(services, password, folder, {
    ...tell,
    verified: (line) => void said.push(line),
  });
  writeSummary(join(folder, 'summary.json'), told);

  expect(told.holds, said.join('\n')).toBe(true);
  const { cooperatives } = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as Summary;
  const [summary, neighbour, sample] = [cooperatives[0]!, cooperatives[1]!, cooperatives[2]!];
  expect(cooperatives.map(({ cooperative }) => cooperative)).toEqual([
    '双泉社区股份经济合作社',
    '清泉社区股份经济合作社',
    '柳溪社区股份经济合作社（样例）',
  ]);
  const regular = summary.runs.filter((run) => run.kind === 'regular');
  expect(regular.map((run) => run.period)).toEqual([
    '2010-H2',
    '2011-H1',
    '2011-H2',
    '2012-H1',
    '2012-H2',
    '2013-H1',
  ]);
  for (const { runs } of cooperatives) {
    let carried = Money.zero;
    for (const run of runs) {
      const [pool, carriedIn, paid, out] = [run.pool, run.carriedIn, run.paid, run.carried].map((text) =>
        Money.parse(text),
      );
      expect(paid!.plus(out!).toString(), run.period).toBe(pool!.plus(carriedIn!).toString());
      expect(run.seal).toMatch(/^[0-9a-f]{64}$/);
      if (run.kind !== 'regular') continue;
      expect(carriedIn!.toString(), run.period).toBe(carried.toString());
      carried = out!;
    }
  }
  // The half-year under the law of 2025: whatever the certificate asks is answered with yes.
  expect(neighbour.runs).toMatchObject([
    { period: '2025-H2', pool: '96000.00', paid: '95997.72', carried: '2.28' },
  ]);
  const asked = neighbour.certificates.map(({ lawful, answers }) => [
    lawful,
    Object.fromEntries(answers.map(({ question, answer }) => [question, answer])),
  ]);
  const ofDecisions = ['power', 'notice', 'quorum', 'majority', 'papers-open', 'party-study', 'four-eyes'];
  const ofMoney = ['plan', 'reserve', 'public-notice', 'objections', 'tax'];
  const all = (questions: readonly string[], answer: string) =>
    Object.fromEntries(questions.map((question) => [question, answer]));
  const [yes, ofScheme] = [all(ofDecisions, 'yes'), all(ofMoney, 'not-asked')];
  expect(asked).toEqual([
    [true, { ...yes, ...all(ofMoney, 'yes') }],
    [true, { ...yes, ...ofScheme }],
  ]);
  // The sample stops midway: what comes next is to post, and everybody of the office has something to do.
  expect([sample.runs, sample.batches]).toEqual([[], []]);
  expect(await openIn(services, password)).toEqual({
    next: expect.arrayContaining(['run-posted']) as unknown,
    reviewer: ['account-change', 'entry', 'movement', 'setting', 'till-count'],
    supervisor: ['access', 'meeting-closing', 'setting', 'till-count'],
  });
  expect(new Set(summary.documents.map(({ kind }) => kind)).size).toBe(12);
  for (const { file, sha256 } of cooperatives.flatMap(({ documents }) => documents)) {
    expect(
      createHash('sha256')
        .update(readFileSync(join(folder, file)))
        .digest('hex'),
      file,
    ).toBe(sha256);
  }
  // Every half-year went to the bank, some payments came back, and the books balance with what members are still owed.
  expect(summary.batches).toHaveLength(6);
  expect(new Set(summary.batches.map(({ template }) => template))).toEqual(
    new Set(bankTemplates.map(({ id }) => id)),
  );
  expect(summary.batches.filter(({ waiting }) => waiting.some(({ state }) => state === 'held'))).toHaveLength(
    5,
  );
  for (const { count, total, paid, returned, state } of summary.batches) {
    expect([state, paid.count + returned.count]).toEqual(['settled', count]);
    expect(Money.parse(paid.total).plus(Money.parse(returned.total)).toString()).toBe(total);
    expect(returned.count).toBeGreaterThan(0);
  }
  for (const { trialBalance, waiting } of cooperatives) {
    const { rows, totals, owedToMembers } = trialBalance;
    expect([totals.opening, totals.closing]).toEqual(['0.00', '0.00']);
    expect(totals.debit).toBe(totals.credit);
    const owedOn = (code: string) =>
      Money.parse(rows.find(({ account }) => account === code)?.closing ?? '0').negated();
    expect(owedOn('113').plus(owedOn('202.90')).toString()).toBe(owedToMembers);
    expect(Money.sum(waiting.map(({ net }) => Money.parse(net))).toString()).toBe(owedToMembers);
  }
  expect(summary.trialBalance.rows.some(({ account }) => account === '202.90')).toBe(true);
  expect(summary.waiting.map(({ state }) => state)).toEqual(
    expect.arrayContaining(['returned', 'no-account']),
  );
  const files = readdirSync(folder);
  // One bank takes a workbook: names that GBK lacks stay as they are, and accounts are text.
  expect(files).toContain('payout-0002-abc-payroll.xlsx');
  const [workbook] = await readWorkbook(readFileSync(join(folder, 'payout-0002-abc-payroll.xlsx')));
  const names = workbook!.data.map(([, name]) => String(name ?? ''));
  const inGbk = (name: string) => iconv.decode(iconv.encode(name, 'gbk'), 'gbk');
  expect(names.filter((name) => inGbk(name) !== name)).not.toEqual([]);
  expect(new Set(workbook!.data.slice(1, -1).map(([, , account]) => typeof account))).toEqual(
    new Set(['string']),
  );
  for (const { file, count, total, template } of cooperatives.flatMap(({ batches }) => batches)) {
    const payments = await paymentsIn(template, readFileSync(join(folder, file)));
    expect(payments, file).toHaveLength(count);
    expect(Money.sum(payments.map(({ amount }) => Money.parse(amount))).toString(), file).toBe(total);
  }
  for (const [ending, count] of [
    ['-return.csv', 6],
    // The months in which something was paid, or set free by a restriction that ended.
    ['-withholding-client.csv', 8],
    ['.zip', 3],
  ] as const)
    expect(
      files.filter((name) => name.endsWith(ending)),
      ending,
    ).toHaveLength(count);
  expect(files.filter((name) => name.endsWith('.pdf'))).toHaveLength(summary.documents.length);
  const ofNeighbour = readdirSync(join(folder, 'qingquan'));
  expect(ofNeighbour.filter((name) => name.endsWith('.pdf'))).toHaveLength(neighbour.documents.length);
  expect(ofNeighbour).toEqual(
    expect.arrayContaining([
      'payout-0001-return.csv',
      'tax-2026-01-withholding-client.csv',
      'books-2025.zip',
    ]),
  );
  expect(existsSync(join(folder, 'demo-sign-in.txt'))).toBe(true);
}, 900_000);

/** What the checklist of the sample says comes next, and what waits for two of its people, as they see it today. */
async function openIn(services: Running['services'], password: string) {
  const app = await buildApp(services, { logger: false });
  try {
    const api = interfaceOf(app);
    const waitsFor = async (who: string) => {
      const person = await api.signIn(`sample-${who}`, password);
      const { cooperatives } = await person.readSession({});
      api.enter(cooperatives[0]!.id);
      const { items } = await person.listWaiting({});
      return { person, kinds: items.filter(({ may }) => may).map(({ kind }) => kind) };
    };
    const reviewer = await waitsFor('reviewer');
    const { items } = await reviewer.person.readChecklist({ period: '2025-H2' });
    const next = items.filter(({ state }) => state === 'next').map(({ step }) => step);
    const sorted = (kinds: readonly string[]) => [...new Set(kinds)].sort();
    return {
      next,
      reviewer: sorted(reviewer.kinds),
      supervisor: sorted((await waitsFor('supervisor')).kinds),
    };
  } finally {
    await app.close();
  }
}

it('leaves a member of the neighbour money that came, a notice to object to and a mother to look for, as of today', async () => {
  const { services } = running;
  const password = await signInOf(services, join(folder, 'demo-sign-in.txt'));
  const app = await buildApp(services, { logger: false });
  try {
    const api = interfaceOf(app, 'portal');
    const son = await api.signIn('qingquan-shareholder', password);
    const { cooperatives } = await son.readSession({});
    api.enter(cooperatives[0]!.id);
    const { dividends, claims } = await son.readOwnMoney({});
    expect(dividends.map(({ period, state }) => [period, state])).toEqual([
      ['2025-H2', 'posted'],
      ['2026-H1', 'on-notice'],
    ]);
    expect(claims).toMatchObject([{ period: '2025-H2', state: 'paid', payment: { outcome: 'paid' } }]);
    const { notices } = await son.readOwnNotices({});
    expect(notices.map(({ period, isOver }) => [period, isOver])).toEqual([
      ['2025-H2', true],
      ['2026-H1', false],
    ]);
    const { runId, postedOn } = notices[1]!;
    expect(postedOn).toBe(dayInChina(services.clock()).toString());
    expect(await son.objectToRun({ runId, text: '股数不对，请核对。' })).toMatchObject({ number: 1 });
    const { actsFor } = await son.readOwnMandates({});
    expect(actsFor).toMatchObject([{ name: '王月珍', ground: 'child', scope: 'read' }]);
  } finally {
    await app.close();
  }
}, 60_000);

it(
  titleOf(
    'TAXROW-2',
    'every row of every tax list of the demonstration is its income times its rate, half up',
  ),
  () => {
    const [differ, of] = numbersIn(/(\d+) of (\d+) differ/.exec(caseOf('TAXROW-2').got)?.[0] ?? '', 2);
    expect(Number(differ)).toBeGreaterThan(0);
    const fen = (text = '') => BigInt(text.replace('.', ''));
    const rows = readdirSync(folder)
      .filter((name) => name.endsWith('-withholding-client.csv'))
      .flatMap((name) => readFileSync(join(folder, name), 'utf8').trim().split('\r\n').slice(1))
      .map((row) => row.split(','));
    expect(rows).toHaveLength(Number(of));
    expect(rows.filter(([, , , , , , rate]) => rate !== '0.2')).toEqual([]);
    const others = rows.filter(([, , , , , income, , tax]) => (fen(income) * 20n + 50n) / 100n !== fen(tax));
    expect(`${others.length} rows differ`).toBe(caseOf('TAXROW-2').right);
  },
);

it(
  titleOf('YEAR-2', 'statement and plan of one paper agree: what is between them is said, with its figure'),
  async () => {
    const [year = ''] = /\d{4}$/.exec(caseOf('YEAR-2').right) ?? [];
    const summary = JSON.parse(readFileSync(join(folder, 'summary.json'), 'utf8')) as Summary;
    const said: string[] = [];
    for (const { kind, file } of summary.cooperatives[0]!.documents) {
      if (kind !== 'half-year-report' || !file.endsWith('-zh.pdf')) continue;
      const { text } = await readPdf(readFileSync(join(folder, file)));
      said.push(text.replaceAll(/[\s,]/g, ''));
    }
    const paper = said.find(
      (text) => text.includes(`${year}年下半年`) && text.includes('六、年末未分配收益'),
    );
    // The last of three columns is the year.
    const [, atEnd = ''] = /六、年末未分配收益(?:-?\d+\.\d\d){2}(-?\d+\.\d\d)/.exec(paper ?? '') ?? [];
    const [, carried = '', stated, between = '', residue] =
      /分配方案结转(\S+?)元，上表未分配收益(\S+?)元，相差(\S+?)元：(\S+?)元为每股分配取整后的结余/.exec(
        paper ?? '',
      ) ?? [];
    expect([stated, residue]).toEqual([atEnd, between]);
    expect(Money.parse(carried).plus(Money.parse(between)).toString()).toBe(atEnd);
  },
);

it(
  titleOf(
    'START-LANGUAGE',
    'who may do what stands beside the sign-in names, in the language of the installation',
  ),
  () => {
    const places = { address: 'http://127.0.0.1', password: 'x', signInFile: 'x', papers: 'x' };
    const said = greeting(tellingIn('zh'), places, '');
    for (const role of ['representative', 'shareholder', 'accountant', 'cashier', 'supervisor'] as const) {
      const row = said.split('\n').find((line) => line.includes(` ${roleWords[role].zh} `));
      expect(row, role).toContain(dutyWords[role].zh);
    }
    expect(said).not.toMatch(/[a-z]{3,} [a-z]{2,}/);
    for (const who of ['sample-shareholder', 'shareholder', 'representative', 'qingquan-shareholder'])
      expect(said).toMatch(new RegExp(`/portal/\\?c=\\S+ +\\(${who}\\)`));
  },
);

it('is proved by the command line while it runs; a changed fen is found and named', async () => {
  const verify = () =>
    spawnSync(process.execPath, ['src/cli.ts', 'verify'], {
      env: { ...process.env, HEGU_DATA_DIR: folder, HEGU_LANGUAGE: 'en' },
      encoding: 'utf8',
    });
  const honest = verify();
  expect([honest.status, honest.stdout]).toEqual([0, expect.stringContaining('8 runs with 3086 lines')]);
  const owner = postgres(running.databaseUrl, { max: 1 });
  await owner.unsafe(`alter table dividend_line disable trigger user;
    update dividend_line l set gross = l.gross + 0.01, net = l.net + 0.01 from dividend_run r, holder_account a
    where r.id = l.run_id and r.number = 5 and a.id = l.account_id and a.number = '0010'`);
  await owner.end();
  const spoilt = verify();
  expect([spoilt.status, spoilt.stdout]).toEqual([
    1,
    expect.stringContaining('dividend line of run 5, member 0010'),
  ]);
}, 240_000);

it('a folder that another version left is opened as it is, and says what to delete for the story of this one', async () => {
  const file = join(folder, 'summary.json');
  const whole = JSON.parse(readFileSync(file, 'utf8')) as Summary;
  const toldFrom = (content: string): string => {
    const left = join(folder, 'left.json');
    writeFileSync(left, content);
    const said: string[] = [];
    const tell = {
      ...tellingIn('zh'),
      chapter: ({ zh }: { zh: string }) => void said.push(zh),
      line: ({ zh, en }: { zh: string; en: string }) => void said.push(zh, en),
      columns: (rows: readonly (readonly string[])[]) => void said.push(...rows.flat()),
    };
    recall(left, '/srv/hegu', tell);
    return said.join('\n');
  };
  const known = toldFrom(JSON.stringify(whole));
  expect(known).toContain('496,318.88');
  expect(known).toContain('95,997.72');
  expect(known).toContain('合法性证明：2025年下半年红利，全部合规');
  expect(known).not.toContain('/srv/hegu');
  const [first, second] = [whole.cooperatives[0]!, whole.cooperatives[1]!];
  const noNet = first.runs.map((run) => ({ ...run, net: undefined }));
  for (const older of [
    JSON.stringify(first),
    JSON.stringify({ cooperatives: [{ ...first, runs: noNet }, second] }),
    JSON.stringify({ cooperatives: [first, { ...second, certificates: undefined }] }),
    JSON.stringify({ cooperatives: [{ ...first, trialBalance: { rows: [] } }, second] }),
    'null',
    '{"runs": [',
  ]) {
    const said = toldFrom(older);
    expect(said, older.slice(0, 80)).toContain('另一版本所建');
    expect(said).toContain('delete that folder');
    expect(said).toContain('/srv/hegu');
    expect(said).not.toContain('496,318.88');
  }
});
