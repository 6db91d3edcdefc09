/** Who may do what, in words: roles, and actions as they stand after “may” and 可以. Complete by type. */
import { listed, type Sentence, type Words } from './language.ts';
import { permissions, type Action, type Role } from './permission.ts';

export const roleWords: Words<Role> = {
  accountant: { zh: '会计', en: 'accountant' },
  cashier: { zh: '出纳', en: 'cashier' },
  reviewer: { zh: '复核人', en: 'reviewer' },
  chair: { zh: '理事长', en: 'chair' },
  supervisor: { zh: '监事', en: 'supervisor' },
  representative: { zh: '股民代表', en: 'representative' },
  shareholder: { zh: '股东', en: 'shareholder' },
  auditor: { zh: '审计人员', en: 'auditor' },
  administrator: { zh: '系统管理员', en: 'administrator' },
};

/** What each is there for, in a line: for whoever chooses a name to sign in with. */
export const dutyWords: Words<Role> = {
  accountant: {
    zh: '编制名册、股份、方案、分红、凭证和文件',
    en: 'prepares registers, shares, plans, runs, entries and papers',
  },
  cashier: {
    zh: '收付现金，送银行文件，读入回盘',
    en: 'takes and pays cash, hands files to the bank, reads its answers in',
  },
  reviewer: {
    zh: '复核他人所编的凭证、分红和发放批次',
    en: 'reviews entries, runs and batches that others prepared',
  },
  chair: {
    zh: '召集会议，定本社设置，提议用户和职责',
    en: 'convenes meetings, decides the settings, proposes people and roles',
  },
  supervisor: {
    zh: '查看全部，放行异议，复核用户和职责，核验',
    en: 'reads everything, releases objections, confirms people and roles, verifies',
  },
  representative: { zh: '看会议材料，本人表决，看结果', en: 'reads the papers, votes, sees the results' },
  shareholder: { zh: '看本人的股份、分红和养老金', en: 'sees own shares, dividends and pension' },
  auditor: { zh: '查看和导出全部，不改动任何内容', en: 'reads and exports everything, changes nothing' },
  administrator: { zh: '开设合作社，协助登录', en: 'sets cooperatives up, helps people to sign in' },
};

export const actionWords: Words<Action> = {
  'cooperative.create': { zh: '开设合作社', en: 'set up a cooperative' },
  'platform.verify': { zh: '核验合作社以外的记录', en: 'verify what stands outside the cooperatives' },
  'cooperative.read': { zh: '查看合作社资料', en: 'see the cooperative' },
  'settings.change': { zh: '更改本社设置', en: 'change the settings' },
  'settings.confirm': { zh: '复核放宽的设置', en: 'confirm what loosens a setting' },
  'people.read': { zh: '查看用户和职责', en: 'see users and their roles' },
  'people.propose': { zh: '提议用户和职责', en: 'propose users and roles' },
  'people.confirm': { zh: '复核用户和职责', en: 'confirm users and roles' },
  'cooperative.close': { zh: '关闭或重新开放合作社', en: 'close or reopen a cooperative' },
  'people.suspend': { zh: '停用用户', en: 'suspend users' },
  'clock.confirm': { zh: '确认日期', en: 'confirm the day' },
  'register.read': { zh: '查看成员名册', en: 'see the register of members' },
  'register.change': { zh: '更改成员名册', en: 'change the register of members' },
  'register.confirm': { zh: '复核名册变更', en: 'confirm changes of the register' },
  'accounts.confirm': { zh: '复核收款账号', en: 'confirm the accounts that money goes to' },
  'register.unmask': { zh: '查看完整的证件号、电话和账号', en: 'see personal numbers in full' },
  'shares.read': { zh: '查看股权登记', en: 'see the share register' },
  'shares.move': { zh: '登记股份变动', en: 'enter share movements' },
  'shares.confirm': { zh: '复核股份变动', en: 'confirm share movements' },
  'shares.restrict': { zh: '登记和解除股份限制', en: 'restrict shares and lift restrictions' },
  'resolutions.read': { zh: '查看决议', en: 'see resolutions' },
  'resolutions.record': { zh: '登记决议', en: 'record resolutions' },
  'resolutions.review': {
    zh: '复核补录的决议和迟录的通知',
    en: 'confirm resolutions and notices that were entered afterwards',
  },
  'assemblies.read': { zh: '查看会议', en: 'see meetings' },
  'ballots.read': { zh: '查看记名票', en: 'see who voted how' },
  'assemblies.prepare': { zh: '筹备会议', en: 'prepare meetings' },
  'votes.record': { zh: '登记签到和计票', en: 'record attendance and votes' },
  'votes.close': { zh: '宣布闭会、确认计票', en: 'close meetings' },
  'votes.cast': { zh: '本人投票', en: 'vote' },
  'schemes.read': { zh: '查看配股方案', en: 'see allotment schemes' },
  'schemes.draft': { zh: '拟定配股方案', en: 'draft allotment schemes' },
  'schemes.post': { zh: '配股入账', en: 'post an allotment' },
  'runs.read': { zh: '查看分红', en: 'see dividend runs' },
  'runs.prepare': { zh: '编制分红', en: 'prepare dividend runs' },
  'runs.approve': { zh: '审批分红、通过收益分配方案', en: 'approve dividend runs, adopt distribution plans' },
  'objections.raise': { zh: '登记异议', en: 'record objections' },
  'objections.answer': { zh: '答复异议', en: 'answer objections' },
  'objections.release': { zh: '放行异议', en: 'release objections' },
  'runs.post': { zh: '分红入账', en: 'post dividend runs' },
  'runs.reverse': { zh: '冲销分红', en: 'reverse dividend runs' },
  'books.read': { zh: '查看账簿', en: 'see the books' },
  'books.enter': { zh: '填制凭证', en: 'prepare journal entries' },
  'books.review': { zh: '复核凭证', en: 'review journal entries' },
  'books.close': { zh: '结账', en: 'close months and years' },
  'books.reopen': { zh: '反结账', en: 'reopen months and years' },
  'years.confirm': { zh: '复核年终结转', en: 'confirm a closed year' },
  'till.confirm': { zh: '监盘并复核库存现金', en: 'stand by and confirm a count of the till' },
  'payouts.read': { zh: '查看发放', en: 'see payouts' },
  'payouts.prepare': { zh: '制作发放批次', en: 'prepare payouts' },
  'payouts.cancel': { zh: '取消发放批次', en: 'cancel payouts' },
  'payouts.take-file': { zh: '取走银行文件', en: 'take the bank’s file' },
  'payouts.send': { zh: '确认送出银行文件', en: 'tell that the bank’s file was sent' },
  'payouts.answer': { zh: '读入银行回盘和登记退票', en: 'read the bank’s answer in' },
  'payouts.cash': { zh: '收付现金', en: 'take and pay cash' },
  'payouts.release': {
    zh: '放行发放，复核抵扣、催告和遗产分配，冲销收付',
    en: 'release payments, confirm set-offs, reminders and estates, strike payments',
  },
  'pensions.read': { zh: '查看养老金', en: 'see pensions' },
  'assets.read': { zh: '查看资产', en: 'see assets' },
  'assets.record': { zh: '登记资产', en: 'record assets' },
  'documents.read': { zh: '查看已出具的文件', en: 'see issued papers' },
  'documents.issue': { zh: '出具文件', en: 'issue papers' },
  'exchange.import': { zh: '导入表格', en: 'import tables' },
  'exchange.export': { zh: '导出表格', en: 'export tables' },
  'trail.read': { zh: '查看流水', en: 'see the trail' },
  'looks.read': { zh: '查看谁看过什么', en: 'see who read what' },
  'corrections.answer': { zh: '答复更正申请', en: 'answer requests for corrections' },
  'records.erase': { zh: '设定保存期限和提出清除', en: 'say how long records are kept and ask to erase' },
  'records.agree': { zh: '同意清除', en: 'agree to erase' },
  'findings.answer': { zh: '答复核验发现', en: 'answer what verification finds' },
  'findings.confirm': {
    zh: '复核对核验发现的答复',
    en: 'confirm answers to what verification finds',
  },
  'own.correct': { zh: '申请更正本人的资料', en: 'ask for a correction of what is known of oneself' },
  'mandates.end': { zh: '结束为本人或由本人进行的代理', en: 'end a mandate for oneself or of one’s own' },
  'own.object': { zh: '以本人名义提出异议', en: 'object in one’s own name' },
  'own.print': { zh: '打印本人的对账单', en: 'print a statement about oneself' },
  'own.read': { zh: '查看本人的资料', en: 'see what is known of oneself' },
};

/** `会计、复核人` / `accountant, reviewer`: who may do this. */
export function rolesThatMay(action: Action): Sentence {
  return listed(permissions[action].map((role) => roleWords[role]));
}
