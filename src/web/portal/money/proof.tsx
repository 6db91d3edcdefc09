/** How one's own line was worked out: the same figures, worked out again by this phone and compared. */
import type { ReactElement } from 'react';
import { Period } from '../../../domain/calendar.ts';
import { Fraction } from '../../../domain/fraction.ts';
import { provedDifference, provedLine, provedReversal, provedTax } from '../../../domain/own-line.ts';
import { Money } from '../../../domain/money.ts';
import { runKindWords } from '../../../domain/words.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { grouped, groupedShares, percentOf } from '../../shared/amount.tsx';
import { useSay, type Say, type Told } from '../../shared/language.ts';
import { periodInWords } from '../../shared/period.ts';
import { useWhose } from '../acting.ts';
import { useAsk } from '../asking.ts';
import { countsForNothing, restInWords } from '../notices/standing.ts';
import { Answer, Facts, Nowhere, nowhereWords, Page, Part } from '../parts.tsx';
import { usePath } from '../routing.tsx';
import { Written } from '../written.tsx';
import { endingIn, figureWords } from './figures.ts';
import { countedOn } from './on-wall.ts';
import { dayInWords, yuan, type OwnDividend } from './where.ts';

const words = {
  title: { zh: '这笔钱怎么算的', en: 'How it was worked out' },
  pool: { zh: '这次拿出来分的钱', en: 'What is shared out' },
  carried: { zh: '其中上次结余', en: 'Of it left over last time' },
  total: { zh: '全社参加分红的股份', en: 'All shares that take part' },
  totalDays: { zh: '全社的股日', en: 'All share-days' },
  whatDays: {
    zh: '股日＝股份 × 拿着的天数，这半年每一段加起来。',
    en: 'Share-days are shares × the days that they were held, every stretch of the half-year added up.',
  },
  oneStretch: {
    zh: '相当于 {shares} 股从头拿到尾：{shares} 股 × {days} 天 ＝ {total}。',
    en: 'As much as {shares} shares held from the first day to the last: {shares} × {days} days = {total}.',
  },
  mine: {
    zh: '您的股份（{day}）',
    en: 'Your shares ({day})',
    of: { zh: '{whose}的股份（{day}）', en: 'Shares of {whose} ({day})' },
  },
  days: { zh: '您的股日', en: 'Your share-days', of: { zh: '{whose}的股日', en: 'Share-days of {whose}' } },
  weight: { zh: '折算后', en: 'Weighed' },
  rateOf: { zh: '“{rate}”多少是这样定的', en: 'Where the amount comes from: {rate}' },
  rateSum: {
    zh: '{pool} ÷ {total} ＝ {exact}，只取 {places} 位小数，后面的去掉、不进位，就是 {rate}。',
    en: '{pool} ÷ {total} = {exact}: kept to {places} decimals and cut there, never rounded up, that is {rate}.',
  },
  rateExact: { zh: '{pool} ÷ {total} ＝ {rate}，正好。', en: '{pool} ÷ {total} = {rate} exactly.' },
  rateWhy: {
    zh: '不进位，是因为进了位钱就不够分。每一行再舍到分。',
    en: 'Rounded up, the money would not suffice. Each line is then cut to the fen.',
  },
  quota: { zh: '算出来', en: 'That makes' },
  floor: { zh: '不足一分的先去掉', en: 'Cut to the fen' },
  extra: { zh: '补分', en: 'The odd fen' },
  one: {
    zh: '轮到您，补一分',
    en: 'Yours: one fen more',
    of: { zh: '轮到{whose}，补一分', en: 'Fell to {whose}: one fen more' },
  },
  zero: { zh: '没有轮到', en: 'Not yours', of: { zh: '没有轮到{whose}', en: 'Did not fall to {whose}' } },
  tax: { zh: '代扣税 {rate}', en: 'Tax withheld, {rate}' },
  sum: {
    zh: '{pool}\u00a0元 × {weight} ÷ {total}',
    en: '¥{pool} × {weight} ÷ {total}',
  },
  byRate: { zh: '{rate}\u00a0元 × {weight}', en: '¥{rate} × {weight}' },
  why: {
    zh: '零头加起来还剩几分钱，按谁去掉的零头最多，每人补一分。',
    en: 'The fen left over go one each to those of whom most was cut off.',
  },
  checked: {
    zh: '✓ 这部手机刚才用同样的数字重算了{what}，一分不差。',
    en: '✓ This phone has just worked out {what} again from the same figures: they agree to the fen.',
  },
  within: {
    zh: '✓ 这部手机刚才用同样的数字重算了{what}：相差 {fen} 分，没有超出零头。',
    en: '✓ This phone has just worked out {what} again from the same figures: {fen} fen apart, which odd fen explain.',
  },
  all: {
    zh: '应得、税和扣税后',
    en: 'your part, the tax and what you get',
    of: { zh: '{whose}的应得、税和扣税后', en: 'the part of {whose}, the tax and what {whose} gets' },
  },
  partAlone: {
    zh: '应得（扣税前），和照账上的税减出来的扣税后',
    en: 'your part, and what is left of it once the tax of the books is taken off',
    of: {
      zh: '{whose}的应得（扣税前），和照账上的税减出来的扣税后',
      en: 'the part of {whose}, and what is left of it once the tax of the books is taken off',
    },
  },
  receipt: {
    zh: '税与按这一笔单独算的差一分：同一个人名下的几笔合起来算税，零头归在其中一笔。',
    en: 'The tax is one fen beside that of this line alone: lines of one person are taxed together, and the fraction falls to one of them.',
  },
  taken: {
    zh: '这些没有重算，用的是账上的数：{what}。',
    en: 'Taken from the books and not worked out again: {what}.',
  },
  takenTotal: { zh: '全社的合计', en: 'the total of all' },
  takenWeight: {
    zh: '您折算后的数',
    en: 'your weighed figure',
    of: { zh: '{whose}折算后的数', en: 'the weighed figure of {whose}' },
  },
  takenDays: {
    zh: '您的股日',
    en: 'your share-days',
    of: { zh: '{whose}的股日', en: 'share-days of {whose}' },
  },
  takenFen: { zh: '补的一分轮到谁', en: 'to whom the odd fen falls' },
  and: { zh: '、', en: ', ' },
  differs: {
    zh: '! 这部手机重算的结果不一样。请给办公室打电话。',
    en: '! This phone gets something else. Please call the office.',
  },
  takesBack: {
    zh: '这一笔把以前的一次分红冲销掉：两笔合起来为零。',
    en: 'This one takes an earlier dividend back: the two together are nothing.',
  },
  negated: {
    zh: '✓ 这部手机核对过：和以前那一笔正好相反，合起来为零。',
    en: '✓ This phone has compared them: this is the earlier one negated, together nothing.',
  },
  before: { zh: '以前应得（扣税前）', en: 'Granted before, before tax' },
  nowDue: { zh: '更正以后应得（扣税前）', en: 'Due by the correction, before tax' },
  change: { zh: '这一笔的差额（扣税前）', en: 'The difference, before tax' },
  shares: { zh: '股份', en: 'shares' },
  countedBefore: { zh: '以前所计：{what}', en: 'Counted before: {what}' },
  countedNow: { zh: '更正以后：{what}', en: 'By the correction: {what}' },
  apart: {
    zh: '和单独算的差 {fen} 分：股份只在几个人之间转手的，合计不变，零头归在其中的人。',
    en: '{fen} fen beside what is due alone: where shares only went from one to another the sum stays, and the fractions fall among them.',
  },
  ofDifference: {
    zh: '更正以后的应得（扣税前）、差额和税',
    en: 'what is due now, the difference and the tax',
  },
  corrects: {
    zh: '这一笔是对以前分红的更正，按以前那一次的办法重算，多退少补。',
    en: 'This one corrects an earlier dividend: it is the difference from that one.',
  },
} as const satisfies Record<string, Told>;

export function Proof(): ReactElement {
  const say = useSay();
  const run = usePath().split('/')[2];
  const start = useAsk('readOwnStart', useWhose());
  return (
    <Page title={say(words.title)}>
      <Answer of={start}>
        {({ money: { dividends } }) => {
          const lines = dividends.filter((each) => each.run === run);
          if (lines.length === 0) return <Nowhere said={nowhereWords} />;
          return lines.map((line, index) => (
            <Steps key={index} line={line} isAlone={lines.length === 1 && line.holder === 'member'} />
          ));
        }}
      </Answer>
    </Page>
  );
}

/** `isAlone`: the run pays this person nothing else, so that the line is a receipt by itself. */
function Steps({ line, isAlone }: { readonly line: OwnDividend; readonly isAlone: boolean }): ReactElement {
  const say = useSay();
  const { kind, totalWeight } = line;
  if (kind === 'difference' || kind === 'reversal' || totalWeight === null) return <Correction line={line} />;
  const { distributable, quota, isExact, floor, rate, fits } = provedLine({ ...line, totalWeight });
  const tax = provedTax(line, { isAlone });
  const isWeighed = isOtherThanShares(line);
  const isByDays = line.basis === 'share-days';
  const stretch = isByDays ? oneStretch(line) : null;
  const stands = fits && tax !== 'differs';
  const taken = [
    words.takenTotal,
    ...(isByDays ? [words.takenDays] : []),
    ...(isWeighed ? [words.takenWeight] : []),
    ...(rate === null ? [words.takenFen] : []),
  ];
  const filled = {
    pool: grouped(distributable.toString()),
    weight: groupedShares(line.weight),
    total: groupedShares(totalWeight),
    rate: rate ?? '',
  };
  const rateName = say(countedOn({ basis: line.basis, isWeighed }).rate);
  const facts: readonly (readonly [string, string] | null)[] = [
    [say(words.pool), yuan(distributable.toString(), say)],
    /^0(\.0+)?$/.test(line.carriedIn) ? null : [say(words.carried), yuan(line.carriedIn, say)],
    [say(isByDays ? words.totalDays : words.total), groupedShares(totalWeight)],
    [
      isByDays ? say(words.days) : say(words.mine, { day: dayInWords(line.recordDate, say) }),
      groupedShares(line.shares),
    ],
    isWeighed ? [say(words.weight), groupedShares(line.weight)] : null,
    rate === null ? null : [rateName, yuan(rate, say)],
  ];
  const results: readonly (readonly [string, string] | null)[] = [
    rate === null ? [say(words.quota), endingIn(quota)] : null,
    // By a rate the part is this very figure.
    rate === null ? [say(words.floor), yuan(floor.toString(), say)] : null,
    rate === null ? [say(words.extra), say(line.extra === 1 ? words.one : words.zero)] : null,
    [say(figureWords.gross), yuan(line.gross, say)],
    [say(words.tax, { rate: percentOf(line.taxRate) }), yuan(line.tax, say)],
    [say(figureWords.net), yuan(line.net, say)],
  ];
  return (
    <Part title={periodInWords(line.period, say)}>
      <CountsForNothing line={line} />
      <Facts of={facts.filter((each) => each !== null)} />
      {isByDays && <p>{say(words.whatDays)}</p>}
      {stretch !== null && <p>{say(words.oneStretch, stretch)}</p>}
      {rate !== null && (
        <>
          <p>
            <b>{say(words.rateOf, { rate: rateName })}</b>
          </p>
          <p>{rateInWords(line, totalWeight, rate, say)}</p>
          <p>{say(words.rateWhy)}</p>
        </>
      )}
      <p className="sum">{say(rate === null ? words.sum : words.byRate, filled)}</p>
      <Facts of={results.filter((each) => each !== null)} />
      <p>
        <Written zh={line.taxBasis} en={line.taxBasisEn} />
      </p>
      {rate === null && !isExact && <p>{say(words.why)}</p>}
      {countsForNothing(line, say) === null && (
        <p>{restInWords({ ...line, pool: distributable.toString() }, say)}</p>
      )}
      {tax === 'receipt' && <p>{say(words.receipt)}</p>}
      <Verdict
        stands={stands}
        said={say(words.checked, { what: say(tax === 'exact' ? words.all : words.partAlone) })}
      />
      <p>{say(words.taken, { what: taken.map((each) => say(each)).join(say(words.and)) })}</p>
    </Part>
  );
}

/** Said before the figures of what was withdrawn or taken back: they are right, and nothing is paid by them. */
function CountsForNothing({ line }: { readonly line: OwnDividend }): ReactElement | null {
  const said = countsForNothing(line, useSay());
  return said === null || line.kind === 'reversal' ? null : (
    <p className="failure" role="status">
      {said}
    </p>
  );
}

/** A line that corrects or takes back another: what there was before, what is counted now, and the difference worked out again. */
function Correction({ line }: { readonly line: OwnDividend }): ReactElement {
  const say = useSay();
  const { corrects: before } = line;
  const results = [
    [say(words.tax, { rate: percentOf(line.taxRate) }), yuan(line.tax, say)],
    [say(figureWords.net), yuan(line.net, say)],
  ] as const;
  return (
    <Part title={`${periodInWords(line.period, say)} · ${say(runKindWords[line.kind])}`}>
      <CountsForNothing line={line} />
      <p>{say(line.kind === 'reversal' ? words.takesBack : words.corrects)}</p>
      {before === null ? (
        <Facts of={[[say(words.change), yuan(line.gross, say)], ...results]} />
      ) : line.kind === 'reversal' ? (
        <>
          <Facts
            of={[
              [say(words.before), yuan(before.gross, say)],
              [say(words.change), yuan(line.gross, say)],
              ...results,
            ]}
          />
          <Verdict stands={provedReversal(line, before)} said={say(words.negated)} />
        </>
      ) : (
        <Difference line={line} before={before} results={results} />
      )}
      <p>
        <Written zh={line.taxBasis} en={line.taxBasisEn} />
      </p>
    </Part>
  );
}

function Difference(props: {
  readonly line: OwnDividend;
  readonly before: NonNullable<OwnDividend['corrects']>;
  readonly results: readonly (readonly [string, string])[];
}): ReactElement {
  const { line, before, results } = props;
  const say = useSay();
  const { proof, gross, apart, tax, fits } = provedDifference(line, before);
  const fenApart = String(apart < 0n ? -apart : apart);
  const isByDays = before.basis === 'share-days';
  const counted = isOtherThanShares(line) ? words.weight : isByDays ? words.days : words.shares;
  const filled = {
    pool: grouped(proof?.distributable.toString() ?? ''),
    weight: groupedShares(line.weight),
    total: groupedShares(before.totalWeight ?? ''),
    rate: proof?.rate ?? '',
  };
  return (
    <>
      <Facts
        of={[
          [say(words.countedBefore, { what: say(counted) }), groupedShares(before.weight)],
          [say(words.countedNow, { what: say(counted) }), groupedShares(line.weight)],
          [say(isByDays ? words.totalDays : words.total), groupedShares(before.totalWeight ?? '')],
        ]}
      />
      <p className="sum">
        {proof?.rate == null
          ? `${say(words.sum, filled)} = ${proof === null ? '' : endingIn(proof.quota)}`
          : say(words.byRate, filled)}
      </p>
      <Facts
        of={[
          [say(words.nowDue), yuan(gross.toString(), say)],
          [say(words.before), yuan(before.gross, say)],
          [say(words.change), yuan(line.gross, say)],
          ...results,
        ]}
      />
      {apart !== 0n && fits && <p>{say(words.apart, { fen: fenApart })}</p>}
      {tax === 'receipt' && <p>{say(words.receipt)}</p>}
      <Verdict
        stands={fits && tax !== 'differs'}
        said={
          apart === 0n
            ? say(words.checked, { what: say(words.ofDifference) })
            : say(words.within, { what: say(words.ofDifference), fen: fenApart })
        }
      />
    </>
  );
}

/** The rate is what is shared out by all weights, cut; six places more show that it goes on. */
function rateInWords(line: OwnDividend, totalWeight: string, rate: string, say: Say): string {
  const distributable = Money.parse(line.pool).plus(Money.parse(line.carriedIn));
  const total = Fraction.parse(totalWeight);
  const whole = Fraction.of(distributable.fen * total.denominator, total.numerator * 100n);
  const places = line.rateScale ?? 0;
  const shown = whole.toDecimal(places + 6);
  const filled = {
    pool: yuan(distributable.toString(), say),
    total: groupedShares(totalWeight),
    exact: Fraction.parse(shown).equals(whole) ? shown.replace(/0+$/, '') : `${shown}…`,
    places,
    rate: yuan(rate, say),
  };
  return say(whole.equals(Fraction.parse(rate)) ? words.rateExact : words.rateSum, filled);
}

function isOtherThanShares({ weight, shares }: OwnDividend): boolean {
  return !Fraction.parse(weight).equals(Fraction.parse(shares));
}

function Verdict({ stands, said }: { readonly stands: boolean; readonly said: string }): ReactElement {
  const say = useSay();
  return <p className={stands ? 'agrees' : 'failure'}>{stands ? said : say(words.differs)}</p>;
}

/** The shares that make these share-days if they were held from the first day to the last; null where there are none such. */
function oneStretch({ shares, period }: OwnDividend) {
  const { days } = Period.parse(period);
  const held = Fraction.parse(shares).times(Fraction.of(1n, BigInt(days)));
  const isWhole = held.times(Fraction.of(10_000n)).denominator === 1n;
  if (!isWhole) return null;
  const count = ShareQuantity.parse(held.toDecimal(4)).toString();
  return { shares: groupedShares(count), days, total: groupedShares(shares) };
}
