/** The command line: `demo` shows the service on a fictional community, `verify` proves the books, running or not. */
import { parseArgs } from 'node:util';
import { bootToRead } from './boot.ts';
import { parseConfig, type Config } from './config.ts';
import { demonstrate, demonstrateOnce } from './demo/demo.ts';
import { rotateKey } from './key-rotation.ts';
import { verifyAll } from './modules/verification/index.ts';
import { Explained } from './platform/explained.ts';
import { reasonsNotToServe } from './platform/self-check.ts';
import { runToExit, say } from './program.ts';

const usage = `用法：
  npm run demo                          在本安装的账册上讲述演示，并提供服务
  npm run demo -- --once --out 文件夹   在用后即弃的账册上讲述一遍，留下文件和 summary.json，然后结束
  npm run verify                        重算本安装的全部账册；全部相符时退出码为 0
  npm run rotate-key                    换一把新密钥，全部密文改用它加密；服务可以照常运行
Usage:
  npm run demo                          tells the story on the books of this installation and serves it
  npm run demo -- --once --out FOLDER   tells it on throw-away books, leaves papers and summary.json, and ends
  npm run verify                        recomputes all books of this installation; exit code 0 only if all hold
  npm run rotate-key                    takes a new key and seals everything with it, while the service goes on`;

class UsageError extends Explained {}

async function main(): Promise<number> {
  const [command, ...rest] = process.argv.slice(2);
  const config = parseConfig(process.env);
  if (command === 'verify' && rest.length === 0) return verify(config);
  if (command === 'rotate-key' && rest.length === 0) return rotate(config);
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

async function rotate(config: Config): Promise<number> {
  const running = await bootToRead(config);
  try {
    const { key, resealed, failed, finished } = await rotateKey(running);
    const { HEGU_LANGUAGE: language, HEGU_KEY_FILE: path } = config;
    say(
      language === 'zh'
        ? `新密钥 ${key} 已写入 ${path}，重新加密 ${resealed} 处，${failed} 处未成。请立即另存新的密钥文件。`
        : `The new key ${key} stands in ${path}; ${resealed} sealed anew, ${failed} not. Keep a copy of the new key file elsewhere, now.`,
    );
    if (!finished)
      say(
        language === 'zh'
          ? '旧密钥仍在使用：请运行 npm run verify 查看是哪些，然后再换一次。'
          : 'Older keys stay in use: npm run verify names what they seal; then rotate again.',
      );
    return finished ? 0 : 1;
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
