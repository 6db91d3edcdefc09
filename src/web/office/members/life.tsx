/** Everything that happened to one member in the order of its days: standings, shares, money, pension, papers. The latest first. */
import { Select } from 'antd';
import { useMemo, useState, type ReactElement, type ReactNode } from 'react';
import type { Language, Sentence } from '../../../domain/language.ts';
import { basisReasonWords, movementWords, standingKindWords } from '../../../domain/words.ts';
import { Day, grouped, groupedShares } from '../../shared/amount.tsx';
import { useAnswer, useWholeList } from '../../shared/asking.ts';
import { addressOf, type Reply } from '../../shared/call.ts';
import { sayIn, useLanguage, useSay, type Say } from '../../shared/language.ts';
import { Part } from '../../shared/page.tsx';
import { paperName } from '../../shared/paper-name.ts';
import { spelled, todayInChina } from '../../shared/period.ts';
import { useSession } from '../../shared/session.ts';

type Detail = Reply<'readMember'>;

const words = {
  title: { zh: '历年事项', en: 'What happened' },
  show: { zh: '看哪些事项', en: 'What to show' },
  all: { zh: '全部事项', en: 'Everything' },
  standing: { zh: '身份', en: 'Standings' },
  shares: { zh: '股份', en: 'Shares' },
  money: { zh: '分红与付款', en: 'Dividends and payments' },
  pension: { zh: '养老金', en: 'Pension' },
  papers: { zh: '文件', en: 'Papers' },
  recorded: { zh: '{day} 登记', en: 'recorded {day}' },
  struck: { zh: '已更正', en: 'corrected since' },
  moved: { zh: '{sign}{quantity} 股', en: '{sign}{quantity} shares' },
  due: { zh: '应付 {amount} 元', en: '{amount} yuan due' },
  paid: { zh: '已付 {amount} 元', en: '{amount} yuan paid' },
  monthly: { zh: '{month} 养老金 {amount} 元', en: 'Pension of {month}: {amount} yuan' },
  returned: { zh: '已退回', en: 'returned' },
  repaid: { zh: '收回多发的养老金 {amount} 元', en: 'Pension paid back: {amount} yuan' },
  certificate: { zh: '股权证第 {number} 号', en: 'Share certificate {number}' },
  none: { zh: '没有这类事项。', en: 'Nothing of this kind.' },
} as const satisfies Record<string, Sentence>;

const kinds = ['standing', 'shares', 'money', 'pension', 'papers'] as const;
type Kind = (typeof kinds)[number];

interface Event {
  readonly key: string;
  readonly day: string;
  readonly kind: Kind;
  readonly name: ReactNode;
  readonly more: string;
  readonly isOff?: boolean;
}

export function Life({ detail }: { readonly detail: Detail }): ReactElement {
  const say = useSay();
  const language = useLanguage();
  const { may } = useSession();
  const [kind, setKind] = useState<Kind | 'all'>('all');
  const number = detail.member.registerNumber;
  const whole = { from: '1949-10-01', to: todayInChina() };
  const statement = useAnswer(
    'readShareStatement',
    { kind: 'member', number, ...whole },
    { when: may('shares.read') },
  );
  const ledger = useAnswer('readMemberLedger', { kind: 'member', number }, { when: may('payouts.read') });
  const pension = useAnswer('readPension', { member: number }, { when: may('payouts.read') });
  const papers = useAnswer(
    'listDocuments',
    { subject: `member ${number}`, limit: '200' },
    { when: may('documents.read') },
  );
  const certificates = useWholeList('listCertificates', {}, (page) => page.certificates, {
    when: may('shares.read'),
  });
  const events = useMemo(() => {
    const say = sayIn(language);
    return [
      ...standingsOf(detail.history, say),
      ...movementsOf(statement.data, say),
      ...moneyOf(ledger.data, say),
      ...pensionOf(pension.data, say),
      ...papersOf(papers.data, language),
      ...certificates.rows
        .filter(({ holderKind, holder }) => holderKind === 'member' && holder === number)
        .map((each): Event => ({
          key: `certificate ${each.id}`,
          day: each.issuedOn,
          kind: 'papers',
          name: say(words.certificate, { number: each.number }),
          more: each.endReason ?? '',
          isOff: each.state !== 'valid',
        })),
    ].sort((one, other) => other.day.localeCompare(one.day));
  }, [detail, statement.data, ledger.data, pension.data, papers.data, certificates.rows, number, language]);
  const shown = events.filter((each) => kind === 'all' || each.kind === kind);
  return (
    <Part
      title={say(words.title)}
      aside={
        <Select
          size="small"
          aria-label={say(words.show)}
          style={{ width: 150 }}
          value={kind}
          options={(['all', ...kinds] as const).map((value) => ({ value, label: say(words[value]) }))}
          onChange={setKind}
        />
      }
    >
      {shown.length === 0 ? (
        <p className="quiet">{say(words.none)}</p>
      ) : (
        <ol className="timeline life" tabIndex={0} aria-label={say(words.title)}>
          {shown.map(({ key, day, name, more, isOff }) => (
            <li key={key} className={isOff === true ? 'off' : undefined}>
              <Day of={day} />
              <div>
                <b>{name}</b>
                {more !== '' && <p>{more}</p>}
              </div>
            </li>
          ))}
        </ol>
      )}
    </Part>
  );
}

function standingsOf(history: Detail['history'], say: Say): readonly Event[] {
  const struck = new Set(history.map(({ corrects }) => corrects));
  return history.map((each) => ({
    key: `standing ${each.id}`,
    day: each.effectiveOn,
    kind: 'standing',
    name: say(standingKindWords[each.kind]),
    more: [
      struck.has(each.id) ? say(words.struck) : null,
      each.basis && say(basisReasonWords[each.basis.reason]),
      each.basis?.law && say(each.basis.law),
      each.note,
      say(words.recorded, { day: each.recordedAt.slice(0, 10) }),
    ]
      .filter((part) => part !== null && part !== undefined)
      .join(' · '),
    isOff: struck.has(each.id) || each.kind === 'void',
  }));
}

function movementsOf(statement: Reply<'readShareStatement'> | undefined, say: Say): readonly Event[] {
  return (statement?.movements ?? []).map((each) => ({
    key: `movement ${each.id}`,
    day: each.effectiveOn,
    kind: 'shares',
    name: `${say(movementWords[each.kind])} ${say(words.moved, {
      sign: each.to.accountId === statement?.holder.accountId ? '+' : '−',
      quantity: groupedShares(each.quantity),
    })}`,
    more: each.reason ?? '',
  }));
}

function moneyOf(ledger: Reply<'readMemberLedger'> | undefined, say: Say): readonly Event[] {
  return (ledger?.entries ?? []).map((each, index) => ({
    key: `money ${each.number} ${index}`,
    day: each.date,
    kind: 'money',
    name: /[1-9]/.test(each.credit)
      ? say(words.due, { amount: grouped(each.credit) })
      : say(words.paid, { amount: grouped(each.debit) }),
    more: spelled(each.summary, say),
  }));
}

function pensionOf(pension: Reply<'readPension'> | undefined, say: Say): readonly Event[] {
  if (pension === undefined) return [];
  return [
    ...pension.payments.map((each, index): Event => ({
      key: `pension ${each.month} ${index}`,
      day: each.paidOn,
      kind: 'pension',
      name: say(words.monthly, { month: each.month, amount: grouped(each.amount) }),
      more: each.returned ? say(words.returned) : '',
      isOff: each.returned,
    })),
    ...pension.repayments.map((each, index): Event => ({
      key: `repaid ${index}`,
      day: each.receivedOn,
      kind: 'pension',
      name: say(words.repaid, { amount: grouped(each.amount) }),
      more: each.note,
    })),
  ];
}

function papersOf(papers: Reply<'listDocuments'> | undefined, language: Language): readonly Event[] {
  return (papers?.documents ?? []).map((each) => ({
    key: `paper ${each.id}`,
    day: each.createdAt.slice(0, 10),
    kind: 'papers',
    name: (
      <a href={addressOf('readDocumentContent', { documentId: each.id })} target="_blank" rel="noreferrer">
        {paperName(each, language)}
      </a>
    ),
    more: each.number,
  }));
}
