/**
 * A table as somebody made it: rows of cells as text. Numbers of a workbook stay decimal text, cut to the 15 digits that
 * a spreadsheet shows; days are `YYYY-MM-DD`. Shared by the reader and its worker; plain, so that it can be posted.
 */

export interface Cell {
  readonly text: string;
  /** A number whose digits beyond the fifteenth were lost before it came here. */
  readonly digitsLost?: true;
  /** What a formula failed with, such as `#REF!`. */
  readonly error?: true;
}

export interface Table {
  /** Name of the sheet; null for CSV. */
  readonly sheet: string | null;
  /** Rows as counted by the spreadsheet: `rows[0]` is row 1. An empty cell is null. */
  readonly rows: readonly (readonly (Cell | string | null)[])[];
}

/** What the worker is given and what it answers. */
export interface ReadingOrder {
  readonly bytes: Uint8Array;
  readonly kind: 'xlsx' | 'csv';
  readonly limits: ReadingLimits;
}

export interface ReadingLimits {
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
  /** Characters of one cell. */
  readonly cellLength: number;
  readonly unpackedBytes: number;
  /** How many bytes one packed byte may become. */
  readonly ratio: number;
  readonly entries: number;
  readonly seconds: number;
  readonly megabytes: number;
}

export type ReadingAnswer =
  | { readonly kind: 'read'; readonly tables: readonly Table[] }
  | { readonly kind: 'progress'; readonly rows: number }
  | {
      readonly kind: 'refused';
      readonly code:
        | 'file.damaged'
        | 'file.not-a-table'
        | 'file.unpacks-too-large'
        | 'file.too-many-rows'
        | 'file.encoding-unknown'
        | 'file.quotes'
        | 'table.too-many-columns'
        | 'table.too-many-cells'
        | 'table.cell-too-large'
        | 'table.row-too-long';
      readonly values: Readonly<Record<string, string | number>>;
    };
