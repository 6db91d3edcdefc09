import { definePaper } from '../paper.ts';
import { printReceiptSheet } from './contract.ts';
import { receiptFigures } from './figures.ts';
import { receiptSheetPaper } from './layout.ts';

export const paper = definePaper(printReceiptSheet, {
  figures: receiptFigures,
  subject: ({ run }) => `run ${run.number}`,
  layout: receiptSheetPaper,
});
