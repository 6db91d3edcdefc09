import { definePaper } from '../paper.ts';
import { printTaxCertificate } from './contract.ts';
import { taxCertificateFigures } from './figures.ts';
import { taxCertificatePaper } from './layout.ts';

export const paper = definePaper(printTaxCertificate, {
  figures: taxCertificateFigures,
  subject: ({ year, member }) => `member ${member.number} ${year}`,
  layout: taxCertificatePaper,
});
