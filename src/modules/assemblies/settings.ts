/** Days that a cooperative sets for itself around its meetings. Append only; the latest version counts. */
import { desc, eq } from 'drizzle-orm';
import { defineCommand } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import * as wire from './rules-contract.ts';
import type { AssemblySettings } from './rules-contract.ts';
import { assemblySetting } from './schema.ts';

/** What counts while nothing was set: papers as long before as the notice, a public notice of seven days, the meeting a month after. */
const usual: AssemblySettings = {
  papersOpenDays: null,
  publicNoticeDays: 7,
  meetingDaysAfterPeriod: 31,
  publicNoticeDaysAfterMeeting: 1,
};

export async function assemblySettings(tx: Tx, cooperativeId: string): Promise<AssemblySettings> {
  const [latest] = await tx
    .select({ settings: assemblySetting.settings })
    .from(assemblySetting)
    .where(eq(assemblySetting.cooperativeId, cooperativeId))
    .orderBy(desc(assemblySetting.version))
    .limit(1);
  return latest?.settings ?? usual;
}

export const setAssemblySettings = defineCommand({
  name: 'assemblies.set-settings',
  endpoint: wire.setAssemblySettings,
  async run(unit, settings) {
    const version = await unit.nextNumber('assembly-settings');
    await unit.tx.insert(assemblySetting).values({
      cooperativeId: unit.cooperativeId,
      version,
      settings,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
    });
    unit.note('assembly-settings', { version: `${version}`, ...settings });
    return settings;
  },
});
