/** Whether a resolution was lawfully come to: by whom, after which notice, by how many, with which papers, after which study. */
import { latestNoticeDay, leastPapersDays } from './assembly-notice.ts';
import { bodyRulesOf, motionKindWords, requirePower, type Body } from './assembly-rules.ts';
import { headsWords, majorityBaseWords, outcomeWords, quorumBaseWords } from './assembly-words.ts';
import { proportionWords } from './proportion-words.ts';
import { writtenDate, type LocalDate } from './calendar.ts';
import { refusalMessage } from './errors/catalogue.ts';
import type { Sentence } from './language.ts';
import { enteredAfterwards, isLate, reviewStateWords } from './late-entry.ts';
import { lawInForce, type LawId, type LawRule } from './law.ts';
import { joined, no, noted, notAsked, yes, type Answered } from './legality-answer.ts';
import type { Seating } from './body-composition.ts';
import type { Deciding, FromPaper, HeldHere, LateSeats, RulesOfDay } from './legality-facts.ts';
import { Refusal } from './refusal.ts';
import { seatChangeWords } from './seat-change.ts';
import { ShareQuantity } from './share-quantity.ts';
import { bodyWords } from './words.ts';

/** The rules of the pack about a body's meetings begin with its name there. */
const lawNames = {
  'members-assembly': 'members-assembly',
  'representative-assembly': 'representatives',
  board: 'board',
  supervisors: 'supervisors',
} as const satisfies Record<Body, string>;

const asking = {
  notice: ['members-assembly.notice', 'representatives.notice'],
  quorum: ['members-assembly.quorum', 'representatives.quorum', 'board.quorum', 'supervisors.quorum'],
  majority: [
    'members-assembly.majority',
    'representatives.majority',
    'board.majority',
    'supervisors.majority',
  ],
} as const satisfies Record<string, readonly LawRule[]>;

function lawOf({ body, day, jurisdiction }: Deciding, what: keyof typeof asking): LawId | null {
  const rule = asking[what].find((each) => each === `${lawNames[body]}.${what}`);
  return (rule && lawInForce(rule, day, jurisdiction)?.id) ?? null;
}

const undecided = no({ zh: '尚无决议', en: 'there is no resolution' });

/** Where no row of the law asks it. */
const byRulesOnly: Sentence = {
  zh: '按章程或缺省规则，非法定',
  en: 'by the articles or a default, not by law',
};

const reference = ({ body, number, day }: Deciding): Sentence => ({
  zh: `${bodyWords[body].zh}${day}决议${number}`,
  en: `${bodyWords[body].en}, resolution ${number} of ${day}`,
});

/** The body had the power on the day it decided and on every day of effect, and the resolution names exactly this. */
export function power(
  decision: Deciding | null,
  effect: readonly RulesOfDay[],
  notBefore: LocalDate | null,
): Answered {
  if (decision === null) return undecided;
  const { body, matter, subject, wanted, day, set, recordedOn, jurisdiction } = decision;
  const late = decision.held.kind === 'minutes' ? recordedOn : null;
  const [law] = [
    matter === 'allotment-scheme' ? lawInForce('quantification.body', day, jurisdiction)?.id : undefined,
    lawInForce('assembly.powers', day, jurisdiction)?.id,
  ].flatMap((each) => each ?? []);
  const grounds = { law: law ?? null, recordedOn: late };
  const said = reference(decision);
  if (subject === null)
    return no(
      joined([said, { zh: '没有写明所决定的事项', en: 'it names nothing that it decides' }]),
      grounds,
    );
  if (subject !== wanted)
    return no(joined([said, { zh: '决定的是另一事项', en: 'it decided something else' }]), grounds);
  if (notBefore !== null && day.isBefore(notBefore))
    return no(
      joined([
        said,
        {
          zh: `早于${notBefore}，当时还不可能表决`,
          en: `it is older than ${notBefore}, from when on it could be decided`,
        },
      ]),
      grounds,
    );
  const days = [{ day, set }, ...effect];
  const lacking = days.flatMap((each) => withoutPower(body, matter, each));
  if (lacking.length > 0) return no(joined([said, ...lacking]), grounds);
  const others = [...new Set(effect.map((each) => `${each.day}`))];
  const effective: readonly Sentence[] =
    others.length === 0
      ? []
      : [
          {
            zh: `生效日${others.join('、')}仍有此权`,
            en: `and on the day of effect, ${others.join(', ')}`,
          },
        ];
  const has = {
    zh: `决议日有权决定“${motionKindWords[matter].zh}”`,
    en: `it had the power over this matter that day (${motionKindWords[matter].en})`,
  };
  return yes(joined([said, has, ...effective]), grounds);
}

function withoutPower(body: Body, matter: Deciding['matter'], { day, set }: RulesOfDay): readonly Sentence[] {
  try {
    requirePower(set, body, matter, day);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return [
      {
        zh: refusalMessage(error, 'zh').replace(/。$/, ''),
        en: refusalMessage(error, 'en').replace(/\.$/, ''),
      },
    ];
  }
}

/** Where nothing but minutes on paper say it, which two people entered. */
const byMinutes: Sentence = {
  zh: '据纸质会议记录，两人登记、复核',
  en: 'by minutes on paper, which one entered and another confirmed',
};

/** What nobody entered here of a meeting that was kept on paper: not asked of the time before these books, told of a later one. */
function onPaper(
  { day, recordedOn, lateReason }: Deciding,
  firstDay: LocalDate,
  law: LawId | null,
): Answered {
  // Minutes that decide what takes effect in these books carry a reason, whatever their day.
  if (day.isBefore(firstDay) && lateReason === null)
    return notAsked(
      {
        zh: `本账建账（${firstDay}）之前的会议，据纸质记录补录，本项未登记`,
        en: `a meeting of before these books began (${firstDay}), entered from minutes on paper, which do not carry it here`,
      },
      { law, recordedOn },
    );
  const why = lateReason ?? '—';
  return noted(
    {
      zh: `据纸质会议记录补录，本项没有登记；补录理由：${why}`,
      en: `entered from minutes on paper, it is not on record; reason: ${why}`,
    },
    { law, recordedOn },
  );
}

/** The notice went out in its days, and where it was entered late another person confirmed it. */
export function notice(decision: Deciding | null, firstDay: LocalDate): Answered {
  if (decision === null) return undecided;
  const law = lawOf(decision, 'notice');
  const { held, day, set, body } = decision;
  const rule = bodyRulesOf(set, body).notice;
  const noticeOn = held.kind === 'minutes' ? held.told.noticeOn : held.noticeOn;
  if (rule.days === 0) return noDays(body, noticeOn);
  if (noticeOn === null) return onPaper(decision, firstDay, law);
  const latest = latestNoticeDay(day, rule);
  const said = {
    zh: `${noticeOn}通知，${day}开会；须提前${rule.days}日，即不迟于${latest}`,
    en: `told on ${noticeOn} of the meeting on ${day}; ${rule.days} days are asked, that is by ${latest}`,
  };
  const evidence = joined(law ? [said] : [said, byRulesOnly]);
  return inItsTime(decision, evidence, law, !noticeOn.isAfter(latest), noticeOn);
}

function noDays(body: Body, on: LocalDate | null): Answered {
  const told: readonly Sentence[] = on === null ? [] : [{ zh: `${on}通知`, en: `told on ${on}` }];
  const none = {
    zh: `法律和章程没有规定${bodyWords[body].zh}的通知天数`,
    en: `neither law nor articles set days of notice for this body (${bodyWords[body].en})`,
  };
  return notAsked(joined([none, ...told]));
}

/** A day that was claimed, with the day it was recorded beside it where that was later. */
function inItsTime(
  { held, recordedOn }: Deciding,
  said: Sentence,
  law: LawId | null,
  inTime: boolean,
  claimed: LocalDate,
): Answered {
  if (held.kind === 'minutes') {
    const evidence = joined([said, byMinutes]);
    return inTime ? yes(evidence, { law, recordedOn }) : no(evidence, { law, recordedOn });
  }
  const { noticeRecordedOn, noticeReview } = held;
  const late = isLate(claimed, noticeRecordedOn);
  const grounds = { law, recordedOn: late ? noticeRecordedOn : null };
  const review: readonly Sentence[] = late ? [reviewStateWords[noticeReview]] : [];
  const evidence = joined([said, ...review]);
  return inTime && (!late || noticeReview === 'confirmed') ? yes(evidence, grounds) : no(evidence, grounds);
}

/** Enough of those entitled were there, and those entitled are the register's. */
export function quorum(decision: Deciding | null): Answered {
  if (decision === null) return undecided;
  const law = lawOf(decision, 'quorum');
  const { vote, held, recordedOn, seatsLate = [], thin = null } = decision;
  const grounds = { law, recordedOn: held.kind === 'minutes' ? recordedOn : lastRecorded(seatsLate) };
  if (vote === null) return no({ zh: '票已无法重新计算', en: 'the votes can no longer be counted' }, grounds);
  const { entitled, present, rules } = vote;
  const of = quorumBaseWords[rules.quorum.base];
  const fraction = proportionWords(rules.quorum);
  const heads = headsWords(vote);
  const said: Sentence = {
    zh: `应到${entitled}${heads.zh}，实到（含委托）${present}${heads.zh}，须${of.zh}的${fraction.zh}，即${vote.quorum.least}${heads.zh}`,
    en: `${entitled} ${heads.en}entitled, ${present} present or represented; ${fraction.en} of ${of.en} are asked, that is ${vote.quorum.least}`,
  };
  const { recounted } = decision;
  const evidence = joined([
    said,
    ...(law ? [] : [byRulesOnly]),
    ...registerWords(held, heads),
    ...recountedWords(recounted, heads),
    ...seatsLate.map(lateSeatsWords),
    ...(thin === null ? [] : [thinWords(thin)]),
  ]);
  const differs = held.kind === 'minutes' && held.registered !== held.entitled;
  const stillMet = recounted === undefined || recounted?.quorum.met === true;
  return vote.quorum.met && !differs && stillMet && thin === null
    ? yes(evidence, grounds)
    : no(evidence, grounds);
}

function thinWords({ held, elected, least }: Seating): Sentence {
  return {
    zh: `选出${elected}席，当日只剩${held}席（当选时依法至少${least}席），出缺过多，只能表决选举事项`,
    en: `of ${elected} elected ${held} were left that day (the law asked for at least ${least}): it only elects`,
  };
}

/** Who was entitled rests on it: named with both days, as the papers of the meeting name it. */
function lateSeatsWords({ kind, on, recordedOn, reason }: LateSeats): Sentence {
  const entered = enteredAfterwards('late', recordedOn, reason);
  const { zh, en } = seatChangeWords[kind];
  return {
    zh: `席位依据${writtenDate('zh', on)}${zh}${entered.zh}`,
    en: `the seats rest on the ${en.toLowerCase()} of ${writtenDate('en', on)}${entered.en}`,
  };
}

function lastRecorded(late: readonly LateSeats[]): LocalDate | null {
  return late.reduce<LocalDate | null>(
    (last, { recordedOn }) => (last === null || recordedOn.isAfter(last) ? recordedOn : last),
    null,
  );
}

/** More were entitled than were counted: the register was put right since. */
function recountedWords(recounted: Deciding['recounted'], heads: Sentence): readonly Sentence[] {
  if (!recounted) return [];
  const { entitled, quorum } = recounted;
  return [
    {
      zh: `登记簿更正后当日应到${entitled}${heads.zh}，须${quorum.least}${heads.zh}`,
      en: `by the register as known now ${entitled} ${heads.en}were entitled, and ${quorum.least} are asked`,
    },
  ];
}

function registerWords(held: HeldHere | FromPaper, heads: Sentence): readonly Sentence[] {
  if (held.kind === 'meeting') return [];
  const { entitled, registered } = held;
  if (registered === null)
    return [
      {
        zh: '登记簿当日无人，应到人数未能核对',
        en: 'the register knew nobody that day, so the number entitled cannot be checked',
      },
    ];
  return [
    registered === entitled
      ? { zh: '与登记簿一致', en: 'the register has the same number' }
      : { zh: `登记簿为${registered}${heads.zh}`, en: `the register has ${registered}` },
  ];
}

/** Enough agreed, counted again. */
export function majority(decision: Deciding | null): Answered {
  if (decision === null) return undecided;
  const law = lawOf(decision, 'majority');
  const { vote, held, recordedOn } = decision;
  const grounds = { law, recordedOn: held.kind === 'minutes' ? recordedOn : null };
  if (vote === null) return no({ zh: '票已无法重新计算', en: 'the votes can no longer be counted' }, grounds);
  const amount = (value: bigint) =>
    vote.counting === 'by-head' ? `${value}` : ShareQuantity.fromUnits(value).toGrouped();
  const [zhUnit, enUnit] = vote.counting === 'by-head' ? ['票', 'votes'] : ['股', 'shares'];
  const of = majorityBaseWords[vote.rules.majority.base];
  const fraction = proportionWords(vote.rules.majority);
  const { votes } = vote;
  const said: Sentence = {
    zh:
      `重新计票：赞成${amount(votes.for)}${zhUnit}，反对${amount(votes.against)}${zhUnit}，弃权${amount(votes.abstain)}${zhUnit}；` +
      `须${of.zh}的${fraction.zh}，即${amount(vote.majority.least)}${zhUnit}；结果：${outcomeWords[vote.outcome].zh}`,
    en:
      `counted again: ${amount(votes.for)} ${enUnit} for, ${amount(votes.against)} against, ${amount(votes.abstain)} abstained; ` +
      `${fraction.en} of ${of.en} are asked, that is ${amount(vote.majority.least)}; result: ${outcomeWords[vote.outcome].en}`,
  };
  const evidence = joined(law ? [said] : [said, byRulesOnly]);
  const { recounted, tooFewOn = null } = decision;
  if (tooFewOn !== null)
    return no(
      joined([
        evidence,
        {
          zh: `据纸质记录补录，按生效日${tooFewOn}的法律票数不够`,
          en: `typed from minutes on paper, and by the law of ${tooFewOn}, when it takes effect, the votes are too few`,
        },
      ]),
      grounds,
    );
  if (vote.outcome === 'adopted' && recounted !== undefined && recounted?.outcome !== 'adopted')
    return no(
      joined([
        evidence,
        {
          zh: '按更正后的登记簿计算，未获通过',
          en: 'by the register as known now it was not adopted',
        },
      ]),
      grounds,
    );
  return vote.outcome === 'adopted' ? yes(evidence, grounds) : no(evidence, grounds);
}

/** The papers lay open for the days that the law gives; before the law of 2025, for those of a default. */
export function papersOpen(decision: Deciding | null, firstDay: LocalDate): Answered {
  if (decision === null) return undecided;
  const { held, day, set, body } = decision;
  if (body === 'board' || body === 'supervisors')
    return notAsked({
      zh: `${bodyWords[body].zh}的会议不需事先公开材料`,
      en: `this body (${bodyWords[body].en}) opens no papers beforehand`,
    });
  const days = leastPapersDays(day);
  const inForce = lawInForce('papers.open-days', day, decision.jurisdiction);
  const law = inForce?.id ?? null;
  const papersOpenFrom = held.kind === 'minutes' ? held.told.papersOpenFrom : held.papersOpenFrom;
  if (papersOpenFrom === null) return onPaper(decision, firstDay, law);
  const latest = latestNoticeDay(day, { ...bodyRulesOf(set, body).notice, days });
  const said = {
    zh: `材料自${papersOpenFrom}起可查阅；须会前${days}日，即不迟于${latest}`,
    en: `the papers lay open from ${papersOpenFrom}; ${days} days before are asked, that is by ${latest}`,
  };
  const evidence = joined(inForce?.force === 'law' ? [said] : [said, byRulesOnly]);
  return inItsTime(decision, evidence, law, !papersOpenFrom.isAfter(latest), papersOpenFrom);
}

/** Important matters were studied by the party organisation before the notice; asked of assemblies since the law of 2025. */
export function partyStudy(decision: Deciding | null, firstDay: LocalDate): Answered {
  if (decision === null) return undecided;
  const { held, day, body, jurisdiction } = decision;
  const law = lawInForce('assembly.party-study', day, jurisdiction)?.id ?? null;
  if (body === 'board' || body === 'supervisors')
    return notAsked({
      zh: `${bodyWords[body].zh}执行已决定的事项，不需前置研究`,
      en: `this body (${bodyWords[body].en}) carries out what was decided: that asks for no study`,
    });
  const { study, noticeOn } = held.kind === 'minutes' ? held.told : held;
  if (study !== null) {
    const { on, by } = study;
    const before = noticeOn ?? day;
    const told =
      noticeOn === null
        ? { zh: `${day}开会`, en: `the meeting was on ${day}` }
        : { zh: `${noticeOn}通知开会`, en: `the notice went out on ${noticeOn}` };
    const said = joined([
      { zh: `${by}于${on}研究讨论`, en: `studied by ${by} on ${on}` },
      told,
      ...(held.kind === 'minutes' ? [byMinutes] : []),
    ]);
    return on.isAfter(before) ? no(said, { law }) : yes(said, { law });
  }
  if (law === null) return notAsked({ zh: '2025年5月1日以前不要求', en: 'not required before 1 May 2025' });
  if (held.kind === 'minutes') return onPaper(decision, firstDay, law);
  return no(
    { zh: '没有登记党组织的前置研究', en: 'no study by the party organisation is on record' },
    { law },
  );
}

/** Every fault of a resolution that another thing rests on, in few words; none where it carries. */
export function faultsOfDecision(
  decision: Deciding | null,
  effect: readonly RulesOfDay[],
  notBefore: LocalDate | null,
): readonly Sentence[] {
  const judged = [power(decision, effect, notBefore), quorum(decision), majority(decision)];
  return judged.flatMap(({ answer, evidence }) => (answer === 'no' ? [evidence] : []));
}
