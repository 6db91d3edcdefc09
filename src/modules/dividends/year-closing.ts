/**
 * A year is closed only when its approved dividends are posted or withdrawn: what is distributed after the closing stands in the
 * next year, and what the year had to distribute would look free again.
 */
import { refuse } from '../../domain/refusal.ts';
import { runKindWords } from '../../domain/words.ts';
import { defineCommand } from '../../platform/command.ts';
import { closeYearInBooks } from '../accounting/index.ts';
import { closeYear as endpoint } from '../accounting/contract.ts';
import { approvedOfYear } from './store.ts';

export const closeYear = defineCommand({
  name: 'accounting.close-year',
  endpoint,
  async run(unit, input) {
    const waiting = await approvedOfYear(unit.tx, unit.cooperativeId, input.year);
    if (waiting)
      throw refuse(
        'books.year-has-approved-run',
        {
          year: Number(input.year),
          number: waiting.number.toString(),
          period: waiting.period,
          kind: runKindWords[waiting.kind],
        },
        '/year',
      );
    return closeYearInBooks(unit, input);
  },
});
