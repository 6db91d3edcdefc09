/** The wire of access: sign-in, cooperatives, users and their roles. */
import * as z from 'zod';
import { roles } from '../../domain/permission.ts';
import { dateText, idText } from '../../contract/wire.ts';

export const roleName = z.enum(roles);

export const signInInput = z.strictObject({
  userName: z.string().min(1).max(100),
  password: z.string().min(1).max(200),
});

export const whoAmI = z.strictObject({
  userId: idText(),
  userName: z.string(),
  displayName: z.string(),
  isAdministrator: z.boolean(),
  cooperatives: z.array(z.strictObject({ id: idText(), name: z.string(), roles: z.array(roleName) })),
});

export const createCooperativeInput = z.strictObject({
  name: z.string().trim().min(1).max(200).meta({ example: '双泉社区股份经济合作社' }),
  regionCode: z
    .string()
    .regex(/^\d{6}$/)
    .meta({ description: 'Six-digit region code', example: '990105' }),
  creditCode: z
    .string()
    .max(18)
    .optional()
    .meta({ description: 'GB 32100 code; a body of 2010 may have none' }),
  effectiveOn: dateText().meta({ description: 'Since when it bears this name' }),
});

export const cooperativeReply = z.strictObject({
  id: idText(),
  name: z.string(),
  regionCode: z.string(),
  creditCode: z.string().nullable(),
  names: z.array(z.strictObject({ name: z.string(), effectiveOn: z.string() })),
  seal: z.string().meta({ description: 'Head of the audit chain' }),
});

export const renameCooperativeInput = z.strictObject({
  name: z.string().trim().min(1).max(200),
  effectiveOn: dateText(),
});

export const createUserInput = z.strictObject({
  userName: z
    .string()
    .regex(/^[\p{L}\p{N}._-]{2,60}$/u)
    .meta({ description: 'Letters, digits and . _ -' }),
  displayName: z.string().trim().min(1).max(100),
  password: z.string().max(200),
  roles: z.array(roleName).min(1),
});

export const setRolesInput = z.strictObject({ userId: idText(), roles: z.array(roleName) });

export const userReply = z.strictObject({
  userId: idText(),
  userName: z.string(),
  displayName: z.string(),
  roles: z.array(roleName),
});
