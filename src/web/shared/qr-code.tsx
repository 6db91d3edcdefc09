/** A text as a picture that a camera reads: drawn here, sent nowhere. */
import { create } from 'qrcode';
import type { ReactElement } from 'react';

export function QrCode({ text }: { readonly text: string }): ReactElement {
  const { modules } = create(text);
  const { size } = modules;
  const dark = Array.from({ length: size * size }, (_, at) => at).filter((at) =>
    modules.get(Math.floor(at / size), at % size),
  );
  const path = dark.map((at) => `M${at % size} ${Math.floor(at / size)}h1v1h-1z`).join('');
  return (
    <svg className="scan" viewBox={`-3 -3 ${size + 6} ${size + 6}`} aria-hidden>
      <path d={path} />
    </svg>
  );
}
