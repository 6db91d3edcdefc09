/**
 * The rules and results of votes in words, for minutes, papers and screens: every number that decided is in them.
 */
import type { Sentence } from './language.ts';
import type { MajorityBase, QuorumBase } from './assembly-rules.ts';
import type { Choice, Outcome, VoteResult } from './assembly-vote.ts';
import { proportionWords } from './proportion-words.ts';
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
  households: { zh: '全体户', en: 'all households' },
};

export const majorityBaseWords: Readonly<Record<MajorityBase, Sentence>> = {
  all: { zh: '应到', en: 'all entitled' },
  present: { zh: '实到', en: 'those present' },
  cast: { zh: '所投', en: 'those cast' },
};

/** What is counted as entitled and present: people, or voices of households, one each. */
export function headsWords({ rules }: Pick<VoteResult, 'rules'>): Sentence {
  return rules.quorum.base === 'households' ? { zh: '户', en: 'households ' } : { zh: '人', en: '' };
}

/** Heads, or shares where shares are counted. */
function amountWords(value: bigint, counting: VoteResult['counting']): string {
  return counting === 'by-head' ? value.toString() : ShareQuantity.fromUnits(value).toGrouped();
}

export function votesInWords({
  votes,
  counting,
}: Pick<VoteResult, 'votes' | 'counting'>): Readonly<Record<Choice, string>> {
  return {
    for: amountWords(votes.for, counting),
    against: amountWords(votes.against, counting),
    abstain: amountWords(votes.abstain, counting),
  };
}

/**
 * The rule, the numbers and the outcome of a vote in one paragraph of each language; the same whether hands were raised, names called or
 * ballots handed in.
 */
export function resultWords(result: VoteResult): Sentence {
  const { votes, quorum, majority, rules, counting } = result;
  const amount = (value: bigint): string => amountWords(value, counting);
  const heads = headsWords(result);
  const unit = counting === 'by-head' ? { zh: '票', en: 'votes' } : { zh: '股', en: 'shares' };
  const [needQuorum, needMajority] = [proportionWords(rules.quorum), proportionWords(rules.majority)];
  const [whoseQuorum, whoseMajority] = [
    quorumBaseWords[rules.quorum.base],
    majorityBaseWords[rules.majority.base],
  ];
  const parts = partWords(result);
  const tie = result.tie && result.outcome === 'rejected';
  return {
    zh:
      `应到${result.entitled}${heads.zh}，实到（含委托）${result.present}${heads.zh}；法定人数为${whoseQuorum.zh}的${needQuorum.zh}，` +
      `即${quorum.least}${heads.zh}，${parts.zh}${quorum.met ? '已达到' : '未达到'}。` +
      `参加表决（含委托）${result.cast}${heads.zh}：赞成${amount(votes.for)}${unit.zh}，反对${amount(votes.against)}${unit.zh}，` +
      `弃权${amount(votes.abstain)}${unit.zh}，到会未投${amount(votes.unused)}${unit.zh}。` +
      `须${whoseMajority.zh}${amount(majority.of)}${unit.zh}的${needMajority.zh}同意，即${amount(majority.least)}${unit.zh}` +
      `${tie ? '；赞成与反对相等，不通过' : ''}。结果：${outcomeWords[result.outcome].zh}。`,
    en:
      `${result.entitled} ${heads.en}entitled, ${result.present} present or represented; the quorum is ${needQuorum.en} of ` +
      `${whoseQuorum.en}, that is ${quorum.least}${parts.en}: ${quorum.met ? 'reached' : 'not reached'}. ` +
      `${result.cast} ${heads.en}voted, for themselves or by proxy: ${amount(votes.for)} ${unit.en} for, ${amount(votes.against)} against, ` +
      `${amount(votes.abstain)} abstained, ${amount(votes.unused)} present but not voted. ` +
      `Needed: ${needMajority.en} of the ${amount(majority.of)} ${unit.en} (${whoseMajority.en}), that is ` +
      `${amount(majority.least)}${tie ? '; a tie is not adopted' : ''}. Result: ${outcomeWords[result.outcome].en}.`,
  };
}

/** The households that make a quorum as well, and the women who must be there besides, where a law speaks of them. */
function partWords({ rules, quorum: { households, women } }: VoteResult): Sentence {
  const [zh, en]: [string[], string[]] = [[], []];
  if (rules.households && households) {
    const { zh: part, en: partEn } = proportionWords(rules.households);
    zh.push(
      `或者${part}的户，即${households.least}户（应到${households.entitled}户，实到${households.present}户），`,
    );
    en.push(
      ` or ${partEn} of the households, that is ${households.least} (${households.present} of ${households.entitled} there)`,
    );
  }
  if (rules.women && women) {
    const { zh: part, en: partEn } = proportionWords(rules.women);
    zh.push(`并须妇女代表${part}到会，即${women.least}人（共${women.entitled}人，实到${women.present}人），`);
    en.push(
      ` with ${partEn} of the women, that is ${women.least} (${women.present} of ${women.entitled} there)`,
    );
  }
  return { zh: zh.join(''), en: en.join('') };
}
