/** Issuing papers, those issued, their files, and what anybody may learn of one whose number they hold. */
import type { FastifyReply, FastifyRequest } from 'fastify';
import { guardOf } from '../../contract/endpoint.ts';
import { pageOf } from '../../contract/query.ts';
import { mayDo, mayVisit, type Action } from '../../domain/permission.ts';
import { refuse } from '../../domain/refusal.ts';
import { actionWords, rolesThatMay } from '../../domain/role-words.ts';
import { readAs } from '../../platform/command.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { must } from '../../platform/must.ts';
import { handle, read } from '../../platform/serve.ts';
import type { Actor } from '../../platform/services.ts';
import { findCooperative } from '../access/index.ts';
import * as wire from './contract.ts';
import { sealsKept } from './issued/chain.ts';
import { checkDocument, documentPageOf } from './issued/queries.ts';
import { openPress } from './issued/register.ts';
import { documentContent } from './issued/store.ts';
import { issuingOfPack } from './meeting-pack.ts';
import { meetingFigures } from './meeting-paper/figures.ts';
import { minutesText } from './meeting-paper/minutes.ts';
import type { ServedPaper } from './paper.ts';
import * as papers from './papers-contract.ts';

export const paperRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const { database, config } = services;
  const printer = { services, press: openPress(config) };
  const served = new Map<wire.PaperKind, ServedPaper>();
  for (const { kind } of Object.values(papers)) {
    const { paper } = (await import(`./${kind}/paper.ts`)) as { readonly paper: ServedPaper };
    paper.serve(app, printer);
    served.set(kind, paper);
  }
  const pack = issuingOfPack(served, printer);
  handle(app, wire.issueMeetingPapers, ({ context, input }) => pack(context(), input));

  read(app, wire.listDocuments, (tx, { cooperativeId, input, actor }) => {
    const readable = readableKinds(actor);
    const kinds = input.kind === undefined ? readable : readable.filter((each) => each === input.kind);
    return documentPageOf(tx, cooperativeId, config.HEGU_PUBLIC_URL, { ...input, ...pageOf(input), kinds });
  });

  handle(app, wire.readDocumentContent, async (taken) => {
    const { cooperativeId, input, request, reply } = taken;
    const file = await readAs(
      services,
      taken.context(),
      guardOf(wire.readDocumentContent),
      async (tx, actor) => {
        const found = await documentContent(tx, cooperativeId, input.documentId);
        const right = wire.paperRights[found.kind];
        if (!mayRead(actor, right))
          throw refuse('access.forbidden', { action: actionWords[right], roles: rolesThatMay(right) });
        return found;
      },
    );
    return sendPaper(request, reply, file);
  });

  handle(app, wire.readMinutesText, async (taken) => {
    const { cooperativeId, input, language, reply } = taken;
    const written = await readAs(services, taken.context(), guardOf(wire.readMinutesText), async (tx) => {
      const wish = { language, meetingId: input.meetingId, part: 'minutes' } as const;
      const figures = await meetingFigures(tx, cooperativeId, wish);
      const issuer = must(await findCooperative(tx, cooperativeId), 'The cooperative').name;
      return { number: figures.number, text: minutesText({ language, issuer }, figures) };
    });
    return reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', `attachment; filename="minutes-${written.number}.txt"`)
      .send(written.text);
  });

  const seals = sealsKept(config);
  handle(
    app,
    wire.checkDocument,
    async ({ input, language }) => {
      const told = await seals(input.issuerId);
      const checked = await database.read(input.issuerId, (tx) =>
        checkDocument(tx, services, told, input, language),
      );
      if (checked === null) throw refuse('documents.unknown', { number: input.number });
      return checked;
    },
    ofHolders,
  );
};

const mayRead = ({ roles, visiting }: Actor, right: Action) =>
  mayDo(roles, right) || (visiting && mayVisit(right));

const readableKinds = (actor: Actor) =>
  (Object.keys(wire.paperRights) as wire.PaperKind[]).filter((kind) =>
    mayRead(actor, wire.paperRights[kind]),
  );

/** Whoever holds a paper is nobody: a hall full of them behind one address, and no more. */
export const ofHolders = { perMinute: 600 } as const;

/** The file as it was issued, unless whoever asks has it. */
export function sendPaper(
  request: FastifyRequest,
  reply: FastifyReply,
  file: Awaited<ReturnType<typeof documentContent>>,
): FastifyReply {
  const etag = `"${file.sha256}"`;
  void reply.header('etag', etag);
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply
    .type('application/pdf')
    .header('content-disposition', `inline; filename="${file.number}.pdf"`)
    .send(Buffer.from(file.content));
}
