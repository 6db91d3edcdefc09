/** The wire of acting for another: whom, on what ground, until when. Part of every reply about somebody else than oneself. */
import * as z from 'zod';
import { idText } from '../../contract/wire.ts';
import { mandateEndCauses, mandateGrounds, mandateScopes, mandateStates } from '../../domain/mandate.ts';

/** Whom they ask about: themself, or one of those they act for, named. Never anybody guessed. */
export const actedForId = idText().optional().meta({
  description: 'Of those one acts for; oneself unless given',
  zh: '所代理的成员；不填为本人',
});

const terms = {
  mandateId: idText(),
  ground: z.enum(mandateGrounds),
  document: z.string(),
  scope: z.enum(mandateScopes),
  from: z.string(),
  until: z.string(),
};

export const actingFor = z
  .strictObject({ ...terms, memberId: idText(), registerNumber: z.string(), name: z.string() })
  .meta({ description: 'For whom one acts here; null for oneself', zh: '在为谁代办；为空即本人' });

const ending = {
  person: z.string(),
  state: z.enum(mandateStates),
  endedAt: z.string().nullable(),
  endedBecause: z.enum(mandateEndCauses).nullable(),
  reason: z.string().nullable(),
};

export const actedForBy = z.strictObject({
  ...terms,
  ...ending,
  personNumber: z.string().nullable().meta({
    description: 'The register number of whoever acts; null where they are no member',
    zh: '代理人的成员编号；不是成员的为空',
  }),
});

export const mandateReply = z.strictObject({
  ...terms,
  ...ending,
  userId: idText(),
  memberId: idText(),
  registerNumber: z.string(),
  name: z.string(),
});
