import type { Dictionary } from '../../../common/i18n/translate.ts';

const en = {
  title: 'Set your password',
  looking: 'Looking whether the link is good…',
  account: 'Your account',
  password: 'New password',
  hint: '10 characters or more. A few words in a row are easy to remember and hard to guess.',
  again: 'Repeat the password',
  show: 'Show the passwords',
  hide: 'Hide the passwords',
  set: 'Set password',
  different: 'The two passwords are not the same.',
  incomplete: 'This link is not complete. Open it again as it stands in the file or message.',
  done: 'Your password is set. You can now sign in with {email}, in the Lens extension of Chrome or Edge.',
  address: 'Where the extension asks for its server address, type:',
  unreachable: 'The server cannot be reached. Check your connection and try again.',
  lookAgain: 'Try again',
  needsScript: 'This page needs JavaScript.',
};

const fr: Record<keyof typeof en, string> = {
  title: 'Définissez votre mot de passe',
  looking: 'Vérification du lien…',
  account: 'Votre compte',
  password: 'Nouveau mot de passe',
  hint: '10 caractères ou plus. Quelques mots à la suite se retiennent bien et se devinent mal.',
  again: 'Répétez le mot de passe',
  show: 'Afficher les mots de passe',
  hide: 'Masquer les mots de passe',
  set: 'Définir le mot de passe',
  different: 'Les deux mots de passe ne sont pas identiques.',
  incomplete:
    "Ce lien n'est pas complet. Ouvrez-le à nouveau tel qu'il figure dans le fichier ou le message.",
  done: "Votre mot de passe est défini. Vous pouvez maintenant vous connecter avec {email}, dans l'extension Lens de Chrome ou Edge.",
  address: "Lorsque l'extension demande l'adresse du serveur, saisissez :",
  unreachable: 'Le serveur est injoignable. Vérifiez votre connexion et réessayez.',
  lookAgain: 'Réessayer',
  needsScript: 'Cette page a besoin de JavaScript.',
};

/** The words of the page that sets a password. */
export const setPasswordWords: Dictionary<typeof en> = { en, fr };
