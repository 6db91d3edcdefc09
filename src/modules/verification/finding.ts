/** What a verification finds: which row does not hold, against which rule, in the reader's language. */
import { createHash } from 'node:crypto';
import type { Language, Sentence } from '../../domain/language.ts';
import { text, type Column } from '../../platform/rows.ts';
import { placeInWords } from './place.ts';

const rules = {
  'roles-exclude': {
    zh: '一人担任了不相容的职责',
    en: 'one person holds duties that exclude each other',
  },
  'administrator-apart': {
    zh: '系统管理员在合作社内任职',
    en: 'a platform administrator holds a role in the cooperative',
  },
  'power-alone': {
    zh: '职责不是由一人提议、另一人复核授予的',
    en: 'the role was not proposed by one person and confirmed by another',
  },
  'mandate-alone': {
    zh: '代理不是由一人提议、另一人复核的',
    en: 'the mandate was not proposed by one person and confirmed by another',
  },
  'told-ahead': {
    zh: '摘要写在尚未记下的流水名下，不是本服务所写',
    en: 'digests stand under an entry that is still to come: the service did not write them',
  },
  'counter-behind': {
    zh: '低于已用的号码：下一个号码会与已有的相同，那里再也写不进去',
    en: 'it is behind the numbers that were given: the next one would be one that stands, and nothing more is written there',
  },
  'counter-ahead': {
    zh: '高于已用的号码：下一个号码会留下空号',
    en: 'it is ahead of the numbers that were given: the next one would leave a hole',
  },
  'form-returned': {
    zh: '登记说仍有未与所在行绑定的旧格式密文可用，而这套账册从未有过：有人越过本服务写入',
    en: 'it says that what is bound to no row, as versions of before sealed, may still be opened, and these books never had any: somebody wrote that past the service',
  },
  'trail-number': { zh: '流水号不连续', en: 'the numbers of the trail have a gap' },
  'trail-link': { zh: '与前一条记录不相接', en: 'it does not follow from the entry before' },
  'trail-hash': { zh: '内容与其哈希值不符', en: 'its content is not what its hash says' },
  'trail-time': { zh: '时间早于前一条记录', en: 'it was recorded before the entry before it' },
  'trail-head': { zh: '账印不是最后一条记录', en: 'the seal is not the last entry of the trail' },
  'trail-unkeyed': {
    zh: '这条流水不是本服务所记',
    en: 'the service did not write this entry',
  },
  'trail-not-adopted': {
    zh: '升级以前写入的各行尚未接管：请启动一次服务',
    en: 'the rows of before the upgrade are not taken over yet: start the service once',
  },
  'trail-adopted-again': {
    zh: '没有新的升级而再次接管各行：有人越过本服务改了账',
    en: 'rows were taken over once more without a further upgrade: somebody changed them past the service',
  },
  'row-adopted': {
    zh: '写明由升级接管，而没有一次升级接管这张表：有人越过本服务改了账',
    en: 'taken over as if by an upgrade, and none takes over this table: somebody changed it past the service',
  },
  'trail-rows': {
    zh: '它所写各行的摘要被改动',
    en: 'the digests of the rows it wrote were changed',
  },
  'digest-form': {
    zh: '不是本服务所写的摘要：与另一条合并，或隐去了所做的事',
    en: 'no digest of the service: it was merged with another, or hides what was done',
  },
  'digest-unsealed': {
    zh: '在两次命令之间写下，而没有本服务的账印：直接在数据库里写的',
    en: 'written between two commands without the seal of the service: somebody wrote it past the program',
  },
  'seal-elsewhere': {
    zh: '与数据库以外的账印文件不符：链条已被重做或截短',
    en: 'the seal file outside the database says otherwise: the chain was made anew or cut short',
  },
  'seal-missing': {
    zh: '账印文件中没有这一条：文件被删去、截短，或那个位置没有接上；服务下次启动或每小时记账印时补写，并注明是补写的',
    en: 'a seal file has no line of it: the file was removed or cut short, or its place is not there; the service writes it at the next start or within the hour, and says that it was written later',
  },
  'seal-unreadable': {
    zh: '账印文件无法读取',
    en: 'a seal file cannot be read',
  },
  'head-elsewhere': {
    zh: '流水不经过平台链或账印文件记下的一条：已被重做或截短',
    en: 'the trail does not go through the entry that the platform chain or a seal file tells: it was made anew or cut short',
  },
  'cooperative-gone': {
    zh: '平台链记有这家合作社的流水，账册已不在',
    en: 'the platform chain tells of a trail of this cooperative, and its books are gone',
  },
  'row-changed': { zh: '已不是写入时的样子', en: 'it is not what was written' },
  'row-removed': { zh: '已被删去', en: 'it was removed' },
  'row-added': { zh: '没有任何操作写入过这一行', en: 'no command has written it' },
  'row-unproved': {
    zh: '写入这一行的流水不是本服务所记',
    en: 'the entry that wrote it is not one of the service',
  },
  'trail-silent': { zh: '流水中没有这一笔', en: 'the trail knows nothing of it' },
  'trail-differs': { zh: '与流水中的记载不符', en: 'the trail says otherwise' },
  'trail-only': { zh: '流水中有，账中已无', en: 'the trail tells of it, but it is gone' },
  'movement-number': { zh: '股权变动编号不连续', en: 'the numbers of the movements have a gap' },
  'movement-digest': { zh: '与流水中的摘要不符', en: 'it is not what was posted, says the trail' },
  'movement-unit': { zh: '股数比该股种允许的更细', en: 'its quantity is finer than the class allows' },
  'movement-mirror': {
    zh: '冲销与原变动不相抵',
    en: 'the reversal is not the mirror of what it reverses',
  },
  'holding-negative': { zh: '持股为负', en: 'the holding is below zero' },
  'name-form': {
    zh: '姓名不是统一写法：间隔号应为“·”，无空格，无看不见的字符',
    en: 'the name is not in its one form: the dot is U+00B7, no inner spaces, no unseen signs',
  },
  'taker-outside': {
    zh: '取得股份的人不在本社设定的范围内',
    en: 'whoever took the shares may not take any by the setting of the day',
  },
  'allowance-exceeded': {
    zh: '一年内超过一人可以登记的股数，没有另一人复核',
    en: 'more shares were moved in the year than one person may enter, and nobody else confirmed them',
  },
  'reversed-by-one': {
    zh: '经两人办理的变动或经决议的配股由一人冲销',
    en: 'one person undid what two had entered or what was resolved',
  },
  'lifted-by-one': {
    zh: '限制没有由一人申请、另一人复核就已解除',
    en: 'the restriction was lifted without one person asking and another confirming',
  },
  'closed-by-recorder': {
    zh: '录入出席或表决的人自己闭会',
    en: 'the meeting was closed by whoever had entered who came or how they voted',
  },
  'inherited-by-one': {
    zh: '继承、归集体或遗产分配没有由一人提出、另一人复核',
    en: 'it was handed on after a death without one person asking and another confirming',
  },
  'given-by-the-dead': {
    zh: '已去世的人名下的股份被赠与、转让、退股，或由一人更正',
    en: 'given, sold or redeemed out of what the dead held, or corrected by one person',
  },
  'kept-out-moved': {
    zh: '不得分配的收入凭手工凭证转入了其他科目',
    en: 'an entry by hand moved income that is kept out to another account',
  },
  'opened-late': {
    zh: '分配以后才记的期初余额（或冲销的期初亏损）带来了可分配的收益',
    en: 'opening balances, or an opening loss taken back, brought income after these books had distributed',
  },
  'income-by-hand': {
    zh: '收益或公积公益金凭手工凭证分给成员、付出或转入往来、负债科目，没有收益分配方案和分红',
    en: 'an entry by hand gave income or reserve to holders, paid it out or moved it to debts or receivables, without plan or run',
  },
  'capital-owed': {
    zh: '手工凭证把资本转入了往来、负债科目',
    en: 'an entry by hand moved capital to debts or receivables',
  },
  'red-on-money': {
    zh: '手工凭证在库存现金或银行存款科目记了红字',
    en: 'an entry by hand has a negative line on the till or the bank',
  },
  'more-than-by-hand': {
    zh: '凭手工凭证付出、转出的超过凭手工凭证记入的',
    en: 'entries by hand took more from this holder than was entered by hand',
  },
  'heirs-of-the-living': {
    zh: '由并未去世的人继承而来',
    en: 'it came from somebody who is not recorded as deceased on that day',
  },
  'decided-more-than-once': {
    zh: '同一事项已经通过又再次表决，或同日表决了一次以上',
    en: 'one subject was decided again after it was adopted, or more than once on one day',
  },
  'payer-overtaken': {
    zh: '送出时付款账户已变更，文件仍是此前的付款账户',
    en: 'sent by a file of the payer before, after who pays was changed',
  },
  'rejected-before': {
    zh: '内容相同的事项已被否决，其后又为同日或更早的日期作出决议',
    en: 'what says the same was rejected, and was decided afterwards for that day or an earlier one',
  },
  'decided-too-thin': {
    zh: '机构出缺过多，只能表决选举事项，却作了其他决议',
    en: 'decided by a body of which too few were left: it only elects',
  },
  'decided-past-term': {
    zh: '任期届满的机构在换届之前表决了选举以外的事项',
    en: 'a body past its term decided on something other than an election',
  },
  'postponed-unduly': {
    zh: '延期换届超过一年，或在任期届满以后由成员大会以外的机构决定',
    en: 'a term was put off by more than a year, or after its end by another body than the members’ assembly',
  },
  'takers-unfit': {
    zh: '非成员取得股份的决议由无权的机构作出，或同意的成员不足法定数',
    en: 'outsiders were let in by a body without the power, or by fewer members than the law asks',
  },
  'elected-alone': {
    zh: '席位的产生或终止没有由一人登记、另一人复核',
    en: 'a seat was given or ended without one person telling it and another confirming',
  },
  'seats-overlap': {
    zh: '同一人同时有不能兼任的席位',
    en: 'one person holds seats of one time that exclude each other',
  },
  'split-differs': {
    zh: '拆股、并股后的股数与比例不符',
    en: 'after the split the holding is not what the ratio gives',
  },
  'confirmed-alone': {
    zh: '申请人与复核人是同一人',
    en: 'it was confirmed by whoever asked for it',
  },
  'loosened-alone': {
    zh: '放宽的设置没有另一人复核，或与提议不符',
    en: 'a setting was loosened that nobody else confirmed, or otherwise than it was proposed',
  },
  'set-back-alone': {
    zh: '自登记日以前起算的设置没有另一人复核，或与提议不符',
    en: 'a setting counts from before it was written, and nobody else confirmed that, or it was proposed otherwise',
  },
  'other-than-asked': {
    zh: '复核时登记的变动与申请不符',
    en: 'what was written when it was confirmed is not what was asked for',
  },
  'membership-undecided': {
    zh: '没有法律要求的事由或决议',
    en: 'it lacks the reason or the decision that the law asks for',
  },
  'standing-by-one': {
    zh: '身份变动没有由一人登记、另一人复核',
    en: 'the standing was not entered by one person and confirmed by another',
  },
  'electorate-recount': {
    zh: '按现在的名册重计表决人，到会人数或者赞成票不够',
    en: 'counted from the register as known now, the quorum or the majority does not hold',
  },
  'facts-by-one': {
    zh: '姓名、身份证号码、性别、出生日期或年限起算日的更正没有由一人登记、另一人复核',
    en: 'name, resident ID, sex, birth date or the beginning of years changed without one person entering and another confirming',
  },
  'placed-by-one': {
    zh: '入户或出户没有由一人登记、另一人复核',
    en: 'the place in the household was not entered by one person and confirmed by another',
  },
  'tagged-by-one': {
    zh: '标签没有由一人登记、另一人复核',
    en: 'the tag was not entered by one person and confirmed by another',
  },
  'certificate-empty': {
    zh: '出具之日持有人没有任何股份',
    en: 'its holder held no share on the day it was issued',
  },
  'posting-sums': {
    zh: '配股入账合计与其变动不符',
    en: 'the sums of the posting are not those of its movements',
  },
  'line-missing': { zh: '缺少应有的分红行', en: 'a line is missing that the movements give' },
  'line-extra': { zh: '多出一行：变动中没有这些股份', en: 'a line stands that the movements do not give' },
  'line-order': { zh: '行的次序不对', en: 'the line stands in another place than its number' },
  'line-shares': { zh: '股数与变动不符', en: 'its shares are not those of the movements' },
  'line-weight': { zh: '权重与变动不符', en: 'its weight is not that of the movements' },
  'line-gross': { zh: '金额与重算不符', en: 'its amount is not what the rule gives' },
  'line-tax': { zh: '税额与重算不符', en: 'its tax is not what the rate gives' },
  'line-net': { zh: '实发额不等于金额减税', en: 'its net is not gross less tax' },
  'line-held': {
    zh: '暂存与登记日的股权限制不符',
    en: 'its money is held otherwise than the restrictions say',
  },
  'run-division': { zh: '分配不符合规则', en: 'the division does not follow its rule' },
  'run-totals': { zh: '合计与各行不符', en: 'its total is not the sum of its lines' },
  'run-carry': { zh: '结转与来源不符', en: 'what was carried in is not what was carried out' },
  'run-unplanned': {
    zh: '没有当期通过的收益分配方案就入账',
    en: 'it was posted without the adopted distribution plan of its half-year',
  },
  'run-beyond-books': {
    zh: '分出的超过账上可分配的收益',
    en: 'it distributed more than the books held to distribute',
  },
  'voted-twice': {
    zh: '分配和提取的超过账上尚未有人占用的收益：账上没有，或者先前已经表决分掉',
    en: 'it takes money that the books did not hold, or that was voted for others before',
  },
  'run-other-than-approved': {
    zh: '与审批时的内容不符',
    en: 'it is not what was approved',
  },
  'run-record-date': {
    zh: '股权登记日不属于它的半年',
    en: 'its record date is not of its half-year',
  },
  'run-balance': { zh: '发放与结转之和不等于可分配额', en: 'paid and carried are not the pool' },
  'vote-recount': { zh: '重新计票的结果不同', en: 'counted again, the vote comes to another result' },
  'vote-resolution': { zh: '决议与表决结果不符', en: 'the resolution is not what the vote came to' },
  'vote-uncountable': { zh: '票已无法重新计算', en: 'the votes can no longer be counted' },
  'notice-missing': { zh: '没有公示就入账', en: 'it was posted without a public notice' },
  'notice-early': { zh: '公示未满或异议未办结就入账', en: 'it was posted before its public notice was over' },
  'not-carried': { zh: '没有有效决议作为依据', en: 'no valid resolution carries it' },
  'entry-number': { zh: '凭证编号不连续', en: 'the numbers of the month’s entries have a gap' },
  'entry-unbalanced': { zh: '借贷不平', en: 'its debits are not its credits' },
  'entry-after-close': {
    zh: '记入了已结账的月份',
    en: 'it was entered while its month was closed',
  },
  'entry-unreviewed': { zh: '手工凭证未经另一人复核', en: 'nobody else reviewed this entry by hand' },
  'entry-other-than-reviewed': { zh: '与复核的内容不符', en: 'it is not what was reviewed' },
  'money-short': { zh: '日终余额为负', en: 'it is below zero at the end of the day' },
  'entry-holders': {
    zh: '持有人明细与科目 113 或应付外部股东红利不符',
    en: 'the holders behind it do not add up to its lines on 113 or the account for outsiders',
  },
  'not-entered': { zh: '账簿中没有它的凭证', en: 'it was never entered in the journal' },
  'entry-differs': { zh: '与其凭证金额不符', en: 'its entry in the journal has another amount' },
  'order-unreleased': {
    zh: '制作、放行、送出不是三个人',
    en: 'it was not made, released and sent by three people',
  },
  'proof-unseen': {
    zh: '放行时没有看过据以发放的生存认证，或认证由放行人自己登记',
    en: 'it was released without a look at the proofs of life it pays on, or by whoever told one of them',
  },
  'set-off-by-one': {
    zh: '抵扣没有经另一人复核',
    en: 'what was taken off the claim was confirmed by nobody else',
  },
  'taker-by-law': {
    zh: '成员以外的人取得了股份，而当地法规规定份额只能由本组织成员持有',
    en: 'somebody who is no member took shares where the law of the place lets members only hold them',
  },
  'month-closed-over-remittance': {
    zh: '月份已结账，而当月缴税仍待另一人复核',
    en: 'its month was closed while it waits for another person, so that it cannot be entered',
  },
  'remitted-by-one': {
    zh: '缴税入账而没有经另一人复核',
    en: 'tax left the bank in the books and nobody else confirmed it',
  },
  'batch-sums': { zh: '笔数或金额与各行不符', en: 'its count or total is not that of its lines' },
  'paid-twice': { zh: '同一笔款项发放多次', en: 'it was paid more than once' },
  'account-unconfirmed': {
    zh: '款项发往未经他人复核的账号',
    en: 'money went to an account that nobody else had confirmed',
  },
  'returned-by-one': {
    zh: '已付的款项退汇，没有由一人登记、另一人复核',
    en: 'that it came back after it was paid was not told by one person and confirmed by another',
  },
  'released-by-reopener': {
    zh: '冲销现金或登记整批退件的人自己放行了再次发放',
    en: 'whoever struck its cash or said that the bank refused it released what pays it again',
  },
  'set-off-struck-by-one': {
    zh: '抵扣由申请人或复核人自己撤销',
    en: 'it was struck by one of the two who made it',
  },
  'reopened-by-one': {
    zh: '已复核的年终结转由一人反结转',
    en: 'what a second person had confirmed was opened again without one asking and another confirming',
  },
  'withdrawn-by-one': {
    zh: '已审批的分红由一人撤回，未经另一人复核',
    en: 'it was approved and then withdrawn without one person asking and another confirming',
  },
  'taken-back-by-one': {
    zh: '银行回盘的撤回没有由一人申请、另一人复核',
    en: 'that the bank’s answer was wrong was not told by one person and confirmed by another',
  },
  'paid-again-unseen': {
    zh: '据回盘退回的款项再次发放，没有读入人以外的人核对过回盘',
    en: 'it pays again what an answer says came back, and nobody but its reader had looked at the answer',
  },
  'undone-by-one': {
    zh: '遗产分配的撤销没有由一人申请、另一人复核',
    en: 'the division of the estate was undone without one person asking and another confirming',
  },
  'answered-and-paid': {
    zh: '据回盘退回的款项以现金发放，没有读入人和发放人以外的人核对过回盘',
    en: 'what an answer says came back was paid in cash, and nobody but its reader and its payer had looked at the answer',
  },
  'paid-by-returner': {
    zh: '登记退汇或冲销的人自己发放了现金',
    en: 'whoever entered its return or struck it paid it in cash',
  },
  'paid-other-amount': { zh: '发放额与应发额不符', en: 'what was paid is not what was due' },
  'paid-beyond-rules': {
    zh: '养老金超过规定所能给予的金额',
    en: 'more was paid than the rules could ever give',
  },
  'estate-sums': { zh: '继承人各份之和与原额不符', en: 'the heirs’ parts are not the whole' },
  'owed-differs': {
    zh: '账上欠款与应发未发之差不符',
    en: 'what the books owe is not what was posted less what was paid',
  },
  'claims-differ': {
    zh: '尚可领取的款项与账上欠款不符',
    en: 'what can still be claimed is not what was posted less what was paid',
  },
  'plan-differs': { zh: '分配方案与重算不符', en: 'worked down again, the plan comes to other amounts' },
  'plan-against-law': {
    zh: '分配方案不符合本省规定',
    en: 'the plan does not keep to the law of the province',
  },
  'plan-exceeded': { zh: '分红超过分配方案', en: 'its runs give more than the plan' },
  'filing-differs': { zh: '申报税额与分红行不符', en: 'its tax is not that of its runs' },
  'filing-lacks-run': { zh: '申报表缺少当月的一次分红', en: 'it lacks a run of its month' },
  'filing-other-month': { zh: '申报表列入了其他月份的分红', en: 'it covers a run of another month' },
  'tax-not-on-account': {
    zh: '代扣税款与应交税费科目不符',
    en: 'the tax its lines withhold is not what stands on the tax account',
  },
  'withheld-otherwise': {
    zh: '代扣税所依的所得与分红行不符',
    en: 'what was taxed of it, or waits to be, is not its line',
  },
  'receipt-tax': {
    zh: '同一纳税人同一次分红的代扣税不等于所得乘税率',
    en: 'the tax withheld of all this run gave one taxpayer is not that income times the rate',
  },
  'remittance-differs': { zh: '缴纳的税款与申报表不符', en: 'what was remitted is not the tax of its list' },
  'pension-sums': { zh: '养老金合计与各行不符', en: 'its sums are not those of its lines' },
  'paper-hash': { zh: '文件内容与其哈希值不符', en: 'the file is not what its hash says' },
  'paper-seal': { zh: '文件上的账印不在流水中', en: 'the seal printed on it is not in the trail' },
  'notice-before-list': {
    zh: '公示早于名单批准之日',
    en: 'its public notice began before its list was approved',
  },
  'notice-unconfirmed': {
    zh: '公示迟录而未经另一人复核',
    en: 'its public notice was entered late and confirmed by nobody',
  },
  'notice-short': { zh: '公示天数少于法定最低天数', en: 'its public notice was shorter than the least' },
  'sealed-otherwise': {
    zh: '密文无法打开，或不是本行所说的内容',
    en: 'what is sealed does not open, or is not what its row says',
  },
  'sealed-gone': {
    zh: '密文没有了，与它对应的检索值还在',
    en: 'what was sealed is gone, while what it is looked up by still stands',
  },
  unlawful: { zh: '合法性有一项为“否”', en: 'a question of legality is answered with no' },
  'meeting-notice-unconfirmed': {
    zh: '会议通知迟录而未经另一人复核',
    en: 'its notice was entered late and confirmed by nobody',
  },
  'minutes-by-one': {
    zh: '迟写的会议记录未经另一人复核即生效',
    en: 'they were written days after the meeting and stand by the word of one',
  },
  'membership-unfit': {
    zh: '成员身份变动所引决议不是就成员确认作出，或作出的会议无权',
    en: 'the resolution behind it is not on the confirmation of members, or of a body without the power',
  },
  'unfit-for-duty': {
    zh: '任职者的行为能力、席位或亲属关系与职责不相容',
    en: 'whoever holds the duty may not: by capacity, by a seat or by kinship',
  },
  'reserved-elsewhere': {
    zh: '在另一类别下决定了法定事项',
    en: 'it decided reserved business under another matter',
  },
  unstudied: {
    zh: '会议表决重要事项而没有党组织事先研究的记录',
    en: 'it voted on important matters without a study by the party organisation on record',
  },
} as const;

/** What holds, and whoever reads the books should know of it. */
const remarks = {
  'capital-owed-before': {
    zh: '手工凭证把资本转入了往来、负债科目：在不允许以前',
    en: 'an entry by hand moved capital to debts or receivables: before that was refused',
  },
  'planned-early-before': {
    zh: '全年方案在该年结束以前通过：在不受理以前',
    en: 'the plan of the year was adopted before the year was over: before that was refused',
  },
  'reserve-owed-before': {
    zh: '方案动用以前年度未分配收益，而这些年度还应提取公积公益金：在不受理以前',
    en: 'the plan drew on earlier years of which reserve was still to be set aside: before that was refused',
  },
  'reserve-behind-books': {
    zh: '方案通过以后该年的账面收益增加，公积公益金还应补提',
    en: 'the books of the year show more since the plan was adopted: this is still to be set aside',
  },
  'rows-adopted': {
    zh: '启动时再次接管：升级改过这些行；没有这样的升级，就是有人越过本服务改了账',
    en: 'taken over once more at a start: an upgrade changed these rows, and where none did, somebody changed them past the service',
  },
  'power-by-one': {
    zh: '职责由一人授予：在实行两人授权以前',
    en: 'one person gave the role: before two were asked for',
  },
  'proposed-over-chair': {
    zh: '提议人此前停用了理事长：在停用不算空缺以前',
    en: 'whoever proposed it had suspended the chair: before that left no gap to them',
  },
  'maybe-one-person': {
    zh: '两个用户可能是同一人，其职责不相容',
    en: 'two users may be one person, and their roles exclude each other',
  },
  'entry-by-one': {
    zh: '手工凭证只经一人之手：在实行复核以前登记',
    en: 'one person made it: it was entered by hand before there were reviews',
  },
  'from-paper': {
    zh: '建账之后作出或生效的决议，据纸质记录补录',
    en: 'a resolution that was made or takes effect in these books and was entered from paper',
  },
  'order-unreleased-before': {
    zh: '送出时没有放行人：在实行三人制作、放行、送出以前',
    en: 'it was sent without a release: before orders were made, released and sent by three people',
  },
  'allowance-exceeded-before': {
    zh: '一年内超过一人可以登记的股数，没有另一人复核：在期初持股计入以前',
    en: 'more shares than one person may enter, and nobody else confirmed them: before opening shares counted',
  },
  'given-by-the-dead-before': {
    zh: '已去世的人名下的股份被赠与、转让、退股，或由一人更正：在不允许以前',
    en: 'given, sold or redeemed out of what the dead held, or corrected by one person: before that was refused',
  },
  'kept-out-taken': {
    zh: '从不得分配的收入科目付出或冲销，请核对去向',
    en: 'it took from income that is kept out, to money or by reversal: see where that went',
  },
  'kept-out-moved-before': {
    zh: '不得分配的收入凭手工凭证转入了其他科目：在不允许以前',
    en: 'an entry by hand moved income that is kept out to another account: before that was refused',
  },
  'opened-late-before': {
    zh: '分配以后才记的期初余额带来了可分配的收益：在不允许以前',
    en: 'opening balances brought income after these books had distributed: before that was refused',
  },
  'income-by-hand-before': {
    zh: '收益或公积公益金凭手工凭证分给成员、付出或转入往来、负债科目：在不允许以前',
    en: 'an entry by hand gave income or reserve to holders, paid it out or moved it to debts or receivables: before that was refused',
  },
  'red-on-money-before': {
    zh: '手工凭证在库存现金或银行存款科目记了红字：在不允许以前',
    en: 'an entry by hand has a negative line on the till or the bank: before that was refused',
  },
  'income-taken': {
    zh: '手工凭证借记了收益或公积公益金，请核对去向',
    en: 'an entry by hand took from income or reserve: see where that went',
  },
  'taken-in-two-steps': {
    zh: '取走了收益，另有一张凭证把同一数额从同一去处付出，或又记作其他收入，请一并核对',
    en: 'it took from income, and another entry paid as much from where it went, or took as much in as other income: see both',
  },
  'owes-by-hand': {
    zh: '凭手工凭证记为欠款：期初就欠，或在限制手工凭证以前记入',
    en: 'by entries by hand this holder owes: from the opening balances, or from before entries by hand were bound',
  },
  owes: {
    zh: '往来户余额为负：持有人欠合作社',
    en: 'the balance is below zero: the holder owes the cooperative',
  },
  'heirs-of-the-living-before': {
    zh: '遗产分配时没有去世的登记：在要求先登记去世以前',
    en: 'divided as an estate while no death was on record: before that was asked',
  },
  'inherited-by-one-before': {
    zh: '继承、归集体或遗产分配由一人办理：在要求两人以前',
    en: 'one person handed it on after a death: before it took two',
  },
  'standing-by-one-before': {
    zh: '建账以后的身份变动由一人登记：在要求两人以前',
    en: 'one person entered the standing after the books were opened: before it took two',
  },
  'death-by-one-before': {
    zh: '死亡由一人登记：在要求另一人复核以前',
    en: 'one person entered the death: before another had to confirm it',
  },
  'death-waits': {
    zh: '一人登记的死亡尚未复核：已停发款项，仍计为表决人',
    en: 'a death that one person entered waits to be confirmed: money stopped, the vote counts',
  },
  'electorate-differs': {
    zh: '按现在的名册，有表决权的人与当时所计不同',
    en: 'by the register as known now others were entitled than were counted',
  },
  'facts-by-one-before': {
    zh: '性别或出生日期由一人更正：在要求两人以前',
    en: 'one person corrected sex or birth date: before it took two',
  },
  'named-by-one-before': {
    zh: '姓名或者身份证号码由一人更改：在要求两人以前',
    en: 'one person changed the name or the resident ID: before it took two',
  },
  'placed-by-one-before': {
    zh: '名册投入使用以后的入户或出户由一人登记：在要求两人以前',
    en: 'one person placed somebody in a household while the register was in use: before it took two',
  },
  'tagged-by-one-before': {
    zh: '标签由一人登记：在要求两人以前',
    en: 'one person tagged somebody: before it took two',
  },
  'reversed-by-one-before': {
    zh: '经两人办理的变动或经决议的配股由一人冲销：在要求两人以前',
    en: 'one person undid what two had entered or what was resolved: before it took two',
  },
  'lifted-by-one-before': {
    zh: '限制由一人解除：在要求两人以前',
    en: 'one person lifted the restriction: before it took two',
  },
  'cancelled-after-vote': {
    zh: '会议表决后被取消，表决没有计入任何决议：在不得取消以前',
    en: 'it was cancelled after it had voted, and its votes resolved nothing: before that was refused',
  },
  'decided-past-term-before': {
    zh: '任期届满的机构在换届之前表决了选举以外的事项：在不受理以前',
    en: 'a body past its term decided on something other than an election: before that was refused',
  },
  'postponed-unduly-before': {
    zh: '延期换届超过一年，或在任期届满以后由成员大会以外的机构决定：在不受理以前',
    en: 'a term was put off by more than a year, or after its end by another body than the members’ assembly: before that was refused',
  },
  'takers-unfit-before': {
    zh: '非成员取得股份的决议由无权的机构作出，或同意的成员不足法定数：在不受理以前',
    en: 'outsiders were let in by a body without the power, or by fewer members than the law asks: before that was refused',
  },
  'closed-by-recorder-before': {
    zh: '录入出席或表决的人自己闭会：在要求另一人以前',
    en: 'whoever had entered the meeting closed it: before another had to',
  },
  'membership-unfit-before': {
    zh: '建账以前的成员身份变动所引决议不是就成员确认作出，或作出的会议无权',
    en: 'before these books: the resolution behind it is not on the confirmation of members, or of a body without the power',
  },
  'membership-unreasoned': {
    zh: '建账以后的成员身份变动没有写明事由',
    en: 'a change of membership after the books were opened that says no reason',
  },
  'rests-on-one': {
    zh: '自动凭证依据的事项由一人登记：金额由两人经手的记录决定，日期和事实由登记人一人负责',
    en: 'automatic entries rest on what one person told: two people stand behind the amounts, one behind the day and the fact',
  },
  'till-uncounted': {
    zh: '当日有现金收付而没有经另一人监盘的盘点',
    en: 'cash moved that day and nobody counted the till with another person standing by',
  },
  'answered-and-paid-before': {
    zh: '读入银行退汇回盘的人自己发放了现金，在要求另一人核对以前：请与银行对账单核对',
    en: 'whoever read in the bank’s answer that it came back paid it in cash, before another had to look at it: compare it with the bank’s statement',
  },
  'till-differs': {
    zh: '实点数与账面不符（实点 / 账面），已写明原因',
    en: 'what lay in the till is not what the books hold (counted / booked); the reason is on record',
  },
  'year-unconfirmed': {
    zh: '年终结转没有经另一人复核',
    en: 'one person closed the year and nobody else confirmed it',
  },
  'fitness-unknown': {
    zh: '任职者的出生日期不明，行为能力无从判断',
    en: 'the birth date of whoever holds the duty is unknown, and the capacity with it',
  },
  'duty-questionable': {
    zh: '任职者没有与成员关联，或与其监督的人是近亲属：请人工核对',
    en: 'whoever holds the duty is linked to no member, or is kin of whom they supervise: for people to look into',
  },
  'no-yearly-assembly': {
    zh: '该年没有召开过成员大会，而法律规定每年至少一次',
    en: 'no members’ assembly was held in this year, and the law asks for one a year',
  },
  'past-term': {
    zh: '任期已满而未换届',
    en: 'its term is over and nobody was elected anew',
  },
  'report-unstudied-before': {
    zh: '表决了工作报告而没有党组织事先研究的记录：当时的版本未作要求',
    en: 'it voted on a report without a study by the party organisation on record: the version of that time did not ask for it',
  },
  'reserved-elsewhere-before': {
    zh: '在另一类别下决定了法定事项：当时的版本未作要求',
    en: 'it decided reserved business under another matter: the version of that time did not ask',
  },
  'unstudied-before': {
    zh: '建账以前的会议表决重要事项而没有党组织事先研究的记录',
    en: 'before these books: it voted on important matters without a study by the party organisation on record',
  },
  'study-of-one': {
    zh: '党组织研究的日期只有召集并闭会的一人说过：在实行两人办理以前',
    en: 'the day of the party organisation’s study rests on one person, who called the meeting and closed it: before that took two',
  },
  'capital-as-income': {
    zh: '手工凭证把资本或超过亏损的公积公益金转作收益：在不允许以前',
    en: 'an entry by hand made income of capital, or of more of the reserve than a loss: before that was refused',
  },
  'elected-undecided': {
    zh: '选举或补选没有大会的选举决议',
    en: 'an election or a replacement that no assembly resolved',
  },
  'elected-by-one': {
    zh: '选举、补选或终止席位由一人登记，没有另一人复核：在实行两人办理以前',
    en: 'an election, a replacement or the end of a seat that one person entered: before it took two',
  },
  'seats-overlap-before': {
    zh: '同一人同时有不能兼任的席位：在系统核对以前登记',
    en: 'one person holds seats of one time that exclude each other: entered before this was asked',
  },
  'set-back-by-one': {
    zh: '由一人设定、自登记日以前起算的设置：在实行复核以前',
    en: 'a setting that one person let count from before it was written: before another confirmed that',
  },
  'loosened-by-one': {
    zh: '由一人放宽的设置：在实行复核以前',
    en: 'a setting that one person loosened: before another confirmed that',
  },
  'payer-overtaken-before': {
    zh: '送出时付款账户已变更（旧版本未要求重新制作文件）',
    en: 'sent by a file of the payer before: a version of before did not ask for a new one',
  },
  'decided-twice': {
    zh: '同一事项有一项以上的有效决议，或先后表决结果不同',
    en: 'more than one resolution on one subject, or votes on it that came to different results',
  },
  'elected-twice': {
    zh: '同一次选举登记了两次',
    en: 'the same election stands twice',
  },
  'voted-twice-before': {
    zh: '通过时分给成员的超过账上尚未有人占用的收益：在实行核对以前',
    en: 'when it was adopted it gave members money that was voted for others before: before that was asked',
  },
  'set-off-by-one-before': {
    zh: '抵扣只经一人之手：在实行复核以前',
    en: 'one person took it off the claim: before set-offs were confirmed',
  },
  'notice-end-otherwise': {
    zh: '公示满期之日按入账时的休息日计算，按现在的休息日表为另一日',
    en: 'its notice ended on the day that was counted when it was posted; by the days of rest as they are known now it is another',
  },
  'taker-by-law-before': {
    zh: '成员以外的人取得了股份，而当地法规规定份额只能由本组织成员持有：当时的版本未作要求',
    en: 'somebody who is no member took shares where the law of the place lets members only hold them: the version of that time did not ask',
  },
  'minutes-by-one-before': {
    zh: '迟写的会议记录只经一人之手：在实行复核以前',
    en: 'one person wrote them days after the meeting: before that took two',
  },
  'remitted-by-one-before': {
    zh: '缴税只经一人之手：在实行复核以前',
    en: 'one person entered that the tax was handed over: before it took two',
  },
  'returned-by-one-before': {
    zh: '已付的款项退汇由一人登记：在要求两人以前',
    en: 'one person told that it came back after it was paid: before it took two',
  },
  'released-by-reopener-before': {
    zh: '冲销现金或登记整批退件的人自己放行了再次发放：在要求另一人以前',
    en: 'whoever struck its cash or said that the bank refused it released what pays it again: before it took another',
  },
  'set-off-struck-by-one-before': {
    zh: '抵扣由申请人或复核人自己撤销：在要求第三人以前',
    en: 'it was struck by one of the two who made it: before it took a third',
  },
  'withdrawn-by-one-before': {
    zh: '已审批的分红由一人撤回：在要求两人以前',
    en: 'it was approved and then withdrawn by one person: before that took two',
  },
  'reopened-by-one-before': {
    zh: '已复核的年终结转由一人反结转：在要求两人以前',
    en: 'one person opened again what a second had confirmed: before it took two',
  },
  'paid-again-unseen-before': {
    zh: '据回盘退回的款项再次发放，只有读入人看过回盘：在要求另一人核对以前',
    en: 'it pays again what an answer says came back, on its reader’s word: before another had to look at it',
  },
  'undone-by-one-before': {
    zh: '遗产分配由一人撤销：在要求两人以前',
    en: 'one person undid the division of the estate: before it took two',
  },
  'proof-unseen-before': {
    zh: '据一人登记的生存认证发放：在要求放行人看过以前',
    en: 'it pays on proofs of life that one person told: before whoever released it had to look at them',
  },
  'register-empty': {
    zh: '登记簿当日没有人员，应到人数未能核对',
    en: 'the register knew nobody that day: who was entitled could not be checked',
  },
  'not-shown': {
    zh: '合法性有一项没有依据',
    en: 'a question of legality stands without evidence',
  },
  'sealed-before': {
    zh: '仍由旧密钥或旧格式加密，启动服务或 npm run rotate-key 会重新加密',
    en: 'still sealed by an older key or in an older form: the service at its start, or npm run rotate-key, seals it anew',
  },
  'name-unseen-before': {
    zh: '名称中有看不见或改变文字方向的字符：在不允许以前',
    en: 'the name holds a sign that cannot be seen or turns its direction: before that was refused',
  },
  'moved-on': {
    zh: '已迁往另一安装，账册在那里继续，这里只能查看',
    en: 'it moved on to another installation: its books go on there, and here they are only read',
  },
  'gave-way': {
    zh: '迁出以后这里升级所记的流水，迁回时让位于在别处接续的流水',
    en: 'what an upgrade entered here after it had left gave way when it came back to the trail that went on elsewhere',
  },
  'entered-late': { zh: '迟录', en: 'recorded days after the day it claims' },
  'books-elsewhere': {
    zh: '账簿不在本系统登记，发放的款项没有与账上的钱核对',
    en: 'the books are kept elsewhere: what was paid out is held against no money here',
  },
  'paid-without-books': {
    zh: '没有建账而发放了款项',
    en: 'money was paid out while no books were opened',
  },
  'pension-undecided': {
    zh: '没有写明大会决议，只有文字依据',
    en: 'it names no decision of an assembly, only words',
  },
  'paid-on-alone': {
    zh: '一人登记的变动自此日起算，而截至此日的持股已是分红的依据',
    en: 'entered by one person from this day on, and a dividend rests on what was held until that day',
  },
  'proxy-of-several': {
    zh: '同一人一年内替几户代领现金，没有登记的授权',
    en: 'one person fetched the cash of several households in a year, by no mandate on record',
  },
} as const;
export type Remark = keyof typeof remarks;

export type Rule = keyof typeof rules;
export const allRules = Object.keys(rules) as readonly Rule[];

/** A rule that a statement names. */
export const ruleName: Column<Rule> = {
  expects: 'a rule of verification',
  types: text.types,
  read: (value) => (typeof value === 'string' && Object.hasOwn(rules, value) ? (value as Rule) : undefined),
};

export interface Finding {
  readonly table: string;
  /** What identifies the row to a reader: a number, a holder, a run. */
  readonly row: string;
  readonly rule: Rule;
  readonly expected?: string;
  /** A value; or what is wrong, in words of both languages. */
  readonly found?: string | Sentence;
  /** Which one of several that say the same: each is answered by itself. The first bears none. */
  readonly nth?: number;
  /** Where it was told otherwise: shown, and no part of what an answer names it by, since a file may be put elsewhere. */
  readonly seenIn?: string;
}

/** A row that holds, with what is remarkable about it: two days, a reason, that it is from before a rule began. */
export interface Noted {
  readonly table: string;
  readonly row: string;
  readonly remark: Remark;
  readonly found?: string | Sentence;
}

export function notedText({ table, row, remark, found }: Noted, language: Language): string {
  const [colon, open, close] = language === 'zh' ? ['：', '（', '）'] : [': ', ' (', ')'];
  const words = `${placeInWords(table, row, language)}${colon}${remarks[remark][language]}`;
  if (found === undefined) return words;
  return `${words}${open}${typeof found === 'object' ? found[language] : found}${close}`;
}

/** One line, such as `dividend line of run 3, member 0012: its tax is not what the rate gives (should be 20.00, is 19.99)`. */
export function findingText(finding: Finding, language: Language): string {
  const { table, row, rule, expected, found, seenIn, nth } = finding;
  const [open, close] = language === 'zh' ? ['（', '）'] : [' (', ')'];
  const alike =
    nth === undefined ? '' : language === 'zh' ? `，同样的第 ${nth} 处` : `, no. ${nth} that says so`;
  const seen = seenIn === undefined ? '' : language === 'zh' ? `，见 ${seenIn}` : `, see ${seenIn}`;
  const values =
    expected === undefined && found === undefined
      ? ''
      : typeof found === 'object'
        ? `${open}${found[language]}${close}`
        : language === 'zh'
          ? `（应为 ${expected ?? '—'}，实为 ${found ?? '—'}）`
          : ` (should be ${expected ?? '—'}, is ${found ?? '—'})`;
  return `${placeInWords(table, row, language)}${language === 'zh' ? '：' : ': '}${rules[rule][language]}${values}${alike}${seen}`;
}

/** Names a finding by what it says, values included: one that says anything else is another. */
export function findingHash({ table, row, rule, expected, found, nth }: Finding): string {
  const said = typeof found === 'object' ? found.en : found;
  const saying = [table, row, rule, expected ?? null, said ?? null];
  return createHash('sha256')
    .update(JSON.stringify(nth === undefined ? saying : [...saying, nth]))
    .digest('hex');
}

/**
 * That something is not as it was written, or stands under no entry of the service: no answer makes it right. Its answer is shown beside
 * it, and it goes on counting, because what changes it once more would say the same.
 */
const isEvidence = (rule: Rule): boolean =>
  /^(trail|row|seal|head|paper|told|sealed|digest)-/.test(rule) ||
  ['cooperative-gone', 'movement-digest', 'form-returned'].includes(rule);

/** Money or shares that the law, or no decision at all, carries: taking it back makes it right, and no words of two people do. */
const isUnlawful = (rule: Rule): boolean => rule === 'unlawful' || rule === 'not-carried';

/** What two people answered to a finding, for its reader. */
export interface Answered {
  readonly explanation: string;
  readonly by: string;
  readonly confirmedBy: string;
  readonly on: string;
}

/** One line under what it answers. */
export function answerText({ explanation, by, confirmedBy, on }: Answered, language: Language): string {
  return language === 'zh'
    ? `${on} 答复：${explanation}（${by}答复，${confirmedBy}复核）`
    : `answered on ${on}: ${explanation} (by ${by}, confirmed by ${confirmedBy})`;
}

/** Takes findings, keeps the first of each table, counts the rest: one broken row can break a million after it. */
export interface FindingList {
  add(finding: Finding): void;
  /** What holds and is remarkable; it does not count as a finding. */
  note(noted: Noted): void;
  readonly kept: readonly Finding[];
  readonly count: number;
  /** What does not hold either, and two people have answered for: the first of each table. */
  readonly answered: readonly Finding[];
  readonly answeredCount: number;
  readonly answerTo: (finding: Finding) => Answered | undefined;
  /** Told beside them, the first of each remark; nothing fails for these. */
  readonly noted: readonly Noted[];
  readonly notedCount: number;
}

const KEPT_OF_EACH = 20;
/** So many are told apart where they say the same; where there are more, something else is wrong. */
const TOLD_APART = 20_000;

export function createFindings(answers: ReadonlyMap<string, Answered> = new Map()): FindingList {
  const kept: Finding[] = [];
  const answered: Finding[] = [];
  const perAnswered = new Map<string, number>();
  let answeredCount = 0;
  const answerTo = (finding: Finding) => (answers.size === 0 ? undefined : answers.get(findingHash(finding)));
  const noted: Noted[] = [];
  const perTable = new Map<string, number>();
  const perRemark = new Map<Remark, number>();
  let count = 0;
  let notedCount = 0;
  const alike = new Map<string, number>();
  const toldApart = (finding: Finding): Finding => {
    if (alike.size >= TOLD_APART) return finding;
    const hash = findingHash(finding);
    const nth = (alike.get(hash) ?? 0) + 1;
    alike.set(hash, nth);
    return nth === 1 ? finding : { ...finding, nth };
  };
  return {
    add(said) {
      const finding = toldApart(said);
      if (!isEvidence(finding.rule) && !isUnlawful(finding.rule) && answerTo(finding) !== undefined) {
        answeredCount += 1;
        const sofar = perAnswered.get(finding.table) ?? 0;
        perAnswered.set(finding.table, sofar + 1);
        if (sofar < KEPT_OF_EACH) answered.push(finding);
        return;
      }
      count += 1;
      const sofar = perTable.get(finding.table) ?? 0;
      perTable.set(finding.table, sofar + 1);
      if (sofar < KEPT_OF_EACH) kept.push(finding);
    },
    note(each) {
      notedCount += 1;
      const sofar = perRemark.get(each.remark) ?? 0;
      perRemark.set(each.remark, sofar + 1);
      if (sofar < KEPT_OF_EACH) noted.push(each);
    },
    kept,
    answered,
    answerTo,
    noted,
    get answeredCount() {
      return answeredCount;
    },
    get count() {
      return count;
    },
    get notedCount() {
      return notedCount;
    },
  };
}
