import { definePaper } from '../paper.ts';
import { printDividendTable } from './contract.ts';
import { dividendTableFigures } from './figures.ts';
import { dividendTablePaper } from './layout.ts';

export const paper = definePaper(printDividendTable, {
  figures: dividendTableFigures,
  subject: ({ run }) => `run ${run.number}`,
  layout: dividendTablePaper,
});
