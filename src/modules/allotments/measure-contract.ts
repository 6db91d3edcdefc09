/** The wire of what concerns a whole class by decision: splits and consolidations, and who may take shares. */
import * as z from 'zod';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { reasonText } from '../../contract/query.ts';
import { dateText, domainText, idText } from '../../contract/wire.ts';
import { parseSplitRatio } from '../../domain/share-split.ts';
import { takersKinds } from '../../domain/share-taker.ts';
import { waitingFor } from '../settings/contract.ts';
import { className } from '../shares/contract.ts';

const splitReply = z.strictObject({
  id: idText(),
  shareClass: z.string(),
  ratio: z.string(),
  effectiveOn: z.string(),
  resolutionId: idText(),
  firstNumber: z.string(),
});

export const listShareSplits = endpoint({
  name: 'listShareSplits',
  method: 'get',
  path: '/share-splits',
  action: 'schemes.read',
  summary: { zh: '拆股和并股', en: 'Splits and consolidations of share classes' },
  input: nothing,
  reply: z.strictObject({ splits: z.array(splitReply) }),
});

export const splitClass = endpoint({
  name: 'splitClass',
  method: 'post',
  path: '/share-splits',
  action: 'schemes.post',
  summary: {
    zh: '按决议自某日起把一个股种整体拆股或并股；此前的股日按新股数计算',
    en: 'Split or consolidate a whole class from a day on by a resolution; share-days before it count at the new measure',
  },
  input: z.strictObject({
    shareClass: className,
    ratio: domainText(parseSplitRatio, '10:1', 'New shares to old ones', '新股数比旧股数'),
    effectiveOn: dateText(),
    resolutionId: idText(),
  }),
  reply: splitReply.extend({ movements: z.int() }),
  status: 201,
  errors: [
    'shares.split-in-past',
    'shares.split-fraction',
    'shares.split-same-day',
    'shares.split-nothing',
    'shares.class-not-found',
    'shares.split-ratio',
    'resolution.too-few-in-effect',
  ],
  example: {
    shareClass: 'basic',
    ratio: '10:1',
    effectiveOn: '2025-04-01',
    resolutionId: '0197e3a0-5c00-7000-8000-000000000001',
  },
});

export const readShareTakers = endpoint({
  name: 'readShareTakers',
  method: 'get',
  path: '/share-takers',
  action: 'shares.read',
  summary: { zh: '什么人可以取得股份', en: 'Who may take shares' },
  input: nothing,
  reply: z.strictObject({
    takers: z.enum(takersKinds).meta({ description: 'In force today', zh: '今天适用的' }),
    isDefault: z.boolean().meta({ description: 'Nothing was set', zh: '没有设定过，为默认值' }),
    history: z.array(
      z.strictObject({
        takers: z.enum(takersKinds),
        effectiveOn: z.string(),
        resolutionId: idText().nullable(),
        source: z.string(),
      }),
    ),
  }),
});

export const setShareTakers = endpoint({
  name: 'setShareTakers',
  method: 'post',
  path: '/share-takers',
  action: 'settings.change',
  summary: {
    zh: '自某日起设定什么人可以取得股份；包括社外人员须有决议',
    en: 'Set from a day on who may take shares; outsiders need a resolution',
  },
  input: z.strictObject({
    takers: z.enum(takersKinds),
    effectiveOn: dateText(),
    resolutionId: idText().optional(),
    source: reasonText().meta({
      description: 'The resolution or article it rests on',
      zh: '所依据的决议或章程条款',
    }),
  }),
  reply: z.strictObject({ id: idText().nullable(), ...waitingFor }),
  status: 201,
  errors: [
    'shares.takers-undecided',
    'shares.takers-consent',
    'resolution.other-matter',
    'resolution.too-few-in-effect',
  ],
  example: { takers: 'kin', effectiveOn: '2010-07-31', source: '章程第十四条' },
});
