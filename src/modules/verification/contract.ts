/** The wire of verification as people ask for it: begun by one, it goes on by itself, and everybody sees how far it is. */
import * as z from 'zod';
import { endpoint } from '../../contract/endpoint.ts';
import { named } from '../../contract/field-words.ts';

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
          .array(z.string())
          .meta({ description: 'What does not hold, the first of each table', zh: '不符之处' }),
        findingCount: z.int(),
        noted: z
          .array(z.string())
          .meta({ description: 'What holds and is worth knowing', zh: '相符而值得知道的事' }),
        notedCount: z.int(),
      })
      .nullable(),
  }),
});
