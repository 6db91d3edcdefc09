/** The trail, readable by those who watch over the books. */
import { readAs } from '../../platform/command.ts';
import { cooperativeParams, pageLimit, pageQuery } from '../../contract/query.ts';
import { readContext, type RoutePlugin } from '../../platform/http.ts';
import { refuse } from '../../domain/refusal.ts';
import { auditPage } from './contract.ts';
import { bookHead, newestEntries } from './queries.ts';

export const auditRoutes: RoutePlugin = async (app) => {
  app.get(
    '/cooperatives/:cooperativeId/audit-entries',
    {
      schema: {
        tags: ['audit'],
        summary: 'The audit trail, newest first',
        params: cooperativeParams,
        querystring: pageQuery,
        response: { 200: auditPage },
      },
    },
    async (request) => {
      const { after } = request.query;
      if (after !== undefined && !/^\d{1,18}$/.test(after)) throw refuse('request.malformed');
      return readAs(app.services, readContext(request), 'trail.read', async (tx) => {
        const { cooperativeId } = request.params;
        const limit = pageLimit(request.query);
        const rows = await newestEntries(
          tx,
          cooperativeId,
          limit,
          after === undefined ? undefined : BigInt(after),
        );
        const last = rows.length === limit ? rows.at(-1) : undefined;
        return {
          seal: (await bookHead(tx, cooperativeId)).seal,
          entries: rows.map((row) => ({
            number: row.number.toString(),
            recordedAt: row.recordedAt.toISOString(),
            actorName: row.actorName,
            command: row.command,
            notes: row.notes as never,
            previousHash: row.previousHash,
            hash: row.hash,
          })),
          next: last?.number.toString() ?? null,
        };
      });
    },
  );
};
