/**
 * One cooperative moves to another installation: out of the one, closed there by two people, into a file under a passphrase; into the other,
 * where none of its id or credit code stands, with its trail, files and sealed numbers, and counts there only once it verifies as it did.
 * Its trail goes on under the keys it was begun with, so that papers and seals of before still stand. Nothing is half written. It lives
 * once: the last entry that leaves says where to, and where it leaves nothing is written after it but what is proposed and answered about
 * reopening, and who is shown out, until two people say that the move failed. Where it left it comes back with the same trail gone on
 * elsewhere, which takes the place of what stands there.
 */
import { existsSync, renameSync, rmSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import * as z from 'zod';
import { bootToRead, requireRightClock, type Running } from './boot.ts';
import type { Config } from './config.ts';
import { roles, type Role } from './domain/permission.ts';
import { roleWords } from './domain/role-words.ts';
import { strangeInName } from './domain/seen-text.ts';
import {
  cooperativesCalled,
  enterCooperative,
  enterPerson,
  insertMovedOn,
  inviteEntered,
  leaving,
  leftWith,
  partsLeaving,
  peopleLeaving,
  renameReturned,
  sameCooperative,
  type EnteredPerson,
  type LeavingCooperative,
  type LeavingPerson,
} from './modules/access/index.ts';
import { bookHead } from './modules/audit/index.ts';
import {
  findingText,
  sealedColumns,
  trailHoldsAfter,
  verifyWithin,
  type Verification,
} from './modules/verification/index.ts';
import {
  NoCopy,
  putLinksBack,
  SALT,
  takeLinksOff,
  walk,
  writeFramed,
  type Section,
} from './platform/backup.ts';
import { openConnection, type TransactionHandle } from './platform/connection.ts';
import { enterByNobody, MOVE_OUT } from './platform/command.ts';
import { transactionOn, type Tx } from './platform/database.ts';
import { Explained } from './platform/explained.ts';
import { latestMigration } from './platform/migrations.ts';
import { insertMovedBook } from './platform/moved-books.ts';
import {
  enterRows,
  moveForm,
  ownTables,
  readPhrase,
  removeRows,
  saltOf,
  sectionsLeaving,
} from './platform/moving.ts';
import { coverPlatform, type Heads } from './platform/platform-chain.ts';
import { resealNumbered, waitsForAdoption, type Keyed } from './platform/row-digests.ts';
import { entriesToSeal, readSeals, sealFiles } from './platform/seal-file.ts';
import { inColumns, say } from './program.ts';
import { completeSealFiles, sealHeads } from './sealing.ts';

/** What the file says of itself before its rows. */
const aboutFile = z.strictObject({
  cooperative: z.strictObject({
    id: z.uuid(),
    name: z.string(),
    regionCode: z.string(),
    creditCode: z.string().nullable(),
    createdAt: z.iso.datetime(),
  }),
  roles: z.record(z.uuid(), z.array(z.enum(roles)).readonly()),
  migration: z.string(),
  fingerprint: z.string(),
  /** The keys of its trail and of its numbers, sealed with the passphrase. */
  keys: z.string().regex(/^[0-9a-f]+$/),
  trail: z.tuple([z.string().regex(/^\d+$/), z.string()]),
  /** What did not hold where it comes from, and how much that was: it may not hold where it goes either. */
  findings: z.array(z.string()),
  findingCount: z.int(),
});
type About = z.output<typeof aboutFile>;

const personOfFile = z.strictObject({
  id: z.uuid(),
  userName: z.string(),
  displayName: z.string(),
  portalOnly: z.boolean(),
  disabledAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
});

const keysPlace = (cooperativeId: string) => ({
  cooperativeId,
  table: 'move',
  column: 'keys',
  row: cooperativeId,
  before: 'move',
});

const toldFindings = ({ findings }: Verification) => findings.map((each) => findingText(each, 'en'));

export interface MoveOptions {
  readonly file: string;
  readonly phrase: string;
}

/** One line that people read on the screens of what stays. */
const destinationText = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((text) => !/\p{Cc}/u.test(text) && strangeInName(text) === null);

export async function moveOut(
  config: Config,
  called: string,
  { file, phrase, destination: place }: MoveOptions & { readonly destination: string },
): Promise<number> {
  const destination = destinationText.safeParse(place);
  if (!destination.success)
    throw new Explained(
      'Say in a line where it moves to: it is shown here to whoever looks for its books.\n请用一行字写明迁往何处：以后在这里查看账册的人会看到。',
    );
  const form = moveForm(readPhrase(resolve(phrase)));
  const draft = `${resolve(file)}.part`;
  const running = await bootToRead(config);
  let written = false;
  try {
    await requireRightClock(running);
    const { database } = running.services;
    const [found, ...others] = await database.outside((tx) => cooperativesCalled(tx, called));
    if (found === undefined || others.length > 0)
      throw new Explained(
        `${called}: name one cooperative, by its id, credit code or name.\n${called}：请用编号、统一社会信用代码或名称指明一个合作社。`,
      );
    const { isClosed, moved, ...about } = await database.read(found.id, (tx) => leaving(tx, found.id));
    if (!isClosed)
      throw new Explained(
        `${found.name} is open: two of its people close it first, so that nothing more is entered here.\n${found.name} 尚未关闭：请先由其两人关闭，以后这里不再记入。`,
      );
    if (moved !== null && moved.destination !== destination.data)
      throw new Explained(
        `${found.name} moved on to “${moved.destination}” on ${moved.on}: its books go on there. Where that failed, an administrator proposes to reopen it saying so, and a supervisor confirms.\n` +
          `${found.name} 已于 ${moved.on} 迁往“${moved.destination}”，账册在那里继续。迁移没有成功的，由系统管理员提议重新开放并写明迁移未成，监事复核。`,
      );
    say(
      config.HEGU_LANGUAGE === 'zh'
        ? `${found.name} 的流水密钥和检索密钥一并交出，没有它们在那里接不下去。除非它是迁入的，这些是本安装的密钥，其他合作社共用：接收的一方拿到这里的数据库，就能写出核验相符的流水。请只交给信得过的人。`
        : `The keys of the trail and of the indexes of ${found.name} are handed over: without them it could not go on there. Unless it came from elsewhere they are those of this installation, which its other cooperatives share: with the database of this house the receiver could write trails that verify. Hand it to whom you trust.`,
    );
    await requireRoomFor(resolve(file), form, found);
    const left = await leave(running, {
      about,
      form,
      draft,
      destination: moved === null ? destination.data : null,
    });
    written = true;
    renameSync(draft, resolve(file));
    await sealLeft(running, config);
    say(
      config.HEGU_LANGUAGE === 'zh'
        ? `✓ ${found.name} 已迁出到 ${file}：${left.rows} 行，流水 ${left.entries} 条，写后通读相符。这里从此只能查看，写明已迁往“${destination.data}”。文件只交给一处，与口令分开递送。`
        : `✓ ${found.name} moved out to ${file}: ${left.rows} rows, ${left.entries} trail entries, read through after it was written. From now on it is only read here, which says that it moved on to “${destination.data}”. Give the file to one place alone, and the passphrase apart from it.`,
    );
    return 0;
  } finally {
    // Once it is said that the books go on there, the file that holds them stays, whatever it is called.
    if (!written) rmSync(draft, { force: true });
    await running.close();
  }
}

/** What stands there is lost: it may be of this cooperative, made before, and nothing else. */
async function requireRoomFor(
  path: string,
  form: ReturnType<typeof moveForm>,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<void> {
  if (!existsSync(path)) return;
  const isOwn = await readThrough(path, form).then(
    ({ told }) => told.cooperative.id === id,
    () => false,
  );
  if (!isOwn)
    throw new Explained(
      `${path} stands there already, and is no file of ${name} under this passphrase: name another place, or put it aside. Nothing was changed.\n` +
        `${path} 已有文件，而且不是用这个口令封存的 ${name} 的文件：请另指位置，或先把它移开。未作任何改动。`,
    );
}

/** That it moved on is told outside the database at once: a restore from before tells that it lacks it. */
async function sealLeft({ services }: Running, { HEGU_LANGUAGE: language }: Config): Promise<void> {
  try {
    await sealHeads(services);
  } catch (error) {
    // It has left all the same: the service seals at its next start, and says why where it cannot.
    say(
      language === 'zh'
        ? '迁出的封存未能写全，服务下次启动时补写。'
        : 'That it left is not sealed everywhere yet: the service does so at its next start.',
    );
    if (error instanceof Explained) say(error.message);
  }
}

interface Leaving {
  readonly about: LeavingCooperative;
  readonly form: ReturnType<typeof moveForm>;
  readonly draft: string;
  /** Null where its trail says already that it moves there, and the file is made once more. */
  readonly destination: string | null;
}

/** One transaction: that it moves on is written in its trail, all of it goes into the file, which is read through; then it counts. */
async function leave({ services, databaseUrl }: Running, { about, form, draft, destination }: Leaving) {
  const { vault } = services;
  const { id } = about;
  const salt = randomBytes(SALT);
  const transport = form.vaultOf(salt);
  const connection = openConnection(databaseUrl, 'hegu-move');
  try {
    return await connection.transaction(
      `BEGIN isolation level repeatable read read write; SET LOCAL ROLE hegu_app; SET LOCAL app.cooperative_id = '${id}'`,
      async (handle) => {
        const tx = transactionOn(handle);
        if (destination === null) await requireStillLeft(tx, id);
        else
          await enterByNobody(tx, services, id, MOVE_OUT, async ({ number, recordedAt }) => {
            await insertMovedOn(tx, id, { destination, entries: number, recordedAt });
            return { subject: 'moved-on', destination };
          });
        await handle.unsafe('set constraints all immediate; set local role hegu_reader');
        const verified = await verifyWithin(tx, services, id);
        await handle.unsafe('set local role hegu_app');
        if (await waitsForAdoption(tx, id)) throw notTakenOver(about);
        const parts = await partsLeaving(tx, id);
        const people = await peopleLeaving(tx, parts.ids);
        const head = await bookHead(tx, id);
        const told: About = {
          cooperative: about,
          roles: parts.roles,
          migration: latestMigration().toString(),
          fingerprint: vault.fingerprint,
          keys: hexOf(transport.encryptBytes(keysPlace(id), vault.bookKeys(id))),
          trail: [head.number.toString(), head.seal],
          findings: toldFindings(verified),
          findingCount: verified.findingCount,
        };
        const sections = async function* (): AsyncGenerator<Section> {
          yield { head: { schema: 'move', name: 'about' }, pages: [[JSON.stringify(told)]] };
          yield {
            head: { schema: 'move', name: 'people' },
            pages: people.length === 0 ? [] : [people.map((each) => JSON.stringify(each))],
          };
          yield* sectionsLeaving(handle, {
            cooperativeId: id,
            columns: sealedColumns,
            from: vault,
            to: transport,
          });
        };
        rmSync(draft, { force: true });
        const at = { at: services.clock().toISOString(), database: id };
        const { tables } = await writeFramed(draft, form, salt, sections(), at);
        await walk(draft, form, () => null);
        return { rows: tables.reduce((sum, each) => sum + each.rows, 0), entries: verified.entries };
      },
    );
  } finally {
    await connection.close();
  }
}

/** Where it goes nothing would tell whether what waits is of an upgrade here. */
const notTakenOver = ({ name }: LeavingCooperative) =>
  new Explained(
    `What an upgrade changed in the books of ${name} is not taken over yet: start the service once, which does so or says what keeps it. Nothing was changed.\n` +
      `${name} 的账册还没有接管升级所改动的各行：请先启动一次服务，由它接管，或说明为何不能。未作任何改动。`,
  );

/** Reopened since it was looked at, it is no copy of what moved. */
async function requireStillLeft(tx: Tx, id: string): Promise<void> {
  const { name, isClosed, moved } = await leaving(tx, id);
  if (isClosed && moved !== null) return;
  throw new Explained(
    `${name} was reopened meanwhile, because its move failed: no file was made.\n${name} 因迁移未成已重新开放：没有制作文件。`,
  );
}

export async function moveIn(config: Config, { file, phrase }: MoveOptions): Promise<number> {
  const path = resolve(file);
  const form = moveForm(readPhrase(resolve(phrase)));
  const salt = saltOf(path);
  // Whole before anything is done with it.
  const { told, people } = await readThrough(path, form);
  if (told.migration !== latestMigration().toString())
    throw new Explained(
      `${file} is of another version of Hegu: bring both installations to the same one. Nothing was changed.\n${file} 来自另一版本的合股：请先把两处升级到同一版本。未作任何改动。`,
    );
  const running = await bootToRead(config);
  try {
    await requireRightClock(running);
    const left = await requireNew(running, told);
    const arriving = { path, form, salt, about: told, people, left };
    const { people: entered, told: number } = await enter(running, arriving);
    sayEntered(config, told, entered);
    try {
      await completeSealFiles(running.services, number);
    } catch (error) {
      // It has entered all the same: the service writes the line at its next start.
      if (!(error instanceof Explained)) throw error;
      say(error.message);
    }
    return 0;
  } finally {
    await running.close();
  }
}

/** Whose file it is, read to its end: nothing in it is cut short or changed. */
async function readThrough(path: string, form: ReturnType<typeof moveForm>) {
  let about: About | null = null;
  const people: LeavingPerson[] = [];
  await walk(path, form, ({ schema, name }) =>
    schema !== 'move'
      ? null
      : async (lines) => {
          const read = lines.map((line) => JSON.parse(line) as unknown);
          try {
            if (name === 'about') about = aboutFile.parse(read[0]);
            else people.push(...read.map((each) => personOfFile.parse(each)));
          } catch (error) {
            if (!(error instanceof z.ZodError)) throw error;
            throw new NoCopy(path, {
              zh: '文件所写的合作社或人员不合格式。',
              en: 'what it says of the cooperative or its people is malformed.',
            });
          }
        },
  );
  const told = about as About | null;
  if (told === null)
    throw new NoCopy(path, { zh: '文件中没有合作社。', en: 'there is no cooperative in it.' });
  return { told, people };
}

/** Where books that come back left, and the head of what stands there: behind it stand entries of upgrades alone, which give way. */
interface Left {
  readonly number: bigint;
  readonly seal: string;
  readonly head: { readonly number: bigint; readonly seal: string };
}

/** It stands nowhere here, and no later state of it ever came in; or it left here, says where, and comes back gone on. */
async function requireNew(
  { services: { config, database, vault } }: Running,
  { cooperative, trail: [entries] }: About,
): Promise<Left | null> {
  const same = await database.outside((tx) => sameCooperative(tx, cooperative));
  // What the seal files tell stands, whatever copy the database was restored from.
  const heads = [...readSeals(sealFiles(config)), ...(await database.outside(entriesToSeal))].flatMap(
    ({ heads: told }) => told[cooperative.id]?.[0] ?? [],
  );
  const cameIn = same?.cameInWith ?? heads.map(BigInt).reduce<bigint | null>(earlier, null);
  if (cameIn !== null && BigInt(entries) < cameIn)
    throw new Explained(
      `This copy of ${cooperative.name} has ${entries} trail entries, and one with ${cameIn} came in here before: it is older, and what was entered since would be lost. Nothing was changed.\n` +
        `这份 ${cooperative.name} 有流水 ${entries} 条，而这里迁入过有 ${cameIn} 条的一份：它更旧，其后所记会丢失。未作任何改动。`,
    );
  if (same === null) return null;
  const { moved, left, head, ofUpgrades } = await database.read(same.id, async (tx) => {
    const leftAt = await leftWith(tx, same.id);
    return {
      moved: (await leaving(tx, same.id)).moved,
      left: leftAt,
      head: await bookHead(tx, same.id),
      // What gives way is the service's own, up to the head.
      ofUpgrades: leftAt !== null && (await trailHoldsAfter(tx, vault, same.id, leftAt.entries, leftAt.seal)),
    };
  });
  if (moved !== null && left !== null && same.id === cooperative.id && BigInt(entries) > left.entries) {
    const recorded = head.number - left.entries - left.upgrades;
    if (recorded === 0n) {
      if (left.upgrades > 0n && !ofUpgrades) throw notTheSame({ cooperative });
      return { number: left.entries, seal: left.upgrades === 0n ? head.seal : left.seal, head };
    }
    throw new Explained(
      `Since ${same.name} moved on, ${recorded} trail entries were recorded here (who was shown out, what was proposed) that the file does not have: it cannot take their place. Nothing was changed.\n` +
        `${same.name} 迁出以后，这里又记了 ${recorded} 条流水（停用人员、提议等），文件中没有：不能以它取代。未作任何改动。`,
    );
  }
  const [since, sinceZh] =
    moved === null
      ? ['', '']
      : [
          `, and moved on to “${moved.destination}” on ${moved.on}`,
          `，已于 ${moved.on} 迁往“${moved.destination}”`,
        ];
  throw new Explained(
    `${same.name} stands here already, of the same id or credit code${since}. Nothing was changed.\n这里已有 ${same.name}，编号或统一社会信用代码相同${sinceZh}。未作任何改动。`,
  );
}

const earlier = (one: bigint | null, other: bigint) => (one === null || other < one ? other : one);

interface Arriving {
  readonly path: string;
  readonly form: ReturnType<typeof moveForm>;
  readonly salt: Buffer;
  readonly about: About;
  readonly people: readonly LeavingPerson[];
  /** Where it comes back: what it left there. */
  readonly left: Left | null;
}

type Entered = Omit<EnteredPerson, 'isNew'> & {
  readonly roles: readonly Role[];
  /** Null for whoever signs in here already, or holds no duty now. */
  readonly invitation: string | null;
};

/** One transaction of the owner's: what was verified in it is what counts after it. */
async function enter(
  { services, databaseUrl }: Running,
  { path, form, salt, about, people, left }: Arriving,
): Promise<{ readonly people: readonly Entered[]; readonly told: bigint }> {
  const { vault, clock, config } = services;
  const { id } = about.cooperative;
  const transport = form.vaultOf(salt);
  const keys = transport.decryptBytes(keysPlace(id), Buffer.from(about.keys, 'hex'));
  const [entries, seal] = about.trail;
  const connection = openConnection(databaseUrl, 'hegu-move');
  try {
    return await connection.transaction(
      `BEGIN read write; SET LOCAL ROLE hegu_app; SET LOCAL app.cooperative_id = '${id}'`,
      async (handle) => {
        const tx = transactionOn(handle);
        if (left === null) await enterCooperative(tx, about.cooperative);
        else if (!vault.bookKeys(id).equals(keys)) throw notTheSame(about);
        const known: EnteredPerson[] = [];
        for (const person of people) known.push(await enterPerson(tx, person));
        const moved = {
          cooperativeId: id,
          fingerprint: about.fingerprint,
          keys,
          entries: BigInt(entries),
          seal,
        };
        if (left === null) await insertMovedBook(tx, vault, moved, clock());
        vault.adopt(id, keys);
        const keyed: Keyed = (text, of) => vault.chainHash(text, of);
        const cover = (heads: Heads) => coverPlatform(tx, (text) => vault.chainHash(text), heads);
        const { number: told } = await cover({ [id]: about.trail });
        // What waits for the end is asked now: tables with a question open are not altered.
        await handle.unsafe('set constraints all immediate; set local role none');
        const links = await takeLinksOff(handle);
        const own = new Set(await ownTables(handle));
        const [last] = await handle<
          { id: string }[]
        >`select coalesce(max(id), 0)::text as id from row_digest`;
        const moving = {
          cooperativeId: id,
          columns: sealedColumns,
          from: transport,
          to: vault,
          numberedFrom: BigInt(last?.id ?? '0'),
        };
        // Under the lock of the tables: nothing was recorded since it was looked at.
        if (left !== null && !(await standsAt(handle, id, left.head))) throw notTheSame(about);
        const looks =
          left === null
            ? null
            : await removeRows(tx, handle, { cooperativeId: id, after: left.number, keyed });
        await walk(path, form, ({ schema, name }) => {
          if (schema === 'move') return null;
          if (!own.has(name)) throw new Error(`${name} is no table of a cooperative.`);
          return (lines) => enterRows(handle, name, lines, moving);
        });
        await resealNumbered(tx, id, keyed, moving.numberedFrom);
        await looks?.putLooksBack(moving.numberedFrom);
        await putLinksBack(handle, links);
        for (const name of own) await handle.unsafe(`analyze "${name}"`);
        await handle.unsafe('set constraints all deferred; set local role hegu_app');
        if (left !== null) {
          await renameReturned(tx, about.cooperative);
          await insertMovedBook(tx, vault, moved, clock());
        }
        const entered: Entered[] = [];
        for (const { isNew, ...person } of known) {
          const roles = about.roles[person.id] ?? [];
          const invitation = isNew && roles.length > 0 ? await inviteEntered(tx, person.id) : null;
          entered.push({ ...person, roles, invitation });
        }
        await cover({});
        await handle.unsafe('set constraints all immediate; set local role hegu_reader');
        await requireAsBefore(
          await verifyWithin(tx, services, id, undefined, [
            { number: BigInt(entries), hash: seal, by: path },
            ...(left === null ? [] : [{ number: left.number, hash: left.seal, by: config.HEGU_DATA_DIR }]),
          ]),
          about,
        );
        return { people: entered, told };
      },
    );
  } finally {
    await connection.close();
  }
}

async function standsAt(
  handle: TransactionHandle,
  id: string,
  { number, seal }: Left['head'],
): Promise<boolean> {
  const [row] = await handle<{ stands: boolean }[]>`
    select last_entry_number = ${number.toString()}::bigint and seal = ${seal} as stands from book where cooperative_id = ${id}::uuid`;
  return row?.stands === true;
}

const notTheSame = ({ cooperative: { name } }: Pick<About, 'cooperative'>) =>
  new Explained(
    `What comes back as ${name} does not go on from what left here. Nothing was changed.\n以 ${name} 之名迁回的，不是从这里迁出的账册接续而来。未作任何改动。`,
  );

/** What held there holds here, and what did not is no more than that. */
async function requireAsBefore(
  verified: Verification,
  { trail, findings, findingCount }: About,
): Promise<void> {
  const more = toldFindings(verified).filter((each) => !findings.includes(each));
  if (more.length === 0 && verified.findingCount <= findingCount && verified.seal === trail[1]) return;
  const lines = more.map((each) => `  ✗ ${each}`).join('\n');
  throw new Explained(
    `It does not verify here as it did where it comes from. Nothing was changed.\n这里核验的结果与迁出处不同。未作任何改动。\n${lines}`,
  );
}

function sayEntered(
  { HEGU_LANGUAGE: language }: Config,
  { cooperative, trail }: About,
  people: readonly Entered[],
): void {
  const invited = people.filter(({ roles }) => roles.length > 0);
  const { name } = cooperative;
  say(
    language === 'zh'
      ? `✓ ${name} 已迁入，流水 ${trail[0]} 条，核验与迁出处相同。它仍是关闭的：下列人员用邀请码设定密码；由平台管理员提出、监事会确认后重新开放。`
      : `✓ ${name} entered with ${trail[0]} trail entries, and verifies as where it comes from. It is still closed: these people choose a password by their code; the administrator here proposes to open it again, and a supervisor confirms.`,
  );
  say(
    inColumns(
      invited.map(({ userName, displayName, roles, invitation }) => [
        displayName,
        userName,
        roles.map((role) => roleWords[role][language]).join(' '),
        invitation ?? (language === 'zh' ? '（已有登录）' : '(signs in already)'),
      ]),
    ),
  );
}

const hexOf = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
