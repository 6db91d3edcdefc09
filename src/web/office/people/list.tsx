/**
 * Who works here and in which role. One person proposes, another confirms; a new person, or one who lost the password, gets half
 * of an invitation from each of the two. Suspending takes one person and holds at once.
 */
import { Button, Checkbox, Input } from 'antd';
import { useState, type ReactElement } from 'react';
import { accessProposalWords, accessStateWords } from '../../../domain/access-proposal.ts';
import type { Sentence } from '../../../domain/language.ts';
import { mandateGroundWords, mandateStateWords } from '../../../domain/mandate.ts';
import { roles, type Role } from '../../../domain/permission.ts';
import { dutyWords, rolesThatMay, roleWords } from '../../../domain/role-words.ts';
import { Moment } from '../../shared/amount.tsx';
import { Ask } from '../../shared/ask.tsx';
import { useAnswer, useChange, useWholeList } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { copyText } from '../../shared/clipboard.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Decision } from '../../shared/decision.tsx';
import { Field } from '../../shared/form.tsx';
import { halvesIn, HalvesSheet, type SaidHalves } from '../../shared/halves.tsx';
import { useSay, type Say } from '../../shared/language.ts';
import { Page, Part, State, type Tone } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Dialog, Sheet } from '../../shared/sheet.tsx';
import { Answer, Failed, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';

type User = Reply<'listUsers'>['users'][number];
type Proposal = Reply<'listAccessProposals'>['proposals'][number];

const words = {
  title: { zh: '用户和职责', en: 'People and roles' },
  add: { zh: '增加用户', en: 'Add a person' },
  addMore: {
    zh: '{who}复核后生效。您和复核人各得邀请码的一段，分别当面交给本人，本人用两段设定自己的密码。',
    en: 'It holds once the {who} confirms it. You and whoever confirms each get half of an invitation for the person, who chooses a password with both.',
  },
  userName: { zh: '用户名', en: 'User name' },
  ofPortal: { zh: '手机门户', en: 'portal' },
  userNameHelp: { zh: '登录用，两个以上字母、汉字或数字', en: 'To sign in with: letters or digits' },
  name: { zh: '姓名', en: 'Name' },
  roles: { zh: '职责', en: 'Roles' },
  state: { zh: '状态', en: 'State' },
  active: { zh: '在用', en: 'In use' },
  suspended: { zh: '本社停用', en: 'Suspended here' },
  disabled: { zh: '不能登录', en: 'Cannot sign in' },
  steps: { zh: '办理', en: 'Steps' },
  setRoles: { zh: '改职责', en: 'Roles' },
  setRolesAct: { zh: '提议改变职责', en: 'Propose the roles' },
  setRolesMore: {
    zh: '{name}在本社的全部职责。由{who}复核后生效；一项也不选即收回全部职责。',
    en: 'All roles of {name} here. They hold once the {who} confirms them; none takes all away.',
  },
  reset: { zh: '重设密码', en: 'New password' },
  resetAct: { zh: '提议重设密码', en: 'Propose a new password' },
  resetMore: {
    zh: '{who}复核后，{name}的原密码作废，本人用两段邀请码重设。',
    en: 'Once the {who} confirms it, the old password of {name} ends, and they choose a new one by both halves.',
  },
  suspend: { zh: '停用', en: 'Suspend' },
  suspendAct: { zh: '立即停用', en: 'Suspend at once' },
  suspendMore: {
    zh: '立即生效：{name}在本社不能再查看和办理。恢复须由一人提议、另一人复核。',
    en: 'At once {name} sees and does nothing here any more. Two people restore them.',
  },
  restore: { zh: '恢复', en: 'Restore' },
  restoreAct: { zh: '提议恢复', en: 'Propose to restore' },
  restoreMore: {
    zh: '由{who}复核后，{name}恢复原有职责。',
    en: 'Once the {who} confirms it, {name} is back.',
  },
  factor: { zh: '第二重验证', en: 'Second factor' },
  closing: { zh: '关闭或重新开放', en: 'Close or reopen' },
  closingMore: {
    zh: '由本社监事复核后生效。关闭以后只能查看，不能登记。已迁往另一安装的，确认没有在那里开放，选“迁移未成”才能重新开放。',
    en: 'A supervisor there confirms it. What is closed is read as before, and nothing is written in it. What moved on to another installation is reopened only where you made sure that it is not open there, and say that the move failed.',
  },
  factorAct: { zh: '提议是否要求第二重验证', en: 'Propose the second factor' },
  factorMore: {
    zh: '要求以后，审批、放行、复核和查看完整号码须先出示手机验证器的验证码。由另一人复核后生效，取消也须复核。请先在“我的登录”里设好验证器。',
    en: 'Where it is asked for, approving, releasing, confirming and unmasking need a code of one’s authenticator. Another person confirms it, and its end. Set the authenticators up first.',
  },
  link: { zh: '是哪名成员', en: 'Which member' },
  linkAct: { zh: '提议此人是哪名成员', en: 'Propose which member they are' },
  linkMore: {
    zh: '由{who}复核后，{name}亲自参加代表大会的记名表决。',
    en: 'Once the {who} confirms it, {name} votes for themselves.',
  },
  mandates: { zh: '代理', en: 'Mandates' },
  mandate: { zh: '登记代理', en: 'Enter a mandate' },
  mandateAct: { zh: '提议一项代理', en: 'Propose a mandate' },
  mandateMore: {
    zh: '监护人、子女、受托人代理在世的成员，继承人代理已故的成员，只能查看。由{who}复核后，在起止日期内有效。',
    en: 'A guardian, child or attorney acts for somebody alive, an heir for somebody deceased, to read. It holds in its days once the {who} confirms it.',
  },
  noMandates: { zh: '还没有代理。', en: 'No mandate yet.' },
  mandateFor: { zh: '被代理的成员', en: 'For' },
  mandatePerson: { zh: '代理人', en: 'Who acts' },
  mandateGround: { zh: '身份', en: 'As' },
  mandateDocument: { zh: '凭据', en: 'Document' },
  mandateFrom: { zh: '自', en: 'From' },
  mandateUntil: { zh: '至', en: 'Until' },
  mandateEnd: { zh: '结束', en: 'End' },
  mandateEndAct: { zh: '提议提前结束', en: 'Propose its end' },
  entries: { zh: '系统管理员进入查看', en: 'Entries of the administrator' },
  letIn: { zh: '允许进入', en: 'Let in' },
  letInAct: { zh: '提议允许进入', en: 'Propose to let in' },
  letInMore: {
    zh: '系统管理员平时看不到本社的账。需要其协助时允许进入查看，到所填日期当日终了为止；由{who}复核，随时可以立即结束。',
    en: 'An administrator sees nothing of this cooperative. Let them in to help, to read until the end of the day given; the {who} confirms it, and it can be ended at once.',
  },
  noEntries: { zh: '没有允许过。', en: 'Nobody was let in.' },
  endEntry: { zh: '立即结束', en: 'End at once' },
  portal: { zh: '门户开通码', en: 'Codes for the portal' },
  portalAct: { zh: '提议给 {count} 名成员发码', en: 'Propose codes for {count}' },
  portalMore: {
    zh: '{who}复核后生效。您和复核人各打印每人的一张纸条，分别交给本人；成员用编号和两张纸条在手机上设定自己的密码。丢了密码的同样办理，原来的密码随即作废。',
    en: 'They hold once the {who} confirms them. You and whoever confirms print one slip a member each; with both and their number they choose a PIN on their phone. Likewise where a PIN was lost, which then ends.',
  },
  portalNumbers: { zh: '成员编号', en: 'Register numbers' },
  portalHelp: { zh: '一行一个，或用逗号、空格隔开', en: 'One a line, or with commas or spaces between' },
  why: { zh: '理由', en: 'Why' },
  waiting: { zh: '待复核的提议', en: 'Proposals that wait' },
  nothing: { zh: '没有待复核的提议。', en: 'Nothing waits to be confirmed.' },
  done: { zh: '已办的提议', en: 'Proposals answered' },
  proposed: { zh: '{by}提议于 ', en: 'Proposed by {by} on ' },
  confirm: { zh: '复核通过', en: 'Confirm' },
  confirmMore: { zh: '复核后立即生效。', en: 'It takes effect at once.' },
  refuse: { zh: '退回', en: 'Refuse' },
  waits: { zh: '由{who}复核', en: 'Confirmed by the {who}' },
  kind: { zh: '事项', en: 'What' },
  about: { zh: '内容', en: 'About' },
  by: { zh: '提议人', en: 'Proposed by' },
  answered: { zh: '复核人', en: 'Answered by' },
  number: { zh: '编号', en: 'No.' },
  half: { zh: '邀请码的一段', en: 'Half of an invitation' },
  halfMore: {
    zh: '这一段只显示这一次，只交给{name}本人。另一段由另一位经办人交给本人；两段合起来只能用一次，七天内有效。',
    en: 'It is shown this once: hand it to {name} and to nobody else. The other half comes from the other person; both together work once, within seven days.',
  },
  handed: { zh: '已抄下', en: 'I have it' },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制', en: 'Copied' },
  uncopied: { zh: '浏览器不让复制，请抄写', en: 'It could not be copied: write it down' },
  asksFactor: { zh: '要求第二重验证', en: 'a second factor is asked for' },
  asksNone: { zh: '不要求第二重验证', en: 'no second factor is asked for' },
  member: { zh: '成员 {number}', en: 'member {number}' },
  closes: { zh: '关闭', en: 'closed' },
  moveFailed: { zh: '迁移未成，没有在别处开放', en: 'the move failed, and it is open nowhere else' },
  opens: { zh: '重新开放', en: 'reopened' },
  nobody: { zh: '收回全部职责', en: 'no role any more' },
} as const satisfies Record<string, Sentence>;

const comma: Sentence = { zh: '、', en: ', ' };
const tones: Readonly<Record<Proposal['state'], Tone>> = { open: 'next', confirmed: 'done', refused: 'off' };
/** Roles that are given within a cooperative. */
const given = roles.filter((role) => role !== 'administrator');

type Half =
  { readonly code: string; readonly name: string } | ({ readonly which: 'first' | 'second' } & SaidHalves);

function rolesInWords(some: readonly Role[], say: Say): string {
  return some.length === 0 ? say(words.nobody) : some.map((role) => say(roleWords[role])).join(say(comma));
}

/** Whoever came by the portal's code has a name of the program's own making, which nobody types. */
const calledAt = (userName: string, say: Say): string =>
  /^portal-[0-9a-f-]{36}$/.test(userName) ? say(words.ofPortal) : userName;

function contentOf(proposal: Proposal, say: Say): string {
  const {
    displayName,
    userName,
    roles: some,
    member,
    members,
    required,
    closed,
    moveFailed,
    document,
  } = proposal;
  const parts = [
    displayName === null
      ? null
      : userName === null
        ? displayName
        : `${displayName}（${calledAt(userName, say)}）`,
    some === null ? null : rolesInWords(some, say),
    member === null ? null : say(words.member, { number: member }),
    members === null ? null : members.join(say(comma)),
    required === null ? null : say(required ? words.asksFactor : words.asksNone),
    closed === null ? null : say(closed ? words.closes : words.opens),
    moveFailed === true ? say(words.moveFailed) : null,
    document,
  ];
  return parts.filter((part) => part !== null && part !== '').join(say({ zh: '，', en: ', ' }));
}

export function People(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const [isAdding, setAdding] = useState(false);
  const [isInviting, setInviting] = useState(false);
  const [half, setHalf] = useState<Half | null>(null);
  const users = useAnswer('listUsers', {}, { when: may('people.read') });
  const proposals = useWholeList('listAccessProposals', {}, (page) => page.proposals, {
    when: may('people.read'),
  });
  if (!may('people.read')) return <NoPermission action="people.read" />;
  const open = proposals.rows.filter(({ state }) => state === 'open');
  const done = proposals.rows.filter(({ state }) => state !== 'open');
  return (
    <Page
      title={say(words.title)}
      action={
        <>
          <Ask change="proposeClosing" label={say(words.closing)} given={{}}>
            <p className="quiet">{say(words.closingMore)}</p>
          </Ask>
          {may('people.propose') && (
            <>
              <Ask change="askSecondFactor" label={say(words.factor)} act={say(words.factorAct)} given={{}}>
                <p className="quiet">{say(words.factorMore)}</p>
              </Ask>{' '}
              <Button onClick={() => setInviting(true)}>{say(words.portal)}</Button>{' '}
              <Button type="primary" onClick={() => setAdding(true)}>
                {say(words.add)}
              </Button>
            </>
          )}
        </>
      }
    >
      <Part title={say(words.waiting)}>
        {proposals.error !== null ? (
          <Failed error={proposals.error} again={proposals.again} />
        ) : open.length === 0 ? (
          proposals.isWhole && <p className="quiet">{say(words.nothing)}</p>
        ) : (
          <Waiting proposals={open} onHalf={setHalf} />
        )}
      </Part>
      <Answer of={users}>{({ users: all }) => <Users users={all} onHalf={setHalf} />}</Answer>
      <Mandates />
      <Entries proposals={done} />
      {done.length > 0 && (
        <Part title={say(words.done)}>
          <Done proposals={done} />
        </Part>
      )}
      {isAdding && <AddSheet onClose={() => setAdding(false)} onHalf={setHalf} />}
      {isInviting && <PortalSheet onClose={() => setInviting(false)} onHalf={setHalf} />}
      {half !== null &&
        ('code' in half ? (
          <HalfSheet half={half} onClose={() => setHalf(null)} />
        ) : (
          <HalvesSheet {...half} onClose={() => setHalf(null)} />
        ))}
    </Page>
  );
}

interface HalfProps {
  readonly onHalf: (half: Half) => void;
}

function Waiting({
  proposals,
  onHalf,
}: HalfProps & { readonly proposals: readonly Proposal[] }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  return (
    <ul className="entries">
      {proposals.map((proposal) => (
        <li key={proposal.id}>
          <div>
            <b>{say(accessProposalWords[proposal.kind])}</b> {contentOf(proposal, say)}
            <p>
              {say(words.proposed, { by: proposal.proposedBy })}
              <Moment of={proposal.proposedAt} />
              {proposal.reason !== null && ` · ${proposal.reason}`}
            </p>
            {proposal.warnings.length > 0 && (
              <ul className="warnings">
                {proposal.warnings.map((warning) => (
                  <li key={warning.zh}>{say(warning)}</li>
                ))}
              </ul>
            )}
          </div>
          {may('people.confirm') ? (
            <span className="beside">
              <Decision
                change="confirmAccess"
                label={say(words.confirm)}
                primary
                inputOf={() => ({ proposalId: proposal.id })}
                onDone={(reply) => {
                  const { half, displayName } = reply;
                  const halves = halvesIn(reply);
                  if (halves !== null) onHalf({ which: 'second', ...halves });
                  else if (half !== null) onHalf({ code: half, name: displayName ?? '' });
                }}
              >
                <p>
                  <b>{say(accessProposalWords[proposal.kind])}</b> {contentOf(proposal, say)}
                </p>
                <p>{say(words.confirmMore)}</p>
              </Decision>
              <Decision
                change="refuseAccess"
                label={say(words.refuse)}
                why={say(words.why)}
                inputOf={(reason) => ({ proposalId: proposal.id, reason })}
              />
            </span>
          ) : (
            <span className="quiet">{say(words.waits, { who: say(rolesThatMay('people.confirm')) })}</span>
          )}
        </li>
      ))}
    </ul>
  );
}

function stateOf({ disabled, suspended }: User): 'disabled' | 'suspended' | 'active' {
  return disabled ? 'disabled' : suspended ? 'suspended' : 'active';
}

function Users({ users, onHalf }: HalfProps & { readonly users: readonly User[] }): ReactElement {
  const say = useSay();
  const { text } = columnsOf<User>(say);
  return (
    <Table
      label={say(words.title)}
      rows={users}
      keyOf={({ userId }) => userId}
      toneOf={(user) => (stateOf(user) === 'active' ? undefined : 'off')}
      columns={[
        text('name', say(words.name), 130, ({ displayName }) => displayName),
        text('userName', say(words.userName), 170, ({ userName }) => calledAt(userName, say)),
        text('roles', say(words.roles), 240, (user) => rolesInWords(user.roles, say)),
        text(
          'state',
          say(words.state),
          120,
          (user) => say(words[stateOf(user)]),
          (user) => (
            <State tone={stateOf(user) === 'active' ? 'done' : 'off'}>{say(words[stateOf(user)])}</State>
          ),
        ),
        text(
          'steps',
          say(words.steps),
          260,
          () => '',
          (user) => <UserSteps user={user} onHalf={onHalf} />,
        ),
      ]}
    />
  );
}

function UserSteps({ user, onHalf }: HalfProps & { readonly user: User }): ReactElement | null {
  const say = useSay();
  const { may, person } = useSession();
  const [some, setSome] = useState<readonly Role[]>(user.roles);
  const { userId, displayName: name } = user;
  if (userId === person.userId) return null;
  const who = say(rolesThatMay('people.confirm'));
  return (
    <span className="beside">
      {may('people.propose') && (
        <>
          <Decision
            change="setRoles"
            label={say(words.setRoles)}
            act={say(words.setRolesAct)}
            small
            width={620}
            inputOf={() => ({ userId, roles: [...some] })}
          >
            <p>{say(words.setRolesMore, { name, who })}</p>
            <RoleBoxes chosen={some} onChange={setSome} />
          </Decision>
          <Decision
            change="resetUser"
            label={say(words.reset)}
            act={say(words.resetAct)}
            small
            inputOf={() => ({ userId })}
            onDone={({ half }) => half !== null && onHalf({ code: half, name })}
          >
            <p>{say(words.resetMore, { name, who })}</p>
          </Decision>
        </>
      )}
      {!user.suspended && may('people.suspend') && (
        <Decision
          change="suspendUser"
          label={say(words.suspend)}
          act={say(words.suspendAct)}
          small
          why={say(words.why)}
          inputOf={(reason) => ({ userId, reason })}
        >
          <p>{say(words.suspendMore, { name })}</p>
        </Decision>
      )}
      {user.roles.includes('representative') && (
        <Ask change="linkUser" label={say(words.link)} act={say(words.linkAct)} given={{ userId }} small>
          <p className="quiet">{say(words.linkMore, { name, who })}</p>
        </Ask>
      )}
      {user.suspended && may('people.propose') && (
        <Decision
          change="restoreUser"
          label={say(words.restore)}
          act={say(words.restoreAct)}
          small
          inputOf={() => ({ userId })}
        >
          <p>{say(words.restoreMore, { name, who })}</p>
        </Decision>
      )}
    </span>
  );
}

type Mandate = Reply<'listMandates'>['mandates'][number];

/** Who acts for whom on the portal: heirs, guardians, children, attorneys. */
function Mandates(): ReactElement {
  const say = useSay();
  const found = useAnswer('listMandates', {});
  const { text, day } = columnsOf<Mandate>(say);
  const who = say(rolesThatMay('people.confirm'));
  return (
    <Part
      title={say(words.mandates)}
      aside={
        <Ask
          change="proposeMandate"
          label={say(words.mandate)}
          act={say(words.mandateAct)}
          given={{ scope: 'read' }}
          small
        >
          <p className="quiet">{say(words.mandateMore, { who })}</p>
        </Ask>
      }
    >
      <Answer of={found} rows={2}>
        {({ mandates }) =>
          mandates.length === 0 ? (
            <p className="quiet">{say(words.noMandates)}</p>
          ) : (
            <Table
              label={say(words.mandates)}
              rows={mandates}
              keyOf={({ mandateId }) => mandateId}
              toneOf={({ state }) => (state === 'over' || state === 'ended' ? 'off' : undefined)}
              columns={[
                text(
                  'for',
                  say(words.mandateFor),
                  170,
                  ({ name, registerNumber }) => `${name} ${registerNumber}`,
                ),
                text('person', say(words.mandatePerson), 130, ({ person }) => person),
                text('ground', say(words.mandateGround), 180, ({ ground }) =>
                  say(mandateGroundWords[ground]),
                ),
                text('document', say(words.mandateDocument), 170, ({ document }) => document),
                day('from', say(words.mandateFrom), ({ from }) => from),
                day('until', say(words.mandateUntil), ({ until }) => until),
                text('state', say(words.state), 110, ({ state }) => say(mandateStateWords[state])),
                text(
                  'steps',
                  say(words.steps),
                  120,
                  () => '',
                  ({ mandateId, state }) =>
                    (state === 'holds' || state === 'coming') && (
                      <Ask
                        change="proposeMandateEnd"
                        label={say(words.mandateEnd)}
                        act={say(words.mandateEndAct)}
                        given={{ mandateId }}
                        small
                      />
                    ),
                ),
              ]}
            />
          )
        }
      </Answer>
    </Part>
  );
}

/** That whoever looks after the service may come in for a time, to read; ended at once by one of the house. */
function Entries({ proposals }: { readonly proposals: readonly Proposal[] }): ReactElement {
  const say = useSay();
  const entries = proposals.filter(({ kind, state }) => kind === 'entry' && state === 'confirmed');
  return (
    <Part
      title={say(words.entries)}
      aside={
        <Ask change="letIn" label={say(words.letIn)} act={say(words.letInAct)} given={{}} small>
          <p className="quiet">{say(words.letInMore, { who: say(rolesThatMay('people.confirm')) })}</p>
        </Ask>
      }
    >
      {entries.length === 0 ? (
        <p className="quiet">{say(words.noEntries)}</p>
      ) : (
        <ul className="entries">
          {entries.map((entry) => (
            <li key={entry.id}>
              <div>
                <b>{contentOf(entry, say)}</b>
              </div>
              <Ask change="endEntry" label={say(words.endEntry)} given={{ proposalId: entry.id }} small />
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function RoleBoxes(props: {
  readonly chosen: readonly Role[];
  readonly onChange: (chosen: readonly Role[]) => void;
}): ReactElement {
  const say = useSay();
  const { chosen, onChange } = props;
  return (
    <fieldset className="boxes">
      <legend>{say(words.roles)}</legend>
      {given.map((role) => (
        <Checkbox
          key={role}
          checked={chosen.includes(role)}
          onChange={({ target }) =>
            onChange(target.checked ? [...chosen, role] : chosen.filter((each) => each !== role))
          }
        >
          <b>{say(roleWords[role])}</b> <span className="quiet">{say(dutyWords[role])}</span>
        </Checkbox>
      ))}
    </fieldset>
  );
}

function AddSheet({ onClose, onHalf }: HalfProps & { readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const add = useChange('createUser');
  const [userName, setUserName] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [chosen, setChosen] = useState<readonly Role[]>([]);
  return (
    <Sheet
      title={say(words.add)}
      act={say(words.add)}
      width={620}
      onClose={onClose}
      isReady={userName.trim().length > 1 && displayName.trim() !== '' && chosen.length > 0}
      isRunning={add.isRunning}
      failure={add.failure}
      onAct={() =>
        void add
          .run({ userName: userName.trim(), displayName: displayName.trim(), roles: [...chosen] })
          .then((reply) => {
            if (reply === undefined) return;
            onClose();
            if (reply.half !== null) onHalf({ code: reply.half, name: displayName.trim() });
          })
      }
    >
      <p>{say(words.addMore, { who: say(rolesThatMay('people.confirm')) })}</p>
      <Field label={say(words.name)}>
        {(place) => (
          <Input
            {...place}
            autoFocus
            maxLength={60}
            value={displayName}
            onChange={({ target }) => setDisplayName(target.value)}
          />
        )}
      </Field>
      <Field label={say(words.userName)} help={say(words.userNameHelp)}>
        {(place) => (
          <Input
            {...place}
            autoComplete="off"
            maxLength={60}
            value={userName}
            onChange={({ target }) => setUserName(target.value)}
          />
        )}
      </Field>
      <RoleBoxes chosen={chosen} onChange={setChosen} />
    </Sheet>
  );
}

/** Codes for the portal: numbers as they stand in a list or a spreadsheet. */
function PortalSheet({ onClose, onHalf }: HalfProps & { readonly onClose: () => void }): ReactElement {
  const say = useSay();
  const invite = useChange('inviteToPortal');
  const [text, setText] = useState('');
  const members = [...new Set(text.split(/[\s,，、;；]+/).filter((each) => each !== ''))];
  return (
    <Sheet
      title={say(words.portal)}
      act={say(words.portalAct, { count: members.length })}
      width={620}
      onClose={onClose}
      isReady={members.length > 0}
      isRunning={invite.isRunning}
      failure={invite.failure}
      onAct={() =>
        void invite.run({ members }).then((reply) => {
          if (reply === undefined) return;
          onClose();
          const halves = halvesIn(reply);
          if (halves !== null) onHalf({ which: 'first', ...halves });
        })
      }
    >
      <p>{say(words.portalMore, { who: say(rolesThatMay('people.confirm')) })}</p>
      <Field label={say(words.portalNumbers)} help={say(words.portalHelp)}>
        {(place) => (
          <Input.TextArea
            {...place}
            autoFocus
            rows={5}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        )}
      </Field>
    </Sheet>
  );
}

/** Said once: it stays until whoever reads it says that they have it. */
function HalfSheet({
  half,
  onClose,
}: {
  readonly half: Extract<Half, { readonly code: string }>;
  readonly onClose: () => void;
}): ReactElement {
  const say = useSay();
  const [isCopied, setCopied] = useState<boolean | null>(null);
  return (
    <Dialog title={say(words.half)}>
      <p>{say(words.halfMore, { name: half.name })}</p>
      <p className="once">{half.code}</p>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose();
        }}
      >
        <footer>
          <Button onClick={() => void copyText(half.code).then(setCopied)}>
            {say(isCopied === null ? words.copy : isCopied ? words.copied : words.uncopied)}
          </Button>
          <Button type="primary" htmlType="submit">
            {say(words.handed)}
          </Button>
        </footer>
      </form>
    </Dialog>
  );
}

function Done({ proposals }: { readonly proposals: readonly Proposal[] }): ReactElement {
  const say = useSay();
  const { text } = columnsOf<Proposal>(say);
  return (
    <div className="limited">
      <Table
        label={say(words.done)}
        rows={proposals}
        keyOf={({ id }) => id}
        toneOf={({ state }) => (state === 'refused' ? 'off' : undefined)}
        columns={[
          // The founding has no number: nobody proposed it.
          text('number', say(words.number), 70, ({ number }) => (Number(number) === 0 ? '—' : number)),
          text('kind', say(words.kind), 150, ({ kind }) => say(accessProposalWords[kind])),
          text('about', say(words.about), 300, (proposal) => contentOf(proposal, say)),
          text('by', say(words.by), 150, ({ proposedBy }) => proposedBy),
          text(
            'state',
            say(words.state),
            110,
            ({ state }) => say(accessStateWords[state]),
            ({ state }) => <State tone={tones[state]}>{say(accessStateWords[state])}</State>,
          ),
          text('answered', say(words.answered), 110, ({ answeredBy }) => answeredBy),
          text('why', say(words.why), 160, ({ reason }) => reason),
        ]}
      />
    </div>
  );
}
