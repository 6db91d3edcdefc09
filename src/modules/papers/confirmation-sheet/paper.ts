import { definePaper } from '../paper.ts';
import { printConfirmationSheet } from './contract.ts';
import { confirmationFigures } from './figures.ts';
import { confirmationPaper } from './layout.ts';

export const paper = definePaper(printConfirmationSheet, {
  figures: confirmationFigures,
  subject: (_, { schemeId }) => `scheme ${schemeId}`,
  layout: confirmationPaper,
});
