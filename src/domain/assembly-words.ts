/**
 * The rules and results of votes in words, for minutes, papers and screens: every number that decided is in them.
 */
import type { Sentence } from './language.ts';
import type { MajorityBase, Proportion, QuorumBase } from './assembly-rules.ts';
import type { Outcome, VoteResult } from './assembly-vote.ts';
import { ShareQuantity } from './share-quantity.ts';

export const outcomeWords: Readonly<Record<Outcome, Sentence>> = {
  adopted: { zh: '通过', en: 'adopted' },
  rejected: { zh: '未通过', en: 'rejected' },
  lapsed: { zh: '未达法定人数，不作出决议', en: 'lapsed for want of quorum' },
};

export const quorumBaseWords: Readonly<Record<QuorumBase, Sentence>> = {
  'with-capacity': { zh: '具有完全民事行为能力的成员', en: 'the members with full capacity' },
  representatives: { zh: '全体代表', en: 'all representatives' },
  'members-of-body': { zh: '全体组成人员', en: 'all members of the body' },
};

export const majorityBaseWords: Readonly<Record<MajorityBase, Sentence>> = {
  all: { zh: '应到', en: 'all entitled' },
  present: { zh: '实到', en: 'those present' },
  cast: { zh: '所投', en: 'those cast' },
};

const numerals = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];

/** `三分之二以上（含本数）` / `at least 2/3`; `过半数` / `more than 1/2`. */
export function proportionWords({ numerator, denominator, inclusive }: Proportion): Sentence {
  const en = `${inclusive ? 'at least' : 'more than'} ${numerator}/${denominator}`;
  if (numerator * 2 === denominator && !inclusive) return { zh: '过半数', en };
  if (numerator === denominator) return { zh: '全部', en: 'all' };
  const [above, below] = [numerals[numerator], numerals[denominator]];
  const part =
    above === undefined || below === undefined ? `${numerator}/${denominator}` : `${below}分之${above}`;
  return { zh: inclusive ? `${part}以上（含本数）` : `超过${part}`, en };
}

/** The rule, the numbers and the outcome of a vote in one paragraph of each language. */
export function resultWords(result: VoteResult): Sentence {
  const { votes, quorum, majority, rules, counting } = result;
  const amount = (value: bigint): string =>
    counting === 'by-head' ? value.toString() : ShareQuantity.fromUnits(value).toGrouped();
  const unit = counting === 'by-head' ? { zh: '票', en: 'votes' } : { zh: '股', en: 'shares' };
  const [needQuorum, needMajority] = [proportionWords(rules.quorum), proportionWords(rules.majority)];
  const [whoseQuorum, whoseMajority] = [
    quorumBaseWords[rules.quorum.base],
    majorityBaseWords[rules.majority.base],
  ];
  const tie = result.tie && result.outcome === 'rejected';
  return {
    zh:
      `应到${result.entitled}人，实到（含委托）${result.present}人；法定人数为${whoseQuorum.zh}的${needQuorum.zh}，` +
      `即${quorum.least}人，${quorum.met ? '已达到' : '未达到'}。` +
      `收到表决票${result.cast}张：赞成${amount(votes.for)}${unit.zh}，反对${amount(votes.against)}${unit.zh}，` +
      `弃权${amount(votes.abstain)}${unit.zh}，到会未投${amount(votes.unused)}${unit.zh}。` +
      `须${whoseMajority.zh}${amount(majority.of)}${unit.zh}的${needMajority.zh}同意，即${amount(majority.least)}${unit.zh}` +
      `${tie ? '；赞成与反对相等，不通过' : ''}。结果：${outcomeWords[result.outcome].zh}。`,
    en:
      `${result.entitled} entitled, ${result.present} present or represented; the quorum is ${needQuorum.en} of ` +
      `${whoseQuorum.en}, that is ${quorum.least}: ${quorum.met ? 'reached' : 'not reached'}. ` +
      `${result.cast} ballots cast: ${amount(votes.for)} ${unit.en} for, ${amount(votes.against)} against, ` +
      `${amount(votes.abstain)} abstained, ${amount(votes.unused)} present but not voted. ` +
      `Needed: ${needMajority.en} of the ${amount(majority.of)} ${unit.en} (${whoseMajority.en}), that is ` +
      `${amount(majority.least)}${tie ? '; a tie is not adopted' : ''}. Result: ${outcomeWords[result.outcome].en}.`,
  };
}
