/**
 * Comparison of allotment schemes (配股方案比较), such as 1:3 beside 1:8: what each would give and pay every group and every person by
 * name out of the same money, drawn and in sentences, so that whoever votes sees what the vote changes.
 */
import type { LocalDate } from '../../../domain/calendar.ts';
import type { StandingState } from '../../../domain/membership.ts';
import { Money } from '../../../domain/money.ts';
import type { ShareQuantity } from '../../../domain/share-quantity.ts';
import { cohortWords } from '../../../domain/words.ts';
import type { Block, Paper } from '../../../platform/pdf-blocks.ts';
import { count, money, shares, tableOf, text, type Column } from '../columns.ts';
import { checkCode, heading, notes, paperOf, type Sheet } from '../sheet.ts';
import { sentenceCase, writtenDate } from '../wording.ts';
import { printSchemeComparison } from './contract.ts';
import { speaker } from './phrases.ts';

export interface Outcome {
  readonly shares: ShareQuantity;
  readonly dividend: Money;
}

export interface SchemeComparisonPaper {
  readonly on: LocalDate;
  readonly pool: Money;
  readonly schemes: readonly { readonly name: string; readonly meaning: string }[];
  readonly rows: readonly {
    readonly number: string;
    readonly name: string;
    readonly outcomes: readonly Outcome[];
  }[];
  readonly cohorts: readonly {
    readonly cohort: StandingState;
    readonly holders: number;
    readonly outcomes: readonly Outcome[];
  }[];
  readonly collective: readonly Outcome[];
  readonly findings: readonly string[];
}

const letters = ['A', 'B', 'C', 'D'] as const;

export function schemeComparisonPaper(sheet: Sheet, figures: SchemeComparisonPaper): Paper {
  const title = printSchemeComparison.title[sheet.language];
  return paperOf(sheet, title, 'landscape', [
    { kind: 'title', title, subtitle: onAndPool(sheet, figures), qr: checkCode(sheet) },
    ...comparisonBlocks(sheet, figures),
  ]);
}

/** Whose register and how much money is compared. */
export function onAndPool({ language }: Sheet, { on, pool }: SchemeComparisonPaper): string {
  return speaker(language)('onAndPool', { date: writtenDate(language, on), pool: pool.toGrouped() });
}

/** All of it below its title: also a part of a meeting's papers, where a motion weighs these schemes. */
export function comparisonBlocks(sheet: Sheet, figures: SchemeComparisonPaper): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const { schemes, rows, cohorts, collective, findings } = figures;
  const named = schemes.map((scheme, at) => ({ ...scheme, letter: letters[at] ?? `${at + 1}` }));
  // What the cooperative holds itself is in every sum: shares add up to all shares, and the money to the pool.
  const takesPart = collective.some((each) => !each.shares.isZero || !each.dividend.isZero);
  const own = takesPart ? [{ number: '', name: say('cooperative'), holders: 0, outcomes: collective }] : [];
  const groups = [
    ...cohorts.map(({ cohort, ...each }) => ({ name: sentenceCase(cohortWords[cohort][language]), ...each })),
    ...own,
  ];
  const everybody = [...rows, ...own];
  return [
    heading(say('schemesHeading')),
    tableOf({ style: 'rules' }, named, [
      text(say('letter'), ({ letter }) => letter, { strong: true }),
      text(say('scheme'), ({ name }) => name, { weight: 3 }),
      text(say('meaning'), ({ meaning }) => meaning, { weight: 6 }),
    ]),
    ...(findings.length === 0
      ? []
      : [
          heading(say('findingsHeading')),
          ...findings.map((each): Block => ({ kind: 'paragraph', text: each, tone: 'strong' })),
        ]),
    {
      kind: 'chart',
      form: 'grouped',
      title: say('cohortChart'),
      categories: groups.map(({ name }) => name),
      series: named.map(({ letter, name }, at) => ({
        name: `${letter} ${name}`,
        values: groups.map(({ outcomes }) => {
          const dividend = outcomes[at]?.dividend ?? Money.zero;
          return { units: dividend.fen, label: dividend.toGrouped() };
        }),
      })),
      axis: (units) => Money.fromFen(units).toGrouped().replace(/\.00$/, ''),
      empty: say('noLines'),
    },
    heading(say('cohortHeading')),
    tableOf({ style: 'rules', empty: say('noLines') }, groups, [
      text(say('cohort'), ({ name }) => name, { weight: 2, total: say('total') }),
      count(say('people'), ({ holders }) => holders),
      ...outcomeColumns<(typeof groups)[number]>(sheet, named),
    ]),
    heading(say('everybody')),
    tableOf({ style: 'zebra', empty: say('noPeople') }, everybody, [
      text(say('registerNumber'), ({ number }) => number, { total: say('total') }),
      text(say('name'), ({ name }) => name, { weight: 2 }),
      ...outcomeColumns<(typeof everybody)[number]>(sheet, named),
    ]),
    ...notes(say('comparisonNote')),
  ];
}

/** Shares and dividend under each scheme, and what each of the others changes against the first. */
function outcomeColumns<Row extends { readonly outcomes: readonly Outcome[] }>(
  sheet: Sheet,
  schemes: readonly { readonly letter: string }[],
): readonly Column<Row>[] {
  const say = speaker(sheet.language);
  const paid = (row: Row, at: number) => row.outcomes[at]?.dividend ?? Money.zero;
  return [
    ...schemes.flatMap(({ letter }, at) => [
      shares<Row>(say('sharesOf'), (row) => row.outcomes[at]?.shares ?? null, { group: letter }),
      money<Row>(say('dividendOf'), (row) => paid(row, at), { group: letter }),
    ]),
    ...schemes.slice(1).map(({ letter }, index) =>
      money<Row>(say('difference', { scheme: letter }), (row) => paid(row, index + 1).minus(paid(row, 0)), {
        strong: true,
      }),
    ),
  ];
}
