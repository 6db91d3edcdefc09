/** A file sent as a browser sends it, and the end of its import. */
import type { Client, Reply } from '../support/app.ts';
import { expectStatus } from '../support/cooperative.ts';

const BOUNDARY = 'worked-examples';

/** Uploads, looks at what was read, confirms it and asks until the import has ended; `root` is the cooperative's path. */
export async function importedThrough(
  client: Client,
  root: string,
  kind: string,
  fileName: string,
  content: Uint8Array,
): Promise<Reply['body']> {
  const head = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="${fileName}"\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${BOUNDARY}--\r\n`)]);
  const type = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };
  const { id } = await expectStatus(client.post(`${root}/imports?kind=${kind}`, payload, type), 202);
  for (;;) {
    const row = await expectStatus(client.get(`${root}/imports/${id}`), 200);
    if (row.state === 'checked')
      await expectStatus(client.post(`${root}/imports/${id}/confirm`, { rows: row.rows }), 202);
    else if (!['waiting', 'reading', 'entering'].includes(row.state as string)) return row;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
