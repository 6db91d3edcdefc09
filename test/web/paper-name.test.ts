/** What lists of issued papers call each: in the words of whoever reads, and never by an identifier. */
import { expect, it } from 'vitest';
import { inOrderOfParts, meetingPartOf } from '../../src/web/shared/meeting-part.ts';
import { aboutPaper, paperName } from '../../src/web/shared/paper-name.ts';

const paper = (kind: Parameters<typeof paperName>[0]['kind'], subject: string, title: string) =>
  ({ kind, subject, title: `${title} 2010-000042`, number: '2010-000042', language: 'zh' }) as const;

it.each([
  [paper('public-notice', 'run 4', '分红差额公示'), '分红差额公示', 'Public notice (in Chinese)'],
  [paper('meeting-paper', 'meeting board 2013-2 minutes', '会议记录'), '会议记录', 'Minutes (in Chinese)'],
  [
    paper('meeting-paper', 'meeting board 2013-2 pack', '会议材料汇编'),
    '会议材料汇编',
    'Papers of the meeting (in Chinese)',
  ],
  [
    paper('book-statements', 'books trial-balance 2013-01-01 2013-06-30', '科目余额表'),
    '科目余额表',
    'Trial balance (in Chinese)',
  ],
])('a paper is called in the language of who reads: %#', (each, zh, en) => {
  expect([paperName(each, 'zh'), paperName(each, 'en')]).toEqual([zh, en]);
});

it('a paper in English is told as that to who reads Chinese', () => {
  const english = { ...paper('legality', 'run 4', 'Certificate of legality'), language: 'en' } as const;
  expect([paperName(english, 'en'), paperName(english, 'zh')]).toEqual([
    'Certificate of legality',
    '合法性证明（英文）',
  ]);
});

it.each([
  ['run 4', '分红第 4 号', 'Dividend no. 4'],
  ['plan 2', '方案第 2 号', 'Plan no. 2'],
  ['member 3-12', '成员 3-12', 'Member 3-12'],
  ['member 3-12 2010', '成员 3-12 2010', 'Member 3-12 2010'],
  ['household 7', '户 7', 'Household 7'],
  ['collective', '集体股', 'Shares of the collective'],
  ['certificate 000001', '第 000001 号', 'No. 000001'],
  ['period 2010-H2', '2010 年下半年', 'Second half of 2010'],
  ['meeting board 2013-2 minutes', '理事会 2013 年第 2 次会议', 'Board, meeting 2 of 2013'],
  ['members 2010-12-31', '2010 年 12 月 31 日', '31 December 2010'],
  ['schemes 2010-12-31 100000.00 1:3 / 1:8', '2010 年 12 月 31 日', '31 December 2010'],
  ['pension 2010-07', '2010-07', '2010-07'],
  ['books balance-sheet 2010-12-31', '2010 年 12 月 31 日', '31 December 2010'],
  [
    'books ledger 2010-07-01 2010-12-31 113',
    '2010 年 7 月 1 日 – 2010 年 12 月 31 日 113',
    '1 July 2010 – 31 December 2010 113',
  ],
  ['scheme 01890a5d-ac96-774b-bcce-b302099a8057', '', ''],
])('what a paper is about is said in words: %s', (subject, zh, en) => {
  expect([aboutPaper(subject, 'zh'), aboutPaper(subject, 'en')]).toEqual([zh, en]);
});

it('the papers of a meeting stand as they are read, and each is called as it is headed', () => {
  const subject = (part: string) => ({ subject: `meeting board 2013-2 ${part}` });
  const issued = ['minutes', 'attendance', 'unheard-of', 'agenda', 'notice', 'pack'].map(subject);
  expect(inOrderOfParts(issued)).toEqual(
    ['pack', 'notice', 'agenda', 'attendance', 'minutes', 'unheard-of'].map(subject),
  );
  expect(meetingPartOf('meeting board 2013-2 execution')?.zh).toBe('历次决议执行情况');
  for (const another of ['meeting board 2013-2 unheard-of', 'books ledger 2013-01-01 agenda', 'run 4'])
    expect(meetingPartOf(another), another).toBeNull();
});
