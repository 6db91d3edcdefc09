/** Refusals of tax filings, pensions and assets. */
import type { Catalogue } from './entry.ts';

export const benefitErrors = {
  'tax.template-unknown': {
    status: 422,
    zh: '没有申报模板“{id}”；现有：{known}。',
    en: 'There is no filing template "{id}"; there are: {known}.',
  },
  'tax.month-not-over': {
    status: 409,
    zh: '{month} 还没有结束，不能汇总申报。',
    en: '{month} is not over, so its list cannot be made.',
  },
  'tax.template-taken': {
    status: 409,
    zh: '“{id}”是自带模板的名称，请另取一个。',
    en: 'A template "{id}" ships with the program: give yours another id.',
  },
  'tax.template-lacks': {
    status: 422,
    zh: '模板缺少：{missing}。',
    en: 'The template lacks {missing}.',
  },
  'tax.template-once': {
    status: 422,
    zh: '这些栏只能各有一列：{twice}。',
    en: 'The template has more than one column of: {twice}.',
  },
  'tax.month-filed': {
    status: 409,
    zh: '{month} 已由申报表第 {number} 号申报；以后的冲销和补差列入其发生月份，作为对 {month} 的更正。',
    en: '{month} is declared by filing no. {number}. Later reversals and differences stand in their own month, as corrections of {month}.',
  },
  'tax.nothing-withheld': {
    status: 409,
    zh: '{month} 没有代扣税款。',
    en: 'Nothing was withheld in {month}.',
  },
  'tax.remitted-too-early': {
    status: 422,
    zh: '申报表第 {number} 号的税款自 {first} 起才能申报缴纳。',
    en: 'The tax of filing no. {number} can be remitted from {first} on.',
  },
  'tax.not-booked': {
    status: 409,
    zh: '申报表第 {number} 号的税款为 {tax}，账上应交税费只有 {booked}：请先核对账簿。',
    en: 'Filing no. {number} is of {tax}, but the books took {booked} on the tax account: verify the books first.',
  },
  'tax.resident-id-missing': {
    status: 422,
    zh: '{name}（{number}）没有身份证号，申报会被退回：请先在名册中补上。',
    en: '{name} ({number}) has no resident ID, so the list would be sent back: enter it first.',
  },
  'tax.filing-unknown': { status: 404, zh: '没有这份申报表。', en: 'There is no such filing.' },
  'tax.remitted': {
    status: 409,
    zh: '申报表第 {number} 号的税款已经登记缴纳：如登记有误，请由另一人先作废。',
    en: 'The tax of filing no. {number} is noted as remitted already: if that is wrong, another person strikes it first.',
  },
  'tax.remittance-waits': {
    status: 409,
    zh: '申报表第 {number} 号的缴税已登记，等另一人复核：如登记有误，请其退回。',
    en: 'A remittance of filing no. {number} waits for another person to confirm it: if it is wrong, they send it back.',
  },
  'tax.no-remittance-waits': {
    status: 409,
    zh: '申报表第 {number} 号没有待复核的缴税登记。',
    en: 'No remittance of filing no. {number} waits for its confirmation.',
  },
  'tax.not-remitted': {
    status: 409,
    zh: '申报表第 {number} 号没有可作废的缴税登记。',
    en: 'No remittance of filing no. {number} stands that could be struck.',
  },
  'tax.below-least': {
    status: 409,
    zh: '申报表第 {number} 号税款 {tax} 元，依据{law}不征收，无须缴纳。',
    en: 'The tax of filing no. {number}, {tax}, is not collected: {law}. There is nothing to remit.',
  },
  'tax.nothing-to-remit': {
    status: 409,
    zh: '申报表第 {number} 号没有应缴税款。',
    en: 'There is nothing to remit for filing no. {number}.',
  },
  'pension.no-rule': {
    status: 409,
    zh: '{month} 没有适用的养老金规定：请先设定。',
    en: 'No pension rule is in force in {month}: set one first.',
  },
  'pension.rule-undecided': {
    status: 422,
    zh: '给出养老金、或发得更多的规定由成员大会（或成员代表大会）决议：请写明这项决议。',
    en: 'A rule that gives a pension, or more of it, is made by a decision of the members’ assembly or of the representatives: name it.',
  },
  'pension.rule-decided-otherwise': {
    status: 422,
    zh: '决议 {number} 不是大会关于制度、预算、章程或其他事项的决议，或者已写明另一事项，不能作为养老金规定的依据。',
    en: 'Resolution {number} is no decision of an assembly on rules, budget, articles or other matters, or names something else: no rule of pensions rests on it.',
  },
  'pension.rule-carried': {
    status: 409,
    zh: '决议 {number} 已据以制定自 {from} 起的规定；另一项规定须另有决议。',
    en: 'Resolution {number} made the rule from {from} on already; another rule needs a decision of its own.',
  },
  'pension.rule-not-later': {
    status: 422,
    zh: '新规定须晚于 {last}，并且不早于已发放的月份 {paid}。',
    en: 'A new rule begins after {last}, and not before a month that was paid ({paid}).',
  },
  'pension.rule-month-passed': {
    status: 422,
    zh: '{month} 已经过去，又不早于本社启用系统之日 {first}：已过月份的养老金不能事后增减，请自 {earliest} 起设定。',
    en: 'The month {month} is over and not from before the first day here ({first}): nothing is changed of what is past; let it begin with {earliest}.',
  },
  'pension.rule-unknown': {
    status: 404,
    zh: '没有从 {from} 起的养老金规定，或已撤回。',
    en: 'There is no pension rule from {from} on, or it was withdrawn before.',
  },
  'pension.rule-used': {
    status: 409,
    zh: '从 {from} 起的规定已用于 {month} 的发放表（第 {number} 号），不能撤回：请设定下一个月起的新规定。',
    en: 'The month {month} was made under the rule from {from} (run no. {number}), so it stays: set a new rule from the next month on.',
  },
  'pension.encoding-without-template': {
    status: 422,
    zh: '没有选银行文件模板，不能指定编码。',
    en: 'An encoding is of a bank file: name its template too.',
  },
  'pension.amount-not-positive': { status: 422, zh: '养老金须大于零。', en: 'A pension must be above zero.' },
  'pension.month-taken': {
    status: 409,
    zh: '{month} 的养老金已有发放表第 {number} 号。',
    en: 'The pensions of {month} are in run no. {number} already.',
  },
  'pension.month-order': {
    status: 409,
    zh: '发放表第 {number} 号还没有确认发放：请按月份顺序办理，先确认或取消该表。',
    en: 'Run no. {number} is not paid yet: months are paid in their order, so confirm or cancel that one first.',
  },
  'pension.month-future': {
    status: 422,
    zh: '{month} 还没有到。',
    en: '{month} has not come yet.',
  },
  'pension.nobody': { status: 409, zh: '{month} 没有应发的养老金。', en: 'No pension is due in {month}.' },
  'pension.run-unknown': { status: 404, zh: '没有这份养老金发放表。', en: 'There is no such pension run.' },
  'pension.repayment-not-owed': {
    status: 422,
    zh: '{member} 多发养老金 {overpaid} 元，收回金额须大于零且不超过此数。',
    en: '{member} was paid {overpaid} too much: what is brought back is above zero and not more than that.',
  },
  'pension.proved-after-death': {
    status: 422,
    zh: '{member} 已于 {died} 去世，之后不能再有生存认证：请先核对名册。',
    en: '{member} died on {died}, so nobody was seen alive after that day: check the register first.',
  },
  'pension.line-unknown': {
    status: 404,
    zh: '这份发放表中没有发给 {member} 的现金，或已登记退回。',
    en: 'No cash of this run went to {member}, or it came back already.',
  },
  'pension.member-unknown': {
    status: 404,
    zh: '名册中没有 {member}。',
    en: '{member} is not in the register.',
  },
  'asset.unknown': { status: 404, zh: '没有这项资产。', en: 'There is no such asset.' },
  'asset.number-taken': {
    status: 409,
    zh: '资产编号 {number} 已经用过。',
    en: 'There is an asset numbered {number} already.',
  },
  'asset.ended': {
    status: 409,
    zh: '资产 {number} 已于 {on} 处置，此日以后不能再登记。',
    en: 'Asset {number} was disposed of on {on}: nothing is entered for later days.',
  },
  'asset.date-before': {
    status: 422,
    zh: '{day} 早于资产取得日 {acquired}。',
    en: '{day} lies before the day it was acquired, {acquired}.',
  },
  'asset.valued-that-day': {
    status: 409,
    zh: '资产 {number} 在 {day} 已有估值：如有误，请先作废再重新登记。',
    en: 'Asset {number} has a value of {day} already: if it is wrong, strike it and enter it anew.',
  },
  'asset.idle-already': {
    status: 409,
    zh: '资产 {number} 从 {from} 到 {to} 已登记空置，同一天不能重复计算。',
    en: 'Asset {number} is noted as idle from {from} to {to} already; a day counts once.',
  },
  'asset.known-later': {
    status: 409,
    zh: '资产 {number} 在 {day} 还有估值或使用记录：处置日须不早于此日，或先作废该记录。',
    en: 'Asset {number} has a value or a use of {day}: it leaves on that day or later, unless that is struck first.',
  },
  'asset.record-unknown': {
    status: 404,
    zh: '资产 {number} 没有这条记录，或已作废。',
    en: 'Asset {number} has no such record, or it is struck already.',
  },
  'asset.amount-negative': { status: 422, zh: '金额不能为负。', en: 'The amount cannot be negative.' },
  'asset.span-backwards': {
    status: 422,
    zh: '起始日 {from} 在终止日 {to} 之后。',
    en: 'The first day {from} is after the last day {to}.',
  },
} as const satisfies Catalogue;
