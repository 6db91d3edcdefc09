/**
 * What one person prepared and another is to confirm, whatever it is: what it says, the old beside the new, who asked and when.
 * Until it is confirmed it has no effect.
 */
import type { Sentence, Words } from './language.ts';
import type { Action } from './permission.ts';

export const waitingKinds = [
  'register-change',
  'account-change',
  'correction',
  'movement',
  'entry',
  'till-count',
  'year',
  'year-reopening',
  'resolution',
  'supplement',
  'seat-change',
  'jurisdiction',
  'meeting-notice',
  'meeting-closing',
  'meeting-minutes',
  'plan',
  'run',
  'run-withdrawal',
  'public-notice',
  'payout-batch',
  'pension-run',
  'tax-remittance',
  'set-off',
  'reminder',
  'payout-answer',
  'late-return',
  'pension-late-return',
  'answer-taken-back',
  'pension-answer-taken-back',
  'estate',
  'access',
  'setting',
  'erasure',
  'finding',
] as const;
export type WaitingKind = (typeof waitingKinds)[number];

export const waitingWords: Words<WaitingKind> = {
  'register-change': { zh: '名册变更', en: 'Change of the register' },
  'account-change': { zh: '收款账号', en: 'Payee accounts' },
  correction: { zh: '更正申请', en: 'Correction asked for' },
  movement: { zh: '股份变动', en: 'Movement of shares' },
  entry: { zh: '手工凭证', en: 'Entry by hand' },
  'till-count': { zh: '现金盘点', en: 'Count of the till' },
  year: { zh: '年终结转', en: 'Closing of the year' },
  'year-reopening': { zh: '反结转年度', en: 'Reopening of a year' },
  resolution: { zh: '补录的决议', en: 'Minutes entered later' },
  supplement: { zh: '会议记录补充', en: 'Addition to minutes' },
  'seat-change': { zh: '选举和席位', en: 'Elections and seats' },
  jurisdiction: { zh: '适用地', en: 'Whose law holds' },
  'meeting-notice': { zh: '迟录的会议通知', en: 'Notice entered late' },
  'meeting-closing': { zh: '闭会', en: 'Closing of a meeting' },
  'meeting-minutes': { zh: '迟写的会议记录', en: 'Minutes written late' },
  plan: { zh: '收益分配方案', en: 'Distribution plan' },
  run: { zh: '分红', en: 'Dividend' },
  'run-withdrawal': { zh: '撤回分红', en: 'Withdrawal of a dividend' },
  'public-notice': { zh: '迟录的公示', en: 'Public notice entered late' },
  'payout-batch': { zh: '发放批次', en: 'Payout batch' },
  'pension-run': { zh: '养老金发放表', en: 'Pensions of a month' },
  'tax-remittance': { zh: '缴税', en: 'Tax handed over' },
  'set-off': { zh: '抵扣', en: 'Set-off' },
  reminder: { zh: '催告', en: 'Reminder' },
  'payout-answer': { zh: '回盘退汇', en: 'What the bank says came back' },
  'late-return': { zh: '已付又退汇', en: 'Payment that came back' },
  'pension-late-return': { zh: '养老金已付又退汇', en: 'Pension that came back' },
  'answer-taken-back': { zh: '撤回退汇', en: 'Return taken back' },
  'pension-answer-taken-back': { zh: '撤回养老金退汇', en: 'Return of a pension taken back' },
  estate: { zh: '遗产分配', en: 'Division of an estate' },
  access: { zh: '用户和职责', en: 'Users and roles' },
  setting: { zh: '放宽的设置', en: 'Setting that is loosened' },
  erasure: { zh: '清除记录', en: 'Erasing of records' },
  finding: { zh: '核验发现的答复', en: 'Answer to what verification found' },
};

/** Who may be the second person, by what each kind is answered with. */
export const waitingActions: Readonly<Record<WaitingKind, Action>> = {
  'register-change': 'register.confirm',
  'account-change': 'accounts.confirm',
  correction: 'corrections.answer',
  movement: 'shares.confirm',
  entry: 'books.review',
  'till-count': 'till.confirm',
  year: 'years.confirm',
  'year-reopening': 'years.confirm',
  resolution: 'resolutions.review',
  supplement: 'resolutions.review',
  'seat-change': 'resolutions.review',
  jurisdiction: 'resolutions.review',
  'meeting-notice': 'resolutions.review',
  'meeting-closing': 'votes.close',
  'meeting-minutes': 'resolutions.review',
  plan: 'runs.approve',
  run: 'runs.approve',
  'run-withdrawal': 'runs.reverse',
  'public-notice': 'resolutions.review',
  'payout-batch': 'payouts.release',
  'pension-run': 'payouts.release',
  'tax-remittance': 'payouts.release',
  'set-off': 'payouts.release',
  reminder: 'payouts.release',
  'payout-answer': 'payouts.release',
  'late-return': 'payouts.release',
  'pension-late-return': 'payouts.release',
  'answer-taken-back': 'payouts.release',
  'pension-answer-taken-back': 'payouts.release',
  estate: 'payouts.release',
  access: 'people.confirm',
  setting: 'settings.confirm',
  erasure: 'records.agree',
  finding: 'findings.confirm',
};

/** A line of what is asked for: what it was, where it was anything, and what it becomes. */
export interface WaitingFact {
  readonly label: Sentence;
  readonly before: Sentence | string | null;
  readonly after: Sentence | string;
  /** Of figures. */
  readonly unit?: 'yuan' | 'shares';
}

export interface Waiting {
  readonly kind: WaitingKind;
  /** What its answer is called by: ids and versions that the path of its endpoint names. */
  readonly known: Readonly<Record<string, string>>;
  readonly says: Sentence;
  readonly facts: readonly WaitingFact[];
  readonly askedBy: string | null;
  readonly askedAt: Date;
}

/** The same words in every language: a name, a number, a day. */
export function same(words: string): Sentence {
  return { zh: words, en: words };
}

export function fact(
  zh: string,
  en: string,
  after: WaitingFact['after'],
  more: Pick<WaitingFact, 'unit'> & Partial<Pick<WaitingFact, 'before'>> = {},
): WaitingFact {
  return { label: { zh, en }, before: null, after, ...more };
}
