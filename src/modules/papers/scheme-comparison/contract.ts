/** Asking for several allotment schemes side by side, as a vote on them needs it. */
import * as z from 'zod';
import { dateText, idText, moneyText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printSchemeComparison = paperEndpoint({
  name: 'printSchemeComparison',
  kind: 'scheme-comparison',
  title: { zh: '配股方案比较', en: 'Comparison of allotment schemes' },
  input: wish({
    schemeIds: z.array(idText()).min(2).max(4).meta({
      description: 'The first is what the others are compared with',
      zh: '第一个为比较的基准',
    }),
    on: dateText(),
    pool: moneyText().meta({
      description: 'The money that each of them would divide',
      zh: '各方案同分的一笔资金',
    }),
  }),
  errors: ['scheme.unknown', 'allotment.pool-not-positive', 'allotment.nothing-held', 'allotment.too-much'],
  example: {
    schemeIds: ['0197e3a0-5c00-7000-8000-000000000001', '0197e3a0-5c00-7000-8000-000000000002'],
    on: '2010-07-31',
    pool: '1000000.00',
  },
});
