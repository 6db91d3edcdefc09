/** What verification finds: which findings no answer takes away, and that several that say the same are answered one by one. */
import { describe, expect, it } from 'vitest';
import {
  allRules,
  createFindings,
  findingHash,
  findingText,
  type Answered,
  type Finding,
} from '../../src/modules/verification/finding.ts';

const answer: Answered = { explanation: '录入有误', by: '甲', confirmedBy: '乙', on: '2026-11-30' };
const answering = (...answers: readonly Finding[]) =>
  createFindings(new Map(answers.map((each) => [findingHash(each), answer])));

/** By hand: what is not as it was written, or stands under no entry of the service. */
const evidence = [
  'told-ahead',
  'form-returned',
  'trail-number',
  'trail-link',
  'trail-hash',
  'trail-time',
  'trail-head',
  'trail-unkeyed',
  'trail-not-adopted',
  'trail-adopted-again',
  'trail-rows',
  'trail-silent',
  'trail-differs',
  'trail-only',
  'digest-form',
  'digest-unsealed',
  'seal-elsewhere',
  'seal-missing',
  'seal-unreadable',
  'head-elsewhere',
  'cooperative-gone',
  'row-changed',
  'row-removed',
  'row-added',
  'row-adopted',
  'row-unproved',
  'movement-digest',
  'paper-hash',
  'paper-seal',
  'sealed-otherwise',
  'sealed-gone',
  // What no words make right: it is taken back.
  'not-carried',
  'unlawful',
];

describe('an answer of two people', () => {
  it.each(allRules)('to %s', (rule) => {
    const finding = { table: 'payment_release', row: '1', rule };
    const findings = answering(finding);
    findings.add(finding);
    expect([findings.count, findings.answeredCount]).toEqual(evidence.includes(rule) ? [1, 0] : [0, 1]);
  });

  it('is to one of several that say the same', () => {
    const one: Finding = { table: 'set_off', row: '100.00', rule: 'set-off-by-one' };
    const first = createFindings();
    for (const each of [one, one, one]) first.add(each);
    const hashes = first.kept.map(findingHash);
    expect(new Set(hashes).size).toBe(3);
    expect(new Set(first.kept.map((each) => findingText(each, 'en'))).size).toBe(3);
    const [, second] = first.kept;
    const again = answering(...(second === undefined ? [] : [second]));
    for (const each of [one, one, one]) again.add(each);
    expect([again.kept.map(findingHash), again.answeredCount]).toEqual([[hashes[0], hashes[2]], 1]);
  });
});
