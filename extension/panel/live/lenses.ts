import type { PanelKey } from '../../../common/i18n/panel/words.ts';
import type { CameraState, LensKind } from '../../../common/showing/said.ts';

type Lens = CameraState['lenses'][number];

const words: Record<LensKind, PanelKey> = {
  rear: 'lens_rear',
  wide: 'lens_wide',
  tele: 'lens_tele',
  front: 'lens_front',
  other: 'lens_other',
};

/** What a lens is called: its kind, and where there are more of that kind its number among them. */
export function lensName(
  lens: Lens,
  lenses: readonly Lens[],
  say: (key: PanelKey) => string,
): string {
  const alike = lenses.filter(({ kind }) => kind === lens.kind);
  const name = say(words[lens.kind]);
  return alike.length > 1 ? `${name} ${alike.indexOf(lens) + 1}` : name;
}

/** Where two lenses are all there are: the one that is not in use. */
export function otherLens({ lenses, lens }: Pick<CameraState, 'lenses' | 'lens'>): Lens | null {
  if (lenses.length !== 2) return null;
  return lenses.find(({ id }) => id !== lens) ?? null;
}
