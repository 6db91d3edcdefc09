/** What stands in the fields of a form, all of it text, and what it comes to as the input of an endpoint. */
import type { FormLine, Variant } from '../../contract/form-lines.ts';

/** Under it stands which of several shapes was chosen. */
export const WHICH = '$which';

export interface Values {
  readonly [key: string]: string | readonly string[] | Values | readonly Values[];
}

/** What a form can ask for: a thing of the record only where it is known from which it is chosen. */
export function askedOf(
  lines: readonly FormLine[],
  choices: Readonly<Record<string, unknown>>,
): readonly FormLine[] {
  return lines
    .filter(({ key, is }) => is !== 'other' && (is !== 'id' || choices[key] !== undefined))
    .map((line) => ({
      ...line,
      ...(line.lines !== undefined && { lines: askedOf(line.lines, choices) }),
      ...(line.variants !== undefined && {
        variants: line.variants.map((each) => ({ ...each, lines: askedOf(each.lines, choices) })),
      }),
    }));
}

type Value = Values[string] | undefined;

export function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string').join('、') : '';
}

/** A form as it opens: days that must be given are today, a choice of one is taken. */
export function emptyOf(
  lines: readonly FormLine[],
  today: string,
  choices: Readonly<Record<string, readonly { readonly value: string }[] | undefined>>,
): Values {
  return Object.fromEntries(
    lines.map((line): [string, Values[string]] => {
      const { key, is, optional, nullable } = line;
      const isAsked = optional !== true && nullable !== true;
      if (is === 'group') return [key, emptyOf(line.lines ?? [], '', choices)];
      if (is === 'one-of') return [key, {}];
      if (is === 'fixed') return [key, 'true'];
      if (is === 'rows') return [key, isAsked ? [emptyOf(line.lines ?? [], today, choices)] : []];
      if (is === 'several') return [key, []];
      if (is === 'day' && isAsked) return [key, today];
      const options = choices[key] ?? line.choices ?? [];
      return [key, isAsked && options.length === 1 ? (options[0]?.value ?? '') : ''];
    }),
  );
}

export function variantOf({ variants = [] }: FormLine, value: Value): Variant | undefined {
  const which = textOf((value as Values | undefined)?.[WHICH]);
  return variants.find((each) => each.value === which);
}

export function isEmpty(value: Value): boolean {
  if (value === undefined) return true;
  if (typeof value === 'string') return value.trim() === '';
  return Array.isArray(value) ? value.every(isEmpty) : Object.values(value).every(isEmpty);
}

/** Whether whatever must be said is said. */
export function isWhole(lines: readonly FormLine[], values: Values): boolean {
  return lines.every((line) => {
    const value = values[line.key];
    if (isEmpty(value)) return line.optional === true || line.nullable === true;
    if (line.is === 'group') return isWhole(line.lines ?? [], value as Values);
    if (line.is === 'one-of') return isWhole(variantOf(line, value)?.lines ?? [], value as Values);
    if (line.is !== 'rows') return true;
    return (value as readonly Values[]).every((row) => isWhole(line.lines ?? [], row));
  });
}

/** The input that the fields come to; of what stands as in `base` nothing, where that is given. */
export function inputOf(
  lines: readonly FormLine[],
  values: Values,
  base: Values | null,
): Readonly<Record<string, unknown>> {
  const isSame = ({ key }: FormLine) =>
    base !== null && JSON.stringify(base[key] ?? '') === JSON.stringify(values[key] ?? '');
  return Object.fromEntries(
    lines.flatMap((line): [string, unknown][] => {
      if (isSame(line)) return [];
      const value = values[line.key];
      if (!isEmpty(value)) return [[line.key, saidOf(line, value)]];
      // Emptied where something stood is said; what was never there is left out.
      if (line.nullable === true && (base !== null || line.optional !== true)) return [[line.key, null]];
      return line.optional === true
        ? []
        : [[line.key, line.is === 'several' || line.is === 'rows' ? [] : '']];
    }),
  );
}

function saidOf(line: FormLine, value: Value): unknown {
  const { is, lines = [], by } = line;
  if (is === 'group') return inputOf(lines, value as Values, null);
  if (is === 'one-of') {
    const variant = variantOf(line, value);
    return {
      ...(by !== undefined && { [by]: variant?.value }),
      ...inputOf(variant?.lines ?? [], value as Values, null),
    };
  }
  if (is === 'rows') {
    const [first] = lines;
    const rows = value as readonly Values[];
    return first?.is === 'one-of' && lines.length === 1
      ? rows.map((row) => saidOf(first, row[first.key]))
      : rows.map((row) => inputOf(lines, row, null));
  }
  if (is === 'fixed') return true;
  if (is === 'several') return value;
  const text = textOf(value).trim();
  switch (is) {
    case 'figure':
      return text.replace(/[,，\s]/g, '');
    case 'whole':
      // A count of years or days: what is no number is left to the service, which says so.
      return /^\d{1,9}$/.test(text) ? Number(text) : text;
    case 'yes-or-no':
      return text === 'true';
    case 'texts':
      return text
        .split(/[、，,;；\n]/)
        .map((each) => each.trim())
        .filter((each) => each !== '');
    case 'moment':
      // To the end of that day in China.
      return `${text}T15:59:59Z`;
    default:
      return text;
  }
}
