/** Asking for the sheet of a share certificate. */
import * as z from 'zod';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printCertificate = paperEndpoint({
  name: 'printCertificate',
  kind: 'certificate',
  title: { zh: '股权证', en: 'Share Certificate' },
  input: wish({ certificate: z.string().min(1).max(60) }),
  errors: ['documents.subject-unknown', 'shares.certificate-before-split'],
  example: { certificate: '000001' },
});
