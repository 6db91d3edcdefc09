/**
 * Days that a cooperative sets for itself around its meetings, never fewer than the law's. Append only; the latest version
 * counts, and what an earlier version of the program let through counts for no less than the law gives.
 */
import { desc, eq } from 'drizzle-orm';
import { leastPapersDays, PAPERS_OPEN } from '../../domain/assembly-notice.ts';
import { citation } from '../../domain/law.ts';
import { LEAST_NOTICE_DAYS } from '../../domain/public-notice.ts';
import { refuse } from '../../domain/refusal.ts';
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

/** The days that a public notice hangs. */
export async function noticeDays(tx: Tx, cooperativeId: string): Promise<number> {
  return Math.max((await assemblySettings(tx, cooperativeId)).publicNoticeDays, LEAST_NOTICE_DAYS);
}

export const setAssemblySettings = defineCommand({
  name: 'assemblies.set-settings',
  endpoint: wire.setAssemblySettings,
  async run(unit, settings) {
    const { publicNoticeDays, papersOpenDays } = settings;
    if (publicNoticeDays < LEAST_NOTICE_DAYS)
      throw refuse(
        'notice.days-below-law',
        { days: publicNoticeDays, least: LEAST_NOTICE_DAYS, law: citation('public-notice.days@none') },
        '/publicNoticeDays',
      );
    const least = leastPapersDays(unit.today);
    if (papersOpenDays !== null && papersOpenDays < least)
      throw refuse(
        'assembly.papers-below-law',
        { days: papersOpenDays, least, law: citation(PAPERS_OPEN) },
        '/papersOpenDays',
      );
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
