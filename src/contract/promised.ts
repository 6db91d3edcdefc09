/** What an endpoint promises of its answers, and an answer that was held against it already. */
import { isFileReply, type AnyEndpoint } from './endpoint.ts';

/** What is promised is kept: an answer of another shape is a failure of ours, and never sent. */
export function promised(endpoint: AnyEndpoint, given: unknown): unknown {
  if (isFileReply(endpoint.reply)) return given;
  const held = endpoint.reply.safeParse(given);
  if (held.success) return held.data;
  const places = held.error.issues.map(({ path, code }) => `/${path.join('/')} ${code}`).join(', ');
  throw new TypeError(`The answer of ${endpoint.name} is not what it promises: ${places}`);
}

/** An answer as the JSON that goes out, held against its promise where it was made. */
export class WrittenReply {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}
