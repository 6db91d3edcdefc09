/**
 * Choices in words: which list of terms a choice belongs to is told by its options. A test walks all schemas: a choice
 * that no list covers fails it.
 */
import { accessProposalWords, accessStateWords } from '../domain/access-proposal.ts';
import { accessKindWords } from '../domain/access-kind.ts';
import { proposerWords } from '../domain/agenda.ts';
import { noticeCountingWords } from '../domain/assembly-notice.ts';
import { motionKindWords } from '../domain/assembly-rules.ts';
import { majorityBaseWords, outcomeWords, quorumBaseWords } from '../domain/assembly-words.ts';
import { correctionFieldWords, correctionOutcomeWords } from '../domain/correction-request.ts';
import { listed, type Sentence, type Words } from '../domain/language.ts';
import {
  mandateEndCauseWords,
  mandateGroundWords,
  mandateScopeWords,
  mandateStateWords,
} from '../domain/mandate.ts';
import { reviewStateWords } from '../domain/late-entry.ts';
import { legalityAnswerWords, legalityConclusionWords } from '../domain/legality-answer.ts';
import { questionWords } from '../domain/legality-facts.ts';
import { recordClassWords } from '../domain/retention.ts';
import { schemeStateWords } from '../domain/resolution.ts';
import { communityWords, lawForceWords, lawKnowledgeWords, lawPlaceWords } from '../domain/law-row.ts';
import * as money from '../domain/money-words.ts';
import { messageKindWords, outboxStateWords } from '../domain/member-message.ts';
import { meetingStateWords } from '../domain/meeting.ts';
import type { Meant, RatioGroup } from '../domain/other-ratio.ts';
import { passwordRuleWords } from '../domain/password-rule.ts';
import { verdictWords } from '../domain/preservation.ts';
import { passedOverWords, readingSumWords, tabUnreadWords } from '../domain/reading-words.ts';
import { seatChangeWords } from '../domain/seat-change.ts';
import { settingStateWords, settingWords } from '../domain/setting-proposal.ts';
import { waitingWords } from '../domain/waiting.ts';
import { actionWords, roleWords } from '../domain/role-words.ts';
import * as terms from '../domain/words.ts';

type Options = Readonly<Record<string, Sentence>>;

export const yesOrNo: Words<'true' | 'false'> = {
  true: { zh: '是', en: 'true' },
  false: { zh: '否', en: 'false' },
};
const languageNames: Words<'zh' | 'en'> = {
  zh: { zh: '中文', en: 'Chinese' },
  en: { zh: '英文', en: 'English' },
};
const manners: Words<keyof typeof terms.attendanceWords | 'absent'> = {
  ...terms.attendanceWords,
  absent: { zh: '缺席', en: 'absent' },
};

/** Without how many they are, which their own sentences say. */
const ratioGroupNames: Words<RatioGroup> = {
  retired: { zh: '退休老人', en: 'the retired' },
  others: { zh: '其他成员', en: 'other members' },
  households: { zh: '户股', en: 'shares of households' },
  outside: { zh: '不是成员的持股人', en: 'holders who are no members' },
  collective: { zh: '集体股', en: 'shares of the collective' },
};

/** Whose ratio another one is asked for. */
const meantNames: Words<Meant> = {
  everybody: { zh: '全体成员', en: 'everybody' },
  retired: { zh: '退休老人', en: 'the retired' },
};

/** Narrow lists stand beside wide ones: the one with the fewest terms that has all options is meant. */
export const listsOfWords: readonly Options[] = [
  ratioGroupNames,
  meantNames,
  accessKindWords,
  correctionFieldWords,
  correctionOutcomeWords,
  terms.pensionStandingWords,
  recordClassWords,
  yesOrNo,
  languageNames,
  manners,
  roleWords,
  actionWords,
  accessProposalWords,
  accessStateWords,
  mandateEndCauseWords,
  mandateGroundWords,
  mandateScopeWords,
  mandateStateWords,
  passwordRuleWords,
  proposerWords,
  noticeCountingWords,
  motionKindWords,
  majorityBaseWords,
  quorumBaseWords,
  outcomeWords,
  meetingStateWords,
  messageKindWords,
  outboxStateWords,
  reviewStateWords,
  schemeStateWords,
  verdictWords,
  lawPlaceWords,
  communityWords,
  lawForceWords,
  lawKnowledgeWords,
  legalityAnswerWords,
  legalityConclusionWords,
  questionWords,
  passedOverWords,
  tabUnreadWords,
  readingSumWords,
  seatChangeWords,
  settingWords,
  waitingWords,
  settingStateWords,
  ...[terms, money].flatMap((room) => Object.values<Options>(room)),
].sort((one, other) => Object.keys(one).length - Object.keys(other).length);

/** The words of each option; undefined where no list covers them all. What has no letters speaks for itself. */
export function wordsOfChoice(options: readonly unknown[]): readonly Sentence[] | undefined {
  const keys = options.map(String);
  const plain = (key: string): Sentence | undefined =>
    /^[\d.]+$/.test(key) ? { zh: key, en: key } : undefined;
  const list = listsOfWords.find((words) => keys.every((key) => Object.hasOwn(words, key) || plain(key)));
  return list && keys.map((key) => list[key] ?? plain(key)).filter((each) => each !== undefined);
}

/** `登记日持股、股日` / `record-date, share-days`: a reader of English gets the very words that the interface takes. */
export function choicesInWords(options: readonly unknown[]): Sentence {
  const keys = options.map(String);
  const words = wordsOfChoice(options) ?? keys.map((key) => ({ zh: key, en: key }));
  return { zh: listed(words).zh, en: keys.map((key) => JSON.stringify(key)).join(', ') };
}
