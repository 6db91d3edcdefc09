/** Collective assets: the register over a span of days, each with its history, and how well their value was kept. */
import { spanOf } from '../../contract/query.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import * as commands from './commands.ts';
import * as wire from './contract.ts';
import { assetHistory, assetRegister, enteredFigures, preservationOf } from './queries.ts';

export const assetRoutes: RoutePlugin = async (app) => {
  read(app, wire.listAssets, (tx, { cooperativeId, input }) =>
    assetRegister(tx, cooperativeId, spanOf(input)),
  );
  read(app, wire.readPreservation, (tx, { cooperativeId, input, language }) => {
    const { from, to } = spanOf(input);
    const addDividendsBack = input.addDividendsBack === 'true';
    const entered = enteredFigures(input);
    const wish = { from, to, basis: input.basis ?? 'register', addDividendsBack, entered };
    return preservationOf(tx, cooperativeId, wish, language);
  });
  serve(app, wire.enterAsset, commands.enterAsset);
  read(app, wire.readAsset, (tx, { cooperativeId, input }) => assetHistory(tx, cooperativeId, input.assetId));
  serve(app, wire.valueAsset, commands.valueAsset);
  serve(app, wire.useAsset, commands.useAsset);
  serve(app, wire.endAsset, commands.endAsset);
  serve(app, wire.strikeAssetRecord, commands.strikeRecord);
};
