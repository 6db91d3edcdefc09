/**
 * `npm run bench [names…] [--quick]`: measures and prints. Each benchmark has a process of its own, so that none warms,
 * fills or slows another.
 */
import { fork } from 'node:child_process';
import { loadavg } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { describeHardware, describeLoad } from './hardware.ts';
import { printResult, type Result } from './measure.ts';

type Benchmark = (quick: boolean) => Promise<Result>;

const benchmarks: Readonly<Record<string, () => Promise<Benchmark>>> = {
  dividends: async () => (await import('./dividends.ts')).benchDividends,
  meetings: async () => (await import('./meetings.ts')).benchMeetings,
  payouts: async () => (await import('./payouts.ts')).benchPayouts,
  portal: async () => (await import('./portal.ts')).benchPortal,
  import: async () => (await import('./imports.ts')).benchImport,
  uploads: async () => (await import('./uploads.ts')).benchUploads,
  workbooks: async () => (await import('./uploads.ts')).benchWorkbooks,
  statements: async () => (await import('./statements.ts')).benchStatements,
  spreadsheet: async () => (await import('./spreadsheet.ts')).benchSpreadsheet,
  evidence: async () => (await import('./evidence.ts')).benchEvidence,
  worst: async () => (await import('./worst.ts')).benchWorst,
  screens: async () => (await import('./screens.ts')).benchScreens,
  http: async () => (await import('./http.ts')).benchHttp,
};

const say = (text: string) => void process.stdout.write(`${text}\n`);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { quick: { type: 'boolean', default: false } },
  });
  const [one] = positionals;
  if (process.send && one !== undefined) return measureHere(one, values.quick);
  const names = positionals.length > 0 ? positionals : Object.keys(benchmarks);
  const unknown = names.filter((name) => !(name in benchmarks));
  if (unknown.length > 0) {
    say(
      `Unknown: ${unknown.join(', ')}. There are: ${Object.keys(benchmarks).join(', ')}; --quick for less.`,
    );
    return 2;
  }
  say(`Hegu 合股, speed and memory${values.quick ? ' (quick)' : ''}\n${describeHardware()}\n`);
  let failed = 0;
  for (const name of names) {
    const code = await measureApart(name, values.quick);
    if (code !== 0) {
      failed += 1;
      say(`${name}: ended with ${code}\n`);
    }
  }
  say(
    `load after: ${describeLoad()} (of which this run is most); ${loadavg()
      .map((each) => each.toFixed(2))
      .join(' ')}`,
  );
  return failed === 0 ? 0 : 1;
}

async function measureHere(name: string, quick: boolean): Promise<number> {
  const benchmark = await benchmarks[name]?.();
  const result = await benchmark?.(quick);
  await new Promise((sent) => process.send?.(result, sent));
  process.disconnect();
  return 0;
}

function measureApart(name: string, quick: boolean): Promise<number> {
  return new Promise((resolve) => {
    const child = fork(fileURLToPath(import.meta.url), [name, ...(quick ? ['--quick'] : [])]);
    child.on('message', (result) => say(printResult(result as Result)));
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

process.exitCode = await main();
