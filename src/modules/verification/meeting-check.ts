/**
 * Meetings and resolutions: every closed meeting counted again from its list, attendance, hands and ballots; every
 * resolution judged again, compared with its motion and with the trail; and what rests on one still carried by it.
 */
import { sql } from 'drizzle-orm';
import { bodyRulesOf } from '../../domain/assembly-rules.ts';
import { tallyHands } from '../../domain/assembly-vote.ts';
import { Refusal } from '../../domain/refusal.ts';
import { refusalMessage } from '../../domain/errors/catalogue.ts';
import { resultFromText, type ResultText } from '../../domain/meeting.ts';
import { schemeSubject } from '../../domain/resolution.ts';
import type { Tx } from '../../platform/database.ts';
import { id as uuid, rowsOf } from '../../platform/rows.ts';
import { requireResolutionFor, resolutionsAfter, rulesOn, type ResolutionRow } from '../assemblies/index.ts';
import { closedMeetings, recount, votesAsText, type MeetingRow } from '../meetings/index.ts';
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
  const byMotion = new Map<string, ResolutionRow>();
  const resolutions = await resolutionsOf(tx, cooperativeId);
  for (const row of resolutions) {
    if (row.motionId !== null) byMotion.set(row.motionId, row);
    else await judgeAgain(tx, row, findings);
    compareWithTrail(row, told, findings);
  }
  const known = new Set(resolutions.map(({ id }) => id));
  for (const id of told.resolutions.keys())
    if (!known.has(id)) findings.add({ table: 'resolution', row: id, rule: 'trail-only' });
  const meetings = await closedMeetings(tx, cooperativeId);
  for (const row of meetings) await recountMeeting(tx, row, byMotion, findings);
  await checkPostingsCarried(tx, cooperativeId, findings);
  return { meetings: meetings.length, resolutions: resolutions.length };
}

async function resolutionsOf(tx: Tx, cooperativeId: string): Promise<readonly ResolutionRow[]> {
  const rows: ResolutionRow[] = [];
  for (;;) {
    const page = await resolutionsAfter(tx, cooperativeId, PAGE, rows.at(-1)?.id);
    rows.push(...page);
    if (page.length < PAGE) return rows;
  }
}

async function recountMeeting(
  tx: Tx,
  row: MeetingRow,
  byMotion: ReadonlyMap<string, ResolutionRow>,
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
async function judgeAgain(tx: Tx, row: ResolutionRow, findings: FindingList): Promise<void> {
  const { entitled, present, counting } = row;
  if (entitled === null || present === null || counting === null) return;
  const { set } = await rulesOn(tx, row.cooperativeId, row.decidedOn);
  const { outcome } = tallyHands(bodyRulesOf(set, row.body), {
    entitled,
    present,
    for: Number(row.votesFor),
    against: Number(row.votesAgainst),
    abstain: Number(row.votesAbstained),
  });
  if (outcome !== row.outcome)
    findings.add({
      table: 'resolution',
      row: `${row.body} ${row.number}`,
      rule: 'vote-recount',
      expected: outcome,
      found: row.outcome,
    });
}

function compareWithTrail(row: ResolutionRow, told: Told, findings: FindingList): void {
  const said = told.resolutions.get(row.id);
  const name = `${row.body} ${row.number}`;
  const found = `${row.outcome} ${row.votesFor} ${row.votesAgainst} ${row.votesAbstained}`;
  if (said === undefined) findings.add({ table: 'resolution', row: name, rule: 'trail-silent' });
  else if (row.counting !== null && said !== found)
    findings.add({ table: 'resolution', row: name, rule: 'trail-differs', expected: said, found });
}

/** Shares that were allotted rest on a resolution that was adopted, on that scheme, by a body with the power. */
async function checkPostingsCarried(tx: Tx, cooperativeId: string, findings: FindingList): Promise<void> {
  const rows = await rowsOf(
    tx,
    sql`
    select id, scheme_id, resolution_id from allotment_posting
    where cooperative_id = ${cooperativeId}::uuid and resolution_id is not null`,
    { id: uuid, schemeId: uuid, resolutionId: uuid },
  );
  for (const { id, schemeId, resolutionId } of rows) {
    const claim = { matter: 'allotment-scheme', subject: schemeSubject(schemeId) } as const;
    await carried(tx, cooperativeId, resolutionId, claim, (found) =>
      findings.add({ table: 'allotment_posting', row: id, rule: 'not-carried', found }),
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
