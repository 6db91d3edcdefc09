/**
 * Imports: a file is received under a command, then read, checked and entered by one more, all or nothing. The work runs
 * behind the request, one file after another; what a crash cuts off is taken up again, of the database when it is back, of
 * the service at the next start. The entering command
 * carries the import's own idempotency key, so a file that is taken up twice is entered once.
 */
import { importStateWords } from '../../domain/money-words.ts';
import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import * as z from 'zod';
import { Refusal, refuse, type Fault } from '../../domain/refusal.ts';
import { statusOf } from '../../domain/errors/catalogue.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { defineCommand, execute } from '../../platform/command.ts';
import { safeError } from '../../platform/redaction.ts';
import type { Services } from '../../platform/services.ts';
import type { Place } from '../../platform/vault.ts';
import { writtenTables } from '../../platform/written-tables.ts';
import { readTables } from '../../platform/tabular-reading.ts';
import { admitMembers } from '../members/index.ts';
import { openShares } from '../shares/index.ts';
import { importKinds, type ImportKind, type OpeningKey, type RosterKey } from './table-contract.ts';
import type { ImportResult } from './schema.ts';
import { readSheet } from './sheet-reading.ts';
import {
  contentOf,
  countUnfinished,
  insertImport,
  requireImport,
  unfinishedStates,
  updateImport,
  type ImportDescription,
  type ImportRow,
} from './store.ts';
import { openingRows, rosterRows } from './tables.ts';

/** Files of one cooperative that may wait at once. */
const MOST_WAITING = 20;
/** Faults kept with an import: more than anybody corrects before trying again. All are counted. */
const FAULTS_KEPT = 1_000;
const PROGRESS_MILLISECONDS = 500;
const contentPlace = (cooperativeId: string, row: string): Place => ({
  cooperativeId,
  table: 'import_file',
  column: 'content',
  row,
  before: 'import-file',
});

export interface ReceivedFile {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly bytes: Uint8Array;
  readonly dryRun: boolean;
}

interface Sender {
  readonly cooperativeId: string;
  readonly userId: string;
  readonly idempotencyKey?: string | undefined;
}

/** Keeps the file, encrypted, and puts the import in line. Returns its id. */
export async function receiveFile(services: Services, sender: Sender, file: ReceivedFile): Promise<string> {
  const { kind, fileName, bytes, dryRun } = file;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { id } = await execute(services, receiving(file), sender, {
    kind,
    fileName: fileName.normalize('NFC').slice(-200),
    sha256,
    size: bytes.length,
    dryRun,
  });
  return id;
}

const receivedInput = z.strictObject({
  kind: z.enum(importKinds),
  fileName: z.string().min(1).max(200),
  sha256: z.string().length(64),
  size: z.number().int(),
  dryRun: z.boolean(),
});

const receiving = (file: ReceivedFile) =>
  defineCommand({
    name: 'exchange.receive-file',
    action: 'exchange.import',
    input: receivedInput,
    async run(unit, input) {
      const { tx, cooperativeId } = unit;
      const waiting = await countUnfinished(tx, cooperativeId);
      if (waiting >= MOST_WAITING) throw refuse('import.too-many-waiting', { count: waiting });
      const id = newId();
      await insertImport(tx, {
        ...input,
        cooperativeId,
        id,
        content: unit.vault.encryptBytes(contentPlace(cooperativeId, id), file.bytes),
        state: 'waiting',
        rows: null,
        progress: 0,
        faultCount: 0,
        faults: [],
        result: null,
        createdAt: unit.now,
        createdBy: unit.actor.userId,
        finishedAt: null,
      });
      unit.note('file', { kind: input.kind, sha256: input.sha256, size: input.size, dryRun: input.dryRun });
      return { id };
    },
  });

/** After a dry run without faults: the same file in earnest. Puts it in line again. */
export const confirmImport = defineCommand({
  name: 'exchange.confirm-import',
  action: 'exchange.import',
  input: z.strictObject({ importId: z.uuid() }),
  async run(unit, { importId }) {
    const row = await requireImport(unit.tx, unit.cooperativeId, importId);
    if (row.state !== 'checked') throw refuse('import.not-checked', { state: importStateWords[row.state] });
    await updateImport(unit.tx, unit.cooperativeId, importId, {
      dryRun: false,
      state: 'waiting',
      progress: 0,
      finishedAt: null,
    });
    unit.note('file', { kind: row.kind, sha256: row.sha256, confirmed: true });
    return { id: importId };
  },
});

/**
 * Runs one import to its end, whatever that is; never throws for a fault of the file. Does nothing if it has ended. What it
 * throws while the database is away leaves the import unfinished, to be run again.
 */
export async function runImport(services: Services, cooperativeId: string, id: string): Promise<void> {
  const { database, vault } = services;
  const order = await database.read(cooperativeId, (tx) => requireImport(tx, cooperativeId, id));
  if (!unfinishedStates.some((state) => state === order.state)) return;
  const change = (values: Partial<ImportRow>) =>
    database.write(cooperativeId, (tx) => updateImport(tx, cooperativeId, id, values));
  const told = progressTeller(change);
  try {
    const sealed = await database.read(cooperativeId, (tx) => contentOf(tx, cooperativeId, id));
    await change({ state: 'reading', progress: 0 });
    const bytes = vault.decryptBytes(contentPlace(cooperativeId, id), sealed ?? new Uint8Array());
    const tables = await readTables(bytes, order.fileName, told);
    const begin = async (rows: number) => {
      await told.settled();
      await change({ state: 'entering', rows, progress: 0 });
    };
    const result = await enter(services, order, tables, begin, told);
    await told.settled();
    const finishedAt = services.clock();
    // A dry run keeps its file, so that what was checked can be confirmed.
    await change(
      order.dryRun
        ? { state: 'checked', result, finishedAt }
        : { state: 'done', result, finishedAt, content: null },
    );
  } catch (error) {
    await told.settled();
    if (isDatabaseAway(error)) throw error;
    const faults: readonly Fault[] = error instanceof Refusal ? error.faults : [];
    await change({
      state: error instanceof Refusal && statusOf(error) < 500 ? 'refused' : 'failed',
      faults: faults.slice(0, FAULTS_KEPT),
      faultCount: faults.length,
      finishedAt: services.clock(),
      content: null,
    });
    if (!(error instanceof Refusal)) throw error;
  }
}

/** Gone, or gone while it committed: the same command under the same key finds out which. */
export function isDatabaseAway(error: unknown): boolean {
  const safe = safeError(error);
  return safe instanceof Refusal && /^service\.(unavailable|outcome-unknown)$/.test(safe.code);
}

/** Writes progress now and then, never two writes at once. */
function progressTeller(change: (values: Partial<ImportRow>) => Promise<void>) {
  let [last, writing] = [0, Promise.resolve()];
  const tell = (progress: number) => {
    const now = performance.now();
    if (now - last < PROGRESS_MILLISECONDS) return;
    last = now;
    // Progress is for the eye: what cannot be told is told next time.
    writing = writing.then(() => change({ progress })).catch(() => undefined);
  };
  return Object.assign(tell, { settled: () => writing });
}

type Tables = Awaited<ReturnType<typeof readTables>>;

async function enter(
  services: Services,
  order: ImportDescription,
  tables: Tables,
  begin: (rows: number) => Promise<void>,
  progress: (rows: number) => void,
): Promise<ImportResult> {
  const { cooperativeId, id, sha256, dryRun } = order;
  const { rows, columnPlaces, command } = planOf(order.kind, tables, progress);
  await begin(rows);
  const context = { cooperativeId, userId: order.createdBy, idempotencyKey: `import-${id}`, dryRun };
  const written: string[] = [];
  const entering = defineCommand({
    ...command,
    async run(unit, input): Promise<ImportResult> {
      const result = await command.run(unit, input);
      written.push(...(await writtenTables(unit.tx)));
      return result;
    },
  });
  // A run that was cut off, or rolled back elsewhere, may have left pages that statistics do not know.
  await services.database.tend([]);
  try {
    return await execute(services, entering, context, { importId: id, sha256 });
  } catch (error) {
    throw error instanceof Refusal ? withPlaces(error, columnPlaces) : error;
  } finally {
    // A dry run leaves no pages behind, and the lists of what was entered are quick at once.
    await services.database.tend(written);
  }
}

const enteringInput = z.strictObject({ importId: z.uuid(), sha256: z.string().length(64) });

/** The rows are not part of the command's input: the hash of their file stands for them. */
function planOf(kind: ImportKind, tables: Tables, progress: (rows: number) => void) {
  switch (kind) {
    case 'roster': {
      const sheet = readSheet<RosterKey>(kind, tables);
      const rows = rosterRows(sheet);
      const command = defineCommand({
        name: 'exchange.import-roster',
        action: 'exchange.import',
        input: enteringInput,
        async run(unit, { importId, sha256 }): Promise<ImportResult> {
          unit.note('import', { importId, sha256 });
          const admission = await admitMembers(unit, rows, { faults: sheet.faults, progress });
          const { members, households } = admission;
          const warnings = admission.warnings
            .slice(0, FAULTS_KEPT)
            .map((fault) => placed(fault, sheet.columnPlaces));
          return { members, households, warnings };
        },
      });
      return { rows: rows.length, columnPlaces: sheet.columnPlaces, command };
    }
    case 'opening-shares': {
      const sheet = readSheet<OpeningKey>(kind, tables);
      const rows = openingRows(sheet);
      const command = defineCommand({
        name: 'exchange.import-opening-shares',
        action: 'exchange.import',
        input: enteringInput,
        async run(unit, { importId, sha256 }): Promise<ImportResult> {
          unit.note('import', { importId, sha256 });
          const { count } = await openShares(unit, rows, 'opening', sheet.faults);
          const total = rows.reduce((sum, row) => sum.plus(row.quantity), ShareQuantity.zero);
          return { movements: count, shares: total.toString() };
        },
      });
      return { rows: sheet.rows.length, columnPlaces: sheet.columnPlaces, command };
    }
  }
}

/** The domain names a column by its meaning; people look for what stands above it, from left to right. */
function withPlaces(error: Refusal, places: ReadonlyMap<string, string>): Refusal {
  const order = [...places.keys()];
  // The register judges all standings of a person together.
  const standings = order.filter((key) => ['admittedOn', 'retiredOn', 'deceasedOn'].includes(key));
  const place = (key: string) =>
    key === 'standings' ? standings.map((each) => places.get(each)).join('、') : (places.get(key) ?? key);
  const position = ({ column = '' }: Fault) => order.indexOf(column === 'standings' ? 'admittedOn' : column);
  const [first, ...rest] = [...error.faults]
    .sort((a, b) => (a.row ?? 0) - (b.row ?? 0) || position(a) - position(b))
    .map((fault): Fault => (fault.column === undefined ? fault : { ...fault, column: place(fault.column) }));
  return first === undefined ? error : new Refusal([first, ...rest]);
}

/** A warning at the column as people see it. */
function placed(fault: Fault, places: ReadonlyMap<string, string>): Fault {
  return fault.column === undefined ? fault : { ...fault, column: places.get(fault.column) ?? fault.column };
}

/** Receives and runs in one call, for the command line and for tests. */
export async function importNow(
  services: Services,
  sender: Sender,
  file: ReceivedFile,
): Promise<ImportDescription> {
  const id = await receiveFile(services, sender, file);
  const { cooperativeId } = sender;
  await runImport(services, cooperativeId, id);
  return services.database.read(cooperativeId, (tx) => requireImport(tx, cooperativeId, id));
}
