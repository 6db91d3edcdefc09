/**
 * The dividend as offices do it: one row a holder, ROUND(pool × shares ÷ all shares, 2), in a spreadsheet program if one is
 * installed. Counted in fen against the exact division by largest remainder. The same formula in the double precision
 * that every spreadsheet has is computed here as well, with or without a program.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { apportionLargestRemainder } from '../src/domain/apportion.ts';
import { figure, tableRow, timed, type Result, type TableRow } from './measure.ts';

const PATIENCE_MILLISECONDS = 300_000;

interface Case {
  readonly shares: readonly number[];
  readonly total: number;
  /** Fen. */
  readonly pool: number;
  readonly exact: readonly bigint[];
}

interface Misses {
  /** Lines that differ from the exact division. */
  readonly lines: number;
  /** Paid beyond the pool, or short of it. */
  readonly off: number;
}

export async function benchSpreadsheet(quick: boolean): Promise<Result> {
  const version = programVersion();
  const rows: TableRow[] = [];
  const notes: string[] = [];
  for (const holders of quick ? [5_000] : [5_000, 100_000]) {
    const people = `${holders.toLocaleString('en-US')} holders`;
    const task = caseOf(holders);
    const [seconds] = await timed(() => exactParts(task.shares, task.pool));
    rows.push(tableRow({ what: `${people}: exact, in memory`, samples: [seconds], unit: 's' }));
    rows.push(missRow(`  double precision, row by row`, missesOf(task, roundedInDoubles(task))));
    if (version === null) continue;
    const times: number[] = [];
    let misses: Misses | null = null;
    for (let round = 0; round < 3; round += 1) {
      const [spent, amounts] = await timed(() => roundedByProgram(task));
      times.push(spent);
      misses = missesOf(task, amounts);
    }
    rows.push(tableRow({ what: '  spreadsheet program', samples: times, unit: 's', against: [seconds] }));
    if (misses) rows.push(missRow('  spreadsheet program, row by row', misses));
  }
  notes.push(
    version === null
      ? 'no spreadsheet program (soffice) is installed here: its time was not measured'
      : `${version}; its time includes its start and reading and writing the file`,
  );
  notes.push('Hegu is off by 0 fen: what it pays and carries is the pool, or nothing is posted');
  return { title: 'spreadsheet: ROUND(pool × shares ÷ total, 2) in each row', rows, notes };
}

function missRow(what: string, { lines, off }: Misses): TableRow {
  const sum =
    off === 0 ? 'the sum is right' : `${figure(Math.abs(off))} fen ${off > 0 ? 'overpaid' : 'short'}`;
  return { what, runs: '1', median: `${figure(lines)} lines off`, spread: sum, ratio: '', aim: '' };
}

/** Whole shares that differ, and a pool that does not divide. */
function caseOf(holders: number): Case {
  const shares = Array.from({ length: holders }, (_, at) => 1 + (((at + 1) * 7919) % 4001));
  const total = shares.reduce((sum, each) => sum + each, 0);
  const pool = holders * 32_100 + 7;
  return { shares, total, pool, exact: exactParts(shares, pool) };
}

function exactParts(shares: readonly number[], pool: number): readonly bigint[] {
  const holdings = shares.map((each, at) => ({ key: String(at).padStart(9, '0'), weight: BigInt(each) }));
  return apportionLargestRemainder(BigInt(pool), holdings).parts.map(({ amount }) => amount);
}

/** Yuan as a spreadsheet has them, then ROUND to two places, half away from zero. */
function roundedInDoubles({ shares, total, pool }: Case): readonly bigint[] {
  return shares.map((each) => BigInt(Math.round((((pool / 100) * each) / total) * 100)));
}

function missesOf({ exact, pool }: Case, amounts: readonly bigint[]): Misses {
  if (amounts.length !== exact.length) throw new Error(`${amounts.length} lines instead of ${exact.length}`);
  const paid = amounts.reduce((sum, each) => sum + each, 0n);
  return {
    lines: amounts.filter((amount, at) => amount !== exact[at]).length,
    off: Number(paid - BigInt(pool)),
  };
}

function programVersion(): string | null {
  try {
    return execFileSync('soffice', ['--version'], { encoding: 'utf8', timeout: 30_000 }).trim();
  } catch {
    return null;
  }
}

/** Opens a sheet of formulas without values, so that the program must compute them, and reads what it saves as CSV. */
function roundedByProgram(task: Case): readonly bigint[] {
  const folder = mkdtempSync(join(tmpdir(), 'hegu-bench-sheet-'));
  try {
    writeFileSync(join(folder, 'dividend.fods'), sheetOf(task));
    const profile = `-env:UserInstallation=file://${folder}/profile`;
    const convert = ['--headless', '--convert-to', 'csv', '--outdir', folder, join(folder, 'dividend.fods')];
    execFileSync('soffice', [profile, ...convert], { stdio: 'ignore', timeout: PATIENCE_MILLISECONDS });
    const lines = readFileSync(join(folder, 'dividend.csv'), 'utf8').trim().split(/\r?\n/);
    return lines.map((line) => fenOf(line.split(',')[1] ?? ''));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function fenOf(text: string): bigint {
  const [whole = '', decimals = ''] = text.replaceAll('"', '').split('.');
  if (!/^\d+$/.test(whole)) throw new Error(`The spreadsheet gave no amount: ${text}`);
  return BigInt(whole + decimals.padEnd(2, '0'));
}

function sheetOf({ shares, total, pool }: Case): string {
  const yuan = `${Math.floor(pool / 100)}.${String(pool % 100).padStart(2, '0')}`;
  const rows = shares.map(
    (each, at) =>
      `<table:table-row><table:table-cell office:value-type="float" office:value="${each}"/>` +
      `<table:table-cell table:formula="of:=ROUND(${yuan}*[.A${at + 1}]/${total};2)"/></table:table-row>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
  xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
  xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2"
  office:mimetype="application/vnd.oasis.opendocument.spreadsheet">
<office:body><office:spreadsheet><table:table table:name="dividend">
${rows.join('\n')}
</table:table></office:spreadsheet></office:body></office:document>
`;
}
