/** The wire of assembly rules: what is in force on a day, and the cooperative's own, stricter ones. */
import * as z from 'zod';
import {
  bodies,
  dayCountings,
  majorityBases,
  motionKinds,
  voteCountings,
} from '../../domain/assembly-rules.ts';
import { dateText } from '../../contract/wire.ts';

const count = () => z.int().min(0).max(100_000);
const proportion = { numerator: count(), denominator: count(), inclusive: z.boolean() };
const quorumBase = z.enum(['with-capacity', 'representatives', 'members-of-body']);
const sentence = z.strictObject({ zh: z.string(), en: z.string() });

const dimensions = z.strictObject({
  powers: z
    .array(z.enum(motionKinds))
    .readonly()
    .meta({ description: 'A body can give up powers, never take new ones' }),
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

export const setOwnRulesInput = z.strictObject({
  effectiveFrom: dateText().meta({ description: 'The law of that day is the floor' }),
  rules: ownRulesShape,
  source: z.string().trim().min(1).max(500).meta({ example: '章程第二十一条' }),
});

export const ownRulesReply = z.strictObject({
  version: z.string(),
  basedOn: z.string(),
  effectiveFrom: z.string(),
  rules: ownRulesShape,
  source: z.string(),
});

export const rulesReply = z.strictObject({
  on: z.string(),
  id: z.string(),
  name: sentence,
  own: ownRulesReply.nullable(),
  bodies: z.array(
    z.strictObject({
      body: z.enum(bodies),
      ...dimensions.shape,
      forbidden: z
        .array(z.strictObject({ kinds: z.array(z.enum(motionKinds)).readonly(), article: sentence }))
        .readonly(),
    }),
  ),
});
