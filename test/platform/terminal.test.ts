/** What the terminal shows of the service: in the language of the installation, and in order when the terminal is closed. */
import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describeConfig, parseConfig } from '../../src/config.ts';
import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres.ts';
import { environmentOf, signIn, startService } from '../support/service.ts';
import { caseOf, titleOf } from '../support/cases.ts';

it(
  titleOf(
    'SIGHUP',
    'speaks Chinese where nothing else is set, logs no requests, and stops PostgreSQL when the terminal is closed',
  ),
  async () => {
    const [language = ''] = /(?<=HEGU_LANGUAGE=)\w+/.exec(caseOf('START-LANGUAGE').input) ?? [];
    expect(parseConfig({})).toMatchObject({ HEGU_LANGUAGE: language });
    const folder = mkdtempSync(join(tmpdir(), 'hegu-terminal-'));
    try {
      const service = await startService(environmentOf(folder, { HEGU_LANGUAGE: '', HEGU_LOG_LEVEL: '' }));
      expect((await fetch(`${service.address}/health`)).status).toBe(200);
      expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(true);
      // The first request of the README, as it stands there.
      const [script = ''] = readFileSync('README.md', 'utf8').match(/^curl [^`]*/m) ?? [];
      const here = script
        .replaceAll('http://127.0.0.1:3000', service.address)
        .replaceAll('data/', `${folder}/`)
        .replaceAll('cookies.txt', join(folder, 'cookies.txt'));
      const said = await promisify(execFile)('sh', ['-c', here]);
      expect(said.stdout).toMatch(/"userName":"administrator"[^]*"userName":"administrator"/);
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
  },
  600_000,
);

it('a service that starts under a clock that jumped says so, in the terminal and in the log', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hegu-terminal-'));
  try {
    const environment = environmentOf(folder, { HEGU_LANGUAGE: 'zh', HEGU_LOG_LEVEL: 'info' });
    const before = await startService(environment);
    await before.end('SIGTERM');
    expect(before.printed().output).not.toMatch(/时钟不可信|is not believed/);
    writeFileSync(join(folder, 'last-served.txt'), '2024-02-29T01:00:00.000Z\n');
    const service = await startService(environment);
    await service.end('SIGTERM');
    // One on either stream: which comes first is nobody's.
    const lines = service.printed().output.split('\n').sort();
    const told = lines.filter((line) => /时钟不可信|is not believed/.test(line));
    expect(told).toEqual([
      expect.stringMatching(/^\{"level":50.*the service last ran on 2024-02-29: it is not believed/),
      expect.stringMatching(/^本机时钟显示今天是 \d{4}-\d\d-\d\d，而服务上次运行是在 2024-02-29：时钟不可信/),
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 300_000);

it('a demonstration that is told to stop while it tells ends in order between two steps', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'hegu-terminal-'));
  try {
    const child = spawn(process.execPath, ['src/cli.ts', 'demo'], {
      env: environmentOf(folder),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (text: Buffer) => (said += text.toString()));
    const ended = new Promise<unknown>((resolve) =>
      child.once('exit', (code, signal) => resolve(signal ?? code)),
    );
    await expect.poll(() => said, { timeout: 240_000 }).toMatch(/^ {2}20\d\d-\d\d-\d\d {2}/m);
    child.kill('SIGHUP');
    const late = setTimeout(() => child.kill('SIGKILL'), 60_000);
    expect([await ended, said.trim().split('\n').at(-1)?.trim()]).toEqual([
      0,
      'Stopping: the demonstration is half told, and goes on from here the next time.',
    ]);
    clearTimeout(late);
    expect(existsSync(join(folder, 'postgres', 'postmaster.pid'))).toBe(false);
    expect(existsSync(join(folder, 'demo', 'summary.json'))).toBe(false);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}, 400_000);

/** Both tell the same commands. */
const commandsOf = (file: string) =>
  [...readFileSync(file, 'utf8').matchAll(/```sh\n([^]*?)```/g)].map(([, lines = '']) =>
    lines.replaceAll(/ +#.*$/gm, ''),
  );

it.each([
  ['README.zh.md', 'README.md'],
  ['docs/operation.zh.md', 'docs/operation.md'],
])(
  '%s says the same commands as %s, headings and tables alike, and none that there is not',
  (chinese, english) => {
    expect(commandsOf(chinese)).toEqual(commandsOf(english));
    const shapeOf = (file: string) =>
      readFileSync(file, 'utf8')
        .split('\n')
        .flatMap((line) => /^(#+ |\|(?= )|```\w*)/.exec(line)?.[1] ?? []);
    expect(shapeOf(chinese)).toEqual(shapeOf(english));
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      scripts: Record<string, string>;
    };
    for (const [, name = ''] of readFileSync(english, 'utf8').matchAll(/npm run ([\w:-]+)/g))
      expect(Object.keys(scripts), english).toContain(name);
  },
);

/** By command: its options, as the program says them and reads them. */
function commandLine(): ReadonlyMap<string, ReadonlySet<string>> {
  const source = readFileSync('src/cli.ts', 'utf8');
  const known = new Map<string, Set<string>>();
  for (const [, name = '', rest = ''] of source.matchAll(/^ {2}npm run ([a-z-]+)( .*)?$/gm)) {
    const options = known.get(name) ?? new Set();
    for (const [, option = ''] of rest.matchAll(/(--[a-z-]+)/g)) {
      expect(
        source.includes(`'${option.slice(2)}'`) || source.includes(`'${option}'`) || name === 'demo',
        option,
      ).toBe(true);
      options.add(option);
    }
    known.set(name, options);
  }
  return known;
}

it.each(['docs/operation.md', 'docs/operation.zh.md'])(
  '%s types no command and no option that there is not',
  (file) => {
    const known = commandLine();
    const typed = [
      ...readFileSync(file, 'utf8').matchAll(
        /(?:^|`|\s)hegu ([a-z][a-z-]*)((?: (?:--[a-z-]+|[^\s`|-][^\s`|]*))*)/gm,
      ),
    ];
    expect(typed.length).toBeGreaterThan(20);
    for (const [said, name = '', rest = ''] of typed) {
      expect([...known.keys()], said).toContain(name);
      for (const [, option = ''] of rest.matchAll(/(--[a-z-]+)/g))
        expect([...(known.get(name) ?? [])], said).toContain(option);
    }
  },
);

it.each(['README.md', 'README.zh.md'])('%s names every setting that there is, with its default', (file) => {
  const config = parseConfig({});
  const table = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => /^\| `[A-Z]/.test(line));
  const told = table.flatMap((line) => {
    const [, names = '', defaults = ''] = line.split('|');
    const values = [...defaults.matchAll(/`([^`]*)`/g)].map(([, value]) => value);
    return [...names.matchAll(/`([A-Z_]+)`/g)].map(([, name], index) => [name, values[index]] as const);
  });
  const known = describeConfig(config)
    .split('\n')
    .map((line) => /[A-Z_]+/.exec(line)?.[0]);
  expect(told.map(([name]) => name).sort()).toEqual(known.sort());
  // Paths and addresses are told as they are meant, not as they come out on this machine.
  const asMeant = ['HEGU_BACKUP_KEY_FILE', 'HEGU_DATA_DIR', 'HEGU_KEY_FILE', 'HEGU_PUBLIC_URL'];
  for (const [name, value] of told)
    if (!asMeant.includes(String(name)))
      expect([name, String(config[name as keyof typeof config] ?? '')]).toEqual([name, value ?? '']);
});

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

it(
  titleOf(
    'FIRST-START-TWICE',
    'two services that start at once on one empty database both serve, and neither prints a hash',
  ),
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hegu-twice-'));
    // A cluster that promises what the services ask of one.
    const cluster = await startEmbeddedPostgres({ dataDir: join(folder, 'cluster') });
    try {
      const environment = environmentOf(folder, { DATABASE_URL: cluster.url });
      const both = await Promise.all([startService(environment), startService(environment)]);
      const [userName = '', password = ''] = readFileSync(join(folder, 'first-sign-in.txt'), 'utf8')
        .trim()
        .split('\n');
      for (const { address } of both)
        expect((await signIn(address, '', userName, password)).cookie()).toContain('hegu_session=');
      expect(await Promise.all(both.map((service) => service.end('SIGTERM')))).toEqual([0, 0]);
      for (const { output, complaints } of both.map((service) => service.printed()))
        expect(output + complaints).not.toMatch(/argon2|insert into/i);
    } finally {
      await cluster.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  },
  600_000,
);

it(
  titleOf('DEMO-EXTERNAL', 'a demonstration told once says that it does not use the database it was given'),
  async () => {
    const out = mkdtempSync(join(tmpdir(), 'hegu-once-'));
    const child = spawn(process.execPath, ['src/cli.ts', 'demo', '--once', '--out', out], {
      env: { ...process.env, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none', HEGU_LANGUAGE: 'zh' },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const gone = new Promise((resolve) => child.once('close', resolve));
    let said = '';
    for await (const text of child.stdout) {
      said += String(text);
      if (said.includes('\n')) child.kill('SIGINT');
    }
    await gone;
    rmSync(out, { recursive: true, force: true });
    expect(said).toContain('未使用 DATABASE_URL');
  },
  600_000,
);
