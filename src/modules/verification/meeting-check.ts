/**
 * Meetings and resolutions: every closed meeting counted again from its list, attendance, hands and ballots; every
 * resolution judged again, compared with its motion and with the trail; and what rests on one still carried by it, alone.
 * Minutes from paper and days entered late are named.
 */
import { sql } from 'drizzle-orm';
import { misfiledFaults, reservedOnPaper } from '../../domain/agenda.ts';
import { bodyRulesOf, hasPower, type Body, type RuleSet } from '../../domain/assembly-rules.ts';
import { outcomeWords } from '../../domain/assembly-words.ts';
import { electsAnew } from '../../domain/body-composition.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import type { Language } from '../../domain/language.ts';
import { bodyWords } from '../../domain/words.ts';
import { tallyMinutes } from '../../domain/assembly-vote.ts';
import { isLate } from '../../domain/late-entry.ts';
import { Refusal } from '../../domain/refusal.ts';
import { faultMessage, refusalMessage } from '../../domain/errors/catalogue.ts';
import { decidedMoreThanOnce, isPostponement, takersSubject } from '../../domain/resolution.ts';
import { resultFromText, type ResultText } from '../../domain/meeting.ts';
import type { Tx } from '../../platform/database.ts';
import { flag, moment, rowsOf, text } from '../../platform/rows.ts';
import { dayInChina } from '../../platform/services.ts';
import { isJudgedLess } from '../access/index.ts';
import { postingsOf, schemeClaim, schemesOf } from '../allotments/index.ts';
import {
  carriesNothingBy,
  decidedBeforeOf,
  minutesOf,
  pastTermSince,
  thinWhenDecided,
  requireResolutionFor,
  resolutionsAfter,
  rulesOn,
  type KnownResolution,
} from '../assemblies/index.ts';
import {
  closedMeetings,
  meetingMinutesOf,
  noticeOf,
  noticeReviewOf,
  recount,
  requireMeeting,
  votesAsText,
  type MeetingRow,
} from '../meetings/index.ts';
import { checkElectorate } from './electorate-check.ts';
import type { FindingList, Rule } from './finding.ts';
import type { Told } from './trail-check.ts';

const PAGE = 500;

/** Returns how many meetings were recounted and how many resolutions judged. */
export async function checkMeetings(
  tx: Tx,
  cooperativeId: string,
  told: Told,
  findings: FindingList,
): Promise<{ readonly meetings: number; readonly resolutions: number }> {
  const byMotion = new Map<string, KnownResolution>();
  const resolutions = await resolutionsOf(tx, cooperativeId);
  for (const row of resolutions) {
    if (row.motionId !== null) byMotion.set(row.motionId, row);
    else await judgeAgain(tx, row, findings);
    await checkTerm(tx, row, findings);
    compareWithTrail(row, told, findings);
    noteHowEntered(row, findings);
    await checkFiled(tx, row, findings);
    if (row.review === 'confirmed' || row.review === 'not-needed') await checkElectorate(tx, row, findings);
  }
  await checkDecidedOnce(tx, cooperativeId, resolutions, findings);
  await checkRejected(tx, cooperativeId, findings);
  const known = new Set(resolutions.map(({ id }) => id));
  for (const id of told.resolutions.keys())
    if (!known.has(id)) findings.add({ table: 'resolution', row: id, rule: 'trail-only' });
  const meetings = await closedMeetings(tx, cooperativeId);
  for (const row of meetings) {
    await recountMeeting(tx, row, byMotion, findings);
    await checkMeetingNotice(tx, row, findings);
    await checkMinutes(tx, row, findings);
  }
  await checkClosers(tx, cooperativeId, findings);
  await checkPostingsCarried(tx, cooperativeId, findings);
  return { meetings: meetings.length, resolutions: resolutions.length };
}

/** What was carried decided nothing that is reserved under another matter's name, in a meeting as on paper. */
async function checkFiled(tx: Tx, row: KnownResolution, findings: FindingList): Promise<void> {
  const { cooperativeId, body, number, matter: kind, title, text: words, decidedOn } = row;
  if (row.outcome !== 'adopted' || row.review === 'sent-back') return;
  const { set } = await rulesOn(tx, cooperativeId, decidedOn);
  const motion = { kind, title, text: words, voted: true };
  const [fault] = [
    ...reservedOnPaper(kind, motion, decidedOn),
    ...misfiledFaults(set, body, decidedOn, motion, () => '/matter'),
  ];
  if (fault === undefined) return;
  const found = { zh: faultMessage(fault, 'zh'), en: faultMessage(fault, 'en') };
  const where = { table: 'resolution', row: `${body} ${number}`, found } as const;
  if (await isJudgedLess(tx, cooperativeId, await judgedAt(tx, row)))
    findings.note({ ...where, remark: 'reserved-elsewhere-before' });
  else findings.add({ ...where, rule: 'reserved-elsewhere' });
}

/** When an agenda was judged: as its notice went out, whatever version closed the meeting; of minutes on paper, as they were entered. */
async function judgedAt(tx: Tx, { cooperativeId, meetingId, recordedAt }: KnownResolution): Promise<Date> {
  if (meetingId === null) return recordedAt;
  const notice = await noticeOf(tx, await requireMeeting(tx, cooperativeId, meetingId));
  return notice?.recordedAt ?? recordedAt;
}

/** PostgreSQL says again whether whoever closed a meeting had entered it, and which were cancelled with their votes. */
async function checkClosers(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`select m.body || ' ' || m.year || '-' || m.number as row, max(r.recorded_at) <= coalesce(max(b.until), '-infinity') as before
      from resolution r
      join meeting m on m.cooperative_id = ${coop} and m.id = r.meeting_id
      left join ended_alone_before b on b.cooperative_id = ${coop}
      where r.cooperative_id = ${coop} and recorded_of_meeting(r.cooperative_id, r.meeting_id, r.recorded_by)
      group by m.body, m.year, m.number order by m.body, m.year, m.number`,
    { row: text, before: flag },
  );
  for (const { row, before } of rows)
    if (before) findings.note({ table: 'meeting', row, remark: 'closed-by-recorder-before' });
    else findings.add({ table: 'meeting', row, rule: 'closed-by-recorder' });
  const cancelled = await rowsOf(
    tx,
    sql`select m.body || ' ' || m.year || '-' || m.number as row from meeting m
      where m.cooperative_id = ${coop} and m.state = 'cancelled' and has_voted(m)
      order by m.body, m.year, m.number`,
    { row: text },
  );
  for (const { row } of cancelled) findings.note({ table: 'meeting', row, remark: 'cancelled-after-vote' });
}

async function resolutionsOf(tx: Tx, cooperativeId: string): Promise<readonly KnownResolution[]> {
  const rows: KnownResolution[] = [];
  for (;;) {
    const page = await resolutionsAfter(tx, cooperativeId, PAGE, rows.at(-1)?.id);
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

/** A subject that was decided more than once; one that was rejected and came up again on another day is told. */
async function checkDecidedOnce(
  tx: Tx,
  cooperativeId: string,
  resolutions: readonly KnownResolution[],
  findings: FindingList,
): Promise<void> {
  const before = await decidedBeforeOf(tx, cooperativeId);
  const standing = resolutions.filter(
    ({ subject, review }) => subject !== null && (review === 'confirmed' || review === 'not-needed'),
  );
  for (const [subject, rows] of Map.groupBy(standing, (each) => each.subject)) {
    const decisions = rows.filter(({ outcome }) => outcome !== 'lapsed');
    const [first] = decisions;
    if (first === undefined || decisions.length === 1) continue;
    const told = (language: Language) =>
      decisions
        .map(
          ({ body, number, outcome }) =>
            `${bodyWords[body][language]} ${number} ${outcomeWords[outcome][language]}`,
        )
        .join(', ');
    const found = { zh: told('zh'), en: told('en') };
    // Who may take shares is set anew, and then decided anew.
    const anew = first.subject?.startsWith(takersSubject('')) === true;
    const rules = new Map<string, RuleSet>();
    for (const { decidedOn, recordedAt } of decisions)
      rules.set(`${decidedOn}`, (await rulesOn(tx, cooperativeId, decidedOn, recordedAt)).set);
    const has = (body: Body, on: LocalDate) => {
      const set = rules.get(`${on}`);
      return !anew && set !== undefined && hasPower(set, body, first.matter);
    };
    const older = decisions.slice(1).every(({ recordedAt }) => before !== null && recordedAt <= before);
    if (!older && decidedMoreThanOnce(await bindingAmong(tx, decisions), has))
      findings.add({ table: 'resolution', row: `${subject}`, rule: 'decided-more-than-once', found });
    else findings.note({ table: 'resolution', row: `${subject}`, remark: 'decided-twice', found });
  }
}

/** Without the minutes from paper that carry nothing any more by the law of another of these decisions. */
async function bindingAmong(
  tx: Tx,
  decisions: readonly KnownResolution[],
): Promise<readonly KnownResolution[]> {
  const binding: KnownResolution[] = [];
  for (const each of decisions) {
    let overtaken = false;
    for (const { decidedOn } of decisions) overtaken ||= await carriesNothingBy(tx, each, decidedOn);
    if (!overtaken) binding.push(each);
  }
  return binding;
}

/** What was rejected, and decided afterwards for that day or an earlier one: by the same row or by a copy that says the same. */
async function checkRejected(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    with standing as (
      select r.*, subject_content(${coop}, r.subject) as content from resolution r
      left join resolution_review v on v.cooperative_id = ${coop} and v.resolution_id = r.id
      where r.cooperative_id = ${coop} and r.subject is not null and r.outcome <> 'lapsed'
        and (v.verdict = 'confirmed' or v.verdict is null and r.meeting_id is not null and r.late_reason is null)
    )
    select a.body || ' ' || a.number || ' ' || a.decided_on as row, r.body || ' ' || r.number || ' ' || r.decided_on as found,
      a.recorded_at <= coalesce(b.until, '-infinity') as before
    from standing a join standing r on r.content = a.content and r.subject <> a.subject and r.outcome = 'rejected'
      and r.decided_on >= a.decided_on and (r.recorded_at, r.id) < (a.recorded_at, a.id)
    left join bound_less_before b on b.cooperative_id = ${coop}
    order by a.recorded_at, a.id`,
    { row: text, found: text, before: flag },
  );
  for (const { row, found, before } of rows)
    if (before) findings.note({ table: 'resolution', row, remark: 'decided-twice', found });
    else findings.add({ table: 'resolution', row, rule: 'rejected-before', found });
}

/** What a second person had to see, and what nobody could check. */
function noteHowEntered(row: KnownResolution, findings: FindingList): void {
  const name = `${row.body} ${row.number}`;
  const found = `${row.decidedOn} → ${dayInChina(row.recordedAt)}`;
  if (row.lateReason !== null)
    findings.note({
      table: 'resolution',
      row: name,
      remark: row.meetingId === null ? 'from-paper' : 'entered-late',
      found: `${found}, ${row.lateReason}`,
    });
  if (row.meetingId === null && row.registered === null)
    findings.note({ table: 'resolution', row: name, remark: 'register-empty', found });
}

/** A notice that was entered late says so; without a second person the meeting was not convened. */
async function checkMeetingNotice(tx: Tx, row: MeetingRow, findings: FindingList): Promise<void> {
  const notice = await noticeOf(tx, row);
  if (notice === undefined) return;
  const recordedOn = dayInChina(notice.recordedAt);
  if (!isLate(notice.noticeOn, recordedOn)) return;
  const name = `meeting ${row.body} ${row.year}-${row.number}`;
  const found = `${notice.noticeOn} → ${recordedOn}, ${notice.lateReason ?? '—'}`;
  if (await noticeReviewOf(tx, row))
    findings.note({ table: 'meeting_notice', row: name, remark: 'entered-late', found });
  else findings.add({ table: 'meeting_notice', row: name, rule: 'meeting-notice-unconfirmed', found });
}

/** Minutes that stand and were written days after say so; nobody confirmed their own. */
async function checkMinutes(tx: Tx, row: MeetingRow, findings: FindingList): Promise<void> {
  const { standing } = await meetingMinutesOf(tx, row);
  if (standing === null || !isLate(row.heldOn, standing.recordedOn)) return;
  const name = `meeting ${row.body} ${row.year}-${row.number}`;
  const found = `${row.heldOn} → ${standing.recordedOn}, ${standing.lateReason ?? '—'}`;
  const where = { table: 'meeting_minutes', row: name, found } as const;
  if (standing.confirmedBy === null) findings.note({ ...where, remark: 'minutes-by-one-before' });
  else if (standing.confirmedBy === standing.recordedBy) findings.add({ ...where, rule: 'minutes-by-one' });
  else findings.note({ ...where, remark: 'entered-late' });
}

async function recountMeeting(
  tx: Tx,
  row: MeetingRow,
  byMotion: ReadonlyMap<string, KnownResolution>,
  findings: FindingList,
): Promise<void> {
  const name = `meeting ${row.body} ${row.year}-${row.number}`;
  const add = (motion: number, rule: Rule, expected: string, found: string) =>
    findings.add({ table: 'motion_result', row: `${name}, motion ${motion}`, rule, expected, found });
  try {
    for (const { motion, stored, recounted, agrees } of await recount(tx, row)) {
      const { number } = motion.row;
      if (!agrees) add(number, 'vote-recount', written(recounted), written(stored));
      const resolution = byMotion.get(motion.motion);
      if (recounted === null) continue;
      const kept = resolution && `${resolution.outcome} ${resolution.votesFor}`;
      const { outcome, votes } = resultFromText(recounted);
      const due = `${outcome} ${votesAsText(votes.for, recounted.counting)}`;
      if (kept !== due) add(number, 'vote-resolution', due, kept ?? '—');
    }
  } catch (error) {
    // Rows that can no longer be counted, such as a ballot of somebody who was not present.
    if (!(error instanceof Refusal)) throw error;
    findings.add({
      table: 'meeting',
      row: name,
      rule: 'vote-uncountable',
      found: refusalMessage(error, 'en'),
    });
  }
}

function written(result: ResultText | null): string {
  if (result === null) return '—';
  const { for: yes, against, abstain } = result.votes;
  return `${result.outcome} ${yes}/${against}/${abstain} of ${result.present}`;
}

/** A resolution from minutes on paper: its own counts, by the rules of its day. */
async function judgeAgain(tx: Tx, row: KnownResolution, findings: FindingList): Promise<void> {
  const minutes = minutesOf(row);
  if (minutes === null || row.counting === null) return;
  const { set } = await rulesOn(tx, row.cooperativeId, row.decidedOn, row.recordedAt);
  const { outcome } = tallyMinutes(bodyRulesOf(set, row.body), minutes);
  if (outcome !== row.outcome)
    findings.add({
      table: 'resolution',
      row: `${row.body} ${row.number}`,
      rule: 'vote-recount',
      expected: outcome,
      found: row.outcome,
    });
}

/** What a body decided beyond an election that was past its term, of minutes on paper, or had too few seats left. */
async function checkTerm(tx: Tx, row: KnownResolution, findings: FindingList): Promise<void> {
  const { cooperativeId, body, number, matter, subject, decidedOn, recordedAt } = row;
  if (row.outcome !== 'adopted' || row.review === 'sent-back') return;
  const about = isPostponement(subject) ? { kind: 'postponement' } : null;
  if (electsAnew(matter, about)) return;
  const thin = await thinWhenDecided(tx, row);
  if (thin !== null)
    findings.add({
      table: 'resolution',
      row: `${body} ${number}`,
      rule: 'decided-too-thin',
      expected: `> ${thin.elected} / 2, ≥ ${thin.least}`,
      found: `${thin.held}`,
    });
  const since = row.meetingId === null ? await pastTermSince(tx, cooperativeId, body, decidedOn) : null;
  if (since === null) return;
  const before = await lookedLessBefore(tx, cooperativeId);
  const place = { table: 'resolution', row: `${body} ${number}`, found: `${since} → ${decidedOn}` };
  if (before !== null && recordedAt <= before)
    findings.note({ ...place, remark: 'decided-past-term-before' });
  else findings.add({ ...place, rule: 'decided-past-term' });
}

/** Until when a version wrote these books that asked less of decisions; null without. */
async function lookedLessBefore(tx: Tx, cooperativeId: string): Promise<Date | null> {
  const [row] = await rowsOf(
    tx,
    sql`select until from looked_less_before where cooperative_id = ${cooperativeId}::uuid`,
    { until: moment },
  );
  return row?.until ?? null;
}

function compareWithTrail(row: KnownResolution, told: Told, findings: FindingList): void {
  const said = told.resolutions.get(row.id);
  const name = `${row.body} ${row.number}`;
  const found = `${row.outcome} ${row.votesFor} ${row.votesAgainst} ${row.votesAbstained}`;
  if (said === undefined) findings.add({ table: 'resolution', row: name, rule: 'trail-silent' });
  else if (row.counting !== null && said !== found)
    findings.add({ table: 'resolution', row: name, rule: 'trail-differs', expected: said, found });
}

/** Shares that were allotted rest on a resolution that was adopted, on that scheme, by a body with the power. */
async function checkPostingsCarried(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const schemes = new Map((await schemesOf(tx, cooperativeId)).map((scheme) => [scheme.id, scheme]));
  for (const { posting } of await postingsOf(tx, cooperativeId)) {
    const { schemeId, resolutionId, effectiveOn } = posting;
    const scheme = schemes.get(schemeId);
    if (resolutionId === null || scheme === undefined) continue;
    await carried(tx, cooperativeId, resolutionId, schemeClaim(scheme, effectiveOn), (found) =>
      findings.add({
        table: 'allotment_posting',
        row: `${scheme.name} ${effectiveOn}`,
        rule: 'not-carried',
        found,
      }),
    );
  }
}

/** Says why a resolution does not carry what rests on it; nothing when it does. */
export async function carried(
  tx: Tx,
  cooperativeId: string,
  resolutionId: string,
  claim: Parameters<typeof requireResolutionFor>[3],
  say: (found: string) => void,
): Promise<void> {
  try {
    await requireResolutionFor(tx, cooperativeId, resolutionId, claim);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(refusalMessage(error, 'en'));
  }
}
