import { create } from 'qrcode';

/** The empty border that a reader needs around the code, in modules (ISO/IEC 18004, 9.1). */
const QUIET_ZONE = 4;

/** A text as a QR code: the dark modules as one SVG path, in a square of `size` modules. */
export function qrPath(text: string): { path: string; size: number } {
  // The least correction, so that the modules are large: a screen is neither torn nor stained.
  const { modules } = create(text, { errorCorrectionLevel: 'L' });
  let path = '';
  for (let row = 0; row < modules.size; row += 1)
    for (let column = 0; column < modules.size; column += 1)
      if (modules.get(row, column)) path += `M${column + QUIET_ZONE} ${row + QUIET_ZONE}h1v1h-1z`;
  return { path, size: modules.size + 2 * QUIET_ZONE };
}
