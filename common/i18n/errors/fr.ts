import type { en } from './en.ts';

/** Les mêmes phrases en français. */
export const fr: typeof en = {
  invalid_input: 'Une des valeurs données ne va pas. Vérifiez-la et réessayez.',
  not_json:
    "Le serveur n'a pas pu lire cette demande : son corps n'est pas du JSON. Sur une page, rechargez-la.",
  not_json_type:
    "Le serveur n'a pas pu lire cette demande : il attend application/json. Sur une page, rechargez-la.",
  number_invalid: "Ce n'est pas un numéro de téléphone joignable. Vérifiez ses chiffres.",
  address_invalid: "Ce n'est pas une adresse e-mail. Vérifiez son orthographe.",
  country_refused:
    "Ce serveur n'envoie pas de SMS vers ce pays. Invitez par e-mail ou par lien, ou adressez-vous à votre administrateur.",
  not_signed_in: 'Votre connexion a pris fin. Connectez-vous à nouveau.',
  sign_in_refused:
    "Cet e-mail et ce mot de passe ne vont pas ensemble. Vérifiez l'un et l'autre, puis réessayez.",
  seat_refused: "Vous n'êtes plus dans cette session. Demandez un nouveau code PIN au technicien.",
  not_allowed: "Vous n'avez pas le droit de faire cela. Adressez-vous à votre administrateur.",
  sign_in_again:
    'Il faut pour cela une connexion de moins de 15 minutes. Déconnectez-vous, connectez-vous à nouveau, puis recommencez.',
  origin_refused:
    "Ce serveur ne connaît pas cette extension. Demandez à votre administrateur de l'autoriser (LENS_EXTENSION_IDS).",
  not_found: "Il n'y a rien à cette adresse.",
  session_not_found: "Cette session n'existe plus. Démarrez-en une nouvelle.",
  pin_wrong: "Ce code PIN n'est pas le bon. Vérifiez les six chiffres avec votre technicien.",
  invitation_wrong:
    "Ce lien n'est pas complet, ou sa session est finie depuis longtemps. Demandez-en un nouveau à votre technicien.",
  method_not_allowed: 'Le serveur ne fait pas cela à cette adresse.',
  session_already_open:
    "Vous avez déjà une session ouverte. Terminez-la avant d'en démarrer une nouvelle.",
  session_already_started: "Ce n'est plus possible une fois la session démarrée.",
  session_not_ready: "Le client n'est pas encore prêt. Attendez qu'il soit connecté.",
  session_changed: 'La session a changé entre-temps. Voyez où elle en est, puis réessayez.',
  licence_changed: 'La licence a changé entre-temps. Lisez son nouveau texte, puis acceptez-le.',
  open_elsewhere: 'Cette session est ouverte ailleurs. Continuez là-bas, ou reprenez-la ici.',
  customer_joined:
    "Le client est déjà là. Pour l'inviter à nouveau, créez d'abord un nouveau code PIN.",
  pin_needed: "Le code PIN n'est plus valable. Créez-en un nouveau, puis invitez le client.",
  way_not_set_up:
    "Cette façon d'inviter n'est pas configurée sur ce serveur. Choisissez-en une autre, ou adressez-vous à votre administrateur.",
  send_in_flight: "Une invitation est déjà en route. Attendez qu'elle soit envoyée.",
  pin_used: 'Ce code PIN a déjà été utilisé. Demandez-en un nouveau à votre technicien.',
  pin_expired: "Ce code PIN n'est plus valable. Demandez-en un nouveau à votre technicien.",
  session_ended: 'Cette session est terminée.',
  link_used:
    'Ce lien a déjà servi, ou il est trop ancien. Demandez-en un nouveau à votre administrateur.',
  invitation_used: 'Ce lien a déjà servi. Demandez-en un nouveau à votre technicien.',
  invitation_replaced:
    'Votre technicien a créé un nouveau code PIN, et ce lien ne fonctionne plus. Utilisez le dernier message, ou demandez-en un.',
  too_large: "C'est trop long pour le serveur. Raccourcissez, puis réessayez.",
  client_too_old:
    'Cette version est trop ancienne pour le serveur. Mettez Lens à jour, ou rechargez la page.',
  client_too_new:
    'Le serveur est trop ancien pour cette version. Demandez à votre administrateur de le mettre à jour.',
  too_many_attempts: 'Trop de tentatives. Attendez un peu, puis réessayez.',
  quota_reached: "Trop d'invitations en peu de temps. Attendez un peu, ou utilisez le lien.",
  internal:
    'Le serveur a rencontré un problème. Réessayez ; si cela recommence, prévenez votre administrateur.',
  store_unavailable:
    "Le serveur n'atteint pas ses données pour l'instant. Rien n'est perdu ; réessayez dans un instant.",
  image_invalid:
    'Cette image est illisible ou trop grande. Choisissez un fichier PNG, JPEG ou WebP de 2 Mo et 5 mégapixels au plus.',
  second_factor_needed:
    "Donnez maintenant le code que montre votre application d'authentification.",
  second_factor_wrong:
    "Ce code n'est pas le bon, ou il n'est plus valable. Donnez celui qui s'affiche maintenant, ou un code de secours.",
  not_permitted: "Votre groupe n'en a pas le droit. Adressez-vous à votre administrateur.",
  password_wrong: "Ce n'est pas votre mot de passe actuel. Vérifiez-le, puis réessayez.",
  technician_not_found: "Ce technicien n'existe pas.",
  group_not_found: "Ce groupe n'existe pas.",
  api_token_not_found: "Ce jeton d'API n'existe pas.",
  phone_check_not_found: "Cette vérification de téléphone n'existe pas, ou son temps est écoulé.",
  check_code_wrong:
    'Ce lien de vérification a déjà servi, ou ses dix minutes sont écoulées. Demandez-en un nouveau.',
  sign_in_not_found: 'Cette connexion a déjà pris fin.',
  way_switched_off:
    "Votre entreprise n'utilise pas cette façon d'inviter. Choisissez-en une autre.",
  pin_extra_needed:
    'Beaucoup de codes PIN faux sont essayés en ce moment. Demandez les quatre chiffres supplémentaires à votre technicien.',
  email_taken: 'Un autre technicien a déjà cette adresse e-mail.',
  name_taken: 'Un autre groupe porte déjà ce nom.',
  last_administrator: "C'est le dernier administrateur. Nommez d'abord quelqu'un d'autre.",
  group_in_use: "Ce groupe a encore des techniciens. Donnez-leur d'abord un autre groupe.",
  email_not_set_up:
    "L'envoi d'e-mails n'est pas configuré sur ce serveur. Faites afficher le lien, et transmettez-le vous-même.",
  second_factor_there: "Ce compte a déjà un second facteur. Retirez-le d'abord.",
  second_factor_missing: "Ce compte n'a pas de second facteur.",
  changed_meanwhile:
    "Quelqu'un d'autre a fait une modification entre-temps. Regardez à nouveau, puis modifiez.",
  key_reused: "Cette clé d'idempotence a servi à une autre demande. Utilisez-en une nouvelle.",
  revision_needed:
    'Indiquez la révision que vous modifiez : dans If-Match, ou par revision dans le corps.',
  pin_entry_paused:
    "Les codes PIN ne peuvent pas servir pour l'instant, car trop de codes faux sont essayés. Demandez à votre technicien de vous envoyer un lien.",
  server_stopping: 'Le serveur redémarre. Réessayez dans un instant.',
};
