/** The wire of resolutions. */
import { z } from 'zod';
import { bodies } from '../../domain/assembly-rules.ts';
import { dateText, idText } from '../../platform/wire.ts';

export const recordResolutionInput = z.strictObject({
  body: z.enum(bodies),
  number: z.string().trim().min(1).max(60).meta({ example: '〔2010〕3号' }),
  decidedOn: dateText(),
  title: z.string().trim().min(1).max(200),
  text: z.string().trim().min(1).max(20_000),
});

export const resolutionReply = z.strictObject({
  id: idText(),
  body: z.enum(bodies),
  number: z.string(),
  decidedOn: z.string(),
  title: z.string(),
  text: z.string(),
});

export const resolutionPage = z.strictObject({
  resolutions: z.array(resolutionReply),
  next: z.string().nullable(),
});
