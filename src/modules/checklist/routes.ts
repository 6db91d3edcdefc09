/** The checklist of a half-year. */
import { guardOf } from '../../contract/endpoint.ts';
import { Period } from '../../domain/calendar.ts';
import { permissions } from '../../domain/permission.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read } from '../../platform/serve.ts';
import * as wire from './contract.ts';
import { halfYearFigures } from './figures.ts';
import { linkFor } from './link.ts';
import { checklistFor, dueDays } from './queries.ts';

export const checklistRoutes: RoutePlugin = async (app) => {
  read(
    app,
    wire.readChecklist,
    async (tx, { cooperativeId, input: { period }, language, today, actor }) => {
      const items = await checklistFor(tx, cooperativeId, Period.parse(period), today);
      const dueOf = await dueDays(tx, cooperativeId, Period.parse(period));
      return {
        period,
        done: items.filter(({ state }) => state === 'done').length,
        left: items.filter(({ state }) => state === 'next' || state === 'blocked').length,
        items: items.map(({ name, detail, reason, link: first, besides, ...item }) => {
          const link = linkFor({ link: first, besides }, actor);
          return {
            ...item,
            name: name[language],
            due: dueOf(item.step),
            detail: detail?.[language] ?? null,
            reason: reason?.[language] ?? null,
            where: link.where,
            act: link.act.name,
            known: link.known,
            who: permissions[guardOf(link.act)],
            own: link.notBy.includes(actor.userId),
          };
        }),
      };
    },
    { readsMuch: true },
  );
  read(
    app,
    wire.readHalfYearFigures,
    (tx, { cooperativeId, input, language, today }) =>
      halfYearFigures(tx, cooperativeId, { period: Period.parse(input.period), today }, language),
    { readsMuch: true },
  );
};
