/** The portal: one's own shares, money and vote, on a phone. */
import '@fontsource-variable/noto-sans-sc';
import './portal.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Gate } from './gate.tsx';
import { showSize, sizeNow } from './size.ts';

showSize(sizeNow());
const place = document.getElementById('portal');
if (place !== null)
  createRoot(place).render(
    <StrictMode>
      <Gate />
    </StrictMode>,
  );
