/** The month of pensions that comes next, made as the one before: one press each month. */
import { monthAfter, monthOf } from '../../domain/journal.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand } from '../../platform/command.ts';
import * as wire from './contract.ts';
import { makePensionRun } from './runs.ts';
import { latestRun, rulesOf } from './store.ts';

export const makeNextPensionRun = defineCommand({
  name: 'pensions.make-next',
  endpoint: wire.makeNextPensionRun,
  async run(unit, { payOn = `${unit.today}`, template }) {
    const { tx, cooperativeId } = unit;
    const last = await latestRun(tx, cooperativeId);
    const [first] = await rulesOf(tx, cooperativeId);
    if (first === undefined) throw refuse('pension.no-rule', { month: monthOf(unit.today) });
    const month =
      last === undefined ? first.from : last.order.state === 'refused' ? last.month : monthAfter(last.month);
    const { template: before = null, encoding = null } = last?.order.row ?? {};
    return makePensionRun.run(unit, {
      month,
      payOn,
      ...(template !== undefined && { template }),
      ...(template === undefined && before !== null && encoding !== null && { template: before, encoding }),
    });
  },
});
