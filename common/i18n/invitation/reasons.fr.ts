import type { en } from './reasons.en.ts';

/** Les mêmes phrases en français. */
export const fr: typeof en = {
  number_wrong: "Ce numéro n'existe pas. Vérifiez-le avec le client.",
  not_mobile:
    'Ce numéro ne reçoit pas de SMS. Demandez un numéro mobile, ou passez par e-mail ou par le lien.',
  country_closed:
    'La passerelle SMS ne peut pas envoyer vers ce pays. Passez par e-mail ou par le lien, ou prévenez votre administrateur.',
  opted_out: 'Ce téléphone a refusé tout nouveau SMS (STOP). Passez par e-mail ou par le lien.',
  phone_unreachable: 'Le téléphone est éteint ou sans réseau. Réessayez quand il sera allumé.',
  phone_blocked: 'Le téléphone ou son opérateur bloque ce SMS. Passez par e-mail ou par le lien.',
  filtered: "L'opérateur a pris ce SMS pour du spam. Passez par e-mail ou par le lien.",
  carrier_failed:
    "L'opérateur n'a pas pu le remettre et ne dit pas pourquoi. Réessayez, ou passez par un autre moyen.",
  address_refused:
    "Le serveur de messagerie n'accepte pas cette adresse. Vérifiez son orthographe.",
  login_refused:
    "La passerelle refuse l'identification de ce serveur. Utilisez le lien, et prévenez votre administrateur.",
  gateway_insecure:
    "Le serveur de messagerie n'offre pas de chiffrement fiable. Utilisez le lien, et prévenez votre administrateur.",
  gateway_unreachable: 'La passerelle ne répond pas. Réessayez, ou utilisez le lien.',
  gateway_busy: 'La passerelle est trop occupée. Réessayez dans une minute, ou utilisez le lien.',
  gateway_refused:
    'La passerelle refuse ce message. Utilisez le lien, et prévenez votre administrateur.',
  unknown_outcome:
    "Aucune réponse n'est venue à temps : il est peut-être parti, peut-être pas. Demandez au client avant de le renvoyer.",
};
