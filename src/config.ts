/** The configuration: read from the environment once, checked whole, printable. Nothing else reads the environment. */
import { resolve } from 'node:path';
import * as z from 'zod';
import { passwordRules } from './domain/password-rule.ts';
import { languages, type Language, type Sentence } from './domain/language.ts';
import { Explained } from './platform/explained.ts';
import { suites } from './platform/vault.ts';
import { must } from './platform/must.ts';
import { inColumns } from './program.ts';

const wholeNumber = (low: number, high: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .pipe(z.number().min(low).max(high));

/** Telephones go only where nobody reads along: encrypted, or to this computer itself. */
function isPrivateWay({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

/** Each variable with its default; the order is the order in which it is printed. */
const variables = {
  HOST: z.string().min(1).default('127.0.0.1'),
  PORT: wholeNumber(0, 65535).prefault('3000'),
  HEGU_DATA_DIR: z
    .string()
    .min(1)
    .default('./data')
    .transform((path) => resolve(path)),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  HEGU_DATABASE_CONNECTIONS: wholeNumber(2, 200).prefault('10'),
  HEGU_WAIT_SECONDS: wholeNumber(1, 600).prefault('10'),
  HEGU_REQUEST_SECONDS: wholeNumber(1, 3600).prefault('120'),
  HEGU_SOCKETS: wholeNumber(10, 100_000).prefault('1000'),
  HEGU_KEY_FILE: z.string().min(1).optional(),
  HEGU_SEAL_DIR: z.string().min(1).optional(),
  HEGU_BACKUP_DIR: z.string().min(1).optional(),
  HEGU_BACKUP_KEY_FILE: z.string().min(1).optional(),
  HEGU_BACKUP_KEEP: wholeNumber(1, 9999).prefault('14'),
  HEGU_CIPHER: z.enum(suites).default('aes'),
  HEGU_CLOCK_JUMP_DAYS: wholeNumber(1, 3650).prefault('60'),
  HEGU_CLOCK_CONFIRMED: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
  HEGU_PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  HEGU_TRUSTED_PROXIES: z
    .string()
    .regex(/^[0-9a-fA-F:.,/ ]*$/)
    .optional(),
  HEGU_PLAIN_HTTP: z.enum(['refuse', 'allow-passwords-in-clear']).default('refuse'),
  HEGU_PASSWORD_RULES: z.enum(passwordRules).default('asvs'),
  HEGU_SESSION_HOURS: wholeNumber(1, 168).prefault('12'),
  HEGU_SESSION_IDLE_MINUTES: wholeNumber(5, 10_080).prefault('120'),
  HEGU_FONTS: z.string().optional(),
  HEGU_LANGUAGE: z.enum(languages).default('zh'),
  HEGU_METRICS_TOKEN: z.string().min(16).optional(),
  HEGU_MESSAGE_WEBHOOK: z
    .url({ protocol: /^https?$/ })
    .refine((url) => isPrivateWay(new URL(url)))
    .optional(),
  HEGU_MESSAGE_SECRET: z.string().min(16).optional(),
  HEGU_LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'silent']).default('warn'),
} as const;

type Name = keyof typeof variables;

/** What each is for, as it is printed at start. */
const meanings: Readonly<Record<Name, Sentence>> = {
  HOST: { zh: '监听地址', en: 'address to listen on' },
  PORT: { zh: '监听端口；0 为任取一个空闲端口', en: 'port to listen on; 0 takes a free one' },
  HEGU_DATA_DIR: { zh: '数据库、密钥与登录文件所在的文件夹', en: 'database, key and sign-in file' },
  DATABASE_URL: {
    zh: 'PostgreSQL 15 或更新版本的地址；不设则用自带的',
    en: 'any PostgreSQL 15 or later; unset: the embedded one',
  },
  HEGU_DATABASE_CONNECTIONS: { zh: '数据库连接数', en: 'connections to the database' },
  HEGU_WAIT_SECONDS: {
    zh: '最多等待账册或数据库连接的秒数，超过则请稍后再试',
    en: 'seconds that one waits for a book or a connection before being asked to come again',
  },
  HEGU_REQUEST_SECONDS: {
    zh: '一次请求须在多少秒内传完；读取方停顿的上限',
    en: 'seconds in which a request must have arrived, and a reader may stand still',
  },
  HEGU_SOCKETS: { zh: '同时打开的网络连接数上限', en: 'most network connections open at once' },
  HEGU_KEY_FILE: { zh: '加密个人号码的密钥', en: 'key that encrypts personal numbers' },
  HEGU_SEAL_DIR: {
    zh: '账印文件另存一份的文件夹，最好在另一台机器上',
    en: 'folder for a second copy of the seal file, best on another machine',
  },
  HEGU_BACKUP_DIR: {
    zh: '每天备份到的文件夹，最好在另一块盘上；不设则不自动备份',
    en: 'folder for a copy each day, best on another disk; unset: none is made',
  },
  HEGU_BACKUP_KEY_FILE: { zh: '加密备份的密钥', en: 'key that encrypts the copies' },
  HEGU_BACKUP_KEEP: { zh: '保留的备份份数', en: 'how many copies stay' },
  HEGU_CIPHER: {
    zh: '加密算法：aes（AES-256-GCM）或 sm（SM4 与 SM3）；两种都能打开',
    en: 'cipher for new sealings: aes (AES-256-GCM) or sm (SM4 and SM3); both open',
  },
  HEGU_CLOCK_JUMP_DAYS: {
    zh: '时钟比上次运行时快出多少天就暂停写入',
    en: 'days that the clock may have come since it last served; beyond, nothing is written',
  },
  HEGU_CLOCK_CONFIRMED: {
    zh: '时钟跳过之后，确认无误的当天日期',
    en: 'the day of today, to confirm it after the clock jumped',
  },
  HEGU_PUBLIC_URL: {
    zh: '用户访问的网址，印在文件的二维码中',
    en: 'address that people reach, printed as QR code',
  },
  HEGU_TRUSTED_PROXIES: {
    zh: '转发请求的代理服务器的地址，以逗号分隔；不设则不信任何代理',
    en: 'addresses of proxies that forward to it, separated by commas; unset: none is believed',
  },
  HEGU_PLAIN_HTTP: {
    zh: '不经加密向本机以外提供服务；allow-passwords-in-clear 即口令和个人资料明文传输',
    en: 'serving beyond this computer unencrypted; allow-passwords-in-clear says what it means',
  },
  HEGU_PASSWORD_RULES: {
    zh: '密码规则：asvs 至少 12 个字符；mlps 等级保护，三类字符，90 天一换',
    en: 'rules for passwords: asvs, 12 characters; mlps, three kinds and a new one every 90 days',
  },
  HEGU_SESSION_HOURS: { zh: '一次登录最长多少小时', en: 'hours that a sign-in lasts at most' },
  HEGU_SESSION_IDLE_MINUTES: {
    zh: '多少分钟没有操作就须重新登录',
    en: 'minutes without a request after which it ends',
  },
  HEGU_FONTS: {
    zh: '生僻字用的其他 TrueType 字体，以冒号分隔',
    en: 'further TrueType fonts for rare characters, separated by a colon',
  },
  HEGU_LANGUAGE: {
    zh: '终端的语言，也是读者未说明时的语言',
    en: 'language of the terminal, and where a reader states none',
  },
  HEGU_METRICS_TOKEN: {
    zh: '读取 /metrics 的令牌；不设则只答复本机',
    en: 'token that opens /metrics; unset: to this computer alone',
  },
  HEGU_MESSAGE_WEBHOOK: {
    zh: '短信平台的网址，给成员的通知发到这里；不设则只留在门户',
    en: 'address of a text-message gateway for what members are told; unset: it stays in the portal',
  },
  HEGU_MESSAGE_SECRET: {
    zh: '给短信平台的通知用它签名',
    en: 'secret by which what goes to that gateway is signed',
  },
  HEGU_LOG_LEVEL: {
    zh: '日志级别；info 逐一记录请求',
    en: 'what is logged; info: every request',
  },
};

/** What a value looks like, for whoever wrote another; only of those that can be wrong. */
const wholeNumberWords = (low: number, high: number): Sentence => ({
  zh: `应为 ${low} 到 ${high} 的整数`,
  en: `must be a whole number from ${low} to ${high}`,
});
const forms: Readonly<Partial<Record<Name, Sentence>>> = {
  PORT: wholeNumberWords(0, 65535),
  DATABASE_URL: {
    zh: '应为 postgres:// 开头的数据库地址',
    en: 'must be the address of a database, postgres://…',
  },
  HEGU_DATABASE_CONNECTIONS: wholeNumberWords(2, 200),
  HEGU_BACKUP_KEEP: wholeNumberWords(1, 9999),
  HEGU_METRICS_TOKEN: { zh: '至少 16 个字符', en: 'at least 16 characters' },
  HEGU_CLOCK_JUMP_DAYS: wholeNumberWords(1, 3650),
  HEGU_CLOCK_CONFIRMED: { zh: '应为日期，如 2026-01-31', en: 'must be a day such as 2026-01-31' },
  HEGU_CIPHER: { zh: '应为 aes 或 sm', en: 'must be aes or sm' },
  HEGU_WAIT_SECONDS: wholeNumberWords(1, 600),
  HEGU_REQUEST_SECONDS: wholeNumberWords(1, 3600),
  HEGU_SOCKETS: wholeNumberWords(10, 100_000),
  HEGU_PUBLIC_URL: {
    zh: '应为 http:// 或 https:// 开头的网址',
    en: 'must be an address, http://… or https://…',
  },
  HEGU_TRUSTED_PROXIES: {
    zh: '应为 IP 地址或网段，以逗号分隔',
    en: 'must be addresses or networks, separated by commas',
  },
  HEGU_PLAIN_HTTP: {
    zh: '应为 refuse 或 allow-passwords-in-clear',
    en: 'must be refuse or allow-passwords-in-clear',
  },
  HEGU_PASSWORD_RULES: { zh: '应为 asvs 或 mlps', en: 'must be asvs or mlps' },
  HEGU_SESSION_HOURS: wholeNumberWords(1, 168),
  HEGU_SESSION_IDLE_MINUTES: wholeNumberWords(5, 10_080),
  HEGU_LANGUAGE: { zh: '应为 zh 或 en', en: 'must be zh or en' },
  HEGU_MESSAGE_WEBHOOK: {
    zh: '应为 https:// 开头的网址，或本机的地址',
    en: 'must be an address that begins with https://, or one of this computer',
  },
  HEGU_MESSAGE_SECRET: {
    zh: '接短信平台时必填，至少 16 个字符',
    en: 'is needed with a gateway: at least 16 characters',
  },
  HEGU_LOG_LEVEL: {
    zh: '应为 fatal、error、warn、info、debug 或 silent',
    en: 'must be fatal, error, warn, info, debug or silent',
  },
};

const schema = z.object(variables);
type Parsed = z.output<typeof schema>;

export interface Config extends Readonly<
  Omit<
    Parsed,
    | 'HEGU_BACKUP_DIR'
    | 'HEGU_BACKUP_KEY_FILE'
    | 'HEGU_FONTS'
    | 'HEGU_KEY_FILE'
    | 'HEGU_SEAL_DIR'
    | 'HEGU_PUBLIC_URL'
    | 'HEGU_TRUSTED_PROXIES'
  >
> {
  readonly HEGU_BACKUP_DIR: string | undefined;
  readonly HEGU_BACKUP_KEY_FILE: string;
  readonly HEGU_TRUSTED_PROXIES: readonly string[];
  readonly HEGU_FONTS: readonly string[];
  readonly HEGU_KEY_FILE: string;
  readonly HEGU_SEAL_DIR: string | undefined;
  readonly HEGU_PUBLIC_URL: string;
}

/** Thrown with one line for each variable that is wrong. */
class ConfigError extends Explained {
  constructor(names: readonly Name[]) {
    const lines = (language: Language) =>
      names.map((name) => `  ${name}  ${must(forms[name], `the form of ${name}`)[language]}`).join('\n');
    super(`配置有误：\n${lines('zh')}\nThe configuration is not valid:\n${lines('en')}`);
    this.name = 'ConfigError';
  }
}

export function parseConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  // An empty variable is an unset one, as shells and compose files mean it.
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const result = schema.safeParse(given);
  if (!result.success) {
    const wrong = result.error.issues.map((issue) => issue.path[0] as Name);
    throw new ConfigError([...new Set(wrong)]);
  }
  const parsed = result.data;
  if (parsed.HEGU_MESSAGE_WEBHOOK !== undefined && parsed.HEGU_MESSAGE_SECRET === undefined)
    throw new ConfigError(['HEGU_MESSAGE_SECRET']);
  return {
    ...parsed,
    HEGU_TRUSTED_PROXIES: (parsed.HEGU_TRUSTED_PROXIES ?? '')
      .split(',')
      .map((each) => each.trim())
      .filter((each) => each !== ''),
    HEGU_FONTS: (parsed.HEGU_FONTS ?? '')
      .split(':')
      .filter((path) => path !== '')
      .map((path) => resolve(path)),
    HEGU_BACKUP_DIR: parsed.HEGU_BACKUP_DIR === undefined ? undefined : resolve(parsed.HEGU_BACKUP_DIR),
    HEGU_BACKUP_KEY_FILE: resolve(parsed.HEGU_BACKUP_KEY_FILE ?? `${parsed.HEGU_DATA_DIR}/backup.key`),
    HEGU_SEAL_DIR: parsed.HEGU_SEAL_DIR === undefined ? undefined : resolve(parsed.HEGU_SEAL_DIR),
    HEGU_KEY_FILE: resolve(parsed.HEGU_KEY_FILE ?? `${parsed.HEGU_DATA_DIR}/hegu.key`),
    HEGU_PUBLIC_URL: (parsed.HEGU_PUBLIC_URL ?? `http://${parsed.HOST}:${parsed.PORT}`).replace(/\/+$/, ''),
  };
}

/** The list printed at start: name, value in force, meaning. The password in a database address is hidden. */
export function describeConfig(config: Config): string {
  const rows = (Object.keys(variables) as Name[]).map((name) => {
    const value = config[name];
    const shown = typeof value === 'object' ? value.join(':') : String(value ?? '');
    const hidden =
      ((name === 'HEGU_METRICS_TOKEN' || name === 'HEGU_MESSAGE_SECRET') && shown !== ''
        ? '***'
        : shown.replace(/(:\/\/[^:/@]*:)[^@]*@/, '$1***@')) || '—';
    return [name, hidden, meanings[name][config.HEGU_LANGUAGE]] as const;
  });
  return inColumns(rows);
}
