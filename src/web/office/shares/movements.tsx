/** Every movement of the register, the latest first. What is wrong is undone by its mirror, never changed. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useDeferredValue, type ReactElement } from 'react';
import { LocalDate } from '../../../domain/calendar.ts';
import type { Sentence } from '../../../domain/language.ts';
import { isLate } from '../../../domain/late-entry.ts';
import { accountWords, movementWords } from '../../../domain/words.ts';
import { Shares } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Decision } from '../../shared/decision.tsx';
import { Export } from '../../shared/export.tsx';
import { useSay } from '../../shared/language.ts';
import { Page } from '../../shared/page.tsx';
import { isFoundBy, useSpelling } from '../../shared/search.ts';
import { todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Empty, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { Tabs } from './tabs.tsx';

type Movement = Reply<'listMovements'>['movements'][number];
type Party = Movement['from'];

const words = {
  title: { zh: '股份变动', en: 'Movements of shares' },
  find: { zh: '查找', en: 'Find' },
  findHelp: { zh: '姓名、拼音、编号、笔号', en: 'Name, pinyin, number' },
  number: { zh: '笔号', en: 'No.' },
  day: { zh: '日期', en: 'Day' },
  kind: { zh: '种类', en: 'Kind' },
  shareClass: { zh: '股种', en: 'Class' },
  from: { zh: '转出方', en: 'From' },
  to: { zh: '转入方', en: 'To' },
  quantity: { zh: '股数', en: 'Quantity' },
  shares: { zh: '股', en: 'shares' },
  reason: { zh: '事由', en: 'Reason' },
  undone: { zh: '已冲销', en: 'undone' },
  steps: { zh: '办理', en: 'Act' },
  reverse: { zh: '冲销', en: 'Undo' },
  reverseTitle: { zh: '冲销第 {number} 笔', en: 'Undo movement {number}' },
  reverseMore: {
    zh: '自同一天起记一笔相反的变动，两笔都留在登记簿中。经两人办理的、登记超过一天的、已是分红依据的，冲销须申请并由另一人复核。',
    en: 'Its mirror is recorded from the same day; both stay in the register. What two people made, what was written more than a day ago and what a dividend rests on is undone by two.',
  },
  askToReverse: { zh: '申请冲销', en: 'Ask to undo' },
  askToReverseTitle: { zh: '申请冲销第 {number} 笔', en: 'Ask to undo movement {number}' },
  none: { zh: '还没有股份变动', en: 'No movement yet' },
  noneMore: {
    zh: '期初导入、配股入账、认购和转让都会记在这里。',
    en: 'The opening table, schemes, subscriptions and transfers are recorded here.',
  },
  notFound: { zh: '没有找到', en: 'Nothing was found' },
} as const satisfies Record<string, Sentence>;

const dayInChina = (moment: string) =>
  LocalDate.parse(new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10));

export function Movements(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const { find = '' } = useSearch({ from: '/shares/movements' });
  const go = useNavigate({ from: '/shares/movements' });
  const found = useWholeList('listMovements', {}, (page) => page.movements, { when: may('shares.read') });
  const wanted = useDeferredValue(find.trim());
  useSpelling();
  if (!may('shares.read')) return <NoPermission action="shares.read" />;
  const isWanted = ({ number, from, to }: Movement) =>
    wanted === '' ||
    number === wanted ||
    [from, to].some(({ name, number: of }) => isFoundBy(wanted, { name: name ?? '', numbers: [of] }));
  const shown = found.rows.filter(isWanted).reverse();
  return (
    <Page title={say(words.title)} tall action={<Export of="exportMovements" input={{}} whole />}>
      <Tabs />
      <div className="filters" role="search">
        <label>
          <span>{say(words.find)}</span>
          <Input
            placeholder={say(words.findHelp)}
            style={{ width: 240 }}
            allowClear
            value={find}
            onChange={({ target }) =>
              void go({ search: target.value === '' ? {} : { find: target.value }, replace: true })
            }
          />
        </label>
      </div>
      {found.error !== null ? (
        <Failed error={found.error} again={found.again} />
      ) : found.rows.length === 0 && !found.isWhole ? (
        <Loading />
      ) : shown.length === 0 ? (
        <Empty title={say(found.rows.length === 0 ? words.none : words.notFound)}>
          {found.rows.length === 0 ? say(words.noneMore) : null}
        </Empty>
      ) : (
        <Rows rows={shown} all={found.rows} />
      )}
    </Page>
  );
}

function Rows(props: {
  readonly rows: readonly Movement[];
  readonly all: readonly Movement[];
}): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const classes = useAnswer('listShareClasses', {});
  const classOf = ({ classId }: Movement) => {
    const found = classes.data?.classes.find(({ id }) => id === classId);
    return found === undefined ? '' : say({ zh: found.name, en: found.nameEn ?? found.name });
  };
  const undone = new Set(props.all.flatMap(({ reverses }) => reverses ?? []));
  const nameOf = ({ kind, number, name }: Party) =>
    kind === 'member' || kind === 'household'
      ? [name, number].filter((part) => part !== null && part !== '').join(' ')
      : say(accountWords[kind]);
  const { text, day } = columnsOf<Movement>(say);
  return (
    <Table
      label={say(words.title)}
      rows={props.rows}
      keyOf={({ id }) => id}
      toneOf={({ id }) => (undone.has(id) ? 'off' : undefined)}
      columns={[
        text('number', say(words.number), 80, ({ number }) => number),
        day('day', say(words.day), ({ effectiveOn }) => effectiveOn),
        text('kind', say(words.kind), 110, ({ kind }) => say(movementWords[kind])),
        text('class', say(words.shareClass), 100, classOf),
        text('from', say(words.from), 150, ({ from }) => nameOf(from)),
        text('to', say(words.to), 150, ({ to }) => nameOf(to)),
        {
          key: 'quantity',
          head: say(words.quantity),
          unit: say(words.shares),
          width: 110,
          figure: true,
          cell: ({ quantity }) => <Shares of={quantity} />,
          text: ({ quantity }) => quantity,
        },
        text('reason', say(words.reason), 200, ({ reason }) => reason),
        ...(may('shares.move')
          ? [
              text(
                'steps',
                say(words.steps),
                170,
                ({ id }) => (undone.has(id) ? say(words.undone) : ''),
                ({ id, number, reverses, recordedAt }) =>
                  undone.has(id)
                    ? say(words.undone)
                    : reverses === null && (
                        <span className="beside">
                          {!isLate(dayInChina(recordedAt), LocalDate.parse(todayInChina())) && (
                            <Ask
                              change="reverseMovement"
                              label={say(words.reverse)}
                              act={say(words.reverseTitle, { number })}
                              given={{ movementId: id }}
                              small
                            >
                              <p className="quiet">{say(words.reverseMore)}</p>
                            </Ask>
                          )}
                          {/* Also within the day: of what two made, and of what a dividend rests on. */}
                          <Decision
                            change="requestMovement"
                            label={say(words.askToReverse)}
                            act={say(words.askToReverseTitle, { number })}
                            why={say(words.reason)}
                            inputOf={(reason) => ({ kind: 'reversal', movementId: id, reason })}
                            small
                          >
                            <p className="quiet">{say(words.reverseMore)}</p>
                          </Decision>
                        </span>
                      ),
              ),
            ]
          : []),
      ]}
    />
  );
}
