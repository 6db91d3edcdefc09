/** The manual: the same tasks in both languages, every picture that it names there, and none that nobody looks at. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { expect, it } from 'vitest';
import { manualOf } from '../../src/web/office/help/manual-text.ts';

const folder = new URL('../../docs/manual/', import.meta.url);
const languages = ['zh', 'en'] as const;
const manual = (language: string) => manualOf(readFileSync(new URL(`${language}.md`, folder), 'utf8'));
const picturesIn = (language: string) =>
  manual(language).tasks.flatMap(({ blocks }) =>
    blocks.flatMap((block) => (block.is === 'picture' ? [block.file] : [])),
  );
const MOST_BYTES = 4 * 1024 * 1024;

it('has every task in both languages, each with something to read', () => {
  const [zh, en] = languages.map((language) => manual(language).tasks);
  expect(zh!.map(({ id }) => id)).toEqual(en!.map(({ id }) => id));
  expect(zh!.length).toBeGreaterThan(15);
  for (const { id, title, blocks } of [...zh!, ...en!]) {
    expect(title, id).not.toBe(id);
    expect(blocks.length, id).toBeGreaterThan(0);
  }
});

it('names pictures that are there, the same in both languages, and they are light', () => {
  const [zh, en] = languages.map(picturesIn);
  expect(zh!.map((file) => file.replace('.zh.', '.en.'))).toEqual(en);
  const pictures = new URL('pictures/', folder);
  expect(readdirSync(pictures).sort()).toEqual([...zh!, ...en!].sort());
  const bytes = readdirSync(pictures).reduce((sum, file) => sum + statSync(new URL(file, pictures)).size, 0);
  expect(bytes).toBeLessThan(MOST_BYTES);
});

it('leaves no mark of its own notation in what is read', () => {
  for (const language of languages)
    for (const { blocks } of manual(language).tasks)
      for (const block of blocks) {
        const said = block.is === 'list' ? block.items.join(' ') : block.text;
        expect(said.replaceAll(/\*\*[^*]+\*\*|`[^`]+`/g, '')).not.toMatch(/[*`#[\]]|!\[/);
      }
});

it('and the READMEs name screens that are there', () => {
  for (const file of ['README.md', 'README.zh.md']) {
    const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    const named = [...text.matchAll(/docs\/screens\/[\w.-]+/g)].map(([path]) => path);
    expect(named.length, file).toBeGreaterThan(0);
    for (const path of named) expect(existsSync(new URL(`../../${path}`, import.meta.url)), path).toBe(true);
  }
});
