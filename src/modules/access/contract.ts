/** The wire of access: sign-in, cooperatives, users and their roles. */
import * as z from 'zod';
import { parseCreditCode } from '../../domain/identity-number.ts';
import { roles } from '../../domain/permission.ts';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { idReply } from '../../contract/query.ts';
import { dateText, domainText, idText, personNameText } from '../../contract/wire.ts';

const roleName = z.enum(roles);
const cooperativeName = z.string().trim().min(1).max(200).meta({ example: '双泉社区股份经济合作社' });
const nameSince = dateText().meta({ description: 'Since when it bears this name', zh: '自何日起使用此名称' });

const whoAmI = z.strictObject({
  userId: idText(),
  userName: z.string(),
  displayName: z.string(),
  isAdministrator: z.boolean(),
  cooperatives: z.array(z.strictObject({ id: idText(), name: z.string(), roles: z.array(roleName) })),
});

const userReply = z.strictObject({
  userId: idText(),
  userName: z.string(),
  displayName: z.string(),
  roles: z.array(roleName),
});

export const signIn = endpoint({
  name: 'signIn',
  method: 'post',
  path: '/session',
  action: 'anybody',
  summary: { zh: '登录', en: 'Sign in' },
  description: {
    zh: '登录后得到会话 Cookie。每个地址每分钟最多 30 次。',
    en: 'Gives the cookie of a session. At most 30 times a minute and address.',
  },
  input: z.strictObject({ userName: z.string().min(1).max(100), password: z.string().min(1).max(200) }),
  reply: whoAmI,
  errors: ['access.sign-in-failed'],
  example: { userName: 'wangxiuying', password: 'a long sentence of my own' },
});

export const readSession = endpoint({
  name: 'readSession',
  method: 'get',
  path: '/session',
  action: 'signed-in',
  summary: { zh: '当前登录的人和其在各合作社的职责', en: 'Who is signed in, and their roles' },
  input: nothing,
  reply: whoAmI,
});

export const signOut = endpoint({
  name: 'signOut',
  method: 'delete',
  path: '/session',
  action: 'anybody',
  summary: { zh: '退出登录', en: 'Sign out' },
  input: nothing,
  reply: z.null(),
  status: 204,
});

export const createCooperative = endpoint({
  name: 'createCooperative',
  method: 'post',
  path: '/cooperatives',
  action: 'signed-in',
  summary: { zh: '设立合作社', en: 'Open a cooperative' },
  description: {
    zh: '只有平台管理员可以设立。使用同一个 Idempotency-Key 重试，得到同一个合作社。',
    en: 'Only a platform administrator may. The same Idempotency-Key gives the same cooperative.',
  },
  input: z.strictObject({
    name: cooperativeName,
    regionCode: z
      .string()
      .regex(/^\d{6}$/)
      .meta({ example: '990105' }),
    creditCode: domainText(
      parseCreditCode,
      'N2990105MF0000000F',
      'GB 32100 code; a body of 2010 may have none',
      '统一社会信用代码；2010 年的组织可能没有',
    ).optional(),
    effectiveOn: nameSince,
  }),
  reply: idReply,
  status: 201,
  errors: ['access.forbidden', 'idempotency.other-content'],
  example: { name: '双泉社区股份经济合作社', regionCode: '990105', effectiveOn: '2010-07-01' },
});

export const readCooperative = endpoint({
  name: 'readCooperative',
  method: 'get',
  path: '',
  action: 'cooperative.read',
  summary: { zh: '合作社、历次名称和账印', en: 'One cooperative, its names and its seal' },
  input: nothing,
  reply: z.strictObject({
    id: idText(),
    name: z.string(),
    regionCode: z.string(),
    creditCode: z.string().nullable(),
    names: z.array(z.strictObject({ name: z.string(), effectiveOn: z.string() })),
    seal: z.string().meta({ description: 'Head of the audit chain', zh: '账印，即操作记录链的末端' }),
  }),
});

export const renameCooperative = endpoint({
  name: 'renameCooperative',
  method: 'post',
  path: '/names',
  action: 'settings.change',
  summary: { zh: '登记自某日起的新名称', en: 'Record a new name from a day on' },
  input: z.strictObject({ name: cooperativeName, effectiveOn: nameSince }),
  reply: z.strictObject({ name: z.string() }),
  status: 201,
  example: { name: '双泉股份经济联合社', effectiveOn: '2012-01-01' },
});

export const listUsers = endpoint({
  name: 'listUsers',
  method: 'get',
  path: '/users',
  action: 'users.manage',
  summary: { zh: '在本社有职责的用户', en: 'The people with a role here' },
  input: nothing,
  reply: z.strictObject({ users: z.array(userReply) }),
});

export const createUser = endpoint({
  name: 'createUser',
  method: 'post',
  path: '/users',
  action: 'users.manage',
  summary: { zh: '增加一名用户并授予职责', en: 'Add a person with roles' },
  input: z.strictObject({
    userName: z
      .string()
      .regex(/^[\p{L}\p{N}._-]{2,60}$/u)
      .meta({ description: 'Letters, digits and . _ -', zh: '字母、汉字、数字或 . _ -' }),
    displayName: personNameText('赵敏'),
    password: z.string().max(200),
    roles: z.array(roleName).min(1),
  }),
  reply: userReply,
  status: 201,
  errors: ['user.name-taken', 'access.password-weak', 'access.roles-exclude', 'access.administrator-apart'],
  example: {
    userName: 'zhaomin',
    displayName: '赵敏',
    password: 'a long sentence of her own',
    roles: ['accountant'],
  },
});

export const setRoles = endpoint({
  name: 'setRoles',
  method: 'put',
  path: '/users/:userId/roles',
  action: 'users.manage',
  summary: {
    zh: '设定一名用户在本社的全部职责；空表示收回',
    en: 'Set all roles a person holds here; none takes them away',
  },
  input: z.strictObject({ userId: idText(), roles: z.array(roleName) }),
  reply: userReply,
  errors: [
    'user.unknown',
    'access.own-roles',
    'access.roles-exclude',
    'access.administrator-apart',
    'assembly.without-capacity',
    'assembly.birth-date-unknown',
    'assembly.supervisor-elsewhere',
    'assembly.supervisor-kin',
  ],
  example: { roles: ['reviewer', 'representative'] },
});
