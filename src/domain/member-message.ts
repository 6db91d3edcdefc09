/**
 * What a member is told in writing when something happens that concerns them: in whole sentences of both languages, kept as they were
 * told. What goes out as a text message says less: what it is about and where it stands, never an amount, an account or a reason, because
 * nobody knows who holds the telephone. Product: Portal.
 */
import { writtenDate, type LocalDate, type Period } from './calendar.ts';
import type { Language, Sentence, Words } from './language.ts';
import type { Money } from './money.ts';
import type { OrderKind } from './payment-order.ts';

export const messageKinds = [
  'payout-sent',
  'payout-returned',
  'payout-refused',
  'payout-arrived',
  'paid-in-cash',
  'cash-struck',
  'telephone-changed',
  'account-changed',
  'mandate-given',
  'mandate-ended',
  'portal-code-made',
  'pin-chosen',
  'meeting-called',
  'meeting-off',
  'notice-hung',
  'notice-withdrawn',
  'objection-settled',
  'seat-ended',
] as const;
export type MessageKind = (typeof messageKinds)[number];

export const messageKindWords: Words<MessageKind> = {
  'payout-sent': { zh: '有一笔钱已交银行', en: 'Money is on its way to you' },
  'payout-returned': { zh: '银行退回了一笔钱', en: 'The bank sent money back' },
  'payout-refused': {
    zh: '银行没有受理，办公室会再发',
    en: 'The bank took no payment, and it is sent again',
  },
  'payout-arrived': { zh: '那笔钱没有退回', en: 'That money did not come back' },
  'paid-in-cash': { zh: '登记了现金发放', en: 'Cash was handed out to you' },
  'cash-struck': { zh: '登记的现金已冲销', en: 'Cash on record is struck off' },
  'telephone-changed': { zh: '您登记的电话有改动', en: 'Your telephone on record is changed' },
  'account-changed': { zh: '您登记的收款账号有改动', en: 'Your bank account on record is changed' },
  'mandate-given': { zh: '有人可以替您查看了', en: 'Somebody may look for you now' },
  'mandate-ended': { zh: '替您查看的代理结束了', en: 'Somebody looks for you no more' },
  'portal-code-made': { zh: '为您做了门户开通码', en: 'A code for the portal was made for you' },
  'pin-chosen': { zh: '您的门户密码重新定了', en: 'Your PIN for the portal was chosen anew' },
  'meeting-called': { zh: '召开会议', en: 'A meeting is called' },
  'meeting-off': { zh: '原定的会议不开了', en: 'A meeting is not held as called' },
  'notice-hung': { zh: '分红名单公示了', en: 'The list of a dividend hangs' },
  'notice-withdrawn': { zh: '分红公示撤回了，不作数', en: 'The list of a dividend is withdrawn' },
  'objection-settled': { zh: '您的异议有了答复', en: 'Your objection is answered' },
  'seat-ended': { zh: '您的席位已终止', en: 'Your seat has ended' },
};

export type MemberMessage =
  | {
      readonly kind: 'payout-sent';
      readonly of: OrderKind;
      readonly amount: Money;
      readonly payOn: LocalDate;
      readonly bank: string | null;
      readonly accountMasked: string;
    }
  | {
      readonly kind: 'payout-returned';
      readonly of: OrderKind;
      readonly amount: Money;
      readonly reason: string | null;
    }
  | {
      /** The whole file: nothing of it was tried, and nobody's account is meant. */
      readonly kind: 'payout-refused';
      readonly of: OrderKind;
      readonly amount: Money;
    }
  | {
      readonly kind: 'payout-arrived';
      readonly of: OrderKind;
      readonly amount: Money;
      readonly accountMasked: string;
    }
  | {
      readonly kind: 'paid-in-cash';
      readonly of: OrderKind;
      readonly amount: Money;
      readonly on: LocalDate;
      /** Who signed for it, where it was somebody else. */
      readonly proxy: string | null;
    }
  | {
      readonly kind: 'cash-struck';
      readonly of: OrderKind;
      /** Handed out by the office, or brought back to it. */
      readonly direction: 'paid' | 'received';
      readonly amount: Money;
      readonly on: LocalDate;
      readonly reason: string;
    }
  | {
      readonly kind: 'telephone-changed';
      readonly before: string;
      readonly after: string | null;
    }
  | {
      readonly kind: 'account-changed';
      readonly before: string;
      /** Null: taken off. Another waits until a second person has looked at it. */
      readonly after: string | null;
    }
  | {
      readonly kind: 'mandate-given';
      readonly person: string;
      readonly ground: Sentence;
      readonly from: LocalDate;
      readonly until: LocalDate;
    }
  | {
      readonly kind: 'mandate-ended';
      readonly person: string;
      readonly by: keyof typeof enders;
    }
  | {
      readonly kind: 'portal-code-made';
      /** They had a PIN before, which is worth nothing now. */
      readonly isAnew: boolean;
      readonly useBy: LocalDate;
    }
  | { readonly kind: 'pin-chosen'; readonly on: LocalDate }
  | {
      readonly kind: 'meeting-called';
      readonly title: string;
      readonly heldOn: LocalDate;
      readonly time: string;
      readonly place: string;
    }
  | {
      readonly kind: 'meeting-off';
      readonly title: string;
      readonly heldOn: LocalDate;
      /** For good; else its notice was taken back, and it may be called again. */
      readonly isCancelled: boolean;
      readonly reason: string;
    }
  | {
      readonly kind: 'notice-hung';
      readonly period: Period;
      readonly postedOn: LocalDate;
      readonly lastDay: LocalDate;
      readonly objectionsUntil: LocalDate;
    }
  | {
      readonly kind: 'seat-ended';
      /** Of which body, and how it ended, in the words of papers. */
      readonly body: Sentence;
      readonly how: Sentence;
      readonly on: LocalDate;
      readonly reason: string;
    }
  | {
      readonly kind: 'notice-withdrawn';
      readonly period: Period;
      readonly postedOn: LocalDate;
      readonly reason: string;
    }
  | {
      readonly kind: 'objection-settled';
      readonly number: number;
      /** Settled without an answer to what it said: the dividend goes on as it is. */
      readonly isReleased: boolean;
      readonly answer: string;
    };

/** Who ends a mandate while the member lives, as it is said to the member. */
const enders = {
  member: { zh: '您本人', en: 'yourself' },
  mandatary: { zh: '代理人', en: 'whoever acted' },
  office: { zh: '办公室两人', en: 'two of the office' },
} as const satisfies Record<string, Sentence>;

const moneyWords: Words<OrderKind> = {
  payout: { zh: '分红', en: 'dividend' },
  pension: { zh: '养老金', en: 'pension' },
};

const english = (day: LocalDate): string => writtenDate('en', day);
const chinese = ({ year, month, day }: LocalDate): string => `${year}年${month}月${day}日`;

/** The unit never begins a line by itself. */
const yuan = (amount: Money): string => `${amount.toGrouped()}\u00a0元`;

/** The sentences as they are kept. */
export function messageText(message: MemberMessage): Sentence {
  switch (message.kind) {
    case 'payout-sent': {
      const { of, amount, payOn, bank, accountMasked } = message;
      const [zh, en] = [`（${bank ?? ''}）`, ` (${bank ?? ''})`];
      return {
        zh: `您的${moneyWords[of].zh} ${yuan(amount)}已交银行，预计${chinese(payOn)}到账户 ${accountMasked}${bank === null ? '' : zh}。`,
        en: `Your ${moneyWords[of].en} of ¥${amount.toGrouped()} is with the bank: due on ${english(payOn)} in account ${accountMasked}${bank === null ? '' : en}.`,
      };
    }
    case 'payout-returned': {
      const { of, amount, reason } = message;
      return {
        zh: `银行退回了您的${moneyWords[of].zh} ${yuan(amount)}${reason === null ? '' : `，原因：${reason}`}。钱还在合作社，不会丢。请带银行卡和身份证到办公室，或打电话，核对账号。`,
        en: `The bank sent back your ${moneyWords[of].en} of ¥${amount.toGrouped()}${reason === null ? '' : `: ${reason}`}. The money is safe with the cooperative. Bring your bank card and your ID to the office, or call, to check the account.`,
      };
    }
    case 'payout-refused': {
      const { of, amount } = message;
      return {
        zh: `银行没有受理这一批付款，您的${moneyWords[of].zh} ${yuan(amount)}还没有付。不是您的账号有问题，您不用办什么：办公室会再发，到时候再告诉您。钱还在合作社，不会丢。`,
        en: `The bank did not take this file of payments, and your ${moneyWords[of].en} of ¥${amount.toGrouped()} is not paid yet. Nothing is wrong with your account, and there is nothing for you to do: the office sends it again, and you are told. The money is safe with the cooperative.`,
      };
    }
    case 'payout-arrived': {
      const { of, amount, accountMasked } = message;
      return {
        zh: `先前说银行退回了您的${moneyWords[of].zh} ${yuan(amount)}，那是弄错了：两人对照银行对账单核对，这笔钱已付到账户 ${accountMasked}。没有收到的，请与办公室联系。`,
        en: `It was a mistake that the bank sent back your ${moneyWords[of].en} of ¥${amount.toGrouped()}: two people compared the bank statement, and it was paid into account ${accountMasked}. If it is not there, please call the office.`,
      };
    }
    case 'paid-in-cash': {
      const { of, amount, on, proxy } = message;
      const [zh, en] = proxy === null ? ['', ''] : [`，由${proxy}代领`, `, to ${proxy} for you`];
      return {
        zh: `您的${moneyWords[of].zh} ${yuan(amount)}登记为${chinese(on)}现金发放${zh}。没有收到的，请告诉办公室或监事会。`,
        en: `Your ${moneyWords[of].en} of ¥${amount.toGrouped()} is on record as handed out in cash on ${english(on)}${en}. If you did not get it, tell the office or the supervisors.`,
      };
    }
    case 'cash-struck': {
      const { of, amount, on, reason } = message;
      const as = {
        paid: { zh: '现金发放', en: 'as handed out' },
        received: { zh: '收回现金', en: 'as paid back by you' },
      }[message.direction];
      return {
        zh: `您的${moneyWords[of].zh} ${yuan(amount)}原登记为${chinese(on)}${as.zh}，现已冲销，原因：${reason}。与您所知不符的，请告诉办公室或监事会。`,
        en: `Your ${moneyWords[of].en} of ¥${amount.toGrouped()}, on record ${as.en} in cash on ${english(on)}, is struck off: ${reason}. If that is not what you know, tell the office or the supervisors.`,
      };
    }
    case 'telephone-changed': {
      const { before, after } = message;
      return {
        zh: `您登记的电话由 ${before} ${after === null ? '改为没有' : `改为 ${after}`}。不是您要求的，请告诉办公室或监事会。`,
        en: `Your telephone on record, ${before}, is ${after === null ? 'taken off' : `${after} now`}. If you did not ask for it, tell the office or the supervisors.`,
      };
    }
    case 'account-changed': {
      const { before, after } = message;
      return {
        zh: `您登记的收款账号 ${before} ${after === null ? '已删去' : `将改为 ${after}，另一人复核后生效`}。不是您要求的，请告诉办公室或监事会。`,
        en: `Your bank account on record, ${before}, is ${after === null ? 'taken off' : `to be ${after}, once a second person has looked at it`}. If you did not ask for it, tell the office or the supervisors.`,
      };
    }
    case 'mandate-given': {
      const { person, ground, from, until } = message;
      return {
        zh: `办公室两人登记：${person}（${ground.zh}）从${chinese(from)}到${chinese(until)}（含当天）可以在门户里看您的资料、股份和钱，不能替您投票、提异议、领钱。不是您同意的，请在“家人代理”里结束，或告诉办公室或监事会。`,
        en: `Two of the office entered that ${person} (${ground.en}) may look at your details, shares and money in the portal from ${english(from)} until ${english(until)}, that day included; not vote, object or be paid for you. If you did not agree, end it under “Family”, or tell the office or the supervisors.`,
      };
    }
    case 'mandate-ended': {
      const { person, by } = message;
      return {
        zh: `${person}替您查看的代理结束了，由${enders[by].zh}结束。与您所知不符的，请告诉办公室或监事会。`,
        en: `${person} looks for you no more; it was ended by ${enders[by].en}. If that is not what you know, tell the office or the supervisors.`,
      };
    }
    case 'portal-code-made': {
      const { isAnew, useBy } = message;
      const [zh, en] = isAnew
        ? ['您原来的密码和登录着的手机已经停用。', ' The PIN and the sign-ins you had are worth nothing now.']
        : ['', ''];
      return {
        zh: `办公室两人为您做了门户开通码，分在两张纸上，到${chinese(useBy)}（含当天）为止，谁拿着两张纸就可以定您的密码。${zh}不是您要的，或者纸没有到您手里，请告诉办公室或监事会。`,
        en: `Two of the office made a code for the portal for you, on two slips of paper: until ${english(useBy)}, that day included, whoever holds both may choose your PIN.${en} If you did not ask for it, or the slips did not reach you, tell the office or the supervisors.`,
      };
    }
    case 'pin-chosen': {
      const { on } = message;
      return {
        zh: `${chinese(on)}有人用两张纸上的开通码定了您的门户密码。不是您自己定的，请马上告诉办公室或监事会。`,
        en: `On ${english(on)} your PIN for the portal was chosen with the code of the two slips. If it was not you, tell the office or the supervisors at once.`,
      };
    }
    case 'meeting-called': {
      const { title, heldOn, time, place } = message;
      return {
        zh: `${title}定于${chinese(heldOn)} ${time} 在${place}召开，请您参加。议案在“会议和表决”里。`,
        en: `${title} is held on ${english(heldOn)} at ${time}, ${place}. Please come; what is decided stands under “Meetings and votes”.`,
      };
    }
    case 'meeting-off': {
      const { title, heldOn, isCancelled, reason } = message;
      const [zh, en] = isCancelled
        ? ['取消了', 'is called off']
        : ['通知撤回了，那天不开', 'is not held on that day'];
      return {
        zh: `原定${chinese(heldOn)}的${title}${zh}。为什么：${reason}。再开会，会另外通知您。`,
        en: `${title}, called for ${english(heldOn)}, ${en}. Why: ${reason}. If there is another, you are told.`,
      };
    }
    case 'notice-hung': {
      const { period, postedOn, lastDay, objectionsUntil } = message;
      return {
        zh: `${period.inWords.zh}分红名单从${chinese(postedOn)}起公示，到${chinese(lastDay)}（含当天）。名单上有您的，请看自己的一行；觉得不对，到${chinese(objectionsUntil)}（含当天）为止可以提异议。`,
        en: `The list of the dividend of ${period.inWords.en} hangs from ${english(postedOn)} until ${english(lastDay)}, that day included. If you are on it, please look at your line; if something is wrong, you may object until ${english(objectionsUntil)}, that day included.`,
      };
    }
    case 'notice-withdrawn': {
      const { period, postedOn, reason } = message;
      return {
        zh: `${chinese(postedOn)}起公示的${period.inWords.zh}分红名单撤回了，不作数，不会按它发放。原因：${reason}。重新公示以后会再告诉您。`,
        en: `The list of the dividend of ${period.inWords.en} that hung from ${english(postedOn)} is withdrawn: it counts for nothing, and nothing is paid by it. Why: ${reason}. You are told when another hangs.`,
      };
    }
    case 'seat-ended': {
      const { body, how, on, reason } = message;
      return {
        zh: `您在${body.zh}的席位自${chinese(on)}起终止（${how.zh}）：${reason}。与您所知不符的，请告诉办公室或监事会。`,
        en: `Your seat ends on ${english(on)} (${body.en}, ${how.en}): ${reason}. If that is not what you know, tell the office or the supervisors.`,
      };
    }
    case 'objection-settled': {
      const { number, answer } = message;
      return message.isReleased
        ? {
            zh: `您的第 ${number} 号异议，监事没有采纳，分红照原样办。理由：${answer}`,
            en: `Your objection no. ${number} was not followed by the supervisor, and the dividend stands as it is. Why: ${answer}`,
          }
        : {
            zh: `您的第 ${number} 号异议有了答复：${answer}`,
            en: `Your objection no. ${number} is answered: ${answer}`,
          };
    }
  }
}

/** What goes to a telephone. */
export function textMessage(
  {
    kind,
    cooperative,
    telephone,
  }: {
    readonly kind: MessageKind;
    readonly cooperative: string;
    readonly telephone: string | null;
  },
  language: Language,
): string {
  const about = messageKindWords[kind][language];
  return language === 'zh'
    ? `【${cooperative}】${about}。详情请看股民门户${telephone === null ? '，或到办公室问' : `，或打电话 ${telephone}`}。`
    : `${cooperative}: ${about}. See the members’ portal${telephone === null ? ', or ask the office' : `, or call ${telephone}`}.`;
}

/**
 * What tells of another telephone or account goes to the number of before: whoever changed them unasked would tell themselves.
 */
export const toldAtFormerNumber: readonly MessageKind[] = ['telephone-changed', 'account-changed'];

/** `none`: nothing is connected. `over`: it was not taken in time, and is tried no more. */
export const outboxStates = ['none', 'waiting', 'taken', 'refused', 'no-telephone', 'over'] as const;
export type OutboxState = (typeof outboxStates)[number];

export const outboxStateWords: Words<OutboxState> = {
  none: { zh: '没有接短信', en: 'nothing is connected' },
  waiting: { zh: '等待发出', en: 'waiting to go out' },
  taken: { zh: '短信平台已收下', en: 'taken by the gateway' },
  refused: { zh: '短信平台不收', en: 'refused by the gateway' },
  'no-telephone': { zh: '没有登记电话', en: 'no telephone on record' },
  over: { zh: '三天没有发出，不再发', en: 'not taken within three days' },
};

/** What became of one try to hand a message on; `later`: try again. */
export type DeliveryOutcome = 'taken' | 'refused' | 'no-telephone' | 'later';

const DAY_MILLISECONDS = 86_400_000;
/** News that is older is no news. */
export const MESSAGE_DAYS = 3;

/** From when on messages are still worth handing on. */
export function firstToHandOn(now: Date): Date {
  return new Date(now.getTime() - MESSAGE_DAYS * DAY_MILLISECONDS);
}

export function outboxState(
  message: { readonly recordedAt: Date; readonly outcome: DeliveryOutcome | null },
  { now, isConnected }: { readonly now: Date; readonly isConnected: boolean },
): OutboxState {
  const { recordedAt, outcome } = message;
  if (outcome !== null && outcome !== 'later') return outcome;
  if (!isConnected) return 'none';
  return recordedAt < firstToHandOn(now) ? 'over' : 'waiting';
}
