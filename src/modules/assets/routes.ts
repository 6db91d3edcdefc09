/** Collective assets: the register over a span of days, each with its history, and how well their value was kept. */
import { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, cooperativeParams, languageQuery } from '../../contract/query.ts';
import { commandContext, languageOf, readContext, type RoutePlugin } from '../../platform/http.ts';
import { idText } from '../../contract/wire.ts';
import { endAsset, enterAsset, strikeRecord, useAsset, valueAsset } from './commands.ts';
import {
  assetHistoryReply,
  assetsQuery,
  assetsReply,
  doneReply,
  endAssetInput,
  enterAssetInput,
  preservationQuery,
  preservationReply,
  strikeInput,
  useAssetInput,
  valueAssetInput,
} from './contract.ts';
import { assetHistory, assetRegister, preservationOf } from './queries.ts';

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
          {
            ...spanOf(request.query),
            basis: request.query.basis ?? 'register',
            addDividendsBack: request.query.addDividendsBack === 'true',
            entered: enteredIn(request.query),
          },
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
  app.post(
    `${base}/strikes`,
    { schema: { ...writing, summary: 'Strike what was entered in error', body: strikeInput } },
    async (request, reply) =>
      reply.code(201).send(await execute(services, strikeRecord, commandContext(request), request.body)),
  );
  app.get(
    `${base}/:assetId`,
    {
      schema: {
        tags,
        summary: 'One asset with all its valuations, uses and ends',
        params: cooperativeParams.extend({ assetId: idText() }),
        querystring: languageQuery,
        response: { 200: assetHistoryReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'assets.read', (tx) =>
        assetHistory(tx, request.params.cooperativeId, request.params.assetId),
      ),
  );
};

const enterable = ['opening', 'closing', 'objectiveIncrease', 'objectiveDecrease'] as const;

function enteredIn(query: Readonly<Partial<Record<(typeof enterable)[number], string | undefined>>>) {
  return Object.fromEntries(
    enterable.flatMap((name) => (query[name] === undefined ? [] : [[name, Money.parse(query[name])]])),
  ) as Partial<Record<(typeof enterable)[number], Money>>;
}
