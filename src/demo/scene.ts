/** What the story knows while it is told, and what it leaves behind. */
import type { Interface, Person } from './client.ts';
import type { Community } from './fixture.ts';
import type { Telling } from './telling.ts';

export interface RunSummary {
  readonly period: string;
  readonly kind: string;
  readonly method: string;
  readonly pool: string;
  readonly carriedIn: string;
  readonly paid: string;
  readonly carried: string;
  readonly tax: string;
  readonly net: string;
  readonly lines: number;
  /** Head of the trail right after the posting. */
  readonly seal: string;
}

export interface DocumentSummary {
  readonly kind: string;
  readonly number: string;
  readonly language: string;
  readonly title: string;
  readonly sha256: string;
  readonly pages: number;
}

/** Writes a paper away; returns the name it lies under. */
export type Keep = (document: DocumentSummary, content: Buffer) => string;

export interface Cast {
  readonly api: Interface;
  readonly userNames: { readonly administrator: string };
  readonly password: string;
  readonly setTime: (moment: Date) => void;
  readonly keep: Keep;
  readonly tell: Telling;
}

export interface Told {
  readonly cooperativeId: string;
  readonly runs: readonly RunSummary[];
  readonly documents: readonly (DocumentSummary & { readonly file: string })[];
}

export interface Scene {
  readonly community: Community;
  readonly cast: Cast;
  readonly accountant: Person;
  readonly reviewer: Person;
  readonly runs: RunSummary[];
  readonly documents: (DocumentSummary & { file: string })[];
  /** Ids by `member:0010`, `run:2011-H1`, `event:freeze`, `scheme:reform`. */
  readonly ids: Map<string, string>;
  /** The day of the story. */
  readonly today: () => string;
}
