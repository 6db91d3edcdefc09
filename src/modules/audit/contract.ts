/** The wire of the audit trail. */
import * as z from 'zod';

export const auditPage = z.strictObject({
  seal: z.string().meta({ description: 'Hash of the last entry: the head of the chain' }),
  entries: z.array(
    z.strictObject({
      number: z.string(),
      recordedAt: z.string(),
      actorName: z.string(),
      command: z.string(),
      notes: z.json(),
      previousHash: z.string(),
      hash: z.string(),
    }),
  ),
  next: z.string().nullable(),
});
