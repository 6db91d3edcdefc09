/** The fictional community of the demonstration, as its accountant's files; `fixtures/cooperative/README.md` describes them. */
import { readFileSync } from 'node:fs';

export interface Resolution {
  readonly body: string;
  readonly number: string;
  readonly decidedOn: string;
  readonly matter: string;
  readonly title: string;
  readonly text: string;
  readonly vote: {
    readonly entitled: number;
    readonly present: number;
    readonly for: number;
    readonly against: number;
    readonly abstain: number;
  };
}

/** The meeting that comes to a resolution: what the notice says, how it is voted, what is written down. */
export interface MeetingPlan {
  readonly title: string;
  readonly noticeOn: string;
  readonly time: string;
  readonly place: string;
  /** Heard before the vote. */
  readonly heard: readonly { readonly title: string; readonly text: string }[];
  readonly byName: boolean;
  /** How many of those present join online. */
  readonly online?: number;
  readonly minutes: { readonly chair: string; readonly recorder: string; readonly text: string };
}

export interface SchemeStep {
  readonly key: 'founding' | 'reform';
  readonly recordedOn: string;
  readonly resolution: Resolution;
  readonly meeting: MeetingPlan;
  readonly scheme: {
    readonly name: string;
    readonly effectiveOn: string;
    readonly meaning: string;
    readonly rules: unknown;
  };
  readonly postOn: string;
}

export interface HalfYearStep {
  readonly draftedOn: string;
  readonly run: {
    readonly period: string;
    readonly recordDate: string;
    readonly pool: string;
    readonly taxRate: string;
  };
  readonly resolution: Resolution;
  readonly meeting: MeetingPlan;
  readonly objection?: {
    readonly raisedOn: string;
    readonly raisedBy: string;
    readonly text: string;
    readonly answeredOn: string;
    readonly answer: string;
  };
  readonly postedOn: string;
}

/** Something that happened: a post to the interface. `{member:0010}` and the like stand for ids. */
export interface EventStep {
  readonly recordedOn: string;
  readonly key?: string;
  readonly what: string;
  readonly post: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** Only of difference runs, which a body resolves before they are posted. */
  readonly resolution?: Resolution;
  readonly postedOn?: string;
}

interface EntryFixture {
  readonly date: string;
  readonly summary: string;
  readonly lines: readonly { readonly account: string; readonly debit?: string; readonly credit?: string }[];
}

/** Books, assets, pensions and plans, as they are sent to the interface. */
export interface MoneyFixture {
  readonly payer: object;
  readonly opening: EntryFixture;
  readonly pension: { readonly amount: string };
  readonly months: readonly { readonly month: string; readonly entries: readonly EntryFixture[] }[];
  readonly assets: readonly {
    readonly asset: { readonly number: string; readonly value: string };
    readonly step: string;
  }[];
  readonly given: { readonly recordedOn: string; readonly asset: object };
  readonly idle: {
    readonly asset: string;
    readonly recordedOn: string;
    readonly from: string;
    readonly to: string;
    readonly note: string;
  };
  readonly plans: Readonly<
    Record<string, { readonly mode: string; readonly steps: readonly object[]; readonly members: string }>
  >;
  /** The bank template of each half-year. */
  readonly templates: Readonly<Record<string, string>>;
  readonly returnedEvery: number;
  readonly estates: readonly { readonly on: string; readonly deceased: string; readonly basis: string }[];
}

export interface Community {
  readonly cooperative: { readonly name: string; readonly regionCode: string; readonly effectiveOn: string };
  readonly shareClasses: readonly { readonly code: string; readonly name: string }[];
  readonly shareLimits: readonly object[];
  readonly schemes: readonly SchemeStep[];
  readonly halfYears: readonly HalfYearStep[];
  readonly events: readonly EventStep[];
  readonly money: MoneyFixture;
  readonly roster: Buffer;
  readonly openingShares: Buffer;
}

export function readCommunity(): Community {
  const file = (name: string) => readFileSync(new URL(`../../fixtures/cooperative/${name}`, import.meta.url));
  const json = (name: string): unknown => JSON.parse(file(name).toString('utf8'));
  return {
    ...(json('cooperative.json') as Pick<Community, 'cooperative' | 'shareClasses' | 'shareLimits'>),
    schemes: json('schemes.json') as readonly SchemeStep[],
    halfYears: json('half-years.json') as readonly HalfYearStep[],
    events: json('events.json') as readonly EventStep[],
    money: json('money.json') as MoneyFixture,
    roster: file('roster.xlsx'),
    openingShares: file('opening-shares.csv'),
  };
}
