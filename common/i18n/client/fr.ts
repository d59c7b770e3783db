import type { en } from './en.ts';

/** Les mêmes phrases en français. */
export const fr: Readonly<Record<keyof typeof en, string>> = {
  unreachable: 'Le serveur est injoignable. Vérifiez votre connexion, puis réessayez.',
  timed_out: 'Le serveur a mis trop de temps à répondre. Vérifiez votre connexion, puis réessayez.',
  nonsense:
    "Autre chose que le serveur a répondu. Si ce réseau demande de s'identifier, faites-le d'abord, puis réessayez.",
};
