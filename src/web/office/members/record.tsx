/** What was entered in the register and whether another confirmed it, and who asked for a correction of what is known of them. */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { correctionFieldWords } from '../../../domain/correction-request.ts';
import type { Sentence } from '../../../domain/language.ts';
import type { registerChangeStates } from '../../../domain/register-change.ts';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useSay } from '../../shared/language.ts';
import { Page, Part, State, type Tone } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Failed, Loading, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type Change = Reply<'listRegisterChanges'>['changes'][number];
type Correction = Reply<'listCorrections'>['corrections'][number];

const words = {
  back: { zh: '成员名册', en: 'Members' },
  title: { zh: '名册变更和更正申请', en: 'Changes and corrections' },
  changes: { zh: '名册变更', en: 'Changes of the register' },
  number: { zh: '编号', en: 'No.' },
  count: { zh: '人数', en: 'People' },
  madeBy: { zh: '登记人', en: 'Entered by' },
  madeAt: { zh: '登记日', en: 'Entered' },
  state: { zh: '状态', en: 'State' },
  reviewedBy: { zh: '复核人', en: 'Confirmed by' },
  reason: { zh: '退回的原因', en: 'Why it was sent back' },
  steps: { zh: '办理', en: 'Act' },
  repeat: { zh: '再次提出', en: 'Ask again' },
  repeatMore: {
    zh: '把被退回的身份变动再次提出，可以除去有误的人，写他们的登记编号。',
    en: 'The standings that were sent back are asked for again; leave out who was wrong by register number.',
  },
  noChanges: { zh: '还没有须复核的名册变更。', en: 'No change needed a second person yet.' },
  corrections: { zh: '更正申请', en: 'Requests for corrections' },
  field: { zh: '项目', en: 'What' },
  wish: { zh: '申请内容', en: 'The wish' },
  hidden: { zh: '含号码，答复时打开', en: 'may hold a number; opened when answered' },
  asked: { zh: '提出', en: 'Asked' },
  'by-the-person': { zh: '本人', en: 'in person' },
  'through-the-office': { zh: '由办公室代录', en: 'through the office' },
  askedOn: { zh: '申请日', en: 'Asked on' },
  dueOn: { zh: '应答复至', en: 'Due' },
  answer: { zh: '答复', en: 'Answer' },
  noCorrections: { zh: '没有人申请更正。', en: 'Nobody asked for a correction.' },
} as const satisfies Record<string, Sentence>;

const changeWords: Readonly<Record<(typeof registerChangeStates)[number], Sentence>> = {
  awaiting: { zh: '待复核', en: 'awaits another person' },
  confirmed: { zh: '已复核', en: 'confirmed' },
  'sent-back': { zh: '已退回', en: 'sent back' },
  before: { zh: '复核实行以前', en: 'before changes were confirmed' },
};
const changeTones: Readonly<Record<Change['state'], Tone>> = {
  awaiting: 'waiting',
  confirmed: 'done',
  'sent-back': 'next',
  before: 'off',
};

const correctionWords: Readonly<Record<Correction['state'], Sentence>> = {
  open: { zh: '待答复', en: 'open' },
  overdue: { zh: '已逾期', en: 'overdue' },
  corrected: { zh: '已更正', en: 'corrected' },
  refused: { zh: '不予更正', en: 'refused' },
};
const correctionTones: Readonly<Record<Correction['state'], Tone>> = {
  open: 'waiting',
  overdue: 'next',
  corrected: 'done',
  refused: 'off',
};

export function RegisterRecord(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  if (!may('register.read')) return <NoPermission action="register.read" />;
  return (
    <Page title={say(words.title)} kicker={<Link to="/members">{say(words.back)}</Link>}>
      <Changes />
      <Corrections />
    </Page>
  );
}

function Changes(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const found = useWholeList('listRegisterChanges', {}, (page) => page.changes);
  const { text, day } = columnsOf<Change>(say);
  return (
    <Part title={say(words.changes)}>
      {found.error !== null ? (
        <Failed error={found.error} again={found.again} />
      ) : found.rows.length === 0 ? (
        found.isWhole ? (
          <p className="quiet">{say(words.noChanges)}</p>
        ) : (
          <Loading rows={4} />
        )
      ) : (
        <div className="limited">
          <Table
            label={say(words.changes)}
            rows={[...found.rows].reverse()}
            keyOf={({ id }) => id}
            columns={[
              text('number', say(words.number), 70, ({ number }) => number),
              text('count', say(words.count), 70, ({ count }) => String(count)),
              day('madeAt', say(words.madeAt), ({ madeAt }) => madeAt.slice(0, 10)),
              text('madeBy', say(words.madeBy), 110, ({ madeBy }) => madeBy),
              text(
                'state',
                say(words.state),
                150,
                ({ state }) => say(changeWords[state]),
                ({ state }) => <State tone={changeTones[state]}>{say(changeWords[state])}</State>,
              ),
              text('reviewedBy', say(words.reviewedBy), 110, ({ reviewedBy }) => reviewedBy),
              text('reason', say(words.reason), 260, ({ reason }) => reason),
              ...(may('register.change')
                ? [
                    text(
                      'steps',
                      say(words.steps),
                      110,
                      () => '',
                      ({ id, state }) =>
                        state === 'sent-back' && (
                          <Ask
                            change="repeatRegisterChange"
                            label={say(words.repeat)}
                            given={{ changeId: id }}
                            small
                          >
                            <p className="quiet">{say(words.repeatMore)}</p>
                          </Ask>
                        ),
                    ),
                  ]
                : []),
            ]}
          />
        </div>
      )}
    </Part>
  );
}

function Corrections(): ReactElement {
  const say = useSay();
  const found = useAnswer('listCorrections', {});
  const people = useWholeList('listMembers', {}, (page) => page.members);
  const { text, day } = columnsOf<Correction>(say);
  const nameOf = ({ memberId }: Correction) => people.rows.find(({ id }) => id === memberId)?.name ?? '…';
  return (
    <Part title={say(words.corrections)}>
      <Answer of={found} rows={3}>
        {({ corrections }) =>
          corrections.length === 0 ? (
            <p className="quiet">{say(words.noCorrections)}</p>
          ) : (
            <div className="limited">
              <Table
                label={say(words.corrections)}
                rows={corrections}
                keyOf={({ id }) => id}
                columns={[
                  text('name', say(words.back), 110, nameOf, (each) => (
                    <Link to="/members/$memberId" params={{ memberId: each.memberId }}>
                      {nameOf(each)}
                    </Link>
                  )),
                  text('field', say(words.field), 110, ({ field }) => say(correctionFieldWords[field])),
                  text('wish', say(words.wish), 300, ({ wish }) => wish ?? say(words.hidden)),
                  text('asked', say(words.asked), 130, ({ asked }) => say(words[asked])),
                  day('askedOn', say(words.askedOn), ({ askedOn }) => askedOn),
                  day('dueOn', say(words.dueOn), ({ dueOn }) => dueOn),
                  text(
                    'state',
                    say(words.state),
                    110,
                    ({ state }) => say(correctionWords[state]),
                    ({ state }) => <State tone={correctionTones[state]}>{say(correctionWords[state])}</State>,
                  ),
                  text('answer', say(words.answer), 220, ({ reason }) => reason),
                ]}
              />
            </div>
          )
        }
      </Answer>
    </Part>
  );
}
