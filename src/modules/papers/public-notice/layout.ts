/**
 * The public notice of a run as it hangs on the wall: who resolved what, from when to when it hangs and how the days are
 * counted, the masked list with its totals, how to object, and what became of objections.
 */
import type { Sentence } from '../../../domain/language.ts';
import { chineseAmount } from '../../../domain/chinese-amount.ts';
import type { LocalDate } from '../../../domain/calendar.ts';
import { isLate } from '../../../domain/late-entry.ts';
import { Money } from '../../../domain/money.ts';
import { sheetCode } from '../../../domain/own-line.ts';
import type { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Block, Paper, QrCode } from '../../../platform/pdf-blocks.ts';
import { sizes } from '../../../platform/pdf-style.ts';
import { figure, money, right, shares, tableOf, text, when } from '../columns.ts';
import { sharesTitle } from '../run/summary.ts';
import { termsWords, type RunTerms } from '../run/terms.ts';
import { checkCode, heading, notes, paperOf, type Sheet } from '../sheet.ts';
import { shortSeal, writtenDate } from '../wording.ts';
import { printPublicNotice } from './contract.ts';
import { speaker } from './phrases.ts';

type FigureItems = Extract<Block, { readonly kind: 'figures' }>['items'];
type SheetOnWall = Omit<Parameters<typeof sheetCode>[0], 'seal'>;

export interface PublicNoticePaper {
  readonly run: {
    readonly number: string;
    readonly name: string;
    readonly terms: RunTerms;
    /** What was shared out, what of it fell to the lines, and what is left for the next time. */
    readonly pool: Money;
    readonly gross: Money;
    readonly carried: Money;
    readonly net: Money;
  };
  /** What a phone works a line out of; null where the sheet does not say enough. */
  readonly sheet: SheetOnWall | null;
  /** Classes earn differently: what each line was weighed with stands beside its shares. */
  readonly isWeighed: boolean;
  /** Then what one share of each class counts for, by which anybody works their weighed figure out; none otherwise. */
  readonly weights: readonly { readonly shareClass: string; readonly weight: string }[];
  readonly postedOn: LocalDate;
  /** How it is marked where it was recorded late. */
  readonly late: Sentence | null;
  readonly days: number;
  readonly lastDay: LocalDate;
  readonly unlockDay: LocalDate;
  /** Until when objections are taken, how many days the answer may take, and what says so. */
  readonly objectionsUntil: LocalDate;
  readonly answerDays: number;
  readonly law: string;
  readonly place: string;
  /** Whom the run pays: the collective's part stays where it is. */
  readonly recipients: number;
  readonly lines: readonly {
    readonly number: string;
    readonly maskedName: string;
    readonly shares: ShareQuantity;
    readonly weight: string;
    /** Of what settles a difference: the gross amount that was granted before. */
    readonly granted: Money | null;
    readonly gross: Money;
    readonly tax: Money;
    readonly net: Money;
  }[];
  readonly objections: readonly {
    readonly number: string;
    readonly raisedOn: LocalDate;
    readonly recordedOn: LocalDate;
    readonly text: string;
    /** How it was settled; null while it is open. */
    readonly settled: {
      readonly kind: 'answered' | 'released';
      readonly on: LocalDate;
      readonly recordedOn: LocalDate;
      readonly text: string;
    } | null;
  }[];
}

export function publicNoticePaper(sheet: Sheet, notice: PublicNoticePaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const date = (day: LocalDate) => writtenDate(language, day);
  const { run } = notice;
  const { corrects } = run.terms;
  const title = corrects === null ? printPublicNotice.title[language] : say('differenceTitle');
  const [from, to, days] = [date(notice.postedOn), date(notice.lastDay), String(notice.days)];
  const blocks: readonly Block[] = [
    {
      kind: 'title',
      title,
      subtitle: `${run.name} · ${say('yuanUnit')}\n${termsWords(sheet, run.terms)}`,
      qr: checkCode(sheet),
      ...(notice.sheet !== null && { beside: lineCode(sheet, notice.sheet) }),
    },
    {
      kind: 'figures',
      items:
        corrects === null
          ? [
              { label: say('gross'), value: run.gross.toGrouped() },
              { label: say('net'), value: run.net.toGrouped(), accent: true },
              { label: say('recipients'), value: String(notice.recipients) },
            ]
          : differenceItems(sheet, notice),
    },
    {
      kind: 'key-values',
      columns: 2,
      items: [
        {
          label: say('noticePeriod'),
          value: `${say('noticeDays', { from, to, days, moved: movedWords(sheet, notice) })}${notice.late?.[language] ?? ''}`,
        },
        { label: say('noticePlace'), value: notice.place },
        ...(corrects === null
          ? [
              { label: say('sharedOut'), value: run.pool.toGrouped() },
              { label: say('left'), value: run.carried.toGrouped() },
            ]
          : []),
        { label: say('postingFrom'), value: date(notice.unlockDay) },
        corrects === null
          ? { label: say('inCapitals'), value: `人民币${chineseAmount(run.net)}` }
          : { label: say('correctionLabel'), value: say('correctionText', { ...corrects }) },
      ],
    },
    ...notes(
      say('objectionHow', {
        last: date(notice.objectionsUntil),
        days: String(notice.answerDays),
        law: notice.law,
      }),
    ),
    ...(corrects !== null || notice.weights.length === 0 ? [] : notes(weightsWords(sheet, notice.weights))),
    ...(corrects === null ? [] : notes(say('differenceNote'))),
    corrects === null ? lineTable(sheet, notice) : differenceTable(sheet, notice),
    ...objectionBlocks(sheet, notice.objections),
    {
      kind: 'signatures',
      labels: [say('preparedBy'), say('reviewedBy'), say('supervisors'), say('cooperativeSeal')],
    },
  ];
  return paperOf(sheet, title, 'by-tables', blocks, sizes.wall);
}

function weightsWords({ language }: Sheet, weights: PublicNoticePaper['weights']): string {
  const say = speaker(language);
  return say('weights', { each: weights.map((each) => say('weightOf', each)).join(say('comma')) });
}

/** The days that are counted do not end with the last day where that fell on a day of rest: why, or nothing. */
function movedWords(sheet: Sheet, { postedOn, days, lastDay }: PublicNoticePaper): string {
  const fell = postedOn.plusDays(days);
  if (fell.equals(lastDay)) return '';
  return speaker(sheet.language)('noticeMoved', { date: writtenDate(sheet.language, fell) });
}

/** What a correction pays to some and takes back from others: the sum of both would say nothing. */
function differenceItems(sheet: Sheet, { lines }: PublicNoticePaper): FigureItems {
  const say = speaker(sheet.language);
  const gross = lines.map((line) => line.gross);
  const sumOf = (wanted: (amount: Money) => boolean) => Money.sum(gross.filter(wanted)).toGrouped();
  return [
    { label: say('toPay'), value: sumOf(({ isPositive }) => isPositive), accent: true },
    { label: say('toTakeBack'), value: sumOf(({ isNegative }) => isNegative) },
    { label: say('concerned'), value: String(lines.length) },
  ];
}

/** No shares: what they earned is what was granted before and what is due now; the difference is no product of them. */
function differenceTable(sheet: Sheet, { lines }: PublicNoticePaper): Block {
  const say = speaker(sheet.language);
  const granted = (line: PublicNoticePaper['lines'][number]) => line.granted ?? Money.zero;
  return tableOf({ style: 'zebra', empty: say('noLines') }, lines, [
    text(say('registerNumber'), ({ number }) => number, { total: say('total') }),
    text(say('name'), ({ maskedName }) => maskedName, { weight: 2 }),
    money(say('grossBefore'), granted),
    money(say('grossAfter'), (line) => granted(line).plus(line.gross)),
    money(say('grossDifference'), ({ gross }) => gross),
    money(say('taxDifference'), ({ tax }) => tax),
    money(say('netDifference'), ({ net }) => net, { strong: true }),
  ]);
}

/** The figures of the run themselves, after the address of a page that a phone has kept: no network is needed to read them. */
function lineCode(sheet: Sheet, figures: SheetOnWall): QrCode {
  const { href } = new URL('/portal/line', sheet.checkUrl);
  const text = `${href}#${sheetCode({ ...figures, seal: shortSeal(sheet.seal).replaceAll(' ', '') })}`;
  return { text, caption: speaker(sheet.language)('scanForLine') };
}

function lineTable(sheet: Sheet, { run, isWeighed, lines }: PublicNoticePaper): Block {
  const say = speaker(sheet.language);
  return tableOf({ style: 'zebra', empty: say('noLines') }, lines, [
    text(say('registerNumber'), ({ number }) => number, { total: say('total') }),
    text(say('name'), ({ maskedName }) => maskedName, { weight: 2 }),
    shares(sharesTitle(sheet, run.terms.basis), (line) => line.shares),
    ...when(
      isWeighed,
      figure(say('weighed'), ({ weight }: PublicNoticePaper['lines'][number]) => weight),
    ),
    money(say('gross'), ({ gross }) => gross),
    money(say('tax'), ({ tax }) => tax),
    money(say('net'), ({ net }) => net, { strong: true }),
  ]);
}

const settledPhrases = { answered: 'objectionAnswered', released: 'objectionReleased' } as const;

function objectionBlocks(sheet: Sheet, objections: PublicNoticePaper['objections']): Block[] {
  const say = speaker(sheet.language);
  const date = (day: LocalDate) => writtenDate(sheet.language, day);
  // The day that is claimed, and beside it the day it was written down where that is later.
  const dates = (claimed: LocalDate, recorded: LocalDate) =>
    isLate(claimed, recorded)
      ? say('recordedOn', { date: date(claimed), recorded: date(recorded) })
      : date(claimed);
  if (objections.length === 0) return [];
  const open = objections.filter(({ settled }) => settled === null).length;
  return [
    heading(say('objectionsHeading')),
    ...notes(say('objectionsCount', { count: String(objections.length), open: String(open) })),
    tableOf({ style: 'rules' }, objections, [
      right(say('motionNumber'), ({ number }) => number),
      text(say('date'), ({ raisedOn, recordedOn }) => dates(raisedOn, recordedOn)),
      text(say('objection'), (objection) => objection.text, { weight: 2 }),
      text(
        say('settlement'),
        ({ settled }) =>
          settled === null
            ? say('objectionOpen')
            : say(settledPhrases[settled.kind], {
                date: dates(settled.on, settled.recordedOn),
                text: settled.text,
              }),
        { weight: 2 },
      ),
    ]),
  ];
}
