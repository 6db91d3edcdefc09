/** The wire of assembly rules: what is in force on a day, the cooperative's own, stricter ones, and its days around meetings. */
import * as z from 'zod';
import {
  bodies,
  dayCountings,
  majorityBases,
  motionKinds,
  voteCountings,
} from '../../domain/assembly-rules.ts';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { asOfInput } from '../../contract/query.ts';
import { dateText } from '../../contract/wire.ts';
import { waitingFor } from '../settings/contract.ts';
import { proseText } from '../../contract/text-kinds.ts';

const count = () => z.int().min(0).max(100_000);
const proportion = { numerator: count(), denominator: count(), inclusive: z.boolean() };
const quorumBase = z.enum(['with-capacity', 'representatives', 'members-of-body', 'households']);
const sentence = z.strictObject({ zh: z.string(), en: z.string() });

const dimensions = z.strictObject({
  powers: z.array(z.enum(motionKinds)).readonly().meta({
    description: 'A body can give up powers, never take new ones',
    zh: '只能放弃职权，不能增加职权',
  }),
  quorum: z.strictObject({ ...proportion, base: quorumBase }),
  majority: z.strictObject({ ...proportion, base: z.enum(majorityBases) }),
  notice: z.strictObject({ days: count().max(366), counting: z.enum(dayCountings) }),
  proxies: z.strictObject({
    allowed: z.boolean(),
    withinHousehold: z.boolean(),
    mostPerProxy: count().nullable(),
  }),
  counting: z.array(z.enum(voteCountings)).min(1).readonly(),
  termYears: count().max(100).nullable(),
  representation: z
    .strictObject({
      leastSeats: count(),
      leastHouseholdsPerSeat: count().min(1),
      mostHouseholdsPerSeat: count().min(1),
      leastWomen: count(),
      leastWomenShare: z.strictObject(proportion).optional().meta({
        description: 'A part of all representatives, where a law asks for one',
        zh: '妇女代表占全体代表的比例，法律有规定的',
      }),
    })
    .nullable(),
});

const ownBodyRules = dimensions.partial();
const ownRulesShape = z.strictObject({
  'members-assembly': ownBodyRules.optional(),
  'representative-assembly': ownBodyRules.optional(),
  board: ownBodyRules.optional(),
  supervisors: ownBodyRules.optional(),
});
export type OwnRulesOnWire = z.output<typeof ownRulesShape>;

const ownRulesReply = z.strictObject({
  version: z.string(),
  basedOn: z.string(),
  effectiveFrom: z.string(),
  rules: ownRulesShape,
  source: z.string(),
  resolutionId: z.string().nullable(),
});

const days = (least: number, most: number, description: string, zh: string) =>
  z.int().min(least).max(most).meta({ description, zh });

const settings = z.strictObject({
  papersOpenDays: days(
    0,
    90,
    'Papers lie open so many days before a meeting; null: as many as the notice',
    '会前开放查阅材料的天数；null 与会议通知相同',
  ).nullable(),
  publicNoticeDays: days(
    1,
    90,
    'Days of a public notice, its first day not counted; 7 or 15 as a rule',
    '公示天数，首日不计；一般为 7 或 15 天',
  ),
  meetingDaysAfterPeriod: days(1, 180, 'The meeting, after the end of the half-year', '半年期末后多少天开会'),
  publicNoticeDaysAfterMeeting: days(
    0,
    90,
    'The public notice begins so many days after the meeting',
    '会后多少天开始公示',
  ),
});
export type AssemblySettings = Readonly<z.output<typeof settings>>;

export const readAssemblyRules = endpoint({
  name: 'readAssemblyRules',
  method: 'get',
  path: '/assembly-rules',
  action: 'assemblies.read',
  summary: {
    zh: '某日有效的议事规则：法定规则和本社更严的规定',
    en: 'The rules of all bodies in force on a day: the law, with the cooperative’s own over it',
  },
  input: asOfInput.pick({ on: true }),
  reply: z.strictObject({
    on: z.string(),
    id: z.string(),
    name: sentence,
    own: ownRulesReply.nullable(),
    bodies: z.array(
      z.strictObject({
        body: z.enum(bodies),
        ...dimensions.shape,
        households: z.strictObject(proportion).optional().meta({
          description: 'The part of the households that makes a quorum as well',
          zh: '到会户数达到此比例的，也构成法定人数',
        }),
        women: z.strictObject(proportion).optional().meta({
          description: 'The part of the women on the list who must be there besides',
          zh: '并须到会的妇女比例',
        }),
        forbidden: z
          .array(z.strictObject({ kinds: z.array(z.enum(motionKinds)).readonly(), article: sentence }))
          .readonly(),
      }),
    ),
  }),
  errors: ['assembly.no-rules-on-date'],
});

export const setOwnRules = endpoint({
  name: 'setOwnRules',
  method: 'post',
  path: '/assembly-rules',
  action: 'settings.change',
  summary: {
    zh: '自某日起设定本社议事规则：只能比当日法定规则更严',
    en: 'Set own rules from a day on: stricter than the law of that day, never laxer',
  },
  input: z.strictObject({
    effectiveFrom: dateText().meta({
      description: 'The law of that day is the floor',
      zh: '起用日期；以当日法定规则为底线',
    }),
    rules: ownRulesShape,
    resolutionId: z.uuid().optional().meta({
      description:
        'The decision of the articles that made them; once the members have met, none goes without',
      zh: '据以制定的章程决议；成员大会作出过决议的，须写明',
    }),
    source: proseText(500).meta({ example: '章程第二十一条' }),
  }),
  description: {
    zh: '由另一人复核后生效；不回溯到已作出的决议、已通知的会议和已入账的事项，也不减少成员大会的职权。',
    en: 'They hold once another person confirms them. They never reach behind a decision, a meeting that was called or a posting, and take no power from the members’ assembly.',
  },
  reply: z.strictObject({ set: ownRulesReply.nullable(), ...waitingFor }),
  status: 201,
  errors: [
    'assembly.rules-laxer',
    'assembly.rules-behind-decision',
    'assembly.rules-behind-meeting',
    'assembly.rules-behind-effect',
    'assembly.rules-undecided',
    'assembly.rules-carried',
    'assembly.powers-reserved',
    'assembly.no-rules-on-date',
    'assembly.power-not-given',
    'assembly.power-forbidden',
    'resolution.unknown',
    'resolution.not-adopted',
    'resolution.other-matter',
    'resolution.awaiting-review',
    'resolution.sent-back',
    'resolution.other-subject',
  ],
  example: {
    effectiveFrom: '2026-01-01',
    rules: { 'representative-assembly': { notice: { days: 15, counting: 'clear-days' } } },
    source: '章程第二十一条',
  },
});

export const readAssemblySettings = endpoint({
  name: 'readAssemblySettings',
  method: 'get',
  path: '/assembly-settings',
  action: 'assemblies.read',
  summary: {
    zh: '会议前后的期限：材料、公示、日程',
    en: 'Days around meetings: papers, public notice, calendar',
  },
  input: nothing,
  reply: settings,
});

export const setAssemblySettings = endpoint({
  name: 'setAssemblySettings',
  method: 'put',
  path: '/assembly-settings',
  action: 'settings.change',
  summary: { zh: '设定会议前后的期限', en: 'Set the days around meetings' },
  description: {
    zh: '缩短公示或材料开放的天数由另一人复核后生效。答复为现行设置。',
    en: 'Fewer days of public notice or of open papers hold once another person confirms them. The reply is what is in force.',
  },
  input: settings,
  reply: settings.extend(waitingFor),
  errors: ['notice.days-below-law', 'assembly.papers-below-law'],
  example: {
    papersOpenDays: 10,
    publicNoticeDays: 7,
    meetingDaysAfterPeriod: 31,
    publicNoticeDaysAfterMeeting: 1,
  },
});
