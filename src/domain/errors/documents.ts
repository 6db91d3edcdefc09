/** Refusals of papers. */
import type { Catalogue } from './entry.ts';

export const documentErrors = {
  'documents.glyph-missing': {
    status: 422,
    zh: '没有一种字体能印出“{where}”中的“{character}”（{codePoint}）：请管理员加装含有这个字的字体（设置项 HEGU_FONTS），然后重新出具。',
    en: 'No font can print "{character}" ({codePoint}) in "{where}". Ask the administrator to add a TrueType font that has it to HEGU_FONTS, then issue the paper again.',
  },
  'documents.font-unreadable': {
    status: 500,
    zh: '字体文件 {file} 无法使用：{reason}。请管理员更正设置项 HEGU_FONTS。',
    en: 'The font file {file} cannot be used: {reason}. Correct HEGU_FONTS.',
  },
  'documents.unknown': {
    status: 404,
    zh: '没有编号为 {number} 的文件。请核对纸上的编号。',
    en: 'There is no paper with the number {number}. Compare it with the number on the paper.',
  },
  'documents.subject-unknown': {
    status: 404,
    zh: '要出具的文件所涉及的{subject}不存在，请刷新后重选。',
    en: 'The {subject} this paper is about does not exist. Refresh and choose again.',
  },
  'documents.run-not-calculated': {
    status: 409,
    zh: '这次分红（{run}）还没有计算，没有可以印出的数字。请先计算。',
    en: 'This dividend run ({run}) has not been calculated, so there are no figures to print. Calculate it first.',
  },
  'documents.run-not-posted': {
    status: 409,
    zh: '这次分红（{run}）还没有入账，不能印签领表：入账以后才能发钱。',
    en: 'This dividend run ({run}) is not posted yet, so there is no receipt sheet: money is handed out only after posting.',
  },
  'documents.enough-today': {
    status: 429,
    zh: '今天已经打印了 {count} 份，够用了吗？明天可以再打印；着急请给办公室打电话。',
    en: 'You printed {count} papers today. Print more tomorrow, or call the office if you need one now.',
  },
  'documents.day-not-come': {
    status: 422,
    zh: '{date} 还没有到（今天是 {today}）：只能打印到今天为止。',
    en: '{date} has not come yet (today is {today}): a paper says nothing of days to come, and is printed up to today.',
  },
  'documents.dates-reversed': {
    status: 422,
    zh: '期间的起日 {from} 晚于止日 {to}，请对调。',
    en: 'The period begins on {from}, after its end on {to}: exchange the two dates.',
  },
} as const satisfies Catalogue;
