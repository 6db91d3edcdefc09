/** The look of the papers: few colours, few sizes, one place. Colours print well in grey. */

export const palette = {
  ink: '#1d1d1f',
  muted: '#6e6a63',
  faint: '#a9a49a',
  hairline: '#cfc9bd',
  rule: '#4a4640',
  band: '#f6f3ec',
  head: '#efeae0',
  cinnabar: '#a32a22',
  slate: '#2f4a63',
  slatePale: '#d5dde5',
  warning: '#fbf1e2',
  paperGold: '#b08d4c',
  goldPale: '#efe6d2',
} as const;

/** Series of a chart, in order; distinct in grey too. */
export const seriesColors = ['#a32a22', '#2f4a63', '#c39a4b', '#6f8f7b', '#8a6d8f', '#b9b3a7'] as const;

/** Width and height. */
export const A4 = { portrait: [595.28, 841.89], landscape: [841.89, 595.28] } as const;

export const margins = {
  portrait: { side: 56, top: 72, bottom: 62 },
  landscape: { side: 42, top: 64, bottom: 54 },
} as const;

/**
 * Large enough for the old people who read these papers, `small` the smallest of all; `wall`: what is read standing before it; `signed`: what
 * is signed or checked line by line.
 */
export const sizes = {
  title: 21,
  wall: 14,
  signed: 10.5,
  heading1: 14,
  heading2: 11.5,
  body: 10.5,
  table: 9.5,
  note: 9.5,
  small: 9,
} as const;

export type Sizes = Readonly<Record<keyof typeof sizes, number>>;

/** The sizes of a paper of which nothing is set smaller than `least`. */
export function sizesFrom(least: number): Sizes {
  return {
    title: Math.max(sizes.title, least),
    wall: Math.max(sizes.wall, least),
    signed: Math.max(sizes.signed, least),
    heading1: Math.max(sizes.heading1, least),
    heading2: Math.max(sizes.heading2, least),
    body: Math.max(sizes.body, least),
    table: Math.max(sizes.table, least),
    note: Math.max(sizes.note, least),
    small: Math.max(sizes.small, least),
  };
}

/** Line height as a multiple of the type size. */
export const LEADING = 1.5;
