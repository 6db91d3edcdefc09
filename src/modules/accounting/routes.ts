/** The books: entries, months and years, trial balance, statements, the members' side of 113. */
import { holderInWords } from '../../domain/share-register.ts';
import * as z from 'zod';
import { LocalDate } from '../../domain/calendar.ts';
import { refuse } from '../../domain/refusal.ts';
import { execute, readAs } from '../../platform/command.ts';
import { commandQuery, cooperativeParams, languageQuery, pageLimit } from '../../contract/query.ts';
import { commandContext, languageOf, readContext, type RoutePlugin } from '../../platform/http.ts';
import { dayInChina } from '../../platform/services.ts';
import { idText } from '../../contract/wire.ts';
import { accountNamed } from '../shares/index.ts';
import {
  addAccount,
  closeMonth,
  closeYear,
  enterEntry,
  reopenMonth,
  reopenYear,
  reverseEntry,
} from './commands.ts';
import {
  addAccountInput,
  booksSettingsShape,
  balanceSheetReply,
  chartQuery,
  chartReply,
  closeMonthInput,
  closeYearInput,
  dayQuery,
  enterEntryInput,
  entriesReply,
  entryPage,
  entryQuery,
  entryReply,
  holderLedgerQuery,
  holderLedgerReply,
  incomeReply,
  mappingReply,
  memberBalancesReply,
  monthReply,
  monthsReply,
  reopenMonthInput,
  reopenYearInput,
  reverseEntryInput,
  spanQuery,
  trialReply,
} from './contract.ts';
import {
  accountNames,
  balanceSheetOn,
  chartOf,
  entryOnWire,
  holderLedger,
  incomeStatementOf,
  mappingOf,
  memberBalances,
  trialOf,
} from './queries.ts';
import { booksSettings, setBooksSettings } from './settings.ts';
import { closedMonths, entriesBetween, requireEntryRow } from './store.ts';

const tags = ['books'];
const root = '/cooperatives/:cooperativeId';

export const accountingRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const writing = { tags, params: cooperativeParams, querystring: commandQuery };
  const reading = { tags, params: cooperativeParams };
  const dayOf = (text: string | undefined) =>
    text === undefined ? dayInChina(services.clock()) : LocalDate.parse(text);
  const spanOf = (query: { readonly from: string; readonly to: string }) => ({
    from: LocalDate.parse(query.from),
    to: LocalDate.parse(query.to),
  });

  app.post(
    `${root}/journal`,
    {
      schema: { ...writing, summary: 'Enter by hand', body: enterEntryInput, response: { 201: entryReply } },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, enterEntry, commandContext(request), request.body)),
  );
  app.post(
    `${root}/journal/reverse`,
    {
      schema: {
        ...writing,
        summary: 'Take an entry back by the same lines in red',
        body: reverseEntryInput,
        response: { 201: entryReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, reverseEntry, commandContext(request), request.body)),
  );
  app.post(
    `${root}/months/close`,
    {
      schema: { ...writing, summary: 'Close a month', body: closeMonthInput, response: { 200: monthReply } },
    },
    async (request) => execute(services, closeMonth, commandContext(request), request.body),
  );
  app.post(
    `${root}/months/reopen`,
    {
      schema: {
        ...writing,
        summary: 'Reopen the last closed month; not by whoever closed it',
        body: reopenMonthInput,
        response: { 200: monthReply },
      },
    },
    async (request) => execute(services, reopenMonth, commandContext(request), request.body),
  );
  app.post(
    `${root}/years/close`,
    {
      schema: {
        ...writing,
        summary: 'Close income, result and distributions of a year',
        body: closeYearInput,
        response: { 201: entriesReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, closeYear, commandContext(request), request.body)),
  );
  app.post(
    `${root}/years/reopen`,
    {
      schema: {
        ...writing,
        summary: 'Take the closing of the last closed year back in red; not by whoever closed it',
        body: reopenYearInput,
        response: { 201: entriesReply },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, reopenYear, commandContext(request), request.body)),
  );
  app.post(
    `${root}/ledger-accounts`,
    {
      schema: {
        ...writing,
        summary: 'Add an own part of an official account',
        body: addAccountInput,
        response: { 201: addAccountInput },
      },
    },
    async (request, reply) =>
      reply.code(201).send(await execute(services, addAccount, commandContext(request), request.body)),
  );

  app.put(
    `${root}/books-settings`,
    {
      schema: {
        ...writing,
        summary: 'Set how the ledger makes its own entries',
        body: booksSettingsShape,
        response: { 200: booksSettingsShape },
      },
    },
    async (request) => execute(services, setBooksSettings, commandContext(request), request.body),
  );
  app.get(
    `${root}/books-settings`,
    {
      schema: {
        ...reading,
        summary: 'How the ledger makes its own entries',
        querystring: languageQuery,
        response: { 200: booksSettingsShape },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'books.read', (tx) =>
        booksSettings(tx, request.params.cooperativeId),
      ),
  );

  app.get(
    `${root}/journal`,
    {
      schema: {
        ...reading,
        summary: 'Entries by month and number',
        querystring: entryQuery,
        response: { 200: entryPage },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'books.read', async (tx) => {
        const limit = pageLimit(request.query);
        const { cooperativeId } = request.params;
        const rows = await entriesBetween(
          tx,
          cooperativeId,
          spanOf(request.query),
          limit,
          placeOf(request.query.after),
        );
        const names = await accountNames(tx, cooperativeId, languageOf(request));
        const last = rows.length === limit ? rows.at(-1)?.entry : undefined;
        return {
          entries: rows.map((row) => entryOnWire(row, names)),
          next: last === undefined ? null : `${last.month}/${last.number}`,
        };
      }),
  );
  app.get(
    `${root}/journal/:entryId`,
    {
      schema: {
        ...reading,
        summary: 'One entry',
        params: cooperativeParams.extend({ entryId: idText() }),
        querystring: languageQuery,
        response: { 200: entryReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'books.read', async (tx) => {
        const { cooperativeId, entryId } = request.params;
        const names = await accountNames(tx, cooperativeId, languageOf(request));
        return entryOnWire(await requireEntryRow(tx, cooperativeId, entryId), names);
      }),
  );
  app.get(
    `${root}/trial-balance`,
    {
      schema: {
        ...reading,
        summary: 'Trial balance of a span of days',
        querystring: spanQuery,
        response: { 200: trialReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'books.read', (tx) =>
        trialOf(tx, request.params.cooperativeId, spanOf(request.query), languageOf(request)),
      ),
  );
  app.get(
    `${root}/balance-sheet`,
    {
      schema: {
        ...reading,
        summary: '资产负债表 at the end of a day',
        querystring: dayQuery,
        response: { 200: balanceSheetReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'books.read', (tx) =>
        balanceSheetOn(tx, request.params.cooperativeId, dayOf(request.query.on), languageOf(request)),
      ),
  );
  app.get(
    `${root}/income-statement`,
    {
      schema: {
        ...reading,
        summary: '收益及收益分配表 of a span of days',
        querystring: spanQuery,
        response: { 200: incomeReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'books.read', (tx) =>
        incomeStatementOf(tx, request.params.cooperativeId, spanOf(request.query), languageOf(request)),
      ),
  );
  app.get(
    `${root}/member-balances`,
    {
      schema: {
        ...reading,
        summary: 'Who is owed what under account 113',
        querystring: dayQuery,
        response: { 200: memberBalancesReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', (tx) =>
        memberBalances(tx, request.params.cooperativeId, dayOf(request.query.on)),
      ),
  );
  app.get(
    `${root}/member-ledger`,
    {
      schema: {
        ...reading,
        summary: 'One holder’s side of account 113, entry by entry',
        querystring: holderLedgerQuery,
        response: { 200: holderLedgerReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'payouts.read', async (tx) => {
        const { kind, number } = request.query;
        const account = await accountNamed(tx, request.params.cooperativeId, { kind, number });
        if (!account) throw refuse('books.member-unknown', { holder: holderInWords({ kind, number }) });
        return { entries: await holderLedger(tx, request.params.cooperativeId, account.id) };
      }),
  );
  app.get(
    `${root}/ledger-accounts`,
    {
      schema: {
        ...reading,
        summary: 'A chart of accounts with the cooperative’s own parts',
        querystring: chartQuery,
        response: { 200: chartReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'books.read', (tx) =>
        chartOf(tx, request.params.cooperativeId, request.query.chart, languageOf(request)),
      ),
  );
  app.get(
    `${root}/chart-mapping`,
    {
      schema: {
        ...reading,
        summary: 'How balances go over to the chart of 2023',
        querystring: languageQuery,
        response: { 200: mappingReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'books.read', (tx) =>
        mappingOf(tx, request.params.cooperativeId, languageOf(request)),
      ),
  );
  app.get(
    `${root}/months`,
    {
      schema: {
        ...reading,
        summary: 'Closed months',
        querystring: languageQuery,
        response: { 200: monthsReply },
      },
    },
    async (request) =>
      readAs(services, readContext(request), 'books.read', async (tx) => ({
        closed: (await closedMonths(tx, request.params.cooperativeId)).map(
          ({ month, recordedAt, closedBy }) => ({ month, closedAt: recordedAt.toISOString(), closedBy }),
        ),
      })),
  );
};

const placeShape = z.string().regex(/^\d{4}-\d{2}\/\d{1,9}$/);

function placeOf(after: string | undefined) {
  if (after === undefined) return undefined;
  if (!placeShape.safeParse(after).success) throw refuse('request.malformed');
  const [month = '', number = '0'] = after.split('/');
  return { month, number: BigInt(number) };
}
