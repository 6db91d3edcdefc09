/** Payouts through HTTP: from a posted run to money in hand, whatever the bank answers and whatever is tried twice. */
import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import postgres from 'postgres';
import readWorkbook from 'read-excel-file/node';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { handOnAll } from '../../src/handing-on.ts';
import type { Role } from '../../src/domain/permission.ts';
import { findingText, verifyCooperative } from '../../src/modules/verification/index.ts';
import { readPdf } from '../documents/read-pdf.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { fillTill } from '../support/books.ts';
import {
  decideReversal,
  expectStatus,
  linkUser,
  onceItIs,
  openRegister,
  runToPosted,
} from '../support/cooperative.ts';
import {
  accountOf,
  allPaid,
  answerRow,
  confirmAnswers,
  estateBy,
  exampleRun,
  giveAccount,
  lateReturnBy,
  makeBatch,
  memberId,
  openAccounts,
  openPayoutExample,
  owedOf,
  readAnswer,
  releasedFile,
  sendAnswer,
  sendBatch,
  sentBatch,
  states,
  undoEstateBy,
  upload,
} from '../support/payout.ts';
import { askFor } from '../support/papers.ts';
import { caseOf, numbersIn } from '../support/cases.ts';
import { besidesRows } from '../support/past-the-program.ts';

let test: TestApp;
let resolutionId = '';
let runId = '';

async function openExample(accounts = 3, minimum = '0'): Promise<void> {
  ({ resolutionId, runId } = await openPayoutExample(test, accounts, minimum));
}
const sent = (fields: object = {}) => sentBatch(test, fields);
const owed = () => owedOf(test);
const row = answerRow;
const all = allPaid;

/** A workbook of one sheet with these rows. */
function zipped(rows: string): Buffer {
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const related = 'http://schemas.openxmlformats.org/package/2006/relationships';
  const parts = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${office}"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${related}"><Relationship Id="rId1" Type="${office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
  };
  return Buffer.from(
    zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)]))),
  );
}

/** What the portal tells the shareholder, who is the member of this number, of the money of each line. */
async function toldOwn(number: string) {
  await expectStatus(linkUser(test, test.as('shareholder').userId, number), 200);
  return async () => (await expectStatus(test.as('shareholder').get('~/own/money'), 200)).claims as unknown;
}

beforeEach(async () => {
  test = await startTestApp({ clock: new Date('2025-07-23T01:00:00Z') });
});
afterEach(() => test.close());

describe('a batch', () => {
  it('for ICBC pays 42,105.26, 47,368.42 and 10,526.32 as 4210526, 4736842 and 1052632 fen', async () => {
    await openExample();
    const { batch, leftOut } = await expectStatus(makeBatch(test, { payOn: '2025-07-31' }), 201);
    expect(batch).toMatchObject({
      state: 'made',
      count: 3,
      total: '100000.00',
      totalInCapitals: '壹拾万元整',
      encoding: 'gbk',
    });
    expect(leftOut).toEqual([]);
    const file = await releasedFile(test, `~/payout-batches/${batch.id}`);
    const lines = new TextDecoder('gbk').decode(file.rawPayload).split('\r\n');
    expect(lines[3]).toBe('RMB|20250731|1|10000000|3|');
    expect(lines.slice(6, 9).map((line) => line.split('|')[7])).toEqual(['4210526', '4736842', '1052632']);
    expect(lines[6]).toContain(`|${accountOf('1')}|股东1|`);
    expect(lines.at(-2)).toBe('*');
    expect(file.headers['content-disposition']).toContain('payout-0001-icbc-gbpt.gbpt');
    const trail = await expectStatus(test.as('auditor').get('~/audit-entries?limit=999'), 200);
    expect(JSON.stringify(trail)).toContain('payouts.take-file');
    expect(JSON.stringify(trail)).not.toContain(accountOf('1'));
  });

  it('is sent once, by another person, and leaves the books; whoever asks twice gets the same answer', async () => {
    await openExample();
    const { batch } = await expectStatus(makeBatch(test), 201);
    // The maker and the cashier together get nothing out of the house.
    const step = (who: Role, what: string, body: object = {}) =>
      test.as(who).post(`~/payout-batches/${batch.id}/${what}`, body);
    const seen = { changed: 0, shared: 0 };
    expect((await step('accountant', 'take-file')).body.code).toBe('payout.order-state');
    expect((await step('cashier', 'take-file')).body.code).toBe('payout.order-state');
    expect((await step('cashier', 'send')).body.code).toBe('payout.order-state');
    expect((await step('cashier', 'release', { seen })).status).toBe(403);
    expect((await step('accountant', 'release', { seen })).status).toBe(403);
    const asReviewer = await onceItIs(test, 'reviewer', () => step('accountant', 'release', { seen }));
    expect(asReviewer.body.code).toBe('payout.releaser-is-maker');
    const blind = await step('reviewer', 'release', { seen: { changed: 0, shared: 1 } });
    expect([blind.status, blind.body.code, blind.body.detail]).toEqual([
      409,
      'payout.release-unseen',
      expect.stringContaining('0 changed since the last payment, 0 are shared'),
    ]);
    const released = await expectStatus(step('reviewer', 'release', { seen }), 200);
    expect([released.state, released.releasedAt]).toEqual(['released', expect.stringContaining('2025-07-')]);
    expect((await step('reviewer', 'send')).body.code).toBe('payout.sender-released');
    expect((await step('chair', 'release', { seen })).body.code).toBe('payout.order-state');
    const own = await onceItIs(test, 'cashier', () => step('accountant', 'send'));
    expect(own.body.code).toBe('payout.sender-is-maker');
    const key = { 'idempotency-key': 'send-batch-1' };
    const send = () => test.as('cashier').post(`~/payout-batches/${batch.id}/send`, {}, key);
    const first = await expectStatus(send(), 200);
    expect(await expectStatus(send(), 200)).toEqual(first);
    expect((await sendBatch(test, batch.id)).body.code).toBe('payout.order-state');
    expect(await owed()).toBe('0.00');
    expect((await makeBatch(test)).body.code).toBe('payout.nothing-to-pay');
    const cancel = test.as('accountant').post(`~/payout-batches/${batch.id}/cancel`, { reason: '重复' });
    expect((await cancel).body.code).toBe('payout.order-state');
  });

  it('that crashed between "file made" and "sent" keeps its claims; cancelled, they are free again', async () => {
    await openExample();
    const { batch } = await expectStatus(makeBatch(test), 201);
    expect((await makeBatch(test)).body.code).toBe('payout.nothing-to-pay');
    const cancel = () =>
      test.as('accountant').post(`~/payout-batches/${batch.id}/cancel`, { reason: '户名有误' });
    await expectStatus(cancel(), 200);
    expect((await cancel()).body.code).toBe('payout.order-state');
    expect((await sendBatch(test, batch.id)).body.code).toBe('payout.order-state');
    expect((await expectStatus(makeBatch(test), 201)).batch).toMatchObject({
      number: '2',
      total: '100000.00',
    });
  });

  it('leaves out who has no account, is frozen or gets less than the minimum, and says so', async () => {
    await openExample(2, '20000');
    const freeze = {
      kind: 'freeze',
      holder: { kind: 'member', number: '1' },
      effectiveOn: '2025-07-01',
      reason: '法院冻结',
    };
    await expectStatus(test.as('accountant').post('~/restrictions', freeze), 201);
    const { batch, leftOut } = await expectStatus(makeBatch(test), 201);
    expect(batch).toMatchObject({ count: 1, total: '47368.42' });
    expect(leftOut).toEqual([
      { state: 'held', count: 1, total: '42105.26', open: '42105.26' },
      { state: 'no-account', count: 1, total: '10526.32', open: '10526.32' },
    ]);
    const sheet = await expectStatus(
      test.as('accountant').post(...askFor({ kind: 'receipt-sheet', runId, only: 'cash' })),
      201,
    );
    const printed = await readPdf(
      (await test.as('auditor').get(`~/documents/${sheet.id}/content`)).rawPayload,
    );
    expect(printed.text).toContain('现金签领表');
    expect(printed.text).toContain('股东3');
    expect(printed.text).not.toContain('股东2');
    // Frozen after the posting: held all the same, and told apart from what the bank pays.
    expect(printed.text).toMatch(/股东1 +法院冻结 +42,105\.26/);
    expect(printed.text).toContain(
      '本表 10,526.32 + 银行代发、已领或已抵扣 47,368.42 + 暂存 42,105.26 = 本次实发合计 100,000.00',
    );
    await giveAccount(test, '3');
    expect(await states(test)).toEqual({ '1/1': 'held', '1/2': 'in-batch', '1/3': 'below-minimum' });
    const { totals, claims } = await expectStatus(test.as('auditor').get('~/payout-claims?state=held'), 200);
    expect(totals).toHaveLength(3);
    expect(claims).toMatchObject([
      { number: '1', held: 'freeze', accountMasked: '****0001', net: '42105.26' },
    ]);
  });

  it('is cancelled and made anew when somebody is frozen after the file was made', async () => {
    await openExample();
    const { batch } = await expectStatus(makeBatch(test), 201);
    const freeze = {
      kind: 'freeze',
      holder: { kind: 'member', number: '2' },
      effectiveOn: '2025-07-31',
      reason: '法院冻结',
    };
    await expectStatus(test.as('accountant').post('~/restrictions', freeze), 201);
    const refused = await sendBatch(test, batch.id);
    expect(refused.body).toMatchObject({ code: 'payout.order-outdated' });
    expect(await owed()).toBe('100000.00');
    await expectStatus(
      test.as('accountant').post(`~/payout-batches/${batch.id}/cancel`, { reason: '冻结' }),
      200,
    );
    expect((await expectStatus(makeBatch(test), 201)).batch.count).toBe(2);
  });

  it('is refused with a name that GBK lacks before anything is written, and taken in GB18030', async () => {
    await openExample();
    const id = await memberId(test, '2');
    await expectStatus(test.as('accountant').patch(`~/members/${id}`, { name: '李𬭎' }), 200);
    const refused = await makeBatch(test);
    expect(refused.body.code).toBe('payout.character-not-encodable');
    expect(refused.body.detail).toContain('Payment 2 (李𬭎): “𬭎” (U+2CB4E) is not in GBK');
    expect((await expectStatus(test.as('auditor').get('~/payout-batches'), 200)).batches).toEqual([]);
    const { batch } = await expectStatus(makeBatch(test, { encoding: 'gb18030' }), 201);
    const file = await releasedFile(test, `~/payout-batches/${batch.id}`);
    expect(new TextDecoder('gb18030').decode(file.rawPayload)).toContain('李𬭎');
  });

  it('may be a workbook, where accounts stay text and a rare character is none', async () => {
    await openExample();
    await giveAccount(test, '1', '009901058800000000000001');
    await expectStatus(
      test.as('accountant').patch(`~/members/${await memberId(test, '2')}`, { name: '李𬭎' }),
      200,
    );
    const { batch } = await expectStatus(makeBatch(test, { template: 'abc-payroll', encoding: 'xlsx' }), 201);
    expect(batch.fileName).toBe('payout-0001-abc-payroll.xlsx');
    const file = await releasedFile(test, `~/payout-batches/${batch.id}`);
    const [sheet] = await readWorkbook(file.rawPayload);
    expect(sheet!.data).toEqual([
      [null, null, '单位代发工资名单', null],
      [null, '单位名称:', '示范合作社', null],
      [null, '单位帐号:', '1602000009900000001', null],
      ['序号', '姓名', '帐号', '金额'],
      ['1', '股东1', '009901058800000000000001', 42105.26],
      ['2', '李𬭎', accountOf('2'), 47368.42],
      ['3', '股东3', accountOf('3'), 10526.32],
      ['合计', null, null, 100000],
    ]);
  });

  it('may follow a template of the cooperative’s own, as its bank’s sample has it', async () => {
    await openExample();
    const own = {
      id: 'village-bank',
      name: { zh: '村镇银行', en: 'Village bank' },
      extension: 'txt',
      encoding: 'gbk',
      newline: '\n',
      separator: '^',
      closed: false,
      quoted: false,
      head: [{ places: [{ is: 'count' }, { is: 'total', unit: 'yuan' }] }],
      row: [{ is: 'account' }, { is: 'name' }, { is: 'amount', unit: 'fen' }, { is: 'text', text: '01' }],
      foot: [{ raw: 'END' }],
    };
    const set = (change: object = {}) => test.as('chair').put('~/bank-templates', { ...own, ...change });
    expect((await set({ id: 'icbc-gbpt' })).body.code).toBe('payout.template-taken');
    expect((await set({ row: [{ is: 'name' }] })).body.code).toBe('payout.template-lacks');
    expect((await set({ row: [...own.row, { is: 'account' }] })).body.code).toBe('payout.template-once');
    for (const separator of ['0', '.', '"', '\n', ' '])
      expect((await set({ separator })).body.code).toBe('payout.template-separator');
    // A fixed line that a bank could take for a payment, and a text that would be two places.
    const slipped = [{ raw: '6222020000001234566^99999.00' }];
    expect((await set({ foot: slipped })).body.code).toBe('payout.template-text');
    const two = [...own.row, { is: 'text', text: '01^02' }];
    expect((await set({ row: two })).body.code).toBe('payout.template-text');
    expect((await test.as('accountant').put('~/bank-templates', own)).body.code).toBe('access.forbidden');
    await expectStatus(set({ foot: [] }), 200);
    const both = { columns: {}, paid: ['Y'], returned: ['失败', 'ｙ'] };
    expect((await set({ answer: both })).body.code).toBe('payout.template-word');
    const inYuan = [{ places: ['账号', '户名', '金额（元）', '码'].map((text) => ({ is: 'text', text })) }];
    expect((await set({ head: inYuan })).body.code).toBe('payout.template-unit');
    const answer = { columns: { outcome: '入账标志' }, paid: ['Y'], returned: ['N'] };
    expect(await expectStatus(set({ answer }), 200)).toMatchObject({ answer, proposal: null });
    // The bank's own sample says whether it is right, to the byte.
    const sampled = async (text: string, templateId = 'village-bank', encoding = 'gbk') => {
      const { payload, headers } = upload('样本.txt', iconv.encode(text, encoding));
      const kept = test.as('chair').post(`~/bank-templates/${templateId}/sample`, payload, headers);
      const { isProved, by, rows, faults } = await expectStatus(kept, 201);
      return [
        isProved,
        by,
        rows,
        ...faults.map((each: Record<string, unknown>) => [each['row'], each['code']]),
      ];
    };
    const right = '2^30.05\n990105880001^甲^2005^01\n990105880002^乙^1000^01\nEND\n';
    const proof = [true, 'bytes', 2];
    expect(await sampled(right)).toEqual(proof);
    const byLine = (row: number) => [false, 'bytes', 2, [row, 'payout.sample-differs']];
    expect(await sampled(right.replace('30.05', '3005'))).toEqual(byLine(1));
    expect(await sampled(right.replace('1000^01', '1000^02'))).toEqual(byLine(3));
    for (const [other, code, line] of [
      [right.replaceAll('\n', '\r\n'), 'payout.sample-newline', undefined],
      [right.slice(0, -1), 'payout.sample-end', 4],
      [right.replace('^甲', ''), 'payout.sample-columns', 2],
      ['END\n', 'payout.sample-short', undefined],
    ] as const)
      expect((await sampled(other)).at(-1)).toEqual([line, code]);
    expect((await sampled(right, 'village-bank', 'utf-8')).at(-1)).toEqual([
      undefined,
      'payout.sample-encoding',
    ]);
    const ofIcbc = [
      '#总计信息',
      '#注意：本文件中的金额均以分为单位！',
      '#币种|日期|总计标志|总金额|总笔数|',
      'RMB|20261130|1|4205|1|',
    ];
    const row =
      '#明细指令信息\r\n#币种|日期|顺序号|付款帐号|付款账号类型|收款帐号|收款帐号名称|金额|用途|备注信息|是否允许收款人查看付款人信息|';
    const icbc = [
      ...ofIcbc,
      row,
      'RMB|20261130|1|1602000009900000001||990105880001|甲|4205|分红||0|',
      '*',
      '',
    ];
    expect(await sampled(icbc.join('\r\n'), 'icbc-gbpt')).toEqual([true, 'bytes', 1]);
    // What is no few lines, or is about no template, is told before anybody's book is asked for: here another has it.
    const keeping = (text: string | Buffer, templateId = 'village-bank', name = '样本.txt') => {
      const { payload, headers } = upload(name, Buffer.from(text));
      return test.as('chair').post(`~/bank-templates/${templateId}/sample`, payload, headers);
    };
    const holder = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await holder.begin(async (sql) => {
      await sql`select 1 from book where cooperative_id = ${test.cooperativeId} for update`;
      for (const tooMuch of ['\n'.repeat(5_000), `1${'^'.repeat(200_000)}\n`, Buffer.alloc(1_000_001, 'x')])
        expect((await keeping(tooMuch)).body.code).toBe('payout.sample-large');
      expect((await keeping(right, 'nobodys-bank')).body.code).toBe('payout.template-unknown');
    });
    await holder.end();
    // A workbook has its own bounds: one that would be laid out a hundred thousand times is told by name, and what it was before holds.
    const rowsOf = (count: number) =>
      zipped(Array.from({ length: count }, (_, at) => `<row r="${at + 1}"><c><v>1</v></c></row>`).join(''));
    const wide = await expectStatus(keeping(rowsOf(2_001), 'icbc-gbpt', '样本.xlsx'), 201);
    expect([wide.by, wide.isProved, wide.faults[0].code]).toEqual(['cells', false, 'file.too-many-rows']);
    expect((await keeping('%PDF-1.7', 'icbc-gbpt', '样本.pdf')).body.faults[0].code).toBe('file.not-a-table');
    expect(await sampled(icbc.join('\r\n'), 'icbc-gbpt')).toEqual([true, 'bytes', 1]);
    const { proofs } = await expectStatus(test.as('accountant').get('~/bank-samples'), 200);
    expect(proofs.map((each: Record<string, unknown>) => [each['templateId'], each['isProved']])).toEqual([
      ['icbc-gbpt', true],
      ['village-bank', false],
    ]);
    const { batch } = await expectStatus(makeBatch(test, { template: 'village-bank' }), 201);
    const file = await releasedFile(test, `~/payout-batches/${batch.id}`);
    const lines = new TextDecoder('gbk').decode(file.rawPayload).split('\n');
    expect([lines[0], lines[1], lines[4]]).toEqual([
      '3^100000.00',
      `${accountOf('1')}^股东1^4210526^01`,
      'END',
    ]);
    const inForce = async () =>
      (await expectStatus(test.as('auditor').get('~/bank-templates'), 200)).templates.at(-1);
    expect(await inForce()).toMatchObject({ id: 'village-bank', own: true, answer });
    // Money goes out by it: what would turn the bank's words round waits for another person.
    const round = { answer: { ...answer, paid: ['N'], returned: ['Y'] } };
    const { proposal } = await expectStatus(set(round), 200);
    expect(proposal).toMatchObject({ kind: 'bank-template', state: 'open' });
    expect(proposal.says.zh).toContain('金额以分为单位；回盘“N”为已付，“Y”为退回');
    expect(await inForce()).toMatchObject({ answer });
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const alone = owner.begin(async (sql) => {
      await sql`set local role hegu_app`;
      await sql`select set_config('app.cooperative_id', ${test.cooperativeId}, true)`;
      await sql`insert into file_template select cooperative_id, kind, id, version + 9, template, now(), recorded_by, ${proposal.id}
        from file_template where id = 'village-bank' order by version desc limit 1`;
    });
    await expect(alone).rejects.toThrow('changed by one who proposes and another who confirms');
    expect((await test.as('chair').post(`~/setting-proposals/${proposal.id}/confirm`)).status).toBe(403);
    await expectStatus(test.as('reviewer').post(`~/setting-proposals/${proposal.id}/confirm`), 200);
    expect(await inForce()).toMatchObject(round);
    // What the order's own template says of the answer, whatever became of it since.
    await expectStatus(test.as('cashier').post(`~/payout-batches/${batch.id}/send`, {}), 200);
    const told = `序号,账号,金额,入账标志\n1,${accountOf('1')},42105.26,y\n2,${accountOf('2')},47368.42,N\n`;
    expect((await expectStatus(sendAnswer(test, batch.id, told), 200)).news).toEqual({
      paid: 1,
      returned: 1,
    });
    expect(await states(test)).toMatchObject({ '1/1': 'paid', '1/2': 'returned' });
    // As older versions let one person do it.
    await owner.unsafe(`begin; set local session_replication_role = replica;
      update file_template set proposal_id = null; commit`);
    await owner.end();
    test.expectTampering();
    const { findings } = await verifyCooperative(test.services, test.cooperativeId);
    expect(findings).toContainEqual(
      expect.objectContaining({ table: 'file_template', row: 'village-bank 3', rule: 'loosened-alone' }),
    );
  });

  it('needs a paying account, a day to come, a posted run and a template that there is', async () => {
    resolutionId = await openRegister(test, ['1']);
    expect((await makeBatch(test)).body.code).toBe('payout.payer-missing');
    const unset = await test.as('auditor').get('~/payout-settings');
    const status = Number(numbersIn(caseOf('SETTINGS-UNSET').right, 1)[0]);
    expect([unset.status, unset.body.code]).toEqual([status, 'payout.settings-unset']);
    await openAccounts(test, 1);
    const negative = { payerName: '示范', payerBank: '工行', payerAccount: '16020000099', minimum: '-1' };
    expect((await test.as('chair').put('~/payout-settings', negative)).body.code).toBe(
      'payout.minimum-negative',
    );
    expect(await expectStatus(test.as('auditor').get('~/payout-settings'), 200)).toMatchObject({
      payerAccountMasked: '****0001',
      minimum: '0.00',
    });
    expect((await makeBatch(test, { payOn: '2025-07-22' })).body.code).toBe('payout.pay-day-past');
    expect((await makeBatch(test, { template: 'none' })).body.code).toBe('payout.template-unknown');
    const run = { period: '2024-H2', recordDate: '2024-12-31', pool: '1.00' };
    const body = {
      ...run,
      basis: 'record-date',
      method: 'largest-remainder',
      taxRate: '0',
      taxBasis: '免税',
    };
    const { id } = await expectStatus(test.as('accountant').post('~/dividend-runs', body), 201);
    expect((await makeBatch(test, { runIds: [id] })).body.code).toBe('payout.run-not-posted');
    const { templates } = await expectStatus(test.as('auditor').get('~/bank-templates'), 200);
    expect(templates).toHaveLength(6);
  });
});

function promised(): readonly [Promise<void>, () => void] {
  let keep: () => void = () => undefined;
  return [new Promise((resolve) => (keep = resolve)), () => keep()];
}

/** Whoever is paid was told so in writing, whoever got it back that it came back; a gateway hears it signed, once, and without amounts. */
async function expectToldAndHandedOn(): Promise<void> {
  const messages = async () => {
    const all = (await expectStatus(test.as('auditor').get('~/member-messages'), 200)).messages as {
      registerNumber: string;
      kind: string;
      said: { zh: string };
      outbox: string;
    }[];
    // That the list hung is news of a week before.
    return all.filter(({ kind }) => kind !== 'notice-hung');
  };
  const told = await messages();
  expect(told.map(({ kind, registerNumber }) => `${kind} ${registerNumber}`)).toEqual([
    'payout-returned 2',
    'payout-sent 3',
    'payout-sent 2',
    'payout-sent 1',
  ]);
  expect(told[0]?.said.zh).toContain('银行退回了您的分红 47,368.42\u00a0元');
  expect(told[2]?.said.zh).toContain('47,368.42\u00a0元已交银行');
  const heard: { readonly signature: unknown; readonly text: string }[] = [];
  let answer = 503;
  let may = Promise.resolve();
  const [whenHeard, allHeard] = promised();
  const gateway = createServer((request, reply) => {
    let text = '';
    request.on('data', (part) => (text += String(part)));
    request.on('end', () => {
      heard.push({ signature: request.headers['x-hegu-signature'], text });
      if (heard.length === 4) allHeard();
      void may.then(() => reply.writeHead(answer).end());
    });
  });
  await new Promise<void>((listening) => void gateway.listen(0, '127.0.0.1', listening));
  const { port } = gateway.address() as AddressInfo;
  const secret = 'a secret of the gateway';
  const config = {
    ...test.services.config,
    HEGU_MESSAGE_WEBHOOK: `http://127.0.0.1:${port}/`,
    HEGU_MESSAGE_SECRET: secret,
  };
  const round = () => handOnAll({ ...test.services, config });
  await round();
  expect(heard).toHaveLength(2);
  // It was not taken: not at once again, and in a later round.
  await round();
  expect(heard).toHaveLength(2);
  answer = 200;
  test.setClock(new Date(test.services.clock().getTime() + 6 * 60_000));
  // Two services on one database: what one is handing on the other leaves alone.
  const [until, goOn] = promised();
  may = until;
  const first = round();
  await whenHeard;
  await round();
  goOn();
  await first;
  await round();
  expect(heard).toHaveLength(4);
  for (const { signature, text } of heard) {
    expect(signature).toBe(`sha256=${createHmac('sha256', secret).update(text).digest('hex')}`);
    expect(JSON.parse(text)).toMatchObject({ telephone: '13900000002' });
    expect(text).not.toMatch(/47368|失败|9901/);
  }
  // Whoever changes where a member is reached tells the member where they were reached before.
  const secondMember = `~/members/${await memberId(test, '2')}`;
  await expectStatus(test.as('accountant').patch(secondMember, { phone: '13900000099' }), 200);
  await round();
  gateway.close();
  expect(heard.slice(4).map(({ text }) => (JSON.parse(text) as { telephone: string }).telephone)).toEqual([
    '13900000002',
  ]);
  expect((await messages())[0]?.said.zh).toBe(
    '您登记的电话由 ****0002 改为 ****0099。不是您要求的，请告诉办公室或监事会。',
  );
  expect((await messages()).map(({ outbox }) => outbox)).toEqual([
    'taken',
    'taken',
    'no-telephone',
    'taken',
    'no-telephone',
  ]);
}

describe('the bank’s answer', () => {
  it('settles what was paid; what came back is owed again, paid again once, and then in cash', async () => {
    await openExample();
    const first = await sent();
    const answer = [all[0]!, row(2, '47368.42', '失败'), all[2]!];
    const telephone = { phone: '13900000002' };
    await expectStatus(test.as('accountant').patch(`~/members/${await memberId(test, '2')}`, telephone), 200);
    // Looked at before it counts: what came back, whose, how much and why; and nothing of it is written.
    const tried = await expectStatus(readAnswer(test, first, answer, '?dryRun=true'), 200);
    expect(tried).toMatchObject({
      news: { paid: 2, returned: 1 },
      sums: { returned: '47368.42' },
      back: [{ serial: 2, name: '股东2', amount: '47368.42', reason: first }],
    });
    expect(await owed()).not.toBe('47368.42');
    const { order: batch, news, back: cameBack } = await expectStatus(readAnswer(test, first, answer), 200);
    expect(news).toEqual({ paid: 2, returned: 1 });
    expect(cameBack).toEqual(tried.back);
    const dry = () =>
      test
        .as('accountant')
        .post('~/payout-batches?dryRun=true', { template: 'icbc-gbpt', payOn: '2025-07-31' });
    expect((await dry()).body.again).toMatchObject([{ number: '2', name: '股东2', reason: first }]);
    expect(batch).toMatchObject({ state: 'settled', returned: { count: 1, total: '47368.42' } });
    expect(await owed()).toBe('47368.42');
    const told = await toldOwn('2');
    const back = { outcome: 'returned', amount: '47368.42', payOn: '2025-07-31' };
    expect(await told()).toMatchObject([{ state: 'returned', payment: back }]);
    await expectToldAndHandedOn();
    // Read again it says nothing new.
    const { news: nothing, before } = await expectStatus(readAnswer(test, first, answer), 200);
    expect(nothing).toEqual({ paid: 0, returned: 0 });
    // That it is the very file is told, with what it said then and who read it.
    expect(before).toMatchObject({ ...news, by: expect.stringMatching(/./), at: expect.any(String) });
    expect(await owed()).toBe('47368.42');
    await giveAccount(test, '2', '99010588000000029');
    // Read in by the cashier alone it is paid again neither by bank nor in cash: another looks first, by command and by PostgreSQL.
    const { items } = await expectStatus(test.as('reviewer').get('~/waiting?lang=zh'), 200);
    const looked = (items as { kind: string; known: { answerId: string } }[]).filter(
      ({ kind }) => kind === 'payout-answer',
    );
    expect(looked).toHaveLength(1);
    const confirm = (who: Role) =>
      test.as(who).post(`~/payout-answers/${looked[0]?.known.answerId ?? ''}/confirm`);
    const { batch: secondBatch, again: unmended } = await expectStatus(makeBatch(test), 201);
    expect(unmended).toEqual([]);
    const second = secondBatch.id as string;
    const seen = { changed: 1, shared: 0 };
    const release = () => test.as('reviewer').post(`~/payout-batches/${second}/release`, { seen });
    expect((await release()).body).toMatchObject({
      code: 'payout.returned-unseen',
      detail: expect.stringContaining('股东2'),
    });
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const unseen = `insert into payment_release (cooperative_id, order_id, changed, shared, recorded_at, recorded_by)
      select cooperative_id, id, 1, 0, now(), '${test.as('reviewer').userId}' from payment_order where id = '${second}'`;
    await expect(owner.unsafe(unseen)).rejects.toThrow('paid again by bank once another than its reader');
    for (const role of ['cashier', 'accountant', 'supervisor'] as const)
      expect((await confirm(role)).status).toBe(403);
    await expectStatus(confirm('chair'), 200);
    expect((await confirm('reviewer')).body.code).toBe('payout.answer-confirmed');
    await expectStatus(release(), 200);
    await expectStatus(test.as('cashier').post(`~/payout-batches/${second}/send`, {}), 200);
    const again = `序号,账号,金额,结果\n1,99010588000000029,"47,368.42",失败\n合计,,,47368.42\n`;
    await expectStatus(sendAnswer(test, second, again), 200);
    expect((await states(test))['1/2']).toBe('returned-twice');
    expect(await told()).toMatchObject([{ state: 'returned-twice', open: '47368.42' }]);
    expect((await makeBatch(test)).body.code).toBe('payout.nothing-to-pay');
    const cash = {
      handedOn: '2025-07-31',
      payments: [{ runId, kind: 'member', number: '2', proxy: '李四之子' }],
    };
    await fillTill(test);
    const pay = () => test.as('cashier').post('~/payout-cash', cash);
    expect((await pay()).body.code).toBe('payout.return-unconfirmed');
    const byhand = `insert into payout_cash (cooperative_id, id, number, run_id, account_id, part, direction, amount, handed_on, recorded_at, recorded_by)
      select l.cooperative_id, gen_random_uuid(), 99, l.run_id, l.account_id, 0, 'paid', 1, '2025-07-31', now(), '${test.as('cashier').userId}'
      from payment_line l where l.serial = 2`;
    await expect(owner.unsafe(byhand)).rejects.toThrow(
      'once another than its reader and its payer has looked',
    );
    const own = `insert into answer_confirmation select cooperative_id, id, now(), recorded_by from bank_answer a
      where not exists (select from answer_confirmation c where c.answer_id = a.id)`;
    await expect(owner.unsafe(own)).rejects.toThrow('does not confirm it');
    expect((await test.as('chair').post(`~/payout-answers/${runId}/confirm`)).body.code).toBe(
      'payout.answer-unknown',
    );
    expect((await pay()).body.code).toBe('payout.return-unconfirmed');
    await confirmAnswers(test);
    const handed = await expectStatus(pay(), 201);
    // The cashier's word alone: whose money it was is told, and who signed for it.
    const { messages } = await expectStatus(test.as('auditor').get('~/member-messages'), 200);
    expect(messages[0]).toMatchObject({
      kind: 'paid-in-cash',
      registerNumber: '2',
      said: { zh: expect.stringContaining('47,368.42\u00a0元登记为2025年7月31日现金发放，由李四之子代领') },
    });
    expect(handed.cash).toMatchObject([
      {
        kind: 'member',
        holder: '2',
        payee: expect.any(String),
        direction: 'paid',
        amountInCapitals: '肆万柒仟叁佰陆拾捌元肆角贰分',
      },
    ]);
    expect((await test.as('cashier').post('~/payout-cash', cash)).body.code).toBe('payout.claim-not-open');
    expect(await owed()).toBe('0.00');
    expect(await states(test)).toEqual({ '1/1': 'paid', '1/2': 'paid-in-cash', '1/3': 'paid' });
    const accounts = await expectStatus(
      test.as('auditor').get(`~/members/${await memberId(test, '2')}`),
      200,
    );
    expect(accounts.bankAccounts.map((each: { masked: string }) => each.masked)).toEqual([
      '****0002',
      '****0029',
    ]);
    const verified = async () => (await verifyCooperative(test.services, test.cooperativeId)).findings;
    expect(await verified()).toEqual([]);
    test.expectTampering();
    await owner.unsafe(`begin; set local session_replication_role = replica;
      update answer_confirmation set recorded_by = '${test.as('cashier').userId}'; commit`);
    await owner.end();
    expect(besidesRows(await verified())).toMatchObject([
      { table: 'payment_order', row: 'batch 2', rule: 'paid-again-unseen' },
      { table: 'payout_cash', row: '1 2025-07-31', rule: 'answered-and-paid' },
    ]);
  });

  it('that was wrong is taken back by two, and the books take its return back in red; not once its money went on', async () => {
    await openExample();
    const id = await sent();
    const back = [all[0]!, row(2, '47368.42', '失败'), row(3, '10526.32', '失败')];
    await expectStatus(readAnswer(test, id, back), 200);
    expect(await owed()).toBe('57894.74');
    const { answers } = await expectStatus(test.as('auditor').get('~/payout-answers'), 200);
    expect(answers).toMatchObject([{ orderId: id, kind: 'payout', state: 'awaiting' }]);
    const answerId = (answers as { id: string }[])[0]?.id ?? '';
    const reason = { reason: '读错文件' };
    const ask = (who: Role = 'cashier') =>
      test.as(who).post(`~/payout-batches/${id}/answers/${answerId}/take-back`, reason);
    for (const role of ['accountant', 'reviewer', 'chair', 'supervisor'] as const)
      expect((await ask(role)).status).toBe(403);
    // Its money is on the way again: nothing is taken back under a batch.
    const { batch: again } = await expectStatus(makeBatch(test), 201);
    expect((await ask()).body).toMatchObject({
      code: 'payout.returned-moved',
      faults: [
        { code: 'payout.returned-moved', message: expect.stringContaining('payment 2') },
        { code: 'payout.returned-moved', message: expect.stringContaining('payment 3') },
      ],
    });
    await expectStatus(
      test.as('accountant').post(`~/payout-batches/${again.id}/cancel`, { reason: '回盘有误' }),
      200,
    );
    const first = await expectStatus(ask(), 201);
    expect(first).toMatchObject({ payments: 2, amount: '57894.74', state: 'awaiting' });
    expect((await ask()).body.code).toBe('payout.take-back-waits');
    const answered = (who: Role, takeBackId: string, what: string, body = {}) =>
      test.as(who).post(`~/payout-batches/${id}/take-backs/${takeBackId}/${what}`, body);
    for (const role of ['cashier', 'accountant', 'supervisor'] as const)
      expect((await answered(role, first.id, 'confirm')).status).toBe(403);
    await expectStatus(answered('chair', first.id, 'send-back', { reason: '对账单上有' }), 200);
    expect((await answered('chair', first.id, 'confirm')).body.code).toBe('payout.take-back-answered');
    const asked = await expectStatus(ask(), 201);
    const { items } = await expectStatus(test.as('chair').get('~/waiting?lang=zh'), 200);
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'answer-taken-back', known: { orderId: id, takeBackId: asked.id } }),
    );
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const alone = `insert into answer_take_back_answer
      select cooperative_id, id, null, now(), recorded_by from answer_take_back where id = '${asked.id}'`;
    await expect(owner.unsafe(alone)).rejects.toThrow('does not confirm it');
    const paid = `insert into payment_result (cooperative_id, order_id, serial, late, outcome, reason, recorded_at, recorded_by)
      select cooperative_id, order_id, 2, 1, 'paid', 'x', now(), '${test.as('chair').userId}' from payment_result where serial = 2`;
    await expect(owner.unsafe(paid)).rejects.toThrow('taken back by one who asks and another who confirms');
    expect((await states(test))['1/2']).toBe('returned');
    await expectStatus(answered('reviewer', asked.id, 'confirm'), 200);
    expect(await states(test)).toEqual({ '1/1': 'paid', '1/2': 'paid', '1/3': 'paid' });
    expect(await owed()).toBe('0.00');
    expect((await ask()).body.code).toBe('payout.answer-taken-back');
    expect((await test.as('reviewer').post(`~/payout-answers/${answerId}/confirm`)).body.code).toBe(
      'payout.answer-taken-back',
    );
    // The same file says nothing new; what comes back after all is told by two, and waits again.
    expect((await expectStatus(readAnswer(test, id, back), 200)).news).toEqual({ paid: 0, returned: 0 });
    await expectStatus(lateReturnBy(test, `~/payout-batches/${id}`, 3), 200);
    expect((await states(test))['1/3']).toBe('returned');
    // Two may err there as well: that is taken back by two again, while its money is as it came back.
    const lateOf = async (serial: number) =>
      (await expectStatus(test.as('auditor').get(`~/payout-batches/${id}/lines`), 200)).lines[serial - 1]
        .lateReturnId as string | null;
    expect(await lateOf(2)).toBeNull();
    const lateId = await lateOf(3);
    const askLate = (who: Role = 'cashier') =>
      test.as(who).post(`~/payout-batches/${id}/late-returns/${lateId}/take-back`, reason);
    for (const role of ['accountant', 'reviewer', 'chair', 'supervisor'] as const)
      expect((await askLate(role)).status).toBe(403);
    const { batch: oncemore } = await expectStatus(makeBatch(test), 201);
    expect((await askLate()).body.code).toBe('payout.returned-moved');
    await expectStatus(
      test.as('accountant').post(`~/payout-batches/${oncemore.id}/cancel`, { reason: '退汇有误' }),
      200,
    );
    const wrong = await expectStatus(askLate(), 201);
    expect(wrong).toMatchObject({ lateReturnId: lateId, answerId: null, payments: 1, amount: '10526.32' });
    expect((await askLate()).body.code).toBe('payout.take-back-waits');
    const asks = await expectStatus(test.as('chair').get('~/waiting?lang=zh'), 200);
    expect(asks.items).toMatchObject([
      {
        kind: 'answer-taken-back',
        says: expect.stringContaining('股东3 的退汇'),
        known: { takeBackId: wrong.id },
      },
    ]);
    // With the heirs since: neither the command nor PostgreSQL takes it back under them.
    const { userId: chair } = test.as('chair');
    const past = `do $$ declare t answer_take_back_answer; begin
      insert into answer_take_back_answer select cooperative_id, id, null, now(), '${chair}' from answer_take_back
        where id = '${wrong.id}' returning * into t;
      insert into payment_result (cooperative_id, order_id, serial, late, outcome, reason, recorded_at, recorded_by)
        select cooperative_id, '${id}', 3, 3, 'paid', 'x', t.recorded_at, '${chair}' from answer_take_back where id = '${wrong.id}';
      raise exception 'taken'; end $$`;
    await expect(owner.unsafe(past)).rejects.toThrow('taken');
    const [die, heirs] = [{ kind: 'deceased', effectiveOn: '2025-07-01' }, [{ member: '1', parts: 1 }]];
    const standings = `~/members/${await memberId(test, '3')}/standings`;
    await expectStatus(test.as('accountant').post(standings, die), 201);
    await expectStatus(estateBy(test, { deceased: '3', heirs, basis: '公证书' }), 200);
    expect((await answered('chair', wrong.id, 'confirm')).body.code).toBe('payout.returned-moved');
    await expect(owner.unsafe(past)).rejects.toThrow('what came back has moved since');
    await expectStatus(undoEstateBy(test, '3'), 200);
    await expectStatus(answered('chair', wrong.id, 'confirm'), 200);
    expect([(await states(test))['1/3'], await owed(), await lateOf(3)]).toEqual(['paid', '0.00', null]);
    expect((await askLate()).body.code).toBe('payout.late-return-taken-back');
    const { messages } = await expectStatus(test.as('auditor').get('~/member-messages'), 200);
    expect((messages as { kind: string }[]).filter(({ kind }) => kind === 'payout-arrived')).toHaveLength(3);
    // What was told then counts no more: whoever says it again does so before another, and the books take both.
    const again3 = `insert into payment_result (cooperative_id, order_id, serial, late, outcome, reason, recorded_at, recorded_by)
      select cooperative_id, order_id, 3, 4, 'returned', 'x', now(), '${chair}' from late_return`;
    await expect(owner.unsafe(again3)).rejects.toThrow('told by one and confirmed by another');
    await expectStatus(lateReturnBy(test, `~/payout-batches/${id}`, 3), 200);
    expect([(await states(test))['1/3'], await owed()]).toEqual(['held', '10526.32']);
    const verified = async () => (await verifyCooperative(test.services, test.cooperativeId)).findings;
    expect(await verified()).toEqual([]);
    test.expectTampering();
    await owner.unsafe(`begin; set local session_replication_role = replica;
      update answer_take_back set recorded_by = '${test.as('reviewer').userId}' where answer_id is not null;
      update answer_take_back set recorded_by = '${chair}' where late_return_id is not null; commit`);
    await owner.end();
    expect(besidesRows(await verified()).map(({ row: at, rule }) => [at, rule])).toEqual([
      ['batch 1, payment 2', 'taken-back-by-one'],
      ['batch 1, payment 3', 'taken-back-by-one'],
      ['batch 1, payment 3', 'taken-back-by-one'],
    ]);
  });

  it('of another batch, with an unknown account or a changed amount is refused whole, with its rows', async () => {
    await openExample();
    const id = await sent();
    const wrong = [row(1, '42105.27'), { ...row(2, '47368.42'), number: '9' }, row(7, '1.00'), all[2]!];
    const { status, body } = await readAnswer(test, id, wrong);
    expect(status).toBe(422);
    expect(body.faults.map((each: { code: string; row: number }) => [each.code, each.row])).toEqual([
      ['payout.return-amount-differs', 2],
      ['payout.return-account-differs', 3],
      ['payout.return-row-unknown', 4],
    ]);
    expect(await states(test)).toEqual({ '1/1': 'sent', '1/2': 'sent', '1/3': 'sent' });
    await expectStatus(readAnswer(test, id, [all[0]!]), 200);
    expect((await readAnswer(test, id, [row(1, '42105.26', '失败')])).body.code).toBe(
      'payout.return-contradicts',
    );
  });

  it('with cells or columns that cannot be taken names them', async () => {
    await openExample();
    const id = await sent();
    const read = (content: string) => sendAnswer(test, id, content);
    expect((await read('序号,账号,数目\n1,2,3\n')).body).toMatchObject({
      code: 'payout.return-columns',
      detail: expect.stringContaining('结果') as string,
    });
    const { body } = await read(
      `序号,账号,金额,结果\nx,${accountOf('1')},1.001,成功\n1,${accountOf('1')},1,也许\n`,
    );
    expect(body.faults.map((each: { row: number; column: string }) => [each.row, each.column])).toEqual([
      [2, '序号'],
      [2, '金额'],
      [3, '结果'],
    ]);
  });

  it('may be a batch file itself, in fen and GBK, with its comments and its end line', async () => {
    await openExample();
    const id = await sent();
    const answer = (amount: string) =>
      iconv.encode(
        [
          '#总计信息',
          '#注意：本文件中的金额均以分为单位！',
          '#币种|日期|总计标志|总金额|总笔数|',
          'RMB|20250731|1|10000000|3|',
          '#明细指令信息',
          '#币种|日期|顺序号|收款帐号|收款帐号名称|金额|处理结果|失败原因|',
          `RMB|20250731|1|${accountOf('1')}|股东1|4210526|成功||`,
          `RMB|20250731|2|${accountOf('2')}|股东2|${amount}|失败|户名不符|`,
          '*',
        ].join('\r\n'),
        'gbk',
      );
    // The same digits as yuan would be a hundred times as much.
    expect((await sendAnswer(test, id, answer('47368.42'))).body).toMatchObject({
      code: 'payout.return-cell',
      faults: [{ row: 8, column: '金额' }],
    });
    const { news } = await expectStatus(sendAnswer(test, id, answer('4736842')), 200);
    expect(news).toEqual({ paid: 1, returned: 1 });
    expect(await states(test)).toEqual({ '1/1': 'paid', '1/2': 'returned', '1/3': 'sent' });
  });

  it('that lists failures only settles the rest as paid', async () => {
    await openExample();
    const id = await sent();
    const { order: batch, news } = await expectStatus(
      readAnswer(test, id, [row(3, '10526.32', '退回')], '?rest=paid'),
      200,
    );
    expect(news).toEqual({ paid: 2, returned: 1 });
    expect(batch.state).toBe('settled');
  });

  it('that lists failures only and has none settles all as paid', async () => {
    await openExample();
    const id = await sent();
    const { order: batch, news } = await expectStatus(readAnswer(test, id, [], '?rest=all-paid'), 200);
    expect(news).toEqual({ paid: 3, returned: 0 });
    expect(batch.state).toBe('settled');
  });

  it('comes for batches that were sent, and a payment may come back days later, once', async () => {
    await openExample();
    const { batch } = await expectStatus(makeBatch(test), 201);
    expect((await readAnswer(test, batch.id, all)).body.code).toBe('payout.order-state');
    expect((await readAnswer(test, '00000000-0000-7000-8000-000000000000', all)).body.code).toBe(
      'payout.batch-unknown',
    );
    await expectStatus(sendBatch(test, batch.id), 200);
    const late = (serial: number) => lateReturnBy(test, `~/payout-batches/${batch.id}`, serial);
    expect((await late(1)).body.code).toBe('payout.not-paid-before');
    expect((await late(9)).body.code).toBe('payout.return-row-unknown');
    await expectStatus(readAnswer(test, batch.id, all), 200);
    await expectStatus(late(1), 200);
    expect((await late(1)).body.code).toBe('payout.not-paid-before');
    expect(await owed()).toBe('42105.26');
    expect((await states(test))['1/1']).toBe('returned');
  });
});

describe('cash', () => {
  it('is taken by no batch until books are opened, or two people say where they are kept', async () => {
    await openExample();
    const batch = () =>
      test.as('accountant').post('~/payout-batches', { template: 'icbc-gbpt', payOn: '2025-07-31' });
    expect((await batch()).body.code).toBe('books.not-opened');
    const settings = await expectStatus(test.as('auditor').get('~/books-settings'), 200);
    expect(settings.keptElsewhere).toBeNull();
    const elsewhere = { ...settings, keptElsewhere: '街道会计委派中心' };
    const { proposal } = await expectStatus(test.as('chair').put('~/books-settings', elsewhere), 200);
    expect((await batch()).body.code).toBe('books.not-opened');
    await expectStatus(test.as('supervisor').post(`~/setting-proposals/${proposal.id}/confirm`), 200);
    await expectStatus(batch(), 201);
    const { noted } = await verifyCooperative(test.services, test.cooperativeId);
    expect(noted).toContainEqual({
      table: 'books_setting',
      row: '1',
      remark: 'books-elsewhere',
      found: '街道会计委派中心',
    });
  });

  it('is fetched by one person for one household in a year, for others by a mandate on record', async () => {
    await openExample(0);
    await fillTill(test);
    const pay = (...fetched: readonly (readonly [number: string, proxy: string])[]) =>
      test.as('cashier').post('~/payout-cash', {
        handedOn: '2025-07-31',
        payments: fetched.map(([number, proxy]) => ({ runId, kind: 'member', number, proxy })),
      });
    const both = await pay(['1', '李四'], ['2', '李四']);
    expect([both.status, both.body.code, both.body.faults[0].pointer]).toEqual([
      409,
      'payout.proxy-of-several',
      '/payments/1/proxy',
    ]);
    expect(await owed()).toBe('100000.00');
    await expectStatus(pay(['1', '李四'], ['2', '王五']), 201);
    expect((await pay(['3', '李四'])).body.code).toBe('payout.proxy-of-several');
    const today = new Date().toISOString().slice(0, 10);
    const until = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const mandated = test.as('representative');
    const wish = {
      userId: mandated.userId,
      member: '3',
      ground: 'attorney',
      document: '授权委托书',
      scope: 'read',
    };
    const { id } = await expectStatus(
      test.as('chair').post('~/mandates', { ...wish, from: today, until }),
      202,
    );
    await expectStatus(test.as('supervisor').post(`~/access-proposals/${String(id)}/confirm`), 200);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    await owner.unsafe('set session_replication_role = replica');
    await owner`update mandate set person = '李四', begins_on = '2025-07-01'`;
    await expectStatus(pay(['3', '李四']), 201);
    const noted = async () =>
      (await verifyCooperative(test.services, test.cooperativeId)).noted.filter(
        ({ remark }) => remark === 'proxy-of-several',
      );
    expect(await noted()).toEqual([]);
    await owner`update payout_cash set proxy = '王五'`;
    expect(await noted()).toMatchObject([{ table: 'payout_cash', row: '王五 2025' }]);
    await owner.end();
  });

  it('is entered once for each claim, never for a held one, and struck by another person', async () => {
    await openExample(0);
    await fillTill(test);
    const pay = (numbers: readonly string[]) =>
      test.as('cashier').post('~/payout-cash', {
        handedOn: '2025-07-31',
        payments: numbers.map((number) => ({ runId, kind: 'member', number })),
      });
    expect((await pay(['1', '1'])).body.code).toBe('payout.claim-unknown');
    expect(await owed()).toBe('100000.00');
    const freeze = {
      kind: 'freeze',
      holder: { kind: 'member', number: '2' },
      effectiveOn: '2025-07-01',
      reason: '法院冻结',
    };
    // Whose money it is reads the same in the portal, whatever becomes of it.
    const own = await toldOwn('1');
    const line = { runId, period: '2024-H2', holder: 'member', number: '1', part: 0, payment: null };
    const all = { ...line, inherited: false, held: null, paidTo: null, net: '42105.26' };
    expect(await own()).toEqual([{ ...all, state: 'no-account', open: '42105.26', cash: null }]);
    await expectStatus(test.as('accountant').post('~/restrictions', freeze), 201);
    expect((await pay(['1', '2'])).body.code).toBe('payout.claim-held');
    const payments = [{ runId, kind: 'member', number: '1' }];
    const early = await test.as('cashier').post('~/payout-cash', { handedOn: '2025-07-30', payments });
    expect(early.body.code).toBe('payout.handed-too-early');
    const { cash } = await expectStatus(pay(['1', '3']), 201);
    expect(await owed()).toBe('47368.42');
    const fetched = { ...all, state: 'paid-in-cash', open: '0.00' };
    expect(await own()).toEqual([{ ...fetched, cash: { handedOn: '2025-07-31', proxy: null } }]);
    const strike = (cashId: string) =>
      test.as('reviewer').post(`~/payout-cash/${cashId}/strike`, { reason: '记错了人' });
    await expectStatus(strike(cash[0].id), 200);
    expect(await own()).toMatchObject([{ state: 'no-account', open: '42105.26' }]);
    expect((await strike(cash[0].id)).body.code).toBe('payout.cash-struck');
    const { messages } = await expectStatus(test.as('auditor').get('~/member-messages'), 200);
    expect(messages[0]).toMatchObject({
      kind: 'cash-struck',
      registerNumber: '1',
      said: {
        zh: expect.stringContaining(
          '42,105.26\u00a0元原登记为2025年7月31日现金发放，现已冲销，原因：记错了人',
        ),
      },
    });
    expect((await strike('00000000-0000-7000-8000-000000000000')).body.code).toBe('payout.cash-unknown');
    expect(await owed()).toBe('89473.68');
    await expectStatus(pay(['1']), 201);
    const list = await expectStatus(test.as('auditor').get('~/payout-cash'), 200);
    expect(list.cash.map((each: { struck: boolean }) => each.struck)).toEqual([true, false, false]);
    // Whose it was is told alike at the counter and in the list.
    expect(list.cash[1]).toEqual(cash[1]);
    expect(cash[1]).toMatchObject({ kind: 'member', holder: '3', payee: expect.stringMatching(/.+/) });
  });
});

describe('money that waits', () => {
  it('of a deceased holder goes to the heirs by their parts, exactly', async () => {
    await openExample();
    const die = { kind: 'deceased', effectiveOn: '2025-07-01' };
    await expectStatus(
      test.as('accountant').post(`~/members/${await memberId(test, '1')}/standings`, die),
      201,
    );
    expect((await states(test))['1/1']).toBe('held');
    const waiting = await expectStatus(test.as('auditor').get('~/payout-claims/waiting'), 200);
    expect(waiting.claims[0]).toMatchObject({ number: '1', held: 'deceased', limitationOn: null });
    const divide = (heirs: readonly object[]) =>
      estateBy(test, { deceased: '1', heirs, basis: '公证书（2025）第 1 号' });
    const two = [
      { member: '2', parts: 2 },
      { member: '3', parts: 1 },
    ];
    expect((await divide([{ member: '77', parts: 1 }])).body.code).toBe('shares.holder-not-found');
    expect((await divide([two[0]!, two[0]!])).body.code).toBe('shares.no-heirs');
    const { parts } = await expectStatus(divide(two), 200);
    expect(parts.map((each: { amount: string }) => each.amount)).toEqual(['28070.17', '14035.09']);
    expect((await divide(two)).body.code).toBe('payout.no-estate');
    const { batch } = await expectStatus(makeBatch(test), 201);
    expect(batch).toMatchObject({ count: 4, total: '100000.00' });
    await expectStatus(sendBatch(test, batch.id), 200);
    expect(await owed()).toBe('0.00');
    expect(Object.keys(await states(test))).toEqual(['1/1.1', '1/1.2', '1/2', '1/3']);
  });

  it('can be asked for three years from the posting or the last reminder', async () => {
    await openExample(0);
    const limits = async () => {
      const { claims } = await expectStatus(test.as('auditor').get('~/payout-claims/waiting'), 200);
      return (claims as { limitationOn: string }[]).map((each) => each.limitationOn);
    };
    expect(await limits()).toEqual(['2028-07-31', '2028-07-31', '2028-07-31']);
    test.setClock(new Date('2026-02-01T01:00:00Z'));
    const remind = (remindedOn: string, number = '2') =>
      test.as('accountant').post('~/payout-reminders', { kind: 'member', number, remindedOn, means: '电话' });
    expect((await remind('2026-02-02')).body.code).toBe('books.entry-in-future');
    expect((await remind('2026-02-01', '77')).body.code).toBe('payout.claim-unknown');
    const { id: reminderId } = await expectStatus(remind('2026-02-01'), 201);
    // A note of one person moves no limitation.
    expect(await limits()).toEqual(['2028-07-31', '2028-07-31', '2028-07-31']);
    const confirm = (who: Role) => test.as(who).post(`~/payout-reminders/${reminderId}/confirm`);
    const own = await onceItIs(test, 'reviewer', () => confirm('accountant'));
    expect(own.body.code).toBe('payout.confirmer-is-enterer');
    await expectStatus(confirm('reviewer'), 200);
    expect((await confirm('reviewer')).body.code).toBe('payout.reminder-counts');
    const { reminders } = await expectStatus(test.as('auditor').get('~/payout-reminders'), 200);
    expect(reminders).toMatchObject([{ number: '2', remindedOn: '2026-02-01', counts: true }]);
    expect(await limits()).toEqual(['2028-07-31', '2029-02-01', '2028-07-31']);
  });
});

describe('a reversed run', () => {
  it('is paid to nobody any more; what was paid is owed back and received over the counter', async () => {
    await openExample(2);
    const id = await sent();
    await expectStatus(readAnswer(test, id, [row(1, '42105.26'), row(2, '47368.42', '失败')]), 200);
    const reversal = { resolutionId: await decideReversal(test, runId), reason: '登记有误' };
    const reversed = await expectStatus(
      test.as('reviewer').post(`~/dividend-runs/${runId}/reverse`, reversal),
      201,
    );
    expect(await states(test)).toEqual({
      '1/1': 'paid',
      '1/2': 'cancelled',
      '1/3': 'cancelled',
      '2/1': 'owed',
      '2/2': 'cancelled',
      '2/3': 'cancelled',
    });
    expect(await owed()).toBe('-42105.26');
    expect(await (await toldOwn('1'))()).toMatchObject([
      { runId, state: 'paid', payment: { amount: '42105.26' } },
      { runId: reversed.id, state: 'owed', open: '-42105.26' },
    ]);
    const payments = [{ runId: reversed.id, kind: 'member', number: '1' }];
    const { cash } = await expectStatus(
      test.as('cashier').post('~/payout-cash', { handedOn: '2025-07-31', payments }),
      201,
    );
    expect(cash[0]).toMatchObject({ direction: 'received', amount: '42105.26' });
    expect(await owed()).toBe('0.00');
    expect((await states(test))['2/1']).toBe('repaid');
  });

  it('is set off against what waits for the same holder, as far as it goes', async () => {
    await openExample();
    const id = await sent();
    await expectStatus(readAnswer(test, id, all), 200);
    const reversal = { resolutionId: await decideReversal(test, runId), reason: '登记有误' };
    const reversed = await expectStatus(
      test.as('reviewer').post(`~/dividend-runs/${runId}/reverse`, reversal),
      201,
    );
    const again = await runToPosted(test, resolutionId, { ...exampleRun, pool: '50000.00' });
    const setOff = (number: string, owedRunId: string, againstRunId: string) =>
      test.as('accountant').post('~/payout-set-offs', { kind: 'member', number, owedRunId, againstRunId });
    const confirm = (id: string, who: Role = 'reviewer') =>
      test.as(who).post(`~/payout-set-offs/${id}/confirm`);
    expect((await setOff('1', again.id, reversed.id)).body.code).toBe('payout.claim-not-open');
    expect((await setOff('1', reversed.id, runId)).body.code).toBe('payout.claim-not-open');
    expect((await setOff('77', reversed.id, again.id)).body.code).toBe('payout.claim-unknown');
    // 42,105.26 was paid; 21,052.63 is due now, and all of it goes.
    const asked = await expectStatus(setOff('1', reversed.id, again.id), 201);
    expect(asked).toMatchObject({ amount: '21052.63', state: 'awaiting' });
    // One person’s wish moves nothing.
    expect(await states(test, `&runId=${again.id}`)).toMatchObject({ '3/1': 'payable' });
    const own = await onceItIs(test, 'reviewer', () => confirm(asked.id, 'accountant'));
    expect(own.body.code).toBe('payout.confirmer-is-enterer');
    expect((await confirm(asked.id, 'cashier')).status).toBe(403);
    const second = await expectStatus(setOff('1', reversed.id, again.id), 201);
    const back = { reason: '重复' };
    await expectStatus(test.as('reviewer').post(`~/payout-set-offs/${second.id}/send-back`, back), 200);
    expect((await confirm(second.id)).body.code).toBe('payout.set-off-answered');
    expect(await expectStatus(confirm(asked.id), 200)).toMatchObject({ state: 'confirmed' });
    expect((await confirm(asked.id)).body.code).toBe('payout.set-off-answered');
    const { setOffs } = await expectStatus(test.as('auditor').get('~/payout-set-offs'), 200);
    expect(setOffs).toMatchObject([{ state: 'confirmed' }, { state: 'sent-back', reason: '重复' }]);
    expect(await states(test, `&runId=${again.id}`)).toMatchObject({ '3/1': 'set-off', '3/2': 'payable' });
    const left = await expectStatus(test.as('auditor').get('~/payout-claims?state=owed'), 200);
    expect(left.claims[0]).toMatchObject({ number: '1', net: '-21052.63' });
    const statement = {
      kind: 'statement',
      holder: { kind: 'member', number: '1' },
      from: '2024-01-01',
      to: '2024-12-31',
    };
    const paper = await expectStatus(test.as('accountant').post(...askFor(statement)), 201);
    const { text } = await readPdf(
      (await test.as('auditor').get(`~/documents/${paper.id}/content`)).rawPayload,
    );
    expect(text).toContain('已发放（银行）');
    expect(text).toContain('已抵扣');
  });

  it('stops a batch that was made before', async () => {
    await openExample();
    const { batch } = await expectStatus(makeBatch(test), 201);
    const reversal = { resolutionId: await decideReversal(test, runId), reason: '登记有误' };
    await expectStatus(test.as('reviewer').post(`~/dividend-runs/${runId}/reverse`, reversal), 201);
    expect((await sendBatch(test, batch.id)).body.code).toBe('payout.run-reversed');
  });
});

describe('behind the service’s back', () => {
  it('a payment changed, doubled or moved is found', async () => {
    await openExample();
    const id = await sent();
    await expectStatus(readAnswer(test, id, all), 200);
    test.expectTampering();
    const owner = postgres(test.ownerUrl, { max: 1, onnotice: () => undefined });
    const foundAfter = async (change: string, undo: string) => {
      const run = (text: string) =>
        owner.unsafe(`begin; set local session_replication_role = replica; ${text}; commit`);
      await run(change);
      const { findings } = await verifyCooperative(test.services, test.cooperativeId);
      await run(undo);
      return findings.map((finding) => findingText(finding, 'en')).join('\n');
    };
    expect(
      await foundAfter(
        `update payment_line set amount = amount + 1 where serial = 1`,
        `update payment_line set amount = amount - 1 where serial = 1`,
      ),
    ).toMatch(/batch 1: its count or total[^]*member 1: what was paid is not what was due/);
    expect(
      await foundAfter(
        `insert into payout_cash select cooperative_id, gen_random_uuid(), 9, run_id, account_id, 0, 'paid', amount,
          '2025-07-31', null, now(), gen_random_uuid() from payment_line where serial = 2`,
        `delete from payout_cash`,
      ),
    ).toMatch(/member 2: it was paid more than once[^]*member 2: what the books owe/);
    expect(
      await foundAfter(
        `update sealed_file set file_cipher = substr(file_cipher, 2), file_sha256 = repeat('0', 64)`,
        `update sealed_file set file_sha256 = file_sha256`,
      ),
    ).toMatch(/the trail says otherwise[^]*the file is not what its hash says/);
    await owner.end();
  });
});
