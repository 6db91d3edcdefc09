/** Asking for a certificate of income and tax. */
import * as z from 'zod';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printTaxCertificate = paperEndpoint({
  name: 'printTaxCertificate',
  kind: 'tax-certificate',
  title: { zh: '收入及完税情况证明', en: 'Certificate of income and tax' },
  input: wish({
    member: z.string().min(1).max(60),
    year: z.string().regex(/^(19|20|21)\d{2}$/),
  }),
  errors: ['pension.member-unknown'],
  example: { member: '3-12', year: '2010' },
});
