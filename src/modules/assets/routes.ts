/** Collective assets: the register over a span of days, and how well their value was kept. */
import { LocalDate } from '../../domain/calendar.ts';
import { execute, readAs } from '../../platform/command.ts';
import {
  commandContext,
  commandQuery,
  cooperativeParams,
  languageOf,
  readContext,
  type RoutePlugin,
} from '../../platform/http.ts';
import { endAsset, enterAsset, useAsset, valueAsset } from './commands.ts';
import {
  assetsQuery,
  assetsReply,
  doneReply,
  endAssetInput,
  enterAssetInput,
  preservationQuery,
  preservationReply,
  useAssetInput,
  valueAssetInput,
} from './contract.ts';
import { assetRegister, preservationOf } from './queries.ts';

const tags = ['assets'];
const base = '/cooperatives/:cooperativeId/assets';

export const assetRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const writing = {
    tags,
    params: cooperativeParams,
    querystring: commandQuery,
    response: { 201: doneReply },
  };
  const spanOf = (query: { readonly from: string; readonly to: string }) => ({
    from: LocalDate.parse(query.from),
    to: LocalDate.parse(query.to),
  });

  app.get(
    base,
    {
      schema: {
        tags,
        summary: 'The register with values, income and idle days of a span',
        params: cooperativeParams,
        querystring: assetsQuery,
        response: { 200: assetsReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assets.read', (tx) =>
        assetRegister(tx, request.params.cooperativeId, spanOf(request.query)),
      ),
  );
  app.get(
    `${base}/preservation`,
    {
      schema: {
        tags,
        summary: 'The value-preservation rate of a span, with its formula',
        params: cooperativeParams,
        querystring: preservationQuery,
        response: { 200: preservationReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assets.read', (tx) =>
        preservationOf(
          tx,
          request.params.cooperativeId,
          spanOf(request.query),
          request.query.addDividendsBack === 'true',
          languageOf(request),
        ),
      ),
  );
  app.post(
    base,
    { schema: { ...writing, summary: 'Enter an asset', body: enterAssetInput } },
    async (request, reply) =>
      reply.code(201).send(await execute(services, enterAsset, commandContext(request), request.body)),
  );
  app.post(
    `${base}/valuations`,
    { schema: { ...writing, summary: 'Value an asset', body: valueAssetInput } },
    async (request, reply) =>
      reply.code(201).send(await execute(services, valueAsset, commandContext(request), request.body)),
  );
  app.post(
    `${base}/uses`,
    { schema: { ...writing, summary: 'Note income of an asset, or that it lay idle', body: useAssetInput } },
    async (request, reply) =>
      reply.code(201).send(await execute(services, useAsset, commandContext(request), request.body)),
  );
  app.post(
    `${base}/ends`,
    { schema: { ...writing, summary: 'Note that an asset was disposed of', body: endAssetInput } },
    async (request, reply) =>
      reply.code(201).send(await execute(services, endAsset, commandContext(request), request.body)),
  );
};
