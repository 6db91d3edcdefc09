/** Allotment schemes: versions, preview, posting, reversal, comparison. */
import type { RoutePlugin } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import * as commands from './commands.ts';
import * as wire from './contract.ts';
import { setTakers, splitClass, splitList, takersReport } from './measure.ts';
import * as measure from './measure-contract.ts';
import { compareOn, postingList, previewScheme, schemesOnWire } from './queries.ts';

export const allotmentRoutes: RoutePlugin = async (app) => {
  read(app, wire.listSchemes, (tx, { cooperativeId }) => schemesOnWire(tx, cooperativeId));
  serve(app, wire.draftScheme, commands.draftScheme);
  serve(app, wire.withdrawScheme, commands.withdrawScheme);
  read(app, wire.previewScheme, (tx, { cooperativeId, input }) =>
    previewScheme(tx, cooperativeId, input.schemeId, input.on),
  );
  read(app, wire.listPostings, (tx, { cooperativeId }) => postingList(tx, cooperativeId));
  serve(app, wire.postScheme, commands.postScheme);
  serve(app, wire.reversePosting, commands.reverseSchemePosting);
  read(app, measure.listShareSplits, (tx, { cooperativeId }) => splitList(tx, cooperativeId));
  serve(app, measure.splitClass, splitClass);
  read(app, measure.readShareTakers, (tx, { cooperativeId, today }) =>
    takersReport(tx, cooperativeId, today),
  );
  serve(app, measure.setShareTakers, setTakers);
  read(app, wire.compareSchemes, (tx, { cooperativeId, input }) => compareOn(tx, cooperativeId, input));
};
