/** The service: boots, listens, and on SIGTERM or SIGINT ends what it began before it goes. */
import { randomBytes } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './app.ts';
import { boot, NotFitToServe } from './boot.ts';
import { ConfigError, describeConfig, parseConfig } from './config.ts';
import { createFirstAdministrator } from './modules/access/index.ts';
import { loggerOptions } from './platform/redaction.ts';
import type { Services } from './platform/services.ts';

const PATIENCE_MILLISECONDS = 30_000;
const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const config = parseConfig(process.env);
  say(`Hegu 合股\n\nConfiguration\n${describeConfig(config)}\n`);
  const stop = signalToStop();
  const running = await boot(config);
  try {
    const signIn = await ensureFirstAdministrator(running.services);
    const { HOST, PORT, HEGU_LOG_LEVEL } = config;
    const app = await buildApp(running.services, {
      logger: HEGU_LOG_LEVEL === 'silent' ? false : loggerOptions(HEGU_LOG_LEVEL),
    });
    const address = await app.listen({ host: HOST, port: PORT });
    if (signIn !== null) say(`Sign-in    name and password are in ${signIn}`);
    say(`API        ${address}/api/docs`);
    say(`Listening  ${address}   (Ctrl+C stops)`);
    await stop;
    say('Stopping: running requests are finished first.');
    // A connection that never ends must not hold the books open for ever.
    setTimeout(() => process.exit(1), PATIENCE_MILLISECONDS).unref();
    await app.close();
  } finally {
    await running.close();
  }
  say('Stopped.');
}

function signalToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
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

try {
  await main();
  process.exit(0);
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof NotFitToServe;
  const text = error instanceof Error ? (expected ? error.message : error.stack) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
