/**
 * The minutes of a meeting: one set of sentences, printed as a paper or given out as plain text that can be edited
 * further before it is signed.
 */
import { meetingStateWords } from '../../../domain/meeting.ts';
import type { Block, LabelledText } from '../../../platform/pdf-blocks.ts';
import { quorumState } from './attendance.ts';
import type { MeetingPaper } from './meeting.ts';
import { studyWords, termItems, titleWithProposer } from './notice.ts';
import { decisionWords } from './votes.ts';
import { heading, type Sheet } from '../sheet.ts';
import { sentenceCase, writtenDate } from '../wording.ts';
import { speaker } from './phrases.ts';

export function minutesBlocks(sheet: Sheet, meeting: MeetingPaper): Block[] {
  const say = speaker(sheet.language);
  return [
    { kind: 'key-values', columns: 2, items: headItems(sheet, meeting) },
    { kind: 'paragraph', text: attendedWords(sheet, meeting) },
    heading(say('courseHeading')),
    { kind: 'paragraph', text: courseWords(sheet, meeting) },
    heading(say('votesHeading')),
    ...meeting.motions.flatMap((motion): Block[] => [
      heading(`${motion.number}. ${titleWithProposer(sheet, motion)}`, 2),
      { kind: 'paragraph', text: motion.text },
      { kind: 'paragraph', tone: 'muted', text: decisionWords(sheet, motion, meeting.state) },
    ]),
  ];
}

/** The same as plain text, in short lines, for any word processor. */
export function minutesText(sheet: Pick<Sheet, 'language' | 'issuer'>, meeting: MeetingPaper): string {
  const say = speaker(sheet.language);
  const colon = sheet.language === 'zh' ? '：' : ': ';
  const underlined = (text: string) => [
    '',
    text,
    '-'.repeat([...text].length * (sheet.language === 'zh' ? 2 : 1)),
    '',
  ];
  const lines = [
    sheet.issuer,
    `${meeting.title} ${say('minutesPart')}`,
    '',
    ...headItems(sheet, meeting).map(({ label, value }) => `${label}${colon}${value}`),
    attendedWords(sheet, meeting),
    ...underlined(say('courseHeading')),
    courseWords(sheet, meeting),
    ...underlined(say('votesHeading')),
    ...meeting.motions.flatMap((motion) => [
      `${motion.number}. ${titleWithProposer(sheet, motion)}`,
      motion.text,
      decisionWords(sheet, motion, meeting.state),
      '',
    ]),
    ...(['meetingChair', 'meetingRecorder', 'counter', 'scrutineer'] as const).map(
      (each) => `${say(each)}${colon}______________`,
    ),
    '',
  ];
  return lines.join('\n');
}

function headItems(sheet: Pick<Sheet, 'language'>, meeting: MeetingPaper): readonly LabelledText[] {
  const { language } = sheet;
  const say = speaker(language);
  return [
    {
      label: say('meetingDay'),
      value: say('dayAndTime', { date: writtenDate(language, meeting.heldOn), time: meeting.time }),
    },
    { label: say('meetingPlace'), value: meeting.place },
    ...termItems(sheet, meeting),
    { label: say('study'), value: sentenceCase(studyWords(sheet, meeting)) },
    { label: say('meetingChair'), value: meeting.chair ?? '—' },
    { label: say('meetingRecorder'), value: meeting.recorder ?? '—' },
    { label: say('meetingState'), value: sentenceCase(meetingStateWords[meeting.state][language]) },
  ];
}

function attendedWords(sheet: Pick<Sheet, 'language'>, { attendance }: MeetingPaper): string {
  const quorum = quorumState(sheet, attendance);
  const [entitled, present] = [String(attendance.entitled.length), `${attendance.present ?? '—'}`];
  return speaker(sheet.language)('attendedText', { entitled, present, quorum });
}

function courseWords(
  sheet: Pick<Sheet, 'language'>,
  { minutes, minutesLate, cancelledBecause }: MeetingPaper,
): string {
  const say = speaker(sheet.language);
  if (cancelledBecause !== null) return say('cancelledText', { reason: cancelledBecause });
  if (minutes === null) return say('noMinutes');
  return minutesLate === null ? minutes : `${minutes}${minutesLate[sheet.language]}`;
}
