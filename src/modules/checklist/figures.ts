/** What the charts of a half-year stand on: shares by class and standing on its last day, and whether the assets kept their value. */
import { sql } from 'drizzle-orm';
import { Period, type LocalDate } from '../../domain/calendar.ts';
import type { Language } from '../../domain/language.ts';
import { standingOn } from '../../domain/membership.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Tx } from '../../platform/database.ts';
import { id, orNull, rowsOf, shares } from '../../platform/rows.ts';
import { preservationOf } from '../assets/index.ts';
import { standingsOf } from '../members/index.ts';
import { holdersAs, holdingRows, overWholeRegister, shareClasses } from '../shares/index.ts';
import { shareCohorts, type ShareCohort as Cohort } from './contract.ts';

/** So many half-years of value preservation, the one asked for the last. */
const HALF_YEARS = 6;

export async function halfYearFigures(
  tx: Tx,
  cooperativeId: string,
  { period, today }: { readonly period: Period; readonly today: LocalDate },
  language: Language,
) {
  const day = period.lastDay.isBefore(today) ? period.lastDay : today;
  return {
    period: period.toString(),
    on: day.toString(),
    shares: await sharesByCohort(tx, cooperativeId, day),
    preservation: await preservationUntil(tx, cooperativeId, period, language),
  };
}

const shape = { classId: id, memberId: orNull(id), householdId: orNull(id), quantity: shares };

/** Of every class that somebody holds: how much each standing holds, households and the collective by themselves. */
async function sharesByCohort(tx: Tx, cooperativeId: string, day: LocalDate) {
  const rows = await overWholeRegister(tx, () =>
    rowsOf(
      tx,
      sql`select h.class_id, a.member_id, a.household_id, h.quantity
        from ${holdingRows(cooperativeId, day, null)} h
        join ${holdersAs('a', cooperativeId)} on a.id = h.account_id`,
      shape,
    ),
  );
  const standings = await standingsOf(tx, cooperativeId, null);
  const cohortOf = ({ memberId, householdId }: (typeof rows)[number]): Cohort => {
    if (memberId !== null) return standingOn(standings.get(memberId) ?? [], day).state;
    return householdId === null ? 'collective' : 'household';
  };
  const classes = await shareClasses(tx, cooperativeId);
  return classes.flatMap(({ id: classId, name, nameEn }) => {
    const held = new Map<Cohort, { readonly holders: number; readonly quantity: ShareQuantity }>();
    for (const row of rows) {
      if (row.classId !== classId) continue;
      const before = held.get(cohortOf(row)) ?? { holders: 0, quantity: ShareQuantity.zero };
      held.set(cohortOf(row), {
        holders: before.holders + 1,
        quantity: before.quantity.plus(row.quantity),
      });
    }
    if (held.size === 0) return [];
    const of = shareCohorts.flatMap((cohort) => {
      const found = held.get(cohort);
      return found === undefined ? [] : [{ cohort, holders: found.holders, quantity: found.quantity }];
    });
    return [
      {
        name,
        nameEn,
        quantity: ShareQuantity.sum(of.map(({ quantity }) => quantity)).toString(),
        cohorts: of.map((each) => ({ ...each, quantity: each.quantity.toString() })),
      },
    ];
  });
}

/** Half-years in which there was nothing to preserve are left out. */
async function preservationUntil(tx: Tx, cooperativeId: string, last: Period, language: Language) {
  const periods: Period[] = [];
  for (let each: Period | null = last; each !== null && periods.length < HALF_YEARS; each = before(each))
    periods.unshift(each);
  const told = [];
  for (const period of periods) {
    const span = { from: period.firstDay, to: period.lastDay };
    const wish = { ...span, basis: 'register' as const, addDividendsBack: false, entered: {} };
    const found = await preservationOf(tx, cooperativeId, wish, language);
    if (found.verdict === 'nothing') continue;
    const { opening, closing, rate, verdictText } = found;
    told.push({ period: period.toString(), opening, closing, rate, verdictText });
  }
  return told;
}

/** No half-year lies before 1950. */
function before({ year, half }: Period): Period | null {
  if (year === 1950 && half === 1) return null;
  return Period.parse(half === 2 ? `${year}-H1` : `${year - 1}-H2`);
}
