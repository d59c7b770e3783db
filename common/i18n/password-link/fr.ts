import type { en } from './en.ts';

/** Les mêmes phrases en français. */
export const fr: Readonly<Record<keyof typeof en, string>> = {
  subject: '{company} : définissez votre mot de passe Lens',
  hello: 'Bonjour {name},',
  offer: 'Voici comment définir le mot de passe de votre compte Lens chez {company}, {email}.',
  open: 'Ouvrez ce lien dans les 24 heures :',
  button: 'Définir le mot de passe',
  address:
    "Connectez-vous ensuite dans l'extension Lens de Chrome ou Edge. L'adresse du serveur : {address}",
  once: "Le lien ne sert qu'une fois. Un lien plus récent le remplace.",
  unexpected:
    "Vous n'attendiez pas ce message ? Alors n'ouvrez pas le lien, et prévenez votre administrateur.",
};
