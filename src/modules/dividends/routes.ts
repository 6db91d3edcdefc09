/** Dividend runs: drafted, calculated, approved, posted, corrected; their lines and the proof of each. */
import { pageOf } from '../../contract/query.ts';
import type { App } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import { userNames } from '../access/index.ts';
import type { RefuseCalled, RequireLawful } from '../assemblies/index.ts';
import * as commands from './commands.ts';
import * as wire from './contract.ts';
import { draftDifferenceRun, reverseRun } from './correction-commands.ts';
import { draftAndCalculateRun } from './as-before.ts';
import { linePageOf, proofOf, runOnWire, runPageOf } from './queries.ts';
import { requireRun } from './store.ts';
import * as withdrawals from './withdrawal-commands.ts';

/** What rooms to the right of it refuse: of agendas, and of certificates. */
interface Refusing {
  readonly refuseCalled: RefuseCalled;
  readonly requireLawful: RequireLawful;
}

export async function dividendRoutes(app: App, { refuseCalled, requireLawful }: Refusing): Promise<void> {
  read(app, wire.listRuns, (tx, { cooperativeId, input }) => runPageOf(tx, cooperativeId, pageOf(input)));
  serve(app, wire.draftRun, commands.draftRun);
  serve(app, wire.draftAndCalculateRun, draftAndCalculateRun);
  read(app, wire.readRun, async (tx, { cooperativeId, input, actor }) => {
    const run = await requireRun(tx, cooperativeId, input.runId);
    const { preparedBy, preparedAt, approvedBy, approvedAt } = run;
    const names = await userNames(tx, approvedBy === null ? [preparedBy] : [preparedBy, approvedBy]);
    return {
      ...runOnWire(run),
      preparedBy: names.get(preparedBy) ?? null,
      preparedAt: preparedAt.toISOString(),
      approvedBy: approvedBy === null ? null : (names.get(approvedBy) ?? null),
      approvedAt: approvedAt?.toISOString() ?? null,
      own: preparedBy === actor.userId,
    };
  });
  read(app, wire.listRunLines, async (tx, { cooperativeId, input }) =>
    linePageOf(tx, await requireRun(tx, cooperativeId, input.runId), pageOf(input)),
  );
  read(app, wire.readLineProof, async (tx, { cooperativeId, input: { runId, ...holder } }) =>
    proofOf(tx, await requireRun(tx, cooperativeId, runId), holder),
  );
  serve(app, wire.calculateRun, commands.calculateRunOf(refuseCalled));
  serve(app, wire.approveRun, commands.approveRun);
  serve(app, wire.postRun, commands.postRunOf(requireLawful));
  serve(app, wire.withdrawRun, withdrawals.withdrawRunOf(refuseCalled));
  serve(app, wire.confirmRunWithdrawal, withdrawals.confirmRunWithdrawalOf(refuseCalled));
  serve(app, wire.sendBackRunWithdrawal, withdrawals.sendBackRunWithdrawal);
  serve(app, wire.reverseRun, reverseRun);
  serve(app, wire.draftDifferenceRun, draftDifferenceRun);
}
