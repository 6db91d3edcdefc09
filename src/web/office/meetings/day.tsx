/**
 * Who is there, by household, for a tablet at the door: one tap enters somebody as present, another takes it back. Proxies are
 * named on a sheet. Several people enter at once and see each other's entries.
 */
import { Link, useParams } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { attendanceWords, leftOutWords } from '../../../domain/words.ts';
import { Day } from '../../shared/amount.tsx';
import { useAnswer, useChange } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { Field } from '../../shared/form.tsx';
import { gatheredBy } from '../../shared/gathered.ts';
import { useSay } from '../../shared/language.ts';
import { Page, Part, State } from '../../shared/page.tsx';
import { isFoundBy, useSpelling } from '../../shared/search.ts';
import { useSession } from '../../shared/session.ts';
import { Sheet } from '../../shared/sheet.tsx';
import { Answer, Empty, NoPermission, Refusal } from '../../shared/states.tsx';
import { Bar } from './bars.tsx';
import { useLiveMeeting } from './live.ts';
import { CloseSheet } from './steps.tsx';

type Meeting = Reply<'readMeeting'>;
type Listed = Reply<'readAttendance'>['entitled'][number];

const words = {
  meetings: { zh: '会议', en: 'Meetings' },
  attendance: { zh: '签到', en: 'Attendance' },
  votes: { zh: '表决', en: 'Votes' },
  parts: { zh: '会议当日', en: 'The day of the meeting' },
  live: { zh: '各台设备同步', en: 'In step with other devices' },
  notLive: { zh: '每 5 秒更新', en: 'Asked again every 5 seconds' },
  close: { zh: '闭会', en: 'Close the meeting' },
  another: {
    zh: '由录入人以外的另一人核对后闭会',
    en: 'Closed by another than whoever entered it',
  },
  present: { zh: '到会', en: 'Present' },
  notOpen: { zh: '会议还没有开', en: 'The meeting is not open' },
  notOpenMore: {
    zh: '开会时锁定表决人名单，然后登记到会。',
    en: 'Opening freezes the list of those entitled; then attendance is entered.',
  },
  back: { zh: '回到会议', en: 'Back to the meeting' },
  find: { zh: '姓名、拼音首字母、编号或户号', en: 'Name, initials, number or household' },
  all: { zh: '全部 {count}', en: 'All {count}' },
  missing: { zh: '未到 {count}', en: 'Not there {count}' },
  there: { zh: '已到 {count}', en: 'There {count}' },
  which: { zh: '显示', en: 'Show' },
  household: { zh: '{number} 户', en: 'Household {number}' },
  noHousehold: { zh: '未分户', en: 'No household' },
  whole: { zh: '全户到场', en: 'All here' },
  everybody: { zh: '其余 {count} 人全部到场', en: 'The other {count} are here' },
  more: { zh: '委托或线上', en: 'Proxy or online' },
  come: { zh: '到场', en: 'Here' },
  byProxy: { zh: '{name}代', en: 'by {name}' },
  nobody: { zh: '没有找到', en: 'Nobody found' },
  first: {
    zh: '先列 {count} 户，共 {all} 户：输入姓名、编号或户号查找其余的。',
    en: 'The first {count} of {all} households: type a name or number to find the others.',
  },
  sheet: { zh: '{name} 怎样出席', en: 'How {name} attends' },
  manner: { zh: '出席方式', en: 'Manner' },
  proxy: { zh: '受托人（须已到会）', en: 'Proxy, who is present' },
  absent: { zh: '未到', en: 'Absent' },
  enter: { zh: '登记', en: 'Enter' },
  leftOut: { zh: '未列入名单的人', en: 'Left out of the list' },
} as const satisfies Record<string, Sentence>;

export function MeetingDay(): ReactElement {
  const { meetingId } = useParams({ from: '/meetings/$meetingId/day' });
  const { may } = useSession();
  const meeting = useAnswer('readMeeting', { meetingId }, { when: may('assemblies.read') });
  if (!may('assemblies.read')) return <NoPermission action="assemblies.read" />;
  return (
    <>
      {
        <Answer of={meeting} rows={14}>
          {(found) => (
            <DayPage meeting={found} at="day">
              <Attendance meeting={found} />
            </DayPage>
          )}
        </Answer>
      }
    </>
  );
}

/** The frame of both parts of the day: who is there, what is voted; the count of people always in sight. */
export function DayPage(props: {
  readonly meeting: Meeting;
  readonly at: 'day' | 'votes';
  readonly children: ReactElement;
}): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const { meeting, at } = props;
  const { id, title, state, present, entitled, quorum } = meeting;
  const isLive = useLiveMeeting(id);
  const [isClosing, setClosing] = useState(false);
  const params = { meetingId: id };
  if (quorum === null || present === null || entitled === null)
    return (
      <Page title={title} kicker={<Link to="/meetings">{say(words.meetings)}</Link>}>
        <Empty
          title={say(words.notOpen)}
          action={
            <Link to="/meetings/$meetingId" params={params} className="button">
              {say(words.back)}
            </Link>
          }
        >
          {say(words.notOpenMore)}
        </Empty>
      </Page>
    );
  return (
    <Page
      title={title}
      kicker={
        <>
          <Link to="/meetings">{say(words.meetings)}</Link> ·{' '}
          <Link to="/meetings/$meetingId" params={params}>
            {say(words.back)}
          </Link>
        </>
      }
      state={
        state === 'open' && (
          <State tone={isLive ? 'done' : 'waiting'}>{say(isLive ? words.live : words.notLive)}</State>
        )
      }
      action={
        state === 'open' &&
        may('votes.close') &&
        (meeting.recordedByReader ? (
          <span className="quiet">{say(words.another)}</span>
        ) : (
          <Button type={at === 'votes' ? 'primary' : 'default'} onClick={() => setClosing(true)}>
            {say(words.close)}
          </Button>
        ))
      }
    >
      <div className="day-bar">
        <nav className="tabs" aria-label={say(words.parts)}>
          <Link to="/meetings/$meetingId/day" params={params}>
            {say(words.attendance)}
          </Link>
          <Link to="/meetings/$meetingId/votes" params={params}>
            {say(words.votes)}
          </Link>
        </nav>
        <Bar
          label={say(words.present)}
          part={String(present)}
          whole={String(entitled)}
          least={quorum.least}
        />
      </div>
      {props.children}
      {isClosing && <CloseSheet meeting={meeting} onClose={() => setClosing(false)} />}
    </Page>
  );
}

/** As many as are drawn at once: thousands are found by typing, not by walking through them. */
const MOST_SHOWN = 100;

type Shown = 'all' | 'missing' | 'there';

function Attendance({ meeting }: { readonly meeting: Meeting }): ReactElement {
  const attendance = useAnswer('readAttendance', { meetingId: meeting.id }, { keep: true });
  return (
    <>
      <Answer of={attendance} rows={10}>
        {({ entitled, leftOut }) => <Households meeting={meeting} entitled={entitled} leftOut={leftOut} />}
      </Answer>
    </>
  );
}

function Households(props: {
  readonly meeting: Meeting;
  readonly entitled: readonly Listed[];
  readonly leftOut: Reply<'readAttendance'>['leftOut'];
}): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const { meeting, entitled, leftOut } = props;
  const [typed, setTyped] = useState('');
  const [shown, setShown] = useState<Shown>('all');
  const [asked, setAsked] = useState<Listed | null>(null);
  const enter = useChange('recordAttendance');
  useSpelling();
  const mayEnter = may('votes.record') && meeting.state === 'open';
  const missing = entitled.filter(({ manner }) => manner === null).length;
  const found = entitled.filter(
    (each) =>
      (shown === 'all' || (each.manner === null) === (shown === 'missing')) &&
      (typed.trim() === '' ||
        isFoundBy(typed, { name: each.name, numbers: [each.member, each.household], words: [each.group] })),
  );
  const households = [...gatheredBy(found, ({ household, member }) => household ?? ` ${member}`)];
  const record = (people: readonly Listed[], manner: 'on-site' | 'absent') =>
    void enter.run({
      meetingId: meeting.id,
      entries: people.map(({ member }) => ({ member, manner })),
    });
  const filter = (value: Shown, label: string) => (
    <button type="button" aria-pressed={shown === value} onClick={() => setShown(value)}>
      {label}
    </button>
  );
  return (
    <>
      <div className="filters roomy">
        <Input
          allowClear
          size="large"
          aria-label={say(words.find)}
          placeholder={say(words.find)}
          value={typed}
          onChange={({ target }) => setTyped(target.value)}
        />
        <div className="switch" role="group" aria-label={say(words.which)}>
          {filter('all', say(words.all, { count: entitled.length }))}
          {filter('missing', say(words.missing, { count: missing }))}
          {filter('there', say(words.there, { count: entitled.length - missing }))}
        </div>
        {mayEnter && missing > 0 && (
          <Button
            size="large"
            onClick={() =>
              record(
                entitled.filter(({ manner }) => manner === null),
                'on-site',
              )
            }
          >
            {say(words.everybody, { count: missing })}
          </Button>
        )}
      </div>
      <Refusal failure={enter.failure} />
      {households.length === 0 && <Empty title={say(words.nobody)} />}
      <ul className="households">
        {households.slice(0, MOST_SHOWN).map(([key, people]) => {
          const [first] = people;
          const absent = people.filter(({ manner }) => manner === null);
          return (
            <li key={key}>
              <header>
                <b>
                  {first?.household == null
                    ? say(words.noHousehold)
                    : say(words.household, { number: first.household })}
                </b>
                <span className="quiet">{first?.group}</span>
                {mayEnter && absent.length > 1 && (
                  <Button size="small" onClick={() => record(absent, 'on-site')}>
                    {say(words.whole)}
                  </Button>
                )}
              </header>
              <ul>
                {people.map((each) => (
                  <li key={each.member}>
                    <button
                      type="button"
                      className="person"
                      aria-pressed={each.manner !== null}
                      disabled={!mayEnter}
                      onClick={() => record([each], each.manner === null ? 'on-site' : 'absent')}
                    >
                      <b>{each.name}</b>
                      <small>{each.member}</small>
                      <span className="manner">{mannerOf(each, say)}</span>
                    </button>
                    {mayEnter && (
                      <Button type="text" className="roomy" onClick={() => setAsked(each)}>
                        {say(words.more)}
                        <span className="unseen"> {each.name}</span>
                      </Button>
                    )}
                  </li>
                ))}
              </ul>
            </li>
          );
        })}
      </ul>
      {households.length > MOST_SHOWN && (
        <p className="quiet">{say(words.first, { count: MOST_SHOWN, all: households.length })}</p>
      )}
      {leftOut.length > 0 && (
        <Part title={say(words.leftOut)}>
          <ul className="plain-list">
            {leftOut.map(({ name, reason, on }) => (
              <li key={`${name} ${on}`}>
                {name}
                <span className="quiet">
                  {leftOutInWords(reason, say)} · <Day of={on} />
                </span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {asked !== null && (
        <MannerSheet meeting={meeting} person={asked} entitled={entitled} onClose={() => setAsked(null)} />
      )}
    </>
  );
}

function leftOutInWords(reason: string, say: ReturnType<typeof useSay>): string {
  const known: Readonly<Record<string, Sentence | undefined>> = leftOutWords;
  const found = known[reason];
  return found === undefined ? '' : say(found);
}

function mannerOf({ manner, proxy }: Listed, say: ReturnType<typeof useSay>): string {
  if (manner === null) return '';
  if (manner === 'proxy' && proxy !== null) return say(words.byProxy, { name: proxy.name });
  return say(attendanceWords[manner]);
}

function MannerSheet(props: {
  readonly meeting: Meeting;
  readonly person: Listed;
  readonly entitled: readonly Listed[];
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const { meeting, person, entitled, onClose } = props;
  const enter = useChange('recordAttendance');
  const [manner, setManner] = useState<'on-site' | 'online' | 'proxy' | 'absent'>(
    person.manner === null ? 'proxy' : person.manner,
  );
  const [proxy, setProxy] = useState<string | null>(person.proxy?.member ?? null);
  const proxies = entitled.filter(
    (each) => each.member !== person.member && (each.manner === 'on-site' || each.manner === 'online'),
  );
  return (
    <Sheet
      title={say(words.sheet, { name: person.name })}
      act={say(words.enter)}
      onClose={onClose}
      isReady={manner !== 'proxy' || proxy !== null}
      isRunning={enter.isRunning}
      failure={enter.failure}
      onAct={() =>
        void enter
          .run({
            meetingId: meeting.id,
            entries: [{ member: person.member, manner, proxy: manner === 'proxy' ? proxy : null }],
          })
          .then((done) => done && onClose())
      }
    >
      <Field label={say(words.manner)}>
        {(place) => (
          <Select
            {...place}
            size="large"
            style={{ width: '100%' }}
            value={manner}
            onChange={setManner}
            options={[
              ...(['on-site', 'online', 'proxy'] as const).map((value) => ({
                value,
                label: say(attendanceWords[value]),
              })),
              { value: 'absent' as const, label: say(words.absent) },
            ]}
          />
        )}
      </Field>
      {manner === 'proxy' && (
        <Field label={say(words.proxy)}>
          {(place) => (
            <Select
              {...place}
              showSearch
              size="large"
              style={{ width: '100%' }}
              value={proxy}
              onChange={setProxy}
              optionFilterProp="label"
              options={proxies.map(({ member, name }) => ({ value: member, label: `${name} ${member}` }))}
            />
          )}
        </Field>
      )}
    </Sheet>
  );
}
