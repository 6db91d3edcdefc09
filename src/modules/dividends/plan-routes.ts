/** Distribution plans: worked out, drawn up, adopted; the presets. */
import { distributionPresets, presetSource } from '../../domain/distribution.ts';
import type { App } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import type { RefuseCalled } from '../assemblies/index.ts';
import { keptOutAccounts, setKeptOutAccounts } from './kept-out.ts';
import * as commands from './plan-commands.ts';
import * as wire from './plan-contract.ts';
import { planOnWire, waterfallOnWire, wholeTerms } from './plan-figures.ts';
import { plansOf } from './plan-store.ts';

export async function planRoutes(app: App, refuseCalled: RefuseCalled): Promise<void> {
  read(app, wire.listPlans, async (tx, { cooperativeId, input, language }) => {
    const plans = [];
    for (const plan of await plansOf(tx, cooperativeId, input.period))
      plans.push(await planOnWire(tx, plan, language));
    return { plans };
  });
  serve(app, wire.draftPlan, commands.draftPlan);
  read(app, wire.previewPlan, async (tx, { cooperativeId, input, today, language }) =>
    waterfallOnWire(await wholeTerms(tx, cooperativeId, input, today), language),
  );
  serve(app, wire.adoptPlan, commands.adoptPlan);
  serve(app, wire.withdrawPlan, commands.withdrawPlanOf(refuseCalled));
  serve(app, wire.repealPlan, commands.repealPlan);
  read(app, wire.listDistributionPresets, (_, { language }) => ({
    presets: distributionPresets.map((preset) => ({
      id: preset.id,
      name: preset.name[language],
      source: presetSource(preset)[language],
      steps: [...preset.steps],
    })),
  }));
  read(app, wire.readKeptOutAccounts, (tx, { cooperativeId }) => keptOutAccounts(tx, cooperativeId));
  serve(app, wire.setKeptOutAccounts, setKeptOutAccounts);
}
