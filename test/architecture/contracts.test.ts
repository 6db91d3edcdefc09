/**
 * What every endpoint owes to its readers, and what keeps contracts fit for browsers. A new endpoint without words in both
 * languages, without an example that its own shape accepts, or whose contract reaches for the server, fails here.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import * as z from 'zod';
import { describe, expect, it } from 'vitest';
import {
  doingIn,
  hasBody,
  isEndpoint,
  isFileReply,
  isWithinCooperative,
  placesOf,
} from '../../src/contract/endpoint.ts';
import { endpointGroups } from '../../src/endpoints.ts';
import { permissions } from '../../src/domain/permission.ts';

const all = endpointGroups.flatMap((group) => Object.entries(group.endpoints));
const contracts = readdirSync('src/modules', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('contract.ts'))
  .map((name) => `src/modules/${name}`)
  .sort();
const nobody = '00000000-0000-7000-8000-000000000000';

/** What no screen asks, and why. */
const withoutScreen: Readonly<Record<string, string>> = {
  calculateAllotment: 'an open calculation for whoever has no cooperative',
  calculateDividend: 'an open calculation for whoever has no cooperative',
  draftRun: 'the desk drafts and calculates at once',
  listAccountChanges: 'stands under what waits, and on the paper of a batch',
  listMemberBalances: 'a paper',
  listPayoutEstates: 'stands under what waits',
  listReminders: 'stands under what waits',
  listSeatChanges: 'stands under what waits',
  requestCorrection: 'asked at the counter, and entered for the person',
  searchMembers: 'the screens hold the register and search in it',
};

describe('the screens', () => {
  it('ask every endpoint but those with a reason', () => {
    const screens = readdirSync('src/web', { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.tsx?$/.test(name))
      .map((name) => readFileSync(`src/web/${name}`, 'utf8'))
      .join('\n');
    const unasked = all
      .map(([name]) => name)
      .filter((name) => !screens.includes(`'${name}'`) && !screens.includes(`"${name}"`));
    expect(unasked.sort()).toEqual(Object.keys(withoutScreen).sort());
  });
});

describe.each(all)('%s', (name, each) => {
  it('bears its own name', () => {
    expect(each.name).toBe(name);
  });

  it('says in both languages what it does', () => {
    expect(each.summary.zh).toMatch(/[\u4e00-\u9fff]/);
    expect(each.summary.en).toMatch(/^[\p{Lu}\u4e00-\u9fff]/u);
    if (each.description) expect(each.description.zh).toMatch(/[\u4e00-\u9fff]/);
  });

  it('is guarded by an action of the matrix, or stands outside cooperatives', () => {
    if (isWithinCooperative(each)) expect(Object.keys(permissions)).toContain(each.action);
  });

  it('names in its path only fields of its input', () => {
    const shape = JSON.stringify(z.toJSONSchema(each.input, { io: 'input' }));
    for (const place of placesOf(each)) expect(shape).toContain(`"${place}"`);
  });

  it('has an example that its shape accepts', () => {
    const example = Object.fromEntries([
      ...placesOf(each).map((place) => [place, nobody]),
      ...Object.entries(each.example ?? {}),
    ]);
    expect(each.input.safeParse(example).error).toBeUndefined();
    const takesMore = Object.keys(propertiesOf(each.input)).some((field) => !placesOf(each).includes(field));
    if (hasBody(each) && takesMore) expect(each.example).toBeDefined();
  });

  it('describes its fields in both languages or not at all', () => {
    for (const shape of [each.input, ...(isFileReply(each.reply) ? [] : [each.reply])]) {
      expect(inOneLanguage(shape)).toEqual([]);
    }
  });
});

describe('the list of endpoints', () => {
  it('holds each name and each route once', () => {
    const names = all.map(([name]) => name);
    expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
    const routes = all.map(([, each]) => `${each.method} ${each.path.replace(/:\w+/g, ':')}`);
    expect(routes.filter((route, index) => routes.indexOf(route) !== index)).toEqual([]);
  });

  it('misses no endpoint of any contract', async () => {
    const known = new Set<unknown>(all.map(([, each]) => each));
    for (const path of contracts) {
      const exported: Record<string, unknown> = await import(/* @vite-ignore */ `../../${path}`);
      const missing = Object.entries(exported).filter(([, value]) => isEndpoint(value) && !known.has(value));
      expect(missing.map(([name]) => `${path} ${name}`)).toEqual([]);
    }
  });

  it('keeps to one grammar: no step is a noun at the end of a path', () => {
    const nouns = /\/(?!repeal$)(\w*(ing|tion|al|ment|sion))$/;
    const steps = all.filter(([, each]) => each.method === 'post' && /\/:\w+\/[\w-]+$/.test(each.path));
    expect(steps.filter(([, each]) => nouns.test(each.path)).map(([, each]) => each.path)).toEqual([]);
  });
});

describe('a contract', () => {
  it.each(contracts)('%s bundles for a browser', async (path) => {
    const bundle = await bundled(`export * from './${path}';`);
    expect(bundle.foreign).toEqual([]);
  });

  it('would be caught: a module of the server does not bundle', async () => {
    await expect(bundled(`export * from './src/platform/database.ts';`)).rejects.toThrow(/Could not resolve/);
  });

  it('with an amount in it weighs at most 75 kB, zod and both languages included', async () => {
    const { bytes } = await bundled(
      `import { moneyText } from './src/contract/wire.ts';
       import { parseInput } from './src/contract/wire.ts';
       import * as z from 'zod';
       console.log(parseInput(z.strictObject({ amount: moneyText() }), {}));`,
    );
    expect(bytes).toBeGreaterThan(10_000);
    expect(bytes).toBeLessThanOrEqual(75_000);
  });
});

/** What a browser would load: its size, gzipped, and whatever is neither ours, zod nor the decimals of the domain. */
async function bundled(source: string) {
  const { outputFiles, metafile } = await build({
    stdin: { contents: source, resolveDir: '.', loader: 'ts' },
    bundle: true,
    write: false,
    minify: true,
    format: 'esm',
    platform: 'browser',
    target: 'chrome109',
    metafile: true,
    logLevel: 'silent',
  });
  const mine = /^(src\/(domain|contract)\/|src\/modules\/[\w/-]*contract\.ts$|<stdin>)/;
  const foreign = Object.keys(metafile.inputs).filter(
    (input) => !mine.test(input) && !/^node_modules\/(zod|decimal\.js)\//.test(input),
  );
  return { bytes: gzipSync(outputFiles[0]!.contents).length, foreign };
}

function propertiesOf(input: z.ZodType): object {
  const { properties = {}, oneOf = [], anyOf = [] } = z.toJSONSchema(input, { io: 'input' });
  return [...oneOf, ...anyOf].reduce((found, each) => Object.assign(found, each.properties), {
    ...properties,
  });
}

function inOneLanguage(shape: z.ZodType): readonly string[] {
  const found: string[] = [];
  z.toJSONSchema(shape, {
    io: 'input',
    override: ({ jsonSchema }) => {
      const { description, zh } = jsonSchema;
      if (description !== undefined && typeof zh !== 'string') found.push(description);
    },
  });
  return found;
}

it('what changes something is told apart in the trail, in either language', () => {
  // One doing of batches and of pensions, of a paper of whatever kind, and the two steps of showing a passkey.
  const one = (name: string) =>
    name.replace(/PayoutBatch|PensionRun/, 'Order').replace(/^print.*|^(ask|show).*Passkey$/, 'same');
  const changing = all.map(([, each]) => each).filter(({ method }) => method !== 'get');
  for (const language of ['zh', 'en'] as const) {
    const named = Map.groupBy(changing, (each) => doingIn(each)[language]);
    const shared = [...named].filter(([, those]) => new Set(those.map(({ name }) => one(name))).size > 1);
    expect(shared.map(([words, those]) => [words, those.map(({ name }) => name)])).toEqual([]);
  }
});
