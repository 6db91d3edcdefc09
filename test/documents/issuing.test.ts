/** Papers through HTTP on a real database: issued from the registers, kept as they were, checked by whoever holds one. */
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import postgres from 'postgres';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { buildApp } from '../../src/app.ts';
import { parseConfig } from '../../src/config.ts';
import { chainOf } from '../../src/modules/papers/issued/chain.ts';
import { findDocument } from '../../src/modules/papers/issued/store.ts';
import { must } from '../../src/platform/must.ts';
import { startTestApp, type Reply, type TestApp } from '../support/app.ts';
import { readPdf } from './read-pdf.ts';
import {
  announce,
  approve,
  basisOfNewcomer,
  decide,
  expectStatus,
  moveByTwo,
  post,
  today,
} from '../support/cooperative.ts';
import { askFor, type PaperWish } from '../support/papers.ts';
import { titleOf } from '../support/cases.ts';

let test: TestApp;
let schemeId = '';
let foundingId = '';
let runId = '';

async function done(role: 'accountant' | 'reviewer', path: string, body: object): Promise<Reply['body']> {
  const reply = await test.as(role).post(path, body);
  if (reply.status >= 300) throw new Error(`${path}: ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function approvedAndPosted(id: string, minutes: Readonly<Record<string, string>>): Promise<void> {
  const resolutionId = await decide(test, { kind: 'run', runId: id }, minutes);
  await expectStatus(approve(test, id, resolutionId), 200);
  await expectStatus(announce(test, id), 201);
  await expectStatus(post(test, id), 200);
}

/** Three members, one retired and one with a rare name; 1:3 posted, 1:8 drafted; a half-year's run posted. */
beforeAll(async () => {
  test = await startTestApp();
  for (const [code, name, kind] of [
    ['subscribed', '认购股', 'subscribed'],
    ['matched', '配股', 'matched'],
  ] as const) {
    const nameEn = code === 'subscribed' ? 'Subscribed shares' : 'Matched shares';
    await done('accountant', '~/share-classes', { code, name, nameEn, kind, places: 0, parValue: '1.00' });
  }
  const people = [
    { registerNumber: '1', name: '张䶮', quantity: '2000' },
    { registerNumber: '2', name: '李秀英', quantity: '1000', retired: true },
    { registerNumber: '3', name: '王建国', quantity: '500' },
  ];
  for (const { registerNumber, name, quantity, retired } of people) {
    const standings = [{ kind: 'admitted', effectiveOn: '2009-01-01' }];
    if (retired) standings.push({ kind: 'retired', effectiveOn: '2010-03-01' });
    await done('accountant', '~/members', { registerNumber, name, birthDate: '1960-01-01', standings });
    await done('accountant', '~/movements', {
      kind: 'subscription',
      shareClass: 'subscribed',
      to: { kind: 'member', number: registerNumber },
      quantity,
      effectiveOn: '2010-01-01',
    });
  }
  const match = (ratio: string, cohort: object) => ({
    kind: 'match',
    shareClass: 'matched',
    base: 'subscribed',
    cohort,
    ratio,
    rounding: 'down',
    places: 0,
  });
  const draft = async (name: string, rules: object[]): Promise<string> => {
    const scheme = {
      name,
      effectiveOn: '2010-07-10',
      meaning: '每认购一股配若干股',
      nameEn: `Scheme ${name.slice(-3)}`,
      meaningEn: 'So many shares for each one subscribed',
      rules,
    };
    return (await done('accountant', '~/allotment-schemes', scheme)).id as string;
  };
  foundingId = await draft('创始方案 1:3', [match('1:3', { everyone: true })]);
  schemeId = await draft('退休老人 1:8', [
    match('1:8', { standing: 'retired' }),
    match('1:3', { everyone: true }),
  ]);
  await decide(
    test,
    { kind: 'scheme', schemeId },
    {
      number: '〔2010〕2号',
      decidedOn: '2010-07-01',
      titleEn: 'On the scheme 1:8',
    },
  );
  await done('accountant', `~/allotment-schemes/${schemeId}/post`, { on: '2010-07-31' });
  await done('accountant', '~/certificates', {
    holder: { kind: 'member', number: '1' },
    issuedOn: '2010-08-20',
  });
  await done('accountant', '~/restrictions', {
    kind: 'freeze',
    holder: { kind: 'member', number: '3' },
    effectiveOn: '2010-12-01',
    reason: '法院协助执行通知书',
  });
  const run = await done('accountant', '~/dividend-runs', {
    period: '2010-H2',
    recordDate: '2010-12-31',
    basis: 'record-date',
    method: 'largest-remainder',
    pool: '100000.00',
    taxRate: '0.20',
    taxBasis: '个人所得税法',
    taxBasisEn: 'Individual Income Tax Law',
  });
  runId = run.id as string;
  await done('accountant', `~/dividend-runs/${runId}/calculate`, {});
  await approvedAndPosted(runId, {
    number: '〔2010〕1号',
    decidedOn: '2011-01-05',
    titleEn: 'On the dividend',
  });
});
afterAll(() => test.close());

const issue = (wish: PaperWish): Promise<Reply> => test.as('accountant').post(...askFor(wish));

async function contentOf(id: string): Promise<Reply> {
  return test.as('auditor').get(`~/documents/${id}/content`);
}

const statementWish = {
  kind: 'statement',
  language: 'zh',
  holder: { kind: 'member', number: '2' },
  from: '2010-01-01',
  to: '2010-12-31',
};

describe('papers of a household', () => {
  beforeAll(async () => {
    await done('accountant', '~/members', {
      registerNumber: '9',
      name: '赵桂兰',
      household: 'H9',
      relation: 'head',
      bankAccount: '9901058800000009',
      standings: [{ kind: 'admitted', effectiveOn: '2009-01-01', basis: await basisOfNewcomer(test) }],
    });
    await done('accountant', '~/movements', {
      kind: 'subscription',
      shareClass: 'subscribed',
      quantity: '1500',
      to: { kind: 'household', number: 'H9' },
      effectiveOn: '2012-01-01',
    });
    const run = await done('accountant', '~/dividend-runs', {
      period: '2012-H1',
      recordDate: '2012-06-30',
      basis: 'record-date',
      method: 'largest-remainder',
      pool: '1000.00',
      taxRate: '0.20',
      taxBasis: '个人所得税法',
    });
    const runId = run.id as string;
    householdRun = runId;
    await done('accountant', `~/dividend-runs/${runId}/calculate`, {});
    await approvedAndPosted(runId, { number: '〔2012〕1号', decidedOn: '2012-07-01' });
  });
  let householdRun = '';

  it('name its head, who signs and receives for it', async () => {
    const sheet = await issue({ kind: 'receipt-sheet', runId: householdRun });
    const receipts = await readPdf((await contentOf(sheet.body.id as string)).rawPayload);
    expect(receipts.text.replaceAll(' ', '')).toMatch(/H9H9户H9（户主赵桂兰）.*\*\*\*\*0009/);
    const holder = { kind: 'household', number: 'H9' };
    const wish = { ...statementWish, holder, from: '2012-01-01', to: '2012-12-31' };
    const zh = await issue(wish);
    const statement = await readPdf((await contentOf(zh.body.id as string)).rawPayload);
    expect(statement.text).toContain('户 H9（户主赵桂兰）');
    expect(statement.text).toContain('没有领到');
    const en = await issue({ ...wish, language: 'en' });
    const english = await readPdf((await contentOf(en.body.id as string)).rawPayload);
    // A Chinese name in an English paper is marked, and so stands by itself.
    expect(english.text.replaceAll(' ', '')).toContain('HouseholdH9(head赵桂兰)');
  });
});

describe('papers in English', () => {
  it.each([
    ['half-year-report', () => ({ period: '2010-H2' }), ['Subscribed shares', 'Matched shares']],
    ['dividend-table', () => ({ runId }), ['Subscribed shares', 'Individual Income Tax Law']],
    [
      'confirmation-sheet',
      () => ({ schemeId, on: '2010-07-31' }),
      ['Scheme 1:8', 'Matched shares', 'So many shares for each one subscribed', 'On the scheme 1:8'],
    ],
  ] as const)(
    titleOf('CLASS-NAMES', '%s names what was given an English name by it'),
    async (kind, wish, said) => {
      const reply = await issue({ kind, ...wish(), language: 'en' });
      expect([reply.status, reply.body.detail]).toEqual([201, undefined]);
      const { text } = await readPdf((await contentOf(reply.body.id as string)).rawPayload);
      for (const words of said) expect(text.replaceAll(/\s+/g, ' ')).toContain(words);
      // What is left in Chinese is the names of people and of the cooperative, and numbers of resolutions.
      const names =
        /双泉社区股份经济合作社|张䶮|李秀英|王建国|赵桂兰|〔\d+〕\S+|号|人民币\S+|会议在\s*线下召开/g;
      expect(text.replaceAll(names, '').match(/[\u4e00-\u9fff]+/g)).toBeNull();
    },
  );
});

describe('issuing', () => {
  it('prints a statement with the shares, the dividend and its proof', async () => {
    const reply = await issue(statementWish);
    expect(reply.status).toBe(201);
    expect(reply.body).toMatchObject({ kind: 'statement', subject: 'member 2', pages: expect.any(Number) });
    const { text } = await readPdf((await contentOf(reply.body.id as string)).rawPayload);
    // Worked example 2: only B is a retiree, 9,000 shares of 19,000.
    for (const wanted of [
      '李秀英',
      '9,000',
      '47,368.42',
      '9,473.68',
      '37,894.74',
      '47,368.421052…',
      '19,000',
    ]) {
      expect(text).toContain(wanted);
    }
  });

  it('prints the registers, the books and the schemes side by side by name', async () => {
    const textOf = async (wish: PaperWish) => {
      const { id } = await expectStatus(issue(wish), 201);
      return (await readPdf((await contentOf(id as string)).rawPayload)).text.replaceAll(/\s+/g, ' ');
    };
    const people = await textOf({ kind: 'member-register', on: '2010-12-31' });
    for (const said of ['截至 2010 年 12 月 31 日', '张䶮', '李秀英', '2010-03-01', '退休老人'])
      expect(people).toContain(said);
    // Member 1: 2,000 and 1:3; the retiree 1,000 and 1:8.
    const held = await textOf({ kind: 'share-register', on: '2010-12-31' });
    for (const said of ['2,000', '6,000', '8,000', '9,000', '19,000', '000001']) expect(held).toContain(said);
    // The certificate was given on 20 August: the day before there was none.
    expect(await textOf({ kind: 'share-register', on: '2010-08-19' })).not.toContain('000001');
    // The dividend stands in the books on the day it was posted.
    const { entries } = await expectStatus(
      test.as('auditor').get('~/journal?from=2010-01-01&to=2100-12-31'),
      200,
    );
    const year = (entries[0].date as string).slice(0, 4);
    const days = { from: `${year}-01-01`, to: `${year}-12-31` };
    const trial = await textOf({ kind: 'book-statements', part: 'trial-balance', ...days });
    const ledger = await textOf({ kind: 'book-statements', part: 'ledger', account: '113', ...days });
    for (const text of [trial, ledger]) expect(text).toContain('内部往来');
    expect(ledger).toContain('期初余额');
    // A balance says its side: what is owed stands in credit, without a minus.
    expect(ledger).toContain('方向');
    expect(ledger).toMatch(/贷\s*\d/);
    expect(ledger).not.toMatch(/-\d[\d,]*\.\d{2}/);
    const sheet = await textOf({
      kind: 'book-statements',
      part: 'balance-sheet',
      to: days.to,
      language: 'en',
    });
    expect(sheet).toContain('Total liabilities and equity');
    const none = await issue({ kind: 'book-statements', part: 'ledger', account: '999', ...days });
    expect(none.body.code).toBe('documents.subject-unknown');
    const wish = { schemeIds: [foundingId, schemeId], on: '2010-07-31', pool: '100000.00' };
    const compared = await textOf({ kind: 'scheme-comparison', ...wish });
    // Without the ratio for the retiree everybody's part follows the subscription: 4/7 of 100,000 for member 1.
    for (const said of ['王建国', '57,142.86', '42,105.26', '-15,037.60', '各人群合计分得（元）'])
      expect(compared).toContain(said);
  });

  it('prints what was held on an earlier day', async () => {
    const reply = await issue({ ...statementWish, to: '2010-07-30' });
    const { text } = await readPdf((await contentOf(reply.body.id as string)).rawPayload);
    expect(text).toContain('1,000');
    expect(text).not.toContain('9,000');
    expect(text).toContain('期间内没有分红');
  });

  it.each([
    [
      'dividend-table',
      () => ({ runId }),
      ['张䶮', '42,105.26', '47,368.42', '10,526.32', '100,000.00', '退休老人', '冻结'],
    ],
    ['receipt-sheet', () => ({ runId }), ['33,684.21', '¥ 71,578.95', '人民币柒万壹仟伍佰柒拾捌元玖角伍分']],
    ['certificate', () => ({ certificate: '000001' }), ['张䶮', '2,000', '6,000', '8,000']],
    ['confirmation-sheet', () => ({ schemeId, on: '2010-07-31' }), ['李秀英', '1:8', '+8,000', '15,500']],
    [
      'half-year-report',
      () => ({ period: '2010-H2', comparison: { schemeIds: [foundingId, schemeId], pool: '100000.00' } }),
      ['18,421.05', '创始方案 1:3', '71,428.57', '15,500', '80,000.01'],
    ],
  ] as const)('prints a %s from the registers, in both languages', async (kind, wish, wanted) => {
    for (const language of ['zh', 'en']) {
      const reply = await issue({ kind, language, ...wish() });
      expect(reply.status, JSON.stringify(reply.body)).toBe(201);
      const { text } = await readPdf((await contentOf(reply.body.id as string)).rawPayload);
      for (const each of wanted) {
        if (language === 'zh' || !/退休|人民币|冻结|创始方案/.test(each)) expect(text).toContain(each);
      }
    }
  });

  it('gives no money on a receipt sheet to whom a court has frozen, and says so on their statement', async () => {
    const sheet = await issue({ kind: 'receipt-sheet', runId });
    const { text } = await readPdf((await contentOf(sheet.body.id as string)).rawPayload);
    // He stands apart, with the reason, below the total of what is handed out; with him the sheet agrees with the run.
    expect(text.split('王建国')).toHaveLength(2);
    expect(text.indexOf('王建国')).toBeGreaterThan(text.indexOf('人民币柒万壹仟伍佰柒拾捌元玖角伍分'));
    expect(text).toMatch(/王建国 +法院冻结 +8,421\.06/);
    expect(text).toContain('本表 71,578.95 + 暂存 8,421.06 = 本次实发合计 80,000.01');
    const statement = await issue({ ...statementWish, holder: { kind: 'member', number: '3' } });
    const own = await readPdf((await contentOf(statement.body.id as string)).rawPayload);
    for (const wanted of ['10,526.32', '暂存', '法院冻结', '法院协助执行通知书']) {
      expect(own.text).toContain(wanted);
    }
  });

  it('numbers papers without gaps, a refused one using no number', async () => {
    const before = (await issue(statementWish)).body.number as string;
    const refused = await issue({ ...statementWish, from: '2011-01-01' });
    expect(refused.status).toBe(422);
    expect(refused.body.code).toBe('documents.dates-reversed');
    const after = (await issue(statementWish)).body.number as string;
    expect(Number(after.slice(5))).toBe(Number(before.slice(5)) + 1);
  });

  it('gives the same paper for the same idempotency key', async () => {
    const headers = { 'idempotency-key': 'statement-of-member-2' };
    const first = await test.as('accountant').post(...askFor(statementWish), headers);
    const second = await test.as('accountant').post(...askFor(statementWish), headers);
    expect(second.body).toEqual(first.body);
  });

  it('prints a name with a character that no font has: a mark in its place, and a note of it', async () => {
    await done('accountant', '~/members', {
      registerNumber: '4',
      name: '\u{20BB7}田',
      standings: [{ kind: 'admitted', effectiveOn: '2009-01-01', basis: await basisOfNewcomer(test) }],
    });
    await expectStatus(
      moveByTwo(test, {
        kind: 'subscription',
        shareClass: 'subscribed',
        to: { kind: 'member', number: '4' },
        quantity: '1',
        effectiveOn: '2011-01-01',
      }),
      201,
    );
    const reply = await issue({
      ...statementWish,
      holder: { kind: 'member', number: '4' },
      to: '2011-01-31',
    });
    expect(reply.status).toBe(201);
    const { text } = await readPdf((await contentOf(reply.body.id as string)).rawPayload);
    expect(text.replaceAll(' ', '')).toContain('〓田');
    expect(text).toMatch(/U\+20BB7/);
    const { entries } = (await test.as('auditor').get('~/audit-entries?limit=1')).body;
    expect(entries[0].notes[0].notPrinted).toEqual(['U+20BB7']);
  });

  it('prints that name where the configuration adds a font that has the character', async () => {
    const config = parseConfig({
      HEGU_FONTS: fileURLToPath(new URL('fonts/rare-ideographs.ttf', import.meta.url)),
    });
    const { HEGU_FONTS } = config;
    const services = { ...test.services, config: { ...test.services.config, HEGU_FONTS } };
    const app = await buildApp(services, { logger: false });
    const { people } = inject('staff');
    const wish = { ...statementWish, holder: { kind: 'member', number: '4' }, to: '2011-01-31' };
    const [path, payload] = askFor(wish);
    const url = path.replace('~', `/api/v1/cooperatives/${test.cooperativeId}`);
    const cookies = { hegu_session: people.accountant.cookie };
    const reply = await app.inject({ method: 'POST', url, cookies, payload });
    expect(reply.statusCode, reply.body).toBe(201);
    const { id } = reply.json<{ readonly id: string }>();
    const { text } = await readPdf((await contentOf(id)).rawPayload);
    expect(text.replaceAll(' ', '')).toContain('\u{20BB7}田');
    await app.close();
  });

  it('prints no receipt sheet before the run is posted', async () => {
    const draft = await done('accountant', '~/dividend-runs', {
      period: '2011-H1',
      recordDate: '2011-06-30',
      basis: 'record-date',
      method: 'per-share',
      rateScale: 2,
      pool: '500.00',
      taxRate: '0',
      taxBasis: '本年免征',
    });
    const wish = { kind: 'receipt-sheet', runId: draft.id as string };
    expect((await issue(wish)).body.code).toBe('documents.run-not-calculated');
    await done('accountant', `~/dividend-runs/${draft.id}/calculate`, {});
    expect((await issue(wish)).body.code).toBe('documents.run-not-posted');
  });

  it.each([
    [{ kind: 'dividend-table', runId: '01900000-0000-7000-8000-000000000000' }, 404],
    [{ kind: 'certificate', certificate: 'none' }, 404],
    [{ kind: 'poem' }, 404],
    // A register says what is; what it will say nobody can sign.
    [{ kind: 'member-register', on: '2999-01-01' }, 422],
    [{ kind: 'share-register', on: '2999-01-01' }, 422],
  ])('refuses %j', async (wish, status) => {
    expect((await issue(wish)).status).toBe(status);
  });

  it('is the accountant’s work', async () => {
    expect((await test.as('auditor').post(...askFor(statementWish))).status).toBe(403);
  });
});

describe('an issued paper', () => {
  it('is served with its hash as ETag, and not again to who has it', async () => {
    const { body } = await issue(statementWish);
    const content = await contentOf(body.id as string);
    expect(content.headers['content-type']).toBe('application/pdf');
    expect(content.headers.etag).toBe(`"${body.sha256}"`);
    expect(createHash('sha256').update(content.rawPayload).digest('hex')).toBe(body.sha256);
    const again = await test
      .as('auditor')
      .get(`~/documents/${body.id}/content`, { 'if-none-match': `"${body.sha256}"` });
    expect(again.status).toBe(304);
  });

  it('bears the seal of the trail at its issue', async () => {
    const { body } = await issue(statementWish);
    const { text } = await readPdf((await contentOf(body.id as string)).rawPayload);
    expect(body.seal).toMatch(/^[0-9a-f]{64}$/);
    expect(text.replaceAll(' ', '')).toContain((body.seal as string).slice(0, 12));
  });

  it('stays what it was when the registers change', async () => {
    const { body } = await issue(statementWish);
    const before = await contentOf(body.id as string);
    await expectStatus(
      moveByTwo(test, {
        kind: 'subscription',
        shareClass: 'subscribed',
        to: { kind: 'member', number: '2' },
        quantity: '7',
        effectiveOn: '2010-12-30',
      }),
      201,
    );
    const after = await contentOf(body.id as string);
    expect(Buffer.compare(before.rawPayload, after.rawPayload)).toBe(0);
  });

  it('cannot be changed or deleted, not even by the owner of the database', async () => {
    const sql = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await expect(sql`update document set title = 'x'`).rejects.toThrow(/append only/);
    await expect(sql`delete from document`).rejects.toThrow(/append only/);
    await sql.end();
  });

  it('is listed page by page, and by subject', async () => {
    const all = (await test.as('auditor').get('~/documents?limit=999')).body.documents as { id: string }[];
    const seen: string[] = [];
    let after = '';
    do {
      const { body } = await test.as('auditor').get(`~/documents?limit=3${after && `&after=${after}`}`);
      seen.push(...(body.documents as { id: string }[]).map(({ id }) => id));
      after = (body.next as string | null) ?? '';
    } while (after !== '');
    expect(seen).toEqual(all.map(({ id }) => id));
    const certificates = await test.as('auditor').get('~/documents?subject=certificate%20000001');
    expect(certificates.body.documents).toHaveLength(2);
  });
});

describe('papers of a difference run', () => {
  let differenceId = '';
  beforeAll(async () => {
    await expectStatus(
      moveByTwo(test, {
        kind: 'gift',
        shareClass: 'subscribed',
        from: { kind: 'member', number: '1' },
        to: { kind: 'member', number: '2' },
        quantity: '93',
        effectiveOn: '2010-12-29',
      }),
      201,
    );
    const run = await done('accountant', `~/dividend-runs/${runId}/draft-difference`, {
      reason: '赠与漏登，现补登',
    });
    differenceId = run.id as string;
    const minutes = { number: '〔2011〕5号', decidedOn: '2011-02-01', matter: 'dividend-difference' };
    await approvedAndPosted(differenceId, minutes);
  });

  it('show what was granted, what is due and the difference, with its sign, and why', async () => {
    const { body } = await issue({ kind: 'dividend-table', runId: differenceId });
    const { text } = await readPdf((await contentOf(body.id as string)).rawPayload);
    for (const wanted of [
      '分红差额表',
      '赠与漏登，现补登',
      '〔2011〕5号',
      '42,105.26',
      '47,368.42',
      '-489.47',
    ]) {
      expect(text).toContain(wanted);
    }
    // The two are linked by the gift: their sum is the quota of both, divided between them; who is not touched is not listed.
    expect(text).toContain('41,615.79');
    expect(text).not.toContain('王建国');
  });

  it('hand money only to whom it is due, and say what is to be taken back', async () => {
    const { body } = await issue({ kind: 'receipt-sheet', runId: differenceId });
    const { text } = await readPdf((await contentOf(body.id as string)).rawPayload);
    expect(text).toContain('李秀英');
    expect(text).not.toContain('张䶮');
    for (const wanted of ['应得差额', '扣税后差额', '赠与漏登，现补登']) expect(text).toContain(wanted);
    expect(text).not.toContain('每股金额');
    expect(text).toMatch(/本表 \d+\.\d\d \+ 收回 -391\.58 = 本次实发合计 -?\d+\.\d\d/);
  });

  it('hang as differences: what was granted, what is due now and why, and no sum of both in capitals', async () => {
    const { body } = await issue({ kind: 'public-notice', runId: differenceId });
    const { text } = await readPdf((await contentOf(body.id as string)).rawPayload);
    const said = text.replaceAll(/\s/g, '');
    for (const wanted of ['分红差额公示', '应补发', '应收回', '原应得', '更正后应得', '赠与漏登，现补登'])
      expect(said).toContain(wanted);
    expect(said).toContain('-489.47');
    for (const not of ['（大写）', '应发金额', '领取人数']) expect(said).not.toContain(not);
  });

  it('are counted into the half-year, which says so', async () => {
    const { body } = await issue({ kind: 'half-year-report', period: '2010-H2' });
    const { text } = await readPdf((await contentOf(body.id as string)).rawPayload);
    expect(text).toContain('含补差 1 次');
    expect(text).not.toContain('配股方案比较');
  });
});

describe('the handover list', () => {
  it('says how far the books are, what is open, what waits for whom and who holds which duty', async () => {
    const entry = { date: '2010-12-01', summary: '等待复核的凭证' };
    const lines = [
      { account: '101', debit: '8.00' },
      { account: '501', credit: '8.00' },
    ];
    const waits = await done('accountant', '~/prepared-entries', { ...entry, lines });
    const wish = { kind: 'handover', from: '王会计', to: '李会计', by: '赵监事' };
    const { body } = await issue(wish);
    const { text } = await readPdf((await contentOf(body.id as string)).rawPayload);
    for (const wanted of ['会计工作交接清单', '王会计', '李会计', '赵监事', '等待复核的凭证', '复核人'])
      expect(text).toContain(wanted);
    expect(text).toContain('hegu.key');
    const { text: english } = await readPdf(
      (await contentOf((await issue({ ...wish, language: 'en' })).body.id as string)).rawPayload,
    );
    expect(english).toContain('What waits for a second person');
    await expectStatus(
      test.as('reviewer').post(`~/prepared-entries/${waits.id as string}/send-back`, { reason: '不入账' }),
      200,
    );
  });
});

describe('the check page', () => {
  it('tells anybody what the number belongs to, and nothing about persons', async () => {
    const { body } = await issue(statementWish);
    const reply = await test.stranger.get(`/api/v1/checks/${test.cooperativeId}/${body.number}`);
    expect(reply.status).toBe(200);
    expect(reply.body).toMatchObject({ number: body.number, sha256: body.sha256, pages: body.pages });
    expect(JSON.stringify(reply.body)).not.toContain('李秀英');
    expect(JSON.stringify(reply.body)).not.toContain('member 2');
  });

  it('says whether the trail carries the paper, and the seal file outside the database the trail', async () => {
    const { body } = await issue(statementWish);
    const asked = async () =>
      (await test.stranger.get(`/api/v1/checks/${test.cooperativeId}/${body.number}`)).body.chain;
    const head = await expectStatus(test.as('auditor').get('~/audit-entries?limit=1'), 200);
    const [entry] = head.entries as { number: string; hash: string }[];
    expect(await asked()).toEqual({ state: 'stands', entry: entry?.number, sealedOn: null });
    const { services, cooperativeId } = test;
    const against = (hash: string) =>
      services.database.read(cooperativeId, async (tx) => {
        const row = await findDocument(tx, cooperativeId, body.number as string);
        const heads = [[entry?.number ?? '', hash.slice(0, 16)] as const];
        return chainOf(tx, services, { heads, lastAt: '2010-12-31T16:30:00Z' }, must(row, 'paper'));
      });
    expect(await against(entry?.hash ?? '')).toMatchObject({ state: 'stands', sealedOn: '2011-01-01' });
    expect(await against('0'.repeat(64))).toMatchObject({ state: 'made-anew' });
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const after = async (...changes: string[]) => {
      await owner.unsafe(
        `begin; set local session_replication_role = replica; ${changes.join('; ')}; commit`,
      );
      return (await asked()) as { state: string };
    };
    const paper = (set: string) => `update document set ${set} where number = '${String(body.number)}'`;
    const ofEntry = `where number = ${entry?.number ?? ''}`;
    // The seal made to fit another chain, another file, another person, an entry that is gone; then all as it was.
    expect(await after(paper(`seal = repeat('0', 64)`))).toMatchObject({ state: 'differs' });
    expect(await after(paper(`seal = '${String(body.seal)}', sha256 = repeat('0', 64)`))).toMatchObject({
      state: 'differs',
    });
    expect(
      await after(
        paper(`sha256 = '${String(body.sha256)}'`),
        `create table kept_entry as select * from audit_entry ${ofEntry}`,
        `update audit_entry set actor_name = '某人' ${ofEntry}`,
      ),
    ).toMatchObject({ state: 'differs' });
    expect(await after(`delete from audit_entry ${ofEntry}`)).toMatchObject({ state: 'no-entry' });
    expect(await after('insert into audit_entry table kept_entry', 'drop table kept_entry')).toMatchObject({
      state: 'stands',
    });
    await owner.end();
  });

  it('is a page for a browser: what it is, whether it stands, whom to call; what an expert compares is folded beneath', async () => {
    const contact = { telephone: '0531 8000 1234', place: '双泉路 1 号', hours: null };
    await expectStatus(test.as('chair').put('~/office-contact', contact), 200);
    const { body } = await issue(statementWish);
    const pageOf = async (lang: string) => {
      const reply = await test.stranger.get(`${new URL(body.checkUrl as string).pathname}?lang=${lang}`);
      expect(reply.status).toBe(200);
      expect(reply.headers['content-type']).toContain('text/html');
      return reply.rawPayload.toString();
    };
    const page = await pageOf('zh');
    const [plain = '', folded = ''] = page.split('<details>');
    for (const wanted of [
      '✓ 这份文件仍然有效',
      '双泉社区股份经济合作社',
      '《股份与分红对账单》',
      'tel:053180001234',
    ])
      expect(plain).toContain(wanted);
    expect(plain).not.toContain(body.sha256);
    expect(folded).toContain(body.sha256);
    expect(page).not.toContain('李秀英');
    expect(await pageOf('en')).toContain('✓ This paper still stands.');
  });

  it('says that a paper was replaced and by one of which day, to nobody its number', async () => {
    const first = (await issue(statementWish)).body;
    const next = (await issue(statementWish)).body;
    const told = await test.stranger.get(`/api/v1/checks/${test.cooperativeId}/${first.number}`);
    expect(told.body).toMatchObject({ state: 'replaced', replacedOn: today(test) });
    const page = await test.stranger.get(`/check/${test.cooperativeId}/${first.number}?lang=zh`);
    const shown = page.rawPayload.toString();
    expect(shown).toContain('! 这份文件已经换了：请以');
    for (const each of [shown, JSON.stringify(told.body)]) expect(each).not.toContain(next.number);
    const latest = await test.stranger.get(`/api/v1/checks/${test.cooperativeId}/${next.number}`);
    expect(latest.body).toMatchObject({ state: 'valid', replacedOn: null });
  });

  it('does not know a number that was never given', async () => {
    const reply = await test.stranger.get(`/api/v1/checks/${test.cooperativeId}/1999-000001`);
    expect(reply.status).toBe(404);
    expect(reply.body.code).toBe('documents.unknown');
    // Whoever holds the paper reads a page, also where the paper is false.
    const page = await test.stranger.get(`/check/${test.cooperativeId}/1999-000001?lang=zh`);
    expect(page.status).toBe(404);
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.rawPayload.toString()).toContain('账簿中没有编号为 1999-000001 的文件');
  });

  it('is asked for by its number where nobody can scan the code, and says why no names stand there', async () => {
    const { number } = (await issue(statementWish)).body;
    const at = (path: string) => test.stranger.get(`/check/${test.cooperativeId}${path}`);
    const asked = await at('?lang=zh');
    expect([asked.status, asked.headers['content-security-policy']]).toEqual([
      200,
      expect.stringContaining("form-action 'self'"),
    ]);
    expect(asked.rawPayload.toString()).toContain(
      `<form action="/check/${test.cooperativeId}" method="get">`,
    );
    const typed = encodeURIComponent(` ${String(number).replace('-', '－')} `);
    const led = await at(`?lang=zh&number=${typed}`);
    expect([led.status, led.headers.location]).toEqual([
      303,
      `/check/${test.cooperativeId}/${String(number)}?lang=zh`,
    ]);
    const wrong = await at('?lang=zh&number=%3Cb%3E');
    expect(wrong.status).toBe(422);
    expect(wrong.rawPayload.toString()).toContain('编号是四位年份加六位以上的数字');
    expect(wrong.rawPayload.toString()).not.toContain('<b>');
    for (const [lang, said] of [
      ['zh', '这里没有姓名，也没有各人的钱数'],
      ['en', 'No names and no sums of people stand here'],
    ] as const) {
      const page = (await at(`/${String(number)}?lang=${lang}`)).rawPayload.toString();
      expect(page).toContain(said);
      expect(page).toContain('name="number"');
    }
  });
});
