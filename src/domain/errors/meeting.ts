/** Refusals of meetings: their life from notice to closing, and what is entered while they go on. */
import type { Catalogue } from './entry.ts';

export const meetingErrors = {
  'meeting.unknown': { status: 404, zh: '没有这次会议。', en: 'There is no such meeting.' },
  'meeting.wrong-state': {
    status: 409,
    zh: '会议目前“{state}”，不能{wish}。',
    en: 'The meeting is {state} and cannot be {wish}.',
  },
  'meeting.reserved-as-other': {
    status: 422,
    zh: '“{title}”涉及“{word}”，不能作为“{kind}”表决：{law}。请选择相应的类别。',
    en: '“{title}” names “{word}” and is not voted on as “{kind}”: {law}. Choose the matter that it is.',
  },
  'meeting.another-matter': {
    status: 422,
    zh: '“{title}”属于“{matter}”，不能列为“{kind}”：{law}。请选择相应的类别。',
    en: '“{title}” is a matter of “{matter}” and is not put under “{kind}” ({law}). Choose the matter that it is.',
  },
  'meeting.reserved-as-another': {
    status: 422,
    zh: '“{title}”属于“{matter}”，{body}无权决定，不能列为“{kind}”：{law}。',
    en: '“{title}” is a matter of “{matter}”, on which the {body} does not decide, and is not put under “{kind}” ({law}).',
  },
  'meeting.other-undeclared': {
    status: 422,
    zh: '“{title}”列为其他事项，请声明它不属于法律规定由成员大会决定的事项：{law}。',
    en: '“{title}” is put under other matters: declare that it is none of those the law reserves ({law}).',
  },
  'meeting.run-above-plan': {
    status: 422,
    zh: '{period} 的分红 {run} 元超过同一议程上分配方案可分给成员的 {plan} 元：请先改一致。',
    en: 'The dividend of {period} ({run} yuan) is above what the plan on the same agenda gives members ({plan} yuan): make them agree first.',
  },
  'meeting.schemes-of-one-class': {
    status: 422,
    zh: '“{title}”与“{other}”都规定股种 {shareClass} 的配股，同一议程只能表决一个：比较请用方案对比。',
    en: '“{title}” and “{other}” both allot class {shareClass}; one agenda votes on one of them. Compare them in the papers instead.',
  },
  'meeting.subject-elsewhere': {
    status: 409,
    zh: '这一事项已列入 {date} 的“{title}”：请先撤回那次会议的通知。',
    en: 'This is on the agenda of “{title}” on {date}: withdraw that notice first.',
  },
  'meeting.subject-called': {
    status: 409,
    zh: '这一事项已列入 {date} 的“{title}”，由那次会议表决：收回会议通知以后，才能改动或撤回。',
    en: 'This is on the agenda of “{title}” on {date} and is for that meeting to decide: it is changed or withdrawn once that notice is taken back.',
  },
  'meeting.subject-twice': {
    status: 422,
    zh: '“{title}”与“{other}”表决的是同一件事。',
    en: '“{title}” and “{other}” are votes on the same thing.',
  },
  'meeting.plan-and-repeal': {
    status: 422,
    zh: '“{title}”废止的正是同一议程上要通过的分配方案。',
    en: '“{title}” repeals the very plan that the same agenda would adopt.',
  },
  'meeting.motions-exclude': {
    status: 422,
    zh: '“{title}”与“{other}”不能同时成立：都决定{of}。同一议程只能表决一个。',
    en: '“{title}” and “{other}” cannot both be carried: both settle {of}. One agenda votes on one of them.',
  },
  'meeting.study-missing': {
    status: 422,
    zh: '“{title}”应先经党组织研究讨论，议程没有写明日期：{law}。',
    en: '“{title}” is first studied by the party organisation, and the agenda names no day: {law}.',
  },
  'meeting.study-after-notice': {
    status: 422,
    zh: '党组织研究讨论的日期 {study} 晚于会议通知 {notice}：{law}。',
    en: 'The party organisation’s study of {study} is later than the notice of {notice}: {law}.',
  },
  'meeting.study-long-ago': {
    status: 422,
    zh: '党组织研究讨论的日期 {study} 早于会议通知 {notice} 超过 {days} 天：请写本次会议事项的研究日期。',
    en: 'The party organisation’s study of {study} lies more than {days} days before the notice of {notice}: name the day on which these matters were studied.',
  },
  'meeting.study-of-one': {
    status: 403,
    zh: '会议通知由您发出，党组织于 {study} 研究讨论也只有您说过：请由另一人核对后闭会。',
    en: 'You gave the notice, and that the party organisation studied the matters on {study} only you have said: another person compares it and closes the meeting.',
  },
  'meeting.no-minutes-wait': {
    status: 409,
    zh: '{title}没有待复核的会议记录。',
    en: 'No minutes of {title} wait for another person.',
  },
  'meeting.minutes-written-since': {
    status: 409,
    zh: '您看的不是最后一稿：{title}的会议记录此后又写过，请重新打开核对。',
    en: 'That is not what was written last: the minutes of {title} were written again since. Open them and compare anew.',
  },
  'meeting.proposer-unnamed': {
    status: 422,
    zh: '“{title}”没有写明由谁提出。',
    en: 'Nobody is named as having brought “{title}”.',
  },
  'meeting.nothing-waits': {
    status: 422,
    zh: '{period} 没有待表决的收益分配方案或已计算的分红：请先编制方案或计算分红，或另行草拟会议。',
    en: 'No plan and no calculated dividend of {period} waits for a decision: draw one up first, or draft the meeting by itself.',
  },
  'meeting.place-needed': {
    status: 422,
    zh: '没有以前的大会可以照用：请写明开会地点。',
    en: 'There was no assembly before to follow: say where it is held.',
  },
  'meeting.nothing-to-carry-out': {
    status: 409,
    zh: '“{title}”没有待通过的收益分配方案，也没有待批准的分红。',
    en: '“{title}” leaves no plan to be adopted and no dividend to be approved.',
  },
  'meeting.no-motions': {
    status: 422,
    zh: '“{title}”没有议案：会议通知须写明议案。',
    en: '“{title}” has no motions: a notice says what is to be decided.',
  },
  'meeting.day-in-future': {
    status: 422,
    zh: '{date} 还没有到（今天是 {today}）：请在通知发出、材料开放之后登记。',
    en: '{date} has not come yet (today is {today}): record the notice and the papers once they are out.',
  },
  'meeting.papers-late': {
    status: 422,
    zh: '会议材料应在会前 {days} 日开放查阅，{meeting} 的会议最迟为 {latest}；{open} 已晚：请推迟会议。',
    en: 'Papers lie open {days} days before a meeting; for {meeting} that is {latest} at the latest, and {open} is too late: hold the meeting later.',
  },
  'meeting.convened-already': {
    status: 409,
    zh: '“{title}”的通知已经发出，时间、地点和议案不能再改：请先收回通知，改后重新通知。',
    en: 'The notice of “{title}” is out: day, hour, place and motions stay. Take the notice back, change, and give notice anew.',
  },
  'meeting.about-another-matter': {
    status: 422,
    zh: '议案“{title}”的类别与所附的方案或分红不符：请改正类别，或另选所附事项。',
    en: 'The kind of the motion “{title}” does not fit the scheme or run it is about: correct one of them.',
  },
  'meeting.run-not-calculated': {
    status: 422,
    zh: '分红第 {number} 号还没有计算，不能提交表决：请先计算。',
    en: 'Run no. {number} is not calculated yet and cannot be put to the vote: calculate it first.',
  },
  'meeting.not-yet': {
    status: 422,
    zh: '会议定于 {date}，今天是 {today}，还不能开会。',
    en: 'The meeting is on {date}; today is {today}, so it cannot be opened yet.',
  },
  'meeting.nobody-entitled': {
    status: 422,
    zh: '{date} 没有人有表决权：请先登记选举结果或成员。',
    en: 'Nobody is entitled to vote on {date}: record the election or the members first.',
  },
  'meeting.motion-unknown': {
    status: 404,
    zh: '会议没有第 {number} 号议案。',
    en: 'The meeting has no motion no. {number}.',
  },
  'meeting.only-heard': {
    status: 422,
    zh: '“{title}”只作听取，不表决。',
    en: '“{title}” is only to be heard; nothing is voted on.',
  },
  'meeting.counted-twice': {
    status: 409,
    zh: '“{title}”既有举手计票又有逐人票，只能用一种：请先作废其中一种。',
    en: '“{title}” has both a show of hands and ballots: use one of them.',
  },
  'meeting.no-hands': {
    status: 409,
    zh: '“{title}”没有举手计票，无可作废。',
    en: 'No hands were counted on “{title}”: there is nothing to take back.',
  },
  'meeting.hands-by-shares': {
    status: 422,
    zh: '“{title}”按股份表决，举手不能计股：请逐人计票。',
    en: '“{title}” is voted by shares, which hands cannot show: enter ballots by name.',
  },
  'meeting.secret': {
    status: 409,
    zh: '“{title}”是无记名投票，不记姓名：请本人在手机上投，或在会场投纸票后登记票数。',
    en: '“{title}” is a secret ballot and takes no names: people vote by their own phone, or on paper in the room, which is counted.',
  },
  'meeting.not-secret': {
    status: 409,
    zh: '“{title}”不是无记名投票：请按记名表决。',
    en: '“{title}” is no secret ballot: vote on it by name.',
  },
  'meeting.secret-by-paper': {
    status: 409,
    zh: '“{title}”是无记名投票：在会场的人投纸票，用手机参加的人才用手机投。',
    en: '“{title}” is a secret ballot: whoever is in the room votes on paper; phones vote for those who joined by phone.',
  },
  'meeting.votes-on-paper': {
    status: 409,
    zh: '您已登记为在会场，或由在会场的人代理；“{title}”是无记名投票，在会场投纸票，不能再用手机参加。要改用手机，请先找登记到会的人改。',
    en: 'You are entered as in the room, or as represented by somebody there, and “{title}” is a secret ballot, voted on paper in the room: you cannot join by phone as well. To vote by phone, have whoever keeps the list of those present change it first.',
  },
  'meeting.papers-above-room': {
    status: 422,
    zh: '“{title}”纸票 {papers} 张，多于会场里的 {room} 人：用手机参加的人不投纸票。',
    en: '“{title}” has {papers} papers and {room} people in the room: those who joined by phone hand in none.',
  },
  'meeting.box-differs': {
    status: 409,
    zh: '“{title}”票箱里有 {found} 票，交票的有 {due} 人，不能计票：请先核验账册。',
    en: '“{title}” has {found} ballots in the box and {due} people who handed one in: it cannot be counted. Verify the books first.',
  },
  'meeting.not-voted': {
    status: 409,
    zh: '“{title}”还没有表决结果：请先录入票数再闭会。',
    en: '“{title}” has not been voted on yet: enter the votes before closing.',
  },
  'meeting.signed-in-themself': {
    status: 403,
    zh: '{name} 已自行在线签到：由本人表决，他人不能登记其缺席或委托，也不能代录其表决。',
    en: '{name} signed in online themself and votes themself: nobody else enters them as absent or represented, or writes their vote down.',
  },
  'meeting.voted': {
    status: 409,
    zh: '这次会议已经表决，不能取消：请由另一人核对后闭会。误录的表决撤回或划去以后，请重新登记。',
    en: 'This meeting has voted and is not cancelled: another person closes it. A vote that was entered by mistake is taken out and entered anew.',
  },
  'meeting.closed-by-recorder': {
    status: 403,
    zh: '这次会议的出席或表决由您录入，须由另一人核对后闭会。',
    en: 'You entered who came to this meeting or how they voted: another person closes it.',
  },
  'meeting.nobody-entered': {
    status: 409,
    zh: '还没有登记任何人到会，闭会就是流会，此后不得补记：请先录入出席；确实无人到会的，请注明流会。',
    en: 'Nobody is entered as present, and closing is for good: enter who came, or say lapsed: true where nobody did.',
  },
  'meeting.not-convened': {
    status: 409,
    zh: '“{title}”还没有发出通知，没有可以印制的材料。',
    en: 'The notice of “{title}” is not out yet: there are no papers to print.',
  },
  'meeting.not-closed': {
    status: 409,
    zh: '会议还没有闭会，没有可以重新计票的结果。',
    en: 'The meeting is not closed: there is no result to recount yet.',
  },
  'meeting.ballot-unknown': { status: 404, zh: '没有这张票。', en: 'There is no such ballot.' },
  'meeting.ballot-struck': {
    status: 409,
    zh: '这张票已经作废：{reason}',
    en: 'This ballot was struck out already: {reason}',
  },
  'meeting.ballot-is-the-voters': {
    status: 403,
    zh: '这张票由代表本人投出，记录人不能作废。',
    en: 'This ballot was given in by the voter; the recorder cannot strike it out.',
  },
  'meeting.user-is-no-member': {
    status: 403,
    zh: '您的登录名还没有关联到名册中的成员，不能投票：请联系管理员。',
    en: 'Your sign-in is not linked to a member of the register, so you cannot vote: ask the chair to link it.',
  },
} as const satisfies Catalogue;
