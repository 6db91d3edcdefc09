/** Which duties exclude each other, stated a second time by hand. */
import { describe, expect, it } from 'vitest';
import { excludedAmong, exclusionFaults, roleExclusions } from '../../src/domain/role-exclusion.ts';
import { roles } from '../../src/domain/permission.ts';
import { roleWords } from '../../src/domain/role-words.ts';

const apart = [
  'accountant cashier',
  'accountant chair',
  'accountant reviewer',
  'accountant supervisor',
  'cashier chair',
  'cashier reviewer',
  'cashier supervisor',
  'chair supervisor',
  'reviewer supervisor',
];

describe('duties that one person does not hold together', () => {
  it('are these pairs, and auditing with any other duty in the cooperative', () => {
    const audited = roles
      .filter((role) => role !== 'auditor' && role !== 'administrator')
      .map((role) => ['auditor', role].sort().join(' '));
    expect(roleExclusions.map(({ roles: pair }) => [...pair].sort().join(' ')).sort()).toEqual(
      [...apart, ...audited].sort(),
    );
    for (const { because } of roleExclusions)
      expect([because.zh, because.en].every((text) => text !== '')).toBe(true);
  });

  it('are found among many, each pair once; one duty alone excludes nothing', () => {
    expect(excludedAmong(['accountant', 'cashier', 'reviewer']).map(({ roles: pair }) => pair)).toEqual([
      ['accountant', 'reviewer'],
      ['accountant', 'cashier'],
      ['cashier', 'reviewer'],
    ]);
    for (const role of roles) expect(excludedAmong([role])).toEqual([]);
    expect(excludedAmong(['reviewer', 'chair'])).toEqual([]);
  });

  it('are refused with the person, both duties and the reason', () => {
    const [first] = excludedAmong(['accountant', 'chair']);
    expect(exclusionFaults('陈海', ['accountant', 'chair'], { opensCooperatives: false })).toEqual([
      {
        code: 'access.roles-exclude',
        values: {
          name: '陈海',
          one: roleWords.accountant,
          other: roleWords.chair,
          because: first?.because,
        },
        pointer: '/roles',
      },
    ]);
    expect(exclusionFaults('陈海', ['reviewer', 'chair'], { opensCooperatives: false })).toEqual([]);
  });

  it('who opens cooperatives has none in one, and opening them is no duty in one', () => {
    const refused = [{ code: 'access.administrator-apart', values: { name: '陈海' }, pointer: '/roles' }];
    expect(exclusionFaults('陈海', ['administrator'], { opensCooperatives: false })).toEqual(refused);
    expect(exclusionFaults('陈海', ['chair'], { opensCooperatives: true })).toEqual(refused);
    expect(exclusionFaults('陈海', [], { opensCooperatives: true })).toEqual([]);
  });
});
