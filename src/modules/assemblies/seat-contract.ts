/** The wire of seats: elections, endings, replacements, and who sits where on a day. */
import * as z from 'zod';
import { seatEndings } from '../../domain/assembly-seats.ts';
import { sexes } from '../../domain/membership.ts';
import { endpoint } from '../../contract/endpoint.ts';
import { asOfInput, reasonText } from '../../contract/query.ts';
import { dateText, idText } from '../../contract/wire.ts';
import { seatedBody } from './contract.ts';

export type SeatedBody = z.output<typeof seatedBody>;

const sentenceReply = z.strictObject({ zh: z.string(), en: z.string() });
const registerNumber = () => z.string().trim().min(1).max(60);

const seatReply = z.strictObject({
  id: idText(),
  body: seatedBody,
  member: registerNumber(),
  memberId: idText(),
  name: z.string(),
  sex: z.enum(sexes),
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

export const elect = endpoint({
  name: 'elect',
  method: 'post',
  path: '/bodies/:body/elect',
  action: 'assemblies.prepare',
  summary: {
    zh: '换届选举：全部席位，代表按户组产生',
    en: 'Seat a whole body for its term; representatives by household group',
  },
  input: z.strictObject({
    body: seatedBody,
    from: dateText().meta({
      description: 'First day of the term; seats held until then end the day before',
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
  }),
  reply: z.strictObject({
    seats: z.array(seatReply),
    warnings: z.array(sentenceReply).meta({
      description: 'What the law asks for generally, and this body does not keep',
      zh: '法律“一般”要求而未做到之处',
    }),
  }),
  status: 201,
  errors: [
    'assembly.election-known',
    'assembly.without-capacity',
    'assembly.birth-date-unknown',
    'assembly.supervisor-elsewhere',
    'assembly.supervisor-kin',
    'assembly.person-unknown',
    'assembly.not-a-member',
    'assembly.listed-twice',
    'assembly.too-few-seats',
    'assembly.too-few-women',
    'assembly.group-seats',
  ],
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
    'assembly.no-such-term',
    'resolution.unknown',
    'resolution.not-adopted',
    'resolution.other-matter',
    'resolution.other-subject',
    'resolution.names-nothing',
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
    zh: '任期未满终止席位：辞职、罢免或死亡',
    en: 'End a seat before its term: resigned, removed or died',
  },
  input: z.strictObject({
    seatId: idText(),
    on: dateText().meta({
      description: 'First day the seat is no longer held; of a death, the day itself',
      zh: '不再在任的第一日；死亡为当日',
    }),
    by: z.enum(seatEndings.filter((each) => each !== 'replaced')),
    reason: reasonText(),
  }),
  reply: seatReply,
  errors: ['assembly.seat-unknown', 'assembly.seat-not-held', 'assembly.seat-term-over'],
  example: { on: '2026-03-01', by: 'resigned', reason: '外出务工，书面辞职' },
});

export const replaceSeat = endpoint({
  name: 'replaceSeat',
  method: 'post',
  path: '/seats/:seatId/replace',
  action: 'assemblies.prepare',
  summary: { zh: '补选接替人，任期为余下任期', en: 'Seat a successor for the rest of the term' },
  input: z.strictObject({
    seatId: idText(),
    on: dateText(),
    successor: registerNumber(),
    reason: reasonText(),
  }),
  reply: seatReply,
  status: 201,
  errors: [
    'assembly.seat-unknown',
    'assembly.seat-term-over',
    'assembly.seat-own-successor',
    'assembly.without-capacity',
    'assembly.birth-date-unknown',
    'assembly.supervisor-elsewhere',
    'assembly.supervisor-kin',
    'assembly.person-unknown',
    'assembly.listed-twice',
  ],
  example: { on: '2026-03-01', successor: '3-14', reason: '户组补选' },
});
