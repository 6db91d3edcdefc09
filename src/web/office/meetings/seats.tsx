/** Who sits in each body today, until when; elected, replaced and ended, each confirmed by another. */
import { Link } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { bodyWords, sexWords } from '../../../domain/words.ts';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Input, Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useSay } from '../../shared/language.ts';
import { Figures, Note, Page } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Empty, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Body = Input<'listSeats'>['body'];
type Seat = Reply<'listSeats'>['seats'][number];

const words = {
  meetings: { zh: '会议', en: 'Meetings' },
  title: { zh: '任职', en: 'Seats' },
  body: { zh: '机构', en: 'Body' },
  elect: { zh: '登记选举', en: 'Enter an election' },
  electMore: {
    zh: '选举结果包含全部席位；由{who}复核后生效，此前不计入应到人数。',
    en: 'An election fills every seat. The {who} confirms it; until then nobody counts.',
  },
  held: { zh: '在任', en: 'Seats held' },
  women: { zh: '其中妇女', en: 'Women among them' },
  past: { zh: '任期已于 {day} 届满：只能办理换届选举。', en: 'Its term ended on {day}: it only elects.' },
  none: { zh: '还没有人任职', en: 'Nobody holds a seat yet' },
  noneMore: { zh: '登记选举结果，机构才能开会。', en: 'Enter the election; then the body can meet.' },
  member: { zh: '编号', en: 'No.' },
  name: { zh: '姓名', en: 'Name' },
  sex: { zh: '性别', en: 'Sex' },
  group: { zh: '户组', en: 'Group' },
  from: { zh: '自', en: 'From' },
  until: { zh: '任期至', en: 'Term until' },
  steps: { zh: '办理', en: 'Act' },
  end: { zh: '终止', en: 'End' },
  endAct: { zh: '终止任职', en: 'End the seat' },
  replace: { zh: '补选', en: 'Replace' },
  postpone: { zh: '延期换届', en: 'Put the renewal off' },
} as const satisfies Record<string, Sentence>;

const bodies: readonly Body[] = ['representative-assembly', 'board', 'supervisors'];

export function Seats(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [body, setBody] = useState<Body>('representative-assembly');
  const seats = useAnswer('listSeats', { body }, { when: may('assemblies.read') });
  if (!may('assemblies.read')) return <NoPermission action="assemblies.read" />;
  const { text, day } = columnsOf<Seat>(say);
  return (
    <Page
      title={say(words.title)}
      kicker={<Link to="/meetings">{say(words.meetings)}</Link>}
      action={
        <span className="beside">
          <Ask change="postponeTerm" label={say(words.postpone)} given={{ body }} />
          <Ask change="elect" label={say(words.elect)} given={{ body }} primary width={640}>
            <p className="quiet">{say(words.electMore, { who: say(rolesThatMay('resolutions.review')) })}</p>
          </Ask>
        </span>
      }
    >
      <div className="filters lead">
        <Select
          aria-label={say(words.body)}
          style={{ width: 220 }}
          value={body}
          onChange={setBody}
          options={bodies.map((value) => ({ value, label: say(bodyWords[value]) }))}
        />
      </div>
      <Answer of={seats}>
        {(found) =>
          found.seats.length === 0 ? (
            <Empty title={say(words.none)}>{say(words.noneMore)}</Empty>
          ) : (
            <>
              <Figures
                items={[
                  { label: say(words.held), value: found.held },
                  { label: say(words.women), value: found.women },
                ]}
              />
              {found.pastTermSince !== null && (
                <Note warning>{say(words.past, { day: found.pastTermSince })}</Note>
              )}
              {found.faults.map((fault) => (
                <Note key={fault} warning>
                  {fault}
                </Note>
              ))}
              <Table
                label={say(words.title)}
                rows={found.seats}
                keyOf={({ id }) => id}
                toneOf={({ ended }) => (ended === null ? undefined : 'off')}
                columns={[
                  text('member', say(words.member), 100, ({ member }) => member),
                  text('name', say(words.name), 160, ({ name }) => name),
                  text('sex', say(words.sex), 80, ({ sex }) => (sex === null ? '' : say(sexWords[sex]))),
                  text('group', say(words.group), 160, ({ group }) => group),
                  day('from', say(words.from), ({ from }) => from),
                  day('until', say(words.until), ({ termEndsOn }) => termEndsOn),
                  text(
                    'steps',
                    say(words.steps),
                    180,
                    () => '',
                    ({ id, ended }) =>
                      ended === null && (
                        <span className="beside">
                          <Ask change="replaceSeat" label={say(words.replace)} given={{ seatId: id }} small />
                          <Ask
                            change="endSeat"
                            label={say(words.end)}
                            act={say(words.endAct)}
                            given={{ seatId: id }}
                            small
                          />
                        </span>
                      ),
                  ),
                ]}
              />
            </>
          )
        }
      </Answer>
    </Page>
  );
}
