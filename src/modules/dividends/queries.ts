/** Runs and lines as people read them, with the proof of each line. */
import { holderInWords, type AccountKind } from '../../domain/share-register.ts';
import { zeroRateRisk } from '../../domain/tax-filing.ts';
import { Period } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { Fraction } from '../../domain/fraction.ts';
import type { Tx } from '../../platform/database.ts';
import type { Page } from '../../contract/query.ts';
import { accountNamed, type HolderName } from '../shares/index.ts';
import { lineOf, linesAfter, runsAfter, type LineRow, type RunRow } from './store.ts';

export function runOnWire(run: RunRow) {
  const { id, kind, state, period, basis, method, rateScale, refersTo, reason, carriedFrom, lines } = run;
  return {
    id,
    number: run.number.toString(),
    kind,
    state,
    period,
    recordDate: run.recordDate.toString(),
    basis,
    countingRule: countingRule(run),
    method,
    rateScale,
    pool: run.pool.toString(),
    classWeights: run.classWeights,
    taxRate: run.taxRate,
    taxBasis: run.taxBasis,
    taxBasisEn: run.taxBasisEn,
    refersTo,
    reason,
    knownAt: run.knownAt?.toISOString() ?? null,
    carriedIn: run.carriedIn.toString(),
    carriedFrom,
    lines,
    totalWeight: run.totalWeight,
    rate: run.rate,
    paid: run.paid.toString(),
    tax: run.tax.toString(),
    net: run.net.toString(),
    carried: run.carried.toString(),
    resolutionId: run.resolutionId,
    taxRisk: zeroRateRisk(run.taxRate),
    postedAt: run.postedAt?.toISOString() ?? null,
  };
}

/** The counting rule, stated on every paper of the run. */
export function countingRule(run: RunRow): { readonly zh: string; readonly en: string } {
  if (run.basis === 'record-date') {
    const day = run.recordDate.toString();
    return {
      zh: `以股权登记日 ${day} 日终持股为准。`,
      en: `Holdings at the end of the record date ${day} count.`,
    };
  }
  const { firstDay, lastDay } = Period.parse(run.period);
  return {
    zh: `以 ${firstDay.toString()} 至 ${lastDay.toString()} 每日日终持股乘以天数为准，受让人自生效日起计。`,
    en: `Shares times days from ${firstDay.toString()} to ${lastDay.toString()} count, both included; the taker counts from the effective day.`,
  };
}

export interface HolderLine {
  readonly line: LineRow;
  readonly kind: AccountKind;
  readonly number: string;
}

export function lineOnWire(run: RunRow, { line, kind, number }: HolderLine) {
  return {
    ordinal: line.ordinal,
    kind,
    number,
    shares: line.shares,
    weight: line.weight,
    quota: quotaOf(run, line).toString(),
    floor: line.floor.toString(),
    extraFen: line.extra !== 0,
    gross: line.gross.toString(),
    tax: line.tax.toString(),
    net: line.net.toString(),
    held: line.held,
  };
}

/** The exact part of the money, in yuan: distributable × weight ÷ total weight; of a difference, the difference itself. */
export function quotaOf(run: RunRow, line: LineRow): Fraction {
  if (run.kind === 'difference') return Fraction.of(line.gross.fen, 100n);
  const distributable = Fraction.of(run.pool.plus(run.carriedIn).fen, 100n);
  const total = Fraction.parse(run.totalWeight ?? '1');
  return distributable.times(Fraction.parse(line.weight)).dividedBy(total);
}

export async function runPageOf(tx: Tx, cooperativeId: string, { after, limit }: Page) {
  const rows = await runsAfter(tx, cooperativeId, limit, numberAfter(after));
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return { runs: rows.map(runOnWire), next: last?.number.toString() ?? null };
}

export async function linePageOf(tx: Tx, run: RunRow, { after, limit }: Page) {
  const rows = await linesAfter(tx, run, limit, Number(numberAfter(after) ?? 0n));
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    lines: rows.map((row) => lineOnWire(run, row)),
    next: last === undefined ? null : String(last.line.ordinal),
  };
}

function numberAfter(after: string | null): bigint | undefined {
  if (after === null) return undefined;
  if (!/^\d{1,9}$/.test(after)) throw refuse('request.malformed');
  return BigInt(after);
}

export async function proofOf(tx: Tx, run: RunRow, named: HolderName) {
  const account = await accountNamed(tx, run.cooperativeId, named);
  const found = account && (await lineOf(tx, run, account.id));
  if (!found) throw refuse('run.holder-unknown', { holder: holderInWords(named) });
  return {
    run: runOnWire(run),
    line: lineOnWire(run, found),
    distributable: run.pool.plus(run.carriedIn).toString(),
  };
}
