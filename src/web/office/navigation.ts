/** What stands at the left of every screen, in the order of the work. Nobody sees a place that they may not enter. */
import type { LinkProps } from '@tanstack/react-router';
import type { Sentence } from '../../domain/language.ts';
import type { Action } from '../../domain/permission.ts';

interface Place {
  readonly to: Exclude<LinkProps['to'], undefined>;
  readonly name: Sentence;
  readonly action: Action;
}

export const navigation: readonly Place[] = [
  { to: '/', name: { zh: '半年工作台', en: 'Half-year' }, action: 'runs.read' },
  { to: '/waiting', name: { zh: '待复核', en: 'To confirm' }, action: 'cooperative.read' },
  { to: '/opening', name: { zh: '建账', en: 'Opening' }, action: 'register.read' },
  { to: '/members', name: { zh: '成员名册', en: 'Members' }, action: 'register.read' },
  { to: '/shares', name: { zh: '股份', en: 'Shares' }, action: 'shares.read' },
  { to: '/schemes', name: { zh: '配股方案', en: 'Schemes' }, action: 'schemes.read' },
  { to: '/plans', name: { zh: '分配方案', en: 'Plans' }, action: 'runs.read' },
  { to: '/meetings', name: { zh: '会议与决议', en: 'Meetings' }, action: 'assemblies.read' },
  { to: '/dividends', name: { zh: '分红', en: 'Dividends' }, action: 'runs.read' },
  { to: '/payouts', name: { zh: '发放', en: 'Payout' }, action: 'payouts.read' },
  { to: '/pensions', name: { zh: '养老金', en: 'Pensions' }, action: 'pensions.read' },
  { to: '/books', name: { zh: '账务', en: 'Books' }, action: 'books.read' },
  { to: '/tax', name: { zh: '代扣税款', en: 'Tax' }, action: 'payouts.read' },
  { to: '/assets', name: { zh: '资产', en: 'Assets' }, action: 'assets.read' },
  { to: '/papers', name: { zh: '文件', en: 'Papers' }, action: 'documents.read' },
  { to: '/people', name: { zh: '用户和职责', en: 'People' }, action: 'people.read' },
  { to: '/settings', name: { zh: '设置', en: 'Settings' }, action: 'cooperative.read' },
  { to: '/trail', name: { zh: '操作记录', en: 'Trail' }, action: 'trail.read' },
  { to: '/found', name: { zh: '设立合作社', en: 'Open a cooperative' }, action: 'cooperative.create' },
  { to: '/platform', name: { zh: '平台核验', en: 'Platform' }, action: 'platform.verify' },
];
