/**
 * The half-yearly agenda in the words of the trade: the report that is heard, and a motion for what waits for a decision. Screens
 * and the service write it alike; whoever drafts may change every word before the notice.
 */
import type { MotionKind } from './assembly-rules.ts';
import { Period } from './calendar.ts';
import type { PlanMode } from './distribution.ts';
import type { RunKind } from './dividend-run.ts';
import type { Language, Sentence } from './language.ts';
import type { Money } from './money.ts';
import { planModeWords } from './money-words.ts';
import { runKindWords } from './words.ts';

/** A motion as it is put on an agenda; the Chinese words are voted. */
export interface StandardMotion {
  readonly kind: MotionKind;
  readonly title: string;
  readonly text: string;
  readonly titleEn: string;
  readonly textEn: string;
}

const words = {
  reportTitle: { zh: '{period}财务收支情况', en: 'Income and expenses of the {period}' },
  reportText: { zh: '听取{period}财务收支情况报告。', en: 'The report of the {period} is heard.' },
  planTitle: { zh: '关于{period}收益分配方案的议案', en: 'On the distribution plan of the {period}' },
  planText: {
    zh: '同意{period}收益分配方案（{mode}）：向成员分配 {members} 元，本期应分 {payable} 元，结转 {carried} 元。',
    en: 'The plan of the {period} is adopted ({mode}): {members} yuan to members, {payable} payable now, {carried} carried forward.',
  },
  runTitle: { zh: '关于{period}{kind}的议案', en: 'On the {kind} of the {period}' },
  runText: {
    zh: '同意{period}{kind}：分配额 {pool} 元，按 {day} 在册股份计算。',
    en: 'The {kind} of the {period} is adopted: {pool} yuan by the shares of {day}.',
  },
  meeting: { zh: '{period}{body}', en: '{body}, {period}' },
} as const satisfies Record<string, Sentence>;

type Filling = (language: Language) => Readonly<Record<string, string>>;

function filled(sentence: Sentence, filling: Filling, language: Language): string {
  const values = filling(language);
  return sentence[language].replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '');
}

function motion(kind: MotionKind, title: Sentence, text: Sentence, filling: Filling): StandardMotion {
  return {
    kind,
    title: filled(title, filling, 'zh'),
    text: filled(text, filling, 'zh'),
    titleEn: filled(title, filling, 'en'),
    textEn: filled(text, filling, 'en'),
  };
}

/** A half-year within a sentence. */
function spoken(period: string, language: Language): string {
  const { year, half } = Period.parse(period);
  if (language === 'zh') return `${year}年${half === 1 ? '上' : '下'}半年`;
  return `${half === 1 ? 'first' : 'second'} half of ${year}`;
}

/** What the meeting is called: `2025年上半年股民代表大会`. */
export function standardTitle(period: string, body: Sentence) {
  const said = (language: Language) =>
    filled(words.meeting, () => ({ period: spoken(period, language), body: body[language] }), language);
  return { title: said('zh'), titleEn: said('en') };
}

export function reportMotion(period: string): StandardMotion {
  return motion('report', words.reportTitle, words.reportText, (language) => ({
    period: spoken(period, language),
  }));
}

export function planMotion(plan: {
  readonly period: string;
  readonly mode: PlanMode;
  readonly members: Money;
  readonly payable: Money;
  readonly carried: Money;
}): StandardMotion {
  return motion('distribution-plan', words.planTitle, words.planText, (language) => ({
    period: spoken(plan.period, language),
    mode: planModeWords[plan.mode][language],
    members: plan.members.toGrouped(),
    payable: plan.payable.toGrouped(),
    carried: plan.carried.toGrouped(),
  }));
}

export function runMotion(run: {
  readonly kind: RunKind;
  readonly period: string;
  readonly pool: Money;
  readonly recordDate: string;
}): StandardMotion {
  const kind = run.kind === 'difference' ? 'dividend-difference' : 'dividend-run';
  return motion(kind, words.runTitle, words.runText, (language) => ({
    period: spoken(run.period, language),
    kind: runKindWords[run.kind][language],
    pool: run.pool.toGrouped(),
    day: run.recordDate,
  }));
}
