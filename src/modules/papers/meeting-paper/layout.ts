/**
 * The papers of a meeting: all parts as one numbered file with a cover, a table of contents and the ledger's seal, or
 * one part alone. What has not happened yet is said to be open; nothing is printed as zero that was never counted.
 */
import { bodyWords } from '../../../domain/words.ts';
import { meetingStateWords } from '../../../domain/meeting.ts';
import type { Block, Paper } from '../../../platform/pdf-blocks.ts';
import { reportBlocks } from '../half-year-report/layout.ts';
import { comparisonBlocks, onAndPool } from '../scheme-comparison/layout.ts';
import { attendanceBlocks } from './attendance.ts';
import { minutesBlocks } from './minutes.ts';
import { agendaBlocks, noticeBlocks } from './notice.ts';
import type { MeetingPaper } from './meeting.ts';
import { choiceBlocks, executionBlocks, motionBlocks, resolutionBlocks } from './votes.ts';
import { checkCode, paperOf, warning, type Sheet } from '../sheet.ts';
import { sentenceCase, shortSeal, writtenDate } from '../wording.ts';
import { printMeetingPaper, type MeetingPart } from './contract.ts';
import { speaker } from './phrases.ts';

type Blocks = (sheet: Sheet, meeting: MeetingPaper) => readonly Block[];

const parts = {
  notice: ['noticePart', noticeBlocks],
  agenda: ['agendaPart', agendaBlocks],
  attendance: ['attendancePart', attendanceBlocks],
  finance: ['financePart', financeBlocks],
  execution: ['executionPart', executionBlocks],
  motions: ['motionsPart', motionBlocks],
  resolutions: ['resolutionsPart', resolutionBlocks],
  minutes: ['minutesPart', minutesBlocks],
} as const satisfies Record<Exclude<MeetingPart, 'pack'>, readonly [string, Blocks]>;

export function meetingPaper(sheet: Sheet, meeting: MeetingPaper): Paper {
  const { part } = meeting;
  if (part === 'pack')
    return paperOf(sheet, printMeetingPaper.title[sheet.language], 'portrait', packBlocks(sheet, meeting));
  const title = partTitle(sheet, meeting, part);
  return paperOf(sheet, title, 'by-tables', [
    { kind: 'title', title, subtitle: meeting.title, qr: checkCode(sheet) },
    ...cancelledBlocks(sheet, meeting),
    ...parts[part][1](sheet, meeting),
    ...(part === 'minutes' || part === 'resolutions' ? [signatures(sheet)] : []),
  ]);
}

function packBlocks(sheet: Sheet, meeting: MeetingPaper): readonly Block[] {
  const say = speaker(sheet.language);
  const finance = meeting.halfYear !== null || meeting.comparison !== null;
  const held = meeting.state === 'closed';
  const wanted = (Object.keys(parts) as (keyof typeof parts)[]).filter((part) => {
    if (part === 'finance') return finance;
    return held || (part !== 'minutes' && part !== 'resolutions');
  });
  const annex = choiceBlocks(sheet, meeting);
  return [
    cover(sheet, meeting),
    { kind: 'contents', title: say('contents') },
    ...cancelledBlocks(sheet, meeting),
    ...wanted.flatMap((part, at): Block[] => [
      ...opening(sheet, meeting, partTitle(sheet, meeting, part), !standsAlone(part, wanted[at - 1])),
      ...parts[part][1](sheet, meeting),
    ]),
    ...(held ? signaturePage(sheet, meeting) : []),
    ...(annex.length === 0 ? [] : [...opening(sheet, meeting, say('annexPart'), false), ...annex]),
  ];
}

/** The office signs, and as many of those present as there is room for: the attendance list has everybody. */
function signaturePage(sheet: Sheet, meeting: MeetingPaper): Block[] {
  const say = speaker(sheet.language);
  return [
    ...opening(sheet, meeting, say('signaturePart'), false),
    { kind: 'paragraph', text: say('signatureText') },
    signatures(sheet),
    { kind: 'signatures', labels: Array.from({ length: 12 }, () => say('representativeSignature')) },
  ];
}

/** Behind the contents and what stands beside them a page begins; and the list that lies out to be signed is nothing but that. */
function standsAlone(part: keyof typeof parts, before: keyof typeof parts | undefined): boolean {
  return before === undefined || part === 'attendance' || before === 'attendance';
}

/** `soft`: below the part before it, where that leaves a third of its page. */
function opening(sheet: Sheet, meeting: MeetingPaper, title: string, soft: boolean): Block[] {
  return [
    soft ? { kind: 'page-break', soft } : { kind: 'page-break' },
    { kind: 'title', title, subtitle: meetingName(sheet, meeting) },
  ];
}

function partTitle(sheet: Sheet, meeting: MeetingPaper, part: keyof typeof parts): string {
  const compared = part === 'finance' && meeting.halfYear === null && meeting.comparison !== null;
  return speaker(sheet.language)(compared ? 'comparisonPart' : parts[part][0]);
}

function meetingName(sheet: Sheet, meeting: MeetingPaper): string {
  const [year, number] = meeting.number.split('-');
  const body = bodyWords[meeting.body][sheet.language];
  return speaker(sheet.language)('meetingNumber', { body, year, number });
}

function cover(sheet: Sheet, meeting: MeetingPaper): Block {
  const { language } = sheet;
  const say = speaker(language);
  return {
    kind: 'cover',
    issuer: sheet.issuer,
    title: printMeetingPaper.title[language],
    subtitle: meeting.title,
    facts: [
      {
        label: say('meetingState'),
        value: `${meetingName(sheet, meeting)} · ${sentenceCase(meetingStateWords[meeting.state][language])}`,
      },
      {
        label: say('meetingDay'),
        value: say('dayAndTime', { date: writtenDate(language, meeting.heldOn), time: meeting.time }),
      },
      { label: say('meetingPlace'), value: meeting.place },
      { label: say('number'), value: sheet.number },
      { label: say('sealLabel'), value: shortSeal(sheet.seal) },
    ],
    qr: checkCode(sheet),
  };
}

function cancelledBlocks(sheet: Sheet, { cancelledBecause }: MeetingPaper): Block[] {
  if (cancelledBecause === null) return [];
  return [warning(speaker(sheet.language)('cancelledText', { reason: cancelledBecause }))];
}

function financeBlocks(sheet: Sheet, { halfYear, comparison }: MeetingPaper): readonly Block[] {
  if (halfYear === null && comparison === null)
    return [{ kind: 'paragraph', tone: 'muted', text: speaker(sheet.language)('noRun') }];
  return [
    ...(halfYear === null ? [] : reportBlocks(sheet, halfYear)),
    ...(comparison === null
      ? []
      : [
          { kind: 'paragraph', text: onAndPool(sheet, comparison) } as const,
          ...comparisonBlocks(sheet, comparison),
        ]),
  ];
}

function signatures(sheet: Sheet): Block {
  const say = speaker(sheet.language);
  const labels = (
    ['meetingChair', 'meetingRecorder', 'counter', 'scrutineer', 'board', 'supervisors'] as const
  ).map((each) => say(each));
  return { kind: 'signatures', labels };
}
