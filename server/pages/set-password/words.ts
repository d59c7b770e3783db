import type { Dictionary } from '../../../common/i18n/translate.ts';

const en = {
  title: 'Set your password',
  password: 'New password',
  hint: '10 characters or more. A few words in a row are easy to remember and hard to guess.',
  again: 'The same once more',
  set: 'Set password',
  different: 'The two passwords are not the same.',
  incomplete: 'This link is not complete. Open it again as it stands in the file or message.',
  done: 'Your password is set. You can now sign in with {email}, in the Lens extension.',
  unreachable: 'The server cannot be reached. Check your connection and try again.',
  needsScript: 'This page needs JavaScript.',
};

const fr: Record<keyof typeof en, string> = {
  title: 'Définissez votre mot de passe',
  password: 'Nouveau mot de passe',
  hint: '10 caractères ou plus. Quelques mots à la suite se retiennent bien et se devinent mal.',
  again: 'Le même encore une fois',
  set: 'Définir le mot de passe',
  different: 'Les deux mots de passe ne sont pas identiques.',
  incomplete:
    "Ce lien n'est pas complet. Ouvrez-le à nouveau tel qu'il figure dans le fichier ou le message.",
  done: "Votre mot de passe est défini. Vous pouvez maintenant vous connecter avec {email}, dans l'extension Lens.",
  unreachable: 'Le serveur est injoignable. Vérifiez votre connexion et réessayez.',
  needsScript: 'Cette page a besoin de JavaScript.',
};

/** The words of the page that sets a password. */
export const setPasswordWords: Dictionary<typeof en> = { en, fr };
