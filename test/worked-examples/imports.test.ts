/** Every file that is wrong in its way, sent to the import: refused for what is wrong, and for nothing else. */
import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { badImports } from '../../fixtures/generator/bad-imports.ts';
import { startTestApp, type TestApp } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';
import { importedThrough } from './upload.ts';

const folder = new URL('../../fixtures/imports/', import.meta.url);
const all = await badImports();

let test: TestApp;
beforeAll(async () => {
  test = await startTestApp();
  const basic = { code: 'basic', name: '基本股', kind: 'basic', places: 2 };
  await expectStatus(test.as('accountant').post('~/share-classes', basic), 201);
});
afterAll(() => test.close());

it('the files are what the generator makes today, and each is in the README', () => {
  const readme = readFileSync(new URL('README.md', folder), 'utf8');
  expect(readdirSync(folder).sort()).toEqual(['README.md', ...all.map(({ file }) => file)].sort());
  for (const { file, content, faults } of all) {
    expect(Buffer.compare(readFileSync(new URL(file, folder)), content), file).toBe(0);
    expect(content.length).toBeLessThan(20_000);
    for (const said of [file, ...faults]) expect(readme).toContain(`\`${said}\``);
  }
});

describe('the import', () => {
  it.each(all.map((each) => [each.file, each.wrong, each] as const))('of %s: %s', async (file, _, each) => {
    const content = readFileSync(new URL(file, folder));
    const ended = await importedThrough(test.as('accountant'), '~', each.kind, file, content);
    const said = (ended.faults as { code: string; row?: number; column?: string }[]).map((fault) =>
      [fault.row, fault.column, fault.code].filter((part) => part !== undefined).join(' '),
    );
    expect(said).toEqual(each.faults);
    expect(ended.state).toBe(each.faults.length === 0 ? 'done' : 'refused');
    for (const { message } of ended.faults as { message: string }[]) {
      expect(message).not.toMatch(/\{\w+\}|undefined|NaN/);
    }
  });

  it('has entered the people and shares of the good files alone', async () => {
    const { members } = await expectStatus(test.as('accountant').get('~/members'), 200);
    expect((members as { registerNumber: string }[]).map((member) => member.registerNumber)).toEqual([
      'AA1',
      'AA2',
      'AA3',
    ]);
    const { movements } = await expectStatus(test.as('accountant').get('~/movements'), 200);
    expect(movements).toHaveLength(2);
  });
});
