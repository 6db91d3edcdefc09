/** What nobody caught: said under a reference without statement or parameters, and then the program ends in order. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const program = new URL('../../src/program.ts', import.meta.url).href;

function run(main: string) {
  const script = `
    import { DrizzleQueryError } from 'drizzle-orm/errors';
    import { runToExit, say, signalToStop } from ${JSON.stringify(program)};
    const secret = (cause) => new DrizzleQueryError(
      'select name\\n  at time zone from member where resident_id = $1', ['990105199001011234'], cause);
    await runToExit(async () => { ${main} });`;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--input-type=module-typescript', '-e', script],
    { encoding: 'utf8', timeout: 30_000 },
  );
  return { status, stdout, stderr };
}

const failures = {
  'a rejection that nobody heard': 'void Promise.reject(secret())',
  'an error thrown out of a timer': 'setTimeout(() => { throw secret() }, 1)',
  'an error event without a listener': `
    const { Readable } = await import('node:stream');
    Readable.from((async function* () { yield 'a'; throw secret(); })()).resume()`,
  'a failure with its SQLSTATE':
    "void Promise.reject(secret(Object.assign(new Error('990105199001011234'), { code: '42703' })))",
} as const;

describe('what nobody caught', () => {
  it.each(Object.entries(failures))('%s lets the service end in order', (_, failure) => {
    const { status, stdout, stderr } = run(`
      const stop = signalToStop();
      ${failure};
      await stop;
      say('closed in order');
      return 0;`);
    expect([status, stdout]).toEqual([1, 'closed in order\n']);
    expect(stderr).toMatch(
      /编号 [0-9a-f]{8}。\n.*reference [0-9a-f]{8}\.\nDatabaseFailure: database failure/,
    );
    expect(stderr).not.toMatch(/resident_id|990105199001011234|at time zone/);
  });

  it('before there is anything to end, the program ends at once', () => {
    const { status, stderr } = run('void Promise.reject(secret()); await new Promise(() => undefined);');
    expect(status).toBe(1);
    expect(stderr).toContain('DatabaseFailure');
    expect(stderr).not.toMatch(/resident_id|990105199001011234/);
  });

  it('a failure that the program itself ends with is said as sparingly, with the place where it arose', () => {
    const { status, stderr } = run('throw secret();');
    expect(status).toBe(1);
    expect(stderr).toMatch(/DatabaseFailure: .*\n\s+at /);
    expect(stderr).not.toMatch(/resident_id|990105199001011234/);
  });
});
