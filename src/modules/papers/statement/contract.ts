/** Asking for a statement of what somebody holds and was paid. */
import * as z from 'zod';
import { dateText, instantText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printStatement = paperEndpoint({
  name: 'printStatement',
  kind: 'statement',
  title: { zh: '股份与分红对账单', en: 'Statement of shares and dividends' },
  input: wish({
    holder: z.strictObject({
      kind: z.enum(['member', 'household', 'collective']),
      number: z.string().max(60).optional(),
    }),
    from: dateText(),
    to: dateText(),
    knownAt: instantText().optional().meta({
      description: 'As the books were at this moment; now unless given',
      zh: '按该时刻的账簿；不填为现在',
    }),
  }),
  errors: [
    'documents.dates-reversed',
    'documents.day-not-come',
    'shares.holder-not-found',
    'shares.holder-unnamed',
  ],
  example: { holder: { kind: 'member', number: '3-12' }, from: '2010-07-01', to: '2010-12-31' },
});
