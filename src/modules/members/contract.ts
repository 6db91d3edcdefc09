/** The wire of the register of members and households. Numbers of a person go in in clear and come out masked. */
import * as z from 'zod';
import { relations, sexes, standingKinds, standingStates } from '../../domain/membership.ts';
import { pageQuery } from '../../contract/query.ts';
import { dateText, idText, instantText } from '../../contract/wire.ts';

const numberText = z.string().min(1).max(60).meta({ example: '3-12' });
const sex = z.enum(sexes);
const relation = z.enum(relations).meta({ description: 'Relation to the head of the household' });
const tag = z.string().trim().min(1).max(40);

/** What is written about a person, all but the number that never changes. `null` takes a detail off. */
const details = {
  sex: sex.nullish(),
  birthDate: dateText().nullish(),
  seniorityFrom: dateText()
    .nullish()
    .meta({ description: 'Day from which years of work or residence count' }),
  residentId: z.string().max(60).nullish().meta({ description: 'GB 11643; kept encrypted' }),
  phone: z.string().max(60).nullish(),
  bankName: z.string().trim().max(100).nullish(),
  bankAccount: z.string().max(60).nullish(),
} as const;

export const admitMemberInput = z.strictObject({
  registerNumber: numberText,
  name: z.string().max(200),
  ...details,
  household: numberText
    .nullish()
    .meta({ description: 'Number of the household; a new one is entered with it' }),
  groupName: z.string().trim().max(60).nullish().meta({ description: 'Villagers’ group of a new household' }),
  relation: relation.nullish(),
  standings: z
    .array(
      z.strictObject({
        kind: z.enum(['admitted', 'retired', 'left', 'reinstated', 'deceased']),
        effectiveOn: dateText(),
      }),
    )
    .max(20)
    .meta({ description: 'Empty for a shareholder who is no member' }),
  tags: z.array(tag).max(50).optional(),
});

export const changeDetailsInput = z.strictObject({
  memberId: idText(),
  name: z.string().max(200).optional(),
  ...details,
});

export const recordStandingInput = z.strictObject({
  memberId: idText(),
  kind: z.enum(['admitted', 'retired', 'left', 'reinstated', 'deceased']),
  effectiveOn: dateText(),
  note: z.string().trim().max(500).nullish(),
});

export const correctStandingInput = z.strictObject({
  memberId: idText(),
  standingId: idText().meta({ description: 'The record that was wrong' }),
  kind: z.enum(standingKinds).meta({ description: '`void` strikes the record without a successor' }),
  effectiveOn: dateText(),
  note: z.string().trim().min(1).max(500),
});

export const setTagInput = z.strictObject({
  memberId: idText(),
  tag,
  present: z.boolean(),
  effectiveOn: dateText(),
});

export const placeInHouseholdInput = z.strictObject({
  memberId: idText(),
  household: numberText.nullable(),
  relation: relation.nullable(),
  effectiveOn: dateText(),
});

export const unmaskInput = z.strictObject({
  memberId: idText(),
  field: z.enum(['residentId', 'phone', 'bankAccount']),
  reason: z.string().trim().min(2).max(200),
});

export const enterHouseholdInput = z.strictObject({
  number: numberText,
  groupName: z.string().trim().max(60).nullish(),
  address: z.string().trim().max(200).nullish(),
});

export const searchInput = z.strictObject({
  text: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .meta({ description: 'Part of a name, a register number, or a whole resident ID' }),
});

export const membersQuery = pageQuery.extend({
  on: dateText().optional().meta({ description: 'Facts as of this day; today unless given' }),
  knownAt: instantText().optional().meta({ description: 'As known at this moment; now unless given' }),
  standing: z.enum(standingStates).optional(),
});

export const asOfQuery = membersQuery.pick({ on: true, knownAt: true, lang: true });

export const standingReply = z.strictObject({
  state: z.enum(standingStates),
  since: z.string().nullable(),
  admittedOn: z.string().nullable(),
  retiredOn: z.string().nullable(),
  deceasedOn: z.string().nullable(),
});

export const memberReply = z.strictObject({
  id: idText(),
  registerNumber: z.string(),
  name: z.string(),
  sex: sex.nullable(),
  birthDate: z.string().nullable(),
  seniorityFrom: z.string().nullable(),
  household: z
    .strictObject({ id: idText(), number: z.string(), groupName: z.string().nullable() })
    .nullable(),
  relation: relation.nullable(),
  residentIdMasked: z.string().nullable(),
  phoneMasked: z.string().nullable(),
  bankName: z.string().nullable(),
  bankAccountMasked: z.string().nullable(),
  standing: standingReply,
  tags: z.array(z.string()),
});
export type MemberReply = z.infer<typeof memberReply>;

export const standingRecordReply = z.strictObject({
  id: idText(),
  kind: z.enum(standingKinds),
  effectiveOn: z.string(),
  recordedAt: z.string(),
  corrects: idText().nullable(),
  note: z.string().nullable(),
});

export const memberPage = z.strictObject({ members: z.array(memberReply), next: z.string().nullable() });

export const memberDetail = z.strictObject({
  member: memberReply,
  bankAccounts: z
    .array(
      z.strictObject({ since: z.string(), bankName: z.string().nullable(), masked: z.string().nullable() }),
    )
    .meta({ description: 'Every account ever entered, earliest first; null where one was taken off' }),
  history: z.array(standingRecordReply).meta({ description: 'Every standing ever written, struck ones too' }),
});

export const householdReply = z.strictObject({
  id: idText(),
  number: z.string(),
  groupName: z.string().nullable(),
  address: z.string().nullable(),
  people: z.array(z.strictObject({ id: idText(), registerNumber: z.string(), name: z.string(), relation })),
});

export const householdPage = z.strictObject({
  households: z.array(householdReply),
  next: z.string().nullable(),
});

export const idReply = z.strictObject({ id: idText() });
