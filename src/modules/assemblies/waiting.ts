/** What waits of decisions for another person: minutes entered later and what was added to them, seats, whose law holds. */
import { sql } from 'drizzle-orm';
import { bodies } from '../../domain/assembly-rules.ts';
import { outcomes } from '../../domain/assembly-vote.ts';
import { outcomeWords } from '../../domain/assembly-words.ts';
import { communityWords } from '../../domain/law-row.ts';
import { seatChangeKinds, seatChangeWords } from '../../domain/seat-change.ts';
import { fact, type Waiting } from '../../domain/waiting.ts';
import { bodyWords } from '../../domain/words.ts';
import type { Tx } from '../../platform/database.ts';
import { count, day, decimal, id, listOf, moment, oneOf, orNull, rowsOf, text } from '../../platform/rows.ts';
import { jurisdictionsSet } from '../settings/index.ts';
import { membersAs } from '../members/index.ts';

export async function waitingOfDecisions(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  return [
    ...(await minutes(tx, cooperativeId)),
    ...(await supplements(tx, cooperativeId)),
    ...(await seatChanges(tx, cooperativeId)),
    ...(await jurisdictions(tx, cooperativeId)),
  ];
}

async function minutes(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select r.id, r.body, r.number, r.decided_on, r.title, r.outcome, r.entitled, r.present, r.registered, r.votes_for,
      r.votes_against, r.votes_abstained, r.late_reason, r.recorded_at, r.recorded_by
    from resolution r
    where r.cooperative_id = ${coop} and (r.meeting_id is null or r.late_reason is not null)
      and not exists (select from resolution_review v where v.cooperative_id = ${coop} and v.resolution_id = r.id)
    order by r.recorded_at, r.id`,
    {
      id,
      body: oneOf(bodies),
      number: text,
      decidedOn: day,
      title: text,
      outcome: oneOf(outcomes),
      entitled: orNull(count),
      present: orNull(count),
      registered: orNull(count),
      votesFor: orNull(decimal),
      votesAgainst: orNull(decimal),
      votesAbstained: orNull(decimal),
      lateReason: orNull(text),
      recordedAt: moment,
      recordedBy: id,
    },
  );
  return rows.map((row): Waiting => {
    const body = bodyWords[row.body];
    return {
      kind: 'resolution',
      known: { resolutionId: row.id },
      says: {
        zh: `${body.zh} ${row.number}：${row.title}`,
        en: `${body.en} ${row.number}: ${row.title}`,
      },
      facts: [
        fact('会议日期', 'Day of the meeting', `${row.decidedOn}`),
        fact('应到（登记簿 → 会议记录）', 'Entitled (register → minutes)', `${row.entitled ?? '—'}`, {
          before: row.registered === null ? null : `${row.registered}`,
        }),
        fact('到会', 'Present', `${row.present ?? '—'}`),
        fact('赞成 / 反对 / 弃权', 'For / against / abstained', votesOf(row)),
        fact('结果', 'Outcome', outcomeWords[row.outcome]),
        ...(row.lateReason === null ? [] : [fact('迟录理由', 'Entered late because', row.lateReason)]),
      ],
      askedBy: row.recordedBy,
      askedAt: row.recordedAt,
    };
  });
}

function votesOf(row: Readonly<Record<'votesFor' | 'votesAgainst' | 'votesAbstained', string | null>>) {
  return [row.votesFor, row.votesAgainst, row.votesAbstained].map((each) => each ?? '—').join(' / ');
}

async function supplements(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select c.id, c.resolution_id, r.number, r.title, c.notice_on, c.papers_open_from, c.study_on, c.study_by,
      c.recorded_at, c.recorded_by
    from minutes_circumstance c
    join resolution r on r.cooperative_id = ${coop} and r.id = c.resolution_id
    where c.cooperative_id = ${coop} and not c.with_minutes and not exists (select from minutes_circumstance_review v
      where v.cooperative_id = ${coop} and v.circumstance_id = c.id)
    order by c.recorded_at, c.id`,
    {
      id,
      resolutionId: id,
      number: text,
      title: text,
      noticeOn: orNull(day),
      papersOpenFrom: orNull(day),
      studyOn: orNull(day),
      studyBy: orNull(text),
      recordedAt: moment,
      recordedBy: id,
    },
  );
  return rows.map((row): Waiting => ({
    kind: 'supplement',
    known: { resolutionId: row.resolutionId, circumstanceId: row.id },
    says: { zh: `${row.number}：${row.title}`, en: `${row.number}: ${row.title}` },
    facts: [
      ...(row.noticeOn === null ? [] : [fact('通知', 'Notice', `${row.noticeOn}`)]),
      ...(row.papersOpenFrom === null
        ? []
        : [fact('材料可查阅起', 'Papers open from', `${row.papersOpenFrom}`)]),
      ...(row.studyOn === null
        ? []
        : [fact('党组织研究', 'Studied', `${row.studyOn} ${row.studyBy ?? '—'}`)]),
    ],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}

async function seatChanges(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select c.id, c.kind, c.body, c.on_day, c.reason, c.late_reason, c.recorded_at, c.recorded_by,
      array(select m.name from ${membersAs('m', cooperativeId)}
        where m.id in (select k::uuid from jsonb_object_keys(c.people) k) order by m.sort_key) as people
    from seat_change c
    where c.cooperative_id = ${coop} and not exists (select from seat_change_review v
      where v.cooperative_id = ${coop} and v.change_id = c.id)
    order by c.recorded_at, c.id`,
    {
      id,
      kind: oneOf(seatChangeKinds),
      body: oneOf(bodies),
      onDay: day,
      reason: orNull(text),
      lateReason: orNull(text),
      recordedAt: moment,
      recordedBy: id,
      people: listOf(text),
    },
  );
  return rows.map((row): Waiting => {
    const [kind, body] = [seatChangeWords[row.kind], bodyWords[row.body]];
    return {
      kind: 'seat-change',
      known: { changeId: row.id },
      says: {
        zh: `${body.zh}${kind.zh}，${row.people.length} 人`,
        en: `${body.en}: ${kind.en}, ${row.people.length} people`,
      },
      facts: [
        fact('自', 'From', `${row.onDay}`),
        fact('人员', 'People', { zh: row.people.join('、'), en: row.people.join(', ') }),
        ...(row.reason === null ? [] : [fact('理由', 'Reason', row.reason)]),
        ...(row.lateReason === null ? [] : [fact('迟录理由', 'Entered late because', row.lateReason)]),
      ],
      askedBy: row.recordedBy,
      askedAt: row.recordedAt,
    };
  });
}

async function jurisdictions(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const rows = (await jurisdictionsSet(tx, cooperativeId)).filter(
    ({ review }) => review === 'awaiting-review',
  );
  return rows.map((row): Waiting => ({
    kind: 'jurisdiction',
    known: { version: `${row.version}` },
    says: {
      zh: `自 ${row.effectiveFrom} 起：${communityWords[row.community].zh}`,
      en: `From ${row.effectiveFrom}: ${communityWords[row.community].en}`,
    },
    facts: [
      fact('省级行政区划', 'Province, by its code', row.province),
      fact('依据', 'What it rests on', row.source),
    ],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}
