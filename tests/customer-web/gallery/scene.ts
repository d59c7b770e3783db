/** A still camera picture of something to be mended: a box with cables and lights on a wooden shelf. */
export function scene(): MediaStream {
  const canvas = document.createElement('canvas');
  canvas.width = 720;
  canvas.height = 1280;
  const draw = canvas.getContext('2d')!;
  const wall = draw.createLinearGradient(0, 0, 720, 1280);
  wall.addColorStop(0, '#cdd3cf');
  wall.addColorStop(1, '#8d948f');
  draw.fillStyle = wall;
  draw.fillRect(0, 0, 720, 1280);
  draw.fillStyle = '#7a5230';
  draw.fillRect(0, 900, 720, 380);
  draw.fillStyle = '#20242b';
  draw.fillRect(110, 560, 500, 340);
  for (let light = 0; light < 5; light += 1) {
    draw.fillStyle = light === 2 ? '#ff5247' : '#5fe08a';
    draw.fillRect(160 + light * 90, 640, 34, 34);
  }
  draw.strokeStyle = '#f0c330';
  draw.lineWidth = 26;
  draw.beginPath();
  draw.moveTo(540, 880);
  draw.bezierCurveTo(720, 980, 420, 1100, 640, 1280);
  draw.stroke();
  return canvas.captureStream();
}
