/** Refusals of resolutions, rule sets, votes, notices and seats. */
import type { Catalogue } from './entry.ts';

export const assemblyErrors = {
  'resolution.unknown': {
    status: 422,
    zh: '没有登记过这项决议：请先登记决议（机构、文号、日期、内容）。',
    en: 'There is no such resolution: record it first (body, number, date, text).',
  },
  'resolution.not-open': {
    status: 404,
    zh: '没有这项决议，或者它还没有经另一人复核，不能查阅。',
    en: 'There is no such resolution, or nobody has confirmed it yet: it cannot be looked into.',
  },
  'resolution.in-future': {
    status: 422,
    zh: '决议日期 {date} 晚于今天（{today}）。',
    en: 'The resolution is dated {date}, after today ({today}).',
  },
  'resolution.number-taken': {
    status: 409,
    zh: '该机构已有文号相同的决议。',
    en: 'This body already has a resolution with that number.',
  },
  'resolution.entitled-differs': {
    status: 422,
    zh: '会议记录写应到 {entitled} 人，而登记簿上 {body}于 {date} 应到 {registered} 人：请核对会议记录或登记簿。',
    en: 'The minutes count {entitled} entitled, but by the register the {body} had {registered} on {date}: check the minutes or the register.',
  },
  'resolution.women-differ': {
    status: 422,
    zh: '会议记录写妇女应到 {entitled} 人，而登记簿上 {body}于 {date} 有妇女 {registered} 人：请核对会议记录或登记簿。',
    en: 'The minutes count {entitled} women entitled, but by the register the {body} had {registered} on {date}: check the minutes or the register.',
  },
  'resolution.nobody-entitled': {
    status: 422,
    zh: '登记簿上 {body}于 {date} 没有应到会的人：请先登记成员或席位。',
    en: 'By the register nobody belonged to the {body} on {date}: enter its members or seats first.',
  },
  'resolution.electorate-unchecked': {
    status: 422,
    zh: '决议 {number} 据纸质记录补录，登记簿当日无人，应到人数无从核对：不能作为依据。历史持股请按期初持股登记；其他事项请重新表决。',
    en: 'Resolution {number} comes from paper of a day on which the register knew nobody, so who was entitled cannot be checked: nothing can rest on it. Enter shares of the past as opening shares; have other matters decided anew.',
  },
  'resolution.seats-by-recorder': {
    status: 409,
    zh: '决议 {number} 据纸质记录补录，而{body}的席位由登记该记录的同一人登记：不能作为依据，请由另一人登记会议记录，或在本系统开会表决。',
    en: 'Resolution {number} comes from paper, and whoever entered it also entered seats of this body ({body}): nothing can rest on it. Have another person enter the minutes, or hold the meeting here.',
  },
  'assembly.rest-day-over': {
    status: 422,
    zh: '{day} 已经过去（今天 {today}）：过去的日子不再改为休息或上班。',
    en: '{day} is over (today is {today}): a day of the past is made neither off nor worked.',
  },
  'resolution.reason-needed': {
    status: 422,
    zh: '{date} 决定的事项在本社建账之日（{first}）或以后作出或生效：应在本系统开会表决；确须据纸质记录补录的，请写明理由。',
    en: 'What was decided on {date} was decided or takes effect in these books (since {first}): hold the meeting here, or say why its minutes come from paper.',
  },
  'resolution.decided-already': {
    status: 409,
    zh: '{body}已于 {decidedOn} 以决议 {number} 通过了这一事项：同一事项不重复表决。',
    en: 'The {body} adopted this on {decidedOn}, resolution {number}: one subject is decided once.',
  },
  'resolution.rejected-that-day': {
    status: 409,
    zh: '{body}已于 {decidedOn} 以决议 {number} 否决了这一事项：只能在此日之后再行表决。',
    en: 'The {body} rejected this on {decidedOn}, resolution {number}: it may come up again on a later day only.',
  },
  'resolution.circumstance-after': {
    status: 422,
    zh: '{date} 晚于开会之日（{decidedOn}）：通知、材料公开和前置研究都在会前。',
    en: '{date} is after the day of the meeting ({decidedOn}): notice, papers and study come before it.',
  },
  'resolution.circumstance-empty': {
    status: 422,
    zh: '请写明通知日期、材料公开日期或前置研究中的至少一项。',
    en: 'Say at least one of the day of notice, the day from which papers lay open, and the study.',
  },
  'resolution.circumstance-unknown': {
    status: 404,
    zh: '没有这项补充登记。',
    en: 'Nothing of that id was added to these minutes.',
  },
  'resolution.not-from-paper': {
    status: 409,
    zh: '决议 {number} 出自本系统召开的会议：通知和材料已在会议中登记。',
    en: 'Resolution {number} comes from a meeting held here, which has its notice and papers.',
  },
  'resolution.names-nothing': {
    status: 422,
    zh: '决议 {number} 没有写明表决的是哪一个方案或哪一次分红，不能作为依据。',
    en: 'Resolution {number} does not name the scheme, plan or run it decided: nothing can rest on it.',
  },
  'resolution.before-record-date': {
    status: 422,
    zh: '决议 {number}（{decidedOn}）早于 {recordDate}：当时还不可能表决这一事项。',
    en: 'Resolution {number} ({decidedOn}) is older than {recordDate}: it cannot have decided this yet.',
  },
  'resolution.too-few-in-effect': {
    status: 422,
    zh: '决议 {number}（{decidedOn}）据纸质记录补录，票数按 {date} 的法律不够：在该日生效的，该日的法定人数和多数也要达到。',
    en: 'Resolution {number} ({decidedOn}) comes from minutes on paper, and by the law of {date} its votes are too few: what takes effect on a day needs the quorum and majority of that day, too.',
  },
  'resolution.awaiting-review': {
    status: 409,
    zh: '决议 {number} 是补录的，还没有经另一人复核：复核后才能作为依据。',
    en: 'Resolution {number} was entered afterwards and awaits review: it carries nothing until another person confirms it.',
  },
  'resolution.sent-back': {
    status: 409,
    zh: '决议 {number} 的补录已被退回，不能作为依据。',
    en: 'Resolution {number} was sent back by its reviewer and carries nothing.',
  },
  'entry.late-without-reason': {
    status: 422,
    zh: '{date} 的事项 {today} 才登记，晚于一天：请写明迟录的理由，并由另一人复核。',
    en: 'What happened on {date} is recorded on {today}, more than a day late: give the reason; another person then confirms it.',
  },
  'entry.reviewed-by-recorder': {
    status: 403,
    zh: '登记的人不能自己复核：请由另一人复核。',
    en: 'Whoever recorded it cannot review it: another person does.',
  },
  'entry.awaits-no-review': {
    status: 409,
    zh: '这一项不在待复核状态（{state}）。',
    en: 'This awaits no review: {state}.',
  },
  'resolution.not-adopted': {
    status: 422,
    zh: '决议 {number} 的结果是“{outcome}”，不能作为依据：只有通过的决议才生效。',
    en: 'Resolution {number} was {outcome}: only an adopted resolution takes effect.',
  },
  'resolution.other-matter': {
    status: 422,
    zh: '决议 {number} 决定的是“{decided}”，不能作为“{matter}”的依据。',
    en: 'Resolution {number} decided “{decided}” and cannot carry “{matter}”.',
  },
  'resolution.other-subject': {
    status: 409,
    zh: '决议 {number} 表决的不是这个方案或这次计算的结果：一项决议只作为一件事的依据，表决后重新计算的，须重新表决。',
    en: 'Resolution {number} was a vote on another scheme or calculation: a resolution carries one thing, and what was calculated anew after the vote needs a vote anew.',
  },
  'resolution.nothing-to-execute': {
    status: 422,
    zh: '决议 {number} 没有通过，无须执行。',
    en: 'Resolution {number} was not adopted: there is nothing to carry out.',
  },
  'resolution.report-out-of-time': {
    status: 422,
    zh: '执行情况的日期 {reported} 应在决议日（{decidedOn}）至今天（{today}）之间。',
    en: 'The report is dated {reported}; it lies between the day of the resolution ({decidedOn}) and today ({today}).',
  },
  'resolution.later-than-effect': {
    status: 422,
    zh: '决议（{decidedOn}）晚于生效日（{effectiveOn}）：生效日不得早于决议日。',
    en: 'The resolution ({decidedOn}) is later than the effective date ({effectiveOn}): nothing takes effect before it is resolved.',
  },
  'assembly.rules-behind-decision': {
    status: 409,
    zh: '{decidedOn} 已有决议（{number}）：本社规定不能回溯到已作出的决议，请把生效日定在其后。',
    en: 'There is a resolution of {decidedOn} ({number}): own rules never reach back behind a decision; let them begin after it.',
  },
  'assembly.rules-behind-meeting': {
    status: 409,
    zh: '会议《{title}》（{heldOn}）已经通知：已通知的会议按通知时的规定举行，请把生效日定在其后。',
    en: 'The meeting “{title}” of {heldOn} has been called: it is held by the rules of its notice; let own rules begin after it.',
  },
  'assembly.rules-behind-effect': {
    status: 409,
    zh: '“{name}”已于 {date} 按当日规定生效：本社规定不能回溯，请把生效日定在其后。',
    en: '“{name}” took effect on {date} by the rules of that day: own rules never reach back behind it; let them begin after it.',
  },
  'assembly.rules-undecided': {
    status: 422,
    zh: '本社议事规则由章程决议制定：请写明这项决议。',
    en: 'Own rules of assemblies are made by a decision of the articles: name it.',
  },
  'assembly.rules-carried': {
    status: 409,
    zh: '决议 {number} 已据以制定本社规则第 {version} 版；改动规则须另有决议。',
    en: 'Resolution {number} made version {version} of the own rules already; other rules need a decision of their own.',
  },
  'assembly.powers-reserved': {
    status: 422,
    zh: '成员大会的职权由法律规定，本社规则不能减少：{powers}。',
    en: 'The law gives the members’ assembly its powers; own rules take none of them away: {powers}.',
  },
  'assembly.province-differs': {
    status: 422,
    zh: '本社行政区划代码为 {region}，不能适用省级代码 {province} 的规定。',
    en: 'The region code of the cooperative is {region}: the rules of province {province} are not its own.',
  },
  'assembly.person-unknown': {
    status: 422,
    zh: '成员名册中没有编号 {number}。',
    en: 'There is no number {number} in the register of members.',
  },
  'assembly.not-a-member': {
    status: 422,
    zh: '{name}（{number}）在 {date} 不是在册成员，不能任职。',
    en: '{name} ({number}) is not a member on {date} and cannot hold a seat.',
  },
  'assembly.without-capacity': {
    status: 422,
    zh: '{name} 在 {on} 不具有完全民事行为能力（{law}）：不满十八周岁，或者满十六周岁而没有登记以自己的劳动收入为主要生活来源。',
    en: '{name} is without full capacity on {on} ({law}): under eighteen, or sixteen without own wages on record.',
  },
  'assembly.birth-date-unknown': {
    status: 422,
    zh: '名册没有 {name} 的出生日期，{on} 是否成年无从判断：请先补记出生日期。',
    en: 'The register has no birth date of {name}, so nobody knows whether they were of age on {on}: enter it first.',
  },
  'assembly.election-known': {
    status: 409,
    zh: '{body}自 {date} 起的换届选举已经登记：同一次选举不能登记两次，个别席位请终止或补选。',
    en: 'The election of the {body} from {date} is on record already: enter it once; end or replace single seats instead.',
  },
  'assembly.seats-overlap': {
    status: 409,
    zh: '{name} 在{body}另有 {date} 起的席位，任期重叠或终止已登记：同一人同一时间只有一个席位，请先终止或更正。',
    en: '{name} has another seat in the {body} from {date} on of the same time, or one whose end is on record: one seat at a time; end it first.',
  },
  'assembly.seats-in-future': {
    status: 422,
    zh: '{body}的变动自 {date} 起，晚于今天（{today}）：到那一天才生效。',
    en: 'This change of the {body} is from {date} on, after today ({today}): it takes effect only then.',
  },
  'assembly.change-unknown': {
    status: 404,
    zh: '没有这项席位变动。',
    en: 'There is no such change of seats.',
  },
  'assembly.own-seat': {
    status: 403,
    zh: '理事会、监事会的席位变动，不由当选人或被终止的人自己复核：请由另一人复核。',
    en: 'Whose seat on the board or among the supervisors it is does not confirm it: another person does.',
  },
  'assembly.supervisor-elsewhere': {
    status: 422,
    zh: '{name} 是{office}，不能同时担任监事：{law}。',
    en: '{name} is of the {office} and cannot be a supervisor: {law}.',
  },
  'assembly.supervisor-kin': {
    status: 422,
    zh: '{name} 是{office} {relative} 的近亲属，不得担任监事：{law}。',
    en: '{name} is a near relative of {relative} ({office}) and is no supervisor: {law}.',
  },
  'assembly.board-kin': {
    status: 422,
    zh: '理事 {name} 与 {other} 是近亲属，应当回避：{law}。',
    en: 'The directors {name} and {other} are near relatives: {law}.',
  },
  'assembly.board-size': {
    status: 422,
    zh: '理事会共 {seats} 人，一般应为 {least} 至 {most} 人的单数：{law}。',
    en: 'The board has {seats} members; as a rule it has {least} to {most}, an odd number: {law}.',
  },
  'assembly.only-elects': {
    status: 422,
    zh: '{body}自 {date} 起任期届满，换届之前只能表决选举事项，不能表决“{title}”：请先换届，或由成员大会决定延期换届。',
    en: 'The term of the {body} was over on {date}: until it is renewed it only elects and does not vote on “{title}”. Hold the election, or let the members’ assembly put it off.',
  },
  'assembly.too-thin': {
    status: 422,
    zh: '{body}选出 {elected} 席，现只剩 {held} 席（当选时依法至少 {least} 席）：出缺过多，补选或换届之前只能表决选举事项，不能表决“{title}”。',
    en: 'Of {elected} elected to the {body} {held} are left (the law asked for at least {least} when they were elected): until seats are filled it only elects and does not vote on “{title}”.',
  },
  'assembly.past-term': {
    status: 422,
    zh: '{body}自 {date} 起任期届满，尚未换届。',
    en: 'The term of the {body} was over on {date}, and nobody was elected since.',
  },
  'assembly.postponed-back': {
    status: 422,
    zh: '延期后的任期末日 {until} 应晚于原任期末日 {ends}。',
    en: 'A term that ends on {ends} is postponed to a later day, not to {until}.',
  },
  'assembly.postponed-too-far': {
    status: 422,
    zh: '任期 {ends} 届满，换届最多延期一年，至 {last} 止，不能延至 {until}。',
    en: 'A term that ends on {ends} is put off by a year at the most, to {last}, not to {until}.',
  },
  'assembly.postponed-early': {
    status: 422,
    zh: '决议{number}作于{decidedOn}，所延的任期自 {begins} 才开始：延期换届须在任期之内决定。',
    en: 'Resolution {number} is of {decidedOn}, before the term it puts off began on {begins}: a term is put off while it runs.',
  },
  'assembly.postponed-late': {
    status: 422,
    zh: '决议 {number} 于 {decidedOn} 作出，任期已于 {ends} 届满：届满之后只有成员大会可以决定延期换届。',
    en: 'Resolution {number} was taken on {decidedOn}, after the term had ended on {ends}: from then on only the members’ assembly puts a renewal off.',
  },
  'assembly.no-such-term': {
    status: 422,
    zh: '{body}没有在 {ends} 届满的席位。',
    en: 'No seat of the {body} has a term that ends on {ends}.',
  },
  'assembly.seat-unknown': { status: 404, zh: '没有这个席位。', en: 'There is no such seat.' },
  'assembly.no-rules-on-date': {
    status: 422,
    zh: '{date} 没有适用的议事规则：请先登记当日有效的规则。',
    en: 'No rules of assembly are in force on {date}: record those of that day first.',
  },
  'assembly.body-unknown-to-rules': {
    status: 422,
    zh: '{rules}没有规定{body}，不能由其作出决议。',
    en: 'The {body} is not a body under the rules “{rules}” and can resolve nothing.',
  },
  'assembly.rules-not-in-force': {
    status: 422,
    zh: '{rules}在 {date} 不是有效规则：请按决议当日的规则判断。',
    en: 'The rules “{rules}” are not in force on {date}: judge a resolution by the rules of its own day.',
  },
  'assembly.power-forbidden': {
    status: 422,
    zh: '{body}于 {date} 无权决定“{matter}”：依据{article}，该事项须由有权的机构（通常是成员大会）决定。',
    en: 'On {date} the {body} had no power over “{matter}”: {article}. Bring it before the body that has the power, as a rule the members’ assembly.',
  },
  'assembly.power-not-given': {
    status: 422,
    zh: '{body}于 {date} 无权决定“{matter}”：{rules}（含本社更严格的规定）没有把该事项交给它。',
    en: 'On {date} the {body} had no power over “{matter}”: the rules “{rules}”, with the cooperative’s own, do not give it.',
  },
  'assembly.seat-not-held': {
    status: 422,
    zh: '{name} 在 {date} 并不任职，无法终止：请核对任期和终止日期。',
    en: '{name} does not hold the seat on {date}, so it cannot end then: check the term and the date.',
  },
  'assembly.seat-own-successor': {
    status: 422,
    zh: '{name} 不能接替自己：连任请登记新的选举。',
    en: '{name} cannot succeed themselves: record a new election for a further term.',
  },
  'assembly.seat-term-over': {
    status: 422,
    zh: '{name} 的任期已于 {date} 届满，不能再补选接替：请换届选举。',
    en: 'The term of {name} ended on {date}: nobody can take over the rest of it; hold an election.',
  },
  'assembly.listed-twice': {
    status: 422,
    zh: '{name} 在 {date} 有两个有效席位，每人只能计一次：请先终止其中一个。',
    en: '{name} holds two seats on {date}, and each person counts once: end one of them first.',
  },
  'assembly.group-too-small': {
    status: 422,
    zh: '户组 {group} 只有 {households} 户，不足 {least} 户，不能单独选代表：请与相邻户组合并。',
    en: 'Group {group} has {households} households, fewer than the {least} a representative stands for: join it to a neighbouring group.',
  },
  'assembly.group-seats': {
    status: 422,
    zh: '户组 {group} 共 {households} 户，现有代表 {seats} 人，应为 {least} 至 {most} 人。',
    en: 'Group {group} has {households} households and {seats} representatives; it should have {least} to {most}.',
  },
  'assembly.seat-without-group': {
    status: 422,
    zh: '代表 {name} 所属户组（{group}）不在户组名单中：请先登记户组。',
    en: 'The group ({group}) of representative {name} is not on the list of groups: record the group first.',
  },
  'assembly.too-few-seats': {
    status: 422,
    zh: '代表共 {seats} 人，至少须有 {least} 人。',
    en: 'There are {seats} representatives; there must be at least {least}.',
  },
  'assembly.too-few-women': {
    status: 422,
    zh: '代表中妇女 {women} 人，至少须有 {least} 人。',
    en: '{women} of the representatives are women; there must be at least {least}.',
  },
  'assembly.sex-unknown': {
    status: 422,
    zh: '当日的规定要计算妇女人数，而成员登记簿没有写明{name}的性别：请先登记性别。',
    en: 'The rules of that day count women, and the register does not say the sex of {name}: enter it first.',
  },
  'assembly.by-households-not-allowed': {
    status: 422,
    zh: '当日的议事规则没有按户表决的规定：请填写到会人数。',
    en: 'The rules of that day know no voices of households: give the heads.',
  },
  'assembly.women-not-counted': {
    status: 422,
    zh: '当日的规定要求妇女代表{part}到会：请对照签到表，填写妇女代表的应到和实到人数。',
    en: 'The rules of that day ask for {part} of the women among the representatives: count them on the attendance list, entitled and present.',
  },
  'assembly.women-above-heads': {
    status: 422,
    zh: '妇女应到 {entitled} 人、实到 {present} 人，多于全体人数：请核对签到表。',
    en: '{entitled} women entitled and {present} present are more than there are heads: check the attendance list.',
  },
  'assembly.jurisdiction-unknown': {
    status: 404,
    zh: '没有这一次适用地设定。',
    en: 'There is no such setting of whose law holds.',
  },
  'assembly.not-entitled': {
    status: 422,
    zh: '{person} 不在本次会议的表决人名单中，不能出席表决或代理。',
    en: '{person} is not on this meeting’s list of those entitled and can neither attend, vote nor act as a proxy.',
  },
  'assembly.died-before-meeting': {
    status: 422,
    zh: '{name} 已于 {on} 去世，不在 {meeting} 会议的表决人名单中；委托随之终止。',
    en: '{name} died on {on} and is not on the list of the meeting of {meeting}; a proxy they gave has ended too.',
  },
  'assembly.term-ended': {
    status: 422,
    zh: '{name} 的任期自 {on} 起已届满，不能在 {meeting} 的会议上表决。',
    en: 'The term of {name} was over from {on}: no vote at the meeting of {meeting}.',
  },
  'assembly.term-not-begun': {
    status: 422,
    zh: '{name} 的任期自 {on} 开始，不能在 {meeting} 的会议上表决。',
    en: 'The term of {name} begins on {on}: no vote at the meeting of {meeting}.',
  },
  'assembly.seat-ended': {
    status: 422,
    zh: '{name} 自 {on} 起不再任职（被接替、辞职或罢免），不能在 {meeting} 的会议上表决。',
    en: '{name} no longer holds the seat from {on} (replaced, resigned or removed): no vote at the meeting of {meeting}.',
  },
  'assembly.attends-twice': {
    status: 422,
    zh: '{name} 在签到表中出现两次，每人只能计一次：请删去一行。',
    en: '{name} is on the attendance list twice, and each person counts once: remove one line.',
  },
  'assembly.proxy-though-present': {
    status: 422,
    zh: '{name} 本人已出席，不能同时委托他人：请改为委托出席或删去代理人。',
    en: '{name} attends in person and cannot also be represented: remove the proxy or record attendance by proxy.',
  },
  'assembly.proxies-not-allowed': {
    status: 422,
    zh: '本机构会议不允许委托：{principal} 须本人到场或在线参加。',
    en: 'This body allows no proxies: {principal} must attend on site or online in person.',
  },
  'assembly.proxy-not-present': {
    status: 422,
    zh: '{principal} 的代理人 {proxy} 不在表决人名单中或本人没有到会，委托不能计入。',
    en: '{proxy}, proxy of {principal}, is not entitled or not present in person, so the proxy does not count.',
  },
  'assembly.proxy-outside-household': {
    status: 422,
    zh: '{principal} 只能委托同一户内的成员，{proxy} 不是同户。',
    en: '{principal} may be represented only by somebody of the same household; {proxy} is not.',
  },
  'assembly.proxy-above-limit': {
    status: 422,
    zh: '{proxy} 最多可代理 {most} 人，这是第 {count} 人：请改由他人代理。',
    en: '{proxy} may stand for at most {most} absent persons; this is number {count}: name another proxy.',
  },
  'assembly.vote-closed': {
    status: 409,
    zh: '表决已经结束，{voter} 的票不再计入。',
    en: 'Voting on this motion is closed; the ballot of {voter} comes too late.',
  },
  'assembly.vote-not-present': {
    status: 422,
    zh: '{name} 没有签到出席，也没有委托，不能投票：请先补签到或核对姓名。',
    en: '{name} is neither present nor represented and cannot vote: check the attendance list or the name.',
  },
  'assembly.vote-though-represented': {
    status: 422,
    zh: '{name} 已委托他人出席，本人不能再投票：本人到会的，请先撤销委托。',
    en: '{name} is represented by a proxy and cannot vote in person as well: if they came, revoke the proxy first.',
  },
  'assembly.not-their-proxy': {
    status: 422,
    zh: '{voter} 不是 {principal} 的代理人，不能代其投票。',
    en: '{voter} is not the proxy of {principal} and cannot vote for them.',
  },
  'assembly.voted-twice': {
    status: 409,
    zh: '{name} 已对本议案投票，不能再投。',
    en: '{name} has already voted on this motion.',
  },
  'assembly.proxy-voted-twice': {
    status: 409,
    zh: '{voter} 已代 {principal} 对本议案投票，同一委托人只能投一次。',
    en: '{voter} has already voted on this motion for {principal}; a principal has one vote.',
  },
  'assembly.by-shares-not-allowed': {
    status: 422,
    zh: '该机构实行一人一票，不能按股份表决。',
    en: 'This body votes one person, one vote; a vote by shares is not allowed.',
  },
  'assembly.by-head-not-allowed': {
    status: 422,
    zh: '该机构按股份表决，不能按人头或举手计票。',
    en: 'This body votes by shares; a vote by head or a show of hands is not allowed.',
  },
  'assembly.count-malformed': {
    status: 422,
    zh: '人数必须是不小于零的整数，不能是 {count}。',
    en: 'A number of people is a whole number, zero or more; {count} is not.',
  },
  'assembly.present-above-entitled': {
    status: 422,
    zh: '实到 {present} 人多于应到 {entitled} 人：请核对签到表。',
    en: '{present} present are more than the {entitled} entitled: check the attendance list.',
  },
  'assembly.counts-above-present': {
    status: 422,
    zh: '赞成 {for}、反对 {against}、弃权 {abstain} 合计 {shown}，多于实到 {present} 人：请重新计票。',
    en: '{for} for, {against} against and {abstain} abstained are {shown}, more than the {present} present: count again.',
  },
  'assembly.rules-laxer': {
    status: 422,
    zh: '{body}的{dimension}比{rules}宽松或无法达到：本社只能规定得更严格。',
    en: 'The cooperative’s {dimension} for the {body} is laxer than “{rules}”, or can never be reached: own rules may only be stricter.',
  },
  'assembly.notice-late': {
    status: 422,
    zh: '会议定于 {meeting}，须提前 {days} 日通知（{counting}），最迟 {latest} 发出；{notice} 发出已晚：请推迟会议。',
    en: 'The meeting of {meeting} needs {days} days of notice ({counting}), at the latest on {latest}; {notice} is too late: hold the meeting later.',
  },
  'assembly.motion-not-announced': {
    status: 422,
    zh: '议案“{title}”没有列入会议通知，本次会议不能表决：请重新通知。',
    en: 'The motion “{title}” was not announced in the notice and cannot be voted on at this meeting: give notice of it.',
  },
  'assembly.motion-changed': {
    status: 422,
    zh: '议案“{title}”在通知发出后被改动，不能表决：请恢复原文或重新通知。',
    en: 'The motion “{title}” was changed after the notice and cannot be voted on: restore its wording or give notice again.',
  },
  'assembly.meeting-within-period': {
    status: 422,
    zh: '会议（{meeting}）不能早于 {period} 结束：该期收益尚未确定。',
    en: 'The meeting ({meeting}) cannot be held before {period} is over: its income is not known yet.',
  },
  'notice.before-list': {
    status: 422,
    zh: '公示日 {posted} 早于名单批准之日（{approved}）：名单计算并批准后才能公示。',
    en: 'The notice of {posted} is before its list was approved ({approved}): what hangs has to be calculated and approved first.',
  },
  'notice.awaiting-review': {
    status: 409,
    zh: '{posted} 的公示是迟录的，还没有经另一人复核，不能入账。',
    en: 'The notice of {posted} was entered late and awaits review: nothing can be posted on it.',
  },
  'notice.days-below-law': {
    status: 422,
    zh: '公示至少 {least} 天，不能设为 {days} 天：{law}。',
    en: 'A public notice hangs {least} days at the least and cannot be set to {days}: {law}.',
  },
  'assembly.papers-below-law': {
    status: 422,
    zh: '会议材料至少在会前 {least} 日开放查阅，不能设为 {days} 日：{law}。',
    en: 'Papers lie open {least} days before a meeting at the least; it cannot be set to {days}: {law}.',
  },
  'notice.in-future': {
    status: 422,
    zh: '公示日 {posted} 还没有到（今天是 {today}）：请在张贴之后登记。',
    en: 'The notice day {posted} has not come yet (today is {today}): record it once it hangs.',
  },
  'notice.none': {
    status: 409,
    zh: '这次分红还没有公示。',
    en: 'The run has not been put on public notice.',
  },
  'notice.objection-unknown': {
    status: 404,
    zh: '没有第 {number} 号异议。',
    en: 'There is no objection no. {number}.',
  },
  'notice.objection-settled': {
    status: 409,
    zh: '异议 {number} 已经答复或放行，不能再答复。',
    en: 'Objection {number} was answered or released already.',
  },
  'notice.day-out-of-time': {
    status: 422,
    zh: '日期 {date} 应在提出异议之日（{raised}）至今天（{today}）之间。',
    en: 'The day {date} lies between the objection ({raised}) and today ({today}).',
  },
  'notice.days-malformed': {
    status: 422,
    zh: '公示天数必须是不小于 1 的整数，不能是 {days}。',
    en: 'A public notice lasts a whole number of days, one or more; {days} is not.',
  },
  'notice.not-over': {
    status: 409,
    zh: '公示到 {last} 止（首日不计），{unlock} 起才能入账。',
    en: 'The public notice runs to {last} (its first day does not count); posting unlocks on {unlock}.',
  },
  'notice.objection-open': {
    status: 409,
    zh: '有 {count} 件异议未办结（{numbers}），不能入账：请由监事会答复，或由监事说明理由后放行。',
    en: 'Objections still open: {count} ({numbers}). Nothing can be posted: the supervisors answer them, or one of them releases them with a reason.',
  },
  'notice.objection-too-old': {
    status: 422,
    zh: '{raised} 的异议应于 {last} 以前答复，已经过期：款项已入账，不再凭一人补登。',
    en: 'An objection of {raised} was to be answered by {last}: that is over, the run is posted, and one person puts none on record any more.',
  },
  'notice.objection-out-of-time': {
    status: 422,
    zh: '异议（{raised}）不在受理期内（{posted} 至 {last}）。',
    en: 'The objection ({raised}) is outside the days on which objections are taken ({posted} to {last}).',
  },
  'notice.objections-open': {
    status: 409,
    zh: '这次公示已有 {count} 条以该成员名义提出的异议等待答复：答复以后可以再提。着急请打电话。',
    en: '{count} objections of this member to this notice wait for an answer: once they have it, more are taken. If it cannot wait, call the office.',
  },
  'notice.objections-by-one': {
    status: 409,
    zh: '您以名册以外姓名登记的异议已有 {count} 条等待答复：其余的请由另一人登记，或者写明成员编号。',
    en: '{count} objections that you recorded of people whom only a name tells wait for an answer: let another person record more, or name the member.',
  },
  'notice.release-not-supervisor': {
    status: 403,
    zh: '只有监事可以放行异议 {number}。',
    en: 'Only a supervisor may release objection {number}.',
  },
  'notice.release-without-reason': {
    status: 422,
    zh: '放行异议 {number} 必须写明理由。',
    en: 'Releasing objection {number} needs a reason.',
  },
  'notice.objection-not-open': {
    status: 409,
    zh: '异议 {number} 已答复或已放行，无需再放行。',
    en: 'Objection {number} is not open: it was answered or released.',
  },
} as const satisfies Catalogue;
