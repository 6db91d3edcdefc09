/** The sentences of the portal as its source has them, with the file and the name that each stands under. */
import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';

const portal = 'src/web/portal';

export interface Found {
  readonly file: string;
  readonly name: string;
  readonly zh: string;
  readonly en: string;
  readonly of: { readonly zh: string; readonly en: string } | null;
}

function textsOf(literal: ts.ObjectLiteralExpression): Readonly<Record<string, ts.Expression>> {
  return Object.fromEntries(
    literal.properties.filter(ts.isPropertyAssignment).map((each) => [each.name.getText(), each.initializer]),
  );
}

function sentencesIn(file: string): readonly Found[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const text = readFileSync(`${portal}/${file}`, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, kind);
  const found: Found[] = [];
  const look = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const { zh, en, of } = textsOf(node);
      if (zh && en && ts.isStringLiteralLike(zh) && ts.isStringLiteralLike(en)) {
        const another = of && ts.isObjectLiteralExpression(of) ? textsOf(of) : null;
        const told = (language: 'zh' | 'en') => {
          const words = another?.[language];
          return words && ts.isStringLiteralLike(words) ? words.text : '';
        };
        const name = ts.isPropertyAssignment(node.parent) ? node.parent.name.getText() : '';
        found.push({
          file,
          name,
          zh: zh.text,
          en: en.text,
          of: another && { zh: told('zh'), en: told('en') },
        });
        return;
      }
    }
    ts.forEachChild(node, look);
  };
  look(source);
  return found;
}

const files = readdirSync(portal, { recursive: true, encoding: 'utf8' }).filter((each) =>
  /\.tsx?$/.test(each),
);
/** All of them, wherever they stand. */
export const sentences = files.flatMap(sentencesIn);
