/** Refusals of payouts: batches, bank files, the bank's answers. */
import type { Catalogue } from './entry.ts';

export const payoutErrors = {
  'payout.nothing-to-pay': {
    status: 422,
    zh: '没有可以发放的款项：都已在批次中、已发放、暂存，或没有账号。',
    en: 'There is nothing to pay: everything is in a batch, paid, held, or without an account.',
  },
  'payout.nothing-posted': {
    status: 409,
    zh: '还没有入账的分红，没有可以发放的款项：请先将分红审批、公示、入账。',
    en: 'No dividend is posted yet, so there is nothing to pay: have the run approved, announced and posted first.',
  },
  'payout.run-not-posted': {
    status: 409,
    zh: '分红第 {number} 号还没有入账，不能发放。',
    en: 'Run no. {number} is not posted, so nothing of it can be paid yet.',
  },
  'payout.run-not-entered': {
    status: 409,
    zh: '分红第 {number} 号在账簿中没有凭证，不能发放：请先核对账簿。',
    en: 'Run no. {number} is not in the journal, so nothing of it is paid: verify the books first.',
  },
  'payout.run-reversed': {
    status: 409,
    zh: '分红第 {number} 号已冲销，不能发放。',
    en: 'Run no. {number} was reversed, so nothing of it can be paid.',
  },
  'payout.payer-missing': {
    status: 409,
    zh: '还没有登记付款户名、开户行和账号：请理事长先设置。',
    en: 'The paying account is not set yet: the chair sets its name, bank and number first.',
  },
  'payout.settings-unset': {
    status: 404,
    zh: '还没有设置付款账户和起付额：请理事长登记付款户名、开户行、账号和起付额（不设起付额填 0）。',
    en: 'The paying account and the minimum are not set yet: the chair enters name, bank, account and minimum (0 for none).',
  },
  'payout.minimum-negative': {
    status: 422,
    zh: '最低发放额不能为负。',
    en: 'The minimum cannot be negative.',
  },
  'payout.sample-large': {
    status: 413,
    zh: '样本文件太大：只要银行给的几行样本，文本不超过 2000 行、200 kB，工作簿不超过 1 MB。',
    en: 'This sample is too large: the few lines that the bank gave will do, up to 2000 lines and 200 kB of text, or a workbook of 1 MB.',
  },
  'payout.sample-encoding': {
    status: 422,
    zh: '样本不是 {encoding} 编码：请把模板的编码改成与样本相同。',
    en: 'The sample is not in {encoding}: give the template the encoding of the sample.',
  },
  'payout.sample-newline': {
    status: 422,
    zh: '样本的换行与模板不同（一个以回车加换行结束一行，另一个只用换行）：请改模板的换行。',
    en: 'The sample ends its lines otherwise than the template (one CRLF, the other LF): change those of the template.',
  },
  'payout.sample-short': {
    status: 422,
    zh: '样本只有 {lines} 行，模板的表头、一笔付款和表尾至少要 {least} 行。',
    en: 'The sample has {lines} lines; head, one payment and foot of the template take at least {least}.',
  },
  'payout.sample-columns': {
    status: 422,
    zh: '样本这一行有 {columns} 栏，模板有 {places} 栏（或末尾分隔符不同）。',
    en: 'This line of the sample has {columns} columns, the template {places} (or the separator at its end differs).',
  },
  'payout.sample-place': {
    status: 422,
    zh: '样本中模板认为是{place}的地方写着“{text}”。',
    en: 'Where the template has the {place}, the sample says "{text}".',
  },
  'payout.sample-differs': {
    status: 422,
    zh: '第 {place} 个字起不同：样本是“{found}”，模板写出“{written}”。',
    en: 'They differ from character {place} on: the sample has "{found}", the template writes "{written}".',
  },
  'payout.sample-end': {
    status: 422,
    zh: '各行相同，只有文件末尾的换行不同：样本最后一行之后没有（或多出）换行。',
    en: 'All lines are the same; only the line break at the end of the file differs.',
  },
  'payout.template-no-sheet': {
    status: 422,
    zh: '模板 {id} 不是表格（表头与各列不对应），不能制作成 xlsx：请用其文本格式。',
    en: 'The template {id} is no sheet (its head does not name its columns) and cannot be made as xlsx: use its text.',
  },
  'payout.cancel-needs-other': {
    status: 409,
    zh: '文件已被取走（{takenAt}），可能已交银行：须由既未制作、也未取走文件的人（复核人或理事长）取消。',
    en: 'The file was taken ({takenAt}) and may be with the bank: the reviewer or the chair cancels it, if they neither made it nor took the file.',
  },
  'payout.order-answered': {
    status: 409,
    zh: '银行已对{order}作出答复，不能再登记为整批退件。',
    en: 'The bank has answered {order} already, so it was not refused as a whole.',
  },
  'payout.order-without-file': {
    status: 409,
    zh: '{order}没有银行文件：全部以现金发放或暂缓。',
    en: 'There is no bank file of {order}: all of it is paid in cash, or waits.',
  },
  'payout.answer-of-other-order': {
    status: 409,
    zh: '这个文件已作为{order}的回盘读入过：请确认选对了代发单。若银行对两份确实给出相同的内容，请在文件中注明是哪一份，另存后再读。',
    en: 'This very file was read as the answer to {order}: check which one is meant. If the bank really answered two files alike, note in the file which it is, save it and read it again.',
  },
  'payout.template-tab': {
    status: 422,
    zh: '模板名称“{name}”要用作工作表名：不能含有 \\ / ? * [ ] :，也不能以单引号开头或结尾。',
    en: 'The name "{name}" becomes that of a tab: it may hold none of \\ / ? * [ ] : and neither begin nor end with an apostrophe.',
  },
  'payout.template-separator': {
    status: 422,
    zh: '分隔符“{separator}”会与金额、账号或文字混淆：不能用字母、数字、空格、引号、换行、“.”或“-”。',
    en: 'The separator "{separator}" would run into amounts, accounts or names: no letters, digits, spaces, quotes, line breaks, "." or "-".',
  },
  'payout.template-once': {
    status: 422,
    zh: '明细行中 {kinds} 必须各出现一次，不能重复。',
    en: 'A row must hold {kinds} once each, not twice.',
  },
  'payout.template-text': {
    status: 422,
    zh: '固定文字“{text}”含有换行、分隔符或长数字，会被银行读成一笔付款：请用占位。',
    en: 'The fixed text "{text}" holds a line break, a separator or a long number, which a bank could read as a payment: use places.',
  },
  'payout.template-unit': {
    status: 422,
    zh: '栏目“{text}”写明的金额单位与模板实际写出的不同：元与分相差一百倍。',
    en: 'The head "{text}" names another unit than the amounts are written in: yuan and fen differ a hundredfold.',
  },
  'payout.template-word': {
    status: 422,
    zh: '回盘结果“{text}”不能有两种意思（已付、退回、未定只能是一种；“成功”“失败”“处理中”等常用结果不得改变含义）。',
    en: 'The result "{text}" would mean two of paid, returned and undecided; usual results such as 成功, 失败 and 处理中 keep what they mean.',
  },
  'payout.heir-is-deceased': {
    status: 422,
    zh: '{member} 已故或就是被继承人，不能作为继承人：其份额由其继承人继承。',
    en: '{member} is deceased, or is the deceased: name the heirs of that person instead.',
  },
  'payout.holder-lives': {
    status: 409,
    zh: '登记簿没有 {holder} 去世的登记：先登记去世，再分配遗产。',
    en: '{holder} is not recorded as deceased: record the death before what waits is divided.',
  },
  'payout.estate-unknown': {
    status: 404,
    zh: '没有这次遗产分配的申请。',
    en: 'No such division was asked for.',
  },
  'payout.estate-answered': {
    status: 409,
    zh: '这次遗产分配的申请已经复核或退回。',
    en: 'This division of an estate was confirmed or sent back already.',
  },
  'payout.estate-moved': {
    status: 409,
    zh: '申请分配的是 {asked}，现在暂存的是 {now}：请退回后重新申请。',
    en: 'It was asked for {asked}, and {now} waits by now: send it back and ask anew.',
  },
  'payout.estate-overtaken': {
    status: 409,
    zh: '申请之后 {deceased} 的遗产又分配或撤销过：请退回后重新申请。',
    en: 'What {deceased} left was divided, or its division undone, since this was asked for: send it back and ask anew.',
  },
  'payout.estate-untouched': {
    status: 409,
    zh: '{holder} 没有可以撤销的遗产分配：都未分配，或已在发放。',
    en: 'No division of the estate of {holder} can be undone: nothing was divided, or it is being paid.',
  },
  'payout.striker-is-enterer': {
    status: 403,
    zh: '冲销须由登记人以外的人办理。',
    en: 'Another person than whoever entered it strikes it.',
  },
  'payout.set-off-unknown': { status: 404, zh: '没有这笔抵扣。', en: 'There is no such set-off.' },
  'payout.set-off-used': {
    status: 409,
    zh: '这笔抵扣已撤销，或相关款项已在发放，不能撤销。',
    en: 'This set-off was struck before, or its claims are being paid: it cannot be struck.',
  },
  'payout.pay-day-past': {
    status: 422,
    zh: '发放日 {payOn} 早于今天（{today}）。',
    en: 'The day of payment, {payOn}, lies before today ({today}).',
  },
  'payout.order-outdated': {
    status: 409,
    zh: '文件制作之后情况有变：{name}：{why}。请取消后重新制作。',
    en: 'Facts came in since the file was made: {name}: {why}. Cancel it and make it anew.',
  },
  'payout.not-paid-before': {
    status: 409,
    zh: '第 {serial} 笔（{name}）没有登记为已付，不能登记退汇：请读入回盘文件。',
    en: 'Payment {serial} ({name}) is not on record as paid, so it cannot come back late: read the return file.',
  },
  'payout.late-return-waits': {
    status: 409,
    zh: '第 {serial} 笔（{name}）的退汇已有人登记，待另一人复核。',
    en: 'That payment {serial} ({name}) came back was told already and waits for another person.',
  },
  'payout.late-return-unknown': {
    status: 404,
    zh: '没有这笔退汇登记。',
    en: 'Nobody told of such a return.',
  },
  'payout.late-return-answered': {
    status: 409,
    zh: '这笔退汇已经复核或退回。',
    en: 'This return was confirmed or sent back already.',
  },
  'payout.late-return-taken-back': {
    status: 409,
    zh: '这笔退汇的登记已经撤回。',
    en: 'This late return is taken back already.',
  },
  'payout.answer-taken-back': {
    status: 409,
    zh: '这份回盘已经撤回。',
    en: 'This answer is taken back already.',
  },
  'payout.releaser-reopened': {
    status: 403,
    zh: '其中有您冲销的现金或登记为整批退件的款项：再次发放须由另一人放行。',
    en: 'It pays again cash that you struck, or a file that you said the bank refused: another person releases it.',
  },
  'payout.returned-unseen': {
    status: 409,
    zh: '{name} 的款项据银行回盘退回后再次发放，尚无读入人以外的人核对该回盘：请先对照银行对账单核对。',
    en: 'What goes to {name} pays again what the bank’s answer says came back, and nobody but its reader has looked at that answer: compare it with the bank’s statement and confirm it first.',
  },
  'payout.returned-moved': {
    status: 409,
    zh: '第 {serial} 笔 {name} 的退汇款此后已变动（再次发放、在批次中、抵扣或分给继承人），不能撤回。',
    en: 'What came back of payment {serial} to {name} has moved since: paid again, in a batch, set off or divided. It is not taken back.',
  },
  'payout.take-back-waits': {
    status: 409,
    zh: '已有人申请撤回，等待复核。',
    en: 'That this be taken back is asked for already and waits to be confirmed.',
  },
  'payout.take-back-unknown': {
    status: 404,
    zh: '没有这项撤回申请。',
    en: 'There is no such request to take an answer or a late return back.',
  },
  'payout.take-back-answered': {
    status: 409,
    zh: '这项撤回申请已经复核或退回。',
    en: 'This request to take something back was confirmed or sent back already.',
  },
  'payout.claim-unknown': {
    status: 404,
    zh: '这次分红中没有 {holder} 的款项。',
    en: 'There is nothing of {holder} in this run, or it is named twice.',
  },
  'payout.handed-too-early': {
    status: 422,
    zh: '{day} 早于 {since}：到那天（入账、银行退回或冲销之日）才有应付款。',
    en: '{day} lies before {since}, the day from which it could be paid: posted, come back from the bank, or struck.',
  },
  'payout.payer-entered-return': {
    status: 403,
    zh: '{name} 的退汇或冲销是您登记的：这笔现金由另一人发放。',
    en: 'You entered that the payment to {name} came back or was struck: another person hands out this cash.',
  },
  'payout.proxy-of-several': {
    status: 409,
    zh: '{proxy} 今年已替另一户代领：再替 {number} 代领，须有两人办理、登记在册的授权。',
    en: '{proxy} fetched for another household this year: for {number} as well it takes a mandate on record, which two people decide.',
  },
  'payout.return-unconfirmed': {
    status: 409,
    zh: '{name} 的款项据银行回盘退回，尚无读入人和发放人以外的人核对：核对后才能现金发放。',
    en: 'The bank’s answer says that the payment to {name} came back; nobody but its reader and you has looked at that: it is paid in cash once somebody else confirms it.',
  },
  'payout.answer-unknown': {
    status: 404,
    zh: '没有这份含退汇的回盘。',
    en: 'There is no such answer that says something came back.',
  },
  'payout.answer-confirmed': {
    status: 409,
    zh: '这份回盘的退汇已经核对。',
    en: 'What this answer says came back is confirmed already.',
  },
  'payout.claim-held': {
    status: 409,
    zh: '{name} 的款项暂存（{why}），不能发放。',
    en: 'The money of {name} is held ({why}) and cannot be paid.',
  },
  'payout.claim-not-open': {
    status: 409,
    zh: '{name} 的款项目前是“{state}”，不能这样处理。',
    en: 'The claim of {name} is “{state}”: this cannot be done with it.',
  },
  'payout.cash-unknown': { status: 404, zh: '没有这笔现金。', en: 'There is no such entry of cash.' },
  'payout.cash-struck': {
    status: 409,
    zh: '现金第 {number} 号已经冲销。',
    en: 'Entry of cash no. {number} is struck already.',
  },
  'payout.no-estate': {
    status: 409,
    zh: '{holder} 没有因继承而暂存的款项。',
    en: 'No money of {holder} waits for heirs.',
  },
  'payout.template-unknown': {
    status: 422,
    zh: '没有银行文件模板“{id}”；现有：{known}。',
    en: 'There is no bank template "{id}"; there are: {known}.',
  },
  'payout.template-taken': {
    status: 409,
    zh: '“{id}”是内置模板的名称，请换一个。',
    en: '"{id}" is the name of a template that ships: choose another.',
  },
  'payout.template-lacks': {
    status: 422,
    zh: '模板的明细行缺少：{missing}。',
    en: 'The rows of the template lack: {missing}.',
  },
  'payout.amount-not-positive': {
    status: 422,
    zh: '第 {serial} 笔（{name}）金额为 {amount}，不能发放。',
    en: 'Payment {serial} ({name}) is of {amount}, which cannot be paid.',
  },
  'payout.account-malformed': {
    status: 422,
    zh: '第 {serial} 笔（{name}）的账号不是数字，请在名册中更正。',
    en: 'The account of payment {serial} ({name}) is not made of digits: correct it in the register.',
  },
  'payout.place-missing': {
    status: 422,
    zh: '银行文件要填{place}，而第 {serial} 笔（{name}）没有登记：请先补登，或换一种模板。',
    en: 'The file for the bank asks for the {place}, which payment {serial} ({name}) lacks: enter it in the register, or use another template.',
  },
  'payout.place-breaks-line': {
    status: 422,
    zh: '{where}含有“{separator}”或换行，银行无法读取：请更正。',
    en: '{where} holds "{separator}" or a line break, which the bank cannot read: correct it.',
  },
  'payout.character-not-encodable': {
    status: 422,
    zh: '{where}的“{character}”（{codePoint}）不在 {encoding} 字符集中，对方读不出：支持时请改用 GB18030 或 xlsx，否则请与对方确认写法。',
    en: '{where}: “{character}” ({codePoint}) is not in {encoding}, so it could not be read there. Use GB18030 or xlsx where they are taken, or ask how the name is written there.',
  },
  'payout.batch-unknown': { status: 404, zh: '没有这个发放批次。', en: 'There is no such payout batch.' },
  'payout.order-state': {
    status: 409,
    zh: '{order}目前是“{state}”，不能{wish}。',
    en: 'It cannot be {wish}: {order} is {state}.',
  },
  'payout.confirmer-is-enterer': {
    status: 403,
    zh: '登记人不能复核自己登记的事项，须由另一人复核。',
    en: 'Whoever entered it does not confirm it; somebody else does.',
  },
  'payout.set-off-answered': {
    status: 409,
    zh: '这笔抵扣已经复核或退回。',
    en: 'This set-off was confirmed or sent back already.',
  },
  'payout.set-off-moved': {
    status: 409,
    zh: '申请抵扣 {asked} 元之后两笔款项有变，现在只能抵扣 {now} 元：请退回后重新申请。',
    en: 'The claims have moved since {asked} was asked for, and {now} could be set off now: send it back and ask anew.',
  },
  'payout.reminder-unknown': {
    status: 404,
    zh: '没有这次催告。',
    en: 'There is no such reminder.',
  },
  'payout.reminder-counts': {
    status: 409,
    zh: '这次催告已经确认，诉讼时效已自该日重新计算。',
    en: 'This reminder is confirmed already: the limitation runs from its day.',
  },
  'payout.releaser-is-maker': {
    status: 403,
    zh: '制作人不能复核放行自己制作的发放表，须由另一人看过收款账号后放行。',
    en: 'Whoever made it does not release it: somebody else looks at the accounts first.',
  },
  'payout.sender-released': {
    status: 403,
    zh: '放行人不能同时确认送出：制作、放行、送出须各为一人。',
    en: 'Whoever released it does not send it: making, releasing and sending are three people’s.',
  },
  'payout.releaser-told-proof': {
    status: 403,
    zh: '{name} 的生存认证由您登记，据此发放的养老金须由另一人放行。',
    en: 'You told the proof of life of {name}: another person releases what is paid on it.',
  },
  'payout.release-unseen': {
    status: 409,
    zh: '放行前须看过收款账号：本表有 {changed} 笔账号较上次付款有变，有 {shared} 个账号为不同户共用，有 {returned} 笔仍发往上次退回的账号，有 {proved} 人据新登记的生存认证发放，所报数目不符。',
    en: 'Look at the accounts and proofs before releasing it: {changed} changed since the last payment, {shared} are shared by different households, {returned} payments go to an account from which the last one came back, and {proved} proofs of life were told since; other numbers were given.',
  },
  'payout.sender-is-maker': {
    status: 403,
    zh: '制作的人不能自己确认：请由另一人复核后确认。',
    en: 'Whoever made it does not confirm it: another person checks and confirms.',
  },
  'payout.return-columns': {
    status: 422,
    zh: '回盘文件前 {rows} 行中找不到这些列名：{missing}。须有：账号、金额、结果（成功/失败），可有：序号、户名、原因。',
    en: 'The first {rows} rows of the return file name no columns {missing}. It needs 账号, 金额, 结果 (成功/失败), and may have 序号, 户名, 原因.',
  },
  'payout.return-cell': {
    status: 422,
    zh: '“{text}”不是有效的{name}。',
    en: '"{text}" is not a valid {name}.',
  },
  'payout.return-word': {
    status: 422,
    zh: '“{text}”是什么结果，这里不认识，因此整份没有读入。请向银行问清这个写法是已付还是退回，读入时填在“已付的写法”或“退回的写法”里；常用的银行可写进文件模板。',
    en: 'The result "{text}" is not known here, so nothing was read. Ask the bank whether it means paid or returned, and say so when reading the file, or in the template of the bank.',
  },
  'payout.return-tab-unread': {
    status: 422,
    zh: '工作表“{name}”里有内容，却没有回盘的表头（账号、金额、结果），不知道里面是否有退回的款项，因此整份没有读入。请补上表头，或核对后删去这张工作表。',
    en: 'The tab "{name}" has content and no heads of an answer (account, amount, result). It may hold payments that came back, so nothing was read. Add the heads, or check the tab and delete it.',
  },
  'payout.return-hidden-tab': {
    status: 422,
    zh: '工作表“{name}”是隐藏的，里面有内容，可能有退回的款项，因此整份没有读入。请右击工作表标签“取消隐藏”，核对后保留或删去。',
    en: 'The tab "{name}" is hidden and has content, perhaps payments that came back, so nothing was read. Unhide it, check it, and keep or delete it.',
  },
  'payout.return-columns-differ': {
    status: 422,
    zh: '“{first}”列写的是“{one}”，“{second}”列写的是“{other}”，不知道以哪一列为准，因此整份没有读入。请向银行问清这一笔付了没有，删去不作准的一列再读入。',
    en: 'The column "{first}" says "{one}", the column "{second}" says "{other}", and nobody can tell which counts, so nothing was read. Ask the bank whether this one was paid, delete the column that does not count and read it again.',
  },
  'payout.return-empty': {
    status: 422,
    zh: '文件里没有一笔明细，因此不能说其余都已付。如果银行确实没有退回任何一笔，请选“没有一笔退回”后再读入；否则请向银行要列有明细的回盘。',
    en: 'The file lists no payment, so it cannot say that the rest is paid. If nothing came back, choose "nothing came back" and read it again; otherwise ask the bank for the file with its rows.',
  },
  'payout.return-failures-unlisted': {
    status: 422,
    zh: '文件写着“{text}”，与读到的明细对不上（退回或未定的读到 {returned} 笔）：有几笔不在文件里，或这一行读不懂。请向银行要完整的回盘；还有没处理完的，“文件里没有列出的各笔”不要选“已付”；如果银行把以前回盘里退回的也数在内，请要写明总笔数的回盘，或者“文件里没有列出的各笔”不选“已付”。如果这一行只是标题或说明，不是笔数或金额，请删去这一行，再读入。',
    en: 'The file says "{text}", which is not what its rows say ({returned} of them came back or are undecided): some payments are missing, or that line cannot be understood. Ask the bank for the whole file; while some are undecided, do not choose "paid" for the payments that the file does not name; if it counts what earlier files said came back, ask for one that counts the whole order as well, or do not choose "paid" for the payments that the file does not name. If that line is only a title or a note, delete it and read the file again.',
  },
  'payout.return-sum-differs': {
    status: 422,
    zh: '合计行写的是 {told}，读到的各笔合计是 {read}：可能有几行不在文件里，或金额错位。请向银行要完整的回盘。',
    en: 'The sum says {told}, the rows that were read add up to {read}: some rows may be missing or shifted. Ask the bank for the whole file.',
  },
  'payout.return-account-masked': {
    status: 422,
    zh: '银行把账号中间几位换成了星号（{text}），无法确认是哪个账号。请在网上银行下载账号完整的回盘。',
    en: 'The bank has put stars into the account ({text}), so nobody can tell which it is. Download the answer with whole accounts.',
  },
  'payout.return-zeros-lost': {
    status: 422,
    zh: '回盘第 {serial} 笔（{name}）的账号少了前面的 0，是表格软件把账号当成数值造成的。请用银行给的原始文件，不要用表格软件打开后另存的。',
    en: 'The account of payment {serial} ({name}) has lost the zeros in front of it: a spreadsheet took it for a number. Use the file as the bank gave it, not one that a spreadsheet saved.',
  },
  'payout.return-row-nobody': {
    status: 422,
    zh: '文件没有可用的序号，按账号和户名也找不到这一笔（{amount} 元）：请核对是否另一份代发单的回盘文件。',
    en: 'The file has no usable serial numbers, and no payment has the account and name of this row ({amount} yuan): is it the answer to another order?',
  },
  'payout.return-row-of-two': {
    status: 422,
    zh: '文件没有可用的序号，按账号、金额（{amount} 元）和户名有不止一笔相符，分不清是哪一笔。请向银行要带序号的回盘。',
    en: 'The file has no usable serial numbers, and more than one payment fits the account, amount ({amount} yuan) and name of this row. Ask the bank for an answer with serial numbers.',
  },
  'payout.return-in-fen': {
    status: 422,
    zh: '文件里每一笔金额都正好是送出金额的 100 倍：多半是以分为单位，而表头没有写明。请把金额列的表头改为“金额(分)”再读入。',
    en: 'Every amount in the file is exactly a hundred times what was sent: it is probably in fen and its head does not say so. Name the column "金额(分)" and read it again.',
  },
  'payout.return-in-yuan': {
    status: 422,
    zh: '文件里每一笔金额都正好是送出金额的百分之一：表头写的是分，多半实际是元。请核对后把金额列的表头改为“金额(元)”再读入。',
    en: 'Every amount in the file is exactly a hundredth of what was sent: its head says fen and it is probably in yuan. Check it, name the column "金额(元)" and read it again.',
  },
  'payout.return-row-unknown': {
    status: 422,
    zh: '回盘第 {serial} 笔不在这份代发单中：请核对是否另一份的回盘文件。',
    en: 'Payment {serial} of the return file is not in this order of payments: is it the file of another one?',
  },
  'payout.return-account-differs': {
    status: 422,
    zh: '回盘第 {serial} 笔（{name}）的账号与送出的不同：请核对是否另一份代发单的回盘文件；如果序号是银行自己编的，请删去“序号”一列再读入，按账号、金额和户名核对。',
    en: 'The account of payment {serial} ({name}) is not the one that was sent: is it the file of another order of payments? If the bank counts by itself, delete the column of serial numbers and read it again.',
  },
  'payout.return-name-of-other': {
    status: 422,
    zh: '回盘写的是第 {serial} 笔、户名“{payee}”，送出的第 {serial} 笔却是“{name}”；同一账号还有“{payee}”的一笔（第 {other} 笔）。多半序号是银行自己编的：请删去“序号”一列再读入，按账号、金额和户名核对。',
    en: 'The file names payment {serial} and the payee "{payee}", but payment {serial} was sent to "{name}"; the same account has one of "{payee}" (payment {other}). The bank probably counts by itself: delete the column of serial numbers and read it again.',
  },
  'payout.return-amount-differs': {
    status: 422,
    zh: '回盘第 {serial} 笔（{name}）金额 {returned} 与送出的 {sent} 不同。',
    en: 'Payment {serial} ({name}) was sent with {sent} and comes back with {returned}.',
  },
  'payout.return-contradicts': {
    status: 409,
    zh: '回盘第 {serial} 笔（{name}）与已登记的结果矛盾：请向银行核实。',
    en: 'Payment {serial} ({name}) contradicts the result on record: ask the bank.',
  },
} as const satisfies Catalogue;
