/** Income and tax certificate: what a member received in a year, and the tax withheld from it. */
import type { Period } from '../../../domain/calendar.ts';
import { chineseAmount } from '../../../domain/chinese-amount.ts';
import type { RunKind } from '../../../domain/dividend-run.ts';
import { Money } from '../../../domain/money.ts';
import { ratePercent, zeroRateRisk } from '../../../domain/tax-filing.ts';
import type { Paper } from '../../../platform/pdf-blocks.ts';
import { money, right, tableOf, text } from '../columns.ts';
import { checkCode, notes, paperOf, type Sheet } from '../sheet.ts';
import { writtenPeriod } from '../wording.ts';
import { printTaxCertificate } from './contract.ts';
import { speaker } from './phrases.ts';

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

/** Of history nothing is declared. */
const rowWords = {
  regular: 'incomeRegular',
  supplementary: 'incomeSupplementary',
  history: 'incomeRegular',
  difference: 'incomeDifference',
  reversal: 'incomeReversal',
} as const satisfies Record<RunKind, string>;

export function taxCertificatePaper(sheet: Sheet, { year, member, rows }: TaxCertificatePaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const title = printTaxCertificate.title[language];
  const comma = language === 'zh' ? '' : ', ';
  const sum = (part: 'gross' | 'tax') => {
    const amount = Money.sum(rows.map((row) => row[part]));
    return `¥ ${amount.toGrouped()} · 人民币${chineseAmount(amount)}`;
  };
  const bases = [...new Set(rows.map(({ basis }) => basis))].join(language === 'zh' ? '；' : '; ');
  return paperOf(sheet, title, 'by-tables', [
    {
      kind: 'title',
      title,
      subtitle: `${say('yearOf', { year })} · ${say('yuanUnit')}`,
      qr: checkCode(sheet),
    },
    {
      kind: 'key-values',
      columns: 3,
      items: [
        { label: say('name'), value: member.name },
        { label: say('registerNumber'), value: member.number },
        { label: say('residentId'), value: member.residentIdMasked === null ? '—' : say('idKept') },
        { label: say('withholdingAgent'), value: sheet.issuer },
      ],
    },
    tableOf({ style: 'rules', empty: say('noDividends') }, rows, [
      text(
        say('period'),
        ({ period, kind }) => `${writtenPeriod(language, period)}${comma}${say(rowWords[kind])}`,
        { weight: 2, total: say('total') },
      ),
      text(say('creditedOn'), ({ creditedOn }) => creditedOn),
      money(say('gross'), ({ gross }) => gross),
      right(say('rate'), ({ rate }) => `${ratePercent(rate)} %`),
      money(say('tax'), ({ tax }) => tax, { strong: true }),
      money(say('net'), ({ gross, tax }) => gross.minus(tax)),
    ]),
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('gross'), value: sum('gross') },
        { label: say('tax'), value: sum('tax') },
      ],
    },
    ...notes(
      say('taxCertificateNote'),
      ...(bases === '' ? [] : [say('taxBases', { bases })]),
      ...new Set(rows.flatMap(({ rate }) => zeroRateRisk(rate)?.[language] ?? [])),
    ),
    { kind: 'signatures', labels: [say('preparedBy'), say('reviewedBy'), say('cooperativeSeal')] },
  ]);
}
