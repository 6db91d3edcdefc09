/**
 * Sealing anew: what an older version sealed, at the start of the service; everything, when the key is changed. Services go on
 * meanwhile: both keys open, the new one seals.
 */
import { setTimeout as pause } from 'node:timers/promises';
import type { Running } from './boot.ts';
import { resealEverywhere } from './modules/verification/index.ts';
import {
  addSealingKey,
  olderSealings,
  openTransactionsSince,
  retireFormBefore,
  retireKeysBefore,
} from './platform/key-file.ts';

/** A running service looks at the key file once a second. */
const NOTICED_MILLISECONDS = 2_500;
const PATIENCE_MILLISECONDS = 15 * 60_000;

/** Beside the service that has started. Returns how many could not be sealed anew; `npm run verify` names them. */
export async function resealOlder({ services, databaseUrl }: Running): Promise<number> {
  const { database, vault } = services;
  if (!(await olderSealings(databaseUrl, vault.sealingKey()))) return 0;
  const { failed } = await resealEverywhere(database, vault);
  // No program of this version seals in that form: once nothing of it is left, nothing more comes.
  if (failed === 0) await retireFormBefore(databaseUrl);
  return failed;
}

export interface Rotation {
  readonly key: string;
  readonly resealed: number;
  readonly failed: number;
  /** Whether the older keys are given up. */
  readonly finished: boolean;
}

/** A new key, and everything sealed with it. What fails keeps its key in the file, and the next rotation tries again. */
export async function rotateKey({ services, databaseUrl }: Running): Promise<Rotation> {
  const { database, config } = services;
  const key = await addSealingKey(databaseUrl, config.HEGU_KEY_FILE);
  await pause(NOTICED_MILLISECONDS);
  const { vault } = services;
  let resealed = (await resealEverywhere(database, vault)).resealed;
  // What somebody wrote with the older key and has not committed is not seen yet.
  const since = new Date();
  const deadline = Date.now() + PATIENCE_MILLISECONDS;
  while ((await openTransactionsSince(databaseUrl, since)) && Date.now() < deadline) await pause(500);
  const last = await resealEverywhere(database, vault);
  resealed += last.resealed;
  const finished = last.failed === 0 && !(await openTransactionsSince(databaseUrl, since));
  if (finished) await retireKeysBefore(databaseUrl, config.HEGU_KEY_FILE, key);
  return { key, resealed, failed: last.failed, finished };
}
