/** The books: vouchers and their review, the journal, ledgers and statements, closing. The months looked at stand in the address. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { preparedStates, type PreparedState } from '../../../domain/journal.ts';
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
  component: lazyRouteComponent(() => import('./journal.tsx'), 'Journal'),
});

const voucher = createRoute({
  getParentRoute: () => root,
  path: '/books/new',
  // `opening`: the balances of the day before, as the opening of a cooperative asks for them.
  validateSearch: (search: Search): { readonly opening?: true } =>
    search['opening'] === true ? { opening: true } : {},
  component: lazyRouteComponent(() => import('./voucher.tsx'), 'Voucher'),
});

const entry = createRoute({
  getParentRoute: () => root,
  path: '/books/entries/$entryId',
  component: lazyRouteComponent(() => import('./entry.tsx'), 'EntryPage'),
});

const review = createRoute({
  getParentRoute: () => root,
  path: '/books/review',
  validateSearch: (search: Search): { readonly state?: PreparedState | 'all' } => {
    const state = [...preparedStates, 'all' as const].find((each) => each === search['state']);
    return state === undefined ? {} : { state };
  },
  component: lazyRouteComponent(() => import('./review.tsx'), 'ReviewQueue'),
});

const prepared = createRoute({
  getParentRoute: () => root,
  path: '/books/review/$entryId',
  component: lazyRouteComponent(() => import('./prepared.tsx'), 'PreparedPage'),
});

const ledger = createRoute({
  getParentRoute: () => root,
  path: '/books/ledger',
  validateSearch: (search: Search): LedgerSearch => {
    const accounts = text(search['accounts']);
    return { ...spanIn(search), ...(accounts !== undefined && { accounts }) };
  },
  component: lazyRouteComponent(() => import('./ledger.tsx'), 'Ledger'),
});

const trial = createRoute({
  getParentRoute: () => root,
  path: '/books/trial-balance',
  validateSearch: spanIn,
  component: lazyRouteComponent(() => import('./trial.tsx'), 'TrialBalance'),
});

const sheet = createRoute({
  getParentRoute: () => root,
  path: '/books/balance-sheet',
  validateSearch: spanIn,
  component: lazyRouteComponent(() => import('./statements.tsx'), 'BalanceSheet'),
});

const income = createRoute({
  getParentRoute: () => root,
  path: '/books/income',
  validateSearch: spanIn,
  component: lazyRouteComponent(() => import('./statements.tsx'), 'IncomeStatement'),
});

const till = createRoute({
  getParentRoute: () => root,
  path: '/books/till',
  component: lazyRouteComponent(() => import('./till.tsx'), 'TillCounts'),
});

const accounts = createRoute({
  getParentRoute: () => root,
  path: '/books/accounts',
  component: lazyRouteComponent(() => import('./accounts.tsx'), 'Accounts'),
});

const closing = createRoute({
  getParentRoute: () => root,
  path: '/books/closing',
  component: lazyRouteComponent(() => import('./closing.tsx'), 'Closing'),
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
