/** The papers this program issues. */
export const paperKinds = [
  'statement',
  'dividend-table',
  'receipt-sheet',
  'certificate',
  'confirmation-sheet',
  'half-year-report',
  'meeting-paper',
  'public-notice',
  'distribution-plan',
  'voucher',
  'tax-certificate',
] as const;

export type PaperKind = (typeof paperKinds)[number];
