/**
 * Changes the rules one place at a time and sees whether a test of the rules notices. `npm run mutation` goes through all of
 * src/domain, `npm run mutation -- --mutate src/domain/money.ts` through one file of it; what is left stands in
 * out/mutation. Tables of sentences hold no rule and stay as they are.
 */
import type { PartialStrykerOptions } from '@stryker-mutator/api/core';

const options: PartialStrykerOptions = {
  plugins: ['@stryker-mutator/vitest-runner', './mutation/no-rule.ts'],
  testRunner: 'vitest',
  vitest: { configFile: 'mutation/vitest.config.ts' },
  mutate: [
    'src/domain/**/*.ts',
    '!src/domain/errors/**',
    '!src/domain/**/*words.ts',
    '!src/domain/language.ts',
  ],
  ignorers: ['no-rule'],
  ignorePatterns: ['data', 'out', 'bench', 'docs', 'drizzle', 'src/web'],
  coverageAnalysis: 'perTest',
  concurrency: 2,
  incremental: true,
  incrementalFile: 'out/mutation/incremental.json',
  tempDirName: 'out/mutation/sandbox',
  reporters: ['clear-text', 'progress', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: 'out/mutation/report.json' },
  htmlReporter: { fileName: 'out/mutation/report.html' },
  thresholds: { high: 100, low: 97, break: 95 },
};

export default options;
