/** The command line: `demo` shows the service on a fictional community, `verify` proves the books, running or not. */
import { parseArgs } from 'node:util';
import { backUp, checkNewestCopy, remarkOnCopies, restore, type BackupOptions } from './backup.ts';
import { bootToRead, requireRightClock } from './boot.ts';
import { parseConfig, type Config } from './config.ts';
import { demonstrate, demonstrateOnce } from './demo/demo.ts';
import { rotateKey } from './key-rotation.ts';
import { moveIn, moveOut } from './moving.ts';
import {
  findingText,
  keyInWords,
  verifyAll,
  VERIFICATION_STEPS,
  type VerifyOptions,
} from './modules/verification/index.ts';
import { LocalDate } from './domain/calendar.ts';
import type { Language } from './domain/language.ts';
import { Explained } from './platform/explained.ts';
import { formBeforeReturned } from './platform/key-file.ts';
import { expectedCatalogue } from './platform/kept-catalogue.ts';
import { reasonsNotToServe } from './platform/self-check.ts';
import { acceptPostgresql, reasonsOfPostgresql } from './postgresql-accepted.ts';
import { runToExit, say } from './program.ts';
import { dropToldPast } from './told-dropped.ts';

const usage = `用法：
  npm run demo                          在本安装的账册上讲述演示，并提供服务
  npm run demo -- --once --out 文件夹   在用后即弃的账册上讲述一遍，留下文件和 summary.json，然后结束
  npm run verify                        重算本安装的全部账册；全部相符时退出码为 0
  npm run verify -- --against 文件       再与另存的账印文件核对
  npm run verify -- --since 日期         只核对该日以前最后一枚另存账印之后的流水和各行，供每日使用
  npm run verify -- --seal 账印 --document 编号   查文件上印的账印是否在流水中
  npm run verify -- --archive 文件        读回一年的账册压缩包：清单、文件、账印、账目逐一核对
  npm run verify -- --copy                另把 HEGU_BACKUP_DIR 中最近一份备份打开通读
  npm run backup -- --to 文件夹 [--key 密钥文件] [--keep 份数] [--new-key]   在线备份，加密，写后通读；--new-key 新建密钥
  npm run restore -- --from 文件 --key 密钥文件   恢复到空的数据库
  npm run move-out -- --cooperative 编号或名称 --destination 迁往何处 --to 文件 --phrase 口令文件   把一个已关闭的合作社迁出到文件
  npm run move-in -- --from 文件 --phrase 口令文件   迁入，核验相同才算数
  npm run rotate-key                    换一把新密钥，全部密文改用它加密；服务可以照常运行
  npm run accept-postgresql -- --because 原因   自己改动了 PostgreSQL 自带的内容时，认可现状并留下记录
  npm run drop-told -- --because 原因   去掉有人越过本程序所写、使录入或升级停下的摘要，并留下记录
Usage:
  npm run demo                          tells the story on the books of this installation and serves it
  npm run demo -- --once --out FOLDER   tells it on throw-away books, leaves papers and summary.json, and ends
  npm run verify                        recomputes all books of this installation; exit code 0 only if all hold
  npm run verify -- --against FILE      compares them with a seal file that was kept elsewhere
  npm run verify -- --since DAY         only the trail and the rows since the last seal kept before that day, for every day
  npm run verify -- --seal SEAL --document NUMBER   whether the seal on a paper stands in a trail
  npm run verify -- --archive FILE       reads the archive of a year back: manifest, papers, seal and figures
  npm run verify -- --copy               also opens the newest copy in HEGU_BACKUP_DIR and reads it through
  npm run backup -- --to FOLDER [--key FILE] [--keep COUNT] [--new-key]   a copy while the service goes on, sealed, read through; --new-key makes the key
  npm run restore -- --from FILE --key FILE   restores one into an empty database
  npm run move-out -- --cooperative ID-OR-NAME --destination WHERE-TO --to FILE --phrase FILE   takes one that is closed out into a file
  npm run move-in -- --from FILE --phrase FILE   takes it in, and it counts once it verifies as before
  npm run rotate-key                    takes a new key and seals everything with it, while the service goes on
  npm run accept-postgresql -- --because WHY   accepts what you changed yourself in what PostgreSQL came with, on record
  npm run drop-told -- --because WHY   takes away digests that somebody told past the program and that stop writing or an upgrade, on record`;

class UsageError extends Explained {}

async function main(): Promise<number> {
  const [command, ...rest] = process.argv.slice(2);
  const config = parseConfig(process.env);
  if (command === 'verify') {
    const [copy, others] = flagIn(rest, '--copy');
    return verify(config, verifyOptionsOf(others), copy);
  }
  if (command === 'backup') return backUp(config, backupOptionsOf(rest));
  if (command === 'restore') {
    const { from, key } = valuesOf(rest, ['from', 'key']);
    if (from === undefined || key === undefined) throw new UsageError(usage);
    return restore(config, from, key);
  }
  if (command === 'move-out') {
    const { cooperative, to, phrase, destination } = valuesOf(rest, [
      'cooperative',
      'to',
      'phrase',
      'destination',
    ]);
    if (cooperative === undefined || to === undefined || phrase === undefined || destination === undefined)
      throw new UsageError(usage);
    return moveOut(config, cooperative, { file: to, phrase, destination });
  }
  if (command === 'move-in') {
    const { from, phrase } = valuesOf(rest, ['from', 'phrase']);
    if (from === undefined || phrase === undefined) throw new UsageError(usage);
    return moveIn(config, { file: from, phrase });
  }
  if (command === 'rotate-key' && rest.length === 0) return rotate(config);
  if (command === 'accept-postgresql') {
    const { because } = valuesOf(rest, ['because']);
    if (because === undefined) throw new UsageError(usage);
    return accept(config, because);
  }
  if (command === 'drop-told') {
    const { because } = valuesOf(rest, ['because']);
    if (because === undefined) throw new UsageError(usage);
    return drop(config, because);
  }
  if (command !== 'demo') throw new UsageError(usage);
  const { once, out } = optionsOf(rest);
  if (!once) return demonstrate(config);
  if (out === undefined) throw new UsageError(usage);
  return demonstrateOnce(config, out);
}

async function verify(config: Config, options: VerifyOptions, withCopy: boolean): Promise<number> {
  const running = await bootToRead(config);
  try {
    const reasons = [
      ...(await reasonsNotToServe(running.databaseUrl, {
        migrated: await expectedCatalogue(running.databaseUrl, config),
      })),
      ...(await reasonsOfPostgresql(running.services)),
    ];
    for (const reason of reasons) say(`✗ ${reason}`);
    const returned = await formBeforeReturned(running.databaseUrl);
    if (returned) {
      const finding = {
        table: 'sealing_key',
        row: '',
        rule: 'form-returned',
        found: keyInWords('before'),
      } as const;
      say(`✗ ${findingText(finding, config.HEGU_LANGUAGE)}`);
    }
    const far = progressIn(config.HEGU_LANGUAGE);
    const holds = await verifyAll(running.services, far.say, { ...options, tell: far.tell });
    const remark = remarkOnCopies(config, running.services.vault.fingerprint, new Date());
    if (remark !== null) say(`⚠ ${remark[config.HEGU_LANGUAGE]}`);
    const copy = withCopy
      ? await checkNewestCopy(config, running.services.vault.fingerprint, new Date())
      : null;
    if (copy !== null) say(copy.says[config.HEGU_LANGUAGE]);
    return holds && !returned && copy?.holds !== false && reasons.length === 0 ? 0 : 1;
  } finally {
    await running.close();
  }
}

async function accept(config: Config, because: string): Promise<number> {
  const running = await bootToRead(config);
  try {
    await requireRightClock(running);
    await acceptPostgresql(running, config, because);
    return 0;
  } finally {
    await running.close();
  }
}

async function drop(config: Config, because: string): Promise<number> {
  const running = await bootToRead(config);
  try {
    await requireRightClock(running);
    await dropToldPast(running, config, because);
    return 0;
  } finally {
    await running.close();
  }
}

async function rotate(config: Config): Promise<number> {
  const running = await bootToRead(config);
  try {
    const { key, resealed, failed, finished } = await rotateKey(running);
    const { HEGU_LANGUAGE: language, HEGU_KEY_FILE: path } = config;
    say(
      language === 'zh'
        ? `新密钥 ${key} 已写入 ${path}，重新加密 ${resealed} 处，${failed} 处未成。请立即另存新的密钥文件。`
        : `The new key ${key} stands in ${path}; ${resealed} sealed anew, ${failed} not. Keep a copy of the new key file elsewhere, now.`,
    );
    if (!finished)
      say(
        language === 'zh'
          ? '旧密钥仍在使用：请运行 npm run verify 查看是哪些，然后再换一次。'
          : 'Older keys stay in use: npm run verify names what they seal; then rotate again.',
      );
    return finished ? 0 : 1;
  } finally {
    await running.close();
  }
}

/** Where somebody looks on: how far it is, on a line that the next one takes over. */
function progressIn(language: Language) {
  const { stderr } = process;
  const clear = () => void (stderr.isTTY && stderr.write('\r\u001b[2K'));
  return {
    say: (line: string) => {
      clear();
      say(line);
    },
    tell: (name: string, done: number) => {
      if (!stderr.isTTY) return;
      clear();
      stderr.write(
        language === 'zh'
          ? `  ${name}：正在核验，${done}/${VERIFICATION_STEPS} 步`
          : `  ${name}: ${done} of ${VERIFICATION_STEPS} steps`,
      );
      if (done === VERIFICATION_STEPS) clear();
    },
  };
}

function verifyOptionsOf(args: string[]): VerifyOptions {
  const { since, ...given } = valuesOf(args, ['against', 'seal', 'document', 'archive', 'since']);
  // As papers print it: in groups.
  const seal = given.seal?.replaceAll(' ', '').toLowerCase();
  const rest = { ...given, ...(seal !== undefined && { seal }) };
  if (seal !== undefined && !/^[0-9a-f]{8,64}$/.test(seal)) throw notASeal(seal);
  // A paper is looked for by the seal that it shows.
  if (rest.document !== undefined && rest.seal === undefined) throw new UsageError(usage);
  if (since === undefined) return rest;
  if (rest.seal !== undefined || rest.document !== undefined || rest.archive !== undefined)
    throw new UsageError(usage);
  try {
    return { ...rest, since: LocalDate.parse(since) };
  } catch {
    throw new UsageError(
      `--since ${since} is no day of the calendar: a day is written 2026-01-31.\n--since ${since} 不是日历上的一天：日期写作 2026-01-31。`,
    );
  }
}

function notASeal(seal: string): UsageError {
  return new UsageError(
    `--seal ${seal} is no seal: at least the first eight digits of one are needed (0-9 and a-f), as the paper shows them.\n` +
      `--seal ${seal} 不是账印：至少要写出文件所印账印的前八位（0-9、a-f）。`,
  );
}

function backupOptionsOf(args: string[]): BackupOptions {
  const [newKey, others] = flagIn(args, '--new-key');
  const { to, key, keep } = valuesOf(others, ['to', 'key', 'keep']);
  if (to === undefined || !/^([1-9]\d{0,3})?$/.test(keep ?? '')) throw new UsageError(usage);
  return { to, key, keep: keep === undefined ? null : Number(keep), newKey };
}

/** Whether a word stands among these, and the others. */
function flagIn(args: readonly string[], flag: string): [boolean, string[]] {
  return [args.includes(flag), args.filter((each) => each !== flag)];
}

function valuesOf<Name extends string>(
  args: string[],
  names: readonly Name[],
): { readonly [Key in Name]?: string | undefined } {
  try {
    const options = Object.fromEntries(names.map((name) => [name, { type: 'string' as const }]));
    return parseArgs({ args, options }).values as { readonly [Key in Name]?: string | undefined };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : ''}\n\n${usage}`);
  }
}

function optionsOf(args: string[]): { readonly once: boolean; readonly out: string | undefined } {
  try {
    const { values } = parseArgs({
      args,
      options: { once: { type: 'boolean', default: false }, out: { type: 'string' } },
    });
    return { once: values.once, out: values.out };
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : ''}\n\n${usage}`);
  }
}

await runToExit(main);
