/**
 * Takes away the digests that somebody told past the program and that stop it: under entries that are still to come, and as if an upgrade had
 * told them. By whoever has the key of the books and the address of the owner, with why, on record in the platform's chain, which every
 * verification remarks. What they stood for is named from then on as changed.
 */
import type { Running } from './boot.ts';
import type { Config } from './config.ts';
import { strangeInName } from './domain/seen-text.ts';
import { openConnection } from './platform/connection.ts';
import { transactionOn } from './platform/database.ts';
import { Explained } from './platform/explained.ts';
import { cooperativesOf } from './platform/migrations.ts';
import { coverPlatform, droppedHead } from './platform/platform-chain.ts';
import { dropTold, type ToldPast } from './platform/row-digests.ts';
import { say } from './program.ts';
import { completeSealFiles } from './sealing.ts';

export async function dropToldPast(running: Running, config: Config, because: string): Promise<void> {
  const { services, databaseUrl } = running;
  const why = because.trim();
  if (why === '' || why.length > 200 || strangeInName(why) !== null)
    throw new Explained(
      'Say in a line why: whoever verifies these books reads it from now on.\n请用一行字说明原因：以后核验这套账册的人都会看到。',
    );
  const keyed = (text: string) => services.vault.chainHash(text);
  const connection = openConnection(databaseUrl, 'hegu-drop');
  try {
    const { dropped, number } = await connection.transaction('BEGIN read write', async (handle) => {
      const called = await cooperativesOf(handle);
      const told = await dropTold(handle, [...called.keys()], keyed);
      const taken = told.map(({ cooperative, ...each }) => ({
        ...each,
        cooperative: called.get(cooperative) ?? '',
      }));
      const entry =
        taken.length === 0
          ? null
          : await coverPlatform(transactionOn(handle), keyed, droppedHead(why, taken));
      return { dropped: taken, number: entry?.number ?? null };
    });
    await sayDropped(services, config, dropped, number);
  } finally {
    await connection.close();
  }
}

async function sayDropped(
  services: Running['services'],
  config: Config,
  dropped: readonly ToldPast[],
  number: bigint | null,
): Promise<void> {
  const zh = config.HEGU_LANGUAGE === 'zh';
  if (number === null) {
    say(
      zh
        ? '没有越过本程序所写的摘要，未作任何改动。'
        : 'No digest was told past the program: nothing was changed.',
    );
    return;
  }
  try {
    await completeSealFiles(services, number);
  } catch (error) {
    // It stands in the chain all the same: the service writes the line at its next sealing.
    if (!(error instanceof Explained)) throw error;
    say(error.message);
  }
  for (const { cooperative, table, many } of dropped)
    say(`  ${[cooperative, table].filter((each) => each !== '').join(': ')} ${many}`);
  say(
    zh
      ? '✓ 以上摘要已经去掉，写入平台链；它们所掩盖的改动由 npm run verify 指出，以后每次核验都会列出这次处理。'
      : "✓ These digests are taken away, and it stands in the platform's chain; npm run verify names what they stood for, and remarks this from now on.",
  );
}
