/** LibreOffice, where it is installed: opens files and saves them again, and has cells typed into one as a person does. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const hasSpreadsheet = spawnSync('soffice', ['--version'], { timeout: 60_000 }).status === 0;

const run = (folder: string, ...order: readonly string[]) =>
  execFileSync('soffice', [`-env:UserInstallation=file://${folder}/profile`, '--headless', ...order], {
    stdio: 'ignore',
    timeout: 120_000,
  });

/** The workbooks as they are after they were opened and saved, by their names. */
export function savedAgain(folder: string, files: ReadonlyMap<string, Buffer>): ReadonlyMap<string, Buffer> {
  const given = [...files].map(([name, bytes]) => {
    const path = join(folder, `${name}.xlsx`);
    writeFileSync(path, bytes);
    return path;
  });
  run(folder, '--convert-to', 'xlsx', '--outdir', join(folder, 'saved'), ...given);
  return new Map(
    [...files.keys()].map((name) => [name, readFileSync(join(folder, 'saved', `${name}.xlsx`))]),
  );
}

/** A workbook after these cells were typed into it. The program must have run in this folder: its first start makes its own macros. */
export function typedInto(folder: string, workbook: Buffer, cells: Readonly<Record<string, string>>): Buffer {
  const [from, to] = [join(folder, 'empty.xlsx'), join(folder, 'typed.xlsx')];
  writeFileSync(from, workbook);
  const typing = Object.entries(cells).map(([place, text]) => `${place}=${text}`);
  const macro = [
    'Sub Fill',
    '  Dim opening(0) As New com.sun.star.beans.PropertyValue',
    '  opening(0).Name = "Hidden"',
    '  opening(0).Value = True',
    `  document = StarDesktop.loadComponentFromURL("file://${from}", "_blank", 0, opening())`,
    '  frame = document.getCurrentController().getFrame()',
    '  dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")',
    '  Dim place(0) As New com.sun.star.beans.PropertyValue',
    '  place(0).Name = "ToPoint"',
    '  Dim typed(0) As New com.sun.star.beans.PropertyValue',
    '  typed(0).Name = "StringName"',
    `  For Each pair In Split("${typing.join('|')}", "|")`,
    '    parts = Split(pair, "=")',
    '    place(0).Value = parts(0)',
    '    dispatcher.executeDispatch(frame, ".uno:GoToCell", "", 0, place())',
    '    typed(0).Value = parts(1)',
    '    dispatcher.executeDispatch(frame, ".uno:EnterString", "", 0, typed())',
    '  Next',
    '  Dim saving(0) As New com.sun.star.beans.PropertyValue',
    '  saving(0).Name = "FilterName"',
    '  saving(0).Value = "Calc MS Excel 2007 XML"',
    `  document.storeToURL("file://${to}", saving())`,
    '  document.close(True)',
    'End Sub',
  ];
  const library = join(folder, 'profile/user/basic/Standard');
  mkdirSync(library, { recursive: true });
  const xml = (type: string, content: string) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE ${type} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "${type.replace(/.*:/, '')}.dtd">\n${content}`;
  writeFileSync(
    join(library, 'script.xlb'),
    xml(
      'library:library',
      '<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false"><library:element library:name="Typing"/></library:library>',
    ),
  );
  writeFileSync(
    join(library, 'Typing.xba'),
    xml(
      'script:module',
      `<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Typing" script:language="StarBasic">${macro.join('\n')}</script:module>`,
    ),
  );
  run(folder, 'macro:///Standard.Typing.Fill');
  return readFileSync(to);
}
