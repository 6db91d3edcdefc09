/** Refusals of sign-in, permission, requests and the service itself. */
import type { Catalogue } from './entry.ts';

export const accessErrors = {
  'request.place-twice': {
    status: 400,
    zh: '{field}已写在地址里，不能在内容中再写一次。',
    en: '{field} stands in the address already and cannot be sent a second time.',
  },
  'request.malformed': {
    status: 400,
    zh: '提交的内容无法读取，可能传输不完整：请重新提交；仍然不行，请告诉管理员。',
    en: 'The request cannot be read: its body is not valid JSON or has the wrong form.',
  },
  'request.unsupported-type': {
    status: 415,
    zh: '不支持这种格式的内容：请按页面提示的格式提交。',
    en: 'This content type is not supported: send JSON, or the kind of file that is asked for.',
  },
  'request.too-slow': {
    status: 408,
    zh: '提交的内容迟迟没有传完，连接已断开：请检查网络后重新提交。',
    en: 'What was sent did not arrive in time and the connection was closed: check the network and send it again.',
  },
  'request.too-large': {
    status: 413,
    zh: '提交的内容太大，超过了上限：请分几次提交，或换一个小些的文件。',
    en: 'What was sent is larger than the limit: send it in parts, or a smaller file.',
  },
  'request.too-many-values': {
    status: 413,
    zh: '提交的内容超过了 {most} 项：请分几次提交。',
    en: 'What was sent has more than {most} values: send it in parts.',
  },
  'request.too-many-fields': {
    status: 413,
    zh: '提交的内容中有一组共 {count} 项，最多 {most} 项：请核对。',
    en: 'A group in what was sent has {count} fields, at most {most}: check it.',
  },
  'request.too-many': {
    status: 429,
    zh: '请求太频繁，请稍等一分钟再试。',
    en: 'Too many requests: please wait a minute and try again.',
  },
  'route.unknown': {
    status: 404,
    zh: '没有这个页面：{path}。请核对地址。',
    en: 'There is no such address: {path}. Check it.',
  },
  'setting.unknown': {
    status: 404,
    zh: '没有这项设置提议，请核对。',
    en: 'There is no such proposal of a setting: check it.',
  },
  'setting.answered': {
    status: 409,
    zh: '这项设置提议已经复核或退回。',
    en: 'This proposal of a setting was confirmed or refused already.',
  },
  'setting.confirmed-by-another': {
    status: 403,
    zh: '放宽设置由提议人以外的另一人复核。',
    en: 'What loosens a setting is confirmed by another person than who proposed it.',
  },
  'access.sign-in-required': { status: 401, zh: '请先登录。', en: 'Please sign in first.' },
  'access.sign-in-failed': {
    status: 401,
    zh: '用户名或密码不对。{next}',
    en: 'The user name or the password is wrong. {next}',
  },
  'access.forbidden': {
    status: 403,
    zh: '您没有这个权限：{action}。需要的职责：{roles}。',
    en: 'You may not {action}. Roles that may: {roles}.',
  },
  'access.password-weak': {
    status: 422,
    zh: '密码至少要有 {length} 个字符。',
    en: 'A password needs at least {length} characters.',
  },
  'access.password-kinds': {
    status: 422,
    zh: '密码至少要有 {kinds} 类字符：大写字母、小写字母、数字、其他符号。',
    en: 'A password needs at least {kinds} kinds of characters: capitals, small letters, digits, others.',
  },
  'access.password-common': {
    status: 422,
    zh: '这个密码很容易猜到：常见的密码、含用户名的、重复或连续的字符都不能用。可以用一句自己的话。',
    en: 'This password is easily guessed: one that many have, one with the user name in it, or a row of signs. Take a sentence of your own.',
  },
  'access.pin-short': {
    status: 422,
    zh: '数字密码至少要 {length} 位。',
    en: 'A PIN has {length} digits at least.',
  },
  'access.pin-guessed': {
    status: 422,
    zh: '这组数字容易被猜到：不要用生日、连着的或重复的数字，换一组。',
    en: 'These digits are easily guessed: no birthday, no row, nothing repeated. Choose others.',
  },
  'access.portal-only': {
    status: 409,
    zh: '{name}是凭门户开通码登录的，只能查看自己的事，不能兼任职责：请另设用户。',
    en: '{name} signs in by a code for the portal and sees their own affairs alone: add another user for duties.',
  },
  'access.portal-deceased': {
    status: 422,
    zh: '{name}已登记身故，不能开通门户：继承人经代理查看。',
    en: '{name} is on record as deceased and gets no code: heirs act by a mandate.',
  },
  'access.portal-user-name': {
    status: 409,
    zh: '{name}已经用用户名登录，在门户输入成员编号和原来的密码即可，不需要开通码。',
    en: '{name} signs in by a user name already: the register number and the same password open the portal, without a code.',
  },
  'access.portal-code-wrong': {
    status: 401,
    zh: '编号或开通码不对，或者开通码已经用过、已过期。请照纸上再输一次；还不行，请给办公室打电话。',
    en: 'The number or the code is wrong, or the code was used or has run out. Type it once more as it stands on paper, or call the office.',
  },
  'portal.place-unknown': {
    status: 404,
    zh: '没有找到这个合作社。请扫第一张纸上的二维码，或照那张纸上写的名称输入。',
    en: 'There is no such cooperative. Scan the code on your letter, or type the name as it is written there.',
  },
  'access.password-same': {
    status: 422,
    zh: '新密码不能与原密码相同。',
    en: 'The new password is the old one: choose another.',
  },
  'access.password-expired': {
    status: 403,
    zh: '密码不是您自己设定的，或已满 90 天：请先更改密码。',
    en: 'You did not choose your password yourself, or it is older than 90 days: change it first.',
  },
  'access.sign-in-locked': {
    status: 429,
    zh: '登录失败次数太多：请过 {minutes} 分钟再试。忘记密码，请由理事长和监事重设。',
    en: 'Too many failed sign-ins: try again in {minutes} minutes. If you forgot your password, chair and supervisor renew it.',
  },
  'access.code-needed': {
    status: 401,
    zh: '密码正确，还要输入验证器上的六位数字，或一个恢复码。',
    en: 'The password is right: add the six digits of your authenticator, or a recovery code.',
  },
  'access.code-wrong': {
    status: 401,
    zh: '验证码不对，或者已经用过：请等下一个。',
    en: 'This code is wrong or was used already: wait for the next one.',
  },
  'access.closing-by-supervisor': {
    status: 403,
    zh: '关闭或重新开放合作社由本社监事复核。',
    en: 'A supervisor of the cooperative confirms that it is closed or reopened.',
  },
  'cooperative.closed': {
    status: 409,
    zh: '合作社已经关闭：只能查看；重新开放须由系统管理员提议、监事复核。',
    en: 'The cooperative is closed: everything is read, nothing written, until an administrator proposes and a supervisor confirms that it is reopened.',
  },
  'cooperative.moved': {
    status: 409,
    zh: '合作社已于 {on} 迁往“{destination}”，账册在那里继续，这里只能查看。迁移没有成功、没有在那里开放的，由系统管理员提议重新开放并写明迁移未成，监事复核。',
    en: 'The cooperative moved on to “{destination}” on {on}: its books go on there, and here they are only read. Where the move failed and it was not taken in there, an administrator proposes to reopen it saying so, and a supervisor confirms.',
  },
  'cooperative.not-moved': {
    status: 409,
    zh: '合作社没有迁出，谈不上迁移未成。',
    en: 'The cooperative has not moved on, so no move of it failed.',
  },
  'cooperative.keys-changed': {
    status: 503,
    zh: '合作社迁入时带来的密钥打不开：有人在数据库里改动了它。暂停写入，号码也无从查找；请管理服务器的人按《运行手册》恢复。',
    en: 'The keys that the cooperative came with do not open: somebody changed them in the database. Nothing is written and no number is found until whoever runs the service restores them, as the manual of operation says.',
  },
  'cooperative.told-ahead': {
    status: 503,
    zh: '账簿里有不是由本系统写下的摘要，暂停写入。请系统管理员做一次核对，按《运行手册》处理。',
    en: 'The books hold digests that this program did not write, so nothing is written. Whoever runs the service verifies the books and follows the manual of operation.',
  },
  'cooperative.closed-already': {
    status: 409,
    zh: '合作社已经是这样了。',
    en: 'The cooperative is so already.',
  },
  'access.passkey-needed': {
    status: 401,
    zh: '您有通行密钥：请用它登录，或先出示它。',
    en: 'You have a passkey: sign in with it, or show it first.',
  },
  'access.passkey-wrong': {
    status: 401,
    zh: '通行密钥不对、已经删除，或者等得太久：请重新出示。',
    en: 'This passkey is wrong, was removed, or came too late: show it again.',
  },
  'access.passkey-unknown': {
    status: 404,
    zh: '没有这个通行密钥：可能已经删除。',
    en: 'There is no such passkey: it may have been removed.',
  },
  'access.passkeys-many': {
    status: 409,
    zh: '通行密钥最多 {most} 个：请先删除不用的。',
    en: 'Nobody has more than {most} passkeys: remove one first.',
  },
  'access.tokens-many': {
    status: 409,
    zh: '令牌最多同时有 {most} 个：请先结束不用的。',
    en: 'Nobody has more than {most} tokens at once: end one first.',
  },
  'access.second-factor-needed': {
    status: 403,
    zh: '本社规定办理此事须先出示第二重验证：请输入验证器上的六位数字；还没有验证器的，请先设置。',
    en: 'The cooperative asks for a second factor for this: show a code of your authenticator first, or set one up.',
  },
  'access.token-weighty': {
    status: 422,
    zh: '程序用的令牌不能用来审批、放行、复核或查看完整号码。',
    en: 'A token of a program approves, releases, confirms and unmasks nothing.',
  },
  'access.token-scope': {
    status: 403,
    zh: '这个令牌不包括这件事：{action}。',
    en: 'This token was not made to {action}.',
  },
  'access.token-not-here': {
    status: 403,
    zh: '程序用的令牌只能在其合作社内使用。',
    en: 'A token of a program is good in its cooperative only.',
  },
  'access.token-unknown': {
    status: 404,
    zh: '没有这个令牌，或者已经结束。',
    en: 'There is no such token, or it has ended.',
  },
  'access.session-unknown': {
    status: 404,
    zh: '没有这个登录：可能已经结束。',
    en: 'There is no such sign-in: it may have ended.',
  },
  'access.foreign-origin': {
    status: 403,
    zh: '这个请求来自别的网站，没有办理：请从本站的页面操作。',
    en: 'This request comes from another site and was not carried out: use the pages of this one.',
  },
  'access.duty-without-member': {
    status: 422,
    zh: '{name}（{duties}）没有与名册中的成员关联：年龄、行为能力、席位和亲属关系无从核对；是成员的请先关联，不是成员的请另行核实。',
    en: '{name} ({duties}) is linked to no member of the register: age, capacity, seats and kin are not looked at. Link who is a member; look into who is none.',
  },
  'access.roles-exclude': {
    status: 422,
    zh: '{name}不能同时担任{one}和{other}：{because}。请由另一人担任其中一项。',
    en: '{name} cannot be {one} and {other} at once: {because}. Let another person take one of the two.',
  },
  'access.administrator-apart': {
    status: 422,
    zh: '系统管理员不在合作社内任职，合作社也不授予这一职责：{name}。',
    en: 'A platform administrator holds no role in a cooperative, and no cooperative gives that role: {name}.',
  },
  'access.own-roles': {
    status: 403,
    zh: '任何人不得更改自己的职责：请由另一位有权的人办理。',
    en: 'Nobody changes their own roles: ask another person who may.',
  },
  'access.chair-proposes': {
    status: 409,
    zh: '由理事长提议；只有理事长空缺，或者所提的正是唯一的理事长时，才由监事提议。',
    en: 'The chair proposes this; a supervisor does only where there is no chair but the one it is about.',
  },
  'access.confirmed-by-another': {
    status: 403,
    zh: '提议人和当事人不得自行复核：请由另一位监事复核。',
    en: 'Neither who proposed it nor whom it is about confirms it: another person does.',
  },
  'access.supervisor-confirms': {
    status: 403,
    zh: '由本社监事复核；没有其他监事可以复核时，系统管理员才可协助。',
    en: 'A supervisor of the cooperative confirms this; an administrator helps only where there is no other supervisor.',
  },
  'access.entry-by-supervisor': {
    status: 403,
    zh: '允许系统管理员进入，只能由本社监事复核。',
    en: 'Only a supervisor of the cooperative lets an administrator in.',
  },
  'access.reset-reaches-further': {
    status: 403,
    zh: '此人还在其他合作社任职，重设登录由系统管理员复核。',
    en: 'This person has a part in other cooperatives too: an administrator confirms that their sign-in is renewed.',
  },
  'access.supervisor-suspended': {
    status: 403,
    zh: '监事只能由另一位监事或系统管理员停用。',
    en: 'Only another supervisor or an administrator suspends a supervisor.',
  },
  'access.founders-missing': {
    status: 422,
    zh: '设立合作社至少要写明 {count} 人，其中有理事长和监事。',
    en: 'A cooperative begins with at least {count} named people, a chair and a supervisor among them.',
  },
  'access.person-twice': {
    status: 422,
    zh: '“{userName}”写了两次：一人只写一次，职责写在一起。',
    en: '"{userName}" is named twice: name each person once, with all their roles.',
  },
  'access.proposal-unknown': {
    status: 404,
    zh: '没有这项提议：请从列表中选取。',
    en: 'There is no such proposal: take one from the list.',
  },
  'access.proposal-answered': {
    status: 409,
    zh: '这项提议已经复核或退回，不能再次处理。',
    en: 'This proposal was confirmed or refused already.',
  },
  'access.proposal-stale': {
    status: 409,
    zh: '提议之后情况已有变化：请退回这项提议，按现在的情况重新提议。',
    en: 'What the proposal started from has changed since: refuse it and propose again.',
  },
  'access.mandate-of-oneself': {
    status: 422,
    zh: '此人就是这名成员，无须代理自己。',
    en: 'This person is the member: nobody acts for themselves by a mandate.',
  },
  'access.mandate-days': {
    status: 422,
    zh: '代理的截止日期不得早于起始日期，也不得早于今天。',
    en: 'A mandate ends no earlier than it begins, and not before today.',
  },
  'access.mandate-heir-of-living': {
    status: 422,
    zh: '这名成员没有登记去世：去世登记以后才能以继承人身份代理。',
    en: 'The register does not have this member as deceased: an heir acts only after the death is recorded.',
  },
  'access.mandate-for-deceased': {
    status: 422,
    zh: '这名成员已经去世：只有继承人可以代理。',
    en: 'This member is deceased: only an heir may act for them.',
  },
  'access.mandate-unknown': {
    status: 404,
    zh: '没有这项代理，或者与您无关：请从列表中选取。',
    en: 'There is no such mandate, or it is none of yours: take one from the list.',
  },
  'access.mandate-ended': {
    status: 409,
    zh: '这项代理已经结束。',
    en: 'This mandate has ended already.',
  },
  'access.not-suspended': {
    status: 409,
    zh: '此人没有被停用。',
    en: 'This person is not suspended.',
  },
  'access.entry-too-long': {
    status: 422,
    zh: '允许系统管理员进入的时间须在今后 {days} 天之内。',
    en: 'An administrator is let in until a moment within the next {days} days.',
  },
  'access.not-administrator': {
    status: 422,
    zh: '只有系统管理员才需要被允许进入。',
    en: 'Only a platform administrator is let in for a time.',
  },
  'access.invitation-invalid': {
    status: 401,
    zh: '邀请码不对、已经用过或已过期：请核对两段邀请码，或请理事长和监事重新发出。',
    en: 'This invitation is wrong, was used, or has run out: check both halves of its code, or ask chair and supervisor for a new one.',
  },
  'user.name-taken': {
    status: 409,
    zh: '用户名“{userName}”已经有人使用。',
    en: 'The user name "{userName}" is already taken.',
  },
  'user.unknown': {
    status: 404,
    zh: '没有这个用户：请从用户列表中选取。',
    en: 'There is no such user: take one from the list.',
  },
  'sample.there': {
    status: 409,
    zh: '样例合作社已经有了：请用其中一人的登录名和当时定的口令登录。',
    en: 'The sample cooperative is there already: sign in as one of its people, with the password chosen then.',
  },
  'sample.missing': {
    status: 409,
    zh: '这套安装没有带样例。',
    en: 'This installation came without a sample.',
  },
  'cooperative.unknown': {
    status: 404,
    zh: '没有这个合作社，或者您与它无关。',
    en: 'There is no such cooperative, or you have no part in it.',
  },
  'idempotency.malformed': {
    status: 400,
    zh: '请求标识 Idempotency-Key 必须是 8 到 100 个字母、数字或 . _ : -。',
    en: 'An Idempotency-Key has 8 to 100 letters, digits or . _ : -.',
  },
  'idempotency.other-content': {
    status: 409,
    zh: '这个请求标识（Idempotency-Key）已用于另一内容的请求：请换一个新的标识。',
    en: 'This Idempotency-Key was already used for a request with other content: use a new key.',
  },
  'request.version-malformed': {
    status: 400,
    zh: '请求所带的版本必须是读取时答复的版本，如 "128"。',
    en: 'If-Match takes the ETag of the answer that was read, such as "128".',
  },
  'record.changed-since': {
    status: 412,
    zh: '{by}在 {at} 已办理“{did}”，您看到的不是最新内容，没有写入：请先看改了什么，再决定用谁的。',
    en: '{by} has done “{did}” at {at} since you looked, and nothing was written: look at what changed, then choose whose to keep.',
  },
  'record.conflict': {
    status: 409,
    zh: '这项内容与已有的记录重复或矛盾，没有写入：请刷新页面，核对后再试。',
    en: 'This repeats or contradicts a record that exists, and was not written: refresh, check and try again.',
  },
  'record.unknown-reference': {
    status: 422,
    zh: '所指的一项记录不存在，没有写入任何内容：请从列表中选取，不要手工填写编号。',
    en: 'A record that is referred to does not exist; nothing was written: take it from a list instead of typing its identifier.',
  },
  'service.unavailable': {
    status: 503,
    zh: '数据库暂时不可用，没有写入任何内容。请稍后重试。',
    en: 'The database is not available at the moment; nothing was written. Please try again shortly.',
  },
  'service.busy': {
    status: 503,
    zh: '现在办理的人太多，没有写入任何内容：请稍等片刻再试。',
    en: 'Too much is under way at the moment; nothing was written. Please try again in a few seconds.',
  },
  'service.outcome-unknown': {
    status: 503,
    zh: '保存时连接断开，不能确定是否已经写入：请先刷新查看。用同一个请求标识（Idempotency-Key）重试，不会重复写入。',
    en: 'The connection to the database was lost while writing, so it is not certain whether it was written. Look first, or repeat with the same Idempotency-Key: it will not be written twice.',
  },
  'service.clock-jumped': {
    status: 503,
    zh: '服务器的时钟显示 {now}，而上次运行时是 {last}，相差太远，暂停一切写入。请把时钟调准；如日期确实无误，请管理员和理事长（或监事长）两人登录后在页面上方确认日期。',
    en: 'The clock of the server says {now}, and when it last ran it was {last}: too far apart, so nothing is written. Set the clock right; if the day is right, the administrator and the chair (or the supervisor) both confirm it at the top of the screen.',
  },
  'clock.not-jumped': {
    status: 409,
    zh: '服务器的日期没有异常，不需要确认。',
    en: 'Nothing is wrong with the day of the server: there is nothing to confirm.',
  },
  'clock.day-differs': {
    status: 422,
    zh: '您填的是 {day}，服务器的日期是 {today}：请看日历核对。如果是服务器错了，请管理员把时钟调准，不要确认。',
    en: 'You say {day}, the server says {today}: look at a calendar. If the server is wrong, have its clock set right instead of confirming.',
  },
  'clock.same-person': {
    status: 403,
    zh: '您已经确认过：还需要另一人确认。',
    en: 'You have confirmed it: another person has to as well.',
  },
  'clock.administrator-missing': {
    status: 403,
    zh: '两人中须有一人是平台管理员：请管理员登录确认。',
    en: 'One of the two is the platform’s administrator: ask the administrator to confirm.',
  },
  'service.failed': {
    status: 500,
    zh: '系统出错，没有写入任何内容。请把编号 {reference} 告诉管理员。',
    en: 'Something failed inside the service; nothing was written. Tell the administrator this reference: {reference}.',
  },
} as const satisfies Catalogue;
