/**
 * What kind of text a field takes. Unless it says otherwise it is what somebody or something is called: one line, of which every
 * sign is seen. `checkInput` asks this of every text that comes in, so that no field can be forgotten.
 */
import * as z from 'zod';
import type { Fault } from '../domain/refusal.ts';
import {
  saysSomething,
  strangeInName,
  strangeInProse,
  withoutUnseen,
  type StrangeSign,
} from '../domain/seen-text.ts';

/**
 * `prose`: sentences, in lines. `typed`: taken as it was typed: secrets, words that are looked for, and what a parser of its own
 * judges.
 */
type TextKind = 'prose' | 'typed';

const kinds = z.registry<{ readonly text: TextKind; readonly least?: number }>();

/**
 * Reasons, minutes, explanations: what is read as sentences and never as the name of somebody. Where it must be longer than one sign it must
 * say something.
 */
export function proseText(most: number, least = 1) {
  const text = z.string().trim().min(least).max(most);
  const schema = least < 2 ? text : text.superRefine(refuseEmptyTalk);
  kinds.add(schema, { text: 'prose', least });
  return schema;
}

function refuseEmptyTalk(text: string, context: z.core.$RefinementCtx<string>): void {
  // Nothing at all is told as that.
  if (text === '' || saysSomething(text)) return;
  const fault: Fault = { code: 'input.says-nothing', values: {} };
  context.addIssue({ code: 'custom', message: fault.code, params: { fault } });
}

/** `least`: so many signs a reader sees of it; none of what stands between signs. */
export function asProse<Schema extends z.ZodType>(schema: Schema, least = 1): Schema {
  kinds.add(schema, { text: 'prose', least });
  return schema;
}

export function asTyped<Schema extends z.ZodType>(schema: Schema): Schema {
  kinds.add(schema, { text: 'typed' });
  return schema;
}

/** Whether it is read as sentences. */
export function isProse(schema: z.core.$ZodType): boolean {
  return kinds.get(schema)?.text === 'prose';
}

/** The first sign that such a field does not take. */
export function strangeSign(schema: z.core.$ZodType | undefined, text: string): StrangeSign | null {
  // Whatever is plain needs no table of signs.
  if (/^[\x20-\x7e]*$/.test(text)) return null;
  const strange = strangeInName(text);
  if (strange === null || schema === undefined) return strange;
  // A closed list says itself what it takes.
  if (schema._zod.def.type === 'enum' || schema._zod.def.type === 'literal') return null;
  const kind = kinds.get(schema);
  switch (kind?.text) {
    case 'typed':
      return null;
    case 'prose':
      return strangeInProse(text) ?? (seenIn(text) < (kind.least ?? 1) ? strange : null);
    case undefined:
      return strange;
  }
}

/** How many signs a reader sees of it: what is as long as it must be, and says nothing, is no sentence. */
function seenIn(text: string): number {
  return [...withoutUnseen(text).replace(/\s/g, '')].length;
}
