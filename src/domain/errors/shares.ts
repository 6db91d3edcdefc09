/** Refusals of the share register. */
import type { Catalogue } from './entry.ts';

export const shareErrors = {
  'shares.class-not-found': {
    status: 422,
    zh: '没有股种“{shareClass}”，请先设立，或改用已有的股种名称。',
    en: 'There is no share class "{shareClass}": define it first, or use the name of an existing one.',
  },
  'shares.class-exists': {
    status: 409,
    zh: '股种代码或名称“{shareClass}”已经使用。',
    en: 'The code or name of the share class "{shareClass}" is already in use.',
  },
  'shares.holder-unnamed': {
    status: 422,
    zh: '没有写明是哪一个：{kind}须写编号。',
    en: '{kind} without a number: say which one is meant.',
  },
  'shares.holder-not-found': {
    status: 422,
    zh: '没有编号为“{holder}”的持有人。',
    en: 'There is no holder with the number "{holder}".',
  },
  'shares.same-account': {
    status: 422,
    zh: '转出方与转入方是同一持有人。',
    en: 'Giver and taker are the same holder.',
  },
  'shares.direction': {
    status: 422,
    zh: '“{kind}”不能由“{from}”转到“{to}”。',
    en: 'A movement of kind "{kind}" cannot go from "{from}" to "{to}".',
  },
  'shares.too-fine-for-class': {
    status: 422,
    zh: '股数 {quantity} 的小数超过该股种允许的 {places} 位。',
    en: 'The quantity {quantity} has more than the {places} decimals its share class allows.',
  },
  'shares.above-holding': {
    status: 422,
    zh: '{account} 的“{shareClass}”在 {date} 会少于零（差 {short} 股）。请减少股数，或核对生效日期：该日及以后每一天都必须有足够的股份。',
    en: '{account} would hold less than nothing of "{shareClass}" on {date} (short by {short}). Reduce the quantity or check the effective date: there must be enough shares on that day and every later one.',
  },
  'shares.before-first-holding': {
    status: 422,
    zh: '{account} 在 {date} 还没有“{shareClass}”：最早的股份自 {first} 起。生效日期不能早于取得股份之日。',
    en: '{account} did not yet hold any "{shareClass}" on {date}: the first shares count from {first}. A movement cannot take effect before the shares existed.',
  },
  'shares.pool-exhausted': {
    status: 422,
    zh: '股种“{shareClass}”的总股数定为 {total}，{date} 会超出 {short} 股。请减少股数，或先以决议调整总股数。',
    en: 'The total of share class "{shareClass}" is fixed at {total} and would be exceeded by {short} on {date}. Reduce the quantity, or change the total by resolution first.',
  },
  'shares.restricted': {
    status: 409,
    zh: '{account} 的股份自 {since} 起受限（{kind}），不能变动。请先解除限制。',
    en: 'The shares of {account} are restricted ({kind}) since {since} and cannot move. Lift the restriction first.',
  },
  'shares.restricted-part': {
    status: 409,
    zh: '{account} 有 {quantity} 股自 {since} 起受限（{kind}），余下的不足以变动。',
    en: '{quantity} shares of {account} are restricted ({kind}) since {since}; what is left over is not enough.',
  },
  'shares.above-cap': {
    status: 422,
    zh: '{account} 在 {date} 将持有 {held} 股，超过上限（{cap}）：基数“{baseName}”{base} 股的 {percent}%。',
    en: '{account} would hold {held} shares on {date}, above the cap ({cap}): {percent} % of {base} shares on the base "{baseName}".',
  },
  'shares.percent-malformed': {
    status: 422,
    zh: '{field|百分比}“{text}”应大于 0、不超过 100，最多四位小数，例如 3 或 2.5。',
    en: '{field|The percentage} "{text}" must be above 0 and at most 100, with at most four decimals, such as 3 or 2.5.',
  },
  'shares.limit-shape': {
    status: 422,
    zh: '上限须写明百分比及其基数；固定总股数须写明股种，且不写百分比。',
    en: 'A cap needs a percentage and its base; a fixed total needs a share class and no percentage.',
  },
  'shares.movement-not-found': {
    status: 404,
    zh: '没有这笔股份变动。',
    en: 'There is no such movement.',
  },
  'shares.already-reversed': {
    status: 409,
    zh: '第 {number} 号变动已经冲销过。',
    en: 'Movement {number} has been reversed already.',
  },
  'shares.reversal-of-reversal': {
    status: 422,
    zh: '冲销不能再冲销，请重新登记正确的变动。',
    en: 'A reversal is not reversed: enter the right movement anew.',
  },
  'shares.part-of-posting': {
    status: 409,
    zh: '第 {number} 号变动属于一次配股，只能整体冲销。',
    en: 'Movement {number} belongs to a posted allotment, which is reversed as a whole.',
  },
  'shares.no-heirs': {
    status: 422,
    zh: '请至少写明一名继承人，每人的份额为正整数，且不重复。',
    en: 'Name at least one heir, each once, with a positive whole number of parts.',
  },
  'shares.not-deceased': {
    status: 422,
    zh: '{holder} 在 {date} 没有去世记录，不能办理继承。请先登记去世日期。',
    en: '{holder} is not recorded as deceased on {date}: record the death before dividing the estate.',
  },
  'shares.nothing-to-inherit': {
    status: 422,
    zh: '{holder} 在 {date} 没有可继承的股份。',
    en: '{holder} holds no shares to inherit on {date}.',
  },
  'shares.restriction-not-found': {
    status: 404,
    zh: '没有这项股份限制。',
    en: 'There is no such restriction.',
  },
  'shares.restriction-lifted': {
    status: 409,
    zh: '该限制已经解除。',
    en: 'The restriction has been lifted already.',
  },
  'shares.lift-before-start': {
    status: 422,
    zh: '解除日期 {date} 早于限制开始的 {since}。',
    en: 'The lift on {date} lies before the restriction began on {since}.',
  },
  'shares.restriction-shape': {
    status: 422,
    zh: '限制部分股数时须写明股种。',
    en: 'A restriction of a number of shares must name their class.',
  },
  'shares.certificate-not-found': {
    status: 404,
    zh: '没有这份股权证。',
    en: 'There is no such certificate.',
  },
  'shares.certificate-empty': {
    status: 422,
    zh: '{holder} 在 {date} 没有任何股份，不能出具股权证。',
    en: '{holder} holds no share on {date}: there is nothing a certificate could attest.',
  },
  'shares.certificate-not-valid': {
    status: 409,
    zh: '股权证 {number} 已换发或作废。',
    en: 'Certificate {number} has been replaced or voided already.',
  },
  'shares.certificate-exists': {
    status: 409,
    zh: '{holder} 已有有效的股权证 {number}，请换发而不是另发。',
    en: '{holder} already has the valid certificate {number}: replace it instead of issuing another.',
  },
} as const satisfies Catalogue;
