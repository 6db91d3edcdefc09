/** What the rules read: with another figure in a row of the pack, the rule is another. The rows are changed here, the rules are not. */
import { describe, expect, it, vi } from 'vitest';
import { leastPapersDays } from '../../src/domain/assembly-notice.ts';
import { lawOf2025 } from '../../src/domain/assembly-rule-sets.ts';
import { bodyRulesOf } from '../../src/domain/assembly-rules.ts';
import { incapacityOf, OWN_INCOME_TAG } from '../../src/domain/assembly-seats.ts';
import { boardSizeWarnings } from '../../src/domain/body-composition.ts';
import { LocalDate } from '../../src/domain/calendar.ts';
import { distributionPresets } from '../../src/domain/distribution.ts';
import type { LawRow } from '../../src/domain/law-row.ts';
import { isRestDay, longHolidaysWithin } from '../../src/domain/rest-days.ts';
import { retentionRules } from '../../src/domain/retention.ts';

type Pack = Record<string, LawRow>;
/** The same rows with other figures. */
const changed = vi.hoisted(
  () =>
    (rows: Pack, values: Record<string, object>): Pack =>
      Object.fromEntries(
        Object.entries(rows).map(([id, row]) => {
          const other = values[id];
          return [id, other === undefined ? row : ({ ...row, value: { ...row.value, ...other } } as LawRow)];
        }),
      ),
);

vi.mock('../../src/domain/law-members.ts', async (original) => {
  const { lawOfMembers } = await original<{ lawOfMembers: Pack }>();
  const other = { 'capacity.age@2021': { least: 20 }, 'capacity.earning-age@2021': { least: 17 } };
  return { lawOfMembers: changed(lawOfMembers, other) };
});
vi.mock('../../src/domain/law-decisions.ts', async (original) => {
  const { lawOfDecisions } = await original<{ lawOfDecisions: Pack }>();
  const other = {
    'board.size@2025': { least: 5, most: 9 },
    'papers.open-days@2025': { days: 12 },
    'papers.open-days@none': { days: 6 },
    'members-assembly.notice@2025': { days: 14 },
  };
  return { lawOfDecisions: changed(lawOfDecisions, other) };
});
vi.mock('../../src/domain/law-money.ts', async (original) => {
  const { lawOfMoney } = await original<{ lawOfMoney: Pack }>();
  const other = {
    'tax.day-moves@2002': { least: 9 },
    'rest-days.fixed@2025': { items: ['03-01'] },
    'welfare.rate@shanghai-2018': { untilReached: undefined },
  };
  return { lawOfMoney: changed(lawOfMoney, other) };
});
vi.mock('../../src/domain/law-books.ts', async (original) => {
  const { lawOfBooks } = await original<{ lawOfBooks: Pack }>();
  return { lawOfBooks: changed(lawOfBooks, { 'books.archive-years@2016': { years: 40 } }) };
});

const day = (text: string) => LocalDate.parse(text);

describe('another figure in a row is another rule', () => {
  const on = day('2026-07-01');
  const born = (text: string, ...tags: string[]) => incapacityOf({ birthDate: day(text), tags }, on);

  it('of capacity', () => {
    expect([born('2006-07-01'), born('2006-07-02')]).toEqual([null, 'no-capacity']);
    expect([born('2009-07-01', OWN_INCOME_TAG), born('2009-07-02', OWN_INCOME_TAG)]).toEqual([
      null,
      'no-capacity',
    ]);
  });

  it('of the board', () => {
    const said = (seats: number) => boardSizeWarnings(seats, on).length;
    expect([3, 5, 6, 9, 11].map(said)).toEqual([1, 0, 1, 0, 1]);
  });

  it('of papers and notices', () => {
    expect([leastPapersDays(on), leastPapersDays(day('2012-07-01'))]).toEqual([12, 6]);
    expect(bodyRulesOf(lawOf2025, 'members-assembly').notice.days).toBe(14);
  });

  it('of holidays', () => {
    expect(['2028-03-01', '2028-05-01', '2028-10-02'].map((each) => isRestDay(day(each)))).toEqual([
      true,
      false,
      false,
    ]);
    // The seven days of October 2012 were eight with the eve: too few for nine.
    expect(longHolidaysWithin(day('2012-10-01'), day('2012-10-15'))).toBe(0);
  });

  it('of reserves and of what is kept', () => {
    const shanghai = distributionPresets.find(({ id }) => id === 'shanghai');
    expect(shanghai?.steps.map(({ untilReached }) => untilReached)).toEqual([true, false]);
    expect(retentionRules.entries.years).toBe(40);
  });
});
