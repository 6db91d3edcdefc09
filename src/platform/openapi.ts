/**
 * The API in OpenAPI 3.1, written from the endpoints alone, in either language. Every shape that is named or used twice
 * stands once under `components.schemas`; nothing refers to what is not there.
 */
import * as z from 'zod';
import { problemReply } from '../contract/client.ts';
import {
  guardOf,
  hasBody,
  isFileReply,
  isWithinCooperative,
  isKeyed,
  mayBeTried,
  pathOf,
  placesOf,
} from '../contract/endpoint.ts';
import type { AnyEndpoint } from '../contract/endpoint.ts';
import { fieldWords } from '../contract/input-place.ts';
import { commandQuery, cooperativeParams } from '../contract/query.ts';
import { errorCatalogue } from '../domain/errors/catalogue.ts';
import { lawBehind } from '../domain/errors/law-of-errors.ts';
import type { Language, Sentence } from '../domain/language.ts';
import { rolesThatMay } from '../domain/role-words.ts';

/** The endpoints of one capability, under the words by which readers find it. */
export interface EndpointGroup {
  readonly words: Sentence;
  readonly endpoints: Readonly<Record<string, AnyEndpoint>>;
}

type Json = Record<string, unknown>;
type Io = 'input' | 'output';

interface Writing {
  readonly language: Language;
  readonly schemas: Json;
  /** The component of each shape, so that a shape that several endpoints share stands once. */
  readonly names: Map<z.ZodType, string>;
}

const inWords = {
  session: {
    zh: '登录后得到的会话 Cookie。',
    en: 'The cookie of a session, got by signing in.',
  },
  intro: {
    zh: '股份经济合作社的股份与分红账。金额、数量、比例用文本（"1234.50"、"1:8"），日期为 YYYY-MM-DD；被拒绝的请求返回 RFC 9457 问题说明。',
    en: 'The share and dividend ledger of a shareholding cooperative. Amounts, quantities and ratios are text ("1234.50", "1:8"), dates are YYYY-MM-DD; refusals are RFC 9457 problems.',
  },
  key: {
    zh: '同一操作重试时使用同一标识，只会办理一次；内容不同则拒绝。',
    en: 'The same key when the same change is tried again: it is made once. With other content it is refused.',
  },
  seen: {
    zh: '读取时答复的 ETag：此后另有人（或本人在别处）改动过同一事项的，答复 412 并说明何人何时；不填则不比较。',
    en: 'The ETag of the answer that was read: where the same thing was changed since, 412 says by whom and when. Without it nothing is compared.',
  },
  etag: {
    zh: '读到的版本：修改时放进 If-Match',
    en: 'The version that was read: sent back as If-Match with a change',
  },
  may: { zh: '可操作的角色：', en: 'Roles that may: ' },
  file: { zh: '要上传的文件', en: 'The file to send' },
  columns: { zh: '列：', en: 'Columns: ' },
  done: { zh: '已办理', en: 'Done' },
  byStatus: {
    400: { zh: '请求无法读取', en: 'The request cannot be read' },
    401: { zh: '需要登录', en: 'Nobody is signed in' },
    403: { zh: '没有这个权限', en: 'Not allowed' },
    404: { zh: '没有找到', en: 'There is no such thing' },
    409: { zh: '与现有状态冲突', en: 'In conflict with how things stand' },
    408: { zh: '没有及时传完', en: 'It did not arrive in time' },
    412: { zh: '读取以后已有人改动', en: 'Somebody changed it since it was read' },
    413: { zh: '文件太大', en: 'The file is too large' },
    415: { zh: '不是可读取的类型', en: 'Not a type that can be read' },
    422: { zh: '内容有误', en: 'Something in the input is wrong' },
    429: { zh: '请求过于频繁', en: 'Too many requests' },
    500: { zh: '服务出错', en: 'The service failed' },
    503: { zh: '服务暂时不可用', en: 'The service cannot answer now' },
  },
} as const;

export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly servers: { readonly url: string }[];
  readonly tags: { readonly name: string }[];
  readonly paths: Record<string, Json>;
  readonly components: Json;
}

export function openApiDocument(groups: readonly EndpointGroup[], language: Language): ApiDocument {
  const writing: Writing = { language, schemas: {}, names: new Map() };
  const paths: Record<string, Json> = {};
  for (const group of groups)
    for (const each of Object.values(group.endpoints)) {
      const path = pathOf(each).replace(/:(\w+)/g, '{$1}');
      paths[path] = { ...paths[path], [each.method]: operation(writing, group, each) };
    }
  const problem = component(writing, problemReply, 'Problem', 'output');
  return {
    openapi: '3.1.0',
    info: { title: 'Hegu 合股', version: '0.1.0', description: inWords.intro[language] },
    servers: [{ url: '/' }],
    tags: groups.map((group) => ({ name: group.words[language] })),
    paths,
    components: {
      schemas: writing.schemas,
      responses: Object.fromEntries(
        Object.entries(inWords.byStatus).map(([status, words]) => [
          `Problem${status}`,
          { description: words[language], content: { 'application/problem+json': { schema: problem } } },
        ]),
      ),
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'hegu_session',
          description: inWords.session[language],
        },
      },
    },
  };
}

function operation(writing: Writing, group: EndpointGroup, each: AnyEndpoint): Json {
  const { language } = writing;
  const may = isWithinCooperative(each)
    ? `${inWords.may[language]}${rolesThatMay(guardOf(each))[language]}`
    : undefined;
  const description = [each.description?.[language], may].filter((text) => text !== undefined).join('\n\n');
  return {
    operationId: each.name,
    tags: [group.words[language]],
    summary: each.summary[language],
    ...(description !== '' && { description }),
    security: each.action === 'anybody' ? [] : [{ session: [] }],
    parameters: parametersOf(writing, each),
    ...requestOf(writing, each),
    responses: responsesOf(writing, each),
  };
}

function parametersOf(writing: Writing, each: AnyEndpoint): Json[] {
  const places = placesOf(each);
  const { properties, required } = inlined(writing, each.input);
  const inPath = (name: string, schema: unknown): Json => ({ name, in: 'path', required: true, schema });
  const inQuery = Object.entries(properties).filter(([name]) => !places.includes(name) && !hasBody(each));
  const settings = Object.entries(inlined(writing, commandQuery).properties).filter(
    ([name]) => name === 'lang' || mayBeTried(each),
  );
  return [
    ...(isWithinCooperative(each)
      ? [inPath('cooperativeId', inlined(writing, cooperativeParams).properties['cooperativeId'])]
      : []),
    ...places.map((name) => inPath(name, properties[name])),
    ...inQuery.map(([name, schema]) => queryParameter(name, schema, required.includes(name))),
    ...settings
      .filter(([name]) => !(name in Object.fromEntries(inQuery)))
      .map(([name, schema]) => queryParameter(name, schema, false)),
    ...(!isKeyed(each)
      ? []
      : [
          {
            name: 'Idempotency-Key',
            in: 'header',
            required: false,
            description: inWords.key[writing.language],
            schema: { type: 'string', minLength: 8, maxLength: 100, pattern: '^[\\w.:-]+$' },
          },
        ]),
    ...(!mayBeTried(each)
      ? []
      : [
          {
            name: 'If-Match',
            in: 'header',
            required: false,
            description: inWords.seen[writing.language],
            schema: { type: 'string', pattern: '^("\\d+"|\\*)$' },
          },
        ]),
  ];
}

/** A description stands with the parameter, where readers look for it. */
function queryParameter(name: string, schema: unknown, required: boolean): Json {
  const { description, ...rest } = schema as Json;
  return { name, in: 'query', required, ...(description !== undefined && { description }), schema: rest };
}

function requestOf(writing: Writing, each: AnyEndpoint): Json {
  const { language } = writing;
  if (each.upload) {
    const { description, columns = [] } = each.upload;
    const between = language === 'zh' ? '、' : ', ';
    const heads = columns.map((each) => `- \`${each.table}\`: ${each[language].join(between)}`);
    const words = [
      description[language],
      ...(heads.length > 0 ? [inWords.columns[language], ...heads] : []),
    ].join('\n');
    const file = { type: 'string', format: 'binary', description: inWords.file[language] };
    const schema = { type: 'object', properties: { file }, required: ['file'] };
    return {
      requestBody: { required: true, description: words, content: { 'multipart/form-data': { schema } } },
    };
  }
  if (!hasBody(each)) return {};
  const schema = component(writing, each.input, `${pascal(each.name)}Input`, 'input', placesOf(each));
  const example = Object.entries(each.example ?? {}).filter(([name]) => !placesOf(each).includes(name));
  const content = { schema, ...(each.example !== undefined && { example: Object.fromEntries(example) }) };
  return { requestBody: { required: true, content: { 'application/json': content } } };
}

function responsesOf(writing: Writing, each: AnyEndpoint): Json {
  const { language } = writing;
  const success = isFileReply(each.reply)
    ? {
        description: each.reply.description[language],
        content: Object.fromEntries(
          each.reply.files.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
        ),
      }
    : each.status === 204
      ? { description: inWords.done[language] }
      : {
          description: inWords.done[language],
          ...(each.method === 'get' &&
            isWithinCooperative(each) &&
            each.action !== 'own.read' && {
              headers: { ETag: { description: inWords.etag[language], schema: { type: 'string' } } },
            }),
          content: {
            'application/json': {
              schema: component(writing, each.reply, `${pascal(each.name)}Reply`, 'output'),
            },
          },
        };
  const own = new Map<number, string[]>();
  for (const code of each.errors ?? []) {
    const { status, [language]: sentence } = errorCatalogue[code];
    const law = lawBehind(code)?.[language];
    const said = law === undefined ? sentence : `${sentence} ${law}`;
    own.set(status, [...(own.get(status) ?? []), `- \`${code}\` ${said}`]);
  }
  const statuses = [...new Set([...everyStatus(each), ...own.keys()])].sort((a, b) => a - b);
  const problem = { $ref: '#/components/schemas/Problem' };
  const refused = statuses.map((status): readonly [number, Json] => {
    const sentences = own.get(status);
    if (!sentences) return [status, { $ref: `#/components/responses/Problem${status}` }];
    const content = { 'application/problem+json': { schema: problem } };
    return [status, { description: sentences.join('\n'), content }];
  });
  return { [each.status ?? 200]: success, ...(Object.fromEntries(refused) as Json) };
}

/** The refusals that any endpoint of its kind can meet. */
function everyStatus(each: AnyEndpoint): number[] {
  return [
    400,
    422,
    429,
    500,
    503,
    ...(each.action === 'anybody' ? [] : [401]),
    ...(isWithinCooperative(each) ? [403, 404] : []),
    ...(each.method === 'get' ? [] : [409, 413, 415]),
    ...(mayBeTried(each) ? [412] : []),
  ];
}

/** A reference to the component of a shape, which is written on first use. Places of the path are left out of it. */
function component(
  writing: Writing,
  shape: z.ZodType,
  name: string,
  io: Io,
  places: readonly string[] = [],
): Json {
  const known = places.length === 0 ? writing.names.get(shape) : undefined;
  if (known !== undefined) return { $ref: `#/components/schemas/${known}` };
  if (places.length === 0) writing.names.set(shape, name);
  writing.schemas[name] = without(places, written(writing, shape, io, name));
  return { $ref: `#/components/schemas/${name}` };
}

/** An object's properties as they stand, for parameters. */
function inlined(
  writing: Writing,
  shape: z.ZodType,
): { readonly properties: Json; readonly required: readonly string[] } {
  const { properties = {}, required = [] } = written(writing, shape, 'input', 'Parameter');
  return { properties: properties as Json, required: required as readonly string[] };
}

function written(writing: Writing, shape: z.ZodType, io: Io, name: string): Json {
  const { language } = writing;
  const { $defs = {}, ...schema } = z.toJSONSchema(shape, {
    io,
    override: ({ zodSchema, jsonSchema, path }) => {
      delete (jsonSchema as Json)['id'];
      // The words are those of inputs; what a field of an answer means is said with it where it is not plain.
      if (io === 'input') nameFields(zodSchema, jsonSchema, path, language);
    },
  }) as Json;
  for (const [id, definition] of Object.entries($defs as Record<string, Json>)) {
    writing.schemas[id] = finished(definition, name, language);
  }
  delete schema['$schema'];
  delete schema['id'];
  return finished(schema, name, language) as Json;
}

/** Every field bears its name in words of the trade, the same that refusals call it by. */
function nameFields(
  shape: z.core.$ZodType,
  schema: Json,
  path: readonly (string | number)[],
  language: Language,
): void {
  if (!(shape instanceof z.ZodObject)) return;
  const above = path.lastIndexOf('properties');
  const parent = above === -1 ? undefined : path[above + 1];
  const properties = (schema['properties'] ?? {}) as Record<string, Json>;
  const shapes: Readonly<Record<string, z.core.$ZodType>> = shape.shape;
  for (const [name, inner] of Object.entries(shapes)) {
    const words = fieldWords(name, typeof parent === 'string' ? parent : undefined, inner);
    const property = properties[name];
    if (words && property) properties[name] = { title: words[language], ...property };
  }
}

/** Values that a schema shows as they are: nothing in them is the schema's own. */
const shown = new Set(['example', 'examples', 'default', 'enum', 'const']);

/**
 * The schema as a component: references to definitions of a shape become references to components, and of the description,
 * which shapes carry in English and as `zh` in Chinese, one language is left.
 */
function finished(value: unknown, own: string, language: Language): unknown {
  if (Array.isArray(value)) return value.map((each) => finished(each, own, language));
  if (typeof value !== 'object' || value === null) return value;
  const { zh, ...rest } = value as Json;
  const spoken = typeof zh !== 'string' ? value : language === 'zh' ? { ...rest, description: zh } : rest;
  return Object.fromEntries(
    Object.entries(spoken).map(([key, inner]: [string, unknown]) => {
      if (shown.has(key)) return [key, inner];
      if (key === '$ref' && typeof inner === 'string') return [key, referred(inner, own)];
      return [key, finished(inner, own, language)];
    }),
  );
}

function referred(reference: string, own: string): string {
  if (reference === '#') return `#/components/schemas/${own}`;
  return reference.replace(/^#\/\$defs\//, '#/components/schemas/');
}

function without(places: readonly string[], schema: Json): Json {
  if (places.length === 0) return schema;
  const alternatives = ['oneOf', 'anyOf'].filter((key) => Array.isArray(schema[key]));
  const { properties, required } = schema as { properties?: Json; required?: readonly string[] };
  return {
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !places.includes(name))),
    }),
    ...(required && { required: required.filter((name) => !places.includes(name)) }),
    ...Object.fromEntries(
      alternatives.map((key) => [key, (schema[key] as Json[]).map((each) => without(places, each))]),
    ),
  };
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
