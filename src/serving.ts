/** Listens until it is told to stop; then running requests are finished, and only then it returns. */
import { buildApp } from './app.ts';
import { loggerOptions } from './platform/redaction.ts';
import type { Services } from './platform/services.ts';

const PATIENCE_MILLISECONDS = 30_000;

export const say = (text: string) => void process.stdout.write(`${text}\n`);

/** Resolves at the first SIGTERM or SIGINT from now on. */
export function signalToStop(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => resolve());
  });
}

/** Serves until `stop`. `greeting` is printed when the address is known. */
export async function serve(
  services: Services,
  stop: Promise<void>,
  greeting: (address: string) => string,
): Promise<void> {
  const { HOST, PORT, HEGU_LOG_LEVEL } = services.config;
  const app = await buildApp(services, {
    logger: HEGU_LOG_LEVEL === 'silent' ? false : loggerOptions(HEGU_LOG_LEVEL),
  });
  say(greeting(await app.listen({ host: HOST, port: PORT })));
  await stop;
  say('Stopping: running requests are finished first.');
  // A connection that never ends must not hold the books open for ever.
  setTimeout(() => process.exit(1), PATIENCE_MILLISECONDS).unref();
  await app.close();
}

/** Runs a program to its end and exits: errors that explain themselves without a stack, others with one. */
export async function runToExit(
  main: () => Promise<number>,
  explained: (error: unknown) => boolean,
): Promise<never> {
  try {
    process.exit(await main());
  } catch (error) {
    const text = error instanceof Error ? (explained(error) ? error.message : error.stack) : String(error);
    process.stderr.write(`${text}\n`);
    process.exit(1);
  }
}
