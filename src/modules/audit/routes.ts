/** The trail, readable by those who watch over the books. */
import { pageOf } from '../../contract/query.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read } from '../../platform/serve.ts';
import * as wire from './contract.ts';
import { bookHead, newestEntries } from './queries.ts';

export const auditRoutes: RoutePlugin = async (app) => {
  read(app, wire.listAuditEntries, async (tx, { cooperativeId, input }) => {
    const { after, limit } = pageOf(input);
    const rows = await newestEntries(tx, cooperativeId, limit, after === null ? undefined : BigInt(after));
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      seal: (await bookHead(tx, cooperativeId)).seal,
      entries: rows.map((row) => ({
        number: row.number.toString(),
        recordedAt: row.recordedAt.toISOString(),
        actorName: row.actorName,
        command: row.command,
        notes: wire.auditNotes.parse(row.notes),
        previousHash: row.previousHash,
        hash: row.hash,
      })),
      next: last?.number.toString() ?? null,
    };
  });
};
