/** Issuing papers. Reading them is the documents' own part. */
import { execute } from '../../platform/command.ts';
import { commandContext, commandQuery, cooperativeParams, type RoutePlugin } from '../../platform/http.ts';
import { documentReply, openPress } from '../documents/index.ts';
import { issuePaper } from './commands.ts';
import { issuePaperInput } from './contract.ts';

export const paperRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const command = issuePaper(openPress(services.config));

  app.post(
    '/cooperatives/:cooperativeId/documents',
    {
      schema: {
        tags: ['documents'],
        summary: 'Issue a paper: figures of this moment, numbered, sealed and kept as PDF',
        params: cooperativeParams,
        querystring: commandQuery,
        body: issuePaperInput,
        response: { 201: documentReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, command, commandContext(request), request.body)),
  );
};
