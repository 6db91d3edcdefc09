/** What became of motions: votes with the numbers that decided, resolutions, earlier resolutions carried out, votes by name. */
import type { Choice } from '../../../domain/assembly-vote.ts';
import { outcomeWords, resultWords } from '../../../domain/assembly-words.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { choiceWords, executionWords } from '../../../domain/words.ts';
import type { Block } from '../../../platform/pdf-blocks.ts';
import type { MeetingPaper, MotionFigures } from './meeting.ts';
import { right, tableOf, text } from '../columns.ts';
import { heading, notes, warning, type Sheet } from '../sheet.ts';
import { sentenceCase, writtenDate } from '../wording.ts';
import { speaker } from './phrases.ts';

/** All motions in one table, then each with its text and how it was decided. */
export function motionBlocks(sheet: Sheet, meeting: MeetingPaper): Block[] {
  const { motions, state } = meeting;
  return [
    overview(sheet, meeting),
    ...motions.flatMap((motion): Block[] => [
      motionHeading(sheet, motion),
      { kind: 'paragraph', text: motion.text },
      ...notes(decisionWords(sheet, motion, state)),
    ]),
  ];
}

function motionHeading(sheet: Sheet, { number, title }: MotionFigures): Block {
  return heading(speaker(sheet.language)('motionHeading', { number: String(number), title }));
}

function overview(sheet: Sheet, { motions, state }: MeetingPaper): Block {
  const say = speaker(sheet.language);
  return tableOf({ style: 'rules', empty: say('motionEmpty') }, motions, [
    right(say('motionNumber'), ({ number }) => String(number)),
    text(say('motionTitle'), ({ title }) => title, { weight: 3 }),
    right(say('votesFor'), (motion) => votes(motion, 'for')),
    right(say('votesAgainst'), (motion) => votes(motion, 'against')),
    right(say('votesAbstained'), (motion) => votes(motion, 'abstain')),
    text(say('outcome'), (motion) => sentenceCase(outcomeOf(sheet, motion, state)), {
      weight: 1.3,
      strong: true,
    }),
    text(say('resolution'), ({ resolution }) => resolution ?? ''),
  ]);
}

function votes({ result }: MotionFigures, choice: Choice): string {
  if (result === null) return '';
  const units = result.votes[choice];
  return result.counting === 'by-head' ? `${units}` : ShareQuantity.fromUnits(units).toGrouped();
}

function outcomeOf(sheet: Sheet, { counting, result }: MotionFigures, state: MeetingPaper['state']): string {
  const say = speaker(sheet.language);
  if (counting === 'none') return say('heardOnly');
  if (state === 'cancelled') return say('notVoted');
  return result === null ? say('toBeVoted') : outcomeWords[result.outcome][sheet.language];
}

const manners = { hands: 'byHands', names: 'byNames', secret: 'bySecret' } as const;

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
  const way = motion.manner === null ? [] : [say(manners[motion.manner])];
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
    heading(say('resolutionHeading', { number: resolution })),
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('resolutionTitle'), value: title },
        { label: say('decidedOn'), value: writtenDate(language, meeting.heldOn) },
      ],
    },
    { kind: 'paragraph', text },
    result.outcome === 'adopted'
      ? { kind: 'note', tone: 'plain', text: resultWords(result)[language] }
      : warning(resultWords(result)[language]),
  ]);
}

export function executionBlocks(sheet: Sheet, { earlier }: MeetingPaper): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  return [
    tableOf({ style: 'rules', empty: say('nothingEarlier') }, earlier, [
      text(say('resolution'), ({ number }) => number),
      text(say('decidedOn'), ({ decidedOn }) => writtenDate(language, decidedOn)),
      text(say('resolutionTitle'), ({ title }) => title, { weight: 2 }),
      text(say('executionState'), ({ state }) => sentenceCase(executionWords[state][language]), {
        strong: true,
      }),
      text(
        say('executionReport'),
        (each) =>
          each.reportedOn === null
            ? ''
            : say('reportOf', { date: writtenDate(language, each.reportedOn), text: each.text }),
        { weight: 6 },
      ),
    ]),
  ];
}

/** Who voted how, motion by motion; nothing where no motion was voted by name. */
export function choiceBlocks(sheet: Sheet, { motions, state }: MeetingPaper): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const named = state === 'closed' ? motions.filter(({ choices }) => choices.length > 0) : [];
  return named.flatMap((motion): Block[] => [
    motionHeading(sheet, motion),
    tableOf({ style: 'zebra', size: 9 }, motion.choices, [
      right(say('motionNumber'), (_, index) => String(index + 1)),
      text(say('name'), ({ name }) => name, { weight: 2 }),
      text(say('vote'), ({ choice }) => sentenceCase(choiceWords[choice][language]), { weight: 1 }),
      text(say('votedBy'), ({ proxy }) => proxy ?? '', { weight: 2 }),
    ]),
  ]);
}
