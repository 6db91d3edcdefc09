/**
 * Text for files that people open as a table: what a spreadsheet would run as a formula gets an apostrophe before it, which
 * shows and is harmless. Signs of full width count alike: some programs and banks fold them to the plain ones.
 */
export function harmless(text: string): string {
  return /^\s*[=+\-@＝＋－＠]|^[\t\r]/.test(text) ? `'${text}` : text;
}
