/** What can be put on an agenda from what is there: schemes, plans and runs that wait for a decision, each with the words it is moved in. */
import type { Language, Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { planMotion, runMotion } from '../../../domain/standard-agenda.ts';
import { runKindWords } from '../../../domain/words.ts';
import { grouped } from '../../shared/amount.tsx';
import { together, useAnswer, useWholeList, type Together } from '../../shared/asking.ts';
import type { Input, Reply } from '../../shared/call.ts';
import { sayIn, useSay, type Say } from '../../shared/language.ts';
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
  scheme: { zh: '配股方案：{name}', en: 'Scheme: {name}' },
  plan: { zh: '{period} 收益分配方案，{payable} 元', en: 'Plan of {period}, {payable} yuan' },
  run: { zh: '{period} {kind}，{pool} 元', en: '{kind} of {period}, {pool} yuan' },
} as const satisfies Record<string, Sentence>;

/** The motions that the ledger waits for, of what one may read; null until they are read. */
export function useSubjects(): { readonly subjects: readonly Subject[] | null; readonly asked: Together } {
  const say = useSay();
  const { may } = useSession();
  const schemes = useAnswer('listSchemes', {}, { when: may('schemes.read') });
  const plans = useAnswer('listPlans', {}, { when: may('runs.read') });
  const runs = useWholeList('listRuns', {}, (page) => page.runs, { when: may('runs.read') });
  const asked = together(
    ...(may('schemes.read') ? [schemes] : []),
    ...(may('runs.read') ? [plans, runs] : []),
  );
  if (!asked.isThere) return { subjects: null, asked };
  const subjects = [
    ...(schemes.data?.schemes ?? [])
      .filter(({ state }) => state === 'proposed')
      .map((each) => ofScheme(each, say)),
    ...(plans.data?.plans ?? []).filter(({ state }) => state === 'draft').map((each) => ofPlan(each, say)),
    ...runs.rows.filter(({ state }) => state === 'calculated').map((each) => ofRun(each, say)),
  ];
  return { subjects, asked };
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
  const { period, mode } = plan;
  const [members, payable, carried] = [plan.members, plan.payable, plan.carried].map((each) =>
    Money.parse(each),
  ) as [Money, Money, Money];
  return {
    key: `plan ${plan.id}`,
    of: period,
    name: say(words.plan, { period: periodInWords(period, say), payable: grouped(plan.payable) }),
    motion: {
      ...planMotion({ period, mode, members, payable, carried }),
      counting: 'by-head',
      about: { kind: 'plan', planId: plan.id },
    },
  };
}

function ofRun(run: Reply<'listRuns'>['runs'][number], say: Say): Subject {
  const { kind, period, pool, recordDate } = run;
  const name = { period: periodInWords(period, say), kind: say(runKindWords[kind]), pool: grouped(pool) };
  return {
    key: `run ${run.id}`,
    of: period,
    name: say(words.run, name),
    motion: {
      ...runMotion({ kind, period, pool: Money.parse(pool), recordDate }),
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
