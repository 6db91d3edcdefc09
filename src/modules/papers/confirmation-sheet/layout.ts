/** Allotment confirmation sheet: what a scheme gives each member and by which rule, to be confirmed by signature. */
import type { LocalDate } from '../../../domain/calendar.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { Block, Paper, TableRow } from '../../../platform/pdf-blocks.ts';
import { sizes } from '../../../platform/pdf-style.ts';
import { blank, figure, rowOf, shares, tableOf, text, when, type Column } from '../columns.ts';
import { checkCode, notes, officeSignatures, paperOf, resolutionWords } from '../sheet.ts';
import type { ResolutionReference, Sheet } from '../sheet.ts';
import { writtenDate } from '../wording.ts';
import { printConfirmationSheet } from './contract.ts';
import { speaker } from './phrases.ts';

export interface ConfirmationPaper {
  readonly scheme: {
    readonly name: string;
    readonly effectiveOn: LocalDate;
    readonly ratioMeaning: string;
    readonly resolution: ResolutionReference | null;
  };
  /** In the order of households; a household's people stand together. */
  readonly lines: readonly {
    /** Null for people in no household. */
    readonly household: string | null;
    readonly number: string;
    readonly name: string;
    readonly shareClass: string;
    readonly rule: string;
    readonly base: ShareQuantity | null;
    readonly ratio: string | null;
    readonly before: ShareQuantity;
    readonly after: ShareQuantity;
  }[];
}

type Line = ConfirmationPaper['lines'][number];

export function confirmationPaper(sheet: Sheet, { scheme, lines }: ConfirmationPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const title = printConfirmationSheet.title[language];
  // Where all of it is of one class, the class stands once above the table.
  const [oneClass, ...more] = new Set(lines.map(({ shareClass }) => shareClass));
  const single = more.length === 0 && oneClass !== undefined;
  const before = ShareQuantity.sum(lines.map((line) => line.before));
  const after = ShareQuantity.sum(lines.map((line) => line.after));
  const columns: readonly Column<Line>[] = [
    text(say('registerNumber'), ({ number }) => number, { total: say('total') }),
    text(say('name'), ({ name }) => name),
    ...when(
      !single,
      text(say('shareClass'), ({ shareClass }: Line) => shareClass),
    ),
    text(say('rule'), ({ rule, ratio }) => (ratio === null ? rule : `${rule} ${ratio}`), { weight: 6 }),
    figure(say('ruleBasis'), ({ base }) => base?.toGrouped() ?? '—'),
    shares(say('sharesBefore'), (line) => line.before),
    {
      ...figure(say('sharesAllotted'), (line) => signedDifference(line.before, line.after)),
      total: signedDifference(before, after),
    },
    shares(say('sharesAfter'), (line) => line.after, { strong: true }),
    blank(say('signatureOrThumb'), 70),
  ];
  const blocks: readonly Block[] = [
    { kind: 'title', title, subtitle: scheme.name, qr: checkCode(sheet) },
    {
      kind: 'key-values',
      columns: 2,
      items: [
        { label: say('schemeEffective'), value: writtenDate(language, scheme.effectiveOn) },
        { label: say('ratioMeaning'), value: scheme.ratioMeaning },
        {
          label: say('resolution'),
          value: scheme.resolution === null ? '—' : resolutionWords(language, scheme.resolution),
        },
        {
          label: single ? `${say('shareClass')} · ${say('shares')}` : say('shares'),
          value: `${single ? `${oneClass} ` : ''}${before.toGrouped()} → ${after.toGrouped()}`,
        },
      ],
    },
    {
      ...tableOf({ style: 'grid', lineHeight: 28, empty: say('noAllotments') }, lines, columns),
      rows: rowsByHousehold(sheet, lines, columns),
    },
    ...notes(say('confirmationNote')),
    officeSignatures(sheet),
  ];
  return paperOf(sheet, title, 'by-tables', blocks, sizes.signed);
}

function rowsByHousehold(sheet: Sheet, lines: readonly Line[], columns: readonly Column<Line>[]): TableRow[] {
  const say = speaker(sheet.language);
  let current: string | null = null;
  return lines.flatMap((line, index): TableRow[] => {
    const { household } = line;
    const opens = household !== null && household !== current;
    current = household;
    const row = rowOf(columns, line, index);
    return opens ? [{ kind: 'group', text: say('householdGroup', { number: household }) }, row] : [row];
  });
}

function signedDifference(before: ShareQuantity, after: ShareQuantity): string {
  const comparison = after.compare(before);
  if (comparison === 0) return '0';
  return comparison > 0 ? `+${after.minus(before).toGrouped()}` : `−${before.minus(after).toGrouped()}`;
}
