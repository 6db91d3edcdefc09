/** Listens until it is told to stop; then running requests are finished, and only then it returns. */
import { setTimeout as pause } from 'node:timers/promises';
import { newestCopy } from './backup.ts';
import { buildApp } from './app.ts';
import { sampleByPress } from './demo/sample-telling.ts';
import { handOnWhileServing } from './handing-on.ts';
import { forgetDaily } from './forgetting.ts';
import type { Sentence } from './domain/language.ts';
import { answers } from './platform/answering.ts';
import { Explained } from './platform/explained.ts';
import type { App } from './platform/http.ts';
import { requireEncryption } from './platform/https.ts';
import { loggerOptions, safeError } from './platform/redaction.ts';
import { dayInChina, type Services } from './platform/services.ts';
import { behindSeals, keepSealing, knownOfNothing, sealHeads } from './sealing.ts';
import { PATIENCE_MILLISECONDS, say } from './program.ts';
import { ensureScreens } from './web-build.ts';

/** Serves until `stop`. `greeting` is printed when the address is known. */
export async function serve(
  booted: Services,
  stop: Promise<void>,
  greeting: (address: string) => string,
): Promise<void> {
  const services: Services = { ...booted, sealSoon: () => sealing.soon() };
  const { HOST, PORT, HEGU_LOG_LEVEL, HEGU_LANGUAGE, HEGU_BACKUP_DIR: copies } = services.config;
  requireEncryption(services.config);
  await ensureScreens(() =>
    say({ zh: '正在生成网页，约十秒。', en: 'Building the screens: about ten seconds.' }[HEGU_LANGUAGE]),
  );
  const app = await buildApp(services, {
    sample: sampleByPress,
    ...(copies !== undefined && {
      // Where it does not answer, there is none.
      newestCopy: async () =>
        (await answers(copies)) ? newestCopy(copies, services.vault.fingerprint, new Date()) : null,
    }),
    logger: HEGU_LOG_LEVEL === 'silent' ? false : loggerOptions(HEGU_LOG_LEVEL),
  });
  // Before anything is asked or sealed. What cannot be read is said by the sealing itself.
  const behind = await behindSeals(services).catch(() => null);
  if (behind !== null) {
    app.log.error(behind.en);
    say(behind[HEGU_LANGUAGE]);
  }
  const jumped = jumpedClock(services, new Date());
  if (jumped !== null) {
    app.log.error(jumped.en);
    say(jumped[HEGU_LANGUAGE]);
  }
  say(greeting(await listen(app, HOST, PORT)));
  const forgetting = forgetDaily(services);
  const known = knownOfNothing();
  const sealing = keepSealing(
    () => sealHeads(services, known),
    (error) => app.log.error({ err: safeError(error) }, 'seal file'),
  );
  const handing = handOnWhileServing(services, (error) =>
    app.log.error({ err: safeError(error) }, 'messages to members'),
  );
  await stop;
  forgetting.stop();
  say(
    { zh: '正在停止：先完成正在处理的请求。', en: 'Stopping: running requests are finished first.' }[
      HEGU_LANGUAGE
    ],
  );
  await endInTime(app, Promise.all([sealing.stop(), handing.stop()]));
}

/** What whoever starts the service is told of a clock that is not believed; null where it is. */
function jumpedClock({ clockGuard }: Pick<Services, 'clockGuard'>, now: Date): Sentence | null {
  if (clockGuard?.hasJumped(now) !== true) return null;
  const [today, last] = [dayInChina(now), clockGuard.lastServed()];
  return {
    zh: `本机时钟显示今天是 ${today}，而服务上次运行是在 ${last}：时钟不可信，调准或由两人确认日期以前不接受任何写入。`,
    en: `The clock of this computer says that today is ${today}, and the service last ran on ${last}: it is not believed, and nothing is written until it is set right or two people confirm the day.`,
  };
}

/** Requests under way are finished; a reader who stands still, or a database that does not answer, holds nothing up for longer. */
async function endInTime(app: App, sealed: Promise<unknown>): Promise<void> {
  const closed = Promise.all([sealed, app.close()]);
  closed.catch(() => undefined);
  const late = setTimeout(() => app.server.closeAllConnections(), PATIENCE_MILLISECONDS / 2);
  const ended = await Promise.race([
    closed.then(() => true),
    pause(PATIENCE_MILLISECONDS, false, { ref: false }),
  ]);
  clearTimeout(late);
  if (!ended) app.log.error('stopping without what is still under way');
}

/** Thrown when another program holds the port. */
class PortTaken extends Explained {
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
