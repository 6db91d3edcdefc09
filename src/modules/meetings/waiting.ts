/** What waits of meetings for another person: notices and minutes that were written late, and the end of those that somebody entered. */
import { sql } from 'drizzle-orm';
import { fact, type Waiting } from '../../domain/waiting.ts';
import type { Tx } from '../../platform/database.ts';
import { day, id, moment, orNull, rowsOf, text } from '../../platform/rows.ts';

export async function waitingOfMeetings(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  return [
    ...(await notices(tx, cooperativeId)),
    ...(await closings(tx, cooperativeId)),
    ...(await lateMinutes(tx, cooperativeId)),
  ];
}

/** Voted and not closed: whoever entered it last cannot end it. */
async function closings(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select distinct on (m.id) m.id, m.title, m.held_on, e.recorded_at, e.recorded_by from meeting m
    join (select meeting_id, recorded_at, recorded_by from hands_count where cooperative_id = ${coop}
      union all select meeting_id, recorded_at, recorded_by from ballot where cooperative_id = ${coop} and given_by = 'recorder') e
      on e.meeting_id = m.id
    where m.cooperative_id = ${coop} and m.state = 'open'
    order by m.id, e.recorded_at desc`,
    { id, title: text, heldOn: day, recordedAt: moment, recordedBy: id },
  );
  return rows.map((row): Waiting => ({
    kind: 'meeting-closing',
    known: { meetingId: row.id },
    says: { zh: `${row.title}（${row.heldOn}）已表决`, en: `${row.title} (${row.heldOn}) was voted` },
    facts: [],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}

async function notices(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select m.id, m.title, m.held_on, n.notice_on, n.papers_open_from, n.late_reason,
      n.study_on, n.study_by, n.recorded_at, n.recorded_by from meeting m
    join meeting_notice n on n.cooperative_id = ${coop} and n.meeting_id = m.id and n.number = m.notice
    where m.cooperative_id = ${coop} and m.state = 'awaiting-review'
    order by n.recorded_at, m.id`,
    {
      id,
      title: text,
      heldOn: day,
      noticeOn: day,
      papersOpenFrom: day,
      lateReason: orNull(text),
      studyOn: orNull(day),
      studyBy: orNull(text),
      recordedAt: moment,
      recordedBy: id,
    },
  );
  return rows.map((row): Waiting => ({
    kind: 'meeting-notice',
    known: { meetingId: row.id },
    says: { zh: `${row.title}（${row.heldOn}）`, en: `${row.title} (${row.heldOn})` },
    facts: [
      fact('通知发出', 'Notice given', `${row.noticeOn}`),
      fact('材料可查阅起', 'Papers open from', `${row.papersOpenFrom}`),
      fact(
        '党组织研究',
        'Studied by the party organisation',
        row.studyOn === null ? '—' : `${row.studyOn} ${row.studyBy ?? ''}`,
      ),
      fact('迟录理由', 'Entered late because', row.lateReason ?? '—'),
    ],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}

/** Of each meeting what was written last, where nobody answered it; what stands stands until then. */
async function lateMinutes(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select m.id, m.title, m.held_on, w.number::text as version, w.chair, w.recorder, w.text as words, w.late_reason,
      w.recorded_at, w.recorded_by
    from meeting m
    join lateral (select * from meeting_minutes w where w.cooperative_id = ${coop} and w.meeting_id = m.id
      order by w.number desc limit 1) w on w.by_two
    where m.cooperative_id = ${coop} and not exists (select from meeting_minutes_answer a
      where a.cooperative_id = ${coop} and a.meeting_id = m.id and a.number = w.number)
    order by w.recorded_at, m.id`,
    {
      id,
      title: text,
      heldOn: day,
      version: text,
      chair: text,
      recorder: text,
      words: text,
      lateReason: orNull(text),
      recordedAt: moment,
      recordedBy: id,
    },
  );
  return rows.map((row): Waiting => ({
    kind: 'meeting-minutes',
    known: { meetingId: row.id, version: row.version },
    says: { zh: `${row.title}（${row.heldOn}）的会议记录`, en: `Minutes of ${row.title} (${row.heldOn})` },
    facts: [
      fact('主持人', 'Chair', row.chair),
      fact('记录人', 'Recorder', row.recorder),
      fact('正文', 'Text', beginningOf(row.words)),
      fact('迟写理由', 'Written late because', row.lateReason ?? '—'),
    ],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}

/** The whole stands with the meeting. */
const SHOWN = 300;
function beginningOf(words: string): string {
  const letters = [...words];
  return letters.length <= SHOWN ? words : `${letters.slice(0, SHOWN).join('')}……`;
}
