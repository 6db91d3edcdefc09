/** Issuing papers, and the minutes as text. Reading issued papers is the documents' own part. */
import * as z from 'zod';
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, cooperativeParams, languageQuery } from '../../contract/query.ts';
import { commandContext, languageOf, readContext, type RoutePlugin } from '../../platform/http.ts';
import { idText } from '../../contract/wire.ts';
import { findCooperative } from '../access/index.ts';
import { documentReply, minutesText, openPress } from '../documents/index.ts';
import { issuePaper } from './commands.ts';
import { issuePaperInput } from './contract.ts';
import { meetingFigures } from './meeting-figures.ts';

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

  app.get(
    '/cooperatives/:cooperativeId/meetings/:meetingId/minutes',
    {
      schema: {
        tags: ['meetings'],
        summary: 'The minutes as plain text, to be edited further',
        params: z.strictObject({ cooperativeId: idText(), meetingId: idText() }),
        querystring: languageQuery,
      },
    },
    async (request, reply) => {
      const { cooperativeId, meetingId } = request.params;
      const language = languageOf(request);
      const written = await readAs(services, readContext(request), 'assemblies.read', async (tx) => {
        const figures = await meetingFigures(tx, cooperativeId, {
          kind: 'meeting-paper',
          language,
          meetingId,
          part: 'minutes',
        });
        const issuer = (await findCooperative(tx, cooperativeId))?.name ?? '';
        return { name: `minutes-${figures.number}.txt`, text: minutesText({ language, issuer }, figures) };
      });
      return reply
        .type('text/plain; charset=utf-8')
        .header('content-disposition', `attachment; filename="${written.name}"`)
        .send(written.text);
    },
  );
};
