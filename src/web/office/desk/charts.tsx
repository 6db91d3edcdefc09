/**
 * Dividends half-year by half-year, shares by class and standing, and how the assets kept their value. Each chart is a table whose rows
 * bear their bar, so that it is read aloud as it is seen; bars are drawn from the amounts, and every label is the amount itself.
 */
import { Link } from '@tanstack/react-router';
import type { ReactElement, ReactNode } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Money } from '../../../domain/money.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { cohortWords } from '../../../domain/words.ts';
import { Amount, Day, grouped, Shares } from '../../shared/amount.tsx';
import { useAnswer } from '../../shared/asking.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { Part } from '../../shared/page.tsx';
import { periodInWords } from '../../shared/period.ts';
import { Answer } from '../../shared/states.tsx';
import { standingRegular } from './standing-runs.ts';
import './charts.css';

type Run = Reply<'listRuns'>['runs'][number];
type Figures = Reply<'readHalfYearFigures'>;

const words = {
  dividends: { zh: '历期红利', en: 'Dividends by half-year' },
  dividend: { zh: '应发红利', en: 'Dividend' },
  regular: {
    zh: '每个半年的一次分红；补充分红、分红差额、历史分红和已冲销的不在内。',
    en: 'One dividend for each half-year, without supplementary ones, differences, those of before, and what was reversed.',
  },
  unposted: { zh: '未入账', en: 'not posted' },
  period: { zh: '半年', en: 'Half-year' },
  yuan: { zh: '元', en: 'yuan' },
  shares: { zh: '股份构成', en: 'Shares by class and standing' },
  standing: { zh: '身份', en: 'Standing' },
  held: { zh: '股份', en: 'Held' },
  share: { zh: '股', en: 'shares' },
  holders: { zh: '{count} 户头', en: 'holders: {count}' },
  preservation: { zh: '资产保值增值', en: 'How the assets kept their value' },
  rate: { zh: '保值增值率', en: 'Rate' },
  kept: {
    zh: '竖线为 100 %：期末与期初相等。',
    en: 'The upright line is 100 %: at the end as at the start.',
  },
  toAssets: { zh: '看资产', en: 'See the assets' },
} as const satisfies Record<string, Sentence>;

/** So many half-years of dividends, the one that is looked at the last. */
const HALF_YEARS = 8;

export function Charts(props: { readonly period: string; readonly runs: readonly Run[] }): ReactElement {
  const { period, runs } = props;
  const figures = useAnswer('readHalfYearFigures', { period }, { keep: true });
  return (
    <div className="charts">
      <Dividends runs={runs.filter((run) => run.period <= period)} />
      <Answer of={figures} rows={6}>
        {(found) => (
          <>
            <SharesBy found={found} />
            <Preserved found={found} />
          </>
        )}
      </Answer>
    </div>
  );
}

function Dividends({ runs }: { readonly runs: readonly Run[] }): ReactElement | null {
  const say = useSay();
  const paid = standingRegular(runs)
    .filter(({ lines }) => lines > 0)
    .sort((one, other) => one.period.localeCompare(other.period))
    .slice(-HALF_YEARS);
  if (paid.length === 0) return null;
  return (
    <Chart
      title={say(words.dividends)}
      heads={[say(words.period), say(words.dividend)]}
      unit={say(words.yuan)}
      more={say(words.regular)}
      groups={[
        {
          rows: paid.map((run) => ({
            key: run.id,
            name: periodInWords(run.period, say),
            note: run.postedAt === null ? say(words.unposted) : null,
            value: <Amount of={run.paid} />,
            size: Money.parse(run.paid).fen,
          })),
        },
      ]}
    />
  );
}

function SharesBy({ found }: { readonly found: Figures }): ReactElement | null {
  const say = useSay();
  if (found.shares.length === 0) return null;
  return (
    <Chart
      title={say(words.shares)}
      aside={<Day of={found.on} />}
      heads={[say(words.standing), say(words.held)]}
      unit={say(words.share)}
      groups={found.shares.map(({ name, nameEn, quantity, cohorts }) => ({
        of: { name: say({ zh: name, en: nameEn ?? name }), value: <Shares of={quantity} /> },
        rows: cohorts.map((each) => ({
          key: each.cohort,
          name: say(cohortWords[each.cohort]),
          note: say(words.holders, { count: grouped(`${each.holders}`) }),
          value: <Shares of={each.quantity} />,
          size: ShareQuantity.parse(each.quantity).units,
        })),
      }))}
    />
  );
}

function Preserved({ found }: { readonly found: Figures }): ReactElement | null {
  const say = useSay();
  if (found.preservation.length === 0) return null;
  return (
    <Chart
      title={say(words.preservation)}
      aside={
        <Link to="/assets" search={{ period: found.period }}>
          {say(words.toAssets)}
        </Link>
      }
      heads={[say(words.period), say(words.rate)]}
      unit="%"
      mark={WHOLE}
      more={say(words.kept)}
      groups={[
        {
          rows: found.preservation.map(({ period, rate, verdictText }) => ({
            key: period,
            name: periodInWords(period, say),
            note: rate === null ? verdictText : null,
            value: rate === null ? '—' : <span className="figure">{grouped(rate)}</span>,
            size: rate === null ? 0n : hundredthsOf(rate),
          })),
        },
      ]}
    />
  );
}

/** 100 %, in hundredths of a percent. */
const WHOLE = 10_000n;

/** `104.58` as 10458. */
function hundredthsOf(rate: string): bigint {
  const [whole = '0', rest = ''] = rate.split('.');
  return BigInt(whole) * 100n + BigInt(rest.padEnd(2, '0').slice(0, 2));
}

interface Bar {
  readonly key: string;
  readonly name: string;
  readonly note: string | null;
  readonly value: ReactNode;
  /** How long its bar is, beside the longest. */
  readonly size: bigint;
}

interface Group {
  readonly of?: { readonly name: string; readonly value: ReactNode };
  readonly rows: readonly Bar[];
}

function Chart(props: {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly heads: readonly [name: string, value: string];
  readonly unit: string;
  readonly groups: readonly Group[];
  /** A line across the bars at this length. */
  readonly mark?: bigint;
  readonly more?: string;
}): ReactElement {
  const { title, heads, unit, groups, mark } = props;
  const most = [...groups.flatMap(({ rows }) => rows.map(({ size }) => size)), mark ?? 1n].reduce(
    (high, size) => (size > high ? size : high),
    1n,
  );
  const width = (size: bigint) => `${Number((size * 1000n) / most) / 10}%`;
  return (
    <Part title={title} aside={props.aside}>
      <table className="chart" aria-label={title}>
        <thead>
          <tr>
            <th scope="col">{heads[0]}</th>
            <td aria-hidden />
            <th scope="col" className="figure">
              {heads[1]} <small>{unit}</small>
            </th>
          </tr>
        </thead>
        {groups.map(({ of, rows }, at) => (
          <tbody key={of?.name ?? at}>
            {of !== undefined && (
              <tr className="whole">
                <th scope="rowgroup">{of.name}</th>
                <td aria-hidden />
                <td className="figure">{of.value}</td>
              </tr>
            )}
            {rows.map(({ key, name, note, value, size }) => (
              <tr key={key}>
                <th scope="row">
                  {name}
                  {note !== null && <small>{note}</small>}
                </th>
                <td className="bar" aria-hidden>
                  <div>
                    <i style={{ width: width(size) }} />
                    {mark !== undefined && <b style={{ left: width(mark) }} />}
                  </div>
                </td>
                <td className="figure">{value}</td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
      {props.more !== undefined && <p className="quiet">{props.more}</p>}
    </Part>
  );
}
