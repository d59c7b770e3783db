import type { LensKind } from '../../common/showing/said.ts';

/** One of a phone's cameras, as it is offered to be chosen. */
export interface Lens {
  /** Its number in this phone's list; the same as long as the list is. */
  id: number;
  kind: LensKind;
  /** What the browser opens it by. */
  by: { deviceId: string } | { facingMode: 'environment' | 'user' };
}

/** A camera as the browser lists it. */
export type Input = Pick<MediaDeviceInfo, 'deviceId' | 'label'>;

/** Lower case, without accents and hyphens: "Téléobjectif arrière" is `teleobjectif arriere`. */
const plain = (label: string) =>
  label
    .normalize('NFD')
    .replace(/\p{Mark}/gu, '')
    .replace(/\p{Dash}/gu, ' ')
    .toLowerCase();

const FRONT = /\b(front\w*|avant|user|selfie|facetime|vorder\w*|delantera|anteriore)\b/;
const REAR = /\b(back|rear|arriere|environment|ruck\w*|trasera|posteriore)\b/;
/** "Back Dual Wide Camera" is the main lens as well: at zoom 1 it shows the same (WebKit 11705). */
const SEVERAL_IN_ONE = /\b(dual|double|doppel\w*|doble|doppia|triple|tripla|dreifach\w*)\b/;
const WIDE = /\b(ultra|wide|grand angle|weitwinkel|gran angular|grandangolare)\b/;
const TELE = /\btele/;
/** Android's own number of a camera: `camera2 0, facing back`; Firefox: `Camera 0, Facing back, …`. */
const NUMBER = /^camera2? (\d+), facing/;

type Named = Omit<Lens, 'by'> & { deviceId: string; several: boolean; number: number };

function named(input: Input, id: number): Named {
  const label = plain(input.label);
  const number = Number(NUMBER.exec(label)?.[1] ?? id);
  const several = SEVERAL_IN_ONE.test(label);
  // The browser's own object gives nothing away to a spread.
  const { deviceId } = input;
  return { deviceId, id, number, several, kind: kindOf(label, several) };
}

function kindOf(label: string, several: boolean): LensKind {
  if (FRONT.test(label)) return 'front';
  if (several) return 'rear';
  if (TELE.test(label)) return 'tele';
  if (WIDE.test(label)) return 'wide';
  return REAR.test(label) ? 'rear' : 'other';
}

/**
 * The lenses of a phone, by what the browser calls its cameras and by their order; `present` is the
 * one that is open. Of those facing back the lowest number is the main lens, which no label says of
 * an Android phone; the further ones are `other`. An iPhone also lists its lenses joined two and
 * three at a time: that is its main lens where the browser has opened it itself, and nothing to
 * choose otherwise. Without labels only back and front are known.
 */
export function lensesOf(inputs: readonly Input[], present: string | undefined): Lens[] {
  if (inputs.every(({ label }) => label === '')) return byFacing(inputs.length);
  const all = inputs.map(named);
  const rears = all.filter(({ kind }) => kind === 'rear').sort((a, b) => a.number - b.number);
  const main =
    rears.find(({ several, deviceId }) => several && deviceId === present) ??
    rears.find(({ several }) => !several) ??
    rears[0];
  const front = all.find(({ kind }) => kind === 'front');
  return all
    .filter((each) => each === main || !each.several)
    .map((each) => {
      const second =
        (each.kind === 'rear' && each !== main) || (each.kind === 'front' && each !== front);
      return {
        id: each.id,
        kind: second ? 'other' : each.kind,
        by: { deviceId: each.deviceId },
      };
    });
}

function byFacing(count: number): Lens[] {
  const rear: Lens = { id: 0, kind: 'rear', by: { facingMode: 'environment' } };
  const front: Lens = { id: 1, kind: 'front', by: { facingMode: 'user' } };
  return count > 1 ? [rear, front] : [];
}

/** The lens that `settings` are of; undefined where that is not to be known. */
export function lensOf(settings: MediaTrackSettings, lenses: readonly Lens[]): Lens | undefined {
  return lenses.find(({ by }) =>
    'deviceId' in by ? by.deviceId === settings.deviceId : by.facingMode === settings.facingMode,
  );
}

/** The lens to begin with: the main one that faces back, never the wide one. */
export const mainLens = (lenses: readonly Lens[]) => lenses.find(({ kind }) => kind === 'rear');

/** The lens on the phone's other side, for the one button that turns the camera round. */
export function otherSide(lenses: readonly Lens[], lens: number | null): Lens | undefined {
  const front = lenses.find(({ kind }) => kind === 'front');
  return front?.id === lens ? mainLens(lenses) : front;
}
