/**
 * The value-preservation rate of the collective's assets: (closing − objective increases + objective decreases) ÷ opening,
 * in percent to two decimals, half up; with dividends added back where they were paid out of the value. A base that is not
 * positive gives a verdict, not a rate. Product: Books, assets.
 */
import type { Sentence } from './assembly-rules.ts';
import { Fraction } from './fraction.ts';
import type { Money } from './money.ts';

export interface PreservationFigures {
  readonly opening: Money;
  readonly closing: Money;
  /** What grew or shrank without the cooperative's doing: land taken over, donations, disasters. Not negative. */
  readonly objectiveIncrease: Money;
  readonly objectiveDecrease: Money;
  readonly dividendsAddedBack: Money;
}

export const preservationVerdicts = [
  'grown',
  'preserved',
  'shrunk',
  'recovered',
  'still-negative',
  'lost',
  'from-nothing',
  'nothing',
] as const;
export type PreservationVerdict = (typeof preservationVerdicts)[number];

export interface Preservation {
  readonly adjustedClosing: Money;
  /** `104.58`; null where the opening value is not above zero. */
  readonly rate: string | null;
  readonly verdict: PreservationVerdict;
  /** The sum as it was done, for the reader to repeat. */
  readonly formula: string;
}

export function preservation(figures: PreservationFigures): Preservation {
  const {
    opening,
    closing,
    objectiveIncrease: up,
    objectiveDecrease: down,
    dividendsAddedBack: paid,
  } = figures;
  const adjustedClosing = closing.minus(up).plus(down).plus(paid);
  const added = paid.isZero ? '' : ` + ${paid.toGrouped()}`;
  const sum = `(${closing.toGrouped()} − ${up.toGrouped()} + ${down.toGrouped()}${added}) ÷ ${opening.toGrouped()} × 100 %`;
  if (!opening.isPositive)
    return {
      adjustedClosing,
      rate: null,
      verdict: verdictWithoutRate(opening, adjustedClosing),
      formula: sum,
    };
  const percent = Fraction.of(adjustedClosing.fen, opening.fen).times(Fraction.of(10_000n)).roundHalfUp();
  const rate = Fraction.of(percent, 100n).toDecimal(2);
  const compared = adjustedClosing.compare(opening);
  const verdict = adjustedClosing.isNegative
    ? 'lost'
    : compared > 0
      ? 'grown'
      : compared < 0
        ? 'shrunk'
        : 'preserved';
  return { adjustedClosing, rate, verdict, formula: `${sum} = ${rate} %` };
}

function verdictWithoutRate(opening: Money, closing: Money): PreservationVerdict {
  if (opening.isZero) return closing.isZero ? 'nothing' : closing.isPositive ? 'from-nothing' : 'lost';
  return closing.isNegative ? 'still-negative' : 'recovered';
}

export const verdictWords: Readonly<Record<PreservationVerdict, Sentence>> = {
  grown: { zh: '资产增值', en: 'the assets grew in value' },
  preserved: { zh: '资产保值', en: 'the assets kept their value' },
  shrunk: { zh: '资产减值', en: 'the assets lost value' },
  recovered: {
    zh: '期初为负，期末转正，不计算比率',
    en: 'negative at the start, recovered at the end: no rate',
  },
  'still-negative': { zh: '期初期末均为负，不计算比率', en: 'negative at the start and at the end: no rate' },
  lost: { zh: '期末为负，资产未能保值', en: 'negative at the end: the value was not kept' },
  'from-nothing': { zh: '期初为零，不计算比率', en: 'nothing at the start: no rate' },
  nothing: { zh: '期初期末均为零', en: 'nothing at the start and at the end' },
};
