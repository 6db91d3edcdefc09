/** The wire of power over a cooperative: who holds which role, and what one person proposes about another and a third confirms. */
import * as z from 'zod';
import { accessProposalKinds, accessProposalStates } from '../../domain/access-proposal.ts';
import { mandateGrounds, mandateScopes } from '../../domain/mandate.ts';
import { roles } from '../../domain/permission.ts';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { pageInput } from '../../contract/query.ts';
import { dateText, idText, instantText, personNameText } from '../../contract/wire.ts';
import { mandateReply } from '../members/mandate-contract.ts';
import { userNameText } from '../access/contract.ts';
import { asTyped, proseText } from '../../contract/text-kinds.ts';

const roleName = z.enum(roles);
const sentence = z.strictObject({ zh: z.string(), en: z.string() });
const ofUser = z.strictObject({ userId: idText() });
const reason = proseText(200, 2).meta({ description: 'Why', zh: '理由' });

const proposalReply = z.strictObject({
  id: idText(),
  number: z.string(),
  kind: z.enum(accessProposalKinds),
  state: z.enum(accessProposalStates),
  userId: idText().nullable().meta({ description: 'Whom it is about', zh: '所提的人' }),
  displayName: z.string().nullable(),
  userName: z.string().nullable().meta({ description: 'Of a new person', zh: '新用户的登录名' }),
  roles: z.array(roleName).nullable(),
  members: z
    .array(z.string())
    .nullable()
    .meta({ description: 'Whose codes for the portal: register numbers', zh: '给哪些成员发门户开通码' }),
  member: z.string().nullable().meta({ description: 'Register number', zh: '成员编号' }),
  ground: z
    .enum(mandateGrounds)
    .nullable()
    .meta({ description: 'Why somebody acts for a member', zh: '代理的依据' }),
  document: z.string().nullable(),
  scope: z.enum(mandateScopes).nullable(),
  from: z.string().nullable(),
  until: z.string().nullable(),
  required: z.boolean().nullable(),
  closed: z.boolean().nullable(),
  moveFailed: z.boolean().nullable().meta({
    description: 'Of reopening what moved on: that its books do not go on elsewhere',
    zh: '重新开放已迁出的合作社：迁移未成，账册没有在别处继续',
  }),
  proposedBy: z.string(),
  proposedAt: z.string(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  reason: z.string().nullable(),
  endedAt: z.string().nullable(),
  warnings: z.array(sentence).meta({
    description: 'What whoever confirms should look at: one person behind two names',
    zh: '复核前应当查明的事：两个用户可能是同一人',
  }),
});
const withHalf = proposalReply.extend({
  half: z.string().nullable().meta({
    description:
      'One half of the invitation, said once: hand it to the person concerned and to nobody else. Null where nobody is invited',
    zh: '邀请码的一段，只显示一次：只交给本人。没有邀请的为空',
  }),
});

const withHalves = withHalf.extend({
  halves: z
    .array(z.strictObject({ member: z.string(), name: z.string(), half: z.string() }))
    .nullable()
    .meta({
      description:
        'One half of each code for the portal, said once: it reaches the member alone. Null where there are none',
      zh: '各人门户开通码的一段，只显示一次：只交给本人。没有的为空',
    }),
  useBy: z.string().nullable().meta({
    description: 'The last day to use a code for the portal, for both slips. Null where there are none',
    zh: '门户开通码最后一天，两张纸都写它。没有的为空',
  }),
});

export const inviteToPortal = endpoint({
  name: 'inviteToPortal',
  method: 'post',
  path: '/portal-codes',
  action: 'people.propose',
  summary: {
    zh: '提议给成员发门户开通码，或给丢了密码的人重发',
    en: 'Propose codes for the portal, for members who have none or lost their PIN',
  },
  description: {
    zh: '经另一人复核后生效。提议人和复核人各得每人开通码的一段（六位数字），由两人分别交给本人；六十天内一次有效。重发的，原来的密码和登录随复核作废。',
    en: 'Takes effect once another person confirms it. Each of the two is told half of each code, six digits, for the member; it works once, within sixty days. Where it is a new one, the PIN and sign-ins of before end with the confirmation.',
  },
  once: ['half', 'halves'],
  input: z.strictObject({
    members: named(
      z.array(z.string().trim().min(1).max(60)).min(1).max(300).meta({
        description: 'Register numbers',
        zh: '成员编号',
      }),
      { zh: '成员编号', en: 'the register numbers' },
    ),
  }),
  reply: withHalves,
  status: 202,
  errors: [
    'membership.not-found',
    'access.person-twice',
    'access.portal-deceased',
    'access.portal-user-name',
    'access.chair-proposes',
  ],
  example: { members: ['3-12'] },
});

export const listUsers = endpoint({
  name: 'listUsers',
  method: 'get',
  path: '/users',
  action: 'people.read',
  summary: { zh: '在本社有职责的用户', en: 'The people with a role here' },
  input: nothing,
  reply: z.strictObject({
    users: z.array(
      z.strictObject({
        userId: idText(),
        userName: z.string(),
        displayName: z.string(),
        roles: z.array(roleName),
        disabled: z.boolean(),
        suspended: z.boolean(),
      }),
    ),
  }),
});

export const listAccessProposals = endpoint({
  name: 'listAccessProposals',
  method: 'get',
  path: '/access-proposals',
  action: 'people.read',
  summary: {
    zh: '关于用户和职责的提议，新的在前',
    en: 'What was proposed about people and roles, newest first',
  },
  input: pageInput.extend({
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional()
      .meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
  }),
  reply: z.strictObject({ proposals: z.array(proposalReply), next: z.string().nullable() }),
});

export const createUser = endpoint({
  name: 'createUser',
  method: 'post',
  path: '/users',
  action: 'people.propose',
  summary: { zh: '提议增加一名用户及其职责', en: 'Propose a new person with roles' },
  description: {
    zh: '经另一人复核后生效。提议人和复核人各得邀请码的一段，分别交给本人；本人用两段自设密码。',
    en: 'Takes effect once another person confirms it. Each of the two is told one half of an invitation, for the person to choose a password with.',
  },
  once: ['half'],
  input: z.strictObject({
    userName: userNameText(),
    displayName: personNameText('赵敏'),
    roles: z.array(roleName).min(1).max(roles.length),
  }),
  reply: withHalf,
  status: 202,
  errors: [
    'user.name-taken',
    'access.roles-exclude',
    'access.administrator-apart',
    'access.chair-proposes',
    'membership.name-unseen',
    'membership.name-missing',
  ],
  example: { userName: 'zhaomin', displayName: '赵敏', roles: ['accountant'] },
});

export const setRoles = endpoint({
  name: 'setRoles',
  method: 'put',
  path: '/users/:userId/roles',
  action: 'people.propose',
  summary: {
    zh: '提议一名用户在本社的全部职责；空表示收回',
    en: 'Propose all roles a person holds here; none takes them away',
  },
  input: z.strictObject({ userId: idText(), roles: z.array(roleName).max(roles.length) }),
  reply: proposalReply,
  status: 202,
  errors: [
    'access.portal-only',
    'assembly.without-capacity',
    'assembly.birth-date-unknown',
    'assembly.supervisor-elsewhere',
    'assembly.supervisor-kin',
    'user.unknown',
    'access.own-roles',
    'access.roles-exclude',
    'access.administrator-apart',
    'access.chair-proposes',
  ],
  example: { roles: ['reviewer', 'representative'] },
});

export const linkUser = endpoint({
  name: 'linkUser',
  method: 'put',
  path: '/users/:userId/member',
  action: 'people.propose',
  summary: {
    zh: '提议用户是哪一名成员，代表据此亲自表决',
    en: 'Propose which member a user is, so that a representative votes for themselves',
  },
  input: z.strictObject({
    userId: idText(),
    member: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .meta({ description: 'Register number of the member', zh: '成员的登记编号' }),
  }),
  reply: proposalReply,
  status: 202,
  errors: [
    'assembly.without-capacity',
    'assembly.birth-date-unknown',
    'assembly.supervisor-elsewhere',
    'assembly.supervisor-kin',
    'user.unknown',
    'membership.not-found',
    'membership.linked-already',
    'access.own-roles',
    'access.chair-proposes',
  ],
  example: { member: '3-12' },
});

export const resetUser = endpoint({
  name: 'resetUser',
  method: 'post',
  path: '/users/:userId/reset',
  action: 'people.propose',
  summary: { zh: '提议一名用户重设密码', en: 'Propose that a person chooses a new password' },
  description: {
    zh: '经另一人复核后，原密码作废，本人用两段邀请码重设。在多个合作社任职的人由系统管理员复核。',
    en: 'Once another person confirms it, the old password ends and the person chooses a new one by both halves of an invitation. For somebody with a part in several cooperatives an administrator confirms.',
  },
  once: ['half'],
  input: ofUser,
  reply: withHalf,
  status: 202,
  errors: ['access.portal-only', 'user.unknown', 'access.own-roles', 'access.chair-proposes'],
});

export const suspendUser = endpoint({
  name: 'suspendUser',
  method: 'post',
  path: '/users/:userId/suspend',
  action: 'people.suspend',
  summary: { zh: '立即停用一名用户在本社的职责', en: 'Suspend a person here at once' },
  description: {
    zh: '一人即可办理，立即生效；恢复须由一人提议、另一人复核。',
    en: 'One person may, and it holds at once; two restore them.',
  },
  input: ofUser.extend({ reason }),
  reply: z.strictObject({ userId: idText(), suspended: z.boolean() }),
  errors: ['user.unknown', 'access.own-roles', 'access.supervisor-suspended'],
  example: { reason: '电脑被盗' },
});

export const restoreUser = endpoint({
  name: 'restoreUser',
  method: 'post',
  path: '/users/:userId/restore',
  action: 'people.propose',
  summary: { zh: '提议恢复一名被停用的用户', en: 'Propose to restore a suspended person' },
  input: ofUser,
  reply: proposalReply,
  status: 202,
  errors: ['user.unknown', 'access.own-roles', 'access.not-suspended', 'access.chair-proposes'],
});

export const letIn = endpoint({
  name: 'letIn',
  method: 'post',
  path: '/entries',
  action: 'people.propose',
  summary: {
    zh: '提议允许系统管理员在一段时间内进入查看',
    en: 'Propose to let a platform administrator in for a time, to read',
  },
  input: z.strictObject({
    userName: asTyped(z.string().min(1).max(100)),
    until: named(instantText(), { zh: '截止时间', en: 'the moment until which they are let in' }),
  }),
  reply: proposalReply,
  status: 202,
  errors: [
    'user.unknown',
    'access.not-administrator',
    'access.entry-too-long',
    'access.chair-proposes',
    'access.own-roles',
  ],
  example: { userName: 'administrator', until: '2025-07-31T16:00:00Z' },
});

export const askSecondFactor = endpoint({
  name: 'askSecondFactor',
  method: 'put',
  path: '/second-factor-rule',
  action: 'people.propose',
  act: { zh: '提议是否须出示第二重验证', en: 'propose whether a second factor is asked for' },
  summary: {
    zh: '提议：审批、放行、复核和查看完整号码是否须出示第二重验证',
    en: 'Propose whether a second factor is asked for before approving, releasing, confirming and unmasking',
  },
  description: {
    zh: '默认不要求；经另一人复核后生效，取消也须复核。',
    en: 'By default none is asked for. Another person confirms it, and that it is given up too.',
  },
  input: z.strictObject({ required: z.boolean() }),
  reply: proposalReply,
  status: 202,
  errors: ['access.chair-proposes'],
  example: { required: true },
});

export const proposeClosing = endpoint({
  name: 'proposeClosing',
  method: 'put',
  path: '/closing',
  action: 'cooperative.close',
  summary: { zh: '提议关闭或重新开放合作社', en: 'Propose that the cooperative is closed, or reopened' },
  description: {
    zh: '由系统管理员提议，本社监事复核后生效。关闭以后只能查看，不能登记。已迁往另一安装的，写明迁移未成才能重新开放。',
    en: 'An administrator proposes it, a supervisor there confirms it. What is closed is read as before, and nothing is written in it. What moved on to another installation is reopened only by saying that the move failed.',
  },
  input: z.strictObject({
    closed: z.boolean(),
    moveFailed: z.boolean().optional().meta({
      description: 'Of reopening what moved on: that the move failed, and its books do not go on elsewhere',
      zh: '重新开放已迁出的合作社：迁移未成，账册没有在别处继续',
    }),
    reason,
  }),
  reply: proposalReply,
  status: 202,
  errors: ['cooperative.closed-already', 'cooperative.moved', 'cooperative.not-moved'],
  example: { closed: true, reason: '合并到邻社' },
});

export const listMandates = endpoint({
  name: 'listMandates',
  method: 'get',
  path: '/mandates',
  action: 'people.read',
  summary: { zh: '谁代理哪名成员', en: 'Who acts for which member' },
  input: nothing,
  reply: z.strictObject({ mandates: z.array(mandateReply) }),
});

export const proposeMandate = endpoint({
  name: 'proposeMandate',
  method: 'post',
  path: '/mandates',
  action: 'people.propose',
  summary: { zh: '提议由某人代理一名成员', en: 'Propose that somebody acts for a member' },
  description: {
    zh: '监护人、子女、受托人代理在世的成员，继承人代理已故的成员。经另一人复核后，在起止日期内有效。',
    en: 'Guardians, children and attorneys act for the living, heirs for the dead. It holds between its days, once another person confirms it.',
  },
  input: z.strictObject({
    userId: idText(),
    member: z
      .string()
      .trim()
      .min(1)
      .max(60)
      .meta({ description: 'Register number of the member', zh: '成员的登记编号' }),
    ground: z.enum(mandateGrounds),
    document: named(z.string().trim().min(2).max(200), {
      zh: '依据文件',
      en: 'the paper it rests on',
    }),
    scope: z.enum(mandateScopes),
    from: dateText(),
    until: named(dateText(), { zh: '截止日期', en: 'the last day' }),
  }),
  reply: proposalReply,
  status: 202,
  errors: [
    'user.unknown',
    'membership.not-found',
    'access.own-roles',
    'access.chair-proposes',
    'access.mandate-days',
    'access.mandate-of-oneself',
    'access.mandate-heir-of-living',
    'access.mandate-for-deceased',
  ],
  example: {
    userId: '0195a1b2-0000-7000-8000-000000000001',
    member: '3-12',
    ground: 'guardian',
    document: '监护关系证明 2026-17',
    scope: 'read',
    from: '2026-01-01',
    until: '2028-12-31',
  },
});

export const proposeMandateEnd = endpoint({
  name: 'proposeMandateEnd',
  method: 'post',
  path: '/mandates/:mandateId/propose-end',
  action: 'people.propose',
  summary: { zh: '提议提前结束一项代理', en: 'Propose that a mandate ends early' },
  input: z.strictObject({ mandateId: idText(), reason }),
  reply: proposalReply,
  status: 202,
  errors: ['access.mandate-unknown', 'access.mandate-ended', 'access.own-roles', 'access.chair-proposes'],
  example: { reason: '委托书已经撤回' },
});

export const endEntry = endpoint({
  name: 'endEntry',
  method: 'post',
  path: '/access-proposals/:proposalId/end',
  action: 'people.suspend',
  summary: { zh: '立即结束已允许的进入', en: 'End at once what was let in for a time' },
  input: z.strictObject({ proposalId: idText(), reason }),
  reply: proposalReply,
  errors: ['access.proposal-unknown', 'access.proposal-answered'],
  example: { reason: '事情已经办完' },
});

export const confirmAccess = endpoint({
  name: 'confirmAccess',
  method: 'post',
  path: '/access-proposals/:proposalId/confirm',
  action: 'people.confirm',
  summary: { zh: '复核通过一项提议，立即生效', en: 'Confirm a proposal: it takes effect' },
  once: ['half', 'halves'],
  input: z.strictObject({ proposalId: idText() }),
  reply: withHalves,
  errors: [
    'assembly.without-capacity',
    'assembly.birth-date-unknown',
    'assembly.supervisor-elsewhere',
    'assembly.supervisor-kin',
    'access.proposal-unknown',
    'access.proposal-answered',
    'access.proposal-stale',
    'access.portal-deceased',
    'access.portal-user-name',
    'access.confirmed-by-another',
    'access.supervisor-confirms',
    'access.entry-by-supervisor',
    'access.closing-by-supervisor',
    'access.mandate-days',
    'access.mandate-of-oneself',
    'access.mandate-heir-of-living',
    'access.mandate-for-deceased',
    'access.mandate-unknown',
    'access.mandate-ended',
    'cooperative.closed',
    'cooperative.closed-already',
    'cooperative.moved',
    'cooperative.not-moved',
    'access.reset-reaches-further',
    'access.roles-exclude',
    'access.administrator-apart',
    'user.name-taken',
    'membership.linked-already',
  ],
});

export const refuseAccess = endpoint({
  name: 'refuseAccess',
  method: 'post',
  path: '/access-proposals/:proposalId/refuse',
  action: 'people.confirm',
  summary: { zh: '退回一项提议', en: 'Refuse a proposal' },
  input: z.strictObject({ proposalId: idText(), reason }),
  reply: proposalReply,
  errors: ['access.proposal-unknown', 'access.proposal-answered'],
  example: { reason: '此人已有另一用户名' },
});
