/**
 * Books that an older copy was restored to, because a disk broke: what is missing in them is named in the office too, two people answer for
 * it on record, and once the seal file of before is put aside with that, `verify` holds, and the old file still tells what was lost.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { environmentOf, openBooks, signIn, startService, type Answer } from '../support/service.ts';

const folder = mkdtempSync(join(tmpdir(), 'hegu-restored-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const lost = join(folder, 'lost');
const restored = join(folder, 'restored');
const password = 'correct horse battery';

function typed(place: string, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['src/cli.ts', ...args], {
    env: environmentOf(place),
    encoding: 'utf8',
  });
  return { status, said: stdout + stderr };
}

async function ok(asked: Promise<Answer>, status: number): Promise<Readonly<Record<string, never>>> {
  const { status: got, body } = await asked;
  expect([got, got === status ? undefined : body]).toEqual([status, undefined]);
  return body;
}

interface Told {
  readonly says: string;
  readonly finding: string;
}

it('a restore of an older copy is answered by two on record, and the books are sound again with that', async () => {
  let service = await startService(environmentOf(lost));
  const { root } = await openBooks(service.address, lost, ['chair', 'reviewer', 'supervisor'], password);
  const copies = join(folder, 'copies');
  const key = join(folder, 'backup.key');
  expect(typed(lost, ['backup', '--to', copies, '--key', key, '--new-key']).status).toBe(0);
  // Entered after the copy, and sealed by the next start.
  const chair = await signIn(service.address, root, 'chair', password);
  await ok(chair.post('~/names', { name: '双泉新村', effectiveOn: '2012-01-01' }), 201);
  await service.end('SIGTERM');
  service = await startService(environmentOf(lost));
  await service.end('SIGTERM');

  const [copy = ''] = readdirSync(copies);
  expect(typed(restored, ['restore', '--from', join(copies, copy), '--key', key]).status).toBe(0);
  for (const file of ['hegu.key', 'seals.jsonl']) cpSync(join(lost, file), join(restored, file));
  service = await startService(environmentOf(restored));
  try {
    const as = (name: string) => signIn(service.address, root, name, password);
    const [reviewer, supervisor] = [await as('reviewer'), await as('supervisor')];
    let verification = await ok(reviewer.get('~/verification?begin=true'), 200);
    while (String(verification['state']) === 'running') {
      await pause(100);
      verification = await ok(reviewer.get('~/verification'), 200);
    }
    const { findings } = verification['found'] as unknown as { readonly findings: readonly Told[] };
    expect(findings.map(({ says }) => says)).toEqual([
      expect.stringMatching(/entry \d+.*seal [0-9a-f]{16}.*seals\.jsonl:\d+/),
    ]);
    const outside = typed(restored, ['verify']).said.matchAll(/to be answered as ([0-9a-f]{64})/g);
    const all = [...findings.map(({ finding }) => finding), ...[...outside].map(([, number = '']) => number)];
    expect(all.length).toBeGreaterThan(1);
    for (const finding of all) {
      const explanation = '磁盘损坏，恢复了前一日的备份，其后的更名重新登记。';
      const { id } = await ok(
        reviewer.post(`~/verification/findings/${finding}/answer`, { explanation }),
        202,
      );
      await ok(supervisor.post(`~/finding-answers/${String(id)}/confirm`, {}), 200);
    }
  } finally {
    await service.end('SIGTERM');
  }
  // Whatever was answered: as long as that file lies there, it tells that something is not what it was.
  const answered = typed(restored, ['verify']);
  expect(answered.status).toBe(1);
  expect(answered.said).not.toContain('to be answered as');
  expect(
    answered.said.match(/answered on [\d-]+: 磁盘损坏.*by reviewer, confirmed by supervisor/g)?.length,
  ).toBeGreaterThan(1);

  const aside = join(folder, 'seals-before-restore.jsonl');
  renameSync(join(restored, 'seals.jsonl'), aside);
  service = await startService(environmentOf(restored));
  await service.end('SIGTERM');
  const sound = typed(restored, ['verify']);
  expect([sound.status, sound.said]).toEqual([0, expect.stringContaining('lines were written later')]);
  const compared = typed(restored, ['verify', '--against', aside]);
  expect([compared.status, compared.said]).toEqual([1, expect.stringContaining('confirmed by supervisor')]);
}, 600_000);
