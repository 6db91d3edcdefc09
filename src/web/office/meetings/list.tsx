/** Every meeting, the latest first: what it is called, when it is held, how far it is. */
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { meetingStateWords } from '../../../domain/meeting.ts';
import { bodyWords } from '../../../domain/words.ts';
import { Day } from '../../shared/amount.tsx';
import { useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Page, State, type Tone } from '../../shared/page.tsx';
import { periodInWords } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Meeting = Reply<'listMeetings'>['meetings'][number];

const words = {
  title: { zh: '会议', en: 'Meetings' },
  draft: { zh: '草拟会议', en: 'Draft a meeting' },
  seats: { zh: '任职', en: 'Seats' },
  resolutions: { zh: '决议', en: 'Resolutions' },
  number: { zh: '号', en: 'No.' },
  name: { zh: '会议', en: 'Meeting' },
  body: { zh: '机构', en: 'Body' },
  state: { zh: '状态', en: 'State' },
  heldOn: { zh: '日期', en: 'Day' },
  time: { zh: '时间', en: 'Hour' },
  place: { zh: '地点', en: 'Place' },
  period: { zh: '半年', en: 'Half-year' },
  none: { zh: '还没有会议', en: 'No meeting yet' },
  noneMore: {
    zh: '方案、分红、选举都由会议表决。先草拟议程，再发出通知；通知以后议案逐字确定。',
    en: 'Schemes, dividends and elections are decided by meetings. The agenda is drafted first; the notice then fixes each motion word for word.',
  },
} as const satisfies Record<string, Sentence>;

export const meetingTones: Readonly<Record<Meeting['state'], Tone>> = {
  draft: 'next',
  'awaiting-review': 'next',
  convened: 'next',
  open: 'next',
  closed: 'done',
  cancelled: 'off',
};

export function MeetingList(): ReactElement {
  const say = useSay();
  const go = useNavigate();
  const { may } = useSession();
  const meetings = useWholeList('listMeetings', {}, (page) => page.meetings, {
    when: may('assemblies.read'),
  });
  if (!may('assemblies.read')) return <NoPermission action="assemblies.read" />;
  const draft = may('assemblies.prepare') && (
    <Link to="/meetings/new" className="button primary">
      {say(words.draft)}
    </Link>
  );
  return (
    <Page
      title={say(words.title)}
      action={
        <>
          <Link to="/meetings/seats" className="button">
            {say(words.seats)}
          </Link>{' '}
          <Link to="/meetings/resolutions" className="button">
            {say(words.resolutions)}
          </Link>
          {meetings.rows.length > 0 && draft}
        </>
      }
    >
      {meetings.error !== null ? (
        <Failed error={meetings.error} again={meetings.again} />
      ) : meetings.rows.length === 0 && !meetings.isWhole ? (
        <Loading />
      ) : meetings.rows.length === 0 ? (
        <Empty title={say(words.none)} action={draft}>
          {say(words.noneMore)}
        </Empty>
      ) : (
        <Table
          label={say(words.title)}
          rows={[...meetings.rows].sort((a, b) => (a.heldOn < b.heldOn ? 1 : -1))}
          keyOf={({ id }) => id}
          onOpen={({ id }) => void go({ to: '/meetings/$meetingId', params: { meetingId: id } })}
          toneOf={({ state }) => (state === 'cancelled' ? 'off' : undefined)}
          columns={[
            {
              key: 'heldOn',
              head: say(words.heldOn),
              width: 104,
              cell: ({ heldOn }) => <Day of={heldOn} />,
              text: ({ heldOn }) => heldOn,
            },
            {
              key: 'name',
              head: say(words.name),
              width: 310,
              cell: ({ id, title }) => (
                <Link to="/meetings/$meetingId" params={{ meetingId: id }}>
                  {title}
                </Link>
              ),
              text: ({ title }) => title,
            },
            {
              key: 'state',
              head: say(words.state),
              width: 130,
              cell: ({ state }) => <State tone={meetingTones[state]}>{say(meetingStateWords[state])}</State>,
              text: ({ state }) => say(meetingStateWords[state]),
            },
            {
              key: 'body',
              head: say(words.body),
              width: 170,
              cell: ({ body }) => say(bodyWords[body]),
              text: ({ body }) => say(bodyWords[body]),
            },
            {
              key: 'number',
              head: say(words.number),
              width: 80,
              cell: ({ number }) => number,
              text: ({ number }) => number,
            },
            {
              key: 'period',
              head: say(words.period),
              width: 160,
              cell: ({ period }) => (period === null ? '' : periodInWords(period, say)),
              text: ({ period }) => (period === null ? '' : periodInWords(period, say)),
            },
            {
              key: 'place',
              head: say(words.place),
              width: 170,
              cell: ({ place, time }) => `${time} ${place}`,
              text: ({ place }) => place,
            },
          ]}
        />
      )}
    </Page>
  );
}
