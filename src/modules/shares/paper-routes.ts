/** Restrictions on holdings, and certificates. */
import * as z from 'zod';
import { LocalDate } from '../../domain/calendar.ts';
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, cooperativeParams, pageLimit, pageQuery } from '../../contract/query.ts';
import { commandContext, readContext, type RoutePlugin } from '../../platform/http.ts';
import { dateText, idText } from '../../contract/wire.ts';
import {
  certificateIssued,
  certificatePage,
  idReply,
  issueCertificateInput,
  liftRestrictionInput,
  replaceCertificateInput,
  restrictInput,
  restrictionReply,
  voidCertificateInput,
} from './contract.ts';
import {
  issueCertificate,
  liftRestriction,
  replaceCertificate,
  restrict,
  voidCertificate,
} from './paper-commands.ts';
import { certificatePageOf, restrictionList } from './queries.ts';

const restrictionsQuery = z.strictObject({
  on: dateText().optional().meta({ description: 'Only those in force on this day; all unless given' }),
  lang: z.enum(['zh', 'en']).optional(),
});

export const paperRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const tags = ['shares'];
  const root = '/cooperatives/:cooperativeId';
  const writing = { tags, params: cooperativeParams, querystring: commandQuery } as const;
  const ofCertificate = {
    ...writing,
    params: cooperativeParams.extend({ certificateId: idText() }),
  } as const;

  app.get(
    `${root}/restrictions`,
    {
      schema: {
        tags,
        summary: 'Freezes, pledges, disputes and undivided estates',
        params: cooperativeParams,
        querystring: restrictionsQuery,
        response: { 200: z.strictObject({ restrictions: z.array(restrictionReply) }) },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'shares.read', (tx) => {
        const { on } = request.query;
        return restrictionList(
          tx,
          request.params.cooperativeId,
          on === undefined ? null : LocalDate.parse(on),
        );
      }),
  );

  app.post(
    `${root}/restrictions`,
    {
      schema: { ...writing, summary: 'Restrict a holding', body: restrictInput, response: { 201: idReply } },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, restrict, commandContext(request), request.body)),
  );

  app.post(
    `${root}/restrictions/:restrictionId/lift`,
    {
      schema: {
        ...writing,
        summary: 'Lift a restriction from a day on',
        params: cooperativeParams.extend({ restrictionId: idText() }),
        body: liftRestrictionInput.omit({ restrictionId: true }),
        response: { 200: idReply },
      },
    },
    async (request) =>
      execute(services, liftRestriction, commandContext(request), {
        ...request.body,
        restrictionId: request.params.restrictionId,
      }),
  );

  app.get(
    `${root}/certificates`,
    {
      schema: {
        tags,
        summary: 'Share certificates by number',
        params: cooperativeParams,
        querystring: pageQuery,
        response: { 200: certificatePage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'shares.read', (tx) =>
        certificatePageOf(tx, request.params.cooperativeId, {
          after: request.query.after ?? null,
          limit: pageLimit(request.query),
        }),
      ),
  );

  app.post(
    `${root}/certificates`,
    {
      schema: {
        ...writing,
        summary: 'Issue a certificate',
        body: issueCertificateInput,
        response: { 201: certificateIssued },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, issueCertificate, commandContext(request), request.body)),
  );

  app.post(
    `${root}/certificates/:certificateId/replacement`,
    {
      schema: {
        ...ofCertificate,
        summary: 'Replace a lost or changed certificate by a new one',
        body: replaceCertificateInput.omit({ certificateId: true }),
        response: { 201: certificateIssued },
      },
    },
    async (request, reply) => {
      const input = { ...request.body, certificateId: request.params.certificateId };
      return reply
        .code(201)
        .send(await execute(services, replaceCertificate, commandContext(request), input));
    },
  );

  app.post(
    `${root}/certificates/:certificateId/void`,
    {
      schema: {
        ...ofCertificate,
        summary: 'Declare a certificate void',
        body: voidCertificateInput.omit({ certificateId: true }),
        response: { 200: certificateIssued },
      },
    },
    async (request) =>
      execute(services, voidCertificate, commandContext(request), {
        ...request.body,
        certificateId: request.params.certificateId,
      }),
  );
};
