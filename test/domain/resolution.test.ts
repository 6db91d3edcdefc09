/** What may rest on a resolution: only what it decided, only when it was adopted, only as it was then. */
import { describe, expect, it } from 'vitest';
import { motionKinds, type MotionKind } from '../../src/domain/assembly-rules.ts';
import type { Outcome } from '../../src/domain/assembly-vote.ts';
import { outcomeWords } from '../../src/domain/assembly-words.ts';
import {
  planRepealSubject,
  planSubject,
  requireDecision,
  reversalSubject,
  runSubject,
  schemeSubject,
  type Decided,
} from '../../src/domain/resolution.ts';
import { codesRefused, refusing } from '../support/refusing.ts';

const decided = (
  matter: MotionKind,
  subject: string | null = null,
  outcome: Outcome = 'adopted',
): Decided => ({
  number: '〔2025〕7号',
  outcome,
  matter,
  subject,
});
const at = { pointer: '/resolutionId' };

describe('A resolution carries', () => {
  it('every matter it decided and no other, but a difference of the dividend it resolved', () => {
    const carried = motionKinds.flatMap((matter) =>
      motionKinds
        .filter(
          (claim) =>
            codesRefused(() => requireDecision(decided(matter), { matter: claim, subject: 's' })).length ===
            0,
        )
        .map((claim) => `${claim} on ${matter}`),
    );
    expect(carried.sort()).toEqual(
      [...motionKinds.map((kind) => `${kind} on ${kind}`), 'dividend-difference on dividend-run'].sort(),
    );
  });

  it('what it names, and anything of its matter where it names nothing', () => {
    const claim = { matter: 'dividend-run', subject: runSubject('r', 2) } as const;
    requireDecision(decided('dividend-run', runSubject('r', 2)), claim);
    requireDecision(decided('dividend-run', null), claim);
    for (const other of [runSubject('r', 1), runSubject('q', 2), reversalSubject('r')])
      expect(() => {
        requireDecision(decided('dividend-run', other), claim);
      }).toThrow(refusing('resolution.other-subject', { number: '〔2025〕7号' }, at));
  });

  it('a difference of the dividend, whatever calculation was voted on; but a board’s own difference only as named', () => {
    const claim = { matter: 'dividend-difference', subject: runSubject('d', 1) } as const;
    requireDecision(decided('dividend-run', runSubject('r', 2)), claim);
    requireDecision(decided('dividend-difference', runSubject('d', 1)), claim);
    expect(() => {
      requireDecision(decided('dividend-difference', runSubject('e', 1)), claim);
    }).toThrow(refusing('resolution.other-subject', {}, at));
    expect(() => {
      requireDecision(decided('dividend-difference'), { matter: 'dividend-run', subject: 's' });
    }).toThrow(refusing('resolution.other-matter', {}, at));
  });

  it('nothing where another matter was decided, and says which', () => {
    expect(() => {
      requireDecision(decided('budget'), { matter: 'dividend-difference', subject: 's' });
    }).toThrow(
      refusing(
        'resolution.other-matter',
        {
          number: '〔2025〕7号',
          decided: { zh: '财务预决算', en: 'budget and final accounts' },
          matter: { zh: '分红补差', en: 'dividend difference' },
        },
        at,
      ),
    );
  });

  it.each(['rejected', 'lapsed'] as const)('nothing at all when it was %s', (outcome) => {
    expect(() => {
      requireDecision(decided('budget', 's', outcome), { matter: 'budget', subject: 's' });
    }).toThrow(
      refusing('resolution.not-adopted', { number: '〔2025〕7号', outcome: outcomeWords[outcome] }, at),
    );
  });
});

it('what is voted on is named by kind and id, so that no two things share a name', () => {
  const names = [
    schemeSubject('x'),
    planSubject('x'),
    planRepealSubject('x'),
    reversalSubject('x'),
    runSubject('x', 1),
  ];
  expect(names).toEqual(['scheme:x', 'plan:x', 'plan-repeal:x', 'reversal:x', 'run:x:1']);
});
