/** The law as data, where the cooperative stands, and its days of rest. */
import { LocalDate } from '../../domain/calendar.ts';
import { appliesIn, citation, isInForce, lawPack, lawRule, type Law } from '../../domain/law.ts';
import { arrangedDays, arrangedYears, noticesOf } from '../../domain/rest-days.ts';
import type { InputOf } from '../../contract/endpoint.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import { jurisdictionOn, jurisdictionsSet } from '../settings/index.ts';
import {
  confirmJurisdiction,
  jurisdictionOnWire,
  restDaysOf,
  sendBackJurisdiction,
  setJurisdiction,
  setRestDay,
} from './jurisdiction.ts';
import * as wire from './law-contract.ts';

export const lawRoutes: RoutePlugin = async (app) => {
  handle(app, wire.listLaw, async ({ input }) => ({
    rows: lawPack.filter((law) => isAsked(law, input)).map(lawOnWire),
  }));
  read(app, wire.readJurisdiction, async (tx, { cooperativeId, today }) => {
    const { province, community, row } = await jurisdictionOn(tx, cooperativeId, today);
    return {
      now: {
        effectiveFrom: row && `${row.effectiveFrom}`,
        province,
        community,
        source: row?.source ?? null,
        isDefault: row === null,
      },
      set: (await jurisdictionsSet(tx, cooperativeId)).map(jurisdictionOnWire),
    };
  });
  serve(app, wire.setJurisdiction, setJurisdiction);
  serve(app, wire.confirmJurisdiction, confirmJurisdiction);
  serve(app, wire.sendBackJurisdiction, sendBackJurisdiction);
  read(app, wire.listRestDays, async (tx, { cooperativeId, input: { year } }) => ({
    year,
    arranged: arrangedYears.includes(Number(year)),
    notices: [...noticesOf(Number(year))],
    days: [...arrangedDays(Number(year), await restDaysOf(tx, cooperativeId))],
  }));
  serve(app, wire.setRestDay, setRestDay);
};

function isAsked(law: Law, { on, province, community, rule }: InputOf<typeof wire.listLaw>): boolean {
  return (
    (on === undefined || isInForce(law, LocalDate.parse(on))) &&
    (rule === undefined || lawRule(law.id) === rule) &&
    (province === undefined || law.place === 'CN' || law.place === province) &&
    (community === undefined || appliesIn(law, { province: law.place, community }))
  );
}

function lawOnWire({ id, text, article, place, community, from, to, force, known, value, says }: Law) {
  return {
    id,
    rule: lawRule(id),
    citation: citation(id),
    title: text.title,
    number: text.number.kind === 'unknown' ? null : text.number.text,
    article,
    place,
    community,
    from: `${from}`,
    to: to && `${to}`,
    force,
    known,
    value: value && { ...value },
    says,
  };
}
