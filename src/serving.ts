/** Listens until it is told to stop; then running requests are finished, and only then it returns. */
import { buildApp } from './app.ts';
import type { App } from './platform/http.ts';
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
  say(greeting(await listen(app, HOST, PORT)));
  await stop;
  say('Stopping: running requests are finished first.');
  // A connection that never ends must not hold the books open for ever.
  setTimeout(() => process.exit(1), PATIENCE_MILLISECONDS).unref();
  await app.close();
}

/** Thrown when another program holds the port. */
export class PortTaken extends Error {
  constructor(host: string, port: number) {
    super(
      `Another program listens on ${host}:${port} already. Stop it, or set PORT to another number.\n` +
        `${host}:${port} 已被其他程序占用：请先停止它，或把 PORT 设为另一个端口。`,
    );
  }
}

async function listen(app: App, host: string, port: number): Promise<string> {
  try {
    return await app.listen({ host, port });
  } catch (error) {
    await app.close();
    throw (error as NodeJS.ErrnoException).code === 'EADDRINUSE' ? new PortTaken(host, port) : error;
  }
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
