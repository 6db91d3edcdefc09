/**
 * The legality certificate (合法性证明) of a run or a scheme: yes, not yet, no or not asked to each question that the law, the articles
 * or a default put, from what was recorded. The same facts always give the same answers; verification gives them, too.
 */
import { hasPower } from './assembly-rules.ts';
import { LocalDate } from './calendar.ts';
import {
  distribute,
  presetOfLaw,
  presetSource,
  requirePreset,
  type PlanTerms,
  type Preset,
} from './distribution.ts';
import type { RunKind } from './dividend-run.ts';
import { refusalMessage } from './errors/catalogue.ts';
import type { Sentence } from './language.ts';
import { believedDay, isLate, reviewStateWords } from './late-entry.ts';
import { citation, lawInForce, nation, type Jurisdiction, type LawId } from './law.ts';
import {
  joined,
  no,
  noted,
  notAsked,
  open,
  yes,
  type Answered,
  type Judged,
  type Weight,
} from './legality-answer.ts';
import {
  faultsOfDecision,
  majority,
  notice,
  papersOpen,
  partyStudy,
  power,
  quorum,
} from './legality-decision.ts';
import {
  legalityQuestions,
  type Hung,
  type LegalityFacts,
  type LegalityQuestion,
  type PlanRecorded,
  type RecordedObjection,
  type RunRecorded,
} from './legality-facts.ts';
import { Money } from './money.ts';
import type { OwnRestDays } from './rest-days.ts';
import { answerDay, isOpenOn, lastObjectionDay, noticeLaw, unlockDay } from './public-notice.ts';
import { Refusal } from './refusal.ts';
import { drawnFreely, takenOfOwed, yearsOwed } from './reserve-owed.ts';
import { isTaxAboveLaw, lawfulTaxRate } from './tax-filing.ts';
import { bodyWords } from './words.ts';

/** Every question in its order. */
export function judgeLegality(facts: LegalityFacts): readonly Judged[] {
  const answers = {
    ...decisionAnswers(facts),
    ...(facts.kind === 'run' ? runAnswers(facts) : schemeAnswers()),
  };
  const all: Readonly<Record<LegalityQuestion, Answered>> = { ...answers, 'four-eyes': fourEyes(facts) };
  return legalityQuestions.map((question) => {
    const answered = all[question];
    return { question, ...answered, weight: isPast(facts) ? 'note' : weightOf(answered, facts) };
  });
}

/** A no fails verification; where a version before only told of it, what that one wrote goes on being told. */
function weightOf({ answer, weight }: Answered, { toldBefore }: LegalityFacts): Weight {
  return answer === 'no' && !toldBefore ? 'finding' : weight;
}

/** What lay before these books, what was taken back, and what a version wrote that did not ask: told, and no fault of today. */
function isPast(facts: LegalityFacts): boolean {
  const { older, firstDay, decision, effect } = facts;
  if (older || (facts.kind === 'run' && (facts.run === 'history' || facts.takenBack))) return true;
  const days = [...(decision ? [decision.day] : []), ...effect.map(({ day }) => day)];
  return days.length > 0 && days.every((day) => day.isBefore(firstDay));
}

function decisionAnswers(facts: LegalityFacts) {
  const { decision, effect, firstDay } = facts;
  const notBefore = facts.kind === 'run' ? facts.recordDate : null;
  // The important matter of a half-year is its plan; a run carries it out.
  const studied = facts.kind === 'run' && facts.plan ? facts.plan.decision : decision;
  return {
    power: power(decision, effect, notBefore),
    notice: notice(decision, firstDay),
    quorum: quorum(decision),
    majority: majority(decision),
    'papers-open': papersOpen(decision, firstDay),
    'party-study': partyStudy(studied, firstDay),
  };
}

const ofRunsAlone = (zh: string, en: string) => notAsked({ zh: `配股方案${zh}`, en: `a scheme ${en}` });

function schemeAnswers() {
  return {
    plan: ofRunsAlone('不分配收益', 'distributes no income'),
    reserve: ofRunsAlone('不分配收益', 'distributes no income'),
    'public-notice': ofRunsAlone(
      '没有法定的公示天数，按缺省只公示分红',
      'has no days of public notice by law; by default only dividends hang',
    ),
    objections: ofRunsAlone('没有公示', 'does not hang'),
    tax: ofRunsAlone('不发放款项', 'pays nothing'),
  };
}

/** Kinds of runs of which something is not asked, and why. */
const apart: Readonly<Partial<Record<RunKind, Sentence>>> = {
  history: {
    zh: '建账以前的分红，只登记，不发款',
    en: 'a dividend of before these books, recorded only: it pays nothing',
  },
  reversal: { zh: '冲销原分红，不另行分配', en: 'it takes a run back and distributes nothing' },
};

function runAnswers(facts: RunRecorded) {
  const why = apart[facts.run];
  if (why) {
    const none = notAsked(why);
    return { plan: none, reserve: none, 'public-notice': none, objections: none, tax: none };
  }
  return {
    plan: plan(facts),
    reserve: reserve(facts.plan),
    'public-notice': publicNotice(facts),
    objections: objections(facts),
    tax: tax(facts),
  };
}

const unplanned = no({
  zh: '当期没有已通过的收益分配方案',
  en: 'its half-year has no adopted distribution plan',
});

/** The plan was lawfully adopted, comes to the same again, and bounds what was taken. */
function plan(facts: RunRecorded): Answered {
  const { plan: found, run, effect, postedOn, decision: decided, givesMore } = facts;
  if (found === null) return unplanned;
  const { number, payable, taken, terms, day, jurisdiction, keptOutTaken, leftOut, decision } = found;
  const law = lawInForce('distribution.order', day, jurisdiction)?.id ?? null;
  const again = distribute(terms);
  const left = again.carried.isNegative ? Money.zero : again.carried;
  const corrects = run === 'difference';
  // Before the posting every run that may still be posted counts, this one among them.
  const counted =
    postedOn === null
      ? { zh: '已入账和待入账', en: 'runs posted and to be posted take' }
      : { zh: '已入账', en: 'posted runs took' };
  const said: Sentence = {
    zh: `方案第${number}号本期应分${payable.toGrouped()}元${corrects ? `、结转未分配${left.toGrouped()}元` : ''}，${counted.zh}的分红${corrects ? '和补差' : ''}共${taken.toGrouped()}元`,
    en: `plan no. ${number} gives members ${payable.toGrouped()} yuan${corrects ? ` and leaves ${left.toGrouped()} undistributed` : ''}, ${counted.en} ${taken.toGrouped()}${corrects ? ', differences included' : ''}`,
  };
  const faults: Sentence[] = [];
  if (!again.payable.equals(payable))
    faults.push({
      zh: `重新推算应分${again.payable.toGrouped()}元`,
      en: `worked down again it gives ${again.payable.toGrouped()}`,
    });
  if (taken.compare(corrects ? payable.plus(left) : payable) > 0)
    faults.push({ zh: '超过方案', en: 'that is more than the plan' });
  const gives = run === 'difference' && givesMore === true ? decided : null;
  if (gives !== null && !hasPower(gives.set, gives.body, 'dividend-run'))
    faults.push({
      zh: `差额合计多发，是另一次分红，${bodyWords[gives.body].zh}无权决定`,
      en: `the differences give more than the runs did, a dividend that this body (${bodyWords[gives.body].en}) has no power over`,
    });
  const moved = vouchers(keptOutTaken.filter((each) => each.moved));
  if (moved !== null)
    faults.push({
      zh: `凭证${moved}把不得分配的收入转入了其他科目`,
      en: `${moved} moved income that is kept out to other accounts`,
    });
  const lacking: readonly Sentence[] = leftOut === null ? [] : [leftOutWords(leftOut)];
  if (leftOut?.before === false) faults.push(...lacking);
  // Of a half-year that had not begun there was nothing to distribute.
  const begun = LocalDate.of(day.year, day.month > 6 ? 7 : 1, 1);
  faults.push(...faultsOfDecision(decision, effect, found.asksBegun ? begun : null));
  const out = vouchers(keptOutTaken.filter((each) => !each.moved));
  const told: readonly Sentence[] = [
    ...(leftOut?.before === true ? lacking : []),
    ...(out === null
      ? []
      : [
          {
            zh: `凭证${out}从不得分配的收入中付出或冲销`,
            en: `${out} paid out of income that is kept out, or reversed it`,
          },
        ]),
  ];
  if (faults.length > 0) return no(joined([said, ...faults, ...told]), { law });
  const adopted: readonly Sentence[] = decision
    ? [
        {
          zh: `${decision.day}决议${decision.number}通过`,
          en: `adopted by resolution ${decision.number} of ${decision.day}`,
        },
      ]
    : [];
  return yes(joined([said, ...adopted, ...told]), { law });
}

function leftOutWords({ accounts, law }: NonNullable<PlanRecorded['leftOut']>): Sentence {
  const { zh, en } = citation(law);
  return {
    zh: `没有把科目${accounts}的收入留在分配之外（${zh}）`,
    en: `it does not keep the income on ${accounts} out of the distribution (${en})`,
  };
}

function vouchers(entries: readonly { readonly voucher: string }[]): string | null {
  return entries.length === 0 ? null : entries.map(({ voucher }) => voucher).join(', ');
}

/** What the year sets aside, held against the law of the province; a half-year's payment leaves that to the year. */
function reserve(found: PlanRecorded | null): Answered {
  if (found === null) return unplanned;
  const { terms, day, jurisdiction, reached, until, owed, behind } = found;
  if (owed !== null) {
    const taken = takenOfOwed(drawnFreely(terms), owed);
    const left: Sentence = {
      zh: `${yearsOwed(owed)}年应提取而未提取的公积公益金${owed.amount.toGrouped()}元`,
      en: `of ${yearsOwed(owed)} ${owed.amount.toGrouped()} yuan is still to be set aside`,
    };
    if (taken !== null)
      return no(
        joined([
          left,
          {
            zh: `本方案动用以前年度未分配收益，用掉其中${taken.toGrouped()}元`,
            en: `this plan draws on earlier years and takes ${taken.toGrouped()} of it`,
          },
          owed.law,
        ]),
      );
  }
  if (terms.mode === 'opening')
    return notAsked({
      zh: '动用以前年度未分配收益：各年提取的公积公益金，见当年的分配方案；法定应提而未提的没有动用',
      en: 'out of undistributed income of earlier years: what they set aside stands in the plans of those years; nothing that the law asks of them and they did not is taken',
    });
  if (terms.mode === 'advance')
    return notAsked({ zh: '预分，年终方案提取', en: 'an advance: the plan of the year sets it aside' });
  const again = distribute(terms);
  const set: Sentence = {
    zh: `净收益${terms.figures.income.toGrouped()}元，提取公积金${again.reserve.toGrouped()}元、公益金${again.welfare.toGrouped()}元`,
    en: `of a net income of ${terms.figures.income.toGrouped()} yuan, ${again.reserve.toGrouped()} went to the reserve and ${again.welfare.toGrouped()} to welfare`,
  };
  const said = behind === null ? set : joined([set, behindWords(behind)]);
  const preset = presetOfLaw(day, jurisdiction);
  if (preset === null) {
    const set = again.reserve.plus(again.welfare);
    const law: LawId | null = lawInForce('reserve.rate', day, jurisdiction)?.id ?? null;
    const open = { zh: '比例由章程规定，非法定', en: 'the rate is for the articles, not the law' };
    return set.isZero ? notAsked(joined([said, open]), { law }) : yes(joined([said, open]), { law });
  }
  const law = preset.steps[0]?.law;
  try {
    requirePreset(preset, terms, { reached });
    return reached && until !== null && !isKept(preset, terms)
      ? notAsked(
          joined([
            said,
            {
              zh: `公积公益金已达章程规定的累计数额${until.amount.toGrouped()}元（${until.basis}），可以不再提取`,
              en: `the fund has come to the ${until.amount.toGrouped()} yuan of the articles (${until.basis}), and it may stop`,
            },
          ]),
          { law },
        )
      : yes(said, { law });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [zh, en] = [
      refusalMessage(error, 'zh').replace(/。$/, ''),
      refusalMessage(error, 'en').replace(/\.$/, ''),
    ];
    return no(joined([said, { zh, en }, presetSource(preset)]), { law });
  }
}

function behindWords(behind: Money): Sentence {
  return {
    zh: `方案通过以后账面收益增加，还应补提${behind.toGrouped()}元，补提以前不得动用`,
    en: `the books of the year show more since: ${behind.toGrouped()} yuan are still to be set aside, and are drawn on by nothing until then`,
  };
}

/** Whether the plan sets aside what the province asks, whatever the fund has come to. */
function isKept(preset: Preset, terms: PlanTerms): boolean {
  try {
    requirePreset(preset, terms, { reached: false });
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function hungWords({ claimedOn, days }: Hung): Sentence {
  return {
    zh: `${claimedOn}张贴，公示${days}日至${claimedOn.plusDays(days)}`,
    en: `hung from ${claimedOn} for ${days} days until ${claimedOn.plusDays(days)}`,
  };
}

/** It hung after its list was approved, for its days, and the run was posted only then: before that it is not over. */
function publicNotice({ hung, approvedOn, postedOn, where, tax: { today } }: RunRecorded): Answered {
  const least = noticeLaw('public-notice.days', hung?.postedOn ?? today, where);
  const law = least.id;
  // It begins with the approval: until a run is posted nothing is missing yet.
  if (hung === null)
    return postedOn === null
      ? open({ zh: '批准以后张贴', en: 'it hangs once the run is approved' }, { law })
      : no({ zh: '没有公示', en: 'it hung nowhere' }, { law });
  const late = isLate(hung.claimedOn, hung.recordedOn);
  const grounds = { law, recordedOn: late ? hung.recordedOn : null };
  const said: Sentence[] = [hungWords(hung)];
  if (late) said.push(reviewStateWords[hung.review]);
  const faults: Sentence[] = [];
  if (hung.days < least.days) faults.push({ zh: `少于${least.days}日`, en: `fewer than ${least.days}` });
  if (approvedOn && hung.postedOn.isBefore(approvedOn))
    faults.push({ zh: `早于名单批准之日${approvedOn}`, en: `before its list was approved on ${approvedOn}` });
  if (late && hung.review === 'awaiting-review')
    faults.push({ zh: '迟录而未经另一人复核', en: 'entered late and confirmed by nobody' });
  const unlocked = unlockDay(hung);
  if (postedOn?.isBefore(unlocked))
    faults.push({ zh: `${postedOn}入账，公示未满`, en: `posted on ${postedOn}, before it was over` });
  if (faults.length > 0) return no(joined([...said, ...faults]), grounds);
  if (postedOn)
    return yes(joined([...said, { zh: `${postedOn}入账`, en: `posted on ${postedOn}` }]), grounds);
  if (today.isBefore(unlocked)) said.push({ zh: `${today}公示未满`, en: `not over on ${today}` });
  return open(joined([...said, { zh: '尚未入账', en: 'not posted yet' }]), grounds);
}

/** Every objection was answered or released before the run was posted, what came later by its day; until then more may come. */
function objections({ hung, postedOn, where, tax: { today } }: RunRecorded): Answered {
  const law = noticeLaw('objections.raised', hung?.postedOn ?? today, where).id;
  if (hung === null)
    return postedOn === null
      ? open({ zh: '公示以后受理', en: 'they are taken once it hangs' }, { law })
      : no({ zh: '没有公示，无从提出异议', en: 'it hung nowhere, so nobody could object' });
  const { objections: raised } = hung;
  const on = postedOn ?? today;
  const unsettled = raised.filter((each) => !each.isAfterPosting && isOpenOn(asBelieved(each), on));
  const last = lastObjectionDay(hung, where);
  const said =
    raised.length === 0
      ? [{ zh: '没有异议', en: 'none was raised' }]
      : [
          { zh: `共${raised.length}件`, en: `${raised.length} were raised` },
          ...raised.map((each) => objectionWords(each, where, hung.restDays)),
        ];
  // What came after the posting held nothing up; it is answered all the same, and late once its day is over.
  const unanswered = raised.filter((each) => isOpenOn(each, today));
  const overdue = unanswered.filter((each) => today.isAfter(answerDay(each, where, hung.restDays)));
  if (overdue.length > 0) {
    const numbers = overdue.map(({ number }) => number).join('、');
    said.push({
      zh: `第${numbers}件至${today}逾期未答复`,
      en: `no. ${numbers} was not answered by its day, nor by ${today}`,
    });
  }
  if (unsettled.length > 0) {
    const numbers = unsettled.map(({ number }) => number).join('、');
    const left = joined([
      ...said,
      { zh: `${on}第${numbers}件未办结`, en: `no. ${numbers} stood open on ${on}` },
    ]);
    return postedOn === null && overdue.length === 0 ? open(left, { law }) : no(left, { law });
  }
  if (overdue.length > 0)
    return no(joined(said), { law: noticeLaw('objections.answered', hung.postedOn, where).id });
  if (unanswered.length > 0) {
    const numbers = unanswered.map(({ number }) => number).join('、');
    return open(joined([...said, { zh: `第${numbers}件尚待答复`, en: `no. ${numbers} is to be answered` }]), {
      law,
    });
  }
  if (raised.length > 0) said.push({ zh: '均已答复或解除', en: 'each was answered or released' });
  const late = raised.filter((each) => answeredLate(each, where, hung.restDays));
  if (late.length > 0) {
    const numbers = late.map(({ number }) => number).join('、');
    const behind = {
      zh: `第${numbers}件的答复迟于法定期限`,
      en: `no. ${numbers} was answered after the day that the law sets`,
    };
    return noted(joined([...said, behind]), {
      law: noticeLaw('objections.answered', hung.postedOn, where).id,
    });
  }
  if (postedOn !== null || today.isAfter(last)) return yes(joined(said), { law });
  return open(joined([...said, { zh: `异议受理至${last}`, en: `they are taken until ${last}` }]), { law });
}

/** As who posted it could know it: what was put on record long after the day it claims stood there from then on. */
function asBelieved(objection: RecordedObjection): RecordedObjection {
  const { answeredOn, released, settledRecordedOn } = objection;
  const believed = (claimed: LocalDate) => believedDay(claimed, settledRecordedOn ?? claimed);
  return {
    ...objection,
    answeredOn: answeredOn && believed(answeredOn),
    released: released && { ...released, on: believed(released.on) },
  };
}

/** Where a law, and not only a default, sets the day of the answer. */
function answeredLate(objection: RecordedObjection, where: Jurisdiction, restDays: OwnRestDays): boolean {
  const { answeredOn, released, settledRecordedOn, raisedOn } = objection;
  const claimed = answeredOn ?? released?.on ?? null;
  if (claimed === null) return false;
  const settled = believedDay(claimed, settledRecordedOn ?? claimed);
  if (!settled.isAfter(answerDay(objection, where, restDays))) return false;
  return noticeLaw('objections.answered', raisedOn, where).force !== 'default';
}

/** With the days they claim, the days they were recorded where those are later, and the day until which to answer. */
function objectionWords(objection: RecordedObjection, where: Jurisdiction, restDays: OwnRestDays): Sentence {
  const { number, raisedOn, recordedOn, answeredOn, settledRecordedOn, released } = objection;
  const [zhRaised, enRaised] = recordedMark(raisedOn, recordedOn);
  const settled = answeredOn ?? released?.on ?? null;
  const by = answerDay(objection, where, restDays);
  if (settled === null)
    return {
      zh: `第${number}件${raisedOn}提出${zhRaised}，应于${by}以前答复`,
      en: `no. ${number} of ${raisedOn}${enRaised}, to be answered by ${by}`,
    };
  const [zhSettled, enSettled] = recordedMark(settled, settledRecordedOn ?? settled);
  const late = settled.isAfter(by);
  return {
    zh: `第${number}件${raisedOn}提出${zhRaised}，${settled}${answeredOn ? '答复' : '放行'}${zhSettled}${late ? `（迟于${by}）` : ''}`,
    en: `no. ${number} of ${raisedOn}${enRaised}, ${answeredOn ? 'answered' : 'released'} on ${settled}${enSettled}${late ? ` (later than ${by})` : ''}`,
  };
}

function recordedMark(claimed: LocalDate, recorded: LocalDate): readonly [zh: string, en: string] {
  if (!isLate(claimed, recorded)) return ['', ''];
  return [`（${recorded}登记）`, ` (recorded on ${recorded})`];
}

/** What was withheld is each receipt times the rate, and was declared in its days. */
function tax({
  tax: { rate, basis, withheld, due, dueOn, filedOn, today, isRateAsked },
  decision,
  postedOn,
}: RunRecorded): Answered {
  const day = postedOn ?? decision?.day ?? today;
  const law = lawInForce('dividend-tax.rate', day, nation)?.id ?? null;
  const said: Sentence = {
    zh: `税率${rate}%（${basis.zh}），${postedOn ? '' : '入账时'}代扣${withheld.toGrouped()}元`,
    en: `at ${rate} % (${basis.en}), ${withheld.toGrouped()} yuan ${postedOn ? 'were' : 'are to be'} withheld`,
  };
  if (!withheld.equals(due))
    return no(
      joined([
        said,
        { zh: `按各笔收入应为${due.toGrouped()}元`, en: `by each receipt it is ${due.toGrouped()}` },
      ]),
      { law },
    );
  const lawful = lawfulTaxRate(day);
  if (isRateAsked && isTaxAboveLaw(rate, day))
    return no(
      joined([said, { zh: `高于法定税率${lawful}%`, en: `that is above the ${lawful} % of the law` }]),
      {
        law,
      },
    );
  if (rate !== lawful)
    return notAsked(
      joined([
        said,
        {
          zh: '各地做法不一，少扣的由扣缴义务人承担责任',
          en: 'practice differs, and who should have withheld more answers for it',
        },
      ]),
      { law: 'dividend-tax.risk@2001' },
    );
  if (postedOn === null) return open(said, { law });
  if (dueOn === null || withheld.isZero) return yes(said, { law });
  const days = { zh: `申报期限${dueOn}`, en: `to be declared by ${dueOn}` };
  // It can be made good at any time: not yet, and said to be late.
  if (filedOn === null)
    return today.isAfter(dueOn)
      ? open(joined([said, days, { zh: '已逾期，尚未登记申报', en: 'late: no declaration is on record' }]), {
          law,
        })
      : yes(joined([said, days]), { law });
  const [zhLate, enLate] = filedOn.isAfter(dueOn) ? ['，已逾期', ', late'] : ['', ''];
  const made = { zh: `${filedOn}登记申报${zhLate}`, en: `the list was made on ${filedOn}${enLate}` };
  return yes(joined([said, days, made]), { law });
}

/** Who prepared did not confirm, and what was confirmed is what stands. */
function fourEyes(facts: LegalityFacts): Answered {
  const { pairs, decision, effect } = facts;
  const day = effect[0]?.day ?? decision?.day;
  const law = (day && lawInForce('books.reviewed-vouchers', day, nation)?.id) ?? null;
  const faults: Sentence[] = [];
  if (facts.kind === 'run' && facts.asApproved === false)
    faults.push({ zh: '与审批时的内容不符', en: 'it is not what was approved' });
  if (decision && (decision.review === 'awaiting-review' || decision.review === 'sent-back'))
    faults.push({
      zh: `决议${decision.number}${reviewStateWords[decision.review].zh}`,
      en: `resolution ${decision.number} ${reviewStateWords[decision.review].en}`,
    });
  const alone = pairs.filter(({ by, other }) => other === null || other === by);
  for (const { first, second, other } of alone)
    faults.push(
      other === null
        ? {
            zh: `${first.zh}之后没有另一人${second.zh}`,
            en: `one person ${first.en}, nobody else ${second.en}`,
          }
        : { zh: `同一人${first.zh}并${second.zh}`, en: `the same person ${first.en} and ${second.en}` },
    );
  if (faults.length > 0) return no(joined(faults), { law });
  if (pairs.length === 0)
    return notAsked({ zh: '尚无须两人经办的步骤', en: 'no step of it needed two people yet' });
  return yes(
    joined(
      pairs.map(({ first, second }) => ({
        zh: `${first.zh}、${second.zh}为两人`,
        en: `who ${first.en} is not who ${second.en}`,
      })),
    ),
    { law },
  );
}
