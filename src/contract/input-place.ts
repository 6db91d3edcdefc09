/** Where in an input something is: its schema, its value, and its name in words: `凭证明细第 3 行的借方金额`. */
import * as z from 'zod';
import type { Sentence } from '../domain/language.ts';
import { fields, placed, wordsOfSchema, type FieldWords } from './field-words.ts';

export type Step = string | number;

export interface InputPlace {
  readonly schema: z.core.$ZodType | undefined;
  readonly value: unknown;
  readonly words: Sentence;
  readonly like: Sentence | undefined;
}

const whole: Sentence = { zh: '提交的内容', en: 'what was sent' };

export function pointerOf(path: readonly Step[]): string {
  return path.map((step) => `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`).join('');
}

export function inputPlace(schema: z.core.$ZodType, input: unknown, path: readonly Step[]): InputPlace {
  let at: InputPlace = { schema: bare(schema), value: input, words: whole, like: undefined };
  let parent: string | undefined;
  path.forEach((step, index) => {
    const within = at.schema;
    const value = member(at.value, step);
    const inner = within && innerSchema(within, step, at.value);
    if (typeof step === 'number') {
      at = { schema: bare(inner), value, words: rowOf(step, at.words), like: undefined };
    } else if (within instanceof z.ZodRecord) {
      at = { schema: bare(inner), value, words: entryOf(step, at.words), like: undefined };
    } else {
      const own = fieldWords(step, parent, inner);
      const like = own?.like;
      const words = index === 0 ? nameOf(own, step) : fieldOf(nameOf(own, step), at.words, path[index - 1]);
      at = { schema: bare(inner), value, words, like };
      parent = step;
    }
  });
  return at;
}

/** `（例如 2010-07-31）` / ` (such as 2010-07-31)`, or nothing where nothing is known. */
export function likeOf({ schema, like }: InputPlace): Sentence {
  if (like !== undefined) return { zh: `（${like.zh}）`, en: ` (${like.en})` };
  const example = schema && z.globalRegistry.get(schema as z.ZodType)?.['example'];
  return typeof example === 'string'
    ? { zh: `（例如${/^[\x20-\x7e]/.test(example) ? ' ' : ''}${example}）`, en: ` (such as ${example})` }
    : { zh: '', en: '' };
}

/** The words of a field: the schema's own, those of its place, those of its name. */
export function fieldWords(
  name: string,
  parent: string | undefined,
  schema: z.core.$ZodType | undefined,
): FieldWords | undefined {
  for (const layer of schema === undefined ? [] : layers(schema)) {
    const own = wordsOfSchema(layer);
    if (own !== undefined) return own;
  }
  const key = `${parent}.${name}`;
  if (parent !== undefined && Object.hasOwn(placed, key)) return placed[key];
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

function nameOf(own: FieldWords | undefined, name: string): Sentence {
  return own ?? { zh: `“${name}”`, en: `"${name}"` };
}

function rowOf(index: number, list: Sentence): Sentence {
  return { zh: `${list.zh}第 ${index + 1} 行`, en: `row ${index + 1} of ${list.en}` };
}

function entryOf(key: string, group: Sentence): Sentence {
  const name = key.slice(0, 60);
  return { zh: `${group.zh}中的“${name}”`, en: `"${name}" in ${group.en}` };
}

function fieldOf(name: Sentence, above: Sentence, last: Step | undefined): Sentence {
  return {
    zh: `${above.zh}的${name.zh}`,
    en: typeof last === 'number' ? `${name.en} in ${above.en}` : `${name.en} of ${above.en}`,
  };
}

function member(value: unknown, step: Step): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Readonly<Record<Step, unknown>>)[step];
}

/** A schema and what it wraps, from the outside in: optional, with a default, lazy … */
export function layers(schema: z.core.$ZodType): readonly z.core.$ZodType[] {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodReadonly
  ) {
    return [schema, ...layers(schema.unwrap())];
  }
  // Kept by the schema: asking its getter would build another one each time.
  if (schema instanceof z.ZodLazy) return [schema, ...layers(schema._zod.innerType)];
  return schema instanceof z.ZodPipe ? [schema, ...layers(schema.in)] : [schema];
}

function bare(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
  return schema && layers(schema).at(-1);
}

function innerSchema(within: z.core.$ZodType, step: Step, value: unknown): z.core.$ZodType | undefined {
  if (within instanceof z.ZodObject) {
    const shape = within.shape as Readonly<Record<string, z.core.$ZodType>>;
    return Object.hasOwn(shape, step) ? shape[step] : undefined;
  }
  if (within instanceof z.ZodArray) return within.element;
  if (within instanceof z.ZodRecord) return within.valueType;
  if (!(within instanceof z.ZodUnion)) return undefined;
  const options = within.options.map(bare);
  const [meant = undefined] = options.filter((option) => option && fits(option, value, step));
  return meant && innerSchema(meant, step, value);
}

/** The first field of each alternative, by which it is told from the others. */
export function firstFields(schema: z.core.$ZodType): readonly string[] {
  if (!(schema instanceof z.ZodUnion)) return [];
  return schema.options.flatMap((option) => {
    const form = bare(option);
    return form instanceof z.ZodObject ? Object.keys(form.shape).slice(0, 1) : [];
  });
}

/** An alternative that knows the field, and of which no fixed value contradicts what was sent. */
function fits(option: z.core.$ZodType, value: unknown, step: Step): boolean {
  if (!(option instanceof z.ZodObject)) return option instanceof z.ZodArray && typeof step === 'number';
  const shape = option.shape as Readonly<Record<string, z.core.$ZodType>>;
  if (!Object.hasOwn(shape, step)) return false;
  return Object.entries(shape).every(([name, inner]) => {
    const fixed = bare(inner);
    const sent = member(value, name);
    if (name === step || sent === undefined || !(fixed instanceof z.ZodLiteral)) return true;
    return fixed.values.has(sent as z.core.util.Literal);
  });
}
