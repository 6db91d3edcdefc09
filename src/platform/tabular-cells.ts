/**
 * A table as somebody made it: rows of cells as text. Numbers of a workbook stay decimal text, cut to the 15 digits that
 * a spreadsheet shows; days are `YYYY-MM-DD`. What a cell was besides its text goes along, since what reads it must be able to
 * tell a number from text and a day from a number. Shared by the reader and its worker; plain, so that it can be posted.
 */

import type { FaultValues } from '../domain/refusal.ts';

export interface Cell {
  readonly text: string;
  /** A number by its type: zeros in front of it are gone. */
  readonly number?: true;
  /** A number whose digits beyond the fifteenth were lost before it came here. */
  readonly digitsLost?: true;
  /** A day by its format. */
  readonly day?: true;
  /** The time of a day that is written as a moment just before midnight: the next day may be meant. */
  readonly late?: string;
  /** Letters that its format shows beside its digits and that are none of its own. */
  readonly dressed?: string;
  /** What its format shows instead of it: thousands of it, a word, nothing. */
  readonly seen?: string;
  /** The same with fewer digits behind the point, as its format shows it. */
  readonly rounded?: string;
  /** A share of a hundred by its format. */
  readonly percent?: true;
  /** What a formula failed with, such as `#REF!`. */
  readonly error?: true;
  /** A formula that was never worked out: nobody knows its value. */
  readonly noValue?: true;
  /** Some of it is raised, lowered or struck through, or all of it struck: the eye does not read it as one text. */
  readonly mixed?: true;
}

/** Cells that are one for the eye; counted from 0, all ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

export interface Table {
  /** Name of the sheet; null for CSV. */
  readonly sheet: string | null;
  /** Rows as counted by the spreadsheet: `rows[0]` is row 1. An empty cell is null. */
  readonly rows: readonly (readonly (Cell | string | null)[])[];
  /** A tab that nobody sees. */
  readonly hidden?: true;
  /** A tab without cells: a chart, a macro. */
  readonly drawing?: true;
  readonly merges?: readonly Merge[];
  /** Rows with something in them that a filter or a hand has hidden. */
  readonly hiddenRows?: number;
  /** Of a CSV: it ends within a line, as one that was not fetched whole does, and as many whole ones do. */
  readonly openEnd?: true;
  /** Of a CSV: what its bytes were taken for. */
  readonly encoding?: string;
}

/** What the worker is given and what it answers. */
export interface ReadingOrder {
  readonly bytes: Uint8Array;
  readonly kind: 'xlsx' | 'csv';
  readonly limits: ReadingLimits;
  /** Names of columns in their plain form: by them the separator of a CSV is told. */
  readonly heads: readonly string[];
}

export interface ReadingLimits {
  readonly rows: number;
  readonly columns: number;
  readonly cells: number;
  /** Characters of one cell. */
  readonly cellLength: number;
  /** Characters of all cells together: in a workbook one text may stand in every cell and be packed once. */
  readonly characters: number;
  readonly unpackedBytes: number;
  /** How many bytes one packed byte may become. */
  readonly ratio: number;
  readonly entries: number;
  readonly seconds: number;
  readonly megabytes: number;
}

type ReadingRefusal =
  | 'file.damaged'
  | 'file.not-a-table'
  | 'file.other-format'
  | 'file.document'
  | 'file.archive'
  | 'file.unpacks-too-large'
  | 'file.too-many-rows'
  | 'file.row-far-below'
  | 'file.encoding-unknown'
  | 'file.encoding-broken'
  | 'file.quotes'
  | 'table.too-many-columns'
  | 'table.too-many-cells'
  | 'table.too-much-text'
  | 'table.cell-too-large'
  | 'table.row-too-long';

export type ReadingAnswer =
  | { readonly kind: 'read'; readonly tables: readonly Omit<Table, 'rows'>[] }
  /** The next rows of a table: they come in pieces, so that the thread need not hold what it has handed over. */
  | { readonly kind: 'rows'; readonly table: number; readonly rows: Table['rows'] }
  | { readonly kind: 'progress'; readonly rows: number }
  | {
      readonly kind: 'refused';
      readonly code: ReadingRefusal;
      readonly values: FaultValues;
    };

/** As much as is looked at of a text: one sign may stand for eighteen. */
export const lengthLookedAt = (text: string): number => text.normalize('NFKC').length;

/** A number of characters as people say it. */
export const millions = (characters: number): string => `${Math.floor(characters / 1e6)}`;

/** Thrown in the worker; said outside of it by its code. */
export class UnreadableFile extends Error {
  readonly answer: Extract<ReadingAnswer, { kind: 'refused' }>;
  constructor(code: ReadingRefusal, values: UnreadableFile['answer']['values'] = {}) {
    super(code);
    this.answer = { kind: 'refused', code, values };
  }
}
