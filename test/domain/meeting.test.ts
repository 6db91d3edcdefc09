/** The life of a meeting, stated by hand, and the count of its motions. */
import { describe, expect, it } from 'vitest';
import { lawOf2025, residentsAssemblyRules } from '../../src/domain/assembly-rule-sets.ts';
import { electedSeat, freezeList } from '../../src/domain/assembly-seats.ts';
import type { Ballot } from '../../src/domain/assembly-vote.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import {
  countMotion,
  meetingStates,
  motionCountings,
  requireMeetingStep,
  resultAsText,
  resultFromText,
  type MeetingRecord,
  type MeetingStep,
  type MotionRecord,
} from '../../src/domain/meeting.ts';
import { receiptOf } from '../../src/domain/receipt-number.ts';
import { inOrderOfReceipts } from '../../src/domain/secret-ballot.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { codesRefused, refusing } from '../support/refusing.ts';
import type { Sentence } from '../../src/domain/language.ts';

describe('A meeting', () => {
  // Columns: draft, awaiting review, convened, open, closed, cancelled.
  it.each<[MeetingStep, string, string]>([
    ['change', 'x . x . . .', 'changed'],
    ['convene', 'x . . . . .', 'convened'],
    ['confirm-notice', '. x . . . .', 'confirmed'],
    ['withdraw-notice', '. x x . . .', 'taken back'],
    ['open', '. . x . . .', 'opened'],
    ['hold', '. . . x . .', 'attended or voted at'],
    ['write-minutes', '. . . x x .', 'minuted'],
    ['close', '. . . x . .', 'closed'],
    ['cancel', 'x x x x . .', 'cancelled'],
  ])('may be at %s from %s', (step, marks, wish) => {
    const may = (state: (typeof meetingStates)[number]) =>
      codesRefused(() => {
        requireMeetingStep(state, step);
      }).length === 0;
    expect(meetingStates.map((state) => (may(state) ? 'x' : '.')).join(' ')).toBe(marks);
    expect(() => {
      requireMeetingStep('cancelled', step);
    }).toThrow(
      refusing('meeting.wrong-state', {
        state: { zh: '已取消', en: 'cancelled' },
        wish: expect.objectContaining({ en: wish }) as Sentence,
      }),
    );
  });

  it('counts by head, by shares, without names, or hears only', () => {
    expect(motionCountings).toEqual(['by-head', 'by-shares', 'secret', 'none']);
  });
});

describe('A motion', () => {
  const persons = ['a', 'b', 'c'];
  const meeting = (present: number, rules = lawOf2025.bodies['representative-assembly']!): MeetingRecord => ({
    rules,
    list: freezeList(
      persons.map((person) => ({
        ...electedSeat(
          { person, name: person, sex: 'female', group: null },
          LocalDate.parse('2025-05-01'),
          5,
        ),
        household: null,
        incapacity: null,
        weight: ShareQuantity.fromWhole(1n),
      })),
      LocalDate.parse('2025-07-31'),
    ),
    attendance: persons.slice(0, present).map((person) => ({ person, manner: 'on-site', proxy: null })),
    closedAt: null,
  });
  const ballot = (voter: string): Ballot => ({
    motion: 'm',
    voter,
    principal: null,
    choice: 'for',
    castAt: new Date('2025-07-31T04:00:00Z'),
  });
  const motion = (more: Partial<MotionRecord> = {}): MotionRecord => ({
    motion: 'm',
    title: '分红',
    counting: 'by-head',
    hands: null,
    ballots: [],
    secret: { handedIn: [], ballots: [] },
    ...more,
  });
  const hands = { for: 2, against: 1, abstain: 0 };
  const ballots = persons.map(ballot);

  it('that is only heard has no result, whatever was entered', () => {
    expect(countMotion(meeting(3), motion({ counting: 'none' }))).toBeNull();
  });

  it('without names adds what came out of the box to the papers of the room, and takes nobody twice', () => {
    const here = meeting(3);
    const byPhone = {
      ...here,
      attendance: here.attendance.map((each, index) =>
        index < 2 ? { ...each, manner: 'online' as const } : each,
      ),
    };
    const given = (voter: string) => ({
      motion: 'm',
      voter,
      principal: null,
      castAt: new Date('2025-07-31T04:00:00Z'),
    });
    const out = [
      { receipt: 'AAAAAAAAAAAAAAAA', choice: 'against' as const },
      { receipt: 'ZZZZZZZZZZZZZZZZ', choice: 'for' as const },
    ];
    const secret = (handedIn: readonly ReturnType<typeof given>[], papers: MotionRecord['hands']) =>
      motion({
        counting: 'secret',
        hands: papers,
        secret: { handedIn, ballots: out.slice(0, handedIn.length) },
      });
    const paper = { for: 1, against: 0, abstain: 0 };
    expect(countMotion(byPhone, secret([given('a'), given('b')], paper))).toMatchObject({
      outcome: 'adopted',
      counting: 'by-head',
      cast: 3n,
      votes: { for: 2n, against: 1n },
    });
    const refused = (handedIn: readonly ReturnType<typeof given>[], papers: MotionRecord['hands']) => () =>
      countMotion(byPhone, secret(handedIn, papers));
    expect(refused([given('a'), given('a')], null)).toThrow(refusing('assembly.voted-twice'));
    expect(refused([given('c')], null)).toThrow(refusing('meeting.secret-by-paper'));
    expect(refused([], { for: 2, against: 0, abstain: 0 })).toThrow(refusing('meeting.papers-above-room'));
    expect(refused([], null)).toThrow(refusing('meeting.not-voted'));
  });

  it('says nothing of who or when by the order of its ballots; receipts are drawn from ten bytes', () => {
    const drawn = ['C', 'A', 'B'].map((sign) => ({ receipt: sign.repeat(16), choice: 'for' as const }));
    expect(inOrderOfReceipts(drawn).map(({ receipt }) => receipt[0])).toEqual(['A', 'B', 'C']);
    expect(receiptOf(new Uint8Array(10))).toBe('A'.repeat(16));
    expect(receiptOf(new Uint8Array(10).fill(255))).toBe('7'.repeat(16));
    expect(receiptOf(Uint8Array.from([0, 0, 0, 0, 0, 0, 0, 0, 0, 1]))).toBe(`${'A'.repeat(15)}B`);
  });

  it('is counted by ballots or by hands, not by both', () => {
    expect(countMotion(meeting(3), motion({ ballots }))).toMatchObject({
      outcome: 'adopted',
      votes: { for: 3n },
    });
    expect(countMotion(meeting(3), motion({ hands }))).toMatchObject({ votes: { for: 2n, against: 1n } });
    expect(() => countMotion(meeting(3), motion({ hands, ballots: ballots.slice(0, 1) }))).toThrow(
      refusing('meeting.counted-twice', { title: '分红' }),
    );
  });

  it('must have been voted on where there was a quorum, and lapses where there was none', () => {
    expect(() => countMotion(meeting(3), motion())).toThrow(refusing('meeting.not-voted', { title: '分红' }));
    expect(countMotion(meeting(1), motion())).toMatchObject({ outcome: 'lapsed', quorum: { met: false } });
  });

  it('by shares is not counted by hands', () => {
    const rules = {
      ...residentsAssemblyRules.bodies['representative-assembly']!,
      counting: ['by-shares'] as const,
    };
    expect(() => countMotion(meeting(3, rules), motion({ counting: 'by-shares', hands }))).toThrow(
      refusing('meeting.hands-by-shares', { title: '分红' }),
    );
  });

  it('has a result that is the same after it was stored as text, every number of it a text', () => {
    for (const counted of [motion({ ballots }), motion({ hands })]) {
      const result = countMotion(meeting(3), counted)!;
      const text = resultAsText(result);
      expect(resultFromText(JSON.parse(JSON.stringify(text)) as typeof text)).toEqual(result);
    }
    expect(resultAsText(countMotion(meeting(3), motion({ hands }))!)).toMatchObject({
      outcome: 'adopted',
      counting: 'by-head',
      tie: false,
      entitled: '3',
      present: '3',
      cast: '3',
      quorum: { least: '2', met: true },
      majority: { of: '3', least: '2', met: true },
      votes: { for: '2', against: '1', abstain: '0', valid: '3', unused: '0', all: '3', present: '3' },
    });
  });
});
