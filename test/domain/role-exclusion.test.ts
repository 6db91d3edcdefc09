/** Which duties exclude each other, stated a second time by hand. */
import { describe, expect, it } from 'vitest';
import { excludedAmong, exclusionFaults, roleExclusions } from '../../src/domain/role-exclusion.ts';
import { mayDo, roles, type Role } from '../../src/domain/permission.ts';
import { roleWords } from '../../src/domain/role-words.ts';
import { waitingActions, waitingKinds, type WaitingKind } from '../../src/domain/waiting.ts';
import { endpoints } from '../../src/endpoints.ts';

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

describe('what one person prepares and another confirms', () => {
  /** By what each is begun. */
  const asked: Readonly<Record<WaitingKind, keyof typeof endpoints>> = {
    'register-change': 'changeDetails',
    'account-change': 'changeDetails',
    correction: 'recordCorrection',
    movement: 'requestMovement',
    entry: 'prepareEntry',
    'till-count': 'countTill',
    year: 'closeYear',
    'year-reopening': 'reopenYear',
    resolution: 'recordResolution',
    supplement: 'supplementResolution',
    'seat-change': 'elect',
    jurisdiction: 'setJurisdiction',
    'meeting-notice': 'convene',
    'meeting-closing': 'recordAttendance',
    'meeting-minutes': 'recordMinutes',
    plan: 'draftPlan',
    run: 'draftRun',
    'run-withdrawal': 'withdrawRun',
    'public-notice': 'announceRun',
    'payout-batch': 'makePayoutBatch',
    'pension-run': 'makePensionRun',
    'tax-remittance': 'remitTax',
    'set-off': 'setOffPayout',
    reminder: 'remindHolder',
    'payout-answer': 'answerPayoutBatch',
    'late-return': 'returnPayoutBatchLine',
    'pension-late-return': 'returnPensionRunLine',
    'answer-taken-back': 'takeBackPayoutBatchAnswer',
    'pension-answer-taken-back': 'takeBackPensionRunAnswer',
    estate: 'dividePayoutEstate',
    access: 'createUser',
    setting: 'setShareAllowance',
    erasure: 'requestErasure',
    finding: 'answerFinding',
  };
  const mayBoth = (held: readonly Role[]) =>
    waitingKinds.filter((kind) => {
      const begin = endpoints[asked[kind]].action as Parameters<typeof mayDo>[1];
      return mayDo(held, begin) && mayDo(held, waitingActions[kind]);
    });

  it('is open to one role alone, or to a pair that one person may hold, at these doors only: there the command asks who it was', () => {
    const pairs = roles.flatMap((one, index) => roles.slice(index + 1).map((other): Role[] => [one, other]));
    const allowed = pairs.filter((pair) => excludedAmong(pair).length === 0);
    const alone = Object.fromEntries(roles.map((role) => [role, mayBoth([role])]));
    expect(Object.fromEntries(Object.entries(alone).filter(([, kinds]) => kinds.length > 0))).toEqual({
      accountant: ['correction', 'meeting-closing'],
      reviewer: ['year-reopening', 'late-return', 'pension-late-return'],
      chair: ['year-reopening', 'late-return', 'pension-late-return'],
      supervisor: ['meeting-closing', 'meeting-minutes', 'access'],
    });
    // What a pair may beyond what each of the two may alone.
    const together = allowed.flatMap((pair) => {
      const more = mayBoth(pair).filter((kind) => !pair.some((role) => alone[role]?.includes(kind)));
      return more.length === 0 ? [] : [[pair.join(' '), more]];
    });
    expect(Object.fromEntries(together)).toEqual({
      'reviewer chair': [
        'resolution',
        'supplement',
        'seat-change',
        'jurisdiction',
        'meeting-notice',
        'setting',
      ],
      'chair administrator': ['access'],
    });
  });
});
