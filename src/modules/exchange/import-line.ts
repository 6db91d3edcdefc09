/** The line that imports wait in: one runs at a time, and none is left unfinished by a database or a service that went away. */
import { setTimeout as pause } from 'node:timers/promises';
import { safeError } from '../../platform/redaction.ts';
import type { Services } from '../../platform/services.ts';
import { cooperativeIds } from '../access/index.ts';
import { isDatabaseAway, runImport } from './imports.ts';
import { unfinishedImports } from './store.ts';

/** Between two attempts while the database is away. */
const RETRY_MILLISECONDS = 250;

export interface ImportLine {
  /** Puts an import in line. */
  add(cooperativeId: string, id: string): void;
  /** Puts what an earlier run of the service left unfinished in line. */
  resume(): Promise<void>;
  /** Takes nothing more up and waits for the one at work. */
  close(): Promise<void>;
}

/** Imports run one after another: two would only wait for the same book and for the same two cores. */
export function importLine(services: Services, failed: (error: unknown) => void): ImportLine {
  let [tail, closed] = [Promise.resolve(), false];
  async function run(cooperativeId: string, id: string): Promise<void> {
    while (!closed) {
      try {
        return await runImport(services, cooperativeId, id);
      } catch (error) {
        failed(safeError(error));
        if (!isDatabaseAway(error)) return;
        await pause(RETRY_MILLISECONDS);
      }
    }
  }
  function add(cooperativeId: string, id: string): void {
    tail = tail.then(() => run(cooperativeId, id));
  }
  return {
    add,
    async resume() {
      const { database } = services;
      for (const id of await database.outside(cooperativeIds)) {
        for (const each of await database.read(id, (tx) => unfinishedImports(tx, id))) add(id, each.id);
      }
    },
    async close() {
      closed = true;
      await tail;
    },
  };
}
