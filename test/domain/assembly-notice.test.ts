/** Notices, public notices and the half-year's calendar: days as one counts them on a wall calendar. */
import fc from 'fast-check';
import { noOwnRestDays } from '../../src/domain/rest-days.ts';
import { describe, expect, it } from 'vitest';
import { halfYearCalendar, type CalendarSettings } from '../../src/domain/assembly-calendar.ts';
import {
  latestNoticeDay,
  requireAnnounced,
  requireNotice,
  type MotionWording,
} from '../../src/domain/assembly-notice.ts';
import { citation, nation } from '../../src/domain/law.ts';
import { LocalDate, Period } from '../../src/domain/calendar.ts';
import {
  answerDay,
  countsFrom,
  lastNoticeDay,
  lastObjectionDay,
  noticeLaw,
  noticeState,
  releaseObjection,
  requireListFirst,
  requireObjectionInTime,
  requireUnlocked,
  resultsDay,
  unlockDay,
  type Objection,
} from '../../src/domain/public-notice.ts';
import { refusing } from '../support/refusing.ts';

const day = (text: string) => LocalDate.parse(text);

describe('The latest day of notice', () => {
  it.each([
    ['2025-07-31', 10, 'clear-days', '2025-07-20'],
    ['2025-07-31', 10, 'first-day-excluded', '2025-07-21'],
    ['2025-03-05', 10, 'clear-days', '2025-02-22'],
    ['2024-03-05', 10, 'clear-days', '2024-02-23'],
    ['2025-01-03', 5, 'first-day-excluded', '2024-12-29'],
    ['2025-07-31', 0, 'first-day-excluded', '2025-07-31'],
  ] as const)('meeting on %s, %i days, %s: %s', (meeting, days, counting, latest) => {
    expect(`${latestNoticeDay(day(meeting), { days, counting })}`).toBe(latest);
  });

  it('a notice on the latest day is in time, the day after is too late', () => {
    const rule = { days: 10, counting: 'clear-days' } as const;
    expect(() => requireNotice(day('2025-07-20'), day('2025-07-31'), rule)).not.toThrow();
    expect(() => requireNotice(day('2025-07-21'), day('2025-07-31'), rule)).toThrow(
      refusing('assembly.notice-late', { latest: '2025-07-20' }),
    );
  });

  it('exactly the clear days lie between the notice and the meeting', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 0, max: 60 }), (offset, days) => {
        const meeting = day('2000-01-01').plusDays(offset);
        const notice = latestNoticeDay(meeting, { days, counting: 'clear-days' });
        expect(notice.daysUntil(meeting) - 1).toBe(days);
      }),
    );
  });
});

describe('What is put to the vote is what was announced', () => {
  const motion: MotionWording = {
    motion: 'm1',
    kind: 'dividend-run',
    title: 'Dividend of 2025-H1',
    text: 'Pay 100,000.00.',
    subject: 'run-7',
  };

  it('word for word; white space at the ends aside', () => {
    expect(() => requireAnnounced([motion], { ...motion, text: ' Pay 100,000.00.\n' })).not.toThrow();
    const spaced = { ...motion, title: ` ${motion.title} `, text: `${motion.text}\n` };
    expect(() => requireAnnounced([spaced], motion)).not.toThrow();
    expect(() => requireAnnounced([motion], spaced)).not.toThrow();
  });

  it('the motion of the same number, whatever else was announced', () => {
    const other = { ...motion, motion: 'm2', title: 'Budget', kind: 'budget' } as const;
    expect(() => requireAnnounced([other, motion], motion)).not.toThrow();
  });

  it.each<[string, Partial<MotionWording>]>([
    ['its text', { text: 'Pay 120,000.00.' }],
    ['its title', { title: 'Dividend' }],
    ['its kind', { kind: 'distribution-plan' }],
    ['the run it is about', { subject: 'run-8' }],
  ])('a motion that changed %s after notice is refused', (_, change) => {
    expect(() => requireAnnounced([motion], { ...motion, ...change })).toThrow(
      refusing('assembly.motion-changed', { title: motion.title }),
    );
  });

  it('a motion nobody announced is refused', () => {
    expect(() => requireAnnounced([], motion)).toThrow(
      refusing('assembly.motion-not-announced', { title: motion.title }),
    );
  });
});

describe('A public notice', () => {
  const notice = { postedOn: day('2025-08-01'), days: 7, restDays: noOwnRestDays };
  const objection = (more: Partial<Objection> = {}): Objection => ({
    number: '1',
    raisedOn: day('2025-08-03'),
    answeredOn: null,
    released: null,
    ...more,
  });
  const supervisor = { name: 'S', roles: ['supervisor'] as const };

  it.each([
    ['2025-08-01', 7, '2025-08-08', '2025-08-09'],
    // The 16th is a Saturday; so is the 18th of July 2026. Sunday the 4th of January 2026 is worked.
    ['2025-08-01', 15, '2025-08-18', '2025-08-19'],
    ['2026-07-03', 15, '2026-07-20', '2026-07-21'],
    ['2025-09-24', 7, '2025-10-09', '2025-10-10'],
    ['2025-12-28', 7, '2026-01-04', '2026-01-05'],
  ])('posted on %s for %i days ends with %s and unlocks on %s', (posted, days, last, unlock) => {
    const each = { postedOn: day(posted), days, restDays: noOwnRestDays };
    expect([`${lastNoticeDay(each)}`, `${unlockDay(each)}`]).toEqual([last, unlock]);
  });

  it.each([0, -1, 1.5])('of %f days is refused', (days) => {
    expect(() => lastNoticeDay({ ...notice, days })).toThrow(
      refusing('notice.days-malformed', { days: `${days}` }),
    );
  });

  it('runs to the end of its last day and then unlocks', () => {
    const at = (on: string) => noticeState(notice, [], day(on));
    expect(at('2025-07-31').state).toBe('not-begun');
    expect(at('2025-08-01')).toMatchObject({ state: 'running', daysLeft: 7 });
    expect(at('2025-08-08')).toMatchObject({ state: 'running', daysLeft: 0 });
    expect(at('2025-08-09').state).toBe('unlocked');
    expect(() => requireUnlocked(notice, [], day('2025-07-31'))).toThrow(
      refusing('notice.not-over', { last: '2025-08-08', unlock: '2025-08-09' }),
    );
    expect(() => requireUnlocked(notice, [], day('2025-08-08'))).toThrow(
      refusing('notice.not-over', { last: '2025-08-08', unlock: '2025-08-09' }),
    );
    expect(() => requireUnlocked(notice, [], day('2025-08-09'))).not.toThrow();
  });

  it('is blocked by an open objection until it is answered', () => {
    const answered = objection({ answeredOn: day('2025-08-12') });
    expect(noticeState(notice, [objection()], day('2025-09-30')).state).toBe('blocked');
    expect(noticeState(notice, [answered], day('2025-08-11')).state).toBe('blocked');
    const unlocked = noticeState(notice, [answered], day('2025-08-12'));
    expect(unlocked.state === 'unlocked' && `${unlocked.since}`).toBe('2025-08-12');
    expect(() => requireUnlocked(notice, [objection()], day('2025-08-09'))).toThrow(
      refusing('notice.objection-open', { count: 1, numbers: '1' }),
    );
  });

  it('an answer within the notice does not shorten it', () => {
    const answered = objection({ answeredOn: day('2025-08-04') });
    expect(noticeState(notice, [answered], day('2025-08-08')).state).toBe('running');
    const unlocked = noticeState(notice, [answered], day('2025-08-09'));
    expect(unlocked.state === 'unlocked' && `${unlocked.since}`).toBe('2025-08-09');
  });

  it('an open objection may be released by a supervisor with a reason, and by nobody else', () => {
    const release = (
      roles: Parameters<typeof releaseObjection>[1]['roles'],
      reason: string,
      each = objection(),
    ) => releaseObjection(each, { name: 'S', roles }, day('2025-08-10'), reason);
    const released = release(supervisor.roles, ' The amount is undisputed. ');
    expect(released.released).toMatchObject({ by: 'S', reason: 'The amount is undisputed.' });
    expect(() => requireUnlocked(notice, [released], day('2025-08-10'))).not.toThrow();
    expect(() => requireUnlocked(notice, [released, objection({ number: '2' })], day('2025-08-10'))).toThrow(
      refusing('notice.objection-open', { count: 1, numbers: '2' }),
    );
    expect(() => release(['chair', 'accountant'], 'because')).toThrow(
      refusing('notice.release-not-supervisor', { number: '1' }),
    );
    expect(() => release(supervisor.roles, '  ')).toThrow(
      refusing('notice.release-without-reason', {}, { pointer: '/reason' }),
    );
    expect(() => release(supervisor.roles, 'again', released)).toThrow(
      refusing('notice.objection-not-open', { number: '1' }),
    );
    expect(() => release(supervisor.roles, 'why', objection({ answeredOn: day('2025-08-09') }))).toThrow(
      refusing('notice.objection-not-open', { number: '1' }),
    );
  });

  it('takes objections from its first day on, for fifteen days or as long as it hangs', () => {
    const raise = (on: string) => () => requireObjectionInTime(notice, day(on), nation);
    expect(raise('2025-08-01')).not.toThrow();
    // The fifteenth day is a Saturday.
    expect(raise('2025-08-18')).not.toThrow();
    for (const wrong of ['2025-07-31', '2025-08-19'])
      expect(raise(wrong)).toThrow(
        refusing('notice.objection-out-of-time', { posted: '2025-08-01', last: '2025-08-18' }),
      );
    // Own days of rest go before the table, each way.
    const own = (text: string, rest: boolean) => ({ ...notice, restDays: new Map([[text, rest]]) });
    expect(`${lastObjectionDay(own('2025-08-16', false), nation)}`).toBe('2025-08-16');
    expect(`${lastObjectionDay(own('2025-08-18', true), nation)}`).toBe('2025-08-19');
    expect(`${lastNoticeDay(own('2025-08-08', true))}`).toBe('2025-08-11');
    // What a version posted that counted it as it fell hung long enough; objections to it are taken as to any other.
    const posted = { ...notice, days: 15, asItFell: true };
    expect([`${lastNoticeDay(posted)}`, `${lastObjectionDay(posted, nation)}`]).toEqual([
      '2025-08-16',
      '2025-08-18',
    ]);
    expect(`${lastObjectionDay({ ...notice, days: 20 }, nation)}`).toBe('2025-08-21');
  });
});

describe('The days around a notice by the place', () => {
  const raisedOn = day('2025-08-01');
  const village = (province: string) => ({ province, community: 'village' }) as const;

  it.each([
    ['44', 'objections.raised@guangdong-2016', 'objections.answered@guangdong-2016', '2025-08-06'],
    ['32', 'objections.raised@jiangsu-2018', 'objections.answered@jiangsu-2018', null],
    ['37', 'objections.raised@none', 'objections.answered@none', null],
  ] as const)('in province %s', (province, raised, answered, results) => {
    const where = village(province);
    expect(noticeLaw('objections.raised', raisedOn, where).id).toBe(raised);
    expect(noticeLaw('objections.answered', raisedOn, where).id).toBe(answered);
    expect(`${answerDay({ raisedOn }, where, noOwnRestDays)}`).toBe('2025-09-01');
    expect(resultsDay(raisedOn, where)?.toString() ?? null).toBe(results);
  });

  it('what no text says is called a default', () => {
    expect(citation('objections.raised@none').zh).toContain('缺省规则');
    expect(noticeLaw('public-notice.days', raisedOn, village('32')).id).toBe(
      'public-notice.days@jiangsu-2018',
    );
    expect(noticeLaw('public-notice.days', raisedOn, village('37')).days).toBe(7);
  });
});

describe('A notice that was entered late', () => {
  const claimed = { postedOn: day('2025-08-01'), days: 7, restDays: noOwnRestDays };

  it('unlocks nothing while it awaits review', () => {
    const awaiting = { ...claimed, review: 'awaiting-review' } as const;
    expect(noticeState(awaiting, [], day('2025-09-01'))).toEqual({ state: 'awaiting-review' });
    expect(() => {
      requireUnlocked(awaiting, [], day('2025-09-01'));
    }).toThrow(refusing('notice.awaiting-review', { posted: '2025-08-01' }));
  });

  it.each([
    ['confirmed', '2025-08-01'],
    ['sent-back', '2025-08-10'],
  ] as const)('and was %s counts from %s', (review, from) => {
    expect(`${countsFrom(day('2025-08-01'), day('2025-08-10'), review)}`).toBe(from);
  });

  it('never begins before its list was approved', () => {
    requireListFirst(day('2026-07-02'), day('2026-07-02'));
    expect(() => {
      requireListFirst(day('2026-06-20'), day('2026-07-02'));
    }).toThrow(refusing('notice.before-list', { posted: '2026-06-20', approved: '2026-07-02' }));
  });
});

describe('The calendar of a half-year', () => {
  const settings: CalendarSettings = {
    notice: { days: 10, counting: 'clear-days' },
    papersOpenDays: 10,
    meetingOn: null,
    meetingDaysAfterPeriod: 31,
    publicNoticeDaysAfterMeeting: 1,
    publicNoticeDays: 7,
  };
  const dates = (period: string, more: Partial<CalendarSettings> = {}) =>
    halfYearCalendar(Period.parse(period), { ...settings, ...more }).map(
      ({ kind, date }) => `${date} ${kind}`,
    );

  it('the first half of 2025, its meeting on 31 July', () => {
    expect(dates('2025-H1')).toEqual([
      '2025-06-30 period-end',
      '2025-07-20 papers-open',
      '2025-07-20 notice-latest',
      '2025-07-31 meeting',
      '2025-08-01 public-notice-from',
      '2025-08-08 public-notice-to',
      '2025-08-09 posting',
      '2025-09-15 tax-filing',
    ]);
  });

  it('the second half, its meeting on a fixed day of the next year, papers open longer than notice', () => {
    expect(dates('2025-H2', { meetingOn: day('2026-01-18'), papersOpenDays: 15 })).toEqual([
      '2025-12-31 period-end',
      '2026-01-02 papers-open',
      '2026-01-07 notice-latest',
      '2026-01-18 meeting',
      '2026-01-19 public-notice-from',
      '2026-01-26 public-notice-to',
      '2026-01-27 posting',
      '2026-02-24 tax-filing',
    ]);
  });

  it('a meeting before the half-year is over is refused', () => {
    expect(() => dates('2025-H1', { meetingOn: day('2025-06-30') })).toThrow(
      refusing(
        'assembly.meeting-within-period',
        { meeting: '2025-06-30', period: '2025-H1' },
        { pointer: '/heldOn' },
      ),
    );
    expect(() => dates('2025-H1', { meetingDaysAfterPeriod: 0 })).toThrow(
      refusing('assembly.meeting-within-period', { meeting: '2025-06-30', period: '2025-H1' }),
    );
  });
});

describe('A public notice, to the day', () => {
  const one = { postedOn: day('2025-08-01'), days: 1, restDays: noOwnRestDays };
  const raised = (number: string, on: string, more: Partial<Objection> = {}): Objection => ({
    number,
    raisedOn: day(on),
    answeredOn: null,
    released: null,
    ...more,
  });
  const since = (objections: readonly Objection[], on: string) => {
    const state = noticeState(one, objections, day(on));
    return state.state === 'unlocked' ? `${state.since}` : state.state;
  };

  it('may last a single day', () => {
    expect([`${lastNoticeDay(one)}`, `${unlockDay(one)}`]).toEqual(['2025-08-04', '2025-08-05']);
  });

  it('does not know on a day what is objected later', () => {
    expect(since([raised('1', '2025-08-20')], '2025-08-10')).toBe('2025-08-05');
    expect(since([raised('1', '2025-08-10')], '2025-08-10')).toBe('blocked');
  });

  it('is unlocked since the last objection was settled, by the answer or the release, whichever came first', () => {
    const settled = raised('1', '2025-08-02', {
      answeredOn: day('2025-08-12'),
      released: { by: 'S', on: day('2025-08-11'), reason: 'x' },
    });
    expect(since([settled], '2025-08-10')).toBe('blocked');
    expect(since([settled], '2025-08-11')).toBe('2025-08-11');
    const later = raised('2', '2025-08-02', { answeredOn: day('2025-08-14') });
    expect(since([later, settled], '2025-08-20')).toBe('2025-08-14');
    const answered = raised('3', '2025-08-02', {
      answeredOn: day('2025-08-10'),
      released: { by: 'S', on: day('2025-08-11'), reason: 'x' },
    });
    expect(since([answered], '2025-08-20')).toBe('2025-08-10');
  });

  it('names all objections that are open, and an objection out of time with its days', () => {
    const two = [raised('1', '2025-08-02'), raised('2', '2025-08-02')];
    expect(() => requireUnlocked(one, two, day('2025-08-09'))).toThrow(
      refusing('notice.objection-open', { count: 2, numbers: '1, 2' }),
    );
    expect(() => requireObjectionInTime(one, day('2025-08-19'), nation)).toThrow(
      refusing('notice.objection-out-of-time', {
        raised: '2025-08-19',
        posted: '2025-08-01',
        last: '2025-08-18',
      }),
    );
  });

  it('an objection is not released before it was raised, nor without a reason', () => {
    const release = (on: string, reason: string) =>
      releaseObjection(raised('7', '2025-08-02'), { name: 'S', roles: ['supervisor'] }, day(on), reason);
    expect(release('2025-08-02', '撤回').released).toEqual({
      by: 'S',
      on: day('2025-08-02'),
      reason: '撤回',
    });
    expect(() => release('2025-08-01', '撤回')).toThrow(
      refusing('notice.objection-not-open', { number: '7' }),
    );
    expect(() => release('2025-08-02', '')).toThrow(
      refusing('notice.release-without-reason', { number: '7' }),
    );
  });
});

describe('The calendar of a half-year, setting by setting', () => {
  const own: CalendarSettings = {
    notice: { days: 10, counting: 'first-day-excluded' },
    papersOpenDays: null,
    meetingOn: null,
    meetingDaysAfterPeriod: 1,
    publicNoticeDaysAfterMeeting: 0,
    publicNoticeDays: 15,
  };
  const on = (more: Partial<CalendarSettings> = {}) =>
    halfYearCalendar(Period.parse('2025-H1'), { ...own, ...more }).map(({ kind, date }) => `${date} ${kind}`);

  it('papers lie open as long as the notice where nothing else is set; the day after the half-year is the first', () => {
    expect(on()).toEqual([
      '2025-06-21 papers-open',
      '2025-06-21 notice-latest',
      '2025-06-30 period-end',
      '2025-07-01 meeting',
      '2025-07-01 public-notice-from',
      '2025-07-16 public-notice-to',
      '2025-07-17 posting',
      '2025-08-15 tax-filing',
    ]);
  });

  it('a notice is refused with its meeting, its days and how they are counted', () => {
    expect(() =>
      requireNotice(day('2025-07-22'), day('2025-07-31'), { days: 10, counting: 'first-day-excluded' }),
    ).toThrow(
      refusing('assembly.notice-late', {
        notice: '2025-07-22',
        meeting: '2025-07-31',
        days: 10,
        latest: '2025-07-21',
        counting: { zh: '通知日不计', en: 'the notice day does not count' },
      }),
    );
  });
});
