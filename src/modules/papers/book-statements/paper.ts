import { definePaper } from '../paper.ts';
import { printBookStatements } from './contract.ts';
import { bookStatementsFigures } from './figures.ts';
import { bookStatementsPaper } from './layout.ts';

export const paper = definePaper(printBookStatements, {
  figures: bookStatementsFigures,
  subject: ({ subject }) => subject,
  layout: bookStatementsPaper,
});
