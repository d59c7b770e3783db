import { open } from 'node:fs/promises';
import { handHeld, type Scene, FRAMES, HEIGHT, WIDTH } from './scene.ts';

/** Writes the scene as a camera's film (.y4m, 30 frames a second), grey in all its chroma. */
export async function writeFilm(file: string, scene: Scene): Promise<void> {
  const handle = await open(file, 'w');
  try {
    await handle.write(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F30:1 Ip A1:1 C420\n`);
    const grey = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
    for (let number = 0; number < FRAMES; number += 1) {
      await handle.write('FRAME\n');
      for (let row = 0; row < HEIGHT; row += 1)
        await handle.write(scene.row(row, handHeld(number)));
      await handle.write(grey);
    }
  } finally {
    await handle.close();
  }
}
