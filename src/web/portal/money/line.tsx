/**
 * The code on the sheet on the wall, opened: one's own line is worked out by this phone from the figures in the code itself. Nothing is
 * asked of anybody, and nobody has to sign in: it works without a network on a phone that has the portal.
 */
import { useEffect, useState, type ReactElement } from 'react';
import type { Sentence } from '../../../domain/language.ts';
import { Fraction } from '../../../domain/fraction.ts';
import { Money } from '../../../domain/money.ts';
import { lineOnSheet, sheetInCode, type SheetFigures } from '../../../domain/own-line.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import { grouped, groupedShares, percentOf } from '../../shared/amount.tsx';
import { call, workIn } from '../../shared/call.ts';
import { useSay } from '../../shared/language.ts';
import { periodInWords } from '../../shared/period.ts';
import { hasComeIn } from '../kept.ts';
import { Facts, Form, Line, Page, Part } from '../parts.tsx';
import { placeKept } from '../place.ts';
import { yuan, type OwnDividend } from './where.ts';

const words = {
  title: { zh: '算一算墙上我的那一行', en: 'Work out my line of the sheet' },
  none: {
    zh: '请用手机扫公示表上写着“扫码算自己的一行”的码。',
    en: 'Scan the code on the sheet that says “work out your line”.',
  },
  sheet: { zh: '{period}分红公示', en: 'Notice of the dividend: {period}' },
  pool: { zh: '一共分', en: 'Shared out' },
  total: { zh: '全社参加分红的股份', en: 'All shares that take part' },
  lines: { zh: '表上共几行', en: 'Lines on the sheet' },
  seal: { zh: '账印（和表上的对一对）', en: 'Seal (compare it with the sheet)' },
  tax: { zh: '税率', en: 'Tax' },
  mine: { zh: '我有多少股', en: 'How many shares I hold' },
  mineHelp: { zh: '照表上自己那一行的股数输入。', en: 'As the sheet says in my line.' },
  work: { zh: '算一算', en: 'Work it out' },
  wrong: { zh: '股数只能是数字，比如 600 或者 600.5。', en: 'Shares are a number: 600, or 600.5.' },
  same: {
    zh: '✓ 码里的数和本社账上这一次的一样。',
    en: '✓ What the code says is what the books say of this dividend.',
  },
  other: {
    zh: '✗ 码里的数和本社账上这一次的不一样：这个码不能信。请给办公室打电话。',
    en: '✗ What the code says is not what the books say of this dividend: do not trust it, and call the office.',
  },
  unchecked: {
    zh: '! 没有核对：请和墙上的表核对这三个数——一共分 {pool}，全社 {total}，账印 {seal}。',
    en: '! Not checked: compare these three with the sheet on the wall: {pool} shared out, {total} in all, seal {seal}.',
  },
  gross: { zh: '应得', en: 'My part' },
  rate: { zh: '每股分', en: 'For each share' },
  sum: { zh: '{pool} 元 × {mine} ÷ {total} = {quota}…', en: '¥{pool} × {mine} ÷ {total} = {quota}…' },
  byRate: { zh: '{rate} 元 × {mine}', en: '¥{rate} × {mine}' },
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
  const { period, distributable, totalWeight, lines, seal, taxRate } = sheet;
  return (
    <>
      <Form
        act={say(words.work)}
        isRunning={false}
        failure={failure}
        onSend={() => {
          const text = shares.trim().replace(/,/g, '');
          const isNumber = /^\d{1,12}(\.\d{1,4})?$/.test(text);
          setFailure(isNumber ? null : new Error(say(words.wrong)));
          setMine(isNumber ? ShareQuantity.parse(text).toString() : null);
        }}
      >
        <Line
          label={say(words.mine)}
          help={say(words.mineHelp)}
          value={shares}
          onChange={setShares}
          kind="figure"
        />
      </Form>
      {mine !== null && (
        <p role="status" className={inBooks === 'other' ? 'failure' : inBooks === 'same' ? 'agrees' : 'kept'}>
          {say(words[inBooks], {
            pool: yuan(distributable, say),
            total: groupedShares(totalWeight),
            seal: inFours(seal),
          })}
        </p>
      )}
      {mine !== null && <Result sheet={sheet} mine={mine} />}
      <Part title={say(words.sheet, { period: periodInWords(period, say) })}>
        <Facts
          of={[
            [say(words.pool), yuan(distributable, say)],
            [say(words.total), groupedShares(totalWeight)],
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

/** Anybody can make a code. Whoever is signed in on this phone has the same figures from the books, now or as they were last seen. */
function useInBooks(sheet: SheetFigures): 'same' | 'other' | 'unchecked' {
  const [found, setFound] = useState<'same' | 'other' | 'unchecked'>('unchecked');
  useEffect(() => {
    const place = placeKept();
    if (place === null || !hasComeIn()) return;
    workIn(place);
    call('readOwnStart', {}, { asked: 'as it stands' }).then(
      ({ money: { dividends } }) => {
        const line = dividends.find(({ run }) => run === sheet.run);
        if (line !== undefined) setFound(isOf(line, sheet) ? 'same' : 'other');
      },
      () => undefined,
    );
  }, [sheet]);
  return found;
}

function isOf(line: OwnDividend, sheet: SheetFigures): boolean {
  const pool = Money.parse(line.pool).plus(Money.parse(line.carriedIn));
  const isEqual = (one: string, other: string) => Fraction.parse(one).equals(Fraction.parse(other));
  return (
    line.period === sheet.period &&
    line.method === sheet.method &&
    (line.rateScale ?? 0) === (sheet.rateScale ?? 0) &&
    pool.equals(Money.parse(sheet.distributable)) &&
    isEqual(line.totalWeight ?? '0', sheet.totalWeight) &&
    isEqual(line.taxRate, sheet.taxRate)
  );
}

function Result({ sheet, mine }: { readonly sheet: SheetFigures; readonly mine: string }): ReactElement {
  const say = useSay();
  const { floor, quota, rate } = lineOnSheet(sheet, mine);
  const filled = {
    pool: grouped(sheet.distributable),
    mine: groupedShares(mine),
    total: groupedShares(sheet.totalWeight),
    quota: quota.toDecimal(6),
    rate: rate ?? '',
  };
  return (
    <section className="hero" role="status">
      <p className="amount">
        <span>{say(words.gross)}</span> <strong>{yuan(floor.toString(), say)}</strong>
      </p>
      {rate !== null && <Facts of={[[say(words.rate), yuan(rate, say)]]} />}
      <p className="sum">{say(rate === null ? words.sum : words.byRate, filled)}</p>
      <p>{say(rate === null ? words.odd : words.exact)}</p>
    </section>
  );
}
