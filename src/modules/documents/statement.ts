/** Shareholder statement: what somebody held, what moved, what they were paid and why, for any period, as known at any time. */
import type { LocalDate } from '../../domain/calendar.ts';
import { Money } from '../../domain/money.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import type { MovementKind } from '../../domain/share-register.ts';
import type { Block, Paper, TableRow } from '../../platform/pdf-blocks.ts';
import { phrase, speaker } from './phrases.ts';
import { termsWords, type RunTerms } from './run-terms.ts';
import { checkCode, paperOf, type Sheet } from './sheet.ts';
import {
  movementWord,
  sentenceCase,
  writtenChange,
  writtenDate,
  writtenMoment,
  writtenQuota,
} from './wording.ts';

export interface StatementPaper {
  readonly holder: {
    readonly number: string;
    readonly name: string;
    readonly household: string | null;
    readonly standing: string | null;
  };
  readonly certificate: string | null;
  readonly from: LocalDate;
  readonly to: LocalDate;
  /** Set when the statement looks at the books as they were at an earlier moment. */
  readonly knownAt: Date | null;
  readonly holdings: readonly {
    readonly shareClass: string;
    readonly opening: ShareQuantity;
    readonly received: ShareQuantity;
    readonly given: ShareQuantity;
    readonly closing: ShareQuantity;
  }[];
  readonly movements: readonly {
    readonly number: string;
    readonly effectiveOn: LocalDate;
    readonly kind: MovementKind;
    readonly shareClass: string;
    readonly counterparty: string;
    readonly direction: 'in' | 'out';
    readonly quantity: ShareQuantity;
  }[];
  readonly dividends: readonly StatementDividend[];
  /** What came to the holder out of the estates of others; not among the holder's own dividends. */
  readonly inheritances: readonly StatementInheritance[];
  /** Paid within the span; null where the holder is no person. */
  readonly pensions: readonly StatementPension[] | null;
  /** What the last month that was paid held back for want of a proof of life, with what earlier months held back. */
  readonly pensionHeldBack: { readonly month: string; readonly amount: Money } | null;
  /** Sentences on freezes, pledges and the like. */
  readonly restrictions: readonly string[];
}

export interface StatementInheritance {
  /** The deceased, by name and number. */
  readonly from: string;
  readonly run: string;
  readonly dividedOn: LocalDate;
  /** Where the money stands; null where the books do not say it of that moment. */
  readonly state: string | null;
  /** Why it is held back; null when it is not. */
  readonly held: string | null;
  readonly amount: Money;
}

export interface StatementPension {
  /** Paid; paid and come back; or brought back by the holder, because it was too much. */
  readonly kind: 'paid' | 'returned' | 'repaid';
  /** Null where it is for no month in particular. */
  readonly month: string | null;
  readonly on: LocalDate;
  readonly arrears: Money;
  /** Taken off for what was paid too much before. */
  readonly offset: Money;
  /** Negative where it was brought back. */
  readonly amount: Money;
}

export interface StatementDividend {
  readonly run: string;
  readonly recordDate: LocalDate;
  readonly state: string;
  /** Why the money is held back; null when it is not. */
  readonly held: string | null;
  /** What of the net nobody has got yet, for whatever reason; null where the books do not say it of that moment. */
  readonly waiting: Money | null;
  readonly terms: RunTerms;
  readonly gross: Money;
  readonly tax: Money;
  readonly net: Money;
  readonly proofs: readonly DividendProof[];
}

/** One division of one pool, as anybody can repeat it. The quota is in fen: numerator ÷ denominator. */
export interface DividendProof {
  readonly shareClass: string;
  readonly pool: Money;
  /** Shares, or share-days, as text. */
  readonly own: string;
  readonly all: string;
  /** Per share: the rate. Null under largest remainder. */
  readonly rate: string | null;
  readonly quota: { readonly numerator: bigint; readonly denominator: bigint };
  readonly floor: Money;
  readonly extraFen: bigint;
  readonly amount: Money;
}

export function statementPaper(sheet: Sheet, statement: StatementPaper): Paper {
  const blocks = statementBlocks(sheet, statement);
  return paperOf(sheet, phrase(sheet.language, 'statementTitle'), 'portrait', blocks);
}

/** Many statements as one book, each beginning a page. Lazy: only the one being drawn is in memory. */
export function statementBook(sheet: Sheet, statements: Iterable<StatementPaper>): Paper {
  function* blocks(): Generator<Block> {
    for (const statement of statements) {
      yield* statementBlocks(sheet, statement);
      yield { kind: 'page-break' };
    }
  }
  return paperOf(sheet, phrase(sheet.language, 'statementTitle'), 'portrait', blocks());
}

function statementBlocks(sheet: Sheet, statement: StatementPaper): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const { holder, holdings, dividends } = statement;
  const span = say('fromTo', {
    from: writtenDate(language, statement.from),
    to: writtenDate(language, statement.to),
  });
  const known = statement.knownAt && say('knownAtLine', { moment: writtenMoment(statement.knownAt) });
  const closing = ShareQuantity.sum(holdings.map((line) => line.closing));
  const [gross, tax, net] = [
    Money.sum(dividends.map((line) => line.gross)),
    Money.sum(dividends.map((line) => line.tax)),
    Money.sum(dividends.map((line) => line.net)),
  ];
  const waiting = Money.sum(dividends.map((line) => line.waiting ?? Money.zero));
  const pensions = (statement.pensions ?? []).filter(({ kind }) => kind !== 'returned');
  const held = Money.sum(dividends.filter((line) => line.held !== null).map((line) => line.net));
  return [
    {
      kind: 'title',
      title: say('statementTitle'),
      bookmark: `${holder.name} ${holder.number}`,
      subtitle: known === null ? span : `${span}\n${known}`,
      qr: checkCode(sheet),
    },
    {
      kind: 'key-values',
      columns: 3,
      items: [
        { label: say('holder'), value: holder.name },
        { label: say('registerNumber'), value: holder.number },
        { label: say('household'), value: holder.household ?? '—' },
        { label: say('standing'), value: sentenceCase(holder.standing ?? '—') },
        { label: say('certificateNumber'), value: statement.certificate ?? '—' },
        {
          label: say('booksAsOf'),
          value: statement.knownAt
            ? writtenMoment(statement.knownAt)
            : writtenDate(language, sheet.createdOn),
        },
      ],
    },
    {
      kind: 'figures',
      items: [
        { label: say('sharesHeld'), value: closing.toGrouped() },
        { label: say('dividendGross'), value: gross.toGrouped() },
        { label: say('tax'), value: tax.toGrouped() },
        {
          label: say('dividendNet'),
          value: net.toGrouped(),
          accent: true,
          ...(!waiting.isZero && { note: say('ofWhichWaiting', { amount: waiting.toGrouped() }) }),
          ...(!held.isZero && { note: say('ofWhichHeld', { amount: held.toGrouped() }) }),
        },
        ...(pensions.length === 0
          ? []
          : [
              {
                label: say('pensionFigure'),
                value: Money.sum(pensions.map(({ amount }) => amount)).toGrouped(),
              },
            ]),
      ],
    },
    ...statement.restrictions.map((text): Block => ({
      kind: 'note',
      tone: 'warning',
      text: say('restrictionsNote', { text }),
    })),
    { kind: 'heading', level: 1, text: say('holdingsHeading') },
    {
      kind: 'table',
      style: 'rules',
      empty: say('noHoldings'),
      columns: [
        { title: say('shareClass'), align: 'left', weight: 1 },
        { title: say('opening'), align: 'decimal' },
        { title: say('received'), align: 'decimal' },
        { title: say('given'), align: 'decimal' },
        { title: say('closing'), align: 'decimal' },
      ],
      rows: holdings.map(({ shareClass, ...line }) => ({
        kind: 'line',
        cells: [
          shareClass,
          line.opening.toGrouped(),
          line.received.toGrouped(),
          line.given.toGrouped(),
          line.closing.toGrouped(),
        ],
      })),
      ...(holdings.length > 0 && {
        totals: [
          say('total'),
          ShareQuantity.sum(holdings.map((line) => line.opening)).toGrouped(),
          ShareQuantity.sum(holdings.map((line) => line.received)).toGrouped(),
          ShareQuantity.sum(holdings.map((line) => line.given)).toGrouped(),
          closing.toGrouped(),
        ],
      }),
    },
    { kind: 'heading', level: 1, text: say('movementsHeading') },
    {
      kind: 'table',
      style: 'rules',
      empty: say('noMovements'),
      columns: [
        { title: say('effectiveOn'), align: 'left' },
        { title: say('number'), align: 'right' },
        { title: say('movementKind'), align: 'left' },
        { title: say('shareClass'), align: 'left' },
        { title: say('counterparty'), align: 'left', weight: 2 },
        { title: say('change'), align: 'decimal' },
      ],
      rows: statement.movements.map((line) => ({
        kind: 'line',
        cells: [
          line.effectiveOn.toString(),
          line.number,
          movementWord(language, line.kind),
          line.shareClass,
          line.counterparty,
          writtenChange(line.direction, line.quantity),
        ],
      })),
    },
    { kind: 'heading', level: 1, text: say('dividendsHeading') },
    dividendTable(sheet, dividends, [gross, tax, net]),
    ...(waiting.isZero
      ? []
      : [
          {
            kind: 'note',
            tone: 'plain',
            text: say('waitingText', { net: net.toGrouped(), waiting: waiting.toGrouped() }),
          } satisfies Block,
        ]),
    ...inheritanceBlocks(sheet, statement.inheritances),
    ...pensionBlocks(sheet, statement),
    ...proofBlocks(sheet, dividends),
  ];
}

function dividendTable(
  sheet: Sheet,
  dividends: readonly StatementDividend[],
  totals: readonly Money[],
): Block {
  const say = speaker(sheet.language);
  return {
    kind: 'table',
    style: 'rules',
    empty: say('noDividends'),
    columns: [
      { title: say('run'), align: 'left', weight: 2 },
      { title: say('recordDate'), align: 'left' },
      { title: say('state'), align: 'left' },
      { title: say('gross'), align: 'decimal' },
      { title: say('tax'), align: 'decimal' },
      { title: say('net'), align: 'decimal', strong: true },
    ],
    rows: dividends.map((line) => ({
      kind: 'line',
      cells: [
        line.run,
        line.recordDate.toString(),
        line.held === null ? sentenceCase(line.state) : say('heldText', { reason: line.held }),
        line.gross.toGrouped(),
        line.tax.toGrouped(),
        line.net.toGrouped(),
      ],
    })),
    ...(dividends.length > 0 && {
      totals: [say('total'), '', '', ...totals.map((amount) => amount.toGrouped())],
    }),
  };
}

/** What was somebody else's dividend stands apart; whoever inherited nothing has no heading for it. */
function inheritanceBlocks(sheet: Sheet, inheritances: readonly StatementInheritance[]): Block[] {
  const say = speaker(sheet.language);
  if (inheritances.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: say('inheritedHeading') },
    {
      kind: 'table',
      style: 'rules',
      empty: '',
      columns: [
        { title: say('inheritedFrom'), align: 'left', weight: 2 },
        { title: say('run'), align: 'left', weight: 2 },
        { title: say('dividedOn'), align: 'left' },
        { title: say('state'), align: 'left' },
        { title: say('amount'), align: 'decimal', strong: true },
      ],
      rows: inheritances.map((line) => ({
        kind: 'line',
        cells: [
          line.from,
          line.run,
          line.dividedOn.toString(),
          line.held === null ? sentenceCase(line.state ?? '—') : say('heldText', { reason: line.held }),
          line.amount.toGrouped(),
        ],
      })),
      totals: [say('total'), '', '', '', Money.sum(inheritances.map(({ amount }) => amount)).toGrouped()],
    },
    { kind: 'note', tone: 'plain', text: say('inheritedNote') },
  ];
}

/** Pensions stand on lines of their own; whoever had none, and waits for none, has no heading for them. */
function pensionBlocks(sheet: Sheet, { pensions, pensionHeldBack: held }: StatementPaper): Block[] {
  const say = speaker(sheet.language);
  if ((pensions ?? []).length === 0 && held === null) return [];
  return [
    { kind: 'heading', level: 1, text: say('pensionsHeading') },
    ...(pensions === null || pensions.length === 0 ? [] : [pensionTable(sheet, pensions)]),
    ...(held === null
      ? []
      : [
          {
            kind: 'note',
            tone: 'warning',
            text: say('pensionHeldBack', { month: held.month, amount: held.amount.toGrouped() }),
          } satisfies Block,
        ]),
    { kind: 'note', tone: 'plain', text: say('pensionNote') },
  ];
}

function pensionTable(sheet: Sheet, pensions: readonly StatementPension[]): Block {
  const say = speaker(sheet.language);
  const withArrears = pensions.some(({ arrears }) => !arrears.isZero);
  const kept = pensions.filter(({ kind }) => kind !== 'returned');
  const words = { paid: 'pensionPaid', returned: 'pensionReturned', repaid: 'pensionRepaid' } as const;
  const offsets = pensions.some(({ offset }) => !offset.isZero);
  return {
    kind: 'table',
    style: 'rules',
    empty: '',
    columns: [
      { title: say('month'), align: 'left' },
      { title: say('paidOn'), align: 'left' },
      { title: say('state'), align: 'left', weight: 1 },
      ...(withArrears ? [{ title: say('arrears'), align: 'decimal' } as const] : []),
      ...(offsets ? [{ title: say('offset'), align: 'decimal' } as const] : []),
      { title: say('amount'), align: 'decimal', strong: true },
    ],
    rows: pensions.map(({ kind, month, on, arrears, offset, amount }) => ({
      kind: 'line',
      cells: [
        month ?? '—',
        on.toString(),
        sentenceCase(say(words[kind], { amount: amount.toGrouped() })),
        ...(withArrears ? [arrears.isZero ? '' : arrears.toGrouped()] : []),
        ...(offsets ? [offset.isZero ? '' : offset.toGrouped()] : []),
        // What came back stands in words: the column adds up to what was kept.
        kind === 'returned' ? '' : amount.toGrouped(),
      ],
    })),
    totals: [
      say('total'),
      ...['', '', ...(withArrears ? [''] : []), ...(offsets ? [''] : [])],
      Money.sum(kept.map(({ amount }) => amount)).toGrouped(),
    ],
  };
}

function proofBlocks(sheet: Sheet, dividends: readonly StatementDividend[]): Block[] {
  const say = speaker(sheet.language);
  const rows = dividends.flatMap(({ run, terms, proofs }): TableRow[] => [
    { kind: 'group', text: run },
    { kind: 'remark', text: termsWords(sheet, terms) },
    ...proofs.map((proof): TableRow => ({
      kind: 'line',
      cells: [
        proof.shareClass,
        proof.rate === null
          ? `${proof.pool.toGrouped()} × ${proof.own} ÷ ${proof.all}`
          : `${say('rulePerShare', { rate: proof.rate })} × ${proof.own}`,
        writtenQuota(proof.quota),
        proof.floor.toGrouped(),
        proof.extraFen.toString(),
        proof.amount.toGrouped(),
      ],
    })),
  ]);
  if (rows.length === 0) return [];
  return [
    { kind: 'heading', level: 1, text: say('proofHeading') },
    {
      kind: 'table',
      style: 'rules',
      size: 9,
      empty: say('noDividends'),
      columns: [
        { title: say('divided'), align: 'left' },
        { title: say('formula'), align: 'left', weight: 4 },
        { title: say('quota'), align: 'right' },
        { title: say('floor'), align: 'decimal' },
        { title: say('extraFen'), align: 'right' },
        { title: say('amount'), align: 'decimal', strong: true },
      ],
      rows,
    },
    { kind: 'note', tone: 'plain', text: say('proofNote') },
  ];
}
