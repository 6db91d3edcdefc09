/**
 * Every endpoint of the service, by capability. The API document, the permission matrix, the tests by role and clients are
 * made from this one list. Safe for browsers.
 */
import { endpointsOf } from './contract/endpoint.ts';
import * as access from './modules/access/contract.ts';
import * as accounting from './modules/accounting/contract.ts';
import * as tills from './modules/accounting/till-contract.ts';
import * as statements from './modules/accounting/statement-contract.ts';
import * as resolutions from './modules/assemblies/contract.ts';
import * as assemblyRules from './modules/assemblies/rules-contract.ts';
import * as law from './modules/assemblies/law-contract.ts';
import * as seats from './modules/assemblies/seat-contract.ts';
import * as allotments from './modules/allotments/contract.ts';
import * as measures from './modules/allotments/measure-contract.ts';
import * as assets from './modules/assets/contract.ts';
import * as audit from './modules/audit/contract.ts';
import * as retention from './modules/audit/retention-contract.ts';
import * as payouts from './modules/banking/contract.ts';
import * as claims from './modules/banking/claim-contract.ts';
import * as estates from './modules/banking/estate-contract.ts';
import * as calculations from './modules/calculations/contract.ts';
import * as exchange from './modules/exchange/contract.ts';
import * as checklist from './modules/checklist/contract.ts';
import * as distributions from './modules/dividends/plan-contract.ts';
import * as dividends from './modules/dividends/contract.ts';
import * as notices from './modules/dividends/notice-contract.ts';
import * as legality from './modules/legality/contract.ts';
import * as meetings from './modules/meetings/contract.ts';
import * as ownMeetings from './modules/meetings/own-contract.ts';
import * as votes from './modules/meetings/vote-contract.ts';
import * as memberAccounts from './modules/members/account-contract.ts';
import * as corrections from './modules/members/correction-contract.ts';
import * as members from './modules/members/contract.ts';
import * as registerChanges from './modules/members/register-change-contract.ts';
import * as messages from './modules/messages/contract.ts';
import * as papers from './modules/papers/contract.ts';
import * as pensions from './modules/pensions/contract.ts';
import * as portal from './modules/portal/contract.ts';
import * as portalAssembly from './modules/portal/assembly-contract.ts';
import * as portalPapers from './modules/portal/papers-contract.ts';
import * as portalSignIn from './modules/portal/sign-in-contract.ts';
import * as powers from './modules/powers/contract.ts';
import * as settings from './modules/settings/contract.ts';
import * as shares from './modules/shares/contract.ts';
import * as sharePapers from './modules/shares/paper-contract.ts';
import * as verification from './modules/verification/contract.ts';
import * as taxes from './modules/taxes/contract.ts';
import * as waiting from './modules/waiting/contract.ts';

export const endpointGroups = [
  { words: { zh: '登录与合作社', en: 'Sign-in and cooperatives' }, endpoints: endpointsOf(access) },
  { words: { zh: '用户与职责', en: 'Users and roles' }, endpoints: endpointsOf(powers) },
  { words: { zh: '设置的复核', en: 'Settings that two people change' }, endpoints: endpointsOf(settings) },
  { words: { zh: '操作记录', en: 'Trail' }, endpoints: { ...endpointsOf(audit), ...endpointsOf(retention) } },
  {
    words: { zh: '成员', en: 'Members' },
    endpoints: {
      ...endpointsOf(members),
      ...endpointsOf(registerChanges),
      ...endpointsOf(memberAccounts),
      ...endpointsOf(corrections),
      ...endpointsOf(messages),
    },
  },
  { words: { zh: '股份', en: 'Shares' }, endpoints: { ...endpointsOf(shares), ...endpointsOf(sharePapers) } },
  { words: { zh: '导入与导出', en: 'Tables in and out' }, endpoints: endpointsOf(exchange) },
  { words: { zh: '公开试算', en: 'Open calculations' }, endpoints: endpointsOf(calculations) },
  {
    words: { zh: '账簿', en: 'Books' },
    endpoints: { ...endpointsOf(accounting), ...endpointsOf(tills), ...endpointsOf(statements) },
  },
  { words: { zh: '决议', en: 'Resolutions' }, endpoints: endpointsOf(resolutions) },
  {
    words: { zh: '机构与议事规则', en: 'Bodies and their rules' },
    endpoints: { ...endpointsOf(seats), ...endpointsOf(assemblyRules) },
  },
  {
    words: { zh: '配股方案', en: 'Allotment schemes' },
    endpoints: { ...endpointsOf(allotments), ...endpointsOf(measures) },
  },
  { words: { zh: '法律', en: 'Law' }, endpoints: endpointsOf(law) },
  { words: { zh: '收益分配方案', en: 'Distribution plans' }, endpoints: endpointsOf(distributions) },
  {
    words: { zh: '分红', en: 'Dividends' },
    endpoints: { ...endpointsOf(dividends), ...endpointsOf(notices) },
  },
  {
    words: { zh: '发放', en: 'Payouts' },
    endpoints: { ...endpointsOf(payouts), ...endpointsOf(claims), ...endpointsOf(estates) },
  },
  { words: { zh: '代扣税款', en: 'Tax withheld' }, endpoints: endpointsOf(taxes) },
  { words: { zh: '养老金', en: 'Pensions' }, endpoints: endpointsOf(pensions) },
  { words: { zh: '会议', en: 'Meetings' }, endpoints: { ...endpointsOf(meetings), ...endpointsOf(votes) } },
  { words: { zh: '合法性', en: 'Legality' }, endpoints: endpointsOf(legality) },
  { words: { zh: '资产', en: 'Assets' }, endpoints: endpointsOf(assets) },
  { words: { zh: '文件', en: 'Papers' }, endpoints: endpointsOf(papers) },
  { words: { zh: '核验', en: 'Verification' }, endpoints: endpointsOf(verification) },
  {
    words: { zh: '本人', en: 'Oneself' },
    endpoints: {
      ...endpointsOf(portal),
      ...endpointsOf(portalAssembly),
      ...endpointsOf(ownMeetings),
      ...endpointsOf(portalPapers),
      ...endpointsOf(portalSignIn),
    },
  },
  { words: { zh: '半年清单', en: 'Checklist' }, endpoints: endpointsOf(checklist) },
  { words: { zh: '待复核', en: 'Waiting for a second person' }, endpoints: endpointsOf(waiting) },
] as const;

type Groups = (typeof endpointGroups)[number]['endpoints'];
type All<Group> = (Group extends unknown ? (group: Group) => void : never) extends (
  group: infer Every,
) => void
  ? Every
  : never;

/** All of them by name, for a client. */
export const endpoints = Object.fromEntries(
  endpointGroups.flatMap((group) => Object.entries(group.endpoints)),
) as All<Groups>;
