/** Puts a text where it can be pasted from; false where the browser lets no page do that. A page that came without HTTPS copies by hand. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyByHand(text);
  }
}

function copyByHand(text: string): boolean {
  const before = document.activeElement;
  const box = document.createElement('textarea');
  box.className = 'unseen';
  box.value = text;
  // Within the sheet on top: the page beneath it is out of reach.
  const sheets = document.querySelectorAll('dialog[open]');
  (sheets[sheets.length - 1] ?? document.body).append(box);
  box.select();
  const isDone = document.execCommand('copy');
  box.remove();
  if (before instanceof HTMLElement) before.focus();
  return isDone;
}
