/** Assets and their preservation rate as people read them. */
import type { LocalDate } from '../../domain/calendar.ts';
import { TO_MEMBERS } from '../../domain/chart.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Language } from '../../domain/language.ts';
import { Money } from '../../domain/money.ts';
import { preservation, verdictWords, type PreservationFigures } from '../../domain/preservation.ts';
import type { Tx } from '../../platform/database.ts';
import { movedOn, trialOf } from '../accounting/index.ts';
import { assetKinds, type preservationBases } from './contract.ts';
import { assetsBetween, assetsGone, recordsOf, requireAsset } from './store.ts';

export interface Span {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

export async function assetRegister(tx: Tx, cooperativeId: string, span: Span) {
  const rows = await assetsBetween(tx, cooperativeId, span);
  return {
    from: span.from.toString(),
    to: span.to.toString(),
    gone: await assetsGone(tx, cooperativeId, span),
    totals: assetKinds.map((kind) => {
      const of = rows.filter((each) => each.kind === kind);
      const sum = (amounts: readonly (Money | null)[]) =>
        Money.sum(amounts.map((amount) => amount ?? Money.zero)).toString();
      return {
        kind,
        count: of.filter(({ closing }) => closing !== null).length,
        opening: sum(of.map(({ opening }) => opening)),
        closing: sum(of.map(({ closing }) => closing)),
        income: sum(of.map(({ income }) => income)),
      };
    }),
    assets: rows.map((row) => ({
      id: row.id,
      number: row.number,
      kind: row.kind,
      name: row.name,
      place: row.place,
      acquiredOn: row.acquiredOn,
      endedOn: row.endedOn,
      valuedOn: row.valuedOn,
      idleDays: row.idleDays,
      value: row.closing?.toString() ?? null,
      income: row.income.toString(),
    })),
  };
}

/** One asset with everything that was ever entered of it. */
export async function assetHistory(tx: Tx, cooperativeId: string, id: string) {
  const { asset } = await requireAsset(tx, cooperativeId, id);
  const { valuations, uses, ends } = await recordsOf(tx, cooperativeId, id);
  const { number, kind, name, place, objective } = asset;
  return {
    id,
    number,
    kind,
    name,
    place,
    objective,
    acquiredOn: asset.acquiredOn.toString(),
    valuations: valuations.map(({ id: recordId, struck, valuedOn, value, source }) => ({
      id: recordId,
      struck,
      source,
      valuedOn: valuedOn.toString(),
      value: value.toString(),
    })),
    uses: uses.map(({ id: recordId, struck, fromDay, toDay, income, note }) => ({
      id: recordId,
      struck,
      note,
      from: fromDay.toString(),
      to: toDay.toString(),
      income: income?.toString() ?? null,
    })),
    ends: ends.map(({ id: recordId, struck, endedOn, reason, objective: why }) => ({
      id: recordId,
      struck,
      reason,
      objective: why,
      endedOn: endedOn.toString(),
    })),
  };
}

export interface PreservationWish extends Span {
  readonly basis: (typeof preservationBases)[number];
  readonly addDividendsBack: boolean;
  /** Figures that take the place of those read. */
  readonly entered: EnteredFigures;
}

const enterable = ['opening', 'closing', 'objectiveIncrease', 'objectiveDecrease'] as const;
type EnteredFigures = Partial<Pick<PreservationFigures, (typeof enterable)[number]>>;

/** The figures among the fields of a question that take the place of those read. */
export function enteredFigures(
  input: Readonly<Partial<Record<(typeof enterable)[number], string | undefined>>>,
): EnteredFigures {
  const entered: Partial<Record<(typeof enterable)[number], Money>> = {};
  for (const name of enterable) {
    const text = input[name];
    if (text !== undefined) entered[name] = Money.parse(text);
  }
  return entered;
}

/**
 * The rate over a span. Opening and closing come from the values in the register or the net assets in the books, unless
 * entered; objective increases and decreases from the register, unless entered; dividends are those posted to members within
 * the span. The register holds no money: buying or selling an asset changes its rate, but not that of the books.
 */
export async function preservationOf(
  tx: Tx,
  cooperativeId: string,
  { basis, addDividendsBack, entered, ...span }: PreservationWish,
  language: Language,
) {
  if (entered.objectiveIncrease?.isNegative) throw refuse('asset.amount-negative', {}, '/objectiveIncrease');
  if (entered.objectiveDecrease?.isNegative) throw refuse('asset.amount-negative', {}, '/objectiveDecrease');
  const rows = await assetsBetween(tx, cooperativeId, span);
  const sum = (of: (row: (typeof rows)[number]) => Money | null) =>
    Money.sum(rows.map((row) => of(row) ?? Money.zero));
  const values =
    basis === 'books'
      ? await netAssets(tx, cooperativeId, span)
      : { opening: sum(({ opening }) => opening), closing: sum(({ closing }) => closing) };
  const figures: PreservationFigures = {
    ...values,
    objectiveIncrease: sum(({ objectiveIn }) => objectiveIn),
    objectiveDecrease: sum(({ objectiveOut }) => objectiveOut),
    dividendsAddedBack: addDividendsBack ? await movedOn(tx, cooperativeId, TO_MEMBERS, span) : Money.zero,
    ...entered,
  };
  const { adjustedClosing, rate, verdict, formula } = preservation(figures);
  return {
    basis,
    entered: Object.keys(entered),
    from: span.from.toString(),
    to: span.to.toString(),
    opening: figures.opening.toString(),
    closing: figures.closing.toString(),
    objectiveIncrease: figures.objectiveIncrease.toString(),
    objectiveDecrease: figures.objectiveDecrease.toString(),
    dividendsAddedBack: figures.dividendsAddedBack.toString(),
    adjustedClosing: adjustedClosing.toString(),
    rate,
    verdict,
    verdictText: verdictWords[verdict][language],
    formula,
  };
}

/** What the cooperative owns less what it owes, by the books: equity with the income and expenses that are not closed yet. */
async function netAssets(tx: Tx, cooperativeId: string, span: Span) {
  const { rows } = await trialOf(tx, cooperativeId, span, 'en');
  const own = rows.filter((row) => ['equity', 'income', 'expense'].includes(row.class));
  const sum = (of: (row: (typeof rows)[number]) => string) =>
    Money.sum(own.map((row) => Money.parse(of(row)))).negated();
  return { opening: sum(({ opening }) => opening), closing: sum(({ closing }) => closing) };
}
