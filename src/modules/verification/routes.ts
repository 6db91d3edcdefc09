/**
 * Verification as people ask for it. One at a time for each cooperative and two in all, in this process alone; nothing of it is kept on
 * disk. Whoever waits for a turn is told that it goes on.
 */
import { guardOf } from '../../contract/endpoint.ts';
import type { Language } from '../../domain/language.ts';
import { refuse } from '../../domain/refusal.ts';
import { defineCommand, readAs } from '../../platform/command.ts';
import { signedInUser, type RoutePlugin } from '../../platform/http.ts';
import { safeError } from '../../platform/redaction.ts';
import { handle, serve } from '../../platform/serve.ts';
import { requirePlatformRight } from '../access/index.ts';
import { recordAnswer, reviewAnswer } from '../audit/index.ts';
import * as wire from './contract.ts';
import { findingHash, findingText, notedText, type Finding } from './finding.ts';
import { createTurns } from './turns.ts';
import {
  toldOutside,
  VERIFICATION_STEPS,
  verifyCooperative,
  verifyPlatform,
  type Verification,
} from './verify.ts';

/** Each has a connection for its whole length. */
const AT_ONCE = 2;
/** Whose turn it is where what stands outside the cooperatives is verified. */
const PLATFORM = 'platform';

interface Begun {
  readonly at: Date;
  readonly by: string;
  done: number;
  outcome:
    | { readonly is: 'running' }
    | { readonly is: 'failed'; readonly at: Date }
    | {
        readonly is: 'done';
        readonly at: Date;
        readonly result: Verification;
        /** Of the platform: not shown here, but answered by whoever its administrator told the number. */
        readonly outside: readonly Finding[];
      };
}

const confirmAnswer = defineCommand({
  name: 'verification.confirm-answer',
  endpoint: wire.confirmFindingAnswer,
  run: (unit, { answerId }) => reviewAnswer(unit, answerId, null),
});

const refuseAnswer = defineCommand({
  name: 'verification.refuse-answer',
  endpoint: wire.refuseFindingAnswer,
  run: (unit, { answerId, reason }) => reviewAnswer(unit, answerId, reason),
});

export const verificationRoutes: RoutePlugin = async (app) => {
  const { services } = app;
  const begun = new Map<string, Begun>();
  const turns = createTurns(AT_ONCE);

  function begin(cooperativeId: string, by: string): void {
    const own: Begun = { at: services.clock(), by, done: 0, outcome: { is: 'running' } };
    begun.set(cooperativeId, own);
    // What is wrong with the platform is the operator's; the cooperative hears of its own all the same.
    const nothingTold = (error: unknown) => {
      app.log.error({ err: safeError(error) }, 'verification outside the cooperatives');
      return { findings: [], heads: [] };
    };
    const verify = async () => {
      const outside = await toldOutside(services, cooperativeId).catch(nothingTold);
      const tell = () => void (own.done += 1);
      return { outside, result: await verifyCooperative(services, cooperativeId, tell, outside.heads) };
    };
    turns.run(cooperativeId, verify).then(
      ({ result, outside }) =>
        (own.outcome = { is: 'done', at: services.clock(), result, outside: outside.findings }),
      (error: unknown) => {
        own.outcome = { is: 'failed', at: services.clock() };
        app.log.error({ err: safeError(error) }, 'verification');
      },
    );
  }

  /** The one under way: whoever asks meanwhile is told what it finds. */
  let platform: ReturnType<typeof verifyPlatform> | null = null;
  const platformInTurn = () =>
    (platform ??= turns.run(PLATFORM, () => verifyPlatform(services)).finally(() => (platform = null)));

  handle(app, wire.readPlatformVerification, async ({ request, language }) => {
    await requirePlatformRight(services, signedInUser(request), 'platform.verify');
    const { entries, hash, findings, findingCount, answerTo } = await platformInTurn();
    return {
      entries: entries.toString(),
      hash,
      findings: findings.map(toldIn(language, answerTo)),
      findingCount,
    };
  });

  handle(app, wire.readVerification, async ({ input, cooperativeId, language, context }) => {
    if (input.begin === 'true') {
      const by = await readAs(services, context(), guardOf(wire.readVerification), (_tx, actor) =>
        Promise.resolve(actor.displayName),
      );
      // Asked only now: many who begin at once begin one.
      if (begun.get(cooperativeId)?.outcome.is !== 'running') begin(cooperativeId, by);
    }
    return onWire(begun.get(cooperativeId), language);
  });

  serve(
    app,
    wire.answerFinding,
    defineCommand({
      name: 'verification.answer-finding',
      endpoint: wire.answerFinding,
      async run(unit, { finding, explanation }) {
        const outcome = begun.get(unit.cooperativeId)?.outcome;
        const found = outcome?.is === 'done' ? [...outcome.result.findings, ...outcome.outside] : [];
        const [meant, ...others] = found.filter((each) => findingHash(each).startsWith(finding));
        if (meant === undefined || others.length > 0) throw refuse('finding.unknown');
        const says = { zh: findingText(meant, 'zh'), en: findingText(meant, 'en') };
        return { id: await recordAnswer(unit, findingHash(meant), says, explanation) };
      },
    }),
  );
  serve(app, wire.confirmFindingAnswer, confirmAnswer);
  serve(app, wire.refuseFindingAnswer, refuseAnswer);
};

function onWire(own: Begun | undefined, language: Language) {
  const of = VERIFICATION_STEPS;
  if (own === undefined)
    return { state: 'never' as const, done: 0, of, begunAt: null, begunBy: null, endedAt: null, found: null };
  const { at, by, done, outcome } = own;
  return {
    state: outcome.is,
    done,
    of,
    begunAt: at.toISOString(),
    begunBy: by,
    endedAt: outcome.is === 'running' ? null : outcome.at.toISOString(),
    found: outcome.is === 'done' ? foundOnWire(outcome.result, language) : null,
  };
}

const toldIn = (language: Language, answerTo: Verification['answerTo']) => (finding: Finding) => ({
  says: findingText(finding, language),
  finding: findingHash(finding),
  answer: answerTo(finding) ?? null,
});

function foundOnWire(result: Verification, language: Language) {
  const { runs, lines, meetings, resolutions, batches, vouchers, papers } = result;
  const told = toldIn(language, result.answerTo);
  return {
    seal: result.seal,
    counted: {
      entries: result.entries.toString(),
      movements: result.movements.toString(),
      runs,
      lines,
      meetings,
      resolutions,
      batches,
      vouchers,
      papers,
    },
    findings: result.findings.map(told),
    findingCount: result.findingCount,
    answered: result.answered.map(told),
    answeredCount: result.answeredCount,
    noted: result.noted.map((each) => notedText(each, language)),
    notedCount: result.notedCount,
  };
}
