/** What the story knows while it is told, and what it leaves behind. */
import type { LegalityAnswer } from '../domain/legality-answer.ts';
import type { Sentence } from '../domain/language.ts';
import type { Role } from '../domain/permission.ts';
import type { PayoutState } from '../domain/payout.ts';
import type { InputOf, ReplyOf } from '../contract/endpoint.ts';
import type { endpoints } from '../endpoints.ts';
import { must } from '../platform/must.ts';
import type { Interface, Person } from './client.ts';
import type { Community, HalfYearStep } from './fixture.ts';
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

/** A payout batch as the bank answered it. */
export interface BatchSummary {
  readonly number: string;
  readonly template: string;
  readonly count: number;
  readonly total: string;
  readonly paid: { readonly count: number; readonly total: string };
  readonly returned: { readonly count: number; readonly total: string };
  readonly state: string;
  readonly file: string;
  /** What was not in it and waits, by the reason. */
  readonly waiting: readonly {
    readonly state: PayoutState;
    readonly count: number;
    readonly total: string;
  }[];
}

/** Money that nobody had fetched at the end of the story. */
export interface WaitingSummary {
  readonly period: string;
  readonly kind: string;
  readonly number: string;
  readonly payee: string | null;
  readonly net: string;
  readonly state: PayoutState;
  /** Until when it can be asked for; null while heirs are not determined. */
  readonly limitationOn: string | null;
}

/** The books at the end of the story. */
export interface TrialSummary {
  readonly from: string;
  readonly on: string;
  readonly rows: readonly {
    readonly account: string;
    readonly name: string;
    readonly opening: string;
    readonly debit: string;
    readonly credit: string;
    readonly closing: string;
  }[];
  readonly totals: {
    readonly opening: string;
    readonly debit: string;
    readonly credit: string;
    readonly closing: string;
  };
  readonly owedToMembers: string;
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
export type Keep = (document: DocumentSummary, content: Uint8Array) => string;

/** A cooperative is opened by whoever looks after the service; its people have no password yet. */
export type Found = (
  wish: InputOf<typeof endpoints.createCooperative>,
) => Promise<ReplyOf<typeof endpoints.createCooperative>>;

export interface Cast {
  readonly api: Interface;
  readonly found: Found;
  readonly password: string;
  readonly setTime: (moment: Date) => void;
  /** The computer's time when the demonstration was begun: what goes on while one looks begins there. */
  readonly begun: Date;
  readonly keep: Keep;
  /** Writes a file for a bank away; returns the name it lies under. */
  readonly keepFile: (name: string, content: Uint8Array) => string;
  readonly tell: Telling;
  /** Hears how far the tale is. */
  readonly onStep?: (told: number, of: number) => void;
}

export interface TalePerson {
  readonly userName: string;
  readonly displayName: string;
  readonly roles: readonly [Role];
}

/** What is told of one cooperative, with its people. */
export interface Tale {
  readonly community: Community;
  readonly title: Sentence;
  /** Before the names of its office. */
  readonly prefix: string;
  readonly people: readonly TalePerson[];
  /** The first day in these books, and the day on which the registers are taken in. */
  readonly openedOn: string;
  readonly enteredOn: string;
  /** Fills the seats of the bodies, by the ids of the people. */
  readonly seat: (scene: Scene, userIds: ReadonlyMap<string, string>) => Promise<void>;
  readonly lastPapers: (scene: Scene, step: HalfYearStep, runId: string, month: string) => Promise<void>;
  /** Up to which day it is told, and what is left there for whoever looks. */
  readonly left?: { readonly on: string; readonly leave: (scene: Scene) => Promise<void> };
}

/** What the certificate of a run or a scheme answers. */
export interface CertificateSummary {
  readonly name: Sentence;
  readonly lawful: boolean;
  readonly answers: readonly {
    readonly question: string;
    readonly name: Sentence;
    readonly answer: LegalityAnswer;
    readonly evidence: Sentence;
  }[];
}

export interface Told {
  readonly cooperative: string;
  readonly title: Sentence;
  readonly runs: readonly RunSummary[];
  readonly documents: readonly (DocumentSummary & { readonly file: string })[];
  readonly batches: readonly BatchSummary[];
  readonly waiting: readonly WaitingSummary[];
  readonly trialBalance: TrialSummary;
  readonly certificates: readonly CertificateSummary[];
}

export interface Scene {
  readonly community: Community;
  readonly cast: Cast;
  readonly accountant: Person;
  readonly cashier: Person;
  readonly supervisor: Person;
  readonly reviewer: Person;
  readonly chair: Person;
  readonly lastPapers: Tale['lastPapers'];
  /** The last half-year that is told until its money is paid. */
  readonly lastPaid: string;
  readonly batches: BatchSummary[];
  readonly certificates: CertificateSummary[];
  readonly runs: RunSummary[];
  readonly documents: (DocumentSummary & { file: string })[];
  /** Ids by `member:0010`, `run:2011-H1`, `event:freeze`, `scheme:reform`. */
  readonly ids: Map<string, string>;
  /** The day of the story. */
  readonly today: () => string;
}

/** What the chair set and loosens something waits for the supervisor. */
export async function bothSet(
  { supervisor }: Pick<Scene, 'supervisor'>,
  { proposal }: Pick<ReplyOf<(typeof endpoints)['setLimit']>, 'proposal'>,
): Promise<void> {
  if (proposal !== null) await supervisor.confirmSetting({ proposalId: proposal.id });
}

/** An id that the story came by earlier. */
export function idOf(scene: Scene, name: string): string {
  return must(scene.ids.get(name), name);
}
