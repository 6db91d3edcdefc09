/** Refusals of allotment schemes. */
import type { Catalogue } from './entry.ts';

export const allotmentErrors = {
  'scheme.unknown': { status: 404, zh: '没有这个配股方案。', en: 'There is no such allotment scheme.' },
  'scheme.not-in-effect': {
    status: 422,
    zh: '方案自 {effectiveOn} 起生效，不能按 {on} 计算。',
    en: 'The scheme takes effect on {effectiveOn} and cannot be run for {on}.',
  },
  'scheme.not-adopted': {
    status: 409,
    zh: '该方案还没有通过：请先把它列为会议议案表决，或据会议记录补录通过它的决议。',
    en: 'The scheme has not been adopted: put it to the vote at a meeting, or record from its minutes the resolution that names it.',
  },
  'scheme.withdrawn': {
    status: 409,
    zh: '方案“{name}”已撤回（{reason}），不能再表决或入账。',
    en: 'The scheme “{name}” was withdrawn ({reason}): it is neither voted on nor posted any more.',
  },
  'scheme.adopted-already': {
    status: 409,
    zh: '方案“{name}”已经通过（决议 {number}），不能撤回。',
    en: 'The scheme “{name}” was adopted (resolution {number}) and cannot be withdrawn.',
  },
  'scheme.unlawful': {
    status: 409,
    zh: '合法性证明有否定的答复，方案不能入账：{found}。',
    en: 'Its legality certificate says no, so the scheme is not posted: {found}.',
  },
  'scheme.in-future': {
    status: 422,
    zh: '{date} 还没有到（今天是 {today}）：只能提前按方案生效之日入账，以后的日子到了再办。',
    en: '{date} is yet to come (today is {today}): ahead a scheme is posted for the day it takes effect alone.',
  },
  'scheme.already-posted': {
    status: 409,
    zh: '该方案在 {on} 已经入册；如有错误，请先整体冲销。',
    en: 'This scheme is already posted for {on}; if it was wrong, reverse that posting first.',
  },
  'scheme.one-person': {
    status: 403,
    zh: '方案由同一人拟订、登记决议并入账：其中须有另一人经手（由另一人闭会、登记或复核决议，或入账）。',
    en: 'One person drew up the scheme, entered its resolution and posts it: somebody else closes the meeting, enters or confirms the resolution, or posts.',
  },
  'scheme.nothing-to-post': {
    status: 422,
    zh: '没有差额：每个人的股数都已符合方案。',
    en: 'There is nothing to post: everybody already holds what the scheme gives.',
  },
  'posting.unknown': { status: 404, zh: '没有这次配股入册记录。', en: 'There is no such posting.' },
  'posting.already-reversed': {
    status: 409,
    zh: '这次入册已经冲销。',
    en: 'This posting has been reversed already.',
  },
  'allotment.no-rules': { status: 422, zh: '方案没有规则。', en: 'The scheme has no rules.' },
  'allotment.matches-itself': {
    status: 422,
    zh: '股种“{shareClass}”不能按自己配股：基数必须是另一股种。',
    en: 'The class "{shareClass}" cannot match itself: its base must be another class.',
  },
  'allotment.percents': {
    status: 422,
    zh: '各部分的百分比合计为 {sum}，应当是 100。',
    en: 'The percentages add up to {sum}; they must be 100.',
  },
  'allotment.collective-percent': {
    status: 422,
    zh: '集体股比例 {percent}% 不可用：应大于 0；以总股数为基数时还须小于 100。',
    en: 'A collective share of {percent}% cannot be: it must be above 0, and below 100 on the base "total".',
  },
  'allotment.unreachable': {
    status: 422,
    zh: '第 {rule} 条规则永远用不到：前面已有对股种“{shareClass}”适用于所有人的规则。',
    en: 'Rule {rule} is never reached: an earlier rule for class "{shareClass}" already covers everyone.',
  },
  'allotment.years-unknown': {
    status: 422,
    zh: '{holder} 的年限不明：请先在成员册中补上起算日期。',
    en: 'The years of {holder} are not known: add the start date to the register first.',
  },
  'allotment.quota-nobody': {
    status: 422,
    zh: '没有人符合股种“{shareClass}”总额分配的范围。',
    en: 'Nobody is in the cohort among whom the total of class "{shareClass}" is divided.',
  },
  'allotment.quota-no-years': {
    status: 422,
    zh: '范围内所有人的年限都是零，无法按年限分配股种“{shareClass}”。',
    en: 'All years in the cohort are zero: class "{shareClass}" cannot be divided by years.',
  },
  'allotment.quota-too-fine': {
    status: 422,
    zh: '总额 {total} 的小数超过 {places} 位。',
    en: 'The total {total} has more than {places} decimals.',
  },
  'allotment.total-exceeded': {
    status: 422,
    zh: '个人股合计 {personal} 已超过固定总额 {total}。',
    en: 'Personal shares of {personal} already exceed the fixed total of {total}.',
  },
  'allotment.too-much': {
    status: 422,
    zh: '方案、规则、人群条件与人数相乘为 {steps} 步，超过了 {most} 步：请减少方案、规则或人数，分几次计算。',
    en: 'Schemes, rules, conditions of cohorts and holders multiply to {steps} steps, above {most}: use fewer of them, or calculate in parts.',
  },
  'allotment.duplicate-holder': {
    status: 422,
    zh: '持有人“{key}”出现了两次，请删去一行。',
    en: 'The holder "{key}" appears twice: remove one line.',
  },
  'allotment.pool-not-positive': {
    status: 422,
    zh: '用于比较的资金必须大于零（现为 {pool}）。',
    en: 'The pool to compare with must be above zero (it is {pool}).',
  },
  'allotment.nothing-held': {
    status: 422,
    zh: '按这个方案没有人持股，无法分红比较。',
    en: 'Nobody would hold shares under this scheme, so dividends cannot be compared.',
  },
} as const satisfies Catalogue;
