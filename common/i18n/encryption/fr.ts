import type { en } from './en.ts';

/** Les mêmes phrases en français. */
export const fr: Readonly<Record<keyof typeof en, string>> = {
  encryption: 'Chiffrement',
  pending: 'Chiffré',
  line: 'Chiffré. Mots : {words}',
  words: 'Les quatre mots',
  compare:
    "Lisez-les l'un à l'autre : si ce sont les mêmes sur les deux écrans, personne ne vous écoute. Sur un écran dans une autre langue, ce sont les mêmes choses, traduites.",
  not_there: 'Les quatre mots arrivent dès que les deux côtés sont connectés.',
  differ: "Si ce ne sont pas les mêmes, arrêtez-vous là : quelqu'un s'est interposé.",
  close: 'Fermer',

  changed: 'Les quatre mots ont changé',
  changed_why:
    "Un autre téléphone, navigateur ou ordinateur est arrivé, ou quelqu'un s'est interposé. Lisez-vous les nouveaux mots avant de continuer.",
  go_on: 'Continuer',

  problem_between:
    "Quelqu'un s'est interposé entre vous : rien n'est envoyé. Terminez la session et commencez-en une autre sur un autre réseau.",
  problem_failed:
    "Le chiffrement n'a pas pu être vérifié : rien n'est envoyé. Terminez la session et commencez-en une autre sur un autre réseau.",
  problem_unanswered:
    "Chiffré, mais les quatre mots ne sont pas arrivés : impossible de vérifier si quelqu'un vous écoute. Rechargez cette page des deux côtés.",
  nothing_sent: "Rien n'est envoyé : le chiffrement n'a pas pu être vérifié",
};
