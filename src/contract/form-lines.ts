/**
 * What an input asks for, field by field, as a screen can draw it: the name in words, what is typed or chosen, what may be left
 * out. Read from the description of the endpoint, so that a form never says less or other than the service takes. What none of
 * these fits is `other`: a screen that wants it draws it itself.
 */
import * as z from 'zod';
import type { Sentence } from '../domain/language.ts';
import { wordsOfChoice } from './choice-words.ts';
import type { AnyEndpoint } from './endpoint.ts';
import { fieldWords, layers } from './input-place.ts';
import { isProse } from './text-kinds.ts';

export interface FormLine {
  readonly key: string;
  readonly name: Sentence;
  readonly is:
    | 'text'
    | 'prose'
    | 'day'
    | 'moment'
    | 'figure'
    | 'whole'
    | 'choice'
    | 'several'
    | 'texts'
    | 'yes-or-no'
    | 'group'
    | 'rows'
    | 'one-of'
    | 'fixed'
    | 'id'
    | 'other';
  /** It may be left out. */
  readonly optional?: true;
  /** Nothing in it is said by null. */
  readonly nullable?: true;
  readonly most?: number;
  readonly choices?: readonly { readonly value: string; readonly name: Sentence }[];
  /** Of a group, or of each row. */
  readonly lines?: readonly FormLine[];
  /** The shapes that it may have; `by` is the field that tells which, where there is one. */
  readonly variants?: readonly Variant[];
  readonly by?: string;
}

export interface Variant {
  readonly value: string;
  readonly name: Sentence;
  readonly lines: readonly FormLine[];
}

/** The place of a row that has one of several shapes. */
export const rowItself = '$';

export function formOf({ input }: Pick<AnyEndpoint, 'input'>): readonly FormLine[] {
  const object = layers(input).at(-1);
  return object instanceof z.ZodObject ? linesOf(object, undefined) : [];
}

function linesOf(object: z.ZodObject, parent: string | undefined): readonly FormLine[] {
  const shape = object.shape as Readonly<Record<string, z.core.$ZodType>>;
  return Object.entries(shape).map(([key, schema]) => lineOf(key, schema, parent));
}

function lineOf(key: string, schema: z.core.$ZodType, parent: string | undefined): FormLine {
  const around = layers(schema);
  const bare = around.at(-1) ?? schema;
  const words = fieldWords(key, parent, schema) ?? { zh: key, en: key };
  return {
    key,
    name: { zh: words.zh, en: headOf(words.en) },
    ...(around.some((each) => each instanceof z.ZodOptional || each instanceof z.ZodDefault) && {
      optional: true as const,
    }),
    ...(around.some((each) => each instanceof z.ZodNullable) && { nullable: true as const }),
    ...drawn(key, bare, around),
  };
}

/** As the head of a field: “the day it begins” stands as “Day it begins”. */
function headOf(words: string): string {
  const bare = words.replace(/^(the|an?) /, '');
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}

type Drawn = Pick<FormLine, 'is' | 'most' | 'choices' | 'lines' | 'variants' | 'by'>;

/** The unions that the walk stands in: a cohort holds cohorts, and a form ends somewhere. */
const inside = new Set<z.core.$ZodType>();

function variantsOf(key: string, union: z.ZodUnion): Drawn {
  if (inside.has(union)) return { is: 'other' };
  inside.add(union);
  const by = union instanceof z.ZodDiscriminatedUnion ? union.def.discriminator : undefined;
  const variants = union.options.flatMap((option): Variant[] => {
    const object = layers(option).at(-1);
    if (!(object instanceof z.ZodObject)) return [];
    const lines = linesOf(object, key);
    if (lines.some(({ is, lines: inner }) => is === 'other' || inner?.some((each) => each.is === 'other')))
      return [];
    const told = by === undefined ? lines[0] : lines.find((line) => line.key === by);
    if (told === undefined) return [];
    if (by === undefined) return [{ value: told.key, name: told.name, lines }];
    // One shape may stand for several kinds.
    const others = lines.filter((line) => line.key !== by);
    return (told.choices ?? []).map(({ value, name }) => ({ value, name, lines: others }));
  });
  inside.delete(union);
  return variants.length === 0
    ? { is: 'other' }
    : { is: 'one-of', variants, ...(by !== undefined && { by }) };
}

function drawn(key: string, bare: z.core.$ZodType, around: readonly z.core.$ZodType[]): Drawn {
  if (bare instanceof z.ZodLiteral && bare.values.has(true)) return { is: 'fixed' };
  const options = optionsOf(bare);
  if (options !== null) return { is: 'choice', choices: choicesOf(options) };
  if (bare instanceof z.ZodBoolean) return { is: 'yes-or-no' };
  if (bare instanceof z.ZodNumber) return { is: 'whole' };
  if (bare instanceof z.ZodObject) return { is: 'group', lines: linesOf(bare, key) };
  if (bare instanceof z.ZodUnion) return variantsOf(key, bare);
  if (bare instanceof z.ZodArray) {
    const element = layers(bare.element).at(-1);
    const several = element && optionsOf(element);
    if (several) return { is: 'several', choices: choicesOf(several) };
    if (element instanceof z.ZodObject) return { is: 'rows', lines: linesOf(element, key) };
    if (element instanceof z.ZodString) return { is: 'texts' };
    if (element instanceof z.ZodUnion) {
      const shape = variantsOf(key, element);
      if (shape.is === 'one-of')
        return { is: 'rows', lines: [{ key: rowItself, name: { zh: '种类', en: 'Kind' }, ...shape }] };
    }
  }
  if (!(bare instanceof z.ZodString || bare instanceof z.ZodStringFormat)) return { is: 'other' };
  const { format, maxLength } = bare as z.ZodString;
  if (format === 'uuid') return { is: 'id' };
  if (format === 'datetime') return { is: 'moment' };
  const known = around.map((each) => z.globalRegistry.get(each as z.ZodType));
  const told = known.map((each) => each?.['description']);
  // A field may describe itself otherwise; what a right one looks like stays.
  const isDay = known.some((each) => /^\d{4}-\d{2}-\d{2}$/.test(String(each?.['example'])));
  if (isDay || told.includes('A calendar day')) return { is: 'day' };
  if (told.some((each) => each !== undefined && /^(Yuan|Shares), /.test(each))) return { is: 'figure' };
  return {
    is: around.some(isProse) ? 'prose' : 'text',
    ...(typeof maxLength === 'number' && { most: maxLength }),
  };
}

function optionsOf(schema: z.core.$ZodType): readonly string[] | null {
  if (schema instanceof z.ZodEnum) return schema.options.map(String);
  if (schema instanceof z.ZodLiteral) return [...schema.values].map(String);
  if (!(schema instanceof z.ZodUnion)) return null;
  const literals = schema.options.filter((each) => each instanceof z.ZodLiteral);
  return literals.length === schema.options.length
    ? literals.flatMap((each) => [...each.values].map(String))
    : null;
}

function choicesOf(options: readonly string[]): NonNullable<FormLine['choices']> {
  const words = wordsOfChoice(options);
  return options.map((value, at) => ({ value, name: words?.[at] ?? { zh: value, en: value } }));
}
