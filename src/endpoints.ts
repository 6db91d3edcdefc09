/**
 * Every endpoint of the service, by capability. The API document, the permission matrix, the tests by role and clients are
 * made from this one list. Safe for browsers.
 */
import { endpointsOf } from './contract/endpoint.ts';
import * as audit from './modules/audit/contract.ts';
import * as shares from './modules/shares/contract.ts';
import * as sharePapers from './modules/shares/paper-contract.ts';

export const endpointGroups = [
  { words: { zh: '操作记录', en: 'Trail' }, endpoints: endpointsOf(audit) },
  { words: { zh: '股份', en: 'Shares' }, endpoints: { ...endpointsOf(shares), ...endpointsOf(sharePapers) } },
] as const;
