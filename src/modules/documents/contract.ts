/** The wire of issued papers. */
import * as z from 'zod';
import { pageQuery } from '../../contract/query.ts';
import { idText } from '../../contract/wire.ts';
import { paperKinds } from './kinds.ts';

export const documentReply = z.strictObject({
  id: idText(),
  number: z.string().meta({ example: '2010-000042' }),
  kind: z.enum(paperKinds),
  language: z.enum(['zh', 'en']),
  subject: z.string(),
  title: z.string(),
  createdAt: z.string(),
  sha256: z.string(),
  pages: z.int(),
  seal: z
    .string()
    .meta({ description: 'Head of the trail when the paper was issued; its beginning is printed' }),
  checkUrl: z.string().meta({ description: 'Where the QR code leads' }),
});
export type DocumentReply = z.infer<typeof documentReply>;

export const documentsQuery = pageQuery.extend({
  kind: z.enum(paperKinds).optional(),
  subject: z.string().max(100).optional().meta({ description: 'As in the replies', example: 'member 3-12' }),
});

export const documentPage = z.strictObject({
  documents: z.array(documentReply),
  next: z.string().nullable(),
});

/** What the check page tells anybody: nothing about persons. */
export const checkReply = z.strictObject({
  number: z.string(),
  kind: z.enum(paperKinds),
  kindName: z.string(),
  issuer: z.string(),
  language: z.enum(['zh', 'en']),
  issuedOn: z.string(),
  pages: z.int(),
  seal: z.string().meta({ description: 'The twelve digits printed on every page' }),
  sha256: z.string().meta({ description: 'Of the original file' }),
});
export type CheckReply = z.infer<typeof checkReply>;
