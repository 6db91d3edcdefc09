/**
 * Where in the books a finding stands, in the reader's words: tables, kinds of rows and bodies have their names, and ids, which
 * nobody can look up, are left out. Names of users and titles, which people wrote, stay as they are.
 */
import type { Language, Sentence, Words } from '../../domain/language.ts';
import {
  standingKindWords,
  accountWords,
  bodyWords,
  movementWords,
  restrictionWords,
  subjectWords,
} from '../../domain/words.ts';
import { seatChangeWords } from '../../domain/seat-change.ts';
import { outcomeWords } from '../../domain/assembly-words.ts';

/** What a row of each table is called, so that what identifies it can follow. */
export const tableWords: Readonly<Record<string, Sentence>> = {
  account_change: { zh: '账号变更', en: 'account change' },
  allotment_posting: { zh: '配股入账', en: 'allotment posted of' },
  allotment_scheme: { zh: '配股方案', en: 'allotment scheme' },
  assembly_setting: { zh: '会议设置', en: 'meeting settings, version' },
  audit_entry: { zh: '流水', en: 'trail entry' },
  bank_answer: { zh: '银行回盘', en: 'bank answer to' },
  book: { zh: '账印', en: 'the seal of the books' },
  books_setting: { zh: '账务设置', en: 'settings of the books, version' },
  distribution_plan: { zh: '', en: '' },
  distribution_plan_repeal: { zh: '废止', en: 'repeal of' },
  dividend_line: { zh: '分红行', en: 'dividend line of' },
  dividend_run: { zh: '', en: '' },
  dividend_withholding: { zh: '代扣税', en: 'tax withheld of' },
  document: { zh: '文件', en: 'paper' },
  estate_division: { zh: '', en: '' },
  estate_share_end: { zh: '', en: '' },
  household_placement: { zh: '入户登记', en: 'place of member' },
  journal_entry: { zh: '凭证', en: 'voucher' },
  journal_line: { zh: '科目', en: 'account' },
  kept_out_setting: { zh: '不可分配科目', en: 'accounts kept out, version' },
  mandate: { zh: '代理', en: 'mandate' },
  meeting: { zh: '会议', en: 'meeting' },
  meeting_notice: { zh: '会议通知', en: 'notice of' },
  member: { zh: '成员', en: 'member' },
  member_basis: { zh: '成员身份依据', en: 'basis of the standing of' },
  member_ledger_line: { zh: '应付款项', en: 'what is owed to' },
  member_standing: { zh: '成员身份', en: 'standing of member' },
  member_tag: { zh: '成员标签', en: 'tag of member' },
  motion_result: { zh: '表决结果', en: 'vote at' },
  movement_request: { zh: '股权变动申请', en: 'movement request' },
  own_rules: { zh: '章程表决规则', en: 'rules of the articles, version' },
  payment_line: { zh: '付款', en: '' },
  payment_order: { zh: '', en: '' },
  payment_refusal: { zh: '银行拒收', en: 'refusal of' },
  payment_result: { zh: '付款结果', en: 'payment of' },
  payout_cash: { zh: '现金发放', en: 'cash handed out' },
  payout_set_off: { zh: '抵扣', en: 'set-off of' },
  file_template: { zh: '银行文件格式', en: 'bank template' },
  payout_setting: { zh: '发放设置，起付额', en: 'payout settings, minimum' },
  pension_cash_return: { zh: '养老金现金退回', en: 'cash of' },
  pension_line: { zh: '养老金', en: 'pension of' },
  pension_rule: { zh: '养老金规则', en: 'pension rule' },
  pension_rule_end: { zh: '养老金规则的终止', en: 'end of the pension rule of' },
  pension_repayment: { zh: '养老金收回', en: 'pension paid back by' },
  register_change: { zh: '名册变更', en: 'change of the register' },
  resolution: { zh: '决议', en: 'resolution' },
  rest_day: { zh: '节假日', en: 'rest day' },
  role_grant: { zh: '职责', en: 'duties of' },
  run_notice: { zh: '公示', en: 'public notice of' },
  sealed_file: { zh: '加密文件', en: 'sealed file' },
  seat: { zh: '席位', en: 'seats:' },
  seat_change: { zh: '席位变动', en: 'change of seats:' },
  setting_proposal: { zh: '设置提议', en: 'setting proposal' },
  share_allowance: { zh: '一人登记限额', en: 'allowance of one person' },
  share_certificate: { zh: '股权证', en: 'certificate' },
  share_limit: { zh: '持股限额', en: 'limit of holdings' },
  share_movement: { zh: '股权变动', en: 'share movement' },
  share_restriction_lift: { zh: '解除限制', en: 'end of the restriction:' },
  share_split: { zh: '拆股、并股', en: 'split for' },
  share_taker_rule: { zh: '股份取得人范围', en: 'who may take shares' },
  tax_filing: { zh: '代扣税', en: 'tax' },
  tax_remittance: { zh: '缴税', en: 'remittance of tax' },
  tax_remittance_strike: { zh: '撤销的缴税', en: 'struck remittance of tax' },
  till_count: { zh: '库存现金', en: 'till count' },
  year_confirmation: { zh: '年终结转', en: 'closing of the year' },
};

/** Words of the service's own in what identifies a row. */
const rowWords: Readonly<Record<string, Sentence>> = {
  run: { zh: '分红', en: 'run' },
  line: { zh: '第', en: 'line' },
  plan: { zh: '分配方案', en: 'plan' },
  list: { zh: '申报表', en: 'list' },
  motion: { zh: '议案', en: 'motion' },
  meeting: { zh: '会议', en: 'meeting' },
  batch: { zh: '发放批次', en: 'batch' },
  payment: { zh: '第', en: 'payment' },
  month: { zh: '月份', en: 'month' },
  'estate of': { zh: '遗产：', en: 'estate of' },
  'pension run no.': { zh: '养老金发放表', en: 'pension run no.' },
  'no.': { zh: '第', en: 'no.' },
  'payout-cash': { zh: '现金发放', en: 'for cash over the counter' },
  'tax-remittance': { zh: '缴税', en: 'for tax handed over' },
  'year-close': { zh: '年终结转', en: 'for the closing of a year' },
  'payout-batch': { zh: '发放批次', en: 'of a payout batch' },
  'payout-batch-refusal': { zh: '银行拒收批次', en: 'of a batch that the bank refused' },
  'payout-return': { zh: '退汇', en: 'of money that came back' },
  'payout-late-return': { zh: '迟到退汇', en: 'of money that came back late' },
  'pension-run': { zh: '养老金发放', en: 'of a pension run' },
  'pension-run-refusal': { zh: '银行拒收养老金', en: 'of a pension run that the bank refused' },
  'pension-answer': { zh: '养老金回盘', en: 'of a bank answer on pensions' },
  'pension-return': { zh: '养老金退回', en: 'of a pension that came back' },
  'pension-repayment': { zh: '养老金收回', en: 'of a pension paid back' },
};

const lowered = (words: Words<string>): Readonly<Record<string, Sentence>> =>
  Object.fromEntries(Object.entries(words).map(([key, { zh, en }]) => [key, { zh, en: en.toLowerCase() }]));

const known: Readonly<Record<string, Sentence>> = {
  ...lowered(accountWords),
  ...lowered(movementWords),
  ...lowered(restrictionWords),
  ...lowered(standingKindWords),
  ...lowered(bodyWords),
  ...lowered(seatChangeWords),
  ...lowered(outcomeWords),
  ...lowered(subjectWords),
  ...rowWords,
};
const longestFirst = Object.keys(known).sort((one, other) => other.length - one.length);
const knownWord = new RegExp(
  `(?<![\\w-])(?:${longestFirst.map((word) => word.replaceAll('.', '\\.')).join('|')})(?![\\w-])`,
  'g',
);
const anId = /:?[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** Tables whose rows are told by names and titles that people wrote. */
const asWritten: readonly string[] = ['role_grant', 'mandate', 'document', 'member'];

/** What the service says of a row in words of its own: kinds and bodies by their names, ids left out. */
export function inWords(text: string, language: Language): string {
  return text
    .replaceAll(anId, '')
    .replaceAll(knownWord, (word) => known[word]?.[language] ?? word)
    .trim();
}

export function placeInWords(table: string, row: string, language: Language): string {
  const place = tableWords[table]?.[language] ?? { zh: '账中一处', en: 'a row of the books' }[language];
  const told = asWritten.includes(table) ? row.replaceAll(anId, '') : inWords(row, language);
  // “meeting” before “meeting of the board” says nothing.
  if (told === '' || told.startsWith(`${place} `)) return tidy(told === '' ? place : told, language);
  return tidy(place === '' ? told : `${place}${language === 'zh' ? '·' : ' '}${told}`, language);
}

/** Chinese has no space between words, nor a comma of Latin. */
const tidy = (text: string, language: Language) =>
  language === 'zh'
    ? text.replaceAll(/(?<=\p{Script=Han}) (?=[\p{Script=Han}\d])/gu, '').replaceAll(', ', '，')
    : text;
