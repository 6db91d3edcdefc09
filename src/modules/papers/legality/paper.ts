import { definePaper } from '../paper.ts';
import { printLegality } from './contract.ts';
import { legalityFigures } from './figures.ts';
import { legalityPaper } from './layout.ts';

export const paper = definePaper(printLegality, {
  figures: legalityFigures,
  subject: ({ subject }) => subject,
  layout: legalityPaper,
});
