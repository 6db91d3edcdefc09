/**
 * The value-preservation rate of the collective's assets: (closing − objective increases + objective decreases) ÷ opening,
 * in percent to two decimals, half up; with dividends added back where they were paid out of the value. An opening value
 * that is not above zero, or a closing value below zero or with nothing left of it, gives a verdict, not a rate. Product:
 * Books, assets.
 */
import type { Sentence } from './language.ts';
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
  /** `104.58`; null where there is only a verdict. */
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
  const alone = verdictAlone(opening, closing, adjustedClosing);
  if (alone !== null) return { adjustedClosing, rate: null, verdict: alone, formula: sum };
  const percent = Fraction.of(adjustedClosing.fen, opening.fen).times(Fraction.of(10_000n)).roundHalfUp();
  const rate = Fraction.of(percent, 100n).toDecimal(2);
  const compared = adjustedClosing.compare(opening);
  const verdict = compared > 0 ? 'grown' : compared < 0 ? 'shrunk' : 'preserved';
  return { adjustedClosing, rate, verdict, formula: `${sum} = ${rate} %` };
}

/** The verdict where a rate would say nothing; null where there is one. */
function verdictAlone(opening: Money, closing: Money, adjusted: Money): PreservationVerdict | null {
  if (opening.isPositive) return closing.isNegative || !adjusted.isPositive ? 'lost' : null;
  if (opening.isNegative) return closing.isNegative || adjusted.isNegative ? 'still-negative' : 'recovered';
  if (closing.isNegative || adjusted.isNegative) return 'lost';
  return closing.isZero && adjusted.isZero ? 'nothing' : 'from-nothing';
}

export const verdictWords: Readonly<Record<PreservationVerdict, Sentence>> = {
  grown: { zh: '资产增值', en: 'the assets grew in value' },
  preserved: { zh: '资产保值', en: 'the assets kept their value' },
  shrunk: { zh: '资产减值', en: 'the assets lost value' },
  recovered: {
    zh: '期初为负，期末不再为负，已扭亏；不计算比率',
    en: 'negative at the start, no longer at the end: recovered, no rate',
  },
  'still-negative': { zh: '期初期末均为负，不计算比率', en: 'negative at the start and at the end: no rate' },
  lost: {
    zh: '剔除客观因素后期末为零或为负，未能保值；不计算比率',
    en: 'nothing left or negative at the end: the value was not kept, no rate',
  },
  'from-nothing': {
    zh: '期初为零，期末有值，不计算比率',
    en: 'nothing at the start, something at the end: no rate',
  },
  nothing: { zh: '期初期末均为零，不计算比率', en: 'nothing at the start and at the end: no rate' },
};
