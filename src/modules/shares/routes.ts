/** The share register: classes, limits, movements, holdings; restrictions and certificates. The room of postings is handed in. */
import { LocalDate } from '../../domain/calendar.ts';
import { pageOf, spanOf } from '../../contract/query.ts';
import type { App } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import { asOf } from '../members/index.ts';
import * as commands from './commands.ts';
import * as wire from './contract.ts';
import * as paperCommands from './paper-commands.ts';
import * as papers from './paper-contract.ts';
import * as requests from './requests.ts';
import { requestPage, type PostingReversed } from './requests.ts';
import { allowanceReport, setAllowance } from './rules.ts';
import {
  certificatePageOf,
  classList,
  holdingsPageOf,
  limitList,
  movementPageOf,
  restrictionList,
  shareSchedule,
  shareStatement,
} from './queries.ts';

export async function shareRoutes(app: App, postingReversed: PostingReversed): Promise<void> {
  read(app, wire.listShareClasses, (tx, { cooperativeId }) => classList(tx, cooperativeId));
  serve(app, wire.defineClass, commands.defineClass);
  read(app, wire.listShareLimits, (tx, { cooperativeId }) => limitList(tx, cooperativeId));
  serve(app, wire.setLimit, commands.setLimit);

  read(app, wire.listMovements, (tx, { cooperativeId, input }) =>
    movementPageOf(tx, cooperativeId, {
      ...pageOf(input),
      accountId: input.accountId,
      postingId: input.postingId,
    }),
  );
  read(app, wire.readShareSchedule, (tx, { cooperativeId, input }) =>
    shareSchedule(tx, cooperativeId, spanOf(input)),
  );
  serve(app, wire.moveShares, commands.moveShares);
  read(app, wire.listMovementRequests, (tx, { cooperativeId, input }) =>
    requestPage(tx, cooperativeId, pageOf(input)),
  );
  serve(app, wire.requestMovement, requests.requestMovement);
  serve(app, wire.confirmMovement, requests.confirmMovementOf(postingReversed));
  serve(app, wire.sendBackMovement, requests.sendBackMovement);
  read(app, wire.readShareAllowance, (tx, { cooperativeId, today }) =>
    allowanceReport(tx, cooperativeId, today),
  );
  serve(app, wire.setShareAllowance, setAllowance);
  serve(app, wire.reverseMovement, commands.reverseMovement);

  read(app, wire.listHoldings, (tx, { cooperativeId, input, today }) => {
    const { on, knownAt } = asOf(input, today);
    return holdingsPageOf(tx, cooperativeId, { date: on, knownAt, ...pageOf(input) });
  });
  read(app, wire.readShareStatement, (tx, { cooperativeId, input }) => {
    const { kind, number, knownAt } = input;
    const known = knownAt === undefined ? null : new Date(knownAt);
    return shareStatement(tx, cooperativeId, { kind, number }, { ...spanOf(input), knownAt: known });
  });

  read(app, papers.listRestrictions, (tx, { cooperativeId, input: { on } }) =>
    restrictionList(tx, cooperativeId, on === undefined ? null : LocalDate.parse(on)),
  );
  serve(app, papers.restrict, paperCommands.restrict);
  serve(app, papers.liftRestriction, paperCommands.liftRestriction);
  read(app, papers.listCertificates, (tx, { cooperativeId, input }) =>
    certificatePageOf(tx, cooperativeId, pageOf(input)),
  );
  serve(app, papers.issueCertificate, paperCommands.issueCertificate);
  serve(app, papers.replaceCertificate, paperCommands.replaceCertificate);
  serve(app, papers.voidCertificate, paperCommands.voidCertificate);
}
