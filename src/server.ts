/** The service: boots, listens, and on SIGTERM or SIGINT ends what it began before it goes. */
import { join } from 'node:path';
import { boot } from './boot.ts';
import { describeConfig, parseConfig } from './config.ts';
import { runToExit, say, signalToStop } from './program.ts';
import { serve } from './serving.ts';
import { ensureFirstSignIn } from './sign-in-file.ts';

async function main(): Promise<number> {
  const config = parseConfig(process.env);
  say(`Hegu 合股\n\nConfiguration\n${describeConfig(config)}\n`);
  const stop = signalToStop();
  const running = await boot(config);
  try {
    const signIn = await ensureFirstSignIn(running.services, join(config.HEGU_DATA_DIR, 'first-sign-in.txt'));
    await serve(running.services, stop, (address) =>
      [
        `Books      ${running.booksAt}`,
        `Key        ${config.HEGU_KEY_FILE}   (keep a copy elsewhere: without it personal numbers are lost)`,
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

await runToExit(main);
