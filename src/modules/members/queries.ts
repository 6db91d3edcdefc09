/** Reads of the register for people: always masked, in natural order, page by page. */
import { RESIDENT_ID_MASK } from '../../domain/personal-mask.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { dayOf } from '../../contract/query.ts';
import { refuse } from '../../domain/refusal.ts';
import { mayDo } from '../../domain/permission.ts';
import type { StandingState } from '../../domain/membership.ts';
import type { Tx } from '../../platform/database.ts';
import type { Actor } from '../../platform/services.ts';
import type { MemberReply } from './contract.ts';
import { basesOf } from './basis.ts';
import { factsOn, type MemberFacts } from './facts.ts';
import {
  nameOrNumber,
  pageOfHouseholds,
  pageOfMembers,
  peopleOf,
  standingRows,
  bankAccountsOf,
  detailsOf,
} from './store.ts';

export interface AsOf {
  readonly on: LocalDate;
  readonly knownAt: Date | null;
}

/** Reads `on` (today unless given) and `knownAt` (now unless given) of a query. */
export function asOf(
  query: { readonly on?: string | undefined; readonly knownAt?: string | undefined },
  today: LocalDate,
): AsOf {
  return {
    on: dayOf(query, today),
    knownAt: query.knownAt === undefined ? null : new Date(query.knownAt),
  };
}

export interface MemberPageWanted extends AsOf {
  readonly after: string | null;
  readonly limit: number;
  readonly standing: StandingState | null;
}

/** One page of members; with `standing`, of those only. `next` is null on the last page. */
export async function listMembers(
  tx: Tx,
  cooperativeId: string,
  wanted: MemberPageWanted & { readonly birth: Birth },
) {
  const { people, next } = await pageOfFacts(tx, cooperativeId, wanted);
  return { members: people.map((person) => memberOnWire(person, wanted.birth)), next };
}

export async function pageOfFacts(
  tx: Tx,
  cooperativeId: string,
  wanted: MemberPageWanted,
): Promise<{ readonly people: readonly MemberFacts[]; readonly next: string | null }> {
  const people: MemberFacts[] = [];
  const size = Math.max(wanted.limit, 200);
  let scanned = wanted.after;
  let lastShown = wanted.after;
  // A standing follows from records, not from a column: pages are read until enough of them match.
  for (;;) {
    const batch = await pageOfMembers(tx, cooperativeId, { after: scanned, limit: size });
    const ids = batch.map(({ id }) => id);
    for (const person of await factsOn(tx, cooperativeId, wanted.on, wanted.knownAt, ids)) {
      if (wanted.standing !== null && person.standing.state !== wanted.standing) continue;
      if (people.length === wanted.limit) return { people, next: lastShown };
      people.push(person);
      lastShown = person.sortKey;
    }
    scanned = batch.at(-1)?.sortKey ?? null;
    if (batch.length < size) return { people, next: null };
  }
}

export async function memberDetailOf(
  tx: Tx,
  cooperativeId: string,
  memberId: string,
  at: AsOf,
  birth: Birth,
) {
  const [person] = await factsOn(tx, cooperativeId, at.on, at.knownAt, [memberId]);
  if (person === undefined) throw refuse('membership.not-found');
  const history = await standingRows(tx, cooperativeId, memberId);
  const bases = await basesOf(
    tx,
    cooperativeId,
    history.map(({ id }) => id),
  );
  const accounts = await bankAccountsOf(tx, cooperativeId, memberId);
  const details = await detailsOf(tx, cooperativeId, memberId);
  const shown = (day: LocalDate | null) => (birth === 'day' ? (day?.toString() ?? null) : null);
  return {
    member: { ...memberOnWire(person, birth), birthDate: shown(person.birthDate) },
    details: details.map(({ recordedAt, name, sex, birthDate, residentIdIndex, phoneMasked }) => ({
      since: recordedAt.toISOString(),
      name,
      sex,
      birthDate: shown(birthDate),
      residentIdMasked: residentIdIndex === null ? null : RESIDENT_ID_MASK,
      phoneMasked,
    })),
    bankAccounts: accounts.map(({ recordedAt, bankName, bankAccountMasked }) => ({
      since: recordedAt.toISOString(),
      bankName,
      masked: bankAccountMasked,
    })),
    history: historyOnWire(history, bases, { birthDate: person.birthDate, birth }),
  };
}

export function historyOnWire(
  history: Awaited<ReturnType<typeof standingRows>>,
  bases: Awaited<ReturnType<typeof basesOf>>,
  of: { readonly birthDate: LocalDate | null; readonly birth: Birth },
) {
  return history.map(({ id, kind, effectiveOn, recordedAt, corrects, note }) => ({
    id,
    kind,
    effectiveOn: besideBirth(effectiveOn, of.birthDate, of.birth) ?? '',
    recordedAt: recordedAt.toISOString(),
    corrects,
    note,
    basis: bases.get(id) ?? null,
  }));
}

/** By part of a name or the beginning of a register number. At most 50. */
export async function searchMembers(
  tx: Tx,
  cooperativeId: string,
  text: string,
  today: LocalDate,
  birth: Birth,
) {
  const rows = await pageOfMembers(tx, cooperativeId, { after: null, limit: 50 }, nameOrNumber(text));
  const facts = await factsOn(
    tx,
    cooperativeId,
    today,
    null,
    rows.map(({ id }) => id),
  );
  return foundOnWire(facts, birth);
}

export function foundOnWire(facts: readonly MemberFacts[], birth: Birth) {
  return { members: facts.map((person) => memberOnWire(person, birth)), next: null };
}

export async function listHouseholds(
  tx: Tx,
  cooperativeId: string,
  page: { readonly after: string | null; readonly limit: number },
) {
  const rows = await pageOfHouseholds(tx, cooperativeId, { ...page, limit: page.limit + 1 });
  const shown = rows.slice(0, page.limit);
  const people = await peopleOf(
    tx,
    cooperativeId,
    shown.map(({ id }) => id),
  );
  return {
    households: shown.map(({ id, number, groupName, address }) => ({
      id,
      number,
      groupName,
      address,
      people: people.flatMap((person) =>
        person.householdId === id && person.relation !== null
          ? [
              {
                id: person.id,
                registerNumber: person.registerNumber,
                name: person.name,
                relation: person.relation,
              },
            ]
          : [],
      ),
    })),
    next: rows.length > page.limit ? (shown.at(-1)?.sortKey ?? null) : null,
  };
}

/** What a reader sees of a birth: the day, who may see numbers in clear; others the year, as of every day from which it would follow. */
export type Birth = 'day' | 'year';

export function birthFor({ roles }: Pick<Actor, 'roles'>): Birth {
  return mayDo(roles, 'register.unmask') ? 'day' : 'year';
}

/** Where the day of a birth is not shown, of a day that falls on a birthday the year alone: admitted at birth, of age, retired at sixty. */
function besideBirth(day: LocalDate | null, birthDate: LocalDate | null, birth: Birth): string | null {
  const isBirthday =
    day !== null && birthDate !== null && day.month === birthDate.month && day.day === birthDate.day;
  return birth === 'year' && isBirthday ? String(day.year) : (day?.toString() ?? null);
}

/** As lists show somebody: the year of birth, not the day. */
export function memberOnWire(person: MemberFacts, birth: Birth): MemberReply {
  const { standing, household } = person;
  const beside = (day: LocalDate | null | undefined) => besideBirth(day ?? null, person.birthDate, birth);
  return {
    id: person.memberId,
    registerNumber: person.registerNumber,
    name: person.name,
    sex: person.sex,
    birthYear: person.birthDate === null ? null : String(person.birthDate.year),
    seniorityFrom: beside(person.seniorityFrom),
    household:
      household === null
        ? null
        : { id: household.id, number: household.number, groupName: household.groupName },
    relation: person.relation,
    residentIdMasked: person.residentIdMasked,
    phoneMasked: person.phoneMasked,
    bankName: person.bankName,
    bankAccountMasked: person.bankAccountMasked,
    standing: {
      state: standing.state,
      since: beside(standing.since),
      admittedOn: beside(standing.admittedOn),
      retiredOn: beside(standing.retiredOn),
      deceasedOn: beside(standing.deceasedOn),
    },
    tags: person.tags,
  };
}
