/** The words of a share certificate. */
import { speakerOf } from '../phrases.ts';

export const speaker = speakerOf({
  chair: { zh: '理事长', en: 'Chair of the board' },
  certificateSubtitle: { zh: 'SHARE CERTIFICATE', en: '股权证' },
  certificateDeclaration: {
    zh: '兹证明持有人为本社股东，持有下列股份，依照章程享有收益分配权、知情权和监督权，并承担相应义务。',
    en: 'This certifies that the holder is a shareholder of this cooperative, owns the shares below, and has the rights to dividends, information and supervision, and the duties, that the articles provide.',
  },
  creditCode: { zh: '统一社会信用代码', en: 'Credit code' },
  issuedOn: { zh: '发证日期', en: 'Issued on' },
  replacesCertificate: { zh: '原证号', en: 'Replaces' },
  certificateNote: {
    zh: '股份以股份登记簿为准；转让、继承、退股须办理登记后方为有效。扫码可核对本证。',
    en: 'The share register is decisive; transfer, inheritance and redemption take effect on registration. Scan to check.',
  },
  ledger: { zh: '股份账簿', en: 'Share ledger' },
  ledgerSeal: { zh: '账印', en: 'SEAL' },
  noOfficialSeal: { zh: '核对用，不是公章', en: 'to check by; no official stamp' },
  parValue: { zh: '每股面值（元）', en: 'Par value (yuan)' },
  totalValue: { zh: '面值金额（元）', en: 'Value (yuan)' },
});
