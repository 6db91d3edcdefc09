/**
 * A thousand shareholder statements, each a PDF of its own and all as one book, beside bare pdfkit that sets the same
 * texts with one shared font and no layout. Everything runs in one thread.
 */
import { readFileSync } from 'node:fs';
import * as fontkit from 'fontkit';
import PDFDocument from 'pdfkit';
import { LocalDate } from '../src/domain/calendar.ts';
import { Money } from '../src/domain/money.ts';
import { ShareQuantity } from '../src/domain/share-quantity.ts';
import { openPress } from '../src/modules/papers/issued/register.ts';
import type { Sheet } from '../src/modules/papers/sheet.ts';
import {
  statementBook,
  statementPaper,
  type StatementPaper,
} from '../src/modules/papers/statement/layout.ts';
import type { Paper } from '../src/platform/pdf-blocks.ts';
import { renderPdf, renderPdfInTurns } from '../src/platform/pdf.ts';
import { figure, median, tableRow, timed, withPeakMemory, type Result } from './measure.ts';

const FONT = '@expo-google-fonts/noto-sans-sc/400Regular/NotoSansSC_400Regular.ttf';

export async function benchStatements(quick: boolean): Promise<Result> {
  const count = quick ? 100 : 1_000;
  const rounds = 3;
  const { fonts } = openPress({ HEGU_FONTS: [], HEGU_PUBLIC_URL: 'http://127.0.0.1:3000' });
  const shared = fontkit.create(readFileSync(new URL(import.meta.resolve(FONT)))) as fontkit.Font;
  const statements = Array.from({ length: count }, (_, at) => statementOf(at));
  const singles: number[] = [];
  const bareSingles: number[] = [];
  const book: number[] = [];
  const bareBook: number[] = [];
  const peak: number[] = [];
  let [pages, bytes, bookBytes] = [0, 0, 0];
  // The papers are laid out again each time: that is part of what is measured, not of the bare drawing.
  const texts = statements.map((statement) => [...textsOf(statementPaper(sheet, statement))]);
  for (let round = 0; round < rounds; round += 1) {
    const [memory, [whole, size]] = await withPeakMemory(() =>
      timed(async () => {
        const { bytes } = await renderPdfInTurns(statementBook(sheet, statements), fonts);
        return bytes.length;
      }),
    );
    const [single] = await timed(() => {
      [pages, bytes] = [0, 0];
      for (const statement of statements) {
        const drawn = renderPdf(statementPaper(sheet, statement), fonts);
        pages += drawn.pages;
        bytes += drawn.bytes.length;
      }
    });
    const [bareSingle] = await timed(() => {
      for (const lines of texts) drawBare([lines], shared);
    });
    const [bareWhole] = await timed(() => drawBare(texts, shared));
    const each = (seconds: number) => (1000 * seconds) / count;
    singles.push(each(single));
    bareSingles.push(each(bareSingle));
    book.push(each(whole));
    bareBook.push(each(bareWhole));
    peak.push(memory);
    bookBytes = size;
  }
  const aim = { text: '≤ 15 ms', met: (milliseconds: number) => milliseconds <= 15 };
  const glyphs = texts.flat().reduce((sum, text) => sum + [...text].length, 0) / count;
  return {
    title: `statements: ${count.toLocaleString('en-US')} of ${figure(pages / count)} page(s) and ${figure(glyphs)} characters, one thread; time of each`,
    rows: [
      tableRow({ what: 'single PDFs', samples: singles, unit: 'ms', against: bareSingles, aim }),
      tableRow({ what: '  bare pdfkit, one shared font', samples: bareSingles, unit: 'ms' }),
      tableRow({ what: 'one book', samples: book, unit: 'ms', against: bareBook }),
      tableRow({ what: '  bare pdfkit, one shared font', samples: bareBook, unit: 'ms' }),
      tableRow({ what: '  peak memory of Node, first book', samples: peak.slice(0, 1), unit: 'MB' }),
    ],
    notes: [
      `a single PDF has ${figure(bytes / count / 1000)} kB, the book ${figure(bookBytes / count / 1000)} kB a statement; ` +
        `of a single PDF ${figure(median(singles) - median(book))} ms are its own: two embedded typefaces and the file around them`,
    ],
  };
}

/** All text that a paper shows, in its order. */
function* textsOf(paper: Paper): Generator<string> {
  const { frame } = paper;
  yield* [frame.headerLeft, frame.headerRight, frame.footerRight, frame.pageOf.join('1')];
  for (const block of paper.blocks) yield* stringsIn(block);
}

/** Not printed: how a block looks, and what a QR code holds. */
const unprinted = new Set(['kind', 'style', 'align', 'tone', 'qr', 'empty', 'bookmark']);

function* stringsIn(value: unknown): Generator<string> {
  if (typeof value === 'string') {
    if (value !== '') yield value;
  } else if (value !== null && typeof value === 'object') {
    for (const [key, part] of Object.entries(value)) {
      if (!unprinted.has(key)) yield* stringsIn(part);
    }
  }
}

/** Pages of text one under the other, as plainly as pdfkit can. */
function drawBare(pages: readonly (readonly string[])[], font: fontkit.Font): number {
  const doc = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false, fontLayoutCache: false });
  let size = 0;
  doc.on('data', (chunk: Uint8Array) => (size += chunk.length));
  for (const texts of pages) {
    doc.addPage();
    doc.font(font as unknown as string).fontSize(9);
    texts.forEach((text, at) => {
      const [x, y] = [40 + (at % 6) * 85, 40 + Math.floor(at / 6) * 14];
      for (const [line, part] of text.split('\n').entries())
        doc.text(part, x, y + line * 11, { lineBreak: false });
    });
  }
  doc.end();
  return size;
}

const day = (text: string) => LocalDate.parse(text);

const sheet: Sheet = {
  language: 'zh',
  number: '2013-000042',
  issuer: '清泉社区股份经济合作社',
  created: new Date('2013-07-10T02:00:00Z'),
  createdOn: day('2013-07-10'),
  seal: 'a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8f90',
  checkUrl: 'http://127.0.0.1:3000/check/01999999-0000-7000-8000-000000000000/2013-000042',
};

const halfYears = ['2010-H2', '2011-H1', '2011-H2', '2012-H1'] as const;

/** Three classes, two movements, four half-years with their proofs; every figure differs from holder to holder. */
function statementOf(at: number): StatementPaper {
  const own = 100 + ((at * 7919) % 4001);
  const shares = (text: string) => ShareQuantity.parse(text);
  const amount = (part: number) => Money.parse(`${own * part}.${String(at % 100).padStart(2, '0')}`);
  const standing = (shareClass: string, quantity: number) => ({
    shareClass,
    opening: shares('0'),
    received: shares(`${quantity}.5`),
    given: shares('0'),
    closing: shares(`${quantity}.5`),
  });
  const movement = (number: number, kind: 'subscription' | 'allotment', quantity: number) => ({
    number: String(number),
    effectiveOn: day('2010-08-02'),
    kind,
    shareClass: kind === 'subscription' ? '认购股' : '配股',
    counterparty: '未发行',
    direction: 'in' as const,
    quantity: shares(`${quantity}.5`),
  });
  return {
    holder: {
      number: `${1 + (at % 12)}-${at + 1}`,
      name: `张${String.fromCodePoint(0x4e00 + ((at * 37) % 5000))}${String.fromCodePoint(0x4e00 + ((at * 91) % 5000))}`,
      household: String(1 + Math.floor(at / 4)).padStart(4, '0'),
      standing: '在册成员，2009-03-01 起退休',
    },
    certificate: `GQ-${String(at + 1).padStart(6, '0')}`,
    from: day('2010-07-01'),
    to: day('2012-06-30'),
    knownAt: null,
    holdings: [standing('基本股', 10), standing('认购股', own), standing('配股', own * 3)],
    movements: [movement(1000 + at, 'subscription', own), movement(5000 + at, 'allotment', own * 3)],
    inheritances: [],
    hanging: [],
    receipts: halfYears.map((period) => ({
      run: period,
      on: day('2011-02-11'),
      how: '银行账户 ****0012',
      isAnswered: true,
      amount: amount(4),
    })),
    dividends: halfYears.map((period, half) => ({
      run: period,
      recordDate: day(half % 2 === 0 ? '2010-12-31' : '2011-06-30'),
      pays: true,
      paidOn: [day('2011-02-11')],
      state: '已入账',
      held: null,
      waiting: null,
      terms: {
        recordDate: day(half % 2 === 0 ? '2010-12-31' : '2011-06-30'),
        basis: 'record-date' as const,
        method: 'largest-remainder' as const,
        rateScale: null,
        rate: null,
        resolution: null,
        taxRate: '20',
        taxBasis: '个人所得税法第三条',
        corrects: null,
      },
      gross: amount(5 + half),
      tax: amount(1),
      net: amount(4 + half),
      proofs: [
        {
          shareClass: '全部股种',
          pool: Money.parse('792000.00'),
          own: String(own * 4),
          all: '8,123,456',
          rate: null,
          quota: { numerator: 79_200_000n * BigInt(own * 4), denominator: 8_123_456n },
          floor: amount(5 + half),
          extraFen: BigInt(at % 2),
          amount: amount(5 + half),
        },
      ],
    })),
    pensions: null,
    pensionHeldBack: null,
    pensionNotOrdered: null,
    restrictions: [],
  };
}
