import { definePaper } from '../paper.ts';
import { printMemberRegister } from './contract.ts';
import { memberRegisterFigures } from './figures.ts';
import { memberRegisterPaper } from './layout.ts';

export const paper = definePaper(printMemberRegister, {
  figures: memberRegisterFigures,
  subject: ({ on }) => `members ${on.toString()}`,
  layout: memberRegisterPaper,
});
