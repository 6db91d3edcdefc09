/** Whatever Node brings npm along, `npm ci` says nothing of versions: what is installed agrees with what `engines` promises. */
import { readFileSync } from 'node:fs';
import { minVersion, satisfies } from 'semver';
import { expect, it } from 'vitest';
import { titleOf } from '../support/cases.ts';

interface Package {
  readonly optional?: boolean;
  readonly engines?: { readonly node?: string };
}
const lock = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  readonly packages: Readonly<Record<string, Package>>;
};

it(titleOf('INSTALL-WARN', 'every package runs on the oldest Node that engines names'), () => {
  const oldest = minVersion(lock.packages['']?.engines?.node ?? '');
  expect(oldest?.version).toBe('20.19.0');
  const others = Object.entries(lock.packages).filter(
    ([, { engines }]) => engines?.node !== undefined && !satisfies(oldest?.version ?? '', engines.node),
  );
  expect(others.map(([path, { engines }]) => `${path} ${engines?.node}`)).toEqual([]);
  const brought = lock.packages['node_modules/node'] !== undefined;
  expect([brought, readFileSync('README.md', 'utf8')]).toEqual([
    true,
    expect.stringMatching(
      /Node 20\.19 or later will do: the service and its tests run on the Node 24 that `npm ci` brings/,
    ),
  ]);
});
