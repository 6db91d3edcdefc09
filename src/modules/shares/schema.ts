/**
 * The share register: double entry and append only. A movement takes a positive quantity of one class from one holder
 * account to another; every holding on any day, as known at any time, follows from movements alone.
 */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import {
  exactNumeric,
  instant,
  localDate,
  money,
  quantity,
  sortText,
  tenantId,
  wholeNumber,
} from '../../platform/columns.ts';
// Tables name each other directly, so that drizzle-kit loads tables and nothing that runs.
import { household, member } from '../members/schema.ts';
import type { Takers } from '../../domain/share-taker.ts';
import type { RequestWish } from './contract.ts';
import type {
  AccountKind,
  CertificateState,
  ClassKind,
  LimitBase,
  LimitKind,
  MovementKind,
  RestrictionKind,
} from '../../domain/share-register.ts';

export const shareClass = pgTable(
  'share_class',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    code: text('code').notNull(),
    name: text('name').notNull(),
    /** For papers in English; null: they show the Chinese one. */
    nameEn: text('name_en'),
    kind: text('kind').$type<ClassKind>().notNull(),
    /** Decimals a quantity of this class may have, 0 to 4. */
    places: integer('places').notNull(),
    parValue: money('par_value'),
    /** Order in tables and on certificates. */
    position: integer('position').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('share_class_code_unique').on(t.cooperativeId, t.code),
    unique('share_class_name_unique').on(t.cooperativeId, t.name),
    check('share_class_places', sql`${t.places} between 0 and 4`),
  ],
);

/** Whoever may hold shares. One account for each member and household, and one each of pool, collective and redeemed. */
export const holderAccount = pgTable(
  'holder_account',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<AccountKind>().notNull(),
    memberId: uuid('member_id'),
    householdId: uuid('household_id'),
    /** The register number, the household number, or the kind in capitals. */
    number: text('number').notNull(),
    /** Decides ties between equal fractions: natural order of the number. */
    sortKey: sortText('sort_key').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    uniqueIndex('holder_account_member_unique').on(t.cooperativeId, t.memberId),
    uniqueIndex('holder_account_household_unique').on(t.cooperativeId, t.householdId),
    uniqueIndex('holder_account_single_unique')
      .on(t.cooperativeId, t.kind)
      .where(sql`kind in ('pool','collective','redeemed')`),
    index('holder_account_sorted').on(t.cooperativeId, t.sortKey, t.id),
    foreignKey({
      name: 'holder_account_member_fk',
      columns: [t.cooperativeId, t.memberId],
      foreignColumns: [member.cooperativeId, member.id],
    }),
    foreignKey({
      name: 'holder_account_household_fk',
      columns: [t.cooperativeId, t.householdId],
      foreignColumns: [household.cooperativeId, household.id],
    }),
    check(
      'holder_account_owner',
      sql`(${t.kind} = 'member') = (${t.memberId} is not null)
        and (${t.kind} = 'household') = (${t.householdId} is not null)
        and ${t.kind} in ('pool','member','household','collective','redeemed')`,
    ),
  ],
);

export const shareMovement = pgTable(
  'share_movement',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** Gapless, from the book's series `movement`. */
    number: wholeNumber('number').notNull(),
    kind: text('kind').$type<MovementKind>().notNull(),
    classId: uuid('class_id').notNull(),
    fromAccount: uuid('from_account').notNull(),
    toAccount: uuid('to_account').notNull(),
    quantity: quantity('quantity').notNull(),
    effectiveOn: localDate('effective_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    /** The posting of an allotment scheme or import this movement is part of. */
    postingId: uuid('posting_id'),
    /** The movement a reversal undoes. */
    reverses: uuid('reverses'),
    resolutionId: uuid('resolution_id'),
    reason: text('reason'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('share_movement_number_unique').on(t.cooperativeId, t.number),
    unique('share_movement_reversed_once').on(t.cooperativeId, t.reverses),
    index('share_movement_to').on(t.cooperativeId, t.toAccount, t.effectiveOn),
    index('share_movement_from').on(t.cooperativeId, t.fromAccount, t.effectiveOn),
    index('share_movement_posting').on(t.cooperativeId, t.postingId),
    foreignKey({
      name: 'share_movement_class_fk',
      columns: [t.cooperativeId, t.classId],
      foreignColumns: [shareClass.cooperativeId, shareClass.id],
    }),
    foreignKey({
      name: 'share_movement_from_fk',
      columns: [t.cooperativeId, t.fromAccount],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'share_movement_to_fk',
      columns: [t.cooperativeId, t.toAccount],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'share_movement_reverses_fk',
      columns: [t.cooperativeId, t.reverses],
      foreignColumns: [t.cooperativeId, t.id],
    }),
    check('share_movement_positive', sql`${t.quantity} > 0`),
    check('share_movement_two_accounts', sql`${t.fromAccount} <> ${t.toAccount}`),
    check('share_movement_reversal_names', sql`(${t.kind} = 'reversal') = (${t.reverses} is not null)`),
    check(
      'share_movement_kind',
      sql`${t.kind} in ('opening','subscription','allotment','inheritance','gift','transfer','redemption','escheat','split','correction','reversal')`,
    ),
  ],
);

/** A holding that must not move from a day on, until a lift says otherwise. Append only. */
export const shareRestriction = pgTable(
  'share_restriction',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    accountId: uuid('account_id').notNull(),
    kind: text('kind').$type<RestrictionKind>().notNull(),
    /** Null: all classes. */
    classId: uuid('class_id'),
    /** Null: the whole holding of the class. */
    quantity: quantity('quantity'),
    effectiveOn: localDate('effective_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    /** The court's letter, the pledge contract, the registration of death. */
    reason: text('reason').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('share_restriction_by_account').on(t.cooperativeId, t.accountId),
    foreignKey({
      name: 'share_restriction_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'share_restriction_class_fk',
      columns: [t.cooperativeId, t.classId],
      foreignColumns: [shareClass.cooperativeId, shareClass.id],
    }),
    check('share_restriction_kind', sql`${t.kind} in ('freeze','pledge','dispute','estate-pending')`),
    check(
      'share_restriction_part_of_class',
      sql`${t.quantity} is null or (${t.classId} is not null and ${t.quantity} > 0)`,
    ),
  ],
);

/** The end of a restriction: from `lifted_on` the holding may move again. Append only. */
export const shareRestrictionLift = pgTable(
  'share_restriction_lift',
  {
    cooperativeId: tenantId(),
    restrictionId: uuid('restriction_id').notNull(),
    liftedOn: localDate('lifted_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    reason: text('reason').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.restrictionId] }),
    foreignKey({
      name: 'share_restriction_lift_fk',
      columns: [t.cooperativeId, t.restrictionId],
      foreignColumns: [shareRestriction.cooperativeId, shareRestriction.id],
    }),
  ],
);

/** Caps and fixed totals, each with the day it takes effect, its base and where it comes from. Append only: the latest row counts. */
export const shareLimit = pgTable(
  'share_limit',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    kind: text('kind').$type<LimitKind>().notNull(),
    /** The class whose total is fixed; null for caps, which count all classes. */
    classId: uuid('class_id'),
    /** Percent of the base; null with kind `class-total`, or when the cap is taken off. */
    percent: exactNumeric('percent'),
    base: text('base').$type<LimitBase>(),
    /** The fixed total; null when the total is taken off again. */
    total: quantity('total'),
    effectiveOn: localDate('effective_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    /** Null of what was set before it was kept. */
    recordedBy: uuid('recorded_by'),
    /** The resolution or article it rests on. */
    source: text('source').notNull(),
    /** The confirmed proposal, where it was loosened. */
    proposalId: uuid('proposal_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('share_limit_by_kind').on(t.cooperativeId, t.kind, t.effectiveOn),
    foreignKey({
      name: 'share_limit_class_fk',
      columns: [t.cooperativeId, t.classId],
      foreignColumns: [shareClass.cooperativeId, shareClass.id],
    }),
    check(
      'share_limit_shape',
      sql`case when ${t.kind} = 'class-total' then ${t.classId} is not null and ${t.percent} is null
        else ${t.classId} is null and ${t.total} is null and (${t.percent} is null) = (${t.base} is null)
          and ${t.kind} in ('holder-cap','transferee-cap','collective-cap') end`,
    ),
    check('share_limit_percent', sql`${t.percent} > 0 and ${t.percent} <= 100`),
  ],
);

/** Numbered papers of ownership (股权证). What it certifies is the holding; the row says which paper is good. */
export const shareCertificate = pgTable(
  'share_certificate',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    number: text('number').notNull(),
    sortKey: sortText('sort_key').notNull(),
    accountId: uuid('account_id').notNull(),
    state: text('state').$type<CertificateState>().notNull(),
    issuedOn: localDate('issued_on').notNull(),
    /** The earlier certificate this one takes the place of. */
    replaces: uuid('replaces'),
    /** Set with the state `replaced` or `void`. */
    endedOn: localDate('ended_on'),
    endReason: text('end_reason'),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('share_certificate_number_unique').on(t.cooperativeId, t.number),
    uniqueIndex('share_certificate_one_valid')
      .on(t.cooperativeId, t.accountId)
      .where(sql`state = 'valid'`),
    foreignKey({
      name: 'share_certificate_account_fk',
      columns: [t.cooperativeId, t.accountId],
      foreignColumns: [holderAccount.cooperativeId, holderAccount.id],
    }),
    foreignKey({
      name: 'share_certificate_replaces_fk',
      columns: [t.cooperativeId, t.replaces],
      foreignColumns: [t.cooperativeId, t.id],
    }),
    check('share_certificate_state', sql`${t.state} in ('valid','replaced','void')`),
  ],
);

/** Who may take shares from a day on; outsiders only by a resolution. Append only: the latest row of a day counts. */
export const shareTakerRule = pgTable(
  'share_taker_rule',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    takers: text('takers').$type<Takers>().notNull(),
    effectiveOn: localDate('effective_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    /** The resolution stands in a room to the right; PostgreSQL asks that it is adopted. */
    resolutionId: uuid('resolution_id'),
    source: text('source').notNull(),
    /** The confirmed proposal, where it was widened. */
    proposalId: uuid('proposal_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    check('share_taker_rule_takers', sql`${t.takers} in ('inside','kin','outside')`),
    check('share_taker_rule_decided', sql`${t.takers} <> 'outside' or ${t.resolutionId} is not null`),
  ],
);

/** How many shares one person may move for one holder in a year, from a day on. Append only. */
export const shareAllowance = pgTable(
  'share_allowance',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    quantity: quantity('quantity').notNull(),
    effectiveOn: localDate('effective_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    source: text('source').notNull(),
    /** The confirmed proposal, where it was raised. */
    proposalId: uuid('proposal_id'),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    check('share_allowance_quantity', sql`${t.quantity} >= 0`),
  ],
);

/** A movement, or the end of a restriction, that somebody asks for and another person confirms. Append only. */
export const movementRequest = pgTable(
  'movement_request',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** From the book's series `movement-request`. */
    number: wholeNumber('number').notNull(),
    wish: jsonb('wish').$type<RequestWish>().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('movement_request_number_unique').on(t.cooperativeId, t.number),
  ],
);

/** Confirmed, with the movements it came to (the end of a restriction moves nothing), or sent back with a reason. PostgreSQL refuses a confirmation by whoever asked. */
export const movementRequestAnswer = pgTable(
  'movement_request_answer',
  {
    cooperativeId: tenantId(),
    requestId: uuid('request_id').notNull(),
    confirmed: boolean('confirmed').notNull(),
    reason: text('reason'),
    firstNumber: wholeNumber('first_number'),
    lastNumber: wholeNumber('last_number'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.requestId] }),
    foreignKey({
      name: 'movement_request_answer_request_fk',
      columns: [t.cooperativeId, t.requestId],
      foreignColumns: [movementRequest.cooperativeId, movementRequest.id],
    }),
    check(
      'movement_request_answer_shape',
      sql`case when ${t.confirmed} then num_nulls(${t.firstNumber}, ${t.lastNumber}) <> 1 and ${t.lastNumber} >= ${t.firstNumber} is not false
        else ${t.firstNumber} is null and ${t.lastNumber} is null and ${t.reason} is not null end`,
    ),
  ],
);

/** Until when one person handed on what the dead held. Only a migration writes it. */
export const inheritedAloneBefore = pgTable('inherited_alone_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Until when one person undid an allotment, lifted a restriction or closed a meeting they recorded. Only a migration writes it. */
export const endedAloneBefore = pgTable('ended_alone_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** A split or consolidation of a whole class; its movements have the kind `split`. Append only. */
export const shareSplit = pgTable(
  'share_split',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    classId: uuid('class_id').notNull(),
    numerator: wholeNumber('numerator').notNull(),
    denominator: wholeNumber('denominator').notNull(),
    effectiveOn: localDate('effective_on').notNull(),
    /** Its first movement: those of the same day before it were written at the old measure. */
    firstNumber: wholeNumber('first_number').notNull(),
    resolutionId: uuid('resolution_id').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('share_split_once_a_day').on(t.cooperativeId, t.classId, t.effectiveOn),
    foreignKey({
      name: 'share_split_class_fk',
      columns: [t.cooperativeId, t.classId],
      foreignColumns: [shareClass.cooperativeId, shareClass.id],
    }),
    check(
      'share_split_ratio',
      sql`${t.numerator} > 0 and ${t.denominator} > 0 and ${t.numerator} <> ${t.denominator}`,
    ),
  ],
);
