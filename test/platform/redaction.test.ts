/** What the log says of a failure: where it arose, and nothing of what came in. */
import { expect, it } from 'vitest';
import { describeFailure } from '../../src/platform/redaction.ts';

it.each([
  ['a number', () => BigInt('330106199001011234x')],
  ['a text', () => JSON.parse('张三') as unknown],
])('%s that the language itself could not read is not quoted', (_name, read) => {
  try {
    read();
    expect.unreachable();
  } catch (error) {
    const told = describeFailure(error);
    expect([told.type, JSON.stringify(told)]).toEqual([
      'SyntaxError',
      expect.not.stringMatching(/3301|张三/),
    ]);
    expect(told.stack).toContain('redaction.test.ts');
  }
});
