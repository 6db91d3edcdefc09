/** The service: opens everything, listens, and on SIGTERM or SIGINT ends what it began before it goes. */
import { ConfigError, describeConfig, parseConfig } from './config.ts';
import { ensureFirstAdministrator, listen, NotSafeToServe, openHegu } from './start.ts';

const PATIENCE_MILLISECONDS = 30_000;
const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<void> {
  const config = parseConfig(process.env);
  say(`Hegu 合股\n\nConfiguration\n${describeConfig(config)}\n`);
  const hegu = await openHegu(config, say);
  try {
    const signIn = await ensureFirstAdministrator(hegu.services);
    const server = await listen(hegu.services);
    say(
      [
        `Database   ${hegu.databasePlace}`,
        ...(signIn === null ? [] : [`Sign-in    name and password are in ${signIn}`]),
        `API        ${server.address}/api/docs`,
        `Listening  ${server.address}   (Ctrl+C stops)`,
      ].join('\n'),
    );
    await signalToStop();
    say('Stopping: running requests are finished first.');
    // A connection that never ends must not hold the books open for ever.
    setTimeout(() => process.exit(1), PATIENCE_MILLISECONDS).unref();
    await server.close();
  } finally {
    await hegu.close();
  }
  say('Stopped.');
}

function signalToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

try {
  await main();
  process.exit(0);
} catch (error) {
  const expected = error instanceof ConfigError || error instanceof NotSafeToServe;
  process.stderr.write(
    `${expected || !(error instanceof Error) ? String((error as Error).message) : error.stack}\n`,
  );
  process.exit(1);
}
