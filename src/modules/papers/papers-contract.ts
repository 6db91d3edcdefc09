/** The papers this program issues: a line each. What a paper asks for, says and looks like stands in the folder of its kind. */
export { printStatement } from './statement/contract.ts';
export { printCertificate } from './certificate/contract.ts';
export { printConfirmationSheet } from './confirmation-sheet/contract.ts';
export { printDividendTable } from './dividend-table/contract.ts';
export { printReceiptSheet } from './receipt-sheet/contract.ts';
export { printPublicNotice } from './public-notice/contract.ts';
export { printHalfYearReport } from './half-year-report/contract.ts';
export { printMeetingPaper } from './meeting-paper/contract.ts';
export { printDistributionPlan } from './distribution-plan/contract.ts';
export { printVoucher } from './voucher/contract.ts';
export { printTaxCertificate } from './tax-certificate/contract.ts';
export { printLegality } from './legality/contract.ts';
export { printMemberRegister } from './member-register/contract.ts';
export { printShareRegister } from './share-register/contract.ts';
export { printBookStatements } from './book-statements/contract.ts';
export { printPensionSheet } from './pension-sheet/contract.ts';
export { printSchemeComparison } from './scheme-comparison/contract.ts';
