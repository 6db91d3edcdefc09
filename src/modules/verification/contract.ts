/** The wire of verification as people ask for it: begun by one, it goes on by itself, and everybody sees how far it is. */
import * as z from 'zod';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { idReply, reasonText } from '../../contract/query.ts';
import { proseText } from '../../contract/text-kinds.ts';
import { idText } from '../../contract/wire.ts';
import { named } from '../../contract/field-words.ts';

const answer = z
  .strictObject({
    explanation: z.string(),
    by: z.string(),
    confirmedBy: z.string(),
    on: z.string().meta({ description: 'Day of the confirmation', zh: '复核日期' }),
  })
  .nullable()
  .meta({ description: 'What two people answered to it', zh: '两人的答复' });

const finding = z.strictObject({
  says: z.string(),
  finding: z.string().meta({ description: 'What an answer names it by', zh: '答复时用它指明' }),
  answer,
});

const counted = z.strictObject({
  entries: z.string().meta({ description: 'Entries of the trail', zh: '操作记录条数' }),
  movements: z.string(),
  runs: z.int(),
  lines: z.int(),
  meetings: z.int(),
  resolutions: z.int(),
  batches: z.int(),
  vouchers: z.int(),
  papers: z.int(),
});

export const readVerification = endpoint({
  name: 'readVerification',
  method: 'get',
  path: '/verification',
  action: 'trail.read',
  summary: {
    zh: '核验全部账册：重算流水、股份、分红、表决、账簿、发放和文件',
    en: 'Verify everything: the trail, shares, dividends, votes, books, payouts and papers are worked out again',
  },
  description: {
    zh: '带 begin=true 即开始，核验在后台进行；再次询问得到进度和结果。结果保留到服务重新启动。只读，不写入。',
    en: 'begin=true starts it, and it goes on by itself; asking again says how far it is, and what it found. Kept until the service starts anew. It reads and writes nothing.',
  },
  input: z.strictObject({
    begin: named(z.enum(['true']), { zh: '开始核验', en: 'whether to begin' }).optional(),
  }),
  reply: z.strictObject({
    state: z.enum(['never', 'running', 'done', 'failed']),
    done: z.int().meta({ description: 'Steps that are done', zh: '已完成的步数' }),
    of: z.int().meta({ description: 'Steps altogether', zh: '总步数' }),
    begunAt: z.string().nullable(),
    begunBy: z.string().nullable(),
    endedAt: z.string().nullable(),
    found: z
      .strictObject({
        seal: z.string(),
        counted,
        findings: z
          .array(finding)
          .meta({ description: 'What does not hold, the first of each table', zh: '不符之处' }),
        findingCount: z.int(),
        answered: z.array(finding).meta({
          description: 'What does not hold either, and two people have answered for',
          zh: '同样不符、已有两人答复的',
        }),
        answeredCount: z.int(),
        noted: z
          .array(z.string())
          .meta({ description: 'What holds and is worth knowing', zh: '相符而值得知道的事' }),
        notedCount: z.int(),
      })
      .nullable(),
  }),
});

export const readPlatformVerification = endpoint({
  name: 'readPlatformVerification',
  method: 'get',
  path: '/platform/verification',
  action: 'signed-in',
  right: 'platform.verify',
  summary: {
    zh: '核验合作社以外的记录：平台链、合作社名单、用户、验证器和令牌',
    en: 'Verify what stands outside the cooperatives: the platform’s chain, the list of cooperatives, users, factors and tokens',
  },
  description: {
    zh: '只有平台管理员可以查看。每项发现有编号：管理员把编号告诉一个合作社的理事长或复核人，由其核验以后答复，监事复核。',
    en: 'For a platform administrator alone. Each finding has a number: told it, chair or reviewer of a cooperative answers it there after a verification, and a supervisor confirms it.',
  },
  input: nothing,
  reply: z.strictObject({
    entries: z.string().meta({ description: 'Entries of the platform’s chain', zh: '平台链条数' }),
    hash: z.string().meta({ description: 'Its head', zh: '链的末端' }),
    findings: z.array(finding),
    findingCount: z.int(),
  }),
  errors: ['access.forbidden'],
});

const EXAMPLE = '3f'.repeat(32);

export const answerFinding = endpoint({
  name: 'answerFinding',
  method: 'post',
  path: '/verification/findings/:finding/answer',
  action: 'findings.answer',
  act: { zh: '答复核验发现', en: 'answer what verification found' },
  summary: {
    zh: '答复最近一次核验的一项发现，由另一人复核',
    en: 'Answer something that the last verification found; another person confirms it',
  },
  description: {
    zh: '复核以后，这项发现仍然列出，连同答复，不再计入不符。与写入时不同的行、链条和原件不因答复而相符，答复列在其下。合作社以外（平台）的发现不在此列出，由平台管理员告知编号后同样答复，编号写前十二位即可。',
    en: 'Once confirmed it is still told, with its answer, and no longer counts. Rows, chains and files that are not what was written hold no more for being answered: the answer stands beneath. What was found outside the cooperatives is not told here; by the number that the platform’s administrator is told it is answered alike, of which the first twelve digits will do.',
  },
  input: z.strictObject({
    finding: named(
      z
        .string()
        .regex(/^[0-9a-f]{12,64}$/)
        .meta({ example: EXAMPLE }),
      { zh: '核验发现', en: 'the finding' },
    ),
    explanation: named(proseText(1000, 4), { zh: '答复', en: 'the answer' }),
  }),
  reply: idReply,
  status: 202,
  errors: ['finding.unknown', 'finding.waits-already'],
  example: {
    finding: EXAMPLE,
    explanation: '旧账迁移时即缺第 12 号凭证，原件在档案柜三号盒，已由监事会核对。',
  },
});

const reviewErrors = ['finding.answer-unknown', 'finding.answered-already', 'finding.by-another'] as const;

export const confirmFindingAnswer = endpoint({
  name: 'confirmFindingAnswer',
  method: 'post',
  path: '/finding-answers/:answerId/confirm',
  action: 'findings.confirm',
  summary: { zh: '复核对核验发现的答复', en: 'Confirm an answer to what verification found' },
  input: z.strictObject({ answerId: idText() }),
  reply: idReply,
  errors: reviewErrors,
});

export const refuseFindingAnswer = endpoint({
  name: 'refuseFindingAnswer',
  method: 'post',
  path: '/finding-answers/:answerId/refuse',
  action: 'findings.confirm',
  summary: {
    zh: '退回对核验发现的答复，说明理由',
    en: 'Send back an answer to what verification found, with the reason',
  },
  input: z.strictObject({ answerId: idText(), reason: reasonText() }),
  reply: idReply,
  errors: reviewErrors,
  example: { reason: '请附原件编号' },
});
