/**
 * A table is read and written by the module that declares it; what another needs of it comes through a function of its owner
 * (`holdersAs`, `headRows`, `movedOn`). Found in SQL written by hand and in tables of drizzle alike. A schema may name tables
 * for its foreign keys; verification checks everything and reads everything.
 */
import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import ts from 'typescript';
import { expect, it } from 'vitest';

interface Table {
  readonly owner: string;
  /** The name of the drizzle table. */
  readonly variable: string;
}

/** `src/modules/shares/store.ts` belongs to `shares`; everything else is nobody's. */
function roomOf(path: string): string | null {
  return /^src\/modules\/([^/]+)\//.exec(path)?.[1] ?? null;
}

function tablesOf(path: string, text: string): readonly (readonly [string, Table])[] {
  const owner = roomOf(path);
  if (owner === null) return [];
  return [...text.matchAll(/export const (\w+) = pgTable\(\s*'(\w+)'/g)].map(
    ([, variable = '', name = '']) => [name, { owner, variable }] as const,
  );
}

/** The text of a string or template, `$` where something is put in. */
function writtenText(node: ts.Node): string | null {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text;
  if (!ts.isTemplateExpression(node)) return null;
  return [node.head.text, ...node.templateSpans.map((span) => span.literal.text)].join(' $ ');
}

/** What is tagged (`sql`, the driver's own) or handed to the driver is SQL; of other texts, what begins as a statement does. */
function isSql({ parent }: ts.Node, text: string): boolean {
  if (ts.isTaggedTemplateExpression(parent)) return true;
  if (ts.isCallExpression(parent) && /\.(raw|unsafe)$/.test(parent.expression.getText())) return true;
  return /^\s*(select|insert into|update|delete from|with|declare|truncate|lock|alter table)\b/i.test(text);
}

/** Where a source reaches for a table of another: `path: table`. */
function reaches(path: string, text: string, tables: ReadonlyMap<string, Table>): readonly string[] {
  const room = roomOf(path);
  const byVariable = new Map([...tables].map(([name, { variable, owner }]) => [variable, { name, owner }]));
  const found = new Set<string>();
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const readSql = (sqlText: string) => {
    // Words of a statement, not of a sentence: a table follows one of these, in a list of tables a comma.
    for (const [, list = ''] of sqlText.matchAll(
      /\b(?:from|join|into|update|using|table|lateral)\s+((?:only\s+)?"?\w+"?(?:\s+(?:as\s+)?\w+)?(?:\s*,\s*"?\w+"?(?:\s+(?:as\s+)?\w+)?)*)/gi,
    ))
      for (const [name] of list.matchAll(/\w+/g)) {
        const table = tables.get(name);
        if (table && table.owner !== room) found.add(`${path}: ${name}`);
      }
  };
  const visit = (node: ts.Node): void => {
    const written = writtenText(node);
    if (written !== null && isSql(node, written)) readSql(written);
    if (ts.isImportDeclaration(node)) {
      const bindings = node.importClause?.namedBindings;
      if (bindings && ts.isNamedImports(bindings))
        for (const { name, propertyName } of bindings.elements) {
          const table = byVariable.get((propertyName ?? name).text);
          const from = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text : '';
          if (table && table.owner !== room && /\/(index|schema)\.ts$/.test(from))
            found.add(`${path}: ${table.name}`);
        }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return [...found];
}

async function sources(): Promise<ReadonlyMap<string, string>> {
  const paths: string[] = [];
  for await (const path of glob('src/**/*.ts')) paths.push(path);
  return new Map(paths.sort().map((path) => [path, readFileSync(path, 'utf8')]));
}

const mayNameAny = (path: string) =>
  path.endsWith('/schema.ts') ||
  path.startsWith('src/modules/verification/') ||
  // Brings the tables of all up to date, and asks of each book before whether it may.
  path === 'src/platform/migrations.ts';

it('SQL of a module names its own tables only', async () => {
  const all = await sources();
  const tables = new Map([...all].flatMap(([path, text]) => tablesOf(path, text)));
  expect(tables.size).toBeGreaterThan(80);
  const found = [...all].flatMap(([path, text]) => (mayNameAny(path) ? [] : reaches(path, text, tables)));
  expect(found).toEqual([]);
});

it('a table of another is found in a statement, behind a comma, in a join of drizzle, and not in a sentence', () => {
  const tables = new Map([
    ['share_movement', { owner: 'shares', variable: 'shareMovement' }],
    ['member', { owner: 'members', variable: 'member' }],
  ]);
  const of = (text: string, path = 'src/modules/members/x.ts') => reaches(path, text, tables);
  expect(of('sql`select 1 from share_movement m`')).toEqual(['src/modules/members/x.ts: share_movement']);
  expect(of('sql`select ${a} from member m, share_movement s where ${b}`')).toHaveLength(1);
  expect(of('raw`delete from\n  share_movement`')).toHaveLength(1);
  expect(
    of('sql`insert into member select 1 from (select * from ${x} d) y join share_movement z on true`'),
  ).toHaveLength(1);
  expect(of("await owner.unsafe('update share_movement set quantity = 1')")).toHaveLength(1);
  expect(of("import { shareMovement } from '../shares/index.ts';")).toHaveLength(1);
  expect(of("import { shareMovement as s } from '../shares/index.ts';")).toHaveLength(1);
  expect(of('sql`select 1 from member`')).toEqual([]);
  expect(of('sql`select 1 from ${holdersAs(1)} member`')).toEqual([]);
  expect(of("const text = 'taken from member 7';", 'src/modules/shares/x.ts')).toEqual([]);
  expect(of("const text = 'select 1 from member';", 'src/modules/shares/x.ts')).toHaveLength(1);
  expect(of('sql`select 1 from member`', 'src/demo/x.ts')).toHaveLength(1);
});
