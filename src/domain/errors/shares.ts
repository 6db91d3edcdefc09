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
  'shares.limit-below-issued': {
    status: 409,
    zh: '该股种自 {date} 起最多已发行 {issued} 股：固定总股数不能低于已发行的股数。',
    en: 'From {date} on up to {issued} shares of the class were issued: its fixed total is never below that.',
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
  'shares.death-unconfirmed': {
    status: 409,
    zh: '股东 {holder} 的死亡由一人登记，尚未复核：先复核或者退回该名册变更。',
    en: 'One person entered the death of {holder}, and nobody confirmed it yet: confirm that change of the register first, or send it back.',
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
  'shares.taker-by-law': {
    status: 422,
    zh: '{account} 在 {date} 不能取得股份：依据{law}，份额只能由本组织成员持有。',
    en: '{account} may not take shares on {date}: {law} lets members only hold them.',
  },
  'shares.taker-outside': {
    status: 422,
    zh: '{account} 在 {date} 不是可以取得股份的人：按本社设定，取得股份的人{takers}。',
    en: '{account} may not take shares on {date}: this cooperative gives shares to {takers}.',
  },
  'shares.takers-consent': {
    status: 422,
    zh: '决议 {number} 同意 {for}，应到 {entitled}：非成员享受成员待遇须有 {least} 以上同意，依据{law}。',
    en: 'Resolution {number} has {for} for it of {entitled} entitled: outsiders are given what is for members only by the consent of at least {least} ({law}).',
  },
  'shares.takers-undecided': {
    status: 422,
    zh: '让社外人员取得股份，须写明通过它的决议。',
    en: 'That outsiders may take shares needs the resolution that adopted it.',
  },
  'shares.paid-on-needs-second': {
    status: 409,
    zh: '变动第 {number} 号自 {date} 起算，而截至 {paid} 的持股已是分红的依据：须由一人申请、另一人复核。',
    en: 'Movement {number} counts from {date}, and a dividend rests on what was held until {paid}: one person asks for it and another confirms it.',
  },
  'shares.written-before-needs-second': {
    status: 409,
    zh: '变动第 {number} 号是 {date} 登记的：次日以后冲销，须由一人申请、另一人复核。',
    en: 'Movement {number} was written on {date}: more than a day later it is reversed by one who asks and another who confirms.',
  },
  'shares.reversal-needs-second': {
    status: 409,
    zh: '第 {number} 号变动经两人办理，冲销也须两人：请提出变动申请（冲销），由另一人复核。',
    en: 'Movement {number} took two people, and so does undoing it: ask for its reversal, and another person confirms.',
  },
  'shares.return-needs-second': {
    status: 409,
    zh: '第 {number} 号变动把第 {first} 号由两人办理的变动退了回去，也须两人：请提出变动申请，由另一人复核。',
    en: 'This movement ({number}) gives back what two people moved as number {first}, and takes two as well: ask for it, and another person confirms.',
  },
  'shares.of-the-dead': {
    status: 409,
    zh: '第 {number} 号变动：{holder} 已于 {date} 去世，其股份只能继承或归集体，不能再赠与、转让或退股。',
    en: 'Movement {number}: {holder} died on {date}: what the dead hold is inherited or falls to the collective, and is not given, sold or redeemed.',
  },
  'shares.dead-need-second': {
    status: 409,
    zh: '第 {number} 号变动：{holder} 已于 {date} 去世，更正其名下股份或补记生前的变动须两人：请提出变动申请，由另一人复核。',
    en: 'Movement {number}: {holder} died on {date}: what corrects their shares, or counts from before that day, takes two people: ask for it, and another person confirms.',
  },
  'shares.needs-second': {
    status: 409,
    zh: '{account} 在 {year} 年经手变动合计 {moved} 股，超过一人可以登记的 {allowance} 股：请改为提交变动申请，由另一人复核。期初股份由理事长先在“设置”中设定一人每年可登记的股数，另一人复核以后再导入。',
    en: 'With this {account} moves {moved} shares in {year}, more than the {allowance} that one person may enter: ask for the movement instead, and let another person confirm it. Before opening shares the chair sets in the settings how many one person may enter a year, and another person confirms that.',
  },
  'shares.opening-twice': {
    status: 422,
    zh: '持有人 {holder} 的 {shareClass} {quantity} 与第 {first} 行完全相同：多半是重复粘贴。请删去一行；如果确是两笔，请合成一行。',
    en: '{quantity} of {shareClass} for holder {holder} stands in row {first} already, on the same day: probably pasted twice. Delete one row, or put both together in one.',
  },
  'shares.opening-there': {
    status: 409,
    zh: '持有人 {holder} 同一天的 {shareClass} 期初股份已登记（第 {number} 号变动），再登记会重复计算。登记有误的，请先冲销原来的一笔。',
    en: 'Opening shares of {shareClass} for holder {holder} on this day are entered already (movement {number}); entered again they would count twice. Where they are wrong, reverse that movement first.',
  },
  'shares.opening-late': {
    status: 409,
    zh: '股权登记簿已有其他变动，不能再登记期初股份。',
    en: 'The share register has moved on: opening shares come before everything else.',
  },
  'shares.escheat-member': {
    status: 422,
    zh: '只有已故成员的股份可以因无人继承归集体。',
    en: 'Only what a deceased member held falls to the collective for want of heirs.',
  },
  'shares.request-unknown': { status: 404, zh: '没有这份变动申请。', en: 'There is no such request.' },
  'shares.request-answered': {
    status: 409,
    zh: '这份变动申请已经复核或退回。',
    en: 'This request has been confirmed or sent back already.',
  },
  'shares.request-own': {
    status: 403,
    zh: '自己提出的变动申请须由另一人复核。',
    en: 'A request is confirmed by another person than the one who asked.',
  },
  'shares.split-ratio': {
    status: 422,
    zh: '拆股比例“{text}”无法使用：写成“10:1”，表示一股拆成十股；“1:10”表示十股并成一股。',
    en: 'The ratio "{text}" cannot be used: write "10:1" for ten new shares of one old, "1:10" for one new share of ten.',
  },
  'shares.split-fraction': {
    status: 422,
    zh: '{account} 的 {held} 股按此比例会出现零头。请先由本人补足或转让零头，再拆股、并股。',
    en: '{held} shares of {account} leave a fraction at this ratio: let them be rounded by a purchase or a transfer first.',
  },
  'shares.split-in-past': {
    status: 422,
    zh: '拆股、并股自登记之日或以后生效：{date} 已经过去，按旧股数算过的分红不能改变。',
    en: 'A split takes effect on the day it is entered or later: {date} is over, and dividends were counted at the old measure.',
  },
  'shares.split-nothing': {
    status: 422,
    zh: '{date} 没有人持有股种“{shareClass}”。',
    en: 'Nobody holds the class "{shareClass}" on {date}.',
  },
  'shares.split-restricted-part': {
    status: 409,
    zh: '股种“{shareClass}”有按股数登记的限制（{account}，{quantity} 股）：请先解除，拆股、并股后按新股数重新登记。',
    en: '{quantity} shares of {account} in the class "{shareClass}" are restricted by number: lift that first and enter it anew at the new measure.',
  },
  'shares.split-same-day': {
    status: 409,
    zh: '股种“{shareClass}”在 {date} 或以后已有一次拆股、并股。',
    en: 'The class "{shareClass}" is split on {date} or later already.',
  },
  'shares.certificate-before-split': {
    status: 409,
    zh: '股权证 {number} 出具以后股份已在 {date} 拆股或并股：请先换发。',
    en: 'Since certificate {number} was issued its shares were split on {date}: replace it first.',
  },
  'shares.certificate-empty': {
    status: 422,
    zh: '{holder} 在 {date} 没有任何股份，不能出具股权证。',
    en: '{holder} holds no share on {date}: there is nothing a certificate could attest.',
  },
  'shares.certificate-to-come': {
    status: 422,
    zh: '股权证的日期 {day} 晚于今天 {today}。',
    en: 'A certificate is not dated later than today ({today}): {day}.',
  },
  'shares.certificate-ended-before': {
    status: 422,
    zh: '{day} 早于该股权证的出具日期 {issued}。',
    en: '{day} is before the day on which this certificate was issued, {issued}.',
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
