/** What is wrong with an input is said in words of the trade, with the field's name, and found by its pointer. */
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import { checkInput } from '../../src/contract/faults.ts';
import { layers } from '../../src/contract/input-place.ts';
import { named } from '../../src/contract/field-words.ts';
import { dateText, idText, moneyText } from '../../src/contract/wire.ts';
import { faultMessage } from '../../src/domain/errors/catalogue.ts';
import { inputSchemas, placesIn } from './input-schemas.ts';

type Said = readonly [pointer: string | undefined, code: string, zh: string, en: string];

function said(schema: z.ZodType, input: unknown): readonly Said[] {
  const checked = checkInput(schema, input);
  if (checked.success) return [];
  return checked.refusal.faults.map((fault) => [
    fault.pointer,
    fault.code,
    faultMessage(fault, 'zh'),
    faultMessage(fault, 'en'),
  ]);
}

const schemas = await inputSchemas();
const inputOf = (name: string) =>
  schemas.find(([each]) => new RegExp(` ${name}(Input)?$`).test(each))?.[1] ?? z.never();
const draftRunInput = inputOf('draftRun');
const enterEntryInput = inputOf('prepareEntry');
const draftSchemeInput = inputOf('draftScheme');
const approveRunInput = inputOf('approveRun');
const moveSharesInput = inputOf('moveShares');
const createCooperativeInput = inputOf('createCooperative');

const run = {
  period: '2010-H2',
  recordDate: '2010-12-31',
  basis: 'record-date',
  method: 'largest-remainder',
  pool: '100.00',
  taxRate: '0.20',
  taxBasis: '法定税率',
};
const entry = { date: '2025-07-01', summary: '收租金' };
const line = { account: '101', debit: '1.00' };
const scheme = { name: '方案', effectiveOn: '2010-01-01', meaning: '每股配一股' };

const cases: readonly (readonly [what: string, schema: z.ZodType, input: unknown, ...said: Said])[] = [
  [
    'a field that is missing',
    draftRunInput,
    { ...run, recordDate: undefined },
    '/recordDate',
    'input.missing',
    '缺少股权登记日（例如 2010-07-31）。',
    'Missing: the record date (such as 2010-07-31).',
  ],
  [
    'a field that is empty',
    draftRunInput,
    { ...run, taxBasis: '  ' },
    '/taxBasis',
    'input.empty',
    '税率依据不能空着，请填写。',
    'Nothing is written for the legal basis of the tax: fill it in.',
  ],
  [
    'a number instead of text',
    draftRunInput,
    { ...run, pool: 100 },
    '/pool',
    'input.not-text',
    '分红总额应当写成文字（例如 1234.50），收到的却是一个数字。',
    'The pool must be text (such as 1234.50), not a number.',
  ],
  [
    'a day as it is spoken',
    draftRunInput,
    { ...run, recordDate: '2010年7月31日' },
    '/recordDate',
    'date.malformed',
    '股权登记日“2010年7月31日”无法识别：请写成 年-月-日，例如 2010-07-31。',
    'The record date "2010年7月31日" cannot be read: write year-month-day, such as 2010-07-31.',
  ],
  [
    'an amount with a comma',
    draftRunInput,
    { ...run, pool: '1,234.5' },
    '/pool',
    'money.malformed',
    '分红总额“1,234.5”无法识别：请写成数字，最多两位小数，例如 1234.50。',
    'The pool "1,234.5" cannot be read: write digits with at most two decimals, such as 1234.50.',
  ],
  [
    'a choice that there is not',
    draftRunInput,
    { ...run, basis: 'today' },
    '/basis',
    'input.not-one-of',
    '计算口径不能是“today”，只能是：登记日持股、股日。',
    'What is counted cannot be "today", only one of "record-date", "share-days".',
  ],
  [
    'a choice of numbers',
    draftRunInput,
    { ...run, rateScale: 3 },
    '/rateScale',
    'input.not-one-of',
    '每股金额的小数位数不能是“3”，只能是：2、4、6。',
    'The decimals of the rate cannot be "3", only one of "2", "4", "6".',
  ],
  [
    'a field that there is not',
    draftRunInput,
    { ...run, colour: 'red' },
    '/colour',
    'input.unknown-field',
    '提交的内容中的“colour”无法识别：请核对名称，或把它去掉。',
    'The field "colour" in what was sent is not known: check its name, or leave it out.',
  ],
  [
    'a line of a list',
    enterEntryInput,
    { ...entry, lines: [line, line, { account: '101', debit: '1.005' }] },
    '/lines/2/debit',
    'money.too-fine',
    '凭证明细第 3 行的借方金额“1.005”的小数超过 2 位。',
    'The debit in row 3 of the lines "1.005" has more than 2 decimals.',
  ],
  [
    'a code of another form',
    enterEntryInput,
    { ...entry, lines: [{ ...line, account: '1' }, line] },
    '/lines/0/account',
    'input.malformed',
    '凭证明细第 1 行的科目写法不对，请核对（科目代码，如 102.01）。',
    'The ledger account in row 1 of the lines cannot be read as written (an account code, such as 102.01): check it.',
  ],
  [
    'a list that is too short',
    enterEntryInput,
    { ...entry, lines: [line] },
    '/lines',
    'input.too-few',
    '凭证明细至少要有 2 行，请补上。',
    'The lines must have at least 2 rows: add what is missing.',
  ],
  [
    'a number out of its range',
    enterEntryInput,
    { ...entry, lines: [line, line], attachments: 1000 },
    '/attachments',
    'input.out-of-range',
    '附件张数应当在 0 至 999 之间，不能是 1000。',
    'The number of papers attached must be between 0 and 999, not 1000.',
  ],
  [
    'text that is too long',
    enterEntryInput,
    { ...entry, summary: `${'长'.repeat(200)}短`, lines: [line, line] },
    '/summary',
    'input.too-long',
    '摘要最多 200 个字，现在有 201 个字：请缩短。',
    'The summary may have at most 200 characters, not 201: shorten it.',
  ],
  [
    'a field of the alternative that was chosen',
    moveSharesInput,
    {
      kind: 'gift',
      from: { kind: 'member' },
      to: {},
      shareClass: 'basic',
      quantity: '1',
      effectiveOn: '2010-01-01',
    },
    '/to/kind',
    'input.missing',
    '缺少转入方的种类。',
    'Missing: the kind of the taker.',
  ],
  [
    'an alternative that there is not',
    moveSharesInput,
    { kind: 'sale' },
    '/kind',
    'input.not-one-of',
    '种类不能是“sale”，只能是：认购、转让、赠与、退股、更正。',
    'The kind cannot be "sale", only one of "subscription", "transfer", "gift", "redemption", "correction".',
  ],
  [
    'an alternative told by its fields, deep inside',
    draftSchemeInput,
    {
      ...scheme,
      rules: [
        { kind: 'rest', shareClass: 'a', total: '1' },
        {
          kind: 'per-head',
          shareClass: 'a',
          quantity: '1',
          cohort: { all: [{ everyone: true }, { standing: 'old' }] },
        },
      ],
    },
    '/rules/1/cohort/all/1/standing',
    'input.not-one-of',
    '规则第 2 行的人群的须同时符合的条件第 2 行的身份状态不能是“old”，只能是：非社员、在册成员、退休老人、已离社、已故。',
    'The standing in row 2 of the conditions that all must hold of the cohort in row 2 of the rules cannot be "old", only one of "none", "admitted", "retired", "left", "deceased".',
  ],
  [
    'an identifier that is none',
    approveRunInput,
    { runId: '0197e3a0-5c00-7000-8000-000000000001', resolutionId: '第3号' },
    '/resolutionId',
    'input.not-an-id',
    '找不到所依据的决议：编号的写法不对，请从列表中选取，不要手工填写。',
    'The resolution is not named by an identifier: take it from a list instead of typing it.',
  ],
  [
    'text that no database keeps',
    createCooperativeInput,
    { name: '双泉\0社', regionCode: '990105', effectiveOn: '2010-01-01', people: [] },
    '/name',
    'input.unreadable-character',
    '名称中有无法保存的字符：请删去后重新输入。',
    'In the name there is a character that cannot be stored: delete it and type the text again.',
  ],
  [
    'half a character',
    enterEntryInput,
    { ...entry, lines: [line, { ...line, text: '\ud800' }] },
    '/lines/1/text',
    'input.unreadable-character',
    '凭证明细第 2 行的摘要中有无法保存的字符：请删去后重新输入。',
    'In the text in row 2 of the lines there is a character that cannot be stored: delete it and type the text again.',
  ],
  [
    'a name of an entry that no database keeps',
    draftRunInput,
    { ...run, classWeights: { 'basic\ud800': '1' } },
    '/classWeights/basic\ud800',
    'input.unreadable-character',
    '股种折算系数中的“basic\ud800”中有无法保存的字符：请删去后重新输入。',
    'In "basic\ud800" in the class weights there is a character that cannot be stored: delete it and type the text again.',
  ],
  [
    'a name with a sign that cannot be seen',
    createCooperativeInput,
    { name: '双泉\u200B社', regionCode: '990105', effectiveOn: '2010-01-01', people: [] },
    '/name',
    'input.unseen-character',
    '名称第 3 个字符（U+200B）看不见，或会改变文字的方向：请删去后重新输入。',
    'Character 3 of the name (U+200B) cannot be seen or turns the direction of the text: delete it and type the text again.',
  ],
  [
    'a reason that turns the direction',
    draftSchemeInput,
    { ...scheme, rules: [], meaning: '每股\n配\u202E一股' },
    '/meaning',
    'input.unseen-character',
    '方案说明第 5 个字符（U+202E）看不见，或会改变文字的方向：请删去后重新输入。',
    'Character 5 of the meaning in words (U+202E) cannot be seen or turns the direction of the text: delete it and type the text again.',
  ],
  [
    'a key with a sign that cannot be seen',
    draftRunInput,
    { ...run, classWeights: { 'ba\u2066sic': '1' } },
    '/classWeights/ba\u2066sic',
    'input.unseen-character',
    '股种折算系数中的“ba\u2066sic”第 3 个字符（U+2066）看不见，或会改变文字的方向：请删去后重新输入。',
    'Character 3 of "ba\u2066sic" in the class weights (U+2066) cannot be seen or turns the direction of the text: delete it and type the text again.',
  ],
  [
    'something else than a group of fields',
    draftRunInput,
    '分红',
    '',
    'input.not-a-group',
    '提交的内容由几项内容组成，收到的却是一段文字。',
    'What was sent must be a group of named fields, not text.',
  ],
];

describe('an input is refused for', () => {
  it.each(cases.map(([what, ...rest]) => ({ what, rest })))('$what', ({ rest }) => {
    const [schema, input, ...expected] = rest;
    expect(said(schema, input)).toEqual([expected]);
  });

  it('every fault at once, each with its pointer', () => {
    expect(said(draftRunInput, { period: '2010', kind: 'x' }).map(([pointer]) => pointer)).toEqual([
      '/kind',
      '/period',
      '/recordDate',
      '/basis',
      '/method',
      '/taxRate',
      '/taxBasis',
    ]);
  });

  it('a nesting without end, before anything walks down into it', () => {
    let cohort: object = { everyone: true };
    for (let depth = 0; depth < 50_000; depth += 1) cohort = { not: cohort };
    expect(said(draftSchemeInput, { cohort }).map(([, code]) => code)).toEqual(['input.too-deep']);
  });
});

describe('the words of a field', () => {
  it('are those of its own schema before those of its name', () => {
    const shape = z.strictObject({ from: named(idText(), { zh: '转出方', en: 'the giver' }) });
    expect(said(shape, {}).map(([, , zh]) => zh)).toEqual(['缺少转出方。']);
    expect(said(z.strictObject({ from: dateText() }), {}).map(([, , zh]) => zh)).toEqual([
      '缺少起始日期（例如 2010-07-31）。',
    ]);
  });

  it('stay with the schema when it becomes optional or gets a description', () => {
    const money = named(moneyText(), { zh: '押金', en: 'the deposit' });
    const shape = z.strictObject({ amount: money.optional().meta({ description: 'x' }) });
    expect(said(shape, { amount: 'x' })[0]?.[2]).toMatch(/^押金“x”/);
  });
});

describe('signs that cannot be seen', () => {
  /** Secrets, what a browser signed, words that are looked for, and what a parser of its own judges. */
  const typed = [
    ...['bankAccount', 'credential', 'invitation', 'name', 'newPassword', 'password', 'payerAccount'],
    ...['phone', 'residentId', 'text', 'userName'],
  ];
  const prose = [
    ...[
      'basis',
      'explanation',
      'keptElsewhere',
      'lateReason',
      'meaning',
      'note',
      'raw',
      'reason',
      'source',
      'summary',
    ],
    ...['taxBasis', 'wish'],
  ];
  const leaves = schemas.flatMap(([name, schema]) =>
    placesIn(name, schema).fields.filter(({ schema: field }) => layers(field).at(-1) instanceof z.ZodString),
  );
  const taken = (field: z.core.$ZodType, text: string) =>
    checkInput(z.strictObject({ field: field as z.ZodType }), { field: text }).success;

  it('turn the direction of no text but what is taken as it was typed', () => {
    expect(leaves.length).toBeGreaterThan(300);
    const found = leaves.filter(({ schema }) => taken(schema, '王\u202E五'));
    expect([...new Set(found.map(({ name }) => name))].toSorted()).toEqual(typed);
    // Of what is called so in many places, these alone: names of classes, schemes, groups, accounts are none of them.
    const places = found.filter(({ name }) => ['name', 'text', 'userName'].includes(name));
    expect(places.map(({ at }) => at.replace(/^\S+ /, '')).toSorted()).toEqual([
      'acceptInvitation/userName',
      'admitMember/name',
      'changeDetails/name',
      'letIn/userName',
      'searchMembers/text',
      'signIn/userName',
    ]);
  });

  it('stand in no name; prose breaks into lines and may be pasted', () => {
    const names = leaves.filter(({ schema }) => taken(schema, '王\u200B\n五')).map(({ name }) => name);
    expect([...new Set(names)].filter((name) => !typed.includes(name)).toSorted()).toEqual(prose);
  });

  it('go with the spaces around a text', () => {
    expect(checkInput(z.strictObject({ name: z.string().trim() }), { name: ' 双泉\uFEFF' })).toMatchObject({
      data: { name: '双泉' },
    });
  });
});
