/** Asking for journal vouchers. */
import { idText } from '../../../contract/wire.ts';
import { monthText } from '../../accounting/contract.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printVoucher = paperEndpoint({
  name: 'printVoucher',
  kind: 'voucher',
  title: { zh: '记账凭证', en: 'Journal voucher' },
  input: wish({
    entryId: idText().optional().meta({
      description: 'One entry; or all of a month',
      zh: '一张凭证；或填月份，打印全月',
    }),
    month: monthText().optional(),
  }),
  errors: ['documents.subject-unknown', 'books.entry-unknown'],
  example: { month: '2010-12' },
});
