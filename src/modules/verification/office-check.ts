/** Who holds which duty: what excludes each other in one person, and what no cooperative gives, is named where older books hold it. */
import { excludedBetween, type Alike } from '../../domain/access-proposal.ts';
import { excludedAmong } from '../../domain/role-exclusion.ts';
import type { Tx } from '../../platform/database.ts';
import { administratorsWithRoles, grantsWithoutTwoPeople, usersOf } from '../access/index.ts';
import { alikeUsers } from '../members/index.ts';
import { namesakes } from '../powers/index.ts';
import type { FindingList } from './finding.ts';

export async function checkOffices(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const table = 'role_grant';
  const users = await usersOf(tx, cooperativeId);
  for (const { userName, roles } of users)
    for (const { roles: pair } of excludedAmong(roles))
      findings.add({ table, row: userName, rule: 'roles-exclude', found: pair.join(', ') });
  for (const { userName, role } of await administratorsWithRoles(tx, cooperativeId))
    findings.add({ table, row: userName, rule: 'administrator-apart', found: role });
  for (const { userName, role, before } of await grantsWithoutTwoPeople(tx, cooperativeId))
    if (before) findings.note({ table, row: userName, remark: 'power-by-one', found: role });
    else findings.add({ table, row: userName, rule: 'power-alone', found: role });
  const shared = await alikeUsers(tx, cooperativeId);
  for (const pair of [...shared, ...namesakes(users, shared)]) noteAlike(users, pair, findings);
}

type Users = Awaited<ReturnType<typeof usersOf>>;

/** Two users who may be one person and together hold what one person may not. */
function noteAlike(users: Users, { one, other }: Alike, findings: FindingList): void {
  const [mine, theirs] = [one, other].map((id) => users.find(({ userId }) => userId === id));
  if (!mine || !theirs) return;
  for (const pair of excludedBetween(mine.roles, theirs.roles))
    findings.note({
      table: 'role_grant',
      row: `${mine.userName}, ${theirs.userName}`,
      remark: 'maybe-one-person',
      found: pair.join(', '),
    });
}
