/**
 * A paper before it is drawn: plain data, a closed list of blocks. Layout functions write it, the renderer reads it,
 * and nothing here knows a page. Measures are in points (1/72 inch).
 */
import type { Language } from '../domain/language.ts';

export type Orientation = 'portrait' | 'landscape';

export interface Paper {
  readonly language: Language;
  /** `by-tables`: upright, unless one of its tables would be squeezed there. Only of a paper whose blocks are all there. */
  readonly orientation: Orientation | 'by-tables';
  readonly frame: PaperFrame;
  /** The moment of creation: with the data it fixes the bytes. */
  readonly created: Date;
  /** No text between the frames of its pages is set smaller: of what is read standing before it, or signed. The smallest size unless given. */
  readonly least?: number;
  /** May be lazy: a book of thousands of pages is drawn block by block. */
  readonly blocks: Iterable<Block>;
}

/** What every page repeats, and what the file says about itself. */
export interface PaperFrame {
  readonly title: string;
  readonly author: string;
  readonly number: string;
  readonly headerLeft: string;
  readonly headerRight: string;
  readonly footerRight: string;
  /** Around the two page numbers: `['第 ', ' 页 · 共 ', ' 页']`. */
  readonly pageOf: readonly [before: string, between: string, after: string];
}

export type Tone = 'normal' | 'muted' | 'strong';

export interface QrCode {
  readonly text: string;
  readonly caption: string;
}

export interface LabelledText {
  readonly label: string;
  readonly value: string;
}

/** A large figure; `accent` marks the one that a reader came for. */
export interface Figure extends LabelledText {
  readonly note?: string;
  readonly accent?: true;
}

export interface TableColumn {
  readonly title: string;
  /** `decimal` sets the points of a column under each other. */
  readonly align: 'left' | 'center' | 'right' | 'decimal';
  /** Weight in the division of the width that the numbers leave over; 1 unless given. Text columns only. */
  readonly weight?: number;
  /** A least width, for columns people write into. */
  readonly least?: number;
  /** Lines of its cells are not broken, as numbers are not. */
  readonly whole?: true;
  /** A heading over several neighbouring columns that name the same one. */
  readonly group?: string;
  /** The column a reader looks for: set bold. */
  readonly strong?: true;
}

export type TableRow =
  /** `alarm`: set in red, for what is missing or wrong. */
  | { readonly kind: 'line'; readonly cells: readonly string[]; readonly tone?: 'alarm' }
  /** A heading within the table, over its whole width. */
  | { readonly kind: 'group'; readonly text: string }
  /** A sentence over the whole width, about the lines after it; `above`: about the one before it. */
  | { readonly kind: 'remark'; readonly text: string; readonly above?: true }
  | { readonly kind: 'subtotal'; readonly cells: readonly string[] };

export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
  readonly totals?: readonly string[];
  readonly style: 'rules' | 'zebra' | 'grid';
  /** The type size wished for; a table too wide is set smaller, down to the paper's least, and then has two columns in one. */
  readonly size?: number;
  /** The height of a line of one line of text, for sheets that are signed by hand. */
  readonly lineHeight?: number;
  /** What stands in place of the lines when there are none. */
  readonly empty: string;
}

/** A size to draw and the exact text beside it. `units` are whole numbers of whatever the chart shows. */
export interface ChartValue {
  readonly units: bigint;
  readonly label: string;
}

export interface ChartBlock {
  readonly kind: 'chart';
  readonly form: 'grouped' | 'stacked' | 'line';
  readonly title: string;
  readonly categories: readonly string[];
  readonly series: readonly { readonly name: string; readonly values: readonly ChartValue[] }[];
  /** Writes a number of units on the axis. */
  readonly axis: (units: bigint) => string;
  readonly height?: number;
  readonly empty: string;
}

/** The ledger's mark: what it is, and the seal of the trail. */
export interface LedgerMark {
  readonly above: string;
  readonly centre: string;
  readonly hash: string;
  readonly below: string;
}

export interface CertificateBlock {
  readonly kind: 'certificate';
  readonly issuer: string;
  readonly title: string;
  readonly subtitle: string;
  readonly number: LabelledText;
  /** The sentence that certifies, with the holder's name apart, to be set large. */
  readonly holder: string;
  readonly declaration: string;
  readonly facts: readonly LabelledText[];
  readonly holdings: TableBlock;
  readonly mark: LedgerMark;
  readonly signatures: readonly string[];
  readonly issuedOn: LabelledText;
  readonly qr: QrCode;
  readonly note: string;
}

export type Block =
  | {
      readonly kind: 'title';
      readonly title: string;
      readonly subtitle?: string;
      readonly qr?: QrCode;
      /** A second code, left of the first. */
      readonly beside?: QrCode;
      /** The title unless given. */ readonly bookmark?: string;
    }
  | {
      readonly kind: 'cover';
      readonly title: string;
      readonly subtitle: string;
      readonly issuer: string;
      readonly facts: readonly LabelledText[];
      readonly qr: QrCode;
    }
  | { readonly kind: 'heading'; readonly level: 1 | 2; readonly text: string }
  /** The titles and first-level headings that come after it, with their pages. Only in a paper whose blocks are all there. */
  | { readonly kind: 'contents'; readonly title: string }
  | {
      readonly kind: 'paragraph';
      readonly text: string;
      readonly tone?: Tone;
      readonly align?: 'left' | 'center' | 'right';
      readonly size?: number;
    }
  | { readonly kind: 'key-values'; readonly items: readonly LabelledText[]; readonly columns: 1 | 2 | 3 }
  | { readonly kind: 'figures'; readonly items: readonly Figure[] }
  | TableBlock
  | ChartBlock
  | { readonly kind: 'signatures'; readonly labels: readonly string[] }
  | { readonly kind: 'note'; readonly text: string; readonly tone: 'plain' | 'warning' }
  /** `soft`: what follows may stand below on the same page, where a third of it is left. */
  | { readonly kind: 'page-break'; readonly soft?: true }
  | CertificateBlock;
