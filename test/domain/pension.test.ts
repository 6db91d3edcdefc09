/** Pensions, tax filings and the preservation rate, as an accountant reads them. */
import { describe, expect, it } from 'vitest';
import { LocalDate } from '../../src/domain/calendar.ts';
import { Money } from '../../src/domain/money.ts';
import {
  dueUntil,
  eligibleOn,
  livesOnRecord,
  pensionLine,
  type PensionFacts,
  type PensionRule,
} from '../../src/domain/pension.ts';
import { preservation } from '../../src/domain/preservation.ts';
import { filingDueOn } from '../../src/domain/tax-filing.ts';

const yuan = (text: string) => Money.parse(text);
const day = (text: string) => LocalDate.parse(text);
const rule: PensionRule = {
  ...{ from: '2025-01', age: { male: 60, female: 55 }, years: null, retireesOnly: true },
  ...{ amount: yuan('600.00'), deathMonthPaid: true },
};
const facts: PensionFacts = {
  ...{ sex: 'female', birthDate: day('1950-03-01'), seniorityFrom: null, admittedOn: day('1990-01-01') },
  ...{ retiredOn: day('2005-03-01'), leftOn: null, deceasedOn: null },
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

  it('of somebody born on 29 February counts from 1 March', () => {
    expect(`${eligibleOn(rule, { ...facts, birthDate: day('1972-02-29') })}`).toBe('2027-03-01');
  });

  it('ends after the month of leaving', () =>
    expect(due('2025-06', { leftOn: day('2025-02-10') })).toBe('1200.00'));

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
      ...{ opening: yuan(opening), closing: yuan(closing), objectiveIncrease: yuan(up) },
      ...{ objectiveDecrease: yuan(down), dividendsAddedBack: yuan(back) },
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
    ['100', '-1', '-1.00', 'lost'],
    ['-5', '10', null, 'recovered'],
    ['-5', '-4', null, 'still-negative'],
    ['0', '10', null, 'from-nothing'],
    ['0', '0', null, 'nothing'],
    ['0', '-1', null, 'lost'],
  ])('of %s to %s is %s: %s', (opening, closing, expected, verdict) =>
    expect(rate(opening, closing)).toMatchObject({ rate: expected, verdict }),
  );
});

it('tax withheld in December is filed by 15 January', () => {
  expect(`${filingDueOn('2025-12')}`).toBe('2026-01-15');
  expect(`${filingDueOn('2025-07')}`).toBe('2025-08-15');
});
