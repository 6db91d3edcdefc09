import { definePaper } from '../paper.ts';
import { printHalfYearReport } from './contract.ts';
import { reportFigures } from './figures.ts';
import { halfYearReportPaper } from './layout.ts';

export const paper = definePaper(printHalfYearReport, {
  figures: reportFigures,
  subject: ({ period }) => `period ${period.toString()}`,
  layout: halfYearReportPaper,
});
