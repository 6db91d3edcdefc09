/**
 * Imports: a file is received under a command, then read and checked, and entered by one more, all or nothing: only after a person
 * has confirmed what was read of it, at every door. The work runs
 * behind the request, one file after another; what a crash cuts off is taken up again, of the database when it is back, of
 * the service at the next start. The entering command
 * carries the import's own idempotency key, so a file that is taken up twice is entered once.
 */
import { importStateWords } from '../../domain/money-words.ts';
import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { sql } from 'drizzle-orm';
import { v7 as newId } from 'uuid';
import * as z from 'zod';
import { Refusal, refuse, type Fault } from '../../domain/refusal.ts';
import { dayInChina } from '../../platform/services.ts';
import { statusOf } from '../../domain/errors/catalogue.ts';
import { ShareQuantity } from '../../domain/share-quantity.ts';
import { defineCommand, execute } from '../../platform/command.ts';
import { must } from '../../platform/must.ts';
import { safeError } from '../../platform/redaction.ts';
import type { Services } from '../../platform/services.ts';
import type { Place } from '../../platform/vault.ts';
import { writtenTables } from '../../platform/written-tables.ts';
import { readTables } from '../../platform/tabular-reading.ts';
import { admitMembers } from '../members/index.ts';
import { openShares } from '../shares/index.ts';
import {
  headNames,
  importKinds,
  type ImportKind,
  type OpeningKey,
  type RosterKey,
} from './table-contract.ts';
import { exportedAmong, exportedReading, requireNothingNew } from './exported.ts';
import { openingReading, rosterReading } from './reading.ts';
import type { FaultSum, ImportResult, KeptReading } from './schema.ts';
import { readSheet } from './sheet-reading.ts';
import {
  contentOf,
  cancelUnfinished,
  countKept,
  insertImport,
  requireImport,
  unfinishedStates,
  updateImport,
  updateWantedImport,
  type ImportDescription,
  type ImportRow,
} from './store.ts';
import { openingRows, rosterRows } from './tables.ts';

/** Files of one cooperative that may be kept at once: those that wait, and those that were checked and wait to be confirmed. */
const MOST_KEPT = 20;
/** Faults kept with an import, one by one; all are counted, and summed by what they are and where. */
const FAULTS_KEPT = 5_000;
const SUMS_KEPT = 200;
const WARNINGS_KEPT = 1_000;
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
}

interface Sender {
  readonly cooperativeId: string;
  readonly userId: string;
  readonly idempotencyKey?: string | undefined;
}

/** Keeps the file, encrypted, and puts the import in line. Returns its id. */
export async function receiveFile(
  services: Services,
  sender: Sender,
  file: ReceivedFile & { readonly sha256: string },
): Promise<string> {
  const { kind, fileName, bytes, sha256 } = file;
  const { id } = await execute(services, receiving(file), sender, {
    kind,
    fileName: fileName.normalize('NFC').slice(-200),
    sha256,
    size: bytes.length,
  });
  return id;
}

const receivedInput = z.strictObject({
  kind: z.enum(importKinds),
  fileName: z.string().min(1).max(200),
  sha256: z.string().length(64),
  size: z.number().int(),
});

const receiving = (file: ReceivedFile) =>
  defineCommand({
    name: 'exchange.receive-file',
    action: 'exchange.import',
    input: receivedInput,
    async run(unit, input) {
      const { tx, cooperativeId } = unit;
      const { unfinished, checked } = await countKept(tx, cooperativeId);
      if (unfinished >= MOST_KEPT) throw refuse('import.too-many-waiting', { count: unfinished });
      if (unfinished + checked >= MOST_KEPT) throw refuse('import.too-many-checked', { count: checked });
      const id = newId();
      await insertImport(tx, {
        ...input,
        cooperativeId,
        id,
        // Nothing is entered before what was read has been told and confirmed.
        dryRun: true,
        content: unit.vault.encryptBytes(contentPlace(cooperativeId, id), file.bytes),
        state: 'waiting',
        rows: null,
        progress: 0,
        faultCount: 0,
        faults: [],
        faultSums: [],
        reading: null,
        result: null,
        createdAt: unit.now,
        createdBy: unit.actor.userId,
        confirmedBy: null,
        finishedAt: null,
        attempts: 0,
        cancelledAt: null,
        cancelledBy: null,
      });
      unit.note('file', { kind: input.kind, sha256: input.sha256, size: input.size });
      return { id };
    },
  });

/**
 * After a check without faults, by somebody who was told what was read and says how many rows that is. A file that was entered before is
 * entered again only on their word. Puts it in line again.
 */
export const confirmImport = defineCommand({
  name: 'exchange.confirm-import',
  action: 'exchange.import',
  input: z.strictObject({ importId: z.uuid(), rows: z.int(), again: z.boolean().optional() }),
  async run(unit, { importId, rows, again: twice = false }) {
    const row = await requireImport(unit.tx, unit.cooperativeId, importId);
    if (row.state !== 'checked') throw refuse('import.not-checked', { state: importStateWords[row.state] });
    const read = must(row.rows, 'the rows of a table that was checked');
    if (rows !== read) throw refuse('import.rows-differ', { rows, read }, '/rows');
    const before = row.enteredBefore;
    if (before !== null && !twice) {
      const on = dayInChina(before.at).toString();
      const values = { fileName: before.fileName, on, by: before.by ?? '—', rows: before.rows };
      throw refuse('import.entered-before', values, '/again');
    }
    const confirmedBy = unit.actor.userId;
    const begun = { progress: 0, finishedAt: null, attempts: 0 } as const;
    const again = { dryRun: false, confirmedBy, state: 'waiting', ...begun } as const;
    // Cancelling and clearing away do not wait for the book: whichever comes first holds.
    if (!(await updateWantedImport(unit.tx, unit.cooperativeId, importId, again, 'checked'))) {
      const { state } = await requireImport(unit.tx, unit.cooperativeId, importId);
      throw refuse('import.not-checked', { state: importStateWords[state] });
    }
    const { kind, sha256, createdBy: uploadedBy } = row;
    unit.note('file', {
      kind,
      sha256,
      uploadedBy,
      confirmed: true,
      rows,
      ...(before !== null && { again: true }),
    });
    return { id: importId };
  },
});

/**
 * Gives an import up. Who is at work on it hears it from the row, at the latest when it would be entered: either it is
 * entered, or it is cancelled. No command, because the book may be in the hands of the very import that is to end.
 */
export async function cancelImport(
  services: Services,
  cooperativeId: string,
  id: string,
  userId: string,
): Promise<void> {
  await services.database.write(cooperativeId, async (tx) => {
    if (await cancelUnfinished(tx, cooperativeId, id, { userId, at: services.clock() })) return;
    const { state } = await requireImport(tx, cooperativeId, id);
    throw refuse('import.ended', { state: importStateWords[state] });
  });
}

/** Nobody wants it any more, or the service is to stop. */
class Unwanted extends Error {
  constructor() {
    super('The import is not wanted any more.');
    this.name = 'Unwanted';
  }
}

/** Begun so often without an end, an import is given up: it ends the service, or the thread that reads it. */
const MOST_ATTEMPTS = 2;

/**
 * Runs one import to its end, whatever that is; never throws for a fault of the file. Does nothing if it has ended. What it
 * throws while the database is away leaves the import unfinished, to be run again, and so does the signal that stops it.
 */
export async function runImport(
  services: Services,
  cooperativeId: string,
  id: string,
  { stopped, again = false }: { readonly stopped?: AbortSignal; readonly again?: boolean } = {},
): Promise<void> {
  const { database, vault } = services;
  const order = await database.read(cooperativeId, (tx) => requireImport(tx, cooperativeId, id));
  if (!unfinishedStates.some((state) => state === order.state)) return;
  const change = (values: Partial<ImportRow>) =>
    database.write(cooperativeId, (tx) => updateImport(tx, cooperativeId, id, values));
  const end = (values: Partial<ImportRow>) => change({ ...values, finishedAt: services.clock() });
  const wanted = async (values: Partial<ImportRow>) => {
    if (!(await database.write(cooperativeId, (tx) => updateWantedImport(tx, cooperativeId, id, values))))
      throw new Unwanted();
  };
  const attempts = again ? order.attempts : order.attempts + 1;
  const unwanted = new AbortController();
  const stop = () => unwanted.abort(new Unwanted());
  stopped?.addEventListener('abort', stop);
  if (stopped?.aborted) return;
  const told = progressTeller(wanted, unwanted);
  try {
    if (attempts > MOST_ATTEMPTS) {
      const fault: Fault = { code: 'import.given-up', values: { count: order.attempts } };
      return await end({ state: 'failed', faults: [fault], faultCount: 1, content: null });
    }
    const sealed = await database.read(cooperativeId, (tx) => contentOf(tx, cooperativeId, id));
    await wanted({ state: 'reading', progress: 0, attempts });
    const bytes = vault.decryptBytes(contentPlace(cooperativeId, id), sealed ?? new Uint8Array());
    const reading = { heads: headNames(order.kind), progress: told, unwanted: unwanted.signal };
    const held = { tables: await readTables(bytes, order.fileName, reading) };
    const begin = async (rows: number, reading: KeptReading) => {
      await told.settled();
      await wanted({ state: 'entering', rows, reading, progress: 0 });
    };
    const result = await enter(services, order, held, begin, told);
    await told.settled();
    // A dry run keeps its file, so that what was checked can be confirmed.
    if (order.dryRun) await wanted({ state: 'checked', result, finishedAt: services.clock() });
    else await end({ state: 'done', result, content: null });
  } catch (error) {
    await told.settled();
    if (isDatabaseAway(error)) throw error;
    if (error instanceof Unwanted) {
      // Stopped with the service, it is no attempt, and is taken up again by the next.
      const { cancelledAt } = await database.read(cooperativeId, (tx) =>
        requireImport(tx, cooperativeId, id),
      );
      if (cancelledAt === null) return await change({ state: 'waiting', attempts: order.attempts });
      return await end({ state: 'cancelled', reading: null, content: null });
    }
    const faults: readonly Fault[] = error instanceof Refusal ? error.faults : [];
    await end({
      state: error instanceof Refusal && statusOf(error) < 500 ? 'refused' : 'failed',
      faults: faults.slice(0, FAULTS_KEPT),
      faultCount: faults.length,
      faultSums: sumsOf(faults),
      content: null,
    });
    if (!(error instanceof Refusal)) throw error;
  } finally {
    stopped?.removeEventListener('abort', stop);
  }
}

/** Gone, or gone while it committed, or with others: the same command under the same key finds out which. */
export function isDatabaseAway(error: unknown): boolean {
  const safe = safeError(error);
  return safe instanceof Refusal && /^service\.(unavailable|outcome-unknown|busy)$/.test(safe.code);
}

/**
 * Writes progress now and then, never two writes at once. A row that is cancelled takes none: then the work is not wanted any
 * more, and whoever tells of the next row hears it.
 */
function progressTeller(wanted: (values: Partial<ImportRow>) => Promise<void>, unwanted: AbortController) {
  let [last, writing] = [0, Promise.resolve()];
  const tell = (progress: number) => {
    unwanted.signal.throwIfAborted();
    const now = performance.now();
    if (now - last < PROGRESS_MILLISECONDS) return;
    last = now;
    // Progress is for the eye: what cannot be told is told next time.
    writing = writing
      .then(() => wanted({ progress }))
      .catch((error: unknown) => void (error instanceof Unwanted && unwanted.abort(error)));
  };
  return Object.assign(tell, { settled: () => writing });
}

type Tables = Awaited<ReturnType<typeof readTables>>;

async function enter(
  services: Services,
  order: ImportDescription,
  held: { tables: Tables | null },
  begin: (rows: number, reading: KeptReading) => Promise<void>,
  progress: (rows: number) => void,
): Promise<ImportResult> {
  const { cooperativeId, id, sha256, dryRun } = order;
  const plan = planOf(order.kind, held.tables ?? [], progress);
  held.tables = null;
  const { reading, columnPlaces, command } = await plan;
  requireAsConfirmed(order, reading);
  await begin(reading.rows, reading);
  // Whoever confirmed it enters it; whoever uploaded it is named beside them.
  const userId = order.confirmedBy ?? order.createdBy;
  const context = { cooperativeId, userId, idempotencyKey: `import-${id}`, dryRun };
  const written: string[] = [];
  const entering = defineCommand({
    ...command,
    async run(unit, input): Promise<ImportResult> {
      // Every row that enters is checked by its key. PostgreSQL may have counted a table as empty just before, by itself and
      // after it was tended: it would then look through all that has entered for each row that follows.
      await unit.tx.execute(sql`set local enable_seqscan = off`);
      const result = await command.run(unit, input);
      written.push(...(await writtenTables(unit.tx)));
      // In the same transaction: what is entered cannot be cancelled any more, and what was cancelled is not entered.
      const end = { state: 'done', result, finishedAt: unit.now, content: null } as const;
      if (!(await updateWantedImport(unit.tx, cooperativeId, id, end))) throw new Unwanted();
      return result;
    },
  });
  // A run that was cut off, or rolled back elsewhere, may have left pages that statistics do not know.
  await services.database.tend([]);
  try {
    return await execute(services, entering, context, { importId: id, sha256, uploadedBy: order.createdBy });
  } catch (error) {
    throw error instanceof Refusal ? withPlaces(error, columnPlaces) : error;
  } finally {
    // A dry run leaves no pages behind, and the lists of what was entered are quick at once.
    await services.database.tend(written);
  }
}

/** What enters is what was told and confirmed, also where another version of the program has read it meanwhile. */
function requireAsConfirmed({ dryRun, reading: told }: ImportDescription, reading: KeptReading): void {
  if (dryRun || told === null) return;
  // As it is kept: without what is undefined.
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(reading)), told)) throw refuse('import.reading-differs');
}

const enteringInput = z.strictObject({
  importId: z.uuid(),
  sha256: z.string().length(64),
  uploadedBy: z.uuid(),
});

/**
 * The rows are not part of the command's input: the hash of their file stands for them. What was read of the file goes as soon as
 * its rows are people or holdings; of a hundred thousand it is as large as they are.
 */
async function planOf(kind: ImportKind, tables: Tables, progress: (rows: number) => void) {
  const exported = exportedAmong(kind, tables);
  if (exported !== null) {
    const command = defineCommand({
      name: kind === 'roster' ? 'exchange.import-roster' : 'exchange.import-opening-shares',
      action: 'exchange.import',
      input: enteringInput,
      async run(unit, file): Promise<ImportResult> {
        unit.note('import', file);
        const warnings = await requireNothingNew(unit, exported);
        return kind === 'roster'
          ? { members: 0, households: 0, changeId: null, warnings }
          : { movements: 0, shares: ShareQuantity.zero.toString(), warnings };
      },
    });
    return { reading: exportedReading(exported), columnPlaces: new Map<string, string>(), command };
  }
  if (kind === 'roster') {
    const { rows, ...sheet } = await peopleOf(tables);
    const command = defineCommand({
      name: 'exchange.import-roster',
      action: 'exchange.import',
      input: enteringInput,
      async run(unit, file): Promise<ImportResult> {
        unit.note('import', file);
        const admission = await admitMembers(unit, rows, { faults: sheet.faults, progress });
        const { members, households, changeId } = admission;
        const warnings = warningsOf([...sheet.notes, ...admission.warnings], sheet.columnPlaces);
        return { members, households, changeId, warnings };
      },
    });
    return { reading: rosterReading(sheet.record, rows), columnPlaces: sheet.columnPlaces, command };
  }
  const { rows, ...sheet } = await holdingsOf(tables);
  const command = defineCommand({
    name: 'exchange.import-opening-shares',
    action: 'exchange.import',
    input: enteringInput,
    async run(unit, file): Promise<ImportResult> {
      unit.note('import', file);
      const { count } = await openShares(unit, rows, 'opening', sheet.faults);
      const total = rows.reduce((sum, row) => sum.plus(row.quantity), ShareQuantity.zero);
      const warnings = warningsOf(sheet.notes, sheet.columnPlaces);
      return { movements: count, shares: total.toString(), warnings };
    },
  });
  return { reading: openingReading(sheet.record, rows), columnPlaces: sheet.columnPlaces, command };
}

async function peopleOf(tables: Tables) {
  const sheet = readSheet<RosterKey>('roster', tables);
  const rows = await rosterRows(sheet);
  const { faults, notes, record, columnPlaces } = sheet;
  return { rows, faults, notes, record, columnPlaces };
}

async function holdingsOf(tables: Tables) {
  const sheet = readSheet<OpeningKey>('opening-shares', tables);
  const rows = await openingRows(sheet);
  const { faults, notes, record, columnPlaces } = sheet;
  return { rows, faults, notes, record, columnPlaces };
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

function warningsOf(faults: readonly Fault[], places: ReadonlyMap<string, string>): readonly Fault[] {
  return [...faults]
    .sort((a, b) => (a.row ?? 0) - (b.row ?? 0))
    .slice(0, WARNINGS_KEPT)
    .map((fault) => placed(fault, places));
}

/** The most frequent first. */
function sumsOf(faults: readonly Fault[]): readonly FaultSum[] {
  const sums = new Map<
    string,
    { code: Fault['code']; column: string | null; count: number; row: number | null }
  >();
  for (const { code, column = null, row = null } of faults) {
    const key = `${code} ${column ?? ''}`;
    const sum = sums.get(key);
    if (sum === undefined) sums.set(key, { code, column, count: 1, row });
    else sum.count += 1;
  }
  return [...sums.values()].sort((a, b) => b.count - a.count).slice(0, SUMS_KEPT);
}

/** A warning at the column as people see it. */
function placed(fault: Fault, places: ReadonlyMap<string, string>): Fault {
  return fault.column === undefined ? fault : { ...fault, column: places.get(fault.column) ?? fault.column };
}

/** Received, checked and, where nothing was wrong, confirmed and entered in one call: what an import costs, for whoever measures it. */
export async function importNow(
  services: Services,
  sender: Sender,
  file: ReceivedFile,
  enters = true,
): Promise<ImportDescription> {
  const { cooperativeId } = sender;
  const again = true;
  const now = (importId: string) =>
    services.database.read(cooperativeId, (tx) => requireImport(tx, cooperativeId, importId));
  const sha256 = createHash('sha256').update(file.bytes).digest('hex');
  const importId = await receiveFile(services, sender, { ...file, sha256 });
  await runImport(services, cooperativeId, importId);
  const { state, rows } = await now(importId);
  if (state !== 'checked' || !enters) return now(importId);
  await execute(services, confirmImport, sender, {
    importId,
    again,
    rows: must(rows, 'the rows that were read'),
  });
  await runImport(services, cooperativeId, importId);
  return now(importId);
}
