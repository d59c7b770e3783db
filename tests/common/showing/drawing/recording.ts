/** A path that keeps what was put into it. */
export class RecordingPath {
  readonly steps: [name: string, ...numbers: number[]][] = [];
  moveTo = (...given: number[]) => void this.steps.push(['moveTo', ...given]);
  lineTo = (...given: number[]) => void this.steps.push(['lineTo', ...given]);
  quadraticCurveTo = (...given: number[]) => void this.steps.push(['quadraticCurveTo', ...given]);
}

/** What was painted: how, in which colour and thickness, with what. */
export interface Painted {
  what: 'stroke' | 'fill' | 'text' | 'image' | 'clear';
  colour?: unknown;
  width?: number;
  path?: RecordingPath;
  arc?: number[];
  text?: unknown[];
}

/** A canvas' context that keeps what is painted on it. */
export function recordingContext(width = 360, height = 640) {
  const painted: Painted[] = [];
  let arc: number[] | undefined;
  const context = {
    canvas: { width, height },
    strokeStyle: '' as unknown,
    fillStyle: '' as unknown,
    lineWidth: 1,
    save() {},
    restore() {},
    translate() {},
    scale() {},
    setTransform() {},
    beginPath: () => void (arc = undefined),
    arc: (...given: number[]) => void (arc = given),
    stroke: (path: RecordingPath) =>
      painted.push({
        what: 'stroke',
        colour: context.strokeStyle,
        width: context.lineWidth,
        path,
      }),
    fill: (path?: RecordingPath) =>
      painted.push({ what: 'fill', colour: context.fillStyle, path, arc }),
    fillText: (...given: unknown[]) =>
      painted.push({ what: 'text', colour: context.fillStyle, text: given }),
    createRadialGradient: () => ({ addColorStop() {} }),
    drawImage: () => painted.push({ what: 'image' }),
    clearRect: () => painted.push({ what: 'clear' }),
  };
  return { context: context as unknown as CanvasRenderingContext2D, painted };
}
