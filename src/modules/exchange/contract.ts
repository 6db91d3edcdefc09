/** The wire of tables in and out: templates, imports with their progress, exports. */
import * as z from 'zod';
import { endpoint, type FileReply } from '../../contract/endpoint.ts';
import { asOfInput, pageInput } from '../../contract/query.ts';
import { idText, instantText } from '../../contract/wire.ts';
import type { Sentence } from '../../domain/language.ts';
import { columnsOf, importKinds } from './columns-contract.ts';

export const importStates = [
  'waiting',
  'reading',
  'entering',
  'checked',
  'done',
  'refused',
  'failed',
] as const;
export type ImportState = (typeof importStates)[number];

const kind = z.enum(importKinds).meta({
  description: 'roster: members and households; opening-shares: what they hold',
  zh: 'roster：成员和户；opening-shares：期初股份',
});

/** The heads of each table, in both languages. */
function heads(language: 'zh' | 'en'): string {
  const [comma, colon, stop] = language === 'zh' ? ['、', '：', '。'] : [', ', ': ', '. '];
  return importKinds
    .map((each) => `${each}${colon}${columnsOf[each].map((column) => column[language]).join(comma)}${stop}`)
    .join('');
}

const tableFormats = ['text/csv', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'];

const table = (description: Sentence): FileReply => ({ files: tableFormats, description });

const format = z
  .enum(['csv', 'xlsx'])
  .optional()
  .meta({ description: 'csv (UTF-8) unless given', zh: '不填为 csv（UTF-8）' });

const importReply = z.strictObject({
  id: idText(),
  kind,
  fileName: z.string(),
  sha256: z.string(),
  size: z.int(),
  dryRun: z.boolean(),
  state: z.enum(importStates).meta({
    description:
      'checked: a dry run that found no fault; done: entered; refused: see faults, nothing was entered',
    zh: 'checked：试运行无误；done：已入册；refused：见 faults，没有写入',
  }),
  rows: z.int().nullable(),
  progress: z.int().meta({ description: 'Rows read or entered so far', zh: '已读或已入册的行数' }),
  faultCount: z.int(),
  faults: z.array(
    z.strictObject({
      code: z.string(),
      message: z.string(),
      row: z.int().optional(),
      column: z.string().optional(),
    }),
  ),
  result: z
    .union([
      z.strictObject({ members: z.int(), households: z.int() }),
      z.strictObject({ movements: z.int(), shares: z.string() }),
    ])
    .nullable(),
  createdAt: instantText(),
  finishedAt: instantText().nullable(),
});
export type ImportReply = z.infer<typeof importReply>;

export const readImportTemplate = endpoint({
  name: 'readImportTemplate',
  method: 'get',
  path: '/imports/template',
  action: 'exchange.import',
  summary: { zh: '待填的空表，工作簿或 CSV', en: 'The empty table to fill in, as workbook or CSV' },
  input: z.strictObject({
    kind,
    format: z.enum(['xlsx', 'csv']).optional().meta({ description: 'xlsx unless given', zh: '不填为 xlsx' }),
  }),
  reply: table({ zh: '空表', en: 'The empty table' }),
  example: { kind: 'roster' },
});

export const importTable = endpoint({
  name: 'importTable',
  method: 'post',
  path: '/imports',
  action: 'exchange.import',
  summary: { zh: '上传表格入册', en: 'Upload a table to be entered' },
  description: {
    zh: '表格在请求之后读入，请查询其状态。试运行（dryRun）只检查、不写入，同一文件随后可以确认入册。',
    en: 'It is read and entered behind the request: ask for its state. A dry run checks everything and writes nothing; the same file can then be confirmed.',
  },
  input: z.strictObject({ kind }),
  upload: {
    description: {
      zh: `工作簿或 CSV，首行为列名。${heads('zh')}`,
      en: `A workbook or CSV with the heads in its first row. ${heads('en')}`,
    },
  },
  reply: importReply,
  status: 202,
  errors: ['file.missing'],
  example: { kind: 'roster' },
});

export const listImports = endpoint({
  name: 'listImports',
  method: 'get',
  path: '/imports',
  action: 'exchange.import',
  summary: { zh: '导入记录，新的在前', en: 'Imports, newest first' },
  input: pageInput.extend({
    after: idText().optional().meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
  }),
  reply: z.strictObject({ imports: z.array(importReply), next: idText().nullable() }),
});

export const readImport = endpoint({
  name: 'readImport',
  method: 'get',
  path: '/imports/:importId',
  action: 'exchange.import',
  summary: {
    zh: '一次导入：状态、进度，逐行逐列的错误',
    en: 'One import: its state, progress, and every fault with row and column',
  },
  input: z.strictObject({ importId: idText() }),
  reply: importReply,
  errors: ['import.unknown'],
});

export const confirmImport = endpoint({
  name: 'confirmImport',
  method: 'post',
  path: '/imports/:importId/confirm',
  action: 'exchange.import',
  summary: {
    zh: '试运行无误后确认入册，无须再传文件',
    en: 'Enter what a dry run has checked, without sending the file again',
  },
  input: z.strictObject({ importId: idText() }),
  reply: importReply,
  status: 202,
  errors: ['import.unknown', 'import.not-checked'],
});

export const exportBooks = endpoint({
  name: 'exportBooks',
  method: 'get',
  path: '/exports/books',
  action: 'exchange.export',
  summary: { zh: '一年账册的压缩包', en: 'A year of the books as a zip' },
  description: {
    zh: '内有说明、CSV、JSON、hledger、beancount 和清单。',
    en: 'It explains itself: CSV, JSON, hledger, beancount, manifest.',
  },
  input: z.strictObject({ year: z.string().regex(/^(19|20|21)\d{2}$/) }),
  reply: { files: ['application/zip'], description: { zh: '压缩包', en: 'The archive' } },
  example: { year: '2010' },
});

const registerInput = asOfInput.extend({ format });

export const exportMembers = endpoint({
  name: 'exportMembers',
  method: 'get',
  path: '/exports/members',
  action: 'exchange.export',
  summary: { zh: '某日的成员和股东名册', en: 'Members and shareholders as of a day' },
  input: registerInput,
  reply: table({ zh: '名册', en: 'The register' }),
});

export const exportHoldings = endpoint({
  name: 'exportHoldings',
  method: 'get',
  path: '/exports/holdings',
  action: 'exchange.export',
  summary: { zh: '某日的持股，按持有人和股种', en: 'Holdings by holder and class as of a day' },
  input: registerInput,
  reply: table({ zh: '持股表', en: 'The holdings' }),
});

export const exportMovements = endpoint({
  name: 'exportMovements',
  method: 'get',
  path: '/exports/movements',
  action: 'exchange.export',
  summary: { zh: '全部股份变动', en: 'Every movement of the share register' },
  input: z.strictObject({ format }),
  reply: table({ zh: '变动表', en: 'The movements' }),
});

export const exportRunLines = endpoint({
  name: 'exportRunLines',
  method: 'get',
  path: '/exports/dividend-runs/:runId/lines',
  action: 'exchange.export',
  summary: { zh: '一期分红的逐行计算', en: 'The lines of a dividend run with the proof of each' },
  input: z.strictObject({ runId: idText(), format }),
  reply: table({ zh: '分红明细', en: 'The lines' }),
  errors: ['run.unknown'],
});
