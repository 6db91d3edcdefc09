/**
 * Whether the screens are built, and built from what lies here: a digest of their sources stands beside them. Built by
 * `npm ci`, and by a start that finds them missing or older.
 */
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Where the built pages lie, from the root of the program. */
export const builtInto = join(root, 'dist', 'web');
/** The file among them that says what they were built from. */
export const builtWith = 'sources.sha256';

/** What is built, in this order: the office, then the portal beside it. */
export const portalMode = 'portal';
export const buildModes = ['production', portalMode] as const;

/** The folders and files that screens are made of. */
const sources = [
  'src/web',
  'src/contract',
  'src/domain',
  'src/modules',
  'src/endpoints.ts',
  'vite.config.ts',
];

function isSource(path: string): boolean {
  return !path.startsWith(join('src', 'modules')) || path.endsWith('contract.ts');
}

export function sourcesDigest(): string {
  const digest = createHash('sha256');
  const files = [...sources, 'package-lock.json']
    .flatMap((path) =>
      /\.\w+$/.test(path)
        ? [path]
        : readdirSync(join(root, path), { recursive: true, withFileTypes: true })
            .filter((each) => each.isFile())
            .map((each) => join(each.parentPath, each.name).slice(root.length + 1)),
    )
    .filter(isSource)
    .sort();
  for (const file of files)
    digest
      .update(file)
      .update('\0')
      .update(readFileSync(join(root, file)));
  return digest.digest('hex');
}

export function areScreensBuilt(): boolean {
  const built = join(builtInto, builtWith);
  return existsSync(built) && readFileSync(built, 'utf8') === sourcesDigest();
}

/** Builds what is missing or older; `announce` is called before, since it takes some seconds. */
export async function ensureScreens(announce: () => void): Promise<void> {
  if (areScreensBuilt()) return;
  announce();
  const { build } = await import('vite');
  for (const mode of buildModes)
    await build({
      root: join(root, 'src', 'web'),
      configFile: join(root, 'vite.config.ts'),
      logLevel: 'error',
      mode,
    });
}
