/**
 * The templates that ship. Branches differ in detail, so each is data with the source and the day it was seen, which a cooperative
 * compares with its bank's own sample before the first payout; where it differs, a template of its own proves itself by that sample.
 */
import { listed, type Sentence } from './language.ts';
import { bankPlaceWords } from './money-words.ts';
import { refuse } from './refusal.ts';
import { wordOfBoth, type BankTemplate, type Place } from './bank-file.ts';

const text = (value: string): Place => ({ is: 'text', text: value });
const serial: Place = { is: 'serial' };
const name: Place = { is: 'name' };
const account: Place = { is: 'account' };
const yuan: Place = { is: 'amount', unit: 'yuan' };

const csv = {
  extension: 'csv',
  encoding: 'gbk',
  newline: '\r\n',
  separator: ',',
  closed: false,
  quoted: true,
} as const;

/** The usual columns of payroll lists; seen in public programs. */
const payrollSheets = {
  zh: '公开的工资代发名单样式，2026 年 11 月查阅',
  en: 'payroll lists of public programs, seen in November 2026',
} as const;

const heads = (...names: readonly string[]) => ({ places: names.map(text) });

export const bankTemplates: readonly BankTemplate[] = [
  {
    id: 'icbc-bpt',
    name: { zh: '工商银行企业网银批量支付（.bpt）', en: 'ICBC corporate batch file (.bpt)' },
    source: {
      zh: '公开的企业网银批量支付程序（19 栏），2026 年 11 月查阅',
      en: 'public programs that write batch payments for the corporate online bank (19 columns), seen in November 2026',
    },
    extension: 'bpt',
    encoding: 'gbk',
    newline: '\r\n',
    separator: '|',
    closed: true,
    quoted: false,
    head: [
      { raw: '#总计信息' },
      { raw: '#注意：本文件中的金额均以分为单位！' },
      { raw: '#币种|日期|总计标志|总金额|总笔数|' },
      {
        places: [text('RMB'), { is: 'date' }, text('1'), { is: 'total', unit: 'fen' }, { is: 'count' }],
      },
      { raw: '#明细指令信息' },
      {
        raw:
          '#币种|日期|明细标志|顺序号|付款账号开户行|付款账号|付款账号名称|收款账号开户行|收款账号省份|收款账号地市|' +
          '收款账号地区码|收款账号|收款账号名称|金额|汇款用途|备注信息|汇款方式|收款账户短信通知手机号码|自定义序号|',
      },
    ],
    row: [
      text('RMB'),
      { is: 'date' },
      text('2'),
      serial,
      { is: 'payer-bank' },
      { is: 'payer-account' },
      { is: 'payer-name' },
      { is: 'bank' },
      text(''),
      text(''),
      text(''),
      account,
      name,
      { is: 'amount', unit: 'fen' },
      { is: 'purpose' },
      text(''),
      text(''),
      text(''),
      serial,
    ],
    foot: [{ raw: '*' }],
  },
  {
    id: 'icbc-gbpt',
    name: { zh: '工商银行个人网银批量转账（.gbpt）', en: 'ICBC personal batch file (.gbpt)' },
    source: {
      zh: '公开的个人网银批量转账程序，2026 年 11 月查阅',
      en: 'public programs that write batch transfers for the personal online bank, seen in November 2026',
    },
    extension: 'gbpt',
    encoding: 'gbk',
    newline: '\r\n',
    separator: '|',
    closed: true,
    quoted: false,
    head: [
      { raw: '#总计信息' },
      { raw: '#注意：本文件中的金额均以分为单位！' },
      { raw: '#币种|日期|总计标志|总金额|总笔数|' },
      {
        places: [text('RMB'), { is: 'date' }, text('1'), { is: 'total', unit: 'fen' }, { is: 'count' }],
      },
      { raw: '#明细指令信息' },
      {
        raw: '#币种|日期|顺序号|付款帐号|付款账号类型|收款帐号|收款帐号名称|金额|用途|备注信息|是否允许收款人查看付款人信息|',
      },
    ],
    row: [
      text('RMB'),
      { is: 'date' },
      serial,
      { is: 'payer-account' },
      text(''),
      account,
      name,
      { is: 'amount', unit: 'fen' },
      { is: 'purpose' },
      text(''),
      text('0'),
    ],
    foot: [{ raw: '*' }],
  },
  {
    ...csv,
    id: 'abc-payroll',
    source: payrollSheets,
    name: { zh: '农业银行代发名单', en: 'ABC payroll list' },
    head: [
      { places: [text(''), text(''), text('单位代发工资名单'), text('')] },
      { places: [text(''), text('单位名称:'), { is: 'payer-name' }, text('')] },
      { places: [text(''), text('单位帐号:'), { is: 'payer-account' }, text('')] },
      heads('序号', '姓名', '帐号', '金额'),
    ],
    row: [serial, name, account, yuan],
    foot: [{ places: [text('合计'), text(''), text(''), { is: 'total', unit: 'yuan' }] }],
  },
  {
    ...csv,
    id: 'ccb-payroll',
    source: payrollSheets,
    name: { zh: '建设银行代发名单', en: 'CCB payroll list' },
    head: [heads('序号', '账号', '姓名', '金额')],
    row: [serial, account, name, yuan],
    foot: [],
  },
  {
    ...csv,
    id: 'boc-payroll',
    source: payrollSheets,
    name: { zh: '中国银行代发名单', en: 'BOC payroll list' },
    head: [heads('序号', '姓名', '身份证', '发放银行', '账号', '金额')],
    row: [serial, name, { is: 'resident-id' }, { is: 'bank' }, account, yuan],
    foot: [],
  },
  {
    ...csv,
    id: 'generic-csv',
    name: { zh: '通用 CSV', en: 'Plain CSV' },
    encoding: 'utf-8',
    head: [heads('序号', '户名', '账号', '开户行', '金额', '用途')],
    row: [serial, name, account, { is: 'bank' }, yuan, { is: 'purpose' }],
    foot: [],
  },
];

/** The template of this id, the cooperative's own or one that ships, or `payout.template-unknown`. */
export function bankTemplate(id: string, own: readonly BankTemplate[] = []): BankTemplate {
  const all = [...bankTemplates, ...own];
  const found = all.find((each) => each.id === id);
  if (found === undefined)
    throw refuse('payout.template-unknown', { id, known: listed(all.map(({ name }) => name)) }, '/template');
  return found;
}

/**
 * Refuses an own template that takes the id of one that ships, whose rows would not say once each who gets what, whose
 * separator would run into what it separates, or whose fixed texts could be read as a payment.
 */
export function requireOwnTemplate(template: BankTemplate): void {
  const { id, name, row, head, foot, separator, quoted, answer } = template;
  if (bankTemplates.some((each) => each.id === id)) throw refuse('payout.template-taken', { id }, '/id');
  const kinds = ['account', 'amount'] as const;
  const times = (kind: Place['is']) => row.filter((place) => place.is === kind).length;
  const missing = kinds.filter((kind) => times(kind) === 0);
  if (missing.length > 0)
    throw refuse(
      'payout.template-lacks',
      { missing: listed(missing.map((kind) => bankPlaceWords[kind])) },
      '/row',
    );
  if (kinds.some((kind) => times(kind) > 1))
    throw refuse(
      'payout.template-once',
      { kinds: listed(kinds.map((kind) => bankPlaceWords[kind])) },
      '/row',
    );
  // A workbook's tab is named after the template.
  if (template.encoding === 'xlsx' && /[\\/?*[\]:]|^'|'$/.test(name.zh))
    throw refuse('payout.template-tab', { name: name.zh }, '/name');
  if (/[\p{L}\p{N} "'\r\n.-]/u.test(separator))
    throw refuse('payout.template-separator', { separator }, '/separator');
  const lines = [...head, { places: row }, ...foot];
  const texts = lines.flatMap((line) =>
    'raw' in line ? [line.raw] : line.places.flatMap((place) => (place.is === 'text' ? [place.text] : [])),
  );
  const inPlaces = new Set(lines.flatMap((line) => ('raw' in line ? [] : line.places.map(textOf))));
  const bad = texts.find(
    (each) =>
      /[\r\n]/.test(each) ||
      isLongNumber(each) ||
      (!quoted && inPlaces.has(each) && each.includes(separator)),
  );
  if (bad !== undefined) throw refuse('payout.template-text', { text: bad.slice(0, 40) });
  const other = headOfOtherUnit(template);
  if (other !== null) throw refuse('payout.template-unit', { text: other.slice(0, 40) }, '/head');
  const word = answer === undefined ? null : wordOfBoth(answer);
  if (word !== null) throw refuse('payout.template-word', { text: word }, '/answer');
}

/** Whether a text holds an account's digits, however they are written: with spaces or signs between them, in any script. */
function isLongNumber(text: string): boolean {
  return /\p{N}{8,}/u.test(text.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, ''));
}

/** The head of the amounts that names another unit than they are written in; of a head in other columns, any text about amounts. */
function headOfOtherUnit({ head, row, separator, closed }: BankTemplate): string | null {
  const column = row.findIndex(({ is }) => is === 'amount');
  const amount = row[column];
  if (amount?.is !== 'amount') return null;
  const lines = head.map((line) => ('raw' in line ? line.raw.split(separator) : line.places.map(textOf)));
  const cells = lines.map((line) => (closed && line.at(-1) === '' ? line.slice(0, -1) : line));
  const above = cells
    .filter((line) => line.length === row.length)
    .flatMap((line) => line.slice(column, column + 1));
  const named = above.some((text) => unitNamed(text) !== null)
    ? above
    : cells.flat().filter((text) => /金额|单位|amount/i.test(text));
  return named.find((text) => ![null, amount.unit].includes(unitNamed(text))) ?? null;
}

/** 金额（元）, 以分为单位: the unit that a head names. 分红 names none. */
function unitNamed(text: string): 'yuan' | 'fen' | null {
  const found = /(?:[([:]|单位|以|人民币|金额)\s*(?:为|是)?\s*(?:人民币)?(元|分(?!红)|yuan|fen)/i.exec(
    text.normalize('NFKC'),
  );
  if (!found?.[1]) return null;
  return /元|yuan/i.test(found[1]) ? 'yuan' : 'fen';
}

/** For whoever confirms a change of it: how amounts are written and what the answer's words mean. */
export function templateInWords({ id, name, row, answer }: BankTemplate): Sentence {
  const amount = row.find((place) => place.is === 'amount');
  const inFen = amount?.is === 'amount' && amount.unit === 'fen';
  const { paid, returned } = answer ?? { paid: [], returned: [] };
  const meaning = paid.length + returned.length > 0;
  return {
    zh: `${name.zh}（${id}）：金额以${inFen ? '分' : '元'}为单位${meaning ? `；回盘“${paid.join('、')}”为已付，“${returned.join('、')}”为退回` : ''}`,
    en: `${name.en} (${id}): amounts in ${inFen ? 'fen' : 'yuan'}${meaning ? `; in answers "${paid.join(', ')}" is paid, "${returned.join(', ')}" returned` : ''}`,
  };
}

const textOf = (place: Place) => (place.is === 'text' ? place.text : '');
