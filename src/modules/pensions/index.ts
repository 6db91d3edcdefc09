/** What other modules may use of pensions. */
export { pensionsOpen } from './due.ts';
export { backOf, notOrderedYet, ownPensions } from './own.ts';
export { pensionHeldBack, pensionPayments, runDetail as pensionRunDetail } from './queries.ts';
export { pensionRoutes } from './routes.ts';
export { pensionRuleEndSetting, pensionRuleSetting } from './rule-commands.ts';
export {
  repaidBetween,
  rulesOf as pensionRules,
  runsOf as pensionRunsOf,
  unpaidOf as pensionsUnpaid,
  wasPaid as pensionsPaid,
} from './store.ts';
