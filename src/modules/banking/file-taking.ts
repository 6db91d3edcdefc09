/** The route by which a sealed file is taken: whoever takes it leaves a trace each time. */
import type * as z from 'zod';
import type { Endpoint, FileReply } from '../../contract/endpoint.ts';
import { guardOf } from '../../contract/endpoint.ts';
import { execute, readAs, type Command } from '../../platform/command.ts';
import type { App } from '../../platform/http.ts';
import { handle } from '../../platform/serve.ts';
import { openFile } from './sealed-files.ts';

/** `command` notes the taking and says which file it is. */
export function serveFile<Input extends z.ZodType>(
  app: App,
  endpoint: Endpoint<Input, FileReply>,
  command: Command<Input, { readonly fileId: string }>,
): void {
  const { services } = app;
  const [type = 'application/octet-stream'] = endpoint.reply.files;
  handle(app, endpoint, async (taken) => {
    const { input, cooperativeId, reply } = taken;
    // No stored reply: each taking is noted anew.
    const asked = { ...taken.context(), idempotencyKey: undefined };
    const { fileId } = await execute(services, command, asked, input as z.input<Input>);
    const file = await readAs(services, asked, guardOf(endpoint), (tx) =>
      openFile(tx, services.vault, cooperativeId, fileId),
    );
    return reply
      .type(type)
      .header('cache-control', 'private, no-store')
      .header('content-disposition', `attachment; filename="${file.name}"`)
      .send(file.bytes);
  });
}
