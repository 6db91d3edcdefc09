/** The configuration: read from the environment once, checked whole, printable. Nothing else reads the environment. */
import { resolve } from 'node:path';
import * as z from 'zod';
import { Explained } from './platform/explained.ts';

const wholeNumber = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(low).max(high));

/** Each variable with its default and what it is for; the order is the order in which it is printed. */
const variables = {
  HOST: z.string().min(1).default('127.0.0.1').describe('address to listen on'),
  PORT: wholeNumber(0, 65535).prefault('3000').describe('port to listen on; 0 takes a free one'),
  HEGU_DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .transform((path) => resolve(path))
    .describe('database, key and sign-in file'),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/ })
    .optional()
    .describe('any PostgreSQL 15 or later; unset: the embedded one'),
  HEGU_DATABASE_CONNECTIONS: wholeNumber(2, 200).prefault('10').describe('connections to the database'),
  HEGU_KEY_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('key that encrypts personal numbers; unset: hegu.key in the data directory'),
  HEGU_PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe('address that people reach, printed as QR code; unset: http://HOST:PORT'),
  HEGU_FONTS: z
    .string()
    .optional()
    .describe('further TrueType fonts for rare characters, separated by a colon'),
  HEGU_LANGUAGE: z.enum(['zh', 'en']).default('zh').describe('language where a reader states none'),
  HEGU_LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent'])
    .default('info')
    .describe('what is logged'),
} as const;

const schema = z.object(variables);
type Parsed = z.output<typeof schema>;

export interface Config extends Readonly<Omit<Parsed, 'HEGU_FONTS' | 'HEGU_KEY_FILE' | 'HEGU_PUBLIC_URL'>> {
  readonly HEGU_FONTS: readonly string[];
  readonly HEGU_KEY_FILE: string;
  readonly HEGU_PUBLIC_URL: string;
}

/** Thrown with one line for each variable that is wrong. */
export class ConfigError extends Explained {
  constructor(lines: readonly string[]) {
    super(`The configuration is not valid:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is an unset one, as shells and compose files mean it.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    throw new ConfigError(result.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`));
  }
  const parsed = result.data;
  return {
    ...parsed,
    HEGU_FONTS: (parsed.HEGU_FONTS ?? '')
      .split(':')
      .filter((path) => path !== '')
      .map((path) => resolve(path)),
    HEGU_KEY_FILE: resolve(parsed.HEGU_KEY_FILE ?? `${parsed.HEGU_DATA_DIR}/hegu.key`),
    HEGU_PUBLIC_URL: (parsed.HEGU_PUBLIC_URL ?? `http://${parsed.HOST}:${parsed.PORT}`).replace(/\/+$/, ''),
  };
}

/** The list printed at start: name, value in force, meaning. The password in a database address is hidden. */
export function describeConfig(config: Config): string {
  const rows = Object.entries(variables).map(([name, variable]) => {
    const value = config[name as keyof Config];
    const shown = Array.isArray(value) ? value.join(':') : value === undefined ? '' : String(value);
    return [
      name,
      shown.replace(/(:\/\/[^:/@]*:)[^@]*@/, '$1***@') || '—',
      variable.description ?? '',
    ] as const;
  });
  const width = (column: 0 | 1) => Math.max(...rows.map((row) => row[column].length));
  return rows.map((row) => `  ${row[0].padEnd(width(0))}  ${row[1].padEnd(width(1))}  ${row[2]}`).join('\n');
}
