/** Cooperatives, users, sessions and who holds which role where. */
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
import { instant, localDate, tenantId, wholeNumber } from '../../platform/columns.ts';
import { book } from '../../platform/schema.ts';
import type { MandateGround, MandateScope } from '../../domain/mandate.ts';
import type { AccessProposalKind } from '../../domain/access-proposal.ts';
import type { Sentence } from '../../domain/language.ts';
import type { Action, Role } from '../../domain/permission.ts';

export const cooperative = pgTable(
  'cooperative',
  {
    id: uuid('id').primaryKey(),
    name: text('name').notNull(),
    creditCode: text('credit_code'),
    regionCode: text('region_code').notNull(),
    createdAt: instant('created_at').notNull(),
  },
  (t) => [check('cooperative_name_given', sql`length(${t.name}) between 1 and 200`)],
);

/** The names a cooperative has borne: from 居民委员会 to 股份经济合作社. Append only. */
export const cooperativeName = pgTable(
  'cooperative_name',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    name: text('name').notNull(),
    effectiveOn: localDate('effective_on').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({ columns: [t.cooperativeId], foreignColumns: [cooperative.id] }),
  ],
);

export const appUser = pgTable(
  'app_user',
  {
    id: uuid('id').primaryKey(),
    userName: text('user_name').notNull(),
    displayName: text('display_name').notNull(),
    /** Null until the person has chosen a password. */
    passwordHash: text('password_hash'),
    passwordChosenAt: instant('password_chosen_at'),
    isAdministrator: boolean('is_administrator').notNull().default(false),
    disabledAt: instant('disabled_at'),
    /** Somebody of the portal, by number and PIN: holds no duty of the office, ever. */
    portalOnly: boolean('portal_only').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    /** The first time; null while they never have. */
    signedInAt: instant('signed_in_at'),
  },
  (t) => [uniqueIndex('app_user_name_unique').on(sql`lower(${t.userName})`)],
);

/** Server-side sessions. The key is a hash of the cookie's token: a stolen table opens no door. */
export const session = pgTable('session', {
  tokenHash: text('token_hash').primaryKey(),
  userId: uuid('user_id')
    .notNull()
    .references(() => appUser.id),
  createdAt: instant('created_at').notNull(),
  expiresAt: instant('expires_at').notNull(),
  /** What it is called in a list: the token itself is known to the browser alone. */
  id: uuid('id').notNull().defaultRandom(),
  lastSeenAt: instant('last_seen_at'),
  address: text('address'),
  agent: text('agent'),
  /** When a second factor was last shown in it. */
  secondFactorAt: instant('second_factor_at'),
  /** Whose it is and when that was, under the key of the books. */
  seal: text('seal'),
  secondFactorSeal: text('second_factor_seal'),
});

/** Failures at the sign-in by name, by address and by both. The key says neither. */
export const signInGuard = pgTable(
  'sign_in_guard',
  {
    key: text('key').primaryKey(),
    failures: integer('failures').notNull(),
    lastFailedAt: instant('last_failed_at').notNull(),
    lockedUntil: instant('locked_until'),
  },
  (t) => [check('sign_in_guard_key', sql`${t.key} ~ '^(name|address|both):[0-9a-f]{5}$'`)],
);

/** What the codes of an authenticator follow from together with the key of the books; `lastStep`: no code of this moment or before counts again. */
export const secondFactor = pgTable('second_factor', {
  userId: uuid('user_id')
    .primaryKey()
    .references(() => appUser.id),
  seed: text('seed').notNull(),
  /** Of an authenticator that is being set up in the place of one that counts; null while none is. */
  nextSeed: text('next_seed'),
  recordedAt: instant('recorded_at').notNull(),
  confirmedAt: instant('confirmed_at'),
  lastStep: wholeNumber('last_step').notNull(),
});

/** Codes for whoever has lost their authenticator, each once. */
export const recoveryCode = pgTable(
  'recovery_code',
  {
    userId: uuid('user_id')
      .notNull()
      .references(() => appUser.id),
    codeHash: text('code_hash').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [primaryKey({ columns: [t.userId, t.codeHash] })],
);

/** The public half of a key on a device of a person. */
export const passkey = pgTable(
  'passkey',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => appUser.id),
    name: text('name').notNull(),
    credentialId: text('credential_id').notNull(),
    publicKey: text('public_key').notNull(),
    counter: wholeNumber('counter').notNull(),
    createdAt: instant('created_at').notNull(),
    shownAt: instant('shown_at'),
  },
  (t) => [unique('passkey_credential_unique').on(t.credentialId), index('passkey_of_user').on(t.userId)],
);

/** What a browser was asked to sign; `userId`: for whose new passkey, null to show one. */
export const passkeyChallenge = pgTable('passkey_challenge', {
  challengeHash: text('challenge_hash').primaryKey(),
  userId: uuid('user_id').references(() => appUser.id),
  expiresAt: instant('expires_at').notNull(),
});

/** Lets a program act for a person in one cooperative, for some of what they may, until a day. Only a hash is kept. */
export const apiToken = pgTable(
  'api_token',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => appUser.id),
    cooperativeId: uuid('cooperative_id')
      .notNull()
      .references(() => cooperative.id),
    name: text('name').notNull(),
    tokenHash: text('token_hash').notNull(),
    scopes: jsonb('scopes').$type<readonly Action[]>().notNull(),
    createdAt: instant('created_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    endedAt: instant('ended_at'),
  },
  (t) => [unique('api_token_hash_unique').on(t.tokenHash), index('api_token_of_user').on(t.userId)],
);

/**
 * Lets somebody choose a password, once and for some days. Its code has two halves, one with each of the two people who let them
 * in: neither can sign in as them. Only hashes are kept.
 */
export const invitation = pgTable(
  'invitation',
  {
    id: uuid('id').primaryKey(),
    userId: uuid('user_id')
      .notNull()
      .references(() => appUser.id),
    firstHash: text('first_hash').notNull(),
    secondHash: text('second_hash').notNull(),
    madeAt: instant('made_at').notNull(),
    expiresAt: instant('expires_at').notNull(),
    usedAt: instant('used_at'),
  },
  (t) => [index('invitation_of_user').on(t.userId)],
);

/** What a proposal would do, by its kind; fields that a kind does not have are absent. */
export interface AccessWish {
  readonly userName?: string;
  readonly displayName?: string;
  readonly roles?: readonly Role[];
  /** The roles, or the member, that the proposal started from: another state makes it stale. */
  readonly before?: readonly string[];
  readonly memberId?: string;
  readonly member?: string;
  readonly memberName?: string;
  readonly until?: string;
  readonly mandateId?: string;
  readonly ground?: MandateGround;
  readonly document?: string;
  readonly from?: string;
  readonly scope?: MandateScope;
  readonly required?: boolean;
  readonly closed?: boolean;
  /** Of reopening books that moved on: that they do not go on elsewhere. */
  readonly moveFailed?: boolean;
  readonly reason?: string;
  readonly people?: readonly {
    readonly userId: string;
    readonly roles: readonly Role[];
    /** Of codes for the portal: whose, and the first half of each as it is kept. */
    readonly memberId?: string;
    readonly member?: string;
    readonly memberName?: string;
    readonly half?: string;
  }[];
}

/** What one person proposes about the power of another. Append only. */
export const accessProposal = pgTable(
  'access_proposal',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    /** From 1; 0 of `before` and of the founding. */
    number: wholeNumber('number').notNull(),
    kind: text('kind').$type<AccessProposalKind>().notNull(),
    userId: uuid('user_id'),
    wish: jsonb('wish').$type<AccessWish>().notNull(),
    /** The first half of the invitation that comes of it. */
    codeHash: text('code_hash'),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by'),
    recordedByName: text('recorded_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    unique('access_proposal_number_unique').on(t.cooperativeId, t.number),
    index('access_proposal_of_user').on(t.cooperativeId, t.userId),
    check(
      'access_proposal_kind',
      sql`${t.kind} in ('before','founding','user','roles','member','reset','restore','entry','second-factor','mandate','mandate-end','closing','portal')`,
    ),
    check(
      'access_proposal_whom',
      sql`(${t.userId} is null) = (${t.kind} in ('before','founding','second-factor','closing','portal'))`,
    ),
    check('access_proposal_of_another', sql`${t.recordedBy} <> ${t.userId}`),
    check('access_proposal_by', sql`(${t.recordedBy} is null) = (${t.kind} = 'before')`),
  ],
);

/** That another person confirmed a proposal, or refused it. Once. Append only. */
export const accessAnswer = pgTable(
  'access_answer',
  {
    cooperativeId: tenantId(),
    proposalId: uuid('proposal_id').notNull(),
    confirmed: boolean('confirmed').notNull(),
    reason: text('reason'),
    /** What the confirmer was warned of. */
    warnings: jsonb('warnings').$type<readonly Sentence[]>().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.proposalId] }),
    foreignKey({
      name: 'access_answer_proposal_fk',
      columns: [t.cooperativeId, t.proposalId],
      foreignColumns: [accessProposal.cooperativeId, accessProposal.id],
    }),
    check('access_answer_reason', sql`${t.confirmed} or ${t.reason} is not null`),
  ],
);

/** That what was let in for a time ended before it. Append only. */
export const accessEnd = pgTable(
  'access_end',
  {
    cooperativeId: tenantId(),
    proposalId: uuid('proposal_id').notNull(),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.proposalId] }),
    foreignKey({
      name: 'access_end_proposal_fk',
      columns: [t.cooperativeId, t.proposalId],
      foreignColumns: [accessProposal.cooperativeId, accessProposal.id],
    }),
  ],
);

/** That somebody may do nothing here until two people restore them. Append only. */
export const accessSuspension = pgTable(
  'access_suspension',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    userId: uuid('user_id')
      .notNull()
      .references(() => appUser.id),
    reason: text('reason').notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedBy: uuid('recorded_by').notNull(),
    recordedByName: text('recorded_by_name').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    index('access_suspension_of_user').on(t.cooperativeId, t.userId),
    index('access_suspension_by_user').on(t.userId),
    check('access_suspension_of_another', sql`${t.recordedBy} <> ${t.userId}`),
  ],
);

export const roleGrant = pgTable(
  'role_grant',
  {
    cooperativeId: tenantId(),
    userId: uuid('user_id')
      .notNull()
      .references(() => appUser.id),
    role: text('role').$type<Role>().notNull(),
    grantedAt: instant('granted_at').notNull(),
    /** Another person than who holds it; null only for what was given before this was kept. */
    grantedBy: uuid('granted_by'),
    /** What it rests on: proposed by one person and confirmed by another, or the founding. */
    proposalId: uuid('proposal_id').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.userId, t.role] }),
    foreignKey({
      name: 'role_grant_proposal_fk',
      columns: [t.cooperativeId, t.proposalId],
      foreignColumns: [accessProposal.cooperativeId, accessProposal.id],
    }),
    foreignKey({ columns: [t.cooperativeId], foreignColumns: [cooperative.id] }),
    check('role_grant_by_another', sql`${t.grantedBy} <> ${t.userId}`),
  ],
);

/** That the books go on in another installation. Append only. */
export const bookMovedOn = pgTable(
  'moved_on',
  {
    cooperativeId: tenantId(),
    id: uuid('id').notNull(),
    destination: text('destination').notNull(),
    /** Its entry: how far the trail had come that left. */
    entries: wholeNumber('entries').notNull(),
    recordedAt: instant('recorded_at').notNull(),
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.id] }),
    foreignKey({
      name: 'moved_on_book_fk',
      columns: [t.cooperativeId],
      foreignColumns: [book.cooperativeId],
    }),
    check('moved_on_destination', sql`length(${t.destination}) between 1 and 200`),
  ],
);

/** Until when versions wrote the books that asked less of bodies, waiting changes and first postings. Only a migration writes it. */
export const askedLessBefore = pgTable('asked_less_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Until when versions wrote the books that did not ask what the law of the place keeps out, and who takes shares by it. Only a migration writes it. */
export const unaskedBefore = pgTable('unasked_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Until when versions wrote the books that did not ask after money as they do since. Only a migration writes it. */
export const moneyUnaskedBefore = pgTable('money_unasked_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});

/** Until when versions wrote the books that asked less of voted reports, approved runs, tills and rest days. Only a migration writes it. */
export const judgedLessBefore = pgTable('judged_less_before', {
  cooperativeId: tenantId().primaryKey(),
  until: instant('until').notNull(),
});
