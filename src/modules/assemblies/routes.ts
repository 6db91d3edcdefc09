/** Resolutions: confirmed, listed, read; how many the register has in a body. */
import { pageLimit } from '../../contract/query.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import { LocalDate } from '../../domain/calendar.ts';
import {
  circumstanceOnWire,
  circumstancesOf,
  confirmSupplement,
  sendBackSupplement,
  supplementResolution,
} from './circumstances.ts';
import { confirmResolution, reportExecution, resolutionOnWire, sendBackResolution } from './commands.ts';
import * as wire from './contract.ts';
import { readsReportsOf } from './reports.ts';
import { entitledOn } from './seats.ts';
import { executionsOf, requireResolution, resolutionsAfter } from './store.ts';

export const assemblyRoutes: RoutePlugin = async (app) => {
  serve(app, wire.confirmResolution, confirmResolution);
  serve(app, wire.sendBackResolution, sendBackResolution);
  serve(app, wire.supplementResolution, supplementResolution);
  serve(app, wire.confirmSupplement, confirmSupplement);
  serve(app, wire.sendBackSupplement, sendBackSupplement);
  read(app, wire.readEntitled, async (tx, { cooperativeId, input: { body, on } }) => {
    const { heads, households } = await entitledOn(tx, cooperativeId, body, LocalDate.parse(on));
    return { body, on, entitled: heads, households };
  });
  read(app, wire.listResolutions, async (tx, { cooperativeId, input }) => {
    const limit = pageLimit(input);
    const rows = await resolutionsAfter(tx, cooperativeId, limit, input.after);
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return { resolutions: rows.map(resolutionOnWire), next: last?.id ?? null };
  });
  read(app, wire.readResolution, async (tx, { cooperativeId, actor, today, input: { resolutionId } }) => {
    const row = await requireResolution(tx, cooperativeId, resolutionId);
    const reads = await readsReportsOf(tx, { cooperativeId, actor, today }, row.body);
    const executions = (await executionsOf(tx, cooperativeId, resolutionId)).map(
      ({ reportedOn, state, text }) => ({ reportedOn: `${reportedOn}`, state, text: reads ? text : '' }),
    );
    const circumstances = (await circumstancesOf(tx, row)).map(circumstanceOnWire);
    return { ...resolutionOnWire(row), executions, circumstances };
  });
  serve(app, wire.reportExecution, reportExecution);
};
