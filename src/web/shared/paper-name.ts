/** Issued papers as lists name them: what each is and what it is about, in the words of whoever reads, whatever language it is written in. */
import { LocalDate, Period, writtenDate } from '../../domain/calendar.ts';
import type { Language, Sentence } from '../../domain/language.ts';
import { bookPartWords } from '../../domain/money-words.ts';
import { bodyWords } from '../../domain/words.ts';
import type { Reply } from './call.ts';
import { meetingPartOf } from './meeting-part.ts';

type Paper = Reply<'listDocuments'>['documents'][number];
export type PaperKind = Paper['kind'];

export const paperKinds: Readonly<Record<PaperKind, Sentence>> = {
  statement: { zh: '对账单', en: 'Statement' },
  certificate: { zh: '股权证', en: 'Share certificate' },
  'confirmation-sheet': { zh: '配股确认表', en: 'Confirmation sheet' },
  'dividend-table': { zh: '分红分配表', en: 'Dividend table' },
  'receipt-sheet': { zh: '分红签领表', en: 'Receipt sheet' },
  'public-notice': { zh: '分红公示', en: 'Public notice' },
  'half-year-report': { zh: '半年度报告', en: 'Half-year report' },
  'meeting-paper': { zh: '会议材料', en: 'Papers of the meeting' },
  'distribution-plan': { zh: '收益分配方案', en: 'Distribution plan' },
  voucher: { zh: '记账凭证', en: 'Journal voucher' },
  'tax-certificate': { zh: '完税证明', en: 'Tax certificate' },
  legality: { zh: '合法性证明', en: 'Certificate of legality' },
  'member-register': { zh: '成员名册', en: 'Register of members' },
  'share-register': { zh: '股权登记册', en: 'Register of shares' },
  'book-statements': { zh: '会计报表和账簿', en: 'Statements of the books' },
  'pension-sheet': { zh: '养老金发放表', en: 'Sheet of pensions' },
  'scheme-comparison': { zh: '配股方案比较', en: 'Comparison of schemes' },
  handover: { zh: '交接清单', en: 'Handover list' },
};

const inLanguage: Readonly<Record<Language, Sentence>> = {
  zh: { zh: '中文', en: 'in Chinese' },
  en: { zh: '英文', en: 'in English' },
};

/** Its own title where the reader reads that; else what it is, and what it is written in. */
export function paperName(
  paper: Pick<Paper, 'kind' | 'language' | 'number' | 'subject' | 'title'>,
  reader: Language,
): string {
  if (paper.language === reader) return paper.title.replace(paper.number, '').trim();
  const written = inLanguage[paper.language][reader];
  const name = partOf(paper.subject)?.[reader] ?? paperKinds[paper.kind][reader];
  const titled = name.charAt(0).toUpperCase() + name.slice(1);
  return reader === 'zh' ? `${titled}（${written}）` : `${titled} (${written})`;
}

/** Which part of the papers of a meeting, or of the books, is a paper of its own. */
function partOf(subject: string): Sentence | undefined {
  const [about, first = ''] = subject.split(' ');
  if (about === 'books') return partWords(bookPartWords, first);
  return meetingPartOf(subject) ?? undefined;
}

const partWords = (words: Readonly<Record<string, Sentence>>, part: string) => words[part];

/** What is said of its number where a list has only that. */
const numbered: Readonly<Record<string, Sentence>> = {
  run: { zh: '分红第 {is} 号', en: 'Dividend no. {is}' },
  plan: { zh: '方案第 {is} 号', en: 'Plan no. {is}' },
  member: { zh: '成员 {is}', en: 'Member {is}' },
  household: { zh: '户 {is}', en: 'Household {is}' },
  collective: { zh: '集体股', en: 'Shares of the collective' },
  certificate: { zh: '第 {is} 号', en: 'No. {is}' },
  voucher: { zh: '{is}', en: '{is}' },
  vouchers: { zh: '{is}', en: '{is}' },
  pension: { zh: '{is}', en: '{is}' },
};
const days = new Set(['members', 'shares', 'handover', 'schemes']);

/** Which dividend, whom, which half-year or days; empty where that is an identifier. */
export function aboutPaper(subject: string, language: Language): string {
  const [about = '', ...rest] = subject.split(' ');
  const day = (text: string) => writtenDate(language, LocalDate.parse(text));
  if (days.has(about)) return day(rest[0] ?? '');
  if (about === 'period') return periodOf(rest[0] ?? '', language);
  if (about === 'meeting') return meetingOf(rest, language);
  if (about === 'books') {
    const [, from = '', to = from, account = ''] = rest;
    const span = from === to ? day(from) : `${day(from)} – ${day(to)}`;
    return `${span} ${account}`.trim();
  }
  return numbered[about]?.[language].replace('{is}', rest.join(' ')) ?? '';
}

function periodOf(text: string, language: Language): string {
  const { year, half } = Period.parse(text);
  if (language === 'zh') return `${year} 年${half === 1 ? '上' : '下'}半年`;
  return `${half === 1 ? 'First' : 'Second'} half of ${year}`;
}

function meetingOf([body = '', number = '']: readonly string[], language: Language): string {
  const name = (bodyWords as Readonly<Record<string, Sentence>>)[body]?.[language] ?? '';
  const [year = '', count = ''] = number.split('-');
  return language === 'zh' ? `${name} ${year} 年第 ${count} 次会议` : `${name}, meeting ${count} of ${year}`;
}
