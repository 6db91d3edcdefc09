/** Pensions, tax filings and the preservation rate, as an accountant reads them. */
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { LocalDate } from '../../src/domain/calendar.ts';
import type { StandingKind } from '../../src/domain/membership.ts';
import { Money } from '../../src/domain/money.ts';
import {
  absences,
  dueUntil,
  eligibleOn,
  givesMore,
  livesOnRecord,
  nextMonth,
  pensionExpense,
  pensionLine,
  ruleMonth,
  type PensionFacts,
  type PensionRule,
  type PensionTerms,
} from '../../src/domain/pension.ts';
import { preservation } from '../../src/domain/preservation.ts';
import { filingDueOn } from '../../src/domain/tax-filing.ts';
import { amountsIn, caseOf, daysIn } from '../support/cases.ts';

const yuan = (text: string) => Money.parse(text);
const day = (text: string) => LocalDate.parse(text);
const rule: PensionRule = {
  from: '2025-01',
  age: { male: 60, female: 55 },
  years: null,
  retireesOnly: true,
  amount: yuan('600.00'),
  grades: [],
  deathMonthPaid: true,
};
const facts: PensionFacts = {
  sex: 'female',
  birthDate: day('1950-03-01'),
  seniorityFrom: null,
  admittedOn: day('1990-01-01'),
  retiredOn: day('2005-03-01'),
  away: [],
  deceasedOn: null,
};
const due = (until: string, change: Partial<PensionFacts> = {}, rules = [rule]) =>
  dueUntil(until, rules, { ...facts, ...change }).due.toString();

describe('a pension of 600.00 a month', () => {
  it('is 3,600.00 from January to June', () => expect(due('2025-06')).toBe('3600.00'));

  it('with a death on 18 April is 2,400.00 where the month of death is paid, 1,800.00 where not', () => {
    const deceasedOn = day('2025-04-18');
    expect(due('2025-06', { deceasedOn })).toBe('2400.00');
    expect(due('2025-06', { deceasedOn }, [{ ...rule, deathMonthPaid: false }])).toBe('1800.00');
  });

  it('begins with the first month after eligibility', () => {
    expect(due('2025-06', { birthDate: day('1970-03-31') })).toBe('1800.00');
    expect(due('2025-06', { birthDate: day('1970-06-30') })).toBe('0.00');
  });

  it('needs every condition, and facts that say so', () => {
    expect(due('2025-06', { sex: 'male', birthDate: day('1970-03-31') })).toBe('0.00');
    expect(due('2025-06', { retiredOn: null })).toBe('0.00');
    expect(due('2025-06', { birthDate: null })).toBe('0.00');
    expect(due('2025-06', { admittedOn: null })).toBe('0.00');
    expect(due('2025-06', {}, [{ ...rule, years: 30 }])).toBe('0.00');
    expect(due('2025-06', { seniorityFrom: day('1980-01-01') }, [{ ...rule, years: 30 }])).toBe('3600.00');
  });

  it('of somebody born on 29 February begins in March: in a common year the age is reached on the 28th', () => {
    const { input, right } = caseOf('FEB29-1');
    const [, , age] = input.match(/\d+/g) ?? [];
    const at65 = { ...rule, age: { male: Number(age), female: Number(age) } };
    const born = { birthDate: day(daysIn(input, 1)[0]) };
    const [reached, first = ''] = /eligible (\S+), first month (\S+)/.exec(right)?.slice(1) ?? [];
    expect(`${eligibleOn(at65, { ...facts, ...born })}`).toBe(reached);
    const amounts = [due('2025-02', born, [at65]), due(first, born, [at65])];
    expect(amounts).toEqual(['0.00', amountsIn(input, 1)[0]]);
  });

  it.each([
    ['ends after the month of leaving', [['2025-02-10', null]], '1200.00'],
    [
      'is not due for the months away, and begins again with the first month after the return',
      [['2025-02-10', '2025-04-03']],
      '2400.00',
    ],
    ['goes on where somebody left and returned within a month', [['2025-02-01', '2025-02-28']], '3600.00'],
    ['was never due to somebody away before it began', [['2024-11-01', null]], '0.00'],
    [
      'leaves out each of two absences',
      [
        ['2025-01-31', '2025-02-01'],
        ['2025-04-01', '2025-05-31'],
      ],
      '2400.00',
    ],
  ] as const)('%s', (_, spans, expected) =>
    expect(
      due('2025-06', {
        away: spans.map(([from, until]) => ({ from: day(from), until: until === null ? null : day(until) })),
      }),
    ).toBe(expected),
  );

  it('of somebody who left and died away is not due for the time after leaving', () => {
    const away = [{ from: day('2025-02-10'), until: null }];
    expect(due('2025-06', { away, deceasedOn: day('2025-05-20') })).toBe('1200.00');
  });

  it('knows absences from the records in force alone', () => {
    const record = (id: string, kind: StandingKind | 'void', on: string, corrects?: string) => ({
      id,
      kind,
      effectiveOn: day(on),
      recordedAt: new Date(`${on}T00:00:00Z`),
      ...(corrects !== undefined && { corrects }),
    });
    const left = record('1', 'left', '2025-02-10');
    const back = record('2', 'reinstated', '2025-04-03');
    expect(absences([left])).toEqual([{ from: day('2025-02-10'), until: null }]);
    expect(absences([left, back])).toEqual([{ from: day('2025-02-10'), until: day('2025-04-03') }]);
    expect(absences([left, record('3', 'void', '2025-02-10', '1')])).toEqual([]);
    const admitted = record('4', 'admitted', '2020-01-01');
    expect(absences([admitted, left, record('5', 'deceased', '2025-05-20')])).toEqual([
      { from: day('2025-02-10'), until: null },
    ]);
  });

  it('rises with a grade from the month after its age is reached; the last grade met counts', () => {
    const at = (age: number, amount: string) => ({
      age: { male: age, female: age },
      years: null,
      amount: yuan(amount),
    });
    const graded = [{ ...rule, grades: [at(75, '700.00'), at(80, '800.00')] }];
    // Born 1 March 1950: 75 on 1 March 2025, so three months of 600 and three of 700.
    expect(due('2025-06', {}, graded)).toBe('3900.00');
    expect(due('2025-06', { birthDate: day('1940-01-01') }, graded)).toBe('4800.00');
    expect(due('2025-06', { retiredOn: null }, graded)).toBe('0.00');
    const long = [{ ...rule, grades: [{ age: null, years: 30, amount: yuan('650.00') }] }];
    expect(due('2025-06', {}, long)).toBe('3600.00');
    expect(due('2025-06', { seniorityFrom: day('1995-04-30') }, long)).toBe('3700.00');
  });

  it('changes with the rule of each month', () => {
    expect(due('2025-06', {}, [rule, { ...rule, from: '2025-04', amount: yuan('700.00') }])).toBe('3900.00');
  });
});

describe('a payment', () => {
  const pay = (dueInAll: string, ofMonth: string, before: string) => {
    const line = pensionLine({ due: yuan(dueInAll), ofMonth: yuan(ofMonth) }, yuan(before));
    return [line.amount, line.arrears, line.offset, line.overpaid].map(String);
  };
  it.each([
    ['of one month', '600', '600', '0', ['600.00', '0.00', '0.00', '0.00']],
    ['with arrears of two months', '1800', '600', '0', ['1800.00', '1200.00', '0.00', '0.00']],
    ['less what was paid too much', '1200', '600', '900', ['300.00', '0.00', '300.00', '0.00']],
    ['of nothing while too much was paid', '1200', '600', '2000', ['0.00', '0.00', '600.00', '800.00']],
    ['of nothing after a death found late', '1200', '0', '2400', ['0.00', '0.00', '0.00', '1200.00']],
  ])('%s', (_, dueInAll, ofMonth, before, expected) =>
    expect(pay(dueInAll, ofMonth, before)).toEqual(expected),
  );

  it('and what was paid before are together what is due, or what was paid too much stays visible', () => {
    const fen = fc.bigInt({ min: 0n, max: 10_000_000n }).map((units) => Money.fromFen(units));
    fc.assert(
      fc.property(fen, fen, fen, (earlier, ofMonth, before) => {
        const all = earlier.plus(ofMonth);
        const line = pensionLine({ due: all, ofMonth }, before);
        expect(line.amount.isNegative).toBe(false);
        expect(`${before.plus(line.amount).minus(line.overpaid)}`).toBe(`${all}`);
        expect(`${line.ofMonth.plus(line.arrears).minus(line.offset)}`).toBe(`${line.amount}`);
        expect(line.amount.isZero || line.overpaid.isZero).toBe(true);
      }),
    );
  });

  it('month after month comes to what is due in the end, whenever the death is told', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 11 }),
        fc.integer({ min: 0, max: 11 }),
        fc.boolean(),
        (died, told, paid) => {
          const rules = [{ ...rule, deathMonthPaid: paid }];
          const deceasedOn = LocalDate.of(2025, died + 1, 18);
          const months = Array.from({ length: 12 }, (_, at) => `2025-${String(at + 1).padStart(2, '0')}`);
          let before = Money.zero;
          let overpaid = Money.zero;
          months.forEach((month, at) => {
            const known = at >= Math.max(died, told) ? { ...facts, deceasedOn } : facts;
            const line = pensionLine(dueUntil(month, rules, known), before);
            before = before.plus(line.amount);
            overpaid = line.overpaid;
          });
          const months600 = died + (paid ? 1 : 0);
          expect(`${before.minus(overpaid)}`).toBe(`${months600 * 600}.00`);
        },
      ),
    );
  });

  it('follows month by month', () => {
    expect(nextMonth('2025-12')).toBe('2026-01');
    expect(nextMonth('2024-02')).toBe('2024-03');
  });

  it('is a cost of the account of its chart', () => {
    const accounts = (on: string) => (['514', '513'] as const).map((each) => pensionExpense(day(on), each));
    expect(accounts('2024-01-01')).toEqual(['514', '513']);
    expect(accounts('2023-12-31')).toEqual(['212', '212']);
  });

  it('waits for a proof of life that has run out', () => {
    expect(livesOnRecord('2025-06', null, null)).toBe(true);
    expect(livesOnRecord('2025-06', null, 12)).toBe(false);
    expect(livesOnRecord('2025-06', day('2024-06-30'), 12)).toBe(true);
    expect(livesOnRecord('2025-07', day('2024-06-30'), 12)).toBe(false);
  });
});

describe('the preservation rate', () => {
  const rate = (opening: string, closing: string, up = '0', back = '0', down = '0') =>
    preservation({
      opening: yuan(opening),
      closing: yuan(closing),
      objectiveIncrease: yuan(up),
      objectiveDecrease: yuan(down),
      dividendsAddedBack: yuan(back),
    });
  it('of 306,000 to 350,000 with an objective increase of 30,000 is 104.58 %', () => {
    expect(rate('306000', '350000', '30000')).toMatchObject({ rate: '104.58', verdict: 'grown' });
    expect(rate('306000', '350000', '30000').formula).toBe(
      '(350,000.00 − 30,000.00 + 0.00) ÷ 306,000.00 × 100 % = 104.58 %',
    );
  });
  it('with dividends of 10,000 added back is 107.84 %', () =>
    expect(rate('306000', '350000', '30000', '10000').rate).toBe('107.84'));
  it.each([
    ['100', '100', '100.00', 'preserved'],
    ['100', '99', '99.00', 'shrunk'],
    ['100', '-1', null, 'lost'],
    ['100', '0', null, 'lost'],
    ['-5', '10', null, 'recovered'],
    ['-5', '0', null, 'recovered'],
    ['-5', '-4', null, 'still-negative'],
    ['0', '10', null, 'from-nothing'],
    ['0', '0', null, 'nothing'],
    ['0', '-1', null, 'lost'],
  ])('of %s to %s is %s: %s', (opening, closing, expected, verdict) =>
    expect(rate(opening, closing)).toMatchObject({ rate: expected, verdict }),
  );
  it('of nothing left but what objective factors brought or took', () => {
    expect(rate('100', '30', '30')).toMatchObject({ rate: null, verdict: 'lost' });
    expect(rate('0', '30', '30')).toMatchObject({ rate: null, verdict: 'from-nothing' });
    expect(rate('100', '0', '0', '0', '100')).toMatchObject({ rate: '100.00', verdict: 'preserved' });
    expect(rate('100', '-5', '0', '0', '110')).toMatchObject({ rate: null, verdict: 'lost' });
  });
  it('rounds half up at the second decimal, and says grown or shrunk by the amounts, not by what is rounded', () => {
    expect(rate('80000', '80004')).toMatchObject({ rate: '100.01', verdict: 'grown' });
    expect(rate('100000', '100004')).toMatchObject({ rate: '100.00', verdict: 'grown' });
    expect(rate('100000', '99996')).toMatchObject({ rate: '100.00', verdict: 'shrunk' });
  });
});

it('tax withheld in December is filed by 15 January', () => {
  expect(`${filingDueOn('2025-12')}`).toBe('2026-01-20');
  expect(`${filingDueOn('2025-07')}`).toBe('2025-08-15');
});

describe('the preservation rate, in words', () => {
  const of = (opening: string, closing: string, up: string, down: string, paid: string) =>
    preservation({
      opening: yuan(opening),
      closing: yuan(closing),
      objectiveIncrease: yuan(up),
      objectiveDecrease: yuan(down),
      dividendsAddedBack: yuan(paid),
    });

  it('shows the sum as it was done, dividends only where they were added back', () => {
    expect(of('1000', '1100', '50', '20', '30')).toMatchObject({
      adjustedClosing: yuan('1100'),
      formula: '(1,100.00 − 50.00 + 20.00 + 30.00) ÷ 1,000.00 × 100 % = 110.00 %',
    });
    expect(of('0', '10', '0', '0', '0').formula).toBe('(10.00 − 0.00 + 0.00) ÷ 0.00 × 100 %');
  });

  it.each([
    ['-5', '1', '2', 'still-negative'],
    ['-5', '-1', '-2', 'still-negative'],
    ['0', '1', '2', 'lost'],
    ['0', '-1', '-2', 'lost'],
    ['0', '0', '-1', 'from-nothing'],
    ['0', '1', '1', 'from-nothing'],
  ])('from %s to %s, %s of it brought by others: %s', (opening, closing, up, verdict) => {
    expect(of(opening, closing, up, '0', '0').verdict).toBe(verdict);
  });
});

describe('what a claim to a pension rests on', () => {
  it('in the order of the months: the rule in force, the last grade reached, no month away, none after death', () => {
    const graded: PensionRule = {
      ...rule,
      grades: [{ age: { male: 80, female: 75 }, years: null, amount: yuan('800') }],
    };
    expect(due('2025-04', {}, [graded])).toBe('2600.00');
    expect(due('2025-12', {}, [rule, { ...rule, from: '2025-07', amount: yuan('700') }])).toBe('7800.00');
    const away = [{ from: day('2025-02-10'), until: day('2025-04-10') }];
    expect(due('2025-06', { away })).toBe('2400.00');
    expect(due('2025-06', { away: [{ from: day('2025-02-10'), until: null }] })).toBe('1200.00');
    expect(dueUntil('2025-03', [rule], { ...facts, away })).toMatchObject({ ofMonth: Money.zero });
  });

  it('years with the cooperative, where the rule asks for them', () => {
    const senior: PensionRule = { ...rule, age: null, years: 10, retireesOnly: false };
    const seniorityFrom = day('2015-02-28');
    expect(`${eligibleOn(senior, { ...facts, seniorityFrom })}`).toBe('2025-02-28');
    expect(due('2025-06', { seniorityFrom }, [senior])).toBe('2400.00');
    expect(due('2025-06', { seniorityFrom: null }, [senior])).toBe('0.00');
    expect(due('2025-06', { seniorityFrom, admittedOn: null }, [senior])).toBe('0.00');
    expect(due('2025-06', { seniorityFrom, retiredOn: null }, [senior])).toBe('2400.00');
  });

  it('nothing before the first rule, and nothing where no rule is ever met', () => {
    expect(due('2024-12')).toBe('0.00');
    expect(due('2025-06', {}, [])).toBe('0.00');
    expect(due('2025-01')).toBe('600.00');
  });

  it('a proof of life lasts its months, the first of them the one after', () => {
    expect([0, 1, 2].map((months) => livesOnRecord('2025-02', day('2025-01-31'), months))).toEqual([
      false,
      true,
      true,
    ]);
  });
});

describe('A rule gives more than the one before it', () => {
  const grade = (age: number, amount: string) => ({
    age: { male: age, female: age },
    years: null,
    amount: yuan(amount),
  });
  const before: PensionTerms = {
    ...rule,
    years: 15,
    deathMonthPaid: false,
    lifeProofMonths: 12,
    grades: [grade(80, '900.00')],
  };
  it.each<[string, Partial<PensionTerms>, boolean]>([
    ['the same', {}, false],
    ['a higher amount', { amount: yuan('600.01') }, true],
    ['a lower amount', { amount: yuan('599.99') }, false],
    ['a lower age of men', { age: { male: 59, female: 55 } }, true],
    ['a lower age of women', { age: { male: 70, female: 54 } }, true],
    ['a higher age', { age: { male: 61, female: 56 } }, false],
    ['no age', { age: null }, true],
    ['fewer years', { years: 14 }, true],
    ['more years', { years: 16 }, false],
    ['no years', { years: null }, true],
    ['not only retirees', { retireesOnly: false }, true],
    ['the month of death', { deathMonthPaid: true }, true],
    ['no proof of life', { lifeProofMonths: null }, true],
    ['a longer proof', { lifeProofMonths: 13 }, true],
    ['a shorter proof', { lifeProofMonths: 11 }, false],
    ['more for the oldest', { grades: [grade(80, '900.01')] }, true],
    ['less for the oldest', { grades: [grade(80, '899.00')] }, false],
    ['an earlier step', { grades: [grade(79, '900.00')] }, true],
    // A later step may have given less than the one before it.
    ['another step', { grades: [grade(81, '900.00')] }, true],
    ['no step', { grades: [] }, true],
    ['one step more', { grades: [grade(80, '900.00'), grade(90, '1.00')] }, true],
  ])('%s', (_, change, more) => {
    expect(givesMore(before, { ...before, ...change })).toBe(more);
  });

  it('as the first one does; of a rule that asked for nothing, nothing is taken away', () => {
    expect(givesMore(undefined, before)).toBe(true);
    const open = { ...before, age: null, years: null, lifeProofMonths: null, retireesOnly: false };
    expect(givesMore(open, { ...before, deathMonthPaid: false })).toBe(false);
  });

  it.each([
    ['2019-12', '2019-12', false],
    ['2027-01', '2027-06', true],
    ['2027-05', '2027-06', true],
    ['2027-06', '2027-06', false],
    ['2028-01', '2028-01', false],
  ])('asked from %s on in June 2027, first day in January, it begins with %s', (asked, month, over) => {
    const days = { today: day('2027-06-01'), firstDay: day('2027-01-15') };
    expect(ruleMonth(asked, days)).toEqual({ month, over });
  });
});
