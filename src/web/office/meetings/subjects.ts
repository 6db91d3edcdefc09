/** What can be put on an agenda from what is there: schemes, plans and runs that wait for a decision, each with the words it is moved in. */
import type { Language, Sentence } from '../../../domain/language.ts';
import { planModeWords } from '../../../domain/money-words.ts';
import { runKindWords } from '../../../domain/words.ts';
import { grouped } from '../../shared/amount.tsx';
import { useAnswer, useWholeList } from '../../shared/asking.ts';
import type { Input, Reply } from '../../shared/call.ts';
import { languageNow, sayIn, useSay, type Say } from '../../shared/language.ts';
import { periodInWords } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';

export type Motion = NonNullable<Input<'draftMeeting'>['agenda']>[number];
export type About = NonNullable<Motion['about']>;

export interface Subject {
  readonly key: string;
  /** As it is chosen from a list. */
  readonly name: string;
  /** The half-year that it belongs to. */
  readonly of: string | null;
  readonly motion: Motion;
}

const words = {
  schemeTitle: { zh: '关于{name}的议案', en: 'On the scheme “{name}”' },
  schemeText: {
    zh: '同意{name}：{meaning}。自 {day} 起施行。',
    en: 'The scheme “{name}” is adopted: {meaning}. It holds from {day}.',
  },
  planTitle: { zh: '关于{period}收益分配方案的议案', en: 'On the distribution plan of {period}' },
  planText: {
    zh: '同意{period}收益分配方案（{mode}）：向成员分配 {members} 元，本期应分 {payable} 元，结转 {carried} 元。',
    en: 'The plan of {period} is adopted ({mode}): {members} yuan to members, {payable} payable now, {carried} carried forward.',
  },
  runTitle: { zh: '关于{period}{kind}的议案', en: 'On the {kind} of {period}' },
  runText: {
    zh: '同意{period}{kind}：分配额 {pool} 元，按 {day} 在册股份计算。',
    en: 'The {kind} of {period} is adopted: {pool} yuan by the shares of {day}.',
  },
  scheme: { zh: '配股方案：{name}', en: 'Scheme: {name}' },
  plan: { zh: '{period} 收益分配方案，{payable} 元', en: 'Plan of {period}, {payable} yuan' },
  run: { zh: '{period} {kind}，{pool} 元', en: '{kind} of {period}, {pool} yuan' },
} as const satisfies Record<string, Sentence>;

/** The motions that the ledger waits for; null while they are being read. */
export function useSubjects(): readonly Subject[] | null {
  const say = useSay();
  const { may } = useSession();
  const schemes = useAnswer('listSchemes', {}, { when: may('schemes.read') });
  const plans = useAnswer('listPlans', {}, { when: may('runs.read') });
  const runs = useWholeList('listRuns', {}, (page) => page.runs, { when: may('runs.read') });
  if (schemes.data === undefined || plans.data === undefined || !runs.isWhole) return null;
  return [
    ...schemes.data.schemes.filter(({ state }) => state === 'proposed').map((each) => ofScheme(each, say)),
    ...plans.data.plans.filter(({ state }) => state === 'draft').map((each) => ofPlan(each, say)),
    ...runs.rows.filter(({ state }) => state === 'calculated').map((each) => ofRun(each, say)),
  ];
}

const withoutStop = (text: string) => text.replace(/[。.]$/, '');

function ofScheme(scheme: Reply<'listSchemes'>['schemes'][number], say: Say): Subject {
  const { id, name, nameEn, meaning, meaningEn, effectiveOn: day } = scheme;
  return {
    key: `scheme ${id}`,
    of: null,
    name: say(words.scheme, { name: say({ zh: name, en: nameEn ?? name }) }),
    motion: {
      kind: 'allotment-scheme',
      ...moved(words.schemeTitle, words.schemeText, (language) => ({
        name: { zh: name, en: nameEn ?? name }[language],
        meaning: withoutStop({ zh: meaning, en: meaningEn ?? meaning }[language]),
        day,
      })),
      counting: 'by-head',
      about: { kind: 'scheme', schemeId: id },
    },
  };
}

function ofPlan(plan: Reply<'listPlans'>['plans'][number], say: Say): Subject {
  return {
    key: `plan ${plan.id}`,
    of: plan.period,
    name: say(words.plan, { period: periodInWords(plan.period, say), payable: grouped(plan.payable) }),
    motion: {
      kind: 'distribution-plan',
      ...moved(words.planTitle, words.planText, (language) => ({
        period: spoken(plan.period, language),
        mode: planModeWords[plan.mode][language],
        members: grouped(plan.members),
        payable: grouped(plan.payable),
        carried: grouped(plan.carried),
      })),
      counting: 'by-head',
      about: { kind: 'plan', planId: plan.id },
    },
  };
}

function ofRun(run: Reply<'listRuns'>['runs'][number], say: Say): Subject {
  const filling = (language: Language) => ({
    period: spoken(run.period, language),
    kind: runKindWords[run.kind][language],
    pool: grouped(run.pool),
    day: run.recordDate,
  });
  return {
    key: `run ${run.id}`,
    of: run.period,
    name: say(words.run, filling(languageNow())),
    motion: {
      kind: run.kind === 'difference' ? 'dividend-difference' : 'dividend-run',
      ...moved(words.runTitle, words.runText, filling),
      counting: 'by-head',
      about: { kind: 'run', runId: run.id },
    },
  };
}

/** The words of a motion in both languages: the Chinese ones are voted. */
function moved(
  title: Sentence,
  text: Sentence,
  filling: (language: Language) => Readonly<Record<string, string>>,
): Pick<Motion, 'title' | 'text' | 'titleEn' | 'textEn'> {
  const [zh, en] = [sayIn('zh'), sayIn('en')];
  return {
    title: zh(title, filling('zh')),
    text: zh(text, filling('zh')),
    titleEn: en(title, filling('en')),
    textEn: en(text, filling('en')),
  };
}

/** Whether two motions are about the same thing in the books. */
export function isSame(one: About | null | undefined, other: About | null | undefined): boolean {
  return one != null && other != null && JSON.stringify(one) === JSON.stringify(other);
}

/** A half-year within a sentence of minutes: Chinese ones have no spaces. */
function spoken(period: string, language: Language): string {
  const said = periodInWords(period, sayIn(language));
  return language === 'zh' ? said.replaceAll(' ', '') : said;
}
