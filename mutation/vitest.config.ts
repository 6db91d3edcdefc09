import { defineConfig } from 'vitest/config';

/** The tests that judge a changed rule: those of the rules alone. */
export default defineConfig({
  test: { include: ['test/domain/**/*.test.ts'], setupFiles: ['mutation/few-runs.ts'], testTimeout: 30_000 },
});
