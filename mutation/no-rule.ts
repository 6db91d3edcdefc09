/**
 * What is not changed, because no rule stands there: sentences in both languages, whose completeness the compiler and a
 * test see, the English name that follows a Chinese one in a row of a table, and what a mistake of the program says of itself.
 */
import type { Ignorer } from '@stryker-mutator/api/ignore';
import { declareValuePlugin, PluginKind } from '@stryker-mutator/api/plugin';

/** As much of a syntax tree as is asked about. */
interface Node {
  readonly type: string;
  readonly name?: string;
  readonly key?: Node;
  readonly callee?: Node;
  readonly properties?: readonly Node[];
  readonly elements?: readonly (Node | null)[];
  readonly value?: unknown;
}

interface Path {
  readonly node: Node;
  readonly parent?: Node;
}

const mistakes = new Set(['Error', 'RangeError', 'TypeError']);

const noRule: Ignorer = {
  shouldIgnore(path) {
    const { node, parent } = path as Path;
    if (isSentence(node)) return 'a sentence in both languages';
    if (isEnglishName(node, parent)) return 'the English name after the Chinese one';
    if (node.type === 'NewExpression' && mistakes.has(node.callee?.name ?? ''))
      return 'what a mistake of the program says of itself';
    return undefined;
  },
};

function isSentence({ properties = [] }: Node): boolean {
  return ['zh', 'en'].every((language) => properties.some(({ key }) => key?.name === language));
}

function isEnglishName(node: Node, row: Node | undefined): boolean {
  const cells = row?.type === 'ArrayExpression' ? (row.elements ?? []) : [];
  const before = cells[cells.indexOf(node) - 1]?.value;
  return typeof node.value === 'string' && typeof before === 'string' && /\p{Script=Han}/u.test(before);
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'no-rule', noRule)];
