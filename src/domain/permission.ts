/**
 * Who may do what: one matrix of roles and actions, the only place that decides. Routes, commands and tests read it.
 * A role is held within one cooperative; the platform administrator stands outside them and holds no ledger power.
 */

export const roles = [
  'accountant',
  'cashier',
  'reviewer',
  'chair',
  'supervisor',
  'representative',
  'shareholder',
  'auditor',
  'administrator',
] as const;

export type Role = (typeof roles)[number];

const matrix = {
  'cooperative.create': ['administrator'],
  'cooperative.close': ['administrator'],
  'platform.verify': ['administrator'],
  'cooperative.read': [
    'accountant',
    'cashier',
    'reviewer',
    'chair',
    'supervisor',
    'representative',
    'auditor',
    'administrator',
  ],
  'settings.change': ['chair'],
  'settings.confirm': ['reviewer', 'supervisor'],
  'people.read': ['chair', 'supervisor', 'auditor', 'administrator'],
  'people.propose': ['chair', 'supervisor'],
  'people.confirm': ['supervisor', 'administrator'],
  'people.suspend': ['chair', 'supervisor', 'administrator'],
  'clock.confirm': ['chair', 'supervisor', 'administrator'],
  'register.read': ['accountant', 'reviewer', 'chair', 'supervisor', 'auditor'],
  'register.change': ['accountant'],
  'register.confirm': ['reviewer', 'chair', 'supervisor'],
  'accounts.confirm': ['reviewer', 'chair'],
  'register.unmask': ['accountant', 'auditor'],
  'shares.read': ['accountant', 'reviewer', 'chair', 'supervisor', 'auditor'],
  'shares.move': ['accountant'],
  'shares.restrict': ['accountant'],
  'shares.confirm': ['reviewer', 'chair'],
  'resolutions.read': ['accountant', 'reviewer', 'chair', 'supervisor', 'representative', 'auditor'],
  'resolutions.record': ['accountant', 'chair'],
  'resolutions.review': ['reviewer', 'supervisor'],
  'assemblies.read': ['accountant', 'reviewer', 'chair', 'supervisor', 'representative', 'auditor'],
  'assemblies.prepare': ['accountant', 'chair'],
  // How each voted, whoever runs the meeting or examines it reads: no representative looks over the shoulder of another.
  'ballots.read': ['accountant', 'reviewer', 'chair', 'supervisor', 'auditor'],
  'votes.record': ['accountant', 'supervisor'],
  'votes.close': ['accountant', 'supervisor'],
  // Who is on the list of a meeting votes in it; the list, not the role, says who that is.
  'votes.cast': ['representative', 'shareholder'],
  'schemes.read': ['accountant', 'reviewer', 'chair', 'supervisor', 'representative', 'auditor'],
  'schemes.draft': ['accountant'],
  'schemes.post': ['accountant'],
  'runs.read': ['accountant', 'cashier', 'reviewer', 'chair', 'supervisor', 'representative', 'auditor'],
  'runs.prepare': ['accountant'],
  'runs.approve': ['reviewer', 'chair'],
  'objections.raise': ['accountant', 'supervisor', 'representative'],
  'objections.answer': ['supervisor'],
  'objections.release': ['supervisor'],
  'runs.post': ['accountant'],
  'runs.reverse': ['reviewer', 'chair'],
  'books.read': ['accountant', 'cashier', 'reviewer', 'chair', 'supervisor', 'representative', 'auditor'],
  'books.enter': ['accountant'],
  'books.review': ['reviewer'],
  'books.close': ['accountant'],
  'books.reopen': ['reviewer', 'chair'],
  'years.confirm': ['reviewer', 'chair', 'supervisor'],
  'till.confirm': ['accountant', 'reviewer', 'chair', 'supervisor'],
  'payouts.read': ['accountant', 'cashier', 'reviewer', 'chair', 'supervisor', 'auditor'],
  'payouts.prepare': ['accountant'],
  'payouts.cancel': ['accountant', 'reviewer', 'chair'],
  'payouts.take-file': ['accountant', 'cashier', 'reviewer'],
  'payouts.send': ['cashier', 'reviewer', 'chair'],
  'payouts.answer': ['cashier'],
  'payouts.cash': ['cashier'],
  'payouts.release': ['reviewer', 'chair'],
  'pensions.read': ['accountant', 'cashier', 'reviewer', 'chair', 'supervisor', 'representative', 'auditor'],
  'assets.read': ['accountant', 'reviewer', 'chair', 'supervisor', 'representative', 'auditor'],
  'assets.record': ['accountant'],
  'documents.read': ['accountant', 'cashier', 'reviewer', 'chair', 'supervisor', 'auditor'],
  'documents.issue': ['accountant'],
  'exchange.import': ['accountant'],
  'exchange.export': ['accountant', 'reviewer', 'auditor'],
  'trail.read': ['reviewer', 'chair', 'supervisor', 'auditor'],
  'looks.read': ['supervisor', 'auditor'],
  'mandates.end': [
    'accountant',
    'cashier',
    'reviewer',
    'chair',
    'supervisor',
    'representative',
    'shareholder',
  ],
  'corrections.answer': ['accountant', 'reviewer', 'chair'],
  'records.erase': ['chair'],
  'records.agree': ['supervisor'],
  'findings.answer': ['reviewer', 'chair'],
  'findings.confirm': ['supervisor'],
  'own.correct': [
    'accountant',
    'cashier',
    'reviewer',
    'chair',
    'supervisor',
    'representative',
    'shareholder',
  ],
  'own.object': ['accountant', 'cashier', 'reviewer', 'chair', 'supervisor', 'representative', 'shareholder'],
  'own.print': ['accountant', 'cashier', 'reviewer', 'chair', 'supervisor', 'representative', 'shareholder'],
  'own.read': ['accountant', 'cashier', 'reviewer', 'chair', 'supervisor', 'representative', 'shareholder'],
} as const satisfies Record<string, readonly Role[]>;

export type Action = keyof typeof matrix;

export const permissions: Readonly<Record<Action, readonly Role[]>> = matrix;

/**
 * What approves, releases, confirms or shows numbers in clear, the bank's file among them: where a cooperative asks for it, a
 * second factor is shown shortly before; and no token of a program does it.
 */
export const weightyActions: readonly Action[] = [
  'cooperative.close',
  'people.propose',
  'people.confirm',
  'settings.change',
  'settings.confirm',
  'register.confirm',
  'accounts.confirm',
  'register.unmask',
  'shares.confirm',
  'resolutions.review',
  'votes.close',
  'runs.approve',
  'runs.reverse',
  'objections.release',
  'books.review',
  'books.reopen',
  'years.confirm',
  'till.confirm',
  'payouts.take-file',
  'payouts.send',
  'payouts.release',
  'corrections.answer',
  'records.erase',
  'records.agree',
  'findings.confirm',
];

/** What an administrator let into a cooperative may do there: read as an auditor does, and nothing else. */
export function mayVisit(action: Action): boolean {
  return action.endsWith('.read') && mayDo(['auditor'], action);
}

export function mayDo(held: readonly Role[], action: Action): boolean {
  return permissions[action].some((role) => held.includes(role));
}
