/** The wire of seats: elections, endings, replacements, and who sits where on a day. */
import * as z from 'zod';
import { seatEndings } from '../../domain/assembly-seats.ts';
import { sexes } from '../../domain/membership.ts';
import { seatChangeKinds } from '../../domain/seat-change.ts';
import { endpoint } from '../../contract/endpoint.ts';
import { asOfInput, reasonText } from '../../contract/query.ts';
import { dateText, idText } from '../../contract/wire.ts';
import { lateReason, reviewReply, seatedBody } from './contract.ts';

export type SeatedBody = z.output<typeof seatedBody>;

const sentenceReply = z.strictObject({ zh: z.string(), en: z.string() });
const registerNumber = () => z.string().trim().min(1).max(60);

const seatReply = z.strictObject({
  id: idText(),
  body: seatedBody,
  member: registerNumber(),
  memberId: idText(),
  name: z.string(),
  sex: z.enum(sexes).nullable(),
  group: z.string().nullable(),
  from: z.string(),
  termEndsOn: z.string().nullable(),
  ended: z.strictObject({ on: z.string(), by: z.enum(seatEndings) }).nullable(),
});

export const listSeats = endpoint({
  name: 'listSeats',
  method: 'get',
  path: '/bodies/:body/seats',
  action: 'assemblies.read',
  summary: {
    zh: '某日在任的席位，以及组成是否合规',
    en: 'Seats held on a day, with the composition the rules ask for',
  },
  input: asOfInput.pick({ on: true }).extend({ body: seatedBody }),
  reply: z.strictObject({
    body: seatedBody,
    on: z.string(),
    pastTermSince: z.string().nullable().meta({
      description: 'The first day after its term, where nobody was elected since',
      zh: '任期届满而未换届的，届满后的第一日',
    }),
    held: z.int(),
    women: z.int(),
    groups: z.array(z.strictObject({ group: z.string(), households: z.int(), seats: z.int() })),
    faults: z.array(z.string()).meta({
      description: 'Where the body is not composed as its rules ask, in the language asked for',
      zh: '组成不合规则之处，用所要的语言',
    }),
    seats: z.array(seatReply),
  }),
  example: { body: 'board', on: '2025-07-01' },
});

/** What one person told of seats, and where its confirmation stands. */
const changeReply = z.strictObject({
  id: idText(),
  kind: z.enum(seatChangeKinds),
  body: seatedBody,
  on: z.string().meta({
    description: 'The first day of the seats it gives, or the first day no longer held',
    zh: '新席位的第一日，或不再在任的第一日',
  }),
  people: z.array(
    z.strictObject({ member: registerNumber(), name: z.string(), group: z.string().nullable() }),
  ),
  seatId: idText().nullable(),
  endedBy: z.enum(seatEndings).nullable(),
  reason: z.string().nullable(),
  recordedOn: z.string(),
  lateReason: z.string().nullable(),
  review: reviewReply,
});

const preparedReply = changeReply.extend({
  warnings: z.array(sentenceReply).meta({
    description: 'What the law asks for generally and this body does not keep, and what begins only later',
    zh: '法律“一般”要求而未做到之处，以及到以后才生效的',
  }),
});

const confirmedReply = preparedReply.extend({
  seats: z.array(seatReply).meta({ description: 'The seats it gave', zh: '由此产生的席位' }),
});

const waits = {
  zh: '登记后待另一人复核；复核以前不计入任何应到人数，也不终止任何席位。建账之后的日期迟录须写明理由。',
  en: 'It waits for another person: until then nobody sits by it and no seat ends. A day of these books that is told late needs its reason.',
};

const electionErrors = [
  'assembly.election-known',
  'assembly.seats-overlap',
  'assembly.without-capacity',
  'assembly.birth-date-unknown',
  'assembly.supervisor-elsewhere',
  'assembly.supervisor-kin',
  'assembly.person-unknown',
  'assembly.not-a-member',
  'assembly.listed-twice',
  'assembly.too-few-seats',
  'assembly.too-few-women',
  'assembly.sex-unknown',
  'assembly.group-seats',
] as const;

const endErrors = ['assembly.seat-unknown', 'assembly.seat-not-held', 'assembly.seat-term-over'] as const;

const replacementErrors = [
  'assembly.seat-unknown',
  'assembly.seat-term-over',
  'assembly.seat-own-successor',
  'assembly.seats-overlap',
  'assembly.without-capacity',
  'assembly.birth-date-unknown',
  'assembly.supervisor-elsewhere',
  'assembly.supervisor-kin',
  'assembly.person-unknown',
  'assembly.listed-twice',
] as const;

export const elect = endpoint({
  name: 'elect',
  method: 'post',
  path: '/bodies/:body/elect',
  action: 'assemblies.prepare',
  summary: {
    zh: '登记换届选举：全部席位，代表按户组产生；待复核',
    en: 'Enter an election of a whole body, representatives by household group; it waits for another person',
  },
  description: waits,
  input: z.strictObject({
    body: seatedBody,
    from: dateText().meta({
      description: 'First day of the term; seats held until then end on its eve',
      zh: '任期第一日；原席位到前一日为止',
    }),
    seats: z
      .array(z.strictObject({ member: registerNumber(), group: z.string().trim().min(1).max(60).optional() }))
      .min(1)
      .max(2_000)
      .meta({
        description: 'The whole body; representatives name the household group that elected them',
        zh: '全部席位；代表须写明选出其的户组',
      }),
    lateReason: lateReason(),
  }),
  reply: preparedReply,
  status: 201,
  errors: ['entry.late-without-reason', ...electionErrors],
  example: {
    body: 'board',
    from: '2025-07-01',
    seats: [{ member: '1-1' }, { member: '2-7' }, { member: '3-12' }],
  },
});

export const postponeTerm = endpoint({
  name: 'postponeTerm',
  method: 'post',
  path: '/bodies/:body/postpone-term',
  action: 'assemblies.prepare',
  summary: {
    zh: '依据决议登记延期换届：同日届满的席位任职到新的日期',
    en: 'Record a resolution that puts a renewal off: seats whose term ends on a day are held to another',
  },
  input: z.strictObject({
    body: seatedBody,
    endsOn: dateText().meta({ description: 'The last day of the term now', zh: '现任期的末日' }),
    until: dateText().meta({ description: 'The last day it is put off to', zh: '延期后的末日' }),
    reason: reasonText(),
    resolutionId: idText(),
  }),
  reply: z.strictObject({
    body: seatedBody,
    endsOn: z.string(),
    until: z.string(),
    reason: z.string(),
    resolutionId: idText(),
  }),
  status: 201,
  errors: [
    'assembly.postponed-back',
    'assembly.postponed-too-far',
    'assembly.postponed-late',
    'assembly.postponed-early',
    'assembly.no-such-term',
    'resolution.unknown',
    'resolution.not-adopted',
    'resolution.other-matter',
    'resolution.other-subject',
    'resolution.names-nothing',
    'resolution.electorate-unchecked',
    'resolution.too-few-in-effect',
  ],
  example: {
    body: 'board',
    endsOn: '2030-06-30',
    until: '2030-09-30',
    reason: '疫情防控，推迟集中选举',
    resolutionId: '00000000-0000-7000-8000-000000000000',
  },
});

export const endSeat = endpoint({
  name: 'endSeat',
  method: 'post',
  path: '/seats/:seatId/end',
  action: 'assemblies.prepare',
  summary: {
    zh: '登记任期未满终止席位：辞职、罢免或死亡；待复核',
    en: 'Enter the end of a seat before its term: resigned, removed or died; it waits for another person',
  },
  description: waits,
  input: z.strictObject({
    seatId: idText(),
    on: dateText().meta({
      description: 'First day the seat is no longer held; of a death, the day itself',
      zh: '不再在任的第一日；死亡为当日',
    }),
    by: z.enum(seatEndings.filter((each) => each !== 'replaced')),
    reason: reasonText(),
    lateReason: lateReason(),
  }),
  reply: preparedReply,
  status: 201,
  errors: ['entry.late-without-reason', ...endErrors, 'assembly.seats-overlap'],
  example: { on: '2026-03-01', by: 'resigned', reason: '外出务工，书面辞职' },
});

export const replaceSeat = endpoint({
  name: 'replaceSeat',
  method: 'post',
  path: '/seats/:seatId/replace',
  action: 'assemblies.prepare',
  summary: {
    zh: '登记补选接替人，任期为余下任期；待复核',
    en: 'Enter a successor for the rest of the term; it waits for another person',
  },
  description: waits,
  input: z.strictObject({
    seatId: idText(),
    on: dateText(),
    successor: registerNumber(),
    reason: reasonText(),
    lateReason: lateReason(),
  }),
  reply: preparedReply,
  status: 201,
  errors: ['entry.late-without-reason', ...replacementErrors],
  example: { on: '2026-03-01', successor: '3-14', reason: '户组补选' },
});

export const listSeatChanges = endpoint({
  name: 'listSeatChanges',
  method: 'get',
  path: '/seat-changes',
  action: 'assemblies.read',
  summary: {
    zh: '选举、补选和终止席位的登记，近的在前；迟录的写明理由',
    en: 'Elections, replacements and ends of seats as they were entered, the latest first; late ones say why',
  },
  input: z.strictObject({}),
  reply: z.strictObject({ changes: z.array(changeReply) }),
});

export const confirmSeatChange = endpoint({
  name: 'confirmSeatChange',
  method: 'post',
  path: '/seat-changes/:changeId/confirm',
  action: 'resolutions.review',
  summary: {
    zh: '对照选举记录复核席位变动，复核后生效',
    en: 'Confirm a change of seats against its records: it then takes effect',
  },
  input: z.strictObject({ changeId: idText() }),
  reply: confirmedReply,
  errors: [
    'assembly.change-unknown',
    'assembly.own-seat',
    'entry.awaits-no-review',
    'entry.reviewed-by-recorder',
    ...new Set([...electionErrors, ...endErrors, ...replacementErrors]),
  ],
});

export const sendBackSeatChange = endpoint({
  name: 'sendBackSeatChange',
  method: 'post',
  path: '/seat-changes/:changeId/send-back',
  action: 'resolutions.review',
  summary: {
    zh: '退回席位变动：与选举记录不符',
    en: 'Send back a change of seats that is not what its records say',
  },
  input: z.strictObject({ changeId: idText(), reason: reasonText() }),
  reply: changeReply,
  errors: ['assembly.change-unknown', 'entry.awaits-no-review', 'entry.reviewed-by-recorder'],
  example: { reason: '选举结果报告单所载当选人不同' },
});
