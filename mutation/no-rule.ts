/**
 * What is not changed, because no rule stands there: sentences in both languages, whose completeness the compiler and a
 * test see, and what a mistake of the program says of itself.
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
}

const mistakes = new Set(['Error', 'RangeError', 'TypeError']);

const noRule: Ignorer = {
  shouldIgnore(path) {
    const { node } = path as { readonly node: Node };
    if (isSentence(node)) return 'a sentence in both languages';
    if (node.type === 'NewExpression' && mistakes.has(node.callee?.name ?? ''))
      return 'what a mistake of the program says of itself';
    return undefined;
  },
};

function isSentence({ properties = [] }: Node): boolean {
  return ['zh', 'en'].every((language) => properties.some(({ key }) => key?.name === language));
}

export const strykerPlugins = [declareValuePlugin(PluginKind.Ignore, 'no-rule', noRule)];
