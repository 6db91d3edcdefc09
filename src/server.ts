/** The service: boots, listens, and on SIGTERM, SIGINT or SIGHUP ends what it began before it goes. */
import { join } from 'node:path';
import { copyDaily } from './backup.ts';
import { boot } from './boot.ts';
import { describeConfig, parseConfig } from './config.ts';
import type { Sentence } from './domain/language.ts';
import { logLine } from './log-line.ts';
import { requireEncryption } from './platform/https.ts';
import { describeFailure } from './platform/redaction.ts';
import { inColumns, runToExit, say, signalToStop } from './program.ts';
import { resealOlder } from './key-rotation.ts';
import { serve } from './serving.ts';
import { ensureFirstSignIn } from './sign-in-file.ts';

const words = {
  configuration: { zh: '配置', en: 'Configuration' },
  books: { zh: '账册', en: 'Books' },
  key: { zh: '密钥', en: 'Key' },
  keepKey: {
    zh: '（请另存一份：丢失后个人号码无法恢复）',
    en: '(keep a copy elsewhere: without it personal numbers are lost)',
  },
  signIn: { zh: '登录', en: 'Sign-in' },
  inFile: { zh: '用户名和口令在文件', en: 'name and password are in' },
  desk: { zh: '工作台', en: 'Screens' },
  api: { zh: '接口', en: 'API' },
  listening: { zh: '网址', en: 'Listening' },
  howToStop: { zh: '（按 Ctrl+C 停止）', en: '(Ctrl+C stops)' },
  sealed: {
    zh: '有 {count} 处密文无法重新加密，请运行 npm run verify 查看。',
    en: '{count} sealings could not be sealed anew: npm run verify names them.',
  },
  sealedLater: {
    zh: '重新加密没有做完，下次启动时继续。',
    en: 'Sealing anew did not come to its end; the next start goes on with it.',
  },
  stopped: { zh: '已停止。', en: 'Stopped.' },
} as const satisfies Record<string, Sentence>;

async function main(): Promise<number> {
  const config = parseConfig(process.env);
  const { HEGU_LANGUAGE: language } = config;
  say(`Hegu 合股\n\n${words.configuration[language]}\n${describeConfig(config)}\n`);
  const stop = signalToStop();
  // Before a database is begun or migrated for nothing.
  requireEncryption(config);
  // Told to stop meanwhile, it waits for nothing of the start: at its exit it takes its PostgreSQL along, and what was under way is rolled back.
  const running = await Promise.race([boot(config), stop.then(() => null)]);
  if (running === null) {
    say(words.stopped[language]);
    return 0;
  }
  let copies: ReturnType<typeof copyDaily> | null = null;
  try {
    void resealOlder(running).then(
      (failed) => void (failed > 0 && say(words.sealed[language].replace('{count}', String(failed)))),
      () => say(words.sealedLater[language]),
    );
    const signIn = await ensureFirstSignIn(running.services, join(config.HEGU_DATA_DIR, 'first-sign-in.txt'));
    const { vault, clockGuard } = running.services;
    copies = copyDaily(
      config,
      { databaseUrl: running.databaseUrl, fingerprint: vault.fingerprint, clockGuard },
      (error) => logLine(config, `the daily copy was not made: ${describeFailure(error).message}`),
    );
    await serve(running.services, stop, (address) =>
      inColumns([
        [words.books[language], running.booksAt[language]],
        [words.key[language], `${config.HEGU_KEY_FILE}   ${words.keepKey[language]}`],
        ...(signIn === null ? [] : [[words.signIn[language], `${words.inFile[language]} ${signIn}`]]),
        [words.desk[language], `${address}/office/`],
        [words.api[language], `${address}/api/docs`],
        [words.listening[language], `${address}   ${words.howToStop[language]}`],
      ]),
    );
  } finally {
    copies?.stop();
    await running.close();
  }
  say(words.stopped[language]);
  return 0;
}

await runToExit(main);
