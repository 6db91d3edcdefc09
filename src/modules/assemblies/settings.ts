/**
 * Days that a cooperative sets for itself around its meetings, never fewer than the law's. Append only; the latest version
 * counts, and what an earlier version of the program let through counts for no less than the law gives.
 */
import { desc, eq } from 'drizzle-orm';
import { leastPapersDays } from '../../domain/assembly-notice.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { citation, citationOn } from '../../domain/law.ts';
import { noticeLaw } from '../../domain/public-notice.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { jurisdictionOn, setOrPropose, type Setting } from '../settings/index.ts';
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

/** Shorter than what is in force, of the days that others count on; papers as long as the notice are bound by no number. */
function isShorter(wished: AssemblySettings, inForce: AssemblySettings): boolean {
  const papers = [wished.papersOpenDays, inForce.papersOpenDays] as const;
  const shorterPapers = papers[1] === null ? papers[0] !== null : papers[0] === null || papers[0] < papers[1];
  return wished.publicNoticeDays < inForce.publicNoticeDays || shorterPapers;
}

export const assemblyDaysSetting: Setting<AssemblySettings, void> = {
  kind: 'assembly-settings',
  wish: wire.setAssemblySettings.input,
  async loosens({ tx, cooperativeId, today }, settings) {
    const { publicNoticeDays, papersOpenDays } = settings;
    const law = noticeLaw('public-notice.days', today, await jurisdictionOn(tx, cooperativeId, today));
    if (publicNoticeDays < law.days)
      throw refuse(
        'notice.days-below-law',
        { days: publicNoticeDays, least: law.days, law: citation(law.id) },
        '/publicNoticeDays',
      );
    const least = leastPapersDays(today);
    if (papersOpenDays !== null && papersOpenDays < least)
      throw refuse(
        'assembly.papers-below-law',
        { days: papersOpenDays, least, law: citationOn('papers.open-days', today) },
        '/papersOpenDays',
      );
    return isShorter(settings, await assemblySettings(tx, cooperativeId));
  },
  says: ({ publicNoticeDays, papersOpenDays }) => ({
    zh: `公示 ${publicNoticeDays} 天，材料开放${papersOpenDays === null ? '与会议通知同' : ` ${papersOpenDays} 天`}`,
    en: `public notice of ${publicNoticeDays} days, papers open ${papersOpenDays === null ? 'as long as the notice' : `${papersOpenDays} days`}`,
  }),
  async enter(unit, settings, proposalId) {
    const version = await unit.nextNumber('assembly-settings');
    await unit.tx.insert(assemblySetting).values({
      cooperativeId: unit.cooperativeId,
      version,
      settings,
      recordedAt: unit.now,
      recordedBy: unit.actor.userId,
      proposalId,
    });
    unit.note('assembly-settings', { version: `${version}`, ...settings });
  },
};

export const setAssemblySettings = defineCommand({
  name: 'assemblies.set-settings',
  endpoint: wire.setAssemblySettings,
  async run(unit, settings) {
    const { proposal } = await setOrPropose(unit, assemblyDaysSetting, settings);
    return { ...(await assemblySettings(unit.tx, unit.cooperativeId)), proposal };
  },
});
