/** The wire of tables in and out: templates, imports with their progress and faults, exports, the archive of a year. */
import * as z from 'zod';
import { named } from '../../contract/field-words.ts';
import { endpoint, type FileReply } from '../../contract/endpoint.ts';
import { asOfInput, pageInput } from '../../contract/query.ts';
import { idText, instantText } from '../../contract/wire.ts';
import { readingSums, whyPassedOver, whyTabUnread } from '../../domain/reading-words.ts';
import { columnsOf, importKinds } from './table-contract.ts';

export const importStates = [
  'waiting',
  'reading',
  'entering',
  'checked',
  'done',
  'refused',
  'failed',
  'cancelled',
] as const;
export type ImportState = (typeof importStates)[number];

const tableFormats = ['csv', 'xlsx'] as const;
const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const importKind = z.enum(importKinds).meta({
  description: 'roster: members and households; opening-shares: what they hold',
  zh: 'roster：成员与户；opening-shares：期初股份',
});

const faultReply = z.strictObject({
  code: z.string(),
  message: z.string(),
  row: z.int().optional(),
  column: z.string().optional(),
});

const placedColumn = z.strictObject({
  name: z.string().meta({ description: 'As it stands among the heads', zh: '表头中的写法' }),
  column: z.string().meta({ description: 'Its letter', zh: '列的字母' }),
});

/** What was read and what was not: told before anything is entered, and kept with the import. */
const passedOver = {
  passedOver: z.array(z.strictObject({ row: z.int(), why: z.enum(whyPassedOver), text: z.string() })).meta({
    description: 'Rows that are no people or holdings, the first hundred',
    zh: '没有读入的行（前一百行）',
  }),
  passedOverCount: z.int(),
};

const reading = z.strictObject({
  tab: z.string().nullable(),
  encoding: z.string().nullable(),
  headRow: z.int(),
  rows: z.int(),
  hiddenRows: z
    .int()
    .meta({ description: 'Of these, rows that are hidden in the file', zh: '其中在文件里被隐藏的行' }),
  columns: z.array(placedColumn.extend({ key: z.string(), zh: z.string(), en: z.string() })),
  unused: z.array(placedColumn),
  ...passedOver,
  filledDown: z
    .int()
    .meta({ description: 'Cells filled down from merged ones', zh: '由合并单元格向下填充的格数' }),
  otherTabs: z.array(z.strictObject({ name: z.string(), why: z.enum(whyTabUnread) })),
  first: z.string(),
  last: z.string(),
  sums: z.array(z.strictObject({ what: z.enum(readingSums), of: z.string().nullable(), value: z.string() })),
});

const importReply = z.strictObject({
  id: idText(),
  kind: z.enum(importKinds),
  fileName: z.string(),
  sha256: z.string(),
  size: z.int(),
  dryRun: z.boolean(),
  state: z.enum(importStates).meta({
    description:
      'checked: a dry run that found no fault; done: entered; refused: see faults, nothing was entered; failed and cancelled: nothing was entered',
    zh: 'checked：试运行无误；done：已入册；refused：有错误，未写入任何内容；failed（中断）、cancelled（取消）：也未写入任何内容',
  }),
  rows: z.int().nullable(),
  progress: z.int().meta({ description: 'Rows read or entered so far', zh: '已读取或已入册的行数' }),
  faultCount: z.int(),
  faults: z.array(faultReply),
  faultSums: z
    .array(
      z.strictObject({
        code: z.string(),
        message: z.string().meta({ description: 'Of the first of them', zh: '其中第一处的说明' }),
        column: z.string().nullable(),
        row: z.int().nullable().meta({ description: 'Where the first of them stands', zh: '第一处所在的行' }),
        count: z.int(),
      }),
    )
    .meta({ description: 'Faults by what they are and in which column', zh: '按种类和列汇总的错误' }),
  reading: reading.nullable().meta({
    description: 'What was read of the file and what was not; null where nothing could be',
    zh: '读到了什么、哪些没有读；读不出时为空',
  }),
  warnings: z.array(faultReply).meta({
    description: 'What should be looked at; nothing is refused for it',
    zh: '请核对的内容；并不因此退回',
  }),
  result: z
    .union([
      z.strictObject({
        members: z.int(),
        households: z.int(),
        changeId: idText().nullable().meta({
          description: 'The change of the register in which the people wait for another person',
          zh: '名册变更：待另一人复核后生效',
        }),
      }),
      z.strictObject({ movements: z.int(), shares: z.string() }),
    ])
    .nullable(),
  createdAt: instantText(),
  uploadedBy: z.string().nullable().meta({ description: 'Who sent the file', zh: '上传文件的人' }),
  confirmedBy: z.string().nullable().meta({
    description: 'Who confirmed what was read, and so entered it; null until then',
    zh: '核对所读内容并确认入册的人；未确认时为空',
  }),
  finishedAt: instantText().nullable(),
  enteredBefore: z
    .strictObject({
      importId: idText(),
      fileName: z.string(),
      at: instantText(),
      by: z.string().nullable(),
      rows: z.int(),
    })
    .nullable()
    .meta({
      description:
        'An earlier import of the same kind that entered this very file, byte for byte; null: none',
      zh: '此前已把同一个文件（逐字节相同）作为同类表格入册的那次导入；没有则为空',
    }),
});
export type ImportReply = z.output<typeof importReply>;

const tableFile: FileReply = {
  files: ['text/csv', workbook],
  description: { zh: '表格', en: 'The table' },
};

const format = z
  .enum(tableFormats)
  .optional()
  .meta({ description: 'xlsx unless given; csv is UTF-8', zh: '不填为 xlsx；csv 为 UTF-8' });

export const readImportTemplate = endpoint({
  name: 'readImportTemplate',
  method: 'get',
  path: '/imports/template',
  action: 'exchange.import',
  summary: { zh: '待填写的空表（工作簿或 CSV）', en: 'The empty table to fill in, as workbook or CSV' },
  input: z.strictObject({
    kind: importKind,
    format,
  }),
  reply: tableFile,
  example: { kind: 'roster' },
});

export const uploadTable = endpoint({
  name: 'uploadTable',
  method: 'post',
  path: '/imports',
  action: 'exchange.import',
  summary: {
    zh: '上传表格；在后台读取并检查，请查询进度',
    en: 'Upload a table; it is read and checked behind the request: ask for its state',
  },
  description: {
    zh: '只检查、不写入：先告知读到了什么，由人确认后才入册，不必再传。',
    en: 'Checked, never entered: what was read is told first, and enters once somebody confirms it, without being sent again.',
  },
  input: z.strictObject({ kind: importKind }),
  upload: {
    description: {
      zh: '一个文件：工作簿（.xlsx）或 CSV（UTF-8、GB18030）',
      en: 'One file: a workbook (.xlsx) or CSV (UTF-8 or GB18030)',
    },
    columns: importKinds.map((kind) => ({
      table: kind,
      zh: columnsOf[kind].map((column) => column.zh),
      en: columnsOf[kind].map((column) => column.en),
    })),
  },
  reply: importReply,
  status: 202,
  errors: ['file.missing', 'import.too-many-waiting', 'import.too-many-checked'],
  example: { kind: 'roster' },
});

/** Of a table that is mended on the screen: more rows are mended where they were written. */
export const MOST_MENDED_ROWS = 20_000;

export const readTable = endpoint({
  name: 'readTable',
  method: 'post',
  path: '/imports/read',
  action: 'exchange.import',
  summary: {
    zh: '读出表格的行和列，供在屏幕上更正；不写入任何内容',
    en: 'Read a table into rows and columns, to be mended on a screen; nothing is written',
  },
  description: {
    zh: '行号与表格软件所显示的相同。不认识的列和读不出的单元格一并指出，不因此退回。',
    en: 'Rows are counted as the spreadsheet counts them. Columns that nobody knows and cells that cannot be read are pointed out, and refuse nothing.',
  },
  input: z.strictObject({ kind: importKind }),
  upload: {
    description: {
      zh: '一个文件：工作簿（.xlsx）或 CSV（UTF-8、GB18030）',
      en: 'One file: a workbook (.xlsx) or CSV (UTF-8 or GB18030)',
    },
  },
  reply: z.strictObject({
    columns: z
      .array(
        z.strictObject({
          key: z.string(),
          zh: z.string(),
          en: z.string(),
          required: z.boolean(),
          hint: z.strictObject({ zh: z.string(), en: z.string() }),
        }),
      )
      .meta({ description: 'What may stand in a table of this kind', zh: '这类表格可以有的列' }),
    tab: z.string().nullable().meta({ description: 'Of a workbook', zh: '工作簿中的工作表' }),
    headRow: z.int(),
    ...passedOver,
    heads: z.array(
      z.strictObject({
        name: z.string(),
        key: z.string().nullable().meta({
          description: 'The column that it is; null: kept by the office for itself, or known to nobody',
          zh: '所对应的列；为空：自用的列，或不认识的列',
        }),
        own: z.boolean().meta({ description: 'May stay, and is not read', zh: '自用的列，不读取' }),
      }),
    ),
    rows: z.array(z.strictObject({ row: z.int(), cells: z.array(z.string()) })),
    sums: z.array(z.strictObject({ row: z.int(), cells: z.array(z.string()) })).meta({
      description: 'Rows of sums, to be sent along with the mended rows, so that these are held against them',
      zh: '合计行：随改好的各行一起送出，与各行核对',
    }),
    faults: z.array(faultReply).meta({
      description: 'Cells that lost something before they came here',
      zh: '在表格软件中已经缺失内容的单元格',
    }),
  }),
  errors: [
    'file.missing',
    'file.too-many-rows',
    'table.no-heads',
    'table.no-rows',
    'file.encoding-unknown',
    'file.old-workbook',
    'file.quotes',
  ],
  example: { kind: 'roster' },
});

export const listImports = endpoint({
  name: 'listImports',
  method: 'get',
  path: '/imports',
  action: 'exchange.import',
  summary: { zh: '导入记录，新的在前', en: 'Imports, newest first' },
  input: pageInput.extend({ after: idText().optional() }),
  reply: z.strictObject({ imports: z.array(importReply), next: idText().nullable() }),
});

export const readImport = endpoint({
  name: 'readImport',
  method: 'get',
  path: '/imports/:importId',
  action: 'exchange.import',
  summary: {
    zh: '一次导入：状态、进度和每处错误的行与列',
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
    zh: '核对读到的内容后确认入册，不必再传文件',
    en: 'Enter what was checked, after looking at what was read of it, without sending the file again',
  },
  input: z.strictObject({
    importId: idText(),
    rows: z.int().min(0).meta({
      description: 'How many rows were read, as `reading` tells: it is confirmed by somebody who looked',
      zh: '读到的行数，以 reading 所示为准：看过才能确认',
      example: 5,
    }),
    again: z.boolean().optional().meta({
      description: 'Enter it although this very file was entered before, as `enteredBefore` tells',
      zh: '同一个文件此前已入册（见 enteredBefore），仍要再次入册',
    }),
  }),
  example: { rows: 5 },
  reply: importReply,
  status: 202,
  errors: ['import.unknown', 'import.not-checked', 'import.rows-differ', 'import.entered-before'],
});

export const markImport = endpoint({
  name: 'markImport',
  method: 'post',
  path: '/imports/:importId/marked',
  action: 'exchange.import',
  summary: {
    zh: '同一个文件的副本，错误写在各行旁边并标出颜色，供在表格软件中更正',
    en: 'A copy of the same file with its faults beside the rows and coloured, to be mended in a spreadsheet',
  },
  description: {
    zh: '检查后文件不再保留，请再传一次同一个文件；不写入任何内容。改好的副本可以直接再上传。',
    en: 'The file is not kept once it was refused: send the same one again. Nothing is written. The mended copy can be uploaded as it is.',
  },
  traced: true,
  input: z.strictObject({ importId: idText() }),
  upload: { description: { zh: '检查过的那个文件', en: 'The file that was checked' } },
  reply: { files: [workbook], description: { zh: '标出错误的副本', en: 'The marked copy' } },
  errors: ['file.missing', 'import.unknown', 'import.other-file', 'table.no-heads'],
});

export const cancelImport = endpoint({
  name: 'cancelImport',
  method: 'post',
  path: '/imports/:importId/cancel',
  action: 'exchange.import',
  summary: {
    zh: '取消尚未入册的导入；已写入的部分全部撤回',
    en: 'Give up an import that is not entered yet; whatever of it is under way is rolled back',
  },
  input: z.strictObject({ importId: idText() }),
  reply: importReply,
  traced: true,
  errors: ['import.unknown', 'import.ended'],
});

export const exportMembers = endpoint({
  name: 'exportMembers',
  method: 'get',
  path: '/exports/members',
  logged: 'export',
  action: 'exchange.export',
  summary: { zh: '某日的成员与股东', en: 'Members and shareholders as of a day' },
  input: z.strictObject({ format, ...asOfInput.shape }),
  reply: tableFile,
});

export const exportHoldings = endpoint({
  name: 'exportHoldings',
  method: 'get',
  path: '/exports/holdings',
  logged: 'export',
  action: 'exchange.export',
  summary: { zh: '某日各股东、各股种的持股', en: 'Holdings by holder and class as of a day' },
  input: z.strictObject({ format, ...asOfInput.shape }),
  reply: tableFile,
});

export const exportMovements = endpoint({
  name: 'exportMovements',
  method: 'get',
  path: '/exports/movements',
  logged: 'export',
  action: 'exchange.export',
  summary: { zh: '全部股份变动', en: 'Every movement of the share register' },
  input: z.strictObject({ format }),
  reply: tableFile,
});

export const exportRunLines = endpoint({
  name: 'exportRunLines',
  method: 'get',
  path: '/exports/dividend-runs/:runId/lines',
  logged: 'export',
  action: 'exchange.export',
  summary: { zh: '一次分红的明细及其计算过程', en: 'The lines of a dividend run with the proof of each' },
  input: z.strictObject({ runId: idText(), format }),
  reply: tableFile,
  errors: ['run.unknown'],
});

export const exportBooks = endpoint({
  name: 'exportBooks',
  method: 'get',
  path: '/exports/books',
  logged: 'export',
  action: 'exchange.export',
  summary: {
    zh: '一年的账，自带说明的压缩包：CSV、JSON、hledger、beancount、当年出具的文件、清单',
    en: 'A year of the books as a zip that explains itself: CSV, JSON, hledger, beancount, the papers issued in it, manifest',
  },
  input: z.strictObject({
    year: z.string().regex(/^(19|20|21)\d{2}$/),
    papers: named(z.enum(['true', 'false']), {
      zh: '是否附文件原件',
      en: 'whether the files of papers are in it',
    }).optional(),
  }),
  reply: { files: ['application/zip'], description: { zh: '压缩包', en: 'The archive' } },
  errors: ['file.papers-too-large'],
  example: { year: '2025' },
});
