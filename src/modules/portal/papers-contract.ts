/** The wire of papers and accounts in the portal: statements about oneself, what every member may look into, and other ratios. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';
import { dateText, idText } from '../../contract/wire.ts';
import { methods } from '../../domain/dividend.ts';
import { languages } from '../../domain/language.ts';
import { ratioGroups, type RatioGroup } from '../../domain/other-ratio.ts';
import { actedForId, actingFor } from '../members/mandate-contract.ts';
import { documentReply } from '../papers/contract.ts';

const ownInput = z.strictObject({ memberId: actedForId });

export const readOwnPapers = endpoint({
  name: 'readOwnPapers',
  method: 'get',
  path: '/own/papers',
  action: 'own.read',
  summary: {
    zh: '本人可以查阅的文件：本人的对账单，公示、方案、报告，会议材料、决议和记录',
    en: 'Papers that one may look into: about oneself; notices, plans, reports; what assemblies were called for, resolved and minuted',
  },
  description: {
    zh: '股民代表大会的整套材料写有姓名和表决，只给代表看。',
    en: 'The whole pack of a meeting of representatives names people and their votes: representatives alone see it.',
  },
  input: ownInput.extend({
    about: named(
      z
        .string()
        .regex(/^meeting [a-z-]{1,40} [0-9-]{1,20}$/)
        .meta({
          description: 'Of one meeting alone: body and number, as a subject says it',
          zh: '只要一次会议的：机构和次数，与文件所属的写法一样',
          example: 'meeting representative-assembly 2010-2',
        }),
      { zh: '哪次会议', en: 'the meeting' },
    ).optional(),
    before: named(
      idText().meta({
        description: 'The `next` of the answer before: older papers of everybody’s',
        zh: '上一次答复的 next：更早的公共文件',
      }),
      { zh: '在哪份文件之前', en: 'the paper that they come before' },
    ).optional(),
  }),
  reply: z.strictObject({
    actingFor: actingFor.nullable(),
    next: idText().nullable().meta({
      description: 'There are older ones of everybody’s before this paper',
      zh: '还有比这一份更早的公共文件',
    }),
    years: z.array(z.string()).meta({
      description: 'The years of which a statement has something to say, newest first',
      zh: '对账单有内容可写的年份，新的在前',
    }),
    papers: z.array(
      documentReply
        .pick({ id: true, number: true, kind: true, language: true, subject: true, title: true, pages: true })
        .extend({
          issuedOn: z.string(),
          kindName: z.string().meta({
            description: 'What kind of paper it is, in the language that is asked in',
            zh: '文件的种类，用提问的语言写',
          }),
          span: z
            .strictObject({ from: z.string(), to: z.string() })
            .nullable()
            .meta({ description: 'The days that a statement covers', zh: '对账单所写的起止日期' }),
        }),
    ),
  }),
  errors: ['membership.not-linked', 'documents.unknown'],
});

export const readOwnPaper = endpoint({
  name: 'readOwnPaper',
  method: 'get',
  path: '/own/papers/:documentId/content',
  action: 'own.read',
  summary: { zh: '可以查阅的文件的原件', en: 'The file of a paper that one may look into' },
  input: z.strictObject({ documentId: idText() }),
  reply: { files: ['application/pdf'], description: { zh: 'PDF 原件', en: 'The PDF' } },
  errors: ['documents.unknown'],
});

export const printOwnStatement = endpoint({
  name: 'printOwnStatement',
  method: 'post',
  path: '/own/statements',
  action: 'own.print',
  summary: { zh: '出具本人任意期间的对账单', en: 'Issue a statement about oneself of any period' },
  input: z.strictObject({
    memberId: actedForId,
    language: z.enum(languages).default('zh').meta({ description: 'Of the paper', zh: '文件所用语言' }),
    from: dateText(),
    to: dateText(),
  }),
  reply: documentReply,
  status: 201,
  errors: [
    'membership.not-linked',
    'documents.dates-reversed',
    'documents.day-not-come',
    'documents.enough-today',
  ],
  example: { from: '2010-07-01', to: '2010-12-31' },
});

const lines = z.array(
  z.strictObject({
    name: z.string(),
    amount: z.string(),
    isTotal: z.boolean(),
    stands: z.boolean().meta({
      description: 'Numbered in the form, or the last sum of its part: told even where it comes to nothing',
      zh: '表内编号的行和各部分的总计：为零也列出',
    }),
  }),
);

export const readOwnBooks = endpoint({
  name: 'readOwnBooks',
  method: 'get',
  path: '/own/books',
  action: 'own.read',
  summary: {
    zh: '本社的账目：已结账月份为止的资产负债和收益分配，每名成员都可以查阅',
    en: 'The accounts of the cooperative up to the last closed month, which every member may look into',
  },
  input: z.strictObject({
    year: z
      .string()
      .regex(/^\d{4}$/)
      .optional(),
  }),
  reply: z.strictObject({
    years: z
      .array(z.string())
      .meta({ description: 'With closed months, newest first', zh: '有已结账月份的年度，新的在前' }),
    year: z.string().nullable(),
    until: z.string().nullable(),
    assets: lines,
    liabilities: lines,
    equity: lines,
    income: lines,
  }),
});

/** What was granted of base and matched shares, but for what people handed on to each other; and all shares as they are weighed. */
const share = { base: z.string(), matched: z.string(), weight: z.string() };
/** Sums of a group, of at least three people, or of the collective; a smaller one stands among the others. */
const together = z.strictObject({ ...share, people: z.int() });
const ofGroups = Object.fromEntries(ratioGroups.map((group) => [group, together])) as Readonly<
  Record<RatioGroup, typeof together>
>;

export const readOwnRatios = endpoint({
  name: 'readOwnRatios',
  method: 'get',
  path: '/own/ratios',
  action: 'own.read',
  summary: {
    zh: '换一个配股比例，本人历年会分多少：每次分红所需的合计数',
    en: 'What another ratio had paid oneself in all years: the sums of each dividend that it takes',
  },
  description: {
    zh: '只有合计数和本人的数；怎么算见 domain/other-ratio。',
    en: 'Sums and one’s own figures alone; domain/other-ratio says how it is worked out.',
  },
  input: ownInput,
  reply: z.strictObject({
    actingFor: actingFor.nullable(),
    isRetired: z.boolean(),
    skipped: z.array(z.string()).meta({
      description: 'Half-years that were shared out by share-days, and are not worked out',
      zh: '按持股天数分、没有算在内的半年',
    }),
    proposed: z.string().nullable().meta({
      description:
        'The most that the newest scheme gives for each share, `8` or `2.5`; null where that has no end',
      zh: '最新方案每认购 1 股最多配几股，如 8、2.5；除不尽时为空',
    }),
    tooFew: z.array(z.enum(ratioGroups)).meta({
      description:
        'Groups of one or two in some dividend, who stand among the other members, so that nobody’s figure is told',
      zh: '有一次只有一两人（户）的，并入其他成员，免得看出是谁的数',
    }),
    runs: z.array(
      z.strictObject({
        run: z.string(),
        period: z.string(),
        distributable: z.string(),
        method: z.enum(methods),
        rateScale: z.int().nullable(),
        totalWeight: z.string(),
        matchedWeight: z.string().meta({ description: 'Of one matched share', zh: '每股配股的折算系数' }),
        ...ofGroups,
        isRetired: z.boolean().meta({ description: 'Oneself, on the record day', zh: '登记日本人是否退休' }),
        own: z.array(
          z.strictObject({ ...share, holder: z.enum(['member', 'household']), gross: z.string() }),
        ),
      }),
    ),
  }),
  errors: ['membership.not-linked'],
});
