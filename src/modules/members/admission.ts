/**
 * Admission of whole rosters, from one person to a hundred thousand, all or nothing. Households that do not exist yet are
 * entered with their people. The rules are the domain's; what only the register knows (numbers already taken) is added here.
 */
import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import { and, eq } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import { throwFaults, type Fault } from '../../domain/refusal.ts';
import type { PersonalNumber } from '../../domain/identity-number.ts';
import { RESIDENT_ID_MASK } from '../../domain/personal-mask.ts';
import { basisFaults, rosterReasonFaults } from '../../domain/membership-basis.ts';
import { registerSortKey } from '../../domain/register-number.ts';
import { waitsForAnother } from '../../domain/register-change.ts';
import { checkRoster, type HouseholdSeats, type RosterRow } from '../../domain/roster.ts';
import type { CommandUnit } from '../../platform/command.ts';
import { rawSql } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import { enterAccounts } from './accounts.ts';
import { blindIndex, seal, type Sealed } from './personal-number.ts';
import { household, member } from './schema.ts';
import { enterStandings, registerDaysOf, type WaitingStanding } from './register-changes.ts';
import { amongTexts, seatsOf } from './store.ts';

export interface Admission {
  readonly members: number;
  /** Households entered with this roster. */
  readonly households: number;
  readonly memberIds: ReadonlyMap<string, string>;
  /** What should be looked at, with its row and column. */
  readonly warnings: readonly Fault[];
  /** The change that their standings wait in; null: they have none that waits. */
  readonly changeId: string | null;
}

/** Rows of one INSERT: large enough to be fast, small enough to keep memory flat. */
const BATCH = 5_000;

export interface AdmissionOptions {
  /** Faults that reading found already: thrown together with those of the rules, at most one a cell. */
  readonly faults?: readonly Fault[];
  /** Hears how many people are written so far. */
  readonly progress?: (people: number) => void;
}

/** Admits everybody on the roster, or throws every fault of every row. Needs the lock on the book, as every write does. */
export async function admitMembers(
  unit: CommandUnit,
  rows: readonly RosterRow[],
  options: AdmissionOptions = {},
): Promise<Admission> {
  const numbers = [...new Set(rows.map((row) => row.household).filter((text) => text !== null))];
  const seats = await registeredSeats(unit, numbers);
  const roster = checkRoster(rows, unit.today, seats);
  const undecided = await undecidedFaults(unit, roster.rows);
  throwFaults(options.faults ?? [], [
    ...roster.faults,
    ...undecided,
    ...(await takenFaults(unit, roster.rows)),
  ]);

  const households = await enterHouseholds(unit, roster.rows);
  const accounts = roster.rows.filter(({ bankAccount }) => bankAccount !== null).length;
  const accountChangeId = accounts === 0 ? null : await enterAccounts(unit, accounts);
  const memberIds = new Map<string, string>();
  let writing = Promise.resolve();
  for (let start = 0; start < roster.rows.length; start += BATCH) {
    const batch = roster.rows.slice(start, start + BATCH).map((row) => {
      const id = newId();
      memberIds.set(row.registerNumber, id);
      return {
        id,
        row,
        householdId: row.household === null ? null : (households.ids.get(row.household) ?? null),
      };
    });
    // While PostgreSQL writes one batch, the next one is sealed; a turn of the loop in between sends the statement off.
    const sealed = await sealNumbers(unit, batch);
    await writing;
    options.progress?.(start);
    writing = insertBatch(unit, batch, sealed, accountChangeId);
    // Heard when the next batch is sealed; until then somebody has to have heard it.
    writing.catch(() => undefined);
    await turnOfTheLoop();
  }
  await writing;
  const changeId = await enterStandings(unit, standingsOf(roster.rows, memberIds));
  unit.note('register', { admitted: rows.length, households: households.entered });
  const { warnings } = roster;
  return { members: rows.length, households: households.entered, memberIds, warnings, changeId };
}

function standingsOf(
  rows: readonly RosterRow[],
  memberIds: ReadonlyMap<string, string>,
): readonly WaitingStanding[] {
  return rows.flatMap(({ registerNumber, standings }) =>
    standings.map(({ kind, effectiveOn, note, basis }) => ({
      id: newId(),
      memberId: must(memberIds.get(registerNumber), 'the id of a new member'),
      kind,
      effectiveOn,
      note: note ?? null,
      basis: basis ?? null,
    })),
  );
}

/** Ids of the households named, entering those that are new. The group is the first one written for the household. */
async function enterHouseholds(unit: CommandUnit, people: readonly RosterRow[]) {
  const { tx, cooperativeId } = unit;
  const wanted = new Map<string, string | null>();
  for (const { household: number, groupName } of people) {
    if (number !== null) wanted.set(number, wanted.get(number) ?? groupName);
  }
  const existing = await tx
    .select({ id: household.id, number: household.number })
    .from(household)
    .where(and(eq(household.cooperativeId, cooperativeId), amongTexts(household.number, [...wanted.keys()])));
  const ids = new Map(existing.map(({ id, number }) => [number, id]));
  const missing = [...wanted].filter(([number]) => !ids.has(number));
  for (const [number] of missing) ids.set(number, newId());
  if (missing.length > 0) {
    await rawSql(tx)`
      insert into household (cooperative_id, id, number, sort_key, group_name, recorded_at)
      select ${cooperativeId}::uuid, id, number, sort_key, group_name, ${unit.now.toISOString()}::timestamptz
      from unnest(
        ${missing.map(([number]) => must(ids.get(number), 'the id of a new household'))}::uuid[],
        ${missing.map(([number]) => number)}::text[],
        ${missing.map(([number]) => registerSortKey(number))}::text[],
        ${missing.map(([, groupName]) => groupName)}::text[]
      ) as row (id, number, sort_key, group_name)`;
  }
  return { ids, entered: missing.length };
}

interface NumberedRow {
  readonly id: string;
  readonly row: RosterRow;
  readonly householdId: string | null;
}

async function registeredSeats(
  unit: CommandUnit,
  householdNumbers: readonly string[],
): Promise<ReadonlyMap<string, HouseholdSeats>> {
  const seats = new Map<string, { head?: string; spouse?: string }>();
  const registered = await unit.tx
    .select({ number: household.number })
    .from(household)
    .where(
      and(eq(household.cooperativeId, unit.cooperativeId), amongTexts(household.number, householdNumbers)),
    );
  for (const { number } of registered) seats.set(number, {});
  for (const row of await seatsOf(unit.tx, unit.cooperativeId, householdNumbers, unit.today)) {
    const taken = seats.get(row.household) ?? {};
    if (row.relation === 'head' || row.relation === 'spouse') taken[row.relation] = row.registerNumber;
    seats.set(row.household, taken);
  }
  return seats;
}

/** Who would head a household without a standing that another person confirms, and who would be let in without the reason and the decision that the days ask for. */
async function undecidedFaults(unit: CommandUnit, rows: readonly RosterRow[]): Promise<readonly Fault[]> {
  const days = await registerDaysOf(unit);
  const heads = rows.flatMap(({ row, name, relation, standings }): Fault[] =>
    days.inUse && relation === 'head' && !standings.some((each) => waitsForAnother(each))
      ? [{ code: 'membership.unfit-head', values: { name }, row, column: 'relation' }]
      : [],
  );
  const undecided = rows.flatMap(({ row, standings }) =>
    standings
      .flatMap(({ basis = null, ...standing }) => [
        ...basisFaults(standing, basis, days),
        ...rosterReasonFaults(standing, basis, days),
      ])
      .map((fault): Fault => ({ ...fault, row, column: 'standings' })),
  );
  return [...heads, ...undecided];
}

/** Register numbers and resident IDs that the register already has. */
async function takenFaults(unit: CommandUnit, rows: readonly RosterRow[]): Promise<readonly Fault[]> {
  const { tx, cooperativeId, vault } = unit;
  const byNumber = await tx
    .select({ registerNumber: member.registerNumber })
    .from(member)
    .where(
      and(
        eq(member.cooperativeId, cooperativeId),
        amongTexts(
          member.registerNumber,
          rows.map((row) => row.registerNumber),
        ),
      ),
    );
  const numbers = new Set(byNumber.map((row) => row.registerNumber));
  const indexes = rows.map((row) =>
    row.residentId === null ? null : hex(blindIndex(vault, cooperativeId, 'residentId', row.residentId)),
  );
  const byIndex = await rawSql(tx)<{ index: string; register_number: string }[]>`
    select encode(resident_id_index, 'hex') as index, register_number from member
    where cooperative_id = ${cooperativeId} and resident_id_index in (
      select decode(wanted, 'hex') from unnest(${indexes.filter((index) => index !== null)}::text[]) as wanted)`;
  const bearers = new Map(byIndex.map((row) => [row.index, row.register_number]));
  return rows.flatMap((row, at): Fault[] => {
    const faults: Fault[] = [];
    if (numbers.has(row.registerNumber)) {
      const values = { registerNumber: row.registerNumber };
      faults.push({ code: 'register-number.duplicate', values, row: row.row, column: 'registerNumber' });
    }
    const bearer = bearers.get(indexes[at] ?? '');
    if (bearer !== undefined && row.residentId !== null) {
      const values = { masked: RESIDENT_ID_MASK, registerNumber: bearer };
      faults.push({ code: 'resident-id.duplicate', values, row: row.row, column: 'residentId' });
    }
    return faults;
  });
}

type SealedNumbers = Readonly<Record<PersonalNumber, readonly (Sealed | null)[]>>;

/** Numbers that are sealed between two turns of the loop: others are served meanwhile. */
const SEALED_A_TURN = 500;

async function sealNumbers(unit: CommandUnit, batch: readonly NumberedRow[]): Promise<SealedNumbers> {
  const { vault, cooperativeId } = unit;
  const sealed = async (kind: PersonalNumber) => {
    const all: SealedNumbers[PersonalNumber][number][] = [];
    for (const [index, { id: memberId, row }] of batch.entries()) {
      const text = row[kind];
      all.push(text === null ? null : seal(vault, { cooperativeId, memberId }, kind, text));
      if (index % SEALED_A_TURN === 0) await turnOfTheLoop();
    }
    return all;
  };
  return {
    residentId: await sealed('residentId'),
    phone: await sealed('phone'),
    bankAccount: await sealed('bankAccount'),
  };
}

async function insertBatch(
  unit: CommandUnit,
  batch: readonly NumberedRow[],
  sealed: SealedNumbers,
  accountChangeId: string | null,
): Promise<void> {
  await insertMembers(unit, batch, sealed, accountChangeId);
  await insertDated(unit, batch);
}

async function insertMembers(
  unit: CommandUnit,
  batch: readonly NumberedRow[],
  sealed: SealedNumbers,
  accountChangeId: string | null,
): Promise<void> {
  const { tx, cooperativeId } = unit;
  const { residentId: ids, phone: phones, bankAccount: accounts } = sealed;
  const rows = batch.map(({ row }) => row);
  await rawSql(tx)`
    insert into member (
      cooperative_id, id, register_number, sort_key, name, sex, birth_date, seniority_from, household_id, relation,
      resident_id_cipher, resident_id_index, phone_cipher, phone_index, phone_masked,
      bank_name, bank_account_cipher, bank_account_index, bank_account_masked, account_change_id,
      recorded_at, changed_at)
    select ${cooperativeId}::uuid, id, register_number, sort_key, name, sex, birth_date, seniority_from, household_id,
      relation, decode(rc, 'hex'), decode(ri, 'hex'), decode(pc, 'hex'), decode(pi, 'hex'), pm,
      bank_name, decode(bc, 'hex'), decode(bi, 'hex'), bm, case when bc is not null then ${accountChangeId}::uuid end,
      ${unit.now.toISOString()}::timestamptz, ${unit.now.toISOString()}::timestamptz
    from unnest(
      ${batch.map(({ id }) => id)}::uuid[],
      ${rows.map((row) => row.registerNumber)}::text[],
      ${rows.map((row) => registerSortKey(row.registerNumber))}::text[],
      ${rows.map((row) => row.name)}::text[],
      ${rows.map((row) => row.sex)}::text[],
      ${rows.map((row) => row.birthDate?.toString() ?? null)}::text[]::date[],
      ${rows.map((row) => row.seniorityFrom?.toString() ?? null)}::text[]::date[],
      ${batch.map(({ householdId }) => householdId)}::uuid[],
      ${rows.map((row) => row.relation)}::text[],
      ${ids.map((one) => one && hex(one.cipher))}::text[],
      ${ids.map((one) => one && hex(one.index))}::text[],
      ${phones.map((one) => one && hex(one.cipher))}::text[],
      ${phones.map((one) => one && hex(one.index))}::text[],
      ${phones.map((one) => one && one.masked)}::text[],
      ${rows.map((row) => row.bankName)}::text[],
      ${accounts.map((one) => one && hex(one.cipher))}::text[],
      ${accounts.map((one) => one && hex(one.index))}::text[],
      ${accounts.map((one) => one && one.masked)}::text[]
    ) as row (id, register_number, sort_key, name, sex, birth_date, seniority_from, household_id, relation,
      rc, ri, pc, pi, pm, bank_name, bc, bi, bm)`;
}

/** The place in the household and tags, each with the day it counts from. */
async function insertDated(unit: CommandUnit, batch: readonly NumberedRow[]): Promise<void> {
  const { tx, cooperativeId } = unit;
  const now = unit.now.toISOString();
  const raw = rawSql(tx);
  const placed = batch.filter(({ householdId }) => householdId !== null);
  if (placed.length > 0) {
    await raw`
      insert into household_placement
        (cooperative_id, id, member_id, household_id, relation, effective_on, recorded_at)
      select ${cooperativeId}::uuid, row.*, ${now}::timestamptz
      from unnest(
        ${placed.map(() => newId())}::uuid[],
        ${placed.map(({ id }) => id)}::uuid[],
        ${placed.map(({ householdId }) => householdId)}::uuid[],
        ${placed.map(({ row }) => row.relation)}::text[],
        ${placed.map(({ row }) => firstDay(row, unit))}::text[]::date[]
      ) as row (id, member_id, household_id, relation, effective_on)`;
  }
  const tags = batch.flatMap(({ id, row }) => row.tags.map((tag) => ({ id, tag, on: firstDay(row, unit) })));
  if (tags.length > 0) {
    await raw`
      insert into member_tag (cooperative_id, id, member_id, tag, effective_on, present, recorded_at)
      select ${cooperativeId}::uuid, row.*, true, ${now}::timestamptz
      from unnest(
        ${tags.map(() => newId())}::uuid[],
        ${tags.map(({ id }) => id)}::uuid[],
        ${tags.map(({ tag }) => tag)}::text[],
        ${tags.map(({ on }) => on)}::text[]::date[]
      ) as row (id, member_id, tag, effective_on)`;
  }
}

// Household and tags of a roster count from the admission, or whatever standing comes first besides an earlier retirement;
// of a shareholder who is no member, from birth, or when that is unknown from the day of entry.
function firstDay(row: RosterRow, unit: CommandUnit): string {
  const days = row.standings
    .filter(({ kind }) => kind !== 'retired')
    .map(({ effectiveOn }) => effectiveOn.toString())
    .sort();
  return days[0] ?? (row.birthDate ?? unit.today).toString();
}

function hex(content: Uint8Array): string {
  return Buffer.from(content).toString('hex');
}
