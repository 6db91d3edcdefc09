/** Shareholder statement: what somebody held, what moved, what they were paid and why, for any period, as known at any time. */
import type { LocalDate } from '../../../domain/calendar.ts';
import { Money } from '../../../domain/money.ts';
import { ShareQuantity } from '../../../domain/share-quantity.ts';
import type { MovementKind } from '../../../domain/share-register.ts';
import type { Block, Figure, Paper, TableRow } from '../../../platform/pdf-blocks.ts';
import { figure, money, right, rowOf, shares, tableOf, text, when, type Column } from '../columns.ts';
import { termsWords, type RunTerms } from '../run/terms.ts';
import { isSilence } from '../../../domain/pension-standing.ts';
import { checkCode, heading, notes, paperOf, warning, type Sheet } from '../sheet.ts';
import { movementWord, sentenceCase, writtenDate, writtenMoment, writtenQuota } from '../wording.ts';
import { printStatement } from './contract.ts';
import { speaker } from './phrases.ts';

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
  /** Dividend money that the holder got within the span, by the day of payment. */
  readonly receipts: readonly StatementReceipt[];
  /** Those whose record date lies within the span. */
  readonly dividends: readonly StatementDividend[];
  /** What hangs out at that time, and is neither posted nor paid: no sum counts it. */
  readonly hanging: readonly StatementHanging[];
  /** What came to the holder out of the estates of others; not among the holder's own dividends. */
  readonly inheritances: readonly StatementInheritance[];
  /** Paid within the span; null where the holder is no person. */
  readonly pensions: readonly StatementPension[] | null;
  /** What the last month that was paid held back for want of a proof of life, with what earlier months held back. */
  readonly pensionHeldBack: { readonly month: string; readonly amount: Money } | null;
  /** Months that are due on the day of issue and that nobody has ordered, where the statement goes up to that day. */
  readonly pensionNotOrdered: {
    readonly from: string;
    readonly months: number;
    readonly amount: Money;
  } | null;
  /** Sentences on freezes, pledges and the like. */
  readonly restrictions: readonly string[];
}

export interface StatementReceipt {
  readonly run: string;
  readonly on: LocalDate;
  /** Through the bank into which account, in cash, or given back. */
  readonly how: string;
  /** False: with the bank, whose answer was not entered yet. */
  readonly isAnswered: boolean;
  /** Negative where it was given back. */
  readonly amount: Money;
}

export interface StatementHanging {
  readonly run: string;
  readonly lastDay: LocalDate;
  readonly net: Money;
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
  /** Paid; with the bank, unanswered; paid and come back; or brought back by the holder, because it was too much. */
  readonly kind: 'paid' | 'sent' | 'returned' | 'repaid';
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
  /** False of history, which is on record and gives nobody anything: no sum counts it. */
  readonly pays: boolean;
  /** The days on which something of it was paid, within the span or not. */
  readonly paidOn: readonly LocalDate[];
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
  return paperOf(sheet, printStatement.title[sheet.language], 'portrait', statementBlocks(sheet, statement));
}

/** Many statements as one book, each beginning a page. Lazy: only the one being drawn is in memory. */
export function statementBook(sheet: Sheet, statements: Iterable<StatementPaper>): Paper {
  function* blocks(): Generator<Block> {
    for (const statement of statements) {
      yield* statementBlocks(sheet, statement);
      yield { kind: 'page-break' };
    }
  }
  return paperOf(sheet, printStatement.title[sheet.language], 'portrait', blocks());
}

function statementBlocks(sheet: Sheet, statement: StatementPaper): Block[] {
  const { language } = sheet;
  const say = speaker(language);
  const { holder, certificate, knownAt, holdings, dividends } = statement;
  const [from, to] = [statement.from, statement.to].map((day) => writtenDate(language, day));
  const span = say('fromTo', { from, to });
  const known = knownAt && say('knownAtLine', { moment: writtenMoment(knownAt) });
  const sums = sumsOf(statement);
  return [
    {
      kind: 'title',
      title: printStatement.title[language],
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
        { label: say('certificateNumber'), value: certificate ?? '—' },
        {
          label: say('booksAsOf'),
          value: knownAt ? writtenMoment(knownAt) : writtenDate(language, sheet.createdOn),
        },
      ],
    },
    { kind: 'figures', items: figuresOf(sheet, statement, sums) },
    ...statement.restrictions.map((text) => warning(say('restrictionsNote', { text }))),
    heading(say('holdingsHeading')),
    tableOf({ style: 'rules', empty: say('noHoldings') }, holdings, [
      text(say('shareClass'), ({ shareClass }) => shareClass, { weight: 1, total: say('total') }),
      shares(say('opening'), ({ opening }) => opening),
      shares(say('received'), ({ received }) => received),
      shares(say('given'), ({ given }) => given),
      shares(say('closing'), ({ closing }) => closing),
    ]),
    heading(say('movementsHeading')),
    tableOf({ style: 'rules', empty: say('noMovements') }, statement.movements, [
      text(say('effectiveOn'), ({ effectiveOn }) => effectiveOn.toString()),
      right(say('number'), ({ number }) => number),
      text(say('movementKind'), ({ kind }) => movementWord(language, kind)),
      text(say('shareClass'), ({ shareClass }) => shareClass),
      text(say('counterparty'), ({ counterparty }) => counterparty, { weight: 2 }),
      figure(say('change'), (line) => `${line.direction === 'in' ? '+' : '−'}${line.quantity.toGrouped()}`),
    ]),
    ...receiptBlocks(sheet, statement),
    heading(say('dividendsHeading')),
    tableOf({ style: 'rules', empty: say('noDividends') }, dividends, [
      text(say('run'), ({ run }) => run, { weight: 2, total: say('total') }),
      text(say('recordDate'), ({ recordDate }) => recordDate.toString()),
      text(say('state'), (line) => stateWords(sheet, line)),
      text(say('paidOn'), ({ paidOn }) => [...new Set(paidOn.map(String))].join('\n') || '—'),
      money(say('gross'), ({ gross }) => gross),
      money(say('tax'), ({ tax }) => tax),
      money(say('afterTax'), ({ net }) => net, { strong: true }),
    ]),
    ...(sums.waiting.isZero
      ? []
      : notes(say('waitingText', { net: sums.net.toGrouped(), waiting: sums.waiting.toGrouped() }))),
    ...(dividends.length === 0 ? [] : notes(say('dividendsNote'))),
    ...statement.hanging.map(({ run, lastDay, net }) =>
      warning(say('hangingText', { run, date: writtenDate(language, lastDay), net: net.toGrouped() })),
    ),
    ...inheritanceBlocks(sheet, statement.inheritances),
    ...pensionBlocks(sheet, statement),
    ...proofBlocks(sheet, dividends),
  ];
}

function sumsOf(statement: StatementPaper) {
  const dividends = statement.dividends.filter(({ pays }) => pays);
  const held = dividends.filter((line) => line.held !== null);
  return {
    gross: Money.sum(dividends.map(({ gross }) => gross)),
    tax: Money.sum(dividends.map(({ tax }) => tax)),
    net: Money.sum(dividends.map(({ net }) => net)),
    waiting: Money.sum(dividends.flatMap(({ waiting }) => waiting ?? [])),
    held: Money.sum(held.map(({ net }) => net)),
  };
}

/** What the holder is known to have got within the span, and apart from it what the bank has not answered for. */
function receivedOf({ receipts, pensions }: StatementPaper) {
  const dividends = Money.sum(receipts.filter(({ isAnswered }) => isAnswered).map(({ amount }) => amount));
  const lines = kept(pensions ?? []);
  const ofPensions = Money.sum(lines.filter(({ kind }) => kind !== 'sent').map(({ amount }) => amount));
  const unanswered = Money.sum(
    [...receipts.filter(({ isAnswered }) => !isAnswered), ...lines.filter(({ kind }) => kind === 'sent')].map(
      ({ amount }) => amount,
    ),
  );
  return {
    dividends,
    pensions: lines.length === 0 ? null : ofPensions,
    all: dividends.plus(ofPensions),
    unanswered,
  };
}

function figuresOf(sheet: Sheet, statement: StatementPaper, sums: ReturnType<typeof sumsOf>): Figure[] {
  const say = speaker(sheet.language);
  const { net, waiting, held } = sums;
  const closing = ShareQuantity.sum(statement.holdings.map((line) => line.closing));
  const received = receivedOf(statement);
  return [
    { label: say('sharesHeld'), value: closing.toGrouped() },
    {
      label: say('receivedInAll'),
      value: received.all.toGrouped(),
      accent: true,
      ...(!received.unanswered.isZero && {
        note: say('besidesUnanswered', { amount: received.unanswered.toGrouped() }),
      }),
    },
    ...(received.pensions === null
      ? []
      : [
          { label: say('receivedDividends'), value: received.dividends.toGrouped() },
          { label: say('receivedPensions'), value: received.pensions.toGrouped() },
        ]),
    {
      label: say('dividendNet'),
      value: net.toGrouped(),
      ...(!waiting.isZero && { note: say('ofWhichWaiting', { amount: waiting.toGrouped() }) }),
      ...(!held.isZero && { note: say('ofWhichHeld', { amount: held.toGrouped() }) }),
    },
  ];
}

/** By the day of payment, whichever half-year it is of: what was paid to the holder, the bank's answer entered or not. */
function receiptBlocks(sheet: Sheet, { receipts }: StatementPaper): Block[] {
  const say = speaker(sheet.language);
  return [
    heading(say('receiptsHeading')),
    tableOf({ style: 'rules', empty: say('noReceipts') }, receipts, [
      text(say('paidOn'), ({ on }) => on.toString(), { total: say('total') }),
      text(say('run'), ({ run }) => run, { weight: 2 }),
      text(say('how'), ({ how }) => sentenceCase(how), { weight: 2 }),
      money(say('amount'), ({ amount }) => amount, { strong: true }),
    ]),
  ];
}

function stateWords(
  sheet: Sheet,
  { state, held }: { readonly state: string | null; readonly held: string | null },
): string {
  if (held !== null) return speaker(sheet.language)('heldText', { reason: held });
  return sentenceCase(state ?? '—');
}

/** What was somebody else's dividend stands apart; whoever inherited nothing has no heading for it. */
function inheritanceBlocks(sheet: Sheet, inheritances: readonly StatementInheritance[]): Block[] {
  const say = speaker(sheet.language);
  if (inheritances.length === 0) return [];
  return [
    heading(say('inheritedHeading')),
    tableOf({ style: 'rules' }, inheritances, [
      text(say('inheritedFrom'), (line) => line.from, { weight: 2, total: say('total') }),
      text(say('run'), ({ run }) => run, { weight: 2 }),
      text(say('dividedOn'), ({ dividedOn }) => dividedOn.toString()),
      text(say('state'), (line) => stateWords(sheet, line)),
      money(say('amount'), ({ amount }) => amount, { strong: true }),
    ]),
    ...notes(say('inheritedNote')),
  ];
}

/** Pensions stand on lines of their own; whoever had none, and waits for none, has no heading for them. */
function pensionBlocks(sheet: Sheet, statement: StatementPaper): Block[] {
  const { pensions, pensionHeldBack: held, pensionNotOrdered: due } = statement;
  const say = speaker(sheet.language);
  const lines = pensions ?? [];
  if (lines.length === 0 && held === null && due === null) return [];
  return [
    heading(say('pensionsHeading')),
    ...(lines.length === 0 ? [] : [pensionTable(sheet, lines)]),
    ...(held === null
      ? []
      : [warning(say('pensionHeldBack', { month: held.month, amount: held.amount.toGrouped() }))]),
    ...(due === null ? [] : [warning(notOrderedWords(sheet, due))]),
    ...notes(say('pensionNote')),
  ];
}

/** As the portal says it: where nothing was ordered for long, the books may not have been kept, and no sum is claimed. */
function notOrderedWords(sheet: Sheet, due: NonNullable<StatementPaper['pensionNotOrdered']>): string {
  const say = speaker(sheet.language);
  const { from: month, months, amount } = due;
  if (isSilence(months)) return say('pensionSilence', { month });
  return say('pensionNotOrdered', { month, count: String(months), amount: amount.toGrouped() });
}

const pensionPhrases = {
  paid: 'pensionPaid',
  sent: 'pensionSent',
  returned: 'pensionReturned',
  repaid: 'pensionRepaid',
} as const;

function pensionTable(sheet: Sheet, pensions: readonly StatementPension[]): Block {
  const say = speaker(sheet.language);
  const shown = (amount: Money) => (amount.isZero ? '' : amount.toGrouped());
  const part = (title: string, of: (pension: StatementPension) => Money) =>
    when(
      pensions.some((each) => !of(each).isZero),
      figure(title, (pension: StatementPension) => shown(of(pension))),
    );
  return tableOf<StatementPension>({ style: 'rules' }, pensions, [
    text(say('month'), ({ month }) => month ?? '—', { total: say('total') }),
    text(say('paidOn'), ({ on }) => on.toString()),
    text(
      say('state'),
      ({ kind, amount }) => sentenceCase(say(pensionPhrases[kind], { amount: amount.toGrouped() })),
      { weight: 1 },
    ),
    ...part(say('arrears'), ({ arrears }) => arrears),
    ...part(say('offset'), ({ offset }) => offset),
    // What came back stands in words: the column adds up to what was kept.
    money(say('amount'), ({ kind, amount }) => (kind === 'returned' ? null : amount), { strong: true }),
  ]);
}

function kept(pensions: readonly StatementPension[]): readonly StatementPension[] {
  return pensions.filter(({ kind }) => kind !== 'returned');
}

function proofBlocks(sheet: Sheet, dividends: readonly StatementDividend[]): Block[] {
  const say = speaker(sheet.language);
  const columns: readonly Column<DividendProof>[] = [
    text(say('divided'), ({ shareClass }) => shareClass),
    text(
      say('formula'),
      ({ rate, pool, own, all }) =>
        rate === null ? `${pool.toGrouped()} × ${own} ÷ ${all}` : `${say('rulePerShare', { rate })} × ${own}`,
      { weight: 4 },
    ),
    right(say('quota'), ({ quota }) => writtenQuota(quota)),
    figure(say('floor'), ({ floor }) => floor.toGrouped()),
    right(say('extraFen'), ({ extraFen }) => extraFen.toString()),
    figure(say('amount'), ({ amount }) => amount.toGrouped(), { strong: true }),
  ];
  const rows = dividends.flatMap(({ run, terms, proofs }): TableRow[] => [
    { kind: 'group', text: run },
    { kind: 'remark', text: termsWords(sheet, terms) },
    ...proofs.map((proof, index) => rowOf(columns, proof, index)),
  ]);
  if (rows.length === 0) return [];
  return [
    heading(say('proofHeading')),
    { ...tableOf({ style: 'rules', size: 9 }, [], columns), rows },
    ...notes(say('proofNote')),
  ];
}
