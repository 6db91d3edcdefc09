/** What a phone keeps of what it saw, and what goes with whom. */
import { describe, expect, it } from 'vitest';
import { isOfSamePerson, isRemembered, keptUnder } from '../../src/web/portal/remembered.ts';

const at = (path: string) => `https://village.example/api/v1/cooperatives/c1${path}`;

describe('What is kept on a phone', () => {
  it('is what one asks about oneself, and no paper and no number in clear', () => {
    const kept = (path: string) => isRemembered(`/api/v1${path}`);
    expect(
      ['/session', '/portal/place', '/cooperatives/c1/own', '/cooperatives/c1/own/money'].map(kept),
    ).toEqual([true, true, true, true]);
    expect(
      ['/session/all', '/cooperatives/c1/own-numbers', '/cooperatives/c1/members', '/portal/session'].map(
        kept,
      ),
    ).toEqual([false, false, false, false]);
  });

  it('is found in whatever language it was asked in', () => {
    expect(keptUnder(at('/own/money?lang=zh'))).toBe(keptUnder(at('/own/money?lang=en')));
    expect(keptUnder(at('/own/money?memberId=m1&lang=en'))).toBe(at('/own/money?memberId=m1'));
    expect(keptUnder(at('/own/money?lang=zh'))).not.toBe(keptUnder(at('/own/shares?lang=zh')));
  });

  it('goes all together once one acts for its person no more, and nobody else’s with it', () => {
    const refused = at('/own/start?memberId=m1');
    const together = ['/own?memberId=m1', '/own/money?memberId=m1', '/own/shares?memberId=m1'];
    const others = ['/own/money', '/own/money?memberId=m2', '/own'];
    expect([...together, ...others].filter((path) => isOfSamePerson(at(path), refused))).toEqual(together);
    expect(isOfSamePerson('https://village.example/api/v1/session', at('/own'))).toBe(false);
  });
});
