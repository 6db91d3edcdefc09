/** Cooperatives, users, sessions and who holds which role where. */
import { sql } from 'drizzle-orm';
import {
  boolean,
  check,
  foreignKey,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { instant, localDate, tenantId } from '../../platform/columns.ts';
import type { Role } from '../../domain/permission.ts';

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
    passwordHash: text('password_hash').notNull(),
    isAdministrator: boolean('is_administrator').notNull().default(false),
    disabledAt: instant('disabled_at'),
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
});

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
  },
  (t) => [
    primaryKey({ columns: [t.cooperativeId, t.userId, t.role] }),
    foreignKey({ columns: [t.cooperativeId], foreignColumns: [cooperative.id] }),
    check('role_grant_by_another', sql`${t.grantedBy} <> ${t.userId}`),
  ],
);
