/** What the terminal shows of the service: in the language of the installation, and in order when the terminal is closed. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseConfig } from '../../src/config.ts';
import { environmentOf, startService } from '../support/service.ts';

it('speaks Chinese where nothing else is set, logs no requests, and stops PostgreSQL when the terminal is closed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hegu-terminal-'));
  try {
    const service = await startService(environmentOf(folder, { HEGU_LANGUAGE: '', HEGU_LOG_LEVEL: '' }));
    expect((await fetch(`${service.address}/health`)).status).toBe(200);
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(true);
    expect(await service.end('SIGHUP')).toBe(0);
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
    const { output, complaints } = service.printed();
    expect(complaints).toBe('');
    expect(output).toContain('正在停止');
    // Names of settings, their values, addresses and keys to press stay as they are; sentences do not.
    expect(output.replaceAll(/Ctrl\+C|Hegu 合股|http\S+|PostgreSQL|TrueType|\S*\/\S*/g, '')).not.toMatch(
      /[a-z]{3,} [a-z]{2,}/i,
    );
    expect(output).not.toContain('{"level"');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 90_000);

it('names every setting that is wrong, with what it should be, in both languages', () => {
  expect(() =>
    parseConfig({ PORT: 'abc', HEGU_LANGUAGE: 'fr', DATABASE_URL: 'mysql://somebody:secret@host/x' }),
  ).toThrow(
    [
      '配置有误：',
      '  PORT  应为 0 到 65535 的整数',
      '  DATABASE_URL  应为 postgres:// 开头的数据库地址',
      '  HEGU_LANGUAGE  应为 zh 或 en',
      'The configuration is not valid:',
      '  PORT  must be a whole number from 0 to 65535',
      '  DATABASE_URL  must be the address of a database, postgres://…',
      '  HEGU_LANGUAGE  must be zh or en',
    ].join('\n'),
  );
});
