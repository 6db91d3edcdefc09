/** Notices of meetings that were entered late and wait for another person. */
import { sql } from 'drizzle-orm';
import { fact, type Waiting } from '../../domain/waiting.ts';
import type { Tx } from '../../platform/database.ts';
import { day, id, moment, orNull, rowsOf, text } from '../../platform/rows.ts';

export async function waitingOfMeetings(tx: Tx, cooperativeId: string): Promise<readonly Waiting[]> {
  const coop = sql`${cooperativeId}::uuid`;
  const rows = await rowsOf(
    tx,
    sql`
    select m.id, m.title, m.held_on, n.notice_on, n.papers_open_from, n.late_reason, n.recorded_at, n.recorded_by from meeting m
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
      fact('迟录理由', 'Entered late because', row.lateReason ?? '—'),
    ],
    askedBy: row.recordedBy,
    askedAt: row.recordedAt,
  }));
}
