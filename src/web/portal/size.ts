/** How large the letters are: 18 points to begin with, up to 30; kept on this phone. */
export const sizes = ['18', '24', '30'] as const;
export type Size = (typeof sizes)[number];

const STORED = 'hegu-size';

export function sizeNow(): Size {
  const stored = localStorage.getItem(STORED);
  return sizes.find((each) => each === stored) ?? '18';
}

export function showSize(size: Size): void {
  document.documentElement.dataset['size'] = size;
}

export function keepSize(size: Size): void {
  localStorage.setItem(STORED, size);
  showSize(size);
}
