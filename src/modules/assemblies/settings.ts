/**
 * Days that a cooperative sets for itself around its meetings, never fewer than the law's. Append only; the latest version
 * counts, and what an earlier version of the program let through counts for no less than the law gives.
 */
import { desc, eq } from 'drizzle-orm';
import { leastPapersDays, PAPERS_OPEN } from '../../domain/assembly-notice.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { citation } from '../../domain/law.ts';
import { noticeLaw } from '../../domain/public-notice.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { jurisdictionOn } from './jurisdiction.ts';
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

/** The days that a public notice of that day hangs: as set, and never fewer than where the cooperative stands. */
export async function noticeDays(tx: Tx, cooperativeId: string, on: LocalDate): Promise<number> {
  const least = noticeLaw('public-notice.days', on, await jurisdictionOn(tx, cooperativeId, on));
  return Math.max((await assemblySettings(tx, cooperativeId)).publicNoticeDays, least.days);
}

export const setAssemblySettings = defineCommand({
  name: 'assemblies.set-settings',
  endpoint: wire.setAssemblySettings,
  async run(unit, settings) {
    const { publicNoticeDays, papersOpenDays } = settings;
    const law = noticeLaw(
      'public-notice.days',
      unit.today,
      await jurisdictionOn(unit.tx, unit.cooperativeId, unit.today),
    );
    if (publicNoticeDays < law.days)
      throw refuse(
        'notice.days-below-law',
        { days: publicNoticeDays, least: law.days, law: citation(law.id) },
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
