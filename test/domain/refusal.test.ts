/** Refusals of a table: what reading found, then what the rules found, in order of the rows. */
import { describe, expect, it } from 'vitest';
import { Refusal, refuse, throwFaults, type Fault } from '../../src/domain/refusal.ts';
import { faultsRefused } from '../support/refusing.ts';

const fault = (code: Fault['code'], row?: number, column?: string): Fault => ({
  code,
  values: {},
  ...(row !== undefined && { row }),
  ...(column !== undefined && { column }),
});
const thrown = (read: readonly Fault[], ruled: readonly Fault[] = []) =>
  faultsRefused(() => throwFaults(read, ruled)).map(
    ({ code, row = 0, column = '' }) => `${row}${column} ${code}`,
  );

describe('a refusal', () => {
  it('names its codes for the log, and has a place only where there is one', () => {
    expect(new Refusal([fault('money.malformed'), fault('date.malformed')]).message).toBe(
      'money.malformed, date.malformed',
    );
    expect(refuse('money.malformed', { text: 'x' }).faults).toStrictEqual([
      { code: 'money.malformed', values: { text: 'x' } },
    ]);
    expect(refuse('money.malformed', {}, '/pool').faults).toStrictEqual([
      { code: 'money.malformed', values: {}, pointer: '/pool' },
    ]);
  });

  it('of a table is in order of its rows; what stands in no row comes first', () => {
    expect(
      thrown(
        [fault('money.malformed', 3, 'a'), fault('date.malformed', 2, 'a')],
        [fault('ratio.malformed', 2, 'b'), fault('fraction.malformed')],
      ),
    ).toEqual(['0 fraction.malformed', '2a date.malformed', '2b ratio.malformed', '3a money.malformed']);
    expect(thrown([])).toEqual([]);
  });

  it('a cell that could not be read breaks no rules besides; another cell, row or place does', () => {
    const read = [fault('money.malformed', 2, 'a')];
    expect(thrown(read, [fault('membership.name-missing', 2, 'a')])).toEqual(['2a money.malformed']);
    for (const other of [
      fault('membership.name-missing', 2, 'b'),
      fault('membership.name-missing', 3, 'a'),
      fault('membership.name-missing', 2),
      fault('membership.name-missing'),
    ])
      expect(thrown(read, [other])).toHaveLength(2);
    expect(thrown([fault('money.malformed')], [fault('membership.name-missing')])).toEqual([
      '0 money.malformed',
    ]);
    expect(thrown([fault('money.malformed', 2)], [fault('membership.name-missing', 2)])).toHaveLength(1);
  });
});
