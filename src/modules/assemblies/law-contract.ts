/** The wire of the law: the pack as data, where the cooperative stands, and its days of rest. */
import * as z from 'zod';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { reasonText } from '../../contract/query.ts';
import { dateText } from '../../contract/wire.ts';
import { waitingFor } from '../settings/contract.ts';
import { reviewReply } from './contract.ts';
import { communities, lawForces, lawKnowledge, lawPlaces } from '../../domain/law-row.ts';
import { proseText } from '../../contract/text-kinds.ts';

const sentence = z.strictObject({ zh: z.string(), en: z.string() });
const province = () =>
  z
    .string()
    .regex(/^\d{2}$/)
    .meta({
      description: 'First two digits of the region code (GB/T 2260)',
      zh: '行政区划代码前两位（GB/T 2260）',
      example: '37',
    });
const community = () =>
  z.enum(communities).meta({
    description: '`urban`: under a residents’ committee; `village`: under a villagers’ committee',
    zh: '`urban`：居民委员会所在社区；`village`：村民委员会所在村',
  });
const source = proseText(500);

export const listLaw = endpoint({
  name: 'listLaw',
  method: 'get',
  path: '/law',
  action: 'anybody',
  summary: {
    zh: '法律规则：逐条的依据、适用范围、有效期和核对情况',
    en: 'The law as data: each rule with its text, place, period, and whether the text was read',
  },
  input: z.strictObject({
    on: dateText().optional().meta({ description: 'In force on this day', zh: '当日有效的' }),
    province: province().optional(),
    community: community().optional(),
    rule: z.string().max(80).optional().meta({ example: 'members-assembly.quorum' }),
  }),
  reply: z.strictObject({
    rows: z.array(
      z.strictObject({
        id: z.string(),
        rule: z.string(),
        citation: sentence,
        title: sentence,
        number: z.string().nullable().meta({
          description: 'Of the text, or of the order that published it; null where it is not known',
          zh: '文号或公布令号；不知道的为 null',
        }),
        article: sentence,
        place: z.enum(lawPlaces),
        community: z.enum([...communities, 'both']),
        from: z.string(),
        to: z.string().nullable(),
        force: z.enum(lawForces).meta({
          description: 'A `default` is what holds where the law leaves it to the articles: no law',
          zh: '`default` 是法律留给章程时的缺省规则，不是法律',
        }),
        known: z.enum(lawKnowledge),
        value: z.record(z.string(), z.unknown()).nullable(),
        says: sentence,
      }),
    ),
  }),
  example: { on: '2025-05-01', province: '37', community: 'village' },
});

const place = z.strictObject({
  effectiveFrom: z.string().nullable(),
  province: z.string(),
  community: z.enum(communities),
  source: z.string().nullable(),
});

const jurisdictionReply = place.extend({
  version: z.string(),
  effectiveFrom: z.string(),
  source: z.string(),
  review: reviewReply,
});

export const readJurisdiction = endpoint({
  name: 'readJurisdiction',
  method: 'get',
  path: '/jurisdiction',
  action: 'assemblies.read',
  summary: {
    zh: '本社适用哪一省、城市社区或村的规定',
    en: 'Whose law holds: the province, and urban community or village',
  },
  input: nothing,
  reply: z.strictObject({
    now: place.extend({
      isDefault: z.boolean().meta({
        description: 'Nobody set it: the province of the region code, an urban community',
        zh: '没有设定过：按行政区划代码取省，按城市社区',
      }),
    }),
    set: z.array(jurisdictionReply),
  }),
});

export const setJurisdiction = endpoint({
  name: 'setJurisdiction',
  method: 'post',
  path: '/jurisdictions',
  action: 'settings.change',
  summary: {
    zh: '自某日起设定本社适用的省和社区性质；不得回溯到已作出的决议，首次决议之后须经另一人复核',
    en: 'Set from a day on whose law holds; never behind a decision, and after the first one with a second person',
  },
  input: z.strictObject({
    effectiveFrom: dateText(),
    province: province(),
    community: community(),
    source: source.meta({ example: '历史：村民委员会，2012年改居' }),
  }),
  reply: jurisdictionReply,
  status: 201,
  errors: ['assembly.rules-behind-decision', 'assembly.province-differs'],
  example: { effectiveFrom: '1998-11-04', province: '37', community: 'village', source: '登记证' },
});

const jurisdictionInput = z.strictObject({
  version: named(
    z
      .string()
      .regex(/^[1-9]\d{0,9}$/)
      .meta({ description: 'As `set` lists it', zh: '同 set 所列' }),
    { zh: '版本', en: 'the version', like: { zh: '从 1 起的整数', en: 'a whole number from 1' } },
  ),
});

export const confirmJurisdiction = endpoint({
  name: 'confirmJurisdiction',
  method: 'post',
  path: '/jurisdictions/:version/confirm',
  action: 'resolutions.review',
  summary: {
    zh: '复核适用地的变更：首次决议之后须经另一人复核才生效',
    en: 'Confirm a change of whose law holds: after the first decision a second person does',
  },
  input: jurisdictionInput,
  reply: jurisdictionReply,
  errors: [
    'assembly.jurisdiction-unknown',
    'assembly.rules-behind-decision',
    'entry.awaits-no-review',
    'entry.reviewed-by-recorder',
  ],
  example: { version: '1' },
});

export const sendBackJurisdiction = endpoint({
  name: 'sendBackJurisdiction',
  method: 'post',
  path: '/jurisdictions/:version/send-back',
  action: 'resolutions.review',
  summary: { zh: '退回适用地的变更', en: 'Send back a change of whose law holds' },
  input: jurisdictionInput.extend({ reason: reasonText() }),
  reply: jurisdictionReply,
  errors: ['assembly.jurisdiction-unknown', 'entry.awaits-no-review', 'entry.reviewed-by-recorder'],
  example: { version: '1', reason: '登记证载明为社区居民委员会' },
});

const restDayReply = z.strictObject({
  day: z.string(),
  rest: z.boolean().meta({ description: 'False: a weekend day that is worked', zh: '否：周末上班' }),
  own: z.boolean().meta({ description: 'The cooperative’s own, over the shipped table', zh: '本社自行登记' }),
});

export const listRestDays = endpoint({
  name: 'listRestDays',
  method: 'get',
  path: '/rest-days',
  action: 'assemblies.read',
  summary: {
    zh: '某年的节假日和调休：最后一日遇休假日顺延',
    en: 'The public holidays of a year and weekends that are worked: a last day moves past them',
  },
  input: z.strictObject({
    year: z
      .string()
      .regex(/^(19|20|21)\d{2}$/)
      .meta({ example: '2026' }),
  }),
  reply: z.strictObject({
    year: z.string(),
    arranged: z.boolean().meta({
      description: 'False: the State Council’s arrangement is not in the table; weekends and fixed days only',
      zh: '否：表中没有该年的放假安排，只有周末和固定假日',
    }),
    notices: z
      .array(
        z.strictObject({
          number: z.string().meta({ example: '国办发明电〔2025〕7号' }),
          on: z.string().meta({ description: 'The day of the notice', zh: '成文日期' }),
        }),
      )
      .meta({
        description:
          'Where the arrangement is told, with changes within the year; none where it is not in the table',
        zh: '放假安排的依据（含年内调整）；表中没有该年安排的为空',
      }),
    days: z.array(restDayReply),
  }),
  example: { year: '2026' },
});

export const setRestDay = endpoint({
  name: 'setRestDay',
  method: 'post',
  path: '/rest-days',
  action: 'settings.change',
  summary: {
    zh: '登记一天休息或上班：放假安排公布或更正后',
    en: 'Say of a day that it is off, or worked: when an arrangement is published or corrected',
  },
  input: z.strictObject({
    day: dateText(),
    rest: z.boolean(),
    source: source.meta({ example: '国务院办公厅关于2027年部分节假日安排的通知' }),
  }),
  description: {
    zh: '休息日会移动期限：由另一人复核后生效。',
    en: 'A day of rest moves terms: it holds once another person confirms it.',
  },
  reply: z.strictObject(waitingFor),
  status: 202,
  errors: ['assembly.rest-day-over'],
  example: { day: '2027-02-08', rest: true, source: '国务院办公厅通知' },
});
