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

/** What is no important matter of its own: what is only told, carries out a decision, or is none of the reserved matters. */
const needsNoStudy: readonly MotionKind[] = ['report', 'dividend-run', 'dividend-difference', 'other'];

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
  | { readonly kind: 'plan-repeal'; readonly id: string }
  | { readonly kind: 'run'; readonly id: string; readonly period: string; readonly pool: Money }
  | { readonly kind: 'reversal'; readonly id: string };

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
    ...motions.flatMap((motion, index) => reservedFaults(motion, index)),
    ...motions.flatMap((motion, index) => misfiledFaults(set, body, motion, place(index, 'kind'))),
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

/** Minutes on paper are judged like a motion: nothing reserved was decided as “other”. */
export function reservedOnPaper(
  kind: MotionKind,
  { title, text }: { readonly title: string; readonly text: string },
): readonly Fault[] {
  const motion = { kind, title, text, voted: true, notReserved: true, about: null };
  return reservedFaults(motion, 0).map((fault) => ({ ...fault, pointer: '/matter' }));
}

/** Under “other” goes only what somebody says is none of the reserved matters, and whose title and text name none of them. */
function reservedFaults(
  { kind, title, text, voted, notReserved }: DraftedMotion,
  index: number,
): readonly Fault[] {
  if (kind !== 'other' || !voted) return [];
  const law = citation('assembly.reserved@2025');
  const said = [title, text].map(folded);
  const word =
    reservedWords.find((each) => said.some((words) => words.includes(each))) ??
    (said.some((words) => joining.test(words)) ? '入社' : undefined);
  if (word !== undefined)
    return [
      { code: 'meeting.reserved-as-other', values: { title, word, law }, pointer: place(index, 'kind') },
    ];
  if (notReserved) return [];
  return [{ code: 'meeting.other-undeclared', values: { title, law }, pointer: place(index, 'notReserved') }];
}

/**
 * Business that the law keeps from representatives, as titles name it: what is done to it where the word alone would name other business
 * too (by the articles, a dividend on matched shares, the members of a board).
 */
const keptBusiness: readonly { readonly kind: MotionKind; readonly named: RegExp }[] = [
  {
    kind: 'articles',
    named:
      /(?:修改|修订|修正|制定|通过).*章程(?:的(?:决议|议案|方案|决定|事项))?$|章程(?:修改|修订|修正|草案|变更)|amend(?:ment|ments|ing)?(?:of|to)?(?:the|our)?articles/,
  },
  { kind: 'membership', named: /(?<!会)成员(?:身份|资格)|入社(?![区会])|confirmationofmembers/ },
  {
    kind: 'allotment-scheme',
    named:
      /(?:份额|股份|股权|资产)量化|量化(?:方案|到人)|配股(?:方案|比例|办法|$)|allotmentscheme|quantification/,
  },
  { kind: 'land-contract', named: /土地承包|承包地|宅基地|landcontract|homestead/ },
  { kind: 'land-compensation', named: /(?:土地|征地)补偿|landcompensation/ },
  {
    kind: 'merger',
    named: /(?:合作社|本社|组织).*(?:合并|分立)|(?:合并|分立).*(?:合作社|本社|组织)|mergerwith|mergerof/,
  },
];

/**
 * Under no other kind either do representatives decide what is kept from them: the title of what they vote on is held against the kinds
 * over which the rules of the day give them no power. Board and supervisors draft such matters for the assembly and are not asked.
 */
export function misfiledFaults(
  set: RuleSet,
  body: Body,
  { kind, title, voted }: Pick<DraftedMotion, 'kind' | 'title' | 'voted'>,
  pointer: string,
): readonly Fault[] {
  if (!voted || kind === 'other' || body !== 'representative-assembly') return [];
  const words = folded(title);
  const kept = keptBusiness.find(
    (each) => each.kind !== kind && !hasPower(set, body, each.kind) && each.named.test(words),
  );
  if (kept === undefined) return [];
  const forbidden = set.bodies[body]?.forbidden.find(({ kinds }) => kinds.includes(kept.kind));
  const values = {
    title,
    matter: motionKindWords[kept.kind],
    kind: motionKindWords[kind],
    body: bodyWords[body],
    law: forbidden?.article ?? citation('assembly.reserved@2025'),
  };
  return [{ code: 'meeting.reserved-as-another', values, pointer }];
}

function contradictions(motions: readonly DraftedMotion[]): readonly Fault[] {
  const faults: Fault[] = [];
  const subjects = motions.flatMap(({ about, title, voted }, index) =>
    about === null || !voted ? [] : [{ about, title, index }],
  );
  for (const [later, { about, title, index }] of subjects.entries()) {
    const before = subjects.slice(0, later);
    const pointer = place(index, 'about');
    const again = before.find((each) => each.about.kind === about.kind && each.about.id === about.id);
    if (again) faults.push({ code: 'meeting.subject-twice', values: { title, other: again.title }, pointer });
    if (about.kind === 'scheme') {
      for (const other of before) {
        if (other.about.kind !== 'scheme' || other.about.id === about.id) continue;
        const { classes } = other.about;
        const shareClass = about.classes.find((each) => classes.includes(each));
        if (shareClass === undefined) continue;
        const values = { title, other: other.title, shareClass };
        faults.push({ code: 'meeting.schemes-of-one-class', values, pointer });
      }
    }
  }
  const plans = subjects.flatMap(({ about }) => (about.kind === 'plan' ? [about] : []));
  for (const { id, period, members } of plans) {
    const runs = subjects.flatMap(({ about, index }) =>
      about.kind === 'run' && about.period === period ? [{ ...about, index }] : [],
    );
    const asked = Money.sum(runs.map(({ pool }) => pool));
    const last = runs.at(-1);
    if (last && asked.compare(members) > 0) {
      const values = { period, run: asked.toGrouped(), plan: members.toGrouped() };
      faults.push({ code: 'meeting.run-above-plan', values, pointer: place(last.index, 'about') });
    }
    const repealed = subjects.find(({ about }) => about.kind === 'plan-repeal' && about.id === id);
    if (repealed)
      faults.push({
        code: 'meeting.plan-and-repeal',
        values: { title: repealed.title },
        pointer: place(repealed.index, 'about'),
      });
  }
  return faults;
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
