/** The wire of accounts that money goes to: what was entered, by whom, and that another person confirmed it. Accounts come out masked. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { pageInput } from '../../contract/query.ts';
import { idText } from '../../contract/wire.ts';
import { accountChangeStates } from '../../domain/payee-account.ts';
import { proseText } from '../../contract/text-kinds.ts';

const changeInput = z.strictObject({ changeId: idText() });

const changeReply = z.strictObject({
  id: idText(),
  number: z.string(),
  state: z.enum(accountChangeStates).meta({
    description: '`before`: in use when accounts began to be confirmed, and taken as confirmed',
    zh: '复核状态；before 为实行复核之前已在使用、视为已复核的账号',
  }),
  count: z.int().meta({ description: 'Accounts entered at once', zh: '一次登记的账号数' }),
  madeAt: z.string(),
  madeBy: z.string().nullable(),
  reviewedAt: z.string().nullable(),
  reviewedBy: z.string().nullable(),
  reason: z.string().nullable().meta({ description: 'Why they were sent back', zh: '退回原因' }),
});

export const listAccountChanges = endpoint({
  name: 'listAccountChanges',
  method: 'get',
  path: '/account-changes',
  logged: 'register',
  action: 'register.read',
  summary: {
    zh: '登记的收款账号及其复核，按编号',
    en: 'Accounts that were entered, and who confirmed them, by number',
  },
  input: pageInput.extend({
    state: z
      .enum(accountChangeStates)
      .optional()
      .meta({ description: 'Only those that stand so', zh: '只列此状态的' }),
  }),
  reply: z.strictObject({ changes: z.array(changeReply), next: z.string().nullable() }),
});

export const readAccountChange = endpoint({
  name: 'readAccountChange',
  method: 'get',
  path: '/account-changes/:changeId',
  logged: 'register',
  action: 'register.read',
  summary: {
    zh: '一次登记的各个账号：原账号、谁家也用',
    en: 'The accounts entered at once: what stood before, and who else uses the same',
  },
  input: changeInput.extend(pageInput.shape),
  reply: z.strictObject({
    change: changeReply,
    accounts: z.array(
      z.strictObject({
        memberId: idText(),
        number: z.string(),
        name: z.string(),
        household: z.string().nullable(),
        bank: z.string().nullable(),
        accountMasked: z.string(),
        beforeMasked: z.string().nullable().meta({
          description: 'The account that it takes the place of; null: the first',
          zh: '原账号；首次登记为 null',
        }),
        sharedWith: z.array(z.string()).meta({
          description: 'Members of other households with the same account today',
          zh: '今天使用同一账号的其他户成员',
        }),
      }),
    ),
    next: z.string().nullable(),
  }),
  errors: ['account.change-unknown'],
});

export const confirmAccountChange = endpoint({
  name: 'confirmAccountChange',
  method: 'post',
  path: '/account-changes/:changeId/confirm',
  action: 'accounts.confirm',
  summary: {
    zh: '复核登记的收款账号（登记人不能复核）',
    en: 'Confirm accounts that were entered; not by whoever entered them',
  },
  description: {
    zh: '复核之前，款项不发往这些账号。',
    en: 'Until then no money goes to these accounts.',
  },
  input: changeInput,
  reply: changeReply,
  errors: ['account.change-unknown', 'account.reviewed', 'account.reviewer-is-enterer'],
  example: {},
});

export const sendBackAccountChange = endpoint({
  name: 'sendBackAccountChange',
  method: 'post',
  path: '/account-changes/:changeId/send-back',
  action: 'accounts.confirm',
  summary: {
    zh: '退回登记的收款账号，须重新登记',
    en: 'Send back accounts that were entered; they are to be entered anew',
  },
  input: changeInput.extend({ reason: proseText(300, 2) }),
  reply: changeReply,
  errors: ['account.change-unknown', 'account.reviewed', 'account.reviewer-is-enterer'],
  example: { reason: '与存折不符' },
});
