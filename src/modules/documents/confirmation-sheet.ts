/** Allotment confirmation sheet: what a scheme gives each member and by which rule, to be confirmed by signature. */
import type { LocalDate } from '../../domain/calendar.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { Block, Paper, TableRow } from '../../platform/pdf-blocks.ts';
import { speaker } from './phrases.ts';
import { checkCode, paperOf, resolutionWords, type ResolutionReference, type Sheet } from './sheet.ts';
import { writtenDate } from './wording.ts';

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

export function confirmationPaper(sheet: Sheet, confirmation: ConfirmationPaper): Paper {
  const { language } = sheet;
  const say = speaker(language);
  const { scheme, lines } = confirmation;
  const classes = new Set(lines.map((line) => line.shareClass));
  // Where all of it is of one class, the class stands once above the table.
  const oneClass = classes.size === 1;
  const before = ShareQuantity.sum(lines.map((line) => line.before));
  const after = ShareQuantity.sum(lines.map((line) => line.after));
  const blocks: Block[] = [
    {
      kind: 'title',
      title: say('confirmationTitle'),
      subtitle: scheme.name,
      qr: checkCode(sheet),
    },
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
          label: oneClass ? `${say('shareClass')} · ${say('shares')}` : say('shares'),
          value: `${oneClass ? `${[...classes].join('')} ` : ''}${before.toGrouped()} → ${after.toGrouped()}`,
        },
      ],
    },
    {
      kind: 'table',
      style: 'grid',
      size: 8.5,
      lineHeight: 24,
      empty: say('noAllotments'),
      columns: [
        { title: say('registerNumber'), align: 'left' },
        { title: say('name'), align: 'left' },
        ...(oneClass ? [] : [{ title: say('shareClass'), align: 'left' } as const]),
        { title: say('rule'), align: 'left', weight: 6 },
        { title: say('ruleBasis'), align: 'decimal' },
        { title: say('sharesBefore'), align: 'decimal' },
        { title: say('sharesAllotted'), align: 'decimal' },
        { title: say('sharesAfter'), align: 'decimal', strong: true },
        { title: say('signatureOrThumb'), align: 'center', least: 70 },
      ],
      rows: rowsByHousehold(sheet, lines, oneClass),
      ...(lines.length > 0 && {
        totals: [
          say('total'),
          ...(oneClass ? ['', '', ''] : ['', '', '', '']),
          before.toGrouped(),
          signedDifference(before, after),
          after.toGrouped(),
          '',
        ],
      }),
    },
    { kind: 'note', tone: 'plain', text: say('confirmationNote') },
    { kind: 'signatures', labels: [say('preparedBy'), say('reviewedBy'), say('board'), say('supervisors')] },
  ];
  return paperOf(sheet, say('confirmationTitle'), 'portrait', blocks);
}

function rowsByHousehold(sheet: Sheet, lines: ConfirmationPaper['lines'], oneClass: boolean): TableRow[] {
  const say = speaker(sheet.language);
  let current: string | null = null;
  return lines.flatMap((line): TableRow[] => {
    const opens = line.household !== null && line.household !== current;
    current = line.household;
    const row: TableRow = {
      kind: 'line',
      cells: [
        line.number,
        line.name,
        ...(oneClass ? [] : [line.shareClass]),
        line.ratio === null ? line.rule : `${line.rule} ${line.ratio}`,
        line.base?.toGrouped() ?? '—',
        line.before.toGrouped(),
        signedDifference(line.before, line.after),
        line.after.toGrouped(),
      ],
    };
    return opens
      ? [{ kind: 'group', text: say('householdGroup', { number: line.household ?? '' }) }, row]
      : [row];
  });
}

function signedDifference(before: ShareQuantity, after: ShareQuantity): string {
  const comparison = after.compare(before);
  if (comparison === 0) return '0';
  return comparison > 0 ? `+${after.minus(before).toGrouped()}` : `−${before.minus(after).toGrouped()}`;
}
