import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** What needs no database: the rules alone, and what is read of the code itself. Starts in a moment. */
const pure = ['contract', 'domain', 'architecture', 'web'].map((room) => `test/${room}/**/*.test.ts`);

/** On a cluster of its own: `npm run test:faults`. */
const faults = 'test/platform/faults.test.ts';

export default defineConfig({
  test: {
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 120_000,
    hookTimeout: 240_000,
    // Services and commands that tests start as processes of their own are compiled once a machine.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'hegu-compiled') },
    projects: [
      { extends: true, test: { name: 'domain', include: pure } },
      { extends: true, test: { name: 'faults', include: [faults] } },
      {
        extends: true,
        test: {
          name: 'service',
          include: ['test/**/*.test.ts'],
          exclude: [...pure, faults],
          // One process loads the service once for all files it is given; a file clones a database of its own.
          isolate: false,
          globalSetup: ['test/support/cluster.ts'],
        },
      },
    ],
  },
});
