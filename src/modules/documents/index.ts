/** What other modules may use of papers: their layouts, and issuing them. */
export { certificatePaper, type CertificatePaper } from './certificate.ts';
export { confirmationPaper, type ConfirmationPaper } from './confirmation-sheet.ts';
export { documentReply, type DocumentReply } from './contract.ts';
export { distributionPlanPaper, type DistributionPlanPaper } from './distribution-plan.ts';
export { dividendTablePaper, type DividendTablePaper } from './dividend-table.ts';
export { halfYearReportPaper, type HalfYearReportPaper, type SchemeComparison } from './half-year-report.ts';
export { issueDocument, openPress, type Press } from './issue.ts';
export type { AssetPart, HalfYearMoney, PlanPart } from './money-blocks.ts';
export { minutesText } from './meeting-minutes.ts';
export { meetingPaper } from './meeting-pack.ts';
export { meetingParts, type MeetingPaper } from './meeting-paper.ts';
export { publicNoticePaper, type PublicNoticePaper } from './public-notice.ts';
export { receiptSheetPaper, type ReceiptSheetPaper } from './receipt-sheet.ts';
export { checkRoutes, documentRoutes } from './routes.ts';
export type { ClassPart, CohortPart, RunSummary } from './run-summary.ts';
export type { RunTerms } from './run-terms.ts';
export type { ResolutionReference, Sheet } from './sheet.ts';
export {
  statementBook,
  statementPaper,
  type DividendProof,
  type StatementDividend,
  type StatementInheritance,
  type StatementPension,
  type StatementPaper,
} from './statement.ts';
export { taxCertificatePaper, type TaxCertificatePaper } from './tax-certificate.ts';
export { voucherPaper, type VoucherPaper } from './voucher.ts';
export { sentenceCase, writtenPeriod, writtenQuota } from './wording.ts';
