/** The money of a half-year as parts of reports: income, the distribution plan, assets with their rate, pensions. */
import type { PlanLine, PlanMode } from '../../domain/distribution.ts';
import { Money } from '../../domain/money.ts';
import type { Block } from '../../platform/pdf-blocks.ts';
import { speaker } from './phrases.ts';
import type { Sheet } from './sheet.ts';

export interface NamedAmount {
  readonly name: string;
  readonly amount: Money;
  /** A sum of what stands above. */
  readonly total: boolean;
}

export interface PlanPart {
  readonly number: string;
  readonly state: string;
  readonly mode: PlanMode;
  /** The provincial rules that it keeps. */
  readonly preset: { readonly name: string; readonly source: string } | null;
  /** Beyond what the period leaves, out of undistributed income of earlier years. */
  readonly fromPrior: Money;
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

export interface AssetPart {
  readonly kinds: readonly {
    readonly name: string;
    readonly count: number;
    readonly opening: Money;
    readonly closing: Money;
    readonly income: Money;
  }[];
  readonly idle: readonly { readonly name: string; readonly days: number }[];
  readonly rate: string | null;
  readonly verdict: string;
  /** The sum as it was done; null where there is no rate, for nobody could do it. */
  readonly formula: string | null;
  /** The same for the net assets in the books. */
  readonly books: {
    readonly verdict: string;
    readonly formula: string | null;
    /** With the dividends of the half-year added back, where there were any. */
    readonly withDividends: string | null;
  } | null;
}

export interface PensionPart {
  readonly months: readonly {
    readonly month: string;
    readonly people: number;
    readonly byBank: Money;
    readonly inCash: Money;
    /** Came back, and is paid again later. */
    readonly returned: Money;
    /** Waits for a proof of life. */
    readonly held: Money;
  }[];
  /** What had been paid too much and was brought back within the half-year. */
  readonly repaid: Money;
}

/** Null where the books have nothing to say of it. */
export interface HalfYearMoney {
  readonly income: readonly NamedAmount[] | null;
  readonly plan: PlanPart | null;
  readonly assets: AssetPart | null;
  readonly pensions: PensionPart | null;
}

export function moneyBlocks(sheet: Sheet, money: HalfYearMoney): Block[] {
  return [
    ...(money.income === null ? [] : incomeBlocks(sheet, money.income)),
    ...(money.assets === null ? [] : assetBlocks(sheet, money.assets)),
    ...(money.plan === null ? [] : planBlocks(sheet, money.plan)),
    ...(money.pensions === null ? [] : pensionBlocks(sheet, money.pensions)),
  ];
}

function incomeBlocks(sheet: Sheet, lines: readonly NamedAmount[]): Block[] {
  const say = speaker(sheet.language);
  return [
    { kind: 'heading', level: 1, text: say('incomeHeading') },
    {
      kind: 'table',
      style: 'rules',
      empty: '',
      columns: [
        { title: say('item'), align: 'left', weight: 1 },
        { title: say('amount'), align: 'decimal' },
      ],
      rows: lines.map(({ name, amount, total }) => ({
        kind: total ? 'subtotal' : 'line',
        cells: [name, amount.toGrouped()],
      })),
    },
  ];
}

/** The waterfall, in its order, from what earlier years left to what is carried forward, and the sum that joins the two. */
export function planBlocks(sheet: Sheet, plan: PlanPart): Block[] {
  const say = speaker(sheet.language);
  return [
    {
      kind: 'heading',
      level: 1,
      text: `${say('planTitle')} · ${say('number')} ${plan.number} · ${plan.state}`,
    },
    {
      kind: 'table',
      style: 'rules',
      empty: '',
      columns: [
        { title: say('item'), align: 'left', weight: 3 },
        { title: say('base'), align: 'decimal' },
        { title: say('rate'), align: 'right' },
        { title: say('amount'), align: 'decimal', strong: true },
        { title: say('basis'), align: 'left', weight: 3 },
      ],
      rows: plan.lines.map(({ kind, name, base, rate, amount, bound, basis }) => ({
        kind: kind === 'members' || kind === 'carried' ? 'subtotal' : 'line',
        cells: [
          name,
          base?.toGrouped() ?? '',
          rate === null ? '' : `${rate} %`,
          amount.toGrouped(),
          bound === null ? basis : `${say(boundWords[bound])} ${basis}`,
        ],
      })),
    },
    { kind: 'note', tone: 'plain', text: planNotes(sheet, plan).join('\n') },
  ];
}

const boundWords = { floor: 'keptAtFloor', ceiling: 'keptAtCeiling' } as const;
const modeWords = { opening: 'planOpening', advance: 'planAdvance', year: 'planYear' } as const;

function modeWord({ mode, lines }: PlanPart) {
  const settles = lines.some(({ kind }) => kind === 'advanced');
  return mode === 'year' && !settles ? 'planYearAlone' : modeWords[mode];
}

function planNotes(sheet: Sheet, plan: PlanPart): readonly string[] {
  const say = speaker(sheet.language);
  const { mode, preset, fromPrior } = plan;
  return [
    planSum(plan),
    say(modeWord(plan)),
    ...(preset === null ? [] : [say('planPreset', preset)]),
    ...(mode === 'opening' || fromPrior.isZero
      ? []
      : [say('planDrawsOnPrior', { amount: fromPrior.toGrouped() })]),
  ];
}

/** What was there, what came in, what goes out and what is carried, as one sum; lines that only divide or compare stay out. */
function planSum({ lines }: PlanPart): string {
  const signs: Partial<Record<PlanLine['kind'], '+' | '−' | '='>> = {
    opening: '+',
    income: '+',
    reserve: '−',
    welfare: '−',
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

function assetBlocks(sheet: Sheet, assets: AssetPart): Block[] {
  const say = speaker(sheet.language);
  const sum = (of: (kind: AssetPart['kinds'][number]) => Money) => Money.sum(assets.kinds.map(of));
  const series = (name: string, of: (kind: AssetPart['kinds'][number]) => Money) => ({
    name,
    // Whole yuan without decimals: two long figures stand side by side.
    values: assets.kinds.map((kind) => ({
      units: of(kind).fen,
      label: of(kind).toGrouped().replace(/\.00$/, ''),
    })),
  });
  const idle = assets.idle.map(({ name, days }) => say('idleDays', { name, days: String(days) }));
  return [
    { kind: 'heading', level: 1, text: say('assetsHeading') },
    {
      kind: 'figures',
      items: [
        { label: say('atOpening'), value: sum(({ opening }) => opening).toGrouped() },
        { label: say('atClosing'), value: sum(({ closing }) => closing).toGrouped() },
        { label: say('assetIncome'), value: sum(({ income }) => income).toGrouped() },
        {
          label: say('preservationRate'),
          value: assets.rate === null ? '—' : `${assets.rate} %`,
          accent: true,
        },
      ],
    },
    { kind: 'note', tone: 'plain', text: rateWords(sheet, assets) },
    {
      kind: 'chart',
      form: 'grouped',
      title: say('assetsChart'),
      categories: assets.kinds.map(({ name }) => name),
      series: [
        series(say('atOpening'), ({ opening }) => opening),
        series(say('atClosing'), ({ closing }) => closing),
      ],
      axis: (units) => Money.fromFen(units).toGrouped().replace(/\.00$/, ''),
      empty: say('noAssets'),
    },
    {
      kind: 'table',
      style: 'rules',
      empty: say('noAssets'),
      columns: [
        { title: say('assetKind'), align: 'left', weight: 1 },
        { title: say('assetCount'), align: 'right' },
        { title: say('atOpening'), align: 'decimal' },
        { title: say('atClosing'), align: 'decimal' },
        { title: say('assetIncome'), align: 'decimal' },
      ],
      rows: assets.kinds.map(({ name, count, opening, closing, income }) => ({
        kind: 'line',
        cells: [name, String(count), opening.toGrouped(), closing.toGrouped(), income.toGrouped()],
      })),
      totals: [
        say('total'),
        String(assets.kinds.reduce((total, { count }) => total + count, 0)),
        sum(({ opening }) => opening).toGrouped(),
        sum(({ closing }) => closing).toGrouped(),
        sum(({ income }) => income).toGrouped(),
      ],
    },
    ...(idle.length === 0 ? [] : [{ kind: 'note', tone: 'plain', text: idle.join('\n') } satisfies Block]),
  ];
}

/** Each rate with its verdict and the sum as it was done. */
function rateWords(sheet: Sheet, { verdict, formula, books }: AssetPart): string {
  const say = speaker(sheet.language);
  const lines = [say('preservationFormula'), say('rateOfRegister', { verdict, formula: formula ?? '' })];
  if (books !== null) {
    lines.push(say('rateOfBooks', { verdict: books.verdict, formula: books.formula ?? '' }));
    if (books.withDividends !== null) lines.push(say('rateWithDividends', { formula: books.withDividends }));
  }
  return lines.join('\n');
}

function pensionBlocks(sheet: Sheet, { months, repaid }: PensionPart): Block[] {
  const say = speaker(sheet.language);
  const total = (of: (month: PensionPart['months'][number]) => Money) =>
    Money.sum(months.map(of)).toGrouped();
  // What is held in one month is held in the next with it: the last month says how much waits.
  const held = months.at(-1)?.held ?? Money.zero;
  const notes = [
    ...(held.isZero ? [] : [say('pensionsHeld', { amount: held.toGrouped() })]),
    ...(repaid.isZero ? [] : [say('pensionsRepaid', { amount: repaid.toGrouped() })]),
    say('pensionNote'),
  ];
  return [
    { kind: 'heading', level: 1, text: say('pensionsHeading') },
    {
      kind: 'table',
      style: 'rules',
      empty: say('noPensions'),
      columns: [
        { title: say('month'), align: 'left', weight: 1 },
        { title: say('people'), align: 'right' },
        { title: say('byBank'), align: 'decimal' },
        { title: say('inCash'), align: 'decimal' },
        { title: say('cameBack'), align: 'decimal' },
        { title: say('total'), align: 'decimal', strong: true },
      ],
      rows: months.map(({ month, people, byBank, inCash, returned }) => ({
        kind: 'line',
        cells: [
          month,
          String(people),
          byBank.toGrouped(),
          inCash.toGrouped(),
          returned.isZero ? '' : returned.negated().toGrouped(),
          byBank.plus(inCash).minus(returned).toGrouped(),
        ],
      })),
      ...(months.length > 0 && {
        totals: [
          say('total'),
          '',
          total(({ byBank }) => byBank),
          total(({ inCash }) => inCash),
          total(({ returned }) => returned.negated()),
          total(({ byBank, inCash, returned }) => byBank.plus(inCash).minus(returned)),
        ],
      }),
    },
    { kind: 'note', tone: 'plain', text: notes.join('\n') },
  ];
}
