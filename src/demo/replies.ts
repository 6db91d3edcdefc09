/** What the story reads of the interface's replies. */
import type { cohortWords } from '../domain/words.ts';

export interface IdReply {
  readonly id: string;
}

/** Of a movement: the ids of all it posted. */
export interface PostedReply {
  readonly id?: string;
  readonly ids?: readonly string[];
}

export interface ImportReply extends IdReply {
  readonly state: string;
  readonly fileName: string;
  readonly rows: number;
  readonly faultCount: number;
  readonly faults: readonly unknown[];
  readonly result: {
    readonly members?: number;
    readonly households?: number;
    readonly movements?: number;
    readonly shares?: string;
  };
}

export interface PostingReply {
  readonly movements: number;
  readonly given: string;
  readonly taken: string;
}

export interface ComparisonReply {
  readonly cohorts: readonly {
    readonly cohort: keyof typeof cohortWords;
    readonly holders: number;
    readonly outcomes: readonly { readonly shares: string; readonly dividend: string }[];
  }[];
  readonly findings: readonly { readonly zh: string; readonly en: string }[];
}

export interface RunReply extends IdReply {
  readonly period: string;
  readonly kind: string;
  readonly method: 'largest-remainder' | 'per-share';
  readonly pool: string;
  readonly carriedIn: string;
  readonly paid: string;
  readonly carried: string;
  readonly tax: string;
  readonly net: string;
  readonly lines: number;
}

export interface DocumentReply extends IdReply {
  readonly kind: string;
  readonly number: string;
  readonly language: string;
  readonly title: string;
  readonly sha256: string;
  readonly pages: number;
  readonly seal: string;
}
