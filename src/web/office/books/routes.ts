/** The books: vouchers and their review, the journal, ledgers and statements, closing. The months looked at stand in the address. */
import { createRoute } from '@tanstack/react-router';
import { preparedStates, type PreparedState } from '../../../domain/journal.ts';
import { part } from '../../shared/part.ts';
import { root } from '../root.tsx';

/** First and last month, as `2025-07`. */
export interface SpanSearch {
  readonly from?: string;
  readonly to?: string;
}

interface JournalSearch extends SpanSearch {
  readonly find?: string;
}

interface LedgerSearch extends SpanSearch {
  /** One account or several, commas between. */
  readonly accounts?: string;
}

type Search = Readonly<Record<string, unknown>>;

const month = (value: unknown): string | undefined =>
  typeof value === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(value) ? value : undefined;

const text = (value: unknown): string | undefined =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;

function spanIn(search: Search): SpanSearch {
  const [from, to] = [month(search['from']), month(search['to'])];
  return { ...(from !== undefined && { from }), ...(to !== undefined && { to }) };
}

const journal = createRoute({
  getParentRoute: () => root,
  path: '/books',
  validateSearch: (search: Search): JournalSearch => {
    const find = text(search['find']);
    return { ...spanIn(search), ...(find !== undefined && { find }) };
  },
  component: part(() => import('./journal.tsx'), 'Journal'),
});

const voucher = createRoute({
  getParentRoute: () => root,
  path: '/books/new',
  // `opening`: the balances of the day before, as the opening of a cooperative asks for them.
  // `on`: the day that it is dated by at first.
  validateSearch: (search: Search): { readonly opening?: true; readonly on?: string } => {
    const { on } = search;
    return {
      ...(search['opening'] === true && { opening: true }),
      ...(typeof on === 'string' && /^\d{4}-\d\d-\d\d$/.test(on) && { on }),
    };
  },
  component: part(() => import('./voucher.tsx'), 'Voucher'),
});

const entry = createRoute({
  getParentRoute: () => root,
  path: '/books/entries/$entryId',
  component: part(() => import('./entry.tsx'), 'EntryPage'),
});

const review = createRoute({
  getParentRoute: () => root,
  path: '/books/review',
  validateSearch: (search: Search): { readonly state?: PreparedState | 'all' } => {
    const state = [...preparedStates, 'all' as const].find((each) => each === search['state']);
    return state === undefined ? {} : { state };
  },
  component: part(() => import('./review.tsx'), 'ReviewQueue'),
});

const prepared = createRoute({
  getParentRoute: () => root,
  path: '/books/review/$entryId',
  component: part(() => import('./prepared.tsx'), 'PreparedPage'),
});

const ledger = createRoute({
  getParentRoute: () => root,
  path: '/books/ledger',
  validateSearch: (search: Search): LedgerSearch => {
    const accounts = text(search['accounts']);
    return { ...spanIn(search), ...(accounts !== undefined && { accounts }) };
  },
  component: part(() => import('./ledger.tsx'), 'Ledger'),
});

const trial = createRoute({
  getParentRoute: () => root,
  path: '/books/trial-balance',
  validateSearch: spanIn,
  component: part(() => import('./trial.tsx'), 'TrialBalance'),
});

const sheet = createRoute({
  getParentRoute: () => root,
  path: '/books/balance-sheet',
  validateSearch: spanIn,
  component: part(() => import('./statements.tsx'), 'BalanceSheet'),
});

const income = createRoute({
  getParentRoute: () => root,
  path: '/books/income',
  validateSearch: spanIn,
  component: part(() => import('./statements.tsx'), 'IncomeStatement'),
});

const till = createRoute({
  getParentRoute: () => root,
  path: '/books/till',
  component: part(() => import('./till.tsx'), 'TillCounts'),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/books/accounts',
  component: part(() => import('./accounts.tsx'), 'Accounts'),
});

const closing = createRoute({
  getParentRoute: () => root,
  path: '/books/closing',
  component: part(() => import('./closing.tsx'), 'Closing'),
});

export const bookRoutes = [
  journal,
  voucher,
  entry,
  review,
  prepared,
  ledger,
  trial,
  sheet,
  income,
  till,
  accounts,
  closing,
] as const;
