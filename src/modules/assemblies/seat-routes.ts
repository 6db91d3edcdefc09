/** Who sits in which body, the rules the bodies decide by, and the days around their meetings. */
import * as z from 'zod';
import { LocalDate } from '../../domain/calendar.ts';
import { faultMessage } from '../../domain/errors/catalogue.ts';
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, cooperativeParams, languageQuery } from '../../contract/query.ts';
import { commandContext, languageOf, readContext, type RoutePlugin } from '../../platform/http.ts';
import { dayInChina } from '../../platform/services.ts';
import { dateText, idText } from '../../contract/wire.ts';
import { rulesOn, rulesOnWire, setOwnRules } from './rules.ts';
import { ownRulesReply, rulesReply, setOwnRulesInput } from './rules-contract.ts';
import { assemblySettings, assemblySettingsShape, setAssemblySettings } from './settings.ts';
import { compositionOn, elect, endASeat, replaceASeat, seatOnWire } from './seat-commands.ts';
import {
  electBody,
  endSeatBody,
  replaceSeatBody,
  seatedBody,
  seatReply,
  seatsReply,
} from './seat-contract.ts';

const tags = ['assemblies'];
const base = '/cooperatives/:cooperativeId';
const bodyParams = z.strictObject({ cooperativeId: idText(), body: seatedBody });
const seatParams = z.strictObject({ cooperativeId: idText(), seatId: idText() });
const dayQuery = languageQuery.extend({
  on: dateText().optional().meta({ description: 'Today unless given' }),
});

export const seatRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const dayOf = (on: string | undefined) =>
    on === undefined ? dayInChina(services.clock()) : LocalDate.parse(on);

  app.get(
    `${base}/bodies/:body/seats`,
    {
      schema: {
        tags,
        summary: 'Seats held on a day, with the composition the rules ask for',
        params: bodyParams,
        querystring: dayQuery,
        response: { 200: seatsReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assemblies.read', async (tx) => {
        const { cooperativeId, body } = request.params;
        const on = dayOf(request.query.on);
        const { held, check } = await compositionOn(tx, cooperativeId, body, on);
        const language = languageOf(request);
        return {
          body,
          on: `${on}`,
          held: check.seats,
          women: check.women,
          groups: [...check.groups],
          faults: check.faults.map((fault) => faultMessage(fault, language)),
          seats: held.map(seatOnWire),
        };
      }),
  );

  app.post(
    `${base}/bodies/:body/elections`,
    {
      schema: {
        tags,
        summary: 'Seat a whole body for its term; representatives by household group',
        params: bodyParams,
        querystring: commandQuery,
        body: electBody,
        response: { 201: z.strictObject({ seats: z.array(seatReply) }) },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, body: request.params.body };
      return reply.code(201).send({ seats: await execute(services, elect, commandContext(request), input) });
    },
  );

  app.post(
    `${base}/seats/:seatId/end`,
    {
      schema: {
        tags,
        summary: 'End a seat before its term: resigned, removed or died',
        params: seatParams,
        querystring: commandQuery,
        body: endSeatBody,
        response: { 200: seatReply },
      },
    },
    async (request) =>
      execute(services, endASeat, commandContext(request), {
        ...request.body,
        seatId: request.params.seatId,
      }),
  );

  app.post(
    `${base}/seats/:seatId/replacement`,
    {
      schema: {
        tags,
        summary: 'Seat a successor for the rest of the term',
        params: seatParams,
        querystring: commandQuery,
        body: replaceSeatBody,
        response: { 201: seatReply },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, seatId: request.params.seatId };
      return reply.code(201).send(await execute(services, replaceASeat, commandContext(request), input));
    },
  );

  app.get(
    `${base}/assembly-rules`,
    {
      schema: {
        tags,
        summary:
          'The rules of all bodies in force on a day: the law, with the cooperative\u2019s own over it',
        params: cooperativeParams,
        querystring: dayQuery,
        response: { 200: rulesReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assemblies.read', async (tx) => {
        const on = dayOf(request.query.on);
        return rulesOnWire(on, await rulesOn(tx, request.params.cooperativeId, on));
      }),
  );

  app.get(
    `${base}/assembly-settings`,
    {
      schema: {
        tags,
        summary: 'Days around meetings: papers, public notice, calendar',
        params: cooperativeParams,
        querystring: languageQuery,
        response: { 200: assemblySettingsShape },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assemblies.read', (tx) =>
        assemblySettings(tx, request.params.cooperativeId),
      ),
  );

  app.put(
    `${base}/assembly-settings`,
    {
      schema: {
        tags,
        summary: 'Set the days around meetings',
        params: cooperativeParams,
        querystring: commandQuery,
        body: assemblySettingsShape,
        response: { 200: assemblySettingsShape },
      },
    },
    async (request) => execute(services, setAssemblySettings, commandContext(request), request.body),
  );

  app.post(
    `${base}/assembly-rules`,
    {
      schema: {
        tags,
        summary: 'Set own rules from a day on: stricter than the law of that day, never laxer',
        params: cooperativeParams,
        querystring: commandQuery,
        body: setOwnRulesInput,
        response: { 201: ownRulesReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, setOwnRules, commandContext(request), request.body)),
  );
};
