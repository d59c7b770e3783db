import type { en } from './en.ts';

/** Les mêmes phrases en français. */
export const fr: Readonly<Record<keyof typeof en, string>> = {
  drawing: 'Dessin',
  point: 'Pointer',
  pen: 'Stylo',
  arrow: 'Flèche',
  number: 'Numéro',
  undo: 'Annuler',
  erase: 'Tout effacer',
  erase_short: 'Effacer',
  with_key: '{what} ({key})',

  pad: "Dessiner sur l'image",
  pad_keys:
    "Les touches 1 à 4 choisissent Pointer, Stylo, Flèche ou Numéro. Les flèches déplacent la croix, dix fois plus loin avec Maj. Espace appuie et relève. Échap abandonne le trait, puis range l'outil. Ctrl Z annule, Suppr efface tout.",
  pad_keys_zoom:
    "Plus, moins et 0 agrandissent ou réduisent l'image ; sans outil, les flèches la déplacent.",

  still_frame: 'Image figée',
  still_photo: 'Photo',

  zoom: 'Zoom de cette image',
  zoom_in: 'Zoomer',
  zoom_out: 'Dézoomer',
  zoom_whole: "Voir toute l'image",
};
