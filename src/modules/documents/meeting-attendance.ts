/** The attendance list with its column to sign, who was left out and why, and whether the quorum was reached. */
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { attendanceWords, leftOutWords } from '../../domain/words.ts';
import type { Block, LabelledText, TableColumn } from '../../platform/pdf-blocks.ts';
import type { EntitledPerson, MeetingPaper } from './meeting-paper.ts';
import { speaker } from './phrases.ts';
import type { Sheet } from './sheet.ts';
import { sentenceCase, writtenDate } from './wording.ts';

export function attendanceBlocks(sheet: Sheet, meeting: MeetingPaper): Block[] {
  return [
    { kind: 'key-values', columns: 3, items: presentItems(sheet, meeting) },
    attendanceTable(sheet, meeting),
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

function attendanceTable(sheet: Sheet, { attendance, motions }: MeetingPaper): Block {
  const { language } = sheet;
  const say = speaker(language);
  const { entitled } = attendance;
  const byShares = motions.some(({ counting }) => counting === 'by-shares');
  const proxies = entitled.some(({ proxy }) => proxy !== null);
  const columns: TableColumn[] = [
    { title: say('motionNumber'), align: 'right' },
    { title: say('registerNumber'), align: 'left' },
    { title: say('name'), align: 'left', weight: 2, strong: true },
    { title: say('group'), align: 'left' },
    { title: say('household'), align: 'left' },
    ...(byShares ? [{ title: say('voteShares'), align: 'decimal' } as const] : []),
    { title: say('manner'), align: 'left' },
    ...(proxies ? [{ title: say('meetingProxy'), align: 'left' } as const] : []),
    { title: say('signature'), align: 'center', least: 96 },
  ];
  return {
    kind: 'table',
    style: 'grid',
    size: 9,
    lineHeight: 19,
    empty: say('noneEntitled'),
    columns,
    rows: entitled.map((each, index) => ({
      kind: 'line',
      cells: [
        String(index + 1),
        each.number,
        each.name,
        each.group ?? '',
        each.household ?? '',
        ...(byShares ? [each.weight.toGrouped()] : []),
        each.manner === null ? '' : sentenceCase(attendanceWords[each.manner][language]),
        ...(proxies ? [each.proxy ?? ''] : []),
        '',
      ],
    })),
    ...(byShares && {
      totals: [
        say('total'),
        ...['', '', '', ''],
        ShareQuantity.sum(entitled.map(({ weight }) => weight)).toGrouped(),
        ...(proxies ? ['', '', ''] : ['', '']),
      ],
    }),
  };
}

function leftOutBlocks(sheet: Sheet, leftOut: MeetingPaper['attendance']['leftOut']): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  if (leftOut.length === 0) return [];
  return [
    { kind: 'heading', level: 2, text: say('leftOutHeading') },
    {
      kind: 'table',
      style: 'rules',
      empty: '',
      columns: [
        { title: say('name'), align: 'left', weight: 2 },
        { title: say('reason'), align: 'left', weight: 2 },
        { title: say('since'), align: 'left', weight: 2 },
      ],
      rows: leftOut.map(({ name, reason, on }) => ({
        kind: 'line',
        cells: [name, sentenceCase(leftOutWords[reason][language]), writtenDate(language, on)],
      })),
    },
  ];
}
