/**
 * The manual as it lies in docs/manual, read for the screen: its tasks by their anchors, each in blocks. Only what the manual uses is
 * known: heads, lists, pictures, bold, code.
 */
export type Block =
  | { readonly is: 'head'; readonly level: 2 | 3; readonly text: string }
  | { readonly is: 'text'; readonly text: string }
  | { readonly is: 'list'; readonly isNumbered: boolean; readonly items: readonly string[] }
  | { readonly is: 'picture'; readonly text: string; readonly file: string };

export interface Task {
  readonly id: string;
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** What stands before the first task, and the tasks. */
export interface Manual {
  readonly before: readonly Block[];
  readonly tasks: readonly Task[];
}

export function manualOf(text: string): Manual {
  const [before = '', ...parts] = text.split(/^<a id="(?=[\w-]+"><\/a>$)/m);
  const tasks = parts.map((part): Task => {
    const id = /^[\w-]+/.exec(part)?.[0] ?? '';
    const [first, ...blocks] = blocksOf(part.slice(part.indexOf('</a>') + '</a>'.length));
    return { id, title: first?.is === 'head' ? first.text : id, blocks };
  });
  return { before: blocksOf(before.replace(/^# .*$/m, '')), tasks };
}

function blocksOf(text: string): readonly Block[] {
  return text
    .split(/\n\s*\n/)
    .map((block) => block.trim())
    .filter((block) => block !== '')
    .map(blockOf);
}

function blockOf(text: string): Block {
  const head = /^(##|###) (.*)$/.exec(text);
  if (head) return { is: 'head', level: head[1] === '##' ? 2 : 3, text: head[2] ?? '' };
  const picture = /^!\[([^\]]*)\]\(pictures\/([\w.-]+)\)$/.exec(text);
  if (picture) return { is: 'picture', text: picture[1] ?? '', file: picture[2] ?? '' };
  const isNumbered = /^\d+\. /.test(text);
  if (!isNumbered && !text.startsWith('- ')) return { is: 'text', text: joined(text) };
  const items = text.split(/^(?:\d+\.|-) /m).filter((item) => item !== '');
  return { is: 'list', isNumbered, items: items.map(joined) };
}

/** Lines of one paragraph are one line; between Chinese characters nothing stands. */
function joined(text: string): string {
  return text
    .trim()
    .replace(/(\P{Script=Han})\n\s*/gu, '$1 ')
    .replace(/\n\s*/g, '');
}

/** A paragraph in its pieces: plain, bold, code. */
export function piecesOf(
  text: string,
): readonly { readonly as: 'plain' | 'bold' | 'code'; readonly text: string }[] {
  return text
    .split(/(\*\*[^*]+\*\*|`[^`]+`)/)
    .filter((piece) => piece !== '')
    .map((piece) => {
      if (piece.startsWith('**')) return { as: 'bold', text: piece.slice(2, -2) };
      if (piece.startsWith('`')) return { as: 'code', text: piece.slice(1, -1) };
      return { as: 'plain', text: piece };
    });
}
