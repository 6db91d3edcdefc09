/** A property that a changed rule breaks shows it within a few runs; thousands of changes are tried. */
import fc from 'fast-check';

fc.configureGlobal({ numRuns: 40 });
