/** Income and tax certificate: what a member received in a year, and the tax withheld from it. */
import type { Period } from '../../domain/calendar.ts';
import { chineseAmount } from '../../domain/chinese-amount.ts';
import type { RunKind } from '../../domain/dividend-run.ts';
import { Money } from '../../domain/money.ts';
import { ratePercent } from '../../domain/tax-filing.ts';
import type { Block, Paper } from '../../platform/pdf-blocks.ts';
import { speaker } from './phrases.ts';
import { checkCode, paperOf, type Sheet } from './sheet.ts';
import { writtenPeriod } from './wording.ts';

export interface TaxCertificatePaper {
  readonly year: string;
  readonly member: {
    readonly number: string;
    readonly name: string;
    readonly residentIdMasked: string | null;
  };
  readonly rows: readonly {
    readonly period: Period;
    readonly kind: RunKind;
    readonly run: string;
    /** When the dividend was credited to the member and the tax withheld. */
    readonly creditedOn: string;
    readonly gross: Money;
    readonly rate: string;
    readonly tax: Money;
    readonly basis: string;
  }[];
}

export function taxCertificatePaper(sheet: Sheet, { year, member, rows }: TaxCertificatePaper): Paper {
  const say = speaker(sheet.language);
  const gross = Money.sum(rows.map((row) => row.gross));
  const tax = Money.sum(rows.map((row) => row.tax));
  const bases = [...new Set(rows.map((row) => row.basis))];
  const blocks: Block[] = [
    {
      kind: 'title',
      title: say('taxCertificateTitle'),
      subtitle: `${say('yearOf', { year })} · ${say('yuanUnit')}`,
      qr: checkCode(sheet),
    },
    {
      kind: 'key-values',
      columns: 3,
      items: [
        { label: say('name'), value: member.name },
        { label: say('registerNumber'), value: member.number },
        { label: say('residentId'), value: member.residentIdMasked ?? '—' },
        { label: say('withholdingAgent'), value: sheet.issuer },
      ],
    },
    {
      kind: 'table',
      style: 'rules',
      empty: say('noDividends'),
      columns: [
        { title: say('period'), align: 'left', weight: 2 },
        { title: say('creditedOn'), align: 'left' },
        { title: say('gross'), align: 'decimal' },
        { title: say('rate'), align: 'right' },
        { title: say('tax'), align: 'decimal', strong: true },
        { title: say('net'), align: 'decimal' },
      ],
      rows: rows.map((row) => ({
        kind: 'line',
        cells: [
          [writtenPeriod(sheet.language, row.period), say(rowWords[row.kind])].join(
            sheet.language === 'zh' ? '' : ', ',
          ),
          row.creditedOn,
          row.gross.toGrouped(),
          `${ratePercent(row.rate)} %`,
          row.tax.toGrouped(),
          row.gross.minus(row.tax).toGrouped(),
        ],
      })),
      ...(rows.length > 0 && {
        totals: [...[say('total'), '', gross.toGrouped(), '', tax.toGrouped()], gross.minus(tax).toGrouped()],
      }),
    },
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('gross'), value: `¥ ${gross.toGrouped()} · 人民币${chineseAmount(gross)}` },
        { label: say('tax'), value: `¥ ${tax.toGrouped()} · 人民币${chineseAmount(tax)}` },
      ],
    },
    {
      kind: 'note',
      tone: 'plain',
      text: [
        say('taxCertificateNote'),
        ...(bases.length === 0 ? [] : [say('taxBases', { bases: bases.join('；') })]),
      ].join('\n'),
    },
    { kind: 'signatures', labels: [say('preparedBy'), say('reviewedBy'), say('cooperativeSeal')] },
  ];
  return paperOf(sheet, say('taxCertificateTitle'), 'portrait', blocks);
}

const rowWords = {
  regular: 'incomeRegular',
  supplementary: 'incomeSupplementary',
  difference: 'incomeDifference',
  reversal: 'incomeReversal',
} as const;
