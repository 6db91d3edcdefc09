/** What may rest on a resolution: only what it decided, only when it was adopted, only as it was then. */
import { describe, expect, it } from 'vitest';
import {
  motionKinds,
  type Body,
  type MotionKind,
  type VoteCounting,
} from '../../src/domain/assembly-rules.ts';
import type { Outcome } from '../../src/domain/assembly-vote.ts';
import { outcomeWords } from '../../src/domain/assembly-words.ts';
import {
  electsAnew,
  requirePostponedInTime,
  requirePostponedWithin,
  requirePostponement,
} from '../../src/domain/body-composition.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { isLate, lateReasonOf, requireReview, type ReviewState } from '../../src/domain/late-entry.ts';
import {
  heldAgainstRegister,
  paperReasonOf,
  planRepealSubject,
  planSubject,
  postponementSubject,
  requireCheckedElectorate,
  requireOtherHand,
  requireDecision,
  reversalSubject,
  runSubject,
  schemeSubject,
  type Decided,
  type PaperMinutes,
} from '../../src/domain/resolution.ts';
import { nation } from '../../src/domain/law.ts';
import { requireConsentToOutsiders } from '../../src/domain/share-taker.ts';
import { codesRefused, refusing } from '../support/refusing.ts';
import { caseOf, daysIn } from '../support/cases.ts';

const day = (text: string) => LocalDate.parse(text);
const decided = (
  matter: MotionKind,
  subject: string | null = 's',
  outcome: Outcome = 'adopted',
  review: ReviewState = 'not-needed',
): Decided => ({
  number: '〔2025〕7号',
  outcome,
  matter,
  subject,
  review,
  decidedOn: day('2026-01-20'),
});
const at = { pointer: '/resolutionId' };

describe('A resolution carries', () => {
  it('every matter it decided and no other', () => {
    const carried = motionKinds.flatMap((matter) =>
      motionKinds
        .filter(
          (claim) =>
            codesRefused(() => requireDecision(decided(matter), { matter: claim, subject: 's' })).length ===
            0,
        )
        .map((claim) => `${claim} on ${matter}`),
    );
    expect(carried.sort()).toEqual(motionKinds.map((kind) => `${kind} on ${kind}`).sort());
  });

  it('exactly what it names, and nothing where it names nothing', () => {
    const claim = { matter: 'dividend-run', subject: runSubject('r', 2) } as const;
    requireDecision(decided('dividend-run', runSubject('r', 2)), claim);
    expect(() => {
      requireDecision(decided('dividend-run', null), claim);
    }).toThrow(refusing('resolution.names-nothing', { number: '〔2025〕7号' }, at));
    for (const other of [runSubject('r', 1), runSubject('q', 2), reversalSubject('r')])
      expect(() => {
        requireDecision(decided('dividend-run', other), claim);
      }).toThrow(refusing('resolution.other-subject', { number: '〔2025〕7号' }, at));
  });

  it('a term that is put off, by whose, which and to what day', () => {
    const of = (until: string) => postponementSubject('board', '2030-06-30', until);
    const claim = { matter: 'election', subject: of('2030-12-31') } as const;
    requireDecision(decided('election', of('2030-12-31')), claim);
    const refused = (subject: string | null) =>
      codesRefused(() => requireDecision(decided('election', subject), claim));
    expect(refused(null)).toEqual(['resolution.names-nothing']);
    expect(refused(of('2031-06-30'))).toEqual(['resolution.other-subject']);
  });

  it('a term put off by a year at the most, and after its end by all members only', () => {
    const ends = day('2028-02-29');
    const until = (last: string) =>
      codesRefused(() => {
        requirePostponement(ends, day(last), '/until');
      });
    expect(['2028-02-29', '2028-03-01', '2029-02-28', '2029-03-01'].map(until)).toEqual([
      ['assembly.postponed-back'],
      [],
      [],
      ['assembly.postponed-too-far'],
    ]);
    const by = (body: Body, on: string) =>
      codesRefused(() => {
        requirePostponedInTime(ends, { body, number: '1', decidedOn: day(on) });
      });
    expect(by('representative-assembly', '2028-02-29')).toEqual([]);
    expect(by('representative-assembly', '2028-03-01')).toEqual(['assembly.postponed-late']);
    expect(by('members-assembly', '2028-03-01')).toEqual([]);
    // Nor is a term put off by what was decided before anybody was elected for it.
    const within = (on: string) =>
      codesRefused(() => {
        requirePostponedWithin([day('2024-03-01'), day('2023-03-01')], { number: '1', decidedOn: day(on) });
      });
    expect(['2023-02-28', '2023-03-01'].map(within)).toEqual([['assembly.postponed-early'], []]);
    // What puts a renewal off elects nobody.
    expect([null, { kind: 'postponement' }].map((about) => electsAnew('election', about))).toEqual([
      true,
      false,
    ]);
    expect(electsAnew('report', null)).toBe(false);
  });

  it('outsiders as takers by three quarters of all members, by the row in force on its day', () => {
    const of = (decidedOn: string, votesFor: string, counting: VoteCounting | null = 'by-head') =>
      codesRefused(() => {
        const decided = { number: '1', decidedOn: day(decidedOn), entitled: 9, votesFor, counting };
        requireConsentToOutsiders(decided, nation);
      });
    expect(of('2025-05-01', '6')).toEqual(['shares.takers-consent']);
    expect(of('2025-05-01', '7')).toEqual([]);
    expect(of('2025-05-01', '100.0000', 'by-shares')).toEqual(['shares.takers-consent']);
    expect(of('2025-04-30', '6')).toEqual([]);
    expect(of('2025-05-01', '6', null)).toEqual([]);
  });

  // A resolution of 20 January carried a run of June.
  it('nothing that did not exist yet: a run whose record date comes after it', () => {
    const claim = (recordDate: string) =>
      ({ matter: 'dividend-run', subject: 's', notBefore: day(recordDate) }) as const;
    requireDecision(decided('dividend-run'), claim('2026-01-20'));
    expect(() => {
      requireDecision(decided('dividend-run'), claim('2026-06-30'));
    }).toThrow(refusing('resolution.before-record-date', { recordDate: '2026-06-30' }, at));
  });

  it.each([
    ['not-needed', []],
    ['awaiting-review', ['resolution.awaiting-review']],
    ['confirmed', []],
    ['sent-back', ['resolution.sent-back']],
  ] as const)('something while its review is %s: %j', (review, codes) => {
    const row = decided('dividend-run', 's', 'adopted', review);
    expect(codesRefused(() => requireDecision(row, { matter: 'dividend-run', subject: 's' }))).toEqual(codes);
  });

  it('nothing where another matter was decided, and says which', () => {
    expect(() => {
      requireDecision(decided('budget'), { matter: 'dividend-difference', subject: 's' });
    }).toThrow(
      refusing(
        'resolution.other-matter',
        {
          number: '〔2025〕7号',
          decided: { zh: '财务预决算', en: 'budget and final accounts' },
          matter: { zh: '分红补差', en: 'dividend difference' },
        },
        at,
      ),
    );
  });

  it.each(['rejected', 'lapsed'] as const)('nothing at all when it was %s', (outcome) => {
    expect(() => {
      requireDecision(decided('budget', 's', outcome), { matter: 'budget', subject: 's' });
    }).toThrow(
      refusing('resolution.not-adopted', { number: '〔2025〕7号', outcome: outcomeWords[outcome] }, at),
    );
  });
});

describe('What is carried out today', () => {
  it.each<[string, string | null, number | null, readonly string[]]>([
    ['a meeting held here counts its own list', 'a meeting', null, []],
    ['minutes that were held against the register', null, 596, []],
    ['minutes of a day on which the register knew nobody', null, null, ['resolution.electorate-unchecked']],
  ])('%s', (_, meetingId, registered, codes) => {
    const row = { number: '〔2010〕1号', meetingId, registered };
    expect(codesRefused(() => requireCheckedElectorate(row))).toEqual(codes);
  });
});

describe('Minutes on paper', () => {
  const minutes = (fields: Partial<PaperMinutes>): PaperMinutes => ({
    body: 'members-assembly',
    decidedOn: day('2026-11-20'),
    entitled: 596,
    registered: 596,
    women: null,
    firstDay: day('2026-01-01'),
    ...fields,
  });
  const before = { decidedOn: day('2025-12-31') };
  // “members-assembly 2026-11-20, entitled 2, present 2, for 2; register has 596 members”.
  const two = caseOf('MINUTES-TWO').input;
  const [entitled, , , registered] = (two.replace(/^\S+ \S+,/, '').match(/\d+/g) ?? []).map(Number);
  const ofTwo = { decidedOn: day(daysIn(two, 1)[0]), entitled, registered } as Partial<PaperMinutes>;

  it.each<[string, Partial<PaperMinutes>, number | null | string]>([
    ['count whom the register has', {}, 596],
    ['of two for six hundred are refused', ofTwo, 'resolution.entitled-differs'],
    ['of more than the register has are refused', { entitled: 597 }, 'resolution.entitled-differs'],
    [
      'of the time before are held against it, too',
      { ...before, entitled: 2 },
      'resolution.entitled-differs',
    ],
    ['of the time before stand unchecked where it knows nobody yet', { ...before, registered: 0 }, null],
    ['count the women whom the register has', { women: { entitled: 200, registered: 200 } }, 596],
    [
      'of no woman where the register has some are refused',
      { women: { entitled: 0, registered: 200 } },
      'resolution.women-differ',
    ],
    ['of a day in the books need somebody on it', { registered: 0 }, 'resolution.nobody-entitled'],
  ])('%s', (_, fields, expected) => {
    const held = () => heldAgainstRegister(minutes(fields));
    if (typeof expected === 'string') expect(codesRefused(held)).toEqual([expected]);
    else expect(held()).toBe(expected);
  });

  it.each<[string, readonly string[], string | undefined, string | null]>([
    ['2025-12-31', [], undefined, null],
    ['2025-12-31', ['2025-12-30', '2025-12-31'], 'unasked', null],
    ['2025-12-31', ['2025-12-30', '2026-01-01'], 'held elsewhere', 'held elsewhere'],
    ['2026-01-01', [], 'held elsewhere', 'held elsewhere'],
  ])('of %s in effect on %s with the reason %s keep %s', (decidedOn, effect, reason, kept) => {
    const said = { decidedOn: day(decidedOn), firstDay: day('2026-01-01'), effect: effect.map(day) };
    expect(paperReasonOf(said, reason)).toBe(kept);
  });

  it.each([
    ['of a day in the books', '2026-06-01', []],
    ['of what takes effect in them', '2025-12-31', ['2026-01-01']],
  ])('%s are refused without a reason', (_, decidedOn, effect) => {
    const said = { decidedOn: day(decidedOn), firstDay: day('2026-01-01'), effect: effect.map(day) };
    expect(codesRefused(() => paperReasonOf(said, undefined))).toEqual(['resolution.reason-needed']);
  });
});

describe('What is recorded more than a day after the day it claims', () => {
  it.each([
    ['2026-11-20', false],
    ['2026-11-21', false],
    ['2026-11-22', true],
  ])('recorded on %s: %s', (recorded, late) => {
    expect(isLate(day('2026-11-20'), day(recorded))).toBe(late);
    const kept = () => lateReasonOf(day('2026-11-20'), day(recorded), undefined);
    expect(codesRefused(kept)).toEqual(late ? ['entry.late-without-reason'] : []);
  });

  it('is confirmed by another, once', () => {
    expect(codesRefused(() => requireReview('awaiting-review', 'one', 'other'))).toEqual([]);
    expect(codesRefused(() => requireReview('awaiting-review', 'one', 'one'))).toEqual([
      'entry.reviewed-by-recorder',
    ]);
    for (const state of ['not-needed', 'confirmed', 'sent-back'] as const)
      expect(codesRefused(() => requireReview(state, 'one', 'other'))).toEqual(['entry.awaits-no-review']);
  });
});

it('what is voted on is named by kind and id, so that no two things share a name', () => {
  const names = [
    schemeSubject('x'),
    planSubject('x'),
    planRepealSubject('x'),
    reversalSubject('x'),
    runSubject('x', 1),
  ];
  expect(names).toEqual(['scheme:x', 'plan:x', 'plan-repeal:x', 'reversal:x', 'run:x:1']);
});

describe('a scheme', () => {
  it('passes through another hand than whose it is, before it is posted', () => {
    expect(codesRefused(() => requireOtherHand('a', ['a', undefined, 'a']))).toEqual(['scheme.one-person']);
    for (const hands of [
      ['b', undefined, 'a'],
      ['a', 'b', 'a'],
      ['a', undefined, 'b'],
    ])
      expect(codesRefused(() => requireOtherHand('a', hands))).toEqual([]);
  });
});
