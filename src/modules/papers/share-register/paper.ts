import { definePaper } from '../paper.ts';
import { printShareRegister } from './contract.ts';
import { shareRegisterFigures } from './figures.ts';
import { shareRegisterPaper } from './layout.ts';

export const paper = definePaper(printShareRegister, {
  figures: shareRegisterFigures,
  subject: ({ on }) => `shares ${on.toString()}`,
  layout: shareRegisterPaper,
});
