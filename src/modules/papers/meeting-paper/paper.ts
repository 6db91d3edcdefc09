import { definePaper } from '../paper.ts';
import { printMeetingPaper } from './contract.ts';
import { meetingFigures } from './figures.ts';
import { meetingPaper } from './layout.ts';

export const paper = definePaper(printMeetingPaper, {
  figures: meetingFigures,
  subject: ({ body, number, part }) => `meeting ${body} ${number} ${part}`,
  layout: meetingPaper,
});
