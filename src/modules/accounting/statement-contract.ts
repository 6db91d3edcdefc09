/** The wire of what the books show: balances, the two statements, what holders are owed, the mapping of the charts. */
import * as z from 'zod';
import { accountClasses, chartNames } from '../../domain/chart.ts';
import { accountKinds } from '../../domain/share-register.ts';
import { endpoint, nothing } from '../../contract/endpoint.ts';
import { asOfInput, spanInput } from '../../contract/query.ts';
import { holderName } from '../shares/contract.ts';

const dayInput = asOfInput.pick({ on: true });

const statementLine = z.strictObject({
  key: z.string(),
  name: z.string(),
  amount: z.string(),
  total: z.boolean(),
  sign: z.enum(['+', '-']).nullable().meta({
    description: 'Whether the sum below adds it or takes it off; null: neither is said of it',
    zh: '下面的合计把它加上还是减去；都不是的为空',
  }),
  accounts: z.array(z.string()).meta({
    description: 'The accounts that make it up, each with its parts; none of a sum',
    zh: '构成本行的科目，含其明细；合计行为空',
  }),
});

const sheetLine = statementLine.extend({
  opening: z.string().meta({
    description: 'At the beginning of the year, in the chart of the day',
    zh: '年初数，按当日的会计制度',
  }),
});

export const readTrialBalance = endpoint({
  name: 'readTrialBalance',
  method: 'get',
  path: '/trial-balance',
  action: 'books.read',
  summary: { zh: '科目余额表', en: 'Trial balance of a span of days' },
  input: spanInput,
  reply: z.strictObject({
    chart: z.enum(chartNames),
    from: z.string(),
    to: z.string(),
    rows: z.array(
      z.strictObject({
        account: z.string(),
        name: z.string(),
        class: z.enum(accountClasses),
        opening: z.string().meta({
          description: 'Debit less credit; negative is a credit balance',
          zh: '借方减贷方；负数为贷方余额',
        }),
        debit: z.string(),
        credit: z.string(),
        closing: z.string(),
      }),
    ),
    totals: z
      .strictObject({ opening: z.string(), debit: z.string(), credit: z.string(), closing: z.string() })
      .meta({
        description: 'Opening and closing come to zero, debits to credits',
        zh: '期初、期末合计为零，借贷相等',
      }),
  }),
  errors: ['books.span-backwards', 'books.span-across-charts'],
  example: { from: '2025-01-01', to: '2025-12-31' },
});

export const readBalanceSheet = endpoint({
  name: 'readBalanceSheet',
  method: 'get',
  path: '/balance-sheet',
  action: 'books.read',
  summary: { zh: '资产负债表', en: 'Balance sheet (资产负债表) at the end of a day' },
  input: dayInput,
  reply: z.strictObject({
    chart: z.enum(chartNames),
    on: z.string(),
    assets: z.array(sheetLine),
    liabilities: z.array(sheetLine),
    equity: z.array(sheetLine),
    openIncome: z.string().meta({
      description: 'What of undistributed income is income and expenses that are not closed yet',
      zh: '未分配收益中尚未结转的收支',
    }),
    totalAssets: z.string(),
    totalLiabilitiesAndEquity: z.string(),
  }),
});

export const readIncomeStatement = endpoint({
  name: 'readIncomeStatement',
  method: 'get',
  path: '/income-statement',
  action: 'books.read',
  summary: { zh: '收益及收益分配表', en: 'Income and its distribution (收益及收益分配表) in a span of days' },
  input: spanInput,
  reply: z.strictObject({
    chart: z.enum(chartNames),
    from: z.string(),
    to: z.string(),
    lines: z.array(statementLine),
  }),
  errors: ['books.span-backwards', 'books.span-across-charts'],
  example: { from: '2025-01-01', to: '2025-12-31' },
});

export const listMemberBalances = endpoint({
  name: 'listMemberBalances',
  method: 'get',
  path: '/member-balances',
  action: 'payouts.read',
  summary: {
    zh: '113 内部往来及应付外部股东红利各持有人余额',
    en: 'Who is owed what under account 113 and the account for outsiders',
  },
  input: dayInput,
  reply: z.strictObject({
    on: z.string(),
    total: z.string().meta({
      description: 'Equal to the credit balance of account 113 and of the account for outsiders',
      zh: '等于 113 内部往来与应付外部股东红利的贷方余额之和',
    }),
    holders: z.array(
      z.strictObject({
        kind: z.enum(accountKinds),
        number: z.string(),
        account: z.string(),
        owed: z.string(),
      }),
    ),
  }),
});

export const readMemberLedger = endpoint({
  name: 'readMemberLedger',
  method: 'get',
  path: '/member-ledger',
  action: 'payouts.read',
  summary: {
    zh: '成员明细：一位持有人的内部往来及应付红利',
    en: 'What one holder is owed on account 113 and the account for outsiders, entry by entry',
  },
  input: holderName,
  reply: z.strictObject({
    entries: z.array(
      z.strictObject({
        date: z.string(),
        number: z.string(),
        summary: z.string(),
        account: z.string(),
        debit: z.string(),
        credit: z.string(),
        owed: z
          .string()
          .meta({ description: 'Owed to the holder after this entry', zh: '本笔之后应付该持有人的余额' }),
      }),
    ),
  }),
  errors: ['books.member-unknown', 'shares.holder-unnamed'],
  example: { kind: 'member', number: '3-12' },
});

export const readChartMapping = endpoint({
  name: 'readChartMapping',
  method: 'get',
  path: '/chart-mapping',
  action: 'books.read',
  summary: { zh: '新旧科目衔接表', en: 'How balances go over to the chart of 2023' },
  input: nothing,
  reply: z.strictObject({
    effectiveOn: z.string(),
    accounts: z.array(
      z.strictObject({
        from: z.string(),
        fromName: z.string(),
        to: z.string(),
        toName: z.string(),
        balance: z.string().meta({
          description: 'Debit less credit on the eve of the switch',
          zh: '转换前一日的余额，借方减贷方',
        }),
        note: z.string().nullable(),
      }),
    ),
  }),
});
