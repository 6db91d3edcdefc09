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
  'assembly.seat-not-held': {
    status: 422,
    zh: '{name} 在 {date} 并不任职，无法终止：请核对任期和终止日期。',
    en: '{name} does not hold the seat on {date}, so it cannot end then: check the term and the date.',
  },
  'assembly.seat-own-successor': {
    status: 422,
    zh: '{name} 不能接替自己：连任请登记新的选举。',
    en: '{name} cannot succeed themselves: record a new election for a further term.',
  },
  'assembly.seat-term-over': {
    status: 422,
    zh: '{name} 的任期已于 {date} 届满，不能再补选接替：请换届选举。',
    en: 'The term of {name} ended on {date}: nobody can take over the rest of it; hold an election.',
  },
  'assembly.listed-twice': {
    status: 422,
    zh: '{name} 在 {date} 有两个有效席位，每人只能计一次：请先终止其中一个。',
    en: '{name} holds two seats on {date}, and each person counts once: end one of them first.',
  },
  'assembly.group-too-small': {
    status: 422,
    zh: '户组 {group} 只有 {households} 户，不足 {least} 户，不能单独选代表：请与相邻户组合并。',
    en: 'Group {group} has {households} households, fewer than the {least} a representative stands for: join it to a neighbouring group.',
  },
  'assembly.group-seats': {
    status: 422,
    zh: '户组 {group} 共 {households} 户，现有代表 {seats} 人，应为 {least} 至 {most} 人。',
    en: 'Group {group} has {households} households and {seats} representatives; it should have {least} to {most}.',
  },
  'assembly.seat-without-group': {
    status: 422,
    zh: '代表 {name} 所属户组（{group}）不在户组名单中：请先登记户组。',
    en: 'The group ({group}) of representative {name} is not on the list of groups: record the group first.',
  },
  'assembly.too-few-seats': {
    status: 422,
    zh: '代表共 {seats} 人，至少须有 {least} 人。',
    en: 'There are {seats} representatives; there must be at least {least}.',
  },
  'assembly.too-few-women': {
    status: 422,
    zh: '代表中妇女 {women} 人，至少须有 {least} 人。',
    en: '{women} of the representatives are women; there must be at least {least}.',
  },
} as const satisfies Catalogue;
