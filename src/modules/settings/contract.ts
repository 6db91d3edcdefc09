/** The wire of two people behind a setting: what was proposed that loosens one, and what another person says to it. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { pageInput, reasonText } from '../../contract/query.ts';
import { idText } from '../../contract/wire.ts';
import { settingKinds, settingStates } from '../../domain/setting-proposal.ts';

const sentence = z.strictObject({ zh: z.string(), en: z.string() });

const settingProposalReply = z.strictObject({
  id: idText(),
  number: z.string(),
  kind: z.enum(settingKinds),
  state: z.enum(settingStates),
  says: sentence.meta({ description: 'What would hold once it is confirmed', zh: '复核后适用的内容' }),
  proposedBy: z.string(),
  proposedAt: z.string(),
  answeredBy: z.string().nullable(),
  answeredAt: z.string().nullable(),
  reason: z.string().nullable(),
});
export type SettingProposalOnWire = z.output<typeof settingProposalReply>;

/** Beside what a setting answers: the proposal that it waits for; null where it holds already. */
export const waitingFor = {
  proposal: settingProposalReply.nullable().meta({
    description: 'It loosens what is in force and waits for another person; null: it holds',
    zh: '放宽现行设置，须由另一人复核后生效；为空表示已经生效',
  }),
};

export const listSettingProposals = endpoint({
  name: 'listSettingProposals',
  method: 'get',
  path: '/setting-proposals',
  action: 'cooperative.read',
  summary: { zh: '放宽设置的提议，新的在前', en: 'What was proposed that loosens a setting, newest first' },
  input: pageInput.extend({
    after: z
      .string()
      .regex(/^\d{1,18}$/)
      .optional()
      .meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
  }),
  reply: z.strictObject({ proposals: z.array(settingProposalReply), next: z.string().nullable() }),
});

export const confirmSetting = endpoint({
  name: 'confirmSetting',
  method: 'post',
  path: '/setting-proposals/:proposalId/confirm',
  action: 'settings.confirm',
  summary: {
    zh: '复核通过放宽或往前起算的设置：放宽的自当日或以后约定的日期生效',
    en: 'Confirm what loosens a setting or counts from earlier: what loosens holds from today, or from the later day that was asked for',
  },
  input: z.strictObject({ proposalId: idText() }),
  reply: settingProposalReply,
  errors: [
    'setting.unknown',
    'setting.answered',
    'setting.confirmed-by-another',
    // What was decided, called or carried out since it was proposed.
    'assembly.rules-behind-decision',
    'assembly.rules-behind-meeting',
    'assembly.rules-behind-effect',
    'assembly.rules-undecided',
    'assembly.rules-carried',
    'shares.limit-below-issued',
    'assembly.powers-reserved',
    'resolution.other-subject',
    'resolution.too-few-in-effect',
    'resolution.unknown',
    'resolution.not-adopted',
    'resolution.awaiting-review',
    'resolution.sent-back',
    'resolution.electorate-unchecked',
    'resolution.seats-by-recorder',
    'assembly.power-not-given',
    'assembly.power-forbidden',
    'assembly.rules-not-in-force',
    'pension.rule-undecided',
    'pension.rule-decided-otherwise',
    'pension.rule-carried',
    'distribution.kept-out-by-law',
  ],
});

export const refuseSetting = endpoint({
  name: 'refuseSetting',
  method: 'post',
  path: '/setting-proposals/:proposalId/refuse',
  action: 'settings.confirm',
  summary: { zh: '退回放宽的设置', en: 'Refuse what loosens a setting' },
  input: z.strictObject({ proposalId: idText(), reason: reasonText() }),
  reply: settingProposalReply,
  errors: ['setting.unknown', 'setting.answered', 'setting.confirmed-by-another'],
  example: { reason: '与章程不符' },
});
