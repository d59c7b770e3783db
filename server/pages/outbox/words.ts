import type { Dictionary } from '../../../common/i18n/translate.ts';

const en = {
  title: 'Outbox',
  about:
    'This server does not send SMS and e-mails: it puts them here, as whoever gets them would see them. Only this machine can open this page.',
  nothing: 'Nothing has been sent yet.',
  sms: 'SMS to {to}',
  email: 'E-mail to {to}',
  open: 'Open as it will be seen',
};

const fr: Readonly<Record<keyof typeof en, string>> = {
  title: "Boîte d'envoi",
  about:
    "Ce serveur n'envoie ni SMS ni e-mails : il les dépose ici, tels que leur destinataire les verrait. Seule cette machine peut ouvrir cette page.",
  nothing: "Rien n'a encore été envoyé.",
  sms: 'SMS à {to}',
  email: 'E-mail à {to}',
  open: 'Ouvrir comme le destinataire le voit',
};

/** The words of the outbox. */
export const outboxWords: Dictionary<typeof en> = { en, fr };
