/**
 * The public notice of a run as it hangs on the wall: who resolved what, from when to when it hangs and how the days are
 * counted, the masked list with its totals, how to object, and what became of objections.
 */
import { chineseAmount } from '../../domain/chinese-amount.ts';
import type { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Block, Paper } from '../../platform/pdf-blocks.ts';
import { speaker } from './phrases.ts';
import { sharesTitle } from './run-summary.ts';
import { termsWords, type RunTerms } from './run-terms.ts';
import { checkCode, paperOf, type Sheet } from './sheet.ts';
import { writtenDate } from './wording.ts';

export interface PublicNoticePaper {
  readonly run: {
    readonly number: string;
    readonly name: string;
    readonly terms: RunTerms;
    readonly gross: Money;
    readonly net: Money;
  };
  readonly postedOn: LocalDate;
  readonly days: number;
  readonly lastDay: LocalDate;
  readonly unlockDay: LocalDate;
  readonly place: string;
  readonly lines: readonly {
    readonly number: string;
    readonly maskedName: string;
    readonly residentIdMasked: string;
    readonly shares: ShareQuantity;
    readonly gross: Money;
    readonly tax: Money;
    readonly net: Money;
  }[];
  readonly objections: readonly {
    readonly number: string;
    readonly raisedOn: LocalDate;
    readonly text: string;
    /** How it was settled; null while it is open. */
    readonly settled: {
      readonly kind: 'answered' | 'released';
      readonly on: LocalDate;
      readonly text: string;
    } | null;
  }[];
}

export function publicNoticePaper(sheet: Sheet, notice: PublicNoticePaper): Paper {
  const say = speaker(sheet.language);
  const date = (day: LocalDate) => writtenDate(sheet.language, day);
  const { run, lines, days } = notice;
  return paperOf(sheet, say('publicNoticeTitle'), 'portrait', [
    {
      kind: 'title',
      title: say('publicNoticeTitle'),
      subtitle: `${run.name} · ${say('yuanUnit')}\n${termsWords(sheet, run.terms)}`,
      qr: checkCode(sheet),
    },
    {
      kind: 'figures',
      items: [
        { label: say('gross'), value: run.gross.toGrouped() },
        { label: say('net'), value: run.net.toGrouped(), accent: true },
        { label: say('recipients'), value: String(lines.length) },
      ],
    },
    {
      kind: 'key-values',
      columns: 2,
      items: [
        {
          label: say('noticePeriod'),
          value: say('noticeDays', {
            from: date(notice.postedOn),
            to: date(notice.lastDay),
            days: String(days),
          }),
        },
        { label: say('noticePlace'), value: notice.place },
        { label: say('postingFrom'), value: date(notice.unlockDay) },
        { label: say('inCapitals'), value: `人民币${chineseAmount(run.net)}` },
      ],
    },
    { kind: 'note', tone: 'plain', text: say('objectionHow', { last: date(notice.lastDay) }) },
    lineTable(sheet, notice),
    ...objectionBlocks(sheet, notice.objections),
    {
      kind: 'signatures',
      labels: [say('preparedBy'), say('reviewedBy'), say('supervisors'), say('cooperativeSeal')],
    },
  ]);
}

function lineTable(sheet: Sheet, { run, lines }: PublicNoticePaper): Block {
  const say = speaker(sheet.language);
  const sum = (of: 'gross' | 'tax' | 'net') => Money.sum(lines.map((line) => line[of])).toGrouped();
  return {
    kind: 'table',
    style: 'zebra',
    size: 9,
    empty: say('noLines'),
    columns: [
      { title: say('registerNumber'), align: 'left' },
      { title: say('name'), align: 'left', weight: 2 },
      { title: say('residentId'), align: 'left' },
      { title: sharesTitle(sheet, run.terms.basis), align: 'decimal' },
      { title: say('gross'), align: 'decimal' },
      { title: say('tax'), align: 'decimal' },
      { title: say('net'), align: 'decimal', strong: true },
    ],
    rows: lines.map((line) => ({
      kind: 'line',
      cells: [
        line.number,
        line.maskedName,
        line.residentIdMasked,
        line.shares.toGrouped(),
        line.gross.toGrouped(),
        line.tax.toGrouped(),
        line.net.toGrouped(),
      ],
    })),
    ...(lines.length > 0 && {
      totals: [
        say('total'),
        '',
        '',
        ShareQuantity.sum(lines.map(({ shares }) => shares)).toGrouped(),
        sum('gross'),
        sum('tax'),
        sum('net'),
      ],
    }),
  };
}

function objectionBlocks(sheet: Sheet, objections: PublicNoticePaper['objections']): Block[] {
  const say = speaker(sheet.language);
  const date = (day: LocalDate) => writtenDate(sheet.language, day);
  if (objections.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: say('objectionsHeading') },
    {
      kind: 'table',
      style: 'rules',
      empty: '',
      columns: [
        { title: say('motionNumber'), align: 'right' },
        { title: say('date'), align: 'left' },
        { title: say('objection'), align: 'left', weight: 2 },
        { title: say('settlement'), align: 'left', weight: 2 },
      ],
      rows: objections.map(({ number, raisedOn, text, settled }) => ({
        kind: 'line',
        cells: [
          number,
          date(raisedOn),
          text,
          settled === null
            ? say('objectionOpen')
            : say(settled.kind === 'answered' ? 'objectionAnswered' : 'objectionReleased', {
                date: date(settled.on),
                text: settled.text,
              }),
        ],
      })),
    },
  ];
}
