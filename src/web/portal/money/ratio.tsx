/** What another ratio had brought oneself in all years, worked out by this phone; representatives compare ratios with it before they vote. */
import { useState, type ReactElement } from 'react';
import { Fraction } from '../../../domain/fraction.ts';
import { Money } from '../../../domain/money.ts';
import {
  ratioGroupWords,
  ratioHeld,
  shiftsUnder,
  underOwnRatio,
  underRatio,
  type Meant,
  type RatioGroup,
} from '../../../domain/other-ratio.ts';
import type { Reply } from '../../shared/call.ts';
import { useSay, type Say, type Told } from '../../shared/language.ts';
import { periodInWords } from '../../shared/period.ts';
import { useWhose } from '../acting.ts';
import { useAsk } from '../asking.ts';
import { Answer, Facts, Page, Part } from '../parts.tsx';
import { usePath } from '../routing.tsx';
import { askedIn, beginning, MOST, STEP } from './asked-ratio.ts';
import { yuan } from './where.ts';

type Ratios = Reply<'readOwnRatios'>;
type Runs = Ratios['runs'];

const words = {
  title: { zh: '换个配股比例会怎样', en: 'Had the ratio been another' },
  household: { zh: '本户', en: 'household' },
  none: { zh: '还没有按配股比例分过红。', en: 'No dividend was paid by a ratio yet.' },
  slide: { zh: '认购 1 股配几股', en: 'Matched shares for each one subscribed' },
  fewer: { zh: '− 少配 1 股', en: '− one fewer' },
  further: { zh: '＋ 多配 1 股', en: '＋ one more' },
  whom: { zh: '比例改给谁', en: 'For whom it changes' },
  everybody: { zh: '全体成员一样', en: 'Everybody alike' },
  onlyRetired: { zh: '只改退休老人', en: 'The retired alone' },
  isRetired: {
    zh: '您是退休老人。',
    en: 'You are retired.',
    of: { zh: '{whose}是退休老人。', en: '{whose} is retired.' },
  },
  isNot: {
    zh: '您不是退休老人。',
    en: 'You are not retired.',
    of: { zh: '{whose}不是退休老人。', en: '{whose} is not retired.' },
  },
  actual: {
    zh: '您实际的比例',
    en: 'Your actual ratio',
    of: { zh: '{whose}实际的比例', en: 'The actual ratio of {whose}' },
  },
  isActual: {
    zh: '✓ 1:{ratio} 就是您实际的比例。',
    en: '✓ 1:{ratio} is your actual ratio.',
    of: { zh: '✓ 1:{ratio} 就是{whose}实际的比例。', en: '✓ 1:{ratio} is the actual ratio of {whose}.' },
  },
  isPartly: {
    zh: '✓ 1:{ratio} 是您其中 {count} 次的实际比例。',
    en: '✓ 1:{ratio} was your actual ratio in {count} of them.',
    of: {
      zh: '✓ 1:{ratio} 是{whose}其中 {count} 次的实际比例。',
      en: '✓ 1:{ratio} was the actual ratio of {whose} in {count} of them.',
    },
  },
  held: { zh: '实际 1:{ratio}', en: 'actual 1:{ratio}' },
  this: { zh: '✓ 就是这个比例', en: '✓ this very ratio' },
  head: { zh: '假如是 1:{ratio}', en: 'Had it been 1:{ratio}' },
  noneOwn: {
    zh: '这几次您自己没有分红。',
    en: 'You had no part in these dividends yourself.',
    of: { zh: '这几次{whose}没有分红。', en: '{whose} had no part in these dividends.' },
  },
  proposed: {
    zh: '最新方案：认购 1 股最多配 {ratio} 股。',
    en: 'The newest scheme gives at most {ratio} for each one subscribed.',
  },
  groups: {
    zh: '谁多分，谁少分（{count} 次合计）',
    en: 'Who gains and who loses, in {count|dividend|dividends}',
  },
  allMembers: { zh: '全体成员 {people} 人', en: '{people|member|members}' },
  mixed: { zh: '其他人和户，一共 {people}', en: 'All other holders, {people} in all' },
  odd: { zh: '分不尽、结转的零头', en: 'Odd fen, and what is carried on' },
  balance: {
    zh: '多的一共 {more}，少的一共 {less}：两边一样，分的钱一分不多、一分不少。',
    en: 'Gained {more}, lost {less}: the same, since the money stays the same to the fen.',
  },
  notMatched: {
    zh: '户股、集体股、不是成员的人的股，买来、送来、继承来的股，都不跟着比例变，分得多少跟着别人变；卖掉、送掉的也不补。',
    en: 'Shares of households, of the collective and of who is no member, and shares that were bought, given or inherited do not follow the ratio: they stay, and get more or less as others do. What was sold or given away is not made up for.',
  },
  tooFew: {
    zh: '人数或户数太少的（不到三）不单独列，并在一起，免得看出是谁的数。',
    en: 'Fewer than three are not told of by themselves but together with others, so that nobody’s figure can be read out of it.',
  },
  each: { zh: '每次分红', en: 'Each dividend' },
  sum: { zh: '下面 {count} 次一共应得（扣税前）', en: 'In the {count|dividend|dividends} below, before tax' },
  was: { zh: '这 {count} 次实际一共应得（扣税前）', en: 'What was received in fact, before tax' },
  skipped: {
    zh: '{periods}按持股天数分，没有算在内。',
    en: 'Shared out by share-days and not counted: {periods}.',
  },
  and: { zh: '、', en: ', ' },
  more: { zh: '多 {amount}', en: '{amount} more' },
  less: { zh: '少 {amount}', en: '{amount} less' },
  same: { zh: '一样多', en: 'the same' },
  against: { zh: '比实际{apart}', en: '{apart} than it was' },
  heldIn: { zh: '1:{ratio}（{all} 次里 {count} 次）', en: '1:{ratio} (in {count} of {all})' },
  alike: {
    zh: '大家比例一样时，比例高低几乎不影响谁分多少：一起多配，每股就分得少。',
    en: 'Where everybody has the same ratio, how high it is hardly changes who gets what: with more shares for all, each brings less.',
  },
  note: {
    zh: '钱还是那么多：有人多分，就有人少分。照每次分红自己的办法算，零头补的一分不算，没有扣税。',
    en: 'The money stays the same: where some get more, others get less. Worked out as each dividend was; odd fen are left out, nothing is taken off for tax.',
  },
} as const satisfies Record<string, Told>;

export function Ratio(): ReactElement {
  const say = useSay();
  const ratios = useAsk('readOwnRatios', useWhose());
  return (
    <Page title={say(words.title)}>
      <Answer of={ratios}>
        {({ runs, isRetired, proposed, tooFew, skipped }) => (
          <>
            {skipped.length > 0 && (
              <p>
                {say(words.skipped, {
                  periods: skipped.map((each) => periodInWords(each, say)).join(say(words.and)),
                })}
              </p>
            )}
            {runs.length === 0 ? (
              <p>{say(words.none)}</p>
            ) : (
              <>
                <p>{say(isRetired ? words.isRetired : words.isNot)}</p>
                {proposed !== null && <p>{say(words.proposed, { ratio: proposed })}</p>}
                <Compared runs={runs} from={proposed} tooFew={tooFew} />
              </>
            )}
          </>
        )}
      </Answer>
    </Page>
  );
}

function Compared(props: {
  readonly runs: Runs;
  readonly from: string | null;
  readonly tooFew: Ratios['tooFew'];
}): ReactElement {
  const { runs, from, tooFew } = props;
  // Nobody asks what the retired alone would get where they do not stand apart.
  const tellsRetired = !tooFew.includes('retired');
  const say = useSay();
  const wanted = askedIn(usePath(), { tellsRetired });
  const [ratio, setRatio] = useState(
    () =>
      wanted.ratio ??
      beginning(
        from,
        runs.flatMap(({ own }) => own.map(ratioHeld)),
      ),
  );
  const [meant, setMeant] = useState<Meant>(tellsRetired ? (wanted.whom ?? 'retired') : 'everybody');
  const asked = Fraction.parse(String(ratio));
  const lines = runs.flatMap((run) =>
    run.own.map((own) => {
      const was = Money.parse(own.gross);
      const areRetired = own.holder === 'member' && run.isRetired;
      // Both divided by the dividend's own method, without odd fen: only so the ratio alone makes the difference.
      const more = underRatio(run, { ...own, areRetired }, meant, asked).minus(underOwnRatio(run, own));
      return {
        period: run.period,
        holder: own.holder,
        was,
        would: was.plus(more),
        actual: ratioHeld(own),
      };
    }),
  );
  const actual = [...new Set(lines.map((each) => each.actual))].filter((each) => each !== null);
  // One's own ratio, and everybody else's as it was: only the odd fen differ.
  const isAsItWas = (each: (typeof lines)[number]): boolean => {
    const { fen } = each.would.minus(each.was);
    return each.actual === String(ratio) && fen >= -1n && fen <= 1n;
  };
  const alike = lines.filter(isAsItWas).length;
  const [was, would] = [Money.sum(lines.map((each) => each.was)), Money.sum(lines.map((each) => each.would))];
  const apart = (one: Money, other: Money): string => apartInWords(one, other, say);
  const heldInWords = actual
    .map((each) => {
      const count = lines.filter((line) => line.actual === each).length;
      return count === lines.length
        ? `1:${each}`
        : say(words.heldIn, { ratio: `${each}`, count, all: lines.length });
    })
    .join(say(words.and));
  return (
    <>
      {lines.length === 0 ? (
        <p>{say(words.noneOwn)}</p>
      ) : (
        <section className="hero" aria-live="polite">
          <h2>{say(words.head, { ratio })}</h2>
          <p className="amount">
            <span>{say(words.sum, { count: lines.length })}</span>{' '}
            <strong>{yuan(would.toString(), say)}</strong>
          </p>
          <p>
            <b>
              {would.compare(was) === 0
                ? apart(would, was)
                : say(words.against, { apart: apart(would, was) })}
            </b>
          </p>
          {alike > 0 && (
            <p>
              <b>{say(alike === lines.length ? words.isActual : words.isPartly, { ratio, count: alike })}</b>
            </p>
          )}
          <Facts
            of={[
              [say(words.was, { count: lines.length }), yuan(was.toString(), say)],
              ...(actual.length === 0 ? [] : [[say(words.actual), heldInWords] as const]),
            ]}
          />
        </section>
      )}
      <div className="line">
        <label htmlFor="ratio">
          {say(words.slide)}: {ratio}
        </label>
        <input
          id="ratio"
          type="range"
          min={0}
          max={MOST}
          step={STEP}
          value={ratio}
          aria-valuetext={`1:${ratio}`}
          onChange={({ target }) => setRatio(Number(target.value))}
        />
        <div className="pair">
          <button type="button" disabled={ratio === 0} onClick={() => setRatio(Math.max(0, ratio - 1))}>
            {say(words.fewer)}
          </button>
          <button type="button" disabled={ratio === MOST} onClick={() => setRatio(Math.min(MOST, ratio + 1))}>
            {say(words.further)}
          </button>
        </div>
      </div>
      {tellsRetired && (
        <fieldset>
          <legend>{say(words.whom)}</legend>
          {(['everybody', 'retired'] as const).map((each) => (
            <button key={each} type="button" aria-pressed={each === meant} onClick={() => setMeant(each)}>
              {say(each === 'retired' ? words.onlyRetired : words.everybody)}
            </button>
          ))}
        </fieldset>
      )}
      {meant === 'everybody' && <p>{say(words.alike)}</p>}
      <Groups runs={runs} tooFew={tooFew} meant={meant} ratio={asked} />
      {lines.length > 0 && (
        <Part title={say(words.each)}>
          <Facts
            of={lines.map((each) => [
              [
                periodInWords(each.period, say),
                ...(each.holder === 'household' ? [say(words.household)] : []),
                ...(each.actual === null ? [] : [say(words.held, { ratio: `${each.actual}` })]),
                ...(isAsItWas(each) ? [say(words.this)] : []),
              ].join(' · '),
              <Both key="both" sum={yuan(each.would.toString(), say)} apart={apart(each.would, each.was)} />,
            ])}
          />
        </Part>
      )}
      <p>{say(words.note)}</p>
    </>
  );
}

/** Beneath each other: side by side a narrow phone breaks them anywhere. */
function Both({ sum, apart }: { readonly sum: string; readonly apart: string }): ReactElement {
  return (
    <>
      {sum}
      <br />
      {apart}
    </>
  );
}

function apartInWords(one: Money, other: Money, say: Say): string {
  const more = one.minus(other);
  if (more.isZero) return say(words.same);
  const amount = yuan((more.isNegative ? more.negated() : more).toString(), say);
  return say(more.isNegative ? words.less : words.more, { amount });
}

/** Everybody who took part, and that what some gain others lose. Where all together are fewer than three, nothing. */
function Groups(props: {
  readonly runs: Runs;
  readonly tooFew: Ratios['tooFew'];
  readonly meant: Meant;
  readonly ratio: Fraction;
}): ReactElement | null {
  const { runs, tooFew, meant, ratio } = props;
  const say = useSay();
  const last = runs.at(-1);
  if (last === undefined || runs.some(({ others }) => others.people > 0 && others.people < 3)) return null;
  const shifts = shiftsUnder(runs, meant, ratio).filter(({ had, got }) => !had.isZero || !got.isZero);
  const nameOf = (group: RatioGroup | 'odd'): string => {
    if (group === 'odd') return say(words.odd);
    const { people } = last[group];
    if (group === 'others' && tooFew.some((each) => each !== 'retired')) return say(words.mixed, { people });
    if (group === 'others' && tooFew.length > 0) return say(words.allMembers, { people });
    return say(ratioGroupWords[group], { people });
  };
  const by = shifts.map(({ had, got }) => got.minus(had));
  const more = Money.sum(by.filter(({ isNegative }) => !isNegative));
  const less = Money.sum(by.filter(({ isNegative }) => isNegative)).negated();
  return (
    <Part title={say(words.groups, { count: runs.length })}>
      <Facts
        of={shifts.map(({ group, had, got }) => [
          nameOf(group),
          <Both key={group} sum={yuan(got.toString(), say)} apart={apartInWords(got, had, say)} />,
        ])}
      />
      <p>
        <b>{say(words.balance, { more: yuan(more.toString(), say), less: yuan(less.toString(), say) })}</b>
      </p>
      <p>{say(words.notMatched)}</p>
      {tooFew.length > 0 && <p>{say(words.tooFew)}</p>}
    </Part>
  );
}
