/**
 * How long each class of records is kept, and why. The ledger is kept for ever: what it says cannot be recomputed without all of
 * it. What is past its term and may go, goes by two people, or by itself where it was of technical use alone.
 */
import type { Sentence, Words } from './language.ts';
import { citation, lawById, type LawId } from './law.ts';

export type RetentionMode =
  /** Kept, whatever its term: the program removes nothing of it. */
  | 'kept'
  /** Erased by one person who asks and another who agrees. */
  | 'by-two'
  /** Removed by the program itself once it is of no use. */
  | 'by-itself';

export interface RetentionRule {
  readonly words: Sentence;
  /** Null: for ever. Less than a year: `days`. */
  readonly years: number | null;
  readonly days?: number;
  readonly mode: RetentionMode;
  readonly source: Sentence;
}

const ARCHIVES: Sentence = citation('books.archive-years@2016');
/** By the measures in force now: what was kept for less in its time is kept as long. */
const ARCHIVE_YEARS = yearsOf('books.archive-years@2016');

function yearsOf(id: LawId): number {
  const { value } = lawById(id);
  if (value?.kind !== 'years') throw new TypeError(`${id} gives no years.`);
  return value.years;
}

export const recordClasses = [
  'ledger',
  'decisions',
  'entries',
  'bank-files',
  'details',
  'papers',
  'readings',
  'sign-ins',
  'imports',
  'sessions',
  'invitations',
  'sign-in-guard',
] as const;
export type RecordClass = (typeof recordClasses)[number];

export const erasableClasses = ['readings', 'sign-ins'] as const satisfies readonly RecordClass[];
export type ErasableClass = (typeof erasableClasses)[number];

export const retentionRules = {
  ledger: {
    words: { zh: '操作记录、股份变动、分红与发放', en: 'trail, movements, dividends and payments' },
    years: null,
    mode: 'kept',
    source: {
      zh: '账册自身：少一条即无法重算和核对',
      en: 'the books themselves: without all of it nothing is recomputed',
    },
  },
  decisions: {
    words: { zh: '会议、表决和决议', en: 'meetings, votes and resolutions' },
    years: null,
    mode: 'kept',
    source: {
      zh: '《村级档案管理办法》：会议记录和决议永久保管',
      en: 'Measures for Village Archives: minutes and resolutions for ever',
    },
  },
  entries: {
    words: { zh: '会计凭证和账簿', en: 'vouchers and books' },
    years: ARCHIVE_YEARS,
    mode: 'kept',
    source: ARCHIVES,
  },
  'bank-files': {
    words: { zh: '银行文件和税务文件', en: 'files for the bank and the tax office' },
    years: ARCHIVE_YEARS,
    mode: 'kept',
    source: ARCHIVES,
  },
  details: {
    words: { zh: '成员资料和账号的历史', en: 'the history of details and accounts of members' },
    years: ARCHIVE_YEARS,
    mode: 'kept',
    source: ARCHIVES,
  },
  papers: {
    words: { zh: '已出具的文件', en: 'issued papers' },
    years: null,
    mode: 'kept',
    source: ARCHIVES,
  },
  readings: {
    words: { zh: '谁看过什么', en: 'who read what' },
    years: 10,
    mode: 'by-two',
    source: {
      zh: '默认十年；《个人信息保护法》第五十六条：处理情况记录至少保存三年',
      en: 'ten years by default; Personal Information Protection Law, art. 56: three years at least',
    },
  },
  'sign-ins': {
    words: { zh: '登录记录', en: 'sign-ins' },
    years: 3,
    mode: 'by-two',
    source: {
      zh: '默认三年；《网络安全法》第二十一条：网络日志不少于六个月',
      en: 'three years by default; Cybersecurity Law, art. 21: six months at least',
    },
  },
  imports: {
    words: { zh: '送来而未确认的表格', en: 'files that came in and were not confirmed' },
    years: 0,
    days: 30,
    mode: 'by-itself',
    source: {
      zh: '《个人信息保护法》第十九条：保存期限为实现目的所必要的最短时间',
      en: 'Personal Information Protection Law, art. 19: no longer than its purpose needs',
    },
  },
  sessions: {
    words: { zh: '已过期的登录状态', en: 'sign-ins that have ended' },
    years: 0,
    days: 1,
    mode: 'by-itself',
    source: { zh: '《个人信息保护法》第十九条', en: 'Personal Information Protection Law, art. 19' },
  },
  invitations: {
    words: { zh: '已使用或过期的邀请', en: 'invitations that were used or ran out' },
    years: 0,
    days: 30,
    mode: 'by-itself',
    source: { zh: '《个人信息保护法》第十九条', en: 'Personal Information Protection Law, art. 19' },
  },
  'sign-in-guard': {
    words: { zh: '登录失败的计数', en: 'counts of failed sign-ins' },
    years: 0,
    days: 7,
    mode: 'by-itself',
    source: { zh: '《个人信息保护法》第十九条', en: 'Personal Information Protection Law, art. 19' },
  },
} as const satisfies Readonly<Record<RecordClass, RetentionRule>>;

/** So many years before, and a day, so that no leap day and no time zone makes it less. */
export function yearsBefore(moment: Date, years: number): Date {
  const before = new Date(moment);
  before.setUTCFullYear(before.getUTCFullYear() - years);
  before.setUTCDate(before.getUTCDate() - 1);
  return before;
}

/** The moment before which what is kept for days is of no use any more. */
export function daysBefore(
  moment: Date,
  recordClass: 'imports' | 'sessions' | 'invitations' | 'sign-in-guard',
): Date {
  return new Date(moment.getTime() - retentionRules[recordClass].days * 86_400_000);
}

export const recordClassWords = Object.fromEntries(
  recordClasses.map((each) => [each, retentionRules[each].words]),
) as Words<RecordClass>;
