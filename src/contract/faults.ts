/**
 * What is wrong with an input, in words of the trade: every fault with a code of the closed catalogue, the name of the
 * field and its JSON pointer. What the checker of shapes says of types and patterns never reaches a reader.
 */
import * as z from 'zod';
import { listed, type Sentence } from '../domain/language.ts';
import { Refusal, refuse, type Fault, type FaultValues } from '../domain/refusal.ts';
import { choicesInWords, yesOrNo } from './choice-words.ts';
import { strangeSign } from './text-kinds.ts';
import {
  fieldWords,
  firstFields,
  inputPlace,
  likeOf,
  pointerOf,
  type InputPlace,
  type Step,
} from './input-place.ts';

type Checked<Output> =
  { readonly success: true; readonly data: Output } | { readonly success: false; readonly refusal: Refusal };

/** A refusal of the shape of an input, before anything is judged of what it wishes. */
export class Misshapen extends Refusal {}

/** Deeper than any input of ours; text can be nested without end. */
const DEEPEST = 40;

/** Checks an input: its text, which a database must be able to keep and a reader to see, and its shape. All faults at once. */
export function checkInput<Schema extends z.ZodType>(
  schema: Schema,
  input: unknown,
): Checked<z.output<Schema>> {
  const unreadable: Step[][] = [];
  if (!collectTexts(input, [], readable, unreadable))
    return { success: false, refusal: refuse('input.too-deep', {}, '') };
  const result = schema.safeParse(input);
  // Of what was taken, without the spaces around it.
  const unseen = unseenIn(schema, result.success ? result.data : input);
  if (result.success && unreadable.length === 0 && unseen.length === 0)
    return { success: true, data: result.data };
  const said = unreadable.slice(0, MOST_FAULTS).map((path): Fault => {
    const field = inputPlace(schema, input, path).words;
    return { code: 'input.unreadable-character', values: { field }, pointer: pointerOf(path) };
  });
  const known = new Set(said.map(({ pointer }) => pointer));
  const told: Fault[] = [...said];
  // What is beyond is counted and not put into words, which would cost more than the check itself.
  let more = unreadable.length - said.length;
  const add = (faults: readonly Fault[]) =>
    void told.push(...faults.filter(({ pointer }) => !known.has(pointer)));
  for (const issue of result.error?.issues ?? []) {
    if (told.length >= MOST_FAULTS) more += faultsIn(issue);
    else add(faultsOfIssue(issue, { schema, input }, []));
  }
  // A field that says something of its own against the text has said it already.
  for (const { pointer } of told) known.add(pointer);
  add(unseen);
  const [first, ...rest] = shortened(told, more);
  if (!first) throw new TypeError('A failed parse without an issue.');
  return { success: false, refusal: new Misshapen([first, ...rest]) };
}

/** A fault for each text with a sign that its field does not take. */
function unseenIn(schema: z.ZodType, input: unknown): readonly Fault[] {
  const found: Step[][] = [];
  collectTexts(input, [], (text) => strangeSign(undefined, text) === null, found);
  const faults: Fault[] = [];
  for (const path of found) {
    if (faults.length >= MOST_FAULTS) break;
    const place = inputPlace(schema, input, path);
    const key = path.at(-1);
    const strange =
      (typeof key === 'string' ? strangeSign(undefined, key) : null) ??
      (typeof place.value === 'string' ? strangeSign(place.schema, place.value) : null);
    if (strange === null) continue;
    const values = { field: place.words, place: strange.place, sign: strange.sign };
    faults.push({ code: 'input.unseen-character', values, pointer: pointerOf(path) });
  }
  return faults;
}

/** More than anybody mends before trying again; the rest is counted. */
const MOST_FAULTS = 100;

function shortened(faults: readonly Fault[], more: number): readonly Fault[] {
  const count = Math.max(faults.length - MOST_FAULTS, 0) + more;
  if (count === 0) return faults;
  return [...faults.slice(0, MOST_FAULTS), { code: 'input.and-more', values: { count }, pointer: '' }];
}

function faultsIn(issue: z.core.$ZodIssue): number {
  return issue.code === 'unrecognized_keys' ? issue.keys.length : 1;
}

/** Where texts and keys are that do not hold. False where the nesting has no end. */
function collectTexts(
  value: unknown,
  path: readonly Step[],
  holds: (text: string) => boolean,
  found: Step[][],
): boolean {
  if (typeof value === 'string') {
    if (!holds(value)) found.push([...path]);
    return true;
  }
  if (!isGroup(value) && !Array.isArray(value)) return true;
  if (path.length > DEEPEST) return false;
  const entries: Iterable<readonly [Step, unknown]> = Array.isArray(value)
    ? value.entries()
    : Object.entries(value);
  for (const [key, inner] of entries) {
    if (typeof key === 'string' && !holds(key)) found.push([...path, key]);
    else if (!collectTexts(inner, [...path, key], holds, found)) return false;
  }
  return true;
}

/** Text that PostgreSQL can keep: no NUL, no half of a surrogate pair. */
function readable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** Also what a query parser makes, which has a prototype of its own. */
function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
}

interface Whole {
  readonly schema: z.core.$ZodType;
  readonly input: unknown;
}

/** One finding of the shape as faults; `above` is the path of a union or key that the finding stands in. */
function faultsOfIssue(issue: z.core.$ZodIssue, whole: Whole, above: readonly Step[]): readonly Fault[] {
  const path = [...above, ...issue.path.map(asStep)];
  const place = inputPlace(whole.schema, whole.input, path);
  const at = (code: Fault['code'], values: FaultValues = {}): Fault => ({
    code,
    values: { field: place.words, ...values },
    pointer: pointerOf(path),
  });
  if (place.value === undefined && issue.code !== 'unrecognized_keys')
    return [at('input.missing', like(place))];
  switch (issue.code) {
    case 'invalid_type':
      return [wrongType(issue.expected, place, at)];
    case 'invalid_value':
      return [notOneOf(issue.values, place, at)];
    case 'too_small':
    case 'too_big':
      return [ofSize(issue, place, at)];
    case 'invalid_format':
      return [issue.format === 'uuid' ? at('input.not-an-id') : at('input.malformed', like(place))];
    case 'unrecognized_keys':
      return issue.keys.map((key) => {
        const words = { place: place.words, name: key.slice(0, 60) };
        return {
          code: 'input.unknown-field',
          values: words,
          pointer: pointerOf([...path, key]),
        };
      });
    case 'invalid_union':
      return ofUnion(issue, place, at, (inner) => faultsOfIssue(inner, whole, path));
    case 'invalid_key':
    case 'invalid_element':
      return [at('input.malformed-key', { name: String(path.at(-1)).slice(0, 60) })];
    case 'custom': {
      const fault = issue.params?.['fault'] as Fault | undefined;
      if (fault === undefined) return [at('input.malformed', like(place))];
      return [at(fault.code, fault.values)];
    }
    case 'not_multiple_of':
      return [at('input.malformed', like(place))];
  }
}

type At = (code: Fault['code'], values?: FaultValues) => Fault;

function asStep(step: PropertyKey): Step {
  return typeof step === 'number' ? step : String(step);
}

/** `（例如 2010-07-31）`, or nothing where there is no example. */
function like(place: InputPlace): { readonly like: Sentence } {
  return { like: likeOf(place) };
}

function wrongType(expected: string, place: InputPlace, at: At): Fault {
  const { value } = place;
  const given = kindOf(value);
  if (value === null) return at('input.empty');
  switch (expected) {
    case 'string':
      return at('input.not-text', { given, ...like(place) });
    case 'int':
    case 'number':
      return at('input.not-whole-number', { given });
    case 'boolean':
      return at('input.not-yes-or-no', { given });
    case 'array':
      return at('input.not-a-list', { given });
    default:
      return at('input.not-a-group', { given, ...like(place) });
  }
}

function kindOf(value: unknown): Sentence {
  if (Array.isArray(value)) return { zh: '一个列表', en: 'a list' };
  switch (typeof value) {
    case 'string':
      return { zh: '一段文字', en: 'text' };
    case 'number':
      return Number.isInteger(value)
        ? { zh: '一个数字', en: 'a number' }
        : { zh: '一个小数', en: 'a fraction' };
    case 'boolean':
      return { zh: '“是”或“否”', en: 'true or false' };
    default:
      return { zh: '一组内容', en: 'a group of fields' };
  }
}

function notOneOf(options: readonly unknown[], place: InputPlace, at: At): Fault {
  const { value } = place;
  if (value === null || value === '') return at('input.empty');
  const choices = choicesInWords(options);
  switch (typeof value) {
    case 'boolean':
      return at('input.not-one-of', { given: yesOrNo[`${value}`], choices });
    case 'string':
    case 'number':
      return at('input.not-one-of', { given: `${value}`.slice(0, 40), choices });
    default:
      return at('input.not-a-choice', { given: kindOf(value), choices });
  }
}

function ofSize(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, place: InputPlace, at: At): Fault {
  const { value } = place;
  if (typeof value === 'string') {
    if (issue.code === 'too_big')
      return at('input.too-long', { most: `${issue.maximum}`, count: value.length });
    if (value.trim() === '') return at('input.empty');
    return at('input.too-short', { least: `${issue.minimum}` });
  }
  if (Array.isArray(value)) {
    return issue.code === 'too_big'
      ? at('input.too-many', { most: `${issue.maximum}`, count: value.length })
      : at('input.too-few', { least: `${issue.minimum}` });
  }
  return at('input.out-of-range', { range: rangeOf(issue, place), given: `${value as number}` });
}

function rangeOf(issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig, { schema }: InputPlace): Sentence {
  const bounds = schema instanceof z.ZodNumber ? schema : null;
  const least = bounds?.minValue ?? null;
  const most = bounds?.maxValue ?? null;
  const limited = (bound: number | null): bound is number =>
    bound !== null && Number.isSafeInteger(bound) && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  if (limited(least) && limited(most)) {
    return { zh: `在 ${least} 至 ${most} 之间`, en: `between ${least} and ${most}` };
  }
  return issue.code === 'too_small'
    ? { zh: `不小于 ${issue.minimum}`, en: `at least ${issue.minimum}` }
    : { zh: `不大于 ${issue.maximum}`, en: `at most ${issue.maximum}` };
}

/** Of alternatives, the faults of the one that was most likely meant; of plain choices, all of them. */
function ofUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  place: InputPlace,
  at: At,
  inside: (inner: z.core.$ZodIssue) => readonly Fault[],
): readonly Fault[] {
  if (issue.discriminator !== undefined && 'options' in issue && issue.options) {
    return [notOneOf(issue.options, place, at)];
  }
  const alternatives = issue.errors;
  const choices = alternatives.map(([only, ...more]) =>
    only?.code === 'invalid_value' && only.path.length === 0 && more.length === 0 ? only.values : null,
  );
  if (alternatives.length > 0 && choices.every((each) => each !== null))
    return [notOneOf(choices.flat(), place, at)];
  if (place.value === null) return [at('input.empty')];
  if (alternatives.every(([only]) => only?.code === 'invalid_type' && only.path.length === 0)) {
    return [at('input.not-a-group', { given: kindOf(place.value), ...like(place) })];
  }
  const fitting = alternatives.filter((issues) => !issues.some(strange));
  const [meant] = fitting.toSorted((one, other) => one.length - other.length);
  return meant === undefined
    ? [at('input.no-such-form', { choices: formsOf(place) })]
    : meant.flatMap(inside);
}

/** Alternatives by their first field: `所有人、身份状态` / `everyone, standing`. */
function formsOf({ schema }: InputPlace): Sentence {
  const names = schema === undefined ? [] : firstFields(schema);
  const words = names.map((name) => fieldWords(name, undefined, undefined) ?? { zh: name, en: name });
  return { zh: listed(words).zh, en: names.map((name) => JSON.stringify(name)).join(', ') };
}

/** That an alternative does not know a field says that another one was meant. */
function strange(issue: z.core.$ZodIssue): boolean {
  return issue.code === 'unrecognized_keys' && issue.path.length === 0;
}
