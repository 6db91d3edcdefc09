import fc from 'fast-check';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test, vi } from 'vitest';
import { Refusal } from '../../src/domain/refusal.ts';
import { openFonts } from '../../src/platform/fonts.ts';
import { withMarks } from '../../src/platform/pdf-missing.ts';
import { renderPdf, renderPdfInTurns } from '../../src/platform/pdf.ts';
import type { Block, Paper, TableRow } from '../../src/platform/pdf-blocks.ts';
import { breakLines, widthOf } from '../../src/platform/pdf-text.ts';
import { attributesOf, contentsOf, readPdf, readStructure } from './read-pdf.ts';

const fonts = openFonts();

function paper(blocks: Iterable<Block>): Paper {
  return {
    language: 'zh',
    orientation: 'portrait',
    created: new Date('2011-01-10T02:00:00Z'),
    frame: {
      title: '试样',
      author: '清泉社区股份经济合作社',
      number: '1',
      headerLeft: '左',
      headerRight: '右',
      footerRight: '账印',
      pageOf: ['第 ', ' 页 · 共 ', ' 页'],
    },
    blocks,
  };
}

function refusal(work: () => unknown): Refusal {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('Nothing was refused.');
}

test('headings, sentences, tables with their heads and pictures stand in the file, in the order of reading', async () => {
  const titled = (title: string) => ({ title, align: 'left' as const });
  const columns = [titled('编号'), ...['金额', '税'].map((title) => ({ ...titled(title), group: '栏' }))];
  const cells = (at: number) => [`行${at}`, `${at}.00`, '1'];
  const rows = Array.from({ length: 90 }, (_, at) => ({ kind: 'line' as const, cells: cells(at) }));
  const { bytes } = renderPdf(
    paper([
      { kind: 'title', title: '题', subtitle: '副题', qr: { text: 'x', caption: '扫码' } },
      { kind: 'heading', level: 1, text: '一' },
      { kind: 'paragraph', text: '话'.repeat(2_000) },
      { kind: 'table', columns, rows, totals: ['合计', '4005.00', '90'], style: 'rules', empty: '' },
    ]),
    fonts,
  );
  const { elements, drawn, loose } = await readStructure(bytes);
  const order = drawn.map(({ tag }) => tag).filter((tag, at, all) => tag !== all[at - 1]);
  expect(order.slice(0, 7)).toEqual(['H1', 'P', 'Figure', 'H2', 'P', 'TH', 'TD']);
  expect(drawn.find(({ tag }) => tag === 'Figure')?.alt).toBe('扫码: x');
  const count = (tag: string) => elements.filter((each) => each === tag).length;
  // One head of two rows, however many pages repeat it; every row has every cell, the first of which names it.
  expect(['Table', 'TR', 'TH', 'TD', 'P'].map(count)).toEqual([1, 93, 4 + 91, 182, 2]);
  const heads = attributesOf(bytes, 'TH');
  expect(heads.slice(0, 5)).toEqual([
    '/O /Table /Scope /Column /RowSpan 2',
    '/O /Table /Scope /Column /ColSpan 2',
    '/O /Table /Scope /Column',
    '/O /Table /Scope /Column',
    '/O /Table /Scope /Row',
  ]);
  expect(new Set(heads.slice(4))).toEqual(new Set(['/O /Table /Scope /Row']));
  // A picture says where it stands: the code in the corner of the page, up from its foot.
  const [code = ''] = attributesOf(bytes, 'Figure');
  const [left = 0, low = 0, right = 0, high = 0] = code.match(/[\d.]+/g)?.map(Number) ?? [];
  expect(code).toMatch(/^\/O \/Layout \/Placement \/Block \/BBox \[/);
  expect([left > 400, low > 600, right < 595, high < 842, right - left]).toEqual([
    true,
    true,
    true,
    true,
    58,
  ]);
  const of = (tag: string) => drawn.filter((each) => each.tag === tag).map(({ text }) => text);
  expect(of('TD')).toEqual([...rows.flatMap((row) => row.cells.slice(1)), '4005.00', '90']);
  expect(of('TH')).toEqual(['编号', '栏', '金额', '税', ...rows.map(({ cells }) => cells[0]), '合计']);
  expect(of('P').join('')).toBe(`副题${'话'.repeat(2_000)}`);
  // Only what every page repeats is outside.
  expect(new Set(loose.filter((text) => !/^(左|右|账印|第 \d+ 页 · 共 ?|\d+ 页)$/.test(text)))).toEqual(
    new Set(['栏', '编号', '金额', '税']),
  );
});

test('its title is shown, its language said, and what is Chinese in an English paper is read as Chinese', async () => {
  const said = '王小明 (户主，3组) holds 5 shares';
  const english = { ...paper([{ kind: 'paragraph', text: said }]), language: 'en' as const };
  const { bytes } = renderPdf(english, fonts);
  const file = Buffer.from(bytes).toString('latin1');
  expect(file).toMatch(/\/DisplayDocTitle true/);
  expect(file).toMatch(/\/Lang \(en\)/);
  expect(file).toMatch(/\/MarkInfo \d+ 0 R/);
  expect(file).toMatch(/<<\n\/Marked true\n>>/);
  expect(file).toMatch(/\/Tabs \/S/);
  const { drawn } = await readStructure(bytes);
  expect(drawn.filter(({ tag }) => tag === 'P').map(({ text }) => text)).toEqual([said]);
  const languages = (of: Uint8Array) => contentsOf(of).match(/\/Lang \(zh-CN\)/g)?.length ?? 0;
  // The name, the sign with what stands beside it, and what every page repeats.
  const bare = languages(renderPdf({ ...english, blocks: [{ kind: 'paragraph', text: 'x' }] }, fonts).bytes);
  expect(languages(bytes) - bare).toBe(3);
  expect(languages(renderPdf(paper([{ kind: 'paragraph', text: said }]), fonts).bytes)).toBe(0);
});

test('of a table of thousands every line is one element, so that it stays light', async () => {
  const columns = ['编号', '金额'].map((title) => ({ title, align: 'left' as const }));
  const rows = Array.from({ length: 1_001 }, (_, at) => ({
    kind: 'line' as const,
    cells: [`行${at}`, `${at}.00`],
  }));
  const table = { kind: 'table', columns, rows, style: 'rules', empty: '' } as const;
  const { elements, drawn } = await readStructure(renderPdf(paper([table]), fonts).bytes);
  expect(elements.filter((each) => each === 'TD')).toHaveLength(1_001);
  const last = drawn.findLast(({ tag }) => tag === 'TD');
  expect(last?.text.replaceAll(' ', '')).toBe('行10001000.00');
});

test('the file keeps for thirty years: its fonts, the meaning of its colours and its facts stand in it (PDF/A-2b)', () => {
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: '分红 100.00' },
    { kind: 'paragraph', text: '每股 0.5 元' },
  ];
  const plain = paper(blocks);
  const named = { ...plain, frame: { ...plain.frame, author: '甲<乙>&丙社', title: '对账单 & <1>' } };
  const file = Buffer.from(renderPdf(named, fonts).bytes).toString('latin1');
  const utf8 = Buffer.from(file, 'latin1').toString('utf8');
  expect(file.startsWith('%PDF-1.7')).toBe(true);
  expect(utf8).toContain('<pdfaid:part>2</pdfaid:part>');
  expect(utf8).toContain('<pdfaid:conformance>B</pdfaid:conformance>');
  expect(file).toContain('/S /GTS_PDFA1');
  expect(file).toMatch(/\/DestOutputProfile \d+ 0 R/);
  expect(file).toMatch(/\/ID \[<[0-9a-f]{32}> <[0-9a-f]{32}>\]/);
  // Every font that is used is in the file; nothing is hidden, shines through, or is done when it is opened.
  const used = file.match(/\/Type \/FontDescriptor/g) ?? [];
  expect(used.length).toBeGreaterThan(0);
  expect(file.match(/\/FontFile2 /g)).toHaveLength(used.length);
  expect(file).not.toMatch(/\/Encrypt|\/JavaScript|\/SMask|\/ca |\/CA |\/EmbeddedFile/);
  // What the file says of itself is XML, whatever the cooperative is called.
  expect(utf8).toContain('<rdf:li>甲&#60;乙&#62;&#38;丙社</rdf:li>');
  expect(utf8).toContain('对账单 &#38; &#60;1&#62;');
});

test('a character that no font has is refused by name, code point and place', () => {
  const error = refusal(() => renderPdf(paper([{ kind: 'paragraph', text: '户主：\u{20BB7}田' }]), fonts));
  expect(error.faults[0]).toMatchObject({
    code: 'documents.glyph-missing',
    values: { character: '\u{20BB7}', codePoint: 'U+20BB7', where: '户主：\u{20BB7}田' },
  });
});

test.each(['\u0007', '\u{1F600}', '\u{E000}'])('%j is refused rather than left blank', (character) => {
  const error = refusal(() =>
    renderPdf(paper([{ kind: 'heading', level: 1, text: `甲${character}` }]), fonts),
  );
  expect(error.code).toBe('documents.glyph-missing');
});

test('a shape selector after an ideograph does not hinder printing', async () => {
  const { bytes } = renderPdf(paper([{ kind: 'paragraph', text: '葛\u{E0100}' }]), fonts);
  expect((await readPdf(bytes)).text).toContain('葛');
});

test('a character that the house font lacks is taken from a configured font, in the middle of a line', async () => {
  const withRare = openFonts([fileURLToPath(new URL('fonts/rare-ideographs.ttf', import.meta.url))]);
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: '户主：\u{20BB7}田、\u{212FE}' },
    { kind: 'paragraph', text: '户主：\u{20BB7}田、\u{212FE}' },
  ];
  const { text } = await readPdf(renderPdf(paper(blocks), withRare).bytes);
  expect(text.replaceAll(' ', '')).toContain('户主：\u{20BB7}田、\u{212FE}');
  const error = refusal(() => renderPdf(paper([{ kind: 'paragraph', text: '\u{20BB8}' }]), withRare));
  expect(error.code).toBe('documents.glyph-missing');
});

test('a configured font that is no TrueType font is refused with its path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hegu-font-'));
  const file = join(folder, 'no-font.ttf');
  writeFileSync(file, 'not a font');
  const error = refusal(() => openFonts([file]));
  rmSync(folder, { recursive: true });
  expect(error.code).toBe('documents.font-unreadable');
  expect(error.faults[0].values['file']).toBe(file);
});

test('the same fonts are opened once', () => {
  expect(openFonts()).toBe(fonts);
});

test('lines never begin with a closing mark or end with an opening one, and lose nothing', () => {
  const characters = [...'股民代表大会，。、；（）“”《》abc 123'];
  const text = fc
    .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 60 })
    .map((list) => list.join(''));
  fc.assert(
    fc.property(text, fc.integer({ min: 60, max: 300 }), (written, width) => {
      const lines = breakLines(fonts, written, { size: 9, weight: 'regular' }, width);
      expect(lines.join('').replaceAll(' ', '')).toBe(written.replaceAll(' ', ''));
      const clinging = /[，。、；）”》（“《]/;
      // A run of marks that has no place on a line is broken all the same.
      if (/[，。、；（）“”《》]{3}/.test(written)) return;
      lines.slice(1).forEach((line, at) => {
        const before = lines[at]!;
        if (
          widthOf(fonts, before + line.charAt(0), { size: 9, weight: 'regular' }) > width &&
          clinging.test(line.charAt(0))
        ) {
          expect(line.charAt(0)).not.toMatch(/[，。、；）”》]/);
        }
      });
    }),
    { numRuns: 200 },
  );
});

test('no line is wider than its column', () => {
  const text = fc.string({ unit: fc.constantFrom(...'股份abcdefghijkl 0123456789，。'), maxLength: 120 });
  fc.assert(
    fc.property(text, fc.integer({ min: 20, max: 200 }), (written, width) => {
      for (const line of breakLines(fonts, written, { size: 8, weight: 'bold' }, width)) {
        expect(widthOf(fonts, line, { size: 8, weight: 'bold' })).toBeLessThanOrEqual(width + 0.2);
      }
    }),
    // A blank before a mark, at the very end of a line.
    { numRuns: 200, examples: [['jb4ag ，', 22]] },
  );
});

test('a book and a long table drawn in turns equal the same drawn at once, and keep nobody waiting for the whole', async () => {
  const rows = Array.from({ length: 1_500 }, (_, at) => ({
    kind: 'line' as const,
    cells: [String(at + 1), '王国'],
  }));
  function* book(): Generator<Block> {
    for (let at = 0; at < 40; at++) {
      yield { kind: 'title', title: `第 ${at + 1} 户` };
      yield { kind: 'page-break' };
    }
    const columns = ['号', '姓名'].map((title) => ({ title, align: 'left' as const }));
    yield { kind: 'table', columns, rows, style: 'rules', empty: '' };
  }
  let turns = 0;
  const counting = setInterval(() => (turns += 1), 0);
  // A clock that is always a turn further: on a fast machine all of it fits into one.
  let passed = 0;
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => (passed += 1_000));
  const drawn = await renderPdfInTurns(paper(book()), fonts);
  clock.mockRestore();
  clearInterval(counting);
  const whole = renderPdf(paper(book()), fonts);
  expect(turns).toBeGreaterThan(1);
  expect(drawn.pages).toBe(whole.pages);
  expect(Buffer.compare(drawn.bytes, whole.bytes)).toBe(0);
});

test('a paper without blocks is one empty page', () => {
  expect(renderPdf(paper([]), fonts).pages).toBe(1);
});

test.each(['grouped', 'stacked', 'line'] as const)('a %s chart writes its exact figures', async (form) => {
  const chart: Block = {
    kind: 'chart',
    form,
    title: '各期',
    categories: ['2010-H2', '2011-H1'],
    series: [
      {
        name: '分配',
        values: [
          { units: 123456789n, label: '1,234,567.89' },
          { units: 5n, label: '0.05' },
        ],
      },
    ],
    axis: (units) => units.toString(),
    empty: '无',
  };
  const { text } = await readPdf(renderPdf(paper([chart]), fonts).bytes);
  expect(text).toContain('2010-H2');
  expect(text).toContain(form === 'stacked' ? '123456789' : '1,234,567.89');
});

test('a column heading over several columns is printed once above them', async () => {
  const table: Block = {
    kind: 'table',
    style: 'grid',
    empty: '无',
    columns: [
      { title: '甲', align: 'left' },
      { title: '乙', align: 'decimal', group: '持股' },
      { title: '丙', align: 'decimal', group: '持股' },
    ],
    rows: [{ kind: 'line', cells: ['a', '1', '2.5'] }],
  };
  const { text } = await readPdf(renderPdf(paper([table]), fonts).bytes);
  expect(text.match(/持股/g)).toHaveLength(1);
});

test('in a table too wide for the page columns stand under each other, and nothing is lost or too small to read', async () => {
  const columns = Array.from({ length: 16 }, (_, at) => ({ title: `第${at}列`, align: 'decimal' as const }));
  const cells = columns.map((_, at) => `${at},234,567.89`);
  const table: Block = {
    kind: 'table',
    style: 'rules',
    empty: '无',
    columns,
    rows: [{ kind: 'line', cells }],
  };
  const { pages } = await readPdf(renderPdf(paper([table]), fonts).bytes);
  const ends = pages[0]!.map(({ x, width }) => x + width);
  expect(Math.max(...ends)).toBeLessThan(595.28);
  expect(pages[0]!.filter(({ size }) => size < 9)).toEqual([]);
  const printed = pages[0]!.map(({ text }) => text);
  for (const [at, cell] of cells.entries())
    expect(printed).toEqual(expect.arrayContaining([cell, `第${at}列`]));
});

test('of columns too wide those stand under each other that are alike, their points too; what is written by hand never', async () => {
  const amount = { align: 'decimal' } as const;
  const line = (name: string, sum: string) => [name, '123,456', sum, `1${sum}`, sum, ''];
  const table: Block = {
    kind: 'table',
    style: 'grid',
    empty: '无',
    columns: [
      { title: '姓名', align: 'left' },
      { title: '股数', ...amount },
      { title: '应发', ...amount },
      { title: '代扣', ...amount },
      { title: '实发', ...amount, strong: true },
      { title: '签名', align: 'center', least: 70 },
    ],
    rows: [
      { kind: 'line', cells: line('甲', '2,345,678.90') },
      { kind: 'subtotal', cells: line('小计', '2.5') },
    ],
    totals: line('合计', '2,345,681.40'),
  };
  const { pages } = await readPdf(renderPdf({ ...paper([table]), least: 14 }, fonts).bytes);
  const [page = []] = pages;
  expect(page.filter(({ size, y }) => size < 14 && y < 760 && y > 70)).toEqual([]);
  const at = (text: string) => page.filter((each) => each.text === text);
  const [[gross], [tax], [net]] = ['应发', '代扣', '实发'].map(at) as unknown as [
    typeof page,
    typeof page,
    typeof page,
  ];
  expect(gross!.y - tax!.y).toBeGreaterThan(14);
  expect([gross!.x, net!.y]).toEqual([tax!.x, tax!.y]);
  for (const [upper, lower] of [
    ['2,345,678.90', '12,345,678.90'],
    ['2.5', '12.5'],
    ['2,345,681.40', '12,345,681.40'],
  ] as const) {
    const [over] = at(upper);
    const [under] = at(lower);
    expect(over!.y - under!.y).toBeCloseTo(14 * 1.35, 1);
    // The point of the upper above that of the lower.
    const point = (text: string, { x, size }: { x: number; size: number }) =>
      x +
      widthOf(fonts, text.slice(0, text.indexOf('.')), {
        size,
        weight: under!.text === '12,345,678.90' ? 'regular' : 'bold',
      });
    expect(point(upper, over!)).toBeCloseTo(point(lower, under!), 1);
  }
});

/** A table that ends at the foot of a page when nothing need follow it. */
function fullTable(count: number): Block {
  return {
    kind: 'table',
    style: 'rules',
    empty: '无',
    columns: [{ title: '甲', align: 'left' }],
    rows: Array.from({ length: count }, (_, at) => ({ kind: 'line', cells: [`行${at}。`] })),
    totals: ['合计'],
  };
}

test('signatures are not parted, from each other or from the last lines of the text that they sign', async () => {
  const names = ['主持人', '记录人', '计票人', '监票人', '理事会', '监事会'];
  for (let before = 36; before <= 47; before += 1) {
    const blocks: Block[] = [
      { kind: 'paragraph', text: '前'.repeat(45 * before) },
      { kind: 'paragraph', text: `${'后'.repeat(45 * 4)}终` },
      { kind: 'signatures', labels: names },
    ];
    const { pages } = await readPdf(renderPdf(paper(blocks), fonts).bytes);
    const last = (pages.at(-1) ?? []).map(({ text }) => text);
    expect([before, names.filter((name) => !last.includes(name))]).toEqual([before, []]);
    expect([before, last.some((text) => text.endsWith('终'))]).toEqual([before, true]);
  }
});

test('figures over the bars of a group do not run into each other', async () => {
  const of = (units: bigint) => ({ units, label: `${units.toLocaleString('en-US')}.00` });
  const wide = (categories: number): Block => ({
    kind: 'chart',
    form: 'grouped',
    title: '比较',
    categories: Array.from({ length: categories }, (_, at) => `第${at}组`),
    series: [1, 2, 3].map((each) => ({
      name: `${each}`,
      values: Array.from({ length: categories }, (_, at) => of(1_350_000n + BigInt(at * each))),
    })),
    axis: (units) => units.toString(),
    empty: '无',
  });
  for (let categories = 1; categories <= 6; categories += 1) {
    const { pages } = await readPdf(renderPdf(paper([wide(categories)]), fonts).bytes);
    const figures = (pages[0] ?? []).filter(({ text }) => text.endsWith('.00'));
    const [row] = figures;
    const alike = figures.filter(({ y }) => row !== undefined && Math.abs(y - row.y) < 8);
    const sorted = alike.toSorted((a, b) => a.x - b.x);
    sorted.slice(1).forEach(({ x, text }, at) => {
      const left = sorted[at];
      expect([categories, text, x >= (left?.x ?? 0) + (left?.width ?? 0)]).toEqual([categories, text, true]);
    });
  }
});

test('signatures never stand on a page without a line that they vouch for', async () => {
  for (let count = 28; count < 42; count++) {
    const blocks: Block[] = [
      fullTable(count),
      { kind: 'key-values', columns: 1, items: [{ label: '大写', value: '伍分' }] },
      { kind: 'note', tone: 'plain', text: '核对' },
      { kind: 'signatures', labels: ['制表'] },
    ];
    const { pages } = await readPdf(renderPdf(paper(blocks), fonts).bytes);
    const last = pages.at(-1)!.map(({ text }) => text);
    expect(last).toEqual(expect.arrayContaining(['制表', '合计', `行${count - 1}。`]));
  }
});

test('a heading stands on the page of what it heads, also in the middle of a table', async () => {
  const rows = Array.from({ length: 30 }, (_, at) => [
    { kind: 'group', text: `组${at}。` } as const,
    { kind: 'remark', text: `注${at}。` } as const,
    { kind: 'line', cells: [`行${at}。`] } as const,
  ]).flat();
  const table: Block = { ...(fullTable(0) as Extract<Block, { kind: 'table' }>), rows };
  for (let above = 25; above < 36; above++) {
    const blocks: Block[] = [
      ...Array.from({ length: above }, (): Block => ({ kind: 'paragraph', text: '正文' })),
      { kind: 'heading', level: 1, text: '标题' },
      fullTable(5),
      table,
    ];
    const { pages } = await readPdf(renderPdf(paper(blocks), fonts).bytes);
    const said = pages.map((page) => page.map(({ text }) => text));
    const headed = said.find((page) => page.includes('标题'))!;
    expect(headed).toEqual(expect.arrayContaining(['行0。', '行4。', '合计']));
    for (let at = 0; at < 30; at++) {
      const own = said.find((page) => page.includes(`组${at}。`))!;
      expect(own).toEqual(expect.arrayContaining([`注${at}。`, `行${at}。`]));
    }
  }
});

test('a date in a narrow column is not broken', async () => {
  const amount = { title: '金额', align: 'decimal' } as const;
  const table: Block = {
    kind: 'table',
    style: 'rules',
    empty: '无',
    columns: [{ title: '期次', align: 'left' }, { title: '日', align: 'left' }, amount, amount, amount],
    rows: [
      {
        kind: 'line',
        cells: ['2010 年下半年分红', '2010-12-31', ...Array<string>(3).fill('123,456,789,012.34')],
      },
    ],
  };
  const { pages } = await readPdf(renderPdf(paper([table]), fonts).bytes);
  expect(pages[0]!.map(({ text }) => text)).toContain('2010-12-31');
});

test('a column title is broken evenly between ideographs, and never within a word', async () => {
  const amounts = Array.from({ length: 6 }, () => ({ title: '金额', align: 'decimal' as const }));
  const table: Block = {
    kind: 'table',
    style: 'grid',
    empty: '无',
    columns: [{ title: 'Register no.', align: 'left' }, { title: '登记编号', align: 'left' }, ...amounts],
    rows: [{ kind: 'line', cells: ['1', '1', ...amounts.map(() => '1,234,567.89')] }],
  };
  const { pages } = await readPdf(renderPdf(paper([table]), fonts).bytes);
  const printed = pages[0]!.map(({ text }) => text);
  expect(printed).toEqual(expect.arrayContaining(['Register', 'no.', '登记', '编号']));
});

/** Where on a page the texts of a list stand, from the head down. */
function placesOf(pages: Awaited<ReturnType<typeof readPdf>>['pages'], text: string): number[] {
  return pages.flatMap((page, at) => (page.some((each) => each.text === text) ? [at] : []));
}

test('no head of a table and no heading stands alone at the foot of a page, and no line alone on one: two lines at least', async () => {
  const tall = fc.record({
    above: fc.integer({ min: 20, max: 46 }),
    count: fc.integer({ min: 1, max: 30 }),
    broken: fc.integer({ min: 1, max: 4 }),
    lineHeight: fc.constantFrom(0, 28, 40),
    between: fc.constantFrom('nothing', 'paragraph', 'headings', 'no heading'),
    signed: fc.boolean(),
    // Lines of a group, with its heading over them and its sum below; 0: no groups.
    grouped: fc.constantFrom(0, 0, 1, 2, 5),
  });
  await fc.assert(
    fc.asyncProperty(tall, async ({ above, count, broken, lineHeight, between, signed, grouped }) => {
      const table: Block = {
        kind: 'table',
        style: 'rules',
        empty: '无',
        lineHeight,
        columns: [{ title: '表头', align: 'left' }],
        rows: Array.from({ length: count }, (_, at): TableRow[] => [
          ...(grouped > 0 && at % grouped === 0 ? [{ kind: 'group', text: `组${at}` } as const] : []),
          { kind: 'line', cells: [`行${at}。${'\n再一行'.repeat(at < 2 ? broken - 1 : 0)}`] },
          ...(grouped > 0 && at % grouped === grouped - 1
            ? [{ kind: 'subtotal', cells: [`小计${at}`] } as const]
            : []),
        ]).flat(),
        totals: ['合计'],
      };
      const blocks: Block[] = [
        ...Array.from({ length: above }, (): Block => ({ kind: 'paragraph', text: '正文' })),
        ...(between === 'no heading' ? [] : [{ kind: 'heading', level: 1, text: '标题' } satisfies Block]),
        ...(between === 'headings' ? [{ kind: 'heading', level: 2, text: '小标题' } satisfies Block] : []),
        ...(between === 'paragraph' ? [{ kind: 'paragraph', text: '引言' } satisfies Block] : []),
        table,
        ...(signed ? [{ kind: 'signatures', labels: ['制表'] } satisfies Block] : []),
      ];
      const { pages } = await readPdf(renderPdf(paper(blocks), fonts).bytes);
      const [page] = placesOf(pages, '表头');
      const together = ['行0。', count > 1 ? '行1。' : '合计'];
      if (between !== 'no heading') together.push('标题');
      if (between === 'headings') together.push('小标题');
      if (between === 'paragraph') together.push('引言');
      for (const text of together) expect(placesOf(pages, text), text).toEqual([page]);
      // A head that is repeated heads lines too, no line stands alone under one, and a sum has its line before it.
      const heads = pages.filter((each) => each.some(({ text }) => text === '表头'));
      const linesOf = (page: (typeof pages)[number]) =>
        page.filter(({ text }) => text.startsWith('行')).length;
      for (const each of heads) expect(linesOf(each)).toBeGreaterThanOrEqual(Math.min(count, 2));
      expect(placesOf(pages, '合计')).toEqual(placesOf(pages, `行${count - 1}。`));
      for (let at = grouped - 1; at > 0 && at < count; at += grouped)
        expect(placesOf(pages, `小计${at}`)).toEqual(placesOf(pages, `行${at}。`));
    }),
    { numRuns: 100 },
  );
}, 60_000);

test('the note that explains a table stands on the page of its last line', async () => {
  for (let count = 28; count < 42; count++) {
    const blocks: Block[] = [fullTable(count), { kind: 'note', tone: 'plain', text: '说明' }];
    const { pages } = await readPdf(renderPdf(paper(blocks), fonts).bytes);
    const last = pages.at(-1)!.map(({ text }) => text);
    expect(last).toEqual(expect.arrayContaining(['说明', '合计', `行${count - 1}。`]));
  }
});

test('the last line of a table that moves to the next page takes its headings with it', async () => {
  for (let above = 20; above < 40; above++) {
    const rows = ['甲', '乙', '丙', '丁'].flatMap((name) => [
      { kind: 'group', text: `组${name}` } as const,
      { kind: 'line', cells: [`行${name}`] } as const,
    ]);
    const table: Block = { ...(fullTable(0) as Extract<Block, { kind: 'table' }>), rows };
    const before = Array.from({ length: above }, (): Block => ({ kind: 'paragraph', text: '正文' }));
    const note: Block = { kind: 'note', tone: 'plain', text: '说明' };
    const { pages } = await readPdf(renderPdf(paper([...before, table, note]), fonts).bytes);
    expect(placesOf(pages, '组丁'), String(above)).toEqual(placesOf(pages, '行丁'));
  }
});

test('a sentence about a line stands on its page, and a note below a heading on that of its table', async () => {
  for (let above = 20; above < 42; above++) {
    const rows = ['甲', '乙', '丙'].flatMap((name) => [
      { kind: 'line', cells: [`行${name}`] } as const,
      { kind: 'remark', text: `注${name}`, above: true } as const,
    ]);
    const { pages } = await readPdf(
      renderPdf(
        paper([
          ...Array.from({ length: above }, (): Block => ({ kind: 'paragraph', text: '正文' })),
          { kind: 'heading', level: 1, text: '标题' },
          { kind: 'note', tone: 'plain', text: '说明' },
          { ...(fullTable(0) as Extract<Block, { kind: 'table' }>), rows },
        ]),
        fonts,
      ).bytes,
    );
    for (const name of ['甲', '乙', '丙'])
      expect(placesOf(pages, `注${name}`), `${above}`).toEqual(placesOf(pages, `行${name}`));
    expect([placesOf(pages, '标题'), placesOf(pages, '说明')]).toEqual(
      Array(2).fill(placesOf(pages, '行甲')),
    );
  }
});

test('a heading over one narrow column keeps to its column', async () => {
  const table: Block = {
    kind: 'table',
    style: 'grid',
    empty: '',
    columns: [
      { title: '甲', align: 'left' },
      { title: '乙', align: 'decimal', group: 'Shares held by the holder' },
      ...Array.from({ length: 9 }, () => ({ title: '金额', align: 'decimal' as const })),
    ],
    rows: [{ kind: 'line', cells: ['a', '1', ...Array<string>(9).fill('23,456.78')] }],
  };
  const { pages } = await readPdf(renderPdf(paper([table]), fonts).bytes);
  const [group, amount] = ['Shares held by the holder', '23,456.78'].map((text) =>
    pages[0]!.find((each) => each.text === text)!,
  );
  expect(group!.x + group!.width).toBeLessThan(amount!.x);
});

test.each(['grouped', 'stacked', 'line'] as const)(
  'in a %s chart a zero has its label on the axis and a loss hangs below it',
  async (form) => {
    const value = (units: bigint) => ({ units, label: `${units}元` });
    const chart: Block = {
      kind: 'chart',
      form,
      title: '各期',
      categories: ['盈', '平', '亏'],
      series: [{ name: '收益', values: [value(900n), value(0n), value(-400n)] }],
      axis: (units) => (form === 'stacked' ? `${units}元` : units.toString()),
      empty: '无',
    };
    const { pages } = await readPdf(renderPdf(paper([chart]), fonts).bytes);
    const yOf = (text: string) => pages[0]!.findLast((each) => each.text === text)!.y;
    const axis = pages[0]!.find(({ text }) => text === (form === 'stacked' ? '0元' : '0'))!.y;
    expect(yOf('900元')).toBeGreaterThan(axis + 40);
    expect(Math.abs(yOf('0元') - axis)).toBeLessThan(12);
    expect(yOf('-400元')).toBeLessThan(axis - 20);
    // Everything lies between the title and the names of the categories.
    expect(yOf('-400元')).toBeGreaterThan(yOf('亏'));
    expect(yOf('900元')).toBeLessThan(yOf('各期'));
  },
);

test('a chart of nothing but zeros says that there is nothing', async () => {
  const chart: Block = {
    kind: 'chart',
    form: 'grouped',
    title: '各期',
    categories: ['甲'],
    series: [{ name: '收益', values: [{ units: 0n, label: '0.00' }] }],
    axis: (units) => units.toString(),
    empty: '没有',
  };
  expect((await readPdf(renderPdf(paper([chart]), fonts).bytes)).text).toContain('没有');
});

test('what no font has is marked in its place and named in a note at the end; the rest is as it was', async () => {
  const blocks: Block[] = [
    { kind: 'heading', level: 1, text: '甲乙' },
    {
      kind: 'table',
      columns: [
        { title: '登记号', align: 'left' },
        { title: '姓名', align: 'left' },
      ],
      rows: [{ kind: 'line', cells: ['12', '\u{20BB7}\u{1F600}田'] }],
      style: 'rules',
      empty: '',
    },
  ];
  const { paper: marked, missing } = withMarks(paper(blocks), fonts);
  expect([...missing.keys()]).toEqual(['\u{20BB7}', '\u{1F600}']);
  const { text } = await readPdf(renderPdf(marked, fonts).bytes);
  expect(text).toContain('〓〓田');
  expect(text.replaceAll(' ', '')).toContain('“〓〓田”中为U+20BB7；“〓〓田”中为U+1F600');
  const plain = paper([{ kind: 'paragraph', text: '甲' }]);
  expect(renderPdf(withMarks(plain, fonts).paper, fonts).bytes).toEqual(renderPdf(plain, fonts).bytes);
});
