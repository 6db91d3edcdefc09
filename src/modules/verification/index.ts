/** Verification stands rightmost: it reads every module's rows and trusts none of them. */
export { findingText, notedText } from './finding.ts';
export { keyInWords } from './row-place.ts';
export { resealEverywhere, sealedColumns } from './sealed-check.ts';
export { verificationRoutes } from './routes.ts';
export {
  VERIFICATION_STEPS,
  trailHoldsAfter,
  verifyAll,
  verifyCooperative,
  verifyWithin,
  type Verification,
  type VerifyOptions,
} from './verify.ts';
