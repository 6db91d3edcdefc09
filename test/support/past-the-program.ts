/**
 * For tests that write rows past the program on purpose, to meet one rule. Each such row is also none that a command wrote; that this is
 * refused and found is said once, in test/platform/tampering.test.ts, and left out here.
 */
import type { Finding } from '../../src/modules/verification/finding.ts';

const ofRows: ReadonlySet<string> = new Set(['row-changed', 'row-removed', 'row-added', 'row-unproved']);

/** The findings but those of digests of rows. */
export const besidesRows = (findings: readonly Finding[]): readonly Finding[] =>
  findings.filter(({ rule }) => !ofRows.has(rule));

/**
 * Said by the owner at the beginning of a transaction that is undone: within it rows need no entry of the trail, so that what is tried
 * ends at the rule that is meant, or at none.
 */
export const WITHOUT_ENTRY = 'alter table row_digest disable trigger with_an_entry';
