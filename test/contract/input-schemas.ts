/** Every schema of an input, a question and a path that the contracts export, with the places in it. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { isEndpoint } from '../../src/contract/endpoint.ts';
import { layers } from '../../src/contract/input-place.ts';

/** One field of an input: its name, the field it stands in, its schema. */
export interface Field {
  readonly at: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly schema: z.core.$ZodType;
}

/** One choice between fixed values. */
export interface Choice {
  readonly at: string;
  readonly options: readonly unknown[];
}

export interface Found {
  readonly fields: readonly Field[];
  readonly choices: readonly Choice[];
}

/** Replies are read, not filled in. */
const reply = /(Reply|Page|Total|List|Detail|Issued|Entry)$| whoAmI$/;

export async function inputSchemas(): Promise<readonly (readonly [name: string, schema: z.ZodType])[]> {
  const files = [
    join('src', 'contract', 'query.ts'),
    ...readdirSync(join('src', 'modules'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('contract.ts'))
      .map((name) => join('src', 'modules', name)),
  ];
  const exported = await Promise.all(
    files.map(async (file) => {
      const module = (await import(join(process.cwd(), file))) as Record<string, unknown>;
      return Object.entries(module).map(([name, value]) => [`${file} ${name}`, value] as const);
    }),
  );
  return exported.flat().flatMap(([name, value]): readonly (readonly [string, z.ZodType])[] => {
    if (isEndpoint(value)) return [[name, value.input]];
    return value instanceof z.ZodType && !reply.test(name) ? [[name, value]] : [];
  });
}

export function placesIn(name: string, schema: z.core.$ZodType): Found {
  const fields: Field[] = [];
  const choices: Choice[] = [];
  /** The schemas that the walk stands in: a cohort holds cohorts. */
  const inside = new Set<z.core.$ZodType>();
  const walk = (wrapped: z.core.$ZodType, at: string, parent: string | undefined): void => {
    const inner = layers(wrapped).at(-1)!;
    if (inside.has(inner)) return;
    inside.add(inner);
    if (inner instanceof z.ZodObject) {
      for (const [key, field] of Object.entries(inner.shape)) {
        fields.push({ at: `${at}/${key}`, name: key, parent, schema: field });
        walk(field, `${at}/${key}`, key);
      }
    } else if (inner instanceof z.ZodArray) walk(inner.element, `${at}/*`, parent);
    else if (inner instanceof z.ZodRecord) {
      walk(inner.keyType, at, parent);
      walk(inner.valueType, at, parent);
    } else if (inner instanceof z.ZodEnum) choices.push({ at, options: inner.options });
    else if (inner instanceof z.ZodUnion) {
      const options = inner.options;
      const literals = options.filter((option) => option instanceof z.ZodLiteral);
      if (literals.length === options.length) {
        choices.push({ at, options: literals.flatMap((option) => [...option.values]) });
      } else options.forEach((option) => walk(option, at, parent));
      if (inner instanceof z.ZodDiscriminatedUnion) {
        const { discriminator } = inner.def;
        const kinds = options.flatMap((option) => fixedValues(option, discriminator));
        choices.push({ at: `${at}/${discriminator}`, options: kinds });
      }
    }
    inside.delete(inner);
  };
  walk(schema, name, undefined);
  return { fields, choices };
}

function fixedValues(option: z.core.$ZodType, name: string): readonly unknown[] {
  const fixed =
    option instanceof z.ZodObject ? (option.shape as Record<string, z.core.$ZodType>)[name] : undefined;
  if (fixed instanceof z.ZodLiteral) return [...fixed.values];
  return fixed instanceof z.ZodEnum ? fixed.options : [];
}
