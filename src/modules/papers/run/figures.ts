/** A dividend run as papers print it: its terms, its proofs, and its sums by class and cohort. */
import { sql } from 'drizzle-orm';
import { apportionLargestRemainder } from '../../../domain/apportion.ts';
import { Period } from '../../../domain/calendar.ts';
import { dividesPool, parseTaxRate } from '../../../domain/dividend-run.ts';
import { Fraction } from '../../../domain/fraction.ts';
import { inLanguage, type Language } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { restrictionKinds } from '../../../domain/share-restriction.ts';
import {
  cohortWords,
  heldWords,
  restrictionWords,
  runKindWords,
  runStateWords,
} from '../../../domain/words.ts';
import type { Tx } from '../../../platform/database.ts';
import { must } from '../../../platform/must.ts';
import { decimal, id, rowsOf } from '../../../platform/rows.ts';
import { findRun, taxLeftAtPosting, type NamedLine, type RunRow } from '../../dividends/index.ts';
import { factsOn } from '../../members/index.ts';
import { holdingRows, overWholeRegister, shareDayRows } from '../../shares/index.ts';
import { classesIn } from '../classes.ts';
import { cohortOf, cohortOrder, standingsOf } from '../cohorts.ts';
import { resolutionReference } from '../resolutions.ts';
import type { DividendProof } from '../statement/layout.ts';
import { writtenPeriod } from '../wording.ts';
import type { ClassPart, CohortPart, RunSummary } from './summary.ts';
import type { RunTerms } from './terms.ts';

/** Decimals that a weight may have: four of the shares, four of the class's weight. */
const PLACES = 8;

/** Decimals that a rate times the weight of a class may have: six and four. */
const RATE_PLACES = 10;

/** A decimal text as whole units of 10^−8. */
export function unitsOf(text: string): bigint {
  const [, sign, whole = '0', decimals = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  const significant = decimals.replace(/0+$/, '');
  if (significant.length > PLACES) throw new RangeError(`More than ${PLACES} decimals: ${text}`);
  const units = BigInt(whole + significant.padEnd(PLACES, '0'));
  return sign ? -units : units;
}

/** For people: grouped, without needless zeros. */
export function writtenWeight(text: string): string {
  const [whole = '0', decimals = ''] = text.split('.');
  const significant = decimals.replace(/0+$/, '');
  return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${significant && `.${significant}`}`;
}

export function distributable(run: RunRow): Money {
  return run.pool.plus(run.carriedIn);
}

/** Why the money is held, in words; the ledger keeps the kind of the restriction. */
export function heldWord(held: string | null, language: Language): string {
  const kind = restrictionKinds.find((each) => each === held);
  return kind === undefined ? '' : restrictionWords[kind][language];
}

export function runName(run: RunRow, language: Language): string {
  const period = writtenPeriod(language, Period.parse(run.period));
  const kind = runKindWords[run.kind][language];
  return language === 'zh' ? `${period}${kind}` : `${period}, ${kind}`;
}

/** The quota in fen as a fraction: distributable × weight ÷ all weights; per share: rate × weight. */
export function quotaOf(run: RunRow, weight: string): DividendProof['quota'] {
  if (run.rate !== null) {
    return {
      numerator: unitsOf(run.rate) * unitsOf(weight) * 100n,
      denominator: 10n ** BigInt(2 * PLACES),
    };
  }
  return {
    numerator: distributable(run).fen * unitsOf(weight),
    denominator: unitsOf(run.totalWeight ?? '1'),
  };
}

export function proofOf(run: RunRow, line: NamedLine['line'], language: Language): DividendProof {
  const weighted = Object.keys(run.classWeights).length > 0;
  const what = run.basis === 'share-days' ? 'days' : weighted ? 'weighted' : 'all';
  return {
    shareClass: heldWords[what][language],
    pool: distributable(run),
    own: writtenWeight(line.weight),
    all: writtenWeight(run.totalWeight ?? '0'),
    rate: run.rate === null ? null : writtenWeight(run.rate),
    quota: quotaOf(run, line.weight),
    floor: line.floor,
    extraFen: BigInt(line.extra),
    amount: line.gross,
  };
}

export async function runSummary(
  tx: Tx,
  run: RunRow,
  lines: readonly NamedLine[],
  language: Language,
): Promise<RunSummary> {
  const collective = lines.filter(({ kind }) => kind === 'collective').map(({ line }) => line.gross);
  const held = lines.filter(({ line }) => line.held !== null).map(({ line }) => line.net);
  return {
    number: run.number.toString(),
    name: runName(run, language),
    period: Period.parse(run.period),
    state: runStateWords[run.state][language],
    terms: await runTerms(tx, run, language),
    pool: run.pool,
    carriedIn: run.carriedIn,
    paid: run.paid,
    carried: run.carried,
    tax: run.tax,
    taxToCome: await taxLeftAtPosting(tx, run),
    net: run.net,
    held: { count: held.length, net: Money.sum(held) },
    collectivePart: collective.length > 0 ? Money.sum(collective) : null,
  };
}

/** What a run was resolved to be. A difference run or a reversal names the run that it corrects. */
export async function runTerms(tx: Tx, run: RunRow, language: Language): Promise<RunTerms> {
  const { cooperativeId, resolutionId, refersTo } = run;
  const corrected = dividesPool(run) || refersTo === null ? null : await findRun(tx, cooperativeId, refersTo);
  return {
    recordDate: run.recordDate,
    basis: run.basis,
    method: run.method,
    rateScale: run.rateScale,
    rate: run.rate === null ? null : writtenWeight(run.rate),
    resolution:
      resolutionId === null ? null : await resolutionReference(tx, cooperativeId, resolutionId, language),
    taxRate: writtenPercent(run.taxRate),
    taxBasis: inLanguage(language, run.taxBasis, run.taxBasisEn),
    corrects: corrected && { run: runName(corrected, language), reason: run.reason ?? '—' },
  };
}

function writtenPercent(rate: string): string {
  const hundredths = parseTaxRate(rate.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''));
  const decimals = (hundredths % 100n).toString().padStart(2, '0').replace(/0+$/, '');
  return `${hundredths / 100n}${decimals && `.${decimals}`}`;
}

/**
 * What each class earned. Lines are cut per holder, not per class, so the paid sum is divided among the classes by
 * weight, largest remainder: the parts add up to it.
 */
export async function classParts(tx: Tx, run: RunRow, language: Language): Promise<readonly ClassPart[]> {
  const period = Period.parse(run.period);
  const { cooperativeId, recordDate, knownAt } = run;
  const rows = await overWholeRegister(tx, () =>
    rowsOf(
      tx,
      run.basis === 'share-days'
        ? sql`select class_id, sum(share_days) as shares
          from ${shareDayRows(cooperativeId, period.firstDay, period.lastDay, knownAt)} h group by class_id`
        : sql`select class_id, sum(quantity) as shares
          from ${holdingRows(cooperativeId, recordDate, knownAt)} h group by class_id`,
      { classId: id, shares: decimal },
    ),
  );
  const held = new Map(rows.map(({ classId, shares }) => [classId, shares]));
  const classes = (await classesIn(tx, cooperativeId, language)).flatMap(({ id, code, name }) => {
    const shares = held.get(id);
    if (shares === undefined) return [];
    const weight = run.classWeights[code] ?? '1';
    const rate = run.rate === null ? null : Fraction.parse(run.rate).times(Fraction.parse(weight));
    return [{ key: code, name, shares, rate, weight: unitsOf(shares) * unitsOf(weight) }];
  });
  if (classes.every(({ weight }) => weight === 0n) || run.paid.isNegative) return [];
  const { parts } = apportionLargestRemainder(run.paid.fen, classes);
  return classes.map(({ name, shares, rate }, at) => ({
    shareClass: name,
    shares: ShareQuantity.parse(shares),
    // A share of a class that weighs otherwise earns the rate times its weight.
    rate: rate && writtenWeight(rate.toDecimal(RATE_PLACES)),
    amount: Money.fromFen(must(parts[at], 'The part of a class').amount),
  }));
}

/** Sums by what the holders were on the record date. */
export async function cohortParts(
  tx: Tx,
  run: RunRow,
  lines: readonly NamedLine[],
  language: Language,
): Promise<readonly CohortPart[]> {
  const facts = await factsOn(tx, run.cooperativeId, run.recordDate, run.knownAt);
  const standings = standingsOf(facts);
  return cohortOrder.flatMap((cohort) => {
    const own = lines.filter((each) => cohortOf(each, standings) === cohort).map(({ line }) => line);
    if (own.length === 0) return [];
    return [
      {
        cohort: cohortWords[cohort][language],
        people: own.length,
        shares: ShareQuantity.sum(own.map(({ shares }) => ShareQuantity.parse(shares))),
        gross: Money.sum(own.map(({ gross }) => gross)),
        tax: Money.sum(own.map(({ tax }) => tax)),
        net: Money.sum(own.map(({ net }) => net)),
      },
    ];
  });
}

const kindOrder = ['member', 'household', 'collective'];

/** People first, then households, then the collective: each by number. */
export function byKind(lines: readonly NamedLine[]): readonly NamedLine[] {
  return lines.toSorted((a, b) => kindOrder.indexOf(a.kind) - kindOrder.indexOf(b.kind));
}
