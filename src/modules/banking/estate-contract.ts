/** The wire of what waits of the dead: asked to be divided among heirs, confirmed by another, undone while nothing was paid. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { pageInput } from '../../contract/query.ts';
import { idText } from '../../contract/wire.ts';
import { requestStates } from '../../domain/payout.ts';
import { proseText } from '../../contract/text-kinds.ts';
import { reason } from './order-contract.ts';

const registerNumber = z.string().min(1).max(60).meta({ description: 'Register number', zh: '社员登记编号' });
const heir = z.strictObject({ member: z.string().min(1).max(60), parts: z.int().min(1).max(10_000) });

const estateReply = z.strictObject({
  id: idText(),
  deceased: z.string(),
  heirs: z.array(heir),
  amount: z.string().meta({ description: 'What waited when it was asked for', zh: '申请时的暂存款' }),
  basis: z.string(),
  undoes: z.boolean().meta({
    description: 'It takes the division back; heirs are not named',
    zh: '撤销已作的分配，不列继承人',
  }),
  state: z.enum(requestStates),
  reason: z.string().nullable().meta({ description: 'Why it was sent back', zh: '退回的原因' }),
});

export const dividePayoutEstate = endpoint({
  name: 'dividePayoutEstate',
  method: 'post',
  path: '/estates',
  action: 'payouts.prepare',
  act: { zh: '申请遗产分配', en: 'ask for estates to be divided' },
  summary: {
    zh: '申请把已故持有人的暂存款分给继承人（另一人复核后生效）',
    en: 'Ask for what waits of a deceased holder to be divided among the heirs; another person confirms',
  },
  input: z.strictObject({
    deceased: registerNumber,
    heirs: z.array(heir).min(1).max(30),
    basis: proseText(300, 2).meta({
      description: 'Notarial deed, agreement of all heirs, judgement',
      zh: '公证书、全体继承人协议或判决',
    }),
  }),
  reply: estateReply,
  status: 201,
  errors: [
    'payout.claim-unknown',
    'payout.no-estate',
    'payout.holder-lives',
    'shares.death-unconfirmed',
    'payout.heir-is-deceased',
    'shares.holder-not-found',
    'shares.no-heirs',
  ],
  example: { deceased: '9', heirs: [{ member: '8', parts: 1 }], basis: '公证书（2025）第 1 号' },
});

export const listPayoutEstates = endpoint({
  name: 'listPayoutEstates',
  method: 'get',
  path: '/estates',
  logged: 'register',
  action: 'payouts.read',
  summary: {
    zh: '遗产分配的申请及其复核情况',
    en: 'Divisions of estates that were asked for, and where they stand',
  },
  input: pageInput.extend({ state: z.enum(requestStates).optional() }),
  reply: z.strictObject({ estates: z.array(estateReply), next: z.string().nullable() }),
});

export const confirmPayoutEstate = endpoint({
  name: 'confirmPayoutEstate',
  method: 'post',
  path: '/estates/:estateId/confirm',
  action: 'payouts.release',
  act: { zh: '复核遗产分配', en: 'confirm the division of estates' },
  summary: {
    zh: '复核一次遗产分配或其撤销（申请人不能复核），继承人此后可以或不再可以领款',
    en: 'Confirm the division of an estate or its undoing, not by whoever asked for it; from then on heirs may or may no more have the money',
  },
  input: z.strictObject({ estateId: idText() }),
  reply: z.strictObject({
    parts: z.array(z.strictObject({ runId: idText(), part: z.int(), heir: z.string(), amount: z.string() })),
    undone: z.array(z.strictObject({ runId: idText(), amount: z.string() })),
    kept: z.array(z.strictObject({ runId: idText() })).meta({
      description: 'Divided lines that stay, because something of them was paid or is in a batch',
      zh: '因已发放或已在批次中而保留的分配',
    }),
  }),
  errors: [
    'payout.estate-unknown',
    'payout.estate-answered',
    'payout.estate-moved',
    'payout.estate-overtaken',
    'payout.confirmer-is-enterer',
    'payout.no-estate',
    'payout.holder-lives',
    'shares.death-unconfirmed',
    'payout.heir-is-deceased',
    'payout.claim-unknown',
    'payout.estate-untouched',
  ],
  example: {},
});

export const sendBackPayoutEstate = endpoint({
  name: 'sendBackPayoutEstate',
  method: 'post',
  path: '/estates/:estateId/send-back',
  action: 'payouts.release',
  act: { zh: '退回遗产分配的申请', en: 'send the division of estates back' },
  summary: { zh: '退回一次遗产分配的申请', en: 'Send the division of an estate back that was asked for' },
  input: z.strictObject({ estateId: idText(), reason }),
  reply: estateReply,
  errors: ['payout.estate-unknown', 'payout.estate-answered'],
  example: { reason: '公证书上还有一名继承人' },
});

export const undoPayoutEstate = endpoint({
  name: 'undoPayoutEstate',
  method: 'post',
  path: '/estates/undo',
  action: 'payouts.prepare',
  act: { zh: '申请撤销遗产分配', en: 'ask for the division of estates to be undone' },
  summary: {
    zh: '申请撤销遗产分配（已发放的除外；另一人复核后生效）',
    en: 'Ask for the division of an estate to be taken back, as far as nothing of it was paid; another person confirms',
  },
  input: z.strictObject({ deceased: registerNumber, reason }),
  reply: estateReply,
  status: 201,
  errors: ['payout.claim-unknown', 'payout.estate-untouched'],
  example: { deceased: '9', reason: '登记错人' },
});
