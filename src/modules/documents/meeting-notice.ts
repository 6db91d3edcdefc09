/** The notice of a meeting and its agenda: who is called, when, where and to what, and by which rules. */
import { noticeCountingWords } from '../../domain/assembly-notice.ts';
import { motionKindWords, type Body } from '../../domain/assembly-rules.ts';
import { majorityBaseWords, proportionWords } from '../../domain/assembly-words.ts';
import { countingWords } from '../../domain/words.ts';
import type { Block, TableRow } from '../../platform/pdf-blocks.ts';
import type { MeetingPaper } from './meeting-paper.ts';
import { speaker, type Phrase } from './phrases.ts';
import type { Sheet } from './sheet.ts';
import { sentenceCase, writtenDate } from './wording.ts';

const whom: Readonly<Record<Body, Phrase>> = {
  'members-assembly': 'whomMembers',
  'representative-assembly': 'whomRepresentatives',
  board: 'whomBoard',
  supervisors: 'whomSupervisors',
};

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
    { kind: 'heading', level: 2, text: say('agendaInShort') },
    { kind: 'paragraph', text: agendaLines(meeting).join('\n') },
    { kind: 'heading', level: 2, text: say('noticeRules') },
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('noticeOn'), value: date(notice.on) },
        { label: say('noticeLatest'), value: latest },
        { label: say('papersOpenFrom'), value: date(notice.papersOpenFrom) },
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

function agendaLines(meeting: MeetingPaper): readonly string[] {
  return meeting.motions.map(({ number, title }) => `${number}. ${title}`);
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
  return [
    {
      kind: 'table',
      style: 'rules',
      empty: say('motionEmpty'),
      columns: [
        { title: say('motionNumber'), align: 'right' },
        { title: say('motionTitle'), align: 'left', weight: 3, strong: true },
        { title: say('motionKind'), align: 'left', weight: 2 },
        { title: say('motionCounting'), align: 'left', weight: 1.4 },
      ],
      rows: motions.flatMap(({ number, title, text, kind, counting }): TableRow[] => [
        {
          kind: 'line',
          cells: [
            String(number),
            title,
            sentenceCase(motionKindWords[kind][language]),
            sentenceCase(countingWords[counting][language]),
          ],
        },
        { kind: 'remark', text },
      ]),
    },
  ];
}
