/** Refusals of distribution plans. */
import type { Catalogue } from './entry.ts';

export const distributionErrors = {
  'distribution.over': {
    status: 422,
    zh: '拟向成员分配 {wished}，可分配的只有 {left}，差 {short}；以前年度未分配收益 {prior}。如决议动用以前年度未分配收益且足够，方可分配。',
    en: 'Members are to get {wished}, but only {left} can be distributed: {short} short. Undistributed of earlier years: {prior}; it covers the gap only where it is enough and drawing on it is resolved.',
  },
  'distribution.advanced-too-much': {
    status: 422,
    zh: '上半年已预分 {advanced}，全年应分只有 {members}，多分 {short}：请调整分配，或动用以前年度未分配收益。',
    en: '{advanced} was advanced, but the year gives members only {members}: {short} too much. Change the plan, or draw on earlier years.',
  },
  'distribution.step-too-large': {
    status: 422,
    zh: '“{name}”为 {amount}，超过剩余的 {left}。',
    en: '"{name}" takes {amount}, more than the {left} that are left.',
  },
  'distribution.figures-negative': {
    status: 422,
    zh: '这个数不能小于零。',
    en: 'This figure cannot be negative.',
  },
  'distribution.figures-both': {
    status: 422,
    zh: '以前年度不能既有未弥补亏损又有未分配收益。',
    en: 'Earlier years cannot leave both a loss and undistributed income.',
  },
  'distribution.figures-income': {
    status: 422,
    zh: '以年初未分配收益发放时，不计本期收益。',
    en: 'A payment out of opening undistributed income has no income of its own.',
  },
  'distribution.figures-advance': {
    status: 422,
    zh: '只有全年方案才扣减预分数。',
    en: 'Only the plan of a year takes off what was advanced.',
  },
  'distribution.floor-above-ceiling': {
    status: 422,
    zh: '“{name}”的下限高于上限。',
    en: 'The floor of "{name}" lies above its ceiling.',
  },
  'distribution.members-not-positive': {
    status: 422,
    zh: '向成员分配的金额须大于零。',
    en: 'What members get must be above zero.',
  },
  'distribution.percent-malformed': {
    status: 422,
    zh: '{field|百分比}“{text}”应在 0 至 100 之间，最多四位小数，例如 10 或 2.5。',
    en: '{field|The percentage} "{text}" must lie between 0 and 100, with at most four decimals, such as 10 or 2.5.',
  },
  'distribution.preset-unknown': {
    status: 422,
    zh: '没有分配规则“{id}”；现有：{known}。',
    en: 'There is no preset "{id}"; there are: {known}.',
  },
  'distribution.preset-not-kept': {
    status: 422,
    zh: '“{name}”须为本期净收益 {base} 的 {least}% 至 {most}%，方案中为 {amount}（{law}）。',
    en: '"{name}" must be {least} % to {most} % of the net income of {base}; the plan sets aside {amount} ({law}).',
  },
  'distribution.step-order': {
    status: 422,
    zh: '“{name}”的次序不对：先公积金，再公益金、福利费、外来投资分利，最后其他（{law}）。',
    en: '"{name}" stands out of order: reserve, welfare, benefits, outside investors, other purposes ({law}).',
  },
  'distribution.base-of-year': {
    status: 422,
    zh: '“{name}”以可分配收益（含以前年度）为基数，只有全年方案才能这样计算。',
    en: '"{name}" is a part of all that is distributable, earlier years included: only the plan of a year may say so.',
  },
  'distribution.no-benefits-account': {
    status: 422,
    zh: '“{name}”：2024年起没有应付福利费科目，请改为提取公益金（{law}）。',
    en: '"{name}": since 2024 there is no account of welfare payable; set welfare aside with the reserve fund ({law}).',
  },
  'distribution.plan-unknown': { status: 404, zh: '没有这个分配方案。', en: 'There is no such plan.' },
  'distribution.decided': {
    status: 409,
    zh: '该方案已由决议 {number} 通过，不由一人撤回：另拟方案提交表决即可，通过后以新方案为准。',
    en: 'Resolution {number} adopted this plan: one person does not withdraw it. Draw another one up and have it decided.',
  },
  'distribution.plan-state': {
    status: 409,
    zh: '分配方案第 {number} 号{state}。',
    en: 'Plan no. {number} is {state}.',
  },
  'distribution.adopter-is-drafter': {
    status: 403,
    zh: '编制人不能确认自己编制的分配方案：请由另一人复核。',
    en: 'Whoever drew a plan up cannot adopt it: another person must.',
  },
  'distribution.repealer-is-drafter': {
    status: 403,
    zh: '编制人不能废止自己编制的分配方案：请由另一人办理。',
    en: 'Whoever drew a plan up cannot repeal it: another person must.',
  },
  'distribution.repeal-needs-resolution': {
    status: 422,
    zh: '通过该方案的决议不能同时废止它：请填写决定废止的另一份决议。',
    en: 'The resolution that adopted the plan does not repeal it: name the one that does.',
  },
  'distribution.repeal-has-run': {
    status: 409,
    zh: '分红第 {run} 号依据分配方案第 {number} 号已经入账：请先冲销该次分红，再废止方案。',
    en: 'Run no. {run} was posted under plan no. {number}: reverse it before the plan is repealed.',
  },
  'distribution.repeal-has-plan': {
    status: 409,
    zh: '{period} 的分配方案第 {later} 号以第 {number} 号方案为基础：请先废止第 {later} 号。',
    en: 'Plan no. {later} of {period} builds on plan no. {number}: repeal that one first.',
  },
  'distribution.period-taken': {
    status: 409,
    zh: '{period} 已有通过的分配方案第 {number} 号。',
    en: '{period} has an adopted plan already, no. {number}.',
  },
  'distribution.decided-otherwise': {
    status: 409,
    zh: '{period} 的分配方案第 {number} 号也已由决议 {resolution}（{decidedOn}）通过：以后一次表决为准，同日通过两份的须另行表决。',
    en: 'Plan no. {number} of {period} was decided too, by resolution {resolution} of {decidedOn}: the later decision counts, and of two of one day neither does until it is decided anew.',
  },
  'distribution.year-needs-second-half': {
    status: 422,
    zh: '全年方案属于下半年（H2），预分和年初未分配收益的方案属于上半年。',
    en: 'A plan of the year belongs to a second half (H2); an advance, or a payment out of opening income, to a first one.',
  },
  'distribution.year-not-over': {
    status: 422,
    zh: '{year} 年到 {lastDay} 才结束：全年方案要到那一天才能编制，此前上半年可以预分，或动用以前年度未分配收益。',
    en: 'The year {year} ends on {lastDay}: its plan is drawn up from that day on. Until then the first half may be paid in advance, or out of what earlier years left.',
  },
  'distribution.period-not-over': {
    status: 422,
    zh: '本期到 {lastDay} 才结束，账上的数还不全：请期满后再做；本年账簿不在本系统的，请自行填写数字。',
    en: 'The period ends on {lastDay}, so the books are not complete: wait until then. Where the books of the year are not kept here, give the figures.',
  },
  'distribution.year-settled': {
    status: 409,
    zh: '{year} 年全年方案第 {number} 号已经通过，上半年不能再有方案。',
    en: 'Plan no. {number} has settled the year {year}: its first half cannot have a plan any more.',
  },
  'distribution.income-below-books': {
    status: 422,
    zh: '账簿中的净收益为 {booked}，方案中填的是 {given}：提取公积公益金以账簿的收益为基数，不得少填。',
    en: 'The books show income of {booked}, the plan says {given}: what the reserve is a part of is not understated.',
  },
  'distribution.income-above-books': {
    status: 422,
    zh: '账簿中的净收益为 {booked}，方案中填的是 {given}：账上没有的收益不能分配，请先登账。',
    en: 'The books show income of {booked}, the plan says {given}: what they do not hold is not distributed. Enter it first.',
  },
  'distribution.advance-differs': {
    status: 422,
    zh: '上半年各次分红已预分 {expected}，方案中写的是 {given}：请按实际预分数重新编制。',
    en: 'The runs of the first half advanced {expected}; the plan says {given}. Draw it up again.',
  },
  'distribution.run-exceeds-plan': {
    status: 422,
    zh: '{period} 的分配方案第 {number} 号向成员分配 {planned}，各次分红合计已达 {asked}。',
    en: 'Plan no. {number} of {period} gives members {planned}; the runs would come to {asked}.',
  },
  'distribution.difference-uncovered': {
    status: 422,
    zh: '补差后 {period} 合计 {asked}，超过方案第 {number} 号的 {planned} 加其结转未分配收益 {carried}。',
    en: 'With the difference {period} comes to {asked}, more than the {planned} of plan no. {number} and the {carried} it left undistributed.',
  },
  'distribution.plan-missing': {
    status: 409,
    zh: '{period} 没有通过的收益分配方案：每一期分红都须先有通过的方案，以前各期也一样。',
    en: '{period} has no adopted distribution plan: no half-year is paid without one, an earlier one neither.',
  },
  'distribution.not-there': {
    status: 409,
    zh: '账上没有这么多可分配的收益：{period} 这样分配还差 {short}。',
    en: 'The books do not hold so much to distribute: for {period} {short} is short.',
  },
  'distribution.voted-already': {
    status: 409,
    zh: '账上的收益里有 {voted} 已由通过的方案或批准的分红占用（尚未入账或已结转给以后的分红）：{period} 这样分配还差 {short}。请先办完或废止占用它的方案。',
    en: 'Of what the books hold {voted} was voted already, by adopted plans or approved runs that are not posted, or is carried to a later run: for {period} {short} is short. Finish or repeal what holds it first.',
  },
  'distribution.reserve-until-nothing': {
    status: 422,
    zh: '章程规定的公积公益金累计数额须大于零。',
    en: 'The amount at which the reserve may stop must be above zero.',
  },
  'distribution.kept-out-by-law': {
    status: 422,
    zh: '依据{law}，科目 {accounts} 的收入不得分配，本社设定的不得分配科目中没有：请先列入。',
    en: 'By {law} income on {accounts} is not distributed, and the accounts that this cooperative keeps out lack it: add it first.',
  },
  'distribution.plan-without-kept-out': {
    status: 422,
    zh: '依据{law}，科目 {accounts} 的收入不得分配，本方案编制时没有扣除：请将这些科目列入不得分配科目后，另行编制方案并提交表决。',
    en: 'By {law} income on {accounts} is not distributed, and this plan was drawn up without keeping it out: with the accounts kept out draw up another, and have it voted on.',
  },
  'distribution.reserve-of-earlier': {
    status: 409,
    zh: '{years} 年的净收益中还有 {owed} 应提取公积公益金（{law}），该年没有通过的全年方案，或者方案通过以后账面收益又有增加；这样分配会用掉其中的 {taken}。请先通过该年的全年方案，或先把少提的部分提入公积公益金，再动用以前年度未分配收益。',
    en: 'Of the net income of {years} {owed} is still to be set aside ({law}), because no plan of that year was adopted, or its books show more since; this would take {taken} of it. Adopt the plan of that year, or set aside what is missing, then draw on earlier years.',
  },
  'distribution.pool-needed': {
    status: 422,
    zh: '{period} 还没有通过的收益分配方案，得不出分红总额：请先将方案提交表决通过（没有方案不能入账），或自行填写总额。',
    en: '{period} has no adopted distribution plan to take the pool from: have the plan adopted (nothing is posted without it), or give the pool.',
  },
  'distribution.runs-exceed-plan': {
    status: 422,
    zh: '{period} 的分红合计 {asked}，超过本方案的 {planned}：请先撤回多出的分红。',
    en: 'The runs of {period} come to {asked}, more than the {planned} of this plan: withdraw what is too much first.',
  },
} as const satisfies Catalogue;
