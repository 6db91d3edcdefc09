/**
 * What is known of somebody, for that person. All of it but the sealed numbers is read as the portal, to which PostgreSQL shows
 * the person's own rows alone; the numbers are then read of exactly the member that the portal saw.
 */
import { and, asc, eq } from 'drizzle-orm';
import { lookCapacity } from '../../domain/access-kind.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { PersonalNumber } from '../../domain/identity-number.ts';
import { RESIDENT_ID_MASK } from '../../domain/personal-mask.ts';
import { refuse } from '../../domain/refusal.ts';
import type { Tx } from '../../platform/database.ts';
import { must } from '../../platform/must.ts';
import type { Vault } from '../../platform/vault.ts';
import { looksAt, lookersOf } from '../audit/index.ts';
import { basesOf } from './basis.ts';
import { ownWishes, type ownCorrections } from './corrections.ts';
import { factsOn } from './facts.ts';
import { actsFor } from './mandates.ts';
import { unseal } from './personal-number.ts';
import { historyOnWire, memberOnWire } from './queries.ts';
import { member, memberBankAccount, memberDetail } from './schema.ts';
import { detailsOf, findMember, standingRows } from './store.ts';
import { livingMemberOfUser, registeredAs } from './user-link.ts';

/** Whom somebody acts for, and on what ground: said in every reply about another. */
export type ActingFor = Awaited<ReturnType<typeof actsFor>>[number];

export interface OwnPerson {
  readonly memberId: string;
  readonly householdId: string | null;
  readonly registerNumber: string;
  readonly name: string;
  /** Null: oneself. */
  readonly actingFor: ActingFor | null;
}

/** The member that the user is, or the one named among those they act for. Refuses `membership.not-linked`. */
export async function ownPerson(
  tx: Tx,
  cooperativeId: string,
  userId: string,
  named: string | undefined,
): Promise<OwnPerson> {
  const oneself = await livingMemberOfUser(tx, cooperativeId, userId);
  const memberId = named ?? oneself;
  if (memberId === null) throw refuse('membership.not-linked');
  const acting = memberId === oneself ? [] : await actsFor(tx, cooperativeId, userId);
  const actingFor = acting.find((each) => each.memberId === memberId) ?? null;
  if (memberId !== oneself && actingFor === null) throw refuse('membership.not-linked');
  const [row] = await tx
    .select({
      memberId: member.id,
      householdId: member.householdId,
      registerNumber: member.registerNumber,
      name: member.name,
    })
    .from(member)
    .where(and(eq(member.cooperativeId, cooperativeId), eq(member.id, memberId)));
  if (row === undefined) throw refuse('membership.not-linked');
  return { ...row, actingFor };
}

/** What the portal sees of the register about one member, and who looked at it. */
export async function ownRegister(tx: Tx, cooperativeId: string, memberId: string, today: LocalDate) {
  const [facts] = await factsOn(tx, cooperativeId, today, null, [memberId], 'closed');
  const person = must(facts, 'the member that the portal sees');
  const history = await standingRows(tx, cooperativeId, memberId);
  const standingIds = history.map(({ id }) => id);
  const looks = await looksAt(tx, cooperativeId, memberId);
  return {
    member: { ...memberOnWire(person, 'day'), birthDate: person.birthDate?.toString() ?? null },
    details: (await ownDetailRows(tx, cooperativeId, memberId)).map(({ recordedAt, birthDate, ...row }) => ({
      since: recordedAt.toISOString(),
      ...row,
      birthDate: birthDate?.toString() ?? null,
    })),
    bankAccounts: (await ownAccountRows(tx, cooperativeId, memberId)).map(({ recordedAt, ...row }) => ({
      since: recordedAt.toISOString(),
      ...row,
    })),
    history: historyOnWire(history, await basesOf(tx, cooperativeId, standingIds), {
      birthDate: person.birthDate,
      birth: 'day',
    }),
    looks,
    unmasked: looks.filter(({ kind }) => kind === 'unmask').length,
  };
}

type Look = Awaited<ReturnType<typeof looksAt>>[number];

/**
 * Who looked, and as what. Names are borne by more than one: those of one name are numbered in the order they came to be users here.
 * Who the users are is no row of the portal's: it is asked as the office, of exactly the entries that the portal saw.
 */
export async function ownLooks(tx: Tx, cooperativeId: string, looks: readonly Look[]) {
  const lookers = await lookersOf(
    tx,
    cooperativeId,
    looks.map(({ id }) => id),
  );
  const ofName = new Map<string, Set<string>>();
  for (const { id, userName } of looks)
    ofName.set(userName, (ofName.get(userName) ?? new Set()).add(lookers.get(id) ?? ''));
  // Whoever looks by a mandate is told as the register has them: what their user is called says nothing to the member.
  const registered = await registeredAs(tx, cooperativeId, [...new Set(lookers.values())]);
  const numbered = new Map([...ofName].map(([name, ids]) => [name, [...ids].sort()]));
  return looks.map(({ id, recordedAt, userName, kind, act, about }) => {
    const userId = lookers.get(id) ?? '';
    const alike = numbered.get(userName) ?? [];
    const capacity = lookCapacity(act);
    const { name = userName, registerNumber = null } =
      (capacity === 'mandatary' ? registered.get(userId) : undefined) ?? {};
    return {
      recordedAt: recordedAt.toISOString(),
      person: name,
      personNumber: registerNumber,
      capacity,
      namesake: alike.length > 1 ? alike.indexOf(userId) + 1 : null,
      kind,
      act,
      about,
    };
  });
}

/** The numbers of one member in clear, what of their wishes may be one among them. */
export async function ownNumbers(tx: Tx, vault: Vault, cooperativeId: string, memberId: string) {
  const row = must(await findMember(tx, cooperativeId, memberId), 'the member that the portal sees');
  const person = { cooperativeId, memberId };
  const clear = (kind: PersonalNumber, cipher: Uint8Array | null, index: Uint8Array | null) =>
    cipher ? unseal(vault, person, kind, { cipher, index }) : null;
  const wishes = await ownWishes(tx, vault, cooperativeId, memberId, 'closed');
  return {
    residentId: clear('residentId', row.residentIdCipher, row.residentIdIndex),
    phone: clear('phone', row.phoneCipher, row.phoneIndex),
    bankAccount: clear('bankAccount', row.bankAccountCipher, row.bankAccountIndex),
    wishes: [...wishes].map(([correctionId, wish]) => ({ correctionId, wish })),
  };
}

/** Of what is sealed: whether there is a resident ID, since when, and what one asked that is no number. */
export async function ownSealed(
  tx: Tx,
  vault: Vault,
  cooperativeId: string,
  { memberId, actingFor }: Pick<OwnPerson, 'memberId' | 'actingFor'>,
) {
  const row = must(await findMember(tx, cooperativeId, memberId), 'the member that the portal sees');
  const details = await detailsOf(tx, cooperativeId, memberId);
  return {
    hasResidentId: row.residentIdCipher !== null,
    wishes:
      actingFor === null
        ? await ownWishes(tx, vault, cooperativeId, memberId, 'open')
        : new Map<string, string>(),
    idKnownSince: new Set(
      details
        .filter(({ residentIdIndex }) => residentIdIndex !== null)
        .map(({ recordedAt }) => recordedAt.toISOString()),
    ),
  };
}

/** Both together, as the person is told. */
export function ownOnWire(
  { member: person, details, ...register }: Awaited<ReturnType<typeof ownRegister>>,
  corrections: Awaited<ReturnType<typeof ownCorrections>>,
  looks: Awaited<ReturnType<typeof ownLooks>>,
  { hasResidentId, idKnownSince, wishes }: Awaited<ReturnType<typeof ownSealed>>,
) {
  return {
    ...register,
    looks,
    member: { ...person, residentIdMasked: hasResidentId ? RESIDENT_ID_MASK : null },
    details: details.map((detail) => ({
      ...detail,
      residentIdMasked: idKnownSince.has(detail.since) ? RESIDENT_ID_MASK : null,
    })),
    corrections: corrections.map((each) => ({ ...each, wish: wishes.get(each.id) ?? null })),
  };
}

function ownDetailRows(tx: Tx, cooperativeId: string, memberId: string) {
  return tx
    .select({
      recordedAt: memberDetail.recordedAt,
      name: memberDetail.name,
      sex: memberDetail.sex,
      birthDate: memberDetail.birthDate,
      phoneMasked: memberDetail.phoneMasked,
    })
    .from(memberDetail)
    .where(and(eq(memberDetail.cooperativeId, cooperativeId), eq(memberDetail.memberId, memberId)))
    .orderBy(asc(memberDetail.recordedAt));
}

function ownAccountRows(tx: Tx, cooperativeId: string, memberId: string) {
  return tx
    .select({
      recordedAt: memberBankAccount.recordedAt,
      bankName: memberBankAccount.bankName,
      masked: memberBankAccount.bankAccountMasked,
    })
    .from(memberBankAccount)
    .where(and(eq(memberBankAccount.cooperativeId, cooperativeId), eq(memberBankAccount.memberId, memberId)))
    .orderBy(asc(memberBankAccount.recordedAt));
}
