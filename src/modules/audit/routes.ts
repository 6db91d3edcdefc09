/** The trail, readable by those who watch over the books. */
import { pageOf } from '../../contract/query.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import { doingOf, readAs } from '../../platform/command.ts';
import { guardOf } from '../../contract/endpoint.ts';
import { csvText } from '../../platform/tabular-writing.ts';
import * as wire from './contract.ts';
import { confirmErasure, refuseErasure, requestErasure, retentionOnWire, setRetention } from './retention.ts';
import * as retentionWire from './retention-contract.ts';
import { bookHead, looksWanted, newestEntries } from './queries.ts';

const MOST_EXPORTED = 50_000;

export const auditRoutes: RoutePlugin = async (app) => {
  read(app, retentionWire.readRetention, (tx, { cooperativeId }) =>
    retentionOnWire(tx, cooperativeId, app.services.clock()),
  );
  serve(app, retentionWire.setRetention, setRetention);
  serve(app, retentionWire.requestErasure, requestErasure);
  serve(app, retentionWire.confirmErasure, confirmErasure);
  serve(app, retentionWire.refuseErasure, refuseErasure);
  read(app, wire.listAuditEntries, async (tx, { cooperativeId, input }) => {
    const { after, limit } = pageOf(input);
    const rows = await newestEntries(tx, cooperativeId, {
      ...input,
      before: after === null ? undefined : BigInt(after),
      limit,
    });
    const last = rows.length === limit ? rows.at(-1) : undefined;
    return {
      seal: (await bookHead(tx, cooperativeId)).seal,
      entries: rows.map((row) => ({
        number: row.number.toString(),
        recordedAt: row.recordedAt.toISOString(),
        actorName: row.actorName,
        command: row.command,
        does: doingOf(row.command),
        notes: wire.auditNotes.parse(row.notes),
        previousHash: row.previousHash,
        hash: row.hash,
      })),
      next: last?.number.toString() ?? null,
    };
  });

  read(app, wire.listLooks, async (tx, { cooperativeId, input }) => {
    const { after, limit } = pageOf(input);
    const rows = await looksWanted(tx, cooperativeId, input, limit, after);
    return {
      looks: rows.map(lookOnWire),
      next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
    };
  });
  handle(app, wire.exportLooks, async ({ input, cooperativeId, language, reply, context }) => {
    const rows = await readAs(app.services, context(), guardOf(wire.exportLooks), (tx) =>
      looksWanted(tx, cooperativeId, input, MOST_EXPORTED, null),
    );
    const heads = {
      zh: ['时间', '查看人', '种类', '操作', '被查看的成员', '内容', '拒绝', '地址'],
      en: ['Time', 'Who', 'Kind', 'Act', 'Member', 'About', 'Refused', 'Address'],
    };
    const lines = rows.map((row) =>
      Object.values(lookOnWire(row)).map((cell) => (cell === null ? '' : cell)),
    );
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', 'attachment; filename="looks.csv"')
      .send(csvText([heads[language], ...lines]));
  });
};

function lookOnWire({
  recordedAt,
  userName,
  kind,
  act,
  memberId,
  about,
  refused,
  address,
}: Awaited<ReturnType<typeof looksWanted>>[number]) {
  return {
    recordedAt: recordedAt.toISOString(),
    person: userName,
    kind,
    act,
    memberId,
    about,
    refused,
    address,
  };
}
