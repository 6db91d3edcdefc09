/** The wire of changes of the register that wait for another person: what was entered, by whom, about whom, and the answer. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { pageInput } from '../../contract/query.ts';
import { idText } from '../../contract/wire.ts';
import { basisReasons } from '../../domain/membership-basis.ts';
import { relations, sexes, standingKinds } from '../../domain/membership.ts';
import { registerChangeStates } from '../../domain/register-change.ts';
import { proseText } from '../../contract/text-kinds.ts';

const changeInput = z.strictObject({
  changeId: named(idText(), { zh: '名册变更', en: 'the change of the register' }),
});

const changeReply = z.strictObject({
  id: idText(),
  number: z.string(),
  state: z.enum(registerChangeStates).meta({
    description:
      '`before`: stood in the register when changes began to be confirmed, and is taken as confirmed',
    zh: '复核状态；before 为实行复核之前已在名册上、视为已复核的内容',
  }),
  count: z.int().meta({ description: 'People entered at once', zh: '一次登记的人数' }),
  madeAt: z.string(),
  madeBy: z.string().nullable(),
  reviewedAt: z.string().nullable(),
  reviewedBy: z.string().nullable(),
  reason: z.string().nullable().meta({ description: 'Why it was sent back', zh: '退回原因' }),
});

const facts = z.strictObject({
  name: z.string(),
  residentIdMasked: z.string().nullable(),
  sex: z.enum(sexes).nullable(),
  birthDate: z.string().nullable(),
  seniorityFrom: z.string().nullable(),
});

export const listRegisterChanges = endpoint({
  name: 'listRegisterChanges',
  method: 'get',
  path: '/register-changes',
  logged: 'register',
  action: 'register.read',
  summary: {
    zh: '名册变更及其复核，按编号',
    en: 'Changes of the register and who confirmed them, by number',
  },
  input: pageInput.extend({
    state: z
      .enum(registerChangeStates)
      .optional()
      .meta({ description: 'Only those that stand so', zh: '只列此状态的' }),
  }),
  reply: z.strictObject({ changes: z.array(changeReply), next: z.string().nullable() }),
});

export const readRegisterChange = endpoint({
  name: 'readRegisterChange',
  method: 'get',
  path: '/register-changes/:changeId',
  logged: 'register',
  action: 'register.read',
  summary: {
    zh: '一次名册变更涉及的各人：身份变动、事由和决议、入户和出户、标签、更正前后',
    en: 'The people of one change: standings with reason and decision, places in households, tags, and what is corrected',
  },
  input: changeInput.extend(pageInput.shape),
  reply: z.strictObject({
    change: changeReply,
    people: z.array(
      z.strictObject({
        memberId: idText(),
        number: z.string(),
        name: z.string(),
        household: z.string().nullable(),
        relation: z.enum(relations).nullable(),
        place: z
          .strictObject({
            household: z.string().nullable(),
            relation: z.enum(relations).nullable(),
            effectiveOn: z.string(),
          })
          .nullable()
          .meta({
            description: 'The place in a household that they take; null: it stays',
            zh: '变更后的户和与户主关系；不变的为 null',
          }),
        before: facts.meta({ description: 'As the register has it', zh: '名册现有内容' }),
        after: facts.nullable().meta({
          description: 'What it becomes; null where only standings change',
          zh: '变更后的内容；只变更身份的为 null',
        }),
        otherResidentId: z.boolean().meta({
          description: 'Whether the resident ID becomes another, or none',
          zh: '居民身份证号码是否变更或者删去',
        }),
        tags: z
          .array(z.strictObject({ tag: z.string(), present: z.boolean(), effectiveOn: z.string() }))
          .meta({
            description: 'Tags that they get or lose, and those that whoever is admitted comes with',
            zh: '加上或取下的标签，以及新加入的人所带的标签',
          }),
        standings: z.array(
          z.strictObject({
            kind: z.enum(standingKinds),
            effectiveOn: z.string(),
            corrects: z
              .strictObject({ kind: z.enum(standingKinds), effectiveOn: z.string() })
              .nullable()
              .meta({ description: 'The record that it takes the place of', zh: '被更正的记录' }),
            note: z.string().nullable(),
            reason: z.enum(basisReasons).nullable(),
            resolutionId: idText().nullable(),
            application: z.string().nullable(),
          }),
        ),
      }),
    ),
    next: z.string().nullable(),
  }),
  errors: ['register.change-unknown'],
});

export const unmaskRegisterChange = endpoint({
  name: 'unmaskRegisterChange',
  method: 'post',
  path: '/register-changes/:changeId/unmask',
  logged: 'unmask',
  action: 'register.confirm',
  summary: {
    zh: '查看待复核的身份证号码，变更前后对照；查看人和原因写入操作记录',
    en: 'See the resident ID that waits beside the one in the register; who looked and why goes into the trail',
  },
  traced: true,
  input: changeInput.extend({
    reason: proseText(200, 2).meta({ description: 'Why it is looked at', zh: '查看原因' }),
  }),
  reply: z.strictObject({ before: z.string().nullable(), after: z.string().nullable() }),
  errors: ['register.change-unknown', 'register.reviewed', 'membership.detail-not-recorded'],
  example: { reason: '与身份证原件核对' },
});

export const confirmRegisterChange = endpoint({
  name: 'confirmRegisterChange',
  method: 'post',
  path: '/register-changes/:changeId/confirm',
  action: 'register.confirm',
  summary: {
    zh: '复核一次名册变更（登记人不能复核）',
    en: 'Confirm a change of the register; not by whoever entered it',
  },
  description: {
    zh: '复核之前，加入、退出、恢复、更正和迟录的退休都不生效；登记的死亡只停发款项，不减少表决人，也不转移股份。',
    en: 'Until then nobody is admitted, leaves or comes back by it, and nothing is corrected; a death only stops money: it takes no vote and moves no share.',
  },
  input: changeInput,
  reply: changeReply,
  errors: [
    'register.change-unknown',
    'register.reviewed',
    'register.reviewer-is-enterer',
    'membership.standing-out-of-order',
    'membership.standing-not-in-force',
    'membership.two-heads',
    'membership.two-spouses',
    'membership.unfit-head',
    'resident-id.duplicate',
    'membership.basis-missing',
  ],
  example: {},
});

export const sendBackRegisterChange = endpoint({
  name: 'sendBackRegisterChange',
  method: 'post',
  path: '/register-changes/:changeId/send-back',
  action: 'register.confirm',
  summary: { zh: '退回一次名册变更', en: 'Send a change of the register back' },
  description: {
    zh: '死亡一经登记即停发款项；退回时该登记作废。',
    en: 'A death stops money as soon as it is entered; sent back, it is struck.',
  },
  input: changeInput.extend({ reason: proseText(300, 2) }),
  reply: changeReply,
  errors: [
    'register.change-unknown',
    'register.reviewed',
    'register.reviewer-is-enterer',
    'membership.death-acted-on',
  ],
  example: { reason: '第 12 行查无此人' },
});

export const repeatRegisterChange = endpoint({
  name: 'repeatRegisterChange',
  method: 'post',
  path: '/register-changes/:changeId/repeat',
  action: 'register.change',
  summary: {
    zh: '再次提出被退回的身份变动，可除去若干人',
    en: 'Ask again for the standings of a change that was sent back, without some of its people',
  },
  input: changeInput.extend({
    without: named(z.array(z.string().min(1).max(60)).max(1000).optional(), {
      zh: '除去的登记编号',
      en: 'the register numbers left out',
    }),
  }),
  reply: changeReply,
  status: 201,
  errors: [
    'register.change-unknown',
    'register.not-sent-back',
    'register.nothing-left',
    'register.change-waits',
    'membership.basis-missing',
  ],
  example: { without: ['3-12'] },
});
