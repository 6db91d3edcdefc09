/** Refusals of files that come in and go out. Rows and columns are those that the spreadsheet shows. */
import type { Catalogue } from './entry.ts';

export const exchangeErrors = {
  'file.papers-too-large': {
    status: 413,
    zh: '当年出具的文件共 {megabytes} MB，装不进一个压缩包：请选择不附文件原件，文件另行下载。',
    en: 'The papers of that year come to {megabytes} MB, more than one archive holds: export the books without them, and the papers by themselves.',
  },
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
    zh: '文件“{fileName}”是旧版工作簿（.xls 或 WPS 的 .et）。请用 WPS 或 Excel 打开它，点“文件”—“另存为”，文件类型选“Excel 工作簿（*.xlsx）”，再上传另存的文件。',
    en: 'The file "{fileName}" is a workbook of the old kind (.xls, or WPS .et). Open it in WPS or Excel, press File, Save As, choose "Excel Workbook (*.xlsx)", and upload that file.',
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
  'table.too-much-text': {
    status: 413,
    zh: '文件“{fileName}”的各格合计超过 {limit} 百万字，不像名册或回盘，已拒绝。',
    en: 'The cells of the file "{fileName}" hold more than {limit} million letters, which no ordinary table does, and it was refused.',
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
    zh: '从第 {line} 行起有一个双引号不成对，后面的几行会被并进一格而丢失，无法分清各列各行。请检查这一行的双引号，删去多余的；或改用 .xlsx。',
    en: 'From line {line} on a double quote is not closed: the rows behind it would be lost in one cell, and the columns cannot be told apart. Check the quotes of that line and delete the one too many, or use .xlsx.',
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
  'table.column-noted': {
    status: 422,
    zh: '列名“{name}”的括号里是另一种单位或历法，或者是别人的、从前的，照原样读入会错。请换算成模板中的列（股数、公历日期、本人的号码）并改列名，或删去这一列。',
    en: 'The brackets of the column "{name}" say another unit or calendar, or somebody else or an earlier time; read as it stands it would be wrong. Convert it to a column of the template (shares, days of the Gregorian calendar, the person’s own numbers) and rename it, or delete the column.',
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
  'file.other-format': {
    status: 415,
    zh: '文件“{fileName}”是{format}，不能直接读取。请用 WPS 或 Excel 打开它，点“文件”—“另存为”，文件类型选“Excel 工作簿（*.xlsx）”，再上传另存的文件。',
    en: 'The file "{fileName}" is {format} and is not read as it is. Open it in WPS or Excel, press File, Save As, choose "Excel Workbook (*.xlsx)", and upload that file.',
  },
  'file.document': {
    status: 415,
    zh: '文件“{fileName}”是{format}。请把里面的表格复制到 WPS 表格或 Excel 的空白表中，另存为“Excel 工作簿（*.xlsx）”，再上传。',
    en: 'The file "{fileName}" is {format}. Copy the table in it into an empty sheet of WPS or Excel, save that as "Excel Workbook (*.xlsx)", and upload it.',
  },
  'file.archive': {
    status: 415,
    zh: '文件“{fileName}”是压缩包，里面有 {inside}。请先解压，再上传里面的表格。',
    en: 'The file "{fileName}" is an archive that holds {inside}. Unpack it first and upload the table in it.',
  },
  'file.row-far-below': {
    status: 422,
    zh: '第 {row} 行有一个孤立的值，离表格很远，多半是误填的。请按 Ctrl+End 找到它，删去那一整行后保存，再上传。',
    en: 'A value stands alone in row {row}, far below the table, probably by mistake. Press Ctrl+End to find it, delete that whole row, save, and upload the file again.',
  },
  'file.encoding-broken': {
    status: 422,
    zh: '文件“{fileName}”是 UTF-8 文本，但第 {line} 行有损坏的字节，文字可能变样。请用原来的程序重新导出，或在 Excel 中另存为 .xlsx 后再上传。',
    en: 'The file "{fileName}" is UTF-8, but line {line} holds broken bytes, so letters may have changed. Export it anew, or save it as .xlsx, and upload that.',
  },
  'table.no-heads-in-encoding': {
    status: 422,
    zh: '找不到表头“{wanted}”。文件不是 UTF-8，按国标编码（GB18030）读出的第一行是“{read}”；如果这是乱码，文件用的是别的编码（如繁体的 Big5）：请在 WPS 或 Excel 中打开，另存为“Excel 工作簿（*.xlsx）”再上传。',
    en: 'No heads "{wanted}" were found. The file is not UTF-8; read as GB18030 its first line is "{read}". If that is garbled, it is in another encoding (such as Big5): open it in WPS or Excel, save it as "Excel Workbook (*.xlsx)" and upload that.',
  },
  'table.second-tab': {
    status: 422,
    zh: '工作表“{first}”和“{second}”都有表头和内容，不知道要读哪一张；只读一张会漏掉另一张。请把两张合成一张，或把不要的那张删除或隐藏后再上传。',
    en: 'The tabs "{first}" and "{second}" both have heads and rows; reading one would lose the other. Put them together in one tab, or delete or hide the one that is not meant.',
  },
  'table.tab-without-heads': {
    status: 422,
    zh: '工作表“{name}”没有表头，第 {row} 行却像是一个人或一笔股份；不读它，里面的人和股份就会丢掉，因此整份没有读入。请给这张表补上表头、与“{read}”合成一张，或核对后删去这张表，再上传。',
    en: 'The tab "{name}" has no heads, yet row {row} looks like a person or a holding; passed over, whoever stands there would be lost, so nothing was read. Add the heads and put it together with "{read}", or check the tab and delete it, and upload the file again.',
  },
  'table.sum-differs': {
    status: 422,
    zh: '这一行“{text}”写的是 {told}，读到的各行合计是 {read}：可能漏了一行、多了一行，或有数写错。请核对各行；如果是合计本身没有更新，请改正或删去这一行，再上传。',
    en: 'This row, "{text}", says {told}; the rows that were read add up to {read}: one may be missing, entered twice or mistyped. Check the rows; where the sum itself is out of date, correct it or delete the row, and upload the file again.',
  },
  'cell.two-accounts': {
    status: 422,
    zh: '一格里有两个账号，不知道款项付到哪一个。请只留一个，再上传。',
    en: 'Two accounts stand in one cell, and nobody can tell which is to be paid. Leave one and upload the file again.',
  },
  'cell.account-and-number': {
    status: 422,
    zh: '账号一格里还有一个号码，如电话或行号。请在这一格只留账号，电话填入电话一列，再上传。',
    en: 'Beside the account another number stands in the cell, such as a telephone or the number of a bank. Leave the account alone there, put a telephone into its own column, and upload the file again.',
  },
  'table.only-hidden': {
    status: 422,
    zh: '有表头的工作表“{name}”是隐藏的，隐藏的工作表不读取。请在 WPS 或 Excel 中右击任一工作表标签，点“取消隐藏”，再上传。',
    en: 'The tab "{name}" that has the heads is hidden, and hidden tabs are not read. Right-click any tab in WPS or Excel, press Unhide, and upload the file again.',
  },
  'table.only-drawings': {
    status: 422,
    zh: '文件里只有图表，没有表格：请把图表工作表删去，留下有数据的工作表后再上传。',
    en: 'The file holds charts only and no table: delete the chart tabs and keep the tab with the data.',
  },
  'table.heads-in-two-rows': {
    status: 422,
    zh: '表头分在第 {first} 行和第 {second} 行两行里。请改成一行：取消合并单元格，把每一列的列名都写在同一行，删去另一行。',
    en: 'The heads stand in two rows, {first} and {second}. Make them one: unmerge the cells, write every column’s name in the same row and delete the other row.',
  },
  'table.one-class-a-row': {
    status: 422,
    zh: '没有“{name}”这一列，像是每个股种各占一列的表。请改成每人每个股种一行，列为：持有人编号、股种、股数、生效日期；也可下载模板照着填。',
    en: 'There is no column "{name}"; this looks like a table with a column for each class. Write one row for each holder and class, with the columns Holder, Share class, Shares, Effective on; the template shows it.',
  },
  'table.value-without-head': {
    status: 422,
    zh: '这一列没有列名，下面却有 {count} 格内容，不知道是什么。请在表头补上列名（合并的表头请先取消合并），或把这一列清空。',
    en: 'This column has no head, and {count} cells below it are filled: nobody knows what they are. Write its name among the heads (unmerge merged heads first), or empty the column.',
  },
  'table.row-longer': {
    status: 422,
    zh: '这一行有 {cells} 格，表头只有 {heads} 列：多半是内容里的分隔符（如逗号）没有加引号，后面的格都错位了。请给那一格加上双引号，或改用 .xlsx。',
    en: 'This row has {cells} cells and the heads only {heads}: a separator inside a text is probably not quoted, so that the cells behind it have shifted. Put that text in double quotes, or use .xlsx.',
  },
  'cell.no-value': {
    status: 422,
    zh: '这一格是公式，但文件里没有存下算出的结果。请在 WPS 或 Excel 中打开文件、保存一次，再上传；或把公式改成值（复制—选择性粘贴—数值）。',
    en: 'This cell is a formula whose result is not in the file. Open the file in WPS or Excel, save it once and upload it; or replace the formula by its value (Copy, Paste Special, Values).',
  },
  'cell.became-a-date': {
    status: 422,
    zh: '这一格是日期 {day}，这一列却不是日期：多半是 3-12 一类的编号被表格软件改成了日期。请先把整列设为“文本”格式，再照原样重新输入。',
    en: 'This cell is the date {day}, in a column that holds no dates: the spreadsheet probably turned a number such as 3-12 into one. Format the whole column as text first, then type the number again.',
  },
  'cell.date-as-number': {
    status: 422,
    zh: '“{text}”是表格软件里日期的内部数字（可能是 {day}），日期格式已经丢失。请把整列设为“日期”格式，核对后再上传。',
    en: '"{text}" is how a spreadsheet keeps a day (it may be {day}); its date format was lost. Format the column as dates, check them and upload the file again.',
  },
  'cell.month-only': {
    status: 422,
    zh: '“{text}”只有年和月，没有日。请写全，如 1948-03-12；有身份证号的人，出生日期可以不填。',
    en: '"{text}" is a year and a month without a day. Write all of it, such as 1948-03-12; whoever has a resident ID needs no birth date here.',
  },
  'cell.became-a-number': {
    status: 422,
    zh: '“{text}”是被表格软件变成数字的长编号，末尾几位已经丢失，改格式也找不回来。请先把整列设为“文本”格式，再重新输入完整的号码。',
    en: '"{text}" is a long number that a spreadsheet turned into a figure: its last digits are lost and no format brings them back. Format the column as text first, then type the whole number again.',
  },
  'cell.number-dressed': {
    status: 422,
    zh: '这一格存的是 {text}，“{letters}”只是格式显示的，不在内容里，看到的和读到的不同。请先把整列设为“文本”格式（股数设为“常规”），再照看到的内容重新输入。',
    en: 'This cell holds {text}; "{letters}" is only shown by its format, so what is seen is not what is read. Format the whole column as text (shares as general) and type again what is seen.',
  },
  'cell.seen-otherwise': {
    status: 422,
    zh: '这一格存的是 {text}，按它的格式显示的却是“{seen}”，看到的和读到的不同。请先把整列设为“文本”格式（股数设为“常规”），核对后重新输入。',
    en: 'This cell holds {text}, and its format shows "{seen}", so what is seen is not what is read. Format the whole column as text (shares as general), check it and type it again.',
  },
  'cell.number-rounded': {
    status: 422,
    zh: '这一格显示的是 {seen}，存的是 {text}，读入的是 {text}，请核对。',
    en: 'This cell shows {seen} and holds {text}; {text} was read. Check it.',
  },
  'cell.no-content': {
    status: 422,
    zh: '“{text}”不是内容。与上一行相同的请照原样写全，没有的请留空。',
    en: '"{text}" is no content: write out what is the same as above, and leave empty what there is not.',
  },
  'table.row-cut-off': {
    status: 422,
    zh: '文件在这一行中间结束：这一行只有 {cells} 格，其他各行都有 {heads} 格，多半是没有下载或导出完整。请重新取得完整的文件；如果这一行本来就到此为止，请补上后面的分隔符。',
    en: 'The file ends within this row, which has {cells} cells where all others have {heads}: it was probably not fetched or written whole. Get the whole file; if the row does end here, write the separators that are missing.',
  },
  'table.rows-above-heads': {
    status: 422,
    zh: '这一行在表头（第 {heads} 行）的上面，不会读入：多半是排序时把表头也排了进去。请把表头移到所有人的上面。',
    en: 'This row stands above the heads (row {heads}) and would not be read: they were probably sorted along with the rows. Move the heads above everybody.',
  },
  'cell.became-decimal': {
    status: 422,
    zh: '“{text}”多了小数点，像是导出的程序把编号当成了数值。请把整列设为“文本”格式，写成不带小数的编号。',
    en: '"{text}" has a decimal point, as if the program that wrote it took the number for a figure. Format the column as text and write the number without decimals.',
  },
  'cell.number-typed': {
    status: 422,
    zh: '这一格是数值，不是文本，前面的 0 可能已经丢失。请先把整列设为“文本”格式，再对照原件重新输入。',
    en: 'This cell is a figure, not text, so zeros in front of it may be lost. Format the whole column as text first, then type it again from the original.',
  },
  'cell.number-as-name': {
    status: 422,
    zh: '姓名这一格是数字“{text}”，多半是错列。请核对这一行。',
    en: 'The name in this row is the number "{text}": the columns have probably slipped. Check the row.',
  },
  'cell.percent': {
    status: 422,
    zh: '这一格是百分比（{text}），不是数量。请写成股数，并把格式改为“常规”或“数值”。',
    en: 'This cell is a percentage ({text}), no quantity. Write the number of shares and format the cell as a number.',
  },
  'cell.merged': {
    status: 422,
    zh: '第 {first} 至 {last} 行的这一格是合并单元格，不知道属于哪一行、哪一列。请取消合并，逐格填写。',
    en: 'This cell is merged over rows {first} to {last}, so nobody knows which row or column it belongs to. Unmerge it and fill in every cell.',
  },
  'cell.line-break': {
    status: 422,
    zh: '这一格里有换行（Alt+Enter）。请双击这一格，删去换行，写成一行。',
    en: 'There is a line break (Alt+Enter) in this cell. Double-click it, delete the break and write it on one line.',
  },
  'cell.signs-taken-off': {
    status: 422,
    zh: '号码前后的撇号或看不见的字符已去掉，请核对号码。',
    en: 'An apostrophe or signs that cannot be seen around the number were taken off: check the number.',
  },
  'row.differs-from-register': {
    status: 422,
    zh: '这份表是从本册导出的，导入时只与册上核对：册上是“{register}”，表中是“{here}”。要改册上的内容，请在成员或股权页面办理。',
    en: 'This table was exported from the register, and coming in it is only compared: the register says "{register}", the table "{here}". What the register says is changed on the pages of members and shares.',
  },
  'row.not-in-register': {
    status: 422,
    zh: '这份表是从本册导出的，导入时只与册上核对：册上没有“{row}”这一行。新的人或新的股份请填在空表里导入。',
    en: 'This table was exported from the register, and coming in it is only compared: the register has no row "{row}". New people and new shares come in by the empty table.',
  },
  'import.nothing-new': {
    status: 422,
    zh: '这份表是从本册导出的，{count} 行都与册上一致：没有新的内容，不必写入。',
    en: 'This table was exported from the register, and all its {count} rows stand there as they are here: there is nothing new to enter.',
  },
  'cell.name-respelled': {
    status: 422,
    zh: '姓名“{typed}”已写成规范形式“{name}”（去掉字间空格，统一间隔号和字形）。',
    en: 'The name "{typed}" was written in its one form, "{name}" (spaces between characters taken out, one dot, one form of each character).',
  },
  'roster.nobody-admitted': {
    status: 422,
    zh: '{count} 人都没有入社日期：写入以后只是股东，不是成员，不能表决，也算不进成员名册。是成员的，请加“入社日期”一列，可以整列填入同一天。',
    en: 'None of {count} people has a day of admission: they would be shareholders and no members, without a vote. For members add the column “Admitted on”; one day can be filled in for all.',
  },
  'cell.zeros-at-end': {
    status: 422,
    zh: '号码第 15 位以后全是 0，多半是被表格软件变成数字时丢失了末尾几位，请对照原件核对。',
    en: 'All digits after the fifteenth are 0: a spreadsheet has probably lost the last ones. Compare the number with the original.',
  },
  'import.unknown': {
    status: 404,
    zh: '没有这次导入。',
    en: 'There is no such import.',
  },
  'import.not-checked': {
    status: 409,
    zh: '只有检查通过、尚未入册的导入才能确认；这次导入的状态是“{state}”。',
    en: 'Only an import that was checked without a fault and is not entered yet can be confirmed; this one is {state}.',
  },
  'import.rows-differ': {
    status: 409,
    zh: '确认的是 {rows} 行，读到的是 {read} 行：请先核对读到的内容，再确认。',
    en: '{rows} rows were confirmed and {read} were read: look at what was read, then confirm.',
  },
  'import.entered-before': {
    status: 409,
    zh: '这个文件（“{fileName}”）已于 {on} 由 {by} 入册，{rows} 行。确要再次入册，请选“再次入册”后再确认。',
    en: 'This very file (“{fileName}”) was entered on {on} by {by}: {rows} rows. If it is to be entered again, say so (again) and confirm.',
  },
  'import.reading-differs': {
    status: 409,
    zh: '入册时读到的内容与您确认的不同（其间程序可能已升级），没有入册：请重新上传，核对后再确认。',
    en: 'What was read now is not what was confirmed (the program may be another version by now); nothing was entered: upload the file again, look at what is read, and confirm.',
  },
  'import.ended': {
    status: 409,
    zh: '这次导入的状态是“{state}”，不能取消。',
    en: 'This import is {state} and cannot be cancelled.',
  },
  'cell.digit-mark': {
    status: 422,
    zh: '“{text}”的第 {place} 个字符是上标、脚注或带圈的数字，不知道算不算这个号码或数量的一位。请删去它；如果它本来就是数字，请改成普通数字。',
    en: 'Character {place} of "{text}" is a raised or circled number, such as a footnote mark; nobody can tell whether it is one of the digits. Delete it, or type a plain digit where it is one.',
  },
  'cell.mixed-letters': {
    status: 422,
    zh: '这一格（{text}）里有上标、下标或划掉的字，读出来会和别的字连成一个数或一个名字。请只留下算数的内容，去掉上标和删除线。',
    en: 'Some of this cell ({text}) is raised, lowered or struck through; read, it would run into the rest as one number or name. Keep only what counts, without raised signs and struck letters.',
  },
  'table.row-no-person': {
    status: 422,
    zh: '这一行（{text}）看起来不是人：编号里没有数字，或者姓名是人数、小组、集体，或是“待定”“户主”一类的词。不是成员的，请删去这一行；是成员的，请填上编号和姓名。',
    en: 'This row ({text}) looks like nobody: its number has no digit, or its name is a count of people, a group, the collective or a word such as “待定” (to be settled). Delete the row; or, if it is a member, give their number and name.',
  },
  'table.blank-below': {
    status: 422,
    zh: '“{name}”一栏每隔几行才写一次，另有 {blank} 行是空的：空的按“没有”读入，不会照上一行。与上一行相同的，请每行写上，再上传。',
    en: 'The column "{name}" is filled only now and then, and empty in {blank} rows: empty is read as none, and not as in the row above. Where it is the same as above, write it in every row and upload the file again.',
  },
  'table.unit-above': {
    status: 422,
    zh: '表头上面写着“{text}”：股数要按“股”填写，照原样读入会差许多倍。请把股数换算成股，并删去这一句。',
    en: 'Above the heads it says "{text}": numbers of shares are read as single shares and would be wrong by that factor. Convert them to shares and delete this line.',
  },
  'cell.number-as-bank': {
    status: 422,
    zh: '开户银行填的是号码（{text}），多半是这一行少了一格，后面的内容都往前移了。请补上缺的一格，或把号码移到“银行账号”列。',
    en: 'The bank is given as a number ({text}): this row probably lacks a cell and what follows has moved. Put the missing cell in, or move the number to the column of accounts.',
  },
  'table.second-table': {
    status: 422,
    zh: '第 {first} 行和第 {second} 行都是表头，中间还有内容：一张工作表里有两张表，只读一张会漏掉另一张。请把两张合成一张，或分别上传。',
    en: 'Rows {first} and {second} both are heads, with rows between them: two tables stand on one tab, and reading one would lose the other. Put them together, or send each by itself.',
  },
  'cell.near-midnight': {
    status: 422,
    zh: '这一格存的是 {text} 的 {time}，离第二天不到一小时，多半是别的程序换算时区时少了几秒，日期可能差一天。请按文本重新填写日期。',
    en: 'This cell holds {time} of {text}, less than an hour before the next day: another program probably lost seconds between time zones, and the day may be one too early. Type the day again as text.',
  },
  'cell.still-marked': {
    status: 422,
    zh: '这一格还带着标记（{text}），说明没有改过：请按左边写的改好，并去掉标记。',
    en: 'This cell still has its mark ({text}), so it was not mended: write it anew as the first column says, without the mark.',
  },
  'import.other-file': {
    status: 422,
    zh: '这不是检查过的那个文件：请选择同一个文件。',
    en: 'This is not the file that was checked: choose the same one.',
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
  'import.too-many-checked': {
    status: 429,
    zh: '已有 {count} 个文件检查过、还没有写入：请先在导入记录中写入或取消其中的一个，再上传。',
    en: '{count} files were checked and not entered: enter or cancel one of them in the list of imports, then upload.',
  },
} as const satisfies Catalogue;
