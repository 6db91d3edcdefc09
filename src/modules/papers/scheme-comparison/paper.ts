import { definePaper } from '../paper.ts';
import { printSchemeComparison } from './contract.ts';
import { schemeComparisonFigures } from './figures.ts';
import { schemeComparisonPaper } from './layout.ts';

export const paper = definePaper(printSchemeComparison, {
  figures: schemeComparisonFigures,
  subject: ({ on, pool, schemes }) =>
    `schemes ${on.toString()} ${pool.toString()} ${schemes.map(({ name }) => name).join(' / ')}`.slice(
      0,
      100,
    ),
  layout: schemeComparisonPaper,
});
