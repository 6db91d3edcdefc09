import { definePaper } from '../paper.ts';
import { printPensionSheet } from './contract.ts';
import { pensionSheetFigures } from './figures.ts';
import { pensionSheetPaper } from './layout.ts';

export const paper = definePaper(printPensionSheet, {
  figures: pensionSheetFigures,
  subject: ({ month }) => `pension ${month}`,
  layout: pensionSheetPaper,
});
