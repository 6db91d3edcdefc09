/** What other modules may use of the books. */
export { closeMonthInBooks, closeYearInBooks } from './commands.ts';
export { dayOfDistribution, enterJournal, requireOpenFor } from './entries.ts';
export { awaitingUntil } from './prepared-store.ts';
export { accountingRoutes } from './routes.ts';
export { booksSettings, ownEntriesSetting, requireBooksOpened } from './settings.ts';
export {
  accountNames,
  balanceSheetOn,
  chartOf,
  entryOnWire,
  incomeStatementOf,
  mappingOf,
  trialOf,
  type AccountNames,
} from './queries.ts';
export {
  balancesOn,
  bookedMonths,
  booksAreKept,
  closedMonths,
  enteredFrom,
  entriesBetween,
  entryHolders,
  firstEntryDay,
  isEntered,
  memberBalancesOn,
  movedBySource,
  movedFrom,
  movedOn,
  openingBalances,
  requireEntryRow,
  yearIsClosed,
  type EntryHolder,
  type EntryWithLines,
} from './store.ts';
export { keptOutTaken, setAsideByHand, undistributedWith } from './undistributed.ts';
export { waitingOfBooks } from './waiting.ts';
