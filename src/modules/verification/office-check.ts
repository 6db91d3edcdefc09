/** Who holds which duty: what excludes each other in one person, and what no cooperative gives, is named where older books hold it. */
import { excludedAmong } from '../../domain/role-exclusion.ts';
import type { Tx } from '../../platform/database.ts';
import { administratorsWithRoles, usersOf } from '../access/index.ts';
import type { FindingList } from './finding.ts';

export async function checkOffices(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const table = 'role_grant';
  for (const { userName, roles } of await usersOf(tx, cooperativeId))
    for (const { roles: pair } of excludedAmong(roles))
      findings.add({ table, row: userName, rule: 'roles-exclude', found: pair.join(', ') });
  for (const { userName, role } of await administratorsWithRoles(tx, cooperativeId))
    findings.add({ table, row: userName, rule: 'administrator-apart', found: role });
}
