import { definePaper } from '../paper.ts';
import { printVoucher } from './contract.ts';
import { voucherFigures } from './figures.ts';
import { voucherPaper } from './layout.ts';

export const paper = definePaper(printVoucher, {
  figures: voucherFigures,
  subject: ({ subject }) => subject,
  layout: voucherPaper,
});
