/**
 * A roster of people as it arrives, checked as a whole: every fault of every row, with row and column, so that one pass
 * of corrections is enough. A roster is clean or not: nothing is repaired silently.
 */
import type { LocalDate } from './calendar.ts';
import { RESIDENT_ID_MASK } from './personal-mask.ts';
import { Refusal, type Fault } from './refusal.ts';
import {
  bankAccountWarning,
  parseBankAccount,
  parsePhone,
  parseResidentId,
  type ResidentId,
} from './identity-number.ts';
import {
  standingFaults,
  standingOn,
  type Relation,
  type Sex,
  type StandingKind,
  type StandingRecord,
} from './membership.ts';
import { doubtfulFault, nameFault, spelledName } from './person-name.ts';
import type { MembershipBasis } from './membership-basis.ts';
import { parseRegisterNumber } from './register-number.ts';

/** One person as written by somebody. `row` is the row in their file, or a count from 1. */
export interface RosterRow {
  readonly row: number;
  readonly registerNumber: string;
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDate: LocalDate | null;
  readonly residentId: string | null;
  readonly phone: string | null;
  readonly bankName: string | null;
  readonly bankAccount: string | null;
  readonly seniorityFrom: LocalDate | null;
  readonly household: string | null;
  readonly groupName: string | null;
  readonly relation: Relation | null;
  /** Empty for a shareholder who is no member. */
  readonly standings: readonly RosterStanding[];
  readonly tags: readonly string[];
}

export interface RosterStanding {
  readonly kind: StandingKind;
  readonly effectiveOn: LocalDate;
  readonly note?: string;
  /** A table has no place for it: such a person is admitted alone. */
  readonly basis?: MembershipBasis;
}

/** Standings from the dates that a roster has. Elders may have retired before the cooperative let them in: both days stay. */
export function standingsFromDates(dates: {
  readonly admittedOn: LocalDate | null;
  readonly retiredOn: LocalDate | null;
  readonly deceasedOn: LocalDate | null;
}): readonly RosterStanding[] {
  const standings: RosterStanding[] = [];
  if (dates.admittedOn !== null) standings.push({ kind: 'admitted', effectiveOn: dates.admittedOn });
  if (dates.retiredOn !== null) standings.push({ kind: 'retired', effectiveOn: dates.retiredOn });
  if (dates.deceasedOn !== null) standings.push({ kind: 'deceased', effectiveOn: dates.deceasedOn });
  return standings;
}

export interface CheckedRoster {
  /** The rows with numbers made plain, and birth date and sex filled in from the resident ID where missing. */
  readonly rows: readonly RosterRow[];
  readonly faults: readonly Fault[];
  /** What should be looked at, and refuses nothing. */
  readonly warnings: readonly Fault[];
}

/** The one head and the one spouse of a household that stands in the register already: register numbers, where there are any. */
export interface HouseholdSeats {
  readonly head?: string;
  readonly spouse?: string;
}

/**
 * Checks a roster by itself and against the households already registered. Product: Register of members and households.
 */
export function checkRoster(
  rows: readonly RosterRow[],
  today: LocalDate,
  seats: ReadonlyMap<string, HouseholdSeats> = new Map(),
): CheckedRoster {
  const faults: Fault[] = [];
  const checked = rows.map((row) => checkRow(row, today, faults));
  duplicateFaults(checked, 'registerNumber', faults);
  duplicateFaults(checked, 'residentId', faults);
  householdFaults(checked, today, seats, faults);
  headlessFaults(checked, today, seats, faults);
  const warnings: Fault[] = checked.flatMap(({ row, bankAccount }) => {
    const warning = bankAccount === null ? null : bankAccountWarning(bankAccount);
    return warning === null ? [] : [{ ...warning, row, column: 'bankAccount' }];
  });
  // A list of one's own seldom has the day of admission; without it all of them would be shareholders and nobody a member.
  if (checked.length > 0 && !checked.some(isAdmitted))
    warnings.push({ code: 'roster.nobody-admitted', values: { count: checked.length } });
  return { rows: checked, faults, warnings };
}

export function isAdmitted({ standings }: RosterRow): boolean {
  return standings.some(({ kind }) => kind === 'admitted');
}

function checkRow(row: RosterRow, today: LocalDate, faults: Fault[]): RosterRow {
  const say = (column: string, code: Fault['code'], values: Fault['values'] = {}) =>
    void faults.push({ code, values, row: row.row, column });
  const read = <T>(column: string, text: string | null, parse: (text: string) => T): T | null =>
    text === null || text === '' ? null : parsed(() => parse(text), row.row, column, faults);

  const name = spelledName(row.name);
  const wrong = nameFault(name) ?? doubtfulFault(name);
  if (wrong !== null) say('name', wrong.code, wrong.values);
  const registerNumber = parsed(
    () => parseRegisterNumber(row.registerNumber),
    row.row,
    'registerNumber',
    faults,
  );
  const household = read('household', row.household, parseRegisterNumber);
  if ((row.household === null) !== (row.relation === null)) {
    say(row.household === null ? 'household' : 'relation', 'membership.relation-without-household');
  }
  const id = read('residentId', row.residentId, (text): ResidentId => parseResidentId(text, today));
  const birthDate = row.birthDate ?? id?.birthDate ?? null;
  if (row.birthDate?.isAfter(today)) {
    say('birthDate', 'membership.birth-date-in-future', { birthDate: row.birthDate.toString() });
  } else if (id !== null && row.birthDate !== null && !row.birthDate.equals(id.birthDate)) {
    say('birthDate', 'resident-id.birth-date-differs', { birthDate: row.birthDate.toString() });
  }
  if (id !== null && row.sex !== null && row.sex !== id.sex) say('sex', 'resident-id.sex-differs');
  for (const fault of standingFaults(recordsOf(row), { birthDate, today })) {
    faults.push({ ...fault, row: row.row, column: 'standings' });
  }
  return {
    ...row,
    name,
    registerNumber: registerNumber ?? row.registerNumber,
    household,
    birthDate,
    sex: row.sex ?? id?.sex ?? null,
    residentId: id?.text ?? null,
    phone: read('phone', row.phone, parsePhone),
    bankAccount: read('bankAccount', row.bankAccount, parseBankAccount),
  };
}

function duplicateFaults(
  rows: readonly RosterRow[],
  column: 'registerNumber' | 'residentId',
  faults: Fault[],
): void {
  const first = new Map<string, RosterRow>();
  for (const row of rows) {
    const value = row[column];
    if (value === null) continue;
    const earlier = first.get(value);
    if (earlier === undefined) first.set(value, row);
    else if (column === 'registerNumber') {
      const values = { registerNumber: value };
      faults.push({ code: 'register-number.duplicate', values, row: row.row, column });
    } else {
      const masked = RESIDENT_ID_MASK;
      const values = { masked, registerNumber: earlier.registerNumber };
      faults.push({ code: 'resident-id.duplicate', values, row: row.row, column });
    }
  }
}

/** One head and one spouse of the head in each household, among those who live and belong to it today. */
function householdFaults(
  rows: readonly RosterRow[],
  today: LocalDate,
  registered: ReadonlyMap<string, HouseholdSeats>,
  faults: Fault[],
): void {
  const seats = new Map<string, { head?: string; spouse?: string }>();
  for (const row of rows) {
    const { household, relation } = row;
    if (household === null || (relation !== 'head' && relation !== 'spouse')) continue;
    if (!isPresent(row, today)) continue;
    const taken = seats.get(household) ?? { ...registered.get(household) };
    seats.set(household, taken);
    const first = taken[relation];
    if (first === undefined) {
      taken[relation] = row.registerNumber;
      continue;
    }
    faults.push({
      code: relation === 'head' ? 'membership.two-heads' : 'membership.two-spouses',
      values: { household, first, second: row.registerNumber },
      row: row.row,
      column: 'relation',
    });
  }
}

/**
 * A household that enters with people who live names its head: somebody signs and receives for it. A head who died is one: the next
 * is recorded from that day on, and until then the money waits.
 */
function headlessFaults(
  rows: readonly RosterRow[],
  today: LocalDate,
  registered: ReadonlyMap<string, HouseholdSeats>,
  faults: Fault[],
): void {
  const present = rows.filter((row) => isPresent(row, today));
  const headed = new Set(rows.flatMap(({ household, relation }) => (relation === 'head' ? [household] : [])));
  const told = new Set<string>();
  for (const { row, household, relation } of present) {
    if (household === null || relation === null) continue;
    if (registered.has(household) || headed.has(household) || told.has(household)) continue;
    told.add(household);
    faults.push({ code: 'membership.no-head', values: { household }, row, column: 'relation' });
  }
}

function isPresent(row: RosterRow, today: LocalDate): boolean {
  const { state } = standingOn(recordsOf(row), today);
  return state !== 'deceased' && state !== 'left';
}

const writtenTogether = new Date(0);

function recordsOf(row: RosterRow): readonly StandingRecord[] {
  return row.standings.map(({ kind, effectiveOn }, index) => ({
    id: String(index),
    kind,
    effectiveOn,
    recordedAt: writtenTogether,
  }));
}

function parsed<T>(parse: () => T, row: number, column: string, faults: Fault[]): T | null {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    faults.push(...error.faults.map((fault) => ({ ...fault, row, column })));
    return null;
  }
}
