/** Chinese letters for a machine that has none: phones have them, and are sent nothing. */

/** Once they are known to be here, nothing is drawn to find out. */
const STORED = 'hegu-letters';

/** Whether two characters are drawn alike, as the same empty box. */
function hasNoChinese(): boolean {
  const [one, two] = ['国', '郎'].map((character) => {
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = 24;
    const pen = canvas.getContext('2d', { willReadFrequently: true });
    if (pen === null) return character;
    pen.font = '20px sans-serif';
    pen.fillText(character, 1, 20);
    return canvas.toDataURL();
  });
  return one === two;
}

/** Nothing is shown as boxes: the page waits for its letters where they must be fetched, and not for ever. */
export async function showLetters(): Promise<void> {
  if (localStorage.getItem(STORED) !== null) return;
  if (!hasNoChinese()) return localStorage.setItem(STORED, 'here');
  const { dataset } = document.documentElement;
  const show = () => void delete dataset['letters'];
  dataset['letters'] = 'coming';
  // Without a network they do not come: boxes are better than nothing.
  setTimeout(show, LONGEST_WAIT);
  await import('@fontsource-variable/noto-sans-sc').catch(show);
  await new Promise((drawn) => setTimeout(drawn, UNTIL_DRAWN));
  await document.fonts.ready;
  show();
}
const LONGEST_WAIT = 3_000;
const UNTIL_DRAWN = 400;
