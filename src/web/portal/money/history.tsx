/** Every dividend and pension there was, as a chart and line by line. */
import type { ReactElement } from 'react';
import { runKindWords } from '../../../domain/words.ts';
import { Money } from '../../../domain/money.ts';
import { useSay, type Say, type Told } from '../../shared/language.ts';
import { periodInWords } from '../../shared/period.ts';
import { useWhose } from '../acting.ts';
import { useAsk } from '../asking.ts';
import { Inherited, Sign, State } from '../home.tsx';
import { Answer, Facts, Page, Part } from '../parts.tsx';
import { To } from '../routing.tsx';
import { dividendsOf, monthInWords, ofWhom, sumOf, wherePensionIs, yuan, type OwnMoney } from './where.ts';

const words = {
  title: { zh: '历次分红和养老金', en: 'All dividends and pensions' },
  none: { zh: '还没有发过钱。', en: 'Nothing was paid yet.' },
  chart: { zh: '每半年到手（元）', en: 'What each half-year brought (yuan)' },
  total: { zh: '一共到手', en: 'In all' },
  totalShared: { zh: '一共到手（连同全户的）', en: 'In all (with the household’s)' },
  takenBack: {
    zh: '这一笔后来冲销了，两笔合起来为零。',
    en: 'It was taken back later: the two together are nothing.',
  },
  arrears: { zh: '其中补发', en: 'of it arrears' },
  offset: { zh: '已扣回多发', en: 'taken off, paid too much before' },
  repaid: { zh: '退回的养老金', en: 'Pensions given back' },
  gross: { zh: '应得', en: 'Your part', of: { zh: '{whose}应得', en: 'The part of {whose}' } },
  tax: { zh: '代扣税', en: 'Tax' },
  net: { zh: '到手', en: 'You get', of: { zh: '{whose}到手', en: '{whose} gets' } },
  how: { zh: '怎么算的', en: 'How it was worked out' },
  pensions: { zh: '养老金', en: 'Pensions' },
  earlier: { zh: '看以前的 {count} 个月', en: 'The {count} months before' },
} as const satisfies Record<string, Told>;

export function History(): ReactElement {
  const say = useSay();
  const start = useAsk('readOwnStart', useWhose());
  return (
    <Page title={say(words.title)}>
      <Answer of={start}>
        {({ money }) =>
          money.dividends.length + money.claims.length + money.pensions.months.length === 0 ? (
            <p>{say(words.none)}</p>
          ) : (
            <>
              <Dividends money={money} />
              <Inherited claims={money.claims.filter(({ inherited }) => inherited)} />
              <Pensions money={money} />
            </>
          )
        }
      </Answer>
    </Page>
  );
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
              [say(words.gross), yuan(line.gross, say)],
              [say(words.tax), yuan(line.tax, say)],
              [say(words.net), yuan(line.net, say)],
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

function Pensions({ money }: { readonly money: OwnMoney }): ReactElement | null {
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
  const { repaid } = money.pensions;
  return (
    <Part title={say(words.pensions)}>
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
  return /^0(\.0+)?$/.test(amount) ? [] : [[label, yuan(amount, say)]];
}
