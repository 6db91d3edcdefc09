/** What the endpoints of all papers share: the wish names the language, the answer is the issued paper. */
import * as z from 'zod';
import { endpoint, type Endpoint } from '../../contract/endpoint.ts';
import { idText } from '../../contract/wire.ts';
import { languages, type Sentence } from '../../domain/language.ts';
import type { Action } from '../../domain/permission.ts';

/** An issued paper, without its file. */
export const documentShape = {
  id: idText(),
  number: z.string().meta({ example: '2010-000042' }),
  language: z.enum(languages),
  subject: z.string(),
  title: z.string(),
  createdAt: z.string(),
  sha256: z.string(),
  pages: z.int(),
  seal: z.string().meta({
    description: 'Head of the trail when the paper was issued; its beginning is printed',
    zh: '出具时的账印（操作记录末条的哈希）；纸面印其开头',
  }),
  checkUrl: z.string().meta({ description: 'Where the QR code leads', zh: '二维码所指的核对页' }),
};

/** What is asked of any paper: what its own shape says, and the language. */
export function wish<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({
    language: z
      .enum(languages)
      .default('zh')
      .meta({ description: 'Language of the paper', zh: '文件所用语言' }),
    ...shape,
  });
}

type Asked<Kind extends string, Input extends z.ZodType> = Pick<
  Endpoint<Input>,
  'name' | 'description' | 'input' | 'errors' | 'example'
> & {
  /** Also the name of the paper's folder. */
  readonly kind: Kind;
  /** What the paper is called: printed on it, and shown on its check page. */
  readonly title: Sentence;
  readonly action?: Action;
};

/** How a kind of paper is asked for. */
export function paperEndpoint<const Kind extends string, Input extends z.ZodType>({
  kind,
  title,
  action = 'documents.issue',
  ...asked
}: Asked<Kind, Input>) {
  const described = endpoint({
    ...asked,
    method: 'post',
    path: `/documents/${kind}`,
    action,
    summary: { zh: `出具${title.zh}`, en: `Issue: ${title.en}` },
    reply: z.strictObject({ ...documentShape, kind: z.literal(kind) }),
    status: 201,
  });
  return { ...described, kind, title };
}
