import { definePaper } from '../paper.ts';
import { printCertificate } from './contract.ts';
import { certificateFigures } from './figures.ts';
import { certificatePaper } from './layout.ts';

export const paper = definePaper(printCertificate, {
  figures: certificateFigures,
  subject: ({ number }) => `certificate ${number}`,
  layout: certificatePaper,
});
