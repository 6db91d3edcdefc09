/**
 * The line that imports wait in: two run at a time, never two of one cooperative, and cooperatives take turns, so that whoever
 * sends twenty files holds up only themselves. None is left unfinished by a database or a service that went away.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { createGate } from '../../platform/gate.ts';
import { safeError } from '../../platform/redaction.ts';
import type { Services } from '../../platform/services.ts';
import { cooperativeIds } from '../access/index.ts';
import { isDatabaseAway, runImport } from './imports.ts';
import { unfinishedImports } from './store.ts';

/** As many as there are cores in a small machine. */
const AT_ONCE = 2;
/** Between two attempts while the database is away. */
const RETRY_MILLISECONDS = 250;

export interface ImportLine {
  /** Puts an import in line. */
  add(cooperativeId: string, id: string): void;
  /** Puts what an earlier run of the service left unfinished in line. */
  resume(): Promise<void>;
  /** Takes nothing more up; what is at work is rolled back and waits for the next start. */
  close(): Promise<void>;
}

export function importLine(services: Services, failed: (error: unknown) => void): ImportLine {
  const gate = createGate(AT_ONCE, { perParty: 1 });
  const closing = new AbortController();
  const all = new Set<Promise<void>>();
  async function run(cooperativeId: string, id: string): Promise<void> {
    for (let again = false; !closing.signal.aborted; again = true) {
      try {
        return await runImport(services, cooperativeId, id, { stopped: closing.signal, again });
      } catch (error) {
        failed(safeError(error));
        if (!isDatabaseAway(error)) return;
        await pause(RETRY_MILLISECONDS);
      }
    }
  }
  function add(cooperativeId: string, id: string): void {
    const work = gate.run(() => run(cooperativeId, id), cooperativeId);
    all.add(work);
    void work.finally(() => all.delete(work));
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
      closing.abort();
      await Promise.all(all);
    },
  };
}
