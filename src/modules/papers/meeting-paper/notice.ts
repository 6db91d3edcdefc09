/** The notice of a meeting and its agenda: who is called, when, where and to what, and by which rules. */
import { proposerWords } from '../../../domain/agenda.ts';
import { noticeCountingWords } from '../../../domain/assembly-notice.ts';
import { motionKindWords, type Body } from '../../../domain/assembly-rules.ts';
import { majorityBaseWords } from '../../../domain/assembly-words.ts';
import type { LocalDate } from '../../../domain/calendar.ts';
import { proportionWords } from '../../../domain/proportion-words.ts';
import { seatChangeWords } from '../../../domain/seat-change.ts';
import { countingWords } from '../../../domain/words.ts';
import type { Block, TableRow, LabelledText } from '../../../platform/pdf-blocks.ts';
import type { MeetingPaper, MotionFigures } from './meeting.ts';
import { right, rowOf, tableOf, text, type Column } from '../columns.ts';
import { heading, type Sheet } from '../sheet.ts';
import { sentenceCase, writtenDate } from '../wording.ts';
import { speaker } from './phrases.ts';

const whom = {
  'members-assembly': 'whomMembers',
  'representative-assembly': 'whomRepresentatives',
  board: 'whomBoard',
  supervisors: 'whomSupervisors',
} as const satisfies Record<Body, string>;

export function noticeBlocks(sheet: Sheet, meeting: MeetingPaper): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const { notice, rules, attendance } = meeting;
  const date = (day: MeetingPaper['heldOn']) => writtenDate(language, day);
  const text = say('noticeText', {
    date: date(meeting.heldOn),
    time: meeting.time,
    place: meeting.place,
    title: meeting.title,
    whom: say(whom[meeting.body]),
  });
  const latest = say('noticeCounting', {
    latest: date(notice.latest),
    days: String(notice.rule.days),
    counting: noticeCountingWords[notice.rule.counting][language],
  });
  return [
    { kind: 'paragraph', text },
    heading(say('agendaInShort'), 2),
    { kind: 'paragraph', text: agendaLines(sheet, meeting).join('\n') },
    heading(say('noticeRules'), 2),
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('noticeOn'), value: `${date(notice.on)}${notice.late?.[language] ?? ''}` },
        { label: say('noticeLatest'), value: latest },
        { label: say('papersOpenFrom'), value: date(notice.papersOpenFrom) },
        ...termItems(sheet, meeting),
        { label: say('study'), value: sentenceCase(studyWords(sheet, meeting)) },
        { label: say('entitledPeople'), value: String(attendance.entitled.length) },
        { label: say('quorumRule'), value: quorumWords(sheet, meeting) },
        { label: say('majorityRule'), value: majorityWords(sheet, meeting) },
        { label: say('proxyRule'), value: sentenceCase(proxyWords(sheet, meeting)) },
        { label: say('rulesInForce'), value: rulesWords(sheet, rules) },
        { label: say('countRule'), value: say('countRuleText') },
      ],
    },
    { kind: 'paragraph', align: 'right', text: `${sheet.issuer}\n${date(notice.on)}` },
  ];
}

function agendaLines(sheet: Sheet, meeting: MeetingPaper): readonly string[] {
  return meeting.motions.map((motion) => `${motion.number}. ${titleWithProposer(sheet, motion)}`);
}

/** What is only heard nobody moves; of what is voted on the reader learns who brought it. */
export function titleWithProposer({ language }: Pick<Sheet, 'language'>, motion: MotionFigures): string {
  const { title, counting, proposer } = motion;
  if (counting === 'none' || proposer === null) return title;
  return speaker(language)('proposedBy', { title, proposer: proposerWords[proposer][language] });
}

/** That the term of the body was over on the day of its meeting, or is shorter than the law's; and seats that were entered late. */
export function termItems(
  { language }: Pick<Sheet, 'language'>,
  { termOverSince: since, ownTerm, seatsLate }: MeetingPaper,
): readonly LabelledText[] {
  const say = speaker(language);
  const date = (day: LocalDate) => writtenDate(language, day);
  const term = ownTerm && say('termOwn', { years: String(ownTerm.years) });
  const terms = [
    ...(since === null ? [] : [say('termOverSince', { date: date(since) })]),
    ...(term === null
      ? []
      : [ownTerm?.until ? say('termOwnUntil', { term, date: date(ownTerm.until) }) : term]),
  ];
  const late = seatsLate.map(({ kind, on, late: words }) =>
    say('seatsLateOf', { date: date(on), change: seatChangeWords[kind][language], late: words[language] }),
  );
  return [
    ...terms.map((value) => ({ label: say('termOver'), value })),
    ...late.map((value) => ({ label: say('seatsLate'), value })),
  ];
}

/** The day and the name of the study, or that nobody said. */
export function studyWords({ language }: Pick<Sheet, 'language'>, { study }: MeetingPaper): string {
  const say = speaker(language);
  return study === null
    ? say('studyUnsaid')
    : say('studyOf', { date: writtenDate(language, study.on), by: study.by });
}

function quorumWords(sheet: Sheet, { rules, attendance }: MeetingPaper): string {
  const proportion = proportionWords(rules.body.quorum)[sheet.language];
  return sentenceCase(
    speaker(sheet.language)('quorumText', { proportion, least: `${attendance.quorumLeast}` }),
  );
}

function majorityWords(sheet: Sheet, { rules }: MeetingPaper): string {
  const { majority } = rules.body;
  const proportion = proportionWords(majority)[sheet.language];
  const base = majorityBaseWords[majority.base][sheet.language];
  return sentenceCase(speaker(sheet.language)('majorityText', { proportion, base }));
}

function proxyWords(sheet: Sheet, { rules }: MeetingPaper): string {
  const say = speaker(sheet.language);
  const { allowed, withinHousehold, mostPerProxy } = rules.body.proxies;
  if (!allowed) return say('proxyNone');
  const who = say(withinHousehold ? 'proxyHousehold' : 'proxyAnybody');
  return mostPerProxy === null ? who : say('proxyMost', { who, most: String(mostPerProxy) });
}

function rulesWords(sheet: Sheet, { name, own }: MeetingPaper['rules']): string {
  const rules = sentenceCase(name[sheet.language]);
  return own ? speaker(sheet.language)('rulesOwn', { rules }) : rules;
}

/** Every motion with its matter, how it is voted, and its text as announced. */
export function agendaBlocks(sheet: Sheet, { motions }: MeetingPaper): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const columns: readonly Column<MotionFigures>[] = [
    right(say('motionNumber'), ({ number }) => String(number)),
    text(say('motionTitle'), (motion) => titleWithProposer(sheet, motion), { weight: 3, strong: true }),
    text(say('motionKind'), ({ kind }) => sentenceCase(motionKindWords[kind][language]), { weight: 2 }),
    text(say('motionCounting'), ({ counting }) => sentenceCase(countingWords[counting][language]), {
      weight: 1.4,
    }),
  ];
  const rows = motions.flatMap((motion, index): TableRow[] => [
    rowOf(columns, motion, index),
    { kind: 'remark', text: motion.text, above: true },
  ]);
  return [{ ...tableOf({ style: 'rules', empty: say('motionEmpty') }, [], columns), rows }];
}
