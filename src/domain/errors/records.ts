/** Refusals of corrections on request and of what is kept and erased. */
import type { Catalogue } from './entry.ts';

export const recordErrors = {
  'correction.unknown': {
    status: 404,
    zh: '没有这项更正申请。',
    en: 'There is no such request for a correction.',
  },
  'correction.answered-already': {
    status: 409,
    zh: '这项更正申请已经答复过了。',
    en: 'This request for a correction has been answered already.',
  },
  'correction.by-another': {
    status: 403,
    zh: '登记申请的人和申请人本人不能自己答复：请另一人答复。',
    en: 'Neither whoever recorded the request nor the person themself answers it: another person does.',
  },
  'correction.not-made': {
    status: 409,
    zh: '申请以后，名册中这位成员的{field}没有改动：请先按规定更正，再答复；不更正的，请说明理由予以驳回。',
    en: 'Since it was asked, {field} of this member has not changed in the register: correct it there first, then answer; or refuse with the reason.',
  },
  'correction.reason-missing': {
    status: 422,
    zh: '请写明做了什么更正、在哪里可以看到。',
    en: 'Say what was corrected and where it can be seen.',
  },
  'correction.too-many-open': {
    status: 409,
    zh: '您已有 {count} 项更正申请等待答复：请等办公室答复以后再提。着急请打电话。',
    en: '{count} of your requests wait for an answer: wait for it before you ask for more, or call the office.',
  },
  'correction.day-in-future': {
    status: 422,
    zh: '申请日期 {day} 还没有到。',
    en: 'The day of the request, {day}, is still to come.',
  },
  'retention.term-too-short': {
    status: 422,
    zh: '{records}至少保存 {least} 年（{source}）：不能改为 {years} 年。',
    en: '{records}: kept for at least {least} years ({source}); {years} are too few.',
  },
  'retention.nothing-past': {
    status: 409,
    zh: '{records}保存 {years} 年，没有已过期限的记录。',
    en: '{records}: kept for {years} years, and nothing is older.',
  },
  'retention.unknown': {
    status: 404,
    zh: '没有这项清除申请。',
    en: 'There is no such request to erase.',
  },
  'retention.answered-already': {
    status: 409,
    zh: '这项清除申请已经有了结果。',
    en: 'This request to erase has been answered already.',
  },
  'retention.by-another': {
    status: 403,
    zh: '提出清除的人不能自己同意：请另一人处理。',
    en: 'Whoever asks to erase does not agree to it: another person does.',
  },
  'finding.unknown': {
    status: 404,
    zh: '最近一次核验没有这项发现：请先核验，再答复它所列的发现。',
    en: 'The last verification found no such thing: verify first, then answer what it names.',
  },
  'finding.answer-unknown': {
    status: 404,
    zh: '没有这项答复。',
    en: 'There is no such answer.',
  },
  'finding.answered-already': {
    status: 409,
    zh: '这项答复已经复核过了。',
    en: 'This answer has been reviewed already.',
  },
  'finding.waits-already': {
    status: 409,
    zh: '对这项发现已有一项答复等待复核。',
    en: 'An answer to this finding waits to be confirmed already.',
  },
  'finding.by-another': {
    status: 403,
    zh: '答复人不能自己复核：请另一人复核。',
    en: 'Whoever answered does not confirm it: another person does.',
  },
} as const satisfies Catalogue;
