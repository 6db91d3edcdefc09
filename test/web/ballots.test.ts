/** Votes on a phone: whose each is where two bear one name, and why what was pressed does not count. */
import './reader.ts';
import { beforeEach, expect, it } from 'vitest';
import { calledIn, lostPresses, notCountedBecause } from '../../src/web/portal/meetings/pressed.ts';
import { keepReceipt, keptReceipt, placeOf, receiptFor } from '../../src/web/portal/meetings/receipts.ts';
import type { Refused } from '../../src/web/shared/call.ts';
import { sayOf } from '../../src/web/shared/language.ts';

const say = sayOf(null, 'zh');
type Meeting = Parameters<typeof calledIn>[0];
type Motion = Meeting['motions'][number];

/** Of a motion and its meeting what these ask. */
const motionOf = (fields: Partial<Motion> = {}) =>
  ({ number: 2, ballots: [], handedIn: [], ...fields }) as unknown as Motion;
const meetingOf = (fields: Partial<Meeting> = {}) =>
  ({
    id: 'meeting',
    state: 'open',
    represents: [],
    tookBack: [],
    motions: [],
    ...fields,
  }) as unknown as Meeting;

beforeEach(() => {
  const kept = new Map<string, string>();
  Object.assign(globalThis, {
    localStorage: {
      getItem: (key: string) => kept.get(key) ?? null,
      setItem: (key: string, value: string) => void kept.set(key, value),
    },
  });
});

it('two whom one votes for are told apart by their numbers where they bear one name, and by nothing else', () => {
  const [one, two, other] = [
    { registerNumber: '0012', name: '王芳' },
    { registerNumber: '0087', name: '王芳' },
    { registerNumber: '0003', name: '李四' },
  ];
  const called = calledIn(meetingOf({ represents: [one, two, other] }), say);
  expect([one, two, other].map(called)).toEqual(['王芳（0012 号）', '王芳（0087 号）', '李四']);
  const given = { of: '王芳', principal: '0012', by: null, castAt: '2026-04-28T01:00:00Z' };
  const motions = [motionOf({ handedIn: [given, { ...given, castAt: '2026-04-28T01:01:00Z' }] })];
  // The same person in two places is one.
  expect(calledIn(meetingOf({ represents: [one], motions }), say)(one)).toBe('王芳');
  const took = { ...two, manner: 'online' as const };
  expect(calledIn(meetingOf({ tookBack: [took], motions }), say)(one)).toBe('王芳（0012 号）');
});

const refusedFor = (code: string, message: string) =>
  ({ problem: { status: 422, code, detail: message, faults: [{ message }] } }) as unknown as Refused;
const why = (
  pressed: Partial<Parameters<typeof notCountedBecause>[1]>,
  motion: Partial<Motion> = {},
  meeting: Partial<Meeting> = {},
  principal: string | null = null,
) =>
  notCountedBecause(
    principal,
    { choice: 'against', name: principal === null ? null : '李四', refused: null, ...pressed },
    { meeting: meetingOf(meeting), motion: motionOf(motion) },
    say,
  );
const closed = { state: 'closed' } as const;

it('what was refused is told with what refused it, also once the meeting is over', () => {
  const came = refusedFor('assembly.not-their-proxy', '李四本人来了');
  for (const meeting of [{}, closed])
    expect(why({ refused: came }, {}, meeting, '0003')).toBe('您替李四按的“反对”没有算：李四本人来了');
  const late = refusedFor('meeting.wrong-state', '会议已经结束');
  expect(why({ refused: late }, {}, closed)).toContain('来晚了');
  // What nobody answered did not come too late: it is not known why it did not come.
  expect(why({}, {}, closed)).toContain('没有收到回音');
  expect(why({})).toBeNull();
});

it('of another’s ballot in its place what stands is told, and of one’s own nothing', () => {
  const cast = { of: null, principal: null, by: null, castAt: '2026-04-28T01:00:00Z' };
  const ballot = { ...cast, choice: 'for' as const, givenBy: 'voter' as const, struck: null };
  expect(why({}, { ballots: [ballot] })).toContain('已经投了“赞成”');
  expect(why({ choice: 'for' }, { ballots: [ballot] })).toBeNull();
  // A ballot that was struck out stands for nothing.
  const struck = { ballots: [{ ...ballot, struck: '重复' }] };
  expect(why({}, struck)).toBeNull();
  expect(why({}, struck, closed)).toContain('没有收到回音');
  const came = refusedFor('assembly.not-their-proxy', '李四本人来了');
  expect(why({ refused: came }, struck)).toContain('没有算：李四本人来了');
});

it('a secret press that another phone was before is told not to count; what this phone sent before may be the very one', () => {
  const handedIn = [{ of: null, principal: null, by: null, castAt: '2026-04-28T06:31:00Z' }];
  const refused = refusedFor('assembly.voted-twice', '已投票');
  const drawn = receiptFor(placeOf('meeting', 2, null));
  expect(why({ refused }, { handedIn })).toMatch(/没有算：.*14:31已经投过一票（可能在另一部手机上）/);
  keepReceipt(placeOf('meeting', 2, null), { ...drawn, stage: 'sent', choice: 'against' });
  expect(why({ refused }, { handedIn })).toBeNull();
  keepReceipt(placeOf('meeting', 2, null), { ...drawn, stage: 'cast', choice: null });
  expect(why({}, { handedIn })).toBeNull();
});

it('a secret ballot that never came is told of once the box is closed, also where the page was loaded anew', () => {
  const place = placeOf('meeting', 2, '0003');
  const sent = { ...receiptFor(place), stage: 'sent', choice: 'against' } as const;
  keepReceipt(place, sent);
  const voters = [
    { principal: null, name: null },
    { principal: '0003', name: '李四' },
  ];
  const handedIn = [{ of: '李四', principal: '0003', by: null, castAt: '2026-04-28T06:31:00Z' }];
  const lost = (motion: Partial<Motion>, meeting: Partial<Meeting>) =>
    lostPresses({ meeting: meetingOf(meeting), motion: motionOf({ counting: 'secret', ...motion }) }, voters);
  // While it is open it may come yet; and what is there may be the very one.
  expect([lost({}, {}), lost({ handedIn }, closed)]).toEqual([[], []]);
  expect(keptReceipt(place)).toEqual(sent);
  for (let time = 0; time < 2; time += 1) {
    const [[principal, pressed] = [null, null]] = lost({}, closed);
    expect(pressed && why(pressed, {}, closed, principal)).toBe(
      '您替李四按的“反对”没有收到回音。会议已经结束，账上没有这一票，没有算。',
    );
    expect(keptReceipt(place)).toEqual({ ...sent, stage: 'lost' });
  }
});
