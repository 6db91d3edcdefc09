/** Who works in the office of a tale. Whoever prepares does not approve, and whoever keeps the books does not pay the cash. */
import type { TalePerson } from './scene.ts';

const office = [
  ['accountant', '主办会计'],
  ['cashier', '出纳'],
  ['reviewer', '复核会计'],
  ['chair', '理事长'],
  ['supervisor', '监事'],
  ['auditor', '审计员'],
] as const;

/** In each cooperative people of its own: `prefix` stands before their names. */
export function officeOf(prefix: string): readonly TalePerson[] {
  return office.map(([role, displayName]) => ({ userName: `${prefix}${role}`, displayName, roles: [role] }));
}
