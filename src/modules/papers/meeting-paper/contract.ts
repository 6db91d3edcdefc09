/** Asking for the papers of a meeting, all or one part. */
import * as z from 'zod';
import { meetingPartWords } from '../../../domain/money-words.ts';
import { idText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

/** Parts of a meeting's papers; `pack` is all of them. */
const meetingParts = [
  'pack',
  'notice',
  'agenda',
  'attendance',
  'finance',
  'execution',
  'motions',
  'resolutions',
  'minutes',
] as const;
export type MeetingPart = (typeof meetingParts)[number];

export const printMeetingPaper = paperEndpoint({
  name: 'printMeetingPaper',
  kind: 'meeting-paper',
  title: meetingPartWords.pack,
  input: wish({
    meetingId: idText(),
    part: z.enum(meetingParts).default('pack').meta({
      description: 'pack: everything as one file; otherwise one part alone',
      zh: 'pack：全部合为一册；否则只打印一部分',
    }),
  }),
  errors: ['meeting.not-convened', 'meeting.unknown'],
  example: { meetingId: '01890a5d-ac96-774b-bcce-b302099a8057' },
});
