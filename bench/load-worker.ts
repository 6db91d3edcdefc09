/**
 * The load, in a process of its own: a fixed number of connections that are kept alive, each sending its next request when
 * the last was answered, for a fixed time. Any reply that is not expected ends it.
 */
import { Agent, request } from 'node:http';

export interface Target {
  readonly path: string;
  readonly cookie: string;
  /** The address from which it comes to a proxy before the service; without one, from this machine. */
  readonly from?: string;
}

export interface Load {
  readonly port: number;
  readonly method: 'GET' | 'POST';
  /** One is taken after the other; `{n}` in path and body becomes a number from 1 to `numbers`. */
  readonly targets: readonly Target[];
  readonly body: string | null;
  readonly numbers: number;
  readonly expected: number;
  readonly connections: number;
  readonly seconds: number;
}

export interface LoadDone {
  readonly perSecond: number;
  /** Milliseconds. */
  readonly median: number;
  readonly slowest99: number;
}

async function main(load: Load): Promise<LoadDone> {
  const agent = new Agent({ keepAlive: true, maxSockets: load.connections });
  const times: number[] = [];
  let sent = 0;
  const start = performance.now();
  const end = start + load.seconds * 1000;
  async function connection(): Promise<void> {
    while (performance.now() < end) {
      const before = performance.now();
      await send(load, agent, (sent += 1));
      times.push(performance.now() - before);
    }
  }
  await Promise.all(Array.from({ length: load.connections }, connection));
  const seconds = (performance.now() - start) / 1000;
  agent.destroy();
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.floor(part * (times.length - 1))] ?? NaN;
  return { perSecond: times.length / seconds, median: at(0.5), slowest99: at(0.99) };
}

function send(load: Load, agent: Agent, place: number): Promise<void> {
  const target = load.targets[place % load.targets.length];
  if (!target) throw new Error('The load has no target.');
  // A prime step visits every number before it comes back to the first.
  const number = String(1 + ((place * 7919) % load.numbers));
  const body = load.body?.replace('{n}', number) ?? null;
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port: load.port,
        agent,
        method: load.method,
        path: target.path.replace('{n}', number),
        headers: {
          cookie: target.cookie,
          ...(target.from !== undefined && { 'x-forwarded-for': target.from }),
          ...(body !== null && {
            'content-type': 'application/json',
            'content-length': Buffer.byteLength(body),
          }),
        },
      },
      (reply) => {
        const chunks: Buffer[] = [];
        reply.on('data', (chunk: Buffer) => chunks.push(chunk));
        reply.on('error', reject);
        reply.on('end', () => {
          if (reply.statusCode === load.expected) resolve();
          else reject(new Error(`${target.path}: ${reply.statusCode} ${Buffer.concat(chunks).toString()}`));
        });
      },
    );
    asked.on('error', reject);
    asked.end(body ?? undefined);
  });
}

process.once('message', (load) => {
  void main(load as Load).then((done) => process.send?.(done, () => process.disconnect()));
});
