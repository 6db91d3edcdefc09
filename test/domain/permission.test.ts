/**
 * Who may do what, stated a second time by hand. A change of the matrix that nobody writes down here too is a mistake.
 * Columns: accountant, cashier, reviewer, chair, supervisor, representative, shareholder, auditor, administrator.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  mayDo,
  permissions,
  roles,
  weightyActions,
  type Action,
  type Role,
} from '../../src/domain/permission.ts';
import { waitingActions } from '../../src/domain/waiting.ts';

const columns = [
  'accountant',
  'cashier',
  'reviewer',
  'chair',
  'supervisor',
  'representative',
  'shareholder',
  'auditor',
  'administrator',
] as const satisfies readonly Role[];

// prettier-ignore
const table: Readonly<Record<Action, string>> = {
  //                    acc cas rev cha sup rep sha aud adm
  'cooperative.create': ' .   .   .   .   .   .   .   .   x ',
  'cooperative.close':  ' .   .   .   .   .   .   .   .   x ',
  'platform.verify':    ' .   .   .   .   .   .   .   .   x ',
  'cooperative.read':   ' x   x   x   x   x   x   .   x   x ',
  'settings.change':    ' .   .   .   x   .   .   .   .   . ',
  'settings.confirm':   ' .   .   x   .   x   .   .   .   . ',
  'people.read':        ' .   .   .   x   x   .   .   x   x ',
  'people.propose':     ' .   .   .   x   x   .   .   .   . ',
  'people.confirm':     ' .   .   .   .   x   .   .   .   x ',
  'people.suspend':     ' .   .   .   x   x   .   .   .   x ',
  'clock.confirm':      ' .   .   .   x   x   .   .   .   x ',
  'register.read':      ' x   .   x   x   x   .   .   x   . ',
  'register.change':    ' x   .   .   .   .   .   .   .   . ',
  'register.confirm':   ' .   .   x   x   x   .   .   .   . ',
  'accounts.confirm':   ' .   .   x   x   .   .   .   .   . ',
  'register.unmask':    ' x   .   .   .   .   .   .   x   . ',
  'shares.read':        ' x   .   x   x   x   .   .   x   . ',
  'shares.move':        ' x   .   .   .   .   .   .   .   . ',
  'shares.confirm':     ' .   .   x   x   .   .   .   .   . ',
  'shares.restrict':    ' x   .   .   .   .   .   .   .   . ',
  'resolutions.read':   ' x   .   x   x   x   x   .   x   . ',
  'resolutions.record': ' x   .   .   x   .   .   .   .   . ',
  'resolutions.review': ' .   .   x   .   x   .   .   .   . ',
  'assemblies.read':    ' x   .   x   x   x   x   .   x   . ',
  'assemblies.prepare': ' x   .   .   x   .   .   .   .   . ',
  'ballots.read':       ' x   .   x   x   x   .   .   x   . ',
  'votes.record':       ' x   .   .   .   x   .   .   .   . ',
  'votes.close':        ' x   .   .   .   x   .   .   .   . ',
  'votes.cast':         ' .   .   .   .   .   x   x   .   . ',
  'schemes.read':       ' x   .   x   x   x   x   .   x   . ',
  'schemes.draft':      ' x   .   .   .   .   .   .   .   . ',
  'schemes.post':       ' x   .   .   .   .   .   .   .   . ',
  'runs.read':          ' x   x   x   x   x   x   .   x   . ',
  'runs.prepare':       ' x   .   .   .   .   .   .   .   . ',
  'runs.approve':       ' .   .   x   x   .   .   .   .   . ',
  'runs.post':          ' x   .   .   .   .   .   .   .   . ',
  'runs.reverse':       ' .   .   x   x   .   .   .   .   . ',
  'objections.raise':   ' x   .   .   .   x   x   .   .   . ',
  'objections.answer':  ' .   .   .   .   x   .   .   .   . ',
  'objections.release': ' .   .   .   .   x   .   .   .   . ',
  'books.read':         ' x   x   x   x   x   x   .   x   . ',
  'books.enter':        ' x   .   .   .   .   .   .   .   . ',
  'books.review':       ' .   .   x   .   .   .   .   .   . ',
  'books.close':        ' x   .   .   .   .   .   .   .   . ',
  'books.reopen':       ' .   .   x   x   .   .   .   .   . ',
  'years.confirm':      ' .   .   x   x   x   .   .   .   . ',
  'till.confirm':       ' x   .   x   x   x   .   .   .   . ',
  'payouts.read':       ' x   x   x   x   x   .   .   x   . ',
  'payouts.prepare':    ' x   .   .   .   .   .   .   .   . ',
  'payouts.cancel':     ' x   .   x   x   .   .   .   .   . ',
  'payouts.take-file':  ' x   x   x   .   .   .   .   .   . ',
  'payouts.send':       ' .   x   x   x   .   .   .   .   . ',
  'payouts.answer':     ' .   x   .   .   .   .   .   .   . ',
  'payouts.cash':       ' .   x   .   .   .   .   .   .   . ',
  'payouts.release':    ' .   .   x   x   .   .   .   .   . ',
  'pensions.read':      ' x   x   x   x   x   x   .   x   . ',
  'assets.read':        ' x   .   x   x   x   x   .   x   . ',
  'assets.record':      ' x   .   .   .   .   .   .   .   . ',
  'documents.read':     ' x   x   x   x   x   .   .   x   . ',
  'documents.issue':    ' x   .   .   .   .   .   .   .   . ',
  'exchange.import':    ' x   .   .   .   .   .   .   .   . ',
  'exchange.export':    ' x   .   x   .   .   .   .   x   . ',
  'trail.read':         ' .   .   x   x   x   .   .   x   . ',
  'looks.read':         ' .   .   .   .   x   .   .   x   . ',
  'corrections.answer': ' x   .   x   x   .   .   .   .   . ',
  'records.erase':      ' .   .   .   x   .   .   .   .   . ',
  'records.agree':      ' .   .   .   .   x   .   .   .   . ',
  'findings.answer':    ' .   .   x   x   .   .   .   .   . ',
  'findings.confirm':   ' .   .   .   .   x   .   .   .   . ',
  'own.correct':        ' x   x   x   x   x   x   x   .   . ',
  'mandates.end':       ' x   x   x   x   x   x   x   .   . ',
  'own.object':         ' x   x   x   x   x   x   x   .   . ',
  'own.print':          ' x   x   x   x   x   x   x   .   . ',
  'own.read':           ' x   x   x   x   x   x   x   .   . ',
};
const actions = Object.keys(table) as Action[];
const allowedTo = (role: Role) => actions.filter((action) => mayDo([role], action));

/** What stands in the document that people read: an action, then a mark for each column. */
const documented = [
  ...readFileSync('docs/security.md', 'utf8').matchAll(/^\| `([\w.-]+)` \|((?: x? ?\|){9})$/gm),
].map(([, action = '', marks = '']) => [
  action,
  marks
    .split('|')
    .slice(0, 9)
    .map((mark) => mark.trim()),
]);

describe('The matrix', () => {
  it('stands in docs/security.md as well', () => {
    const stated = actions.map((action) => [
      action,
      columns.map((role) => (mayDo([role], action) ? 'x' : '')),
    ]);
    expect(documented).toEqual(stated);
  });

  it('gives two roles in one person what either has, wherever they may meet in one', () => {
    for (const [index, one] of columns.entries())
      for (const other of columns.slice(index + 1))
        for (const action of actions)
          expect([one, other, action, mayDo([one, other], action)]).toEqual([
            one,
            other,
            action,
            mayDo([one], action) || mayDo([other], action),
          ]);
  });

  it.each(actions)('of %s is as written here, role by role', (action) => {
    const marks = table[action].trim().split(/\s+/);
    expect(marks).toHaveLength(columns.length);
    expect(columns.map((role) => [role, mayDo([role], action)])).toEqual(
      columns.map((role, index) => [role, marks[index] === 'x']),
    );
  });

  it('knows these roles and actions and no others', () => {
    expect([...roles].sort()).toEqual([...columns].sort());
    expect(Object.keys(permissions).sort()).toEqual([...actions].sort());
  });

  it('lets somebody with two roles do what either may, and nobody without a role anything', () => {
    expect(mayDo(['representative', 'supervisor'], 'objections.release')).toBe(true);
    expect(mayDo(['representative', 'supervisor'], 'votes.cast')).toBe(true);
    expect(mayDo(['representative', 'supervisor'], 'register.unmask')).toBe(false);
    expect(actions.filter((action) => mayDo([], action))).toEqual([]);
  });
});

describe('What the matrix keeps apart', () => {
  it.each<[Action, Action]>([
    ['schemes.draft', 'shares.confirm'],
    ['shares.restrict', 'shares.confirm'],
    ['runs.prepare', 'runs.approve'],
    ['runs.post', 'runs.approve'],
    ['runs.post', 'runs.reverse'],
    ['payouts.prepare', 'payouts.release'],
    ['payouts.prepare', 'payouts.send'],
    ['payouts.prepare', 'payouts.answer'],
    ['books.enter', 'payouts.cash'],
    ['register.change', 'payouts.cash'],
    ['runs.approve', 'payouts.cash'],
    ['books.close', 'books.reopen'],
    ['resolutions.record', 'resolutions.review'],
    ['assemblies.prepare', 'resolutions.review'],
    ['runs.prepare', 'resolutions.review'],
    ['runs.prepare', 'objections.answer'],
    ['runs.approve', 'objections.answer'],
  ])('no role has both %s and %s', (prepares, decides) => {
    expect(roles.filter((role) => mayDo([role], prepares) && mayDo([role], decides))).toEqual([]);
  });

  it('a supervisor keeps no book, moves no share and pays nobody', () => {
    expect(allowedTo('supervisor').filter((action) => !action.endsWith('.read'))).toEqual([
      'settings.confirm',
      'people.propose',
      'people.confirm',
      'people.suspend',
      'clock.confirm',
      'register.confirm',
      'resolutions.review',
      'votes.record',
      'votes.close',
      'objections.raise',
      'objections.answer',
      'objections.release',
      'years.confirm',
      'till.confirm',
      'records.agree',
      'findings.confirm',
      'own.correct',
      'mandates.end',
      'own.object',
      'own.print',
    ]);
  });

  it('a cashier pays, tells what was sent and answered, and keeps no book', () => {
    expect(allowedTo('cashier').filter((action) => !action.endsWith('.read'))).toEqual([
      'payouts.take-file',
      'payouts.send',
      'payouts.answer',
      'payouts.cash',
      'own.correct',
      'mandates.end',
      'own.object',
      'own.print',
    ]);
  });

  it('whatever a second person answers weighs, and what shows numbers in clear: a second factor may be asked for, no token does it', () => {
    const answers = [...Object.values(waitingActions), 'register.unmask', 'payouts.take-file'] as const;
    expect(answers.filter((action) => !weightyActions.includes(action))).toEqual([]);
  });

  it('an auditor reads, exports and may unmask with a reason, and changes nothing', () => {
    expect(allowedTo('auditor').filter((action) => !action.endsWith('.read'))).toEqual([
      'register.unmask',
      'exchange.export',
    ]);
  });

  it('the administrator opens cooperatives and their users and holds no power over the ledger', () => {
    expect(allowedTo('administrator')).toEqual([
      'cooperative.create',
      'cooperative.close',
      'platform.verify',
      'cooperative.read',
      'people.read',
      'people.confirm',
      'people.suspend',
      'clock.confirm',
    ]);
  });

  it('a shareholder has no door of the office but to what is known of them, who acts for them, and their vote', () => {
    expect(allowedTo('shareholder')).toEqual([
      'votes.cast',
      'own.correct',
      'mandates.end',
      'own.object',
      'own.print',
      'own.read',
    ]);
  });
});
