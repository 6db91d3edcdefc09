/**
 * Requests that nobody thought of, made from the shapes of the endpoints themselves: inputs that fit, with something strange
 * put in one or two places of them, and whole requests that are no such thing. One seed gives one sequence.
 */
import * as z from 'zod';
import { hasBody, pathOf, placesOf, type AnyEndpoint } from '../../src/contract/endpoint.ts';
import { layers } from '../../src/contract/input-place.ts';

/** A number from 0 up to below 1, the same ones in the same order for a seed. */
export type Chance = () => number;

export function chanceOf(seed: number): Chance {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export const oneOf = <T>(chance: Chance, choices: readonly T[]): T =>
  choices[Math.floor(chance() * choices.length)] as T;

/** What replies gave as identifiers, by the name that fields have for them. */
export class KnownIds {
  readonly #byName = new Map<string, string[]>();
  readonly #all: string[] = [];

  learn(name: string, id: string): void {
    const known = this.#byName.get(name) ?? [];
    this.#byName.set(name, known);
    for (const list of [known, this.#all]) {
      if (list.includes(id)) continue;
      list.push(id);
      if (list.length > 200) list.shift();
    }
  }

  /** From an answer: what fields say, and `id` by the last place of the path that lists such things. */
  learnFrom(path: string, answer: unknown, byCollection: ReadonlyMap<string, string>): void {
    const own = byCollection.get(/\/([\w-]+)(?:\?.*)?$/.exec(path)?.[1] ?? '');
    const walk = (value: unknown, depth: number): void => {
      if (typeof value !== 'object' || value === null || depth > 4) return;
      for (const [key, inner] of Object.entries(value)) {
        if (typeof inner === 'string' && /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(inner)) {
          const name = key === 'id' ? own : key;
          if (name !== undefined) this.learn(name, inner);
        } else walk(inner, depth + 1);
      }
    };
    walk(answer, 0);
  }

  pick(chance: Chance, name: string): string {
    const known = this.#byName.get(name) ?? this.#all;
    return known.length === 0 || chance() < 0.1
      ? '0197e3a0-5c00-7000-8000-000000000001'
      : oneOf(chance, known);
  }
}

/** `/dividend-runs/:runId/…` says that what `/dividend-runs` lists is a `runId`. */
export function collectionsOf(endpoints: readonly AnyEndpoint[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const each of endpoints)
    for (const [, collection = '', name = ''] of pathOf(each).matchAll(/\/([\w-]+)\/:(\w+)/g))
      if (!found.has(collection)) found.set(collection, name);
  return found;
}

/** Something that fits the shape, as well as can be told from it. */
export function fitting(
  schema: z.core.$ZodType,
  name: string,
  chance: Chance,
  ids: KnownIds,
  depth = 0,
): unknown {
  const within = layers(schema);
  const inner = within.at(-1) ?? schema;
  if (within.some((layer) => layer instanceof z.ZodOptional) && chance() < 0.5) return undefined;
  const example = within
    .map((layer) => z.globalRegistry.get(layer as z.ZodType)?.['example'])
    .find((each) => each !== undefined);
  if (inner instanceof z.ZodEnum) return oneOf(chance, inner.options);
  if (inner instanceof z.ZodLiteral) return oneOf(chance, [...inner.values]);
  if (inner instanceof z.ZodBoolean) return chance() < 0.5;
  if (inner instanceof z.ZodNumber) {
    const [least, most] = [Math.max(inner.minValue ?? 0, -1e6), Math.min(inner.maxValue ?? 100, 1e6)];
    return Math.floor(least + chance() * Math.min(most - least + 1, 20));
  }
  if (inner instanceof z.ZodArray)
    return Array.from({ length: 1 + Math.floor(chance() * 2) }, () =>
      fitting(inner.element, name, chance, ids, depth + 1),
    );
  if (inner instanceof z.ZodRecord)
    return { [oneOf(chance, ['basic', 'matched'])]: fitting(inner.valueType, name, chance, ids, depth + 1) };
  if (inner instanceof z.ZodUnion) {
    const options = depth > 6 ? inner.options.slice(0, 1) : inner.options;
    return fitting(oneOf(chance, options), name, chance, ids, depth + 1);
  }
  if (inner instanceof z.ZodObject)
    return Object.fromEntries(
      Object.entries(inner.shape as Record<string, z.core.$ZodType>).flatMap(([key, field]) => {
        const value = fitting(field, key, chance, ids, depth + 1);
        return value === undefined ? [] : [[key, value]];
      }),
    );
  if (inner instanceof z.ZodString) return textFor(inner, name, example, chance, ids);
  if (inner instanceof z.ZodUUID || inner instanceof z.ZodGUID) return ids.pick(chance, name);
  if (inner instanceof z.ZodISODateTime)
    return oneOf(chance, ['2010-07-05T00:00:00Z', '2026-01-01T00:00:00Z']);
  return typeof example === 'string' ? example : oneOf(chance, plainTexts);
}

const plainTexts = [
  '1',
  '2010-12-31',
  '清泉',
  'basic',
  '100.00',
  '2024-H2',
  '2',
  '1:8',
  'member',
  '113',
  '张三',
];

function textFor(inner: z.ZodString, name: string, example: unknown, chance: Chance, ids: KnownIds): string {
  if (inner.format === 'uuid') return ids.pick(chance, name);
  if (inner.format === 'datetime') return '2010-07-05T00:00:00Z';
  if (typeof example === 'string' && chance() < 0.8) return example;
  return oneOf(chance, plainTexts);
}

const long = (length: number) => '9'.repeat(length);

/** What is put in the place of something that fits. */
export const strangeThings: readonly unknown[] = [
  ...[
    '',
    ' ',
    '\0',
    'a\0b',
    '\ud800',
    '\udfff\ud800',
    '\u202e',
    '\u2028',
    '\ufeff',
    '\uffff',
    '😀'.repeat(50),
    '\u0301'.repeat(300),
  ],
  ...[
    'x'.repeat(300),
    'x'.repeat(20_000),
    long(16),
    long(17),
    long(30),
    long(400),
    `0.${long(30)}`,
    `-${long(20)}`,
    '-1',
    '-0',
    '0',
    '0.00',
  ],
  ...[
    '1e5',
    '1e400000',
    'NaN',
    'Infinity',
    '0x10',
    '1_000',
    '１２',
    '1,000.00',
    '9999999999999999.99',
    '99999999999999.9999',
    '0.01',
    '0.0001',
  ],
  ...[
    '0000-01-01',
    '0001-01-01',
    '1899-12-31',
    '1900-01-01',
    '2199-12-31',
    '2200-01-01',
    '9999-12-31',
    '2010-02-30',
    '2010-13-01',
    '294276-12-31',
    '-4713-01-01',
  ],
  ...[
    '0000-01-01T00:00:00Z',
    '2010-07-05T00:00:00Z',
    '9999-12-31T23:59:59Z',
    '2010-07-05T24:00:00Z',
    '1900-H1',
    '2199-H2',
    '9999-H1',
    '0000-H1',
    '2199-12',
    '9999',
  ],
  ...[
    '00000000-0000-0000-0000-000000000000',
    'ffffffff-ffff-ffff-ffff-ffffffffffff',
    '0197E3A0-5C00-7000-8000-000000000001',
    '../..',
    '%00',
    "'; --",
    '%',
    '_',
    '\\',
    '$1',
    '{}',
    '1/0',
    '1/3',
    `1/${long(24)}`,
    '0:1',
    '1000000:1',
  ],
  ...[0, -0, -1, 1, 1.5, 2 ** 31, 2 ** 53, -(2 ** 63), 1e21, 1e308, Number.MIN_VALUE],
  ...[
    null,
    true,
    false,
    [],
    {},
    [[]],
    [null],
    { a: 1 },
    [1, 2, 3],
    { toString: 'x' },
    { constructor: null },
    { length: 5 },
  ],
  ...[
    Array.from({ length: 300 }, () => 'a'),
    Object.fromEntries(Array.from({ length: 150 }, (_, index) => [`f${index}`, index])),
  ],
];

/** The same input with something strange in one place of it. */
export function spoiled(input: unknown, chance: Chance): unknown {
  if (Array.isArray(input) && input.length > 0 && chance() < 0.8) {
    const at = Math.floor(chance() * input.length);
    if (chance() < 0.15) return [...(input as unknown[]), input[at]];
    return (input as unknown[]).map((each, index) => (index === at ? spoiled(each, chance) : each));
  }
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
    const entries = Object.entries(input);
    const way = chance();
    if (way < 0.06)
      return {
        ...input,
        [oneOf(chance, [
          '',
          'toString',
          'constructor',
          '\ud800',
          'a\0',
          'x'.repeat(500),
          'lang',
          'dryRun',
          'id',
        ])]: 1,
      };
    if (entries.length > 0 && way < 0.95) {
      const at = Math.floor(chance() * entries.length);
      if (way < 0.12) return Object.fromEntries(entries.filter((_, index) => index !== at));
      return Object.fromEntries(
        entries.map(([key, value], index) => [key, index === at ? spoiled(value, chance) : value]),
      );
    }
  }
  return oneOf(chance, strangeThings);
}

export interface FuzzedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload: string | Buffer | undefined;
}

/** The request that carries an input, whatever the input is. */
export function requestOf(
  each: AnyEndpoint,
  cooperativeId: string,
  input: unknown,
  chance: Chance,
): FuzzedRequest {
  const fields =
    typeof input === 'object' && input !== null && !Array.isArray(input)
      ? (input as Record<string, unknown>)
      : {};
  const places = placesOf(each);
  const rest = Object.entries(fields).filter(([name]) => !places.includes(name));
  const placed = (name: string) => {
    const value = name === 'cooperativeId' && !(name in fields) ? cooperativeId : fields[name];
    return safeComponent(typeof value === 'string' || typeof value === 'number' ? String(value) : 'x');
  };
  const path = pathOf(each).replace(/:(\w+)/g, (_, name: string) => placed(name));
  const query = hasBody(each)
    ? []
    : rest.map(([name, value]) => `${safeComponent(name)}=${safeComponent(asText(value))}`);
  if (chance() < 0.03)
    query.push(
      oneOf(chance, [
        'lang=de',
        'lang=xx',
        'lang=en&lang=en',
        'dryRun=true',
        'dryRun=1',
        '%',
        '%ED%A0%80=1',
        'a[b]=c',
      ]),
    );
  const headers: Record<string, string> = {
    'accept-language': oneOf(chance, ['en', 'fr,en;q=0.9', '*', 'x;q=a', 'en;q=0.1, zh;q=0']),
  };
  if (chance() < 0.1)
    headers['idempotency-key'] = oneOf(chance, [
      'key-00000001',
      'key-00000002',
      'k',
      'x'.repeat(101),
      'key 0000 1',
      '@@@@@@@@@',
    ]);
  if (each.upload !== undefined)
    return { method: each.method, path: withQuery(path, query), ...formOf(chance, headers) };
  if (!hasBody(each))
    return { method: each.method, path: withQuery(path, query), headers, payload: undefined };
  headers['content-type'] =
    chance() < 0.03
      ? oneOf(chance, [
          'text/plain',
          'application/xml',
          'application/json; charset=gbk',
          'multipart/form-data',
          'x',
        ])
      : 'application/json';
  const body = fields === input ? Object.fromEntries(rest) : input;
  const payload = chance() < 0.04 ? oneOf(chance, brokenBodies) : JSON.stringify(body);
  return { method: each.method, path: withQuery(path, query), headers, payload };
}

const withQuery = (path: string, query: readonly string[]) =>
  query.length === 0 ? path : `${path}?${query.join('&')}`;

/** Half of a surrogate pair cannot be written in an address: its bytes can. */
function safeComponent(text: string): string {
  const cut = text.slice(0, 2_000);
  return cut.isWellFormed() ? encodeURIComponent(cut) : '%ED%A0%80';
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

const brokenBodies: readonly (string | Buffer)[] = [
  ...[
    '',
    '{',
    'null',
    '[]',
    '1',
    '"a"',
    '{"a":1',
    '{"a":"\\ud800"}',
    '{"__proto__":{"a":1}}',
    '{"a":1}{"b":2}',
    '\ufeff{}',
  ],
  `${'['.repeat(3_000)}${']'.repeat(3_000)}`,
  Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]),
  Buffer.alloc(50),
];

function formOf(chance: Chance, headers: Record<string, string>): Pick<FuzzedRequest, 'headers' | 'payload'> {
  const file = oneOf<string | Buffer>(chance, [
    ...['', '股东编号,姓名\n1,张三', 'a,b\n"', '\0\0', '\ufeff姓名,股东编号\r\n', `${'x,'.repeat(400)}`],
    Buffer.from('PK\u0003\u0004 no archive'),
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xff, 0xff]),
    Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
  ]);
  const name = oneOf(chance, ['table.csv', '', '../../x', 'a\ud800', 'x'.repeat(500), '表.xlsx']);
  const form = Buffer.concat([
    Buffer.from(
      `--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: text/csv\r\n\r\n`,
    ),
    Buffer.from(file),
    Buffer.from('\r\n--b--\r\n'),
  ]);
  const way = chance();
  const type = oneOf(chance, [
    'multipart/form-data',
    'multipart/form-data; boundary=c',
    'multipart/form-data; boundary=',
    'application/json',
    'text/csv',
  ]);
  return {
    headers: { ...headers, 'content-type': way < 0.8 ? 'multipart/form-data; boundary=b' : type },
    payload: way > 0.6 && way < 0.8 ? form.subarray(0, Math.floor(chance() * form.length)) : form,
  };
}
