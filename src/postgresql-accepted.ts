/**
 * What PostgreSQL itself came with, compared at the start and by `verify` with what the platform's chain says of that version; and accepted
 * anew by whoever holds the key of the books, on record, where they changed it themselves.
 */
import type { Running } from './boot.ts';
import type { Config } from './config.ts';
import { strangeInName } from './domain/seen-text.ts';
import { builtInNow, changedSince, recordBuiltIn, recordedBuiltIn } from './platform/built-in.ts';
import { Explained } from './platform/explained.ts';
import { keepBuiltIn } from './platform/kept-catalogue.ts';
import { dayInChina, type Services } from './platform/services.ts';
import { say } from './program.ts';
import { completeSealFiles } from './sealing.ts';

type Asked = Pick<Services, 'database' | 'vault'>;

const standing = ({ database, vault }: Asked) =>
  database.outside(async (tx) => {
    const now = await builtInNow(tx);
    return { now, record: await recordedBuiltIn(tx, (text) => vault.chainHash(text), now.version) };
  });

/** Why nothing is served with this PostgreSQL, a line a reason; none where it is as on record, or nothing is. */
export async function reasonsOfPostgresql(asked: Asked): Promise<readonly string[]> {
  const { now, record } = await standing(asked);
  if (record === null) return [];
  if (!record.isOwn)
    return [
      `What stands on record of PostgreSQL ${now.version} in the platform's chain was changed, as verify names. 平台链中关于 PostgreSQL ${now.version} 自带内容的记录被改动过，核验会指出。`,
    ];
  const kinds = changedSince(record, now).join(', ');
  if (kinds === '') return [];
  const on = dayInChina(new Date(record.recordedAt)).toString();
  return [
    `What PostgreSQL ${now.version} itself came with is not what stands on record since ${on}: ${kinds}. Whoever changed it themselves accepts it: npm run accept-postgresql. ` +
      `PostgreSQL ${now.version} 自带的内容与 ${on} 的记录不符：${kinds}。如果是自己改动的，用 npm run accept-postgresql 认可。`,
  ];
}

/** At the first start under a version what stands is taken for PostgreSQL's own. */
export async function recordFirst(services: Pick<Services, 'config' | 'database' | 'vault'>): Promise<void> {
  const { now, record } = await standing(services);
  if (record === null) await enter(services, now, null);
}

async function enter(
  services: Pick<Services, 'config' | 'database' | 'vault'>,
  now: Parameters<typeof recordBuiltIn>[2],
  because: string | null,
): Promise<void> {
  const { database, vault } = services;
  const number = await database.outside((tx) =>
    recordBuiltIn(tx, (text) => vault.chainHash(text), now, because),
  );
  try {
    await completeSealFiles(services, number);
  } catch (error) {
    // It stands in the chain all the same: the service writes the line at its next sealing.
    if (!(error instanceof Explained)) throw error;
    say(error.message);
  }
}

/** What the command does: `because` is read by whoever verifies these books from now on. */
export async function acceptPostgresql(running: Running, config: Config, because: string): Promise<void> {
  const { services, databaseUrl } = running;
  const why = because.trim();
  if (why === '' || why.length > 200 || strangeInName(why) !== null)
    throw new Explained(
      'Say in a line why: whoever verifies these books reads it from now on.\n请用一行字说明原因：以后核验这套账册的人都会看到。',
    );
  const { now, record } = await standing(services);
  const isAsRecorded = record?.isOwn === true && changedSince(record, now).length === 0;
  if (!isAsRecorded) await enter(services, now, why);
  await keepBuiltIn(databaseUrl, config, now.hashes);
  say(
    config.HEGU_LANGUAGE === 'zh'
      ? isAsRecorded
        ? `PostgreSQL ${now.version} 自带的内容与记录相符，没有写入新的记录。`
        : `✓ PostgreSQL ${now.version} 现有的自带内容已认可，写入平台链；以后每次核验都会列出。`
      : isAsRecorded
        ? `What PostgreSQL ${now.version} came with is as on record: nothing was put on record anew.`
        : `✓ What PostgreSQL ${now.version} has now is accepted and stands in the platform's chain; every verification remarks it from now on.`,
  );
}
