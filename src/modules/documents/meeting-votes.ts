/** What became of motions: votes with the numbers that decided, resolutions, earlier resolutions carried out, votes by name. */
import { outcomeWords, resultWords } from '../../domain/assembly-words.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { choiceWords, executionWords } from '../../domain/words.ts';
import type { Block } from '../../platform/pdf-blocks.ts';
import type { MeetingPaper, MotionFigures } from './meeting-paper.ts';
import { speaker } from './phrases.ts';
import type { Sheet } from './sheet.ts';
import { sentenceCase, writtenDate } from './wording.ts';

/** All motions in one table, then each with its text and how it was decided. */
export function motionBlocks(sheet: Sheet, meeting: MeetingPaper): Block[] {
  const { motions, state } = meeting;
  return [
    overview(sheet, meeting),
    ...motions.flatMap((motion): Block[] => [
      {
        kind: 'heading',
        level: 1,
        text: speaker(sheet.language)('motionHeading', {
          number: String(motion.number),
          title: motion.title,
        }),
      },
      { kind: 'paragraph', text: motion.text },
      { kind: 'note', tone: 'plain', text: decisionWords(sheet, motion, state) },
    ]),
  ];
}

function overview(sheet: Sheet, { motions, state }: MeetingPaper): Block {
  const say = speaker(sheet.language);
  return {
    kind: 'table',
    style: 'rules',
    empty: say('motionEmpty'),
    columns: [
      { title: say('motionNumber'), align: 'right' },
      { title: say('motionTitle'), align: 'left', weight: 3 },
      { title: say('votesFor'), align: 'right' },
      { title: say('votesAgainst'), align: 'right' },
      { title: say('votesAbstained'), align: 'right' },
      { title: say('outcome'), align: 'left', weight: 1.3, strong: true },
      { title: say('resolution'), align: 'left' },
    ],
    rows: motions.map((motion) => ({
      kind: 'line',
      cells: [
        String(motion.number),
        motion.title,
        ...votesOf(motion),
        sentenceCase(outcomeOf(sheet, motion, state)),
        motion.resolution ?? '',
      ],
    })),
  };
}

function votesOf({ result }: MotionFigures): readonly string[] {
  if (result === null) return ['', '', ''];
  const { votes, counting } = result;
  const written = (units: bigint) =>
    counting === 'by-head' ? `${units}` : ShareQuantity.fromUnits(units).toGrouped();
  return [written(votes.for), written(votes.against), written(votes.abstain)];
}

function outcomeOf(sheet: Sheet, { counting, result }: MotionFigures, state: MeetingPaper['state']): string {
  const say = speaker(sheet.language);
  if (counting === 'none') return say('heardOnly');
  if (state === 'cancelled') return say('notVoted');
  return result === null ? say('toBeVoted') : outcomeWords[result.outcome][sheet.language];
}

/** The rule, the numbers and the outcome; what is open is said to be open. */
export function decisionWords(
  sheet: Pick<Sheet, 'language'>,
  motion: MotionFigures,
  state: MeetingPaper['state'],
): string {
  const { language } = sheet;
  const say = speaker(language);
  if (motion.counting === 'none') return say('heardSentence');
  if (state === 'cancelled') return say('cancelledSentence');
  if (motion.result === null) return say('openSentence');
  const kept = motion.resolution === null ? [] : [say('leadsToResolution', { number: motion.resolution })];
  const way = motion.manner === null ? [] : [say(motion.manner === 'hands' ? 'byHands' : 'byNames')];
  return [...way, resultWords(motion.result)[language], ...kept].join(language === 'zh' ? '' : ' ');
}

/** Each resolution with its text, for those who file it. */
export function resolutionBlocks(sheet: Sheet, meeting: MeetingPaper): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const resolved = meeting.motions.flatMap((motion) =>
    motion.result !== null && motion.resolution !== null
      ? [{ ...motion, result: motion.result, resolution: motion.resolution }]
      : [],
  );
  if (resolved.length === 0) {
    const text = say(meeting.state === 'closed' ? 'nothingResolved' : 'noResolutions');
    return [{ kind: 'paragraph', tone: 'muted', text }];
  }
  return resolved.flatMap(({ resolution, result, title, text }): Block[] => [
    { kind: 'heading', level: 1, text: say('resolutionHeading', { number: resolution }) },
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('resolutionTitle'), value: title },
        { label: say('decidedOn'), value: writtenDate(language, meeting.heldOn) },
      ],
    },
    { kind: 'paragraph', text },
    {
      kind: 'note',
      tone: result.outcome === 'adopted' ? 'plain' : 'warning',
      text: resultWords(result)[language],
    },
  ]);
}

export function executionBlocks(sheet: Sheet, { earlier }: MeetingPaper): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  return [
    {
      kind: 'table',
      style: 'rules',
      empty: say('nothingEarlier'),
      columns: [
        { title: say('resolution'), align: 'left' },
        { title: say('decidedOn'), align: 'left' },
        { title: say('resolutionTitle'), align: 'left', weight: 2 },
        { title: say('executionState'), align: 'left', strong: true },
        { title: say('executionReport'), align: 'left', weight: 2 },
      ],
      rows: earlier.map((each) => ({
        kind: 'line',
        cells: [
          each.number,
          writtenDate(language, each.decidedOn),
          each.title,
          sentenceCase(executionWords[each.state][language]),
          each.reportedOn === null
            ? ''
            : say('reportOf', { date: writtenDate(language, each.reportedOn), text: each.text }),
        ],
      })),
    },
  ];
}

/** Who voted how, motion by motion; nothing where no motion was voted by name. */
export function choiceBlocks(sheet: Sheet, { motions, state }: MeetingPaper): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const named = state === 'closed' ? motions.filter(({ choices }) => choices.length > 0) : [];
  return named.flatMap(({ number, title, choices }): Block[] => [
    { kind: 'heading', level: 1, text: say('motionHeading', { number: String(number), title }) },
    {
      kind: 'table',
      style: 'zebra',
      size: 9,
      empty: '',
      columns: [
        { title: say('motionNumber'), align: 'right' },
        { title: say('name'), align: 'left', weight: 2 },
        { title: say('vote'), align: 'left', weight: 1 },
        { title: say('votedBy'), align: 'left', weight: 2 },
      ],
      rows: choices.map(({ name, choice, proxy }, index) => ({
        kind: 'line',
        cells: [String(index + 1), name, sentenceCase(choiceWords[choice][language]), proxy ?? ''],
      })),
    },
  ]);
}
