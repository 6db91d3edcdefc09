import { definePaper } from '../paper.ts';
import { printPublicNotice } from './contract.ts';
import { publicNoticeFigures } from './figures.ts';
import { publicNoticePaper } from './layout.ts';

export const paper = definePaper(printPublicNotice, {
  figures: publicNoticeFigures,
  subject: ({ run }) => `run ${run.number}`,
  layout: publicNoticePaper,
});
