/** The wire of the register of members and households. Numbers of a person go in in clear and come out masked. */
import * as z from 'zod';
import { accessKinds, lookCapacities } from '../../domain/access-kind.ts';
import { personalNumbers } from '../../domain/identity-number.ts';
import { basisReasons } from '../../domain/membership-basis.ts';
import { relations, sexes, standingKinds, standingStates } from '../../domain/membership.ts';
import { correctionReply } from './correction-contract.ts';
import { actedForBy, actedForId, actingFor } from './mandate-contract.ts';
import { endpoint, nothing, type Sent } from '../../contract/endpoint.ts';
import { asOfInput, idReply, pageInput } from '../../contract/query.ts';
import { dateText, idText } from '../../contract/wire.ts';
import { asTyped, proseText } from '../../contract/text-kinds.ts';

const numberText = z.string().min(1).max(60).meta({ example: '3-12' });
const householdNumber = z.string().min(1).max(60).meta({ example: 'H12' });
/** Judged by `parsePersonName`, which says more. */
const personName = asTyped(z.string().max(200));
const sex = z.enum(sexes);
const relation = z
  .enum(relations)
  .meta({ description: 'Relation to the head of the household', zh: '与户主关系' });
const tag = z.string().trim().min(1).max(40).meta({ example: '老党员' });
const groupName = z.string().trim().max(60).meta({ example: '三组' });
const standingKind = z.enum(standingKinds).exclude(['void']);

/** What is written about a person, all but the number that never changes. `null` takes a detail off. */
const details = {
  sex: sex.nullish(),
  birthDate: dateText().nullish(),
  seniorityFrom: dateText()
    .nullish()
    .meta({ description: 'Day from which years of work or residence count', zh: '工龄或年限起算日' }),
  residentId: asTyped(z.string().max(60))
    .nullish()
    .meta({ description: 'Resident ID (GB 11643); kept encrypted', zh: '身份证号；加密保存' }),
  phone: asTyped(z.string().max(60))
    .nullish()
    .meta({ description: 'Telephone; kept encrypted', zh: '电话；加密保存' }),
  bankName: z.string().trim().max(100).nullish(),
  bankAccount: asTyped(z.string().max(60))
    .nullish()
    .meta({ description: 'Bank account; kept encrypted', zh: '银行账号；加密保存' }),
} as const;

const changeId = idText().nullable().meta({
  description: 'The change of the register that waits for another person; null: it counts already',
  zh: '待另一人复核的名册变更；null 表示已经生效',
});

/** What was written, and what of it should be looked at. */
const writtenReply = idReply.extend({
  changeId,
  warnings: z
    .array(z.strictObject({ code: z.string(), pointer: z.string(), zh: z.string(), en: z.string() }))
    .meta({
      description: 'What should be looked at; nothing was refused for it',
      zh: '请核对的内容；并未因此退回',
    }),
});

const basis = z
  .strictObject({
    reason: z.enum(basisReasons).meta({ description: 'Why', zh: '事由' }),
    resolutionId: idText()
      .nullish()
      .meta({ description: 'The resolution that confirms or consents', zh: '确认成员或同意退出的决议' }),
    application: z.string().trim().min(2).max(200).nullish().meta({
      description: 'The written request of who leaves, or the document that shows why the membership is over',
      zh: '退出人的书面申请，或丧失成员身份的证明文件',
    }),
  })
  .meta({
    description: 'Needed for days under the law of 2025 on which the cooperative kept its register here',
    zh: '事由和决议；2025 年法律施行后、在本系统建账以后的变动须填写',
  });

const standingReply = z.strictObject({
  state: z.enum(standingStates),
  since: z.string().nullable(),
  admittedOn: z.string().nullable(),
  retiredOn: z.string().nullable(),
  deceasedOn: z.string().nullable(),
});

const memberReply = z.strictObject({
  id: idText(),
  registerNumber: z.string(),
  name: z.string(),
  sex: sex.nullable(),
  /** A list needs no more than the year; the day stands with the one person. */
  birthYear: z.string().nullable(),
  seniorityFrom: z.string().nullable(),
  household: z
    .strictObject({ id: idText(), number: z.string(), groupName: z.string().nullable() })
    .nullable(),
  relation: relation.nullable(),
  residentIdMasked: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  bankName: z.string().nullable(),
  bankAccountMasked: z.string().nullable(),
  standing: standingReply,
  tags: z.array(z.string()),
});
export type MemberReply = Sent<z.output<typeof memberReply>>;

const standingRecordReply = z.strictObject({
  id: idText(),
  kind: z.enum(standingKinds),
  effectiveOn: z.string(),
  recordedAt: z.string(),
  corrects: idText().nullable(),
  note: z.string().nullable(),
  basis: z
    .strictObject({
      reason: z.enum(basisReasons),
      law: z.strictObject({ zh: z.string(), en: z.string() }).nullable(),
      resolutionId: idText().nullable(),
      application: z.string().nullable(),
    })
    .nullable(),
});

const memberPage = z.strictObject({ members: z.array(memberReply), next: z.string().nullable() });

const knownDetail = z.strictObject({
  since: z.string(),
  name: z.string(),
  sex: sex.nullable(),
  birthDate: z.string().nullable(),
  residentIdMasked: z.string().nullable(),
  phoneMasked: z.string().nullable(),
});

const memberDetail = z.strictObject({
  member: memberReply.extend({ birthDate: z.string().nullable() }),
  details: z.array(knownDetail).meta({
    description: 'Names, birth dates and numbers ever entered, earliest first; the last is what stands today',
    zh: '登记过的姓名、出生日期和号码，从早到晚；最后一条为现在的',
  }),
  bankAccounts: z
    .array(
      z.strictObject({ since: z.string(), bankName: z.string().nullable(), masked: z.string().nullable() }),
    )
    .meta({
      description: 'Every account ever entered, earliest first; null where one was taken off',
      zh: '登记过的全部账户，从早到晚；已取消的为空',
    }),
  history: z.array(standingRecordReply).meta({
    description: 'Every standing ever written, struck ones too',
    zh: '登记过的全部身份记录，包括已作废的',
  }),
});

const householdReply = z.strictObject({
  id: idText(),
  number: z.string(),
  groupName: z.string().nullable(),
  address: z.string().nullable(),
  people: z.array(z.strictObject({ id: idText(), registerNumber: z.string(), name: z.string(), relation })),
});

export const listMembers = endpoint({
  name: 'listMembers',
  method: 'get',
  path: '/members',
  logged: 'register',
  action: 'register.read',
  summary: { zh: '成员名册，按登记编号', en: 'Members in natural order of the register number' },
  input: pageInput.extend(asOfInput.shape).extend({
    standing: z
      .enum(standingStates)
      .optional()
      .meta({ description: 'Only those of this standing', zh: '只列此身份状态的' }),
  }),
  reply: memberPage,
});

export const searchMembers = endpoint({
  name: 'searchMembers',
  method: 'post',
  path: '/members/search',
  logged: 'register',
  action: 'register.read',
  summary: {
    zh: '按姓名、登记编号或完整身份证号查找成员',
    en: 'Find members by name, register number or whole resident ID',
  },
  description: {
    zh: '查找内容随正文发送，不出现在任何日志里。至多 50 人。按完整身份证号查找与查看完整号码一样：须有查看完整号码的权限，记为一次查看，本人可以看到；没有查到的，每人每小时至多 20 个。',
    en: 'What is looked for is sent in the body, so that no log sees it. At most 50 people. Looking for a whole resident ID is like seeing a number in clear: it takes that right, is noted as such and told to the person; of those that nobody bears, 20 an hour.',
  },
  input: z.strictObject({
    text: asTyped(z.string().trim().min(1).max(100)).meta({
      description: 'Part of a name, the beginning of a register number, or a whole resident ID',
      zh: '姓名的一部分、登记编号的开头或完整的身份证号',
    }),
  }),
  reply: memberPage,
  errors: [
    'resident-id.malformed',
    'resident-id.birth-date',
    'resident-id.check-digit',
    'membership.looked-too-often',
  ],
  example: { text: '王秀' },
});

export const admitMember = endpoint({
  name: 'admitMember',
  method: 'post',
  path: '/members',
  action: 'register.change',
  summary: {
    zh: '登记成员，或登记非成员股东',
    en: 'Admit a member, or enter a shareholder who is no member',
  },
  description: {
    zh: '加入待另一人复核后生效（名册变更）。',
    en: 'The admission counts once another person has confirmed it (register changes).',
  },
  input: z.strictObject({
    registerNumber: numberText,
    name: personName,
    sex: details.sex,
    birthDate: details.birthDate,
    seniorityFrom: details.seniorityFrom,
    residentId: details.residentId,
    phone: details.phone,
    bankName: details.bankName,
    bankAccount: details.bankAccount,
    household: householdNumber.nullish().meta({
      description: 'Number of the household; a new one is entered with it',
      zh: '户编号；没有的户随之登记',
    }),
    groupName: groupName
      .nullish()
      .meta({ description: 'Villagers’ group of a new household', zh: '新户所在的村民小组' }),
    relation: relation.nullish(),
    standings: z
      .array(z.strictObject({ kind: standingKind, effectiveOn: dateText(), basis: basis.nullish() }))
      .max(20)
      .meta({ description: 'Empty for a shareholder who is no member', zh: '身份变动；非成员股东为空' }),
    tags: z.array(tag).max(50).optional(),
  }),
  reply: writtenReply,
  status: 201,
  errors: [
    'register-number.duplicate',
    'resident-id.duplicate',
    'resident-id.check-digit',
    'membership.two-heads',
    'membership.two-spouses',
    'membership.standing-out-of-order',
    'membership.basis-missing',
    'membership.decision-not-adopted',
    'membership.decision-unfit',
    'membership.name-malformed',
    'membership.name-unseen',
    'membership.no-head',
    'membership.undecided',
    'membership.unfit-head',
    'membership.name-doubtful',
    'membership.relation-without-household',
    'membership.never-lost',
  ],
  example: {
    registerNumber: '3-12',
    name: '王秀英',
    sex: 'female',
    birthDate: '1952-02-29',
    household: 'H12',
    groupName: '三组',
    relation: 'head',
    standings: [{ kind: 'admitted', effectiveOn: '2010-07-01' }],
    tags: ['老党员'],
  },
});

export const readMember = endpoint({
  name: 'readMember',
  method: 'get',
  path: '/members/:memberId',
  logged: 'register',
  action: 'register.read',
  summary: {
    zh: '一名成员在某日的情况和全部身份记录',
    en: 'One member as of a day, with every standing ever written',
  },
  input: asOfInput.extend({ memberId: idText() }),
  reply: memberDetail,
  errors: ['membership.not-found', 'instant.out-of-range'],
});

export const changeDetails = endpoint({
  name: 'changeDetails',
  method: 'patch',
  path: '/members/:memberId',
  action: 'register.change',
  summary: { zh: '修改成员资料；null 表示取消该项', en: 'Change details of a member; null takes one off' },
  description: {
    zh: '性别、出生日期和年限起算日待另一人复核后生效：养老金和农龄据此计算。',
    en: 'Sex, birth date and the beginning of years wait for another person: pensions and seniority are reckoned from them.',
  },
  input: z.strictObject({
    memberId: idText(),
    name: personName.optional(),
    sex: details.sex,
    birthDate: details.birthDate,
    seniorityFrom: details.seniorityFrom,
    residentId: details.residentId,
    phone: details.phone,
    bankName: details.bankName,
    bankAccount: details.bankAccount,
  }),
  reply: writtenReply,
  errors: [
    'membership.not-found',
    'membership.nothing-to-change',
    'resident-id.duplicate',
    'register.change-waits',
    'membership.name-unseen',
    'membership.name-doubtful',
  ],
  example: { phone: '0531-86000000', bankName: '村镇银行', bankAccount: '00123456789' },
});

export const recordStanding = endpoint({
  name: 'recordStanding',
  method: 'post',
  path: '/members/:memberId/standings',
  action: 'register.change',
  summary: {
    zh: '登记退休、死亡、退出或恢复',
    en: 'Record a retirement, a death, a leaving or a return',
  },
  description: {
    zh: '去世和一天以内登记的退休即时生效；其余待另一人复核（名册变更）。',
    en: 'A death, and a retirement within a day, count at once; everything else waits for another person (register changes).',
  },
  input: z.strictObject({
    memberId: idText(),
    kind: standingKind,
    effectiveOn: dateText(),
    note: proseText(500, 0).nullish(),
    basis: basis.nullish(),
  }),
  reply: idReply.extend({ changeId }),
  status: 201,
  errors: [
    'membership.not-found',
    'membership.standing-out-of-order',
    'membership.standing-before-birth',
    'membership.death-in-future',
    'register.change-waits',
    'membership.basis-missing',
    'membership.leaving-unwritten',
    'membership.loss-unproved',
    'membership.never-lost',
    'membership.other-reason',
    'membership.reason-missing',
  ],
  example: { kind: 'retired', effectiveOn: '2011-06-01', note: '退休证' },
});

export const correctStanding = endpoint({
  name: 'correctStanding',
  method: 'post',
  path: '/members/:memberId/standings/:standingId/correct',
  action: 'register.change',
  summary: {
    zh: '更正或作废一条身份记录；两条都留在历史里',
    en: 'Replace or strike a standing that was wrong; both stay in the history',
  },
  input: z.strictObject({
    memberId: idText(),
    standingId: idText().meta({ description: 'The record that was wrong', zh: '有误的那条记录' }),
    kind: z.enum(standingKinds).meta({
      description: '`void` strikes the record without a successor',
      zh: '身份变动；void 表示作废而不另记',
    }),
    effectiveOn: dateText(),
    note: proseText(500, 2).meta({ description: 'Why it is corrected', zh: '更正原因' }),
    basis: basis.nullish(),
  }),
  reply: idReply.extend({ changeId }),
  status: 201,
  errors: [
    'membership.not-found',
    'membership.standing-not-in-force',
    'membership.standing-out-of-order',
    'membership.death-acted-on',
  ],
  example: { kind: 'retired', effectiveOn: '2011-09-01', note: '退休证日期为九月' },
});

export const setTag = endpoint({
  name: 'setTag',
  method: 'post',
  path: '/members/:memberId/tags',
  action: 'register.change',
  summary: { zh: '自某日起加上或取下标签', en: 'Attach or take off a tag from a day on' },
  description: {
    zh: '标签可能减少表决人，也可能用于配股：已有身份或股份的人，其标签待另一人复核（名册变更）。',
    en: 'A tag may take a vote or give shares: of whoever has a standing or shares it waits for another person (register changes).',
  },
  input: z.strictObject({
    memberId: idText(),
    tag,
    present: z.boolean().meta({ description: 'false takes it off', zh: 'false 表示取下' }),
    effectiveOn: dateText(),
  }),
  reply: idReply.extend({ changeId }),
  status: 201,
  errors: ['membership.not-found', 'register.change-waits'],
  example: { tag: '困难户', present: true, effectiveOn: '2011-01-01' },
});

export const placeInHousehold = endpoint({
  name: 'placeInHousehold',
  method: 'post',
  path: '/members/:memberId/place',
  action: 'register.change',
  summary: {
    zh: '自某日起把成员归入一户，或不归任何户',
    en: 'Place a member in a household from a day on, or in none',
  },
  description: {
    zh: '发出开会通知，或者名册已用于配股或分红以后，入户、出户待另一人复核（名册变更）：同户可以代为表决，户的钱由户主领取。',
    en: 'Once a meeting was called, or an allotment or a dividend rested on the register, a place waits for another person (register changes): one of a household may vote for another, and its head receives its money.',
  },
  input: z.strictObject({
    memberId: idText(),
    household: householdNumber.nullable(),
    relation: relation.nullable(),
    effectiveOn: dateText(),
  }),
  reply: idReply.extend({ changeId }),
  status: 201,
  errors: [
    'membership.not-found',
    'membership.household-not-found',
    'membership.relation-without-household',
    'membership.two-heads',
    'membership.two-spouses',
    'membership.unfit-head',
    'register.change-waits',
  ],
  example: { household: 'H2', relation: 'child', effectiveOn: '2011-05-01' },
});

export const unmask = endpoint({
  name: 'unmask',
  method: 'post',
  path: '/members/:memberId/unmask',
  logged: 'unmask',
  action: 'register.unmask',
  summary: {
    zh: '查看一项完整号码；查看人和原因写入操作记录',
    en: 'See one number in clear; who looked and why goes into the trail',
  },
  traced: true,
  input: z.strictObject({
    memberId: idText(),
    field: z.enum(personalNumbers),
    reason: proseText(200, 2).meta({ description: 'Why it is looked at', zh: '查看原因' }),
  }),
  reply: z.strictObject({ value: z.string() }),
  errors: ['membership.not-found', 'membership.detail-not-recorded'],
  example: { field: 'bankAccount', reason: '与银行核对账号' },
});

export const listHouseholds = endpoint({
  name: 'listHouseholds',
  method: 'get',
  path: '/households',
  logged: 'register',
  action: 'register.read',
  summary: { zh: '各户和今天的在户人员', en: 'Households and who sits in them today' },
  input: pageInput,
  reply: z.strictObject({ households: z.array(householdReply), next: z.string().nullable() }),
});

export const enterHousehold = endpoint({
  name: 'enterHousehold',
  method: 'post',
  path: '/households',
  action: 'register.change',
  summary: { zh: '登记一户', en: 'Enter a household' },
  input: z.strictObject({
    number: householdNumber,
    groupName: groupName.nullish(),
    address: z.string().trim().max(200).nullish(),
  }),
  reply: idReply,
  status: 201,
  errors: ['membership.household-exists'],
  example: { number: 'H12', groupName: '三组', address: '双泉路 12 号' },
});

/** Beside `/own`, what is kept on phones: of this answer nothing is, or the whole number would lie in each of them. */
export const readOwnNumbers = endpoint({
  name: 'readOwnNumbers',
  method: 'get',
  path: '/own-numbers',
  action: 'own.read',
  summary: { zh: '本人登记的完整号码', en: 'The numbers that are kept of oneself, in clear' },
  description: {
    zh: '只给本人；代理人看不到。手机不保存这个答复。',
    en: 'For the person themself: nobody who acts for them sees one. No phone keeps this answer.',
  },
  input: nothing,
  reply: z.strictObject({
    residentId: z.string().nullable(),
    phone: z.string().nullable(),
    bankAccount: z.string().nullable(),
    wishes: z.array(z.strictObject({ correctionId: idText(), wish: z.string() })).meta({
      description: 'What one asked to be corrected, where it may be such a number',
      zh: '申请更正的内容，可能含有号码的',
    }),
  }),
  errors: ['membership.not-linked'],
});

export const readOwn = endpoint({
  name: 'readOwn',
  method: 'get',
  path: '/own',
  action: 'own.read',
  summary: {
    zh: '本人在合作社登记的全部资料，以及谁看过',
    en: 'All that the cooperative keeps of oneself in the register, and who looked at it',
  },
  description: {
    zh: '用户须已与成员对应，或者代理一名成员。有误的可以申请更正，合作社须答复；更正前的内容仍保留并列在此处。',
    en: 'The user must be linked to a member, or act for one. What is wrong one asks to have corrected, and is answered; what stood before stays and is listed.',
  },
  input: z.strictObject({ memberId: actedForId }),
  reply: memberDetail.extend({
    actingFor: actingFor.nullable(),
    actsFor: z.array(actingFor).meta({ description: 'Whom one acts for today', zh: '本人今天代理的成员' }),
    actedForBy: z
      .array(actedForBy)
      .meta({ description: 'Who acts, or acted, for the member', zh: '代理这名成员的人' }),
    looks: z
      .array(
        z.strictObject({
          recordedAt: z.string(),
          person: z.string(),
          personNumber: z.string().nullable().meta({
            description: 'Of whoever looked by a mandate: their number in the register, where they are in it',
            zh: '代理人的成员编号；不是成员的、办公室的为空',
          }),
          capacity: z.enum(lookCapacities).meta({
            description: 'By a mandate for the member, or in the office',
            zh: '代理人，还是办公室',
          }),
          namesake: z.int().nullable().meta({
            description: 'Which of several people of this name, from 1; null where one alone bears it',
            zh: '同名的有几个人时为第几个，从 1 起；没有同名的为空',
          }),
          kind: z.enum(accessKinds).meta({ description: 'What was looked at', zh: '看的是什么' }),
          act: z.string(),
          about: z.string().nullable(),
        }),
      )
      .meta({
        description: 'Who looked at this person alone, newest first',
        zh: '谁单独查看过本人，新的在前',
      }),
    corrections: z.array(correctionReply).meta({
      description: 'What one asked to be corrected, and what became of it',
      zh: '本人申请的更正及其结果',
    }),
    unmasked: z
      .number()
      .int()
      .meta({ description: 'How often a number was shown in clear', zh: '完整号码被查看的次数' }),
  }),
  errors: ['membership.not-linked'],
});
