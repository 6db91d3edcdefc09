/** What members were told, as the office looks at it. */
import { pageOf } from '../../contract/query.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read } from '../../platform/serve.ts';
import * as wire from './contract.ts';
import { newestMessages } from './queries.ts';

export const messageRoutes: RoutePlugin = async (app) => {
  const { config, clock } = app.services;
  read(app, wire.listMemberMessages, async (tx, { cooperativeId, input }) => {
    const { after, limit } = pageOf(input);
    const isConnected = config.HEGU_MESSAGE_WEBHOOK !== undefined;
    const before = after === null ? undefined : BigInt(after);
    const messages = await newestMessages(
      tx,
      cooperativeId,
      { before, limit },
      { now: clock(), isConnected },
    );
    return {
      isConnected,
      messages,
      next: messages.length === limit ? (messages.at(-1)?.number ?? null) : null,
    };
  });
};
