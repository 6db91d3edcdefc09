/**
 * Which duties one person does not hold together in a cooperative: who prepares does not approve, who keeps the books does not
 * keep the cash, who supervises has no other office, who audits changes nothing. PostgreSQL refuses the same pairs.
 */
import type { Sentence } from './language.ts';
import { citation } from './law.ts';
import { roles, type Role } from './permission.ts';
import type { Fault } from './refusal.ts';
import { roleWords } from './role-words.ts';

interface Exclusion {
  readonly roles: readonly [Role, Role];
  readonly because: Sentence;
}

const apart = (because: Sentence, ...pairs: readonly (readonly [Role, Role])[]): readonly Exclusion[] =>
  pairs.map((each) => ({ roles: each, because }));

const auditedBy = roles.filter((role) => role !== 'auditor' && role !== 'administrator');

export const roleExclusions: readonly Exclusion[] = [
  ...apart(
    { zh: '编制的人不得审批自己编制的事项', en: 'who prepares does not approve' },
    ['accountant', 'reviewer'],
    ['accountant', 'chair'],
  ),
  ...apart(citation('books-and-cash.apart@2024'), ['accountant', 'cashier'], ['cashier', 'reviewer']),
  ...apart(
    { zh: '审批、冲销收付的人不经手现金', en: 'who approves and strikes payments does not handle the cash' },
    ['cashier', 'chair'],
  ),
  ...apart(
    citation('supervisors.incompatible@2025'),
    ['accountant', 'supervisor'],
    ['cashier', 'supervisor'],
    ['reviewer', 'supervisor'],
    ['chair', 'supervisor'],
  ),
  ...apart(
    { zh: '审计人员不办理任何业务', en: 'who audits changes nothing' },
    ...auditedBy.map((role): readonly [Role, Role] => ['auditor', role]),
  ),
];

/** Duties held together that exclude each other, each pair once. */
export function excludedAmong(held: readonly Role[]): readonly Exclusion[] {
  return roleExclusions.filter(({ roles: pair }) => pair.every((role) => held.includes(role)));
}

/**
 * Every reason against giving one person these duties, all at once. Opening cooperatives is no duty in one: it is given to
 * nobody here, and who does it is given nothing here.
 */
export function exclusionFaults(
  name: string,
  wanted: readonly Role[],
  { opensCooperatives }: { readonly opensCooperatives: boolean },
): readonly Fault[] {
  const pointer = '/roles';
  if (wanted.includes('administrator') || (opensCooperatives && wanted.length > 0))
    return [{ code: 'access.administrator-apart', values: { name }, pointer }];
  return excludedAmong(wanted).map(({ roles: [one, other], because }) => ({
    code: 'access.roles-exclude',
    values: { name, one: roleWords[one], other: roleWords[other], because },
    pointer,
  }));
}
