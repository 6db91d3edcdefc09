/** The wire of papers: issuing one of each kind, those issued, their files, and the page where anybody may compare one. */
import * as z from 'zod';
import { endpoint, type ReplyOf } from '../../contract/endpoint.ts';
import { pageInput } from '../../contract/query.ts';
import { idText } from '../../contract/wire.ts';
import { languages, type Words } from '../../domain/language.ts';
import type { Action } from '../../domain/permission.ts';
import { documentShape, wish } from './wish-contract.ts';
import * as papers from './papers-contract.ts';

export * from './papers-contract.ts';

const paperKinds = Object.values(papers).map(({ kind }) => kind);
export type PaperKind = (typeof paperKinds)[number];

/** What each kind is called. */
export const paperTitles = Object.fromEntries(
  Object.values(papers).map(({ kind, title }) => [kind, title]),
) as Words<PaperKind>;

/** What a paper tells is read as a paper by whoever may read it where it stands: how each voted stands in those of a meeting. */
export const paperRights: Readonly<Record<PaperKind, Action>> = {
  statement: 'shares.read',
  certificate: 'shares.read',
  'confirmation-sheet': 'shares.read',
  'share-register': 'shares.read',
  'member-register': 'register.read',
  'dividend-table': 'runs.read',
  'public-notice': 'runs.read',
  'distribution-plan': 'runs.read',
  'receipt-sheet': 'payouts.read',
  'tax-certificate': 'payouts.read',
  'half-year-report': 'books.read',
  'book-statements': 'books.read',
  voucher: 'books.read',
  handover: 'books.read',
  'meeting-paper': 'ballots.read',
  legality: 'runs.read',
  'scheme-comparison': 'schemes.read',
  'pension-sheet': 'pensions.read',
};

const kind = z.enum(paperKinds);

export const documentReply = z.strictObject({ ...documentShape, kind });
export type DocumentReply = z.infer<typeof documentReply>;

export const listDocuments = endpoint({
  name: 'listDocuments',
  method: 'get',
  path: '/documents',
  logged: 'paper',
  action: 'documents.read',
  summary: { zh: '已出具的文件，按出具先后', en: 'Issued papers in the order of issue' },
  description: {
    zh: '只列出内容本来就可以查看的各类文件：例如不能查看股份的人，看不到股权证。',
    en: 'Of the kinds whose content one may read where it stands: whoever may not see shares is told of no share certificate.',
  },
  input: pageInput.extend({
    after: idText().optional().meta({ description: 'The `next` of the page before', zh: '上一页的 next' }),
    kind: kind.optional(),
    subject: z
      .string()
      .max(100)
      .optional()
      .meta({ description: 'As in the replies', zh: '与答复中的写法相同', example: 'member 3-12' }),
  }),
  reply: z.strictObject({ documents: z.array(documentReply), next: z.string().nullable() }),
});

export const issueMeetingPapers = endpoint({
  name: 'issueMeetingPapers',
  method: 'post',
  path: '/meetings/:meetingId/papers',
  action: 'documents.issue',
  act: { zh: '一次出具会议的全部文件', en: 'issue every paper of a meeting at once' },
  summary: { zh: '一次出具一次会议的全部文件', en: 'Issue every paper that a meeting needs, at once' },
  description: {
    zh: '整套会议材料；审议半年的另有半年度报告；所列收益分配方案和分红的，各出方案文本、分红分配表和合法性证明。每份编号、留存，与逐份出具相同。',
    en: 'The pack of the meeting; with a half-year its report; of each plan on the agenda its text, of each run its table and its certificate of legality. Each is numbered and kept as if issued alone.',
  },
  input: wish({ meetingId: idText() }),
  reply: z.strictObject({ documents: z.array(documentReply) }),
  status: 201,
  errors: ['meeting.unknown', 'meeting.not-convened'],
  example: { language: 'zh' },
});

export const readDocumentContent = endpoint({
  name: 'readDocumentContent',
  method: 'get',
  path: '/documents/:documentId/content',
  logged: 'paper',
  action: 'documents.read',
  summary: { zh: '文件原件', en: 'The file of a paper, as it was issued' },
  description: {
    zh: 'ETag 是原件的 SHA-256；If-None-Match 相同时答复 304。须可以查看文件所载的内容。',
    en: 'Its ETag is its SHA-256; an equal If-None-Match is answered with 304. For whoever may read what stands in it.',
  },
  input: z.strictObject({ documentId: idText() }),
  reply: { files: ['application/pdf'], description: { zh: 'PDF 原件', en: 'The PDF' } },
  errors: ['documents.unknown'],
});

export const readMinutesText = endpoint({
  name: 'readMinutesText',
  method: 'get',
  path: '/meetings/:meetingId/minutes',
  logged: 'paper',
  action: 'assemblies.read',
  summary: { zh: '会议记录文本，供修改', en: 'The minutes as plain text, to be edited further' },
  input: z.strictObject({ meetingId: idText() }),
  reply: { files: ['text/plain'], description: { zh: 'UTF-8 文本', en: 'Text in UTF-8' } },
  errors: ['meeting.not-convened', 'meeting.unknown'],
});

/** Whether what a paper says still stands: a later one of the same took its place, or what it is about was taken back. */
export const paperStates = ['valid', 'replaced', 'void'] as const;

/**
 * Whether the trail carries a paper: by the entry that issued it, and by the seal files outside the database. `made-anew`: the entry
 * stands, and the trail does not go through what a seal file tells.
 */
const chainStates = ['stands', 'no-entry', 'differs', 'made-anew'] as const;

/** What anybody may learn of a paper whose number they hold: nothing about persons. */
export const checkDocument = endpoint({
  name: 'checkDocument',
  method: 'get',
  path: '/checks/:issuerId/:number',
  action: 'anybody',
  summary: { zh: '核对文件与账簿记录', en: 'Compare a paper with the record' },
  input: z.strictObject({ issuerId: idText(), number: z.string().regex(/^\d{4}-\d{6,9}$/) }),
  reply: z.strictObject({
    number: z.string(),
    kind,
    kindName: z.string(),
    issuer: z.string(),
    language: z.enum(languages),
    issuedOn: z.string(),
    total: z.string().nullable().meta({
      description: 'Net, of papers about a whole run',
      zh: '整次分红的文件：实发合计',
    }),
    state: z.enum(paperStates),
    replacedOn: z.string().nullable().meta({
      description: 'Day of the paper that took its place; its number is for whoever holds that one',
      zh: '替代它的那一份的出具日期；编号只有持有那一份的人知道',
    }),
    pages: z.int(),
    seal: z
      .string()
      .meta({ description: 'The twelve digits printed on every page', zh: '每页所印的十二位账印' }),
    sha256: z.string().meta({ description: 'Of the original file', zh: '电子原件的哈希' }),
    chain: z.strictObject({
      state: z.enum(chainStates).meta({
        description: 'Whether the trail carries the paper, its hash and the seal printed on it',
        zh: '流水是否载有这份文件、它的哈希和所印账印',
      }),
      entry: z.string().nullable().meta({ description: 'Of its issue', zh: '出具它的那条流水' }),
      sealedOn: z.string().nullable().meta({
        description: 'Day of the last line of the seal files outside the database that tells of this trail',
        zh: '数据库以外的账印文件最近一次记下这套流水的日期',
      }),
    }),
  }),
  errors: ['documents.unknown'],
  example: { number: '2010-000042' },
});
export type CheckReply = ReplyOf<typeof checkDocument>;
