/** The attendance list with its column to sign, who was left out and why, and whether the quorum was reached. */
import { attendanceWords, leftOutWords } from '../../../domain/words.ts';
import type { Block, LabelledText } from '../../../platform/pdf-blocks.ts';
import type { EntitledPerson, MeetingPaper } from './meeting.ts';
import { sizes } from '../../../platform/pdf-style.ts';
import { blank, right, shares, tableOf, text, when } from '../columns.ts';
import { heading, type Sheet } from '../sheet.ts';
import { sentenceCase, writtenDate } from '../wording.ts';
import { termItems } from './notice.ts';
import { speaker } from './phrases.ts';

export function attendanceBlocks(sheet: Sheet, meeting: MeetingPaper): Block[] {
  return [
    { kind: 'key-values', columns: 3, items: presentItems(sheet, meeting) },
    attendanceTable(sheet, meeting),
    ...seatsLateBlocks(sheet, meeting),
    ...leftOutBlocks(sheet, meeting.attendance.leftOut),
  ];
}

function presentItems(sheet: Sheet, { attendance }: MeetingPaper): readonly LabelledText[] {
  const say = speaker(sheet.language);
  const { entitled, present, quorumLeast } = attendance;
  const count = (manner: EntitledPerson['manner']) =>
    String(entitled.filter((each) => each.manner === manner).length);
  const entitledItem = { label: say('entitledPeople'), value: String(entitled.length) };
  if (present === null) return [entitledItem, { label: say('quorumRule'), value: `${quorumLeast}` }];
  return [
    entitledItem,
    { label: say('present'), value: `${present}` },
    { label: say('quorumRule'), value: sentenceCase(quorumState(sheet, attendance)) },
    { label: say('onSite'), value: count('on-site') },
    { label: say('online'), value: count('online') },
    { label: say('byProxy'), value: count('proxy') },
  ];
}

/** Whether the quorum was reached, with the number that was needed. */
export function quorumState(
  sheet: Pick<Sheet, 'language'>,
  { present, quorumLeast }: MeetingPaper['attendance'],
): string {
  const say = speaker(sheet.language);
  const least = `${quorumLeast}`;
  if (present === null) return say('quorumNeeded', { least });
  return say(present > 0n && present >= quorumLeast ? 'quorumReached' : 'quorumMissed', { least });
}

function attendanceTable(sheet: Sheet, { attendance, motions, state }: MeetingPaper): Block {
  const { language } = sheet;
  const say = speaker(language);
  const { entitled } = attendance;
  const byShares = motions.some(({ counting }) => counting === 'by-shares');
  const proxies = entitled.some(({ proxy }) => proxy !== null);
  const total = byShares ? { total: say('total') } : {};
  const manner = (each: EntitledPerson) =>
    each.manner !== null
      ? sentenceCase(attendanceWords[each.manner][language])
      : state === 'closed'
        ? say('absent')
        : '';
  return tableOf<EntitledPerson>(
    { style: 'grid', size: sizes.signed, lineHeight: 19, empty: say('noneEntitled') },
    entitled,
    [
      { ...right(say('motionNumber'), (_, index) => String(index + 1)), ...total },
      text(say('registerNumber'), ({ number }) => number),
      text(say('name'), ({ name }) => name, { weight: 2, strong: true }),
      text(say('group'), ({ group }) => group ?? ''),
      text(say('household'), ({ household }) => household ?? ''),
      ...when(
        byShares,
        shares<EntitledPerson>(say('voteShares'), ({ weight }) => weight),
      ),
      text(say('manner'), manner),
      ...when(
        proxies,
        text<EntitledPerson>(say('meetingProxy'), ({ proxy }) => proxy ?? ''),
      ),
      blank(say('signature'), 96),
    ],
  );
}

/** Who sits by an election that was entered late: the list says so itself. */
function seatsLateBlocks(sheet: Sheet, meeting: MeetingPaper): Block[] {
  if (meeting.seatsLate.length === 0) return [];
  return [
    {
      kind: 'key-values',
      columns: 1,
      items: termItems(sheet, { ...meeting, termOverSince: null, ownTerm: null }),
    },
  ];
}

function leftOutBlocks(sheet: Sheet, leftOut: MeetingPaper['attendance']['leftOut']): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  if (leftOut.length === 0) return [];
  return [
    heading(say('leftOutHeading'), 2),
    tableOf({ style: 'rules' }, leftOut, [
      text(say('name'), ({ name }) => name, { weight: 2 }),
      text(say('reason'), ({ reason }) => sentenceCase(leftOutWords[reason][language]), { weight: 2 }),
      text(say('since'), ({ on }) => writtenDate(language, on), { weight: 2 }),
    ]),
  ];
}
