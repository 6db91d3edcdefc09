/**
 * What was got in each year, by the day of payment, and apart from it every dividend and pension there was: what fell to each half-year, as
 * a chart and line by line. The two are never called by one name: a half-year's dividend is mostly paid in the next one.
 */
import type { ReactElement } from 'react';
import { halfYearsReceived, receivedByYear, type YearReceived } from '../../../domain/received.ts';
import { runKindWords } from '../../../domain/words.ts';
import { Money } from '../../../domain/money.ts';
import { useSay, type Say, type Told } from '../../shared/language.ts';
import { periodInWords } from '../../shared/period.ts';
import { useWhose } from '../acting.ts';
import { useAsk } from '../asking.ts';
import { Inherited, Sign, State } from '../home.tsx';
import { Answer, Facts, Page, Part } from '../parts.tsx';
import { To } from '../routing.tsx';
import { figureWords } from './figures.ts';
import {
  dayInWords,
  dividendsOf,
  isNothing,
  monthInWords,
  ofWhom,
  sumOf,
  wherePensionIs,
  whatIsNotOrdered,
  yuan,
  type OwnMoney,
  type OwnReceived,
} from './where.ts';

const words = {
  title: { zh: '历次分红和养老金', en: 'All dividends and pensions' },
  none: { zh: '还没有发过钱。', en: 'Nothing was paid yet.' },
  received: {
    zh: '每年领到的钱',
    en: 'What you got each year',
    of: { zh: '{whose}每年领到的钱', en: 'What {whose} got each year' },
  },
  receivedWhat: {
    zh: '扣税以后知道已经到手的钱，按付款的日子算。和您的对账单上“本期领到”是同一个数。',
    en: 'What is known to have come, after tax, by the day of payment: the figure that your statement calls “received”.',
    of: {
      zh: '扣税以后知道已经到手的钱，按付款的日子算。和{whose}的对账单上“本期领到”是同一个数。',
      en: 'What is known to have come, after tax, by the day of payment: the figure that the statement of {whose} calls “received”.',
    },
  },
  year: { zh: '{year}年领到', en: 'Got in {year}' },
  ofDividends: { zh: '其中分红', en: 'Of it dividends' },
  ofPensions: { zh: '其中养老金', en: 'Of it pensions' },
  ofHousehold: { zh: '另有全户的（户主领）', en: 'Besides: the household’s, paid to its head' },
  unanswered: {
    zh: '另有 {amount} 已交银行，办公室还没有登记银行的答复，不知道到了没有，没有算在里面。没有收到，请打电话问办公室。',
    en: 'Besides, {amount} is with the bank. The office has not entered the bank’s answer yet: it is not known whether it has come, and it is not counted. If you have not got it, call the office.',
  },
  byDay: { zh: '一笔一笔看（{count} 笔）', en: 'Payment by payment ({count})' },
  dividendOf: { zh: '{period}分红', en: 'Dividend, {period}' },
  pensionOf: { zh: '{month}养老金', en: 'Pension, {month}' },
  inherited: { zh: '继承所得', en: 'inherited' },
  ofTheHousehold: { zh: '全户的', en: 'the household’s' },
  back: { zh: '退回多发的', en: 'Given back, paid too much' },
  bank: { zh: '银行账户 {account}', en: 'into account {account}' },
  toBank: { zh: '银行', en: 'by bank' },
  cash: { zh: '现金', en: 'in cash' },
  noAnswer: { zh: '银行的答复还没有登记', en: 'bank’s answer not entered yet' },
  recordOnly: {
    zh: '记账以前发的分红没有付款日，不在里面。',
    en: 'Dividends of before the ledger was kept have no day of payment and are not among these.',
  },
  chart: { zh: '每半年的分红，扣税后（元）', en: 'The dividend of each half-year, after tax (yuan)' },
  chartWhat: {
    zh: '按股权登记日归到半年，多半在下一个半年发放；哪天发的，看下面每一笔。',
    en: 'A dividend belongs to the half-year of its record date, and is mostly paid in the next one; each line below says when.',
  },
  total: { zh: '合计，扣税后', en: 'In all, after tax' },
  totalShared: { zh: '合计，扣税后（连同全户的）', en: 'In all, after tax (with the household’s)' },
  takenBack: {
    zh: '这一笔后来冲销了，两笔合起来为零。',
    en: 'It was taken back later: the two together are nothing.',
  },
  arrears: { zh: '其中补发', en: 'Of it arrears' },
  offset: { zh: '已扣回多发', en: 'Taken off: paid too much before' },
  repaid: { zh: '退回的养老金', en: 'Pensions given back' },
  how: { zh: '怎么算的', en: 'How it was worked out' },
  pensions: { zh: '养老金', en: 'Pensions' },
  halfYear: { zh: '{period}领到', en: 'Got in {period}' },
  halfYearUnanswered: {
    zh: '{period}另有，银行还没有答复的',
    en: 'Besides in {period}, not answered for by the bank',
  },
  earlier: { zh: '看以前的 {count} 个月', en: 'The {count} months before' },
} as const satisfies Record<string, Told>;

export function History(): ReactElement {
  const say = useSay();
  const asked = useAsk('readOwnMoney', useWhose());
  return (
    <Page title={say(words.title)}>
      <Answer of={asked}>
        {(money) =>
          money.dividends.length + money.claims.length + money.pensions.months.length === 0 ? (
            <p>{say(words.none)}</p>
          ) : (
            <>
              <Received money={money} />
              <Dividends money={money} />
              <Inherited claims={money.claims.filter(({ inherited }) => inherited)} />
              <Pensions money={money} received={money.received} />
            </>
          )
        }
      </Answer>
    </Page>
  );
}

/** The question people come with: what did I get this year. */
function Received({
  money: { dividends, received },
}: {
  readonly money: OwnMoney & { readonly received: readonly OwnReceived[] };
}): ReactElement | null {
  const say = useSay();
  const years = receivedByYear(received);
  if (years.length === 0) return null;
  return (
    <Part title={say(words.received)}>
      <p>{say(words.receivedWhat)}</p>
      {years.map((each) => (
        <Year key={each.year} of={each} />
      ))}
      {dividends.some(({ kind }) => kind === 'history') && <p>{say(words.recordOnly)}</p>}
    </Part>
  );
}

function Year({ of }: { readonly of: YearReceived<OwnReceived> }): ReactElement {
  const say = useSay();
  const { year, lines, total, dividends, pensions, household, unanswered } = of;
  return (
    <div>
      <Facts
        of={[
          [say(words.year, { year }), <b key="total">{yuan(total, say)}</b>],
          ...(isNothing(pensions)
            ? []
            : [
                [say(words.ofDividends), yuan(dividends, say)] as const,
                [say(words.ofPensions), yuan(pensions, say)] as const,
              ]),
          ...besides(say(words.ofHousehold), household, say),
        ]}
      />
      {!isNothing(unanswered) && (
        <Sign
          of={{ sign: '→', said: say(words.unanswered, { amount: yuan(unanswered, say) }), todo: null }}
        />
      )}
      <details>
        <summary>{say(words.byDay, { count: lines.length })}</summary>
        <ul className="entries">
          {lines.map((line, at) => (
            <li key={at}>
              <b>
                {dayInWords(line.on, say)} {yuan(line.amount, say)}
              </b>
              <p>{aboutReceived(line, say)}</p>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

/** Of what it is, whose, and by which way it came. */
function aboutReceived(line: OwnReceived, say: Say): string {
  const { of, period, kind, holder, month, means, accountMasked, amount, isAnswered } = line;
  const what =
    of === 'dividend'
      ? say(words.dividendOf, { period: periodInWords(period ?? '', say) })
      : month === null
        ? ''
        : say(words.pensionOf, { month: monthInWords(month, say) });
  const parts = [
    what,
    kind === null || kind === 'regular' ? '' : say(runKindWords[kind]),
    of === 'dividend' && holder === null ? say(words.inherited) : '',
    holder === 'household' ? say(words.ofTheHousehold) : '',
    amount.startsWith('-') ? say(words.back) : '',
    means === 'cash'
      ? say(words.cash)
      : accountMasked === null
        ? say(words.toBank)
        : say(words.bank, { account: accountMasked }),
    isAnswered ? '' : say(words.noAnswer),
  ];
  return parts.filter((each) => each !== '').join(' · ');
}

function Dividends({ money }: { readonly money: OwnMoney }): ReactElement {
  const say = useSay();
  const lines = dividendsOf(money);
  const posted = lines.filter(({ state }) => state === 'posted');
  const isShared = posted.some(({ holder }) => holder === 'household');
  return (
    <>
      {posted.length > 0 && (
        <Part title={say(words.chart)}>
          <p>{say(words.chartWhat)}</p>
          <Chart money={posted} />
          <Facts
            of={[
              [
                say(isShared ? words.totalShared : words.total),
                yuan(sumOf(posted.map(({ net }) => net)), say),
              ],
            ]}
          />
        </Part>
      )}
      {lines.map((line) => (
        <Part key={`${line.run} ${line.holder}`} title={periodInWords(line.period, say)}>
          <p>{ofWhom(line, say)}</p>
          {line.kind !== 'regular' && <p>{say(runKindWords[line.kind])}</p>}
          {line.takenBack && line.kind !== 'reversal' && <p>{say(words.takenBack)}</p>}
          <Facts
            of={[
              [say(figureWords.gross), yuan(line.gross, say)],
              [say(figureWords.tax), yuan(line.tax, say)],
              [say(figureWords.net), yuan(line.net, say)],
            ]}
          />
          <State line={line} money={money} />
          <To path={`/proof/${line.run}`} className="button">
            {say(words.how)}
          </To>
        </Part>
      ))}
    </>
  );
}

/** A bar a half-year, its amount beside it as text; only the length of a bar is a number. */
function Chart({ money }: { readonly money: readonly OwnMoney['dividends'][number][] }): ReactElement {
  const say = useSay();
  const periods = [...new Set(money.map(({ period }) => period))].sort();
  const bars = periods.map((period) => {
    const ofPeriod = money.filter((each) => each.period === period);
    return { period, net: Money.sum(ofPeriod.map(({ net }) => Money.parse(net))) };
  });
  const most = bars.reduce((found, { net }) => (net.compare(found) > 0 ? net : found), Money.fromFen(1n));
  return (
    <ul className="bars">
      {bars.map(({ period, net }) => {
        const part = net.compare(Money.zero) < 0 ? 0 : Number((net.fen * 100n) / most.fen);
        return (
          <li key={period}>
            <span>{periodInWords(period, say)}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect width={part} height="10" />
            </svg>
            <b>{yuan(net.toString(), say)}</b>
          </li>
        );
      })}
    </ul>
  );
}

const SHOWN_MONTHS = 6;

function Pensions({
  money,
  received,
}: {
  readonly money: OwnMoney;
  readonly received: readonly OwnReceived[];
}): ReactElement | null {
  const say = useSay();
  const months = [...money.pensions.months].reverse();
  if (months.length === 0) return null;
  const facts = (some: typeof months) =>
    some.map((month, at) => (
      <div key={at}>
        <Facts
          of={[
            [monthInWords(month.month, say), yuan(month.amount, say)] as const,
            ...besides(say(words.arrears), month.arrears, say),
            ...besides(say(words.offset), month.offset, say),
          ]}
        />
        <Sign of={wherePensionIs(month, say)} />
      </div>
    ));
  const { repaid, notOrdered } = money.pensions;
  return (
    <Part title={say(words.pensions)}>
      {notOrdered !== null && <Sign of={whatIsNotOrdered(notOrdered, say)} />}
      <Facts
        of={halfYearsReceived(received).flatMap(({ period, amount, unanswered }) => {
          const filled = { period: periodInWords(period, say) };
          return [
            [say(words.halfYear, filled), yuan(amount, say)] as const,
            ...besides(say(words.halfYearUnanswered, filled), unanswered, say),
          ];
        })}
      />
      {facts(months.slice(0, SHOWN_MONTHS))}
      {months.length > SHOWN_MONTHS && (
        <details>
          <summary>{say(words.earlier, { count: months.length - SHOWN_MONTHS })}</summary>
          {facts(months.slice(SHOWN_MONTHS))}
        </details>
      )}
      {repaid.length > 0 && (
        <>
          <h3>{say(words.repaid)}</h3>
          <Facts of={repaid.map(({ amount, note }) => [note, yuan(amount, say)] as const)} />
        </>
      )}
    </Part>
  );
}

/** A figure that is said only where there is one. */
function besides(label: string, amount: string, say: Say): readonly (readonly [string, string])[] {
  return isNothing(amount) ? [] : [[label, yuan(amount, say)]];
}
