/** The money of a half-year as parts of its report: income, the distribution plan, assets with their rate, pensions. */
import { Money } from '../../../domain/money.ts';
import type { Block } from '../../../platform/pdf-blocks.ts';
import { count, figure, money, right, tableOf, text } from '../columns.ts';
import { planBlocks, type PlanPart } from '../distribution-plan/layout.ts';
import { heading, notes, type Sheet } from '../sheet.ts';
import { speaker } from './phrases.ts';

/** One line of the statement, from the halves of the year to the year with what its plan has still to enter. */
export interface IncomeRow {
  readonly name: string;
  /** A sum of what stands above. */
  readonly total: boolean;
  /** Of a report on the second half. */
  readonly firstHalf: Money | null;
  readonly half: Money;
  /** What the plan that the report shows enters beside the span: not yet, or as in June after it. */
  readonly planned: Money;
  /** The half-year, or of a second half the year, with what is planned. */
  readonly whole: Money;
}

export interface IncomePart {
  readonly rows: readonly IncomeRow[];
  /** Lines that plan and statement both have and that are not the same figure: both, and what lies between them. */
  readonly apart: readonly Apart[];
}

export interface Apart {
  readonly line: 'opening' | 'members' | 'undistributed';
  readonly planned: Money;
  readonly shown: Money;
  readonly parts: {
    /** What earlier runs carried on, and the first run of the year takes up. */
    readonly carriedIn?: Money;
    readonly carriedOn?: Money;
    /** Of it the plan keeps back. */
    readonly keptBack?: Money;
  };
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
  /** Taken off the register within the half-year, by one person's word: whoever meets sees it, and why. */
  readonly gone: readonly {
    readonly name: string;
    readonly number: string;
    readonly on: string;
    readonly reason: string;
    readonly struck: boolean;
  }[];
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

interface PensionPart {
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
  readonly income: IncomePart | null;
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

function incomeBlocks(sheet: Sheet, { rows, apart }: IncomePart): Block[] {
  const say = speaker(sheet.language);
  const ofYear = rows.some(({ firstHalf }) => firstHalf !== null);
  const hasPlan = rows.some(({ planned }) => !planned.isZero);
  const grouped = (amount: Money | null) => amount?.toGrouped() ?? '';
  const halfLabel = ofYear ? say('secondHalf') : hasPlan ? say('thisHalf') : say('amount');
  return [
    heading(say('incomeHeading')),
    tableOf({ style: 'rules', subtotal: ({ total }: IncomeRow) => total }, rows, [
      text(say('item'), ({ name }) => name, { weight: 1 }),
      ...(ofYear ? [figure<IncomeRow>(say('firstHalf'), ({ firstHalf }) => grouped(firstHalf))] : []),
      figure(halfLabel, ({ half }) => half.toGrouped()),
      ...(hasPlan
        ? [figure<IncomeRow>(say('planned'), ({ planned }) => (planned.isZero ? '' : planned.toGrouped()))]
        : []),
      ...(ofYear || hasPlan
        ? [
            figure<IncomeRow>(say(ofYear ? 'wholeYear' : 'withPlan'), ({ whole }) => whole.toGrouped(), {
              strong: true,
            }),
          ]
        : []),
    ]),
    ...notes(...apart.map((each) => apartWords(sheet, each))),
  ];
}

const apartPhrases = { opening: 'openingApart', members: 'membersApart', undistributed: 'apart' } as const;
const otherPhrases = {
  opening: 'otherOpening',
  members: 'otherMembers',
  undistributed: 'otherApart',
} as const;

function apartWords(sheet: Sheet, { line, planned, shown, parts }: Apart): string {
  const say = speaker(sheet.language);
  const { keptBack = Money.zero, carriedIn = Money.zero, carriedOn = Money.zero } = parts;
  const between = shown.minus(planned);
  const values = { planned: planned.toGrouped(), shown: shown.toGrouped(), between: between.toGrouped() };
  const named = [
    ['keptBackApart', keptBack],
    ['carriedInApart', carriedIn],
    ['carriedApart', carriedOn],
    [otherPhrases[line], between.minus(keptBack).minus(carriedIn).minus(carriedOn)],
  ] as const;
  const told = named.flatMap(([key, part]) => (part.isZero ? [] : [say(key, { amount: part.toGrouped() })]));
  return [say(apartPhrases[line], values), ...told].join(sheet.language === 'zh' ? '' : ' ');
}

function assetBlocks(sheet: Sheet, assets: AssetPart): Block[] {
  const say = speaker(sheet.language);
  const { kinds, idle, gone, rate } = assets;
  const sum = (part: 'opening' | 'closing' | 'income') =>
    Money.sum(kinds.map((kind) => kind[part])).toGrouped();
  // Whole yuan without decimals: two long figures stand side by side.
  const label = (amount: Money) => amount.toGrouped().replace(/\.00$/, '');
  const series = (name: string, part: 'opening' | 'closing') => ({
    name,
    values: kinds.map((kind) => ({ units: kind[part].fen, label: label(kind[part]) })),
  });
  return [
    heading(say('assetsHeading')),
    {
      kind: 'figures',
      items: [
        { label: say('atOpening'), value: sum('opening') },
        { label: say('atClosing'), value: sum('closing') },
        { label: say('assetIncome'), value: sum('income') },
        { label: say('preservationRate'), value: rate === null ? '—' : `${rate} %`, accent: true },
      ],
    },
    ...notes(...rateWords(sheet, assets)),
    {
      kind: 'chart',
      form: 'grouped',
      title: say('assetsChart'),
      categories: kinds.map(({ name }) => name),
      series: [series(say('atOpening'), 'opening'), series(say('atClosing'), 'closing')],
      axis: (units) => label(Money.fromFen(units)),
      empty: say('noAssets'),
    },
    tableOf({ style: 'rules', empty: say('noAssets') }, kinds, [
      text(say('assetKind'), ({ name }) => name, { weight: 1, total: say('total') }),
      count(say('assetCount'), (kind) => kind.count),
      money(say('atOpening'), ({ opening }) => opening),
      money(say('atClosing'), ({ closing }) => closing),
      money(say('assetIncome'), ({ income }) => income),
    ]),
    ...notes(...idle.map(({ name, days }) => say('idleDays', { name, days: String(days) }))),
    ...notes(...gone.map(({ struck, ...each }) => say(struck ? 'assetStruck' : 'assetGone', each))),
  ];
}

/** Each rate with its verdict and the sum as it was done. */
function rateWords(sheet: Sheet, { verdict, formula, books }: AssetPart): readonly string[] {
  const say = speaker(sheet.language);
  const lines = [say('preservationFormula'), say('rateOfRegister', { verdict, formula: formula ?? '' })];
  if (books !== null) {
    lines.push(say('rateOfBooks', { verdict: books.verdict, formula: books.formula ?? '' }));
    if (books.withDividends !== null) lines.push(say('rateWithDividends', { formula: books.withDividends }));
  }
  return lines;
}

function pensionBlocks(sheet: Sheet, { months, repaid }: PensionPart): Block[] {
  const say = speaker(sheet.language);
  // What is held in one month is held in the next with it: the last month says how much waits.
  const held = months.at(-1)?.held ?? Money.zero;
  return [
    heading(say('pensionsHeading')),
    tableOf({ style: 'rules', empty: say('noPensions') }, months, [
      text(say('month'), ({ month }) => month, { weight: 1, total: say('total') }),
      right(say('people'), ({ people }) => String(people)),
      money(say('byBank'), ({ byBank }) => byBank),
      money(say('inCash'), ({ inCash }) => inCash),
      money(say('cameBack'), ({ returned }) => (returned.isZero ? null : returned.negated())),
      money(say('total'), ({ byBank, inCash, returned }) => byBank.plus(inCash).minus(returned), {
        strong: true,
      }),
    ]),
    ...notes(
      ...(held.isZero ? [] : [say('pensionsHeld', { amount: held.toGrouped() })]),
      ...(repaid.isZero ? [] : [say('pensionsRepaid', { amount: repaid.toGrouped() })]),
      say('pensionNote'),
    ),
  ];
}
