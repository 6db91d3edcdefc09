/**
 * A members' assembly from its notice to its result: everybody listed, present, voting by name. The bare baseline enters
 * as many rows of the same columns into tables without keys, policies, triggers and foreign keys.
 */
import type postgres from 'postgres';
import {
  closeMeeting,
  confirmNotice,
  convene,
  draftMeeting,
  enterBallots,
  openMeeting,
  recordAttendance,
  recount,
  requireMeeting,
} from '../src/modules/meetings/index.ts';
import { daysAgo, layRegister, today, withBooks, type Books, type Office } from './books.ts';
import { tableRow, timed, type Result, type TableRow } from './measure.ts';

const BARE = ['meeting_entitled', 'meeting_attendance', 'ballot'] as const;

export async function benchMeetings(quick: boolean): Promise<Result> {
  return withBooks(async (books) => {
    for (const table of BARE)
      await books.owner`create table ${books.owner(`bare_${table}`)} as select * from ${books.owner(table)} limit 0`;
    const rows: TableRow[] = [];
    for (const people of quick ? [600] : [600, 5_000])
      rows.push(...(await measure(books, people, quick ? 3 : 5)));
    return {
      title: 'Meetings: a vote by name of everybody',
      rows,
      notes: ['Attendance and ballots come in one request each, as a list read out in the room is entered.'],
    };
  });
}

async function measure(books: Books, people: number, rounds: number): Promise<readonly TableRow[]> {
  const office = await books.open();
  await layRegister(books, office, people);
  const [whole, bare, counted]: [number[], number[], number[]] = [[], [], []];
  for (let round = 0; round < rounds; round += 1) {
    const meetingId = await convened(office);
    const [seconds] = await timed(() => held(office, meetingId, people));
    whole.push(seconds);
    bare.push(await bareInsert(books.owner, meetingId, people));
    const [again, agreed] = await timed(() =>
      books.services.database.read(office.cooperativeId, async (tx) =>
        recount(tx, await requireMeeting(tx, office.cooperativeId, meetingId)),
      ),
    );
    if (!agreed.every(({ agrees }) => agrees)) throw new Error('The recount differs.');
    counted.push(again);
  }
  const name = `${people.toLocaleString('en-US')} members`;
  return [
    tableRow({ what: `meeting, ${name}: opened to closed`, samples: whole, unit: 's', against: bare }),
    tableRow({ what: `– bare rows of list, attendance, ballots`, samples: bare, unit: 's' }),
    tableRow({ what: `– recount`, samples: counted, unit: 's', against: bare }),
  ];
}

async function convened(office: Office): Promise<string> {
  const agenda = [{ kind: 'budget', title: '年度预算', text: '同意年度预算。', proposer: 'board' }] as const;
  const { id: meetingId } = await office.as(office.accountant, draftMeeting, {
    body: 'members-assembly',
    title: '成员大会',
    heldOn: today(),
    time: '09:00',
    place: '社区礼堂',
    partyStudy: { on: daysAgo(31), by: '社区党委' },
    agenda: [...agenda],
  });
  await office.as(office.accountant, convene, {
    meetingId,
    noticeOn: daysAgo(30),
    lateReason: '基准测试',
  });
  await office.as(office.reviewer, confirmNotice, { meetingId });
  return meetingId;
}

async function held(office: Office, meetingId: string, people: number): Promise<void> {
  const numbers = Array.from({ length: people }, (_, index) => String(index + 1));
  await office.as(office.accountant, openMeeting, { meetingId });
  const entries = numbers.map((member) => ({ member, manner: 'on-site' as const }));
  await office.as(office.accountant, recordAttendance, { meetingId, entries });
  const ballots = numbers.map((voter) => ({ voter, choice: 'for' as const }));
  await office.as(office.accountant, enterBallots, { meetingId, motion: '1', ballots });
  const { state } = await office.as(office.supervisor, closeMeeting, { meetingId });
  if (state !== 'closed') throw new Error(`The meeting is ${state}.`);
}

async function bareInsert(owner: postgres.Sql, meetingId: string, people: number): Promise<number> {
  let seconds = 0;
  for (const table of BARE) {
    const bare = owner(`bare_${table}`);
    await owner`truncate ${bare}`;
    const [took, inserted] = await timed(
      () => owner`insert into ${bare} select * from ${owner(table)} where meeting_id = ${meetingId}`,
    );
    if (inserted.count !== people) throw new Error(`${inserted.count} rows instead of ${people}`);
    seconds += took;
  }
  return seconds;
}
