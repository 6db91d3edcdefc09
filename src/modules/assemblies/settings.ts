/** Days that a cooperative sets for itself around its meetings. Append only; the latest version counts. */
import { desc, eq } from 'drizzle-orm';
import * as z from 'zod';
import { defineCommand } from '../../platform/command.ts';
import type { Tx } from '../../platform/database.ts';
import { assemblySetting } from './schema.ts';

const days = (least: number, most: number, description: string) =>
  z.int().min(least).max(most).meta({ description });

export const assemblySettingsShape = z.strictObject({
  papersOpenDays: days(
    0,
    90,
    'Papers lie open so many days before a meeting; null: as many as the notice',
  ).nullable(),
  publicNoticeDays: days(1, 90, 'Days of a public notice, its first day not counted; 7 or 15 as a rule'),
  meetingDaysAfterPeriod: days(1, 180, 'The meeting, after the end of the half-year'),
  publicNoticeDaysAfterMeeting: days(0, 90, 'The public notice begins so many days after the meeting'),
});

export type AssemblySettings = Readonly<z.output<typeof assemblySettingsShape>>;

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
  action: 'settings.change',
  input: assemblySettingsShape,
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
