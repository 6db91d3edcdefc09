/** Changes of the register: admission, details, standings, tags, households, and the logged look at a number in clear. */
import { v7 as newId } from 'uuid';
import type { InputOf } from '../../contract/endpoint.ts';
import { Refusal, refuse, throwFaults, type Fault } from '../../domain/refusal.ts';
import { LocalDate } from '../../domain/calendar.ts';
import type { MemberMessage } from '../../domain/member-message.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import {
  bankAccountWarning,
  parseBankAccount,
  parsePhone,
  parseResidentId,
  type PersonalNumber,
} from '../../domain/identity-number.ts';
import {
  requireCorrectable,
  standingFaults,
  type Relation,
  type StandingRecord,
} from '../../domain/membership.ts';
import { doubtfulFault, nameFault, spelledName } from '../../domain/person-name.ts';
import { basisFaults, reasonFaults, type MembershipBasis } from '../../domain/membership-basis.ts';
import { parseRegisterNumber } from '../../domain/register-number.ts';
import type { RosterRow } from '../../domain/roster.ts';
import { defineCommand, type CommandUnit } from '../../platform/command.ts';
import { enterAccounts } from './accounts.ts';
import { admitMembers } from './admission.ts';
import * as wire from './contract.ts';
import { seal, unseal } from './personal-number.ts';
import {
  enterFacts,
  enterPlacement,
  enterStandings,
  enterTag,
  registerDaysOf,
  requireNobodyElses,
  requireNothingWaits,
  seatFaults,
} from './register-changes.ts';
import {
  changeMember,
  findHouseholdByNumber,
  findMember,
  insertHousehold,
  standingRows,
  toRecord,
  type MemberRow,
  type NewStanding,
} from './store.ts';

export const admitMember = defineCommand({
  name: 'members.admit',
  endpoint: wire.admitMember,
  async run(unit, input) {
    const row = toRosterRow(input);
    const { memberIds, warnings, changeId } = await admitMembers(unit, [row]).catch(withPointers);
    const id = memberIds.get(parseRegisterNumber(input.registerNumber));
    if (id === undefined) throw new Error('An admitted member has no id.');
    unit.note('member', { memberId: id, registerNumber: input.registerNumber });
    return { id, warnings: warnings.map(({ code, values }) => warned({ code, values })), changeId };
  },
});

/** Messages to members are a room of their own, to which this one is handed over. */
export type TellMembers = (
  unit: CommandUnit,
  about: string,
  told: readonly (MemberMessage & { readonly memberId: string })[],
) => Promise<void>;

export const changingDetails = (tell: TellMembers) =>
  defineCommand({
    name: 'members.change-details',
    endpoint: wire.changeDetails,
    async run(unit, input) {
      const { memberId, ...fields } = input;
      const before = await requireMember(unit, memberId);
      const { sex, birthDate, seniorityFrom, name, residentId, ...change } = await detailsToStore(
        unit,
        before,
        fields,
      );
      const changed = Object.keys(fields);
      if (changed.length === 0) throw refuse('membership.nothing-to-change');
      const known = { cipher: before.residentIdCipher, index: before.residentIdIndex };
      const { cipher, index } =
        residentId === undefined ? known : (residentId ?? { cipher: null, index: null });
      const facts = {
        name: name ?? before.name,
        residentIdCipher: cipher,
        residentIdIndex: index,
        sex: sex === undefined ? before.sex : sex,
        birthDate: birthDate === undefined ? before.birthDate : birthDate,
        seniorityFrom: seniorityFrom === undefined ? before.seniorityFrom : seniorityFrom,
      };
      const changeId = await enterFacts(unit, before, facts);
      const account = await accountToStore(unit, before, change);
      const atOnce = { ...change, ...account, ...(changeId === null && facts) };
      await tell(unit, account.accountChangeId ?? memberId, changesTold(before, atOnce));
      await changeMember(unit.tx, unit.cooperativeId, memberId, { ...atOnce, changedAt: unit.now });
      unit.note('member', { memberId, changed });
      const warning = fields.bankAccount ? bankAccountWarning(parseBankAccount(fields.bankAccount)) : null;
      return { id: memberId, warnings: warning === null ? [] : [warned(warning)], changeId };
    },
  });

export const recordStanding = defineCommand({
  name: 'members.record-standing',
  endpoint: wire.recordStanding,
  async run(unit, { memberId, kind, effectiveOn, note, basis }) {
    const standing = { memberId, kind, effectiveOn: LocalDate.parse(effectiveOn), note: note ?? null };
    return writeStanding(unit, standing, basisOf(basis));
  },
});

export const correctStanding = defineCommand({
  name: 'members.correct-standing',
  endpoint: wire.correctStanding,
  async run(unit, { memberId, standingId, kind, effectiveOn, note, basis }) {
    const standing = {
      memberId,
      kind,
      effectiveOn: LocalDate.parse(effectiveOn),
      note,
      corrects: standingId,
    };
    return writeStanding(unit, standing, basisOf(basis));
  },
});

export const setTag = defineCommand({
  name: 'members.set-tag',
  endpoint: wire.setTag,
  async run(unit, { memberId, tag, present, effectiveOn }) {
    await requireMember(unit, memberId);
    const row = { memberId, tag, present, effectiveOn: LocalDate.parse(effectiveOn) };
    const changeId = await enterTag(unit, row);
    unit.note('member', { memberId, tag, present, effectiveOn });
    return { id: memberId, changeId };
  },
});

export const placeInHousehold = defineCommand({
  name: 'members.place-in-household',
  endpoint: wire.placeInHousehold,
  async run(unit, { memberId, household, relation, effectiveOn }) {
    const before = await requireMember(unit, memberId);
    if ((household === null) !== (relation === null)) {
      throw refuse(
        'membership.relation-without-household',
        {},
        household === null ? '/household' : '/relation',
      );
    }
    const householdId = household === null ? null : await seatInHousehold(unit, before, household, relation);
    const row = { memberId, householdId, relation, effectiveOn: LocalDate.parse(effectiveOn) };
    const changeId = await enterPlacement(unit, before, row);
    unit.note('member', { memberId, household, relation, effectiveOn });
    return { id: memberId, changeId };
  },
});

export const enterHousehold = defineCommand({
  name: 'members.enter-household',
  endpoint: wire.enterHousehold,
  async run(unit, input) {
    const number = parseRegisterNumber(input.number);
    if (await findHouseholdByNumber(unit.tx, unit.cooperativeId, number)) {
      throw refuse('membership.household-exists', { household: number }, '/number');
    }
    const row = { number, groupName: input.groupName ?? null, address: input.address ?? null };
    const id = await insertHousehold(unit.tx, unit.cooperativeId, row, unit.now);
    unit.note('household', { householdId: id, number });
    return { id };
  },
});

/** Shows one number of one person in clear, to those who may, and leaves who looked, at what, and why in the trail. */
export const unmask = defineCommand({
  name: 'members.unmask',
  endpoint: wire.unmask,
  async run(unit, { memberId, field, reason }) {
    const row = await requireMember(unit, memberId);
    const sealed = sealedOf(row, field);
    if (sealed === null) throw refuse('membership.detail-not-recorded');
    unit.note('unmasked', { memberId, field, reason });
    return { value: unseal(unit.vault, { cooperativeId: unit.cooperativeId, memberId }, field, sealed) };
  },
});

async function writeStanding(
  unit: CommandUnit,
  standing: NewStanding,
  basis: MembershipBasis | null,
): Promise<{ readonly id: string; readonly changeId: string | null }> {
  const person = await requireMember(unit, standing.memberId);
  await requireNothingWaits(unit, [person.id]);
  const records = (await standingRows(unit.tx, unit.cooperativeId, standing.memberId)).map(toRecord);
  if (standing.corrects !== undefined) requireCorrectable(records, standing.corrects);
  const added: StandingRecord = {
    id: 'added',
    kind: standing.kind,
    effectiveOn: standing.effectiveOn,
    recordedAt: unit.now,
    ...(standing.corrects !== undefined && { corrects: standing.corrects }),
  };
  const faults = standingFaults([...records, added], { birthDate: person.birthDate, today: unit.today });
  const days = await registerDaysOf(unit);
  const undecided = [...basisFaults(standing, basis, days), ...reasonFaults(standing, basis, days)];
  throwFaults([
    ...faults.map((fault) => ({ ...fault, pointer: '/effectiveOn' })),
    ...undecided.map((fault) => ({ ...fault, pointer: '/basis' })),
  ]);
  const id = newId();
  const changeId = await enterStandings(unit, [{ id, ...standing, basis }]);
  unit.note('standing', {
    memberId: standing.memberId,
    standingId: id,
    kind: standing.kind,
    effectiveOn: standing.effectiveOn.toString(),
    corrects: standing.corrects,
  });
  return { id, changeId };
}

async function seatInHousehold(
  unit: CommandUnit,
  person: MemberRow,
  household: string,
  relation: Relation | null,
): Promise<string> {
  const found = await findHouseholdByNumber(unit.tx, unit.cooperativeId, household);
  if (!found) throw refuse('membership.household-not-found', { household }, '/household');
  const [fault] = await seatFaults(unit, person, found.number, relation);
  if (fault !== undefined) throw refuse(fault.code, fault.values, '/relation');
  return found.id;
}

async function detailsToStore(
  unit: CommandUnit,
  before: MemberRow,
  fields: Omit<InputOf<typeof wire.changeDetails>, 'memberId'>,
) {
  const { vault, cooperativeId } = unit;
  const faults: Fault[] = [];
  const sealed = (kind: PersonalNumber, text: string | null | undefined, parse: (text: string) => string) => {
    if (text === undefined) return undefined;
    if (text === null) return null;
    try {
      return seal(vault, { cooperativeId, memberId: before.id }, kind, parse(text));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      faults.push(...error.faults.map((fault) => ({ ...fault, pointer: `/${kind}` })));
      return undefined;
    }
  };
  const name = fields.name === undefined ? undefined : spelledName(fields.name);
  const wrong = name === undefined ? null : (nameFault(name) ?? doubtfulFault(name));
  if (wrong !== null) faults.push({ ...wrong, pointer: '/name' });
  const birthDate = dateOrNull(fields.birthDate);
  if (birthDate?.isAfter(unit.today)) {
    const values = { birthDate: birthDate.toString() };
    faults.push({ code: 'membership.birth-date-in-future', values, pointer: '/birthDate' });
  }
  const id = sealed('residentId', fields.residentId, (text) => parseResidentId(text, unit.today).text);
  const phone = sealed('phone', fields.phone, parsePhone);
  const account = sealed('bankAccount', fields.bankAccount, parseBankAccount);
  throwFaults(faults);
  if (id) await requireNobodyElses(unit.tx, cooperativeId, before.id, id.index);
  return {
    ...(name !== undefined && { name }),
    ...(fields.sex !== undefined && { sex: fields.sex }),
    ...(birthDate !== undefined && { birthDate }),
    ...(fields.seniorityFrom !== undefined && { seniorityFrom: dateOrNull(fields.seniorityFrom) ?? null }),
    ...(fields.bankName !== undefined && { bankName: fields.bankName }),
    ...(id !== undefined && { residentId: id }),
    ...(phone !== undefined && {
      phoneCipher: phone?.cipher ?? null,
      phoneIndex: phone?.index ?? null,
      phoneMasked: phone?.masked ?? null,
    }),
    ...(account !== undefined && {
      bankAccountCipher: account?.cipher ?? null,
      bankAccountIndex: account?.index ?? null,
      bankAccountMasked: account?.masked ?? null,
    }),
  };
}

/** Another account, or the same at another bank, waits until another person confirms it; the same again changes nothing. */
async function accountToStore(
  unit: CommandUnit,
  before: MemberRow,
  change: Partial<MemberRow>,
): Promise<Partial<MemberRow>> {
  const { bankAccountIndex: index = before.bankAccountIndex, bankName = before.bankName } = change;
  if (index === null) return { accountChangeId: null };
  const same =
    before.bankAccountIndex !== null && Buffer.from(index).equals(Buffer.from(before.bankAccountIndex));
  if (same && bankName === before.bankName)
    return {
      bankAccountCipher: before.bankAccountCipher,
      bankAccountIndex: before.bankAccountIndex,
      bankAccountMasked: before.bankAccountMasked,
    };
  return { accountChangeId: await enterAccounts(unit, 1) };
}

/** Where money and messages go: one person changes it, so whoever it concerns hears of it, at the number of before. */
function changesTold(before: MemberRow, after: Partial<MemberRow>): (MemberMessage & { memberId: string })[] {
  const { id: memberId, phoneMasked, phoneIndex, bankAccountMasked, bankAccountIndex } = before;
  const isOther = (one: Uint8Array | null, other: Uint8Array | null | undefined) =>
    one !== null && other !== undefined && (other === null || !Buffer.from(one).equals(other));
  const told: (MemberMessage & { memberId: string })[] = [];
  if (phoneMasked !== null && isOther(phoneIndex, after.phoneIndex))
    told.push({ kind: 'telephone-changed', memberId, before: phoneMasked, after: after.phoneMasked ?? null });
  if (bankAccountMasked !== null && isOther(bankAccountIndex, after.bankAccountIndex))
    told.push({
      kind: 'account-changed',
      memberId,
      before: bankAccountMasked,
      after: after.bankAccountMasked ?? null,
    });
  return told;
}

/** A warning stands at the account: nothing else is warned of. */
function warned(warning: Fault) {
  const { code } = warning;
  return { code, pointer: '/bankAccount', zh: faultMessage(warning, 'zh'), en: faultMessage(warning, 'en') };
}

async function requireMember(unit: CommandUnit, id: string): Promise<MemberRow> {
  const row = await findMember(unit.tx, unit.cooperativeId, id);
  if (!row) throw refuse('membership.not-found');
  return row;
}

function sealedOf(row: MemberRow, field: PersonalNumber) {
  const sealed = (cipher: Uint8Array | null, index: Uint8Array | null) =>
    cipher === null ? null : { cipher, index };
  switch (field) {
    case 'residentId':
      return sealed(row.residentIdCipher, row.residentIdIndex);
    case 'phone':
      return sealed(row.phoneCipher, row.phoneIndex);
    case 'bankAccount':
      return sealed(row.bankAccountCipher, row.bankAccountIndex);
  }
}

function basisOf(given: InputOf<typeof wire.recordStanding>['basis']): MembershipBasis | null {
  if (!given) return null;
  const { reason, resolutionId = null, application = null } = given;
  return { reason, resolutionId, application };
}

function toRosterRow(input: InputOf<typeof wire.admitMember>): RosterRow {
  return {
    row: 1,
    registerNumber: input.registerNumber,
    name: input.name,
    sex: input.sex ?? null,
    birthDate: dateOrNull(input.birthDate) ?? null,
    seniorityFrom: dateOrNull(input.seniorityFrom) ?? null,
    residentId: input.residentId ?? null,
    phone: input.phone ?? null,
    bankName: input.bankName ?? null,
    bankAccount: input.bankAccount ?? null,
    household: input.household ?? null,
    groupName: input.groupName ?? null,
    relation: input.relation ?? null,
    standings: input.standings.map(({ kind, effectiveOn, basis }) => {
      const given = basisOf(basis);
      return { kind, effectiveOn: LocalDate.parse(effectiveOn), ...(given !== null && { basis: given }) };
    }),
    tags: input.tags ?? [],
  };
}

/** A single admission points at fields of the request instead of rows of a file. */
function withPointers(error: unknown): never {
  if (!(error instanceof Refusal)) throw error;
  const [first, ...rest] = error.faults.map(({ code, values, column }): Fault => ({
    code,
    values,
    ...(column !== undefined && { pointer: `/${column}` }),
  }));
  throw first === undefined ? error : new Refusal([first, ...rest]);
}

function dateOrNull(text: string | null | undefined): LocalDate | null | undefined {
  return text === null || text === undefined ? text : LocalDate.parse(text);
}
