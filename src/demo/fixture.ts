/** The fictional communities of the demonstration, as their accountants' files; `fixtures/cooperative/README.md` describes them. */
import { readFileSync } from 'node:fs';
import type { InputOf } from '../contract/endpoint.ts';
import type { Sentence } from '../domain/language.ts';
import type { endpoints } from '../endpoints.ts';

type Input<Name extends keyof typeof endpoints> = InputOf<(typeof endpoints)[Name]>;

/** As an accountant records it from minutes kept on paper. */
export type Resolution = Input<'recordResolution'> & {
  readonly vote: {
    readonly entitled: number;
    readonly present: number;
    readonly against: number;
    readonly abstain: number;
  };
};

/** The meeting that comes to a resolution: what the notice says, how it is voted, what is written down. */
export interface MeetingPlan {
  readonly title: string;
  readonly noticeOn: string;
  readonly time: string;
  readonly place: string;
  /** Heard before the vote. */
  readonly heard: readonly Heard[];
  /** Voted on before what the meeting is about. */
  readonly before?: readonly Motion[];
  readonly byName: boolean;
  /** How many of those present join online. */
  readonly online?: number;
  readonly minutes: Omit<Input<'recordMinutes'>, 'meetingId'>;
}

export type Motion = NonNullable<Input<'draftMeeting'>['agenda']>[number];
type Heard = Pick<Motion, 'title' | 'text' | 'titleEn' | 'textEn'>;

export interface SchemeStep {
  readonly key: 'founding' | 'reform' | 'new-law';
  readonly recordedOn: string;
  readonly resolution: Resolution;
  readonly meeting: MeetingPlan;
  readonly scheme: Input<'draftScheme'>;
  readonly postOn: string;
}

export interface HalfYearStep {
  readonly draftedOn: string;
  readonly run: Input<'draftRun'> & { readonly pool: string };
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

type EntryFixture = Input<'prepareEntry'>;

/** Books, assets, pensions and plans, as they are sent to the interface. */
export interface MoneyFixture {
  readonly payer: Input<'setPayoutSettings'>;
  readonly opening: EntryFixture;
  readonly pension: Input<'setPensionRule'>;
  readonly months: readonly { readonly month: string; readonly entries: readonly EntryFixture[] }[];
  readonly assets: readonly {
    readonly asset: Input<'enterAsset'>;
    readonly step: string;
  }[];
  /** Assets whose income is noted with them, and the account that it stands on. */
  readonly uses: readonly { readonly asset: string; readonly account: string; readonly note: string }[];
  readonly given?: { readonly recordedOn: string; readonly asset: Input<'enterAsset'> };
  readonly idle?: {
    readonly asset: string;
    readonly recordedOn: string;
    readonly from: string;
    readonly to: string;
    readonly note: string;
  };
  readonly plans: Readonly<
    Record<string, Pick<Input<'draftPlan'>, 'mode' | 'steps'> & { readonly members: string }>
  >;
  /** The bank template of each half-year. */
  readonly templates: Readonly<Record<string, string>>;
  readonly returnedEvery: number;
  readonly estates: readonly (Input<'dividePayoutEstate'> & { readonly on: string })[];
}

export interface Community {
  /** The party organisation, which studies what matters before a meeting does. */
  readonly party: Sentence;
  readonly cooperative: Omit<Input<'createCooperative'>, 'people'>;
  readonly shareClasses: readonly Input<'defineClass'>[];
  readonly shareLimits: readonly Input<'setLimit'>[];
  readonly shareAllowance: Input<'setShareAllowance'>;
  readonly shareTakers?: { readonly resolution: Resolution; readonly takers: Input<'setShareTakers'> };
  readonly schemes: readonly SchemeStep[];
  readonly halfYears: readonly HalfYearStep[];
  readonly events: readonly EventStep[];
  readonly money: MoneyFixture;
  readonly roster: Buffer;
  readonly openingShares: Buffer;
}

export function readCommunity(folder: 'cooperative' | 'qingquan' | 'sample'): Community {
  const file = (name: string) => readFileSync(new URL(`../../fixtures/${folder}/${name}`, import.meta.url));
  const json = (name: string): unknown => JSON.parse(file(name).toString('utf8'));
  return {
    ...(json('cooperative.json') as Pick<
      Community,
      'party' | 'cooperative' | 'shareClasses' | 'shareLimits' | 'shareAllowance' | 'shareTakers'
    >),
    schemes: json('schemes.json') as readonly SchemeStep[],
    halfYears: json('half-years.json') as readonly HalfYearStep[],
    events: json('events.json') as readonly EventStep[],
    money: json('money.json') as MoneyFixture,
    roster: file('roster.xlsx'),
    openingShares: file('opening-shares.csv'),
  };
}
