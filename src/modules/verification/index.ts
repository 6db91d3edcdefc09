/** Verification stands rightmost: it reads every module's rows and trusts none of them. */
export { findingText, type Finding } from './finding.ts';
export { verifyAll, verifyCooperative, type Verification } from './verify.ts';
