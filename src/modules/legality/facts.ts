/** What is recorded of a run or a scheme, gathered from the rooms that keep it, for the certificate to judge. */
import { eq } from 'drizzle-orm';
import { Period, type LocalDate } from '../../domain/calendar.ts';
import type { Sentence } from '../../domain/language.ts';
import type {
  Hung,
  Pair,
  PlanRecorded,
  RulesOfDay,
  RunRecorded,
  SchemeRecorded,
  TaxRecorded,
} from '../../domain/legality-facts.ts';
import { Money } from '../../domain/money.ts';
import { planSubject, schemeSubject } from '../../domain/resolution.ts';
import { filingDueOn, ratePercent } from '../../domain/tax-filing.ts';
import type { Tx } from '../../platform/database.ts';
import { dayInChina } from '../../platform/services.ts';
import { firstDayOf, moneyUnaskedUntil } from '../access/index.ts';
import { keptOutTaken } from '../accounting/index.ts';
import { postingsOf, type SchemeRow } from '../allotments/index.ts';
import { decidedBeforeOf, jurisdictionOn, resolutionOn, restDaysOf } from '../assemblies/index.ts';
import {
  asObjection,
  type KnownObjection,
  contentOf,
  isReversed,
  lawLeftOut,
  noticeOfRun,
  objectionsOf,
  planOfRun,
  pooledIn,
  requirePlan,
  earlierReserve,
  givesMore,
  reserveBehind,
  reserveReached,
  runClaim,
  takenIn,
  termsOf,
  withheldBy,
  type Plan,
  type RunRow,
} from '../dividends/index.ts';
import { filingsOf, filingsOfRuns } from '../taxes/index.ts';
import { writtenBefore } from './schema.ts';
import { decidedBy, rulesOfDay, type Decided } from './deciding.ts';

/** Who is about to approve a run, and what that ties to it. */
export interface Approving {
  readonly by: string;
  readonly at: Date;
  readonly resolutionId: string;
  /** Adopted with it, in the same act. */
  readonly planId: string | null;
}

/** `approving`: as it will be recorded once it is approved so. What is approved already is told as it is. */
export async function runFacts(
  tx: Tx,
  kept: RunRow,
  today: LocalDate,
  approving: Approving | null = null,
): Promise<RunRecorded> {
  const tied = kept.state === 'calculated' ? approving : null;
  const run: RunRow =
    tied === null
      ? kept
      : { ...kept, resolutionId: tied.resolutionId, approvedBy: tied.by, approvedAt: tied.at };
  const { cooperativeId, id } = run;
  const postedOn = run.postedAt && dayInChina(run.postedAt);
  const isNew = await isAskedAll(tx, cooperativeId);
  const decided =
    run.resolutionId === null
      ? null
      : await decidedBy(
          tx,
          cooperativeId,
          run.resolutionId,
          runClaim(run).subject,
          isNew(run.postedAt) ? [run.kind === 'history' ? run.recordDate : (postedOn ?? today)] : [],
        );
  const notice = await noticeOfRun(tx, cooperativeId, id);
  const objections = (await objectionsOf(tx, cooperativeId, id)).map((each) =>
    recordedObjection(each, run.postedAt),
  );
  const found = (await planOfRun(tx, run)) ?? (tied && (await planAdoptedWith(tx, run, tied)));
  const planDecided = found && (await planDecision(tx, found));
  return {
    kind: 'run',
    run: run.kind,
    firstDay: await firstDayOf(tx, cooperativeId),
    older: await isOlder(tx, cooperativeId, run.postedAt),
    toldBefore: await isToldBefore(tx, cooperativeId, run.postedAt),
    takenBack: await isReversed(tx, run),
    givesMore: run.kind === 'difference' && isNew(run.postedAt) && (await givesMore(tx, run)),
    decision: decided?.deciding ?? null,
    effect: await rulesOfDays(tx, cooperativeId, postedOn ? [postedOn] : []),
    recordDate: run.recordDate,
    approvedOn: run.approvedAt && dayInChina(run.approvedAt),
    postedOn,
    asApproved: run.approvedContent === null ? null : run.approvedContent === (await contentOf(tx, run)),
    plan: found ? await planFacts(tx, found, planDecided ?? null, run) : null,
    where: await jurisdictionOn(tx, cooperativeId, notice?.postedOn ?? today),
    hung: notice ? ({ ...notice, objections } satisfies Hung) : null,
    tax: { ...(await taxFacts(tx, run, today)), isRateAsked: isNew(run.postedAt) },
    pairs: [
      ...(run.kind === 'reversal'
        ? []
        : [pair(['编制分红', 'prepared the run'], run.preparedBy, ['审批', 'approved it'], run.approvedBy)]),
      ...(found?.end
        ? [
            pair(
              ['编制方案', 'drew up the plan'],
              found.row.recordedBy,
              ['登记通过', 'adopted it'],
              found.end.recordedBy,
            ),
          ]
        : []),
      ...reviewPairs(decided),
      ...reviewPairs(planDecided ?? null),
      ...(notice && notice.review !== 'not-needed'
        ? [
            pair(
              ['迟录公示', 'entered the public notice late'],
              notice.recordedBy,
              ['复核', 'confirmed it'],
              notice.reviewed?.recordedBy ?? null,
            ),
          ]
        : []),
    ],
  };
}

function recordedObjection(known: KnownObjection, postedAt: Date | null) {
  const { row, settlement } = known;
  return {
    ...asObjection(known),
    recordedOn: dayInChina(row.recordedAt),
    isAfterPosting: postedAt !== null && row.recordedAt > postedAt,
    settledRecordedOn: settlement && dayInChina(settlement.recordedAt),
  };
}

export async function schemeFacts(tx: Tx, scheme: SchemeRow): Promise<SchemeRecorded> {
  const { cooperativeId, id } = scheme;
  const posted = (await postingsOf(tx, cooperativeId)).findLast(
    ({ posting, reversedAt }) => posting.schemeId === id && reversedAt === null,
  )?.posting;
  const subject = schemeSubject(id);
  const isNew = await isAskedAll(tx, cooperativeId);
  const resolutionId = posted?.resolutionId ?? (await resolutionOn(tx, cooperativeId, subject))?.id;
  const days = posted
    ? [scheme.effectiveOn, posted.effectiveOn, dayInChina(posted.recordedAt)]
    : [scheme.effectiveOn];
  const decided =
    resolutionId == null
      ? null
      : await decidedBy(tx, cooperativeId, resolutionId, subject, isNew(posted?.recordedAt) ? days : []);
  return {
    kind: 'scheme',
    posted: posted !== undefined,
    firstDay: await firstDayOf(tx, cooperativeId),
    older: await isOlder(tx, cooperativeId, posted?.recordedAt ?? null),
    toldBefore: await isToldBefore(tx, cooperativeId, posted?.recordedAt ?? null),
    decision: decided?.deciding ?? null,
    effect: await rulesOfDays(tx, cooperativeId, days),
    pairs: [
      ...(decided === null
        ? []
        : [
            pair(
              ['拟订方案', 'drew up the scheme'],
              scheme.recordedBy,
              ['登记、复核决议或入账', 'recorded or confirmed the resolution, or posted it'],
              [decided.row.recordedBy, decided.row.reviewed?.recordedBy, posted?.recordedBy].find(
                (each) => each !== undefined && each !== scheme.recordedBy,
              ) ?? scheme.recordedBy,
            ),
          ]),
      ...reviewPairs(decided),
    ],
  };
}

/** Whether a version wrote it that did not ask all this yet. */
async function isOlder(tx: Tx, cooperativeId: string, recordedAt: Date | null): Promise<boolean> {
  const [row] = await tx.select().from(writtenBefore).where(eq(writtenBefore.cooperativeId, cooperativeId));
  return row !== undefined && recordedAt !== null && recordedAt.getTime() <= row.until.getTime();
}

/**
 * Whether whoever wrote it at that moment was asked for the votes of the law in effect, for reserve of earlier years, for a plan decided in its
 * half-year, and for differences that give more: what versions of before let through by their own rules is not held against it.
 */
async function isAskedAll(
  tx: Tx,
  cooperativeId: string,
): Promise<(recordedAt: Date | null | undefined) => boolean> {
  const until = await moneyUnaskedUntil(tx, cooperativeId);
  return (recordedAt) => recordedAt == null || until === null || recordedAt > until;
}

/** Whether a version wrote it that only told of what minutes on paper leave out. */
async function isToldBefore(tx: Tx, cooperativeId: string, recordedAt: Date | null): Promise<boolean> {
  const until = await decidedBeforeOf(tx, cooperativeId);
  return until !== null && recordedAt !== null && recordedAt.getTime() <= until.getTime();
}

async function rulesOfDays(
  tx: Tx,
  cooperativeId: string,
  days: readonly LocalDate[],
): Promise<readonly RulesOfDay[]> {
  const rules: RulesOfDay[] = [];
  for (const day of days) rules.push(await rulesOfDay(tx, cooperativeId, day));
  return rules;
}

type Both = readonly [zh: string, en: string];
const words = ([zh, en]: Both): Sentence => ({ zh, en });

function pair(first: Both, by: string, second: Both, other: string | null): Pair {
  return { first: words(first), by, second: words(second), other };
}

/** Minutes from paper and what was entered late wait for a second person. */
function reviewPairs(decided: Decided | null): readonly Pair[] {
  if (decided === null || decided.row.review === 'not-needed') return [];
  const { recordedBy, reviewed, number } = decided.row;
  return [
    pair(
      [`登记决议${number}`, `entered resolution ${number}`],
      recordedBy,
      ['复核', 'confirmed it'],
      reviewed?.recordedBy ?? null,
    ),
  ];
}

/** The plan of the run's period as it stands once it is adopted in the same act. */
async function planAdoptedWith(
  tx: Tx,
  { cooperativeId, period }: RunRow,
  { planId, by, at }: Approving,
): Promise<Plan | null> {
  const plan = planId === null ? null : await requirePlan(tx, cooperativeId, planId);
  if (plan === null || plan.end !== null || plan.row.period !== period) return null;
  const decided = await resolutionOn(tx, cooperativeId, planSubject(plan.row.id));
  return {
    ...plan,
    end: {
      cooperativeId,
      planId: plan.row.id,
      kind: 'adopted',
      resolutionId: decided?.id ?? null,
      reason: null,
      recordedAt: at,
      recordedBy: by,
    },
  };
}

async function planDecision(tx: Tx, { row, end }: Plan): Promise<Decided | null> {
  const resolutionId = end?.resolutionId ?? null;
  if (end === null || resolutionId === null) return null;
  const isNew = await isAskedAll(tx, row.cooperativeId);
  return decidedBy(
    tx,
    row.cooperativeId,
    resolutionId,
    planSubject(row.id),
    isNew(end.recordedAt) ? [dayInChina(end.recordedAt)] : [],
  );
}

async function planFacts(
  tx: Tx,
  { row, end }: Plan,
  decided: Decided | null,
  run: RunRow,
): Promise<PlanRecorded> {
  const { cooperativeId, period } = row;
  const until = row.terms.reserveUntil;
  const isNew = await isAskedAll(tx, cooperativeId);
  const { lastDay } = Period.parse(period);
  const { province, community } = await jurisdictionOn(tx, cooperativeId, lastDay);
  return {
    number: row.number.toString(),
    day: lastDay,
    jurisdiction: { province, community },
    terms: termsOf(row.terms),
    payable: row.payable,
    reached: await reserveReached(tx, cooperativeId, row),
    until: until === undefined ? null : { amount: Money.parse(until.amount), basis: until.basis },
    owed:
      end && isNew(end.recordedAt)
        ? await earlierReserve(tx, cooperativeId, row, dayInChina(end.recordedAt))
        : null,
    asksBegun: isNew(end?.recordedAt),
    behind: row.mode === 'year' ? await reserveBehind(tx, cooperativeId, Period.parse(period).year) : null,
    // A later correction is judged on its own page: it does not make a dividend of before it more than it was.
    taken: await (run.kind === 'difference' ? takenIn : pooledIn)(
      tx,
      cooperativeId,
      period,
      run.state === 'posted' ? 'posted' : 'standing',
    ),
    keptOutTaken: await keptOutTaken(tx, cooperativeId, lastDay),
    leftOut: await leftOutFacts(tx, row, end?.recordedAt),
    decision: decided?.deciding ?? null,
  };
}

async function leftOutFacts(tx: Tx, row: Plan['row'], adoptedAt?: Date): Promise<PlanRecorded['leftOut']> {
  const left = await lawLeftOut(tx, row, adoptedAt);
  if (left === null) return null;
  const { missing, law, before } = left;
  return { accounts: missing.map(({ account }) => account).join('、'), law, before };
}

async function taxFacts(tx: Tx, run: RunRow, today: LocalDate): Promise<Omit<TaxRecorded, 'isRateAsked'>> {
  const { cooperativeId, id } = run;
  // The earliest month that is not declared, else the last one that was: what waits is declared when it may be drawn.
  const months = (await filingsOfRuns(tx, cooperativeId)).get(id) ?? [];
  const one = months.find(({ filingId }) => filingId === null) ?? months.at(-1);
  const filing = (await filingsOf(tx, cooperativeId)).find(({ row }) => row.id === one?.filingId);
  const month = one?.month ?? null;
  return {
    rate: ratePercent(run.taxRate),
    basis: { zh: run.taxBasis, en: run.taxBasisEn ?? run.taxBasis },
    ...(await withheldBy(tx, run)),
    dueOn:
      month === null ? null : (filing?.row.dueOn ?? filingDueOn(month, await restDaysOf(tx, cooperativeId))),
    filedOn: filing ? dayInChina(filing.row.madeAt) : null,
    today,
  };
}
