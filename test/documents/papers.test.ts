import { describe, expect, test } from 'vitest';
import { LocalDate, Period } from '../../src/domain/calendar.ts';
import { Money } from '../../src/domain/money.ts';
import { ShareQuantity } from '../../src/domain/share-quantity.ts';
import { certificatePaper } from '../../src/modules/papers/certificate/layout.ts';
import { confirmationPaper } from '../../src/modules/papers/confirmation-sheet/layout.ts';
import { distributionPlanPaper } from '../../src/modules/papers/distribution-plan/layout.ts';
import { taxCertificatePaper } from '../../src/modules/papers/tax-certificate/layout.ts';
import { pensionSheetPaper } from '../../src/modules/papers/pension-sheet/layout.ts';
import { voucherPaper } from '../../src/modules/papers/voucher/layout.ts';
import { dividendTablePaper } from '../../src/modules/papers/dividend-table/layout.ts';
import { halfYearReportPaper } from '../../src/modules/papers/half-year-report/layout.ts';
import { legalityPaper } from '../../src/modules/papers/legality/layout.ts';
import { meetingPaper } from '../../src/modules/papers/meeting-paper/layout.ts';
import { minutesText } from '../../src/modules/papers/meeting-paper/minutes.ts';
import { publicNoticePaper } from '../../src/modules/papers/public-notice/layout.ts';
import { receiptSheetPaper } from '../../src/modules/papers/receipt-sheet/layout.ts';
import { schemeComparisonPaper } from '../../src/modules/papers/scheme-comparison/layout.ts';
import { statementBook, statementPaper } from '../../src/modules/papers/statement/layout.ts';
import { openFonts } from '../../src/platform/fonts.ts';
import { renderPdf } from '../../src/platform/pdf.ts';
import type { Block, Paper } from '../../src/platform/pdf-blocks.ts';
import { orientationOf } from '../../src/platform/pdf-orientation.ts';
import { A4, margins } from '../../src/platform/pdf-style.ts';
import { readPdf, readStructure } from './read-pdf.ts';
import * as samples from './samples.ts';

const fonts = openFonts();

function everyPaper(language: 'zh' | 'en'): Record<string, Paper> {
  const sheet = samples.sheet(language);
  return {
    statement: statementPaper(sheet, samples.statement),
    'statement of nothing': statementPaper(sheet, samples.emptyStatement),
    'dividend table': dividendTablePaper(sheet, samples.dividendTable(200)),
    'dividend table of nobody': dividendTablePaper(sheet, samples.dividendTable(0)),
    'receipt sheet': receiptSheetPaper(sheet, samples.receiptSheet(40)),
    'receipt sheet of nobody': receiptSheetPaper(sheet, samples.receiptSheet(0)),
    certificate: certificatePaper(sheet, samples.certificate),
    'crowded certificate': certificatePaper(sheet, samples.crowdedCertificate),
    confirmation: confirmationPaper(sheet, samples.confirmation(60)),
    'confirmation of nobody': confirmationPaper(sheet, samples.confirmation(0)),
    report: halfYearReportPaper(sheet, samples.report),
    'report of nothing': halfYearReportPaper(sheet, samples.emptyReport),
    'meeting pack': meetingPaper(sheet, samples.meeting(45)),
    'pack before the meeting': meetingPaper(sheet, samples.meeting(45, 'convened')),
    'pack of a cancelled meeting': meetingPaper(sheet, samples.meeting(21, 'cancelled', { halfYear: null })),
    'attendance list of 600': meetingPaper(sheet, samples.meeting(600, 'open', { part: 'attendance' })),
    'minutes of a meeting': meetingPaper(sheet, samples.meeting(45, 'closed', { part: 'minutes' })),
    vouchers: voucherPaper(sheet, samples.voucher),
    'distribution plan': distributionPlanPaper(sheet, samples.distributionPlan),
    'plan to be voted on': distributionPlanPaper(sheet, { ...samples.distributionPlan, resolution: null }),
    'plan of every step': distributionPlanPaper(sheet, samples.fullPlan(language)),
    'plan of a loss': distributionPlanPaper(sheet, samples.planOfLoss(language)),
    'tax certificate': taxCertificatePaper(sheet, samples.taxCertificate),
    'tax certificate of nothing': taxCertificatePaper(sheet, { ...samples.taxCertificate, rows: [] }),
    'public notice': publicNoticePaper(sheet, samples.publicNotice(60)),
    'public notice of nobody': publicNoticePaper(sheet, samples.publicNotice(0)),
  };
}

describe.each(['zh', 'en'] as const)('in %s', (language) => {
  test.each(Object.keys(everyPaper(language)))('the %s has the same bytes whenever it is drawn', (kind) => {
    const first = renderPdf(everyPaper(language)[kind]!, fonts);
    const second = renderPdf(everyPaper(language)[kind]!, fonts);
    expect(Buffer.compare(first.bytes, second.bytes)).toBe(0);
  });

  test.each(Object.keys(everyPaper(language)))(
    'the %s names its number and issuer, and every page says which of how many it is',
    async (kind) => {
      const { bytes, pages } = renderPdf(everyPaper(language)[kind]!, fonts);
      const read = await readPdf(bytes);
      expect(read.pages).toHaveLength(pages);
      expect(read.text).toContain('2010-000042');
      expect(read.text.replaceAll(' ', '')).toContain('清泉社区股份经济合作社');
      expect(read.bookmarks.length).toBeGreaterThan(0);
      if (kind.includes('certificate')) return;
      read.pages.forEach((page, at) => {
        const said = page.map(({ text }) => text.replaceAll(' ', '')).join('');
        expect(said).toContain(language === 'zh' ? `第${at + 1}页·共${pages}页` : `Page${at + 1}of${pages}`);
        expect(said).toContain('a1b2c3d4e5f6');
      });
    },
  );
});

test('no heading of the papers of a meeting is of a level whose upper one is missing', async () => {
  const { drawn } = await readStructure(renderPdf(everyPaper('zh')['meeting pack']!, fonts).bytes);
  const levels = drawn.flatMap(({ tag }) => /^H(\d)$/.exec(tag)?.[1] ?? []).map(Number);
  expect(levels.length).toBeGreaterThan(20);
  levels.forEach((level, at) => expect(level).toBeLessThanOrEqual((levels[at - 1] ?? 0) + 1));
});

/** The texts between the frames of the pages, without what stands below a code to be scanned. */
async function bodyOf(paper: Paper) {
  const lying = orientationOf(paper, fonts);
  const [height, { top, bottom }] = [A4[lying][1], margins[lying]];
  const captions = [...paper.blocks].flatMap((block) =>
    block.kind === 'title' ? [block.qr, block.beside].flatMap((code) => code?.caption ?? []) : [],
  );
  const { pages } = await readPdf(renderPdf(paper, fonts).bytes);
  return pages
    .flat()
    .filter(({ y }) => y < height - top && y > bottom)
    .filter(({ text }) => !captions.some((caption) => caption.includes(text)));
}

test.each(['zh', 'en'] as const)(
  'what hangs on a wall is set in 14 points, what is signed for in 10.5, however many classes of shares there are (%s)',
  async (language) => {
    const sheet = samples.sheet(language);
    const receipt = samples.receiptSheet(12);
    const names = ['基本股', '认购股', '配股', '农龄股', '贡献股', '独生子女股', '老党员股', '现金股'];
    const ofClasses = (count: number, apart: boolean) =>
      receiptSheetPaper(sheet, {
        ...receipt,
        cashOnly: apart,
        classes: names.slice(0, count),
        lines: receipt.lines.map((line, at) => ({
          ...line,
          ...(apart && at === 0 && { due: null }),
          shares: Array.from({ length: count }, (_, own) => line.shares[own % 3] ?? null),
        })),
      });
    const pension = (means: 'bank' | 'cash' | 'held', number: string) => ({
      number,
      name: samples.longName,
      means,
      account: '****0042',
      outcome: null,
      ofMonth: Money.parse('12345.67'),
      arrears: Money.parse('1234.56'),
      offset: Money.parse('100.00'),
      amount: Money.parse('13480.23'),
      overpaid: Money.zero,
    });
    // Sums of eight digits and more, and a name that fills lines.
    const large = (digits: string) => {
      const notice = samples.publicNotice(40);
      const [gross, tax, net] = ['.90', '.58', '.32'].map((fen) => Money.parse(`${digits}${fen}`)) as [
        Money,
        Money,
        Money,
      ];
      const shares = ShareQuantity.parse(`${digits}.5`);
      const lines = notice.lines.map((line) => ({ ...line, maskedName: samples.longName, shares }));
      return publicNoticePaper(sheet, {
        ...notice,
        run: { ...notice.run, gross, net },
        lines: lines.map((line) => ({ ...line, gross, tax, net })),
      });
    };
    const papers: readonly (readonly [string, Paper, number])[] = [
      ['public notice', publicNoticePaper(sheet, samples.publicNotice(40)), 14],
      ...['12345678', '123456789012'].map((digits) => [`notice of ${digits}`, large(digits), 14] as const),
      ['confirmation', confirmationPaper(sheet, samples.confirmation(40)), 10.5],
      ...names.flatMap((_, at) =>
        [false, true].map(
          (apart) => [`receipts, ${at + 1} classes`, ofClasses(at + 1, apart), 10.5] as const,
        ),
      ),
      [
        'pensions',
        pensionSheetPaper(sheet, {
          number: '2',
          month: '2011-01',
          payOn: '2011-01-25',
          state: 'made',
          lines: (['bank', 'cash', 'held'] as const).map((means, at) => pension(means, `${at + 1}-12`)),
        }),
        10.5,
      ],
    ];
    for (const [name, paper, least] of papers) {
      const texts = await bodyOf(paper);
      expect(texts.length, name).toBeGreaterThan(40);
      expect(
        texts.filter(({ size }) => size < least - 0.01),
        name,
      ).toEqual([]);
    }
  },
);

test('a notice whose amounts are long lies on its side, where each of its columns has a place of its own', async () => {
  const notice = samples.publicNotice(40);
  const long = (text: string) => Money.parse(text);
  const amounts = { gross: long('12345678.90'), tax: long('2469135.78'), net: long('9876543.12') };
  const wide = {
    ...notice,
    lines: notice.lines.map((line) => ({ ...line, ...amounts, shares: ShareQuantity.parse('1234567.5') })),
  };
  const drawn = async (figures: typeof notice) => {
    const { bytes } = renderPdf(publicNoticePaper(samples.sheet(), figures), fonts);
    const [first = []] = (await readPdf(bytes)).pages;
    const lineOf = (text: string) => first.filter((each) => each.text === text).map(({ y }) => Math.round(y));
    return { sides: /\/MediaBox \[([\d. ]+)\]/.exec(Buffer.from(bytes).toString('latin1'))?.[1], lineOf };
  };
  const upright = await drawn(notice);
  expect(upright.sides).toBe('0 0 595.28 841.89');
  const { sides, lineOf } = await drawn(wide);
  expect(sides).toBe('0 0 841.89 595.28');
  // Of one line: none of the columns stands under another.
  expect([lineOf('12,345,678.90')[0], lineOf('9,876,543.12')[0]]).toEqual([
    lineOf('2,469,135.78')[0],
    lineOf('2,469,135.78')[0],
  ]);
});

test.each(['zh', 'en'] as const)('no text of a paper is smaller than 9 points (%s)', async (language) => {
  for (const [name, paper] of Object.entries(everyPaper(language))) {
    const { pages } = await readPdf(renderPdf(paper, fonts).bytes);
    expect(
      pages
        .flat()
        .filter(({ size }) => size > 0 && size < 8.99)
        .map(({ text, size }) => [text, size]),
      name,
    ).toEqual([]);
  }
});

test('a comparison sums up with what the cooperative holds itself: to all shares, and to the pool', async () => {
  const paper = schemeComparisonPaper(samples.sheet(), samples.comparison);
  const tables = (paper.blocks as readonly Block[]).flatMap((block) => (block.kind === 'table' ? block : []));
  const sums = ['50,000', '100,000.00', '50,000', '100,000.00', '0.00'];
  expect(tables.slice(1).map(({ totals }) => totals?.slice(2))).toEqual([sums, sums]);
});

test('the papers of a meeting that weighs two schemes name everybody, as the motion promises', async () => {
  const pack = meetingPaper(samples.sheet(), samples.meeting(12, 'convened', { halfYear: null }));
  const blocks = pack.blocks as readonly Block[];
  expect(blocks).toContainEqual(expect.objectContaining({ kind: 'chart', form: 'grouped' }));
  const { text } = await readPdf(renderPdf(pack, fonts).bytes);
  for (const wanted of ['2010 年 7 月 31 日', '100,000.00', '王小明', '18,000.00'])
    expect(text).toContain(wanted);
});

test('other data gives other bytes', () => {
  const sheet = samples.sheet();
  const one = renderPdf(statementPaper(sheet, samples.statement), fonts).bytes;
  const other = renderPdf(
    statementPaper({ ...sheet, number: '2010-000043' }, samples.statement),
    fonts,
  ).bytes;
  expect(Buffer.compare(one, other)).not.toBe(0);
});

test('a statement shows the holder, the exact sums and the proof of each dividend', async () => {
  const { bytes } = renderPdf(statementPaper(samples.sheet(), samples.statement), fonts);
  const { text } = await readPdf(bytes);
  for (const wanted of [
    '张䶮',
    '13,514.5',
    '60,065.82',
    '12,013.16',
    '48,052.66',
    '57,142.857142…',
    '每股 6.41',
  ]) {
    expect(text).toContain(wanted);
  }
});

test('a statement of an earlier state of the books says so', async () => {
  const { bytes } = renderPdf(statementPaper(samples.sheet('en'), samples.emptyStatement), fonts);
  expect((await readPdf(bytes)).text).toContain('as known to the books at 2010-07-05 08:00');
});

test('a table over several pages repeats its heads and prints every line and the exact totals', async () => {
  const table = samples.dividendTable(200);
  const { bytes, pages } = renderPdf(dividendTablePaper(samples.sheet(), table), fonts);
  const read = await readPdf(bytes);
  expect(pages).toBeGreaterThan(3);
  for (const page of read.pages.slice(1)) {
    expect(page.map(({ text }) => text)).toEqual(expect.arrayContaining(['姓名', '应发金额', '实发金额']));
  }
  const printed = new Set(read.pages.flat().map(({ text }) => text));
  for (const line of table.lines) expect(printed).toContain(line.gross.toGrouped());
  const sum = Money.sum(table.lines.map((line) => line.gross));
  expect(sum.toString()).toBe('1234567.89');
  expect(read.text).toContain('1,234,567.89');
});

test('a voucher of many lines is named on each of its pages, and signed once below its total in capitals', async () => {
  const line = (index: number) => ({
    account: '102.01',
    name: '银行存款',
    text: `第 ${index} 笔`,
    debit: Money.parse(index % 2 ? '10.00' : '0'),
    credit: Money.parse(index % 2 ? '0' : '10.00'),
  });
  const [first] = samples.voucher.vouchers;
  const long = {
    ...first!,
    number: '记-2026-01-009',
    lines: Array.from({ length: 60 }, (_, at) => line(at)),
  };
  const paper = voucherPaper(samples.sheet(), { ...samples.voucher, vouchers: [long] });
  const { pages } = await readPdf(renderPdf(paper, fonts).bytes);
  expect(pages.length).toBeGreaterThan(2);
  const said = pages.map((page) => page.map(({ text }) => text.replaceAll(' ', '')).join(''));
  for (const page of said) expect(page).toContain('记-2026-01-009');
  expect(said.map((page) => page.includes('人民币叁佰元整'))).toEqual(
    said.map((_, at) => at === said.length - 1),
  );
  expect(said.at(-1)).toMatch(/制单.*会计主管.*记账.*复核.*出纳/);
});

test('a red voucher says that it is red, and each of its lines what it is about', async () => {
  const [entry, reversal] = samples.voucher.vouchers;
  const read = async (vouchers: typeof samples.voucher.vouchers) =>
    (
      await readPdf(renderPdf(voucherPaper(samples.sheet(), { ...samples.voucher, vouchers }), fonts).bytes)
    ).text.replaceAll(' ', '');
  const red = await read([reversal!]);
  expect(red).toContain('红字');
  expect(red).toContain('人民币负壹仟肆佰零玖元伍角整');
  expect(red.split('冲销记-2026-01-001').length - 1).toBe(3);
  expect(await read([entry!])).not.toContain('红字');
});

test('amounts of a column end at the same place, whatever their length', async () => {
  const { bytes } = renderPdf(dividendTablePaper(samples.sheet(), samples.dividendTable(40)), fonts);
  const { pages } = await readPdf(bytes);
  const amounts = samples.dividendTable(40).lines.map((line) => line.net.toGrouped());
  const ends = pages
    .flat()
    .filter(({ text }) => amounts.includes(text))
    .map(({ x, width }) => x + width);
  expect(ends.length).toBeGreaterThanOrEqual(40);
  expect(Math.max(...ends) - Math.min(...ends)).toBeLessThan(0.05);
});

test('shares with and without decimals stand with their points under each other', async () => {
  const { bytes } = renderPdf(statementPaper(samples.sheet(), samples.statement), fonts);
  const { pages } = await readPdf(bytes);
  const column = pages[0]!.filter(({ text, y }) => ['10', '1,500.5', '12,004'].includes(text) && y < 560);
  const points = column
    .map(({ text, x, width }) => {
      const share = width / [...text].length;
      return text.includes('.') ? x + width - share * 1.6 : x + width;
    })
    .filter((_, at) => column[at]!.x > 460);
  expect(points).toHaveLength(3);
  expect(Math.max(...points) - Math.min(...points)).toBeLessThan(4);
});

test('a receipt sheet ends with the total in figures and in capitals', async () => {
  const receipt = samples.receiptSheet(40);
  const { bytes } = renderPdf(receiptSheetPaper(samples.sheet(), receipt), fonts);
  const { text } = await readPdf(bytes);
  const net = Money.sum(receipt.lines.map(({ amount }) => amount));
  expect(text).toContain(`¥ ${net.toGrouped()}`);
  expect(text).toContain('人民币玖拾捌万柒仟陆佰伍拾肆元叁角壹分');
});

test('nobody stands on a sheet of pensions to sign for nothing; what was overpaid stands apart', async () => {
  const line = { means: 'cash', account: '', outcome: null, arrears: Money.zero } as const;
  const paper = pensionSheetPaper(samples.sheet(), {
    number: '3',
    month: '2011-08',
    payOn: '2011-08-25',
    state: 'made',
    lines: [
      {
        ...line,
        number: '0007',
        name: '韩荣',
        ofMonth: Money.parse('100'),
        offset: Money.zero,
        amount: Money.parse('100'),
        overpaid: Money.zero,
      },
      {
        ...line,
        number: '0020',
        name: '魏宝才',
        ofMonth: Money.zero,
        offset: Money.zero,
        amount: Money.zero,
        overpaid: Money.parse('123.45'),
      },
    ],
  });
  const [signed, byMeans, apart] = (paper.blocks as readonly Block[]).flatMap((block) =>
    block.kind === 'table' ? block : [],
  );
  const cellsOf = (table: typeof signed) =>
    table?.rows.flatMap((row) => ('cells' in row ? [row.cells] : [])) ?? [];
  expect(cellsOf(signed).map(([number]) => number)).toEqual(['0007']);
  expect(cellsOf(byMeans)).toEqual([['现金', '1', '100.00']]);
  expect(cellsOf(apart)).toEqual([['0020', '魏宝才', '0.00', '0.00', '123.45']]);
});

test('a public notice whose last day was moved past days of rest says which day it would have been', async () => {
  const notice = samples.publicNotice(2);
  const moved = { ...notice, lastDay: notice.lastDay.plusDays(3) };
  expect(await printed(publicNoticePaper(samples.sheet(), moved))).toContain(
    '共7日（张贴当日不计；原为2025年8月8日，遇休息日顺延）',
  );
  expect(await printed(publicNoticePaper(samples.sheet(), notice))).toContain('共7日（张贴当日不计）');
});

test('a certificate joins the total of a run to its pool by what was carried in and on', async () => {
  const about = {
    kind: 'run',
    number: '2',
    period: Period.parse('2026-H1'),
    recordDate: LocalDate.parse('2026-06-30'),
    paid: Money.parse('90000.96'),
    pool: Money.parse('90000'),
    carriedIn: Money.parse('2.28'),
    carried: Money.parse('1.32'),
  } as const;
  const paper = legalityPaper(samples.sheet(), {
    subject: 'run 2',
    about,
    answers: [],
    conclusion: 'not-over',
  });
  expect(await printed(paper)).toContain('90,000.96=本期分配额90,000.00+上期结转2.28−结转下期1.32');
});

test('no English paper has an apostrophe that the font sets as wide as a Chinese character', async () => {
  for (const paper of Object.values(everyPaper('en')))
    expect((await readPdf(renderPdf(paper, fonts).bytes)).text).not.toMatch(/[A-Za-z]’/);
});

async function printed(paper: Paper): Promise<string> {
  return (await readPdf(renderPdf(paper, fonts).bytes)).text.replaceAll(' ', '').replaceAll('\n', '');
}

test('a plan begins with what earlier years left, and its sum can be done by hand', async () => {
  const { plan } = samples.distributionPlan;
  const sumOf = (...kinds: readonly string[]) =>
    Money.sum(plan.lines.filter(({ kind }) => kinds.includes(kind)).map(({ amount }) => amount));
  const left = sumOf('opening', 'income').minus(sumOf('reserve', 'welfare', 'investors', 'other', 'members'));
  expect(left.toString()).toBe(sumOf('carried').toString());
  const zh = await printed(distributionPlanPaper(samples.sheet(), samples.distributionPlan));
  const terms = plan.lines.filter(({ kind }) => !['loss', 'prior', 'advanced'].includes(kind));
  const sum = terms
    .map(({ kind, name, amount }) => {
      const sign = kind === 'carried' ? '=' : ['opening', 'income'].includes(kind) ? '+' : '−';
      return `${sign}${name}${amount.toGrouped()}`;
    })
    .join('');
  expect(zh).toContain(sum.slice(1));
});

test('a statement says how much of the money nobody has got yet, and what pensions came to', async () => {
  const zh = await printed(statementPaper(samples.sheet(), samples.statement));
  expect(zh).toContain('归本期的分红扣税后合计48,052.66元，其中尚有2,338.37元没有领到');
  const [first] = samples.statement.dividends;
  const paid = { ...samples.statement, dividends: [{ ...first!, waiting: Money.zero }] };
  expect(await printed(statementPaper(samples.sheet(), paid))).not.toContain('没有领到');
  const pension = {
    kind: 'paid' as const,
    month: '2011-01',
    on: LocalDate.parse('2011-01-25'),
    arrears: Money.zero,
    offset: Money.zero,
  };
  const retired = {
    ...samples.statement,
    pensionHeldBack: null,
    pensions: [
      { ...pension, amount: Money.parse('100.00') },
      { ...pension, amount: Money.parse('100.00'), month: '2011-02', kind: 'returned' as const },
    ],
  };
  const text = await printed(statementPaper(samples.sheet(), retired));
  expect(text).toContain('其中养老金');
  expect(text).not.toContain('其中补发');
  expect(text).not.toContain('生存认证');
  const heldBack = { month: '2011-03', amount: Money.parse('300.00') };
  const waiting = await printed(
    statementPaper(samples.sheet(), { ...retired, pensions: [], pensionHeldBack: heldBack }),
  );
  expect(waiting).toContain('截至2011-03的养老金中有300.00元因没有生存认证或收款账号待复核暂缓发放');
  expect(waiting).not.toContain('其中养老金');
});

test('a voucher leaves the count of its papers to be written where nobody counted them, and says on every line what it is of', async () => {
  const text = await printed(voucherPaper(samples.sheet(), samples.voucher));
  expect(text).toContain('3张');
  expect(text).toContain('______张');
  expect(text.split('冲销记-2026-01-001：金额有误')).toHaveLength(4);
  expect(text).toContain('制单');
});

test('a tax certificate names the payer, the half-years in words, the net and the law', async () => {
  const text = await printed(taxCertificatePaper(samples.sheet(), samples.taxCertificate));
  for (const said of [
    '扣缴义务人清泉社区股份经济合作社',
    '2024年下半年',
    '987.66',
    '932.34',
    '《个人所得税法》第三条',
  ])
    expect(text, said).toContain(said);
  expect(text).not.toMatch(/\d{4}-H[12]/);
});

test('large figures side by side have one size, whatever their length', async () => {
  const { pages } = await readPdf(
    renderPdf(halfYearReportPaper(samples.sheet(), samples.report), fonts).bytes,
  );
  const sizeOf = (amount: string) =>
    pages.flat().find(({ text, size }) => text === amount && size > 11)?.size ?? amount;
  expect(sizeOf('3,860,000.00')).toBe(sizeOf('144,000.00'));
});

test('assets that began with nothing are given no sum that divides by it', async () => {
  const { assets } = samples.report.money;
  const fresh = {
    ...assets!,
    rate: null,
    verdict: '期初为零，不计算比率',
    formula: null,
  };
  const report = { ...samples.report, money: { ...samples.report.money, assets: fresh } };
  const text = await printed(halfYearReportPaper(samples.sheet(), report));
  expect(text).toContain('保值增值率=（期末价值−客观增加+客观减少）÷期初价值');
  expect(text).not.toContain('÷0.00');
});

test('rare characters in names are printed, not dropped', async () => {
  const paper = confirmationPaper(samples.sheet(), {
    ...samples.confirmation(1),
    lines: samples.rareNames.map((name) => ({ ...samples.confirmation(1).lines[0]!, name })),
  });
  const { text } = await readPdf(renderPdf(paper, fonts).bytes);
  for (const name of samples.rareNames) expect(text).toContain(name);
});

test('a name far too long for its column is broken, not cut', async () => {
  const { bytes } = renderPdf(receiptSheetPaper(samples.sheet(), samples.receiptSheet(40)), fonts);
  const { text } = await readPdf(bytes);
  for (const character of samples.longName) expect(text).toContain(character);
});

test.each([
  ['certificate', 1],
  ['crowded certificate', 1],
  ['statement of nothing', 1],
  ['dividend table of nobody', 1],
  ['receipt sheet of nobody', 1],
])('the %s fits on one page', (kind) => {
  expect(renderPdf(everyPaper('zh')[kind]!, fonts).pages).toBe(1);
});

test('a book of statements has one bookmark a holder and begins each on a page of its own', async () => {
  const people = ['张䶮', '李秀英', '王建国'].map((name, at) => ({
    ...samples.emptyStatement,
    holder: { ...samples.emptyStatement.holder, name, number: String(at + 1) },
  }));
  const { bytes, pages } = renderPdf(statementBook(samples.sheet(), people), fonts);
  expect(pages).toBe(3);
  const read = await readPdf(bytes);
  expect(read.bookmarks).toEqual(['张䶮 1', '李秀英 2', '王建国 3']);
});

test('a statement longer than a page goes on with its heads repeated', () => {
  const many = Array.from({ length: 120 }, (_, at) => ({
    ...samples.statement.movements[0]!,
    number: String(at + 1),
  }));
  const { pages } = renderPdf(
    statementPaper(samples.sheet(), { ...samples.statement, movements: many }),
    fonts,
  );
  expect(pages).toBeGreaterThan(3);
});

describe('the papers of a meeting as one file', () => {
  const joined = (page: readonly { readonly text: string }[]) =>
    page.map(({ text }) => text.replaceAll(' ', '')).join('');

  test('have a table of contents that names the page of every part and heading', async () => {
    const { bytes } = renderPdf(meetingPaper(samples.sheet(), samples.meeting(45)), fonts);
    const { pages } = await readPdf(bytes);
    const contents = joined(pages[1] ?? []);
    for (const title of [
      '会议通知',
      '签到表',
      '半年财务与分红',
      '历次决议执行情况',
      '议案与表决',
      '会议决议',
      '会议记录',
      '签字页',
    ]) {
      const at = pages.findIndex(
        (page, index) => index > 1 && joined(page).includes(`${title}股民代表大会2025年第2次会议`),
      );
      expect(contents, title).toMatch(new RegExp(`${title}${at + 1}`));
    }
  });

  test('begin no page for a part that has room below the one before it, but for the list that is signed', async () => {
    const paper = meetingPaper(
      samples.sheet(),
      samples.meeting(21, 'convened', { halfYear: null, comparison: null }),
    );
    const { pages } = await readPdf(renderPdf(paper, fonts).bytes);
    const title = (of: string) =>
      pages.findIndex((page, at) => at > 1 && joined(page).includes(`${of}股民代表大会2025年第2次会议`));
    expect(title('议案与表决')).toBe(title('历次决议执行情况'));
    const list = title('签到表');
    expect(list).toBeGreaterThan(title('会议议程'));
    expect(title('历次决议执行情况')).toBeGreaterThan(list);
  });

  test('say that nothing is decided before the meeting, and print no numbers of votes then', async () => {
    const { bytes } = renderPdf(meetingPaper(samples.sheet(), samples.meeting(45, 'convened')), fonts);
    const text = (await readPdf(bytes)).text.replaceAll(' ', '');
    expect(text).toContain('尚未表决');
    for (const later of ['会议决议', '会议记录', '签字页'])
      expect(text).not.toContain(`${later}股民代表大会2025年第2次会议`);
    expect(text).not.toContain('赞成36');
  });

  test('leave out a half-year that the meeting does not hear, and every page has something on it', async () => {
    const paper = meetingPaper(samples.sheet(), samples.meeting(21, 'closed', { halfYear: null }));
    const { pages, text } = await readPdf(renderPdf(paper, fonts).bytes);
    expect(text).not.toContain('半年财务');
    for (const page of pages) expect(page.length).toBeGreaterThan(8);
  });

  test('name who was left out, and the numbers that decided', async () => {
    const { text } = await readPdf(
      renderPdf(meetingPaper(samples.sheet('en'), samples.meeting(45)), fonts).bytes,
    );
    const plain = text.replaceAll(' ', '');
    expect(plain).toContain('Nolongerentitledsincethenotice');
    expect(plain).toContain('郑玉珍');
    expect(plain).toContain('thatis30');
    expect(plain).toContain('Rejected');
  });
});

test('minutes are given as text with every motion, the numbers and lines to sign', () => {
  const text = minutesText({ language: 'en', issuer: 'Qingquan' }, samples.meeting(45));
  expect(text.split('\n')[0]).toBe('Qingquan');
  for (const said of [
    '1. 半年工作报告',
    'This was to be heard',
    'Result: adopted.',
    'Result: rejected.',
    'Scrutineer: ___',
  ])
    expect(text).toContain(said);
  expect(text).not.toMatch(/undefined|null|\{/);
});
