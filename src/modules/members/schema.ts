/**
 * The register of members and households. What a person is on a day (standing, household, tags) stands in append-only
 * tables with two dates; the member row holds what does not depend on the day. Resident ID, phone and bank account are
 * kept encrypted, with a blind index for exact search and a masked text for people.
 */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytes, instant, localDate, sortText, tenantId, wholeNumber } from '../../platform/columns.ts';
import type { LawId } from '../../domain/law.ts';
import type { MandateEndCause, MandateGround, MandateScope } from '../../domain/mandate.ts';
import type { BasisReason } from '../../domain/membership-basis.ts';
import type { Relation, Sex, StandingKind } from '../../domain/membership.ts';
import type { CorrectionField, CorrectionOutcome } from '../../domain/correction-request.ts';
import type { AccountChangeKind, AccountReviewOutcome } from '../../domain/payee-account.ts';
import type { RegisterChangeKind, RegisterReviewOutcome } from '../../domain/register-change.ts';

export const household = pgTable(
  'household',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    number: text('number').notNull(),
    sortKey: sortText('sort_key').notNull(),
    /** The villagers' group (村民小组) the household belongs to. */
    groupName: text('group_name'),
    address: text('address'),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('household_number_unique').on(t.cooperativeId, t.number),
    index('household_sorted').on(t.cooperativeId, t.sortKey, t.id),
  ],
);

/**
 * Accounts that somebody entered at once: of one person, or of a whole roster. `before`: in use when accounts began to be
 * confirmed, and taken as confirmed. Append only.
 */
export const accountChange = pgTable(
  'account_change',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** From 1; 0 of `before`. */
    number: wholeNumber('number').notNull(),
    kind: text('kind').$type<AccountChangeKind>().notNull(),
    count: integer('count').notNull(),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('account_change_number_unique').on(t.cooperativeId, t.number),
    check('account_change_kind', sql`${t.kind} in ('entered','before')`),
    check('account_change_made_by', sql`(${t.kind} = 'before') = (${t.madeBy} is null)`),
  ],
);

/** That another person confirmed the accounts of a change, or sent them back. Once. Append only. */
export const accountChangeReview = pgTable(
  'account_change_review',
  {
    cooperativeId: tenantId(),
    changeId: uuid('change_id').notNull(),
    outcome: text('outcome').$type<AccountReviewOutcome>().notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.changeId] }),
    foreignKey({
      name: 'account_change_review_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [accountChange.cooperativeId, accountChange.id],
    }),
    check(
      'account_change_review_outcome',
      sql`${t.outcome} in ('confirmed','sent-back') and (${t.outcome} = 'sent-back') = (${t.reason} is not null)`,
    ),
  ],
);

/**
 * Changes of standings or facts that somebody entered at once: of one person, or of a whole roster. `before`: what stood in the register
 * when changes began to be confirmed, and is taken as confirmed. Append only.
 */
export const registerChange = pgTable(
  'register_change',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** From 1; 0 of `before`. */
    number: wholeNumber('number').notNull(),
    kind: text('kind').$type<RegisterChangeKind>().notNull(),
    count: integer('count').notNull(),
    madeAt: instant('made_at').notNull(),
    madeBy: uuid('made_by'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('register_change_number_unique').on(t.cooperativeId, t.number),
    check('register_change_kind', sql`${t.kind} in ('entered','before')`),
    check('register_change_made_by', sql`(${t.kind} = 'before') = (${t.madeBy} is null)`),
  ],
);

/** That another person confirmed a change, or sent it back. Once. Append only. */
export const registerChangeReview = pgTable(
  'register_change_review',
  {
    cooperativeId: tenantId(),
    changeId: uuid('change_id').notNull(),
    outcome: text('outcome').$type<RegisterReviewOutcome>().notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.changeId] }),
    foreignKey({
      name: 'register_change_review_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [registerChange.cooperativeId, registerChange.id],
    }),
    check(
      'register_change_review_outcome',
      sql`${t.outcome} in ('confirmed','sent-back') and (${t.outcome} = 'sent-back') = (${t.reason} is not null)`,
    ),
  ],
);

export const member = pgTable(
  'member',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    registerNumber: text('register_number').notNull(),
    sortKey: sortText('sort_key').notNull(),
    name: sortText('name').notNull(),
    sex: text('sex').$type<Sex>(),
    birthDate: localDate('birth_date'),
    /** The day from which years of work or residence (农龄, 劳龄) are counted. */
    seniorityFrom: localDate('seniority_from'),
    /** The household and relation of today; `household_placement` has the history. */
    householdId: uuid('household_id'),
    relation: text('relation').$type<Relation>(),
    residentIdCipher: bytes('resident_id_cipher'),
    residentIdIndex: bytes('resident_id_index'),
    phoneCipher: bytes('phone_cipher'),
    phoneIndex: bytes('phone_index'),
    phoneMasked: text('phone_masked'),
    bankName: text('bank_name'),
    bankAccountCipher: bytes('bank_account_cipher'),
    bankAccountIndex: bytes('bank_account_index'),
    bankAccountMasked: text('bank_account_masked'),
    /** With which change the account came in: money goes to it once that is confirmed. */
    accountChangeId: uuid('account_change_id'),
    /** With which change name, resident ID, sex, birth date and the beginning of years came in last; null: with the person. */
    factsChangeId: uuid('facts_change_id'),
    recordedAt: instant('recorded_at').notNull(),
    changedAt: instant('changed_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('member_register_number_unique').on(t.cooperativeId, t.registerNumber),
    uniqueIndex('member_resident_id_unique').on(t.cooperativeId, t.residentIdIndex),
    index('member_sorted').on(t.cooperativeId, t.sortKey, t.id),
    index('member_by_household').on(t.cooperativeId, t.householdId),
    foreignKey({
      name: 'member_household_fk',
      columns: [t.cooperativeId, t.householdId],
      foreignColumns: [household.cooperativeId, household.id],
    }),
    index('member_by_bank_account')
      .on(t.cooperativeId, t.bankAccountIndex)
      .where(sql`${t.bankAccountIndex} is not null`),
    foreignKey({
      name: 'member_account_change_fk',
      columns: [t.cooperativeId, t.accountChangeId],
      foreignColumns: [accountChange.cooperativeId, accountChange.id],
    }),
    foreignKey({
      name: 'member_facts_change_fk',
      columns: [t.cooperativeId, t.factsChangeId],
      foreignColumns: [registerChange.cooperativeId, registerChange.id],
    }),
    check('member_account_of_change', sql`(${t.bankAccountIndex} is null) = (${t.accountChangeId} is null)`),
    check('member_phone_masked', sql`${t.phoneMasked} ~ '^[*]{4}[0-9]{0,4}$'`),
    check('member_bank_account_masked', sql`${t.bankAccountMasked} ~ '^[*]{4}[0-9]{0,4}$'`),
    check('member_name_given', sql`length(${t.name}) between 1 and 100`),
    check('member_household_and_relation', sql`(${t.householdId} is null) = (${t.relation} is null)`),
  ],
);

/** Every bank account a member ever had, from the moment it was entered; no account is a row without one. Written by a trigger. */
export const memberBankAccount = pgTable(
  'member_bank_account',
  {
    cooperativeId: tenantId(),
    memberId: uuid('member_id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    bankName: text('bank_name'),
    bankAccountCipher: bytes('bank_account_cipher'),
    bankAccountMasked: text('bank_account_masked'),
    /** Null, like the index: entered before accounts were confirmed. */
    changeId: uuid('change_id'),
    bankAccountIndex: bytes('bank_account_index'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.memberId, t.recordedAt] }),
    index('member_bank_account_of_change').on(t.cooperativeId, t.changeId),
    foreignKey({
      name: 'member_bank_account_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
  ],
);

/** What was known of a member, from when on: corrected ones keep the old. Written by a trigger; append only. */
export const memberDetail = pgTable(
  'member_detail',
  {
    cooperativeId: tenantId(),
    memberId: uuid('member_id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    name: text('name').notNull(),
    sex: text('sex').$type<Sex>(),
    birthDate: localDate('birth_date'),
    residentIdCipher: bytes('resident_id_cipher'),
    residentIdIndex: bytes('resident_id_index'),
    phoneCipher: bytes('phone_cipher'),
    phoneIndex: bytes('phone_index'),
    phoneMasked: text('phone_masked'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.memberId, t.recordedAt] }),
    foreignKey({
      name: 'member_detail_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
  ],
);

/** Which member a user of the program is: who signs in as a representative votes as this member and nobody else. */
export const memberUser = pgTable(
  'member_user',
  {
    cooperativeId: tenantId(),
    userId: uuid('user_id').notNull(),
    memberId: uuid('member_id').notNull(),
    linkedAt: instant('linked_at').notNull(),
    /** What it rests on: proposed by one person and confirmed by another. */
    proposalId: uuid('proposal_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.userId] }),
    unique('member_user_once').on(t.cooperativeId, t.memberId),
    foreignKey({
      name: 'member_user_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
  ],
);

/**
 * That somebody acts for a member, as two people decided: its id is the proposal's. Triggers ask for both people, and for a death where
 * heirs act. Append only.
 */
export const mandate = pgTable(
  'mandate',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    userId: uuid('user_id').notNull(),
    memberId: uuid('member_id').notNull(),
    /** What whoever acts was called then: the portal sees no users. */
    person: text('person').notNull(),
    ground: text('ground').$type<MandateGround>().notNull(),
    document: text('document').notNull(),
    scope: text('scope').$type<MandateScope>().notNull(),
    beginsOn: localDate('begins_on').notNull(),
    endsOn: localDate('ends_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('mandate_of_user').on(t.cooperativeId, t.userId),
    index('mandate_of_member').on(t.cooperativeId, t.memberId),
    foreignKey({
      name: 'mandate_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('mandate_ground', sql`${t.ground} in ('guardian','heir','child','attorney')`),
    check('mandate_scope', sql`${t.scope} in ('read')`),
    check('mandate_days', sql`${t.beginsOn} <= ${t.endsOn}`),
    check('mandate_document', sql`length(${t.document}) between 2 and 200`),
  ],
);

/** That a mandate ended before its day, once; a trigger asks by whose right, and writes those that a death ends. Append only. */
export const mandateEnd = pgTable(
  'mandate_end',
  {
    cooperativeId: tenantId(),
    mandateId: uuid('mandate_id').notNull(),
    cause: text('cause').$type<MandateEndCause>().notNull(),
    reason: text('reason'),
    /** Of two people of the office. */
    proposalId: uuid('proposal_id'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.mandateId] }),
    foreignKey({
      name: 'mandate_end_mandate_fk',
      columns: [t.cooperativeId, t.mandateId],
      foreignColumns: [mandate.cooperativeId, mandate.id],
    }),
    check('mandate_end_cause', sql`${t.cause} in ('member','mandatary','office','death','not-dead')`),
    check('mandate_end_office', sql`(${t.cause} = 'office') = (${t.proposalId} is not null)`),
    check('mandate_end_by', sql`(${t.cause} in ('death','not-dead')) = (${t.recordedBy} is null)`),
    check('mandate_end_reason', sql`(${t.recordedBy} is null) = (${t.reason} is null)`),
  ],
);

/** Dated standings. Append only: a mistake is corrected by a row that names it in `corrects`. */
export const memberStanding = pgTable(
  'member_standing',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    memberId: uuid('member_id').notNull(),
    kind: text('kind').$type<StandingKind>().notNull(),
    effectiveOn: localDate('effective_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    /** The record this one takes the place of; kind `void` strikes it without a successor. */
    corrects: uuid('corrects'),
    note: text('note'),
    /** By which change it was confirmed; null: what one person enters alone. */
    changeId: uuid('change_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'member_standing_change_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [registerChange.cooperativeId, registerChange.id],
    }),
    index('member_standing_by_member').on(t.cooperativeId, t.memberId, t.effectiveOn),
    unique('member_standing_corrected_once').on(t.cooperativeId, t.corrects),
    foreignKey({
      name: 'member_standing_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    foreignKey({
      name: 'member_standing_corrects_fk',
      columns: [t.cooperativeId, t.corrects],
      foreignColumns: [t.cooperativeId, t.id],
    }),
    check(
      'member_standing_kind',
      sql`${t.kind} in ('admitted','retired','deceased','left','reinstated','void')`,
    ),
  ],
);

/** Why and by what decision a standing came about. Append only. */
export const memberBasis = pgTable(
  'member_basis',
  {
    cooperativeId: tenantId(),
    standingId: uuid('standing_id').notNull(),
    reason: text('reason').$type<BasisReason>().notNull(),
    /** The row of the law it rests on, where one was in force. */
    lawId: text('law_id').$type<LawId>(),
    /** Resolutions stand in a room to the right; PostgreSQL asks that it is adopted. */
    resolutionId: uuid('resolution_id'),
    application: text('application'),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.standingId] }),
    foreignKey({
      name: 'member_basis_standing_fk',
      columns: [t.cooperativeId, t.standingId],
      foreignColumns: [memberStanding.cooperativeId, memberStanding.id],
    }),
    check(
      'member_basis_voluntary',
      sql`${t.reason} <> 'voluntary' or (${t.application} is not null and ${t.resolutionId} is not null)`,
    ),
  ],
);

/** Standings of a change, with why and by what decision: they count once it is confirmed. Append only. */
export const proposedStanding = pgTable(
  'proposed_standing',
  {
    cooperativeId: tenantId(),
    /** Of the standing that it becomes. */
    id: uuid('id').notNull(),
    changeId: uuid('change_id').notNull(),
    memberId: uuid('member_id').notNull(),
    kind: text('kind').$type<StandingKind>().notNull(),
    effectiveOn: localDate('effective_on').notNull(),
    corrects: uuid('corrects'),
    note: text('note'),
    reason: text('reason').$type<BasisReason>(),
    lawId: text('law_id').$type<LawId>(),
    resolutionId: uuid('resolution_id'),
    application: text('application'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('proposed_standing_of_change').on(t.cooperativeId, t.changeId),
    index('proposed_standing_by_member').on(t.cooperativeId, t.memberId),
    foreignKey({
      name: 'proposed_standing_change_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [registerChange.cooperativeId, registerChange.id],
    }),
    foreignKey({
      name: 'proposed_standing_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    foreignKey({
      name: 'proposed_standing_corrects_fk',
      columns: [t.cooperativeId, t.corrects],
      foreignColumns: [memberStanding.cooperativeId, memberStanding.id],
    }),
    check(
      'proposed_standing_kind',
      sql`${t.kind} in ('admitted','retired','deceased','left','reinstated','void')`,
    ),
    check(
      'proposed_standing_voluntary',
      sql`${t.reason} <> 'voluntary' or (${t.application} is not null and ${t.resolutionId} is not null)`,
    ),
  ],
);

/**
 * What a person's name, resident ID, sex, birth date and beginning of years shall be once the change is confirmed. Without a name it is of
 * a version that did not ask for the first two, and says nothing of them. Append only.
 */
export const proposedFacts = pgTable(
  'proposed_facts',
  {
    cooperativeId: tenantId(),
    changeId: uuid('change_id').notNull(),
    memberId: uuid('member_id').notNull(),
    sex: text('sex').$type<Sex>(),
    birthDate: localDate('birth_date'),
    seniorityFrom: localDate('seniority_from'),
    name: text('name'),
    /** Sealed as the number of the person that it becomes. */
    residentIdCipher: bytes('resident_id_cipher'),
    residentIdIndex: bytes('resident_id_index'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.changeId] }),
    index('proposed_facts_by_member').on(t.cooperativeId, t.memberId),
    foreignKey({
      name: 'proposed_facts_change_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [registerChange.cooperativeId, registerChange.id],
    }),
    foreignKey({
      name: 'proposed_facts_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('proposed_facts_sex', sql`${t.sex} in ('male','female')`),
    check('proposed_facts_name_given', sql`length(${t.name}) between 1 and 100`),
    check(
      'proposed_facts_resident_id',
      sql`(${t.residentIdCipher} is null) = (${t.residentIdIndex} is null)`,
    ),
  ],
);

/** A place in a household, which counts once the change is confirmed. Append only. */
export const proposedPlacement = pgTable(
  'proposed_placement',
  {
    cooperativeId: tenantId(),
    /** Of the placement that it becomes. */
    id: uuid('id').notNull(),
    changeId: uuid('change_id').notNull(),
    memberId: uuid('member_id').notNull(),
    householdId: uuid('household_id'),
    relation: text('relation').$type<Relation>(),
    effectiveOn: localDate('effective_on').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('proposed_placement_of_change').on(t.cooperativeId, t.changeId),
    index('proposed_placement_by_member').on(t.cooperativeId, t.memberId),
    foreignKey({
      name: 'proposed_placement_change_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [registerChange.cooperativeId, registerChange.id],
    }),
    foreignKey({
      name: 'proposed_placement_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    foreignKey({
      name: 'proposed_placement_household_fk',
      columns: [t.cooperativeId, t.householdId],
      foreignColumns: [household.cooperativeId, household.id],
    }),
    check(
      'proposed_placement_household_and_relation',
      sql`(${t.householdId} is null) = (${t.relation} is null)`,
    ),
  ],
);

/** Until when one person changed heads of households alone. Only a migration writes it. */
export const headedAloneBefore = pgTable('headed_alone_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Until when one person placed people in households, and tagged them, alone. Only a migration writes it. */
export const placedAloneBefore = pgTable('placed_alone_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Which household a member belonged to from a day on. Append only; a null household means "in none". */
export const householdPlacement = pgTable(
  'household_placement',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    memberId: uuid('member_id').notNull(),
    householdId: uuid('household_id'),
    relation: text('relation').$type<Relation>(),
    effectiveOn: localDate('effective_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    /** By which change it was confirmed; null: what one person enters alone. */
    changeId: uuid('change_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'household_placement_change_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [registerChange.cooperativeId, registerChange.id],
    }),
    index('household_placement_by_member').on(t.cooperativeId, t.memberId, t.effectiveOn),
    foreignKey({
      name: 'household_placement_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    foreignKey({
      name: 'household_placement_household_fk',
      columns: [t.cooperativeId, t.householdId],
      foreignColumns: [household.cooperativeId, household.id],
    }),
  ],
);

/** Words the cooperative attaches to a member from a day on (`present`) or takes off again. Append only. */
export const memberTag = pgTable(
  'member_tag',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    memberId: uuid('member_id').notNull(),
    tag: text('tag').notNull(),
    present: boolean('present').notNull(),
    effectiveOn: localDate('effective_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    /** By which change it was confirmed; null: what one person enters alone. */
    changeId: uuid('change_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'member_tag_change_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [registerChange.cooperativeId, registerChange.id],
    }),
    index('member_tag_by_member').on(t.cooperativeId, t.memberId, t.tag, t.effectiveOn),
    foreignKey({
      name: 'member_tag_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('member_tag_given', sql`length(${t.tag}) between 1 and 40`),
  ],
);

/** A tag of somebody on whom something rests: it counts once the change is confirmed. Append only. */
export const proposedTag = pgTable(
  'proposed_tag',
  {
    cooperativeId: tenantId(),
    /** Of the tag that it becomes. */
    id: uuid('id').notNull(),
    changeId: uuid('change_id').notNull(),
    memberId: uuid('member_id').notNull(),
    tag: text('tag').notNull(),
    present: boolean('present').notNull(),
    effectiveOn: localDate('effective_on').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('proposed_tag_of_change').on(t.cooperativeId, t.changeId),
    index('proposed_tag_by_member').on(t.cooperativeId, t.memberId),
    foreignKey({
      name: 'proposed_tag_change_fk',
      columns: [t.cooperativeId, t.changeId],
      foreignColumns: [registerChange.cooperativeId, registerChange.id],
    }),
    foreignKey({
      name: 'proposed_tag_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check('proposed_tag_given', sql`length(${t.tag}) between 1 and 40`),
  ],
);

/**
 * That a person wants something corrected of what is known of them: asked by themself, or through the office. What it should be
 * may be a number of theirs, and is sealed. Append only.
 */
export const correctionRequest = pgTable(
  'correction_request',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    memberId: uuid('member_id').notNull(),
    field: text('field').$type<CorrectionField>().notNull(),
    wishCipher: bytes('wish_cipher').notNull(),
    askedOn: localDate('asked_on').notNull(),
    asked: text('asked').$type<'by-the-person' | 'through-the-office'>().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('correction_request_of_member').on(t.cooperativeId, t.memberId, t.id),
    foreignKey({
      name: 'correction_request_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    check(
      'correction_request_field',
      sql`${t.field} in ('name','sex','birth-date','resident-id','phone','bank-account','standing','household','shares','money','other')`,
    ),
    check('correction_request_asked', sql`${t.asked} in ('by-the-person','through-the-office')`),
  ],
);

/** What became of it, once; a trigger refuses whoever recorded the request, and the person themself. Append only. */
export const correctionAnswer = pgTable(
  'correction_answer',
  {
    cooperativeId: tenantId(),
    requestId: uuid('request_id').notNull(),
    outcome: text('outcome').$type<CorrectionOutcome>().notNull(),
    reason: text('reason'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.requestId] }),
    foreignKey({
      name: 'correction_answer_request_fk',
      columns: [t.cooperativeId, t.requestId],
      foreignColumns: [correctionRequest.cooperativeId, correctionRequest.id],
    }),
    check(
      'correction_answer_outcome',
      sql`${t.outcome} in ('corrected','refused') and (${t.outcome} = 'corrected' or ${t.reason} is not null)`,
    ),
  ],
);
