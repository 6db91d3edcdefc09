/**
 * Resolutions as a member looks into them. Which may be seen is asked as the portal; how far exactly those are carried out is then
 * told as the papers of a meeting tell it.
 */
import { maskNumbersWithin } from '../../domain/personal-mask.ts';
import { readAs, readAsPortal } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import type { Taken } from '../../platform/serve.ts';
import type { Services } from '../../platform/services.ts';
import { adoptedOf, reportsShownOf } from '../assemblies/index.ts';
import { executionsBy } from '../papers/index.ts';

export async function followed<Seen extends { readonly id: string }>(
  services: Services,
  {
    cooperativeId,
    context,
    today,
    language,
  }: Pick<Taken<unknown>, 'cooperativeId' | 'context' | 'today' | 'language'>,
  see: (tx: Tx) => Promise<readonly Seen[]>,
) {
  const asking = context();
  const { seen, shown } = await readAsPortal(services, cooperativeId, asking.userId, async (tx) => {
    const found = await see(tx);
    const ids = found.map(({ id }) => id);
    return { seen: found, shown: await reportsShownOf(tx, cooperativeId, ids) };
  });
  const told = await readAs(services, asking, 'own.read', async (tx) => {
    const adopted = await adoptedOf(
      tx,
      cooperativeId,
      seen.map(({ id }) => id),
    );
    return executionsBy(tx, cooperativeId, adopted, { by: today, language });
  });
  const executions = new Map(told.map(([{ id }, execution]) => [id, execution]));
  return seen.map((each) => {
    const execution = executions.get(each.id);
    return {
      ...each,
      execution:
        execution === undefined
          ? null
          : {
              state: execution.state,
              // That it was carried out, and when, is every member's; what a board reported of it is theirs who sit there.
              text: execution.isReported && !shown.has(each.id) ? '' : maskNumbersWithin(execution.text),
              isReported: execution.isReported,
              reportedOn: execution.reportedOn?.toString() ?? null,
            },
    };
  });
}
