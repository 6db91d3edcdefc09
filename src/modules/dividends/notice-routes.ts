/** The public notice of a run and its objections. */
import type { RoutePlugin } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import * as commands from './notice-commands.ts';
import * as wire from './notice-contract.ts';
import { requireNoticeOf } from './notice-store.ts';
import { requireRun } from './store.ts';

export const noticeRoutes: RoutePlugin = async (app) => {
  read(app, wire.readNotice, async (tx, { cooperativeId, input: { runId }, today }) => {
    await requireRun(tx, cooperativeId, runId);
    return commands.noticeOnWire(tx, await requireNoticeOf(tx, cooperativeId, runId), today);
  });
  serve(app, wire.announceRun, commands.announceRun);
  serve(app, wire.confirmNotice, commands.confirmNotice);
  serve(app, wire.sendBackNotice, commands.sendBackNotice);
  serve(app, wire.raiseObjection, commands.raiseObjection);
  serve(app, wire.answerObjection, commands.answerObjection);
  serve(app, wire.releaseObjection, commands.releaseAnObjection);
};
