/** One member: what is written of them, every standing, what they hold and are owed, and the papers they were given. */
import { Link, useParams } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import {
  accountWords,
  movementWords,
  relationWords,
  runKindWords,
  sexWords,
  standingWords,
} from '../../../domain/words.ts';
import { Amount, Day, percentOf, Shares } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { columnsOf } from '../../shared/columns.tsx';
import { useSay, type Say } from '../../shared/language.ts';
import { Facts, Figures, Page, Part, State } from '../../shared/page.tsx';
import { periodInWords, spelled, todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';
import { Answer, NoPermission } from '../../shared/states.tsx';
import { Table } from '../../shared/table.tsx';
import { MemberChanges } from './changes.tsx';
import { Life } from './life.tsx';
import { standingTones } from './list.tsx';

type Detail = Reply<'readMember'>;

const words = {
  income: { zh: '红利所得和代扣税', en: 'Dividends and tax by year' },
  year: { zh: '年度', en: 'Year' },
  noIncome: { zh: '{year} 年没有红利所得。', en: 'No dividends in {year}.' },
  run: { zh: '分红', en: 'Dividend' },
  runOf: { zh: '{period}{kind}，第 {number} 号', en: '{period}, {kind}, No. {number}' },
  gross: { zh: '所得', en: 'Gross' },
  rate: { zh: '税率', en: 'Rate' },
  tax: { zh: '代扣税', en: 'Tax withheld' },
  basis: { zh: '依据', en: 'Legal basis' },
  back: { zh: '成员名册', en: 'Members' },
  move: { zh: '办理股份变动', en: 'Enter a movement of shares' },
  number: { zh: '登记编号', en: 'Register number' },
  sex: { zh: '性别', en: 'Sex' },
  born: { zh: '出生日期', en: 'Born' },
  household: { zh: '户', en: 'Household' },
  relation: { zh: '与户主关系', en: 'Relation to the head' },
  residentId: { zh: '身份证号', en: 'Resident ID' },
  phone: { zh: '电话', en: 'Phone' },
  bank: { zh: '开户行', en: 'Bank' },
  account: { zh: '银行账号', en: 'Account' },
  seniority: { zh: '工龄或年限起算日', en: 'Years count from' },
  tags: { zh: '标签', en: 'Tags' },
  recorded: { zh: '{day} 登记', en: 'recorded {day}' },
  shares: { zh: '股份', en: 'Shares' },
  shareUnit: { zh: '股', en: 'shares' },
  none: { zh: '没有股份', en: 'Holds no shares' },
  movements: { zh: '股份变动', en: 'Movements' },
  number2: { zh: '序号', en: 'No.' },
  day: { zh: '生效日', en: 'Effective' },
  kind: { zh: '事项', en: 'Kind' },
  shareClass: { zh: '股种', en: 'Class' },
  gained: { zh: '转入', en: 'In' },
  given: { zh: '转出', en: 'Out' },
  beside: { zh: '对方', en: 'From or to' },
  reason: { zh: '说明', en: 'Reason' },
  ledger: { zh: '应付往来', en: 'What is owed' },
  date: { zh: '日期', en: 'Date' },
  entry: { zh: '凭证', en: 'Entry' },
  summary: { zh: '摘要', en: 'Summary' },
  debit: { zh: '已付', en: 'Paid' },
  credit: { zh: '应付', en: 'Due' },
  owed: { zh: '余额', en: 'Owed' },
  yuan: { zh: '元', en: 'yuan' },
  noEntries: { zh: '还没有分红记在此人名下。', en: 'No dividend has been entered for this person yet.' },
} as const satisfies Record<string, Sentence>;

export function MemberPage(): ReactElement {
  const { memberId } = useParams({ from: '/members/$memberId' });
  const { may } = useSession();
  const detail = useAnswer('readMember', { memberId }, { when: may('register.read') });
  if (!may('register.read')) return <NoPermission action="register.read" />;
  return (
    <>
      {
        <Answer of={detail} rows={12}>
          {(found) => <Shown detail={found} />}
        </Answer>
      }
    </>
  );
}

function Shown({ detail }: { readonly detail: Detail }): ReactElement {
  const say = useSay();
  const { may } = useSession();
  const { member } = detail;
  const { standing, household, sex, relation } = member;
  return (
    <Page
      title={member.name}
      kicker={
        <>
          <Link to="/members">{say(words.back)}</Link> · {member.registerNumber}
        </>
      }
      state={<State tone={standingTones[standing.state]}>{say(standingWords[standing.state])}</State>}
      action={
        may('shares.move') && (
          <Link
            to="/shares/move"
            search={{
              kind: standing.state === 'deceased' ? 'inheritance' : 'transfer',
              from: `member:${member.registerNumber}`,
            }}
            className="button"
          >
            {say(words.move)}
          </Link>
        )
      }
    >
      {may('shares.read') && <Holdings number={member.registerNumber} />}
      <div className="pair">
        <div>
          <Facts
            items={[
              { label: say(words.number), value: member.registerNumber },
              { label: say(words.sex), value: sex === null ? '—' : say(sexWords[sex]) },
              { label: say(words.born), value: <Day of={member.birthDate ?? member.birthYear} /> },
              {
                label: say(words.household),
                value: household === null ? '—' : `${household.number} ${household.groupName ?? ''}`,
              },
              { label: say(words.relation), value: relation === null ? '—' : say(relationWords[relation]) },
              { label: say(words.residentId), value: member.residentIdMasked ?? '—' },
              { label: say(words.phone), value: member.phoneMasked ?? '—' },
              { label: say(words.bank), value: member.bankName ?? '—' },
              { label: say(words.account), value: member.bankAccountMasked ?? '—' },
              { label: say(words.seniority), value: <Day of={member.seniorityFrom} /> },
              { label: say(words.tags), value: member.tags.join(' ') || '—' },
            ]}
          />
          {(may('register.change') || may('register.unmask')) && <MemberChanges detail={detail} />}
        </div>
        <Life detail={detail} />
      </div>
      {may('payouts.read') && <Ledger number={member.registerNumber} />}
      {may('payouts.read') && <TaxedIncome number={member.registerNumber} />}
    </Page>
  );
}

/** What is held today in each class, and every movement that brought it about. */
function Holdings({ number }: { readonly number: string }): ReactElement {
  const say = useSay();
  const statement = useAnswer('readShareStatement', {
    kind: 'member',
    number,
    from: '1949-10-01',
    to: todayInChina(),
  });
  const classes = useAnswer('listShareClasses', {});
  const nameOf = (classId: string) => {
    const found = classes.data?.classes.find(({ id }) => id === classId);
    return found === undefined ? '' : say({ zh: found.name, en: found.nameEn ?? found.name });
  };
  return (
    <Answer of={statement} rows={3}>
      {({ holder, closing, movements }) => (
        <>
          {closing.length === 0 ? (
            <p className="note">{say(words.none)}</p>
          ) : (
            <Figures
              items={closing.map(({ classId, quantity }) => ({
                label: nameOf(classId),
                value: <Shares of={quantity} />,
                unit: say(words.shareUnit),
              }))}
            />
          )}
          {movements.length > 0 && (
            <Part title={say(words.movements)}>
              <Table
                label={say(words.movements)}
                rows={movements}
                keyOf={({ id }) => id}
                columns={[
                  {
                    key: 'number',
                    head: say(words.number2),
                    width: 80,
                    cell: (each) => each.number,
                    text: (each) => each.number,
                  },
                  {
                    key: 'day',
                    head: say(words.day),
                    width: 104,
                    cell: ({ effectiveOn }) => <Day of={effectiveOn} />,
                    text: ({ effectiveOn }) => effectiveOn,
                  },
                  {
                    key: 'kind',
                    head: say(words.kind),
                    width: 110,
                    cell: ({ kind }) => say(movementWords[kind]),
                    text: ({ kind }) => say(movementWords[kind]),
                  },
                  {
                    key: 'class',
                    head: say(words.shareClass),
                    width: 120,
                    cell: ({ classId }) => nameOf(classId),
                    text: ({ classId }) => nameOf(classId),
                  },
                  {
                    key: 'in',
                    head: say(words.gained),
                    unit: say(words.shareUnit),
                    width: 120,
                    figure: true,
                    cell: ({ to, quantity }) =>
                      to.accountId === holder.accountId ? <Shares of={quantity} /> : '',
                    text: ({ to, quantity }) => (to.accountId === holder.accountId ? quantity : ''),
                  },
                  {
                    key: 'out',
                    head: say(words.given),
                    unit: say(words.shareUnit),
                    width: 120,
                    figure: true,
                    cell: ({ from, quantity }) =>
                      from.accountId === holder.accountId ? <Shares of={quantity} /> : '',
                    text: ({ from, quantity }) => (from.accountId === holder.accountId ? quantity : ''),
                  },
                  {
                    key: 'beside',
                    head: say(words.beside),
                    width: 140,
                    cell: (each) => partyBeside(each, holder.accountId, say),
                    text: (each) => partyBeside(each, holder.accountId, say),
                  },
                  {
                    key: 'reason',
                    head: say(words.reason),
                    width: 200,
                    cell: ({ reason }) => reason,
                    text: ({ reason }) => reason,
                  },
                ]}
              />
            </Part>
          )}
        </>
      )}
    </Answer>
  );
}

type Income = Reply<'readTaxIncome'>['rows'][number];
type Movement = Reply<'readShareStatement'>['movements'][number];

function partyBeside({ from, to }: Movement, own: string | null, say: Say): string {
  const other = to.accountId === own ? from : to;
  if (other.kind !== 'member' && other.kind !== 'household') return say(accountWords[other.kind]);
  return [other.number, other.name].filter((part) => part !== null && part !== '').join(' ');
}

function Ledger({ number }: { readonly number: string }): ReactElement {
  const say = useSay();
  const ledger = useAnswer('readMemberLedger', { kind: 'member', number });
  return (
    <Part title={say(words.ledger)}>
      <Answer of={ledger} rows={4}>
        {({ entries }) =>
          entries.length === 0 ? (
            <p className="quiet">{say(words.noEntries)}</p>
          ) : (
            <Table
              label={say(words.ledger)}
              rows={entries}
              keyOf={({ number: entry }, index) => `${entry} ${index}`}
              columns={[
                {
                  key: 'date',
                  head: say(words.date),
                  width: 104,
                  cell: ({ date }) => <Day of={date} />,
                  text: ({ date }) => date,
                },
                {
                  key: 'entry',
                  head: say(words.entry),
                  width: 140,
                  cell: (each) => each.number,
                  text: (each) => each.number,
                },
                {
                  key: 'summary',
                  head: say(words.summary),
                  width: 320,
                  cell: ({ summary }) => spelled(summary, say),
                  text: ({ summary }) => spelled(summary, say),
                },
                ...(['credit', 'debit', 'owed'] as const).map((side) => ({
                  key: side,
                  head: say(words[side]),
                  unit: say(words.yuan),
                  width: 130,
                  figure: true,
                  cell: (each: (typeof entries)[number]) =>
                    /[1-9]/.test(each[side]) ? (
                      <Amount of={each[side]} />
                    ) : side === 'owed' ? (
                      <Amount of={each[side]} />
                    ) : (
                      ''
                    ),
                  text: (each: (typeof entries)[number]) => each[side],
                })),
              ]}
            />
          )
        }
      </Answer>
    </Part>
  );
}

/** What they received in a year and what was withheld of it: what a tax office or the person asks about. */
function TaxedIncome({ number }: { readonly number: string }): ReactElement {
  const say = useSay();
  const [year, setYear] = useState(todayInChina().slice(0, 4));
  const found = useAnswer('readTaxIncome', { member: number, year }, { keep: true });
  const { text, amount, day } = columnsOf<Income>(say);
  return (
    <Part
      title={say(words.income)}
      aside={
        <Input
          aria-label={say(words.year)}
          type="number"
          min={1949}
          max={Number(todayInChina().slice(0, 4))}
          style={{ width: 110 }}
          value={year}
          onChange={({ target }) => /^(19|20|21)\d{2}$/.test(target.value) && setYear(target.value)}
        />
      }
    >
      <Answer of={found} rows={2}>
        {({ rows }) =>
          rows.length === 0 ? (
            <p className="quiet">{say(words.noIncome, { year })}</p>
          ) : (
            <Table
              label={say(words.income)}
              rows={rows}
              keyOf={({ run, kind }) => `${run} ${kind}`}
              columns={[
                day('paidOn', say(words.date), ({ paidOn }) => paidOn),
                text('run', say(words.run), 220, ({ period, run, kind }) =>
                  say(words.runOf, {
                    period: periodInWords(period, say),
                    kind: say(runKindWords[kind]),
                    number: run,
                  }),
                ),
                amount('gross', say(words.gross), 130, ({ gross }) => gross),
                text('rate', say(words.rate), 80, ({ rate }) => percentOf(rate)),
                amount('tax', say(words.tax), 130, ({ tax }) => tax),
                text('basis', say(words.basis), 260, ({ basis }) => basis),
              ]}
            />
          )
        }
      </Answer>
    </Part>
  );
}
