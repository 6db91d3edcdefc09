/**
 * Charts: grouped and stacked bars and lines, drawn with vector primitives; what is below zero hangs under the axis, and
 * a zero has its label. Sizes on paper are approximate, as drawn sizes are; the exact figures stand beside them as text.
 */
import type { ChartBlock } from './pdf-blocks.ts';
import type { Ink } from './pdf-canvas.ts';
import { number } from './pdf-canvas.ts';
import type { Flow } from './pdf-flow.ts';
import { palette, seriesColors, sizes } from './pdf-style.ts';
import { breakLines, widthOf } from './pdf-text.ts';

interface Plot {
  readonly flow: Flow;
  readonly chart: ChartBlock;
  readonly x: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Where zero is drawn. */
  readonly zero: number;
  /** The value that the whole height stands for. */
  readonly span: bigint;
}

const small: Ink = { size: sizes.small, weight: 'regular', color: palette.muted };
const labelInk: Ink = { size: sizes.small, weight: 'regular', color: palette.ink };

/** The height a chart takes, title and categories included. */
export function chartHeight(flow: Flow, chart: ChartBlock): number {
  const legend = legendHeight(legendOf(flow, chart));
  if (isEmpty(extentOf(chart))) return 100 + legend;
  return plotHeight(chart) + 68 + moreCategories(categoryLines(flow, chart)) + legend;
}

function plotHeight(chart: ChartBlock): number {
  return (chart.height ?? 190) - 34;
}

/** From line to line of what stands beside the drawing. */
const LINE = small.size * 1.2;

interface LegendEntry {
  readonly series: number;
  readonly lines: readonly string[];
  readonly x: number;
  /** Lines of the legend above it. */
  readonly row: number;
}

/** The legend has lines of its own: beside a long title it would run into it. */
function legendOf({ canvas, width }: Flow, chart: ChartBlock): readonly LegendEntry[] {
  if (chart.series.length < 2) return [];
  const entries: LegendEntry[] = [];
  let [x, row] = [0, 0];
  chart.series.forEach(({ name }, series) => {
    const lines = breakLines(canvas.fonts, name, small, width - 11);
    const wide = 22 + Math.max(...lines.map((line) => widthOf(canvas.fonts, line, small)));
    if (x > 0 && x + wide - 11 > width) [x, row] = [0, lowest(entries)];
    entries.push({ series, lines, x, row });
    x += wide;
  });
  return entries;
}

function lowest(entries: readonly LegendEntry[]): number {
  return Math.max(0, ...entries.map(({ row, lines }) => row + lines.length));
}

function legendHeight(entries: readonly LegendEntry[]): number {
  return entries.length === 0 ? 0 : 18 + (lowest(entries) - 1) * LINE;
}

export function drawChart(flow: Flow, chart: ChartBlock): void {
  const whole = chartHeight(flow, chart);
  flow.need(whole);
  const { canvas, left, width } = flow;
  canvas.openFigure(inWords(chart), left, flow.y, width, whole);
  canvas.text(chart.title, left, flow.y + 10, { size: sizes.heading2, weight: 'bold', color: palette.ink });
  flow.y += 24;
  const legend = legendOf(flow, chart);
  drawLegend(flow, legend);
  flow.y += legendHeight(legend);
  const extent = extentOf(chart);
  if (chart.categories.length === 0 || isEmpty(extent)) {
    drawNothing(flow, chart, 60);
    flow.canvas.close();
    return;
  }
  const { axis, gutter, step, up, down } = axisOf(flow, chart);
  const height = plotHeight(chart);
  const plot: Plot = {
    flow,
    chart,
    x: left + gutter,
    top: flow.y,
    width: width - gutter,
    height,
    zero: flow.y + (height * up) / (up + down),
    span: step * BigInt(up + down),
  };
  axis.forEach(({ at, text }) => {
    const y = plot.zero - (plot.height * at) / (up + down);
    canvas.line(plot.x, y, left + width, y, {
      color: at === 0 ? palette.rule : palette.hairline,
      width: at === 0 ? 0.7 : 0.4,
    });
    canvas.text(text, plot.x - 6 - widthOf(canvas.fonts, text, small), y + 2.5, small);
  });
  if (chart.form === 'line') drawLines(plot);
  else drawBars(plot);
  const categories = categoryLines(flow, chart);
  drawCategories(plot, categories);
  flow.y += height + 30 + moreCategories(categories);
  flow.canvas.close();
}

/** What stands beside the plot on its left, and the width it takes. */
function axisOf({ canvas }: Flow, chart: ChartBlock) {
  const { step, up, down } = scaleOf(extentOf(chart));
  const steps = Array.from({ length: up + down + 1 }, (_, at) => at - down);
  const axis = steps.map((at) => ({ at, text: chart.axis(step * BigInt(at)) }));
  const gutter = Math.max(...axis.map(({ text }) => widthOf(canvas.fonts, text, small))) + 8;
  return { axis, gutter, step, up, down };
}

/** Every figure that the chart shows, for whoever does not see it. */
function inWords({ title, categories, series }: ChartBlock): string {
  const of = (at: number) =>
    series.map(({ name, values }) => `${name} ${values[at]?.label ?? ''}`.trim()).join(', ');
  return [title, ...categories.map((category, at) => `${category}: ${of(at)}`)].join('; ');
}

function drawLegend({ canvas, left, y }: Flow, entries: readonly LegendEntry[]): void {
  for (const { series, lines, x, row } of entries) {
    const top = y + row * LINE;
    canvas.rectangle(left + x, top - 1.5, 7, 7, { fill: colorOf(series) });
    lines.forEach((line, at) => canvas.text(line, left + x + 11, top + 5 + at * LINE, small));
  }
}

function drawNothing(flow: Flow, chart: ChartBlock, height: number): void {
  const { canvas, left, width } = flow;
  canvas.rectangle(left, flow.y, width, height, { fill: palette.band });
  const start = left + (width - widthOf(canvas.fonts, chart.empty, small)) / 2;
  canvas.text(chart.empty, start, flow.y + height / 2 + 2.5, small);
  flow.y += height + 12;
}

function drawBars(plot: Plot): void {
  const { chart } = plot;
  const slot = plot.width / chart.categories.length;
  const bars = chart.form === 'grouped' ? chart.series.length : 1;
  // Bars of a group are as wide as their figures, where there is room: what is wider than its bar is left out.
  const thick =
    bars === 1
      ? Math.min(slot * 0.68, chart.form === 'stacked' ? 96 : 40)
      : Math.min((slot * 0.86) / bars, 72);
  chart.categories.forEach((_, category) => {
    // Stacks grow both ways from zero.
    let [above, below] = [plot.zero, plot.zero];
    chart.series.forEach((series, at) => {
      const value = series.values[category];
      if (!value) return;
      const negative = value.units < 0n;
      const height = Math.abs(heightOf(plot, value.units));
      const offset = chart.form === 'grouped' ? (at - bars / 2) * thick : -thick / 2;
      const x = plot.x + slot * (category + 0.5) + offset;
      const y = negative ? below : above - height;
      if (height > 0)
        plot.flow.canvas.rectangle(x, y, thick - (bars > 1 ? 1 : 0), height, { fill: colorOf(at) });
      if (chart.form === 'grouped')
        drawLabel(
          plot,
          value.label,
          x + thick / 2,
          negative ? y + height + 9 : y - 3,
          bars === 1 ? slot : thick,
        );
      else if (height > 10 && value.units !== columnTotal(chart, category))
        drawInside(plot, value.label, x + thick / 2, y + height / 2 + 2.4, thick);
      if (chart.form === 'stacked' && negative) below += height;
      else if (chart.form === 'stacked') above -= height;
    });
    if (chart.form === 'stacked') {
      const total = columnTotal(chart, category);
      const baseline = total < 0n ? below + 9 : above - 3;
      drawLabel(plot, chart.axis(total), plot.x + slot * (category + 0.5), baseline, slot);
    }
  });
}

function drawLines(plot: Plot): void {
  const { chart, flow } = plot;
  const slot = plot.width / chart.categories.length;
  chart.series.forEach((series, at) => {
    const points = series.values.map((value, category) => ({
      x: plot.x + slot * (category + 0.5),
      y: plot.zero - heightOf(plot, value.units),
      label: value.label,
    }));
    const path = points.map(({ x, y }, index) => `${number(x)} ${number(y)} ${index === 0 ? 'm' : 'l'}`);
    flow.canvas.path(path.join(' '), { stroke: { color: colorOf(at), width: 1.4 } });
    for (const { x, y, label } of points) {
      flow.canvas.rectangle(x - 2, y - 2, 4, 4, { fill: colorOf(at) });
      drawLabel(plot, label, x, y - 6, slot);
    }
  });
}

/** A figure above its bar, left out where it would run into its neighbour's: it stands in the table too. */
function drawLabel(plot: Plot, label: string, x: number, baseline: number, room: number): void {
  const width = widthOf(plot.flow.canvas.fonts, label, labelInk);
  if (width > room - 1) return;
  plot.flow.canvas.text(label, x - width / 2, baseline, labelInk);
}

function drawInside(plot: Plot, label: string, x: number, baseline: number, room: number): void {
  const ink: Ink = { ...labelInk, color: '#ffffff' };
  const width = widthOf(plot.flow.canvas.fonts, label, ink);
  if (width <= room - 2) plot.flow.canvas.text(label, x - width / 2, baseline, ink);
}

/** What stands under each bar or point, broken to its room. */
function categoryLines(flow: Flow, chart: ChartBlock): readonly (readonly string[])[] {
  const slot = (flow.width - axisOf(flow, chart).gutter) / chart.categories.length;
  return chart.categories.map((category) => breakLines(flow.canvas.fonts, category, small, slot - 4));
}

/** The height of more than the two lines that a chart has room for. */
function moreCategories(categories: readonly (readonly string[])[]): number {
  return Math.max(0, ...categories.map((lines) => lines.length - 2)) * LINE;
}

function drawCategories({ flow, x, top, width, height }: Plot, categories: ReturnType<typeof categoryLines>) {
  const slot = width / categories.length;
  categories.forEach((lines, at) =>
    lines.forEach((line, row) => {
      const start = x + slot * (at + 0.5) - widthOf(flow.canvas.fonts, line, small) / 2;
      flow.canvas.text(line, start, top + height + 12 + row * LINE, small);
    }),
  );
}

function heightOf(plot: Plot, units: bigint): number {
  return (Number((units * 100_000n) / plot.span) / 100_000) * plot.height;
}

function columnTotal(chart: ChartBlock, category: number): bigint {
  return chart.series.reduce((sum, series) => sum + (series.values[category]?.units ?? 0n), 0n);
}

/** How far the bars or points reach up from zero and down from it; both at least zero. */
interface Extent {
  readonly up: bigint;
  readonly down: bigint;
}

function extentOf(chart: ChartBlock): Extent {
  const reaches = chart.categories.map((_, category) => {
    const values = chart.series.map((series) => series.values[category]?.units ?? 0n);
    const [up, down] = [values.filter((value) => value > 0n), values.filter((value) => value < 0n)];
    return chart.form === 'stacked'
      ? [sumOf(up), -sumOf(down)]
      : [largest(up), largest(down.map((each) => -each))];
  });
  return { up: largest(reaches.map(([up = 0n]) => up)), down: largest(reaches.map(([, down = 0n]) => down)) };
}

function isEmpty({ up, down }: Extent): boolean {
  return up === 0n && down === 0n;
}

function sumOf(values: readonly bigint[]): bigint {
  return values.reduce((sum, value) => sum + value, 0n);
}

function largest(values: readonly bigint[]): bigint {
  return values.reduce((most, value) => (value > most ? value : most), 0n);
}

/** At most four steps to the farther end, as many of the same as the nearer end needs. */
function scaleOf({ up, down }: Extent) {
  const step = niceCeiling(up > down ? up : down) / 4n;
  const steps = (reach: bigint) => (reach === 0n ? 0 : Number((withAir(reach) + step - 1n) / step));
  return { step, up: steps(up), down: steps(down) };
}

/** Room for the label at the end. */
function withAir(value: bigint): bigint {
  return value + value / 12n + 1n;
}

/** The next number of the form 1, 1.2, 1.6, 2, 2.4, 3.2, 4, 6, 8 × 10ⁿ with a little air above the largest value. */
function niceCeiling(value: bigint): bigint {
  const wanted = withAir(value);
  let power = 1n;
  while (power * 100n < wanted) power *= 10n;
  for (const step of [12n, 16n, 20n, 24n, 32n, 40n, 60n, 80n, 100n]) {
    if (step * power >= wanted) return step * power;
  }
  return 120n * power;
}

function colorOf(at: number): string {
  return seriesColors[at % seriesColors.length]!;
}
