/**
 * What this cooperative decided, each value beside what it rests on. The chair changes them; what loosens one waits for another
 * person, and stands above all until it is answered.
 */
import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { rolesThatMay } from '../../../domain/role-words.ts';
import { settingStateWords, settingWords } from '../../../domain/setting-proposal.ts';
import { grouped, groupedShares, Moment } from '../../shared/amount.tsx';
import { useAnswer, useWholeList, type Whole } from '../../shared/asking.ts';
import { Ask } from '../../shared/ask.tsx';
import { Refused, type Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { Decision } from '../../shared/decision.tsx';
import { useSay } from '../../shared/language.ts';
import { Note, Page, Part, State, type Tone } from '../../shared/page.tsx';
import { useSession } from '../../shared/session.ts';
import { Answer, Failed, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { HouseRules } from './house-rules.tsx';
import { OfficeContact } from './office-contact.tsx';
import { PensionRules } from './pension-rules.tsx';
import { Retention } from './retention.tsx';
import { Templates } from './templates.tsx';
import { Values } from './values.tsx';

type Proposal = Reply<'listSettingProposals'>['proposals'][number];

const words = {
  title: { zh: '设置', en: 'Settings' },
  who: {
    zh: '设置由{who}改变；放宽的、自今天以前起算的由{other}复核后生效。',
    en: 'The {who} changes settings; what loosens one, or counts from before today, is confirmed by the {other}.',
  },
  item: { zh: '项目', en: 'What' },
  byDefault: { zh: '程序默认值，本社没有另定', en: 'the default of this program; nothing was decided' },
  decided: { zh: '{source}（自 {day} 起）', en: '{source} (from {day})' },
  save: { zh: '保存', en: 'Save' },
  set: { zh: '更改', en: 'Change' },
  rests: { zh: '依据的决议或章程条款', en: 'The resolution or article it rests on' },
  proposals: { zh: '放宽设置的提议', en: 'What would loosen a setting' },
  none: { zh: '没有待复核的提议。', en: 'Nothing waits to be confirmed.' },
  proposed: { zh: '{by}提议于 ', en: 'Proposed by {by} on ' },
  confirm: { zh: '复核通过', en: 'Confirm' },
  confirmMore: { zh: '复核后自当日或约定的日期起适用：', en: 'It holds from today or the day agreed: ' },
  refuse: { zh: '退回', en: 'Refuse' },
  why: { zh: '理由', en: 'Why' },
  answered: { zh: '已办的提议', en: 'Proposals answered' },
  by: { zh: '提议人', en: 'Proposed by' },
  answeredBy: { zh: '复核人', en: 'Answered by' },
  state: { zh: '状态', en: 'State' },
  content: { zh: '内容', en: 'What would hold' },
  house: { zh: '合作社', en: 'The cooperative' },
  name: { zh: '名称', en: 'Name' },
  since: { zh: '自 {day} 起', en: 'since {day}' },
  code: { zh: '统一社会信用代码', en: 'Credit code' },
  rename: { zh: '登记新名称', en: 'Enter a new name' },
  shares: { zh: '股份', en: 'Shares' },
  allowance: {
    zh: '一人每年可为同一持有人登记的股数',
    en: 'Shares that one person may move for one holder in a year',
  },
  inShares: { zh: '{count} 股', en: '{count} shares' },
  meetings: { zh: '会议', en: 'Meetings' },
  papersOpen: { zh: '会前开放查阅材料', en: 'Papers lie open before a meeting' },
  notice: { zh: '公示', en: 'Public notice' },
  meetingAfter: { zh: '半年期末后开会', en: 'Meeting after the end of the half-year' },
  noticeAfter: { zh: '会后开始公示', en: 'Notice begins after the meeting' },
  days: { zh: '{days} 天', en: '{days} days' },
  asNotice: { zh: '与会议通知相同', en: 'as long as the notice' },
  ownDays: { zh: '本社设定，不低于法定天数', en: 'decided here, not below the law' },
  lawPage: { zh: '所依据的法规', en: 'The law it goes by' },
  law: { zh: '议事规则', en: 'Rules of assemblies' },
  ownRules: { zh: '{source}，自 {day} 起更严', en: '{source}, stricter from {day}' },
  byLaw: { zh: '法定规则，本社没有更严的', en: 'the law; nothing stricter was decided' },
  payouts: { zh: '发放', en: 'Payouts' },
  payer: { zh: '付款户名', en: 'Payer' },
  bank: { zh: '付款银行', en: 'Bank' },
  account: { zh: '付款账号', en: 'Account' },
  minimum: { zh: '起付额', en: 'Least payout' },
  yuan: { zh: '{amount} 元', en: '{amount} yuan' },
  unset: { zh: '还没有设置付款账户。', en: 'No paying account yet.' },
  minimumMore: { zh: '提高起付额须复核', en: 'raising it is confirmed' },
  books: { zh: '账务', en: 'Books' },
  collective: { zh: '集体股红利', en: 'The collective share’s part' },
  reserve: { zh: '转入公积公益金', en: 'goes to the reserve' },
  undistributed: { zh: '留在未分配收益', en: 'stays undistributed' },
  bankAccount: { zh: '发放所用银行科目', en: 'Account that payouts come out of' },
  pensionAccount: { zh: '养老金列支科目', en: 'Account of pensions' },
  keptElsewhere: { zh: '账簿在别处登记', en: 'The books are kept elsewhere' },
  distributionDay: { zh: '年度分配的记账日', en: 'Day of a year’s distribution' },
  ownBooks: { zh: '本社设定', en: 'decided here' },
} as const satisfies Record<string, Sentence>;

const tones: Readonly<Record<Proposal['state'], Tone>> = { open: 'next', confirmed: 'done', refused: 'off' };

export function Settings(): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const proposals = useWholeList('listSettingProposals', {}, (page) => page.proposals, {
    when: may('cooperative.read'),
  });
  if (!may('cooperative.read')) return <NoPermission action="cooperative.read" />;
  return (
    <Page
      title={say(words.title)}
      action={
        <Link to="/settings/law" className="button">
          {say(words.lawPage)}
        </Link>
      }
    >
      {!may('settings.change') && (
        <Note>
          {say(words.who, {
            who: say(rolesThatMay('settings.change')),
            other: say(rolesThatMay('settings.confirm')),
          })}
        </Note>
      )}
      <Proposals of={proposals} />
      <House />
      <OfficeContact />
      {may('shares.read') && <Shares />}
      {may('assemblies.read') && <Meetings />}
      <HouseRules />
      {may('payouts.read') && <Payouts />}
      {may('payouts.read') && <Templates />}
      {may('books.read') && <Books />}
      {may('pensions.read') && <PensionRules />}
      {may('trail.read') && <Retention />}
      <Answered proposals={proposals.rows.filter(({ state }) => state !== 'open')} />
    </Page>
  );
}

function Proposals({ of: found }: { readonly of: Whole<Proposal> }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const open = found.rows.filter(({ state }) => state === 'open');
  if (found.error !== null) return <Failed error={found.error} again={found.again} />;
  return (
    <Part title={say(words.proposals)}>
      {open.length === 0 && found.isWhole && <p className="quiet">{say(words.none)}</p>}
      <ul className="entries">
        {open.map((proposal) => (
          <li key={proposal.id}>
            <div>
              <b>{say(proposal.says)}</b>
              <p>
                {say(words.proposed, { by: proposal.proposedBy })}
                <Moment of={proposal.proposedAt} />
              </p>
            </div>
            {may('settings.confirm') ? (
              <span className="beside">
                <Decision
                  change="confirmSetting"
                  label={say(words.confirm)}
                  primary
                  inputOf={() => ({ proposalId: proposal.id })}
                >
                  <p>
                    {say(words.confirmMore)}
                    <b>{say(proposal.says)}</b>
                  </p>
                </Decision>
                <Decision
                  change="refuseSetting"
                  label={say(words.refuse)}
                  why={say(words.why)}
                  inputOf={(reason) => ({ proposalId: proposal.id, reason })}
                />
              </span>
            ) : (
              <State tone="next">{say(settingStateWords.open)}</State>
            )}
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Answered({ proposals }: { readonly proposals: readonly Proposal[] }): ReactElement {
  const say = useSay();
  const { text } = columnsOf<Proposal>(say);
  if (proposals.length === 0) return <></>;
  return (
    <Part title={say(words.answered)}>
      <div className="limited">
        <Table
          label={say(words.answered)}
          rows={proposals}
          keyOf={({ id }) => id}
          columns={[
            text('kind', say(words.item), 150, ({ kind }) => say(settingWords[kind])),
            text('says', say(words.content), 380, ({ says }) => say(says)),
            text('by', say(words.by), 110, ({ proposedBy }) => proposedBy),
            text(
              'state',
              say(words.state),
              110,
              ({ state }) => say(settingStateWords[state]),
              ({ state }) => <State tone={tones[state]}>{say(settingStateWords[state])}</State>,
            ),
            text('answered', say(words.answeredBy), 110, ({ answeredBy }) => answeredBy),
            text('why', say(words.why), 160, ({ reason }) => reason),
          ]}
        />
      </div>
    </Part>
  );
}

function House(): ReactElement {
  const say = useSay();
  const found = useAnswer('readCooperative', {});
  return (
    <>
      <Answer of={found} rows={2}>
        {(house) => (
          <Values
            title={say(words.house)}
            rows={[
              ...house.names.map((each) => ({
                item: say(words.name),
                value: each.name,
                source: say(words.since, { day: each.effectiveOn }),
              })),
              { item: say(words.code), value: house.creditCode ?? '—', source: '' },
            ]}
            aside={<Ask change="renameCooperative" label={say(words.rename)} given={{}} small />}
          />
        )}
      </Answer>
    </>
  );
}

function Shares(): ReactElement {
  const say = useSay();
  const found = useAnswer('readShareAllowance', {});
  return (
    <>
      <Answer of={found} rows={2}>
        {({ quantity: now, isDefault, history }) => {
          const last = history.find((each) => each.quantity === now);
          return (
            <Values
              title={say(words.shares)}
              id="allowance"
              rows={[
                {
                  item: say(words.allowance),
                  value: say(words.inShares, { count: groupedShares(now) }),
                  source:
                    isDefault || last === undefined
                      ? say(words.byDefault)
                      : say(words.decided, { source: last.source, day: last.effectiveOn }),
                },
              ]}
              aside={
                <Ask
                  change="setShareAllowance"
                  label={say(words.set)}
                  act={say(settingWords['share-allowance'])}
                  does={say(words.save)}
                  given={{}}
                  called={{ quantity: words.allowance, source: words.rests }}
                  now={{ quantity: say(words.inShares, { count: groupedShares(now) }) }}
                  small
                />
              }
            />
          );
        }}
      </Answer>
    </>
  );
}

type Days = Reply<'readAssemblySettings'>;

function Meetings(): ReactElement {
  const say = useSay();
  const found = useAnswer('readAssemblySettings', {});
  const rules = useAnswer('readAssemblyRules', {});
  const inDays = (days: number | null) => (days === null ? say(words.asNotice) : say(words.days, { days }));
  return (
    <>
      <Answer of={found} rows={4}>
        {(days) => (
          <Values
            title={say(words.meetings)}
            rows={[
              ...(rules.data === undefined
                ? []
                : [
                    {
                      item: say(words.law),
                      value: say(rules.data.name),
                      source:
                        rules.data.own === null
                          ? say(words.byLaw)
                          : say(words.ownRules, {
                              source: rules.data.own.source,
                              day: rules.data.own.effectiveFrom,
                            }),
                    },
                  ]),
              {
                item: say(words.papersOpen),
                value: inDays(days.papersOpenDays),
                source: say(words.ownDays),
              },
              { item: say(words.notice), value: inDays(days.publicNoticeDays), source: say(words.ownDays) },
              {
                item: say(words.meetingAfter),
                value: inDays(days.meetingDaysAfterPeriod),
                source: say(words.ownBooks),
              },
              {
                item: say(words.noticeAfter),
                value: inDays(days.publicNoticeDaysAfterMeeting),
                source: say(words.ownBooks),
              },
            ]}
            aside={<SetDays days={days} />}
          />
        )}
      </Answer>
    </>
  );
}

const startOfDays = (days: Days) => ({
  papersOpenDays: days.papersOpenDays === null ? '' : String(days.papersOpenDays),
  publicNoticeDays: String(days.publicNoticeDays),
  meetingDaysAfterPeriod: String(days.meetingDaysAfterPeriod),
  publicNoticeDaysAfterMeeting: String(days.publicNoticeDaysAfterMeeting),
});

function SetDays({ days }: { readonly days: Days }): ReactElement {
  const say = useSay();
  return (
    <Ask
      change="setAssemblySettings"
      label={say(words.set)}
      act={say(settingWords['assembly-settings'])}
      does={say(words.save)}
      given={{}}
      start={startOfDays(days)}
      seen={{ question: 'readAssemblySettings', input: {}, startOf: startOfDays }}
      now={days.papersOpenDays === null ? { papersOpenDays: say(words.asNotice) } : {}}
      small
    />
  );
}

const startOfPayer = ({ payerName, payerBank, minimum }: Reply<'readPayoutSettings'>) => ({
  payerName,
  payerBank,
  payerAccount: '',
  minimum,
});

function Payouts(): ReactElement {
  const say = useSay();
  const found = useAnswer('readPayoutSettings', {});
  const { data } = found;
  const isUnset = found.error instanceof Refused && found.error.problem.code === 'payout.settings-unset';
  const set = (
    <Ask
      change="setPayoutSettings"
      label={say(words.set)}
      act={say(words.payouts)}
      does={say(words.save)}
      given={{}}
      {...(data === undefined
        ? { start: { minimum: '0' } }
        : {
            start: startOfPayer(data),
            seen: { question: 'readPayoutSettings', input: {}, startOf: startOfPayer } as const,
            now: { payerAccount: data.payerAccountMasked },
          })}
      small
    />
  );
  if (isUnset && data === undefined)
    return (
      <Part title={say(words.payouts)} aside={set} id="payouts">
        <p className="quiet">{say(words.unset)}</p>
      </Part>
    );
  if (data === undefined)
    return (
      <Answer of={found} rows={4}>
        {() => null}
      </Answer>
    );
  return (
    <Values
      title={say(words.payouts)}
      aside={set}
      rows={[
        { item: say(words.payer), value: data.payerName, source: say(words.ownBooks) },
        { item: say(words.bank), value: data.payerBank, source: say(words.ownBooks) },
        { item: say(words.account), value: data.payerAccountMasked, source: say(words.ownBooks) },
        {
          item: say(words.minimum),
          value: say(words.yuan, { amount: grouped(data.minimum) }),
          source: say(words.minimumMore),
        },
      ]}
    />
  );
}

type BookSettings = Reply<'readBooksSettings'>;

function Books(): ReactElement {
  const say = useSay();
  const found = useAnswer('readBooksSettings', {});
  return (
    <>
      <Answer of={found} rows={4}>
        {(now) => (
          <Values
            title={say(words.books)}
            aside={<SetBooks now={now} />}
            rows={[
              {
                item: say(words.collective),
                value: say(words[now.collectivePart]),
                source: say(words.ownBooks),
              },
              { item: say(words.bankAccount), value: now.bankAccount, source: say(words.ownBooks) },
              { item: say(words.pensionAccount), value: now.pensionAccount, source: say(words.ownBooks) },
              { item: say(words.distributionDay), value: now.distributionDay, source: say(words.ownBooks) },
              ...(typeof now.keptElsewhere === 'string'
                ? [{ item: say(words.keptElsewhere), value: now.keptElsewhere, source: say(words.ownBooks) }]
                : []),
            ]}
          />
        )}
      </Answer>
    </>
  );
}

const startOfBooks = (now: BookSettings) => ({
  collectivePart: now.collectivePart,
  bankAccount: now.bankAccount,
  pensionAccount: now.pensionAccount,
  overdraftAccounts: now.overdraftAccounts.join('、'),
  distributionDay: now.distributionDay,
  keptElsewhere: now.keptElsewhere ?? '',
});

function SetBooks({ now }: { readonly now: BookSettings }): ReactElement {
  const say = useSay();
  return (
    <Ask
      change="setBooksSettings"
      label={say(words.set)}
      act={say(settingWords['books-settings'])}
      does={say(words.save)}
      given={{ outsideReviewer: now.outsideReviewer }}
      called={{ bankAccount: words.bankAccount }}
      start={startOfBooks(now)}
      seen={{ question: 'readBooksSettings', input: {}, startOf: startOfBooks }}
      small
    />
  );
}
