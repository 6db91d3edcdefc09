/** The service with its screens, on a port of its own: for tests that look at it through a browser. */
import { spawnSync } from 'node:child_process';
import { areScreensBuilt, buildModes } from '../../src/web-build.ts';
import { startTestApp, type TestApp } from './app.ts';

export interface ServedApp extends TestApp {
  readonly address: string;
}

/** What a file's first step may take: where the screens are not built yet, they are built in it. */
export const servedWithin = 240_000;

export async function serveTestApp(options: Parameters<typeof startTestApp>[0] = {}): Promise<ServedApp> {
  if (!areScreensBuilt()) {
    for (const mode of buildModes) {
      const how = ['node_modules/vite/bin/vite.js', 'build', '--mode', mode];
      const { status, stderr } = spawnSync(process.execPath, how, { encoding: 'utf8' });
      if (status !== 0) throw new Error(`The screens were not built:\n${stderr}`);
    }
  }
  const test = await startTestApp(options);
  const address = await test.app.listen({ host: '127.0.0.1', port: 0 });
  return Object.assign(test, { address });
}
