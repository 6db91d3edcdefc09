/**
 * The sample cooperative at a press: opened by whoever may open cooperatives, filled in the background by the tale that the
 * demonstration tells too. How far it is stands in memory only; whether it is there, in the list of users.
 */
import type { InputOf } from '../../contract/endpoint.ts';
import type { Role } from '../../domain/permission.ts';
import { refuse } from '../../domain/refusal.ts';
import { signedInUser, type App } from '../../platform/http.ts';
import { describeFailure } from '../../platform/redaction.ts';
import { handle } from '../../platform/serve.ts';
import type { Services } from '../../platform/services.ts';
import * as wire from './contract.ts';
import { createCooperative } from './founding.ts';
import { requireAcceptable } from './passwords.ts';
import { requirePlatformRight } from './platform-right.ts';
import { findUserByName } from './store.ts';

export interface SampleAsked {
  readonly password: string;
  /** Opens the cooperative as whoever asked, at the moment of the tale. */
  readonly found: (
    services: Services,
    wish: InputOf<typeof wire.createCooperative>,
  ) => ReturnType<typeof createCooperative>;
  readonly onStep: (told: number, of: number) => void;
}

export interface Sample {
  readonly name: string;
  readonly people: readonly {
    readonly userName: string;
    readonly displayName: string;
    readonly roles: readonly Role[];
  }[];
  readonly tell: (services: Services, asked: SampleAsked) => Promise<void>;
}

/** One key for ever: asked again after it was cut off, the same cooperative is found. */
const KEY = 'sample-cooperative';

export async function sampleRoutes(app: App, sample: Sample | null): Promise<void> {
  const { services } = app;
  let going: { state: 'telling' | 'failed'; told: number; of: number } | null = null;

  const requireFounder = (userId: string) => requirePlatformRight(services, userId, 'cooperative.create');

  async function isThere(): Promise<boolean> {
    const [first] = sample?.people ?? [];
    if (first === undefined) return false;
    return (await services.database.outside((tx) => findUserByName(tx, first.userName))) !== undefined;
  }

  async function stands() {
    const state: 'none' | 'telling' | 'there' | 'failed' =
      going?.state ?? ((await isThere()) ? 'there' : 'none');
    const people = sample?.people.map((each) => ({ ...each, roles: [...each.roles] })) ?? [];
    return { state, name: sample?.name ?? '', told: going?.told ?? 0, of: going?.of ?? 0, people };
  }

  handle(app, wire.readSample, async ({ request }) => {
    await requireFounder(signedInUser(request));
    return stands();
  });

  handle(app, wire.openSample, async ({ request, input }) => {
    const userId = signedInUser(request);
    await requireFounder(userId);
    if (sample === null) throw refuse('sample.missing');
    if (going?.state === 'telling') return stands();
    if (going === null && (await isThere())) throw refuse('sample.there');
    for (const { userName } of sample.people)
      requireAcceptable(services.config.HEGU_PASSWORD_RULES, { ...input, userName });
    going = { state: 'telling', told: 0, of: 0 };
    sample
      .tell(services, {
        password: input.password,
        found: (then, wish) => createCooperative(then, { userId, idempotencyKey: KEY }, wish),
        onStep: (told, of) => void (going = { state: 'telling', told, of }),
      })
      .then(
        () => void (going = null),
        (error: unknown) => {
          going = { state: 'failed', told: 0, of: 0 };
          request.log.error(describeFailure(error), 'the sample was not told to its end');
        },
      );
    return stands();
  });
}
