/** The command line: `demo` shows the service on a fictional community. */
import { parseArgs } from 'node:util';
import { NotFitToServe } from './boot.ts';
import { ConfigError, parseConfig } from './config.ts';
import { demonstrate, demonstrateOnce, NotDemonstrationBooks } from './demo/demo.ts';
import { runToExit } from './serving.ts';

const usage = `Usage:
  npm run demo                          tells the story on the books of this installation and serves it
  npm run demo -- --once --out FOLDER   tells it on throw-away books, leaves papers and summary.json, and ends`;

class UsageError extends Error {}

async function main(): Promise<number> {
  const [command, ...rest] = process.argv.slice(2);
  if (command !== 'demo') throw new UsageError(usage);
  const { once, out } = optionsOf(rest);
  const config = parseConfig({ HEGU_LOG_LEVEL: 'warn', ...process.env });
  if (!once) return demonstrate(config);
  if (out === undefined) throw new UsageError(usage);
  return demonstrateOnce(config, out);
}

function optionsOf(args: string[]): { readonly once: boolean; readonly out: string | undefined } {
  try {
    const { values } = parseArgs({
      args,
      options: { once: { type: 'boolean', default: false }, out: { type: 'string' } },
    });
    return { once: values.once, out: values.out };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : ''}\n\n${usage}`);
  }
}

const explained = [UsageError, ConfigError, NotFitToServe, NotDemonstrationBooks];
await runToExit(main, (error) => explained.some((kind) => error instanceof kind));
