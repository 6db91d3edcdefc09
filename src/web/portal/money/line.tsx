/**
 * The code on the sheet on the wall, opened: one's own line is worked out by this phone from the figures in the code itself. Nothing is
 * asked of anybody, and nobody has to sign in: it works without a network on a phone that has the portal.
 */
import { useEffect, useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { lineOnSheet, sheetInCode, taxAlone, type SheetFigures } from '../../../domain/own-line.ts';
import { grouped, groupedShares, percentOf } from '../../shared/amount.tsx';
import { call, workIn } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { periodInWords } from '../../shared/period.ts';
import { hasComeIn } from '../kept.ts';
import { Facts, Form, Line, Page, Part } from '../parts.tsx';
import { placeKept } from '../place.ts';
import { endingIn, figureWords } from './figures.ts';
import { comparedWithBooks, countedOn, typedFigure, type Compared } from './on-wall.ts';
import { yuan } from './where.ts';

const words = {
  title: { zh: '算一算墙上我的那一行', en: 'Work out my line of the sheet' },
  none: {
    zh: '请用手机扫公示表上写着“扫码算自己的一行”的码。',
    en: 'Scan the code on the sheet that says “work out your line”.',
  },
  sheet: { zh: '{period}分红公示', en: 'Notice of the dividend: {period}' },
  pool: { zh: '一共分', en: 'Shared out' },
  lines: { zh: '表上共几行', en: 'Lines on the sheet' },
  seal: { zh: '账印（和表上的对一对）', en: 'Seal (compare it with the sheet)' },
  tax: { zh: '税率', en: 'Tax' },
  taxed: { zh: '代扣税 {rate}', en: 'Tax withheld, {rate}' },
  receipt: {
    zh: '同一个人名下有几行的，税合起来算，可能和这里差一分。',
    en: 'Where several lines are of one person they are taxed together: the tax may be one fen beside this.',
  },
  work: { zh: '算一算', en: 'Work it out' },
  same: {
    zh: '✓ 码里分的钱、总数、怎么分和税率，和本社账上这一次的一样。账印和行数账上没有，请和墙上的表对：账印 {seal}，{lines} 行。',
    en: '✓ What the code says of the money, the total, the method and the tax is what the books say of this dividend. Seal and lines are not in the books: compare them with the sheet, seal {seal}, {lines} lines.',
  },
  other: {
    zh: '✗ 码里的数和本社账上这一次的不一样：这个码不能信。请给办公室打电话。',
    en: '✗ What the code says is not what the books say of this dividend: do not trust it, and call the office.',
  },
  withdrawn: {
    zh: '✗ 这次公示撤回了，不作数：不会按这张表发放。',
    en: '✗ This notice was withdrawn and counts for nothing: nothing is paid by this sheet.',
  },
  takenBack: {
    zh: '✗ 这次分红入账以后冲销了，这张表不作数。',
    en: '✗ This dividend was taken back after it had been entered: this sheet counts for nothing.',
  },
  unchecked: {
    zh: '! 没有核对：请和墙上的表核对这三个数——一共分 {pool}，全社 {total}，账印 {seal}。',
    en: '! Not checked: compare these three with the sheet on the wall: {pool} shared out, {total} in all, seal {seal}.',
  },
  sum: { zh: '{pool}\u00a0元 × {mine} ÷ {total} = {quota}', en: '¥{pool} × {mine} ÷ {total} = {quota}' },
  byRate: { zh: '{rate}\u00a0元 × {mine}', en: '¥{rate} × {mine}' },
  odd: {
    zh: '表上可能多一分：零头剩下的几分，轮到谁补谁。差得更多，请给办公室打电话或者提异议。',
    en: 'The sheet may say one fen more, where an odd fen fell to you. If it differs by more, call the office or object.',
  },
  exact: {
    zh: '表上应当正好是这个数。不一样，请给办公室打电话或者提异议。',
    en: 'The sheet should say exactly this. If it does not, call the office or object.',
  },
} as const satisfies Record<string, Sentence>;

function sheetOfAddress(): SheetFigures | null {
  return sheetInCode(location.hash.slice(1));
}

export function WallLine(): ReactElement {
  const say = useSay();
  const [sheet, setSheet] = useState(sheetOfAddress);
  useEffect(() => {
    const another = () => setSheet(sheetOfAddress());
    addEventListener('hashchange', another);
    return () => removeEventListener('hashchange', another);
  }, []);
  return (
    <Page title={say(words.title)} isHome>
      {sheet === null ? <p>{say(words.none)}</p> : <Worked key={JSON.stringify(sheet)} sheet={sheet} />}
    </Page>
  );
}

function Worked({ sheet }: { readonly sheet: SheetFigures }): ReactElement {
  const say = useSay();
  const [shares, setShares] = useState('');
  const [mine, setMine] = useState<string | null>(null);
  const [failure, setFailure] = useState<Error | null>(null);
  const inBooks = useInBooks(sheet);
  const counted = countedOn(sheet);
  const { period, distributable, totalWeight, lines, seal, taxRate } = sheet;
  return (
    <>
      <Form
        act={say(words.work)}
        isRunning={false}
        failure={failure}
        onSend={() => {
          const figure = typedFigure(shares);
          setFailure(figure === null ? new Error(say(counted.wrong)) : null);
          setMine(figure);
        }}
      >
        <Line
          label={say(counted.mine)}
          help={say(counted.help)}
          value={shares}
          onChange={setShares}
          kind="figure"
        />
      </Form>
      {mine !== null && (
        <p
          role="status"
          className={inBooks === 'same' ? 'agrees' : inBooks === 'unchecked' ? 'kept' : 'failure'}
        >
          {say(words[inBooks], {
            pool: yuan(distributable, say),
            total: groupedShares(totalWeight),
            seal: inFours(seal),
            lines,
          })}
        </p>
      )}
      {/* Of a sheet that is not to be trusted, or counts for nothing, there is no figure to compare. */}
      {mine !== null && (inBooks === 'same' || inBooks === 'unchecked') && (
        <Result sheet={sheet} mine={mine} />
      )}
      <Part title={say(words.sheet, { period: periodInWords(period, say) })}>
        <Facts
          of={[
            [say(words.pool), yuan(distributable, say)],
            [say(counted.total), groupedShares(totalWeight)],
            [say(words.tax), percentOf(taxRate)],
            [say(words.lines), lines],
            [say(words.seal), inFours(seal)],
          ]}
        />
      </Part>
    </>
  );
}

function inFours(seal: string): string {
  return seal.replace(/(.{4})(?=.)/g, '$1 ');
}

/** The books now, or as they were last seen on this phone. */
function useInBooks(sheet: SheetFigures): Compared {
  const [found, setFound] = useState<Compared>('unchecked');
  useEffect(() => {
    const place = placeKept();
    if (place === null || !hasComeIn()) return;
    workIn(place);
    call('readOwnStart', {}, { asked: 'as it stands' }).then(
      ({ money: { dividends } }) => setFound(comparedWithBooks(sheet, dividends, place)),
      () => undefined,
    );
  }, [sheet]);
  return found;
}

function Result({ sheet, mine }: { readonly sheet: SheetFigures; readonly mine: string }): ReactElement {
  const say = useSay();
  const { floor, quota, isExact, rate } = lineOnSheet(sheet, mine);
  const tax = taxAlone(floor, sheet.taxRate);
  const filled = {
    pool: grouped(sheet.distributable),
    mine: groupedShares(mine),
    total: groupedShares(sheet.totalWeight),
    quota: endingIn(quota),
    rate: rate ?? '',
  };
  return (
    <section className="hero" role="status">
      <p className="amount">
        <span>{say(figureWords.gross)}</span> <strong>{yuan(floor.toString(), say)}</strong>
      </p>
      {rate !== null && <Facts of={[[say(countedOn(sheet).rate), yuan(rate, say)]]} />}
      <p className="sum">{say(rate === null ? words.sum : words.byRate, filled)}</p>
      <Facts
        of={[
          [say(words.taxed, { rate: percentOf(sheet.taxRate) }), yuan(tax.toString(), say)],
          [say(figureWords.net), yuan(floor.minus(tax).toString(), say)],
        ]}
      />
      <p>{say(rate === null && !isExact ? words.odd : words.exact)}</p>
      <p>{say(words.receipt)}</p>
    </section>
  );
}
