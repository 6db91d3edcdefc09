/** What is not part of a request and belongs in the log all the same: a line of JSON as the service's own, without personal data. */
import type { Config } from './config.ts';

export function logLine(config: Pick<Config, 'HEGU_LOG_LEVEL'>, message: string): void {
  if (config.HEGU_LOG_LEVEL === 'silent' || config.HEGU_LOG_LEVEL === 'fatal') return;
  process.stdout.write(
    `${JSON.stringify({ level: 50, time: Date.now(), pid: process.pid, msg: message })}\n`,
  );
}
