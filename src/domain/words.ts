/** The ledger's own terms as papers and tables show them, in both languages. */
import type { AttendanceManner } from './assembly-attendance.ts';
import type { CalendarKind } from './assembly-calendar.ts';
import type { LeftOutReason } from './assembly-seats.ts';
import type { Choice } from './assembly-vote.ts';
import type { RunKind, RunState } from './dividend-run.ts';
import type { Words } from './language.ts';
import type { MotionCounting } from './meeting.ts';
import type { Relation, Sex, StandingKind, StandingState } from './membership.ts';
import type { ExecutionState } from './resolution.ts';
import type { HoldReason } from './holding.ts';
import type { AccountChangeState } from './payee-account.ts';
import type { PayoutState, SetOffState } from './payout.ts';
import type { BasisReason } from './membership-basis.ts';
import type { PensionStanding } from './pension-standing.ts';
import type { LimitBase, LimitKind } from './share-limit.ts';
import type {
  AccountKind,
  CertificateState,
  ClassKind,
  MovementKind,
  RequestKind,
} from './share-register.ts';
import type { Takers } from './share-taker.ts';
import type { RestrictionKind } from './share-restriction.ts';

export const standingWords: Words<StandingState> = {
  none: { zh: '非社员', en: 'not a member' },
  admitted: { zh: '在册成员', en: 'member' },
  retired: { zh: '退休老人', en: 'retiree' },
  left: { zh: '已离社', en: 'left' },
  deceased: { zh: '已故', en: 'deceased' },
};

export const standingKindWords: Words<StandingKind> = {
  admitted: { zh: '加入', en: 'admission' },
  retired: { zh: '退休', en: 'retirement' },
  left: { zh: '离社', en: 'leaving' },
  reinstated: { zh: '恢复', en: 'reinstatement' },
  deceased: { zh: '去世', en: 'death' },
  void: { zh: '作废', en: 'struck' },
};

export const cohortWords: Words<StandingState | 'household' | 'collective'> = {
  none: { zh: '非社员股东', en: 'Not members' },
  admitted: { zh: '在册成员', en: 'Members, not retired' },
  retired: { zh: '退休老人', en: 'Retirees' },
  left: { zh: '已离社', en: 'Left' },
  deceased: { zh: '已故（待继承）', en: 'Deceased (estates)' },
  household: { zh: '按户持有', en: 'Households' },
  collective: { zh: '集体', en: 'Collective' },
};

export const accountWords: Words<AccountKind> = {
  pool: { zh: '未发行股份', en: 'Unissued shares' },
  member: { zh: '成员', en: 'Member' },
  household: { zh: '户', en: 'Household' },
  collective: { zh: '集体股', en: 'Collective share' },
  redeemed: { zh: '已退股份', en: 'Redeemed shares' },
};

export const restrictionWords: Words<RestrictionKind> = {
  freeze: { zh: '法院冻结', en: 'frozen by court' },
  pledge: { zh: '质押', en: 'pledged' },
  dispute: { zh: '权属争议', en: 'in dispute' },
  'estate-pending': { zh: '遗产待分', en: 'estate not yet divided' },
};

/** Where the money of a dividend line stands, as its holder reads it. */
export const payoutStateWords: Words<PayoutState> = {
  'nothing-due': { zh: '无应发款', en: 'nothing due' },
  cancelled: { zh: '已冲销', en: 'cancelled' },
  owed: { zh: '应退回', en: 'to be paid back' },
  repaid: { zh: '已退回', en: 'paid back' },
  'set-off': { zh: '已抵扣', en: 'set off' },
  held: { zh: '暂存', en: 'held' },
  'no-payee': { zh: '待定领取人', en: 'nobody to pay yet' },
  'no-account': { zh: '待领现金', en: 'to be fetched in cash' },
  'account-unconfirmed': { zh: '账号待复核', en: 'its account waits to be confirmed' },
  'below-minimum': { zh: '低于起付额，累计', en: 'below the minimum, kept' },
  payable: { zh: '待发放', en: 'to be paid' },
  'in-batch': { zh: '发放中', en: 'being paid' },
  sent: { zh: '已送银行', en: 'sent to the bank' },
  returned: { zh: '银行退回，待重发', en: 'came back, to be paid again' },
  'returned-twice': { zh: '两次退回，待领现金', en: 'came back twice, to be fetched in cash' },
  paid: { zh: '已发放（银行）', en: 'paid by bank' },
  'paid-in-cash': { zh: '已发放（现金）', en: 'paid in cash' },
};

/** Where a wish to take a debt off a claim stands. */
export const setOffStateWords: Words<SetOffState> = {
  awaiting: { zh: '待复核', en: 'awaiting confirmation' },
  confirmed: { zh: '已复核', en: 'confirmed' },
  'sent-back': { zh: '已退回', en: 'sent back' },
  struck: { zh: '已撤销', en: 'struck' },
};

/** Where accounts stand that somebody entered. */
export const accountChangeStateWords: Words<AccountChangeState> = {
  awaiting: { zh: '待复核', en: 'awaiting confirmation' },
  confirmed: { zh: '已复核', en: 'confirmed' },
  'sent-back': { zh: '已退回', en: 'sent back' },
  before: { zh: '此前已在使用', en: 'in use before' },
};

export const holdWords: Words<HoldReason> = {
  ...restrictionWords,
  deceased: { zh: '持有人已故，待继承', en: 'holder deceased, heirs to be named' },
  'holder-lives': {
    zh: '登记中持有人并未死亡，遗产分配待撤销',
    en: 'the holder is not recorded as dead: undo the division',
  },
  untaxed: { zh: '解除暂存后待扣税', en: 'released, tax still to be withheld' },
};

export const bodyWords: Words<'members-assembly' | 'representative-assembly' | 'board' | 'supervisors'> = {
  'members-assembly': { zh: '成员大会', en: "Members' assembly" },
  'representative-assembly': { zh: '股民代表大会', en: 'Representative assembly' },
  board: { zh: '理事会', en: 'Board' },
  supervisors: { zh: '监事会', en: 'Supervisors' },
};

export const calendarWords: Words<CalendarKind> = {
  'period-end': { zh: '半年期末', en: 'end of the half-year' },
  'papers-open': { zh: '会议材料最迟开放查阅', en: 'papers lie open at the latest' },
  'notice-latest': { zh: '会议通知最迟发出', en: 'notice of the meeting at the latest' },
  meeting: { zh: '会议', en: 'meeting' },
  'public-notice-from': { zh: '公示开始', en: 'public notice begins' },
  'public-notice-to': { zh: '公示结束', en: 'public notice ends' },
  posting: { zh: '可以入账发放', en: 'posting and payout open' },
  'tax-filing': { zh: '个人所得税申报缴纳截止', en: 'tax is filed and paid by' },
};

export const attendanceWords: Words<AttendanceManner> = {
  'on-site': { zh: '到场', en: 'on site' },
  online: { zh: '线上', en: 'online' },
  proxy: { zh: '委托', en: 'by proxy' },
};

export const leftOutWords: Words<LeftOutReason> = {
  'not-yet': { zh: '任期未开始', en: 'term not begun' },
  'term-ended': { zh: '任期届满', en: 'term over' },
  replaced: { zh: '被接替', en: 'replaced' },
  resigned: { zh: '辞职或离社', en: 'resigned or left' },
  removed: { zh: '被罢免', en: 'removed' },
  died: { zh: '去世', en: 'died' },
  'no-capacity': { zh: '不具有完全民事行为能力', en: 'without full capacity' },
  'birth-date-unknown': { zh: '名册没有出生日期', en: 'no birth date on record' },
};

/** As a pensioner is told of one month. */
export const pensionStandingWords: Words<PensionStanding> = {
  approved: { zh: '已批准', en: 'approved' },
  sent: { zh: '已送银行', en: 'sent to the bank' },
  paid: { zh: '已发', en: 'paid' },
  'nothing-due': { zh: '不用发', en: 'nothing due' },
  held: { zh: '暂存', en: 'kept' },
  returned: { zh: '退回', en: 'returned' },
  refused: { zh: '银行没有受理', en: 'refused by the bank' },
  'made-up': { zh: '已补发', en: 'made up' },
};

export const executionWords: Words<ExecutionState | 'not-reported'> = {
  'not-reported': { zh: '未报告', en: 'not reported' },
  'not-begun': { zh: '尚未执行', en: 'not begun' },
  'under-way': { zh: '执行中', en: 'under way' },
  'carried-out': { zh: '已执行', en: 'carried out' },
  dropped: { zh: '不再执行', en: 'dropped' },
};

export const countingWords: Words<MotionCounting> = {
  'by-head': { zh: '一人一票', en: 'one person, one vote' },
  'by-shares': { zh: '按股份计票', en: 'by shares' },
  secret: { zh: '无记名投票，一人一票', en: 'secret ballot, one person, one vote' },
  none: { zh: '听取，不表决', en: 'to be heard, no vote' },
};

export const choiceWords: Words<Choice> = {
  for: { zh: '赞成', en: 'for' },
  against: { zh: '反对', en: 'against' },
  abstain: { zh: '弃权', en: 'abstained' },
};

export const ruleWords: Words<'match' | 'per-head' | 'seniority' | 'quota' | 'collective' | 'rest'> = {
  match: { zh: '按比例配股', en: 'matched' },
  'per-head': { zh: '按人头', en: 'per head' },
  seniority: { zh: '按年限', en: 'by years' },
  quota: { zh: '按份额', en: 'quota' },
  collective: { zh: '集体股', en: 'collective' },
  rest: { zh: '余额归集体', en: 'rest to the collective' },
};

export const runStateWords: Words<RunState> = {
  draft: { zh: '草稿', en: 'draft' },
  calculated: { zh: '已计算', en: 'calculated' },
  approved: { zh: '已通过', en: 'approved' },
  'on-notice': { zh: '公示中', en: 'on public notice' },
  posted: { zh: '已入账', en: 'posted' },
  withdrawn: { zh: '已撤回', en: 'withdrawn' },
};

export const runKindWords: Words<RunKind> = {
  regular: { zh: '分红', en: 'dividend' },
  supplementary: { zh: '补充分红', en: 'supplementary dividend' },
  history: { zh: '历史分红', en: 'dividend of before' },
  difference: { zh: '分红差额', en: 'dividend difference' },
  reversal: { zh: '分红冲销', en: 'dividend reversal' },
};

export const heldWords = {
  all: { zh: '全部股种', en: 'All classes' },
  weighted: { zh: '全部股种（折算）', en: 'All classes (weighted)' },
  days: { zh: '股日积数', en: 'Share-days' },
} as const satisfies Words<string>;

export const sexWords: Words<Sex> = {
  male: { zh: '男', en: 'male' },
  female: { zh: '女', en: 'female' },
};

export const relationWords: Words<Relation> = {
  head: { zh: '户主', en: 'head' },
  spouse: { zh: '配偶', en: 'spouse' },
  child: { zh: '子女', en: 'child' },
  'child-in-law': { zh: '儿媳女婿', en: 'child-in-law' },
  grandchild: { zh: '孙子女', en: 'grandchild' },
  parent: { zh: '父母', en: 'parent' },
  'parent-in-law': { zh: '公婆岳父母', en: 'parent-in-law' },
  grandparent: { zh: '祖父母', en: 'grandparent' },
  sibling: { zh: '兄弟姐妹', en: 'sibling' },
  other: { zh: '其他', en: 'other' },
};

export const movementWords: Words<MovementKind> = {
  opening: { zh: '期初', en: 'opening' },
  subscription: { zh: '认购', en: 'subscription' },
  allotment: { zh: '配股', en: 'allotment' },
  inheritance: { zh: '继承', en: 'inheritance' },
  gift: { zh: '赠与', en: 'gift' },
  transfer: { zh: '转让', en: 'transfer' },
  redemption: { zh: '退股', en: 'redemption' },
  escheat: { zh: '无人继承归集体', en: 'escheat' },
  split: { zh: '拆股、并股', en: 'split' },
  correction: { zh: '更正', en: 'correction' },
  reversal: { zh: '冲销', en: 'reversal' },
};

export const requestWords: Words<RequestKind> = {
  ...movementWords,
  'posting-reversal': { zh: '冲销配股', en: 'reversal of an allotment' },
  'restriction-lift': { zh: '解除限制', en: 'end of a restriction' },
};

export const classKindWords: Words<ClassKind> = {
  basic: { zh: '基本股', en: 'basic' },
  seniority: { zh: '年限股', en: 'seniority' },
  subscribed: { zh: '认购股', en: 'subscribed' },
  matched: { zh: '配股', en: 'matched' },
  collective: { zh: '集体股', en: 'collective' },
  contribution: { zh: '贡献股', en: 'contribution' },
  other: { zh: '其他', en: 'other' },
};

export const certificateStateWords: Words<CertificateState> = {
  valid: { zh: '有效', en: 'valid' },
  replaced: { zh: '已换发', en: 'replaced' },
  void: { zh: '已作废', en: 'void' },
};

export const limitKindWords: Words<LimitKind> = {
  'class-total': { zh: '股种总股数', en: 'total of a class' },
  'holder-cap': { zh: '单户持股上限', en: 'cap of a holder' },
  'transferee-cap': { zh: '受让上限', en: 'cap of a transferee' },
  'collective-cap': { zh: '集体股上限', en: 'cap of the collective share' },
};

/** Why somebody becomes a member, stops being one, or does not. */
export const basisReasonWords: Words<BasisReason> = {
  birth: { zh: '生育', en: 'birth' },
  marriage: { zh: '结婚', en: 'marriage' },
  adoption: { zh: '收养', en: 'adoption' },
  resettlement: { zh: '政策性移民', en: 'resettlement' },
  original: { zh: '原有成员补登', en: 'a member from before, entered late' },
  return: { zh: '恢复成员身份', en: 'return' },
  voluntary: { zh: '自愿退出', en: 'own wish' },
  nationality: { zh: '丧失国籍', en: 'loss of nationality' },
  elsewhere: { zh: '取得其他集体经济组织成员身份', en: 'membership elsewhere' },
  'civil-service': { zh: '成为公务员', en: 'civil service' },
  study: { zh: '就学', en: 'study' },
  service: { zh: '服役', en: 'military service' },
  'work-away': { zh: '务工', en: 'work elsewhere' },
  trade: { zh: '经商', en: 'trade' },
  divorce: { zh: '离婚', en: 'divorce' },
  widowed: { zh: '丧偶', en: 'the death of the spouse' },
  prison: { zh: '服刑', en: 'prison' },
};

/** Who may take shares. */
export const takersWords: Words<Takers> = {
  inside: { zh: '仅限本社成员', en: 'members only' },
  kin: { zh: '成员及其同户亲属、继承人', en: 'members, who lives in their households, and heirs' },
  outside: { zh: '可以包括社外人员', en: 'outsiders too' },
};

export const limitBaseWords: Words<LimitBase> = {
  total: { zh: '全部股份', en: 'all shares' },
  personal: { zh: '个人股', en: 'personal shares' },
};

export const roundingWords: Words<'down' | 'half-up' | 'up'> = {
  down: { zh: '舍去', en: 'down' },
  'half-up': { zh: '四舍五入', en: 'half up' },
  up: { zh: '进一', en: 'up' },
};

/** What a quota is divided by. */
export const quotaWords: Words<'heads' | 'years'> = {
  heads: { zh: '按人头', en: 'heads' },
  years: { zh: '按年限', en: 'years' },
};

/** What a motion is about, where it is about one thing in the books. */
export const subjectWords: Words<
  'scheme' | 'plan' | 'plan-repeal' | 'run' | 'reversal' | 'split' | 'share-takers' | 'postponement'
> = {
  scheme: { zh: '配股方案', en: 'an allotment scheme' },
  plan: { zh: '收益分配方案', en: 'a distribution plan' },
  'plan-repeal': { zh: '废止分配方案', en: 'the repeal of a plan' },
  run: { zh: '分红', en: 'a dividend run' },
  reversal: { zh: '冲销分红', en: 'the reversal of a run' },
  split: { zh: '拆股、并股', en: 'a split of a share class' },
  'share-takers': { zh: '股份取得人范围', en: 'who may take shares' },
  postponement: { zh: '延期换届', en: 'a term that is put off' },
};

export const personalNumberWords: Words<'residentId' | 'phone' | 'bankAccount'> = {
  residentId: { zh: '身份证号', en: 'resident ID' },
  phone: { zh: '电话', en: 'phone number' },
  bankAccount: { zh: '银行账号', en: 'bank account' },
};

/** Whether what an issued paper says still stands. */
/** Whether the trail carries a paper. */
export const chainStateWords = {
  stands: {
    zh: '流水载有这份文件和账印，链条相接',
    en: 'the trail carries this paper and its seal, and the chain holds',
  },
  'no-entry': { zh: '流水中没有出具这份文件的记录', en: 'the trail knows nothing of its issue' },
  differs: {
    zh: '流水与这份文件或账印不符',
    en: 'the trail says otherwise of this paper or its seal',
  },
  'made-anew': {
    zh: '数据库以外的账印文件与流水不符：链条已被重做或截短',
    en: 'the seal file outside the database says otherwise: the chain was made anew or cut short',
  },
} as const satisfies Words<string>;

export const paperStateWords: Words<'valid' | 'replaced' | 'void'> = {
  valid: { zh: '有效', en: 'stands' },
  replaced: { zh: '已由新的一份代替', en: 'replaced by a later one' },
  void: { zh: '已作废', en: 'void' },
};
