/** The trail, readable by those who watch over the books. */
import { pageOf } from '../../contract/query.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { handle, read, serve } from '../../platform/serve.ts';
import { doingOf, readAs } from '../../platform/command.ts';
import { guardOf } from '../../contract/endpoint.ts';
import type { Tx } from '../../platform/database.ts';
import { csvText } from '../../platform/tabular-writing.ts';
import { signInNames } from '../access/index.ts';
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
      looks: await looksOnWire(tx, rows),
      next: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
    };
  });
  handle(app, wire.exportLooks, async ({ input, cooperativeId, language, reply, context }) => {
    const looks = await readAs(app.services, context(), guardOf(wire.exportLooks), async (tx) =>
      looksOnWire(tx, await looksWanted(tx, cooperativeId, input, MOST_EXPORTED, null)),
    );
    const heads = {
      zh: ['时间', '查看人', '登录名', '种类', '操作', '被查看的成员', '内容', '拒绝', '地址'],
      en: ['Time', 'Who', 'Signs in as', 'Kind', 'Act', 'Member', 'About', 'Refused', 'Address'],
    };
    const lines = looks.map((look) => Object.values(look).map((cell) => (cell === null ? '' : cell)));
    return reply
      .type('text/csv; charset=utf-8')
      .header('cache-control', 'private, no-store')
      .header('content-disposition', 'attachment; filename="looks.csv"')
      .send(csvText([heads[language], ...lines]));
  });
};

/** Two people may be called alike: by what they sign in nobody is taken for another. */
async function looksOnWire(tx: Tx, rows: Awaited<ReturnType<typeof looksWanted>>) {
  const signIns = await signInNames(tx, [...new Set(rows.map(({ userId }) => userId))]);
  return rows.map(({ recordedAt, userId, userName, kind, act, memberId, about, refused, address }) => ({
    recordedAt: recordedAt.toISOString(),
    person: userName,
    signsInAs: signIns.get(userId) ?? null,
    kind,
    act,
    memberId,
    about,
    refused,
    address,
  }));
}
