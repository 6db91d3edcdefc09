/** Who proposes power and who confirms it, in the cases that an office meets. */
import { describe, expect, it } from 'vitest';
import {
  requireConfirmer,
  requireFounders,
  requireProposer,
  requireSuspender,
  warningsOf,
  type AccessProposalKind,
  type OfficeHolder,
} from '../../src/domain/access-proposal.ts';
import type { Role } from '../../src/domain/permission.ts';
import { codesRefused } from '../support/refusing.ts';

const holder = (userId: string, ...roles: Role[]): OfficeHolder => ({ userId, roles });
const gone = (of: OfficeHolder, ...suspendedBy: string[]): OfficeHolder => ({ ...of, suspendedBy });
const chair = holder('chair', 'chair');
const second = holder('second chair', 'chair');
const supervisor = holder('supervisor', 'supervisor');
const other = holder('other supervisor', 'supervisor');
const accountant = holder('accountant', 'accountant');
const administrator = holder('administrator', 'administrator');

describe('Proposed', () => {
  it.each<[string, OfficeHolder, string | null, OfficeHolder[], string[]]>([
    ['by the chair about another', chair, 'accountant', [chair, supervisor], []],
    ['by the chair about himself', chair, 'chair', [chair, supervisor], ['access.own-roles']],
    ['by a supervisor', supervisor, 'accountant', [chair, supervisor], ['access.chair-proposes']],
    ['by a supervisor about the only chair', supervisor, 'chair', [chair, supervisor], []],
    [
      'by a supervisor about one of two chairs',
      supervisor,
      'chair',
      [chair, second],
      ['access.chair-proposes'],
    ],
    ['by a supervisor where there is no chair', supervisor, 'accountant', [supervisor], []],
    [
      'by the supervisor who suspended the chair',
      supervisor,
      'accountant',
      [gone(chair, 'supervisor'), supervisor],
      ['access.chair-proposes'],
    ],
    ['by that supervisor about that chair', supervisor, 'chair', [gone(chair, 'supervisor'), supervisor], []],
    ['where another suspended the chair', supervisor, 'accountant', [gone(chair, 'other'), supervisor], []],
    ['by a supervisor about a rule', supervisor, null, [chair, supervisor], ['access.chair-proposes']],
  ])('%s', (_, by, about, holders, codes) =>
    expect(codesRefused(() => requireProposer({ kind: 'roles', by, about, holders }))).toEqual(codes),
  );
});

describe('Confirmed', () => {
  it.each<[string, AccessProposalKind, OfficeHolder, string, OfficeHolder[], boolean, string[]]>([
    ['by the supervisor', 'roles', supervisor, 'accountant', [supervisor], false, []],
    ['by the proposer', 'roles', chair, 'accountant', [supervisor], false, ['access.confirmed-by-another']],
    [
      'by whom it is about',
      'roles',
      supervisor,
      'supervisor',
      [supervisor, other],
      false,
      ['access.confirmed-by-another'],
    ],
    ['about a supervisor by another', 'roles', other, 'supervisor', [supervisor, other], false, []],
    [
      'by an administrator beside a supervisor',
      'roles',
      administrator,
      'accountant',
      [supervisor],
      false,
      ['access.supervisor-confirms'],
    ],
    [
      'by an administrator about the only supervisor',
      'reset',
      administrator,
      'supervisor',
      [supervisor],
      false,
      [],
    ],
    [
      'by the administrator who suspended the supervisor',
      'user',
      administrator,
      'accountant',
      [gone(supervisor, 'administrator')],
      false,
      ['access.supervisor-confirms'],
    ],
    [
      'by an administrator where the proposer suspended the supervisor',
      'user',
      administrator,
      'accountant',
      [gone(supervisor, 'chair')],
      false,
      ['access.supervisor-confirms'],
    ],
    ['by an administrator where there is none', 'user', administrator, 'accountant', [accountant], false, []],
    [
      'by a supervisor of a person of several cooperatives',
      'reset',
      supervisor,
      'accountant',
      [supervisor],
      true,
      ['access.reset-reaches-further'],
    ],
    ['by an administrator of such a person', 'reset', administrator, 'accountant', [supervisor], true, []],
    [
      'letting in, by an administrator',
      'entry',
      administrator,
      'second administrator',
      [],
      false,
      ['access.entry-by-supervisor'],
    ],
  ])('%s', (_, kind, confirmer, about, holders, reachesFurther, codes) =>
    expect(
      codesRefused(() => requireConfirmer({ kind, by: chair, about, holders, confirmer, reachesFurther })),
    ).toEqual(codes),
  );
});

it('A cooperative begins with a chair, a supervisor and a third', () => {
  const codes = (...people: OfficeHolder[]) => codesRefused(() => requireFounders(people));
  expect(codes(chair, supervisor, accountant)).toEqual([]);
  for (const people of [
    [chair, supervisor],
    [chair, second, accountant],
    [supervisor, other, accountant],
  ])
    expect(codes(...people)).toEqual(['access.founders-missing']);
});

it('A chair suspends no supervisor, and nobody themselves', () => {
  const codes = (by: OfficeHolder, about: OfficeHolder) => codesRefused(() => requireSuspender(by, about));
  expect(codes(chair, accountant)).toEqual([]);
  expect(codes(chair, supervisor)).toEqual(['access.supervisor-suspended']);
  expect([codes(other, supervisor), codes(administrator, supervisor)]).toEqual([[], []]);
  expect(codes(supervisor, supervisor)).toEqual(['access.own-roles']);
});

describe('Whoever confirms is warned', () => {
  const people = [chair, supervisor, accountant].map((each) => ({ ...each, displayName: each.userId }));
  const warned = (alike: { one: string; other: string }, about: string, wanted: Role[]) =>
    warningsOf({
      proposer: 'chair',
      confirmer: 'supervisor',
      about,
      wanted,
      holders: [...people, { userId: 'new', displayName: 'new', roles: [] }],
      alike: [{ ...alike, because: 'phone' }],
    }).map(({ en }) => en);

  it('of two people concerned who may be one', () => {
    expect(warned({ one: 'chair', other: 'supervisor' }, 'new', ['reviewer'])).toEqual([
      'chair and supervisor have the same phone: they may be one person.',
    ]);
  });

  it('of a second name that holds what excludes the roles proposed, and of no other', () => {
    const pair = { one: 'new', other: 'accountant' };
    expect(warned(pair, 'new', ['reviewer'])).toEqual([
      'new and accountant have the same phone, and reviewer excludes accountant.',
    ]);
    expect(warned(pair, 'new', ['representative'])).toEqual([]);
    expect(warned({ one: 'accountant', other: 'elsewhere' }, 'new', ['reviewer'])).toEqual([]);
  });
});
