/** The wire of payouts. Account numbers come out masked; only the bank's file has them in clear. */
import * as z from 'zod';
import { answerColumns, bankEncodings, placeKinds } from '../../domain/bank-file.ts';
import { payoutStates } from '../../domain/payout.ts';
import { pageQuery } from '../../contract/query.ts';
import { dateText, idText, moneyText } from '../../contract/wire.ts';
import { batchStates } from './store.ts';

const reason = z.string().trim().min(2).max(300);
const holder = {
  kind: z.enum(['member', 'household']),
  number: z.string().min(1).max(60),
} as const;
const part = z
  .int()
  .min(0)
  .max(99)
  .optional()
  .meta({ description: 'Of an estate: which heir’s part, from 1' });

export const payoutSettingsInput = z.strictObject({
  payerName: z.string().trim().min(2).max(60),
  payerBank: z.string().trim().min(2).max(60),
  payerAccount: z.string().max(60),
  minimum: moneyText().meta({ description: 'Payees who get less in all wait; 0 pays everybody' }),
});
export const payoutSettingsReply = z.strictObject({
  payerName: z.string(),
  payerBank: z.string(),
  payerAccountMasked: z.string(),
  minimum: z.string(),
});

const short = z.string().max(200);
const word = z.string().trim().min(1).max(40);
const place = z.discriminatedUnion('is', [
  z.strictObject({ is: z.enum(placeKinds) }),
  z.strictObject({ is: z.enum(['amount', 'total']), unit: z.enum(['yuan', 'fen']) }),
  z.strictObject({ is: z.literal('text'), text: short }),
]);
const places = z.array(place).min(1).max(40);
const templateLine = z.union([z.strictObject({ raw: short }), z.strictObject({ places })]);

/** A bank's file as data: what every line holds, place by place. */
export const templateShape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]{2,39}$/),
  name: z.strictObject({ zh: z.string().min(1).max(60), en: z.string().min(1).max(60) }),
  extension: z.string().regex(/^[a-z0-9]{1,8}$/),
  encoding: z.enum(bankEncodings),
  newline: z.enum(['\r\n', '\n']),
  separator: z.string().min(1).max(3),
  closed: z.boolean().meta({ description: 'A separator after the last place too' }),
  quoted: z.boolean().meta({ description: 'Places are quoted as in CSV where they must be' }),
  head: z.array(templateLine).max(20),
  row: places,
  foot: z.array(templateLine).max(20),
  answer: z
    .strictObject({
      columns: z.partialRecord(z.enum(answerColumns), word),
      paid: z.array(word).max(20),
      returned: z.array(word).max(20),
    })
    .optional()
    .meta({
      description: 'What the bank’s answer calls its columns and results, besides the usual names',
      example: { columns: { outcome: '入账标志' }, paid: ['Y'], returned: ['N'] },
    }),
});
export const templatesReply = z.strictObject({
  templates: z.array(templateShape.extend({ own: z.boolean() })),
});

export const makeBatchInput = z.strictObject({
  template: z.string().min(1).max(40),
  encoding: z.enum(bankEncodings).optional().meta({
    description:
      'Where the bank takes another than the template’s: gb18030 for rare characters, or a workbook (xlsx)',
  }),
  runIds: z.array(idText()).min(1).max(100).optional().meta({ description: 'All posted runs unless given' }),
  bank: z.string().trim().min(1).max(60).optional().meta({ description: 'Only accounts at banks so named' }),
  payOn: dateText(),
  purpose: z.string().trim().min(1).max(30).optional().meta({ description: '分红 unless given' }),
});

export const batchIdInput = z.strictObject({ batchId: idText() });
export const cancelBatchInput = z.strictObject({ batchId: idText(), reason });

/** What a bank's file says of the lines that it was sent. */
export const answerInput = z.strictObject({
  fileName: z.string().max(200),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  rest: z.enum(['open', 'paid']),
  rows: z
    .array(
      z.strictObject({
        row: z.int(),
        serial: z.int().min(0).max(9_999_999),
        account: z.string().max(60),
        amount: moneyText(),
        outcome: z.enum(['paid', 'returned']),
        reason: z.string().max(300),
      }),
    )
    .max(200_000),
});
export type BankAnswer = Readonly<z.output<typeof answerInput>>;
export const returnInput = answerInput.extend({ batchId: idText() });
export const returnQuery = z.strictObject({
  lang: z.enum(['zh', 'en']).optional(),
  dryRun: z.enum(['true', 'false']).optional(),
  rest: z.enum(['open', 'paid']).optional().meta({
    description:
      'What became of lines that the file does not name: `paid` where the bank lists failures only',
  }),
});
export const lateReturnInput = z.strictObject({ batchId: idText(), serial: z.int().min(1), reason });

export const cashInput = z.strictObject({
  handedOn: dateText(),
  payments: z
    .array(
      z.strictObject({
        runId: idText(),
        ...holder,
        part,
        proxy: z
          .string()
          .trim()
          .min(1)
          .max(60)
          .optional()
          .meta({ description: 'Who signed instead of the payee' }),
      }),
    )
    .min(1)
    .max(2000),
});
export const strikeCashInput = z.strictObject({ cashId: idText(), reason });

export const divideEstateInput = z.strictObject({
  deceased: z.string().min(1).max(60).meta({ description: 'Register number' }),
  heirs: z
    .array(z.strictObject({ member: z.string().min(1).max(60), parts: z.int().min(1).max(10_000) }))
    .min(1)
    .max(30),
  basis: z
    .string()
    .trim()
    .min(2)
    .max(300)
    .meta({ description: 'Notarial deed, agreement of all heirs, judgement' }),
});

export const setOffInput = z.strictObject({
  ...holder,
  owedRunId: idText().meta({ description: 'The run whose line the holder owes' }),
  againstRunId: idText().meta({ description: 'The run whose line waits for the holder' }),
});
export const strikeSetOffInput = z.strictObject({ setOffId: idText(), reason });
export const undoEstateInput = z.strictObject({
  deceased: z.string().min(1).max(60).meta({ description: 'Register number' }),
  reason,
});
export const setOffReply = z.strictObject({ id: idText(), amount: z.string() });

export const remindInput = z.strictObject({
  ...holder,
  remindedOn: dateText(),
  means: z.string().trim().min(1).max(100).meta({ example: '电话' }),
});

export const batchReply = z.strictObject({
  id: idText(),
  number: z.string(),
  template: z.string(),
  encoding: z.enum(bankEncodings),
  payOn: z.string(),
  purpose: z.string(),
  state: z.enum(batchStates),
  count: z.int(),
  total: z.string(),
  totalInCapitals: z.string(),
  paid: z.strictObject({ count: z.int(), total: z.string() }),
  returned: z.strictObject({ count: z.int(), total: z.string() }),
  fileName: z.string(),
  fileSha256: z.string(),
  madeAt: z.string(),
  fileTakenAt: z.string().nullable(),
  endedAt: z.string().nullable().meta({ description: 'Sent, cancelled, or refused by the bank as a whole' }),
  reason: z.string().nullable(),
});
export const batchPage = z.strictObject({ batches: z.array(batchReply), next: z.string().nullable() });

const stateTotal = z.strictObject({
  state: z.enum(payoutStates),
  count: z.int(),
  total: z.string(),
  open: z.string().meta({ description: 'What of it is still to be paid; negative: owed' }),
});

export const madeBatchReply = z.strictObject({
  batch: batchReply,
  leftOut: z
    .array(stateTotal)
    .meta({ description: 'Claims of these runs that are not in the batch, by where they stand' }),
});

export const batchLinesReply = z.strictObject({
  lines: z.array(
    z.strictObject({
      serial: z.int(),
      kind: z.string(),
      number: z.string(),
      part: z.int(),
      runId: idText(),
      run: z.string(),
      payee: z.string(),
      bank: z.string().nullable(),
      accountMasked: z.string(),
      amount: z.string(),
      outcome: z.enum(['paid', 'returned']).nullable(),
      reason: z.string().nullable(),
    }),
  ),
  next: z.string().nullable(),
});

export const returnReply = z.strictObject({
  batch: batchReply,
  news: z.strictObject({ paid: z.int(), returned: z.int() }),
});

export const claimReply = z.strictObject({
  runId: idText(),
  run: z.string(),
  period: z.string(),
  kind: z.string(),
  number: z.string(),
  part: z.int(),
  payee: z.string().nullable(),
  bank: z.string().nullable(),
  accountMasked: z.string().nullable(),
  net: z.string(),
  open: z.string().meta({ description: 'What is still to be paid; negative: what the holder owes' }),
  state: z.enum(payoutStates),
  held: z.string().nullable(),
});
export const claimsReply = z.strictObject({
  totals: z.array(stateTotal),
  claims: z.array(claimReply),
  next: z.string().nullable(),
});
export const claimsQuery = pageQuery.extend({
  runId: idText().optional(),
  state: z.enum(payoutStates).optional(),
});

export const waitingReply = z.strictObject({
  totals: claimsReply.shape.totals,
  claims: z.array(
    claimReply.extend({
      dueOn: z.string(),
      remindedOn: z.string().nullable(),
      limitationOn: z.string().nullable().meta({
        description: 'Three years on; null while the heirs are not determined. Nothing lapses by itself.',
      }),
    }),
  ),
  next: z.string().nullable(),
});

export const cashEntry = z.strictObject({
  id: idText(),
  number: z.string(),
  runId: idText(),
  direction: z.enum(['paid', 'received']),
  amount: z.string(),
  amountInCapitals: z.string(),
  handedOn: z.string(),
  proxy: z.string().nullable(),
  struck: z.boolean(),
});
export const cashReply = z.strictObject({ cash: z.array(cashEntry) });
export const cashPage = cashReply.extend({ next: z.string().nullable() });

export const estateReply = z.strictObject({
  parts: z.array(z.strictObject({ runId: idText(), part: z.int(), heir: z.string(), amount: z.string() })),
});
export const undoneReply = z.strictObject({
  undone: z.array(z.strictObject({ runId: idText(), amount: z.string() })),
  kept: z.array(z.strictObject({ runId: idText() })).meta({
    description: 'Divided lines that stay, because something of them was paid or is in a batch',
  }),
});
export const doneReply = z.strictObject({ id: idText() });
