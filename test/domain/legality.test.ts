/** The legality certificate, case by case: what is recorded, and what is answered. An accountant can read the tables. */
import { noOwnRestDays } from '../../src/domain/rest-days.ts';
import { describe, expect, it } from 'vitest';
import { ruleSetsIn } from '../../src/domain/assembly-rule-sets.ts';
import { bodyRulesOf, ruleSetOn, type Body, type MotionKind } from '../../src/domain/assembly-rules.ts';
import { tallyHands } from '../../src/domain/assembly-vote.ts';
import { isThin } from '../../src/domain/body-composition.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { distribute, type PlanTerms } from '../../src/domain/distribution.ts';
import { nation, type Jurisdiction } from '../../src/domain/law.ts';
import { judgeLegality } from '../../src/domain/legality.ts';
import { concluded, type Judged } from '../../src/domain/legality-answer.ts';
import type {
  Deciding,
  FromPaper,
  HeldHere,
  Hung,
  LegalityFacts,
  LegalityQuestion,
  Pair,
  PlanRecorded,
  RunRecorded,
  TaxRecorded,
} from '../../src/domain/legality-facts.ts';
import { Money } from '../../src/domain/money.ts';

const day = (text: string) => LocalDate.parse(text);
const yuan = (text: string) => Money.parse(text);
const shandong: Jurisdiction = { province: '37', community: 'urban' };
const rulesOf = (on: string, place = shandong) => ruleSetOn(day(on), ruleSetsIn(place));
const inForce = (on: string) => ({ day: day(on), set: rulesOf(on) });

interface Vote {
  readonly entitled: number;
  readonly present: number;
  readonly for: number;
}

/** A meeting held here and told of in time, everything entered on its day. */
function held(on: string, change: Partial<HeldHere> = {}): HeldHere {
  const noticeOn = day(on).plusDays(-15);
  return {
    kind: 'meeting',
    noticeOn,
    papersOpenFrom: noticeOn,
    noticeRecordedOn: noticeOn,
    noticeReview: 'not-needed',
    study: { on: noticeOn.plusDays(-3), by: '社区党总支' },
    ...change,
  };
}

function decided(
  on: string,
  matter: MotionKind,
  {
    body = 'members-assembly',
    vote = { entitled: 600, present: 450, for: 420 },
    ...change
  }: Partial<Omit<Deciding, 'vote'>> & {
    readonly body?: Body;
    readonly vote?: Vote;
  } = {},
): Deciding {
  const set = rulesOf(on);
  const { entitled, present } = vote;
  const hands = { entitled, present, for: vote.for, against: present - vote.for, abstain: 0 };
  return {
    ...inForce(on),
    body,
    number: '〔2026〕1号',
    matter,
    subject: 'run:1',
    wanted: 'run:1',
    recordedOn: day(on),
    review: 'not-needed',
    lateReason: null,
    jurisdiction: shandong,
    vote: tallyHands(bodyRulesOf(set, body), hands),
    held: held(on),
    ...change,
  };
}

const year: PlanTerms = {
  mode: 'year',
  figures: {
    income: yuan('1000000'),
    priorLoss: Money.zero,
    priorUndistributed: Money.zero,
    advanced: Money.zero,
    keptOut: Money.zero,
    priorKeptOut: Money.zero,
  },
  steps: [
    {
      kind: 'reserve',
      name: '公积公益金',
      base: 'income',
      rate: '10',
      floor: null,
      ceiling: null,
      basis: '章程',
    },
  ],
  members: { kind: 'amount', amount: yuan('500000') },
  drawOnPrior: false,
};

function plan(change: Partial<PlanRecorded> = {}): PlanRecorded {
  const terms = change.terms ?? year;
  return {
    number: '1',
    day: day('2025-12-31'),
    jurisdiction: shandong,
    terms,
    payable: distribute(terms).payable,
    reached: false,
    until: null,
    owed: null,
    asksBegun: true,
    behind: null,
    taken: yuan('500000'),
    keptOutTaken: [],
    leftOut: null,
    decision: decided('2026-01-20', 'distribution-plan'),
    ...change,
  };
}

function hung(change: Partial<Hung> = {}): Hung {
  const postedOn = change.postedOn ?? day('2026-01-21');
  return {
    postedOn,
    claimedOn: postedOn,
    recordedOn: postedOn,
    days: 7,
    restDays: noOwnRestDays,
    review: 'not-needed',
    objections: [],
    ...change,
  };
}

const tax: TaxRecorded = {
  rate: '20',
  basis: { zh: '《个人所得税法》第三条', en: 'Individual Income Tax Law, art. 3' },
  withheld: yuan('100000'),
  due: yuan('100000'),
  dueOn: day('2026-02-24'),
  filedOn: day('2026-02-08'),
  today: day('2026-03-01'),
  isRateAsked: true,
};
const nothing = { noticeOn: null, papersOpenFrom: null, study: null } as const;
const pair = (by: string, other: string | null): Pair => ({
  first: { zh: '编制分红', en: 'prepared the run' },
  by,
  second: { zh: '审批', en: 'approved it' },
  other,
});

/** The run of the second half of 2025: everything as the law has it. */
function run(change: Partial<RunRecorded> = {}): RunRecorded {
  return {
    kind: 'run',
    run: 'regular',
    firstDay: day('2025-01-01'),
    older: false,
    toldBefore: false,
    takenBack: false,
    decision: decided('2026-01-20', 'dividend-run'),
    effect: [inForce('2026-01-29')],
    recordDate: day('2025-12-31'),
    approvedOn: day('2026-01-20'),
    postedOn: day('2026-01-29'),
    asApproved: true,
    plan: plan(),
    hung: hung(),
    where: nation,
    tax,
    pairs: [pair('accountant', 'reviewer')],
    ...change,
  };
}

const ofScheme = (
  on: string,
  effectiveOn: string,
  change: Parameters<typeof decided>[2] = {},
): LegalityFacts => ({
  kind: 'scheme',
  posted: true,
  firstDay: day('2010-01-01'),
  older: false,
  toldBefore: false,
  decision: decided(on, 'allotment-scheme', change),
  effect: [inForce(effectiveOn)],
  pairs: [pair('accountant', 'supervisor')],
});

function answer(facts: LegalityFacts, question: LegalityQuestion): Judged {
  const found = judgeLegality(facts).find((each) => each.question === question);
  if (!found) throw new Error(question);
  return found;
}
const written = ({ answer: said, weight }: Judged) => (said === 'no' ? `no, ${weight}` : said);

it('a run as the law has it is answered with no nowhere', () => {
  expect(judgeLegality(run()).map(({ question, answer: said }) => `${question}: ${said}`)).toEqual([
    'power: yes',
    'notice: yes',
    'quorum: yes',
    'majority: yes',
    'papers-open: yes',
    'party-study: yes',
    'plan: yes',
    'reserve: yes',
    'public-notice: yes',
    'objections: yes',
    'tax: yes',
    'four-eyes: yes',
  ]);
});

describe('power over a quantification, on the day of decision and of effect', () => {
  it.each([
    ['representatives, 2010, effective 2010', '2010-09-26', '2010-10-01', 'representative-assembly', 'yes'],
    [
      'representatives, 2025-04-20, effective 2025-04-30',
      '2025-04-20',
      '2025-04-30',
      'representative-assembly',
      'yes',
    ],
    [
      'representatives, 2025-04-20, effective 2025-05-01',
      '2025-04-20',
      '2025-05-01',
      'representative-assembly',
      'no, finding',
    ],
    [
      'representatives, 2012, effective 2026',
      '2012-06-01',
      '2026-06-01',
      'representative-assembly',
      'no, finding',
    ],
    ['the members’ assembly, 2025, effective 2025', '2025-06-01', '2025-07-01', 'members-assembly', 'yes'],
    ['the board', '2025-06-01', '2025-07-01', 'board', 'no, finding'],
  ] as const)('%s', (_, on, effectiveOn, body, expected) => {
    expect(written(answer(ofScheme(on, effectiveOn, { body }), 'power'))).toBe(expected);
  });
});

describe('power over a run', () => {
  it.each([
    ['a resolution that names another run', { subject: 'run:2' }, 'no, finding'],
    ['one that names nothing', { subject: null }, 'no, finding'],
    ['one that names it', {}, 'yes'],
  ] as const)('%s', (_, change, expected) => {
    expect(written(answer(run({ decision: decided('2026-01-20', 'dividend-run', change) }), 'power'))).toBe(
      expected,
    );
  });

  it('a resolution older than the record date carries nothing', () => {
    expect(written(answer(run({ decision: decided('2025-12-20', 'dividend-run') }), 'power'))).toBe(
      'no, finding',
    );
  });
  it('without a resolution there is none', () => {
    expect(written(answer(run({ decision: null }), 'power'))).toBe('no, finding');
  });
});

describe('notice of a members’ assembly on 2026-01-20: ten clear days, so by 2026-01-09', () => {
  it.each([
    ['told 2026-01-09', { noticeOn: day('2026-01-09') }, 'yes'],
    ['told 2026-01-10', { noticeOn: day('2026-01-10') }, 'no, finding'],
    [
      'told 2026-01-05, entered 2026-01-19, confirmed',
      { noticeOn: day('2026-01-05'), noticeRecordedOn: day('2026-01-19'), noticeReview: 'confirmed' },
      'yes',
    ],
    [
      'told 2026-01-05, entered 2026-01-19, confirmed by nobody',
      { noticeOn: day('2026-01-05'), noticeRecordedOn: day('2026-01-19'), noticeReview: 'awaiting-review' },
      'no, finding',
    ],
  ] as const)('%s', (_, change, expected) => {
    const noticeRecordedOn = change.noticeOn;
    const meeting = held('2026-01-20', { noticeRecordedOn, ...change });
    const judged = answer(
      run({ decision: decided('2026-01-20', 'dividend-run', { held: meeting }) }),
      'notice',
    );
    expect(written(judged)).toBe(expected);
    expect(judged.law).toBe('members-assembly.notice@2025');
    expect(judged.recordedOn === null).toBe(!('noticeReview' in change));
  });

  it('of urban representatives before 2025 no law sets days: not asked', () => {
    const judged = answer(
      ofScheme('2010-09-26', '2010-10-01', { body: 'representative-assembly' }),
      'notice',
    );
    expect(written(judged)).toBe('not-asked');
    expect(judged.law).toBeNull();
  });
});

describe('quorum and majority, counted again', () => {
  it.each([
    [
      '600 members, 400 there, 400 for',
      'members-assembly',
      { entitled: 600, present: 400, for: 400 },
      'yes',
      'yes',
    ],
    [
      '600 members, 399 there',
      'members-assembly',
      { entitled: 600, present: 399, for: 399 },
      'no, finding',
      'no, finding',
    ],
    [
      '600 members, 450 there, 399 for',
      'members-assembly',
      { entitled: 600, present: 450, for: 399 },
      'yes',
      'no, finding',
    ],
    [
      '45 representatives, 30 for',
      'representative-assembly',
      { entitled: 45, present: 31, for: 30 },
      'yes',
      'yes',
    ],
    [
      '45 representatives, 29 for',
      'representative-assembly',
      { entitled: 45, present: 31, for: 29 },
      'yes',
      'no, finding',
    ],
  ] as const)('%s', (_, body, vote, quorum, majority) => {
    const facts = run({ decision: decided('2026-01-20', 'dividend-run', { body, vote }) });
    expect([written(answer(facts, 'quorum')), written(answer(facts, 'majority'))]).toEqual([
      quorum,
      majority,
    ]);
  });

  it.each([598, null])('minutes that count 600 where the register has %s are no quorum', (registered) => {
    const minutes = { kind: 'minutes', entitled: 600, registered, told: nothing } as const;
    const facts = run({
      decision: decided('2026-01-20', 'dividend-run', { held: minutes, lateReason: '停电' }),
    });
    expect(written(answer(facts, 'quorum'))).toBe('no, finding');
  });

  it('what holds no more once deaths are voided is neither quorum nor majority', () => {
    const decision = decided('2026-01-20', 'dividend-run', {});
    const { vote } = decision;
    if (vote === null) throw new Error('no vote');
    const quorum = { ...vote.quorum, least: 2_000n, met: false };
    const recounted = { ...vote, entitled: 3_000n, outcome: 'lapsed', quorum } as const;
    const facts = run({ decision: { ...decision, recounted } });
    expect([written(answer(facts, 'quorum')), written(answer(facts, 'majority'))]).toEqual([
      'no, finding',
      'no, finding',
    ]);
    expect(answer(facts, 'quorum').evidence.en).toContain('as known now 3000');
  });
});

describe('minutes on paper carry of notice, papers and study what two people entered of it', () => {
  const minutes = { kind: 'minutes', entitled: 600, registered: 600, told: nothing } as const;
  const onPaper = (held: FromPaper, change: Partial<RunRecorded> = {}) =>
    run({ decision: decided('2026-01-20', 'dividend-run', { held, lateReason: '停电' }), ...change });
  it.each(['notice', 'papers-open'] as const)(
    'of a day in these books, without it: no, as verification says (%s)',
    (question) => {
      const judged = answer(onPaper(minutes), question);
      expect(written(judged)).toBe('no, finding');
      expect(judged.evidence.zh).toContain('停电');
      // What was posted before this was asked is only told.
      expect(written(answer(onPaper(minutes, { toldBefore: true }), question))).toBe('no, note');
      expect(written(answer(onPaper(minutes, { takenBack: true }), question))).toBe('no, note');
    },
  );
  it.each([
    ['2026-01-09', 'yes'],
    ['2026-01-10', 'no, finding'],
  ])('with a notice of %s before the meeting of 20 January: %s', (said, wanted) => {
    const told = { ...nothing, noticeOn: day(said), papersOpenFrom: day(said) };
    for (const question of ['notice', 'papers-open'] as const) {
      const judged = answer(onPaper({ ...minutes, told }), question);
      expect(written(judged)).toBe(wanted);
      expect(judged.evidence.en).toContain('by minutes on paper');
    }
  });
  it.each([
    ['2026-01-05', 'yes'],
    ['2026-01-09', 'no, finding'],
  ])('with a study of %s before the notice of 8 January: %s', (on, wanted) => {
    const told = {
      noticeOn: day('2026-01-08'),
      papersOpenFrom: null,
      study: { on: day(on), by: '社区党委' },
    };
    const facts = { ...ofScheme('2026-01-20', '2026-02-01', { held: { ...minutes, told } }) };
    expect(written(answer(facts, 'party-study'))).toBe(wanted);
  });
  it('of a day before them: not asked', () => {
    const facts = { ...ofScheme('2025-06-01', '2025-07-01', { held: minutes }), firstDay: day('2025-06-15') };
    for (const question of ['notice', 'papers-open', 'party-study'] as const)
      expect(written(answer(facts, question))).toBe('not-asked');
  });
});

describe('the study by the party organisation', () => {
  it.each([
    ['2010-09-26', null, 'not-asked'],
    ['2010-09-26', { on: day('2010-09-01'), by: '社区党委' }, 'yes'],
    ['2025-06-01', null, 'no, finding'],
    ['2025-06-01', { on: day('2025-05-10'), by: '社区党委' }, 'yes'],
    ['2025-06-01', { on: day('2025-05-30'), by: '社区党委' }, 'no, finding'],
  ] as const)('of a scheme decided on %s, studied %j', (on, study, expected) => {
    expect(written(answer(ofScheme(on, on, { held: held(on, { study }) }), 'party-study'))).toBe(expected);
  });
  it('of a run it is asked of its plan', () => {
    const decision = decided('2026-01-20', 'distribution-plan', {
      held: held('2026-01-20', { study: null }),
    });
    expect(written(answer(run({ plan: plan({ decision }) }), 'party-study'))).toBe('no, finding');
  });
});

describe('a body of which too few are left', () => {
  it.each([
    ['24 of 24, where the law asks 21', { held: 24, elected: 24, least: 21 }, false],
    ['21 of 24, where the law asks 21', { held: 21, elected: 24, least: 21 }, false],
    ['20 of 24, where the law asks 21', { held: 20, elected: 24, least: 21 }, true],
    ['3 of 5, where no law asks', { held: 3, elected: 5, least: 0 }, false],
    ['2 of 5, where no law asks', { held: 2, elected: 5, least: 0 }, true],
    ['half of 4, where no law asks', { held: 2, elected: 4, least: 0 }, true],
  ])('%s', (_, seating, thin) => {
    expect(isThin(seating)).toBe(thin);
  });

  it('decided without a quorum, with how many were left', () => {
    const thin = { held: 20, elected: 24, least: 21 };
    const found = answer(run({ decision: decided('2026-01-20', 'dividend-run', { thin }) }), 'quorum');
    expect(written(found)).toBe('no, finding');
    expect(found.evidence.zh).toContain('选出24席，当日只剩20席');
  });
});

describe('plan and reserve', () => {
  it('income that is kept out is told by its vouchers, moved or paid out', () => {
    const told = (...keptOutTaken: PlanRecorded['keptOutTaken']) =>
      answer(run({ plan: plan({ keptOutTaken }) }), 'plan').evidence;
    const [moved, paid] = [
      { voucher: '2025-12-9', moved: true },
      { voucher: '2025-12-10', moved: false },
    ];
    expect(told(moved, paid).zh).toMatch(
      /凭证2025-12-9把不得分配的收入转入了其他科目.*凭证2025-12-10从不得分配的收入中付出或冲销/,
    );
    expect(told({ ...moved, voucher: '2025-11-1' }, moved).en).toContain(
      '2025-11-1, 2025-12-9 moved income that is kept out to other accounts',
    );
    expect(told(paid).en).toContain('2025-12-10 paid out of income that is kept out, or reversed it');
    expect(told().zh).not.toContain('不得分配');
  });

  /** Out of a million that earlier years left; of them 300,000 are still to be set aside. */
  const drawn = (amount: string): PlanTerms => ({
    ...year,
    mode: 'opening',
    figures: { ...year.figures, income: Money.zero, priorUndistributed: yuan('1000000') },
    steps: [],
    members: { kind: 'amount', amount: yuan(amount) },
  });
  const owed = {
    years: [2024],
    amount: yuan('300000'),
    law: { zh: '条例', en: 'regulations' },
    left: yuan('1000000'),
  };
  const full = { reached: true, until: { amount: yuan('500000'), basis: '章程第四十二条' } };
  const zhejiang: Jurisdiction = { province: '33', community: 'village' };
  it.each([
    ['no plan', null, 'no, finding', 'no, finding'],
    ['a plan of 500,000 and runs of 500,000', plan(), 'yes', 'yes'],
    ['runs of one fen more', plan({ taken: yuan('500000.01') }), 'no, finding', 'yes'],
    ['a plan that was adopted with other amounts', plan({ payable: yuan('600000') }), 'no, finding', 'yes'],
    [
      'income kept out that was moved to where it could be distributed',
      plan({ keptOutTaken: [{ voucher: '2025-12-9', moved: true }] }),
      'no, finding',
      'yes',
    ],
    [
      'income kept out that was paid out',
      plan({ keptOutTaken: [{ voucher: '2025-12-9', moved: false }] }),
      'yes',
      'yes',
    ],
    [
      'income that the law of the province keeps out and the plan does not',
      plan({ leftOut: { accounts: '503', law: 'distribution.kept-out@zhejiang-2016', before: false } }),
      'no, finding',
      'yes',
    ],
    [
      'the same, by a version that did not ask',
      plan({ leftOut: { accounts: '503', law: 'distribution.kept-out@zhejiang-2016', before: true } }),
      'yes',
      'yes',
    ],
    [
      'a plan that representatives rejected',
      plan({
        decision: decided('2026-01-20', 'distribution-plan', {
          body: 'representative-assembly',
          vote: { entitled: 45, present: 31, for: 29 },
        }),
      }),
      'no, finding',
      'yes',
    ],
    [
      'Zhejiang: ten percent where the law asks thirty',
      plan({ jurisdiction: zhejiang }),
      'yes',
      'no, finding',
    ],
    [
      'what earlier years left, with nothing owed of them',
      plan({ terms: drawn('500000') }),
      'yes',
      'not-asked',
    ],
    [
      'Zhejiang: nothing, of a fund that has come to the amount of the articles, which Zhejiang does not know',
      plan({ jurisdiction: zhejiang, terms: { ...year, steps: [] }, ...full }),
      'yes',
      'no, finding',
    ],
    [
      'Shanghai: nothing, of a fund that has come to the amount of the articles',
      plan({
        jurisdiction: { province: '31', community: 'village' },
        terms: { ...year, steps: [] },
        ...full,
      }),
      'yes',
      'not-asked',
    ],
    [
      'what earlier years left beyond the reserve that the law asks of them',
      plan({ terms: drawn('500000'), owed }),
      'yes',
      'not-asked',
    ],
    [
      'one fen of that reserve',
      plan({ terms: drawn('700000.01'), payable: yuan('700000.01'), taken: yuan('700000.01'), owed }),
      'yes',
      'no, finding',
    ],
    ['no step, where the articles set the rate', plan({ terms: { ...year, steps: [] } }), 'yes', 'not-asked'],
  ])('%s', (_, given, planned, reserved) => {
    const facts = run({ plan: given });
    expect([written(answer(facts, 'plan')), written(answer(facts, 'reserve'))]).toEqual([planned, reserved]);
  });
});

describe('public notice and objections of a run approved on 2026-01-20 and posted on 2026-01-29', () => {
  const objection = {
    number: '1',
    raisedOn: day('2026-01-22'),
    recordedOn: day('2026-01-25'),
    answeredOn: null,
    isAfterPosting: false,
    settledRecordedOn: null,
    released: null,
  };

  it('an objection is told with the day it was recorded and the day until which it is answered', () => {
    const told = (on: string | null) =>
      answer(
        run({ hung: hung({ objections: [{ ...objection, answeredOn: on === null ? null : day(on) }] }) }),
        'objections',
      ).evidence;
    expect(told('2026-01-25').zh).toContain('2026-01-22提出（2026-01-25登记），2026-01-25答复');
    expect(told('2026-03-01').en).toContain('answered on 2026-03-01 (later than 2026-02-24)');
    expect(told(null).zh).toContain('应于2026-02-24以前答复');
  });

  it.each([
    ['seven days from 2026-01-21', hung(), 'yes', 'yes'],
    ['nothing hung', null, 'no, finding', 'no, finding'],
    ['three days', hung({ days: 3 }), 'no, finding', 'yes'],
    ['from before the approval', hung({ postedOn: day('2026-01-19') }), 'no, finding', 'yes'],
    ['not over', hung({ postedOn: day('2026-01-22') }), 'no, finding', 'yes'],
    ['an objection left open', hung({ objections: [objection] }), 'yes', 'no, finding'],
    [
      'an objection put on record after the posting, claimed from before it',
      hung({
        objections: [
          { ...objection, recordedOn: day('2026-02-20'), isAfterPosting: true, answerBy: day('2026-03-22') },
        ],
      }),
      'yes',
      'open',
    ],
    [
      'an objection put on record on the day of the posting, after it',
      hung({
        objections: [
          { ...objection, recordedOn: day('2026-01-29'), isAfterPosting: true, answerBy: day('2026-03-22') },
        ],
      }),
      'yes',
      'open',
    ],
    [
      'an objection put on record on the day of the posting, before it',
      hung({ objections: [{ ...objection, recordedOn: day('2026-01-29'), answerBy: day('2026-03-22') }] }),
      'yes',
      'no, finding',
    ],
    [
      'an answer claimed from before the posting, put on record long after it',
      hung({
        objections: [{ ...objection, answeredOn: day('2026-01-27'), settledRecordedOn: day('2026-02-20') }],
      }),
      'yes',
      'no, finding',
    ],
    [
      'an objection answered in time',
      hung({ objections: [{ ...objection, answeredOn: day('2026-01-25') }] }),
      'yes',
      'yes',
    ],
    [
      'entered late and confirmed by nobody',
      hung({ recordedOn: day('2026-01-28'), review: 'awaiting-review' }),
      'no, finding',
      'yes',
    ],
  ])('%s', (_, given, noticed, settled) => {
    const facts = run({ hung: given });
    expect([written(answer(facts, 'public-notice')), written(answer(facts, 'objections'))]).toEqual([
      noticed,
      settled,
    ]);
  });
});

it('a run that is not posted yet misses no notice: it hangs once the run is approved, and objections come then', () => {
  const facts = run({ hung: null, postedOn: null });
  expect([written(answer(facts, 'public-notice')), written(answer(facts, 'objections'))]).toEqual([
    'open',
    'open',
  ]);
});

it.each([
  ['2026-02-10', null, 'open'],
  ['2026-03-03', null, 'open'],
  ['2026-03-04', null, 'no, finding'],
  ['2026-03-04', '2026-02-05', 'yes'],
])('an objection raised after the posting, on %s, answered on %s', (on, answeredOn, settled) => {
  const objection = {
    number: '2',
    raisedOn: day('2026-02-01'),
    recordedOn: day('2026-02-01'),
    answeredOn: answeredOn === null ? null : day(answeredOn),
    isAfterPosting: true,
    settledRecordedOn: answeredOn === null ? null : day(answeredOn),
    released: null,
  };
  const facts = run({ hung: hung({ objections: [objection] }), tax: { ...tax, today: day(on) } });
  expect(written(answer(facts, 'objections'))).toBe(settled);
  expect(answer(facts, 'objections').evidence.zh.includes('均已答复或解除')).toBe(answeredOn !== null);
});

describe('before the posting nothing is said to hold that is not over', () => {
  const objection = {
    number: '1',
    raisedOn: day('2026-01-22'),
    recordedOn: day('2026-01-22'),
    answeredOn: null,
    isAfterPosting: false,
    settledRecordedOn: null,
    released: null,
  };
  const waiting = (on: string, change: Partial<RunRecorded> = {}) =>
    run({
      postedOn: null,
      effect: [],
      tax: { ...tax, dueOn: null, filedOn: null, today: day(on) },
      ...change,
    });
  const answered = { ...objection, answeredOn: day('2026-01-23') };

  it.each([
    ['on the day it was hung', '2026-01-21', [], 'open', 'open'],
    ['on its last day, one objection open', '2026-01-28', [objection], 'open', 'open'],
    ['on its last day, the objection answered', '2026-01-28', [answered], 'open', 'open'],
    ['after it, one objection open', '2026-02-20', [objection], 'open', 'open'],
    ['after its day, one objection open', '2026-02-25', [objection], 'open', 'no, finding'],
    ['after it, the objection answered', '2026-02-20', [answered], 'open', 'yes'],
  ] as const)('%s', (_, on, raised, noticed, settled) => {
    const facts = waiting(on, { hung: hung({ objections: raised }) });
    expect([written(answer(facts, 'public-notice')), written(answer(facts, 'objections'))]).toEqual([
      noticed,
      settled,
    ]);
    expect(answer(facts, 'objections').evidence.zh.includes('均已答复或解除')).toBe(raised[0] === answered);
    const concludes = settled === 'no, finding' ? 'fails' : 'not-over';
    expect(concluded(judgeLegality(facts), false)).toBe(concludes);
  });

  it('what the plan gives is taken by runs to be posted, and tax is to be withheld', () => {
    expect(answer(waiting('2026-01-21'), 'plan').evidence.zh).toContain('已入账和待入账的分红共500,000.00元');
    expect(answer(run(), 'plan').evidence.zh).toContain('，已入账的分红共500,000.00元');
    expect(written(answer(waiting('2026-01-21'), 'tax'))).toBe('open');
  });

  it.each([
    [['yes', 'not-asked'], true, 'holds'],
    [['yes', 'not-asked'], false, 'not-over'],
    [['yes', 'open'], true, 'not-over'],
    [['open', 'no'], false, 'fails'],
  ] as const)('%j, in effect: %s', (answers, inEffect, expected) => {
    expect(
      concluded(
        answers.map((each) => ({ answer: each })),
        inEffect,
      ),
    ).toBe(expected);
  });
});

describe('tax', () => {
  it.each([
    ['twenty percent, declared in time', {}, 'yes'],
    ['less than each receipt gives', { withheld: yuan('99999.99') }, 'no, finding'],
    [
      'a rate of zero says what it rests on: practice, not law',
      { rate: '0', withheld: Money.zero, due: Money.zero },
      'not-asked',
    ],
    ['more than the law asks', { rate: '100' }, 'no, finding'],
    [
      'more than the law asks, of a version that took any rate',
      { rate: '100', isRateAsked: false },
      'not-asked',
    ],
    ['not declared, its day over: not yet', { filedOn: null }, 'open'],
    ['not declared, its day to come', { filedOn: null, today: day('2026-02-01') }, 'yes'],
  ])('%s', (_, change, expected) => {
    expect(written(answer(run({ tax: { ...tax, ...change } }), 'tax'))).toBe(expected);
  });
});

describe('four eyes', () => {
  it.each([
    ['two people', { pairs: [pair('a', 'b')] }, 'yes'],
    ['one person', { pairs: [pair('a', 'a')] }, 'no, finding'],
    ['nobody confirmed', { pairs: [pair('a', null)] }, 'no, finding'],
    ['other than approved', { asApproved: false }, 'no, finding'],
  ] as const)('%s', (_, change, expected) => {
    expect(written(answer(run(change), 'four-eyes'))).toBe(expected);
  });
});

describe('what lay before these books, and what older versions wrote, is told and no finding', () => {
  it.each([
    ['history', { run: 'history' }],
    ['an older version', { older: true }],
    ['all of it before the first day', { firstDay: day('2026-06-01') }],
  ] as const)('%s', (_, change) => {
    const judged = judgeLegality(run({ decision: null, hung: null, plan: null, ...change }));
    expect(judged.filter(({ answer: said }) => said === 'no').length).toBeGreaterThan(0);
    expect(judged.every(({ weight }) => weight === 'note')).toBe(true);
  });
  it('but an old resolution that takes effect in these books is judged by its effect', () => {
    const facts = {
      ...ofScheme('2012-06-01', '2026-06-01', { body: 'representative-assembly' }),
      firstDay: day('2026-01-01'),
    };
    expect(written(answer(facts, 'power'))).toBe('no, finding');
  });
});
