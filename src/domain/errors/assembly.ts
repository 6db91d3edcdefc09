/** Refusals of resolutions, rule sets, votes, notices and seats. */
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
  'assembly.no-rules-on-date': {
    status: 422,
    zh: '{date} 没有适用的议事规则：请先登记当日有效的规则。',
    en: 'No rules of assembly are in force on {date}: record those of that day first.',
  },
  'assembly.body-unknown-to-rules': {
    status: 422,
    zh: '{rulesZh}没有规定{bodyZh}，不能由其作出决议。',
    en: 'The {bodyEn} is not a body under the rules “{rulesEn}” and can resolve nothing.',
  },
  'assembly.rules-not-in-force': {
    status: 422,
    zh: '{rulesZh}在 {date} 不是有效规则：请按决议当日的规则判断。',
    en: 'The rules “{rulesEn}” are not in force on {date}: judge a resolution by the rules of its own day.',
  },
  'assembly.power-forbidden': {
    status: 422,
    zh: '{bodyZh}于 {date} 无权决定“{matterZh}”：依据{articleZh}，该事项须由有权的机构（通常是成员大会）决定。',
    en: 'On {date} the {bodyEn} had no power over “{matterEn}”: {articleEn}. Bring it before the body that has the power, as a rule the members’ assembly.',
  },
  'assembly.power-not-given': {
    status: 422,
    zh: '{bodyZh}于 {date} 无权决定“{matterZh}”：{rulesZh}（含本社更严格的规定）没有把该事项交给它。',
    en: 'On {date} the {bodyEn} had no power over “{matterEn}”: the rules “{rulesEn}”, with the cooperative’s own, do not give it.',
  },
} as const satisfies Catalogue;
