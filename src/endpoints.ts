/**
 * Every endpoint of the service, by capability. The API document, the permission matrix, the tests by role and clients are
 * made from this one list. Safe for browsers.
 */
import { endpointsOf } from './contract/endpoint.ts';
import * as audit from './modules/audit/contract.ts';
import * as payouts from './modules/banking/contract.ts';
import * as claims from './modules/banking/claim-contract.ts';
import * as members from './modules/members/contract.ts';
import * as papers from './modules/papers/contract.ts';
import * as pensions from './modules/pensions/contract.ts';
import * as shares from './modules/shares/contract.ts';
import * as sharePapers from './modules/shares/paper-contract.ts';
import * as taxes from './modules/taxes/contract.ts';

export const endpointGroups = [
  { words: { zh: '操作记录', en: 'Trail' }, endpoints: endpointsOf(audit) },
  { words: { zh: '成员', en: 'Members' }, endpoints: endpointsOf(members) },
  { words: { zh: '股份', en: 'Shares' }, endpoints: { ...endpointsOf(shares), ...endpointsOf(sharePapers) } },
  {
    words: { zh: '发放', en: 'Payouts' },
    endpoints: { ...endpointsOf(payouts), ...endpointsOf(claims) },
  },
  { words: { zh: '代扣税款', en: 'Tax withheld' }, endpoints: endpointsOf(taxes) },
  { words: { zh: '养老金', en: 'Pensions' }, endpoints: endpointsOf(pensions) },
  { words: { zh: '文件', en: 'Papers' }, endpoints: endpointsOf(papers) },
] as const;
