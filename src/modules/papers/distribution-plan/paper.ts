import { definePaper } from '../paper.ts';
import { printDistributionPlan } from './contract.ts';
import { planFigures } from './figures.ts';
import { distributionPlanPaper } from './layout.ts';

export const paper = definePaper(printDistributionPlan, {
  figures: planFigures,
  subject: ({ plan }) => `plan ${plan.number}`,
  layout: distributionPlanPaper,
});
