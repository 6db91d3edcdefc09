/** Asking for a distribution plan as it is put to the vote. */
import { idText } from '../../../contract/wire.ts';
import { paperEndpoint, wish } from '../wish-contract.ts';

export const printDistributionPlan = paperEndpoint({
  name: 'printDistributionPlan',
  kind: 'distribution-plan',
  title: { zh: '收益分配方案', en: 'Distribution plan' },
  input: wish({ planId: idText() }),
  errors: ['distribution.plan-unknown'],
  example: { planId: '01890a5d-ac96-774b-bcce-b302099a8057' },
});
