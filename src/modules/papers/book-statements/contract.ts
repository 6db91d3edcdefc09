/** Asking for a statement of the books: balance sheet, income, trial balance, or a ledger with its entries. */
import * as z from 'zod';
import { dateText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const statementParts = ['balance-sheet', 'income-statement', 'trial-balance', 'ledger'] as const;

export const printBookStatements = paperEndpoint({
  name: 'printBookStatements',
  kind: 'book-statements',
  title: { zh: '会计报表和账簿', en: 'Statements and ledgers of the books' },
  input: wish({
    part: z.enum(statementParts).meta({
      description: 'ledger: every account with its entries, or one',
      zh: 'balance-sheet：资产负债表；income-statement：收益及收益分配表；trial-balance：科目余额表；ledger：明细账（各科目或一个科目）',
    }),
    from: dateText().optional().meta({
      description: 'The first day; the first of the year unless given',
      zh: '起始日；不填为当年 1 月 1 日',
    }),
    to: dateText().meta({ description: 'The last day', zh: '截止日' }),
    account: z
      .string()
      .min(1)
      .max(20)
      .optional()
      .meta({ description: 'Of a ledger: this account with its parts', zh: '明细账：只印此科目及其明细' }),
  }),
  errors: ['documents.subject-unknown', 'books.span-backwards', 'books.span-across-charts'],
  example: { part: 'balance-sheet', to: '2010-12-31' },
});
