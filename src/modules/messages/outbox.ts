/**
 * Hands what members were told to a text-message gateway, where an operator has connected one: a POST for each message, signed, under the
 * message's own id, so that a gateway that hears it twice sends it once. Whoever hands a message on holds it until what became of it is
 * written down, so that of two services on one database one does. Nothing is said to be sent that the gateway has not taken.
 */
import { createHmac } from 'node:crypto';
import { textMessage, toldAtFormerNumber, type DeliveryOutcome } from '../../domain/member-message.ts';
import type { Tx } from '../../platform/database.ts';
import type { Services } from '../../platform/services.ts';
import { formerTelephones, membersById, revealPersonal } from '../members/index.ts';
import { claimed, messagesToHandOn, type ToHandOn } from './queries.ts';
import { messageDelivery } from './schema.ts';

/** Of one cooperative at once; so many of them at the gateway together. */
const BATCH = 200;
const TOGETHER = 8;
const GATEWAY_MILLISECONDS = 10_000;

export interface Sender {
  readonly cooperativeId: string;
  readonly name: string;
  /** Of the office, which a text message says to call. */
  readonly telephone: string | null;
}

/** One round for one cooperative; says how many messages were tried. */
export async function handOn(services: Services, sender: Sender): Promise<number> {
  const { config, database, clock } = services;
  const { HEGU_MESSAGE_WEBHOOK: url, HEGU_MESSAGE_SECRET: secret } = config;
  if (url === undefined || secret === undefined) return 0;
  const { cooperativeId } = sender;
  const due = await database.read(cooperativeId, (tx) =>
    messagesToHandOn(tx, cooperativeId, { now: clock(), limit: BATCH }),
  );
  let tried = 0;
  for (let from = 0; from < due.length; from += TOGETHER) {
    const ids = due.slice(from, from + TOGETHER).map(({ id }) => id);
    tried += await database.write(cooperativeId, async (tx) => {
      // What another service has handed on since it was looked for is no longer due, or held by it.
      const held = await claimed(tx, ids);
      const still = await messagesToHandOn(tx, cooperativeId, { now: clock(), limit: TOGETHER, of: held });
      const some = await withTelephones(services, tx, cooperativeId, still);
      const told = await Promise.all(
        some.map(async (each) =>
          each.telephone === null
            ? ({ outcome: 'no-telephone', said: null } as const)
            : post({ url, secret }, bodyOf(each, each.telephone, sender, config.HEGU_LANGUAGE), each.id),
        ),
      );
      const rows = some.map(({ id: messageId, attempts }, index) => ({
        cooperativeId,
        messageId,
        attempt: attempts + 1,
        outcome: told[index]?.outcome ?? ('later' as const),
        said: told[index]?.said ?? null,
        recordedAt: clock(),
      }));
      if (rows.length > 0) await tx.insert(messageDelivery).values(rows);
      return rows.length;
    });
  }
  return tried;
}

type Due = ToHandOn & { readonly telephone: string | null };

async function withTelephones(
  { vault }: Services,
  tx: Tx,
  cooperativeId: string,
  messages: readonly ToHandOn[],
): Promise<readonly Due[]> {
  const ids = [...new Set(messages.map(({ memberId }) => memberId))];
  const members = await membersById(tx, cooperativeId, ids);
  const former = await formerTelephones(
    tx,
    cooperativeId,
    messages.filter(({ kind }) => toldAtFormerNumber.includes(kind)),
  );
  return messages.map((message) => {
    const row = former.get(message.id) ?? members.get(message.memberId);
    const person = { cooperativeId, memberId: message.memberId };
    const telephone =
      row?.phoneCipher == null
        ? null
        : revealPersonal(vault, person, 'phone', { cipher: row.phoneCipher, index: row.phoneIndex });
    return { ...message, telephone };
  });
}

function bodyOf(
  { id, number, kind, recordedAt }: Due,
  telephone: string,
  { cooperativeId, name, telephone: office }: Sender,
  language: Services['config']['HEGU_LANGUAGE'],
): string {
  return JSON.stringify({
    id,
    cooperative: { id: cooperativeId, name },
    number: number.toString(),
    kind,
    toldAt: recordedAt.toISOString(),
    telephone,
    text: textMessage({ kind, cooperative: name, telephone: office }, language),
  });
}

/** What a gateway answers: taken, not that one, or come again. */
async function post(
  { url, secret }: { readonly url: string; readonly secret: string },
  body: string,
  id: string,
): Promise<{ readonly outcome: DeliveryOutcome; readonly said: string | null }> {
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(GATEWAY_MILLISECONDS),
      headers: {
        'content-type': 'application/json',
        'idempotency-key': id,
        'x-hegu-signature': `sha256=${signature}`,
      },
      body,
    });
    await answer.body?.cancel();
    const { status, ok } = answer;
    if (ok) return { outcome: 'taken', said: null };
    const isFinal = status >= 400 && status < 500 && ![401, 403, 408, 425, 429].includes(status);
    return { outcome: isFinal ? 'refused' : 'later', said: `HTTP ${status}` };
  } catch (error) {
    // The name alone: what a network says may hold the address.
    return { outcome: 'later', said: (error as Error).name };
  }
}
