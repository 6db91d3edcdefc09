/**
 * An agenda is judged when it is drafted: what contradicts itself, what its body has no power over, and what the law reserves is
 * named at once, all of it, before anybody is invited to vote on it.
 */
import { Money } from './money.ts';
import {
  hasPower,
  motionKindWords,
  requirePower,
  type Body,
  type MotionKind,
  type RuleSet,
} from './assembly-rules.ts';
import { LocalDate } from './calendar.ts';
import type { Sentence } from './language.ts';
import { citation, citationOn } from './law.ts';
import { collectivesLaw } from './law-texts.ts';
import { Refusal, type Fault } from './refusal.ts';
import { bodyWords } from './words.ts';

/** Who may bring a motion before an assembly. */
export const proposers = [
  'party-organisation',
  'board',
  'supervisors',
  'tenth-of-members',
  'tenth-of-representatives',
  'committee',
] as const;
export type Proposer = (typeof proposers)[number];

export const proposerWords: Readonly<Record<Proposer, Sentence>> = {
  'party-organisation': { zh: '党组织提议', en: 'proposed by the party organisation' },
  board: { zh: '理事会提出', en: 'moved by the board' },
  supervisors: { zh: '监事会提出', en: 'moved by the supervisors' },
  'tenth-of-members': { zh: '十分之一以上成员联名提出', en: 'moved by a tenth of the members' },
  'tenth-of-representatives': {
    zh: '十分之一以上股民代表联名提出',
    en: 'moved by a tenth of the representatives',
  },
  committee: { zh: '居（村）民委员会提出', en: "moved by the residents' or villagers' committee" },
};

/** Since the law, important matters are studied by the party organisation before they come to the assembly. */
const STUDY_SINCE = LocalDate.parse(collectivesLaw.from);

/** What was studied longer ago was studied for another meeting: a default of this program, no law. */
const STUDY_DAYS = 365;

/** What is no important matter of its own: what carries out a decision, or is none of the reserved matters. */
const needsNoStudy: readonly MotionKind[] = ['dividend-run', 'dividend-difference', 'other'];

/** Of what no ledger holds anything against: a vote on them carries out whatever their words say. */
const freeWords: readonly MotionKind[] = ['report', 'other'];

/** Words by which a title or text names business that the law reserves, folded: no spaces, no case. */
const reservedWords = [
  '建设用地',
  '土地补偿',
  '征地补偿',
  '章程',
  '成员身份',
  '成员资格',
  '份额量化',
  '量化',
  '配股',
  '承包',
  '宅基地',
  '合并',
  '分立',
  '薪酬',
  '报酬',
  '收益分配',
  '分红',
  '预算',
  '决算',
  '分配收益',
  '分配给成员',
  '发放现金',
  '成员发放',
  '股东发放',
  '每人发放',
  '发钱',
  '奖励',
  '奖金',
  'constructionland',
  'landcompensation',
  'landcontract',
  'homestead',
  'articlesofassociation',
  'confirmationofmembers',
  'allotment',
  'quantification',
  'merger',
  'remuneration',
  'dividend',
  'distributionofincome',
  'incomedistribution',
  'distributiontomembers',
  'cashtomembers',
  'cashtoeachmember',
  'cashtoeverymember',
  'finalaccounts',
  'budget',
] as const;

/** Whoever joins the cooperative; who joins a district (加入社区) or finds a place in society (融入社会) does not. */
const joining = /入社(?![区会])/;

/** As the eye reads it: full and half width alike, without spaces and signs, without case. */
const folded = (words: string) =>
  words
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** A motion as the draft has it, with what it is about as the ledger knows it. */
export interface DraftedMotion {
  readonly kind: MotionKind;
  readonly title: string;
  readonly text: string;
  readonly voted: boolean;
  readonly notReserved: boolean;
  readonly about: AgendaSubject | null;
}

export type AgendaSubject =
  | {
      readonly kind: 'scheme';
      readonly id: string;
      readonly name: string;
      readonly classes: readonly string[];
    }
  | { readonly kind: 'plan'; readonly id: string; readonly period: string; readonly members: Money }
  | { readonly kind: 'plan-repeal'; readonly id: string; readonly period: string }
  | {
      readonly kind: 'run';
      readonly id: string;
      readonly period: string;
      readonly pool: Money;
      /** What the plan that is adopted already says against it: null where none is asked, or it keeps within it. */
      readonly adopted: Fault | null;
    }
  | { readonly kind: 'reversal'; readonly id: string }
  | {
      readonly kind: 'split';
      readonly shareClass: string;
      readonly ratio: string;
      readonly effectiveOn: string;
    }
  | { readonly kind: 'share-takers'; readonly takers: string }
  | { readonly kind: 'postponement'; readonly body: Body; readonly endsOn: string; readonly until: string };

export interface PartyStudy {
  readonly on: LocalDate;
  readonly by: string;
}

/** Every fault of an agenda at once. */
export function agendaFaults(
  set: RuleSet,
  body: Body,
  heldOn: LocalDate,
  motions: readonly DraftedMotion[],
): readonly Fault[] {
  return [
    ...motions.flatMap((motion, index) => powerFaults(set, body, heldOn, motion, index)),
    ...motions.flatMap((motion, index) => reservedFaults(heldOn, motion, index)),
    ...motions.flatMap((motion, index) =>
      misfiledFaults(set, body, heldOn, motion, (field) => place(index, field)),
    ),
    ...contradictions(motions),
  ];
}

const place = (index: number, field: string) => `/agenda/${index}/${field}`;

function powerFaults(
  set: RuleSet,
  body: Body,
  heldOn: LocalDate,
  { kind, voted }: DraftedMotion,
  index: number,
): readonly Fault[] {
  if (!voted) return [];
  try {
    requirePower(set, body, kind, heldOn);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return error.faults.map((fault) => ({ ...fault, pointer: place(index, 'kind') }));
  }
}

/** Minutes on paper are judged like a motion: nothing reserved was decided as “other” or by voting on a report. */
export function reservedOnPaper(
  kind: MotionKind,
  { title, text }: { readonly title: string; readonly text: string },
  decidedOn: LocalDate,
): readonly Fault[] {
  const motion = { kind, title, text, voted: true, notReserved: true, about: null };
  return reservedFaults(decidedOn, motion, 0).map((fault) => ({ ...fault, pointer: '/matter' }));
}

/**
 * Neither “other” nor a report that is voted on decides what is reserved: title and text name none of it, and of “other” somebody
 * says so. A report that is only heard may speak of everything, and so did those of the time before the law, which were voted on
 * by custom.
 */
function reservedFaults(
  heldOn: LocalDate,
  { kind, title, text, voted, notReserved }: DraftedMotion,
  index: number,
): readonly Fault[] {
  if (!freeWords.includes(kind) || !voted) return [];
  if (kind === 'report' && heldOn.isBefore(STUDY_SINCE)) return [];
  const law = citation('assembly.reserved@2025');
  const word = reservedWordIn(title, text);
  if (word !== undefined) {
    const values = { title, word, kind: motionKindWords[kind], law };
    return [{ code: 'meeting.reserved-as-other', values, pointer: place(index, 'kind') }];
  }
  if (notReserved || kind === 'report') return [];
  return [{ code: 'meeting.other-undeclared', values: { title, law }, pointer: place(index, 'notReserved') }];
}

/** The first word of them by which business is reserved, as the eye reads it. */
function reservedWordIn(...words: readonly string[]): string | undefined {
  const said = words.map(folded);
  return (
    reservedWords.find((each) => said.some((one) => one.includes(each))) ??
    (said.some((one) => joining.test(one)) ? '入社' : undefined)
  );
}

interface KeptBusiness {
  readonly kind: MotionKind;
  /** Kinds besides that speak of it rightly. */
  readonly also?: readonly MotionKind[];
  readonly named: RegExp;
  /** How a sentence decides on it, which only mentions it otherwise; absent: as a title names it. */
  readonly done?: RegExp;
}

/**
 * Business that the law reserves, as titles name it: what is done to it where the word alone would name other business too (by the
 * articles, a dividend on matched shares, the members of a board).
 */
const keptBusiness: readonly KeptBusiness[] = [
  {
    kind: 'articles',
    named:
      /(?:修改|修订|修正|制定|通过).*章程(?:的(?:决议|议案|方案|决定|事项))?$|章程(?:修改|修订|修正|草案|变更)|(?:修改|修订|修正|变更|调整|增加|增设|删除|补充|完善)(?!后).{0,20}章程.{0,12}(?:条款|第.{1,6}[条章款])|amend(?:ment|ments|ing)?(?:of|to)?(?:the|our)?articles/,
    done: /(?:修改|修订|修正|废止)(?!.*后的章程)(?:本社|合作社|现行|原)?章程|章程.*(?:修改为|修订为|改为)|amend(?:ment|ments|ing)?(?:of|to)?(?:the|our)?articles/,
  },
  {
    kind: 'membership',
    named: /(?<!会)成员(?:身份|资格)|入社(?![区会])|confirmationofmembers/,
    done: /(?<![经已])(?:确认|认定|取消|恢复|剥夺).{0,12}(?<!会)成员(?:身份|资格)|(?:吸收|接纳|批准|同意).{0,12}(?:入社(?![区会])|为(?:本社)?成员)/,
  },
  {
    kind: 'allotment-scheme',
    named:
      /(?:份额|股份|股权|资产)量化|量化(?:方案|到人)|配股(?:方案|比例|办法|$)|allotmentscheme|quantification/,
    done: /(?:实行|实施|进行|开展|通过)(?:份额|股份|股权|资产)量化|量化到人|(?:改为|调整|提高|降低|实行|制定|修改|通过).{0,8}配股(?:方案|比例|办法)|配股比例.{0,6}(?:改为|调整为|提高|降低)/,
  },
  {
    kind: 'land-contract',
    named: /土地承包|承包地|宅基地|landcontract|homestead/,
    done: /(?:调整|收回|发包|重新分配|审批|批准).{0,8}(?:土地承包|承包地|宅基地)/,
  },
  {
    kind: 'land-compensation',
    named: /(?:土地|征地)补偿|landcompensation/,
    done: /(?:分配|发放|平分|使用).{0,8}(?:土地|征地)补偿|(?:土地|征地)补偿.{0,12}(?:分配|发放|平分|分给)/,
  },
  {
    kind: 'merger',
    named: /(?:合作社|本社|组织).*(?:合并|分立)|(?:合并|分立).*(?:合作社|本社|组织)|mergerwith|mergerof/,
    done: /(?<![经已])(?:与.{1,16}(?:合作社|组织)|(?:合作社|本社|组织)(?:与.{1,16})?)(?:合并|分立)(?![后前时的]|发放|报表)|(?:合并|分立)(?:为|成|本社|合作社).{0,12}(?:合作社|组织|$)|mergerwith|mergerof/,
  },
  {
    kind: 'construction-land',
    named:
      /(?:使用|出让|出租|租赁|转让|抵押|入股|流转).*建设用地|建设用地.*(?:使用|出让|出租|租赁|转让|抵押|入股|流转)|constructionland/,
    done: /(?<![经已])(?:使用|出让|出租|租赁|转让|抵押|入股|流转)(?!的).{0,12}建设用地(?!(?:使用权)?的?(?:收入|收益|所得|租金|价款))|(?<![经已])建设用地.{0,12}(?:出让|出租|租赁|转让|抵押|入股|流转)(?!的?(?:收入|收益|所得|租金|价款))|constructionland/,
  },
  {
    kind: 'officers-pay',
    named:
      /(?:理事|监事|干部|管理人员|聘用人员|经理|会计|出纳)(?!.*[预决]算).*(?:薪酬|报酬|工资|奖金|补贴)|(?:officers?|board|managers?)?remuneration/,
    done: /(?<![经已])(?:调整|提高|降低|增加|确定|通过|批准|发放|发给)(?!的|后).{0,8}(?:理事|监事|干部|管理人员|聘用人员|经理|会计|出纳).{0,8}(?:薪酬|报酬|工资|奖金|补贴)|(?:(?:理事|监事)(?!会(?!成员))|干部|管理人员|聘用人员|经理|会计|出纳).{0,8}(?:薪酬|报酬|工资|奖金|补贴).{0,8}(?:调整|提高|降低|增加|改为|定为)|(?:(?:理事|监事)(?!会(?!成员))|干部|管理人员|聘用人员|经理|会计|出纳).{0,4}(?:发放|增加).{0,8}(?:薪酬|报酬|工资|奖金|补贴)|(?:approve|raise|increase|adjust|set).{0,20}remuneration/,
  },
  {
    kind: 'distribution-plan',
    also: ['dividend-run', 'dividend-difference', 'budget'],
    named:
      /收益分配|分配收益|分红|(?:每人|人均|每户|成员|股东|股民|社员).*(?:发放|分发|发钱)|(?:发放|分发).*(?:现金|红利)|发钱|dividend|distributionof(?:the)?income|cashto(?:each|every)?(?:member|share)/,
  },
  {
    kind: 'budget',
    also: ['distribution-plan'],
    named:
      /(?:批准|通过|审议|编制|调整)(?:(?!分红|依据|根据).)*[预决]算|[预决]算(?:方案|草案|报告|案)?$|(?:annual|the)budget|finalaccounts/,
    done: /(?<![经已]|[经已]审议)(?:批准|通过|同意|审议|编制|调整)(?!(?:通过|批准)?的)(?:(?!分红|依据|根据|按).){0,20}[预决]算|(?:approve|adopt|adjust).{0,20}(?:budget|finalaccounts)/,
  },
  {
    kind: 'election',
    named:
      /(?:选举|罢免|补选|增选|改选|选出)(?!.*(?:办法|制度|规则|细则)$).*(?:理事|监事|股民代表|成员代表|主任|社长)|electionof(?:the)?(?:board|supervisors|representatives|chair)|removalof(?:the)?(?:board|supervisor|chair)/,
    done: /(?<![经已由])(?:选举|罢免|补选|增选|改选|选出)(?!(?:产生|出)?的|[后前]|.*(?:办法|制度|规则|细则)).{0,16}(?:理事|监事|股民代表|成员代表|主任|社长)|electionof(?:the)?(?:board|supervisors|representatives|chair)|removalof(?:the)?(?:board|supervisor|chair)/,
  },
];

/** Rules say how such business is done, and do none of it. */
const ruleTitle = /(?:制度|办法|规定|规则|细则|规程)(?:的(?:决议|议案|方案|决定))?$/;

/** The six of them that the law keeps from representatives; who writes rules on them decides them as well. */
const keptFromRepresentatives: readonly MotionKind[] = [
  'articles',
  'membership',
  'allotment-scheme',
  'land-contract',
  'land-compensation',
  'merger',
];

/** What board and supervisors do with what is not theirs: they prepare it for the assembly. */
const prepares = /拟订|拟定|草拟|起草|提请|提交|建议|审核|审查|听取|督促|检查|draft|propos|submit|review/;

type Filed = Pick<DraftedMotion, 'kind' | 'title' | 'text' | 'voted'>;

/**
 * Under no other kind is decided what is reserved. Since the law a title that does not name the matter of its own kind is held against
 * every matter, whatever the body; one that does, like those of before, against matters over which the body has no power. The articles are
 * amended under no other name, and an election, which is all that a body past its term may hold, decides nothing besides. The sentences of
 * the text are held against matters over which the body has no power, and those whose study the kind would spare.
 */
export function misfiledFaults(
  set: RuleSet,
  body: Body,
  heldOn: LocalDate,
  motion: Filed,
  at: (field: 'kind') => string,
): readonly Fault[] {
  const { kind, title, text, voted } = motion;
  if (!voted || freeWords.includes(kind)) return [];
  const apart = (each: KeptBusiness) => each.kind !== kind && each.also?.includes(kind) !== true;
  const powerless = (each: KeptBusiness) => !hasPower(set, body, each.kind);
  const walksRound = (each: KeptBusiness) =>
    powerless(each) || (!heldOn.isBefore(STUDY_SINCE) && needsNoStudy.includes(kind));
  const named = folded(title);
  const asRule = (each: KeptBusiness) =>
    kind === 'rules' && ruleTitle.test(named) && !keptFromRepresentatives.includes(each.kind);
  const own =
    kind !== 'election' && keptBusiness.some((each) => each.kind === kind && each.named.test(named));
  const heldAgainst = (each: KeptBusiness) =>
    powerless(each) || (!heldOn.isBefore(STUDY_SINCE) && (!own || each.kind === 'articles'));
  const inTitle = (each: KeptBusiness) => heldAgainst(each) && !asRule(each) && each.named.test(named);
  const clauses = sentencesOf(text).filter((clause) => clause !== named);
  const inText = (each: KeptBusiness) =>
    walksRound(each) && clauses.some((clause) => (each.done ?? each.named).test(clause));
  const isAssembly = body === 'members-assembly' || body === 'representative-assembly';
  if (!isAssembly && [named, ...clauses].some((words) => prepares.test(words))) return [];
  const kept = keptBusiness.filter(apart).find((each) => inTitle(each) || inText(each));
  if (kept === undefined) return [];
  const forbidden = set.bodies[body]?.forbidden.find(({ kinds }) => kinds.includes(kept.kind));
  const values = {
    title,
    matter: motionKindWords[kept.kind],
    kind: motionKindWords[kind],
    law: forbidden?.article ?? citation('assembly.reserved@2025'),
  };
  const pointer = at('kind');
  if (!powerless(kept)) return [{ code: 'meeting.another-matter', values, pointer }];
  return [{ code: 'meeting.reserved-as-another', values: { ...values, body: bodyWords[body] }, pointer }];
}

/** Words of this many signs are judged at once, and the next begin before they end: what is asked of a text grows with its length alone. */
const PIECE = 300;
const OVERLAP = 60;

function inPieces(words: string): readonly string[] {
  const step = PIECE - OVERLAP;
  const pieces = Math.max(1, Math.ceil((words.length - OVERLAP) / step));
  return Array.from({ length: pieces }, (_, index) => words.slice(index * step, index * step + PIECE));
}

/** What stands between two signs, each as the eye reads it, the long ones in pieces. */
const sentencesOf = (text: string): readonly string[] =>
  text
    .split(/[，。；：、！？,;:!?\n]|\.\s/u)
    .map(folded)
    .filter((clause) => clause !== '')
    .flatMap(inPieces);

interface Voted<About extends AgendaSubject = AgendaSubject> {
  readonly about: About;
  readonly title: string;
  readonly index: number;
}

const votedOn = (motions: readonly DraftedMotion[]): readonly Voted[] =>
  motions.flatMap(({ about, title, voted }, index) =>
    about === null || !voted ? [] : [{ about, title, index }],
  );

/** Each motion against those before it, and what all of a half-year take against their plan. */
function contradictions(motions: readonly DraftedMotion[]): readonly Fault[] {
  const subjects = votedOn(motions);
  const clashes = subjects.flatMap((later, index) =>
    subjects.slice(0, index).flatMap((before) => clashOf(before, later, subjects) ?? []),
  );
  return [...clashes, ...abovePlans(subjects)];
}

/** Why two motions of one agenda cannot both be carried; undefined where they can. */
function clashOf(before: Voted, later: Voted, all: readonly Voted[]): Fault | undefined {
  const { title } = later;
  const other = before.title;
  const pointer = place(later.index, 'about');
  if (thingOf(before.about) === thingOf(later.about))
    return { code: 'meeting.subject-twice', values: { title, other }, pointer };
  const shareClass = commonClass(before.about, later.about);
  if (shareClass !== undefined)
    return { code: 'meeting.schemes-of-one-class', values: { title, other, shareClass }, pointer };
  const both = [before, later];
  const plan = both.find(isOf('plan'));
  const repeal = both.find(isOf('plan-repeal'));
  if (plan && repeal && plan.about.id === repeal.about.id)
    return {
      code: 'meeting.plan-and-repeal',
      values: { title: repeal.title },
      pointer: place(repeal.index, 'about'),
    };
  const of = excluded(before.about, later.about, all);
  return of && { code: 'meeting.motions-exclude', values: { title, other, of }, pointer };
}

const isOf =
  <K extends AgendaSubject['kind']>(kind: K) =>
  (each: Voted): each is Voted<Extract<AgendaSubject, { kind: K }>> =>
    each.about.kind === kind;

/** One name for one thing that is decided. */
function thingOf(about: AgendaSubject): string {
  switch (about.kind) {
    case 'split':
      return `split ${about.shareClass} ${about.ratio} ${about.effectiveOn}`;
    case 'share-takers':
      return `share-takers ${about.takers}`;
    case 'postponement':
      return `postponement ${about.body} ${about.endsOn} ${about.until}`;
    default:
      return `${about.kind} ${about.id}`;
  }
}

/** The class that two schemes, or two measures of it, would each settle. */
function commonClass(one: AgendaSubject, other: AgendaSubject): string | undefined {
  if (one.kind === 'scheme' && other.kind === 'scheme')
    return other.classes.find((each) => one.classes.includes(each));
  return undefined;
}

/** Of what two subjects say different things, of which one alone can hold. */
function excluded(one: AgendaSubject, other: AgendaSubject, all: readonly Voted[]): Sentence | undefined {
  if (one.kind === 'plan' && other.kind === 'plan' && one.period === other.period)
    return { zh: `${one.period} 的收益分配方案`, en: `the distribution plan of ${one.period}` };
  if (one.kind === 'split' && other.kind === 'split' && one.shareClass === other.shareClass)
    return { zh: `股种 ${one.shareClass} 的拆并股`, en: `the split of class ${one.shareClass}` };
  if (one.kind === 'share-takers' && other.kind === 'share-takers')
    return { zh: '可持股人', en: 'who takes shares' };
  if (
    one.kind === 'postponement' &&
    other.kind === 'postponement' &&
    one.body === other.body &&
    one.endsOn === other.endsOn
  )
    return { zh: `${bodyWords[one.body].zh}的延期`, en: `the longer term of the ${bodyWords[one.body].en}` };
  const run = [one, other].find((each) => each.kind === 'run');
  if (run === undefined) return undefined;
  const beside = run === one ? other : one;
  if (beside.kind === 'reversal' && beside.id === run.id)
    return { zh: '同一笔分红的发放与冲销', en: 'the dividend and its own reversal' };
  const planned = all.some(({ about }) => about.kind === 'plan' && about.period === run.period);
  if (beside.kind === 'plan-repeal' && beside.period === run.period && !planned)
    return {
      zh: `${run.period} 的分红与其所依据方案的废止`,
      en: `the dividend of ${run.period} and the repeal of the plan that it needs`,
    };
  return undefined;
}

/** Runs of one agenda that together are above the plan on it, and those that the plan adopted before does not carry. */
function abovePlans(subjects: readonly Voted[]): readonly Fault[] {
  return [...Map.groupBy(subjects.filter(isOf('run')), ({ about }) => about.period)].flatMap(
    ([period, runs]): readonly Fault[] => {
      const plan = subjects.filter(isOf('plan')).find(({ about }) => about.period === period);
      const last = runs.at(-1);
      if (plan === undefined || last === undefined) return [];
      const asked = Money.sum(runs.map(({ about }) => about.pool));
      const { members } = plan.about;
      if (asked.compare(members) <= 0) return [];
      const values = { period, run: asked.toGrouped(), plan: members.toGrouped() };
      return [{ code: 'meeting.run-above-plan', values, pointer: place(last.index, 'about') }];
    },
  );
}

/**
 * Runs for which there is no plan, neither adopted nor on the agenda, or that are above the one adopted: they could never be posted.
 */
export function unplannedFaults(motions: readonly DraftedMotion[]): readonly Fault[] {
  const subjects = votedOn(motions);
  const planned = new Set(subjects.filter(isOf('plan')).map(({ about }) => about.period));
  return subjects
    .filter(isOf('run'))
    .filter(({ about }) => !planned.has(about.period))
    .flatMap(({ about, index }) =>
      about.adopted === null ? [] : [{ ...about.adopted, pointer: place(index, 'about') }],
    );
}

/**
 * What the notice must say of the study and does not: refused since the law, a warning before. Only an assembly decides
 * important matters; board and supervisors carry out and watch.
 */
export function studyFaults(
  body: Body,
  heldOn: LocalDate,
  noticeOn: LocalDate | null,
  study: PartyStudy | null,
  motions: readonly Pick<DraftedMotion, 'kind' | 'title' | 'voted'>[],
): { readonly refused: readonly Fault[]; readonly warned: readonly Fault[] } {
  const assembly = body === 'members-assembly' || body === 'representative-assembly';
  const important = motions.filter(({ kind, voted }) => voted && !needsNoStudy.includes(kind));
  const [first] = important;
  if (!assembly || first === undefined) return { refused: [], warned: [] };
  const faults: Fault[] = [];
  const law = citationOn('assembly.party-study', heldOn);
  if (study === null)
    faults.push({
      code: 'meeting.study-missing',
      values: { title: first.title, law },
      pointer: '/partyStudy',
    });
  else if (noticeOn !== null && study.on.isAfter(noticeOn))
    faults.push({
      code: 'meeting.study-after-notice',
      values: { study: `${study.on}`, notice: `${noticeOn}`, law },
      pointer: '/partyStudy/on',
    });
  else if (noticeOn !== null && study.on.plusDays(STUDY_DAYS).isBefore(noticeOn))
    faults.push({
      code: 'meeting.study-long-ago',
      values: { study: `${study.on}`, notice: `${noticeOn}`, days: STUDY_DAYS },
      pointer: '/partyStudy/on',
    });
  return heldOn.isBefore(STUDY_SINCE) ? { refused: [], warned: faults } : { refused: faults, warned: [] };
}

/** Voted motions of which nobody said who brought them: refused since the law, a warning before. */
export function proposerFaults(
  heldOn: LocalDate,
  motions: readonly { readonly title: string; readonly voted: boolean; readonly proposer: Proposer | null }[],
): { readonly refused: readonly Fault[]; readonly warned: readonly Fault[] } {
  const faults = motions.flatMap(({ title, voted, proposer }, index): readonly Fault[] =>
    voted && proposer === null
      ? [{ code: 'meeting.proposer-unnamed', values: { title }, pointer: place(index, 'proposer') }]
      : [],
  );
  return heldOn.isBefore(STUDY_SINCE) ? { refused: [], warned: faults } : { refused: faults, warned: [] };
}
