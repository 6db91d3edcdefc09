/** Distribution plans: worked out, drawn up, adopted; the presets. */
import { Period, type LocalDate } from '../../domain/calendar.ts';
import { distributionPresets, presetOfLaw, presetSource, type Preset } from '../../domain/distribution.ts';
import { citation } from '../../domain/law.ts';
import type { Tx } from '../../platform/database.ts';
import type { App } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import { jurisdictionOn, type RefuseCalled } from '../assemblies/index.ts';
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
  read(app, wire.listDistributionPresets, async (tx, { cooperativeId, input: { period }, language }) => {
    const ofLaw =
      period === undefined ? null : await presetOn(tx, cooperativeId, Period.parse(period).lastDay);
    return {
      presets: distributionPresets.map((preset) => ({
        id: preset.id,
        name: preset.name[language],
        source: presetSource(preset)[language],
        isLaw: preset.id === ofLaw?.id,
        steps: preset.steps.map((step) => ({ ...step, basis: citation(step.law) })),
      })),
    };
  });
  read(app, wire.readKeptOutAccounts, (tx, { cooperativeId }) => keptOutAccounts(tx, cooperativeId));
  serve(app, wire.setKeptOutAccounts, setKeptOutAccounts);
}

/** What the law of the cooperative's place asks on a day. */
async function presetOn(tx: Tx, cooperativeId: string, day: LocalDate): Promise<Preset | null> {
  return presetOfLaw(day, await jurisdictionOn(tx, cooperativeId, day));
}
