/** Refusals of the register of members and households. */
import type { Catalogue } from './entry.ts';

export const membershipErrors = {
  'resident-id.malformed': {
    status: 422,
    zh: '身份证号“{masked}”{problem}：应为 18 位，前 17 位是数字，末位是数字或 X。15 位旧号请先换成 18 位。',
    en: 'The resident ID "{masked}" is wrong: {problem}. It has 18 characters, 17 digits and then a digit or X. Convert an old 15-digit number first.',
  },
  'resident-id.birth-date': {
    status: 422,
    zh: '身份证号“{masked}”中的出生日期不存在或晚于今天，请核对第 7 至 14 位。',
    en: 'The birth date inside the resident ID "{masked}" does not exist or lies in the future: check digits 7 to 14.',
  },
  'resident-id.check-digit': {
    status: 422,
    zh: '身份证号“{masked}”的校验位不对：末位应为 {expected}，现为 {given}。请与身份证原件核对各位数字。',
    en: 'The check digit of the resident ID "{masked}" is wrong: the last character should be {expected}, not {given}. Compare every digit with the card.',
  },
  'resident-id.birth-date-differs': {
    status: 422,
    zh: '出生日期 {birthDate} 与身份证号中的出生日期不一致，请核对。',
    en: 'The birth date {birthDate} differs from the one inside the resident ID: check both.',
  },
  'resident-id.sex-differs': {
    status: 422,
    zh: '性别与身份证号第 17 位不一致（单数为男，双数为女），请核对。',
    en: 'The sex differs from the 17th digit of the resident ID (odd: male, even: female): check both.',
  },
  'resident-id.duplicate': {
    status: 409,
    zh: '身份证号“{masked}”已登记在编号 {registerNumber} 名下，一人只能登记一次。',
    en: 'The resident ID "{masked}" is already registered under number {registerNumber}: a person is entered once.',
  },
  'credit-code.malformed': {
    status: 422,
    zh: '统一社会信用代码“{text}”应为 18 位数字或大写字母（不含 I、O、S、V、Z）。',
    en: 'The credit code "{text}" must have 18 digits or capital letters (without I, O, S, V and Z).',
  },
  'credit-code.check-digit': {
    status: 422,
    zh: '统一社会信用代码“{text}”的校验位不对：末位应为 {expected}。',
    en: 'The check character of the credit code "{text}" is wrong: the last one should be {expected}.',
  },
  'phone.malformed': {
    status: 422,
    zh: '电话“{masked}”无法识别：请写 11 位手机号，或带区号的固定电话，例如 0531-86000000。',
    en: 'The phone number "{masked}" cannot be read: write an 11-digit mobile number or a landline with its area code.',
  },
  'bank-account.check-digit': {
    status: 422,
    zh: '银行卡号“{masked}”的末位校验不符，已照录：请核对每一位。',
    en: 'The bank card "{masked}" is taken in, but its check digit does not fit: compare every digit.',
  },
  'bank-account.malformed': {
    status: 422,
    zh: '银行账号“{masked}”无法识别：应为 8 至 30 位数字。',
    en: 'The bank account "{masked}" cannot be read: write 8 to 30 digits.',
  },
  'bank-account.became-a-number': {
    status: 422,
    zh: '银行账号“{masked}”已被表格软件变成数字，末尾几位可能丢失。请把该列设为“文本”后重新填写账号。',
    en: 'The bank account "{masked}" was turned into a number by the spreadsheet and has lost digits. Set the column to "text" and type the account again.',
  },
  'register-number.malformed': {
    status: 422,
    zh: '编号“{text}”无法使用：1 至 40 个字符，以字母、数字或汉字开头，可含 - / . _ 。',
    en: 'The number "{text}" cannot be used: 1 to 40 characters, starting with a letter, digit or Chinese character; - / . _ are allowed inside.',
  },
  'register-number.duplicate': {
    status: 409,
    zh: '编号 {registerNumber} 已经使用，每名成员的编号必须唯一。',
    en: 'The register number {registerNumber} is already in use: each member needs one of their own.',
  },
  'membership.name-missing': {
    status: 422,
    zh: '缺少姓名，或姓名超过 100 个字符。',
    en: 'The name is missing or longer than 100 characters.',
  },
  'membership.name-malformed': {
    status: 422,
    zh: '姓名中有换行等控制字符，或以 = + - @ 开头，或间隔号“·”不在两部分之间：请按身份证上的姓名填写。',
    en: 'The name holds a line break, begins with = + - @, or has a dot that stands between no two parts: write it as on the ID card.',
  },
  'membership.name-doubtful': {
    status: 422,
    zh: '姓名第 {place} 个字符“{sign}”不是姓名用字：可能是打不出的字的代替符号、说明或乱码。请按身份证填写本名；说明写到“备注”里。',
    en: 'Character {place} of the name, "{sign}", belongs in no name: it stands for a character that could not be typed, a note or lost text. Write the name as on the ID card; notes go into "Remark".',
  },
  'membership.name-unseen': {
    status: 422,
    zh: '姓名第 {place} 个字符是看不见的字符（{sign}），请删去后按身份证上的姓名填写。',
    en: 'Character {place} of the name cannot be seen ({sign}): delete it and write the name as on the ID card.',
  },
  'membership.basis-missing': {
    status: 422,
    zh: '须写明事由和决议（{law}）：请逐人登记。',
    en: 'Say why, and by what decision ({law}): such a change is entered for one person at a time.',
  },
  'membership.never-lost': {
    status: 422,
    zh: '{reason}不会使人丧失成员身份（{law}）。',
    en: '{reason} does not end membership ({law}).',
  },
  'membership.other-reason': {
    status: 422,
    zh: '“{reason}”不是这项身份变动的事由。',
    en: '"{reason}" is no reason for this change.',
  },
  'membership.loss-unproved': {
    status: 422,
    zh: '因“{reason}”丧失成员身份，须写明证明文件（文号、日期、存放处）或决议（{law}）。',
    en: 'A membership lost for “{reason}” names the document that shows it (number, day, where it is kept) or a resolution ({law}).',
  },
  'membership.leaving-unwritten': {
    status: 422,
    zh: '自愿退出须有本人书面申请和同意退出的决议（{law}）。',
    en: 'Who leaves does so by a written request and with the consent of the collective ({law}).',
  },
  'membership.undecided': {
    status: 422,
    zh: '成员须经决议确认（{law}）：请写明决议。',
    en: 'A member is confirmed by a decision ({law}): name the resolution.',
  },
  'membership.decision-unfit': {
    status: 422,
    zh: '所引决议不能作为成员身份变动的依据：须由有权的会议（2025 年 5 月 1 日起为成员大会）就成员确认作出，补录、迟录的须已经另一人复核。',
    en: 'The resolution does not carry a change of membership: it takes one on the confirmation of members, of an assembly with the power (the members’ assembly since 1 May 2025), and confirmed by a second person where it was entered from paper or late.',
  },
  'membership.death-acted-on': {
    status: 409,
    zh: '已依据这项去世记录办理继承、归集体或遗产分配，不能撤销，也不能改到办理日之后。请先冲销股份变动、撤销遗产分配。',
    en: 'Shares or money were handed on because of this death: it is not taken back, nor moved behind the day of that. Undo the movements and the division of the estate first.',
  },
  'membership.reason-missing': {
    status: 422,
    zh: '{first} 建账以后发生的，以及名册已用于开会、配股或分红以后补录的成员身份变动，须写明事由。',
    en: 'A change of membership after the books were opened on {first}, or entered once a meeting, an allotment or a dividend rested on the register, says why.',
  },
  'membership.decision-not-adopted': {
    status: 422,
    zh: '没有这项决议，或没有通过。',
    en: 'There is no such resolution, or it was not adopted.',
  },
  'membership.birth-date-in-future': {
    status: 422,
    zh: '出生日期 {birthDate} 晚于今天。',
    en: 'The birth date {birthDate} lies in the future.',
  },
  'membership.relation-without-household': {
    status: 422,
    zh: '户编号与“与户主关系”须同时填写，或同时留空。',
    en: 'The household number and the relation to its head go together: give both or neither.',
  },
  'membership.two-heads': {
    status: 422,
    zh: '户 {household} 有两名户主：{first} 与 {second}。一户只能有一名户主，请改正其中一人的关系。',
    en: 'Household {household} has two heads: {first} and {second}. Correct the relation of one of them.',
  },
  'membership.unfit-head': {
    status: 422,
    zh: '{name} 不能登记为户主：已去世，或者没有已复核的成员身份（户的钱由户主领取）。',
    en: '{name} cannot be made head of a household: dead, or without a standing that was confirmed (money of the household goes to its head).',
  },
  'membership.two-spouses': {
    status: 422,
    zh: '户 {household} 的户主有两名配偶：{first} 与 {second}。请改正其中一人的关系。',
    en: 'The head of household {household} has two spouses: {first} and {second}. Correct the relation of one of them.',
  },
  'membership.no-head': {
    status: 422,
    zh: '户 {household} 没有户主：新登记的户须写明户主。请在其中一人的“与户主关系”中填写户主。',
    en: 'Household {household} has no head: a household that is entered names one. Write "head" as the relation of one of its people.',
  },
  'membership.household-not-found': {
    status: 422,
    zh: '没有户编号 {household}，请先登记该户。',
    en: 'There is no household {household}: enter it first.',
  },
  'membership.household-exists': {
    status: 409,
    zh: '户编号 {household} 已经使用。',
    en: 'The household number {household} is already in use.',
  },
  'membership.not-found': {
    status: 404,
    zh: '名册中没有这名成员。',
    en: 'There is no such member on the register.',
  },
  'membership.looked-too-often': {
    status: 429,
    zh: '一小时内已有 {misses} 个身份证号没有查到：请先核对号码，过 {minutes} 分钟再查，或者改按姓名、登记编号查找。',
    en: 'Within an hour {misses} resident IDs were on nobody: check the number and look again in {minutes} minutes, or look by name or register number.',
  },
  'membership.standing-out-of-order': {
    status: 422,
    zh: '{date} 的身份变动“{to}”与此前身份“{from}”不衔接：须先加入才能退出，退休只登记一次，去世后不能再有变动。请核对日期，或更正此前的记录。',
    en: 'The change to "{to}" on {date} does not follow from "{from}": nobody leaves before admission or retires twice, and nothing follows death. Check the dates or correct the earlier record.',
  },
  'membership.standing-before-birth': {
    status: 422,
    zh: '身份变动“{to}”的日期 {date} 早于出生日期 {birthDate}。',
    en: 'The change to "{to}" on {date} lies before the birth on {birthDate}.',
  },
  'membership.death-in-future': {
    status: 422,
    zh: '去世日期 {date} 晚于今天。',
    en: 'The date of death {date} lies in the future.',
  },
  'membership.standing-not-in-force': {
    status: 409,
    zh: '要更正的身份记录不存在，或已被更正。',
    en: 'The standing to be corrected does not exist or has been corrected already.',
  },
  'membership.detail-not-recorded': {
    status: 404,
    zh: '该成员没有登记此项内容。',
    en: 'This detail is not recorded for the member.',
  },
  'personal-number.does-not-open': {
    status: 409,
    zh: '所存的{field}无法打开，或与其索引不符：有人绕过程序改动过数据库。请校验账册，并从备份恢复该行。',
    en: 'The {field} that is kept does not open, or is not the one its index stands for: somebody wrote to the database past the program. Run npm run verify and restore the row from a backup.',
  },
  'membership.not-linked': {
    status: 404,
    zh: '您的用户没有与成员对应，请主席提出、另一人复核后再看。',
    en: 'Your user is not linked to a member: the chair proposes the link and another person confirms it.',
  },
  'membership.linked-already': {
    status: 409,
    zh: '{name} 已关联另一个登录用户：一名成员只对应一个用户。',
    en: '{name} is linked to another user already: one member, one user.',
  },
  'account.change-unknown': {
    status: 404,
    zh: '没有这次账号登记。',
    en: 'There is no such entry of accounts.',
  },
  'account.reviewed': {
    status: 409,
    zh: '这次登记的账号已经复核或退回；更改须重新登记。',
    en: 'These accounts were confirmed or sent back already; to change one, enter it anew.',
  },
  'account.reviewer-is-enterer': {
    status: 403,
    zh: '登记账号的人不能自己复核：请由另一人复核。',
    en: 'Whoever entered accounts does not confirm them: another person does.',
  },
  'register.change-unknown': {
    status: 404,
    zh: '没有这次名册变更。',
    en: 'There is no such change of the register.',
  },
  'register.reviewed': {
    status: 409,
    zh: '这次名册变更已经复核或退回。',
    en: 'This change of the register was confirmed or sent back already.',
  },
  'register.reviewer-is-enterer': {
    status: 403,
    zh: '登记名册变更的人不能自己复核：请由另一人复核。',
    en: 'Whoever changed the register does not confirm it: another person does.',
  },
  'register.change-waits': {
    status: 409,
    zh: '{registerNumber} 在第 {number} 号名册变更中待复核：请先复核或退回，再登记新的变更。',
    en: 'Change {number} of the register waits for review and is about {registerNumber}: have it confirmed or sent back first.',
  },
  'register.not-sent-back': {
    status: 409,
    zh: '只有被退回的名册变更可以再次提出。',
    en: 'Only a change of the register that was sent back is asked for again.',
  },
  'register.nothing-left': {
    status: 422,
    zh: '除去所列的人以后没有可再次提出的内容。',
    en: 'Without the people named nothing is left to ask for.',
  },
  'membership.nothing-to-change': {
    status: 422,
    zh: '没有要更改的内容。',
    en: 'There is nothing to change.',
  },
} as const satisfies Catalogue;
