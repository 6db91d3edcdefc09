/** The wire of the share register. Quantities and percentages are text; holders are named as people name them. */
import * as z from 'zod';
import { limitBases, limitKinds, parsePercent } from '../../domain/share-limit.ts';
import { accountKinds, certificateStates, classKinds, movementKinds } from '../../domain/share-register.ts';
import { restrictionKinds } from '../../domain/share-restriction.ts';
import { languageQuery, pageQuery } from '../../contract/query.ts';
import { named } from '../../contract/field-words.ts';
import { dateText, domainText, idText, instantText, moneyText, quantityText } from '../../contract/wire.ts';

const reason = z.string().trim().min(1).max(500);
const className = z.string().trim().min(1).max(60).meta({ description: 'Code or name of a share class' });

/** A member or household by its number; the collective account by its kind alone. */
export const holderName = z
  .strictObject({
    kind: z.enum(['member', 'household', 'collective']),
    number: z.string().max(60).optional(),
  })
  .meta({ example: { kind: 'member', number: '3-12' } });

/** Any account, for corrections. */
const accountName = z.strictObject({ kind: z.enum(accountKinds), number: z.string().max(60).optional() });

export const defineClassInput = z.strictObject({
  code: z.string().regex(/^[A-Za-z0-9_-]{1,30}$/),
  name: z.string().trim().min(1).max(60).meta({ example: '基本股' }),
  kind: z.enum(classKinds),
  places: z.int().min(0).max(4).default(4).meta({ description: 'Decimals a quantity may have' }),
  parValue: moneyText().nullish(),
  position: z.int().min(0).max(999).default(0).meta({ description: 'Order on tables and certificates' }),
});

export const setLimitInput = z.strictObject({
  kind: z.enum(limitKinds),
  shareClass: className.optional().meta({ description: 'Only with class-total' }),
  percent: domainText(parsePercent, '3', 'Above 0, at most 100').nullish(),
  base: z.enum(limitBases).nullish().meta({ description: 'What the percentage is of' }),
  total: quantityText().nullish().meta({ description: 'Only with class-total; null takes the limit off' }),
  effectiveOn: dateText(),
  source: reason.meta({ description: 'The resolution or article it rests on' }),
});

const common = {
  shareClass: className,
  quantity: quantityText(),
  effectiveOn: dateText(),
  resolutionId: idText().optional(),
} as const;

const giver = { zh: '转出方', en: 'the giver' };
const taker = { zh: '转入方', en: 'the taker' };

/** What an accountant enters by hand. Allotments come from schemes, openings from imports, reversals from `reversal`. */
export const moveSharesInput = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('subscription'),
    to: named(holderName, taker),
    ...common,
    reason: reason.optional(),
  }),
  z.strictObject({
    kind: z.literal('transfer'),
    from: named(holderName, giver),
    to: named(holderName, taker),
    ...common,
    reason: reason.optional(),
  }),
  z.strictObject({
    kind: z.literal('gift'),
    from: named(holderName, giver),
    to: named(holderName, taker),
    ...common,
    reason: reason.optional(),
  }),
  z.strictObject({ kind: z.literal('redemption'), from: named(holderName, giver), ...common, reason }),
  z.strictObject({
    kind: z.literal('correction'),
    from: named(accountName, giver),
    to: named(accountName, taker),
    ...common,
    reason,
  }),
]);

export const reverseMovementInput = z.strictObject({ movementId: idText(), reason });

export const divideEstateInput = z.strictObject({
  deceased: z.strictObject({ number: z.string().min(1).max(60) }).meta({ description: 'Register number' }),
  effectiveOn: dateText(),
  heirs: z
    .array(z.strictObject({ holder: holderName, parts: z.string().regex(/^[1-9]\d{0,8}$/) }))
    .min(1)
    .max(100)
    .meta({ description: 'Parts are whole numbers: 1, 1 and 1 for three equal heirs' }),
  reason: reason.meta({ description: 'The will, the notarial deed, the agreement of the heirs' }),
});

export const restrictInput = z.strictObject({
  kind: z.enum(restrictionKinds),
  holder: holderName,
  shareClass: className.nullish().meta({ description: 'All classes unless given' }),
  quantity: quantityText().nullish().meta({ description: 'The whole holding unless given' }),
  effectiveOn: dateText(),
  reason,
});

export const liftRestrictionInput = z.strictObject({ restrictionId: idText(), liftedOn: dateText(), reason });

export const issueCertificateInput = z.strictObject({ holder: holderName, issuedOn: dateText() });
export const replaceCertificateInput = z.strictObject({
  certificateId: idText(),
  issuedOn: dateText(),
  reason,
});
export const voidCertificateInput = z.strictObject({ certificateId: idText(), endedOn: dateText(), reason });

export const holdingsQuery = pageQuery.extend({
  on: dateText().optional().meta({ description: 'Evening of this day; today unless given' }),
  knownAt: instantText().optional().meta({ description: 'As known at this moment; now unless given' }),
});

export const statementQuery = z.strictObject({
  kind: z.enum(['member', 'household', 'collective']),
  number: z.string().max(60).optional(),
  from: dateText(),
  to: dateText(),
  knownAt: instantText().optional(),
  lang: z.enum(['zh', 'en']).optional(),
});

export const classReply = z.strictObject({
  id: idText(),
  code: z.string(),
  name: z.string(),
  kind: z.enum(classKinds),
  places: z.int(),
  parValue: z.string().nullable(),
  position: z.int(),
});

export const limitReply = z.strictObject({
  id: idText(),
  kind: z.enum(limitKinds),
  classId: idText().nullable(),
  percent: z.string().nullable(),
  base: z.enum(limitBases).nullable(),
  total: z.string().nullable(),
  effectiveOn: z.string(),
  recordedAt: z.string(),
  source: z.string(),
});

const partyReply = z.strictObject({
  accountId: idText().nullable().meta({ description: 'Null: never held a share' }),
  kind: z.enum(accountKinds),
  number: z.string(),
  name: z.string().nullable(),
});

export const movementReply = z.strictObject({
  id: idText(),
  number: z.string(),
  kind: z.enum(movementKinds),
  classId: idText(),
  from: partyReply,
  to: partyReply,
  quantity: z.string(),
  effectiveOn: z.string(),
  recordedAt: z.string(),
  postingId: idText().nullable(),
  reverses: idText().nullable(),
  resolutionId: idText().nullable(),
  reason: z.string().nullable(),
});
export type MovementReply = z.infer<typeof movementReply>;

export const movementPage = z.strictObject({
  movements: z.array(movementReply),
  next: z.string().nullable(),
});

const quantityOfClass = z.strictObject({ classId: idText(), quantity: z.string() });

export const holderReply = z.strictObject({
  accountId: idText(),
  kind: z.enum(accountKinds),
  number: z.string(),
  name: z.string().nullable(),
  holdings: z.array(quantityOfClass),
});

export const holdingsPage = z.strictObject({
  on: z.string(),
  holders: z.array(holderReply),
  next: z.string().nullable(),
});

export const statementReply = z.strictObject({
  holder: partyReply,
  from: z.string(),
  to: z.string(),
  opening: z.array(quantityOfClass).meta({ description: 'On the eve of the first day' }),
  movements: z.array(movementReply),
  closing: z.array(quantityOfClass).meta({ description: 'On the evening of the last day' }),
});

export const postedReply = z.strictObject({
  count: z.int(),
  firstNumber: z.string(),
  lastNumber: z.string(),
  ids: z.array(idText()),
});

export const restrictionReply = z.strictObject({
  id: idText(),
  kind: z.enum(restrictionKinds),
  accountId: idText(),
  classId: idText().nullable(),
  quantity: z.string().nullable(),
  effectiveOn: z.string(),
  liftedOn: z.string().nullable(),
  reason: z.string(),
});

export const certificateReply = z.strictObject({
  id: idText(),
  number: z.string(),
  accountId: idText(),
  holderKind: z.enum(accountKinds),
  holder: z.string(),
  state: z.enum(certificateStates),
  issuedOn: z.string(),
  replaces: idText().nullable(),
  endedOn: z.string().nullable(),
  endReason: z.string().nullable(),
});

export const certificatePage = z.strictObject({
  certificates: z.array(certificateReply),
  next: z.string().nullable(),
});

export const certificateIssued = z.strictObject({ id: idText(), number: z.string() });
export const idReply = z.strictObject({ id: idText() });

export const scheduleQuery = languageQuery.extend({ from: dateText(), to: dateText() });
export const scheduleReply = z.strictObject({
  from: z.string(),
  to: z.string(),
  classes: z.array(
    z.strictObject({
      code: z.string(),
      name: z.string(),
      opening: z.string(),
      issued: z.string(),
      takenBack: z.string(),
      closing: z.string(),
      movements: z.array(
        z.strictObject({
          kind: z.string(),
          count: z.int(),
          issued: z.string(),
          takenBack: z.string(),
          changedHands: z.string(),
        }),
      ),
    }),
  ),
});
