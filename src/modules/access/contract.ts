/** The wire of access: sign-in, cooperatives, users and their roles. */
import * as z from 'zod';
import { parseCreditCode } from '../../domain/identity-number.ts';
import { permissions, roles, type Action } from '../../domain/permission.ts';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { dateText, domainText, idText, personNameText } from '../../contract/wire.ts';
import { asTyped } from '../../contract/text-kinds.ts';

const roleName = z.enum(roles);
const actions = Object.keys(permissions) as [Action, ...Action[]];
const cooperativeName = z.string().trim().min(1).max(200).meta({ example: '双泉社区股份经济合作社' });
const nameSince = dateText().meta({ description: 'Since when it bears this name', zh: '自何日起使用此名称' });

/** Of a password that is not chosen yet: what it must be like here, for this person. */
export const newPasswordReply = z.strictObject({
  isPin: z.boolean().meta({ description: 'Digits alone will do', zh: '全用数字就可以' }),
  shortest: z.int().meta({ description: 'So many characters at least', zh: '至少几位' }),
  kinds: z.int().meta({
    description: 'Of small letters, capitals, digits and other signs, so many kinds at least',
    zh: '小写字母、大写字母、数字、其他符号，至少几种',
  }),
});

export const whoAmI = z.strictObject({
  userId: idText(),
  userName: z.string(),
  displayName: z.string(),
  isAdministrator: z.boolean(),
  mustChangePassword: z
    .boolean()
    .meta({ description: 'Nothing else may be done before', zh: '须先更改密码' }),
  newPassword: newPasswordReply,
  cooperatives: z.array(z.strictObject({ id: idText(), name: z.string(), roles: z.array(roleName) })),
});

/** A name to sign in with. */
export const userNameText = () =>
  z
    .string()
    .regex(/^[\p{L}\p{N}._-]{2,60}$/u)
    .meta({ description: 'Letters, digits and . _ -', zh: '字母、汉字、数字或 . _ -' });

const someRoles = z.array(roleName).min(1).max(roles.length);
const newFounder = z.strictObject({
  userName: userNameText(),
  displayName: personNameText('赵敏'),
  roles: someRoles,
});
const knownFounder = z.strictObject({ userId: idText(), roles: someRoles });

/** Of the second factor, beside a password. */
export const factorCode = () =>
  z.string().min(6).max(40).meta({
    description: 'Six digits of the authenticator, or a recovery code',
    zh: '验证器上的六位数字，或恢复码',
    example: '492039',
  });

export const signIn = endpoint({
  name: 'signIn',
  method: 'post',
  path: '/session',
  action: 'anybody',
  summary: { zh: '登录', en: 'Sign in' },
  description: {
    zh: '登录后得到会话 Cookie。失败几次之后，须等待的时间逐次加倍，最长一小时。',
    en: 'Gives the cookie of a session. After a few failures the time to wait doubles each time, up to an hour.',
  },
  input: z.strictObject({
    userName: asTyped(z.string().min(1).max(100)),
    password: asTyped(z.string().min(1).max(200)),
    code: factorCode().optional(),
  }),
  reply: whoAmI.extend({
    failedBefore: z.int().meta({
      description: 'Failed tries at this name since the last sign-in',
      zh: '上次登录以来失败的次数',
    }),
  }),
  errors: [
    'access.sign-in-failed',
    'access.sign-in-locked',
    'access.code-needed',
    'access.code-wrong',
    'access.passkey-needed',
  ],
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

export const acceptInvitation = endpoint({
  name: 'acceptInvitation',
  method: 'post',
  path: '/session/invitation',
  action: 'anybody',
  summary: { zh: '用邀请码设定自己的密码并登录', en: 'Choose a password by an invitation, and sign in' },
  description: {
    zh: '邀请码由两段组成，中间一个点：一段由提议人交给本人，一段由复核人交给本人。只能用一次，七天内有效。',
    en: 'Its code has two halves with a dot between: one comes from who proposed, one from who confirmed. It works once, for seven days.',
  },
  input: z.strictObject({
    userName: asTyped(z.string().min(1).max(100)),
    invitation: asTyped(z.string().min(1).max(200)).meta({ example: 'mM7Yc0qk5v0qX4vK.3vJ2pWn8aTq0LrZs' }),
    password: asTyped(z.string().min(1).max(200)),
  }),
  reply: whoAmI,
  errors: [
    'access.invitation-invalid',
    'access.sign-in-locked',
    'access.password-weak',
    'access.password-kinds',
    'access.password-common',
  ],
  example: {
    userName: 'zhaomin',
    invitation: 'mM7Yc0qk5v0qX4vK.3vJ2pWn8aTq0LrZs',
    password: 'a long sentence of her own',
  },
});

export const changePassword = endpoint({
  name: 'changePassword',
  method: 'put',
  path: '/session/password',
  action: 'signed-in',
  summary: {
    zh: '更改自己的密码；其他登录和令牌随即结束',
    en: 'Change one’s own password; all other sign-ins and tokens end',
  },
  input: z.strictObject({
    password: asTyped(z.string().min(1).max(200)),
    newPassword: asTyped(z.string().min(1).max(200)),
    code: factorCode().optional(),
  }),
  reply: z.null(),
  status: 204,
  errors: [
    'access.sign-in-failed',
    'access.sign-in-locked',
    'access.password-weak',
    'access.password-kinds',
    'access.password-common',
    'access.password-same',
    'access.code-needed',
    'access.code-wrong',
  ],
  example: { password: 'a long sentence of my own', newPassword: 'another sentence of my own' },
});

export const beginSecondFactor = endpoint({
  name: 'beginSecondFactor',
  method: 'post',
  path: '/session/second-factor',
  action: 'signed-in',
  summary: { zh: '设置验证器：得到密钥', en: 'Set an authenticator up: gives its secret' },
  description: {
    zh: '须再输密码；已有验证器的还须出示其验证码。出示新验证器的第一个验证码后生效。',
    en: 'Asks for the password again, and where there is one already for its code. It counts once a first code was shown.',
  },
  input: z.strictObject({ password: asTyped(z.string().min(1).max(200)), code: factorCode().optional() }),
  reply: z.strictObject({
    uri: z.string().meta({ description: 'For a QR code', zh: '用于二维码' }),
    secret: z.string(),
  }),
  errors: ['access.sign-in-failed', 'access.sign-in-locked', 'access.code-needed', 'access.code-wrong'],
  example: { password: 'a long sentence of my own' },
});

export const confirmSecondFactor = endpoint({
  name: 'confirmSecondFactor',
  method: 'put',
  path: '/session/second-factor',
  action: 'signed-in',
  summary: {
    zh: '出示新验证器的第一个验证码；得到恢复码，只显示一次',
    en: 'Show the first code of a new authenticator; gives the recovery codes, said once',
  },
  input: z.strictObject({ code: factorCode() }),
  reply: z.strictObject({ recoveryCodes: z.array(z.string()) }),
  errors: ['access.code-wrong', 'access.sign-in-locked'],
  example: { code: '492039' },
});

export const showSecondFactor = endpoint({
  name: 'showSecondFactor',
  method: 'post',
  path: '/session/second-factor/show',
  action: 'signed-in',
  summary: {
    zh: '出示验证码：之后半小时内可以审批、放行、查看完整号码',
    en: 'Show a code: for half an hour what weighs may be done',
  },
  input: z.strictObject({ code: factorCode() }),
  reply: z.null(),
  status: 204,
  errors: ['access.code-wrong', 'access.sign-in-locked'],
  example: { code: '492039' },
});

const passkeyName = () =>
  z
    .string()
    .trim()
    .min(1)
    .max(60)
    .meta({ description: 'What its person calls it', zh: '本人给它起的名称', example: '办公室的手机' });
const credential = () =>
  asTyped(z.string().min(2).max(20_000)).meta({
    description: 'What the browser made or signed, as JSON',
    zh: '浏览器生成或签名的内容（JSON）',
    example: '{"id":"…"}',
  });
const passkeyOptions = z.strictObject({
  options: z
    .string()
    .meta({ description: 'For navigator.credentials, as JSON', zh: '供浏览器使用的参数（JSON）' }),
});
const passkeyReply = z.strictObject({
  id: idText(),
  name: z.string(),
  createdAt: z.string(),
  shownAt: z.string().nullable(),
});

export const beginPasskey = endpoint({
  name: 'beginPasskey',
  method: 'post',
  path: '/session/passkeys/begin',
  action: 'signed-in',
  summary: { zh: '添加通行密钥：得到浏览器所需的参数', en: 'Add a passkey: gives what the browser needs' },
  description: {
    zh: '须再输密码；已有第二重验证的还须出示。五分钟内有效，一次有效。',
    en: 'Asks for the password again, and for the second factor of whoever has one. Good once, for five minutes.',
  },
  input: z.strictObject({ password: asTyped(z.string().min(1).max(200)), code: factorCode().optional() }),
  reply: passkeyOptions,
  errors: [
    'access.sign-in-failed',
    'access.sign-in-locked',
    'access.code-needed',
    'access.code-wrong',
    'access.passkey-needed',
    'access.passkeys-many',
  ],
  example: { password: 'a long sentence of my own' },
});

export const addPasskey = endpoint({
  name: 'addPasskey',
  method: 'post',
  path: '/session/passkeys',
  action: 'signed-in',
  summary: { zh: '登记浏览器生成的通行密钥', en: 'Keep the passkey that the browser made' },
  input: z.strictObject({ name: passkeyName(), credential: credential() }),
  reply: passkeyReply,
  status: 201,
  errors: ['access.passkey-wrong'],
  example: { name: '办公室的手机', credential: '{"id":"…"}' },
});

export const listPasskeys = endpoint({
  name: 'listPasskeys',
  method: 'get',
  path: '/session/passkeys',
  action: 'signed-in',
  summary: { zh: '自己的通行密钥', en: 'One’s own passkeys' },
  input: nothing,
  reply: z.strictObject({ passkeys: z.array(passkeyReply) }),
});

export const renamePasskey = endpoint({
  name: 'renamePasskey',
  method: 'put',
  path: '/session/passkeys/:passkeyId',
  action: 'signed-in',
  summary: { zh: '给通行密钥改名', en: 'Give a passkey another name' },
  input: z.strictObject({ passkeyId: idText(), name: passkeyName() }),
  reply: z.null(),
  status: 204,
  errors: ['access.passkey-unknown'],
  example: { name: '旧手机' },
});

export const removePasskey = endpoint({
  name: 'removePasskey',
  method: 'post',
  path: '/session/passkeys/:passkeyId/remove',
  action: 'signed-in',
  summary: { zh: '删除一个通行密钥', en: 'Remove a passkey' },
  description: {
    zh: '须再输密码；已有第二重验证的还须出示。',
    en: 'Asks for the password again, and for the second factor of whoever has one.',
  },
  input: z.strictObject({
    passkeyId: idText(),
    password: asTyped(z.string().min(1).max(200)),
    code: factorCode().optional(),
  }),
  reply: z.null(),
  status: 204,
  errors: [
    'access.sign-in-failed',
    'access.sign-in-locked',
    'access.code-needed',
    'access.code-wrong',
    'access.passkey-needed',
    'access.passkey-unknown',
  ],
  example: { password: 'a long sentence of my own' },
});

export const askForPasskey = endpoint({
  name: 'askForPasskey',
  method: 'post',
  path: '/session/passkey/begin',
  action: 'anybody',
  summary: { zh: '出示通行密钥：得到浏览器所需的参数', en: 'Show a passkey: gives what the browser needs' },
  input: nothing,
  reply: passkeyOptions,
});

export const signInWithPasskey = endpoint({
  name: 'signInWithPasskey',
  method: 'post',
  path: '/session/passkey',
  action: 'anybody',
  summary: {
    zh: '用通行密钥登录，不用密码和验证码',
    en: 'Sign in with a passkey, without password and code',
  },
  input: z.strictObject({ credential: credential() }),
  reply: whoAmI,
  errors: ['access.passkey-wrong'],
  example: { credential: '{"id":"…"}' },
});

export const showPasskey = endpoint({
  name: 'showPasskey',
  method: 'post',
  path: '/session/passkey/show',
  action: 'signed-in',
  summary: {
    zh: '出示通行密钥：之后半小时内可以审批、放行、查看完整号码',
    en: 'Show a passkey: for half an hour what weighs may be done',
  },
  input: z.strictObject({ credential: credential() }),
  reply: z.null(),
  status: 204,
  errors: ['access.passkey-wrong'],
  example: { credential: '{"id":"…"}' },
});

export const createToken = endpoint({
  name: 'createToken',
  method: 'post',
  path: '/session/tokens',
  action: 'signed-in',
  summary: { zh: '为程序开一个令牌，只显示一次', en: 'Make a token for a program, said once' },
  description: {
    zh: '以 Authorization: Bearer 发送；只在所写的合作社内、只办所写的事，本人另须有其权限。开设时须再输密码，已有第二重验证的还须出示；更改密码后即失效。',
    en: 'Sent as Authorization: Bearer. Good in the cooperative named, for what is named, only while its person may, and until they change their password. Asks for the password again, and for the second factor of whoever has one.',
  },
  input: z.strictObject({
    cooperativeId: idText(),
    name: z.string().trim().min(1).max(100),
    scopes: z.array(z.enum(actions)).min(1).max(actions.length),
    days: z.int().min(1).max(365),
    password: asTyped(z.string().min(1).max(200)),
    code: factorCode().optional(),
  }),
  reply: z.strictObject({ id: idText(), token: z.string(), expiresAt: z.string() }),
  status: 201,
  errors: [
    'access.sign-in-failed',
    'access.sign-in-locked',
    'access.code-needed',
    'access.code-wrong',
    'access.passkey-needed',
    'access.token-weighty',
    'access.tokens-many',
    'cooperative.unknown',
  ],
  example: {
    cooperativeId: '0197e3a0-5c00-7000-8000-000000000001',
    name: '报表程序',
    scopes: ['books.read'],
    days: 30,
    password: 'a long sentence of my own',
  },
});

export const listTokens = endpoint({
  name: 'listTokens',
  method: 'get',
  path: '/session/tokens',
  action: 'signed-in',
  summary: { zh: '自己的令牌', en: 'One’s own tokens' },
  input: nothing,
  reply: z.strictObject({
    tokens: z.array(
      z.strictObject({
        id: idText(),
        cooperativeId: idText(),
        name: z.string(),
        scopes: z.array(z.enum(actions)),
        createdAt: z.string(),
        expiresAt: z.string(),
        endedAt: z.string().nullable(),
      }),
    ),
  }),
});

export const endToken = endpoint({
  name: 'endToken',
  method: 'delete',
  path: '/session/tokens/:tokenId',
  action: 'signed-in',
  summary: { zh: '结束一个令牌', en: 'End a token' },
  input: z.strictObject({ tokenId: idText() }),
  reply: z.null(),
  status: 204,
  errors: ['access.token-unknown'],
});

export const listSessions = endpoint({
  name: 'listSessions',
  method: 'get',
  path: '/session/all',
  action: 'signed-in',
  summary: { zh: '自己的各次登录', en: 'One’s own sign-ins' },
  input: nothing,
  reply: z.strictObject({
    sessions: z.array(
      z.strictObject({
        id: idText(),
        isThis: z.boolean(),
        createdAt: z.string(),
        lastSeenAt: z.string().nullable(),
        address: z.string().nullable(),
        agent: z.string().nullable(),
      }),
    ),
  }),
});

export const endSession = endpoint({
  name: 'endSession',
  method: 'delete',
  path: '/session/all/:sessionId',
  action: 'signed-in',
  summary: { zh: '结束自己的一次登录', en: 'End one of one’s own sign-ins' },
  input: z.strictObject({ sessionId: idText() }),
  reply: z.null(),
  status: 204,
  errors: ['access.session-unknown'],
});

export const createCooperative = endpoint({
  name: 'createCooperative',
  method: 'post',
  path: '/cooperatives',
  action: 'signed-in',
  right: 'cooperative.create',
  summary: { zh: '设立合作社', en: 'Open a cooperative' },
  description: {
    zh: '只有平台管理员可以设立，本人不在其中任职。至少写明三人，其中有理事长和监事；各人凭邀请码自设密码。使用同一个 Idempotency-Key 重试，得到同一个合作社，尚未设密码的人得到新的邀请码。',
    en: 'Only a platform administrator may, who holds no role in it. At least three people are named, a chair and a supervisor among them; each chooses a password by an invitation. The same Idempotency-Key gives the same cooperative, and new invitations for those who have no password yet.',
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
    people: z
      .array(z.union([newFounder, knownFounder]))
      .max(50)
      .meta({ description: 'With whom it begins', zh: '设立时任职的人' }),
  }),
  reply: z.strictObject({
    id: idText(),
    people: z.array(
      z.strictObject({
        userId: idText(),
        userName: z.string(),
        displayName: z.string(),
        roles: z.array(roleName),
        invitation: z
          .string()
          .nullable()
          .meta({ description: 'Said once; null for who has a password', zh: '只说一次；已有密码的为空' }),
      }),
    ),
  }),
  status: 201,
  errors: [
    'access.forbidden',
    'idempotency.other-content',
    'access.founders-missing',
    'access.person-twice',
    'access.roles-exclude',
    'access.administrator-apart',
    'user.name-taken',
    'user.unknown',
    'credit-code.check-digit',
    'membership.name-malformed',
  ],
  example: {
    name: '双泉社区股份经济合作社',
    regionCode: '990105',
    effectiveOn: '2010-07-01',
    people: [
      { userName: 'wangxiuying', displayName: '王秀英', roles: ['chair'] },
      { userName: 'lijianguo', displayName: '李建国', roles: ['supervisor'] },
      { userName: 'zhaomin', displayName: '赵敏', roles: ['accountant'] },
    ],
  },
});

const sampleReply = z.strictObject({
  state: z
    .enum(['none', 'telling', 'there', 'failed'])
    .meta({ description: 'Whether there is one', zh: '尚无、正在建立、已有、未成' }),
  name: z.string(),
  told: z.int().meta({ description: 'Steps of it that are done', zh: '已办步数' }),
  of: z.int().meta({ description: 'Steps in all', zh: '总步数' }),
  people: z.array(
    z.strictObject({ userName: z.string(), displayName: z.string(), roles: z.array(roleName) }),
  ),
});

export const readSample = endpoint({
  name: 'readSample',
  method: 'get',
  path: '/sample',
  action: 'signed-in',
  right: 'cooperative.create',
  summary: { zh: '样例合作社办到哪里', en: 'How far the sample cooperative is' },
  input: nothing,
  reply: sampleReply,
  errors: ['access.forbidden'],
});

export const openSample = endpoint({
  name: 'openSample',
  method: 'post',
  path: '/sample',
  action: 'signed-in',
  right: 'cooperative.create',
  summary: { zh: '设立样例合作社', en: 'Open the sample cooperative' },
  description: {
    zh: '一个虚构的合作社，名称里写明是样例，办到 2025 年下半年公示期满。在后台建立；其中的人都用这里定的口令登录。一套安装只有一个。',
    en: 'A fictional cooperative, its name says that it is a sample, told until the notice of the second half of 2025 is over. It comes in the background; its people sign in with the password given here. One an installation.',
  },
  input: z.strictObject({
    password: z.string().min(1).max(200).meta({ description: 'Of all its people', zh: '其中各人的口令' }),
  }),
  reply: sampleReply,
  status: 202,
  errors: [
    'access.forbidden',
    'access.password-weak',
    'access.password-common',
    'access.password-kinds',
    'sample.there',
    'sample.missing',
  ],
  example: { password: '一句自己记得住的话' },
});

/** Shown wherever its books are looked at that go on elsewhere. */
export const movedReply = z.strictObject({ destination: z.string(), on: z.string() }).nullable().meta({
  description: 'Where its books go on, and since when: it moved to another installation',
  zh: '已迁往何处、何时：账册在那里继续',
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
    closedAt: z
      .string()
      .nullable()
      .meta({ description: 'Since when nothing is written any more', zh: '何时关闭，此后只能查看' }),
    moved: movedReply,
    seal: z.string().meta({ description: 'Head of the audit chain', zh: '账印，即操作记录链的末端' }),
  }),
});

const clockOnWire = z.strictObject({
  hasJumped: z
    .boolean()
    .meta({ description: 'Nothing is written until the day is confirmed', zh: '为真时暂停一切写入' }),
  today: z.string().meta({ description: 'By the clock of the server', zh: '服务器时钟所示日期' }),
  lastServed: z.string().nullable().meta({ description: 'When the service last ran', zh: '上次运行的日期' }),
  confirmedBy: z.string().nullable().meta({
    description: 'Whoever confirmed first, while another is waited for',
    zh: '已确认、等待另一人的用户',
  }),
});

export const readClock = endpoint({
  name: 'readClock',
  method: 'get',
  path: '/clock',
  action: 'cooperative.read',
  summary: { zh: '服务器的日期是否可信', en: 'Whether the day of the server is believed' },
  input: nothing,
  reply: clockOnWire,
});

export const confirmClock = endpoint({
  name: 'confirmClock',
  method: 'post',
  path: '/clock',
  action: 'clock.confirm',
  traced: true,
  summary: { zh: '确认服务器的日期', en: 'Confirm the day of the server' },
  description: {
    zh: '服务器日期比上次运行时晚得太多时暂停写入，由两人各自填写当天日期确认，其中一人是平台管理员。',
    en: 'Where the day of the server is too far after it last ran, nothing is written until two people each say which day it is, one of them the platform’s administrator.',
  },
  input: z.strictObject({
    day: dateText().meta({ description: 'Which day it is, looked up elsewhere', zh: '当天日期，请另行核对' }),
  }),
  reply: clockOnWire,
  errors: ['clock.not-jumped', 'clock.day-differs', 'clock.same-person', 'clock.administrator-missing'],
  example: { day: '2026-07-01' },
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
