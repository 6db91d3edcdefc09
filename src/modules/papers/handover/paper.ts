import { definePaper } from '../paper.ts';
import { printHandover } from './contract.ts';
import { handoverFigures } from './figures.ts';
import { handoverPaper } from './layout.ts';

export const paper = definePaper(printHandover, {
  figures: handoverFigures,
  subject: ({ on }) => `handover ${on.toString()}`,
  layout: handoverPaper,
});
