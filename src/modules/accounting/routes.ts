/** The books: entries, months and years, trial balance, statements, the members' side of 113. */
import { holderInWords } from '../../domain/share-register.ts';
import { dayOf, pageLimit, pageOf, spanOf } from '../../contract/query.ts';
import { refuse } from '../../domain/refusal.ts';
import type { RoutePlugin } from '../../platform/http.ts';
import { read, serve } from '../../platform/serve.ts';
import { accountNamed } from '../shares/index.ts';
import * as commands from './commands.ts';
import * as wire from './contract.ts';
import * as tillCommands from './till-commands.ts';
import * as tills from './till-contract.ts';
import * as prepared from './prepared-commands.ts';
import { requirePrepared } from './prepared-store.ts';
import * as queries from './queries.ts';
import { booksSettings, setBooksSettings } from './settings.ts';
import * as statements from './statement-contract.ts';
import { closedMonths, requireEntryRow } from './store.ts';

export const accountingRoutes: RoutePlugin = async (app) => {
  serve(app, wire.prepareEntry, prepared.prepareEntry);
  read(app, wire.listPreparedEntries, (tx, { cooperativeId, input, language }) =>
    queries.preparedPageOf(
      tx,
      cooperativeId,
      { state: input.state, after: input.after, limit: pageLimit(input) },
      language,
    ),
  );
  read(app, wire.readPreparedEntry, async (tx, { cooperativeId, input, language }) => {
    const names = await queries.accountNames(tx, cooperativeId, language);
    return queries.preparedOnWire(await requirePrepared(tx, cooperativeId, input.entryId), names);
  });
  serve(app, wire.confirmEntry, prepared.confirmEntry);
  serve(app, wire.sendBackEntry, prepared.sendBackEntry);
  read(app, wire.listEntries, (tx, { cooperativeId, input, language }) => {
    const accounts = input.accounts?.split(',') ?? [];
    const page = { accounts, after: input.after ?? null, limit: pageLimit(input) };
    return queries.entryPageOf(tx, cooperativeId, { ...spanOf(input), ...page }, language);
  });
  read(app, wire.readEntry, async (tx, { cooperativeId, input, language }) => {
    const names = await queries.accountNames(tx, cooperativeId, language);
    return queries.entryOnWire(await requireEntryRow(tx, cooperativeId, input.entryId), names);
  });
  serve(app, wire.reverseEntry, prepared.reverseEntry);

  read(app, wire.listClosedMonths, async (tx, { cooperativeId }) => ({
    closed: (await closedMonths(tx, cooperativeId)).map(({ month, recordedAt, closedBy }) => ({
      month,
      closedAt: recordedAt.toISOString(),
      closedBy,
    })),
    ...(await queries.bookedTimesOf(tx, cooperativeId)),
  }));
  serve(app, wire.reopenMonth, commands.reopenMonth);
  serve(app, wire.reopenYear, commands.reopenYear);
  serve(app, wire.confirmYearReopening, commands.confirmYearReopening);
  serve(app, wire.sendBackYearReopening, commands.sendBackYearReopening);
  serve(app, tills.confirmYear, tillCommands.confirmYear);
  read(app, tills.listTillCounts, (tx, { cooperativeId, input }) =>
    tillCommands.tillCounts(tx, cooperativeId, pageOf(input)),
  );
  serve(app, tills.countTill, tillCommands.countTill);
  serve(app, tills.confirmTillCount, tillCommands.confirmTillCount);
  serve(app, tills.sendBackTillCount, tillCommands.sendBackTillCount);

  read(app, statements.readTrialBalance, (tx, { cooperativeId, input, language }) =>
    queries.trialOf(tx, cooperativeId, spanOf(input), language),
  );
  read(app, statements.readBalanceSheet, (tx, { cooperativeId, input, today, language }) =>
    queries.balanceSheetOn(tx, cooperativeId, dayOf(input, today), language),
  );
  read(app, statements.readIncomeStatement, (tx, { cooperativeId, input, language }) =>
    queries.incomeStatementOf(tx, cooperativeId, spanOf(input), language),
  );
  read(app, statements.listMemberBalances, (tx, { cooperativeId, input, today }) =>
    queries.memberBalances(tx, cooperativeId, dayOf(input, today)),
  );
  read(app, statements.readMemberLedger, async (tx, { cooperativeId, input }) => {
    const account = await accountNamed(tx, cooperativeId, input);
    if (!account) throw refuse('books.member-unknown', { holder: holderInWords(input) });
    return { entries: await queries.holderLedger(tx, cooperativeId, account.id) };
  });

  read(app, wire.listAccounts, (tx, { cooperativeId, input, language }) =>
    queries.chartOf(tx, cooperativeId, input.chart, language),
  );
  serve(app, wire.addAccount, commands.addAccount);
  read(app, statements.readChartMapping, (tx, { cooperativeId, language }) =>
    queries.mappingOf(tx, cooperativeId, language),
  );
  read(app, wire.readBooksSettings, (tx, { cooperativeId }) => booksSettings(tx, cooperativeId));
  serve(app, wire.setBooksSettings, setBooksSettings);
};
