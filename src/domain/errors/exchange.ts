/** Refusals of files that come in and go out. Rows and columns are those that the spreadsheet shows. */
import type { Catalogue } from './entry.ts';

export const exchangeErrors = {
  'file.missing': {
    status: 422,
    zh: '没有收到文件，请选择一个 .xlsx 或 .csv 文件再上传。',
    en: 'No file arrived: choose an .xlsx or .csv file and upload it.',
  },
  'file.empty': {
    status: 422,
    zh: '文件“{fileName}”是空的，请在表格软件中打开核对后另存，再上传。',
    en: 'The file "{fileName}" is empty: open it in your spreadsheet program, check it, save it and upload it again.',
  },
  'file.not-a-table': {
    status: 415,
    zh: '文件“{fileName}”不是表格（看起来是{looksLike}），改了扩展名也不行。请上传 .xlsx 或 .csv 文件。',
    en: 'The file "{fileName}" is no table (it looks like {looksLike}), whatever its name ends in. Upload an .xlsx or .csv file.',
  },
  'file.old-workbook': {
    status: 415,
    zh: '文件“{fileName}”是旧版 .xls 工作簿。请在表格软件中“另存为”.xlsx 后再上传。',
    en: 'The file "{fileName}" is an old .xls workbook: save it as .xlsx in your spreadsheet program and upload that.',
  },
  'file.password-protected': {
    status: 415,
    zh: '文件“{fileName}”设有打开密码。请在表格软件中取消密码后再上传；上传的内容会加密保存。',
    en: 'The file "{fileName}" is protected by a password: take the password off and upload it again; what you upload is kept encrypted.',
  },
  'file.damaged': {
    status: 422,
    zh: '文件“{fileName}”已损坏，无法读取。请在表格软件中打开、另存后再上传。',
    en: 'The file "{fileName}" is damaged and cannot be read: open it in your spreadsheet program, save it anew and upload that.',
  },
  'file.unpacks-too-large': {
    status: 413,
    zh: '文件“{fileName}”解压后超过 {limit}，不像正常的名册，已拒绝。大名册请另存为 .csv 后上传。',
    en: 'The file "{fileName}" unpacks to more than {limit}, which no ordinary roster does, and was refused. Save a large roster as .csv.',
  },
  'file.too-many-rows': {
    status: 413,
    zh: '文件“{fileName}”超过 {limit} 行，请分成几个文件上传。',
    en: 'The file "{fileName}" has more than {limit} rows: split it into several files.',
  },
  'table.too-many-columns': {
    status: 413,
    zh: '文件“{fileName}”的表格超过 {limit} 列：请只保留模板中的列，删去右边多余的格。',
    en: 'A table in the file "{fileName}" has more than {limit} columns: keep those of the template and delete cells far to the right.',
  },
  'table.too-many-cells': {
    status: 413,
    zh: '文件“{fileName}”超过 {limit} 个格，请分成几个文件上传。',
    en: 'The file "{fileName}" has more than {limit} cells: split it into several files.',
  },
  'table.cell-too-large': {
    status: 413,
    zh: '文件“{fileName}”中有一格超过 {limit} 个字，不像正常的名册，已拒绝。',
    en: 'A cell in the file "{fileName}" has more than {limit} characters, which no ordinary roster has, and it was refused.',
  },
  'table.row-too-long': {
    status: 422,
    zh: '第 {line} 行附近有一行太长：请检查是否有没有成对的双引号，或多余的列。',
    en: 'A row near line {line} is too long: check for a double quote that is not closed, or for too many columns.',
  },
  'file.too-slow': {
    status: 422,
    zh: '文件“{fileName}”在 {seconds} 秒内未能读完，请另存为 .csv 后上传。',
    en: 'The file "{fileName}" could not be read within {seconds} seconds: save it as .csv and upload that.',
  },
  'file.encoding-unknown': {
    status: 415,
    zh: '文件“{fileName}”的文字无法识别（既不是 UTF-8 也不是 GB18030 编码）：请在表格软件中另存为“CSV UTF-8”或 .xlsx 后再上传。',
    en: 'The text encoding of "{fileName}" is unknown (neither UTF-8 nor GB18030): save it as "CSV UTF-8" or .xlsx.',
  },
  'file.quotes': {
    status: 422,
    zh: '第 {line} 行附近的引号不成对，无法分清各列。请检查这一行的双引号。',
    en: 'Near line {line} a double quote is not closed, so the columns cannot be told apart: check the quotes there.',
  },
  'table.no-heads': {
    status: 422,
    zh: '找不到表头：前 {rows} 行中没有列名“{wanted}”。请下载模板，按模板的列名填写；如列名显示为乱码，请另存为“CSV UTF-8”。',
    en: 'No column heads found: none of the first {rows} rows names the columns "{wanted}". Use the heads of the template; if heads look garbled, save the file as "CSV UTF-8".',
  },
  'table.no-rows': {
    status: 422,
    zh: '表头下面没有任何一行内容，请填写后再上传。',
    en: 'There is not one row below the column heads: fill the table in and upload it again.',
  },
  'table.column-missing': {
    status: 422,
    zh: '缺少必需的列“{name}”，请按模板补上这一列。',
    en: 'The column "{name}" is required and missing: add it as in the template.',
  },
  'table.column-unknown': {
    status: 422,
    zh: '列名“{name}”不认识。请改用模板中的列名，或删去这一列；“序号”“备注”两列可以保留。',
    en: 'The column "{name}" is not known: use a name of the template or delete the column; "No." and "Remark" may stay.',
  },
  'table.column-twice': {
    status: 422,
    zh: '列“{name}”出现了两次，请只保留一列。',
    en: 'The column "{name}" occurs twice: keep one.',
  },
  'cell.date': {
    status: 422,
    zh: '“{text}”不是日期。请写成 2010-07-31、2010/7/31 或 2010年7月31日。',
    en: '"{text}" is no date: write 2010-07-31 or 2010/7/31.',
  },
  'cell.choice': {
    status: 422,
    zh: '“{text}”不在可选范围内，请填：{choices}。',
    en: '"{text}" is not one of the choices: {choices}.',
  },
  'cell.required': {
    status: 422,
    zh: '这一格必须填写。',
    en: 'This cell must be filled in.',
  },
  'cell.digits-lost': {
    status: 422,
    zh: '这一格是数值格式，表格软件只保留 15 位，后面的数字已经丢失。请把整列设为“文本”格式，再重新录入。',
    en: 'This cell holds a number, of which the spreadsheet keeps only 15 digits: the rest is lost. Format the column as text and type it again.',
  },
  'cell.error-value': {
    status: 422,
    zh: '这一格的公式结果是错误（{text}），请改正公式或直接填写内容。',
    en: 'The formula in this cell ended in an error ({text}): correct it or type the value.',
  },
  'cell.unseen-character': {
    status: 422,
    zh: '这一格第 {place} 个字符（{sign}）看不见，或会改变文字的方向：请删去后重新填写。',
    en: 'Character {place} of this cell ({sign}) cannot be seen or turns the direction of the text: delete it and fill in the cell again.',
  },
  'cell.unreadable-character': {
    status: 422,
    zh: '这一格含有无法识别的字符（{code}），可能是自造字。请改用国家标准字符，或请公安机关核定的写法。',
    en: 'This cell has a character that no standard knows ({code}), perhaps a home-made one: use the standard character.',
  },
  'cell.too-long': {
    status: 422,
    zh: '这一格超过 {limit} 个字，请核对是否错列。',
    en: 'This cell has more than {limit} characters: check whether columns slipped.',
  },
  'import.unknown': {
    status: 404,
    zh: '没有这次导入。',
    en: 'There is no such import.',
  },
  'import.not-checked': {
    status: 409,
    zh: '只有检查通过的试运行才能确认导入；这次导入的状态是“{state}”。',
    en: 'Only a dry run that found no fault can be confirmed; this import is {state}.',
  },
  'import.ended': {
    status: 409,
    zh: '这次导入的状态是“{state}”，不能取消。',
    en: 'This import is {state} and cannot be cancelled.',
  },
  'import.not-confirmed': {
    status: 422,
    zh: '检查以后三十天内没有确认，文件已经删除：需要时请重新上传。',
    en: 'It was checked and not confirmed within thirty days, so the file was removed: upload it again if it is needed.',
  },
  'import.given-up': {
    status: 422,
    zh: '这个文件已处理 {count} 次，每次服务都在途中停止，不再处理：请核对文件，另存为 .csv 或分成几个文件后重新上传。',
    en: 'This file was taken up {count} times and the service ended each time on the way, so it is given up: check the file, save it as .csv or split it, and upload it again.',
  },
  'import.too-many-waiting': {
    status: 429,
    zh: '已有 {count} 个文件在等待导入，请等它们完成后再上传。',
    en: '{count} files are waiting to be imported already: wait until they are done.',
  },
} as const satisfies Catalogue;
