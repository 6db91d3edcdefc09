/** The checklist of a half-year. */
import { Period } from '../../domain/calendar.ts';
import { permissions } from '../../domain/permission.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read } from '../../platform/serve.ts';
import * as wire from './contract.ts';
import { checklistFor } from './queries.ts';

export const checklistRoutes: RoutePlugin = async (app) => {
  read(app, wire.readChecklist, async (tx, { cooperativeId, input: { period }, language, today }) => {
    const items = await checklistFor(tx, cooperativeId, Period.parse(period), today);
    return {
      period,
      done: items.filter(({ state }) => state === 'done').length,
      left: items.filter(({ state }) => state === 'next' || state === 'blocked').length,
      items: items.map(({ step, name, state, detail, blockedBy, reason, place }) => ({
        step,
        state,
        blockedBy,
        name: name[language],
        detail: detail?.[language] ?? null,
        reason: reason?.[language] ?? null,
        where: place.path,
        who: permissions[place.action],
      })),
    };
  });
};
