/** The command line: `demo` shows the service on a fictional community, `verify` proves the books, running or not. */
import { parseArgs } from 'node:util';
import { bootToRead } from './boot.ts';
import { parseConfig, type Config } from './config.ts';
import { demonstrate, demonstrateOnce } from './demo/demo.ts';
import { verifyAll } from './modules/verification/index.ts';
import { Explained } from './platform/explained.ts';
import { reasonsNotToServe } from './platform/self-check.ts';
import { runToExit, say } from './program.ts';

const usage = `用法：
  npm run demo                          在本安装的账册上讲述演示，并提供服务
  npm run demo -- --once --out 文件夹   在用后即弃的账册上讲述一遍，留下文件和 summary.json，然后结束
  npm run verify                        重算本安装的全部账册；全部相符时退出码为 0
Usage:
  npm run demo                          tells the story on the books of this installation and serves it
  npm run demo -- --once --out FOLDER   tells it on throw-away books, leaves papers and summary.json, and ends
  npm run verify                        recomputes all books of this installation; exit code 0 only if all hold`;

class UsageError extends Explained {}

async function main(): Promise<number> {
  const [command, ...rest] = process.argv.slice(2);
  const config = parseConfig(process.env);
  if (command === 'verify' && rest.length === 0) return verify(config);
  if (command !== 'demo') throw new UsageError(usage);
  const { once, out } = optionsOf(rest);
  if (!once) return demonstrate(config);
  if (out === undefined) throw new UsageError(usage);
  return demonstrateOnce(config, out);
}

async function verify(config: Config): Promise<number> {
  const running = await bootToRead(config);
  try {
    const reasons = await reasonsNotToServe(running.databaseUrl);
    for (const reason of reasons) say(`✗ ${reason}`);
    const holds = await verifyAll(running.services, say);
    return holds && reasons.length === 0 ? 0 : 1;
  } finally {
    await running.close();
  }
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

await runToExit(main);
