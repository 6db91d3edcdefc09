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
  access_answer: { zh: '职责提议的答复', en: 'answer to a proposal about people' },
  access_end: { zh: '准入的提前终止', en: 'early end of what was let in' },
  access_entry: { zh: '查看记录', en: 'record of who looked' },
  access_proposal: { zh: '人员和职责的提议', en: 'proposal about people and duties, no.' },
  access_suspension: { zh: '停用', en: 'suspension of' },
  account_change_review: { zh: '账号变更的复核', en: 'confirmation of the account change of' },
  allotment_reversal: { zh: '配股的整体冲销', en: 'reversal of an allotment' },
  allotment_scheme_withdrawal: { zh: '配股方案的撤回', en: 'withdrawal of an allotment scheme' },
  api_token: { zh: '程序令牌', en: 'token of a program' },
  app_user: { zh: '用户', en: 'user' },
  asset: { zh: '资产', en: 'asset' },
  asset_end: { zh: '资产的处置', en: 'end of the asset' },
  asset_strike: { zh: '资产记录的撤销', en: 'struck record of an asset' },
  asset_use: { zh: '资产的用途', en: 'use of the asset' },
  asset_valuation: { zh: '资产估值', en: 'valuation of the asset' },
  ballot: { zh: '表决票', en: 'ballot of' },
  bank_sample: { zh: '银行文件样本', en: 'sample of a bank file' },
  ballot_strike: { zh: '作废的表决票', en: 'struck ballot' },
  book_number: { zh: '计数器', en: 'counter' },
  bound_less_before: { zh: '升级界限', en: 'limit of an upgrade' },
  cooperative: { zh: '合作社', en: 'cooperative' },
  cooperative_name: { zh: '合作社名称', en: 'name of the cooperative' },
  correction_answer: { zh: '更正申请的答复', en: 'answer to a request for correction' },
  correction_request: { zh: '更正申请', en: 'request for correction' },
  decided_before: { zh: '升级界限', en: 'limit of an upgrade' },
  distribution_plan_end: { zh: '分配方案的办结', en: 'end of a distribution plan' },
  ended_alone_before: { zh: '升级界限', en: 'limit of an upgrade' },
  entry_by_one: { zh: '一人所记的凭证', en: 'entry by one person' },
  entry_review: { zh: '凭证的复核', en: 'review of the voucher' },
  erasure_answer: { zh: '删除申请的答复', en: 'answer to a request for erasure' },
  erasure_request: { zh: '删除申请', en: 'request for erasure' },
  estate_request: { zh: '遗产申请', en: 'request about an estate, no.' },
  estate_request_answer: { zh: '遗产申请的答复', en: 'answer to a request about an estate' },
  estate_share: { zh: '遗产份额', en: 'part of an estate:' },
  file_taken: { zh: '银行文件的领取', en: 'bank file handed out' },
  finding_answer: { zh: '核验发现的答复', en: 'answer to a finding' },
  finding_answer_review: { zh: '核验发现答复的复核', en: 'confirmation of an answer to a finding' },
  hand_less_before: { zh: '升级界限', en: 'limit of an upgrade' },
  hands_count: { zh: '举手计票', en: 'count of hands' },
  headed_alone_before: { zh: '升级界限', en: 'limit of an upgrade' },
  holder_account: { zh: '股东账户', en: 'account of' },
  household: { zh: '户', en: 'household' },
  import_file: { zh: '导入文件', en: 'import' },
  inherited_alone_before: { zh: '升级界限', en: 'limit of an upgrade' },
  installation: { zh: '安装信息', en: 'installation' },
  invitation: { zh: '邀请', en: 'invitation of' },
  jurisdiction: { zh: '所属地区', en: 'place whose law counts, version' },
  jurisdiction_review: { zh: '所属地区的复核', en: 'confirmation of the place whose law counts, version' },
  life_proof: { zh: '生存认证', en: 'proof of life of' },
  loosened_alone_before: { zh: '升级界限', en: 'limit of an upgrade' },
  mandate_end: { zh: '代理的终止', en: 'end of a mandate' },
  meeting_attendance: { zh: '到会登记', en: 'attendance of' },
  meeting_entitled: { zh: '应到名单', en: 'list of those entitled:' },
  meeting_left_out: { zh: '未列入应到名单的人', en: 'left out of those entitled:' },
  meeting_minutes: { zh: '会议记录', en: 'minutes of' },
  meeting_motion: { zh: '会议议案', en: 'motion of' },
  meeting_notice_review: { zh: '会议通知的复核', en: 'confirmation of the notice of' },
  member_bank_account: { zh: '成员的历史账号', en: 'earlier account of member' },
  member_detail: { zh: '成员的历史资料', en: 'earlier details of member' },
  member_user: { zh: '用户与成员的对应', en: 'link of a user to member' },
  minutes_circumstance: { zh: '补录决议的情况', en: 'circumstance of minutes from paper' },
  minutes_circumstance_review: { zh: '补录决议情况的复核', en: 'confirmation of a circumstance of minutes' },
  month_close: { zh: '月结', en: 'closing of month' },
  movement_request_answer: { zh: '股权变动申请的答复', en: 'answer to a movement request' },
  office_contact: { zh: '办公室电话', en: 'telephone of the office' },
  one_hand_before: { zh: '升级界限', en: 'limit of an upgrade' },
  outside_claim: { zh: '非成员的应付款', en: 'claim of somebody outside:' },
  own_account: { zh: '自设科目', en: "account of one's own" },
  passkey: { zh: '通行密钥', en: 'passkey of' },
  passkey_challenge: { zh: '通行密钥的验证请求', en: 'challenge for a passkey' },
  payer_proposal: { zh: '付款账户的提议', en: 'proposal of another payer' },
  payment_order_end: { zh: '付款单的办结', en: 'end of' },
  payment_release: { zh: '付款单的放行', en: 'release of' },
  payout_cash_strike: { zh: '撤销的现金发放', en: 'struck cash' },
  payout_reminder: { zh: '领取提醒', en: 'reminder to' },
  payout_reminder_confirmation: { zh: '领取提醒的确认', en: 'confirmation of a reminder' },
  payout_set_off_refusal: { zh: '抵扣申请的退回', en: 'refusal of a set-off' },
  payout_set_off_request: { zh: '抵扣申请', en: 'request for a set-off of' },
  payout_set_off_strike: { zh: '撤销的抵扣', en: 'struck set-off' },
  pension_run: { zh: '养老金发放表', en: 'pension run' },
  placed_alone_before: { zh: '升级界限', en: 'limit of an upgrade' },
  prepared_entry: { zh: '待复核的凭证', en: 'prepared entry' },
  prepared_line: { zh: '待复核凭证的分录', en: 'line of the prepared entry' },
  proposed_facts: { zh: '待复核的成员资料', en: 'proposed details of' },
  proposed_placement: { zh: '待复核的入户登记', en: 'proposed place of' },
  proposed_standing: { zh: '待复核的成员身份', en: 'proposed standing of' },
  proposed_tag: { zh: '待复核的成员标签', en: 'proposed tag of' },
  recovery_code: { zh: '恢复码', en: 'recovery code of' },
  register_change_review: { zh: '名册变更的复核', en: 'confirmation of a change of the register' },
  resolution_execution: { zh: '决议的执行', en: 'execution of the resolution' },
  resolution_review: { zh: '补录决议的复核', en: 'confirmation of the resolution' },
  retention_term: { zh: '保存期限', en: 'term of keeping' },
  platform_digest: { zh: '行摘要', en: 'digest of rows outside' },
  platform_entry: { zh: '平台链', en: 'entry of the platform chain' },
  row_digest: { zh: '行摘要', en: 'digest of rows' },
  run_notice_review: { zh: '公示的复核', en: 'confirmation of the public notice of' },
  run_objection: { zh: '异议', en: 'objection to' },
  run_objection_settlement: { zh: '异议的答复', en: 'settlement of an objection to' },
  sealing_key: { zh: '密钥登记', en: 'register of keys' },
  seat_change_review: { zh: '席位变动的复核', en: 'confirmation of a change of seats' },
  seat_end: { zh: '席位的终止', en: 'end of a seat' },
  second_factor: { zh: '验证器', en: 'authenticator of' },
  session: { zh: '登录', en: 'sign-in of' },
  setting_answer: { zh: '设置提议的答复', en: 'answer to a setting proposal' },
  share_class: { zh: '股种', en: 'class of shares' },
  share_restriction: { zh: '股权限制', en: 'restriction of' },
  sign_in_guard: { zh: '登录失败计数', en: 'count of failed sign-ins' },
  stored_reply: { zh: '操作的答复', en: 'stored reply' },
  tax_filing_run: { zh: '申报表所列分红', en: 'run on a tax list:' },
  term_postponement: { zh: '延期换届', en: 'postponed election of' },
  till_count_answer: { zh: '盘点的复核', en: 'confirmation of a till count' },
  answer_confirmation: { zh: '回盘退汇的核对', en: 'confirmation of an answer' },
  answered_alone_before: { zh: '升级界限', en: 'limit of an upgrade' },
  told_alone_before: { zh: '升级界限', en: 'limit of an upgrade' },
  late_return: { zh: '迟到退汇', en: 'late return' },
  late_return_refusal: { zh: '迟到退汇的退回', en: 'refusal of a late return' },
  undone_alone_before: { zh: '升级界限', en: 'limit of an upgrade' },
  voted_twice_before: { zh: '升级界限', en: 'limit of an upgrade' },
  written_before: { zh: '升级界限', en: 'limit of an upgrade' },
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
  if (place === '') return tidy(told, language);
  if (language === 'zh') return tidy(`${place}·${told}`, language);
  // “tag of member T3”, where the row says “member T3” as well.
  const [first = ''] = told.split(' ', 1);
  return `${place} ${place.endsWith(` ${first}`) ? told.slice(first.length + 1) : told}`;
}

/** Chinese has no space between words, nor a comma of Latin. */
const tidy = (text: string, language: Language) =>
  language === 'zh'
    ? text.replaceAll(/(?<=\p{Script=Han}) (?=[\p{Script=Han}\d])/gu, '').replaceAll(', ', '，')
    : text;
