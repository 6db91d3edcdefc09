/** Refusals of dividend runs and of the open calculation. */
import type { Catalogue } from './entry.ts';

export const dividendErrors = {
  'dividend.pool-not-positive': {
    status: 422,
    zh: '分红总额必须大于零（现为 {pool}）。',
    en: 'The pool must be above zero (it is {pool}).',
  },
  'dividend.amount-malformed': {
    status: 422,
    zh: '金额“{text}”无法识别：请写成普通数字，小数不超过最小单位 {unit}。',
    en: 'The amount "{text}" cannot be read: write plain digits, no finer than the unit {unit}.',
  },
  'dividend.nothing-held': {
    status: 422,
    zh: '没有人持股：所有持股都是零，无法分配。',
    en: 'Nobody holds shares: all holdings are zero, so nothing can be divided.',
  },
  'dividend.holding-negative': {
    status: 422,
    zh: '“{key}”的股数为负。',
    en: 'The holding of "{key}" is negative.',
  },
  'dividend.duplicate-key': {
    status: 422,
    zh: '“{key}”出现了两次：每个持股人只能有一行。',
    en: '"{key}" appears twice: each holder has one line.',
  },
  'dividend.term-needed': {
    status: 422,
    zh: '没有以前的分红可以照用：请写明{term}。',
    en: 'There was no dividend before to follow: say the {term}.',
  },
  'dividend.rate-scale-needed': {
    status: 422,
    zh: '按股计算时要写明每股金额保留几位小数（2、4 或 6）。',
    en: 'The method per share needs the decimals of the rate (2, 4 or 6).',
  },
  'dividend.rate-scale-unwanted': {
    status: 422,
    zh: '最大余数法没有每股金额，不能写小数位数。',
    en: 'The largest remainder has no rate, so it takes no decimals of one.',
  },
  'dividend.rate-zero': {
    status: 422,
    zh: '总额太小：每股金额按 {places} 位小数截取后为零。请增加位数或改用最大余数法。',
    en: 'The pool is too small: the rate cut to {places} decimals is zero. Use more decimals or the largest remainder.',
  },
  'tax.rate-above-law': {
    status: 422,
    zh: '税率 {percent}% 高于法定税率 {lawful}%：多扣的是股东的钱。',
    en: 'A tax rate of {percent} % is above the {lawful} % of the law: what is withheld beyond it is the holders’ money.',
  },
  'tax.rate-malformed': {
    status: 422,
    zh: '{field|税率}“{text}”无法识别：请写成 0 到 1 之间的小数，例如 0.20；不扣税写 0。',
    en: '{field|The tax rate} "{text}" cannot be read: write a decimal from 0 to 1 such as 0.20; 0 for none.',
  },
  'run.unknown': { status: 404, zh: '没有这次分红。', en: 'There is no such dividend run.' },
  'run.period-taken': {
    status: 409,
    zh: '{period} 已有分红（第 {number} 号，{state}）：同一个半年只分一次红，要再分请做补充分红。',
    en: 'There is already a run for {period} (no. {number}, {state}): a half-year is paid once; what comes later is a supplementary run.',
  },
  'run.before-first-movement': {
    status: 422,
    zh: '股权登记日 {recordDate} 早于第一笔股份变动（{first}）：当时还没有人持股。',
    en: 'The record date {recordDate} is before the first movement ({first}): nobody held shares then.',
  },
  'run.no-movements': {
    status: 422,
    zh: '还没有登记任何股份，无法分红。',
    en: 'No shares are registered yet, so there is nothing to pay on.',
  },
  'run.record-date-of-another-period': {
    status: 422,
    zh: '股权登记日 {recordDate} 不属于 {period}：应在 {from}（期初前一日）至 {to} 之间。',
    en: 'The record date {recordDate} does not belong to {period}: it lies from {from}, the eve of its first day, to {to}.',
  },
  'run.no-history': {
    status: 422,
    zh: '{period} 在本社建账首日 {firstDay} 之后才结束，不是历史分红：请按正常分红办理。',
    en: '{period} ended after the first day of the cooperative here, {firstDay}: it is no history, and is paid as an ordinary run.',
  },
  'run.approval-stale': {
    status: 409,
    zh: '第 {number} 号分红的内容与审批时不同，审批已失效：请撤回后重新拟定、计算、表决和审批。',
    en: 'Run no. {number} is no longer what was approved, so the approval is void: withdraw it and draft, calculate, resolve and approve anew.',
  },
  'run.record-date-future': {
    status: 422,
    zh: '股权登记日 {recordDate} 还没有到（今天是 {today}）。',
    en: 'The record date {recordDate} has not come yet (today is {today}).',
  },
  'run.period-not-over': {
    status: 422,
    zh: '按股日计算，要等半年期结束（{lastDay}）以后。',
    en: 'Share-days can be counted only after the half-year ends ({lastDay}).',
  },
  'run.wrong-state': {
    status: 409,
    zh: '这次分红现在是“{state}”，不能{wish}。',
    en: 'The run is “{state}” and cannot be {wish} now.',
  },
  'run.decided': {
    status: 409,
    zh: '这次分红已由决议 {number} 表决通过，重新计算就不再是所表决的内容：需要更改的，由一人提出、另一人复核撤回后另编。',
    en: 'Resolution {number} decided this dividend as it is calculated; calculated anew it would be another. To change it, one person asks for its withdrawal, another confirms, and it is drawn up anew.',
  },
  'run.withdrawal-waits': {
    status: 409,
    zh: '已有人申请撤回这次分红，等待另一人复核。',
    en: 'That this run be withdrawn is asked for already and waits for another person.',
  },
  'run.withdrawal-unknown': {
    status: 404,
    zh: '没有撤回这次分红的申请在等待复核。',
    en: 'Nobody asked for this run to be withdrawn, or that was answered.',
  },
  'run.withdrawal-own': {
    status: 403,
    zh: '撤回是您申请的：须由另一人复核。',
    en: 'You asked for it to be withdrawn: another person confirms it.',
  },
  'run.approver-is-preparer': {
    status: 403,
    zh: '编制人不能审批自己编制的分红：请由另一人复核。',
    en: 'Whoever prepared a run cannot approve it: another person must.',
  },
  'run.carry-used': {
    status: 409,
    zh: '这次分红的结转已被第 {number} 号分红使用：请先冲销第 {number} 号。',
    en: 'The carry-forward of this run was used by run no. {number}: reverse that one first.',
  },
  'run.has-difference': {
    status: 409,
    zh: '这次分红已由第 {number} 号补差更正：请先冲销或撤回那次补差。',
    en: 'This run was corrected by difference run no. {number}: reverse or withdraw that one first.',
  },
  'run.carry-changed': {
    status: 409,
    zh: '计算之后，上期结转已经变动：请重新计算。',
    en: 'The carry-forward changed after the calculation: calculate again.',
  },
  'run.unlawful': {
    status: 409,
    zh: '合法性证明有否定的答复，不能入账：{found}。',
    en: 'Its legality certificate says no, so it is not posted: {found}.',
  },
  'run.already-reversed': {
    status: 409,
    zh: '这次分红已经冲销。',
    en: 'This run has been reversed already.',
  },
  'run.no-difference': {
    status: 422,
    zh: '没有差额：按现在所知的持股，每个人应得的与已分的相同。',
    en: 'There is no difference: by the holdings as known now, everybody got what is due.',
  },
  'run.difference-overtaken': {
    status: 409,
    zh: '本批次编制之后，第 {number} 号补差批次已经入账，差额已不同：请撤回本批次，重新编制补差。',
    en: 'Difference run no. {number} was posted after this one was drafted, so the differences are others now: withdraw this one and draft anew.',
  },
  'run.proof-failed': {
    status: 500,
    zh: '第 {number} 号分红两次计算的结果不一致（{where}），没有入账：请告诉管理员。',
    en: 'The second computation of run no. {number} does not agree ({where}); nothing was posted. Tell the administrator.',
  },
  'run.holder-unknown': {
    status: 404,
    zh: '这次分红中没有“{holder}”的一行：请核对编号。',
    en: '"{holder}" has no line in this run: check the number.',
  },
} as const satisfies Catalogue;
