/** Refusals of resolutions. */
import type { Catalogue } from './entry.ts';

export const assemblyErrors = {
  'resolution.unknown': {
    status: 422,
    zh: '没有登记过这项决议：请先登记决议（机构、文号、日期、内容）。',
    en: 'There is no such resolution: record it first (body, number, date, text).',
  },
  'resolution.in-future': {
    status: 422,
    zh: '决议日期 {date} 晚于今天（{today}）。',
    en: 'The resolution is dated {date}, after today ({today}).',
  },
  'resolution.number-taken': {
    status: 409,
    zh: '该机构已有文号相同的决议。',
    en: 'This body already has a resolution with that number.',
  },
  'resolution.later-than-effect': {
    status: 422,
    zh: '决议（{decidedOn}）晚于生效日（{effectiveOn}）：生效日不得早于决议日。',
    en: 'The resolution ({decidedOn}) is later than the effective date ({effectiveOn}): nothing takes effect before it is resolved.',
  },
} as const satisfies Catalogue;
