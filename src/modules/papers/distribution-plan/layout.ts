/** The distribution plan as a paper of its own: the waterfall with its figures, and who resolved it. */
import type { Period } from '../../../domain/calendar.ts';
import type { PlanLine, PlanMode } from '../../../domain/distribution.ts';
import type { Money } from '../../../domain/money.ts';
import type { Block, Paper } from '../../../platform/pdf-blocks.ts';
import { figure, right, tableOf, text } from '../columns.ts';
import { checkCode, heading, notes, officeSignatures, paperOf, resolutionWords } from '../sheet.ts';
import type { ResolutionReference, Sheet } from '../sheet.ts';
import { writtenPeriod } from '../wording.ts';
import { printDistributionPlan } from './contract.ts';
import { speaker } from './phrases.ts';

export interface DistributionPlanPaper {
  readonly period: Period;
  readonly plan: PlanPart;
  readonly members: Money;
  readonly payable: Money;
  readonly carried: Money;
  readonly resolution: ResolutionReference | null;
}

export interface PlanPart {
  readonly number: string;
  readonly state: string;
  readonly mode: PlanMode;
  /** The provincial rules that it keeps. */
  readonly preset: { readonly name: string; readonly source: string } | null;
  /** The amount of the articles at which the reserve may stop. */
  readonly reserveUntil: { readonly amount: string; readonly basis: string } | null;
  /** Beyond what the period leaves, out of undistributed income of earlier years. */
  readonly fromPrior: Money;
  /** What a rate of zero risks, where a run of its half-year withholds nothing. */
  readonly taxRisk: string | null;
  readonly lines: readonly {
    readonly kind: PlanLine['kind'];
    readonly name: string;
    readonly base: Money | null;
    readonly rate: string | null;
    readonly amount: Money;
    readonly bound: PlanLine['bound'];
    readonly basis: string;
  }[];
}

export function distributionPlanPaper(sheet: Sheet, figures: DistributionPlanPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const title = printDistributionPlan.title[language];
  const { members, payable, carried, resolution } = figures;
  return paperOf(sheet, title, 'by-tables', [
    {
      kind: 'title',
      title,
      subtitle: `${writtenPeriod(language, figures.period)} · ${say('yuanUnit')}`,
      qr: checkCode(sheet),
    },
    {
      kind: 'figures',
      items: [
        // The same figure twice would make people look for a difference.
        ...(members.equals(payable) ? [] : [{ label: say('toMembers'), value: members.toGrouped() }]),
        { label: say('payableNow'), value: payable.toGrouped(), accent: true },
        { label: say('planCarried'), value: carried.toGrouped() },
      ],
    },
    ...planBlocks(sheet, figures.plan),
    {
      kind: 'paragraph',
      text: resolution === null ? say('planNotResolved') : resolutionWords(language, resolution),
    },
    officeSignatures(sheet),
  ]);
}

/** The waterfall, in its order, from what earlier years left to what is carried forward, and the sum that joins the two. */
export function planBlocks(sheet: Sheet, plan: PlanPart): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const title = printDistributionPlan.title[language];
  const subtotal = ({ kind }: PlanPart['lines'][number]) => kind === 'members' || kind === 'carried';
  return [
    heading(`${title} · ${say('number')} ${plan.number} · ${plan.state}`),
    tableOf({ style: 'rules', subtotal }, plan.lines, [
      text(say('item'), ({ name }) => name, { weight: 3 }),
      figure(say('base'), ({ base }) => base?.toGrouped() ?? ''),
      right(say('rate'), ({ rate }) => (rate === null ? '' : `${rate} %`)),
      figure(say('amount'), ({ amount }) => amount.toGrouped(), { strong: true }),
      text(
        say('basis'),
        ({ bound, basis }) => (bound === null ? basis : `${say(boundWords[bound])} ${basis}`),
        { weight: 3 },
      ),
    ]),
    ...notes(...planNotes(sheet, plan)),
  ];
}

const boundWords = { floor: 'keptAtFloor', ceiling: 'keptAtCeiling' } as const;
const modeWords = { opening: 'planOpening', advance: 'planAdvance', year: 'planYear' } as const;

/** What a plan sets aside before anybody gets anything. */
const asides: readonly PlanLine['kind'][] = ['reserve', 'welfare', 'benefits', 'investors', 'other'];

function modeWord({ mode, lines }: PlanPart) {
  const settles = lines.some(({ kind }) => kind === 'advanced');
  if (mode === 'year' && !settles) return 'planYearAlone';
  const setsAside = lines.some(({ kind, amount }) => asides.includes(kind) && !amount.isZero);
  return mode === 'advance' && !setsAside ? 'planAdvanceAlone' : modeWords[mode];
}

function planNotes(sheet: Sheet, plan: PlanPart): readonly string[] {
  const say = speaker(sheet.language);
  const { mode, preset, reserveUntil, fromPrior, lines, taxRisk } = plan;
  return [
    planSum(plan),
    say(modeWord(plan)),
    ...(lines.some(({ kind }) => kind === 'kept-out') ? [say('planKeptOut')] : []),
    ...(preset === null ? [] : [say('planPreset', preset)]),
    ...(reserveUntil === null ? [] : [say('planReserveUntil', reserveUntil)]),
    ...(mode === 'opening' || fromPrior.isZero
      ? []
      : [say('planDrawsOnPrior', { amount: fromPrior.toGrouped() })]),
    ...(taxRisk === null ? [] : [taxRisk]),
  ];
}

/** What was there, what came in, what goes out and what is carried, as one sum; lines that only divide or compare stay out. */
function planSum({ lines }: PlanPart): string {
  const signs: Partial<Record<PlanLine['kind'], '+' | '−' | '='>> = {
    opening: '+',
    income: '+',
    reserve: '−',
    welfare: '−',
    benefits: '−',
    investors: '−',
    other: '−',
    members: '−',
    carried: '=',
  };
  const parts = lines.flatMap(({ kind, name, amount }) => {
    const sign = signs[kind];
    return sign === undefined ? [] : [`${sign} ${name} ${amount.toGrouped()}`];
  });
  return parts.join(' ').replace(/^\+ /, '');
}
