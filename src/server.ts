/** The service: boots, listens, and on SIGTERM or SIGINT ends what it began before it goes. */
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { boot } from './boot.ts';
import { describeConfig, parseConfig } from './config.ts';
import { createFirstAdministrator } from './modules/access/index.ts';
import type { Services } from './platform/services.ts';
import { runToExit, say, signalToStop } from './program.ts';
import { serve } from './serving.ts';

async function main(): Promise<number> {
  const config = parseConfig(process.env);
  say(`Hegu 合股\n\nConfiguration\n${describeConfig(config)}\n`);
  const stop = signalToStop();
  const running = await boot(config);
  try {
    const signIn = await ensureFirstAdministrator(running.services);
    await serve(running.services, stop, (address) =>
      [
        ...(signIn === null ? [] : [`Sign-in    name and password are in ${signIn}`]),
        `API        ${address}/api/docs`,
        `Listening  ${address}   (Ctrl+C stops)`,
      ].join('\n'),
    );
  } finally {
    await running.close();
  }
  say('Stopped.');
  return 0;
}

/**
 * Makes the first person of an installation, with a random password in `first-sign-in.txt` of the data directory that only
 * its owner can read. Returns that file's path, or null when there is nothing to tell.
 */
async function ensureFirstAdministrator(services: Services): Promise<string | null> {
  const path = join(services.config.HEGU_DATA_DIR, 'first-sign-in.txt');
  const password = randomBytes(12).toString('base64url');
  const created = await createFirstAdministrator(services, {
    userName: 'administrator',
    displayName: 'Platform administrator',
    password,
  });
  if (created === null) return existsSync(path) ? path : null;
  writeFileSync(path, `administrator\n${password}\n`, { mode: 0o600 });
  return path;
}

await runToExit(main);
