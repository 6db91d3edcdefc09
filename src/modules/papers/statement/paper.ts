import { definePaper } from '../paper.ts';
import { printStatement } from './contract.ts';
import { statementFigures } from './figures.ts';
import { statementPaper } from './layout.ts';

export const paper = definePaper(printStatement, {
  figures: statementFigures,
  subject: (_, { holder }) => `${holder.kind} ${holder.number ?? ''}`.trim(),
  layout: statementPaper,
});
