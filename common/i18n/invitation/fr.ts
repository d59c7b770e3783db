import type { en } from './en.ts';

/** Les mêmes phrases en français. Le SMS s'en tient à l'alphabet GSM-7, qui a « é » mais pas « ê ». */
export const fr: Readonly<Record<keyof typeof en, string>> = {
  sms: '{company} : aide en vidéo\n{url}\nCode PIN : {pin}',
  subject: '{company} : votre session vidéo',
  hello: 'Bonjour,',
  offer:
    '{technician} de {company} souhaite regarder le problème avec vous, par la caméra de votre téléphone.',
  open: 'Ouvrez ce lien sur votre téléphone :',
  button: 'Ouvrir la session vidéo',
  pin: "S'il vous est demandé, votre code PIN est le {pin}.",
  private:
    "Rien n'est vu ni entendu avant que vous n'ayez accepté, et vous pouvez arrêter à tout moment.",
  once: "Le lien ne sert qu'une fois. Il prend fin avec la session.",
  unexpected: "Vous n'attendiez pas ce message ? Alors vous n'avez rien à faire.",
};
